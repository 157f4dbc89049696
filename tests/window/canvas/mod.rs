//! The canvas, by pointer and by keys, and the gestures that other tests of it share. Every step ends with a look at the
//! network's invariants (`Window::settle`).

mod nodes;
mod opened_blocks;
mod view;
mod wires;

use crate::support::Window;
use egui::{
    Event, Modifiers, MouseWheelSource, MouseWheelUnit, PointerButton, Pos2, Rect, TouchPhase,
    Vec2, vec2,
};
use egui_kittest::kittest::Queryable;
use netsmith::app::command::{EditCommand, Selection};
use netsmith::graph::NodeId;

pub const INPUT: &str = "input_layer, Input, (64, 64, 3)";
pub const PADDING: &str = "zero_padding2d, ZeroPadding2D, (70, 70, 3)";
pub const CONV: &str = "conv0, Conv2D, (64, 64, 32)";
pub const NORM: &str = "bn0, BatchNormalization, (64, 64, 32)";
pub const FLATTEN: &str = "flatten, Flatten, (32768)";
pub const DENSE: &str = "fc, Dense, (1)";

/// Where the control of this name shows.
pub fn rect(window: &Window, name: &str) -> Rect {
    window.harness.get_by_label(name).rect()
}

pub fn center(window: &Window, name: &str) -> Pos2 {
    rect(window, name).center()
}

/// Presses or releases a button while `modifiers` are held.
pub fn button(
    window: &mut Window,
    pos: Pos2,
    button: PointerButton,
    pressed: bool,
    modifiers: Modifiers,
) {
    window.harness.event(Event::ModifiersChanged(modifiers));
    window.harness.event(Event::PointerButton {
        pos,
        button,
        pressed,
        modifiers,
    });
    window.settle();
    if !pressed {
        window
            .harness
            .event(Event::ModifiersChanged(Modifiers::NONE));
        window.settle();
    }
}

/// Presses at `from`, goes to `to`, and stays there.
pub fn press_and_go(window: &mut Window, from: Pos2, to: Pos2, modifiers: Modifiers) {
    window.harness.hover_at(from);
    window.settle();
    button(window, from, PointerButton::Primary, true, modifiers);
    for share in [0.1, 0.5, 1.0] {
        window.harness.hover_at(from.lerp(to, share));
        window.settle();
    }
}

pub fn drag_with(window: &mut Window, from: Pos2, to: Pos2, modifiers: Modifiers) {
    press_and_go(window, from, to, modifiers);
    button(window, to, PointerButton::Primary, false, modifiers);
}

pub fn drag(window: &mut Window, from: Pos2, to: Pos2) {
    drag_with(window, from, to, Modifiers::NONE);
}

/// Presses and releases in one frame: a button that is held for long does not click.
pub fn clicks(
    window: &mut Window,
    pos: Pos2,
    button: PointerButton,
    modifiers: Modifiers,
    count: usize,
) {
    window.harness.hover_at(pos);
    window.settle();
    window.harness.event(Event::ModifiersChanged(modifiers));
    window.settle();
    let events = [true, false]
        .repeat(count)
        .into_iter()
        .map(|pressed| Event::PointerButton {
            pos,
            button,
            pressed,
            modifiers,
        });
    window.harness.input_mut().events.extend(events);
    window.settle();
    window
        .harness
        .event(Event::ModifiersChanged(Modifiers::NONE));
    window.settle();
}

pub fn click_at(window: &mut Window, pos: Pos2, modifiers: Modifiers) {
    clicks(window, pos, PointerButton::Primary, modifiers, 1);
}

pub fn double_click_at(window: &mut Window, pos: Pos2) {
    clicks(window, pos, PointerButton::Primary, Modifiers::NONE, 2);
}

/// Selects the nodes of these names.
pub fn select(window: &mut Window, names: &[&str]) {
    let paths = names.iter().map(|name| window.node(name));
    let selection: Selection = paths.collect();
    window.send(selection);
}

pub fn selected(window: &Window) -> Vec<String> {
    let graph = window.state().document.graph();
    window
        .state()
        .document
        .selection
        .iter()
        .map(|path| graph.node(path).unwrap().name.clone())
        .collect()
}

pub fn position(window: &Window, name: &str) -> Vec2 {
    let [x, y] = window
        .state()
        .document
        .graph()
        .node(&window.node(name))
        .unwrap()
        .position;
    vec2(x, y)
}

pub fn inputs(window: &Window, name: &str) -> Vec<NodeId> {
    window
        .state()
        .document
        .graph()
        .node(&window.node(name))
        .unwrap()
        .inputs
        .clone()
}

pub fn id(window: &Window, name: &str) -> NodeId {
    window.node(name).leaf().unwrap()
}

/// Undoes once and says what was undone.
pub fn undone(window: &mut Window) -> String {
    let label = window
        .state()
        .document
        .history()
        .undo_label()
        .map_or_else(|| "nothing".to_owned(), ToString::to_string);
    window.send(EditCommand::Undo);
    label
}

pub fn wheel(
    window: &mut Window,
    at: Pos2,
    unit: MouseWheelUnit,
    delta: Vec2,
    modifiers: Modifiers,
) {
    window.harness.hover_at(at);
    window.settle();
    let event = Event::MouseWheel {
        unit,
        delta,
        phase: TouchPhase::Move,
        source: MouseWheelSource::Unknown,
        modifiers,
    };
    window.harness.event_modifiers(event, modifiers);
    window.settle();
}

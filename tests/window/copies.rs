//! Copies: by the keys as the system hands them over, to where the pointer is, free of what is there.

use crate::canvas::*;
use crate::support::{Window, is_line};
use egui::{Event, Key, KeyboardShortcut, Modifiers, PointerButton, Pos2, Rect, vec2};
use egui_kittest::kittest::Queryable;
use netsmith::app::command::{BlockCommand, CanvasCommand, Command, WindowCommand};
use netsmith::graph::{Node, NodePath, Note};
use netsmith::text::say;

const CTRL: Modifiers = Modifiers::COMMAND;
const CTRL_SHIFT: Modifiers = Modifiers {
    ctrl: true,
    command: true,
    shift: true,
    ..Modifiers::NONE
};
const NODE: egui::Vec2 = vec2(236.0, 46.0);

/// Lets the window ask for the clipboard, and answers as the system does: some frames later.
fn answer(window: &mut Window, text: &str) {
    window.harness.run_steps(2);
    assert!(
        window.state().window.awaited_text.is_some(),
        "the clipboard was not asked for"
    );
    window.harness.event(Event::Paste(text.to_owned()));
    window.settle();
}

/// Pastes as Ctrl+V does where the system has turned the keys into text.
fn paste(window: &mut Window, text: &str, modifiers: Modifiers) {
    window
        .harness
        .event_modifiers(Event::Paste(text.to_owned()), modifiers);
    window.settle();
}

/// What every node of the network covers, by its name.
fn boxes(window: &Window) -> Vec<(String, Rect)> {
    let nodes = window.state().document.graph().body.nodes.values();
    let covered = |node: &Node| Rect::from_min_size(Pos2::from(node.position), NODE);
    nodes
        .map(|node| (node.name.clone(), covered(node)))
        .collect()
}

fn assert_nothing_covers_another(window: &Window) {
    let boxes = boxes(window);
    for (index, (name, one)) in boxes.iter().enumerate() {
        for (other_name, other) in &boxes[index + 1..] {
            assert!(!one.intersects(*other), "{name} covers {other_name}");
        }
    }
}

/// Whether a line of a menu is the one that pastes.
fn is_paste(label: &str) -> bool {
    label.starts_with("Paste") && !label.contains("keeping") && !label.contains("picture")
}

/// Where the one selected node shows.
fn selected_at(window: &Window) -> Pos2 {
    let path = window.state().document.selection.single().unwrap();
    let canvas = window.canvas();
    canvas.place_on_screen(path).unwrap()
}

#[test]
fn the_keys_for_pasting_with_wires_keep_them_however_late_the_text_comes() {
    let mut window = Window::preset("happy_model");
    let text = window.copied("bn0");
    window.harness.key_press_modifiers(CTRL_SHIFT, Key::V);
    answer(&mut window, &text);
    assert_eq!(inputs(&window, "bn0_1"), inputs(&window, "bn0"));
    paste(&mut window, &text, CTRL);
    assert_eq!(inputs(&window, "bn0_2"), []);
}

#[test]
fn text_that_comes_with_shift_held_keeps_its_wires_where_the_system_took_the_keys() {
    let mut window = Window::preset("happy_model");
    let text = window.copied("bn0");
    paste(&mut window, &text, CTRL_SHIFT);
    assert_eq!(inputs(&window, "bn0_1"), inputs(&window, "bn0"));
}

#[test]
fn the_command_palette_and_the_menu_paste_with_wires_and_without() {
    let mut window = Window::preset("happy_model");
    let text = window.copied("bn0");
    window.keys(CTRL, Key::K);
    window
        .harness
        .event(Event::Text("paste keeping".to_owned()));
    window.settle();
    window.harness.key_press(Key::Enter);
    answer(&mut window, &text);
    assert_eq!(inputs(&window, "bn0_1"), inputs(&window, "bn0"));
    window.click(say("menu-edit"));
    let line = window.harness.get_all_by(|node| {
        is_line(node.role()) && node.label().is_some_and(|label| is_paste(&label))
    });
    let lines: Vec<_> = line.collect();
    lines.first().unwrap().click();
    drop(lines);
    answer(&mut window, &text);
    assert_eq!(inputs(&window, "bn0_2"), []);
}

#[test]
fn the_keys_of_the_clipboard_can_be_given_to_other_commands() {
    let mut window = Window::preset("happy_model");
    let copy = KeyboardShortcut::new(CTRL, Key::C);
    let fit = Box::new(Command::from(CanvasCommand::Fit));
    window.send(WindowCommand::SetKeys(fit, Some(copy)));
    window.select("conv0");
    window.send(CanvasCommand::ZoomIn);
    window.harness.event_modifiers(Event::Copy, CTRL);
    window.settle();
    assert_eq!(window.canvas().zoom_percent(), 100);
    // A key that is marked so copies all the same.
    window.harness.event(Event::Copy);
    window.harness.step();
    assert!(crate::editing::copied_text(&window).contains("conv0"));
}

#[test]
fn what_is_pasted_comes_to_the_pointer_and_then_beside_what_lies_there() {
    let mut window = Window::preset("happy_model");
    let text = window.copied("bn0");
    let conv = center(&window, CONV);
    let spot = rect(&window, CONV).left_center() - vec2(160.0, 0.0);
    window.harness.hover_at(spot);
    window.settle();
    paste(&mut window, &text, CTRL);
    // The view moves where that is needed to show all of the copy.
    let spot = spot + (center(&window, CONV) - conv);
    let shown = selected_at(&window);
    assert!(shown.distance(spot) < 1.5, "{shown} instead of {spot}");
    for _ in 0..4 {
        paste(&mut window, &text, CTRL);
    }
    assert_eq!(window.names().len(), 13);
    assert_nothing_covers_another(&window);
}

#[test]
fn with_the_pointer_elsewhere_copies_lie_free_of_what_is_there() {
    let mut window = Window::preset("happy_model");
    let text = window.copied("bn0");
    for _ in 0..3 {
        paste(&mut window, &text, CTRL);
        assert_nothing_covers_another(&window);
    }
    let view = window.harness.ctx.content_rect();
    assert!(view.contains(selected_at(&window)));
}

#[test]
fn duplicates_lie_beside_each_other_and_the_history_says_what_was_done() {
    let mut window = Window::preset("happy_model");
    window.select("bn0");
    let original = window.node("bn0");
    for _ in 0..3 {
        window.keys(CTRL, Key::D);
        window.send(netsmith::app::command::Selection::only(original.clone()));
    }
    assert_nothing_covers_another(&window);
    assert_eq!(undone(&mut window), "duplicate bn0");
    select(&mut window, &["conv0", "bn0"]);
    window.keys(CTRL, Key::D);
    assert_nothing_covers_another(&window);
    assert_eq!(undone(&mut window), "duplicate 2 layers");
}

#[test]
fn blocks_and_notes_are_duplicated_without_covering_anything() {
    let mut window = Window::preset("resnet50");
    window.select("stage2b");
    window.keys(CTRL, Key::D);
    assert_nothing_covers_another(&window);
    window.send(CanvasCommand::AddComment);
    window.harness.event(Event::Text("Why?".to_owned()));
    window.keys(CTRL, Key::Enter);
    window.keys(CTRL, Key::D);
    window.keys(CTRL, Key::D);
    let notes = window.state().document.graph().body.drawing.notes.values();
    let notes: Vec<Rect> = notes
        .map(|note: &std::sync::Arc<Note>| {
            Rect::from_min_size(note.position.into(), note.size.into())
        })
        .collect();
    assert_eq!(notes.len(), 3);
    for (index, one) in notes.iter().enumerate() {
        assert!(
            notes[index + 1..]
                .iter()
                .all(|other| !one.intersects(*other))
        );
        assert!(
            boxes(&window)
                .iter()
                .all(|(_, node)| !one.intersects(*node))
        );
    }
    assert_eq!(undone(&mut window), "duplicate a comment");
}

#[test]
fn cutting_and_copying_by_dragging_are_called_so() {
    let mut window = Window::preset("happy_model");
    window.select("bn0");
    window.harness.event_modifiers(Event::Cut, CTRL);
    window.settle();
    assert_eq!(undone(&mut window), "cut bn0");
    let from = center(&window, NORM);
    drag_with(&mut window, from, from + vec2(260.0, 30.0), Modifiers::ALT);
    assert_eq!(undone(&mut window), "duplicate bn0 by dragging");
}

#[test]
fn the_menu_of_the_ground_pastes_where_it_was_opened() {
    let mut window = Window::preset("happy_model");
    let text = window.copied("bn0");
    let conv = center(&window, CONV);
    let spot = rect(&window, CONV).left_center() - vec2(160.0, 90.0);
    clicks(
        &mut window,
        spot,
        PointerButton::Secondary,
        Modifiers::NONE,
        1,
    );
    let line = window.harness.get_all_by(|node| {
        is_line(node.role()) && node.label().is_some_and(|label| is_paste(&label))
    });
    let place = line.last().unwrap().rect().center();
    window.harness.hover_at(place);
    window.settle();
    for pressed in [true, false] {
        window.harness.event(Event::PointerButton {
            pos: place,
            button: PointerButton::Primary,
            pressed,
            modifiers: Modifiers::NONE,
        });
    }
    answer(&mut window, &text);
    // The view moves where that is needed to show all of the copy.
    let spot = spot + (center(&window, CONV) - conv);
    let shown = selected_at(&window);
    assert!(shown.distance(spot) < 1.5, "{shown} instead of {spot}");
}

#[test]
fn enter_opens_a_block_that_was_just_pasted() {
    let mut window = Window::preset("resnet50");
    let text = window.copied("stage2b");
    // The keyboard is still on what was clicked before.
    window.click("max_pooling2d, MaxPooling2D, (15, 15, 64)");
    paste(&mut window, &text, CTRL);
    let pasted = window.state().document.selection.single().unwrap().clone();
    window.keys(Modifiers::NONE, Key::Enter);
    assert_eq!(*window.state().document.level(), pasted);
    window.send(BlockCommand::Leave);
    assert_eq!(*window.state().document.level(), NodePath::default());
}

//! A window that is painted seldom: many events come in one frame, in the order in which they happened.

use crate::canvas::{CONV, NORM, center, position, rect, selected};
use crate::support::Window;
use egui::{Event, Key, Modifiers, PointerButton, Pos2, vec2};
use egui_kittest::kittest::Queryable;
use netsmith::layer::Value;
use netsmith::text::say;

const NONE: Modifiers = Modifiers::NONE;

/// Hands over events as `eframe` does: all at once, through the hook, and then paints. As many frames follow as the window
/// asks for.
fn frame(window: &mut Window, events: Vec<Event>) {
    hand_over(window, events);
    for _ in 0..20 {
        hand_over(window, Vec::new());
    }
    window.settle();
}

fn hand_over(window: &mut Window, events: Vec<Event>) {
    let ctx = window.harness.ctx.clone();
    let mut input = std::mem::take(window.harness.input_mut());
    input.events.extend(events);
    eframe::App::raw_input_hook(window.harness.state_mut(), &ctx, &mut input);
    *window.harness.input_mut() = input;
    window.harness.step();
}

/// The system says of no press that it is a repeat.
fn key(key: Key, pressed: bool, modifiers: Modifiers) -> Event {
    Event::Key {
        key,
        physical_key: None,
        pressed,
        repeat: false,
        modifiers,
    }
}

fn tap(letter: Key) -> [Event; 2] {
    [key(letter, true, NONE), key(letter, false, NONE)]
}

fn mouse(pos: Pos2, pressed: bool, modifiers: Modifiers) -> Event {
    Event::PointerButton {
        pos,
        button: PointerButton::Primary,
        pressed,
        modifiers,
    }
}

fn is_bypassed(window: &Window, name: &str) -> bool {
    let id = window.node(name).leaf().unwrap();
    window.state().document.graph().body.bypassed.contains(&id)
}

/// Space goes down, and the system repeats it `count` times.
fn space(count: usize) -> Vec<Event> {
    let press = || [key(Key::Space, true, NONE), Event::Text(" ".to_owned())];
    (0..=count).flat_map(|_| press()).collect()
}

#[test]
fn keys_right_behind_a_pan_with_space_are_heard() {
    let mut window = Window::preset("happy_model");
    window.select("activation");
    let before = rect(&window, CONV);
    let from = before.center();
    // Two seconds of repeats in frames that are far apart, then the hand lets go and presses B.
    hand_over(&mut window, vec![Event::PointerMoved(from)]);
    hand_over(&mut window, space(0));
    hand_over(&mut window, vec![mouse(from, true, NONE)]);
    for step in 1..8 {
        let mut events = space(8);
        events.push(Event::PointerMoved(from + vec2(10.0 * step as f32, 0.0)));
        hand_over(&mut window, events);
    }
    let to = from + vec2(70.0, 0.0);
    let mut events = vec![mouse(to, false, NONE), key(Key::Space, false, NONE)];
    events.extend(tap(Key::B));
    hand_over(&mut window, events);
    // It may take its turn, but not more frames than that.
    for _ in 0..8 {
        hand_over(&mut window, Vec::new());
    }
    assert!(is_bypassed(&window, "activation"));
    window.settle();
    assert!(
        rect(&window, CONV).left() > before.left() + 30.0,
        "it moved"
    );
}

#[test]
fn a_whole_pan_and_the_keys_behind_it_may_come_in_one_frame() {
    let mut window = Window::preset("happy_model");
    window.select("activation");
    let before = rect(&window, CONV);
    let (from, to) = (before.center(), before.center() + vec2(60.0, 10.0));
    let mut events = vec![Event::PointerMoved(from)];
    events.extend(space(20));
    events.extend([
        mouse(from, true, NONE),
        Event::PointerMoved(from.lerp(to, 0.5)),
        Event::PointerMoved(to),
        mouse(to, false, NONE),
        key(Key::Space, false, NONE),
    ]);
    events.extend(tap(Key::B));
    frame(&mut window, events);
    assert!(is_bypassed(&window, "activation"));
    assert_eq!(selected(&window), ["activation"]);
}

#[test]
fn a_click_with_shift_in_one_frame_adds_to_the_selection() {
    let mut window = Window::preset("happy_model");
    window.select("conv0");
    let at = center(&window, NORM);
    let shift = Modifiers::SHIFT;
    frame(
        &mut window,
        vec![
            Event::ModifiersChanged(shift),
            Event::PointerMoved(at),
            mouse(at, true, shift),
            mouse(at, false, shift),
            Event::ModifiersChanged(NONE),
        ],
    );
    assert_eq!(selected(&window), ["conv0", "bn0"]);
}

#[test]
fn two_clicks_at_two_places_in_one_frame_are_two_clicks() {
    let mut window = Window::preset("happy_model");
    let (conv, norm) = (center(&window, CONV), center(&window, NORM));
    let mut events = Vec::new();
    for at in [conv, norm] {
        events.extend([
            Event::PointerMoved(at),
            mouse(at, true, NONE),
            mouse(at, false, NONE),
        ]);
    }
    events.extend(tap(Key::B));
    frame(&mut window, events);
    assert_eq!(selected(&window), ["bn0"]);
    assert!(is_bypassed(&window, "bn0") && !is_bypassed(&window, "conv0"));
}

#[test]
fn a_drag_in_one_frame_moves_what_it_began_on() {
    let mut window = Window::preset("happy_model");
    let before = position(&window, "conv0");
    let other = position(&window, "bn0");
    let (from, to) = (center(&window, CONV), center(&window, NORM));
    let aside = to + vec2(-200.0, 0.0);
    frame(
        &mut window,
        vec![
            Event::PointerMoved(from),
            mouse(from, true, NONE),
            Event::PointerMoved(from.lerp(aside, 0.3)),
            Event::PointerMoved(aside),
            mouse(aside, false, NONE),
        ],
    );
    assert!(position(&window, "conv0").x < before.x - 50.0);
    assert_eq!(position(&window, "bn0"), other);
}

#[test]
fn letters_behind_a_click_into_a_field_are_written_there() {
    let mut window = Window::preset("happy_model");
    window.select("conv0");
    let at = window
        .harness
        .get_by_label(say("setting-filters"))
        .rect()
        .center();
    let mut events = vec![
        Event::PointerMoved(at),
        mouse(at, true, NONE),
        mouse(at, false, NONE),
    ];
    events.extend([key(Key::Num6, true, NONE), Event::Text("6".to_owned())]);
    events.extend([key(Key::Num4, true, NONE), Event::Text("4".to_owned())]);
    frame(&mut window, events);
    let graph = window.state().document.graph();
    let conv = graph.node(&window.node("conv0")).unwrap();
    assert_eq!(conv.layer().unwrap().value("filters"), Some(Value::Int(64)));
}

#[test]
fn what_is_typed_behind_a_double_click_on_a_name_is_the_name() {
    let mut window = Window::preset("happy_model");
    let at = center(&window, CONV);
    let mut events = vec![Event::PointerMoved(at)];
    for pressed in [true, false, true, false] {
        events.push(mouse(at, pressed, NONE));
    }
    for (letter, text) in [(Key::C, "c"), (Key::B, "b"), (Key::X, "x")] {
        events.push(key(letter, true, NONE));
        events.push(Event::Text(text.to_owned()));
        events.push(key(letter, false, NONE));
    }
    events.extend(tap(Key::Enter));
    frame(&mut window, events);
    assert!(
        window.names().contains(&"cbx".to_owned()),
        "{:?}",
        window.names()
    );
    assert_eq!(window.state().document.history().versions().len(), 2);
}

//! Gestures that hands bring along from other node editors.

use crate::canvas::*;
use crate::support::Window;
use egui::{Event, Key, Modifiers, MouseWheelSource, MouseWheelUnit, Pos2, Rect, TouchPhase, vec2};
use egui_kittest::kittest::Queryable;
use netsmith::app::command::{CanvasCommand, EditCommand};
use netsmith::graph::{Direction, NoteKind};
use netsmith::text::say;
use netsmith::tr;

const NONE: Modifiers = Modifiers::NONE;

/// Halfway between two nodes, on the wire that connects them.
fn between(window: &Window, upper: &str, lower: &str) -> Pos2 {
    rect(window, upper)
        .center_bottom()
        .lerp(rect(window, lower).center_top(), 0.5)
}

/// The middle of the node of this name, whatever its shape is or was.
fn place_of(window: &Window, name: &str) -> Pos2 {
    let start = format!("{name}, ");
    let found = window
        .harness
        .get_by(|node| node.label().is_some_and(|label| label.starts_with(&start)));
    found.rect().center()
}

#[test]
fn a_notch_of_the_wheel_magnifies_by_a_fifth_with_and_without_ctrl() {
    for modifiers in [NONE, Modifiers::COMMAND] {
        for source in [MouseWheelSource::Wheel, MouseWheelSource::Unknown] {
            let mut window = Window::preset("happy_model");
            let before = rect(&window, CONV);
            window.harness.hover_at(before.center());
            window.settle();
            let event = Event::MouseWheel {
                unit: MouseWheelUnit::Line,
                delta: vec2(0.0, -1.0),
                phase: TouchPhase::Move,
                source,
                modifiers,
            };
            window.harness.event_modifiers(event, modifiers);
            window.settle();
            let factor = before.width() / rect(&window, CONV).width();
            assert!((factor - 1.2).abs() < 0.01, "{factor}");
        }
    }
}

#[test]
fn a_box_with_shift_or_ctrl_may_begin_on_a_wire() {
    for modifiers in [Modifiers::SHIFT, Modifiers::COMMAND] {
        let mut window = Window::preset("happy_model");
        let from = between(&window, CONV, NORM);
        let to = rect(&window, NORM).right_center() + vec2(20.0, 0.0);
        drag_with(&mut window, from, to, modifiers);
        assert_eq!(selected(&window), ["bn0"]);
        assert!(!window.state().document.can_undo());
    }
}

#[test]
fn an_end_of_a_wire_dragged_off_disconnects() {
    // The end can go to no input of the first layer, the beginning to no output of what follows.
    for (share, no_target) in [(0.85, "input_layer"), (0.15, "activation")] {
        let mut window = Window::preset("happy_model");
        let (start, end) = (
            rect(&window, CONV).center_bottom(),
            rect(&window, NORM).center_top(),
        );
        let from = start.lerp(end, share);
        drag(&mut window, from, from + vec2(-220.0, 5.0));
        assert_eq!(inputs(&window, "bn0"), []);
        assert_eq!(undone(&mut window), "disconnect bn0");
        // A short way is a slip, and nothing comes off over a node that it cannot go to.
        drag(&mut window, from, from + vec2(0.0, 6.0));
        let no_target = place_of(&window, no_target);
        drag(&mut window, from, no_target);
        assert!(!window.state().document.can_undo());
    }
}

#[test]
fn a_double_click_on_free_ground_adds() {
    let mut window = Window::preset("happy_model");
    let spot = rect(&window, CONV).left_center() - vec2(170.0, 0.0);
    double_click_at(&mut window, spot);
    assert!(window.shows(say("add-here-title")));
    window.harness.event(Event::Text("dropout".to_owned()));
    window.settle();
    window.keys(NONE, Key::Enter);
    assert_eq!(selected(&window), ["dropout"]);
    let shown = place_of(&window, "dropout");
    assert!(shown.distance(spot) < 1.5, "{shown} instead of {spot}");
    assert_eq!(inputs(&window, "dropout"), []);
}

#[test]
fn what_is_added_too_near_to_a_node_stands_beside_it() {
    let mut window = Window::preset("happy_model");
    // Half of a node's width would cover the one beside.
    let spot = rect(&window, CONV).left_center() - vec2(90.0, 0.0);
    double_click_at(&mut window, spot);
    window.harness.event(Event::Text("dropout".to_owned()));
    window.settle();
    window.keys(NONE, Key::Enter);
    assert_eq!(inputs(&window, "dropout"), []);
    assert_apart(&window);
    let shown = place_of(&window, "dropout");
    assert!(shown.distance(spot) < 130.0, "{shown} instead of {spot}");
}

/// No node covers another.
fn assert_apart(window: &Window) {
    let nodes = window.state().document.graph().body.nodes.values();
    let boxes: Vec<(String, Rect)> = nodes
        .map(|node| {
            let rect = Rect::from_min_size(node.position.into(), vec2(236.0, 46.0));
            (node.name.clone(), rect)
        })
        .collect();
    for (index, (name, one)) in boxes.iter().enumerate() {
        for (other, rect) in &boxes[index + 1..] {
            assert!(
                !one.intersects(*rect),
                "{name} at {one} covers {other} at {rect}"
            );
        }
    }
}

#[test]
fn a_layer_dropped_on_a_wire_makes_room_for_itself() {
    let mut window = Window::preset("happy_model");
    let names = ["bn0", "conv0", "activation", "fc"];
    let before = names.map(|name| position(&window, name));
    let (from, to) = (
        center(&window, &tr!("palette-add", name = "Dropout")),
        between(&window, CONV, NORM),
    );
    drag(&mut window, from, to);
    assert_eq!(inputs(&window, "bn0"), [id(&window, "dropout")]);
    assert_apart(&window);
    let after = names.map(|name| position(&window, name));
    assert!(after[0].y > before[0].y);
    // What stands before it stays, and so does the next column, which begins at the top again.
    assert_eq!(after[1..], before[1..]);
}

#[test]
fn a_layer_that_stands_alone_makes_room_where_it_is_dragged_onto_a_wire() {
    for direction in [Direction::TopToBottom, Direction::LeftToRight] {
        let mut window = Window::preset("happy_model");
        window.send(CanvasCommand::Turn(direction));
        // Beside the first column, or below the last row: wires run between rows.
        let free = match direction {
            Direction::TopToBottom => rect(&window, CONV).left_center() - vec2(160.0, 0.0),
            Direction::LeftToRight => rect(&window, FLATTEN).center() + vec2(0.0, 75.0),
        };
        let palette = center(&window, &tr!("palette-add", name = "Dropout"));
        drag(&mut window, palette, free);
        assert_eq!(inputs(&window, "dropout"), []);
        // The view may have moved to show all of it.
        let free = place_of(&window, "dropout");
        let (conv, norm) = (rect(&window, CONV), rect(&window, NORM));
        let wire = conv.center().lerp(norm.center(), 0.5);
        drag(&mut window, free, wire);
        assert_eq!(inputs(&window, "dropout"), [id(&window, "conv0")]);
        assert_eq!(inputs(&window, "bn0"), [id(&window, "dropout")]);
        assert_apart(&window);
        assert_eq!(undone(&mut window), "insert dropout");
    }
}

#[test]
fn a_layer_dropped_on_a_long_wire_stays_where_there_is_room() {
    let mut window = Window::preset("happy_model");
    let norm = center(&window, NORM);
    drag(&mut window, norm, norm + vec2(-280.0, 0.0));
    let to = rect(&window, NORM)
        .center_top()
        .lerp(rect(&window, CONV).center_bottom(), 0.5);
    let before = position(&window, "fc");
    let palette = center(&window, &tr!("palette-add", name = "Dropout"));
    // Far from both ends of a wire that runs aside, nothing has to move.
    drag(&mut window, palette, to);
    if inputs(&window, "bn0") == [id(&window, "dropout")] {
        assert_apart(&window);
    }
    assert_eq!(position(&window, "fc").x, before.x);
}

#[test]
fn new_frames_keep_clear_of_each_other_and_of_what_is_beside_them() {
    let mut window = Window::preset("happy_model");
    for (names, title) in [
        (["conv0", "bn0"], "One"),
        (["activation", "max_pool"], "Two"),
    ] {
        select(&mut window, &names);
        window.keys(Modifiers::SHIFT, Key::N);
        window.harness.event(Event::Text(title.to_owned()));
        window.keys(NONE, Key::Enter);
    }
    let body = &window.state().document.graph().body;
    let frames: Vec<Rect> = body
        .drawing
        .notes
        .values()
        .filter(|note| note.kind == NoteKind::Frame)
        .map(|note| Rect::from_min_size(note.position.into(), note.size.into()))
        .collect();
    assert_eq!(frames.len(), 2);
    assert!(!frames[0].intersects(frames[1]), "{frames:?}");
    for node in body.nodes.values() {
        let rect = Rect::from_min_size(node.position.into(), vec2(236.0, 46.0));
        for frame in &frames {
            assert!(
                frame.contains_rect(rect) || !frame.intersects(rect),
                "{}",
                node.name
            );
        }
    }
    assert_eq!(undone(&mut window), "write a frame");
    assert_eq!(undone(&mut window), "add a frame");
}

#[test]
fn a_replaced_layer_is_called_after_its_new_kind_unless_it_has_a_name() {
    let mut window = Window::preset("happy_model");
    window.click(FLATTEN);
    window.keys(NONE, Key::R);
    window
        .harness
        .event(Event::Text("globalaverage".to_owned()));
    window.settle();
    window.keys(NONE, Key::Enter);
    assert!(
        window
            .names()
            .contains(&"global_average_pooling2d".to_owned())
    );
    window.send(EditCommand::Undo);
    assert!(window.names().contains(&"flatten".to_owned()));
}

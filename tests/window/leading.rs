//! Wires: led through points, cut, plugged in elsewhere, let go over empty ground; layers bypassed and replaced.

use crate::canvas::*;
use crate::support::Window;
use egui::{Key, Modifiers, PointerButton, Pos2, vec2};
use netsmith::app::command::{CanvasCommand, EditCommand};
use netsmith::layer::Kind;
use netsmith::text::say;
use netsmith::tr;

/// Halfway between two nodes, on the wire that connects them.
fn between(window: &Window, upper: &str, lower: &str) -> Pos2 {
    rect(window, upper)
        .center_bottom()
        .lerp(rect(window, lower).center_top(), 0.5)
}

fn bends(window: &Window, from: &str, to: &str) -> Vec<[f32; 2]> {
    let drawing = &window.state().document.graph().body.drawing;
    drawing.bends_of(id(window, from), id(window, to)).to_vec()
}

#[test]
fn a_wire_dragged_in_its_middle_is_led_through_that_point() {
    let mut window = Window::preset("happy_model");
    let from = between(&window, CONV, NORM);
    drag(&mut window, from, from + vec2(180.0, 0.0));
    assert_eq!(bends(&window, "conv0", "bn0").len(), 1);
    let bend = from + vec2(180.0, 0.0);
    drag(&mut window, bend, bend + vec2(30.0, 10.0));
    assert_eq!(bends(&window, "conv0", "bn0").len(), 1);
    assert_eq!(undone(&mut window), "lead the wire from conv0 to bn0");
    assert_eq!(undone(&mut window), "lead the wire from conv0 to bn0");
    assert!(!window.state().document.can_undo());
}

#[test]
fn a_point_dragged_back_onto_the_straight_way_is_let_go() {
    let mut window = Window::preset("happy_model");
    let from = between(&window, CONV, NORM);
    let bend = from + vec2(160.0, 0.0);
    drag(&mut window, from, bend);
    drag(&mut window, bend, from);
    assert_eq!(bends(&window, "conv0", "bn0"), [] as [[f32; 2]; 0]);
}

#[test]
fn a_bent_wire_is_straightened_by_a_command_and_by_a_double_click() {
    let mut window = Window::preset("happy_model");
    let from = between(&window, CONV, NORM);
    let bend = from + vec2(160.0, 0.0);
    drag(&mut window, from, bend);
    double_click_at(&mut window, bend);
    assert!(bends(&window, "conv0", "bn0").is_empty());
    drag(&mut window, from, bend);
    click_at(&mut window, bend, Modifiers::NONE);
    window.menu(say("menu-network"), say("straighten-wire"));
    assert!(bends(&window, "conv0", "bn0").is_empty());
}

#[test]
fn the_beginning_of_a_wire_is_plugged_in_elsewhere() {
    let mut window = Window::preset("happy_model");
    let start = rect(&window, CONV).center_bottom();
    let end = rect(&window, NORM).center_top();
    let near_start = start.lerp(end, 0.28);
    let to = center(&window, &tr!("port-output", name = "zero_padding2d"));
    drag(&mut window, near_start, to);
    assert_eq!(inputs(&window, "bn0"), [id(&window, "zero_padding2d")]);
    assert_eq!(undone(&mut window), "reconnect bn0");
}

#[test]
fn a_stroke_with_alt_cuts_the_wires_that_it_crosses() {
    let mut window = Window::preset("happy_model");
    let at = between(&window, CONV, NORM);
    let (left, right) = (at - vec2(150.0, 0.0), at + vec2(150.0, 0.0));
    drag_with(&mut window, left, right, Modifiers::ALT);
    assert_eq!(inputs(&window, "bn0"), []);
    assert_eq!(undone(&mut window), "cut a wire");
    assert_eq!(inputs(&window, "bn0"), [id(&window, "conv0")]);
}

#[test]
fn the_command_arms_one_stroke_that_cuts_and_esc_disarms_it() {
    let mut window = Window::preset("happy_model");
    let (upper, lower) = (
        between(&window, CONV, NORM) - vec2(150.0, 0.0),
        between(&window, PADDING, CONV) + vec2(150.0, 0.0),
    );
    window.keys(Modifiers::NONE, Key::X);
    window.keys(Modifiers::NONE, Key::Escape);
    drag(&mut window, upper, upper + vec2(300.0, 0.0));
    assert_eq!(inputs(&window, "bn0"), [id(&window, "conv0")]);
    window.keys(Modifiers::NONE, Key::X);
    drag(&mut window, lower, lower - vec2(300.0, 0.0));
    assert_eq!(inputs(&window, "conv0"), []);
    drag(&mut window, upper, upper + vec2(300.0, 0.0));
    assert_eq!(inputs(&window, "bn0"), [id(&window, "conv0")]);
}

#[test]
fn a_wire_let_go_over_empty_ground_offers_what_fits_there() {
    let mut window = Window::preset("happy_model");
    let (from, flatten) = (
        center(&window, &tr!("port-output", name = "flatten")),
        rect(&window, FLATTEN),
    );
    drag(
        &mut window,
        from,
        flatten.left_bottom() + vec2(-130.0, 40.0),
    );
    assert!(window.shows_part("Layers that fit here"));
    assert!(window.shows("Dense") && !window.shows("MaxPooling2D"));
    let count = window.names().len();
    window.click("Dropout");
    assert_eq!(window.names().len(), count + 1);
    assert_eq!(inputs(&window, "dropout"), [id(&window, "flatten")]);
    assert_eq!(selected(&window), ["dropout"]);
    assert_eq!(undone(&mut window), "add Dropout");
}

#[test]
fn the_offer_is_searched_by_typing_and_given_up_with_esc() {
    let mut window = Window::preset("happy_model");
    let (from, conv) = (
        center(&window, &tr!("port-output", name = "conv0")),
        rect(&window, CONV),
    );
    let to = conv.left_bottom() + vec2(-130.0, 30.0);
    drag(&mut window, from, to);
    window.keys(Modifiers::NONE, Key::Escape);
    assert!(!window.shows_part("Layers that fit here"));
    assert!(!window.state().document.can_undo());
    drag(&mut window, from, to);
    window
        .harness
        .event(egui::Event::Text("maxpool".to_owned()));
    window.settle();
    window.keys(Modifiers::NONE, Key::Enter);
    assert_eq!(inputs(&window, "max_pooling2d"), [id(&window, "conv0")]);
}

#[test]
fn a_layer_is_replaced_and_keeps_its_wires() {
    let mut window = Window::preset("happy_model");
    window.select("bn0");
    window.keys(Modifiers::NONE, Key::R);
    assert!(window.shows(say("replace-by-title")));
    window
        .harness
        .event(egui::Event::Text("dropout".to_owned()));
    window.settle();
    window.keys(Modifiers::NONE, Key::Enter);
    let graph = window.state().document.graph();
    let node = graph.node(&window.node("bn0")).unwrap();
    assert_eq!(node.layer().unwrap().kind, Kind::Dropout);
    assert_eq!(inputs(&window, "bn0"), [id(&window, "conv0")]);
    assert_eq!(inputs(&window, "activation"), [id(&window, "bn0")]);
    assert_eq!(undone(&mut window), "turn bn0 into Dropout");
}

#[test]
fn a_bypassed_layer_stays_in_its_place_and_takes_no_part() {
    let mut window = Window::preset("happy_model");
    window.select("bn0");
    window.keys(Modifiers::NONE, Key::B);
    assert!(window.shows("bn0, BatchNormalization, bypassed, (64, 64, 32)"));
    assert!(window.state().document.problems().is_empty());
    let layers = &window.state().document.inference().layers;
    assert!(layers.iter().all(|layer| &*layer.name != "bn0"));
    window.keys(Modifiers::NONE, Key::B);
    assert!(window.shows(NORM));
    assert_eq!(undone(&mut window), "bring back bn0");
    assert_eq!(undone(&mut window), "bypass bn0");
}

#[test]
fn an_input_cannot_be_bypassed_and_the_window_says_so() {
    let mut window = Window::preset("happy_model");
    window.select("input_layer");
    window.send(CanvasCommand::Bypass);
    assert!(window.shows_part("can be bypassed"));
    assert!(!window.state().document.can_undo());
}

#[test]
fn layers_are_deleted_with_their_wires() {
    let mut window = Window::preset("happy_model");
    select(&mut window, &["bn0", "activation"]);
    window.keys(Modifiers::SHIFT, Key::Delete);
    assert!(inputs(&window, "max_pool").is_empty());
    assert_eq!(undone(&mut window), "delete 2 layers");
}

#[test]
fn esc_gives_a_held_bend_up() {
    let mut window = Window::preset("happy_model");
    let from = between(&window, CONV, NORM);
    press_and_go(&mut window, from, from + vec2(90.0, 0.0), Modifiers::NONE);
    window.keys(Modifiers::NONE, Key::Escape);
    button(
        &mut window,
        from,
        PointerButton::Primary,
        false,
        Modifiers::NONE,
    );
    assert!(!window.state().document.can_undo());
    window.send(EditCommand::Undo);
}

//! Wires: pulled, plugged in elsewhere, deleted, and what is put onto them.

use super::*;
use egui::Key;
use netsmith::text::say;
use netsmith::tr;

#[test]
fn a_wire_pulled_from_an_output_connects() {
    let mut window = Window::preset("happy_model");
    let (from, to) = (
        center(&window, &tr!("port-output", name = "conv0")),
        center(&window, &tr!("port-input", name = "activation")),
    );
    drag(&mut window, from, to);
    assert_eq!(inputs(&window, "activation"), [id(&window, "conv0")]);
    assert_eq!(undone(&mut window), "connect conv0 with activation");
}

#[test]
fn a_wire_let_go_on_a_node_takes_its_input() {
    let mut window = Window::preset("happy_model");
    let (from, to) = (
        center(&window, &tr!("port-output", name = "zero_padding2d")),
        center(&window, NORM),
    );
    drag(&mut window, from, to);
    assert_eq!(inputs(&window, "bn0"), [id(&window, "zero_padding2d")]);
}

#[test]
fn a_wire_let_go_on_nothing_changes_nothing() {
    let mut window = Window::preset("happy_model");
    let (from, conv) = (
        center(&window, &tr!("port-output", name = "conv0")),
        rect(&window, CONV),
    );
    drag(&mut window, from, conv.left_bottom() + vec2(-60.0, 20.0));
    assert!(!window.state().document.can_undo());
}

#[test]
fn a_wire_cannot_close_a_circle() {
    let mut window = Window::preset("happy_model");
    let (from, to) = (
        center(&window, &tr!("port-output", name = "bn0")),
        center(&window, &tr!("port-input", name = "zero_padding2d")),
    );
    drag(&mut window, from, to);
    assert!(!window.state().document.can_undo());
    assert_eq!(window.state().window.notices.iter().count(), 0);
}

#[test]
fn the_end_of_a_wire_is_plugged_in_elsewhere() {
    let mut window = Window::preset("happy_model");
    let (from, to) = (
        center(&window, &tr!("port-input", name = "bn0")),
        center(&window, &tr!("port-input", name = "activation")),
    );
    drag(&mut window, from, to);
    assert_eq!(inputs(&window, "bn0"), []);
    assert_eq!(inputs(&window, "activation"), [id(&window, "conv0")]);
    assert_eq!(undone(&mut window), "reconnect conv0");
}

#[test]
fn a_wire_is_selected_and_deleted() {
    let mut window = Window::preset("happy_model");
    window.click(CONV);
    let between = (rect(&window, CONV).center_bottom()
        + rect(&window, NORM).center_top().to_vec2())
    .to_vec2()
        / 2.0;
    click_at(&mut window, between.to_pos2(), Modifiers::NONE);
    assert!(window.state().document.selection.is_empty());
    window.keys(Modifiers::NONE, Key::Delete);
    assert_eq!(inputs(&window, "bn0"), []);
    assert_eq!(undone(&mut window), "disconnect bn0");
}

#[test]
fn a_deleted_node_leaves_its_neighbors_joined() {
    let mut window = Window::preset("happy_model");
    window.click(NORM);
    window.keys(Modifiers::NONE, Key::Delete);
    assert_eq!(inputs(&window, "activation"), [id(&window, "conv0")]);
}

#[test]
fn a_layer_dropped_on_a_wire_goes_in_between() {
    let mut window = Window::preset("happy_model");
    let (from, conv, norm) = (
        center(&window, &tr!("palette-add", name = "Dropout")),
        rect(&window, CONV),
        rect(&window, NORM),
    );
    drag(
        &mut window,
        from,
        conv.center_bottom().lerp(norm.center_top(), 0.5),
    );
    assert_eq!(inputs(&window, "bn0"), [id(&window, "dropout")]);
    assert_eq!(inputs(&window, "dropout"), [id(&window, "conv0")]);
    assert_eq!(selected(&window), ["dropout"]);
}

#[test]
fn the_menu_of_a_wire_deletes_it() {
    let mut window = Window::preset("happy_model");
    let at = rect(&window, CONV)
        .center_bottom()
        .lerp(rect(&window, NORM).center_top(), 0.5);
    clicks(
        &mut window,
        at,
        PointerButton::Secondary,
        Modifiers::NONE,
        1,
    );
    window.click_starting_with(say("delete-wire"));
    assert_eq!(inputs(&window, "bn0"), []);
}

#[test]
fn a_layer_that_stands_alone_is_put_onto_a_wire_by_dragging_it_there() {
    let mut window = Window::preset("happy_model");
    let (from, conv) = (
        center(&window, &tr!("palette-add", name = "Dropout")),
        rect(&window, CONV),
    );
    drag(&mut window, from, conv.left_bottom() + vec2(-20.0, 130.0));
    let dropout = window
        .harness
        .get_by_label_contains("dropout, Dropout")
        .rect()
        .center();
    let (conv, norm) = (rect(&window, CONV), rect(&window, NORM));
    drag(
        &mut window,
        dropout,
        conv.center_bottom().lerp(norm.center_top(), 0.5),
    );
    assert_eq!(inputs(&window, "bn0"), [id(&window, "dropout")]);
    assert_eq!(inputs(&window, "dropout"), [id(&window, "conv0")]);
    assert_eq!(undone(&mut window), "insert dropout");
}

#[test]
fn two_selected_layers_are_connected_by_a_key() {
    let mut window = Window::preset("happy_model");
    select(&mut window, &["conv0", "activation"]);
    window.keys(Modifiers::NONE, Key::C);
    assert_eq!(inputs(&window, "activation"), [id(&window, "conv0")]);
}

//! Nodes: selected, moved, added, replaced; what their menus do.

use super::*;
use egui::Key;
use netsmith::app::command::CanvasCommand;
use netsmith::layer::Kind;
use netsmith::text::say;
use netsmith::tr;

#[test]
fn a_click_selects_shift_adds_ctrl_takes_out_and_esc_clears() {
    let mut window = Window::preset("happy_model");
    window.click(CONV);
    assert_eq!(selected(&window), ["conv0"]);
    let (norm, conv) = (center(&window, NORM), center(&window, CONV));
    click_at(&mut window, norm, Modifiers::SHIFT);
    assert_eq!(selected(&window), ["conv0", "bn0"]);
    click_at(&mut window, norm, Modifiers::SHIFT);
    assert_eq!(selected(&window), ["conv0", "bn0"]);
    click_at(&mut window, conv, Modifiers::COMMAND);
    assert_eq!(selected(&window), ["bn0"]);
    window.keys(Modifiers::NONE, Key::Escape);
    assert!(window.state().document.selection.is_empty());
}

#[test]
fn a_click_on_the_ground_clears_the_selection() {
    let mut window = Window::preset("happy_model");
    window.click(CONV);
    let beside = rect(&window, CONV).left_center() - vec2(40.0, 0.0);
    click_at(&mut window, beside, Modifiers::NONE);
    assert!(window.state().document.selection.is_empty());
}

#[test]
fn a_box_selects_what_it_touches_and_shift_adds() {
    let mut window = Window::preset("happy_model");
    let (conv, norm) = (rect(&window, CONV), rect(&window, NORM));
    drag(
        &mut window,
        conv.left_top() - vec2(30.0, 10.0),
        norm.center(),
    );
    assert_eq!(selected(&window), ["conv0", "bn0"]);
    let dense = rect(&window, DENSE);
    drag_with(
        &mut window,
        dense.right_top() + vec2(5.0, -9.0),
        dense.center(),
        Modifiers::SHIFT,
    );
    assert_eq!(selected(&window), ["conv0", "bn0", "fc"]);
}

#[test]
fn a_dragged_node_goes_with_the_pointer_as_one_step_of_undo() {
    let mut window = Window::preset("happy_model");
    let (before, from) = (position(&window, "conv0"), center(&window, CONV));
    drag(&mut window, from, from + vec2(-60.0, 37.0));
    assert_eq!(position(&window, "conv0"), before + vec2(-60.0, 37.0));
    assert_eq!(undone(&mut window), "move conv0");
    assert_eq!(position(&window, "conv0"), before);
    assert!(!window.state().document.can_undo());
}

#[test]
fn selected_nodes_are_dragged_together() {
    let mut window = Window::preset("happy_model");
    select(&mut window, &["conv0", "bn0"]);
    let from = center(&window, NORM);
    let before = [position(&window, "conv0"), position(&window, "bn0")];
    drag(&mut window, from, from + vec2(-55.0, 33.0));
    let after = [position(&window, "conv0"), position(&window, "bn0")];
    assert_eq!(after, before.map(|position| position + vec2(-55.0, 33.0)));
    assert_eq!(undone(&mut window), "move 2 layers");
}

#[test]
fn a_node_comes_to_rest_in_line_with_others() {
    let mut window = Window::preset("happy_model");
    let from = center(&window, FLATTEN);
    drag(&mut window, from, from + vec2(40.0, 30.0));
    let from = center(&window, FLATTEN);
    drag(&mut window, from, from + vec2(-37.0, 60.0));
    assert_eq!(position(&window, "flatten").x, position(&window, "fc").x);
}

#[test]
fn esc_puts_a_carried_node_back() {
    let mut window = Window::preset("happy_model");
    let from = center(&window, CONV);
    press_and_go(&mut window, from, from + vec2(-80.0, 0.0), Modifiers::NONE);
    window.keys(Modifiers::NONE, Key::Escape);
    button(
        &mut window,
        from,
        PointerButton::Primary,
        false,
        Modifiers::NONE,
    );
    assert!(!window.state().document.can_undo());
}

#[test]
fn a_layer_dragged_from_the_palette_lies_where_it_is_dropped() {
    let mut window = Window::preset("happy_model");
    let (from, conv) = (
        center(&window, &tr!("palette-add", name = "Dropout")),
        rect(&window, CONV),
    );
    let to = conv.left_bottom() + vec2(-20.0, 130.0);
    drag(&mut window, from, to);
    let [path] = window.state().document.selection.iter().collect::<Vec<_>>()[..] else {
        panic!("nothing selected")
    };
    let node = window.state().document.graph().node(path).unwrap();
    assert_eq!(node.layer().unwrap().kind, Kind::Dropout);
    assert!(node.inputs.is_empty());
    let shown = window
        .harness
        .get_by_label_contains("dropout, Dropout, ?")
        .rect()
        .center();
    assert!(shown.distance(to) < 1.0, "{shown} instead of {to}");
}

#[test]
fn arrows_push_the_selection_as_one_step() {
    let mut window = Window::preset("happy_model");
    window.click(CONV);
    let before = position(&window, "conv0");
    for _ in 0..3 {
        window.harness.key_down(Key::ArrowRight);
        window.settle();
    }
    window.harness.key_up(Key::ArrowRight);
    window.settle();
    assert_eq!(position(&window, "conv0"), before + vec2(24.0, 0.0));
    assert_eq!(undone(&mut window), "move conv0");
    assert_eq!(position(&window, "conv0"), before);
}

#[test]
fn tab_follows_the_wires() {
    let mut window = Window::preset("happy_model");
    window.harness.get_by_label(INPUT).focus();
    window.settle();
    let mut seen = Vec::new();
    for _ in 0..12 {
        window.keys(Modifiers::NONE, Key::Tab);
        let focused = [PADDING, CONV, NORM]
            .into_iter()
            .find(|name| window.harness.get_by_label(name).is_focused());
        seen.extend(focused);
    }
    assert_eq!(seen, [PADDING, CONV, NORM]);
}

#[test]
fn the_menu_of_a_node_inserts_a_layer_after_it() {
    let mut window = Window::preset("happy_model");
    window.harness.get_by_label(CONV).click_secondary();
    window.settle();
    assert_eq!(selected(&window), ["conv0"]);
    window.click_starting_with(say("insert-after"));
    window.click_starting_with("Dropout");
    assert_eq!(inputs(&window, "bn0"), [id(&window, "dropout")]);
}

#[test]
fn a_problem_is_part_of_a_nodes_name() {
    let mut window = Window::preset("happy_model");
    window.click(FLATTEN);
    window.keys(Modifiers::NONE, Key::Delete);
    assert!(window.shows_part("fc, Dense, ?, problem: "));
}

#[test]
fn arrange_places_every_layer_anew_as_one_step() {
    let mut window = Window::preset("happy_model");
    let conv = center(&window, CONV);
    drag(&mut window, conv, conv + vec2(-90.0, 140.0));
    window.send(CanvasCommand::Arrange);
    let body = &window.state().document.graph().body;
    for (one, other) in body.wires().map(|(from, to, _)| (from, to)) {
        let [one, other] = [one, other].map(|id| body.node(id).unwrap().position);
        assert!(one != other);
    }
    assert_eq!(undone(&mut window), "arrange the layers");
}

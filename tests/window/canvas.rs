//! The canvas, by pointer and by keys. Every step ends with a look at the network's invariants (`Window::settle`).

use crate::support::Window;
use egui::{
    Event, Key, Modifiers, MouseWheelSource, MouseWheelUnit, PointerButton, Pos2, Rect, TouchPhase,
    Vec2, vec2,
};
use egui_kittest::kittest::Queryable;
use netsmith::app::command::{CanvasCommand, EditCommand, FileCommand, Selection};
use netsmith::graph::{Content, NodeId, NodePath, Place};
use netsmith::layer::Kind;
use netsmith::text::say;
use netsmith::tr;

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
fn a_block_dropped_on_an_empty_canvas_brings_its_definition() {
    let mut window = Window::empty();
    let from = center(&window, &tr!("palette-add", name = "identity_block"));
    drag(&mut window, from, Pos2::new(900.0, 120.0));
    assert_eq!(window.names(), ["identity_block"]);
    assert!(window.has_block("identity_block"));
}

#[test]
fn a_block_opens_in_place_and_folds_by_its_button() {
    let mut window = Window::preset("resnet50");
    let inside = "res2b_branch2a, Conv2D, (15, 15, 64)";
    assert!(!window.shows(inside));
    window.click(&tr!("open-block-of", name = "stage2b"));
    assert!(window.shows(inside));
    window.click(&tr!("fold-block", name = "stage2b"));
    assert!(!window.shows(inside));
    assert!(!window.state().document.can_undo());
}

#[test]
fn what_stands_below_an_opened_block_makes_room_and_is_stored_where_it_was() {
    let mut window = Window::preset("resnet50");
    let below = "stage2c, identity_block, (15, 15, 256)";
    window.send(CanvasCommand::ZoomToFull);
    window.send(Selection::only(window.node("stage2b")));
    window.send(CanvasCommand::ShowSelection);
    let before = rect(&window, below);
    window.click(&tr!("open-block-of", name = "stage2b"));
    assert!(rect(&window, below).top() > before.top() + 500.0);
    window.click(&tr!("fold-block", name = "stage2b"));
    assert_eq!(rect(&window, below), before);
}

#[test]
fn an_edit_inside_an_opened_block_changes_its_definition() {
    let mut window = Window::preset("resnet50");
    window.click(&tr!("open-block-of", name = "stage2b"));
    window.click("res2b_branch2a, Conv2D, (15, 15, 64)");
    let path = window.state().document.selection.single().unwrap().clone();
    assert_eq!(path.0.len(), 2);
    let place = Place::Block("identity_block".to_owned());
    assert_eq!(
        window.state().document.graph().locate(&path),
        Some((place, NodeId(1)))
    );
    let layers = window.state().document.inference().totals.layer_count;
    window.keys(Modifiers::NONE, Key::Delete);
    assert_eq!(
        window.state().document.inference().totals.layer_count,
        layers - 12
    );
}

#[test]
fn a_node_dragged_inside_a_block_moves_in_the_definition() {
    let mut window = Window::preset("resnet50");
    window.click(&tr!("open-block-of", name = "stage2b"));
    window.send(CanvasCommand::ZoomToFull);
    let name = "bn2b_branch2a, BatchNormalization, (15, 15, 64)";
    let stage = window.node("stage2b");
    let path = NodePath(vec![stage.leaf().unwrap(), NodeId(2)]);
    window.send(Selection::only(path.clone()));
    window.send(CanvasCommand::ShowSelection);
    let stored = |window: &Window| {
        window
            .state()
            .document
            .graph()
            .node(&path)
            .unwrap()
            .position
    };
    let (before, from) = (stored(&window), center(&window, name));
    drag(&mut window, from, from + vec2(-30.0, 17.0));
    assert_eq!(stored(&window), [before[0] - 30.0, before[1] + 17.0]);
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
fn alt_with_arrows_walks_along_the_wires_and_enter_opens_a_block() {
    let mut window = Window::preset("resnet50");
    window.click("max_pooling2d, MaxPooling2D, (15, 15, 64)");
    window.keys(Modifiers::ALT, Key::ArrowDown);
    assert_eq!(selected(&window), ["stage2a"]);
    window.keys(Modifiers::NONE, Key::Enter);
    assert!(window.shows("res2a_branch2a, Conv2D, (15, 15, 64)"));
    window.keys(Modifiers::ALT, Key::ArrowUp);
    assert_eq!(selected(&window), ["stage2a"]);
    window.keys(Modifiers::ALT, Key::ArrowUp);
    assert_eq!(selected(&window), ["max_pooling2d"]);
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

#[test]
fn a_wheel_zooms_to_the_pointer_with_and_without_ctrl() {
    for modifiers in [Modifiers::NONE, Modifiers::COMMAND] {
        let mut window = Window::preset("happy_model");
        let (before, corner) = (rect(&window, CONV), rect(&window, CONV).left_top());
        wheel(
            &mut window,
            corner,
            MouseWheelUnit::Line,
            vec2(0.0, 2.0),
            modifiers,
        );
        let after = rect(&window, CONV);
        assert!(after.width() > before.width() * 1.1);
        assert!(after.left_top().distance(corner) < 0.5);
    }
}

#[test]
fn two_fingers_move_the_view() {
    let mut window = Window::preset("happy_model");
    let before = rect(&window, CONV);
    wheel(
        &mut window,
        before.center(),
        MouseWheelUnit::Point,
        vec2(-5.0, -7.0),
        Modifiers::NONE,
    );
    let after = rect(&window, CONV);
    assert_eq!(after.size(), before.size());
    assert!((after.min - before.min - vec2(-5.0, -7.0)).length() < 0.1);
}

#[test]
fn the_middle_button_and_space_move_the_view() {
    let mut window = Window::preset("happy_model");
    let before = rect(&window, CONV);
    let by = vec2(60.0, -20.0);
    window.harness.hover_at(before.center());
    window.settle();
    button(
        &mut window,
        before.center(),
        PointerButton::Middle,
        true,
        Modifiers::NONE,
    );
    window.harness.hover_at(before.center() + by);
    window.settle();
    button(
        &mut window,
        before.center() + by,
        PointerButton::Middle,
        false,
        Modifiers::NONE,
    );
    assert_eq!(rect(&window, CONV), before.translate(by));
    window.harness.key_down(Key::Space);
    drag(&mut window, before.center() + by, before.center());
    window.harness.key_up(Key::Space);
    window.settle();
    assert!(rect(&window, CONV).min.distance(before.min) < 0.5);
    assert!(!window.state().document.can_undo());
}

#[test]
fn commands_zoom_and_fit_brings_everything_back() {
    let mut window = Window::preset("happy_model");
    window.keys(Modifiers::COMMAND, Key::Plus);
    assert_eq!(window.canvas().zoom_percent(), 125);
    assert!(window.shows_part("zoom 125 %"));
    window.keys(Modifiers::COMMAND, Key::Num0);
    assert_eq!(window.canvas().zoom_percent(), 100);
    window.send(CanvasCommand::ZoomOut);
    window.keys(Modifiers::NONE, Key::F);
    assert_eq!(window.canvas().zoom_percent(), 100);
}

#[test]
fn a_click_on_the_overview_goes_there() {
    let mut window = Window::preset("resnet50");
    window.send(CanvasCommand::ZoomToFull);
    let map = rect(&window, say("overview-of-network"));
    let before = rect(&window, "fc6, Dense, (6)");
    click_at(
        &mut window,
        map.right_bottom() - vec2(14.0, 30.0),
        Modifiers::NONE,
    );
    assert!(rect(&window, "fc6, Dense, (6)").left() < before.left());
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
fn the_menu_of_a_block_takes_it_apart() {
    let mut window = Window::preset("resnet50");
    window
        .harness
        .get_by_label("stage2b, identity_block, (15, 15, 256)")
        .click_secondary();
    window.settle();
    window.click_starting_with(say("ungroup"));
    assert!(window.names().contains(&"res2b_branch2a".to_owned()));
    let graph = window.state().document.graph();
    let is_block = |content: &Content| matches!(content, Content::Block(_));
    assert_eq!(
        graph
            .body
            .nodes
            .values()
            .filter(|node| is_block(&node.content))
            .count(),
        15
    );
}

#[test]
fn a_problem_is_part_of_a_nodes_name() {
    let mut window = Window::preset("happy_model");
    window.click(FLATTEN);
    window.keys(Modifiers::NONE, Key::Delete);
    assert!(window.shows_part("fc, Dense, ?, problem: "));
}

#[test]
fn an_idle_canvas_asks_for_no_frame() {
    let mut window = Window::preset("resnet50");
    window.send(CanvasCommand::OpenBlocks);
    window.settle();
    let delay = window
        .harness
        .output()
        .viewport_output
        .values()
        .map(|viewport| viewport.repaint_delay)
        .min();
    assert!(
        delay.is_some_and(|delay| delay > std::time::Duration::from_hours(1)),
        "{delay:?}"
    );
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

#[test]
fn a_saved_project_shows_as_it_was_left() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("mine.netsmith");
    let mut window = Window::preset("resnet50");
    window.click(&tr!("open-block-of", name = "stage2b"));
    window.send(CanvasCommand::ZoomToFull);
    let inside = "res2b_branch2a, Conv2D, (15, 15, 64)";
    let before = rect(&window, inside);
    window.will_choose(std::slice::from_ref(&path));
    window.send(FileCommand::SaveAs);
    let mut other = Window::empty();
    other.send(FileCommand::OpenPath(path));
    assert!(rect(&other, inside).min.distance(before.min) < 1.0);
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

#[test]
fn all_blocks_opened_stand_in_columns_and_fold_back_to_where_they_were() {
    let mut window = Window::preset("resnet50");
    let folded = rect(&window, "fc6, Dense, (6)");
    window.send(CanvasCommand::OpenBlocks);
    let shown = window.harness.query_all_by_label_contains(", Conv2D, (");
    let all = shown.map(|node| node.rect()).reduce(Rect::union).unwrap();
    assert!(all.width() > all.height() * 0.5, "{all}");
    window.send(CanvasCommand::FoldBlocks);
    assert_eq!(rect(&window, "fc6, Dense, (6)"), folded);
    assert!(!window.state().document.can_undo());
}

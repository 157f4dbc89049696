//! Selecting along wires, lining nodes up, snapping, laying out, and the preferences for the wheel.

use crate::canvas::*;
use crate::support::Window;
use egui::{Key, Modifiers, MouseWheelUnit, vec2};
use netsmith::app::command::{
    Across, CanvasCommand, Choice, EditCommand, FileCommand, Side, ViewCommand,
};
use netsmith::app::state::Wheel;
use netsmith::graph::Direction;
use netsmith::project::Project;
use netsmith::text::say;
use netsmith::tr;

#[test]
fn what_wires_lead_to_is_selected_up_down_and_all_around() {
    let mut window = Window::preset("happy_model");
    let count = window.names().len();
    window.select("conv0");
    window.keys(Modifiers::NONE, Key::OpenBracket);
    assert_eq!(
        selected(&window),
        ["input_layer", "zero_padding2d", "conv0"]
    );
    window.select("flatten");
    window.keys(Modifiers::NONE, Key::CloseBracket);
    assert_eq!(selected(&window), ["flatten", "fc"]);
    window.keys(Modifiers::NONE, Key::L);
    assert_eq!(selected(&window).len(), count);
}

#[test]
fn every_layer_of_the_same_kind_is_selected() {
    let mut window = Window::preset("lenet5");
    let graph = window.state().document.graph();
    let convolutions: Vec<_> = graph
        .body
        .nodes
        .iter()
        .filter(|(_, node)| {
            node.layer()
                .is_some_and(|spec| spec.kind == netsmith::layer::Kind::Conv2D)
        })
        .map(|(_, node)| node.name.clone())
        .collect();
    assert!(convolutions.len() > 1);
    window.select(&convolutions[0]);
    window.send(CanvasCommand::Choose(Choice::SameKind));
    assert_eq!(selected(&window), convolutions);
}

#[test]
fn sides_are_brought_into_line_as_one_step() {
    let mut window = Window::preset("happy_model");
    let before = position(&window, "bn0");
    let from = center(&window, NORM);
    drag(&mut window, from, from + vec2(-70.0, 20.0));
    select(&mut window, &["conv0", "bn0"]);
    window.keys(Modifiers::ALT, Key::D);
    assert_eq!(position(&window, "bn0").x, before.x);
    assert_eq!(undone(&mut window), "align 2 layers");
    window.send(CanvasCommand::Align(Side::Left));
    assert_eq!(position(&window, "conv0").x, before.x - 70.0);
}

#[test]
fn equal_room_is_left_between_selected_layers() {
    let mut window = Window::preset("happy_model");
    let from = center(&window, CONV);
    drag(&mut window, from, from + vec2(-70.0, 30.0));
    select(&mut window, &["zero_padding2d", "conv0", "bn0"]);
    window.send(CanvasCommand::Distribute(Across::Rows));
    let names = ["zero_padding2d", "conv0", "bn0"];
    let [one, two, three] = names.map(|name| position(&window, name).y);
    assert_eq!(two - one, three - two);
    assert_eq!(undone(&mut window), "distribute 3 layers");
}

#[test]
fn a_dragged_layer_snaps_to_the_grid_where_that_is_wanted() {
    let mut window = Window::preset("happy_model");
    window.send(ViewCommand::ToggleSnapToGrid);
    let from = center(&window, FLATTEN);
    drag(&mut window, from, from + vec2(-171.0, 37.0));
    let at = position(&window, "flatten");
    assert_eq!((at.x % 26.0, at.y % 26.0), (0.0, 0.0), "{at}");
    assert!(window.harness.state().settings().view.snap_to_grid);
}

#[test]
fn ctrl_lets_a_dragged_layer_go_anywhere() {
    let mut window = Window::preset("happy_model");
    let before = position(&window, "flatten");
    let from = center(&window, FLATTEN);
    drag_with(
        &mut window,
        from,
        from + vec2(3.0, 37.0),
        Modifiers::COMMAND,
    );
    assert_eq!(position(&window, "flatten"), before + vec2(3.0, 37.0));
}

#[test]
fn the_wheel_moves_the_view_where_that_is_preferred_and_zooms_with_ctrl() {
    let mut window = Window::preset("happy_model");
    window.menu(say("menu-view"), say("wheel-zooms"));
    assert_eq!(window.harness.state().settings().view.wheel, Wheel::Moves);
    let before = rect(&window, CONV);
    let turn = vec2(0.0, -1.0);
    wheel(
        &mut window,
        before.center(),
        MouseWheelUnit::Line,
        turn,
        Modifiers::NONE,
    );
    let moved = rect(&window, CONV);
    assert_eq!(moved.size(), before.size());
    assert!(moved.top() < before.top());
    wheel(
        &mut window,
        moved.center(),
        MouseWheelUnit::Line,
        turn,
        Modifiers::COMMAND,
    );
    assert!(rect(&window, CONV).width() < before.width());
}

#[test]
fn the_selection_is_shown_as_large_as_it_fits() {
    let mut window = Window::preset("resnet50");
    window.send(CanvasCommand::Fit);
    let before = window.canvas().zoom_percent();
    select(&mut window, &["stage2b", "stage2c"]);
    window.keys(Modifiers::SHIFT, Key::F);
    assert!(window.canvas().zoom_percent() > before);
}

#[test]
fn the_canvas_comes_to_meet_a_node_that_is_held_at_its_edge() {
    let mut window = Window::preset("happy_model");
    let (from, before) = (center(&window, CONV), rect(&window, FLATTEN));
    // The palette ends where the canvas begins.
    let palette = rect(&window, &tr!("palette-add", name = "Conv2D"));
    let edge = egui::pos2(palette.right() + 20.0, from.y);
    press_and_go(&mut window, from, edge, Modifiers::NONE);
    for _ in 0..10 {
        window.harness.step();
    }
    assert!(rect(&window, FLATTEN).left() > before.left());
    let primary = egui::PointerButton::Primary;
    button(&mut window, edge, primary, false, Modifiers::NONE);
    assert_eq!(undone(&mut window), "move conv0");
}

#[test]
fn the_network_is_laid_out_to_the_right_and_down_again() {
    let mut window = Window::preset("happy_model");
    let columns = |window: &Window| {
        let [conv, norm] = ["conv0", "bn0"].map(|name| position(window, name));
        norm - conv
    };
    window.menu(say("menu-network"), say("flow-right"));
    let step = columns(&window);
    assert!(step.x > 236.0 && step.y == 0.0, "{step}");
    let output = center(&window, &tr!("port-output", name = "conv0"));
    assert!((output - rect(&window, CONV).right_center()).length() < 1.0);
    let text = window
        .state()
        .document
        .project(Default::default())
        .to_text();
    let direction = Project::from_text(&text)
        .unwrap()
        .graph
        .body
        .drawing
        .direction;
    assert_eq!(direction, Direction::LeftToRight);
    assert_eq!(undone(&mut window), "flow from left to right");
    assert_eq!(columns(&window), vec2(0.0, 104.0));
    window.send(EditCommand::Redo);
    window.send(CanvasCommand::Turn(Direction::TopToBottom));
    assert!(columns(&window).y > 46.0);
}

#[test]
fn opened_blocks_run_to_the_right_too() {
    let mut window = Window::preset("resnet50");
    window.send(CanvasCommand::Turn(Direction::LeftToRight));
    window.click(&tr!("open-block-of", name = "stage2b"));
    let [first, second] = [
        "res2b_branch2a, Conv2D, (15, 15, 64)",
        "bn2b_branch2a, BatchNormalization, (15, 15, 64)",
    ]
    .map(|name| rect(&window, name));
    assert!(second.left() > first.right());
    let after = rect(&window, "stage2c, identity_block, (15, 15, 256)");
    assert!(!after.intersects(first) && !after.intersects(second));
}

#[test]
fn only_the_selected_layers_are_arranged() {
    let mut window = Window::preset("happy_model");
    let from = center(&window, NORM);
    drag(&mut window, from, from + vec2(-150.0, 20.0));
    let others = position(&window, "fc");
    select(&mut window, &["conv0", "bn0", "activation"]);
    window.keys(Modifiers::COMMAND | Modifiers::SHIFT, Key::L);
    let [one, two] = ["conv0", "bn0"].map(|name| position(&window, name));
    assert!(one.x == two.x && two.y > one.y + 46.0);
    assert_eq!(position(&window, "fc"), others);
    assert_eq!(undone(&mut window), "arrange 3 layers");
}

#[test]
fn a_large_network_is_laid_out_while_the_window_goes_on() {
    let mut graph = netsmith::graph::Graph::default();
    for id in 0..600_u64 {
        let node = netsmith::graph::Node {
            name: format!("layer_{id}"),
            position: [0.0, 0.0],
            content: netsmith::graph::Content::Layer(netsmith::layer::LayerSpec::new(
                netsmith::layer::Kind::Dropout,
            )),
            inputs: id
                .checked_sub(1)
                .map(netsmith::graph::NodeId)
                .into_iter()
                .collect(),
        };
        graph
            .body
            .nodes
            .insert(netsmith::graph::NodeId(id), node.into());
    }
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("long.netsmith");
    Project::new("long", graph).save(&path).unwrap();
    let mut window = Window::empty();
    window.send(FileCommand::OpenPath(path));
    window.send(CanvasCommand::Arrange);
    // As long as it takes: the layout comes from a thread of its own.
    while !window.state().document.can_undo() {
        window.harness.step();
        std::thread::yield_now();
    }
    window.settle();
    assert!(position(&window, "layer_599").x > 236.0);
    assert_eq!(undone(&mut window), "arrange the layers");
}

#[test]
fn alt_with_arrows_follows_wires_that_run_to_the_right() {
    let mut window = Window::preset("happy_model");
    window.send(CanvasCommand::Turn(Direction::LeftToRight));
    window.select("conv0");
    window.keys(Modifiers::ALT, Key::ArrowRight);
    assert_eq!(selected(&window), ["bn0"]);
    window.keys(Modifiers::ALT, Key::ArrowLeft);
    assert_eq!(selected(&window), ["conv0"]);
}

#[test]
fn where_wires_run_to_the_right_a_new_layer_stands_to_the_right() {
    let mut window = Window::preset("happy_model");
    window.send(CanvasCommand::Turn(Direction::LeftToRight));
    let before = position(&window, "conv0");
    window.select("conv0");
    window.click(&tr!("palette-add", name = "Dropout"));
    let after = position(&window, "dropout");
    assert!(after.x > before.x + 236.0 && after.y == before.y, "{after}");
}

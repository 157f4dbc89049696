//! Blocks that the user keeps for other networks.

use crate::canvas::{center, drag, select};
use crate::support::Window;
use egui::{Key, Modifiers};
use egui_kittest::kittest::Queryable;
use netsmith::app::command::{BlockCommand, FileCommand, Selection};
use netsmith::graph::{Graph, NodePath};
use netsmith::layer::Kind;
use netsmith::text::say;
use netsmith::tr;

fn graph(window: &Window) -> &Graph {
    window.state().document.graph()
}

/// HappyModel with its convolution and normalization made a block called `edges`, which is kept.
fn window_with_saved_block() -> Window {
    let mut window = Window::preset("happy_model");
    select(&mut window, &["conv0", "bn0"]);
    window.send(BlockCommand::Make);
    window.type_into(say("block-name"), "edges");
    window.keys(Modifiers::NONE, Key::Enter);
    window.menu(say("menu-block"), say("save-block"));
    window
}

/// The same user's window, opened again.
fn opened_again(window: &Window) -> Window {
    Window::with_settings(window.harness.state().settings())
}

#[test]
fn a_saved_block_is_there_in_the_next_window_and_a_click_adds_it() {
    let window = window_with_saved_block();
    assert!(window.shows(&tr!("block-among-yours", name = "edges")));
    let definition = graph(&window).blocks["edges"].clone();
    let mut window = opened_again(&window);
    window.click(&tr!("palette-add", name = "Input"));
    window.click(&tr!("palette-add-my", name = "edges"));
    assert_eq!(graph(&window).blocks["edges"], definition);
    let added = window.state().document.selection.single().unwrap();
    assert_eq!(graph(&window).node(added).unwrap().inputs.len(), 1);
    window.keys(Modifiers::COMMAND, Key::Z);
    assert!(graph(&window).blocks.is_empty());
}

#[test]
fn a_saved_block_is_dragged_onto_the_canvas_and_found_by_its_name() {
    let mut window = opened_again(&window_with_saved_block());
    window.send(FileCommand::LoadPreset("lenet5".to_owned()));
    window.type_into(say("search-layers"), "edg");
    let row = window
        .harness
        .get_by_label(&tr!("palette-add-my", name = "edges"))
        .rect()
        .center();
    let canvas = window.harness.get_by_label_contains("conv1, Conv2D").rect();
    drag(&mut window, row, canvas.center() + egui::vec2(-240.0, 0.0));
    assert!(graph(&window).blocks.contains_key("edges"));
    assert!(window.names().contains(&"edges".to_owned()));
}

#[test]
fn another_block_of_the_same_name_is_not_overwritten() {
    let mut window = opened_again(&window_with_saved_block());
    window.send(FileCommand::LoadPreset("lenet5".to_owned()));
    select(&mut window, &["conv1", "tanh1"]);
    window.send(BlockCommand::Make);
    window.type_into(say("block-name"), "edges");
    window.keys(Modifiers::NONE, Key::Enter);
    let before = graph(&window).blocks["edges"].clone();
    window.click(&tr!("palette-add-my", name = "edges"));
    assert_eq!(graph(&window).blocks["edges"], before);
    let added = window.state().document.selection.single().unwrap();
    let call = graph(&window).node(added).unwrap().call().unwrap();
    assert_eq!(call.block, "edges_1");
}

#[test]
fn a_saved_block_is_renamed_and_removed_by_its_menu() {
    let mut window = window_with_saved_block();
    window
        .harness
        .get_by_label(&tr!("palette-add-my", name = "edges"))
        .click_secondary();
    window.settle();
    window.click(say("rename-open"));
    window.type_into(say("block-name"), "corners");
    window.click(say("rename"));
    assert!(
        window.shows(&tr!("palette-add-my", name = "corners"))
            && !window.shows(&tr!("palette-add-my", name = "edges"))
    );
    assert!(graph(&window).blocks.contains_key("edges"));
    window
        .harness
        .get_by_label(&tr!("palette-add-my", name = "corners"))
        .click_secondary();
    window.settle();
    window.click(say("remove-from-my-blocks"));
    assert!(!window.shows(&tr!("palette-add-my", name = "corners")));
}

#[test]
fn a_block_that_is_kept_already_is_not_kept_twice() {
    let mut window = window_with_saved_block();
    window.send(BlockCommand::Save);
    assert!(window.shows(&tr!("block-already-kept", name = "Edges")));
    assert_eq!(window.state().window.library.items().count(), 1);
}

#[test]
fn a_block_with_blocks_inside_brings_them_along() {
    let mut window = Window::preset("resnet50");
    select(&mut window, &["stage2a", "stage2b"]);
    window.send(BlockCommand::Make);
    window.type_into(say("block-name"), "pair");
    window.click(say("make-block"));
    let first = window
        .state()
        .document
        .selection
        .iter()
        .next()
        .cloned()
        .unwrap();
    window.send(Selection::only(first));
    window.send(BlockCommand::Save);
    let mut window = opened_again(&window);
    window.click(&tr!("palette-add", name = "Input"));
    window.click(&tr!("palette-add-my", name = "pair"));
    let names: Vec<&String> = graph(&window).blocks.keys().collect();
    assert_eq!(names, ["convolutional_block", "identity_block", "pair"]);
}

#[test]
fn a_saved_block_can_be_dropped_into_the_inside_of_another() {
    let mut window = opened_again(&window_with_saved_block());
    window.send(FileCommand::LoadPreset("resnet50".to_owned()));
    window.select("stage2b");
    window.send(BlockCommand::Open);
    let is_conv = |path: &&NodePath| {
        let node = graph(&window).node(path).unwrap();
        node.layer().is_some_and(|spec| spec.kind == Kind::Conv2D)
    };
    let report = window.state().document.inference().layers.iter();
    let inside = report
        .map(|layer| &layer.path)
        .filter(|path| path.is_within(window.state().document.level()));
    assert!(inside.clone().any(|path| is_conv(&path)));
    let row = center(&window, &tr!("palette-add-my", name = "edges"));
    let node = window
        .harness
        .get_by_label_contains("relu2b, Activation")
        .rect();
    drag(&mut window, row, node.center() + egui::vec2(-240.0, 0.0));
    let inner = &graph(&window).blocks["identity_block"].body;
    let mut calls = inner.nodes.values().filter_map(|node| node.call());
    assert!(calls.any(|call| call.block == "edges"));
}

//! Adding, deleting, copying, undoing.

use crate::support::Window;
use egui::{Event, Key, Modifiers};
use egui_kittest::kittest::Queryable;
use netsmith::app::command::{EditCommand, NetworkCommand, PaletteItem, Selection};
use netsmith::graph::NodePath;
use netsmith::layer::Kind;
use netsmith::text::say;
use netsmith::tr;

#[test]
fn a_click_in_the_palette_adds_a_layer_after_the_selected_one() {
    let mut window = Window::preset("happy_model");
    window.select("bn0");
    window.click(&tr!("palette-add", name = "Dropout"));
    let added = window.state().document.selection.single().cloned().unwrap();
    let graph = window.state().document.graph();
    assert_eq!(
        graph.node(&added).unwrap().layer().unwrap().kind,
        Kind::Dropout
    );
    let activation = graph.node(&window.node("activation")).unwrap();
    assert_eq!(activation.inputs, [added.leaf().unwrap()]);
}

#[test]
fn layers_added_to_an_empty_network_follow_each_other() {
    let mut window = Window::empty();
    for name in ["Add Input", "Add Flatten", "Add Dense"] {
        window.click(name);
    }
    let shapes: Vec<String> = window
        .state()
        .document
        .inference()
        .layers
        .iter()
        .map(|layer| layer.output_shape.unwrap().to_string())
        .collect();
    assert_eq!(shapes.len(), 3);
    assert_eq!(shapes[1], "(12288)");
}

#[test]
fn a_block_brings_its_definition_along() {
    let mut window = Window::empty();
    window.click(&tr!("palette-add", name = "Input"));
    window.send(NetworkCommand::Add(PaletteItem::Block(
        "convolutional_block".to_owned(),
    )));
    assert!(window.has_block("convolutional_block"));
    window.send(EditCommand::Undo);
    assert!(window.state().document.graph().blocks.is_empty());
}

#[test]
fn the_palette_finds_layers_by_other_names_and_enter_adds_the_first() {
    let mut window = Window::preset("happy_model");
    window.select("fc");
    window.type_into(say("search-layers"), "BatchNorm2d");
    assert!(
        window.shows(&tr!("palette-add", name = "BatchNormalization"))
            && !window.shows(&tr!("palette-add", name = "Conv2D"))
    );
    let before = window.names().len();
    window.keys(Modifiers::NONE, Key::Enter);
    assert_eq!(window.names().len(), before + 1);
}

#[test]
fn a_search_without_a_match_says_so_and_can_be_cleared() {
    let mut window = Window::empty();
    window.type_into(say("search-layers"), "transformer");
    assert!(window.shows(&tr!("no-layer-called", query = "transformer")));
    window.click(say("show-all-layers"));
    assert!(window.shows(&tr!("palette-add", name = "Conv2D")));
}

#[test]
fn delete_joins_what_was_around_the_layer_and_undo_brings_it_back() {
    let mut window = Window::preset("happy_model");
    let before = window.state().document.graph().clone();
    window.select("bn0");
    window.keys(Modifiers::NONE, Key::Delete);
    assert!(!window.names().contains(&"bn0".to_owned()));
    assert!(window.state().document.problems().is_empty());
    assert!(window.state().document.selection.is_empty());
    let after = window.state().document.graph().clone();
    window.keys(Modifiers::COMMAND, Key::Z);
    assert_eq!(*window.state().document.graph(), before);
    window.keys(Modifiers::COMMAND | Modifiers::SHIFT, Key::Z);
    assert_eq!(*window.state().document.graph(), after);
}

#[test]
fn the_undo_menu_says_what_it_takes_back() {
    let mut window = Window::preset("happy_model");
    window.select("bn0");
    window.send(EditCommand::Delete);
    window.click(say("menu-edit"));
    assert!(window.shows_part("Undo: delete bn0"));
}

#[test]
fn copied_layers_can_be_pasted() {
    let mut window = Window::preset("happy_model");
    let count = window.names().len();
    window.select("conv0");
    window.harness.event(Event::Copy);
    window.harness.step();
    let text = copied_text(&window);
    window.harness.event(Event::Paste(text));
    window.settle();
    assert_eq!(window.names().len(), count + 1);
    assert!(window.names().contains(&"conv0_1".to_owned()));
    assert_eq!(
        window.state().document.selection.single(),
        Some(&window.node("conv0_1"))
    );
}

#[test]
fn cut_takes_layers_away_and_leaves_them_on_the_clipboard() {
    let mut window = Window::preset("happy_model");
    window.select("conv0");
    window.harness.event(Event::Cut);
    window.settle();
    assert!(!window.names().contains(&"conv0".to_owned()));
}

#[test]
fn pasting_something_else_says_so() {
    let mut window = Window::preset("happy_model");
    window.send(EditCommand::PasteText("hello".to_owned()));
    assert!(window.shows_part("The clipboard holds no layers"));
}

#[test]
fn duplicate_and_select_all_work_by_their_keys() {
    let mut window = Window::preset("lenet5");
    let count = window.names().len();
    window.keys(Modifiers::COMMAND, Key::A);
    assert_eq!(window.state().document.selection.len(), count);
    window.keys(Modifiers::COMMAND, Key::D);
    assert_eq!(window.names().len(), 2 * count);
    window.keys(Modifiers::NONE, Key::Escape);
    assert!(window.state().document.selection.is_empty());
}

#[test]
fn keys_typed_into_a_field_stay_in_the_field() {
    let mut window = Window::preset("happy_model");
    window.select("conv0");
    window.type_into(say("name"), "c");
    window.keys(Modifiers::NONE, Key::Delete);
    window.keys(Modifiers::COMMAND, Key::A);
    assert!(window.names().contains(&"c".to_owned()));
    assert_eq!(window.state().document.selection.len(), 1);
}

pub fn copied_text(window: &Window) -> String {
    let commands = &window.harness.output().platform_output.commands;
    let found = commands.iter().find_map(|command| match command {
        egui::OutputCommand::CopyText(text) => Some(text.clone()),
        _ => None,
    });
    found.unwrap()
}

#[test]
fn a_layer_inside_a_block_is_duplicated_inside_the_block() {
    let mut window = Window::preset("resnet50");
    let graph = window.state().document.graph().clone();
    let (instance, node) = graph
        .body
        .nodes
        .iter()
        .find(|(_, node)| node.call().is_some())
        .unwrap();
    let block = node.call().unwrap().block.clone();
    let inside = &graph.blocks[&block].body;
    let count = inside.nodes.len();
    let (inner, _) = inside
        .nodes
        .iter()
        .find(|(_, node)| node.layer().is_some())
        .unwrap();
    let path = NodePath::root(*instance).child(*inner);
    window.send(Selection::only(path));
    window.send(EditCommand::Duplicate);
    let graph = window.state().document.graph().clone();
    assert_eq!(graph.blocks[&block].body.nodes.len(), count + 1);
    let copy = window.state().document.selection.single().unwrap();
    assert_eq!(copy.parent(), Some(NodePath::root(*instance)));
}

#[test]
fn the_keys_of_other_programs_work_too() {
    let mut window = Window::preset("happy_model");
    window.select("bn0");
    window.keys(Modifiers::NONE, Key::Backspace);
    assert!(!window.names().contains(&"bn0".to_owned()));
    window.keys(Modifiers::COMMAND, Key::Z);
    assert!(window.names().contains(&"bn0".to_owned()));
    window.keys(Modifiers::COMMAND, Key::Y);
    assert!(!window.names().contains(&"bn0".to_owned()));
}

#[test]
fn the_menu_of_layers_makes_a_block_of_them_and_of_what_is_wired_alike() {
    let mut window = Window::preset("lenet5");
    let totals = window.state().document.inference().totals;
    let first = window.names()[1].clone();
    window.select(&first);
    let shown = window.state().document.inference().layers[1]
        .name
        .to_string();
    window
        .harness
        .query_all_by_label_contains(&format!("{shown}, Conv2D"))
        .next()
        .unwrap()
        .click_secondary();
    window.settle();
    window.click_starting_with(say("make-block-open"));
    window.click(say("make-block"));
    assert!(window.has_block("conv_block"));
    assert_eq!(window.state().document.inference().totals, totals);
    window.keys(Modifiers::COMMAND, Key::Z);
    assert!(window.state().document.graph().blocks.is_empty());
}

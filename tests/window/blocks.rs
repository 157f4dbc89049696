//! Blocks: making them of layers, naming, repeating, taking them apart. Every step ends with a look at the network's
//! invariants (`Window::settle`).

use crate::canvas::{NORM, center, drag_with, inputs, position, select, selected};
use crate::support::Window;
use egui::accesskit::Role;
use egui::{Event, Key, Modifiers, vec2};
use egui_kittest::kittest::Queryable;
use netsmith::app::blocks::availability;
use netsmith::app::command::{BlockCommand, CanvasCommand, Selection};
use netsmith::graph::{Graph, Node, NodePath};
use netsmith::layer::{Kind, Value};
use netsmith::text::say;
use netsmith::tr;

const CTRL_SHIFT: Modifiers = Modifiers {
    ctrl: true,
    command: true,
    shift: true,
    ..Modifiers::NONE
};

fn graph(window: &Window) -> &Graph {
    window.state().document.graph()
}

fn is_kind(node: &Node, kind: Kind) -> bool {
    node.layer().is_some_and(|spec| spec.kind == kind)
}

/// LeNet's first convolution with its activation and pooling: what stands twice in the network.
fn select_first_stage(window: &mut Window) {
    select(window, &["conv1", "tanh1", "pool1"]);
}

fn instances(window: &Window, block: &str) -> usize {
    let nodes = graph(window).body.nodes.values();
    nodes
        .filter(|node| node.call().is_some_and(|call| call.block == block))
        .count()
}

#[test]
fn the_dialog_names_the_block_and_counts_what_it_would_replace() {
    let mut window = Window::preset("lenet5");
    let totals = window.state().document.inference().totals;
    let before = graph(&window).clone();
    select_first_stage(&mut window);
    window.keys(Modifiers::COMMAND, Key::G);
    assert!(window.shows("Make a block of 3 layers"));
    assert!(window.shows(say("replace-other-place")));
    window.type_into(say("block-name"), "stage");
    window.click(say("make-block"));
    assert_eq!(instances(&window, "stage"), 2);
    assert!(window.shows(&tr!("block-is-used", name = "stage", count = "2")));
    assert_eq!(selected(&window), ["stage"]);
    assert_eq!(window.state().document.inference().totals, totals);
    window.keys(Modifiers::COMMAND, Key::Z);
    assert_eq!(*graph(&window), before);
}

#[test]
fn repeats_stay_as_they_are_where_the_user_says_so() {
    let mut window = Window::preset("lenet5");
    select_first_stage(&mut window);
    window.keys(Modifiers::COMMAND, Key::G);
    window.click(say("replace-other-place"));
    window.keys(Modifiers::NONE, Key::Enter);
    window.click(say("make-block"));
    assert_eq!(instances(&window, "conv_block"), 1);
}

#[test]
fn enter_in_the_name_makes_the_block_under_the_name_that_is_suggested() {
    let mut window = Window::preset("lenet5");
    select_first_stage(&mut window);
    window.keys(Modifiers::COMMAND, Key::G);
    window.keys(Modifiers::NONE, Key::Enter);
    assert_eq!(instances(&window, "conv_block"), 2);
}

#[test]
fn a_marked_setting_becomes_a_parameter_under_the_name_that_the_user_gives() {
    let mut window = Window::preset("happy_model");
    select(&mut window, &["conv0", "bn0"]);
    window.send(BlockCommand::Make);
    window.click("strides of conv0");
    window.type_into(&tr!("parameter-for", setting = "strides of conv0"), "pace");
    window.click(say("make-block"));
    let definition = &graph(&window).blocks["conv_block"];
    let pace = definition
        .parameters
        .iter()
        .find(|known| known.name == "pace");
    assert_eq!(pace.unwrap().default, Value::List(vec![1, 1]));
    let conv = definition
        .body
        .nodes
        .values()
        .find(|node| is_kind(node, Kind::Conv2D));
    assert_eq!(
        conv.unwrap().layer().unwrap().value("strides"),
        Some(Value::from("=pace"))
    );
}

#[test]
fn unequal_settings_cannot_share_a_parameter_and_the_dialog_says_so() {
    let mut window = Window::preset("happy_model");
    select(&mut window, &["conv0", "bn0"]);
    window.send(BlockCommand::Make);
    window.click("filters of conv0");
    window.click("strides of conv0");
    window.type_into(
        &tr!("parameter-for", setting = "strides of conv0"),
        "filters",
    );
    window.click(say("make-block"));
    assert!(window.shows_part("cannot share the parameter"));
    assert!(graph(&window).blocks.is_empty());
    window.keys(Modifiers::NONE, Key::Escape);
    assert!(!window.shows_part("Make a block of"));
}

#[test]
fn a_name_that_a_block_has_already_is_refused() {
    let mut window = Window::preset("resnet50");
    let conv = window.names()[1].clone();
    window.select(&conv);
    window.send(BlockCommand::Make);
    window.type_into(say("block-name"), "identity_block");
    window.click(say("make-block"));
    assert!(window.shows_part("There is already a block called"));
}

#[test]
fn layers_that_cannot_be_one_block_are_refused_with_the_reason() {
    let mut window = Window::preset("happy_model");
    select(&mut window, &["conv0", "fc"]);
    window.keys(Modifiers::COMMAND, Key::G);
    assert!(!window.shows_part("Make a block of"));
    assert_eq!(window.state().window.notices.iter().count(), 1);
}

#[test]
fn a_block_is_taken_apart_by_its_keys_and_its_layers_are_selected() {
    let mut window = Window::preset("happy_model");
    select(&mut window, &["conv0", "bn0"]);
    window.keys(Modifiers::COMMAND, Key::G);
    window.keys(Modifiers::NONE, Key::Enter);
    assert_eq!(instances(&window, "conv_block"), 1);
    window.keys(CTRL_SHIFT, Key::G);
    assert_eq!(instances(&window, "conv_block"), 0);
    assert_eq!(window.state().document.selection.len(), 2);
}

#[test]
fn a_block_gets_another_name_in_every_instance() {
    let mut window = Window::preset("resnet50");
    let count = instances(&window, "identity_block");
    let path = first_instance(&window, "identity_block");
    window.send(Selection::only(path));
    window.menu(say("menu-block"), "Rename block");
    window.type_into(say("block-name"), "plain_block");
    window.keys(Modifiers::NONE, Key::Enter);
    assert_eq!(instances(&window, "plain_block"), count);
    assert_eq!(instances(&window, "identity_block"), 0);
}

#[test]
fn a_detached_instance_has_a_definition_of_its_own() {
    let mut window = Window::preset("resnet50");
    let path = first_instance(&window, "identity_block");
    window.send(Selection::only(path));
    window.menu(say("menu-block"), say("detach"));
    assert_eq!(instances(&window, "identity_block_1"), 1);
}

#[test]
fn a_layer_is_repeated_as_often_as_the_user_says() {
    let mut window = Window::preset("happy_model");
    let count = window.names().len();
    window.select("bn0");
    window.menu(say("menu-block"), say("repeat"));
    window.type_into(say("how-many-in-a-row"), "one");
    window.click(say("repeat"));
    assert!(window.shows_part("Expected a whole number from 2"));
    window.type_into(say("how-many-in-a-row"), "3");
    window.click(say("repeat"));
    assert_eq!(window.names().len(), count + 2);
}

#[test]
fn a_setting_inside_of_a_block_becomes_a_parameter_from_its_field() {
    let mut window = Window::preset("resnet50");
    let totals = window.state().document.inference().totals;
    let path = first_instance(&window, "identity_block");
    let body = &graph(&window).blocks["identity_block"].body;
    let conv = body
        .nodes
        .iter()
        .find(|(_, node)| is_kind(node, Kind::Conv2D));
    let conv = *conv.unwrap().0;
    window.send(Selection::only(path.child(conv)));
    window
        .harness
        .get_by_label(say("setting-padding"))
        .click_secondary();
    window.settle();
    window.click(say("turn-into-parameter-open"));
    window.type_into(say("name-of-parameter"), "edge");
    window.click(say("turn-into-parameter"));
    let definition = &graph(&window).blocks["identity_block"];
    assert!(
        definition
            .parameters
            .iter()
            .any(|known| known.name == "edge")
    );
    assert_eq!(window.state().document.inference().totals, totals);
}

/// HappyModel with its convolution in a block `inner`, which sets its strides, within a block `outer`; and `inner`
/// inside of `outer` as a level of its own.
fn inside_of_two_blocks() -> Window {
    let mut window = Window::preset("happy_model");
    select(&mut window, &["conv0", "bn0"]);
    window.send(BlockCommand::Make);
    window.type_into(say("block-name"), "inner");
    window.click("strides of conv0");
    window.click(say("make-block"));
    select(&mut window, &["inner", "activation"]);
    window.send(BlockCommand::Make);
    window.type_into(say("block-name"), "outer");
    window.click(say("make-block"));
    let outer = first_instance(&window, "outer");
    let body = &graph(&window).blocks["outer"].body;
    let inner = body.nodes.iter().find(|(_, node)| node.call().is_some());
    let inner = outer.child(*inner.unwrap().0);
    window.send(BlockCommand::Enter(outer));
    window.send(BlockCommand::Enter(inner));
    window.send(Selection::default());
    window
}

fn right_click_label(window: &mut Window, words: &str) {
    let label = window
        .harness
        .get_by(|node| node.role() == Role::Label && node.value().as_deref() == Some(words));
    label.click_secondary();
    window.settle();
}

#[test]
fn an_argument_of_the_open_block_becomes_a_parameter_of_the_block_around() {
    let mut window = inside_of_two_blocks();
    right_click_label(&mut window, "strides");
    window.click(say("turn-into-parameter-open"));
    window.type_into(say("name-of-parameter"), "pace");
    window.click(say("turn-into-parameter"));
    let parameters = &graph(&window).blocks["outer"].parameters;
    assert!(parameters.iter().any(|known| known.name == "pace"));
    right_click_label(&mut window, "strides");
    assert!(!window.shows(say("turn-into-parameter-open")));
}

#[test]
fn the_open_block_is_taken_apart_from_the_inspector_and_its_layers_are_selected() {
    let mut window = inside_of_two_blocks();
    let around = window.state().document.level().around();
    window.click(say("ungroup"));
    assert_eq!(*window.state().document.level(), around);
    assert_eq!(window.state().document.selection.len(), 2);
    let inside = |path: &NodePath| path.around() == around;
    assert!(window.state().document.selection.iter().all(inside));
}

#[test]
fn commands_around_blocks_say_what_they_need() {
    let window = Window::preset("happy_model");
    let state = window.state();
    for command in BlockCommand::LISTED {
        assert!(
            availability(&command, state.document).reason().is_some(),
            "{command:?}"
        );
    }
}

fn first_instance(window: &Window, block: &str) -> NodePath {
    let nodes = graph(window).body.nodes.iter();
    let mut of_block =
        nodes.filter(|(_, node)| node.call().is_some_and(|call| call.block == block));
    NodePath::root(*of_block.next().unwrap().0)
}

#[test]
fn a_drag_with_alt_leaves_a_copy_where_it_ends() {
    let mut window = Window::preset("happy_model");
    window.send(CanvasCommand::ZoomToFull);
    window.send(Selection::only(window.node("bn0")));
    window.send(CanvasCommand::ShowSelection);
    let count = window.names().len();
    let before = position(&window, "bn0");
    let from = center(&window, NORM);
    drag_with(&mut window, from, from + vec2(260.0, 30.0), Modifiers::ALT);
    assert_eq!(window.names().len(), count + 1);
    assert_eq!(position(&window, "bn0"), before);
    assert_eq!(selected(&window), ["bn0_1"]);
    let moved = position(&window, "bn0_1") - before;
    assert!((moved - vec2(260.0, 30.0)).length() < 12.0, "{moved}");
    window.keys(Modifiers::COMMAND, Key::Z);
    assert_eq!(window.names().len(), count);
}

#[test]
fn a_copy_can_keep_the_wires_that_came_into_the_original() {
    let mut window = Window::preset("happy_model");
    let text = window.copied("bn0");
    window.harness.event(press(CTRL_SHIFT, Key::V));
    window.harness.event(Event::Paste(text.clone()));
    window.settle();
    assert_eq!(inputs(&window, "bn0_1"), inputs(&window, "bn0"));
    window.harness.event(Event::Paste(text));
    window.settle();
    assert_eq!(inputs(&window, "bn0_2"), []);
}

#[test]
fn a_wish_for_wires_that_no_text_answered_does_not_wait_for_the_next_paste() {
    let mut window = Window::preset("happy_model");
    let text = window.copied("bn0");
    window.keys(CTRL_SHIFT, Key::V);
    window.harness.event(Event::Paste(text));
    window.settle();
    assert_eq!(inputs(&window, "bn0_1"), []);
}

fn press(modifiers: Modifiers, key: Key) -> Event {
    Event::Key {
        key,
        physical_key: None,
        pressed: true,
        repeat: false,
        modifiers,
    }
}

#[test]
fn what_is_pasted_over_a_block_that_is_open_in_place_goes_into_it() {
    let mut window = Window::preset("resnet50");
    let text = window.copied("max_pooling2d");
    window.click(&tr!("open-block-of", name = "stage2b"));
    window.send(Selection::default());
    let inside = center(&window, "res2b_branch2a, Conv2D, (15, 15, 64)");
    window.harness.hover_at(inside);
    window.settle();
    let before = graph(&window).blocks["identity_block"].body.nodes.len();
    window.harness.event(Event::Paste(text));
    window.settle();
    let after = graph(&window).blocks["identity_block"].body.nodes.len();
    assert_eq!(after, before + 1);
    let path = window.state().document.selection.single().unwrap();
    assert_eq!(path.around(), window.node("stage2b"));
}

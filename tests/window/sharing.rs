//! What several layers share, also inside of blocks; the parameters of a block; dialogs that have the keyboard.

use crate::canvas::{center, drag, drag_with, select, undone};
use crate::support::Window;
use egui::{Event, Key, Modifiers, vec2};
use netsmith::app::command::{
    BlockCommand, Command, FindCommand, NetworkCommand, Selection, WindowCommand,
};
use netsmith::graph::{NodeId, NodePath, Place};
use netsmith::layer::{Kind, Value};
use netsmith::text::say;
use netsmith::tr;

const NONE: Modifiers = Modifiers::NONE;
const CTRL: Modifiers = Modifiers::COMMAND;

/// The first layer of `kind` inside of the block instance `name`.
fn inside(window: &Window, name: &str, kind: Kind) -> NodePath {
    let instance = window.node(name);
    let graph = window.state().document.graph();
    let place = graph.place_in(&instance).unwrap();
    let nodes = graph.body_of(&place).unwrap().nodes.iter();
    let mut of_kind = nodes.filter(|(_, node)| node.layer().is_some_and(|spec| spec.kind == kind));
    instance.child(*of_kind.next().unwrap().0)
}

fn value(window: &Window, path: &NodePath, key: &str) -> Value {
    let node = window.state().document.graph().node(path).unwrap();
    node.layer().unwrap().value(key).unwrap()
}

#[test]
fn layers_in_several_definitions_share_their_settings_and_the_inspector_says_whom_that_reaches() {
    let mut window = Window::preset("resnet50");
    let paths = ["stage2a", "stage2b", "stage3b"]
        .map(|name| inside(&window, name, Kind::BatchNormalization));
    let before = value(&window, &paths[0], "momentum");
    window.send(paths.iter().cloned().collect::<Selection>());
    assert!(!window.shows(say("share-no-setting")));
    assert!(window.shows_part("Inside 2 blocks: convolutional_block, identity_block"));
    assert!(window.shows_part("all 16 instances"));
    window.type_into(say("momentum"), "0.75");
    for path in &paths {
        assert_eq!(value(&window, path, "momentum"), Value::Float(0.75));
    }
    window.send(NetworkCommand::EndGesture);
    assert_eq!(undone(&mut window), "set momentum of 2 layers in 2 blocks");
    assert!(
        paths
            .iter()
            .all(|path| value(&window, path, "momentum") == before)
    );
}

#[test]
fn layers_inside_and_outside_of_blocks_share_theirs_too() {
    let mut window = Window::preset("resnet50");
    let inner = inside(&window, "stage2b", Kind::Conv2D);
    let graph = window.state().document.graph();
    let mut nodes = graph.body.nodes.iter();
    let outer = nodes.find(|(_, node)| node.layer().is_some_and(|spec| spec.kind == Kind::Conv2D));
    let outer = NodePath::root(*outer.unwrap().0);
    window.send(
        [inner.clone(), outer.clone()]
            .into_iter()
            .collect::<Selection>(),
    );
    window.type_into(say("setting-filters"), "48");
    assert_eq!(value(&window, &inner, "filters"), Value::Int(48));
    assert_eq!(value(&window, &outer, "filters"), Value::Int(48));
}

#[test]
fn instances_of_one_block_share_its_parameters() {
    let mut window = Window::preset("resnet50");
    select(&mut window, &["stage2b", "stage2c"]);
    window.type_into("f", "5");
    let argument = |name: &str| {
        let graph = window.state().document.graph();
        let call = graph.node(&window.node(name)).unwrap().call().unwrap();
        call.arguments["f"].clone()
    };
    assert_eq!(
        [argument("stage2b"), argument("stage2c")],
        [Value::Int(5), Value::Int(5)]
    );
    window.send(NetworkCommand::EndGesture);
    assert_eq!(undone(&mut window), "set f of 2 × identity_block");
}

#[test]
fn a_selection_of_many_shows_sums() {
    let mut window = Window::preset("happy_model");
    select(&mut window, &["conv0", "bn0", "fc"]);
    // (7·7·3 + 1)·32, 4·32 and 32768 + 1.
    assert!(window.shows("37,633"));
    assert!(window.shows("TOGETHER"));
    let mut window = Window::preset("resnet50");
    let totals = window.state().document.inference().totals;
    window.keys(CTRL, Key::A);
    assert!(window.shows(&netsmith::layer::thousands(totals.params.total())));
}

#[test]
fn replacing_what_was_found_in_several_definitions_reaches_them_and_says_so() {
    let mut window = Window::preset("resnet50");
    window.keys(
        Modifiers {
            shift: true,
            ..CTRL
        },
        Key::F,
    );
    window.type_into(say("find-layers"), "kind:batchnorm2d");
    let change = FindCommand::Change(netsmith::app::command::What::Setting("momentum".to_owned()));
    window.send(Command::Find(change));
    window.send(Command::Find(FindCommand::Value("0.5".to_owned())));
    assert!(window.shows_part("in 2 blocks, 16 instances follow"));
    window.send(FindCommand::Apply);
    let inner = inside(&window, "stage2b", Kind::BatchNormalization);
    assert_eq!(value(&window, &inner, "momentum"), Value::Float(0.5));
}

/// A window that looks into `stage2b`, with nothing selected.
fn in_block() -> Window {
    let mut window = Window::preset("resnet50");
    window.select("stage2b");
    window.send(BlockCommand::Open);
    window.send(Selection::default());
    window
}

fn parameters(window: &Window) -> Vec<String> {
    let graph = window.state().document.graph();
    let parameters = graph.blocks["identity_block"].parameters.iter();
    parameters.map(|parameter| parameter.name.clone()).collect()
}

#[test]
fn parameters_of_the_open_block_are_renamed_moved_defaulted_and_removed() {
    let mut window = in_block();
    let totals = window.state().document.inference().totals;
    assert_eq!(parameters(&window), ["f", "filters", "stage", "block"]);
    window.type_into(&tr!("parameter-name", number = "1"), "size");
    assert_eq!(parameters(&window)[0], "size");
    assert_eq!(window.state().document.inference().totals, totals);
    window.send(NetworkCommand::EndGesture);
    window.click(&tr!("move-down", name = "size"));
    assert_eq!(parameters(&window), ["filters", "size", "stage", "block"]);
    window.type_into(&tr!("parameter-default", name = "size"), "5");
    let graph = window.state().document.graph();
    assert_eq!(
        graph.blocks["identity_block"].parameters[1].default,
        Value::Int(5)
    );
    window.send(NetworkCommand::EndGesture);
    // No instance sets a value of its own, so that the new default is what all of them have.
    let totals_with_default = window.state().document.inference().totals;
    assert_ne!(totals_with_default, totals);
    window.click(&tr!("remove-parameter", name = "size", value = "5"));
    assert_eq!(parameters(&window), ["filters", "stage", "block"]);
    assert_eq!(
        window.state().document.inference().totals,
        totals_with_default
    );
    assert!(window.state().document.inference().problems.is_empty());
    assert_eq!(
        undone(&mut window),
        "remove parameter size of identity_block"
    );
    assert_eq!(undone(&mut window), "set default of size of identity_block");
    assert_eq!(undone(&mut window), "move parameter size of identity_block");
    assert_eq!(undone(&mut window), "rename parameter f of identity_block");
    assert!(!window.state().document.can_undo());
}

#[test]
fn a_name_that_is_taken_is_refused_beside_the_field() {
    let mut window = in_block();
    window.type_into(&tr!("parameter-name", number = "1"), "stage");
    assert!(window.shows_part("has a parameter called `stage` already"));
    assert_eq!(parameters(&window)[0], "f");
}

#[test]
fn a_typed_count_replaces_the_one_that_is_suggested() {
    let mut window = Window::preset("happy_model");
    window.select("conv0");
    window.send(BlockCommand::Repeat);
    window.harness.event(Event::Text("3".to_owned()));
    window.settle();
    window.keys(NONE, Key::Enter);
    let copies = window.names().into_iter();
    assert_eq!(copies.filter(|name| name.starts_with("conv0")).count(), 3);
    let body = window
        .state()
        .document
        .graph()
        .body_of(&Place::Root)
        .unwrap();
    assert!(body.node(NodeId(0)).is_some());
}

#[test]
fn the_search_for_shortcuts_has_the_keyboard_when_it_opens() {
    let mut window = Window::preset("happy_model");
    window.keys(NONE, Key::F1);
    window.harness.event(Event::Text("keeping".to_owned()));
    window.settle();
    assert!(window.shows(say("paste-keeping-wires")) && !window.shows(say("zoom-in")));
}

#[test]
fn the_box_for_a_summary_has_the_keyboard_when_it_opens() {
    let mut window = Window::preset("happy_model");
    window.send(WindowCommand::Show(
        netsmith::app::command::Overlay::Summary,
    ));
    window
        .harness
        .event(Event::Paste("no summary at all".to_owned()));
    window.settle();
    window.click(say("check"));
    assert!(window.state().document.comparison().is_none());
    assert!(window.shows("no summary at all"));
}

#[test]
fn a_number_is_dragged_to_the_side_and_that_is_one_step() {
    let mut window = Window::preset("happy_model");
    window.select("conv0");
    let filters = |window: &Window| value(window, &window.node("conv0"), "filters");
    assert_eq!(filters(&window), Value::Int(32));
    let field = center(&window, say("setting-filters"));
    drag(&mut window, field, field + vec2(60.0, 0.0));
    let Value::Int(more) = filters(&window) else {
        panic!("no number")
    };
    assert!((40..=48).contains(&more), "{more}");
    assert_eq!(undone(&mut window), "set filters of conv0");
    assert_eq!(filters(&window), Value::Int(32));
    assert!(!window.state().document.can_undo());
    drag_with(
        &mut window,
        field,
        field + vec2(60.0, 0.0),
        Modifiers::SHIFT,
    );
    assert_eq!(filters(&window), Value::Int(33));
}

//! Finding layers in the bar over the canvas, and changing all that were found.

use crate::canvas::{rect, undone};
use crate::support::Window;
use egui::{Key, Modifiers};
use netsmith::app::command::EditCommand;
use netsmith::app::document::MarkKind;
use netsmith::app::state::State;
use netsmith::graph::NodePath;
use netsmith::layer::{Kind, Value};
use netsmith::text::say;

/// Opens the bar by its keys and types into it.
fn find(window: &mut Window, text: &str) {
    window.keys(Modifiers::COMMAND, Key::F);
    window.harness.event(egui::Event::Text(text.to_owned()));
    window.settle();
}

fn name_of(state: State<'_>, path: &NodePath) -> String {
    let inference = state.document.inference();
    let layer = inference.layer(path).map(|layer| layer.name.to_string());
    layer.unwrap_or_else(|| inference.blocks[path].name.clone())
}

fn found(window: &Window) -> Vec<String> {
    let state = window.state();
    state
        .window
        .search
        .found
        .iter()
        .map(|path| name_of(state, path))
        .collect()
}

/// Chooses what changes of everything that was found.
fn choose_change(window: &mut Window, change: &str) {
    window.click(say("change-what"));
    window.click(change);
}

#[test]
fn layers_are_found_as_one_types_marked_and_counted() {
    let mut window = Window::preset("happy_model");
    find(&mut window, "conv");
    assert_eq!(found(&window), ["conv0"]);
    assert!(window.shows("1 found"));
    let marks = window.state().marks();
    assert_eq!(marks[&window.node("conv0")].kind, MarkKind::Found);
    for (text, name) in [
        ("(32768)", "flatten"),
        ("nn.Linear", "fc"),
        ("批归一化", "bn0"),
        ("7x7", "conv0"),
    ] {
        window.type_into(say("find-layers"), text);
        assert_eq!(found(&window), [name], "{text}");
    }
    window.type_into(say("find-layers"), "nonsense");
    assert!(window.shows(say("no-match")));
}

#[test]
fn a_search_that_cannot_be_read_says_why() {
    let mut window = Window::preset("happy_model");
    find(&mut window, "");
    assert!(window.shows_part("several narrow it down"));
    window.type_into(say("find-layers"), "kernl:3");
    assert!(window.shows_part("Nothing here has a setting or argument called `kernl`"));
}

#[test]
fn enter_goes_on_and_shift_enter_back_into_folded_blocks_too() {
    let mut window = Window::preset("resnet50");
    find(&mut window, "res3c_branch2b");
    assert!(!window.shows_part("res3c_branch2b, Conv2D"));
    window.keys(Modifiers::NONE, Key::Enter);
    assert!(window.shows("1 of 1"));
    // Its block is open, and it is in view.
    let place = rect(&window, "res3c_branch2b, Conv2D, (8, 8, 128)");
    assert!(window.harness.ctx.content_rect().contains_rect(place));

    window.type_into(say("find-layers"), "in:stage4 3x3 conv2d");
    assert_eq!(window.state().window.search.found.len(), 6);
    window.keys(Modifiers::NONE, Key::Enter);
    window.keys(Modifiers::NONE, Key::Enter);
    assert!(window.shows("2 of 6"));
    window.keys(Modifiers::SHIFT, Key::Enter);
    window.keys(Modifiers::SHIFT, Key::Enter);
    assert!(window.shows("6 of 6"));
    let selected = window.state().document.selection.single().unwrap().clone();
    assert_eq!(name_of(window.state(), &selected), "res4f_branch2b");
    window.keys(Modifiers::NONE, Key::F3);
    assert!(window.shows("6 of 6"), "the field keeps keys without Ctrl");
}

#[test]
fn everything_found_is_selected_at_once_and_esc_closes_the_bar() {
    let mut window = Window::preset("resnet50");
    find(&mut window, "kind:conv2d");
    window.click(say("select-all-found"));
    // 53 convolutions: 1 + 16 blocks of 3 + 4 shortcuts.
    assert_eq!(window.state().document.selection.len(), 53);
    window.keys(Modifiers::NONE, Key::Escape);
    assert!(!window.state().window.search.is_open);
    assert!(window.state().marks().is_empty());
    assert_eq!(window.state().document.selection.len(), 53);
    window.keys(Modifiers::COMMAND, Key::F);
    assert_eq!(window.state().window.search.text, "kind:conv2d");
}

#[test]
fn what_was_found_follows_every_edit() {
    let mut window = Window::preset("happy_model");
    find(&mut window, "problem");
    assert!(window.shows(say("no-match")));
    window.select("flatten");
    window.send(EditCommand::Delete);
    assert_eq!(found(&window), ["fc"]);
    window.send(EditCommand::Undo);
    assert!(window.shows(say("no-match")));
}

#[test]
fn one_setting_of_everything_found_is_changed_in_one_step_after_a_look() {
    let mut window = Window::preset("resnet50");
    window.keys(Modifiers::COMMAND | Modifiers::SHIFT, Key::F);
    window.type_into(say("find-layers"), "kind:conv2d kernel:3x3 name:stage4");
    let before = window.state().document.graph().clone();
    choose_change(&mut window, "Kernel");
    window.type_into(say("new-value"), "5x5");
    // Six convolutions in two definitions, which sixteen instances share.
    assert!(window.shows_part(
        "Changes 6 layers · in 2 blocks, 16 instances follow · 10 of them without a match"
    ));
    assert!(
        !window
            .state()
            .document
            .preview
            .clone()
            .unwrap()
            .marks
            .is_empty()
    );
    assert_eq!(*window.state().document.graph(), before);

    window.click(say("only-matches"));
    assert!(window.shows_part("in 2 blocks, 6 instances follow"));
    window.click("Replace all 6");
    let inference = window.state().document.inference();
    let field = |name: &str| {
        let layer = inference
            .layers
            .iter()
            .find(|layer| &*layer.name == name)
            .unwrap();
        layer.params.unwrap().total()
    };
    // (kernel · kernel · in + 1) · filters.
    assert_eq!(field("res4b_branch2b"), (5 * 5 * 256 + 1) * 256);
    assert_eq!(field("res3b_branch2b"), (3 * 3 * 128 + 1) * 128);
    assert!(window.shows(say("no-match")));
    assert_eq!(undone(&mut window), "set kernel_size of 6 layers");
    assert_eq!(*window.state().document.graph(), before);
}

#[test]
fn the_kind_of_everything_found_is_replaced() {
    let mut window = Window::preset("happy_model");
    window.menu(say("menu-edit"), say("find-and-replace"));
    window.type_into(say("find-layers"), "kind:maxpooling2d");
    choose_change(&mut window, "into AveragePooling2D");
    window.click("Replace 1");
    let graph = window.state().document.graph();
    let node = graph.node(&window.node("max_pool")).unwrap();
    assert_eq!(node.layer().unwrap().kind, Kind::AveragePooling2D);
    assert_eq!(undone(&mut window), "turn max_pool into AveragePooling2D");
}

#[test]
fn a_value_that_is_one_of_a_few_words_is_chosen_from_them() {
    let mut window = Window::preset("happy_model");
    window.menu(say("menu-edit"), say("find-and-replace"));
    window.type_into(say("find-layers"), "kind:conv2d");
    choose_change(&mut window, "Initializer");
    window.click(say("new-value"));
    window.click("he_normal");
    window.click("Replace 1");
    assert!(window.shows_part("Changed 1 layer"));
    assert_eq!(undone(&mut window), "set kernel_initializer of conv0");
}

#[test]
fn a_value_that_cannot_be_is_refused_before_anything_changes() {
    let mut window = Window::preset("happy_model");
    window.keys(Modifiers::COMMAND | Modifiers::SHIFT, Key::F);
    window.type_into(say("find-layers"), "conv2d");
    choose_change(&mut window, "Filters");
    window.type_into(say("new-value"), "many");
    assert!(window.shows_part("Expected a whole number from 1"));
    window.type_into(say("new-value"), "64");
    window.keys(Modifiers::NONE, Key::Enter);
    let graph = window.state().document.graph();
    let spec = graph
        .node(&window.node("conv0"))
        .unwrap()
        .layer()
        .unwrap()
        .clone();
    assert_eq!(spec.value("filters"), Some(Value::Int(64)));
}

//! Settings of the selected layer, their effect, repairs.

use crate::support::Window;
use egui_kittest::kittest::Queryable as _;
use netsmith::app::command::{
    EditCommand, FileCommand, LanguageChoice, NetworkCommand, Selection, ViewCommand,
};
use netsmith::layer::Value;
use netsmith::text::say;
use netsmith::tr;

fn setting(window: &Window, node: &str, key: &str) -> Value {
    window
        .state()
        .document
        .graph()
        .node(&window.node(node))
        .unwrap()
        .layer()
        .unwrap()
        .value(key)
        .unwrap()
}

#[test]
fn the_selected_layer_shows_its_shapes_and_how_its_parameters_come_about() {
    let mut window = Window::preset("happy_model");
    window.select("conv0");
    for words in [
        "conv0",
        "Conv2D · convolution layer",
        "(70, 70, 3)",
        "(64, 64, 32)",
        "4,736",
    ] {
        assert!(window.shows(words), "{words}");
    }
    assert!(window.shows("(7·7·3 + 1)·32 = 4,736"));
}

#[test]
fn the_selected_layer_says_how_it_computes_with_the_numbers_of_this_network() {
    let mut window = Window::preset("happy_model");
    window.select("conv0");
    assert!(window.shows_part("Each of the 32 filters slides over the map"));
    for line in [
        "⌊(n + 2p − f) / s⌋ + 1",
        "= ⌊(70 + 2·0 − 7) / 1⌋ + 1",
        "(f·f·c + 1)·k",
        "= (7·7·3 + 1)·32",
    ] {
        assert!(window.shows(line), "{line}");
    }
    window.type_into(say("setting-kernel"), "5");
    assert!(window.shows("= ⌊(70 + 2·0 − 5) / 1⌋ + 1"));
    window
        .harness
        .get_by_label(&say("how-it-computes").to_uppercase())
        .click();
    window.harness.run_ok();
    window.settle();
    assert!(!window.shows("= ⌊(70 + 2·0 − 5) / 1⌋ + 1"));
}

#[test]
fn a_typed_number_changes_the_network_at_once() {
    let mut window = Window::preset("happy_model");
    window.select("conv0");
    window.type_into(say("setting-filters"), "64");
    assert_eq!(setting(&window, "conv0", "filters"), Value::Int(64));
    assert!(window.shows("(7·7·3 + 1)·64 = 9,472"));
    window.send(NetworkCommand::EndGesture);
    window.send(EditCommand::Undo);
    assert_eq!(setting(&window, "conv0", "filters"), Value::Int(32));
}

#[test]
fn arrow_keys_count_a_number_up_and_down() {
    let mut window = Window::preset("happy_model");
    window.select("conv0");
    window.type_into(say("setting-filters"), "8");
    window.keys(egui::Modifiers::NONE, egui::Key::ArrowUp);
    assert_eq!(setting(&window, "conv0", "filters"), Value::Int(9));
    window.keys(egui::Modifiers::SHIFT, egui::Key::ArrowUp);
    assert_eq!(setting(&window, "conv0", "filters"), Value::Int(19));
}

#[test]
fn a_value_that_cannot_be_says_what_is_expected_and_changes_nothing() {
    let mut window = Window::preset("happy_model");
    window.select("conv0");
    window.type_into(say("setting-filters"), "0");
    assert!(window.shows(&tr!(
        "expected-whole-between-typed",
        min = "1",
        max = "1000000"
    )));
    assert_eq!(setting(&window, "conv0", "filters"), Value::Int(32));
}

#[test]
fn a_kernel_is_typed_as_people_write_it() {
    let mut window = Window::preset("happy_model");
    window.select("conv0");
    window.type_into(say("setting-kernel"), "3x5");
    assert_eq!(
        setting(&window, "conv0", "kernel_size"),
        Value::List(vec![3, 5])
    );
}

#[test]
fn padding_is_chosen_from_a_list() {
    let mut window = Window::preset("happy_model");
    window.select("conv0");
    window.click(say("setting-padding"));
    window.click("same");
    assert_eq!(setting(&window, "conv0", "padding"), Value::from("same"));
}

/// Clicks a line of a list that may be longer than what is seen of it.
fn click_in_list(window: &mut Window, line: &str) {
    window.harness.get_by_label(line).scroll_to_me();
    window.settle();
    window.click(line);
}

#[test]
fn an_initializer_takes_numbers_of_its_own() {
    let mut window = Window::preset("happy_model");
    window.select("conv0");
    let begins = |window: &Window| setting(window, "conv0", "kernel_initializer");
    window.click(say("setting-initializer"));
    click_in_list(&mut window, "truncated_normal");
    assert_eq!(begins(&window), Value::from("truncated_normal"));
    window.click(say("setting-initializer"));
    click_in_list(&mut window, say("with-arguments"));
    let written_out = "truncated_normal(mean=0, stddev=0.05, seed=0)";
    assert!(
        window
            .harness
            .query_all_by_value(written_out)
            .next()
            .is_some()
    );
    window.type_into(say("setting-initializer"), "truncated_normal(stddev=0.02)");
    assert_eq!(
        begins(&window),
        Value::from("truncated_normal(stddev=0.02)")
    );
    window.type_into(say("setting-initializer"), "truncated_normal(std=0.02)");
    assert!(window.shows_part("takes no `std`; it takes: mean, stddev, seed"));
    assert_eq!(
        begins(&window),
        Value::from("truncated_normal(stddev=0.02)")
    );
    window.type_into(say("setting-initializer"), "he_normal");
    assert_eq!(begins(&window), Value::from("he_normal"));
}

#[test]
fn how_other_weights_begin_stands_folded_up_below_the_rest() {
    let mut window = Window::preset("happy_model");
    window.select("bn0");
    assert!(!window.shows(say("setting-gamma-initializer")));
    window.click(say("seldom-settings"));
    window.click(say("setting-gamma-initializer"));
    window.click("zeros");
    let begins = setting(&window, "bn0", "gamma_initializer");
    assert_eq!(begins, Value::from("zeros"));
}

#[test]
fn the_bias_is_switched_off() {
    let mut window = Window::preset("happy_model");
    window.select("conv0");
    window.click(say("setting-bias"));
    assert_eq!(setting(&window, "conv0", "use_bias"), Value::Bool(false));
    assert!(window.shows("7·7·3·32 = 4,704"));
}

#[test]
fn a_layer_is_renamed_and_a_taken_name_is_refused() {
    let mut window = Window::preset("happy_model");
    window.select("conv0");
    window.type_into(say("name"), "bn0");
    assert!(window.shows_part("there is already a layer called"));
    window.type_into(say("name"), "edges");
    assert!(window.names().contains(&"edges".to_owned()));
}

#[test]
fn several_layers_take_a_shared_setting_together() {
    let mut window = Window::preset("lenet5");
    let graph = window.state().document.graph();
    let is_conv = |node: &netsmith::graph::Node| {
        node.layer()
            .is_some_and(|spec| spec.kind.to_string() == "Conv2D")
    };
    let convs: Selection = graph
        .body
        .nodes
        .iter()
        .filter(|(_, node)| is_conv(node))
        .map(|(id, _)| netsmith::graph::NodePath::root(*id))
        .collect();
    assert!(convs.len() > 1);
    window.send(convs.clone());
    window.type_into(say("setting-filters"), "7");
    let graph = window.state().document.graph();
    let values = convs.iter().map(|path| {
        graph
            .node(path)
            .unwrap()
            .layer()
            .unwrap()
            .value("filters")
            .unwrap()
    });
    assert!(values.into_iter().all(|value| value == Value::Int(7)));
}

#[test]
fn a_block_shows_its_arguments_and_they_can_be_changed() {
    let mut window = Window::preset("resnet50");
    let graph = window.state().document.graph();
    let (id, _) = graph
        .body
        .nodes
        .iter()
        .find(|(_, node)| node.call().is_some())
        .unwrap();
    let path = netsmith::graph::NodePath::root(*id);
    window.send(Selection::only(path.clone()));
    assert!(window.shows("stage"));
    window.type_into("filters", "32, 32, 256");
    let call = window
        .state()
        .document
        .graph()
        .node(&path)
        .unwrap()
        .call()
        .unwrap()
        .clone();
    assert_eq!(call.arguments["filters"], Value::List(vec![32, 32, 256]));
}

#[test]
fn a_block_can_be_detached() {
    let mut window = Window::preset("resnet50");
    let params = window.state().document.inference().totals.params;
    let graph = window.state().document.graph();
    let (id, _) = graph
        .body
        .nodes
        .iter()
        .find(|(_, node)| node.call().is_some())
        .unwrap();
    window.send(Selection::only(netsmith::graph::NodePath::root(*id)));
    window.click(say("detach"));
    assert_eq!(window.state().document.inference().totals.params, params);
}

#[test]
fn a_problem_is_repaired_from_the_inspector() {
    let mut window = Window::preset("happy_model");
    window.select("flatten");
    window.send(EditCommand::Delete);
    window.select("fc");
    assert!(window.shows_part("Needs a vector"));
    window.click(&tr!("repair-insert", kind = "Flatten"));
    assert!(window.state().document.problems().is_empty());
}

#[test]
fn without_a_selection_the_inspector_says_what_to_do() {
    let mut window = Window::empty();
    assert!(window.shows_part("begin with a network that works"));
    window.send(FileCommand::LoadPreset("happy_model".to_owned()));
    assert!(window.shows(say("select-a-layer")));
}

#[test]
fn a_layer_without_an_input_can_be_inspected() {
    let mut window = Window::empty();
    window.click(&tr!("palette-add", name = "Conv2D"));
    assert!(window.shows(say("unknown")));
    window.click(&tr!("palette-add", name = "Add"));
    assert_eq!(window.state().document.selection.len(), 1);
}

#[test]
fn the_network_is_renamed_while_nothing_is_selected() {
    let mut window = Window::preset("happy_model");
    window.type_into(say("name"), "Smiles");
    assert_eq!(window.state().document.name(), "Smiles");
    assert!(window.state().document.is_changed());
}

#[test]
fn a_layer_inside_a_block_takes_expressions_and_says_whom_a_change_concerns() {
    let mut window = Window::preset("resnet50");
    let path = layer_with(&window, "filters", "=filters[0]");
    window.send(Selection::only(path.clone()));
    assert!(window.shows_part("A change here changes all"));
    assert!(window.shows("= 64"));
    window.type_into(say("setting-filters"), "=filters[0] * 2");
    let node = window.state().document.graph().node(&path).unwrap().clone();
    let value = node.layer().unwrap().value("filters");
    assert_eq!(value, Some(Value::from("=filters[0] * 2")));
}

/// The first layer inside a block whose setting `key` is `value`.
fn layer_with(window: &Window, key: &str, value: &str) -> netsmith::graph::NodePath {
    let document = &window.state().document;
    let fits = |path: &netsmith::graph::NodePath| {
        let node = document.graph().node(path).unwrap();
        node.layer().unwrap().value(key) == Some(Value::from(value))
    };
    let mut paths = document.inference().layers.iter().map(|layer| &layer.path);
    paths.find(|path| fits(path)).unwrap().clone()
}

/// A heading that stays on one line would push what stands below it out of the window.
#[test]
fn the_lines_of_the_inspector_end_where_it_ends() {
    let mut window = Window::preset("happy_model");
    window.harness.set_size(egui::vec2(1440.0, 900.0));
    window.select("conv0");
    for language in [LanguageChoice::English, LanguageChoice::Chinese] {
        window.send(ViewCommand::SetLanguage(language));
        let edge = |name: &str| window.harness.get_by_label(name).rect().right();
        for line in [say("seldom-settings"), "(7·7·3 + 1)·32 = 4,736"] {
            assert!(edge(line) <= edge(say("setting-kernel")) + 1.0, "{line}");
        }
    }
}

//! Costs as heat, comparisons with versions, files and summaries, and repairs that are looked at first.

use crate::support::Window;
use egui_kittest::kittest::Queryable;
use netsmith::app::command::{CompareCommand, EditCommand, FileCommand, Overlay, WindowCommand};
use netsmith::app::docking::Panel;
use netsmith::graph::{Content, Edit, Measure, Node, Place, Severity};
use netsmith::layer::{Kind, LayerSpec};
use netsmith::text::say;
use netsmith::tr;

const NO_DIFFERENCE: &str = "no layer differs";

/// HappyModel's rows as Keras 2 prints them, with 16 filters in place of 32.
const SUMMARY: &str = "\
Model: \"HappyModel\"
_________________________________________________________________
Layer (type)                 Output Shape              Param #
=================================================================
input_1 (InputLayer)         [(None, 64, 64, 3)]       0
_________________________________________________________________
zero_padding2d (ZeroPadding2 (None, 70, 70, 3)         0
_________________________________________________________________
conv0 (Conv2D)               (None, 64, 64, 16)        2368
_________________________________________________________________
bn0 (BatchNormalization)     (None, 64, 64, 32)        128
_________________________________________________________________
activation (Activation)      (None, 64, 64, 32)        0
_________________________________________________________________
max_pool (MaxPooling2D)      (None, 32, 32, 32)        0
_________________________________________________________________
flatten (Flatten)            (None, 32768)             0
_________________________________________________________________
fc (Dense)                   (None, 1)                 32769
=================================================================
Total params: 35,265
";

#[test]
fn costs_are_shown_as_heat_with_a_legend_and_hidden_again() {
    let mut window = Window::preset("happy_model");
    window.menu_in_menu(
        say("menu-view"),
        say("menu-heat"),
        &tr!("heat-measure", measure = "parameters"),
    );
    assert_eq!(window.state().document.heat, Some(Measure::Params));
    // The dense layer has the most: 32,769.
    assert!(window.shows(&tr!("heat-legend", measure = "parameters", most = "32.8 k")));
    window.click(say("hide-the-heat"));
    assert_eq!(window.state().document.heat, None);
    assert!(!window.shows_part("per layer, from 0"));
}

#[test]
fn a_comparison_with_the_saved_network_follows_every_edit() {
    let mut window = Window::preset("happy_model");
    window.show(Panel::Compare);
    window.click(say("compare-saved"));
    assert!(window.shows(NO_DIFFERENCE));
    window.set_filters("conv0", 8);
    assert!(window.shows_part("conv0: filters 32 → 8"));
    window.send(EditCommand::Undo);
    assert!(window.shows(NO_DIFFERENCE));
    window.click(say("stop-comparing"));
    assert!(window.state().document.comparison().is_none());
}

#[test]
fn a_click_on_a_difference_selects_its_layer() {
    let mut window = Window::preset("happy_model");
    window.set_filters("conv0", 8);
    window.send(CompareCommand::WithVersion(0));
    window.click_starting_with("conv0: filters 32 → 8");
    let conv = window.node("conv0");
    assert!(window.state().document.selection.contains(&conv));
}

#[test]
fn a_pasted_summary_is_checked_row_by_row() {
    let mut window = Window::preset("happy_model");
    window.send(WindowCommand::Show(Overlay::Summary));
    window.type_into(say("text-of-summary"), SUMMARY);
    window.click(say("check"));
    assert_eq!(window.state().window.overlay, None);
    let comparison = window.state().document.comparison().unwrap();
    assert!(comparison.count() > 0);
    let first = comparison
        .marks()
        .into_iter()
        .find(|(_, mark)| mark.is_first)
        .unwrap();
    assert_eq!(first.0, window.node("conv0"));
    assert!(window.shows_part("conv0: "));
}

#[test]
fn text_that_is_no_summary_is_answered_in_the_dialog() {
    let mut window = Window::preset("happy_model");
    window.send(WindowCommand::Show(Overlay::Summary));
    window.type_into(say("text-of-summary"), "hello");
    window.click(say("check"));
    assert_eq!(window.state().window.overlay, Some(Overlay::Summary));
    assert!(window.state().document.comparison().is_none());
}

#[test]
fn only_the_repairs_that_are_in_view_are_tried() {
    let mut window = Window::preset("happy_model");
    let input = window.node("input_layer").leaf().unwrap();
    let faulty = |number: u16| Edit::Add {
        place: Place::Root,
        node: Node {
            name: format!("faulty{number}"),
            position: [600.0, f32::from(number) * 100.0],
            content: Content::Layer(LayerSpec::new(Kind::Conv2D).with("filters", 0)),
            inputs: vec![input],
        },
    };
    window.send(Edit::Many {
        label: "add faulty layers".into(),
        edits: (0..60).map(faulty).collect(),
    });
    let is_untried = |window: &Window| -> Vec<bool> {
        let problems = window.state().document.problems().iter();
        let errors = problems.filter(|problem| problem.severity == Severity::Error);
        errors
            .map(|problem| problem.known_repairs().is_none())
            .collect()
    };
    assert_eq!(is_untried(&window), [true; 60], "an edit tries none");
    window.show(Panel::Problems);
    window.settle();
    assert!(window.shows("Set filters back to 32"));
    let untried = is_untried(&window);
    assert!(!untried[0] && untried[59], "{untried:?}");
}

#[test]
fn a_repair_is_looked_at_before_it_is_applied() {
    let mut window = Window::preset("happy_model");
    window.select("flatten");
    window.send(EditCommand::Delete);
    window.show(Panel::Problems);
    let before = window.state().document.graph().clone();
    let label = window.state().document.problems()[0].repairs()[0]
        .label
        .to_string();
    window
        .harness
        .get_all_by_label(&label)
        .last()
        .unwrap()
        .hover();
    window.settle();
    let preview = window.state().document.preview.clone().unwrap();
    assert!(!preview.lines.is_empty() && !preview.marks.is_empty());
    assert_eq!(*window.state().document.graph(), before);
    window
        .harness
        .get_all_by_label(&label)
        .last()
        .unwrap()
        .click();
    window.settle();
    assert_ne!(*window.state().document.graph(), before);
}

#[test]
fn a_file_is_compared_with_the_open_network_side_by_side() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("old.netsmith");
    let mut window = Window::preset("happy_model");
    window.will_choose(std::slice::from_ref(&path));
    window.send(FileCommand::SaveAs);
    window.set_filters("conv0", 8);
    window.will_choose(std::slice::from_ref(&path));
    window.menu_in_menu(say("menu-network"), say("tab-compare"), say("compare-file"));
    assert!(window.shows_part("Compared with old.netsmith"));
    assert!(window.shows_part("conv0: filters 32 → 8"));

    // Both networks show, and a layer that is clicked in the other one is selected in this one.
    let before = "before: conv0, Conv2D, (64, 64, 32)";
    assert!(window.shows(before));
    window.click(before);
    let conv = window.node("conv0");
    assert_eq!(window.state().document.selection.single(), Some(&conv));
    window.click(say("side-by-side"));
    assert!(!window.shows(before));
    assert!(window.state().document.comparison().is_some());
    window.click(say("side-by-side"));
    assert!(window.shows(before));
    window.click(say("stop-comparing"));
    assert!(!window.shows(before));
}

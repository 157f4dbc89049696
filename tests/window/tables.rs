//! The Layers and Problems tabs.

use crate::support::Window;
use netsmith::app::command::EditCommand;
use netsmith::app::docking::Panel;
use netsmith::text::say;
use netsmith::tr;

#[test]
fn a_row_selects_its_layer() {
    let mut window = Window::preset("happy_model");
    window.click("conv0");
    assert_eq!(
        window.state().document.selection.single(),
        Some(&window.node("conv0"))
    );
}

#[test]
fn the_head_sorts_by_its_column() {
    let mut window = Window::preset("happy_model");
    window.click(&tr!("sort-by", column = "Parameters"));
    window.click(&tr!("sort-by", column = "Parameters"));
    let y = |window: &Window, name: &str| {
        use egui_kittest::kittest::Queryable;
        window
            .harness
            .get_by_role_and_label(egui::accesskit::Role::Button, name)
            .rect()
            .top()
    };
    assert!(y(&window, "fc") < y(&window, "conv0"));
    window.click(say("order-of-keras"));
    assert!(y(&window, "conv0") < y(&window, "fc"));
}

#[test]
fn blocks_fold_and_open() {
    let mut window = Window::preset("resnet50");
    window.click(say("fold-all"));
    assert!(!window.shows("res2a_branch2a"));
    window.click(say("open-all"));
    assert!(window.shows("res2a_branch2a"));
}

#[test]
fn the_table_is_copied_as_keras_prints_it() {
    let mut window = Window::preset("happy_model");
    window.click(say("copy-as-text"));
    assert!(window.shows(say("copied-as-text")));
}

#[test]
fn problems_are_listed_selected_and_repaired() {
    let mut window = Window::preset("happy_model");
    window.select("flatten");
    window.send(EditCommand::Delete);
    window.send(EditCommand::SelectNone);
    window.show(Panel::Problems);
    assert!(window.shows_part("fc needs a vector"));
    window.click_starting_with(&tr!("repair-insert", kind = "GlobalAveragePooling2D"));
    assert!(window.state().document.problems().is_empty());
    assert!(window.shows(say("no-problems-can-train")));
}

#[test]
fn the_status_bar_counts() {
    let window = Window::preset("resnet50");
    assert!(window.shows(&tr!("so-many-layers", count = "177")));
    assert!(window.shows("23,600,006 parameters · 23,546,886 trainable · 53,120 not"));
    assert!(window.shows(say("no-problems")));
}

#[test]
fn a_bypassed_layer_keeps_its_row_and_says_so() {
    let mut window = Window::preset("happy_model");
    window.select("bn0");
    window.keys(egui::Modifiers::NONE, egui::Key::B);
    window.send(EditCommand::SelectNone);
    window.click(&tr!("name-bypassed", name = "bn0"));
    let norm = window.node("bn0");
    assert_eq!(window.state().document.selection.single(), Some(&norm));
}

//! Several documents as tabs.

use crate::canvas::{CONV, click_at, clicks, drag};
use crate::outline::{go_to, type_text};
use crate::support::Window;
use egui::{Key, Modifiers, PointerButton};
use egui_kittest::kittest::Queryable;
use netsmith::app::command::{
    CanvasCommand, CompareCommand, DocumentId, EditCommand, FileCommand, TabCommand, ViewCommand,
};
use netsmith::app::docking::Panel;
use netsmith::app::settings::Settings;
use netsmith::graph::Measure;
use netsmith::project::preset;
use netsmith::text::say;
use netsmith::tr;
use std::path::{Path, PathBuf};

pub const CTRL_SHIFT: Modifiers = Modifiers {
    shift: true,
    ..Modifiers::COMMAND
};

/// A window with HappyModel, LeNet-5 and MLP in tabs, the last one in front.
fn three() -> Window {
    let mut window = Window::preset("happy_model");
    window.send(FileCommand::LoadPreset("lenet5".to_owned()));
    window.send(FileCommand::LoadPreset("mlp".to_owned()));
    window
}

/// What the tabs say, from left to right.
pub fn titles(window: &Window) -> Vec<String> {
    window.harness.state().workbench.tabs.titles()
}

pub fn name(window: &Window) -> &str {
    window.state().document.name()
}

/// The middle of the tab that is called `title`.
fn tab(window: &Window, title: &str) -> egui::Pos2 {
    let found = window
        .harness
        .get_by(|node| node.role() == egui::Role::Tab && node.label().as_deref() == Some(title));
    found.rect().center()
}

fn click_tab(window: &mut Window, title: &str) {
    let at = tab(window, title);
    click_at(window, at, Modifiers::NONE);
}

/// Deletes a layer of HappyModel, which must be in front.
pub fn change(window: &mut Window) {
    window.select("conv0");
    window.send(EditCommand::Delete);
}

pub fn save_preset(key: &str, folder: &Path) -> PathBuf {
    let path = folder.join(format!("{key}.netsmith"));
    preset(key).unwrap().project.save(&path).unwrap();
    path
}

#[test]
fn one_document_has_no_strip_and_a_second_one_brings_it() {
    let mut window = Window::preset("happy_model");
    assert!(!window.shows(say("new-tab")));
    window.keys(Modifiers::COMMAND, Key::N);
    assert!(window.shows("HappyModel"));
    assert_eq!(titles(&window), ["HappyModel", "Untitled"]);
    assert!(window.state().document.is_empty());
}

#[test]
fn an_empty_document_that_nobody_touched_makes_room() {
    let mut window = three();
    window.click(say("new-tab"));
    assert_eq!(titles(&window).len(), 4);
    window.send(FileCommand::LoadPreset("resnet18".to_owned()));
    assert_eq!(
        titles(&window),
        ["HappyModel", "LeNet-5", "MLP", "ResNet18"]
    );
    window.click(say("new-tab"));
    click_tab(&mut window, "LeNet-5");
    window.keys(Modifiers::COMMAND, Key::N);
    assert_eq!(titles(&window).len(), 5);
    assert_eq!(name(&window), "Untitled");
}

#[test]
fn a_tab_keeps_its_selection_its_view_its_heat_and_its_history() {
    let mut window = Window::preset("happy_model");
    change(&mut window);
    window.select("bn0");
    window.send(CanvasCommand::ZoomToFull);
    window.send(ViewCommand::ShowHeat(Some(Measure::Params)));
    let selected = window.state().document.selection.clone();
    window.send(FileCommand::LoadPreset("lenet5".to_owned()));
    assert!(window.state().document.selection.is_empty());
    assert_eq!(window.state().document.heat, None);
    assert!(!window.state().document.can_undo());
    click_tab(&mut window, "HappyModel, unsaved changes");
    assert_eq!(window.state().document.selection, selected);
    assert_eq!(window.state().document.heat, Some(Measure::Params));
    assert_eq!(window.canvas().zoom_percent(), 100);
    window.keys(Modifiers::COMMAND, Key::Z);
    assert!(!window.state().document.is_changed());
    assert!(window.shows(CONV));
}

#[test]
fn ctrl_tab_goes_round() {
    let mut window = three();
    window.keys(Modifiers::COMMAND, Key::Tab);
    assert_eq!(name(&window), "HappyModel");
    window.keys(CTRL_SHIFT, Key::Tab);
    assert_eq!(name(&window), "MLP");
    window.keys(Modifiers::COMMAND, Key::PageUp);
    assert_eq!(name(&window), "LeNet-5");
}

#[test]
fn a_cross_and_the_middle_button_close_a_tab_that_need_not_be_in_front() {
    let mut window = three();
    window.click(&tr!("close-title", title = "HappyModel"));
    assert_eq!(titles(&window), ["LeNet-5", "MLP"]);
    assert_eq!(name(&window), "MLP");
    let at = tab(&window, "LeNet-5");
    clicks(&mut window, at, PointerButton::Middle, Modifiers::NONE, 1);
    assert_eq!(titles(&window), ["MLP"]);
    window.keys(Modifiers::COMMAND, Key::W);
    assert_eq!(titles(&window), ["Untitled"]);
    assert!(window.state().document.is_empty());
}

#[test]
fn closing_asks_about_the_changes_of_that_document_and_shows_it() {
    let mut window = Window::preset("happy_model");
    change(&mut window);
    window.send(FileCommand::LoadPreset("mlp".to_owned()));
    window.click(&tr!("close-title", title = "HappyModel"));
    assert!(window.shows(say("save-the-changes")));
    assert_eq!(name(&window), "HappyModel");
    window.click(say("cancel"));
    assert_eq!(titles(&window).len(), 2);
    window.keys(Modifiers::COMMAND, Key::W);
    window.click(say("do-not-save"));
    assert_eq!(titles(&window), ["MLP"]);
}

#[test]
fn a_closed_tab_comes_back_to_its_place_with_its_changes() {
    let mut window = Window::preset("happy_model");
    change(&mut window);
    let changed = window.state().document.graph().clone();
    window.send(FileCommand::LoadPreset("mlp".to_owned()));
    window.click(&tr!("close-title", title = "HappyModel"));
    window.click(say("do-not-save"));
    window.keys(CTRL_SHIFT, Key::T);
    assert_eq!(titles(&window), ["HappyModel", "MLP"]);
    assert_eq!(*window.state().document.graph(), changed);
    assert!(window.state().document.is_changed());
    assert!(window.state().document.can_undo());
}

#[test]
fn the_others_are_closed_one_question_after_the_other() {
    let mut window = Window::preset("happy_model");
    change(&mut window);
    window.send(FileCommand::LoadPreset("lenet5".to_owned()));
    window.send(FileCommand::LoadPreset("mlp".to_owned()));
    window.menu(say("menu-file"), say("close-other-tabs"));
    assert_eq!(name(&window), "HappyModel");
    window.click(say("do-not-save"));
    assert_eq!(titles(&window), ["MLP"]);
}

#[test]
fn a_file_that_is_open_is_shown_and_not_opened_twice() {
    let folder = tempfile::tempdir().unwrap();
    let path = save_preset("lenet5", folder.path());
    let mut window = Window::preset("happy_model");
    window.send(FileCommand::OpenPath(path.clone()));
    assert_eq!(titles(&window), ["HappyModel", "lenet5"]);
    click_tab(&mut window, "HappyModel");
    window.will_choose(&[folder.path().join(".").join("lenet5.netsmith")]);
    window.keys(Modifiers::COMMAND, Key::O);
    assert_eq!(titles(&window), ["HappyModel", "lenet5"]);
    assert_eq!(window.state().document.path(), Some(path.as_path()));
}

#[test]
fn tabs_are_dragged_to_another_place() {
    let mut window = three();
    let (from, to) = (tab(&window, "HappyModel"), tab(&window, "MLP"));
    drag(&mut window, from, to + egui::vec2(30.0, 0.0));
    assert_eq!(titles(&window), ["LeNet-5", "MLP", "HappyModel"]);
    assert_eq!(name(&window), "HappyModel");
}

#[test]
fn tabs_are_moved_by_commands() {
    let mut window = three();
    window.menu(say("menu-view"), say("move-tab-left"));
    assert_eq!(titles(&window), ["HappyModel", "MLP", "LeNet-5"]);
    window.keys(CTRL_SHIFT, Key::PageDown);
    assert_eq!(titles(&window), ["HappyModel", "LeNet-5", "MLP"]);
}

#[test]
fn two_networks_of_one_name_are_told_apart() {
    let mut window = Window::preset("mlp");
    window.send(FileCommand::LoadPreset("mlp".to_owned()));
    assert_eq!(titles(&window), ["MLP", "MLP (2)"]);
}

#[test]
fn a_crash_loses_no_document() {
    let folder = tempfile::tempdir().unwrap();
    let mut slots = Vec::new();
    for key in ["mlp", "lenet5"] {
        let slot = netsmith::project::recovery::Slot::claim(folder.path()).unwrap();
        slot.write(&preset(key).unwrap().project, None).unwrap();
        slots.push(slot);
    }
    drop(slots);
    let mut window = Window::keeping_work_in(folder.path());
    window.harness.state_mut().offer_lost_work();
    window.settle();
    window.send(FileCommand::Recover(0));
    window.send(FileCommand::Recover(0));
    assert_eq!(titles(&window), ["MLP", "LeNet-5"]);
    assert!(window.every_network_is_changed());
}

#[test]
fn the_projects_that_were_open_come_back_with_the_one_in_front() {
    let folder = tempfile::tempdir().unwrap();
    let paths = ["happy_model", "lenet5", "mlp"].map(|key| save_preset(key, folder.path()));
    let mut window = Window::empty();
    for path in &paths {
        window.send(FileCommand::OpenPath(path.clone()));
    }
    click_tab(&mut window, "lenet5");
    let settings = window.harness.state().settings();
    std::fs::remove_file(&paths[0]).unwrap();

    let mut later = Window::with_settings(settings.clone());
    later.harness.state_mut().restore(&settings);
    later.settle();
    assert_eq!(titles(&later), ["lenet5", "mlp"]);
    assert_eq!(name(&later), "LeNet-5");
    assert_eq!(later.state().window.recent, settings.recent);

    let old = Settings {
        open_projects: Vec::new(),
        ..settings
    };
    let mut later = Window::empty();
    later.harness.state_mut().restore(&old);
    later.settle();
    assert_eq!(titles(&later), ["lenet5"]);
}

#[test]
fn layers_are_copied_from_one_tab_into_another() {
    let mut window = Window::preset("lenet5");
    window.send(FileCommand::LoadPreset("happy_model".to_owned()));
    let copied = window.copied("conv0");
    click_tab(&mut window, "LeNet-5");
    let before = window.names().len();
    window.harness.event(egui::Event::Paste(copied));
    window.settle();
    assert_eq!(window.names().len(), before + 1);
    assert!(window.names().contains(&"conv0".to_owned()));
}

#[test]
fn a_file_chosen_late_is_for_the_network_that_asked() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("late.netsmith");
    let mut window = three();
    window.will_choose(std::slice::from_ref(&path));
    let app = window.harness.state_mut();
    app.send(FileCommand::SaveAs);
    app.send(TabCommand::Show(DocumentId(1)));
    window.settle();
    assert_eq!(name(&window), "MLP");
    assert_eq!(window.state().document.path(), Some(path.as_path()));
    let saved = netsmith::project::Project::load(&path).unwrap();
    assert_eq!(saved.name, "MLP");
}

#[test]
fn a_network_is_compared_with_an_open_one() {
    let mut window = Window::preset("happy_model");
    window.send(FileCommand::LoadPreset("happy_model".to_owned()));
    change(&mut window);
    window.show(Panel::Compare);
    window.click(say("compare-open-tab"));
    window.click_starting_with("HappyModel");
    assert!(window.shows(&tr!("compared-with", what = "HappyModel")));
    assert!(window.shows_part("1 removed"));
    window.keys(Modifiers::COMMAND, Key::Tab);
    assert!(window.state().document.comparison().is_none());
}

#[test]
fn a_name_that_is_being_typed_goes_to_the_network_it_was_typed_for() {
    let mut window = Window::preset("happy_model");
    window.send(FileCommand::LoadPreset("happy_model".to_owned()));
    window.keys(Modifiers::COMMAND, Key::Num4);
    go_to(&mut window, "bn0");
    window.keys(Modifiers::NONE, Key::F2);
    type_text(&mut window, "norm");
    window.keys(Modifiers::COMMAND, Key::Tab);
    assert_eq!(titles(&window), ["HappyModel", "HappyModel (2)"]);
    assert!(window.names().contains(&"bn0".to_owned()));
    assert!(!window.state().document.is_changed());
    window.keys(Modifiers::COMMAND, Key::Tab);
    assert!(window.names().contains(&"norm".to_owned()));
}

#[test]
fn two_tabs_never_have_the_same_file() {
    let folder = tempfile::tempdir().unwrap();
    let path = save_preset("mlp", folder.path());
    let before = std::fs::read(&path).unwrap();
    let mut window = Window::empty();
    window.send(FileCommand::OpenPath(path.clone()));
    window.send(FileCommand::LoadPreset("happy_model".to_owned()));
    window.will_choose(std::slice::from_ref(&path));
    window.send(FileCommand::SaveAs);
    assert!(window.shows_part("This file is open in another tab"));
    assert_eq!(window.state().document.path(), None);
    assert_eq!(std::fs::read(&path).unwrap(), before);
}

#[test]
fn a_file_chosen_for_a_closed_network_is_for_no_other() {
    let folder = tempfile::tempdir().unwrap();
    let path = save_preset("lenet5", folder.path());
    let mut window = three();
    let mlp = window.state().document.id();
    window.will_choose(std::slice::from_ref(&path));
    let app = window.harness.state_mut();
    app.send(CompareCommand::WithFile);
    app.send(TabCommand::Close(mlp));
    window.settle();
    assert!(window.shows_part("The network was closed before a file for it was chosen"));
    assert!(window.state().document.comparison().is_none());
}

#[test]
fn what_cannot_be_opened_again_brings_no_other_tab_to_the_front() {
    let folder = tempfile::tempdir().unwrap();
    let paths = ["happy_model", "lenet5", "mlp"].map(|key| save_preset(key, folder.path()));
    std::fs::write(&paths[1], "damaged").unwrap();
    let settings = Settings {
        open_project: Some(paths[1].clone()),
        open_projects: paths.to_vec(),
        ..Settings::default()
    };
    let mut window = Window::with_settings(settings.clone());
    window.harness.state_mut().restore(&settings);
    window.settle();
    assert_eq!(titles(&window), ["happy_model", "mlp"]);
    assert_eq!(name(&window), "MLP");
    assert!(window.shows_part("lenet5.netsmith"));
}

#[test]
fn a_number_that_cannot_be_is_not_shown_in_another_tab() {
    let mut window = Window::preset("happy_model");
    window.select("conv0");
    window.send(FileCommand::LoadPreset("happy_model".to_owned()));
    window.select("conv0");
    window.type_into(say("setting-filters"), "0");
    assert!(window.shows_part("Expected a whole number"));
    window.keys(Modifiers::COMMAND, Key::Tab);
    assert!(!window.shows_part("Expected a whole number"));
    window.keys(Modifiers::COMMAND, Key::Tab);
    assert!(!window.shows_part("Expected a whole number"));
}

#[test]
fn each_network_has_folded_blocks_of_its_own() {
    let mut window = Window::preset("resnet50");
    window.click(say("fold-all"));
    window.send(FileCommand::LoadPreset("resnet50".to_owned()));
    assert!(window.shows("res2a_branch2a"));
    window.keys(Modifiers::COMMAND, Key::Tab);
    assert!(!window.shows("res2a_branch2a"));
}

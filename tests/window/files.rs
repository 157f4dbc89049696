//! New, open, save, recent files, unsaved changes.

use crate::support::Window;
use egui::{Key, Modifiers};
use netsmith::app::command::{EditCommand, FileCommand, PanelCommand, PredictCommand, ViewCommand};
use netsmith::app::docking::{Panel, Workspace};
use netsmith::app::settings::Settings;
use netsmith::text::say;
use netsmith::tr;
use std::path::PathBuf;

fn folder() -> tempfile::TempDir {
    tempfile::tempdir().unwrap()
}

#[test]
fn an_empty_canvas_offers_presets_and_a_click_loads_one() {
    let mut window = Window::empty();
    window.click(&tr!("new-from", name = "HappyModel"));
    assert_eq!(window.state().document.name(), "HappyModel");
    assert_eq!(
        window.state().document.inference().totals.params.total(),
        37_633
    );
    assert!(!window.state().document.is_changed());
}

#[test]
fn the_gallery_opens_from_the_menu() {
    let mut window = Window::preset("happy_model");
    window.menu(say("menu-file"), say("new-from-preset"));
    window.click(&tr!("new-from", name = "ResNet50"));
    assert_eq!(
        window.state().document.inference().totals.params.total(),
        23_600_006
    );
    assert_eq!(window.state().window.overlay, None);
}

#[test]
fn a_network_that_begins_is_shown_where_it_is_drawn_on() {
    let mut window = Window::preset("happy_model");
    for begin in [FileCommand::New, FileCommand::LoadPreset("mlp".to_owned())] {
        window.send(PanelCommand::ShowWorkspace(Workspace::Test));
        assert!(!window.state().window.workspaces.shows(Panel::Canvas));
        window.send(begin);
        window.settle();
        assert_eq!(window.state().window.workspaces.front(), Workspace::Build);
    }
}

#[test]
fn a_saved_project_opens_again_and_is_remembered() {
    let folder = folder();
    let path = folder.path().join("mine.netsmith");
    let mut window = Window::preset("lenet5");
    window.will_choose(std::slice::from_ref(&path));
    window.keys(Modifiers::COMMAND, Key::S);
    assert!(path.is_file());
    assert_eq!(window.state().document.path(), Some(path.as_path()));
    assert_eq!(window.questions()[0].file_name, "LeNet-5.netsmith");
    let saved = window.state().document.graph().clone();

    let mut other = Window::empty();
    other.will_choose(std::slice::from_ref(&path));
    other.menu(say("menu-file"), say("open"));
    assert_eq!(*other.state().document.graph(), saved);
    assert_eq!(
        other.state().window.recent.iter().next(),
        Some(path.as_path())
    );
    other.send(FileCommand::New);
    other.menu(say("menu-file"), say("open-recent"));
    other.click(&path.display().to_string());
    assert_eq!(*other.state().document.graph(), saved);
}

#[test]
fn a_name_without_an_ending_gets_ours() {
    let folder = folder();
    let mut window = Window::preset("mlp");
    window.will_choose(&[folder.path().join("mine")]);
    window.send(FileCommand::SaveAs);
    assert!(folder.path().join("mine.netsmith").is_file());
}

#[test]
fn nothing_happens_when_no_file_is_chosen() {
    let mut window = Window::preset("mlp");
    window.send(FileCommand::SaveAs);
    assert_eq!(window.state().document.path(), None);
    assert_eq!(window.state().window.notices.iter().count(), 0);
}

#[test]
fn a_file_that_is_no_project_is_refused_in_words_and_the_network_stays() {
    let folder = folder();
    let path = folder.path().join("page.netsmith");
    std::fs::copy(concat!(env!("CARGO_MANIFEST_DIR"), "/Cargo.toml"), &path).unwrap();
    let mut window = Window::preset("mlp");
    window.send(FileCommand::OpenPath(path));
    assert_eq!(window.state().document.name(), "MLP");
    assert!(window.shows_part("page.netsmith"));
    window.click(say("dismiss-this-message"));
    assert_eq!(window.state().window.notices.iter().count(), 0);
}

#[test]
fn a_folder_that_cannot_be_written_is_told_and_nothing_is_lost() {
    let mut window = Window::preset("mlp");
    window.will_choose(&[PathBuf::from("/proc/mine.netsmith")]);
    window.send(FileCommand::SaveAs);
    assert_eq!(window.state().window.notices.iter().count(), 1);
    assert_eq!(window.state().document.path(), None);
}

/// A window with one unsaved change whose only tab the user asked to close.
fn asked_about_changes() -> Window {
    let mut window = Window::preset("happy_model");
    window.select("conv0");
    window.send(EditCommand::Delete);
    assert!(window.state().document.is_changed());
    window.keys(Modifiers::COMMAND, Key::W);
    assert!(window.shows(say("save-the-changes")));
    window
}

#[test]
fn unsaved_changes_can_be_kept_by_canceling() {
    let mut window = asked_about_changes();
    window.click(say("cancel"));
    assert!(window.state().document.is_changed());
    assert_eq!(window.state().document.name(), "HappyModel");
}

#[test]
fn unsaved_changes_can_be_given_up() {
    let mut window = asked_about_changes();
    window.click(say("do-not-save"));
    assert!(window.state().document.is_empty());
}

#[test]
fn unsaved_changes_can_be_saved_before_going_on() {
    let folder = folder();
    let path = folder.path().join("kept.netsmith");
    let mut window = asked_about_changes();
    window.will_choose(std::slice::from_ref(&path));
    window.click(say("save-changes"));
    assert!(path.is_file());
    assert!(window.state().document.is_empty());
}

#[test]
fn escape_closes_the_question_and_keeps_the_changes() {
    let mut window = asked_about_changes();
    window.keys(Modifiers::NONE, Key::Escape);
    assert_eq!(window.state().window.overlay, None);
    assert!(window.state().document.is_changed());
}

#[test]
fn the_window_comes_back_as_it_was_left() {
    let mut window = Window::preset("mlp");
    window.send(ViewCommand::TogglePalette);
    window.show(Panel::Problems);
    let settings = window.harness.state().settings();
    let again = Window::with_settings(settings.clone());
    assert_eq!(again.harness.state().settings(), settings);
    assert!(!again.in_front(Panel::Palette));
    assert_ne!(settings, Settings::default());
}

#[test]
fn unsaved_work_is_offered_after_a_crash() {
    let folder = folder();
    let lost = netsmith::project::preset("mlp").unwrap().project.clone();
    let slot = netsmith::project::recovery::Slot::claim(folder.path()).unwrap();
    slot.write(&lost, None).unwrap();
    drop(slot);

    let mut window = Window::keeping_work_in(folder.path());
    window.harness.state_mut().offer_lost_work();
    window.settle();
    assert!(window.shows(say("unsaved-work-found")));
    window.click(say("recover"));
    assert_eq!(*window.state().document.graph(), lost.graph);
    assert!(window.state().document.is_changed());
}

#[test]
fn files_are_chosen_inside_the_window_where_the_desktop_cannot_ask() {
    let folder = folder();
    let path = folder.path().join("mine.netsmith");
    let project = &netsmith::project::preset("lenet5").unwrap().project;
    project.save(&path).unwrap();

    let mut settings = Settings::default();
    settings.recent.remember(&path);
    let mut window = Window::without_file_dialogs(settings);
    window.send(FileCommand::LoadPreset("mlp".to_owned()));
    window.send(FileCommand::Open);
    window.click("mine.netsmith");
    window.click(say("open-plain"));
    assert_eq!(window.state().document.name(), "LeNet-5");
    window.send(FileCommand::SaveAs);
    window.type_into(say("file-name"), "copy");
    window.keys(Modifiers::NONE, Key::Enter);
    assert!(folder.path().join("copy.netsmith").is_file());
}

/// A window without dialogs of the desktop whose user is asked for pictures, in a fresh folder.
fn asked_for_pictures(folder: &std::path::Path) -> Window {
    let settings = Settings {
        last_folder: Some(folder.to_owned()),
        ..Settings::default()
    };
    let mut window = Window::without_file_dialogs(settings);
    window.send(PredictCommand::OpenPictures);
    window
}

#[test]
fn a_folder_typed_where_a_file_is_asked_for_is_opened() {
    let folder = folder();
    std::fs::create_dir_all(folder.path().join("cats/small")).unwrap();
    let mut window = asked_for_pictures(folder.path());
    window.type_into(say("file-name"), "cats");
    window.keys(Modifiers::NONE, Key::Enter);
    assert!(window.shows("small/"));
    assert!(window.state().window.overlay.is_some());
    window.type_into(say("file-name"), folder.path().to_str().unwrap());
    window.keys(Modifiers::NONE, Key::Enter);
    assert!(window.shows("cats/"));
    assert_eq!(window.state().window.notices.iter().count(), 0);
}

#[test]
fn the_folder_in_view_can_be_typed_and_home_and_drives_are_a_click_away() {
    let folder = folder();
    std::fs::create_dir_all(folder.path().join("cats/small")).unwrap();
    let mut window = asked_for_pictures(folder.path());
    assert!(window.shows("cats/"));
    window.type_into(say("folder"), folder.path().join("cats").to_str().unwrap());
    window.keys(Modifiers::NONE, Key::Enter);
    assert!(window.shows("small/"));
    window.click(say("last-folder"));
    assert!(window.shows("cats/"));
    window.click(say("home"));
    assert!(!window.shows("cats/"));
    if cfg!(unix) {
        window.click("/");
        assert!(window.shows("tmp/"));
    }
}

#[test]
fn a_file_that_is_there_is_replaced_only_after_a_question() {
    let folder = folder();
    let path = folder.path().join("mine.netsmith");
    let project = &netsmith::project::preset("lenet5").unwrap().project;
    project.save(&path).unwrap();
    let settings = Settings {
        last_folder: Some(folder.path().to_owned()),
        ..Settings::default()
    };
    let mut window = Window::without_file_dialogs(settings);
    window.send(FileCommand::LoadPreset("mlp".to_owned()));
    window.send(FileCommand::SaveAs);
    window.type_into(say("file-name"), "mine.netsmith");
    window.keys(Modifiers::NONE, Key::Enter);
    assert!(window.shows(&tr!("would-be-overwritten", file = "mine.netsmith")));
    assert_eq!(
        netsmith::project::Project::load(&path).unwrap().name,
        "LeNet-5"
    );
    window.click(say("replace"));
    assert_eq!(netsmith::project::Project::load(&path).unwrap().name, "MLP");
}

#[test]
fn a_name_that_gets_our_ending_replaces_no_file_without_a_question() {
    let folder = folder();
    let path = folder.path().join("mine.netsmith");
    let project = &netsmith::project::preset("lenet5").unwrap().project;
    project.save(&path).unwrap();
    let mut window = Window::preset("mlp");
    window.will_choose(&[folder.path().join("mine")]);
    window.send(FileCommand::SaveAs);
    assert!(window.shows(&tr!("disk-replace", file = "mine.netsmith")));
    window.click(say("cancel"));
    assert_eq!(
        netsmith::project::Project::load(&path).unwrap().name,
        "LeNet-5"
    );
    window.will_choose(&[folder.path().join("mine")]);
    window.send(FileCommand::SaveAs);
    window.click(say("replace"));
    assert_eq!(netsmith::project::Project::load(&path).unwrap().name, "MLP");
}

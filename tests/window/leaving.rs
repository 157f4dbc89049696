//! Leaving the window while networks are not saved: what is asked, and what calls it off.

use crate::support::Window;
use crate::tabs::{change, save_preset};
use egui::{Key, Modifiers, ViewportCommand};
use egui_kittest::kittest::Queryable;
use netsmith::app::command::Command;
use netsmith::app::desks::DeskCommand;
use netsmith::app::settings::Settings;
use netsmith::app::state::Selection;

/// Ctrl+Q with two changed networks, the first of which is given up.
fn give_up_the_first(window: &mut Window) {
    change(window);
    window.send(Command::LoadPreset("happy_model".to_owned()));
    change(window);
    window.keys(Modifiers::COMMAND, Key::Q);
    window.click("Do not save");
}

/// The same, and for the second a file is asked for.
fn quit_giving_up_the_first(window: &mut Window) {
    give_up_the_first(window);
    window.click("Save changes");
}

/// Whether the window closes in one of the next frames.
fn closes(window: &mut Window) -> bool {
    (0..8).any(|_| {
        window.harness.step();
        let mut viewports = window.harness.output().viewport_output.values();
        viewports.any(|viewport| viewport.commands.contains(&ViewportCommand::Close))
    })
}

/// No question is open about the network in front, and the first tab is not closed without one.
fn asks_about_the_first(window: &mut Window) {
    assert!(!window.shows("Save the changes?"));
    window.send(DeskCommand::CloseOthers);
    assert!(window.shows("Save the changes?"));
    assert_eq!(window.harness.state().workbench.desks.front(), 0);
}

#[test]
fn quitting_asks_about_each_unsaved_document() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("happy.netsmith");
    let mut window = Window::preset("happy_model");
    change(&mut window);
    window.send(Command::LoadPreset("lenet5".to_owned()));
    window.send(Command::LoadPreset("happy_model".to_owned()));
    change(&mut window);
    window.keys(Modifiers::COMMAND, Key::Q);
    assert_eq!(window.harness.state().workbench.desks.front(), 0);
    window.will_choose(std::slice::from_ref(&path));
    window.click("Save changes");
    assert!(path.is_file());
    assert_eq!(window.harness.state().workbench.desks.front(), 2);
    assert!(window.shows("Save the changes?"));
    window.harness.get_by_label("Do not save").click();
    assert!(closes(&mut window));
}

#[test]
fn whoever_goes_back_from_quitting_has_agreed_to_nothing() {
    let mut window = Window::preset("happy_model");
    give_up_the_first(&mut window);
    window.click("Cancel");
    assert!(window.every_network_is_changed());
    window.keys(Modifiers::COMMAND, Key::Q);
    assert!(window.shows("Save the changes?"));
    assert_eq!(window.harness.state().workbench.desks.front(), 0);
}

#[test]
fn whoever_chooses_no_file_on_quitting_has_agreed_to_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("later.netsmith");
    let mut window = Window::preset("happy_model");
    quit_giving_up_the_first(&mut window);
    window.will_choose(std::slice::from_ref(&path));
    window
        .harness
        .key_press_modifiers(Modifiers::COMMAND, Key::S);
    assert!(!closes(&mut window));
    assert!(path.is_file());
    asks_about_the_first(&mut window);
}

#[test]
fn a_tab_given_up_for_quitting_is_asked_about_again_once_no_file_was_chosen() {
    let mut window = Window::preset("happy_model");
    quit_giving_up_the_first(&mut window);
    asks_about_the_first(&mut window);
}

#[test]
fn whoever_leaves_the_list_of_files_on_quitting_has_agreed_to_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("later.netsmith");
    let mut window = Window::without_file_dialogs(Settings::default());
    window.send(Command::LoadPreset("happy_model".to_owned()));
    quit_giving_up_the_first(&mut window);
    window.click("Cancel");
    window.keys(Modifiers::COMMAND, Key::S);
    window.type_into("File name", path.to_str().unwrap());
    window.harness.key_press(Key::Enter);
    assert!(!closes(&mut window));
    assert!(path.is_file());
    asks_about_the_first(&mut window);
}

#[test]
fn quitting_goes_on_after_the_list_of_files() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("now.netsmith");
    let mut window = Window::without_file_dialogs(Settings::default());
    window.send(Command::LoadPreset("happy_model".to_owned()));
    quit_giving_up_the_first(&mut window);
    window.type_into("File name", path.to_str().unwrap());
    window.harness.key_press(Key::Enter);
    assert!(closes(&mut window));
    assert!(path.is_file());
}

#[test]
fn a_project_dropped_onto_the_question_answers_it_with_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let path = save_preset("mlp", folder.path());
    let mut window = Window::preset("happy_model");
    change(&mut window);
    window.send(Command::LoadPreset("happy_model".to_owned()));
    change(&mut window);
    window.keys(Modifiers::COMMAND, Key::Q);
    window.click("Do not save");
    window.send(Command::OpenPath(path));
    assert!(!window.shows("Save the changes?"));
    asks_about_the_first(&mut window);
}

#[test]
fn what_is_changed_after_it_was_given_up_is_asked_about_again() {
    let folder = tempfile::tempdir().unwrap();
    let mut window = Window::preset("happy_model");
    change(&mut window);
    let first = window.state().document.id();
    let more = Selection::only(window.node("bn0"));
    window.send(Command::LoadPreset("happy_model".to_owned()));
    change(&mut window);
    window.keys(Modifiers::COMMAND, Key::Q);
    window.click("Do not save");
    window.will_choose(&[folder.path().join("now.netsmith")]);
    let app = window.harness.state_mut();
    app.send(Command::SaveAnd(Box::new(Command::Quit)));
    app.send(DeskCommand::Show(first));
    app.send(more);
    app.send(Command::Delete);
    assert!(!closes(&mut window));
    assert!(window.shows("Save the changes?"));
    assert_eq!(window.state().document.id(), first);
}

//! Leaving the window while networks are not saved: what is asked, and what calls it off.

use crate::support::Window;
use crate::tabs::{change, save_preset};
use egui::{Key, Modifiers, ViewportCommand};
use egui_kittest::kittest::Queryable;
use netsmith::app::command::{Command, EditCommand, FileCommand, Selection, TabCommand};
use netsmith::app::settings::Settings;
use netsmith::interrupt::Interrupt;
use netsmith::project::recovery;
use netsmith::text::say;
use netsmith::tr;

/// Ctrl+Q with two changed networks, of which only the second is ticked to be saved.
fn give_up_the_first(window: &mut Window) {
    change(window);
    window.send(FileCommand::LoadPreset("lenet5".to_owned()));
    window.select("conv1");
    window.send(EditCommand::Delete);
    window.keys(Modifiers::COMMAND, Key::Q);
    window.click(&tr!("save-title", title = "HappyModel"));
}

/// The same, and for the second a file is asked for.
fn quit_giving_up_the_first(window: &mut Window) {
    give_up_the_first(window);
    window.click(say("save-ticked"));
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
    assert!(!window.shows(say("save-the-changes")));
    window.send(TabCommand::CloseOthers);
    assert!(window.shows(say("save-the-changes")));
    assert_eq!(window.harness.state().workbench.tabs.place_of_front(), 0);
}

/// A window with two changed networks and one that is not, whose user asked to quit.
fn asked_about_two() -> Window {
    let mut window = Window::preset("happy_model");
    change(&mut window);
    window.send(FileCommand::LoadPreset("mlp".to_owned()));
    window.send(FileCommand::LoadPreset("lenet5".to_owned()));
    window.select("conv1");
    window.send(EditCommand::Delete);
    window.keys(Modifiers::COMMAND, Key::Q);
    assert!(window.shows(say("save-the-changes")));
    assert!(
        window.shows(&tr!("save-title", title = "HappyModel"))
            && window.shows(&tr!("save-title", title = "LeNet-5"))
    );
    assert!(!window.shows(&tr!("save-title", title = "MLP")));
    window
}

#[test]
fn quitting_asks_once_about_all_unsaved_documents() {
    let folder = tempfile::tempdir().unwrap();
    let (one, other) = (
        folder.path().join("a.netsmith"),
        folder.path().join("b.netsmith"),
    );
    let mut window = asked_about_two();
    window.will_choose(std::slice::from_ref(&one));
    window.will_choose(std::slice::from_ref(&other));
    window.harness.get_by_label(say("save-all")).click();
    assert!(closes(&mut window));
    assert!(one.is_file() && other.is_file());
}

#[test]
fn quitting_gives_up_all_unsaved_documents_at_once() {
    let mut window = asked_about_two();
    window.harness.get_by_label(say("do-not-save")).click();
    assert!(closes(&mut window));
}

#[test]
fn whoever_chooses_no_file_for_the_second_network_keeps_the_window() {
    let folder = tempfile::tempdir().unwrap();
    let one = folder.path().join("a.netsmith");
    let mut window = asked_about_two();
    window.will_choose(std::slice::from_ref(&one));
    window.harness.get_by_label(say("save-all")).click();
    assert!(!closes(&mut window));
    assert!(one.is_file());
    assert!(window.state().document.is_changed());
}

#[test]
fn closing_the_other_tabs_asks_once_too() {
    let mut window = asked_about_two();
    window.click(say("cancel"));
    window.send(FileCommand::New);
    window.send(TabCommand::CloseOthers);
    assert!(
        window.shows(&tr!("save-title", title = "HappyModel"))
            && window.shows(&tr!("save-title", title = "LeNet-5"))
    );
    window.click(say("do-not-save"));
    assert_eq!(crate::tabs::titles(&window), ["Untitled"]);
}

#[test]
fn whoever_goes_back_from_quitting_has_agreed_to_nothing() {
    let mut window = Window::preset("happy_model");
    give_up_the_first(&mut window);
    window.click(say("cancel"));
    assert!(window.every_network_is_changed());
    window.keys(Modifiers::COMMAND, Key::Q);
    assert!(window.shows(say("save-the-changes")));
    assert!(
        window.shows(&tr!("save-title", title = "HappyModel"))
            && window.shows(&tr!("save-title", title = "LeNet-5"))
    );
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
    window.send(FileCommand::LoadPreset("happy_model".to_owned()));
    quit_giving_up_the_first(&mut window);
    window.click(say("cancel"));
    window.keys(Modifiers::COMMAND, Key::S);
    window.type_into(say("file-name"), path.to_str().unwrap());
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
    window.send(FileCommand::LoadPreset("happy_model".to_owned()));
    quit_giving_up_the_first(&mut window);
    window.type_into(say("file-name"), path.to_str().unwrap());
    window.harness.key_press(Key::Enter);
    assert!(closes(&mut window));
    assert!(path.is_file());
}

#[test]
fn a_project_dropped_onto_the_question_answers_it_with_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let path = save_preset("mlp", folder.path());
    let mut window = Window::preset("happy_model");
    give_up_the_first(&mut window);
    window.send(FileCommand::OpenPath(path));
    assert!(!window.shows(say("save-the-changes")));
    window.send(TabCommand::CloseOthers);
    assert!(
        window.shows(&tr!("save-title", title = "HappyModel"))
            && window.shows(&tr!("save-title", title = "LeNet-5"))
    );
}

#[test]
fn what_is_changed_after_it_was_given_up_is_asked_about_again() {
    let folder = tempfile::tempdir().unwrap();
    let mut window = Window::preset("happy_model");
    let first = window.state().document.id();
    let more = Selection::only(window.node("bn0"));
    give_up_the_first(&mut window);
    let second = window.state().document.id();
    window.will_choose(&[folder.path().join("now.netsmith")]);
    let app = window.harness.state_mut();
    app.send(FileCommand::SaveEach {
        save: vec![second],
        discard: vec![first],
        next: Box::new(Command::File(FileCommand::Quit)),
    });
    app.send(TabCommand::Show(first));
    app.send(more);
    app.send(EditCommand::Delete);
    assert!(!closes(&mut window));
    assert!(window.shows(say("save-the-changes")));
    assert_eq!(window.state().document.id(), first);
}

#[test]
fn a_request_from_outside_closes_without_a_question_and_keeps_what_is_unsaved() {
    let folder = tempfile::tempdir().unwrap();
    let mut window = Window::keeping_work_in(folder.path());
    window.send(FileCommand::LoadPreset("happy_model".to_owned()));
    change(&mut window);
    let interrupt = Interrupt::default();
    window.harness.state_mut().heed(interrupt.clone());
    // Changed again a moment later, when keeping it is not due yet.
    window.select("fc");
    window.send(EditCommand::Delete);
    let changed = window.state().document.graph().clone();
    interrupt.ask();
    assert!(closes(&mut window));
    assert!(!window.shows(say("save-the-changes")));
    drop(window);
    let found = recovery::find(folder.path());
    assert_eq!(found.lost.len(), 1);
    assert_eq!(found.lost[0].project.graph, changed);
}

//! What gives an overview: history, the small map, shortcuts of one's own.

use crate::support::Window;
use egui::{Key, Modifiers};
use egui_kittest::kittest::Queryable;
use netsmith::app::command::{CanvasCommand, EditCommand, Overlay, ViewCommand, WindowCommand};
use netsmith::app::docking::Panel;
use netsmith::app::settings::Settings;
use netsmith::text::say;
use netsmith::tr;

const MAP: &str = "Overview of the network";

#[test]
fn a_click_in_the_history_goes_back_to_that_version_and_forward_again() {
    let mut window = Window::preset("happy_model");
    let first = window.state().document.graph().clone();
    for name in ["conv0", "bn0"] {
        window.select(name);
        window.send(EditCommand::Delete);
    }
    let last = window.state().document.graph().clone();
    window.click(say("side-history"));
    assert!(window.in_front(Panel::History));
    window.click(&tr!("history-version", version = "1", label = "open"));
    assert_eq!(*window.state().document.graph(), first);
    window.click(&tr!("history-version", version = "3", label = "delete bn0"));
    assert_eq!(*window.state().document.graph(), last);
    window.send(EditCommand::Undo);
    assert!(window.names().contains(&"bn0".to_owned()));
}

#[test]
fn a_history_without_edits_says_so() {
    let mut window = Window::preset("happy_model");
    window.show(Panel::History);
    assert!(window.shows(say("nothing-changed-yet")));
}

#[test]
fn the_map_shows_only_while_something_is_out_of_view() {
    let mut window = Window::preset("resnet50");
    assert!(!window.shows(MAP));
    window.send(CanvasCommand::ZoomToFull);
    assert!(window.shows(MAP));
    window.send(CanvasCommand::Fit);
    assert!(!window.shows(MAP));
}

#[test]
fn the_map_can_be_hidden_and_brought_back() {
    let mut window = Window::preset("resnet50");
    window.send(CanvasCommand::ZoomToFull);
    window.click(say("hide-overview-map"));
    assert!(!window.shows(MAP));
    window.click(say("show-overview-map"));
    assert!(window.shows(MAP));
    window.menu(say("menu-view"), say("overview-map"));
    assert!(!window.shows(MAP));
}

#[test]
fn a_command_gets_other_keys_and_keeps_them_in_the_settings() {
    let mut window = Window::preset("resnet50");
    window.keys(Modifiers::NONE, Key::F1);
    window.type_into(say("search-commands"), "fit");
    window.click(&tr!("keys-of", command = "Fit", keys = "F"));
    window.keys(Modifiers::COMMAND, Key::U);
    assert!(window.shows(&tr!("keys-of", command = "Fit", keys = "Ctrl+U")));
    window.click(say("close"));
    window.send(CanvasCommand::ZoomToFull);
    window.keys(Modifiers::NONE, Key::F);
    assert!(window.shows(MAP));
    window.keys(Modifiers::COMMAND, Key::U);
    assert!(!window.shows(MAP));

    let settings = window.harness.state().settings();
    assert_ne!(settings.keymap, Settings::default().keymap);
    let mut again = Window::with_settings(settings);
    again.send(WindowCommand::Show(Overlay::Shortcuts));
    again.type_into(say("search-commands"), "fit");
    assert!(again.shows(&tr!("keys-of", command = "Fit", keys = "Ctrl+U")));
    again.click(say("reset-all-keys"));
    assert!(again.shows(&tr!("keys-of", command = "Fit", keys = "F")));
}

#[test]
fn keys_that_run_something_already_are_only_given_after_a_question() {
    let mut window = Window::empty();
    window.send(WindowCommand::Show(Overlay::Shortcuts));
    window.type_into(say("search-commands"), "arrange");
    window.click(&tr!("keys-of", command = "Arrange", keys = "Ctrl+L"));
    window.keys(Modifiers::COMMAND, Key::S);
    assert!(window.shows(&tr!(
        "keys-already-run",
        pressed = "Ctrl+S",
        command = "Save"
    )));
    assert!(window.shows(&tr!("keys-of", command = "Arrange", keys = "Ctrl+L")));
    window.click(say("use-it-here"));
    assert!(window.shows(&tr!("keys-of", command = "Arrange", keys = "Ctrl+S")));
    window.type_into(say("search-commands"), "save");
    assert!(window.shows(&tr!("keys-of-none", command = "Save")));
}

#[test]
fn escape_leaves_keys_as_they_were_and_the_dialog_open() {
    let mut window = Window::empty();
    window.send(WindowCommand::Show(Overlay::Shortcuts));
    window.type_into(say("search-commands"), "arrange");
    window.click(&tr!("keys-of", command = "Arrange", keys = "Ctrl+L"));
    window.keys(Modifiers::NONE, Key::Escape);
    assert!(window.shows(&tr!("keys-of", command = "Arrange", keys = "Ctrl+L")));
    window.click(&tr!("keys-of", command = "Arrange", keys = "Ctrl+L"));
    window.keys(Modifiers::NONE, Key::Space);
    assert!(window.shows_part("These keys move over the canvas"));
    window.click(say("leave-as-it-was"));
    window.click(&tr!("keys-of", command = "Arrange", keys = "Ctrl+L"));
    window.keys(Modifiers::NONE, Key::Backspace);
    assert!(window.shows(&tr!("keys-of-none", command = "Arrange")));
    window.keys(Modifiers::NONE, Key::Escape);
    assert_eq!(window.state().window.overlay, None);
}

#[test]
fn changed_keys_show_in_menus_too() {
    let mut window = Window::preset("happy_model");
    let keys = egui::KeyboardShortcut::new(Modifiers::ALT, Key::G);
    window.send(WindowCommand::SetKeys(
        Box::new(CanvasCommand::Fit.into()),
        Some(keys),
    ));
    window.click(say("menu-view"));
    assert!(
        window
            .harness
            .query_all_by_label_contains("Alt+G")
            .next()
            .is_some()
    );
}

#[test]
fn the_table_shows_receptive_fields() {
    let mut window = Window::preset("happy_model");
    // The canvas and the table share the width; without the sides there is room for every column.
    window.send(ViewCommand::TogglePalette);
    window.send(ViewCommand::ToggleInspector);
    assert!(window.shows(&tr!("sort-by", column = say("receptive-field"))));
    window.select("conv0");
    window.send(ViewCommand::ToggleInspector);
    assert!(window.shows_part("7 × 7"));
}

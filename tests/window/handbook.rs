//! The handbook in the window: opened, read from page to page, found by its headings, in the language of the window.

use crate::support::Window;
use egui::{Key, Modifiers};
use netsmith::app::command::{
    HandbookCommand, LanguageChoice, LessonCommand, Overlay, PanelCommand, ViewCommand,
    WindowCommand,
};
use netsmith::app::docking::{Panel, Workspace};
use netsmith::files::write_atomically;
use netsmith::handbook::{CONTENTS, Page, page, pages, picture};
use netsmith::markdown::Block;
use netsmith::text::{Language, Spoken, say};
use netsmith::tr;

fn front(window: &Window) -> &'static str {
    window.state().window.handbook.front()
}

#[test]
fn help_opens_the_handbook_beside_the_canvas() {
    let mut window = Window::preset("happy_model");
    assert!(!window.in_front(Panel::Handbook));
    window.menu(say("menu-help"), say("handbook-open"));
    assert!(window.in_front(Panel::Handbook) && window.in_front(Panel::Canvas));
    assert_eq!(front(&window), CONTENTS);

    window.send(PanelCommand::ShowWorkspace(Workspace::Train));
    assert!(!window.in_front(Panel::Handbook));
    window.keys(Modifiers::SHIFT, Key::F1);
    assert!(window.in_front(Panel::Handbook) && window.in_front(Panel::Curves));
}

#[test]
fn a_link_leads_to_its_page_and_back() {
    let mut window = Window::preset("happy_model");
    window.send(HandbookCommand::Open);
    window.click(page("training").unwrap().title());
    assert_eq!(front(&window), "training");
    assert!(window.shows_part(page("training").unwrap().headings()[0]));
    window.click(say("handbook-back"));
    assert_eq!(front(&window), CONTENTS);
}

#[test]
fn every_page_can_be_shown_with_its_pictures_in_every_language() {
    let mut window = Window::preset("happy_model");
    for choice in [LanguageChoice::English, LanguageChoice::Chinese] {
        window.send(ViewCommand::SetLanguage(choice));
        for page in pages() {
            window.send(HandbookCommand::Show(page.id));
            assert!(window.shows(page.title()), "{}", page.id);
        }
    }
    for language in Language::ALL {
        let _spoken = Spoken::here(language);
        for block in pages().iter().flat_map(Page::blocks) {
            if let Block::Picture(words, file) = block {
                assert!(!words.is_empty(), "{file}");
                assert!(picture(file).is_some(), "{file}");
            }
        }
    }
}

#[test]
fn the_handbook_speaks_the_language_of_the_window_at_once() {
    let mut window = Window::preset("happy_model");
    window.send(HandbookCommand::Show("training"));
    let english = page("training").unwrap().title();
    assert!(window.shows(english));
    window.send(ViewCommand::SetLanguage(LanguageChoice::Chinese));
    assert!(window.shows(page("training").unwrap().title()));
    assert!(!window.shows(english));
}

#[test]
fn the_command_palette_finds_a_page_by_its_headings() {
    let mut window = Window::preset("happy_model");
    window.send(WindowCommand::Show(Overlay::CommandPalette));
    window.type_into(say("search-commands"), "augmentation");
    let title = page("data").unwrap().title();
    window.click(&tr!("handbook-page", page = title));
    assert_eq!(front(&window), "data");
    assert!(window.in_front(Panel::Handbook));
}

#[test]
fn a_lesson_can_lead_into_the_handbook() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("own.md");
    let text = "---\nlesson: 1\ntitle: T\n---\n\n## S\n\nRead [about training](training.md) and [nothing](none.md).\n";
    write_atomically(&path, text.as_bytes()).unwrap();
    let mut window = Window::preset("happy_model");
    window.send(LessonCommand::OpenPath(path));
    window.click("about training");
    assert_eq!(front(&window), "training");
    assert!(window.in_front(Panel::Handbook));
    assert!(window.shows_part("nothing"));
}

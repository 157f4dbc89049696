//! The window in another language.

use crate::support::Window;
use netsmith::app::command::{LanguageChoice, ViewCommand};
use netsmith::text::{Language, say, spoken};

#[test]
fn the_language_changes_from_the_menu_at_once_and_back() {
    let mut window = Window::preset("happy_model");
    assert!(window.shows("File"));
    window.menu_in_menu("View", "Language", "中文");
    assert_eq!(spoken(), Language::Chinese);
    assert!(window.shows("文件"));
    assert!(!window.shows("File"));
    let kept = window.harness.state().settings().view.language;
    assert_eq!(kept, LanguageChoice::Chinese);
    window.menu_in_menu("视图", "语言", "English");
    assert!(window.shows("File"));
    assert!(!window.shows("文件"));
}

#[test]
fn what_is_there_already_is_told_in_the_new_language() {
    let mut window = Window::empty();
    assert!(window.shows("Begin with a network"));
    window.send(ViewCommand::SetLanguage(LanguageChoice::Chinese));
    assert!(!window.shows("Begin with a network"));
    assert!(window.shows(say("begin-with-network")));
}

//! The window in another language.

use crate::support::Window;
use egui::{Key, Modifiers};
use egui_kittest::kittest::{NodeT, Queryable};
use netsmith::app::command::{
    BlockCommand, CanvasCommand, CompareCommand, EditCommand, FindCommand, LanguageChoice, Offers,
    Overlay, Panel, ViewCommand, WindowCommand,
};
use netsmith::layer::{SettingKind, catalog};
use netsmith::text::{Language, say, spoken};
use std::collections::BTreeSet;

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

/// What is called the same in every language: layers, their kinds and settings as in Keras, keys, formats, programs.
fn names(window: &Window) -> BTreeSet<String> {
    let settings = catalog().iter().flat_map(|entry| entry.settings.iter());
    let choices = settings.clone().filter_map(|setting| match setting.kind {
        SettingKind::Choice(words) => Some(words.to_vec()),
        SettingKind::Call(forms) => Some(forms.iter().map(|form| form.word).collect()),
        _ => None,
    });
    let keys = Key::ALL.iter().map(|key| key.name());
    let fixed = "Ctrl Alt Shift Enter Netsmith HappyModel ResNet50 Keras SVG PNG CSV English Insert Tab Epsilon Inter \
                 JetBrains Mono Noto Sans SC SIL Open Font License UCI Machine Learning Repository CC BY MIT OR Apache \
                 model summary MNIST CIFAR MLP LeNet MiB KiB GiB float32 nn kind in name problem bypassed filters kernel \
                 params relu stage4 conv dense true CPU parameters multiply adds activation memory training time";
    let mut known: BTreeSet<String> = fixed.split_whitespace().map(str::to_owned).collect();
    known.extend(catalog().iter().map(|entry| entry.name.to_owned()));
    known.extend(settings.map(|setting| setting.key.to_owned()));
    known.extend(choices.flatten().map(str::to_owned));
    known.extend(keys.map(str::to_owned));
    let layers = window.state().document.inference().layers.iter();
    known.extend(layers.map(|layer| layer.name.to_string()));
    known.extend(window.names());
    let blocks = netsmith::graph::library::blocks();
    known.extend(blocks.keys().cloned());
    let presets = netsmith::project::presets().iter();
    known.insert("conv_block".to_owned());
    known.extend(presets.flat_map(|preset| words(&preset.project.name)));
    known
}

fn words(text: &str) -> Vec<String> {
    let is_between = |letter: char| !(letter.is_ascii_alphanumeric() || letter == '_');
    text.split(is_between).map(str::to_owned).collect()
}

/// Everything that the window says with English words in it that are no names.
fn english_left(window: &Window) -> Vec<String> {
    let known = names(window);
    let is_english = |word: &String| {
        let letters = word.chars().filter(char::is_ascii_alphabetic).count();
        letters > 1 && !known.contains(word)
    };
    let nodes = window.harness.query_all_by(|_| true);
    let told = nodes.flat_map(|node| {
        let node = node.accesskit_node();
        [node.label(), node.value()].into_iter().flatten()
    });
    let left = told.filter(|text| words(text).iter().any(is_english));
    left.collect()
}

/// Checks what the window shows now; `place` says in a failure where that was.
fn speaks_chinese(window: &Window, place: &str, left: &mut Vec<String>) {
    let found = english_left(window).into_iter();
    left.extend(found.map(|text| format!("{place}: {text}")));
}

/// Opens the menu of this name; other things may be called the same.
fn open_menu(window: &mut Window, name: &str) {
    let mut menus = window.harness.query_all_by(|node| {
        node.role() == egui::Role::MenuItem && node.label().as_deref() == Some(name)
    });
    menus.next().unwrap().click();
    drop(menus);
    window.settle();
}

fn chinese(preset: &str) -> Window {
    let mut window = Window::preset(preset);
    window.menu_in_menu("View", "Language", "中文");
    window
}

#[test]
fn no_english_sentence_is_left_in_the_menus() {
    let mut window = chinese("happy_model");
    let mut left = Vec::new();
    speaks_chinese(&window, "the window", &mut left);
    for id in [
        "menu-file",
        "menu-edit",
        "menu-view",
        "menu-network",
        "menu-block",
        "menu-run",
        "menu-help",
    ] {
        open_menu(&mut window, say(id));
        speaks_chinese(&window, id, &mut left);
        window.keys(Modifiers::NONE, Key::Escape);
    }
    for (menu, inner) in [
        ("menu-view", "menu-heat"),
        ("menu-view", "menu-panels"),
        ("menu-view", "menu-workspace"),
        ("menu-view", "menu-theme"),
        ("menu-network", "menu-align"),
        ("menu-network", "menu-compare"),
    ] {
        open_menu(&mut window, say(menu));
        window.click_starting_with(say(inner));
        speaks_chinese(&window, inner, &mut left);
        window.keys(Modifiers::NONE, Key::Escape);
        window.keys(Modifiers::NONE, Key::Escape);
    }
    let named = window.harness.query_all_by(|node| {
        node.label()
            .is_some_and(|label| label.starts_with("conv0，"))
    });
    named.last().unwrap().click_secondary();
    window.settle();
    speaks_chinese(&window, "the menu of a layer", &mut left);
    assert!(left.is_empty(), "{}", left.join("\n"));
}

#[test]
fn no_english_sentence_is_left_in_the_panels_of_the_build_workspace() {
    let mut window = chinese("resnet50");
    let mut left = Vec::new();
    for panel in [
        Panel::Outline,
        Panel::Palette,
        Panel::Problems,
        Panel::Compare,
    ] {
        window.show(panel);
        speaks_chinese(&window, panel.label(), &mut left);
    }
    window.select("conv1");
    speaks_chinese(&window, "a layer", &mut left);
    window.set_filters("conv1", 48);
    window.show(Panel::History);
    speaks_chinese(&window, "the history", &mut left);
    window.send(CompareCommand::WithSaved);
    speaks_chinese(&window, "a comparison", &mut left);
    window.send(EditCommand::PasteText("nothing".to_owned()));
    speaks_chinese(&window, "a notice", &mut left);
    window.send(FindCommand::LookFor("conv".to_owned()));
    window.send(FindCommand::OpenReplace);
    speaks_chinese(&window, "the bar that finds", &mut left);
    window.send(FindCommand::Close);
    window.send(CanvasCommand::AddComment);
    window.keys(Modifiers::NONE, Key::Escape);
    speaks_chinese(&window, "a comment", &mut left);
    assert!(left.is_empty(), "{}", left.join("\n"));
}

#[test]
fn no_english_sentence_is_left_in_the_dialogs() {
    let mut window = chinese("happy_model");
    let mut left = Vec::new();
    window.select("conv0");
    for command in [BlockCommand::Make, BlockCommand::Repeat] {
        let place = format!("{command:?}");
        window.send(command);
        speaks_chinese(&window, &place, &mut left);
        window.send(WindowCommand::CloseOverlay);
    }
    for overlay in [
        Overlay::CommandPalette,
        Overlay::Gallery,
        Overlay::Shortcuts,
        Overlay::About,
        Overlay::Summary,
        Overlay::AddAfter,
        Overlay::ConnectTo,
        Overlay::Disconnect,
    ] {
        let place = format!("{overlay:?}");
        window.send(WindowCommand::Show(overlay));
        speaks_chinese(&window, &place, &mut left);
        window.send(WindowCommand::CloseOverlay);
    }
    assert!(left.is_empty(), "{}", left.join("\n"));
}

#[test]
fn the_history_and_a_notice_change_their_language_with_the_window() {
    let mut window = Window::preset("happy_model");
    window.set_filters("conv0", 48);
    window.send(EditCommand::PasteText("nothing".to_owned()));
    window.show(Panel::History);
    assert!(window.shows("Version 2: set filters of conv0"));
    let notice = "The clipboard holds no layers; copy some on the canvas first";
    assert!(window.shows(notice));
    window.send(ViewCommand::SetLanguage(LanguageChoice::Chinese));
    assert!(window.shows("版本 2：设置 conv0 的 filters"));
    assert!(!window.shows(notice));
    assert!(window.shows(say("clipboard-without-layers")));
    let undo = &EditCommand::Undo.into();
    let label = window.harness.state().workbench.label(undo);
    assert!(label.contains("设置 conv0 的 filters"), "{label}");
}

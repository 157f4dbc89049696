//! Panels, tabs, themes, the command palette, the list of shortcuts.

use crate::support::Window;
use egui::{Key, Modifiers};
use netsmith::app::command::{Command, TextSize, ThemeChoice, ViewCommand, WindowCommand};
use netsmith::app::docking::Panel;
use netsmith::text::say;
use netsmith::tr;

#[test]
fn panels_are_hidden_and_shown_from_the_view_menu() {
    let mut window = Window::preset("happy_model");
    assert!(window.shows(&tr!("palette-add", name = "Conv2D")));
    window.menu(say("menu-view"), say("palette"));
    assert!(!window.shows(&tr!("palette-add", name = "Conv2D")));
    window.keys(Modifiers::COMMAND, Key::Num1);
    assert!(window.shows(&tr!("palette-add", name = "Conv2D")));
}

#[test]
fn tabs_come_to_the_front_with_a_click() {
    let mut window = Window::preset("happy_model");
    for panel in [
        Panel::Problems,
        Panel::Compare,
        Panel::Layers,
        Panel::Outline,
    ] {
        window.click(panel.label());
        assert!(window.in_front(panel));
    }
}

#[test]
fn the_theme_changes_at_once() {
    let mut window = Window::empty();
    window.send(ViewCommand::SetTheme(ThemeChoice::Light));
    assert_eq!(window.harness.ctx.theme(), egui::Theme::Light);
    window.send(ViewCommand::SetTheme(ThemeChoice::Dark));
    assert_eq!(window.harness.ctx.theme(), egui::Theme::Dark);
}

#[test]
fn text_grows_and_shrinks_in_steps_between_80_and_200_per_cent() {
    let mut window = Window::preset("happy_model");
    for (key, size) in [
        (Key::Plus, TextSize::Percent200),
        (Key::Minus, TextSize::Percent80),
    ] {
        for _ in TextSize::ALL {
            window.keys(Modifiers::ALT, key);
        }
        assert_eq!(window.state().window.view.text_size, size);
        assert_eq!(window.harness.ctx.zoom_factor(), size.factor());
        // The window comes back as large as it is on the desktop, whatever the size of its text.
        let points = window.harness.ctx.content_rect().size();
        let place = window.state().window.place.size().unwrap();
        assert_eq!(place, (points * size.factor()).round());
    }
    window.send(ViewCommand::SetTextSize(TextSize::Percent125));
    let settings = window.harness.state().settings();
    assert_eq!(settings.view.text_size, TextSize::Percent125);
}

#[test]
fn the_command_palette_finds_a_command_and_enter_runs_it() {
    let mut window = Window::preset("happy_model");
    window.keys(Modifiers::COMMAND, Key::K);
    window
        .harness
        .event(egui::Event::Text("light th".to_owned()));
    window.settle();
    window.keys(Modifiers::NONE, Key::Enter);
    assert_eq!(window.state().window.view.theme, ThemeChoice::Light);
    assert_eq!(window.state().window.overlay, None);
}

#[test]
fn the_command_palette_says_why_a_command_cannot_run() {
    let mut window = Window::preset("happy_model");
    window.click(say("command-palette-plain"));
    window.harness.event(egui::Event::Text("undo".to_owned()));
    window.settle();
    window.keys(Modifiers::NONE, Key::Enter);
    assert!(window.state().window.overlay.is_some());
    window.keys(Modifiers::NONE, Key::Escape);
    assert_eq!(window.state().window.overlay, None);
}

#[test]
fn every_shortcut_is_listed() {
    let mut window = Window::empty();
    window.keys(Modifiers::NONE, Key::F1);
    assert!(window.shows(say("keyboard-shortcuts")));
    for command in Command::listed() {
        let info = command.info();
        assert!(
            info.shortcut.is_none() || window.shows(&info.label),
            "{}",
            info.label
        );
    }
    window.click(say("close"));
    assert_eq!(window.state().window.overlay, None);
}

#[test]
fn about_names_the_licenses() {
    let mut window = Window::empty();
    window.menu(say("menu-help"), say("about"));
    assert!(window.shows_part("SIL Open Font License"));
}

#[test]
fn every_dialog_and_tab_can_be_shown_in_a_small_light_window() {
    let mut window = Window::preset("resnet50");
    window.harness.set_size(egui::vec2(1024.0, 640.0));
    window.send(ViewCommand::SetTheme(ThemeChoice::Light));
    for panel in Panel::ALL {
        window.show(panel);
    }
    for overlay in netsmith::app::command::Overlay::LISTED {
        window.send(WindowCommand::Show(overlay));
        window.send(WindowCommand::CloseOverlay);
    }
}

#[test]
fn the_escape_that_closes_a_menu_keeps_the_selection() {
    let mut window = Window::preset("happy_model");
    window.select("conv0");
    window.click(say("menu-view"));
    window.keys(Modifiers::NONE, Key::Escape);
    assert_eq!(window.state().document.selection.len(), 1);
    window.keys(Modifiers::NONE, Key::Escape);
    assert_eq!(window.state().document.selection.len(), 0);
}

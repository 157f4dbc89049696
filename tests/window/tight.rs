//! Small windows, and hands that keep to the keyboard: nothing is cut off, hidden or in the way.

use crate::support::{Window, is_line};
use crate::training::window_for;
use egui::accesskit::Role;
use egui::{Key, Modifiers, Rect, Vec2, vec2};
use egui_kittest::kittest::Queryable;
use netsmith::app::command::{
    DataCommand, EditCommand, FileCommand, FindCommand, LanguageChoice, Overlay, TrainCommand,
    ViewCommand, WindowCommand,
};
use netsmith::app::docking::Panel;
use netsmith::app::settings::Settings;
use netsmith::text::say;
use netsmith::tr;

const SMALL: Vec2 = vec2(1024.0, 640.0);
/// A screen of 1440 × 900 pixels at scale 2.
const SMALLEST: Vec2 = vec2(720.0, 450.0);

fn resize(window: &mut Window, size: Vec2) {
    window.harness.set_size(size);
    window.settle();
}

fn rect(window: &Window, name: &str) -> Rect {
    window.harness.get_by_label(name).rect()
}

/// Lets the window's clock go on.
fn wait(window: &mut Window, seconds: f64) {
    let now = window.harness.ctx.input(|input| input.time);
    window.harness.input_mut().time = Some(now + seconds);
    window.harness.step();
    window.harness.input_mut().time = None;
    window.settle();
}

#[test]
fn every_line_of_every_menu_can_be_reached_in_the_smallest_window() {
    let mut window = Window::preset("happy_model");
    resize(&mut window, SMALLEST);
    for (menu, last) in [
        ("menu-file", "quit"),
        ("menu-edit", "edit-settings"),
        ("menu-view", "menu-language"),
        ("menu-run", "plain-beside-residual"),
    ] {
        window.click(say(menu));
        let line = window.harness.get_by_label_contains(say(last));
        line.scroll_to_me();
        window.settle();
        let line = rect_of_part(&window, say(last));
        assert!(
            line.top() > 0.0 && line.bottom() < SMALLEST.y,
            "{menu} {line}"
        );
        window.click(say(menu));
    }
}

fn rect_of_part(window: &Window, name: &str) -> Rect {
    window.harness.get_by_label_contains(name).rect()
}

#[test]
fn every_preset_can_be_chosen_in_the_smallest_window() {
    let mut window = Window::preset("happy_model");
    resize(&mut window, SMALLEST);
    window.send(FileCommand::NewFromPreset);
    for name in [
        "New from HappyModel",
        "New from ResNet50",
        "New from ResNet18",
    ] {
        let (card, screen) = (
            rect(&window, name),
            Rect::from_min_size(egui::Pos2::ZERO, SMALLEST),
        );
        assert!(screen.x_range().contains(card.left()), "{name} {card}");
        assert!(screen.x_range().contains(card.right()), "{name} {card}");
    }
    window.click(&tr!("new-from", name = "ResNet18"));
    assert_eq!(window.state().document.name(), "ResNet18");
}

#[test]
fn an_empty_canvas_offers_more_than_one_preset_in_a_small_window() {
    let mut window = Window::empty();
    resize(&mut window, SMALL);
    let (first, second) = (
        rect(&window, &tr!("new-from", name = "HappyModel")),
        rect(&window, &tr!("new-from", name = "ResNet50")),
    );
    assert_eq!(first.top(), second.top());
    let words = window
        .harness
        .get_by_label_contains("drag layers here from the palette");
    assert!(
        words.rect().right() <= second.right() + 1.0,
        "{}",
        words.rect()
    );
    resize(&mut window, SMALLEST);
    let card = rect(&window, &tr!("new-from", name = "HappyModel"));
    assert!(card.height() < 110.0, "{card}");
}

#[test]
fn a_tooltip_does_not_stay_over_the_dialog_that_covers_its_control() {
    let mut window = Window::preset("happy_model");
    let words = "What differs from a version";
    let at = rect(&window, say("tab-compare")).center();
    window.harness.event(egui::Event::PointerMoved(at));
    window.harness.step();
    for _ in 0..4 {
        wait(&mut window, 0.5);
    }
    assert!(window.shows_part(words), "the tooltip shows");
    window.send(FileCommand::NewFromPreset);
    for _ in 0..4 {
        wait(&mut window, 0.5);
    }
    assert!(!window.shows_part(words), "the dialog covers it");
    window.send(WindowCommand::CloseOverlay);
    window
        .harness
        .event(egui::Event::PointerMoved(at + vec2(1.0, 0.0)));
    for _ in 0..4 {
        wait(&mut window, 0.5);
    }
    assert!(window.shows_part(words), "and it comes back");
}

#[test]
fn choosing_from_a_list_with_the_keyboard_closes_it_and_frees_the_keys() {
    let mut window = Window::preset("happy_model");
    window.select("fc");
    window
        .harness
        .get_by_label(say("setting-activation"))
        .focus();
    window.settle();
    window.keys(Modifiers::NONE, Key::Space);
    assert!(window.shows("leaky_relu"), "the list is open");
    window.harness.get_by_label("tanh").focus();
    window.settle();
    window.keys(Modifiers::NONE, Key::Enter);
    assert!(!window.shows("leaky_relu"), "the list is closed");
    window.keys(Modifiers::COMMAND, Key::K);
    assert_eq!(window.state().window.overlay, Some(Overlay::CommandPalette));
}

#[test]
fn choosing_from_a_menu_with_the_keyboard_closes_it() {
    let mut window = Window::preset("happy_model");
    window.click(say("menu-view"));
    let line = window.harness.get_by(|node| {
        is_line(node.role())
            && node
                .label()
                .is_some_and(|label| label.starts_with("Overview map"))
    });
    line.focus();
    window.settle();
    let before = window.state().window.view.minimap_open;
    window.keys(Modifiers::NONE, Key::Enter);
    assert_ne!(window.state().window.view.minimap_open, before);
    assert!(!window.shows_part("Wheel zooms"), "the menu is closed");
}

#[test]
fn tabs_out_of_sight_are_reached_by_a_list_of_all() {
    let mut window = Window::preset("happy_model");
    let presets = [
        "mlp", "lenet5", "resnet18", "plain50", "resnet50", "mlp", "lenet5",
    ];
    for preset in presets {
        window.send(FileCommand::LoadPreset(preset.to_owned()));
    }
    assert!(
        !window.shows(say("all-tabs")),
        "there is room for all of them"
    );
    resize(&mut window, SMALL);
    let (front, list) = (
        rect(&window, say("new-tab")),
        rect(&window, say("all-tabs")),
    );
    assert!(list.right() <= front.left() + 1.0);
    click_in_list(&mut window, "MLP (2)");
    assert_eq!(window.state().document.name(), "MLP");
    click_in_list(&mut window, "HappyModel");
    assert_eq!(window.state().document.name(), "HappyModel");
    let tab = window
        .harness
        .get_by_role_and_label(Role::Tab, "HappyModel")
        .rect();
    let strip = tab.left() >= 200.0 && tab.right() <= list.left() + 1.0;
    assert!(strip, "{tab} {list}");
}

#[test]
fn a_message_does_not_cover_a_list_that_is_open() {
    let mut window = Window::preset("happy_model");
    for preset in ["mlp", "lenet5", "resnet18", "plain50", "mlp", "lenet5"] {
        window.send(FileCommand::LoadPreset(preset.to_owned()));
    }
    resize(&mut window, SMALL);
    window.send(WindowCommand::Complain("This cannot be".into()));
    let message = window.harness.get_by_label("This cannot be").rect();
    window.click(say("all-tabs"));
    let line = window
        .harness
        .get_by(|node| node.role() != Role::Tab && node.label().as_deref() == Some("LeNet-5 (2)"));
    let at = line.rect().center();
    let layer = |at| window.harness.ctx.layer_id_at(at).unwrap().order;
    assert_eq!(layer(at), egui::Order::Foreground, "{at} {message}");
    assert!(layer(message.center()) < egui::Order::Foreground);
}

#[test]
fn what_was_told_before_a_dialog_does_not_cover_its_buttons() {
    let mut window = Window::preset("happy_model");
    resize(&mut window, SMALLEST);
    window.send(WindowCommand::Complain("This cannot be".into()));
    wait(&mut window, 3.0);
    window.send(FileCommand::NewFromPreset);
    let order = |window: &Window, name: &str| {
        let at = rect(window, name).center();
        window.harness.ctx.layer_id_at(at).unwrap().order
    };
    assert_eq!(order(&window, "Cancel"), egui::Order::Foreground);
    window.send(WindowCommand::Complain("Nor can this".into()));
    assert_eq!(order(&window, "Nor can this"), egui::Order::Tooltip);
}

/// Opens the list of all tabs and clicks a line of it, which closes the list.
fn click_in_list(window: &mut Window, name: &str) {
    window.click(say("all-tabs"));
    let line = |node: &egui_kittest::kittest::AccessKitNode<'_>| {
        node.role() != Role::Tab && node.label().as_deref() == Some(name)
    };
    window.harness.get_by(line).click();
    window.settle();
    assert!(
        window.harness.query_all_by(line).next().is_none(),
        "the list is closed"
    );
}

#[test]
fn a_message_stays_over_the_canvas_in_every_window() {
    let words = "input_layer takes (3, 64, 64), which reads as pictures of 3×64 with 64 channels; channels come last";
    for size in [vec2(1440.0, 900.0), SMALL, SMALLEST] {
        let mut window = Window::preset("happy_model");
        resize(&mut window, size);
        window.send(WindowCommand::Complain(words.into()));
        let (cross, inspector) = (
            rect(&window, say("dismiss-this-message")),
            rect(&window, say("name")),
        );
        assert!(
            cross.right() < inspector.left() - 8.0,
            "{size}: {cross} {inspector}"
        );
    }
}

#[test]
fn why_it_cannot_be_trained_is_no_news_once_it_is_mended() {
    let home = tempfile::tempdir().unwrap();
    let mut window = window_for("happy_model", home.path());
    window.show(Panel::Data);
    window.click(&tr!("use-data", data = say("builtin-signs")));
    window.send(TrainCommand::Train);
    let words = "fc gives 1 number but the data has 6 classes; set units to 6";
    let says = |window: &Window| {
        window
            .state()
            .window
            .notices
            .iter()
            .any(|notice| notice.text == words)
    };
    assert!(says(&window));
    wait(&mut window, 600.0);
    assert!(says(&window), "nothing was done about it");
    window.send(EditCommand::Undo);
    wait(&mut window, 6.0);
    assert!(!says(&window), "the data is another one now");
}

#[test]
fn a_typed_name_replaces_the_proposed_one_and_keeps_its_ending() {
    let mut window = Window::without_file_dialogs(Settings::default());
    window.send(FileCommand::LoadPreset("mlp".to_owned()));
    window.keys(Modifiers::COMMAND, Key::S);
    window.harness.event(egui::Event::Text("smile".to_owned()));
    window.settle();
    assert!(window.shows("smile.netsmith"));
}

#[test]
fn a_folder_is_chosen_with_the_keyboard_alone() {
    let folder = tempfile::tempdir().unwrap();
    let mut window = Window::without_file_dialogs(Settings::default());
    window.send(FileCommand::LoadPreset("happy_model".to_owned()));
    window.send(DataCommand::OpenFolder);
    window
        .harness
        .event(egui::Event::Text(folder.path().display().to_string()));
    window.settle();
    window.keys(Modifiers::NONE, Key::Enter);
    assert!(
        window.state().window.overlay.is_some(),
        "the folder is shown first"
    );
    window.keys(Modifiers::NONE, Key::Enter);
    assert_eq!(window.state().window.overlay, None, "and taken then");
}

#[test]
fn a_setting_that_the_keyboard_is_sent_to_is_in_sight() {
    let mut window = Window::empty();
    resize(&mut window, SMALL);
    for name in ["Add Input", "Add ZeroPadding2D"] {
        window.harness.get_by_label(name).scroll_to_me();
        window.settle();
        window.click(name);
    }
    window.keys(Modifiers::NONE, Key::F4);
    let (padding, layers) = (
        rect(&window, say("setting-padding")),
        rect(&window, say("layers")),
    );
    assert!(padding.bottom() <= layers.top(), "{padding} {layers}");
    let name = rect(&window, say("name"));
    assert!(
        name.top() < padding.top(),
        "nothing stands between name and settings"
    );
    assert!(padding.top() - name.bottom() < 30.0, "{name} {padding}");
}

#[test]
fn the_bar_that_finds_shows_every_button_between_both_side_panels() {
    let mut window = Window::preset("happy_model");
    resize(&mut window, SMALLEST);
    for language in [LanguageChoice::English, LanguageChoice::Chinese] {
        window.send(ViewCommand::SetLanguage(language));
        window.send(FindCommand::OpenReplace);
        window.send(FindCommand::LookFor("conv".to_owned()));
        let edge = rect(&window, Panel::Inspector.label()).left();
        for id in [
            "previous-match",
            "next-match",
            "select-all-found",
            "close-find",
        ] {
            let button = rect(&window, say(id));
            assert!(button.right() < edge, "{id} {button} {edge}");
        }
    }
}

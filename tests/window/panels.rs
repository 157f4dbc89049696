//! Panels that are moved, closed, given the whole window and brought back, in four workspaces.

use crate::canvas::{CONV, center, click_at, clicks, double_click_at, drag, rect};
use crate::support::Window;
use crate::tabs::name;
use crate::training::{picture, window_for};
use egui::{Key, Modifiers, PointerButton, Pos2, Rect, pos2, vec2};
use egui_kittest::kittest::Queryable;
use netsmith::app::command::{EditCommand, FileCommand, NoticeKind, PanelCommand, TrainCommand};
use netsmith::app::docking::{Panel, Workspace};
use netsmith::app::settings::Settings;
use netsmith::text::Message;
use netsmith::text::say;
use netsmith::tr;
use std::path::Path;

/// The tab of `panel`.
fn tab(window: &Window, panel: Panel) -> Rect {
    let found = window.harness.get_by(|node| {
        node.role() == egui::Role::Tab && node.label().as_deref() == Some(panel.label())
    });
    found.rect()
}

fn workspace(window: &Window) -> Workspace {
    window.state().window.workspaces.front()
}

/// A point in the bottom area of the workspace for building: its share of the width, and of the height.
fn in_bottom(window: &Window, across: f32, down: f32) -> Pos2 {
    let (tabs, inspector) = (tab(window, Panel::Layers), tab(window, Panel::Inspector));
    let area = Rect::from_min_max(
        tabs.left_top(),
        pos2(
            inspector.left(),
            window.harness.ctx.content_rect().bottom() - 27.0,
        ),
    );
    area.lerp_inside(vec2(across, down))
}

#[test]
fn a_tab_dragged_beside_a_panel_stands_beside_it() {
    let mut window = Window::preset("happy_model");
    let from = tab(&window, Panel::History).center();
    let to = in_bottom(&window, 0.75, 0.5);
    drag(&mut window, from, to);
    assert!(window.in_front(Panel::History) && window.in_front(Panel::Layers));
    let (layers, history) = (tab(&window, Panel::Layers), tab(&window, Panel::History));
    assert!(
        history.left() > layers.right() + 200.0,
        "{layers} {history}"
    );
    assert!(
        (history.top() - layers.top()).abs() < 1.0,
        "{layers} {history}"
    );
    assert!(window.shows(say("nothing-changed-yet")));
}

#[test]
fn a_tab_dragged_to_the_lower_half_of_a_panel_stands_below_it() {
    let mut window = Window::preset("happy_model");
    let from = tab(&window, Panel::History).center();
    let inspector = tab(&window, Panel::Inspector);
    let to = pos2(1290.0, inspector.bottom() + 0.75 * 800.0);
    drag(&mut window, from, to);
    assert!(window.in_front(Panel::History) && window.in_front(Panel::Inspector));
    let (above, below) = (tab(&window, Panel::Inspector), tab(&window, Panel::History));
    assert!(below.top() > above.bottom() + 200.0, "{above} {below}");
    assert!((below.left() - above.left()).abs() < 1.0, "{above} {below}");
}

#[test]
fn a_tab_dragged_among_others_is_one_of_them() {
    let mut window = Window::preset("happy_model");
    let from = tab(&window, Panel::History).center();
    let to = tab(&window, Panel::Compare).right_center() + vec2(25.0, 0.0);
    drag(&mut window, from, to);
    assert!(window.in_front(Panel::History) && !window.in_front(Panel::Layers));
    window.click(say("layers"));
    assert!(window.in_front(Panel::Layers) && !window.in_front(Panel::History));
    window.click(say("side-add"));
    assert!(window.in_front(Panel::Palette));
}

#[test]
fn an_edge_that_is_dragged_makes_room() {
    let mut window = Window::preset("happy_model");
    let before = window.canvas().viewport();
    let edge = before.left_center() - vec2(0.5, 0.0);
    drag(&mut window, edge, edge + vec2(80.0, 0.0));
    let after = window.canvas().viewport();
    assert!((after.left() - before.left() - 80.0).abs() < 2.0, "{after}");
    assert_eq!(after.right(), before.right());
    // The others keep their size when the window changes its own.
    window.harness.set_size(vec2(1300.0, 900.0));
    window.settle();
    assert!((window.canvas().viewport().left() - after.left()).abs() < 1.0);
}

#[test]
fn a_double_click_on_a_tab_gives_it_the_whole_window_and_another_takes_it_back() {
    let mut window = Window::preset("happy_model");
    let at = tab(&window, Panel::Layers).center();
    double_click_at(&mut window, at);
    assert!(window.in_front(Panel::Layers) && !window.in_front(Panel::Canvas));
    assert!(!window.shows(say("search-layers")) && !window.shows(CONV));
    let at = tab(&window, Panel::Layers).center();
    double_click_at(&mut window, at);
    assert!(window.in_front(Panel::Canvas) && window.shows(CONV));
    window.send(PanelCommand::Maximize(Panel::Inspector));
    window.click(say("show-other-panels"));
    assert!(window.in_front(Panel::Canvas));
}

#[test]
fn a_panel_is_closed_by_its_cross_and_the_view_menu_brings_it_back_where_it_was() {
    let mut window = Window::preset("happy_model");
    let before = tab(&window, Panel::Layers);
    window.click(&tr!("close-panel", panel = "Layers"));
    assert!(window.in_front(Panel::Problems) && !window.shows(say("layers")));
    window.menu_in_menu(
        say("menu-view"),
        say("menu-panels"),
        &tr!("show-tab", tab = say("layers")),
    );
    assert!(window.in_front(Panel::Layers));
    assert_eq!(tab(&window, Panel::Layers), before);
    clicks(
        &mut window,
        before.center(),
        PointerButton::Middle,
        Modifiers::NONE,
        1,
    );
    assert!(!window.shows(say("layers")));
    window.click(&tr!("close-panel", panel = "Inspector"));
    assert!(
        window.canvas().viewport().right() > 1400.0,
        "its place is the canvas's"
    );
}

#[test]
fn a_workspace_whose_panels_are_all_closed_says_so_and_is_reset() {
    let mut window = Window::preset("happy_model");
    window.send(PanelCommand::ShowWorkspace(Workspace::Data));
    window.click(&tr!("close-panel", panel = "Data"));
    assert!(window.shows(say("every-panel-closed")));
    window.click(say("reset-workspace"));
    assert!(window.in_front(Panel::Data));
}

#[test]
fn workspaces_are_one_key_or_one_click_away_and_keep_their_layouts() {
    let mut window = Window::preset("happy_model");
    for (key, expected) in [
        (Key::Num2, Workspace::Data),
        (Key::Num3, Workspace::Train),
        (Key::Num4, Workspace::Test),
        (Key::Num1, Workspace::Build),
    ] {
        window.keys(Modifiers::ALT, key);
        assert_eq!(workspace(&window), expected);
    }
    window.click(&tr!("close-panel", panel = "Inspector"));
    window.click(&tr!("workspace-of", workspace = "Train"));
    assert!(window.in_front(Panel::Curves) && window.in_front(Panel::TrainingSettings));
    assert!(
        window.in_front(Panel::Canvas) && window.shows(CONV),
        "a small canvas"
    );
    window.click(&tr!("close-panel", panel = "Settings"));
    window.menu_in_menu(
        say("menu-view"),
        say("menu-workspace"),
        &tr!("workspace-of", workspace = "Build"),
    );
    assert!(!window.in_front(Panel::Inspector) && window.in_front(Panel::Palette));
    window.menu_in_menu(say("menu-view"), say("menu-panels"), say("reset-workspace"));
    assert!(window.in_front(Panel::Inspector));
    window.click(&tr!("workspace-of", workspace = "Train"));
    assert!(
        !window.in_front(Panel::TrainingSettings),
        "reset was the other one"
    );
}

#[test]
fn a_workspace_is_reached_from_within_a_field() {
    let mut window = Window::preset("happy_model");
    window.type_into(say("search-layers"), "conv");
    window.keys(Modifiers::ALT, Key::Num3);
    assert_eq!(workspace(&window), Workspace::Train);
}

#[test]
fn in_a_narrow_window_the_workspaces_are_a_menu() {
    let mut window = Window::preset("happy_model");
    window.harness.set_size(vec2(720.0, 450.0));
    window.settle();
    window.click(say("workspaces"));
    window.click(&tr!("workspace-of", workspace = "Test"));
    assert_eq!(workspace(&window), Workspace::Test);
}

#[test]
fn train_leads_to_the_curves_a_picture_to_the_predictions_and_a_problem_to_the_canvas() {
    let home = tempfile::tempdir().unwrap();
    let mut window = window_for("mlp", home.path());
    crate::training::set_recipe(&mut window, |recipe| recipe.epochs = 1);
    window.keys(Modifiers::NONE, Key::F5);
    assert_eq!(workspace(&window), Workspace::Train);
    assert!(window.in_front(Panel::Curves));
    crate::training::wait(&mut window, |learning| {
        learning.run().is_some_and(|run| !run.stage.is_live())
    });
    window.drop_file(&picture(home.path(), "me.png"));
    assert_eq!(workspace(&window), Workspace::Test);
    assert!(window.in_front(Panel::Predict));
    let last = window.names().pop().unwrap();
    window.select(&last);
    window.send(EditCommand::Delete);
    window.keys(Modifiers::NONE, Key::F5);
    assert_eq!(workspace(&window), Workspace::Build);
    assert!(window.in_front(Panel::Problems) && window.in_front(Panel::Canvas));
}

#[test]
fn a_panel_that_is_open_in_this_workspace_is_shown_there() {
    let home = tempfile::tempdir().unwrap();
    let mut window = window_for("happy_model", home.path());
    window.menu_in_menu(
        say("menu-view"),
        say("menu-panels"),
        say("show-training-curves"),
    );
    assert_eq!(workspace(&window), Workspace::Build);
    window.click(say("layers"));
    window.send(TrainCommand::Train);
    assert_eq!(workspace(&window), Workspace::Build);
    assert!(window.in_front(Panel::Curves));
}

#[test]
fn the_canvas_looks_where_it_looked_before_another_workspace_came() {
    let mut window = Window::preset("resnet50");
    window.keys(Modifiers::COMMAND, Key::Num0);
    let before = (window.canvas().zoom_percent(), window.canvas().viewport());
    let first = window.names()[0].clone();
    let place = window.canvas().place_on_screen(&window.node(&first));
    window.click(&tr!("workspace-of", workspace = "Train"));
    assert!(
        window.canvas().zoom_percent() < before.0,
        "all of it is in view"
    );
    window.click(&tr!("workspace-of", workspace = "Build"));
    window.settle();
    assert_eq!(
        (window.canvas().zoom_percent(), window.canvas().viewport()),
        before
    );
    let after = window.canvas().place_on_screen(&window.node(&first));
    assert!(after.unwrap().distance(place.unwrap()) < 1.0);
}

#[test]
fn open_documents_are_at_hand_in_every_workspace() {
    let mut window = Window::preset("happy_model");
    window.send(FileCommand::LoadPreset("mlp".to_owned()));
    for place in Workspace::ALL {
        window.send(PanelCommand::ShowWorkspace(place));
        let other = if name(&window) == "MLP" {
            "HappyModel"
        } else {
            "MLP"
        };
        let at = center_of_tab(&window, other);
        clicks(&mut window, at, PointerButton::Primary, Modifiers::NONE, 1);
        assert_eq!(name(&window), other, "{place:?}");
    }
}

fn center_of_tab(window: &Window, title: &str) -> Pos2 {
    let found = window
        .harness
        .get_by(|node| node.role() == egui::Role::Tab && node.label().as_deref() == Some(title));
    found.rect().center()
}

#[test]
fn finding_a_layer_leads_to_the_canvas() {
    let mut window = Window::preset("happy_model");
    window.send(PanelCommand::ShowWorkspace(Workspace::Test));
    window.keys(Modifiers::COMMAND, Key::F);
    assert!(window.in_front(Panel::Canvas) && workspace(&window) == Workspace::Build);
}

/// The settings as a window finds them in `folder`, and what is to be said about them.
fn found(folder: &Path) -> netsmith::app::settings::Found {
    Settings::find(folder, folder)
}

#[test]
fn panels_and_workspace_come_back_with_the_window() {
    let folder = tempfile::tempdir().unwrap();
    let mut window = Window::preset("happy_model");
    let from = tab(&window, Panel::History).center();
    let to = in_bottom(&window, 0.75, 0.5);
    drag(&mut window, from, to);
    window.click(&tr!("close-panel", panel = "Inspector"));
    window.send(PanelCommand::ShowWorkspace(Workspace::Train));
    let settings = window.harness.state().settings();
    found(folder.path()).keep(|_| false).finish(settings);

    let again = found(folder.path());
    assert_eq!(again.told, Vec::<Message>::new());
    let mut later = Window::with_settings(again.settings);
    assert_eq!(workspace(&later), Workspace::Train);
    later.send(FileCommand::LoadPreset("happy_model".to_owned()));
    later.send(PanelCommand::ShowWorkspace(Workspace::Build));
    assert!(!later.in_front(Panel::Inspector));
    let (layers, history) = (tab(&later, Panel::Layers), tab(&later, Panel::History));
    assert!(
        history.left() > layers.right() + 200.0,
        "{layers} {history}"
    );
}

#[test]
fn a_layout_that_cannot_be_understood_is_said_and_the_rest_stays() {
    let folder = tempfile::tempdir().unwrap();
    let settings = Settings {
        last_folder: Some(folder.path().to_owned()),
        ..Settings::default()
    };
    found(folder.path()).keep(|_| false).finish(settings);
    let path = folder.path().join("settings.json");
    let text = std::fs::read_to_string(&path).unwrap();
    let spoiled = text.replacen("\"palette\"", "\"predict\"", 1);
    assert_ne!(spoiled, text);
    std::fs::write(&path, spoiled).unwrap();

    let found = found(folder.path());
    assert_eq!(found.settings.last_folder.as_deref(), Some(folder.path()));
    let mut window = Window::with_settings(found.settings.clone());
    window.harness.state_mut().keep_settings(found);
    window.settle();
    assert!(window.in_front(Panel::Palette));
    let mut notices = window.state().window.notices.iter();
    assert!(notices.any(|notice| {
        notice.kind == NoticeKind::Error
            && notice
                .text
                .to_string()
                .starts_with("The panels lie as they did at first")
    }));
}

#[test]
fn a_torn_file_of_settings_is_set_aside_and_the_panels_lie_as_at_first() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("settings.json");
    std::fs::write(&path, "{\"workspaces\": {\"front\": \"tra").unwrap();
    let found = found(folder.path());
    assert_eq!(found.told.len(), 1);
    let told = found.told[0].to_string();
    assert!(told.contains("set aside"), "{told}");
    assert!(folder.path().join("settings.json.unreadable-1").exists());
    assert_eq!(found.settings, Settings::default());
}

#[test]
fn the_small_canvas_shows_all_of_the_network_and_takes_a_click() {
    let mut window = Window::preset("happy_model");
    window.send(PanelCommand::ShowWorkspace(Workspace::Train));
    let canvas = window.canvas().viewport();
    assert!(canvas.width() < 500.0, "{canvas}");
    assert!(
        canvas.contains_rect(rect(&window, CONV)),
        "all of it is in view"
    );
    let at = center(&window, CONV);
    clicks(&mut window, at, PointerButton::Primary, Modifiers::NONE, 1);
    let conv = window.node("conv0");
    assert_eq!(window.state().document.selection.single(), Some(&conv));
}

#[test]
fn keys_give_the_panel_that_is_used_the_whole_window_and_close_it() {
    let mut window = Window::preset("happy_model");
    let shift = Modifiers::COMMAND | Modifiers::SHIFT;
    window.keys(shift, Key::M);
    assert!(window.in_front(Panel::Canvas) && !window.in_front(Panel::Layers));
    window.keys(shift, Key::M);
    assert!(window.in_front(Panel::Layers));

    let spot = tab(&window, Panel::Layers).center() + vec2(0.0, 60.0);
    click_at(&mut window, spot, Modifiers::NONE);
    window.keys(shift, Key::M);
    assert!(window.in_front(Panel::Layers) && !window.in_front(Panel::Canvas));
    window.keys(shift, Key::M);
    window.keys(Modifiers::COMMAND, Key::F4);
    assert!(!window.in_front(Panel::Layers) && window.in_front(Panel::Canvas));
    window.menu_in_menu(
        say("menu-view"),
        say("menu-panels"),
        &tr!("show-tab", tab = say("layers")),
    );
    assert!(window.in_front(Panel::Layers));
}

#[test]
fn a_field_that_the_keyboard_goes_to_says_which_panel_is_used() {
    let mut window = Window::preset("happy_model");
    window.select("conv0");
    window.keys(Modifiers::NONE, Key::F4);
    window.keys(Modifiers::COMMAND | Modifiers::SHIFT, Key::M);
    assert!(window.in_front(Panel::Inspector) && !window.in_front(Panel::Canvas));
}

#[test]
fn the_panel_that_was_shown_last_is_the_one_that_gets_the_whole_window() {
    let mut window = Window::preset("happy_model");
    window.send(PanelCommand::Show(Panel::Problems));
    window.send(PanelCommand::MaximizeUsed);
    let layout = window.state().window.workspaces.layout();
    assert_eq!(layout.maximized(), Some(Panel::Problems));
}

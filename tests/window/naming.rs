//! F2 and a double click rename, wherever a name stands; letters that were meant for a name do nothing else.

use crate::canvas::{CONV, center, click_at, double_click_at};
use crate::outline::{focused_begins, go_to, outline_of};
use crate::support::Window;
use egui::{Event, Key, Modifiers};
use egui_kittest::kittest::Queryable;
use netsmith::app::command::{EditCommand, FileCommand};
use netsmith::app::docking::Panel;
use netsmith::text::say;
use netsmith::tr;

const NONE: Modifiers = Modifiers::NONE;

/// Types a name as a hand does, key by key, and ends with `last`.
fn write(window: &mut Window, name: &str, last: Key) {
    for letter in name.chars() {
        window.harness.event(Event::Text(letter.to_string()));
        window.settle();
    }
    window.keys(NONE, last);
}

fn has(window: &Window, name: &str) -> bool {
    window.names().contains(&name.to_owned())
}

#[test]
fn f2_on_the_canvas_renames_what_is_selected() {
    let mut window = Window::preset("happy_model");
    let at = center(&window, CONV);
    click_at(&mut window, at, NONE);
    window.keys(NONE, Key::F2);
    assert!(window.shows(say("new-name")));
    write(&mut window, "edges", Key::Enter);
    assert!(has(&window, "edges") && !has(&window, "conv0"));
    assert!(!window.shows(say("new-name")));
    window.keys(NONE, Key::F2);
    write(&mut window, "other", Key::Escape);
    assert!(has(&window, "edges") && !has(&window, "other"));
}

#[test]
fn a_double_click_on_a_layer_renames_it_and_letters_are_no_commands() {
    let mut window = Window::preset("happy_model");
    let before = window.state().document.graph().clone();
    let at = center(&window, CONV);
    double_click_at(&mut window, at);
    write(&mut window, "bcx", Key::Enter);
    assert!(has(&window, "bcx"));
    window.send(EditCommand::Undo);
    assert_eq!(*window.state().document.graph(), before);
}

#[test]
fn a_block_is_renamed_by_f2_and_opened_by_a_double_click() {
    let mut window = Window::preset("resnet50");
    window.select("stage2b");
    window.keys(NONE, Key::F2);
    write(&mut window, "second", Key::Enter);
    assert!(has(&window, "second"));
    assert!(window.state().document.level().0.is_empty());
}

#[test]
fn the_networks_name_in_the_menu_bar_is_renamed_by_a_double_click() {
    let mut window = Window::preset("happy_model");
    let at = center(&window, &tr!("project-title", title = "HappyModel"));
    double_click_at(&mut window, at);
    assert!(window.shows(say("new-name")));
    write(&mut window, "Smiles", Key::Enter);
    assert_eq!(window.state().document.name(), "Smiles");
    assert!(window.shows(&tr!("project-title", title = "Smiles")));
    window.send(EditCommand::Undo);
    assert_eq!(window.state().document.name(), "HappyModel");
}

#[test]
fn the_outline_renames_by_double_click_too() {
    let mut window = outline_of("happy_model");
    go_to(&mut window, "conv0");
    let row = "conv0, Conv2D, output (64, 64, 32), 4,736 parameters";
    let at = window.harness.get_by_label(row).rect().center();
    double_click_at(&mut window, at);
    write(&mut window, "edges", Key::Enter);
    assert!(has(&window, "edges"));
    focused_begins(&window, "edges");
}

#[test]
fn the_layers_table_renames_by_double_click_and_f2() {
    let mut window = Window::preset("happy_model");
    window.show(Panel::Layers);
    let row = |window: &Window, name: &str| {
        let rows = window.harness.get_all_by_label(name);
        let lowest = rows
            .map(|row| row.rect())
            .max_by(|one, other| one.center().y.total_cmp(&other.center().y));
        lowest.unwrap().left_center() + egui::vec2(60.0, 0.0)
    };
    let at = row(&window, "bn0");
    double_click_at(&mut window, at);
    write(&mut window, "norm", Key::Enter);
    assert!(has(&window, "norm"));
    let at = row(&window, "activation");
    click_at(&mut window, at, NONE);
    window.keys(NONE, Key::F2);
    write(&mut window, "relu", Key::Enter);
    assert!(has(&window, "relu"));
}

#[test]
fn the_tab_renames_its_network() {
    let mut window = Window::preset("happy_model");
    window.send(FileCommand::LoadPreset("mlp".to_owned()));
    let tab = window
        .harness
        .get_by(|node| node.role() == egui::Role::Tab && node.label().as_deref() == Some("MLP"));
    let at = tab.rect().left_center() + egui::vec2(30.0, 0.0);
    double_click_at(&mut window, at);
    write(&mut window, "Digits", Key::Enter);
    assert_eq!(window.state().document.name(), "Digits");
}

#[test]
fn the_title_of_the_inspector_leads_to_the_name() {
    let mut window = Window::preset("happy_model");
    window.select("conv0");
    let inspector = 1140.0;
    let titles = window.harness.get_all_by_label("conv0");
    let title = titles
        .map(|title| title.rect())
        .find(|rect| rect.left() > inspector);
    double_click_at(&mut window, title.unwrap().center());
    write(&mut window, "edges", Key::Enter);
    assert!(has(&window, "edges"));
    window.send(EditCommand::SelectNone);
    window.keys(NONE, Key::F2);
    write(&mut window, "Faces", Key::Enter);
    assert_eq!(window.state().document.name(), "Faces");
}

#[test]
fn letters_are_no_commands_while_one_works_beside_the_canvas() {
    let mut window = Window::preset("happy_model");
    window.select("activation");
    let figure = window
        .harness
        .get_by_label(say("multiply-adds"))
        .rect()
        .center();
    let before = window.state().document.graph().clone();
    click_at(&mut window, figure, NONE);
    for letter in [Key::B, Key::N, Key::X] {
        window.keys(NONE, letter);
    }
    assert_eq!(*window.state().document.graph(), before);
    assert!(window.state().document.graph().body.bypassed.is_empty());
    let conv = center(&window, CONV);
    click_at(&mut window, conv, NONE);
    window.keys(NONE, Key::B);
    assert!(!window.state().document.graph().body.bypassed.is_empty());
}

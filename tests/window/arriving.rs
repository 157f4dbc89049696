//! What is added is seen, whatever adds it; and every way to add or connect does the same.

use crate::canvas::{CONV, DENSE, button, center, drag, id, inputs, rect, select};
use crate::support::Window;
use egui::{Event, Key, Modifiers, PointerButton, pos2, vec2};
use egui_kittest::kittest::Queryable;
use netsmith::app::command::{
    CanvasCommand, EditCommand, NetworkCommand, Overlay, Selection, WindowCommand,
};
use netsmith::graph::{Edit, NodePath, Place};
use netsmith::text::say;
use netsmith::tr;

const NONE: Modifiers = Modifiers::NONE;

/// A point of the canvas with nothing on it once the network is out of view.
const MIDDLE: egui::Pos2 = pos2(660.0, 320.0);

fn is_seen(window: &Window, path: &NodePath) -> bool {
    window.canvas().shows(path)
}

/// Whether all of what is selected is in view.
fn selection_is_seen(window: &Window) -> bool {
    let selection = &window.state().document.selection;
    !selection.is_empty() && selection.iter().all(|path| is_seen(window, path))
}

/// Drags the network out of view with the middle button.
fn look_away(window: &mut Window) {
    let (from, to) = (pos2(1000.0, 500.0), pos2(300.0, 100.0));
    for _ in 0..4 {
        window.harness.hover_at(from);
        window.settle();
        button(window, from, PointerButton::Middle, true, NONE);
        window.harness.hover_at(to);
        window.settle();
        button(window, to, PointerButton::Middle, false, NONE);
    }
    let conv = window.names().first().map(|name| window.node(name));
    assert!(conv.is_none_or(|path| !is_seen(window, &path)));
    window.harness.hover_at(MIDDLE);
    window.settle();
}

fn type_text(window: &mut Window, text: &str) {
    window.harness.event(Event::Text(text.to_owned()));
    window.settle();
}

#[test]
fn a_network_clicked_together_on_an_empty_canvas_is_seen_layer_by_layer() {
    for size in [vec2(1440.0, 900.0), vec2(1024.0, 640.0), vec2(720.0, 450.0)] {
        let mut window = Window::empty();
        window.harness.set_size(size);
        window.settle();
        for name in ["Add Input", "Add Conv2D", "Add BatchNormalization"] {
            let row = window.harness.get_by_label(name);
            row.scroll_to_me();
            window.settle();
            window.harness.get_by_label(name).click();
            window.settle();
            assert!(selection_is_seen(&window), "{name} at {size:?}");
        }
        for _ in 0..6 {
            let item = netsmith::app::command::PaletteItem::Layer(netsmith::layer::Kind::Conv2D);
            window.send(NetworkCommand::Add(item));
            assert!(selection_is_seen(&window), "{size:?}");
        }
    }
}

#[test]
fn a_layer_clicked_in_the_palette_is_seen_wherever_one_looked() {
    let mut window = Window::preset("happy_model");
    look_away(&mut window);
    window.click(&tr!("palette-add", name = "Dropout"));
    assert!(selection_is_seen(&window));
}

#[test]
fn what_comes_by_keyboard_menu_clipboard_and_repetition_is_seen() {
    let mut window = Window::preset("happy_model");
    let copied = window.copied("conv0");
    window.select("conv0");
    look_away(&mut window);
    window.keys(NONE, Key::Insert);
    type_text(&mut window, "dropout");
    window.keys(NONE, Key::Enter);
    assert!(selection_is_seen(&window), "added behind");

    look_away(&mut window);
    window.harness.event(Event::Paste(copied));
    window.settle();
    assert!(selection_is_seen(&window), "pasted");

    window.select("conv0");
    look_away(&mut window);
    window.keys(Modifiers::COMMAND, Key::D);
    assert!(selection_is_seen(&window), "duplicated");

    look_away(&mut window);
    let before = window.names();
    let (place, nodes) = (Place::Root, [id(&window, "conv0")].into());
    window.send(Edit::Repeat {
        place,
        nodes,
        count: 3,
    });
    let mut copies = window.names();
    copies.retain(|name| !before.contains(name));
    assert_eq!(copies.len(), 2);
    let seen = |name: &String| is_seen(&window, &window.node(name));
    assert!(copies.iter().all(seen), "repeated");
}

#[test]
fn the_overview_map_covers_nothing_that_is_added() {
    let mut window = Window::preset("happy_model");
    // The last layer goes to where the map shows up, and the next one below it.
    let (from, to) = (center(&window, DENSE), pos2(950.0, 480.0));
    for (at, pressed) in [(from, true), (to, false)] {
        window.harness.hover_at(at);
        window.settle();
        button(&mut window, at, PointerButton::Middle, pressed, NONE);
    }
    window.select("fc");
    window.click(&tr!("palette-add", name = "Dropout"));
    assert!(window.shows(say("hide-overview-map")));
    assert!(selection_is_seen(&window));
}

#[test]
fn what_undo_and_redo_bring_back_is_seen() {
    let mut window = Window::preset("happy_model");
    window.select("fc");
    window.send(EditCommand::Delete);
    look_away(&mut window);
    window.keys(Modifiers::COMMAND, Key::Z);
    let dense = window.node("fc");
    assert!(is_seen(&window, &dense));

    window.click(&tr!("palette-add", name = "Dropout"));
    let added = window.state().document.selection.single().unwrap().clone();
    window.keys(Modifiers::COMMAND, Key::Z);
    look_away(&mut window);
    window.keys(Modifiers::COMMAND, Key::Y);
    assert!(is_seen(&window, &added));
}

#[test]
fn a_block_made_of_layers_and_a_comment_are_seen() {
    let mut window = Window::preset("happy_model");
    window.send(CanvasCommand::AddComment);
    window.keys(NONE, Key::Escape);
    select(&mut window, &["conv0", "bn0", "activation"]);
    look_away(&mut window);
    window.keys(Modifiers::COMMAND, Key::G);
    window.keys(NONE, Key::Enter);
    assert!(selection_is_seen(&window));
}

#[test]
fn the_view_stays_where_it_is_while_what_is_added_is_in_it() {
    let mut window = Window::preset("happy_model");
    let conv = center(&window, CONV);
    let from = center(&window, &tr!("palette-add", name = "Dropout"));
    drag(&mut window, from, conv + vec2(280.0, 40.0));
    assert_eq!(center(&window, CONV), conv);
}

/// HappyModel with an Add that takes the pooled maps, as its only input so far.
fn with_add() -> Window {
    let mut window = Window::preset("happy_model");
    window.select("max_pool");
    let add = netsmith::app::command::PaletteItem::Layer(netsmith::layer::Kind::Add);
    window.send(NetworkCommand::Add(add));
    window
}

#[test]
fn connect_to_takes_the_free_input_before_one_that_is_taken() {
    let mut window = with_add();
    // Its shape differs from what comes in already: the free input is meant all the same.
    for name in ["conv0", "bn0", "input_layer"] {
        let before = inputs(&window, "add");
        window.select(name);
        window.send(WindowCommand::Show(Overlay::ConnectTo));
        type_text(&mut window, "add");
        window.keys(NONE, Key::Enter);
        let after = inputs(&window, "add");
        assert_eq!(after[..before.len()], before, "{name}");
        assert_eq!(after.last(), Some(&id(&window, name)), "{name}");
    }
}

#[test]
fn a_taken_input_can_still_be_chosen() {
    let mut window = with_add();
    window.select("conv0");
    window.send(WindowCommand::Show(Overlay::ConnectTo));
    type_text(&mut window, "add");
    window.click("add, input 1, instead of max_pool");
    assert_eq!(inputs(&window, "add"), [id(&window, "conv0")]);
}

#[test]
fn a_layer_whose_shape_does_not_fit_is_added_as_from_the_palette() {
    let mut by_key = Window::preset("happy_model");
    by_key.select("conv0");
    by_key.keys(NONE, Key::Insert);
    type_text(&mut by_key, "dense");
    by_key.keys(NONE, Key::Enter);
    let mut by_click = Window::preset("happy_model");
    by_click.select("conv0");
    by_click.click(&tr!("palette-add", name = "Dense"));
    assert_eq!(by_key.names(), by_click.names());
    assert_eq!(inputs(&by_key, "dense"), inputs(&by_click, "dense"));
    assert!(!by_key.state().document.problems().is_empty());
}

#[test]
fn a_wire_let_go_over_the_ground_adds_what_is_typed_though_its_shape_does_not_fit() {
    let mut window = Window::preset("happy_model");
    let port = center(&window, &tr!("port-output", name = "conv0"));
    drag(&mut window, port, port + vec2(300.0, 30.0));
    assert!(window.shows(say("layers-that-fit-here")));
    type_text(&mut window, "dense");
    window.keys(NONE, Key::Enter);
    assert_eq!(inputs(&window, "dense"), [id(&window, "conv0")]);
    let added: Selection = std::iter::once(window.node("dense")).collect();
    assert_eq!(window.state().document.selection, added);
    assert!(rect(&window, CONV).is_positive());
}

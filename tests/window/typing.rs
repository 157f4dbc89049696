//! Numbers and names as they are typed: the keyboard comes by Tab, undo goes to the document, what is refused changes nothing.

use crate::canvas::{button, center, drag};
use crate::support::Window;
use egui::{Event, Key, Modifiers, PointerButton, vec2};
use egui_kittest::kittest::Queryable;
use netsmith::app::command::Selection;
use netsmith::app::docking::Panel;
use netsmith::graph::{Node, NodePath};
use netsmith::layer::Value;
use netsmith::text::say;

/// A window in which `conv0` of the HappyModel is selected.
fn window() -> Window {
    let mut window = Window::preset("happy_model");
    window.select("conv0");
    window
}

fn setting(window: &Window, key: &str) -> Value {
    let graph = window.state().document.graph();
    let layer = graph.node(&window.node("conv0")).unwrap().layer().unwrap();
    layer.value(key).unwrap()
}

/// What the field of this name shows.
fn shown(window: &Window, field: &str) -> String {
    window.harness.get_by_label(field).value().unwrap()
}

/// Whether what is typed goes into the field of this name.
pub fn has_keyboard(window: &Window, field: &str) -> bool {
    window.harness.get_by_label(field).is_focused()
}

/// Keys pressed while nobody says where: for the one that has the keyboard.
fn press_text(window: &mut Window, text: &str) {
    for letter in text.chars() {
        window.harness.event(Event::Text(letter.to_string()));
        window.settle();
    }
}

fn undo(window: &mut Window) {
    window.keys(Modifiers::COMMAND, Key::Z);
}

fn version_count(window: &Window) -> usize {
    window.state().document.history().versions().len()
}

#[test]
fn tab_selects_a_number_and_typing_replaces_it() {
    let mut window = window();
    window.harness.get_by_label(say("setting-filters")).focus();
    window.settle();
    window.keys(Modifiers::NONE, Key::Tab);
    assert!(has_keyboard(&window, "Kernel"));
    press_text(&mut window, "3");
    assert_eq!(setting(&window, "kernel_size"), Value::List(vec![3, 3]));
    window.keys(Modifiers::SHIFT, Key::Tab);
    assert!(has_keyboard(&window, "Filters"));
    press_text(&mut window, "7");
    assert_eq!(setting(&window, "filters"), Value::Int(7));
}

#[test]
fn a_click_selects_a_number_and_typing_replaces_it() {
    let mut window = window();
    window.click(say("setting-filters"));
    press_text(&mut window, "9");
    assert_eq!(setting(&window, "filters"), Value::Int(9));
    // The next click goes where it points.
    window.click(say("setting-filters"));
    window.keys(Modifiers::NONE, Key::End);
    press_text(&mut window, "6");
    assert_eq!(setting(&window, "filters"), Value::Int(96));
}

/// Presses on the field of this name and lets go some frames later, as a hand does.
fn press_on(window: &mut Window, field: &str) {
    let at = center(window, field);
    window.harness.hover_at(at);
    window.settle();
    for pressed in [true, false] {
        button(window, at, PointerButton::Primary, pressed, Modifiers::NONE);
    }
}

#[test]
fn a_click_or_a_drag_from_one_number_to_another_takes_that_one() {
    let mut window = window();
    press_on(&mut window, "Filters");
    press_on(&mut window, "Kernel");
    press_text(&mut window, "3");
    assert_eq!(setting(&window, "kernel_size"), Value::List(vec![3, 3]));
    press_on(&mut window, "Filters");
    press_text(&mut window, "9");
    assert_eq!(setting(&window, "filters"), Value::Int(9));
    // Every four points are one more.
    let kernel = center(&window, say("setting-kernel"));
    drag(&mut window, kernel, kernel + vec2(16.0, 0.0));
    assert_eq!(setting(&window, "kernel_size"), Value::List(vec![7, 7]));
    // What was refused in the field that is left is still said.
    press_on(&mut window, "Filters");
    press_text(&mut window, "1,5");
    press_on(&mut window, "Kernel");
    assert!(window.shows_part("It stays 9"));
    assert_eq!(setting(&window, "filters"), Value::Int(9));
    // Undo takes back the kernel, and then the filters: now something else stays.
    undo(&mut window);
    undo(&mut window);
    assert_eq!(setting(&window, "filters"), Value::Int(32));
    assert!(!window.shows_part("It stays"));
}

#[test]
fn undo_takes_back_the_last_edit_wherever_the_keyboard_has_gone() {
    let mut window = window();
    window.type_into(say("setting-filters"), "64");
    window.keys(Modifiers::NONE, Key::Tab);
    undo(&mut window);
    assert_eq!(setting(&window, "filters"), Value::Int(32));
    assert_eq!(shown(&window, say("setting-kernel")), "7 × 7");
    window.keys(Modifiers::COMMAND | Modifiers::SHIFT, Key::Z);
    assert_eq!(setting(&window, "filters"), Value::Int(64));

    window.type_into(say("setting-kernel"), "5");
    let count = version_count(&window);
    window.click(say("setting-filters"));
    undo(&mut window);
    assert_eq!(setting(&window, "kernel_size"), Value::List(vec![7, 7]));
    assert_eq!(setting(&window, "filters"), Value::Int(64));
    undo(&mut window);
    assert_eq!(setting(&window, "filters"), Value::Int(32));
    assert_eq!(shown(&window, say("setting-filters")), "32");
    assert_eq!(version_count(&window), count, "undo is no edit");
    window.keys(Modifiers::COMMAND, Key::Y);
    assert_eq!(shown(&window, say("setting-filters")), "64");
}

#[test]
fn undo_in_the_field_itself_takes_back_all_that_was_typed_there() {
    let mut window = window();
    window.type_into(say("setting-filters"), "128");
    undo(&mut window);
    assert_eq!(setting(&window, "filters"), Value::Int(32));
    assert_eq!(shown(&window, say("setting-filters")), "32");
    // What is typed next replaces what undo has brought back, as a step of its own.
    press_text(&mut window, "5");
    assert_eq!(setting(&window, "filters"), Value::Int(5));
    undo(&mut window);
    assert_eq!(setting(&window, "filters"), Value::Int(32));
}

#[test]
fn undo_first_gives_back_the_text_that_was_refused_and_then_the_document() {
    let mut window = window();
    window.type_into(say("setting-kernel"), "3");
    window.type_into(say("setting-filters"), "12a");
    assert_eq!(setting(&window, "filters"), Value::Int(32));
    undo(&mut window);
    assert_eq!(shown(&window, say("setting-filters")), "32");
    assert_eq!(setting(&window, "kernel_size"), Value::List(vec![3, 3]));
    undo(&mut window);
    assert_eq!(setting(&window, "kernel_size"), Value::List(vec![7, 7]));
}

#[test]
fn a_text_that_is_refused_leaves_the_value_from_before_it_was_typed_and_says_so() {
    let mut window = window();
    let count = version_count(&window);
    window.harness.get_by_label(say("setting-filters")).focus();
    window.settle();
    // One key after the other: "1" alone is a number of filters.
    window.keys(Modifiers::COMMAND, Key::A);
    press_text(&mut window, "1,5");
    window.keys(Modifiers::NONE, Key::Tab);
    assert_eq!(setting(&window, "filters"), Value::Int(32));
    assert!(window.shows_part("Expected a whole number from 1 to 1000000. It stays 32"));
    assert_eq!(version_count(&window), count);
    window.type_into(say("setting-filters"), "16");
    assert!(!window.shows_part("It stays"));
}

#[test]
fn a_name_that_is_taken_leaves_no_half_of_it() {
    let mut window = window();
    window.harness.get_by_label(say("name")).focus();
    window.settle();
    window.keys(Modifiers::COMMAND, Key::A);
    press_text(&mut window, "bn0");
    window.keys(Modifiers::NONE, Key::Enter);
    assert!(window.names().contains(&"conv0".to_owned()));
    assert!(window.shows_part("It stays conv0"));
}

#[test]
fn several_layers_that_differ_keep_their_values_where_the_text_is_refused() {
    let mut window = Window::preset("lenet5");
    let graph = window.state().document.graph();
    let is_conv = |node: &Node| {
        let layer = node.layer();
        layer.is_some_and(|spec| spec.kind.to_string() == "Conv2D")
    };
    let convs = graph.body.nodes.iter().filter(|(_, node)| is_conv(node));
    let convs: Selection = convs.map(|(id, _)| NodePath::root(*id)).collect();
    window.send(convs);
    let before = window.state().document.graph().clone();
    window.harness.get_by_label(say("setting-filters")).focus();
    window.settle();
    press_text(&mut window, "1,5");
    window.keys(Modifiers::NONE, Key::Tab);
    assert_eq!(*window.state().document.graph(), before);
}

#[test]
fn letters_and_the_tab_behind_them_may_come_in_one_frame() {
    let mut window = window();
    window.harness.get_by_label(say("setting-filters")).focus();
    window.settle();
    window.keys(Modifiers::COMMAND, Key::A);
    window.harness.event(Event::Text("48".to_owned()));
    window.harness.key_press(Key::Tab);
    window.settle();
    assert_eq!(setting(&window, "filters"), Value::Int(48));
    assert!(has_keyboard(&window, "Kernel"));
}

#[test]
fn numbers_of_training_are_never_taken_for_others() {
    let mut window = Window::preset("happy_model");
    window.show(Panel::Curves);
    let recipe = |window: &Window| window.state().document.settings().recipe.clone();
    let before = recipe(&window);
    for (field, text, words) in [
        ("Epochs", "1,5", "Expected a whole number"),
        ("Learning rate", "1,000", "can be read as 1000 and as 1.0"),
        ("Learning rate", "inf", "Expected a number"),
    ] {
        window.harness.get_by_label(field).focus();
        window.settle();
        window.keys(Modifiers::COMMAND, Key::A);
        press_text(&mut window, text);
        window.keys(Modifiers::NONE, Key::Tab);
        assert_eq!(recipe(&window), before, "{field} {text}");
        assert!(window.shows_part(words), "{field} {text}");
    }
    window.type_into(say("learning-rate"), "1e-4");
    assert_eq!(recipe(&window).learning_rate, 1e-4);
    window.type_into(say("learning-rate"), "0,01");
    assert_eq!(recipe(&window).learning_rate, 0.01);
}

#[test]
fn undo_in_the_search_of_the_palette_takes_back_the_layer_that_it_added() {
    let mut window = Window::preset("happy_model");
    let before = window.state().document.graph().clone();
    window.type_into(say("search-layers"), "dropout");
    window.keys(Modifiers::NONE, Key::Enter);
    assert_ne!(*window.state().document.graph(), before);
    undo(&mut window);
    assert_eq!(*window.state().document.graph(), before);
    assert_eq!(shown(&window, say("search-layers")), "dropout");
}

#[test]
fn strides_that_follow_the_window_say_so() {
    let mut window = Window::preset("happy_model");
    window.select("max_pool");
    assert_eq!(shown(&window, say("setting-strides")), "as the window");
    window.type_into(say("setting-strides"), "2");
    window.keys(Modifiers::NONE, Key::Enter);
    assert_eq!(shown(&window, say("setting-strides")), "2 × 2");
}

//! The palette's favorites and what was added last, and adding by typing where the pointer is.

use crate::canvas::{CONV, FLATTEN, center, drag, id, inputs, position, rect, selected, undone};
use crate::support::Window;
use egui::{Key, Modifiers, Rect, vec2};
use egui_kittest::kittest::Queryable;
use netsmith::app::command::{BlockCommand, EditCommand, PaletteItem, WindowCommand};
use netsmith::app::state::State;
use netsmith::text::say;
use netsmith::tr;

/// The text that is typed without a field being named: for the one that has the keyboard.
fn type_text(window: &mut Window, text: &str) {
    window.harness.event(egui::Event::Text(text.to_owned()));
    window.settle();
}

fn recent(state: State<'_>) -> Vec<String> {
    let items = state.window.favorites.recent();
    items.map(|item| item.name().to_owned()).collect()
}

/// The pointer leaves the palette: what it shows first may change now.
fn point_elsewhere(window: &mut Window) {
    window.harness.hover_at(egui::pos2(700.0, 300.0));
    window.settle();
}

#[test]
fn names_as_in_code_find_the_layer() {
    let mut window = Window::empty();
    window.type_into(say("search-layers"), "torch.nn.Conv2d");
    assert!(
        window.shows(&tr!("palette-add", name = "Conv2D"))
            && !window.shows(&tr!("palette-add", name = "Dense"))
    );
    window.type_into(say("search-layers"), "keras.layers.Dense");
    assert!(
        window.shows(&tr!("palette-add", name = "Dense"))
            && !window.shows(&tr!("palette-add", name = "Conv2D"))
    );
}

#[test]
fn a_layer_with_a_star_stands_first_and_stays_for_the_next_time() {
    let mut window = Window::preset("happy_model");
    window.click(&tr!("star-give", item = "Dropout"));
    point_elsewhere(&mut window);
    assert!(window.shows("FAVORITES"));
    let first = rect(&window, &tr!("palette-add-favorite", name = "Dropout"));
    assert!(first.top() < rect(&window, &tr!("palette-add", name = "Input")).top());

    let mut again = Window::with_settings(window.harness.state().settings());
    again.settle();
    point_elsewhere(&mut again);
    again.click(&tr!("palette-add-favorite", name = "Dropout"));
    assert_eq!(again.names(), ["dropout"]);
    again.click(&tr!("star-take", item = "favorite Dropout"));
    point_elsewhere(&mut again);
    assert!(!again.shows("FAVORITES"));
}

#[test]
fn the_six_added_last_are_kept_latest_first() {
    let mut window = Window::preset("happy_model");
    for name in ["Dropout", "Dense", "Dropout"] {
        window.type_into(say("search-layers"), name);
        window.keys(Modifiers::NONE, Key::Enter);
    }
    assert_eq!(recent(window.state()), ["Dropout", "Dense"]);
    window.type_into(say("search-layers"), "");
    window.harness.key_press(Key::Backspace);
    window.settle();
    point_elsewhere(&mut window);
    assert!(window.shows("ADDED LAST"));
    window.click(&tr!("palette-add-recent", name = "Dense"));
    assert_eq!(recent(window.state())[0], "Dense");
}

#[test]
fn a_layer_is_added_where_the_pointer_is_by_typing_and_takes_the_selected_ones_wires() {
    let mut window = Window::preset("happy_model");
    window.select("conv0");
    let spot = rect(&window, CONV).left_center() - vec2(130.0, 0.0);
    window.harness.hover_at(spot);
    window.settle();
    window.keys(Modifiers::NONE, Key::Slash);
    assert!(window.shows(say("add-here-title")));
    type_text(&mut window, "nn.Dropout");
    window.keys(Modifiers::NONE, Key::Enter);
    assert_eq!(inputs(&window, "dropout"), [id(&window, "conv0")]);
    assert_eq!(inputs(&window, "bn0"), [id(&window, "dropout")]);
    assert_eq!(selected(&window), ["dropout"]);
    let place = center(&window, "dropout, Dropout, (64, 64, 32)");
    assert!(place.distance(spot) < 2.0, "{place:?} {spot:?}");
    assert_eq!(recent(window.state()), ["Dropout"]);
    // What was added last is the first of the list.
    window.keys(Modifiers::NONE, Key::Slash);
    window.keys(Modifiers::NONE, Key::Enter);
    assert_eq!(inputs(&window, "dropout_1"), [id(&window, "dropout")]);
    assert_eq!(undone(&mut window), "insert Dropout");
}

#[test]
fn a_network_is_typed_from_nothing() {
    let mut window = Window::empty();
    for (text, name) in [
        ("input", "input_layer"),
        ("conv2d", "conv2d"),
        ("relu", "activation"),
    ] {
        window.keys(Modifiers::NONE, Key::Slash);
        type_text(&mut window, text);
        window.keys(Modifiers::NONE, Key::Enter);
        assert_eq!(selected(&window), [name]);
    }
    assert_eq!(inputs(&window, "activation"), [id(&window, "conv2d")]);
    assert_eq!(inputs(&window, "conv2d"), [id(&window, "input_layer")]);
}

#[test]
fn layers_typed_without_moving_the_pointer_stand_beside_each_other_in_view() {
    let mut window = Window::empty();
    point_elsewhere(&mut window);
    let network = ["input", "conv2d", "batchnorm", "relu", "maxpool"];
    let mut shown: Vec<Rect> = Vec::new();
    for text in network {
        window.keys(Modifiers::NONE, Key::Slash);
        type_text(&mut window, text);
        window.keys(Modifiers::NONE, Key::Enter);
        let path = window.state().document.selection.single().unwrap().clone();
        let canvas = window.canvas();
        let at = canvas.place_on_screen(&path).unwrap();
        assert!(window.harness.ctx.content_rect().contains(at), "{text}");
    }
    for name in window.names() {
        let rect = Rect::from_min_size(position(&window, &name).to_pos2(), vec2(236.0, 46.0));
        assert!(!shown.iter().any(|other| other.intersects(rect)), "{name}");
        shown.push(rect);
    }
    assert_eq!(shown.len(), network.len());
}

#[test]
fn a_layer_typed_over_another_takes_the_place_below_the_selected_one() {
    let mut window = Window::preset("happy_model");
    let before = ["conv0", "bn0"].map(|name| position(&window, name));
    window.select("conv0");
    let spot = center(&window, FLATTEN);
    window.harness.hover_at(spot);
    window.settle();
    window.keys(Modifiers::NONE, Key::Slash);
    type_text(&mut window, "dropout");
    window.keys(Modifiers::NONE, Key::Enter);
    assert_eq!(inputs(&window, "bn0"), [id(&window, "dropout")]);
    assert_eq!(position(&window, "dropout").x, before[0].x);
    assert!(position(&window, "dropout").y < position(&window, "bn0").y);
    assert!(position(&window, "bn0").y > before[1].y, "it makes room");
    assert_eq!(recent(window.state()), ["Dropout"]);
}

#[test]
fn a_block_that_may_not_stand_in_itself_leaves_the_selection_as_it_was() {
    let mut window = Window::preset("resnet50");
    let level = window.node("stage2b");
    window.send(BlockCommand::Enter(level));
    let port = center(&window, &tr!("port-output", name = "res2b_branch2a"));
    drag(&mut window, port, port + vec2(160.0, 10.0));
    assert!(window.shows(say("layers-that-fit-here")));
    type_text(&mut window, "identity_block");
    window.keys(Modifiers::NONE, Key::Enter);
    assert!(!window.shows(say("layers-that-fit-here")));
    assert!(!window.state().document.can_undo());
    assert!(selected(&window).is_empty());
}

#[test]
fn what_is_added_by_a_menu_is_selected_and_among_what_was_added_last() {
    let mut window = Window::preset("happy_model");
    window.harness.get_by_label(CONV).click_secondary();
    window.settle();
    window.click_starting_with(say("insert-after"));
    window.click_starting_with("Dropout");
    assert_eq!(selected(&window), ["dropout"]);
    assert_eq!(recent(window.state()), ["Dropout"]);
}

#[test]
fn the_offer_to_add_is_given_up_with_esc() {
    let mut window = Window::preset("happy_model");
    window.keys(Modifiers::NONE, Key::Slash);
    assert!(window.shows(say("add-here-title")));
    window.keys(Modifiers::NONE, Key::Escape);
    assert!(!window.shows(say("add-here-title")) && !window.state().document.can_undo());
}

#[test]
fn a_star_given_to_a_block_shows_only_where_the_block_exists() {
    let mut window = Window::empty();
    let block = PaletteItem::Block("my_block".to_owned());
    window.send(WindowCommand::ToggleFavorite(block));
    point_elsewhere(&mut window);
    assert!(!window.shows(&tr!("palette-add-favorite", name = "my_block")));
}

#[test]
fn buttons_beside_the_menus_say_what_they_take_back_and_bring_back() {
    let mut window = Window::preset("happy_model");
    let before = position(&window, "conv0");
    window.select("bn0");
    window.send(EditCommand::Delete);
    window.click("Undo: delete bn0");
    assert!(window.names().contains(&"bn0".to_owned()));
    window.click("Redo: delete bn0");
    assert!(!window.names().contains(&"bn0".to_owned()));
    assert_eq!(position(&window, "conv0"), before);
}

#[test]
fn the_command_palette_says_what_undo_takes_back() {
    let mut window = Window::preset("happy_model");
    window.select("bn0");
    window.send(EditCommand::Delete);
    window.keys(Modifiers::COMMAND, Key::K);
    type_text(&mut window, "undo");
    assert!(window.shows("Undo: delete bn0"));
}

#[test]
fn seldom_wanted_layers_show_when_asked_for_and_when_searched_for() {
    let mut window = Window::empty();
    let add = |name: &str| tr!("palette-add", name = name);
    assert!(window.shows(&add("Conv2D")) && !window.shows(&add("Conv2DTranspose")));
    let more = tr!(
        "palette-more-of",
        count = 5,
        group = say("group-convolution")
    );
    window.click(&more);
    assert!(window.shows(&add("Conv2DTranspose")) && window.shows(&add("Cropping2D")));
    window.click(&tr!("palette-fewer-of", group = say("group-convolution")));
    assert!(!window.shows(&add("Conv2DTranspose")));
    window.type_into(say("search-layers"), "transpose");
    assert!(window.shows(&add("Conv2DTranspose")) && !window.shows(&more));
}

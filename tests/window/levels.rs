//! The inside of a block as a level of its own: going in and out, editing there, undoing across levels.

use crate::canvas::{center, drag, rect, select};
use crate::support::Window;
use egui::{Event, Key, KeyboardShortcut, Modifiers, PointerButton};
use egui_kittest::kittest::Queryable;
use netsmith::app::command::{
    BlockCommand, CanvasCommand, Command, EditCommand, FileCommand, NetworkCommand, PaletteItem,
    Selection, TabCommand, WindowCommand,
};
use netsmith::graph::NodePath;
use netsmith::layer::Kind;
use netsmith::text::say;
use netsmith::tr;

const BLOCK: &str = "stage2b, identity_block, (15, 15, 256)";
const INSIDE: &str = "res2b_branch2a, Conv2D, (15, 15, 64)";
const OUTSIDE: &str = "max_pooling2d, MaxPooling2D, (15, 15, 64)";

fn level(window: &Window) -> NodePath {
    window.state().document.level().clone()
}

/// A window that looks into the block `stage2b` of ResNet50.
fn inside() -> Window {
    let mut window = Window::preset("resnet50");
    let at = center(&window, BLOCK);
    crate::canvas::double_click_at(&mut window, at);
    window
}

/// The first block among what is selected.
fn selected_block(window: &Window) -> NodePath {
    let graph = window.state().document.graph();
    let is_block = |path: &&NodePath| graph.node(path).unwrap().call().is_some();
    let mut blocks = window.state().document.selection.iter().filter(is_block);
    blocks.next().unwrap().clone()
}

fn size_of(window: &Window, block: &str) -> usize {
    window.state().document.graph().blocks[block]
        .body
        .nodes
        .len()
}

#[test]
fn a_double_click_opens_the_inside_of_a_block_on_the_whole_canvas() {
    let window = inside();
    assert_eq!(level(&window), window.node("stage2b"));
    assert!(window.shows(INSIDE) && !window.shows(OUTSIDE));
    assert!(window.shows("stage2b (identity_block)"));
    assert!(window.shows(&tr!("concerns-all", count = "12")));
    assert!(!window.state().document.can_undo());
}

#[test]
fn a_crumb_leads_back_and_the_block_is_still_selected_there() {
    let mut window = inside();
    window.click(&tr!("go-to-level", level = "ResNet50"));
    assert_eq!(level(&window), NodePath::default());
    assert!(window.shows(OUTSIDE));
    assert_eq!(
        window.state().document.selection.single(),
        Some(&window.node("stage2b"))
    );
}

#[test]
fn enter_goes_in_and_backspace_and_alt_up_go_out() {
    let mut window = Window::preset("resnet50");
    window.click(BLOCK);
    window.keys(Modifiers::NONE, Key::Enter);
    assert_eq!(level(&window), window.node("stage2b"));
    window.keys(Modifiers::NONE, Key::Backspace);
    assert_eq!(level(&window), NodePath::default());
    assert!(window.names().contains(&"stage2b".to_owned()));
    window.send(BlockCommand::Open);
    assert_eq!(level(&window), window.node("stage2b"));
    window.keys(Modifiers::ALT, Key::ArrowUp);
    assert_eq!(level(&window), NodePath::default());
}

#[test]
fn alt_up_walks_to_the_first_node_of_a_block_and_then_out_of_it() {
    let mut window = inside();
    window.click(INSIDE);
    window.keys(Modifiers::ALT, Key::ArrowUp);
    assert_eq!(level(&window), window.node("stage2b"));
    window.keys(Modifiers::ALT, Key::ArrowUp);
    assert_eq!(level(&window), NodePath::default());
}

#[test]
fn an_edit_inside_changes_every_instance() {
    let mut window = inside();
    let layers = window.state().document.inference().totals.layer_count;
    window.click(INSIDE);
    window.keys(Modifiers::NONE, Key::Delete);
    let after = window.state().document.inference().totals.layer_count;
    assert_eq!(after, layers - 12);
    assert_eq!(level(&window), window.node("stage2b"));
}

#[test]
fn undo_shows_the_level_in_which_it_changed_something() {
    let mut window = inside();
    let stage = level(&window);
    window.click(INSIDE);
    window.keys(Modifiers::NONE, Key::Delete);
    window.send(BlockCommand::Leave);
    window.select("max_pooling2d");
    window.send(EditCommand::Delete);
    window.keys(Modifiers::COMMAND, Key::Z);
    assert_eq!(level(&window), NodePath::default());
    window.keys(Modifiers::COMMAND, Key::Z);
    assert_eq!(level(&window), stage);
    assert!(window.shows(INSIDE));
    window.keys(Modifiers::COMMAND, Key::Y);
    window.keys(Modifiers::COMMAND, Key::Y);
    assert_eq!(level(&window), NodePath::default());
}

#[test]
fn a_level_whose_instance_goes_away_gives_way_to_the_one_around_it() {
    let mut window = Window::preset("happy_model");
    select(&mut window, &["conv0", "bn0"]);
    window.send(BlockCommand::Make);
    window.keys(Modifiers::NONE, Key::Enter);
    window.send(BlockCommand::Open);
    assert_eq!(level(&window).0.len(), 1);
    window.send(EditCommand::Undo);
    assert_eq!(level(&window), NodePath::default());
}

#[test]
fn each_level_keeps_its_view_and_its_selection() {
    let mut window = inside();
    window.click(INSIDE);
    window.send(CanvasCommand::ZoomToFull);
    window.send(CanvasCommand::ShowSelection);
    let shown = rect(&window, INSIDE);
    window.send(BlockCommand::Leave);
    window.send(BlockCommand::Open);
    assert_eq!(rect(&window, INSIDE), shown);
    assert_eq!(window.state().document.selection.len(), 1);
    assert_ne!(
        window.state().document.selection.single(),
        Some(&level(&window))
    );
}

#[test]
fn select_all_and_a_box_take_what_is_in_the_level() {
    let mut window = inside();
    window.keys(Modifiers::COMMAND, Key::A);
    let count = window.state().document.selection.len();
    assert_eq!(count, size_of(&window, "identity_block"));
    let stage = level(&window);
    assert!(
        window
            .state()
            .document
            .selection
            .iter()
            .all(|path| path.is_within(&stage))
    );
}

#[test]
fn a_click_in_the_palette_adds_to_the_open_block_where_it_gives_out() {
    let mut window = inside();
    let before = size_of(&window, "identity_block");
    window.send(Selection::default());
    window.click(&tr!("palette-add", name = "Dropout"));
    assert_eq!(size_of(&window, "identity_block"), before + 1);
    let added = window.state().document.selection.single().unwrap().clone();
    assert_eq!(added.around(), level(&window));
    let body = &window.state().document.graph().blocks["identity_block"].body;
    let mut users = body
        .wires()
        .filter(|(from, _, _)| Some(*from) == added.leaf());
    assert!(users.next().is_some());
    assert!(window.state().document.problems().is_empty());
}

#[test]
fn a_drop_from_the_palette_lands_in_the_open_block() {
    let mut window = inside();
    let before = size_of(&window, "identity_block");
    let row = window
        .harness
        .get_by_label(&tr!("palette-add", name = "Flatten"))
        .rect()
        .center();
    let canvas = center(&window, INSIDE);
    drag(&mut window, row, canvas + egui::vec2(-220.0, 0.0));
    assert_eq!(size_of(&window, "identity_block"), before + 1);
}

#[test]
fn pasted_layers_go_into_the_open_block() {
    let mut window = Window::preset("resnet50");
    let text = window.copied("max_pooling2d");
    window.select("stage2b");
    window.send(BlockCommand::Open);
    let before = size_of(&window, "identity_block");
    window.harness.event(Event::Paste(text));
    window.settle();
    assert_eq!(size_of(&window, "identity_block"), before + 1);
}

#[test]
fn what_is_selected_elsewhere_is_shown_in_its_own_level() {
    let mut window = inside();
    window.select("max_pooling2d");
    assert_eq!(level(&window), NodePath::default());
}

#[test]
fn the_inspector_says_whose_block_it_is_and_renames_it() {
    let mut window = inside();
    window.send(Selection::default());
    assert!(window.shows_part("Inside of stage2b"));
    window.send(BlockCommand::Rename);
    window.type_into(say("block-name"), "plain_block");
    window.click(say("rename"));
    assert!(window.shows("stage2b (plain_block)"));
}

#[test]
fn blocks_inside_of_blocks_open_one_after_the_other() {
    let mut window = Window::preset("resnet50");
    window.send(NetworkCommand::Add(PaletteItem::Layer(Kind::Flatten)));
    window.send(EditCommand::Undo);
    select(&mut window, &["stage2a", "stage2b"]);
    window.send(BlockCommand::Make);
    window.type_into(say("block-name"), "pair");
    window.click(say("make-block"));
    let outer = window
        .state()
        .document
        .selection
        .iter()
        .next()
        .unwrap()
        .clone();
    window.send(BlockCommand::Enter(outer.clone()));
    window.send(EditCommand::SelectAll);
    let inner = selected_block(&window);
    window.send(BlockCommand::Enter(inner.clone()));
    assert_eq!(level(&window), inner);
    window.send(BlockCommand::Leave);
    assert_eq!(level(&window), outer);
}

#[test]
fn a_level_is_no_part_of_the_file_but_the_view_of_the_network_is() {
    let mut window = Window::preset("resnet50");
    window.send(CanvasCommand::ZoomToFull);
    let before = window.canvas().view();
    window.select("stage2b");
    window.send(BlockCommand::Open);
    assert_eq!(window.canvas().view(), before);
}

#[test]
fn the_menu_of_a_block_opens_it_as_a_level_or_in_place() {
    let mut window = Window::preset("resnet50");
    let at = center(&window, BLOCK);
    crate::canvas::clicks(
        &mut window,
        at,
        PointerButton::Secondary,
        Modifiers::NONE,
        1,
    );
    window.click_starting_with(say("open-in-place"));
    assert_eq!(level(&window), NodePath::default());
    assert!(window.shows(INSIDE));
    let at = center(&window, BLOCK);
    crate::canvas::clicks(
        &mut window,
        at,
        PointerButton::Secondary,
        Modifiers::NONE,
        1,
    );
    window.click_starting_with("Open block Ctrl");
    assert_eq!(level(&window), window.node("stage2b"));
}

#[test]
fn a_block_opens_in_place_and_folds_by_its_key() {
    let mut window = Window::preset("resnet50");
    window.select("stage2b");
    window.keys(Modifiers::NONE, Key::E);
    assert!(window.shows(INSIDE) && window.shows(OUTSIDE));
    assert_eq!(level(&window), NodePath::default());
    window.keys(Modifiers::NONE, Key::E);
    assert!(!window.shows(INSIDE));
}

#[test]
fn what_is_pasted_into_a_level_is_in_view_there() {
    let mut window = Window::preset("resnet50");
    let text = window.copied("fc6");
    window.select("stage2b");
    window.send(BlockCommand::Open);
    window.harness.event(Event::Paste(text));
    window.settle();
    let path = window.state().document.selection.single().unwrap();
    let canvas = window.canvas();
    let shown = canvas.place_on_screen(path).unwrap();
    assert!(window.harness.ctx.content_rect().contains(shown), "{shown}");
}

#[test]
fn every_tab_keeps_its_own_level() {
    let mut window = inside();
    let stage = level(&window);
    window.send(FileCommand::LoadPreset("lenet5".to_owned()));
    assert_eq!(level(&window), NodePath::default());
    window.send(TabCommand::Previous);
    assert_eq!(level(&window), stage);
    assert!(window.shows(INSIDE));
}

#[test]
fn the_menu_of_the_ground_leads_out_of_a_block() {
    let mut window = inside();
    let at = center(&window, INSIDE) + egui::vec2(-220.0, 0.0);
    crate::canvas::clicks(
        &mut window,
        at,
        PointerButton::Secondary,
        Modifiers::NONE,
        1,
    );
    window.click_starting_with(say("go-up"));
    assert_eq!(level(&window), NodePath::default());
}

#[test]
fn the_button_that_goes_up_names_the_keys_that_the_user_has_given() {
    let mut window = inside();
    assert!(window.shows("Go up (Alt+Up)"));
    let keys = KeyboardShortcut::new(Modifiers::COMMAND, Key::U);
    let leave = Box::new(Command::from(BlockCommand::Leave));
    window.send(WindowCommand::SetKeys(leave, Some(keys)));
    window.click("Go up (Ctrl+U)");
    assert_eq!(level(&window), NodePath::default());
}

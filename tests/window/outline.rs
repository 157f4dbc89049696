//! The outline: the network as a tree, in which everything can be done by keyboard.

use crate::canvas::{selected, undone};
use crate::support::Window;
use egui::accesskit::Role;
use egui::{Event, Key, Modifiers};
use egui_kittest::kittest::{NodeT, Queryable};
use netsmith::app::command::{EditCommand, FileCommand, PanelCommand};
use netsmith::app::docking::Panel;
use netsmith::graph::{Content, Graph, Node, NodeId};
use netsmith::layer::{Kind, LayerSpec, Shape, Value};
use netsmith::project::Project;

const NONE: Modifiers = Modifiers::NONE;
const SHIFT: Modifiers = Modifiers::SHIFT;
const CTRL: Modifiers = Modifiers::COMMAND;
const ALT: Modifiers = Modifiers::ALT;

/// The preset `key` with the outline in front and the keyboard on the row of the network.
pub fn outline_of(key: &str) -> Window {
    let mut window = Window::preset(key);
    window.keys(CTRL, Key::Num4);
    window
}

/// The names of all rows that are there.
pub fn rows(window: &Window) -> Vec<String> {
    let rows = window
        .harness
        .get_all_by(|node| node.role() == Role::TreeItem);
    rows.map(|row| row.accesskit_node().label().unwrap_or_default())
        .collect()
}

/// The name of the row that has the keyboard.
pub fn focused(window: &Window) -> Option<String> {
    let mut rows = window
        .harness
        .query_all_by(|node| node.role() == Role::TreeItem && node.is_focused());
    rows.next().and_then(|row| row.accesskit_node().label())
}

pub fn focused_begins(window: &Window, begin: &str) {
    let focused = focused(window).unwrap_or_default();
    assert!(focused.starts_with(begin), "{focused} begins with {begin}");
}

/// Types into whatever has the keyboard.
pub fn type_text(window: &mut Window, text: &str) {
    window.harness.event(Event::Text(text.to_owned()));
    window.settle();
}

/// Goes to the row of the node called `name`.
pub fn go_to(window: &mut Window, name: &str) {
    window.keys(NONE, Key::Home);
    for _ in 0..400 {
        if focused(window).is_some_and(|row| row.starts_with(&format!("{name}, "))) {
            return;
        }
        window.keys(NONE, Key::ArrowDown);
    }
    panic!("no row of {name} below {:?}", rows(window));
}

/// Adds the layer that `letters` find, behind the active row.
fn add(window: &mut Window, letters: &str) {
    window.keys(NONE, Key::Insert);
    type_text(window, letters);
    window.keys(NONE, Key::Enter);
}

/// Picks what `letters` find in the list that is open.
fn pick(window: &mut Window, letters: &str) {
    type_text(window, letters);
    window.keys(NONE, Key::Enter);
}

fn inputs(window: &Window, name: &str) -> Vec<String> {
    let body = &window.state().document.graph().body;
    let node = body.nodes.values().find(|node| node.name == name).unwrap();
    let names = node
        .inputs
        .iter()
        .map(|id| body.node(*id).unwrap().name.clone());
    names.collect()
}

#[test]
fn a_small_network_is_built_by_keyboard_alone() {
    let mut window = Window::empty();
    window.keys(CTRL, Key::Num4);
    focused_begins(&window, "Untitled, network");
    for letters in ["input", "conv2d", "relu", "max", "flatten", "dense"] {
        add(&mut window, letters);
    }
    focused_begins(&window, "dense, Dense, output (");
    window.keys(NONE, Key::F2);
    type_text(&mut window, "fc");
    window.keys(NONE, Key::Enter);
    focused_begins(&window, "fc, Dense");
    window.keys(NONE, Key::Enter);
    window.keys(CTRL, Key::A);
    type_text(&mut window, "10");
    window.keys(CTRL, Key::Num4);
    focused_begins(&window, "fc, Dense, output (10)");
    go_to(&mut window, "conv2d");
    add(&mut window, "batch");
    window.keys(CTRL, Key::D);
    focused_begins(&window, "batch_normalization_1");
    window.keys(NONE, Key::Delete);
    go_to(&mut window, "conv2d");
    window.keys(NONE, Key::Delete);
    let document = &window.state().document;
    assert!(
        document.inference().is_complete(),
        "{:?}",
        document.problems()
    );
    let shapes = &document.inference().layers;
    assert_eq!(shapes.last().unwrap().output_shape, Some(Shape::vector(10)));
    assert!(!window.names().contains(&"conv2d".to_owned()));
}

#[test]
fn rows_say_level_shape_and_parameters() {
    let window = outline_of("happy_model");
    let found = rows(&window);
    assert_eq!(found[0], "HappyModel, network, 8 layers, 37,633 parameters");
    // 7·7·3·32 taps and 32 biases.
    let conv = "conv0, Conv2D, output (64, 64, 32), 4,736 parameters";
    assert_eq!(found[3], conv);
    let row = window.harness.get_by_label(conv);
    assert_eq!(row.accesskit_node().data().level(), Some(1));
    window
        .harness
        .get_by_role_and_label(Role::Tree, "Outline of the network");
}

#[test]
fn the_selection_is_that_of_the_canvas() {
    let mut window = outline_of("happy_model");
    window.keys(NONE, Key::ArrowDown);
    window.keys(NONE, Key::ArrowDown);
    assert_eq!(selected(&window), ["zero_padding2d"]);
    window.keys(SHIFT, Key::ArrowDown);
    window.keys(SHIFT, Key::ArrowDown);
    assert_eq!(selected(&window), ["zero_padding2d", "conv0", "bn0"]);
    window.keys(SHIFT, Key::ArrowUp);
    assert_eq!(selected(&window), ["zero_padding2d", "conv0"]);
    window.select("fc");
    focused_begins(&window, "fc, Dense");
    window.keys(CTRL, Key::ArrowUp);
    window.keys(CTRL, Key::Space);
    assert_eq!(selected(&window), ["flatten", "fc"]);
    window.keys(CTRL, Key::A);
    assert_eq!(selected(&window).len(), window.names().len());
}

#[test]
fn blocks_unfold_and_fold() {
    let mut window = outline_of("resnet50");
    go_to(&mut window, "stage2a");
    let row = focused(&window).unwrap();
    let expanded = |window: &Window| {
        let row = window.harness.get_by_label(&row);
        row.accesskit_node().data().is_expanded()
    };
    assert_eq!(expanded(&window), Some(false));
    window.keys(NONE, Key::ArrowRight);
    assert_eq!(expanded(&window), Some(true));
    window.keys(NONE, Key::ArrowRight);
    window.keys(NONE, Key::ArrowDown);
    focused_begins(&window, "res2a_branch2a, Conv2D");
    window.keys(NONE, Key::ArrowLeft);
    assert_eq!(focused(&window), Some(row.clone()));
    window.keys(NONE, Key::ArrowLeft);
    assert_eq!(expanded(&window), Some(false));
}

#[test]
fn of_two_thousand_layers_only_rows_in_view_are_there_and_the_active_one() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("long.netsmith");
    Project::new("long", chain_of(2000)).save(&path).unwrap();
    let mut window = Window::empty();
    window.send(FileCommand::OpenPath(path));
    window.keys(CTRL, Key::Num4);
    window.keys(NONE, Key::End);
    focused_begins(&window, "layer_1999, Dropout");
    assert!(rows(&window).len() < 60);
    window.keys(NONE, Key::PageUp);
    focused_begins(&window, "layer_1983, Dropout");
    window.keys(NONE, Key::Home);
    focused_begins(&window, "long, network");
}

fn chain_of(count: u64) -> Graph {
    let mut graph = Graph::default();
    for id in 0..count {
        let node = Node {
            name: format!("layer_{id}"),
            position: [0.0, id as f32 * 104.0],
            content: Content::Layer(LayerSpec::new(Kind::Dropout)),
            inputs: id.checked_sub(1).map(NodeId).into_iter().collect(),
        };
        graph.body.nodes.insert(NodeId(id), node.into());
    }
    graph
}

#[test]
fn a_layer_moves_along_its_chain_as_one_step() {
    let mut window = outline_of("happy_model");
    go_to(&mut window, "bn0");
    window.keys(ALT, Key::ArrowDown);
    assert_eq!(inputs(&window, "activation"), ["conv0"]);
    assert_eq!(inputs(&window, "bn0"), ["activation"]);
    focused_begins(&window, "bn0, BatchNormalization");
    window.keys(ALT, Key::ArrowUp);
    assert_eq!(undone(&mut window), "move bn0 earlier");
    assert_eq!(undone(&mut window), "move bn0 later");
    assert_eq!(inputs(&window, "activation"), ["bn0"]);
    window.keys(NONE, Key::End);
    window.keys(ALT, Key::ArrowDown);
    assert!(window.shows_part("Nothing comes behind `fc`"));
}

#[test]
fn wires_are_drawn_and_removed_from_lists() {
    let mut window = outline_of("happy_model");
    go_to(&mut window, "bn0");
    add(&mut window, "add");
    assert_eq!(inputs(&window, "add"), ["bn0"]);
    go_to(&mut window, "conv0");
    window.keys(CTRL, Key::L);
    pick(&mut window, "add");
    assert_eq!(inputs(&window, "add"), ["bn0", "conv0"]);
    focused_begins(&window, "conv0");
    window.keys(SHIFT, Key::X);
    pick(&mut window, "to add");
    assert_eq!(inputs(&window, "add"), ["bn0"]);
    assert_eq!(undone(&mut window), "disconnect add");
    window.keys(NONE, Key::Escape);
}

#[test]
fn a_deleted_row_gives_the_keyboard_to_its_neighbor() {
    let mut window = outline_of("happy_model");
    go_to(&mut window, "bn0");
    window.keys(NONE, Key::Delete);
    focused_begins(&window, "activation");
    assert_eq!(selected(&window), ["activation"]);
    window.keys(CTRL, Key::Z);
    assert!(window.names().contains(&"bn0".to_owned()));
}

#[test]
fn a_name_is_typed_in_place_and_escape_takes_it_back() {
    let mut window = outline_of("happy_model");
    go_to(&mut window, "bn0");
    window.keys(NONE, Key::F2);
    type_text(&mut window, "norm");
    window.keys(NONE, Key::Escape);
    assert!(window.names().contains(&"bn0".to_owned()));
    focused_begins(&window, "bn0");
    window.keys(NONE, Key::F2);
    type_text(&mut window, "norm");
    window.keys(NONE, Key::Enter);
    assert!(window.names().contains(&"norm".to_owned()));
    assert_eq!(undone(&mut window), "rename bn0");
    window.keys(NONE, Key::Home);
    window.keys(NONE, Key::F2);
    type_text(&mut window, "Smile");
    window.keys(NONE, Key::Enter);
    assert_eq!(window.state().document.name(), "Smile");
}

#[test]
fn the_menu_of_the_canvas_opens_by_key_and_a_layer_is_bypassed() {
    let mut window = outline_of("happy_model");
    go_to(&mut window, "bn0");
    window.keys(SHIFT, Key::F10);
    assert!(window.shows_part("Delete with wires"));
    window.keys(NONE, Key::Enter);
    window.keys(NONE, Key::Enter);
    assert_eq!(undone(&mut window), "make block block");
    focused_begins(&window, "bn0");
    window.keys(NONE, Key::B);
    focused_begins(&window, "bn0, BatchNormalization, bypassed");
}

#[test]
fn problems_stand_on_their_rows() {
    let mut window = outline_of("happy_model");
    go_to(&mut window, "bn0");
    add(&mut window, "add");
    let found = rows(&window);
    let broken = "add, Add, output unknown, problem: `add` needs at least 2 inputs but has 1";
    assert!(found.iter().any(|row| row.starts_with(broken)), "{found:?}");
}

#[test]
fn enter_goes_to_the_first_setting() {
    let mut window = outline_of("happy_model");
    go_to(&mut window, "conv0");
    window.keys(NONE, Key::Enter);
    window.keys(CTRL, Key::A);
    type_text(&mut window, "16");
    let path = window.node("conv0");
    let node = window.state().document.graph().node(&path).unwrap();
    assert_eq!(
        node.layer().unwrap().value("filters"),
        Some(Value::from(16))
    );
    assert!(window.in_front(Panel::Outline));
}

#[test]
fn a_click_selects_and_one_on_the_angle_unfolds() {
    let mut window = outline_of("resnet50");
    let row = rows(&window);
    let block = row
        .iter()
        .find(|row| row.starts_with("stage2a"))
        .unwrap()
        .clone();
    let place = window.harness.get_by_label(&block).rect();
    let angle = egui::pos2(place.left() + 20.0, place.center().y);
    crate::canvas::click_at(&mut window, angle, NONE);
    assert!(
        rows(&window)
            .iter()
            .any(|row| row.starts_with("res2a_branch2a"))
    );
    window.click("res2a_branch2a, Conv2D, output (15, 15, 64), 4,160 parameters");
    assert_eq!(selected(&window), ["res{stage}{block}_branch2a"]);
}

#[test]
fn a_layer_is_added_behind_the_active_row_also_where_another_one_is_selected() {
    let mut window = outline_of("happy_model");
    go_to(&mut window, "bn0");
    window.keys(CTRL, Key::ArrowUp);
    assert_eq!(selected(&window), ["bn0"]);
    add(&mut window, "dropout");
    assert_eq!(inputs(&window, "dropout"), ["conv0"]);
}

#[test]
fn a_wire_begins_at_the_active_row_also_where_several_are_selected() {
    let mut window = outline_of("happy_model");
    go_to(&mut window, "bn0");
    add(&mut window, "add");
    go_to(&mut window, "conv0");
    window.keys(SHIFT, Key::ArrowUp);
    window.keys(CTRL, Key::ArrowDown);
    window.keys(CTRL, Key::L);
    pick(&mut window, "add");
    assert_eq!(inputs(&window, "add"), ["bn0", "conv0"]);
}

#[test]
fn names_of_bypassed_layers_in_blocks_are_filled_in() {
    let mut window = outline_of("resnet50");
    go_to(&mut window, "stage2a");
    window.keys(NONE, Key::ArrowRight);
    go_to(&mut window, "bn2a_branch2a");
    window.keys(NONE, Key::B);
    focused_begins(&window, "bn2a_branch2a, BatchNormalization, bypassed");
}

#[test]
fn a_name_whose_row_is_gone_leaves_the_keys_to_the_tree() {
    let mut window = outline_of("happy_model");
    go_to(&mut window, "bn0");
    window.keys(NONE, Key::F2);
    type_text(&mut window, "norm");
    window.send(EditCommand::Delete);
    focused_begins(&window, "activation");
    window.keys(NONE, Key::ArrowUp);
    focused_begins(&window, "conv0");
    assert!(!window.names().contains(&"norm".to_owned()));
}

#[test]
fn a_name_is_handed_in_after_another_tab_hid_the_outline() {
    let mut window = outline_of("happy_model");
    go_to(&mut window, "bn0");
    window.keys(NONE, Key::F2);
    type_text(&mut window, "norm");
    window.send(PanelCommand::Show(Panel::History));
    window.send(PanelCommand::Show(Panel::Outline));
    assert!(window.names().contains(&"norm".to_owned()));
    focused_begins(&window, "norm");
    window.keys(NONE, Key::ArrowUp);
    focused_begins(&window, "conv0");
}

#[test]
fn every_network_has_its_own_selection_and_unfolded_blocks() {
    let mut window = outline_of("resnet50");
    go_to(&mut window, "stage2a");
    window.keys(NONE, Key::ArrowRight);
    go_to(&mut window, "res2a_branch2a");
    let inside = window.state().document.selection.clone();
    window.send(FileCommand::LoadPreset("resnet50".to_owned()));
    window.keys(CTRL, Key::Num4);
    let begins =
        |window: &Window, begin: &str| rows(window).iter().any(|row| row.starts_with(begin));
    assert!(!begins(&window, "res2a_branch2a"));
    assert!(window.state().document.selection.is_empty());
    go_to(&mut window, "stage2b");
    window.keys(CTRL, Key::Tab);
    assert_eq!(window.state().document.selection, inside);
    assert!(begins(&window, "res2a_branch2a"));
    window.keys(CTRL, Key::Num4);
    focused_begins(&window, "res2a_branch2a");
    window.keys(CTRL, Key::Tab);
    assert_eq!(selected(&window), ["stage2b"]);
}

//! Blocks that are opened in place, and what is done inside of them.

use super::*;
use egui::Key;
use netsmith::app::command::{CanvasCommand, FileCommand};
use netsmith::graph::{Content, NodePath, Place};
use netsmith::text::say;
use netsmith::tr;

#[test]
fn a_block_dropped_on_an_empty_canvas_brings_its_definition() {
    let mut window = Window::empty();
    let from = center(&window, &tr!("palette-add", name = "identity_block"));
    drag(&mut window, from, Pos2::new(900.0, 120.0));
    assert_eq!(window.names(), ["identity_block"]);
    assert!(window.has_block("identity_block"));
}

#[test]
fn a_block_opens_in_place_and_folds_by_its_button() {
    let mut window = Window::preset("resnet50");
    let inside = "res2b_branch2a, Conv2D, (15, 15, 64)";
    assert!(!window.shows(inside));
    window.click(&tr!("open-block-of", name = "stage2b"));
    assert!(window.shows(inside));
    window.click(&tr!("fold-block", name = "stage2b"));
    assert!(!window.shows(inside));
    assert!(!window.state().document.can_undo());
}

#[test]
fn what_stands_below_an_opened_block_makes_room_and_is_stored_where_it_was() {
    let mut window = Window::preset("resnet50");
    let below = "stage2c, identity_block, (15, 15, 256)";
    window.send(CanvasCommand::ZoomToFull);
    window.send(Selection::only(window.node("stage2b")));
    window.send(CanvasCommand::ShowSelection);
    let before = rect(&window, below);
    window.click(&tr!("open-block-of", name = "stage2b"));
    assert!(rect(&window, below).top() > before.top() + 500.0);
    window.click(&tr!("fold-block", name = "stage2b"));
    assert_eq!(rect(&window, below), before);
}

#[test]
fn an_edit_inside_an_opened_block_changes_its_definition() {
    let mut window = Window::preset("resnet50");
    window.click(&tr!("open-block-of", name = "stage2b"));
    window.click("res2b_branch2a, Conv2D, (15, 15, 64)");
    let path = window.state().document.selection.single().unwrap().clone();
    assert_eq!(path.0.len(), 2);
    let place = Place::Block("identity_block".to_owned());
    assert_eq!(
        window.state().document.graph().locate(&path),
        Some((place, NodeId(1)))
    );
    let layers = window.state().document.inference().totals.layer_count;
    window.keys(Modifiers::NONE, Key::Delete);
    assert_eq!(
        window.state().document.inference().totals.layer_count,
        layers - 12
    );
}

#[test]
fn a_node_dragged_inside_a_block_moves_in_the_definition() {
    let mut window = Window::preset("resnet50");
    window.click(&tr!("open-block-of", name = "stage2b"));
    window.send(CanvasCommand::ZoomToFull);
    let name = "bn2b_branch2a, BatchNormalization, (15, 15, 64)";
    let stage = window.node("stage2b");
    let path = NodePath(vec![stage.leaf().unwrap(), NodeId(2)]);
    window.send(Selection::only(path.clone()));
    window.send(CanvasCommand::ShowSelection);
    let stored = |window: &Window| {
        window
            .state()
            .document
            .graph()
            .node(&path)
            .unwrap()
            .position
    };
    let (before, from) = (stored(&window), center(&window, name));
    drag(&mut window, from, from + vec2(-30.0, 17.0));
    assert_eq!(stored(&window), [before[0] - 30.0, before[1] + 17.0]);
}

#[test]
fn alt_with_arrows_walks_along_the_wires_and_enter_opens_a_block() {
    let mut window = Window::preset("resnet50");
    window.click("max_pooling2d, MaxPooling2D, (15, 15, 64)");
    window.keys(Modifiers::ALT, Key::ArrowDown);
    assert_eq!(selected(&window), ["stage2a"]);
    window.keys(Modifiers::NONE, Key::Enter);
    assert!(window.shows("res2a_branch2a, Conv2D, (15, 15, 64)"));
    window.keys(Modifiers::ALT, Key::ArrowUp);
    assert_eq!(selected(&window), ["stage2a"]);
    window.keys(Modifiers::ALT, Key::ArrowUp);
    assert_eq!(selected(&window), ["max_pooling2d"]);
}

#[test]
fn the_menu_of_a_block_takes_it_apart() {
    let mut window = Window::preset("resnet50");
    window
        .harness
        .get_by_label("stage2b, identity_block, (15, 15, 256)")
        .click_secondary();
    window.settle();
    window.click_starting_with(say("ungroup"));
    assert!(window.names().contains(&"res2b_branch2a".to_owned()));
    let graph = window.state().document.graph();
    let is_block = |content: &Content| matches!(content, Content::Block(_));
    assert_eq!(
        graph
            .body
            .nodes
            .values()
            .filter(|node| is_block(&node.content))
            .count(),
        15
    );
}

#[test]
fn a_saved_project_shows_as_it_was_left() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("mine.netsmith");
    let mut window = Window::preset("resnet50");
    window.click(&tr!("open-block-of", name = "stage2b"));
    window.send(CanvasCommand::ZoomToFull);
    let inside = "res2b_branch2a, Conv2D, (15, 15, 64)";
    let before = rect(&window, inside);
    window.will_choose(std::slice::from_ref(&path));
    window.send(FileCommand::SaveAs);
    let mut other = Window::empty();
    other.send(FileCommand::OpenPath(path));
    assert!(rect(&other, inside).min.distance(before.min) < 1.0);
}

#[test]
fn all_blocks_opened_stand_in_columns_and_fold_back_to_where_they_were() {
    let mut window = Window::preset("resnet50");
    let folded = rect(&window, "fc6, Dense, (6)");
    window.send(CanvasCommand::OpenBlocks);
    let shown = window.harness.query_all_by_label_contains(", Conv2D, (");
    let all = shown.map(|node| node.rect()).reduce(Rect::union).unwrap();
    assert!(all.width() > all.height() * 0.5, "{all}");
    window.send(CanvasCommand::FoldBlocks);
    assert_eq!(rect(&window, "fc6, Dense, (6)"), folded);
    assert!(!window.state().document.can_undo());
}

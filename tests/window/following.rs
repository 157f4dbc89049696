//! What the window shows of an edit's consequences, and until when.

use crate::canvas::undone;
use crate::support::Window;
use egui::{Key, Modifiers};
use netsmith::app::canvas::CanvasCommand;
use netsmith::app::command::Command;
use netsmith::graph::{Edit, Place};

const NORM_NOW: &str = "bn0, BatchNormalization, (64, 64, 8), was (64, 64, 32)";

fn set_filters(window: &mut Window, filters: i64) {
    let path = window.node("conv0");
    window.send(Edit::Set {
        place: Place::Root,
        nodes: path.leaf().into_iter().collect(),
        key: "filters".to_owned(),
        value: Some(filters.into()),
    });
}

/// Lets the window's clock run for some seconds.
fn wait(window: &mut Window) {
    for _ in 0..200 {
        window.harness.step();
    }
}

#[test]
fn old_shapes_stay_until_the_next_edit() {
    let mut window = Window::preset("happy_model");
    set_filters(&mut window, 8);
    wait(&mut window);
    assert!(window.shows(NORM_NOW));
    // 32 · 32 · 8 in place of 32 · 32 · 32.
    assert!(window.shows("flatten, Flatten, (8192), was (32768)"));
    assert!(
        window.shows("fc, Dense, (1)"),
        "what did not change says nothing"
    );
    window.send(Edit::Rename {
        place: Place::Root,
        node: window.node("fc").leaf().unwrap(),
        name: "head".to_owned(),
    });
    assert!(!window.shows_part(", was ("));
    assert_eq!(undone(&mut window), "rename fc");
    window.send(Command::Undo);
    assert!(window.shows("bn0, BatchNormalization, (64, 64, 32), was (64, 64, 8)"));
}

#[test]
fn esc_takes_old_shapes_away() {
    let mut window = Window::preset("happy_model");
    set_filters(&mut window, 8);
    assert!(window.shows(NORM_NOW));
    window.keys(Modifiers::NONE, Key::Escape);
    assert!(!window.shows_part(", was ("));
}

#[test]
fn while_a_number_is_typed_the_shapes_from_before_count() {
    let mut window = Window::preset("happy_model");
    window.select("conv0");
    window.type_into("Filters", "8");
    window.type_into("Filters", "16");
    assert!(window.shows("bn0, BatchNormalization, (64, 64, 16), was (64, 64, 32)"));
    window.type_into("Filters", "32");
    assert!(!window.shows_part("bn0, BatchNormalization, (64, 64, 32), was"));
}

#[test]
fn looking_around_keeps_old_shapes() {
    let mut window = Window::preset("resnet50");
    let path = window.node("conv1");
    window.send(Edit::Set {
        place: Place::Root,
        nodes: path.leaf().into_iter().collect(),
        key: "filters".to_owned(),
        value: Some(32.into()),
    });
    assert!(window.shows_part("bn_conv1, BatchNormalization, (32, 32, 32), was (32, 32, 64)"));
    window.send(CanvasCommand::OpenBlocks);
    window.send(CanvasCommand::FoldBlocks);
    assert!(window.shows_part("bn_conv1, BatchNormalization, (32, 32, 32), was (32, 32, 64)"));
}

//! What the window shows of an edit's consequences, and until when.

use crate::canvas::{CONV, FLATTEN, button, center, drag, press_and_go, rect, undone};
use crate::support::Window;
use egui::{Key, Modifiers, PointerButton, Pos2, vec2};
use netsmith::app::command::{
    CanvasCommand, EditCommand, NetworkCommand, PaletteItem, ViewCommand,
};
use netsmith::app::look::Theme;
use netsmith::graph::{Edit, Measure, NodeId, Place};
use netsmith::layer::Kind;
use netsmith::text::say;
use std::collections::BTreeMap;
use std::time::Duration;

const NORM_NOW: &str = "bn0, BatchNormalization, (64, 64, 8), was (64, 64, 32)";

/// Lets the window's clock run for some seconds.
fn wait(window: &mut Window) {
    for _ in 0..200 {
        window.harness.step();
    }
}

#[test]
fn old_shapes_stay_until_the_next_edit() {
    let mut window = Window::preset("happy_model");
    window.set_filters("conv0", 8);
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
    window.send(EditCommand::Undo);
    assert!(window.shows("bn0, BatchNormalization, (64, 64, 32), was (64, 64, 8)"));
}

#[test]
fn esc_takes_old_shapes_away() {
    let mut window = Window::preset("happy_model");
    window.set_filters("conv0", 8);
    assert!(window.shows(NORM_NOW));
    window.keys(Modifiers::NONE, Key::Escape);
    assert!(!window.shows_part(", was ("));
}

#[test]
fn while_a_number_is_typed_the_shapes_from_before_count() {
    let mut window = Window::preset("happy_model");
    window.select("conv0");
    window.type_into(say("setting-filters"), "8");
    window.type_into(say("setting-filters"), "16");
    assert!(window.shows("bn0, BatchNormalization, (64, 64, 16), was (64, 64, 32)"));
    window.type_into(say("setting-filters"), "32");
    assert!(!window.shows_part("bn0, BatchNormalization, (64, 64, 32), was"));
}

#[test]
fn looking_around_keeps_old_shapes() {
    let mut window = Window::preset("resnet50");
    window.set_filters("conv1", 32);
    assert!(window.shows_part("bn_conv1, BatchNormalization, (32, 32, 32), was (32, 32, 64)"));
    window.send(CanvasCommand::OpenBlocks);
    window.send(CanvasCommand::FoldBlocks);
    assert!(window.shows_part("bn_conv1, BatchNormalization, (32, 32, 32), was (32, 32, 64)"));
}

/// How long until the window asks for another frame.
fn rest(window: &Window) -> Duration {
    let viewports = window.harness.output().viewport_output.values();
    let delays = viewports.map(|viewport| viewport.repaint_delay);
    delays.min().unwrap()
}

#[test]
fn a_layout_glides_to_its_places_and_rests_there() {
    let mut window = Window::preset("happy_model");
    let conv = center(&window, CONV);
    drag(&mut window, conv, conv + vec2(-90.0, 140.0));
    let begin = center(&window, CONV);
    window.harness.state_mut().send(CanvasCommand::Arrange);
    let mut places: Vec<Pos2> = Vec::new();
    for _ in 0..12 {
        window.harness.step();
        places.push(center(&window, CONV));
    }
    let end = *places.last().unwrap();
    assert!(begin.distance(end) > 50.0);
    let is_between = |at: &&Pos2| at.distance(begin) > 0.01 && at.distance(end) > 0.01;
    assert!(
        places.iter().any(|at| is_between(&at)),
        "{begin:?} {places:?}"
    );
    assert_eq!(places[places.len() - 4..], [end; 4]);
    window.settle();
    assert!(rest(&window) > Duration::from_hours(1));
}

fn places(window: &Window) -> BTreeMap<NodeId, [f32; 2]> {
    let nodes = window.state().document.graph().body.nodes.iter();
    nodes.map(|(id, node)| (*id, node.position)).collect()
}

#[test]
fn a_layout_is_the_same_after_a_small_edit() {
    let mut window = Window::preset("resnet50");
    window.send(CanvasCommand::Arrange);
    let before = places(&window);
    window.set_filters("conv1", 32);
    window.send(CanvasCommand::Arrange);
    assert_eq!(places(&window), before);
    window.select("fc6");
    window.send(NetworkCommand::Add(PaletteItem::Layer(Kind::Dropout)));
    window.send(CanvasCommand::Arrange);
    let after = places(&window);
    assert_eq!(after.len(), before.len() + 1);
    for (id, place) in before {
        assert_eq!(after[&id], place, "{id:?}");
    }
}

/// The lines along which a carried node lines up, as painted in the last frame.
fn guides(window: &Window) -> usize {
    let color = Theme::named(window.harness.ctx.theme())
        .accent
        .gamma_multiply(0.7);
    let shapes = &window.harness.output().shapes;
    let is_guide = |shape: &&egui::epaint::ClippedShape| match &shape.shape {
        egui::Shape::LineSegment { stroke, .. } => stroke.color == color && stroke.width == 1.0,
        _ => false,
    };
    shapes.iter().filter(is_guide).count()
}

#[test]
fn guides_show_what_a_carried_layer_lines_up_with() {
    let mut window = Window::preset("happy_model");
    let from = center(&window, FLATTEN);
    drag(&mut window, from, from + vec2(40.0, 30.0));
    assert_eq!(guides(&window), 0);
    let from = center(&window, FLATTEN);
    let to = from + vec2(-37.0, 60.0);
    press_and_go(&mut window, from, to, Modifiers::NONE);
    assert!(guides(&window) > 0);
    button(
        &mut window,
        to,
        PointerButton::Primary,
        false,
        Modifiers::NONE,
    );
    assert_eq!(guides(&window), 0);
}

#[test]
fn the_legend_of_heat_makes_room_for_a_layer_in_its_corner() {
    let mut window = Window::preset("happy_model");
    window.send(ViewCommand::ShowHeat(Some(Measure::Params)));
    let name = "Heat: parameters per layer, from 0 to 32.8 k";
    let corner = rect(&window, name);
    let conv = center(&window, CONV);
    drag(&mut window, conv, corner.center());
    let node = rect(&window, CONV);
    assert!(node.intersects(corner));
    assert!(!rect(&window, name).intersects(node));
}

//! Comments and frames: written, moved, resized, colored, copied, deleted; by pointer, and by keyboard in the outline.

use crate::canvas::{center, click_at, clicks, drag, position, rect, select, undone};
use crate::outline::{focused_begins, outline_of, rows, type_text};
use crate::support::Window;
use egui::{Key, Modifiers, PointerButton, vec2};
use netsmith::app::command::{CanvasCommand, EditCommand};
use netsmith::graph::{Note, NoteKind, Tint};
use netsmith::project::Project;
use netsmith::text::say;
use netsmith::tr;

const NONE: Modifiers = Modifiers::NONE;
const CTRL: Modifiers = Modifiers::COMMAND;

/// Every note of the network, in the order of their ids.
fn notes(window: &Window) -> Vec<Note> {
    let notes = &window.state().document.graph().body.drawing.notes;
    notes.values().map(|note| note.as_ref().clone()).collect()
}

/// HappyModel with a comment that says "Ask Ada".
fn commented() -> Window {
    let mut window = Window::preset("happy_model");
    window.keys(NONE, Key::N);
    type_text(&mut window, "Ask Ada");
    window.keys(CTRL, Key::Enter);
    window
}

/// HappyModel with a frame called "Stem" around two layers.
fn framed() -> Window {
    let mut window = Window::preset("happy_model");
    select(&mut window, &["conv0", "bn0"]);
    window.keys(Modifiers::SHIFT, Key::N);
    type_text(&mut window, "Stem");
    window.keys(NONE, Key::Enter);
    window
}

#[test]
fn a_comment_is_written_where_one_looks_and_saved_with_the_project() {
    let mut window = commented();
    let found = notes(&window);
    assert_eq!(
        (found[0].kind, found[0].text.as_str()),
        (NoteKind::Comment, "Ask Ada")
    );
    assert!(window.shows("Ask Ada, comment"));
    let project = window.state().document.project(Default::default());
    let again = Project::from_text(&project.to_text()).unwrap();
    assert_eq!(again.graph, project.graph);
    assert_eq!(undone(&mut window), "write a comment");
    assert_eq!(undone(&mut window), "add a comment");
    assert_eq!(notes(&window), []);
}

#[test]
fn a_double_click_goes_on_writing() {
    let mut window = commented();
    let at = center(&window, "Ask Ada, comment");
    clicks(&mut window, at, PointerButton::Primary, NONE, 2);
    window.keys(CTRL, Key::End);
    type_text(&mut window, " first");
    window.keys(NONE, Key::Escape);
    assert_eq!(notes(&window)[0].text, "Ask Ada first");
}

#[test]
fn a_frame_stands_around_what_was_selected_and_moves_it_as_one_step() {
    let mut window = framed();
    let frame = &notes(&window)[0];
    assert_eq!((frame.kind, frame.text.as_str()), (NoteKind::Frame, "Stem"));
    let before = ["conv0", "bn0", "fc"].map(|name| position(&window, name));
    let corner = frame.position;
    let title = center(&window, "Stem, frame");
    drag(&mut window, title, title + vec2(-180.0, 0.0));
    let after = ["conv0", "bn0", "fc"].map(|name| position(&window, name));
    assert_eq!(after[0], before[0] + vec2(-180.0, 0.0));
    assert_eq!(after[1], before[1] + vec2(-180.0, 0.0));
    assert_eq!(after[2], before[2]);
    assert_eq!(notes(&window)[0].position[0], corner[0] - 180.0);
    assert_eq!(undone(&mut window), "move Stem with its layers");
    assert_eq!(position(&window, "conv0"), before[0]);
}

#[test]
fn a_corner_changes_the_size() {
    let mut window = commented();
    let before = notes(&window)[0].clone();
    let corner = center(&window, &tr!("corner-lower-right", name = "Ask Ada"));
    // Downwards the view would go along: a new comment stands at its lower end.
    drag(&mut window, corner, corner + vec2(-40.0, -40.0));
    let after = &notes(&window)[0];
    assert_eq!(after.position, before.position);
    assert_eq!(after.size, [before.size[0] - 40.0, before.size[1] - 40.0]);
    assert_eq!(undone(&mut window), "resize a comment");
}

#[test]
fn a_note_gets_another_color_from_its_menu() {
    let mut window = framed();
    let title = center(&window, "Stem, frame");
    clicks(&mut window, title, PointerButton::Secondary, NONE, 1);
    window.click_starting_with(say("color"));
    window.click_starting_with(say("tint-green"));
    assert_eq!(notes(&window)[0].tint, Tint::Green);
    assert_eq!(undone(&mut window), "color frame Stem green");
}

#[test]
fn a_frame_is_duplicated_with_its_layers_and_deleted_without_them() {
    let mut window = framed();
    let count = window.names().len();
    select(&mut window, &["conv0", "bn0"]);
    let title = center(&window, "Stem, frame");
    click_at(&mut window, title, Modifiers::SHIFT);
    window.keys(CTRL, Key::D);
    assert_eq!(window.names().len(), count + 2);
    assert_eq!(notes(&window).len(), 2);
    window.send(EditCommand::Undo);
    // The view went to what was put down.
    let title = center(&window, "Stem, frame");
    click_at(&mut window, title, NONE);
    window.keys(NONE, Key::Delete);
    assert_eq!(notes(&window), []);
    assert_eq!(window.names().len(), count);
    assert_eq!(undone(&mut window), "delete frame Stem");
}

#[test]
fn frames_go_where_their_layers_are_arranged() {
    let mut window = framed();
    let title = center(&window, "Stem, frame");
    drag(&mut window, title, title + vec2(-190.0, 0.0));
    window.send(CanvasCommand::Arrange);
    let frame = rect(&window, "Stem, frame");
    let conv = rect(&window, crate::canvas::CONV);
    assert!(frame.left() < conv.left() && conv.right() < frame.right());
    assert_eq!(undone(&mut window), "arrange the layers");
}

#[test]
fn the_ground_and_the_menus_offer_notes() {
    let mut window = Window::preset("happy_model");
    let ground = rect(&window, crate::canvas::CONV).left_center() - vec2(120.0, 0.0);
    clicks(&mut window, ground, PointerButton::Secondary, NONE, 1);
    window.click_starting_with(say("comment-here"));
    type_text(&mut window, "Here");
    click_at(&mut window, ground - vec2(0.0, 150.0), NONE);
    assert_eq!(notes(&window)[0].text, "Here");
    window.menu(say("menu-network"), say("add-comment"));
    assert_eq!(notes(&window).len(), 2);
}

#[test]
fn notes_stand_in_the_outline_and_are_edited_there() {
    let mut window = outline_of("happy_model");
    window.keys(NONE, Key::ArrowDown);
    window.keys(NONE, Key::N);
    type_text(&mut window, "Ask Ada");
    window.keys(CTRL, Key::Enter);
    window.keys(CTRL, Key::Num4);
    focused_begins(&window, "Ask Ada, comment");
    window.keys(NONE, Key::F2);
    window.keys(CTRL, Key::A);
    type_text(&mut window, "Ask Bo");
    assert_eq!(notes(&window)[0].text, "Ask Bo");
    window.keys(CTRL, Key::Num4);
    window.keys(NONE, Key::Delete);
    assert_eq!(notes(&window), []);
    assert!(!rows(&window).iter().any(|row| row.contains("comment")));
}

#[test]
fn a_frame_is_named_in_place_in_the_outline() {
    let mut window = framed();
    window.keys(CTRL, Key::Num4);
    focused_begins(&window, "Stem, frame");
    window.keys(NONE, Key::F2);
    type_text(&mut window, "Trunk");
    window.keys(NONE, Key::Enter);
    focused_begins(&window, "Trunk, frame");
    assert_eq!(undone(&mut window), "write frame Stem");
}

#[test]
fn the_inspector_sets_a_size() {
    let mut window = commented();
    window.type_into(say("width"), "300");
    assert_eq!(notes(&window)[0].size[0], 300.0);
    window.type_into(say("width"), "1");
    assert!(window.shows_part("sides go from 40"));
    assert_eq!(notes(&window)[0].size[0], 300.0);
}

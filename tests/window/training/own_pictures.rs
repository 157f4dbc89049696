//! Own pictures that the network is asked about, and the network as one.

use super::*;
use egui::{Key, Modifiers};
use netsmith::app::command::{DiagramCommand, PredictCommand};
use netsmith::app::learning::Content;
use netsmith::text::say;

#[test]
fn pictures_are_listed_shown_and_removed() {
    let folder = tempfile::tempdir().unwrap();
    let mut window = window_for("happy_model", folder.path());
    window.will_choose(&[
        picture(folder.path(), "me.png"),
        picture(folder.path(), "you.png"),
    ]);
    window.keys(Modifiers::COMMAND | Modifiers::SHIFT, Key::O);
    assert!(window.in_front(Panel::Predict));
    assert!(window.shows("you.png"));
    assert!(window.shows_part("Picture · 120 × 80"));
    assert!(window.shows_part("The network sees · 64 × 64"));
    assert!(window.shows(say("train-first")));
    window.click("Remove you.png");
    assert!(!window.shows("you.png"));
    window.click(say("clear-pictures"));
    assert!(window.shows(say("try-own-pictures")));
}

#[test]
fn files_held_over_the_window_are_told_what_dropping_them_does() {
    let home = tempfile::tempdir().unwrap();
    let mut window = window_for("happy_model", home.path());
    window.harness.input_mut().hovered_files = vec![egui::HoveredFile::default()];
    window.settle();
    assert!(window.shows_part("Drop pictures to try them"));
    window.harness.input_mut().hovered_files.clear();
    window.settle();
    assert!(!window.shows_part("Drop pictures to try them"));
}

#[test]
fn a_file_that_is_no_picture_says_so() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("page.png");
    std::fs::write(&path, "<html>").unwrap();
    let mut window = window_for("happy_model", folder.path());
    window.will_choose(&[path]);
    window.send(PredictCommand::OpenPictures);
    assert!(window.shows("page.png"));
    assert!(window.shows_part("picture"));
    assert!(matches!(
        window
            .harness
            .state()
            .workbench
            .training_panels
            .pictures
            .entries[0]
            .content,
        Content::Failed(_)
    ));
}

#[test]
fn a_pasted_picture_is_tried() {
    let folder = tempfile::tempdir().unwrap();
    let mut window = window_for("happy_model", folder.path());
    let image = egui::ColorImage::filled([6, 4], egui::Color32::RED);
    window
        .harness
        .event(egui::Event::PasteImage(std::sync::Arc::new(image)));
    window.settle();
    assert!(window.shows(say("pasted-picture")));
}

#[test]
fn paths_of_pictures_can_be_pasted_too() {
    let folder = tempfile::tempdir().unwrap();
    let path = picture(folder.path(), "me.png");
    let mut window = window_for("happy_model", folder.path());
    window
        .harness
        .event(egui::Event::Paste(path.display().to_string()));
    window.settle();
    assert!(window.shows("me.png"));
}

#[test]
fn the_diagram_dialog_previews_and_saves() {
    let folder = tempfile::tempdir().unwrap();
    let mut window = window_for("happy_model", folder.path());
    window.send(DiagramCommand::Export);
    assert!(window.shows(say("preview-of-diagram")));
    assert!(window.shows_part("pixels"));
    let svg = folder.path().join("net.svg");
    window.will_choose(std::slice::from_ref(&svg));
    window.click(say("save-open"));
    assert!(std::fs::read_to_string(&svg).unwrap().contains("conv0"));
    window.click("PNG");
    let png = folder.path().join("net.png");
    window.will_choose(std::slice::from_ref(&png));
    window.click(say("save-open"));
    assert!(std::fs::read(&png).unwrap().starts_with(b"\x89PNG"));
    window.click(say("close"));
    assert!(!window.shows(say("preview-of-diagram")));
}

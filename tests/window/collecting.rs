//! Pictures of one's own for a class of the data: dropped, chosen, pasted, drawn; copied beside the project, trained on, and taken
//! back by undo.

use crate::drawing::draw;
use crate::explorer::{counts, labels, named, opened, undo_label};
use crate::support::Window;
use crate::training::learning;
use egui::{Event, Key, Modifiers};
use egui_kittest::kittest::Queryable;
use netsmith::app::command::{DataCommand, EditCommand, FileCommand, PredictCommand};
use netsmith::app::docking::Panel;
use netsmith::data::{DataSource, open_quietly};
use netsmith::project::Project;
use netsmith::text::say;
use netsmith::tr;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// A window on pictures of pets, with the project saved in `home`.
fn saved(home: &Path) -> Window {
    let mut window = opened(home);
    window.will_choose(&[home.join("mine.netsmith")]);
    window.send(FileCommand::SaveAs);
    window
}

/// A green picture, which no other one here is.
fn picture(home: &Path, name: &str, green: u8) -> PathBuf {
    let path = home.join(name);
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    let pixels = image::RgbImage::from_pixel(9, 9, image::Rgb([0, green, 0]));
    pixels.save(&path).unwrap();
    path
}

fn kept(home: &Path) -> usize {
    let folder = std::fs::read_dir(home.join("mine.pictures"));
    folder.map_or(0, Iterator::count)
}

fn classes(window: &Window) -> Vec<String> {
    learning(window).data().unwrap().train.classes().to_vec()
}

#[test]
fn a_picture_dropped_onto_the_data_becomes_an_example_of_a_class() {
    let home = tempfile::tempdir().unwrap();
    let mut window = saved(home.path());
    let dropped = picture(home.path(), "own/dropped.png", 100);
    window.drop_file(&dropped);
    assert!(window.in_front(Panel::Data) && window.shows("dropped.png"));
    window.click("dog");
    window.click(say("add-these"));
    assert_eq!(undo_label(&window), "add 1 picture to class dog");
    assert_eq!(counts(&window), (7, Some(4)));
    assert_eq!(labels(&window)[6], 1);
    assert_eq!(kept(home.path()), 1);
    assert!(dropped.exists());
    // Each step is taken back by itself.
    window.drop_file(&picture(home.path(), "own/second.png", 200));
    window.click(say("add-these"));
    let mut added = labels(&window)[6..].to_vec();
    added.sort_unstable();
    assert_eq!(added, [0, 1]);
    window.send(EditCommand::Undo);
    assert_eq!(counts(&window), (7, Some(4)));
    window.send(EditCommand::Undo);
    assert_eq!(counts(&window), (6, Some(4)));
    window.send(EditCommand::Redo);
    assert_eq!(counts(&window), (7, Some(4)));
    // The same picture is not added twice: it is of the class that was said last.
    window.drop_file(&dropped);
    window.click("cat");
    window.click(say("add-these"));
    assert_eq!(counts(&window), (7, Some(4)));
    assert_eq!(labels(&window)[6], 0);
}

#[test]
fn a_folder_of_pictures_becomes_a_new_class() {
    let home = tempfile::tempdir().unwrap();
    let mut window = saved(home.path());
    for number in 0..3 {
        let name = format!("emus/deep/{number}.png");
        picture(home.path(), &name, 50 + number);
    }
    window.drop_file(&home.path().join("emus"));
    window.type_into(say("new-class-hint"), "emu");
    window.keys(Modifiers::NONE, Key::Enter);
    assert_eq!(classes(&window), ["cat", "dog", "emu"]);
    assert_eq!(counts(&window), (9, Some(4)));
    assert_eq!(labels(&window)[6..], [2, 2, 2]);
    // What was in the data instead is a click away.
    window.drop_file(&home.path().join("emus"));
    window.click(say("learn-from-folder"));
    assert_eq!(undo_label(&window), "choose data emus");
}

#[test]
fn pictures_are_chosen_for_the_class_whose_menu_was_opened() {
    let home = tempfile::tempdir().unwrap();
    let mut window = saved(home.path());
    window.click(say("page-classes"));
    window.harness.get_by_label("dog: 3 + 2").click_secondary();
    window.settle();
    let chosen = [
        picture(home.path(), "own/1.png", 40),
        picture(home.path(), "own/2.png", 41),
    ];
    window.will_choose(&chosen);
    window.click(say("add-files"));
    window.click(say("add-these"));
    assert_eq!(undo_label(&window), "add 2 pictures to class dog");
    assert_eq!(labels(&window)[6..], [1, 1]);
}

#[test]
fn a_pasted_picture_and_a_drawn_one_are_added() {
    let home = tempfile::tempdir().unwrap();
    let mut window = saved(home.path());
    let image = egui::ColorImage::filled([5, 4], egui::Color32::GREEN);
    window.harness.event(Event::PasteImage(Arc::new(image)));
    window.settle();
    assert!(window.shows(say("pasted-picture")));
    window.click("dog");
    window.click(say("add-these"));
    assert_eq!(labels(&window)[6..], [1]);
    window.send(PredictCommand::Draw);
    draw(&mut window, [0.2, 0.1], [0.2, 0.4]);
    let name = say("drawn-picture");
    window.click(&tr!("add-this-to-data", name = name));
    window.click("cat");
    window.click(say("add-these"));
    assert_eq!(counts(&window), (8, Some(4)));
    assert_eq!(kept(home.path()), 2);
}

#[test]
fn what_is_no_picture_is_said_and_the_dialog_can_be_left() {
    let home = tempfile::tempdir().unwrap();
    let mut window = saved(home.path());
    let text = home.path().join("text.png");
    std::fs::write(&text, "no picture").unwrap();
    window.drop_file(&text);
    window.click(say("add-these"));
    assert!(window.shows_part("could not be added"));
    assert_eq!(counts(&window), (6, Some(4)));
    window.drop_file(&picture(home.path(), "own/1.png", 40));
    window.keys(Modifiers::NONE, Key::Escape);
    assert!(!window.shows(say("add-these")));
    assert_eq!((counts(&window), kept(home.path())), ((6, Some(4)), 0));
    // A picture can still be tried from there.
    window.drop_file(&picture(home.path(), "own/1.png", 40));
    window.click(say("try-these"));
    assert!(window.in_front(Panel::Predict));
    assert_eq!(counts(&window), (6, Some(4)));
}

#[test]
fn added_pictures_are_changed_like_others_and_removed_and_kept_in_the_project() {
    let home = tempfile::tempdir().unwrap();
    let mut window = saved(home.path());
    for (name, green) in [("own/a.png", 40), ("own/b.png", 41)] {
        window.drop_file(&picture(home.path(), name, green));
        window.click(say("add-these"));
    }
    window.click(say("which-pictures"));
    window.click_starting_with(say("pictures-added"));
    assert!(window.shows(&tr!("pictures-shown", pictures = "2 pictures")));
    let data = learning(&window).data().unwrap();
    let name = data.train.file_name(6).unwrap().to_owned();
    window.click(&named(&name, "cat", "training"));
    window.keys(Modifiers::NONE, Key::Num1);
    assert_eq!(labels(&window)[6..], [1, 0]);
    window.send(FileCommand::Save);
    let project = Project::load(&home.path().join("mine.netsmith")).unwrap();
    let source = project.settings().source().unwrap();
    let loaded = open_quietly(&source, &project.open_options()).unwrap();
    assert_eq!(loaded.train.labels(), labels(&window));
    let cell = named(&name, "dog", "training");
    let cell = tr!("picture-relabeled", name = cell, class = "dog");
    window.harness.get_by_label(&cell).click_secondary();
    window.settle();
    window.click(say("remove-added"));
    assert_eq!(undo_label(&window), "remove 1 picture that had been added");
    assert_eq!(counts(&window), (7, Some(4)));
    window.send(EditCommand::Undo);
    assert_eq!(labels(&window)[6..], [1, 0]);
    // Of other data there are none.
    let digits = DataSource::parse("builtin:digits").unwrap();
    window.send(DataCommand::Use(digits));
    assert!(window.state().document.settings().collected.is_empty());
}

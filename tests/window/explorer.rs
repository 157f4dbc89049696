//! The grid of pictures in the Data tab: found, selected, labeled otherwise, left out, and taken back by undo.

use crate::canvas::double_click_at;
use crate::support::Window;
use crate::training::{learning, window_for};
use egui::{Key, Modifiers};
use egui_kittest::kittest::Queryable;
use netsmith::app::command::{DataCommand, EditCommand};
use netsmith::app::docking::Panel;
use netsmith::data::{PictureChange, Role, open_quietly};
use netsmith::project::Project;
use netsmith::text::say;
use netsmith::tr;
use std::path::Path;

/// Pictures of one color in folders `cat` and `dog`; those of the test part repeat two of the training part.
fn pets(root: &Path) {
    for (part, reds) in [("train", 0..6), ("test", 4..8)] {
        for red in reds {
            let class = ["cat", "dog"][red % 2];
            let path = root.join(format!("{part}/{class}/{red}.png"));
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            let color = image::Rgb([20 * red as u8, 0, 0]);
            image::RgbImage::from_pixel(8, 6, color).save(path).unwrap();
        }
    }
}

pub fn opened(home: &Path) -> Window {
    let data = home.join("pets");
    pets(&data);
    let mut window = window_for("happy_model", home);
    window.will_choose(&[data]);
    window.send(DataCommand::OpenFolder);
    assert!(window.in_front(Panel::Data));
    window.click(say("page-pictures"));
    window
}

/// The name of a picture in the grid.
pub fn named(name: &str, class: &str, role: &str) -> String {
    tr!("picture-in-grid", name = name, class = class, role = role)
}

pub fn counts(window: &Window) -> (usize, Option<usize>) {
    let data = learning(window).data().unwrap();
    (data.train.len(), data.test.as_ref().map(|test| test.len()))
}

pub fn labels(window: &Window) -> Vec<u32> {
    learning(window).data().unwrap().train.labels().to_vec()
}

pub fn undo_label(window: &Window) -> String {
    let label = window.state().document.history().undo_label();
    label.map_or_else(|| "nothing".to_owned(), ToString::to_string)
}

#[test]
fn pictures_are_labeled_otherwise_and_left_out_and_undo_takes_it_back() {
    let home = tempfile::tempdir().unwrap();
    let mut window = opened(home.path());
    assert_eq!(counts(&window), (6, Some(4)));
    assert_eq!(labels(&window), [0, 0, 0, 1, 1, 1]);

    // The second class, by its digit.
    window.click(&named("cat/0.png", "cat", "training"));
    window.keys(Modifiers::NONE, Key::Num1);
    assert_eq!(undo_label(&window), "label 1 picture `dog`");
    assert_eq!(labels(&window), [1, 0, 0, 1, 1, 1]);

    window.click(&named("cat/2.png", "cat", "training"));
    window.keys(Modifiers::NONE, Key::Delete);
    assert_eq!(undo_label(&window), "leave 1 picture out");
    assert_eq!(counts(&window), (5, Some(4)));
    let changes = &window.state().document.settings().picture_changes;
    assert_eq!(changes.of("training/cat/2.png"), PictureChange::LeftOut);
    assert_eq!(
        changes.of("training/cat/0.png"),
        PictureChange::Label("dog")
    );

    window.send(EditCommand::Undo);
    assert_eq!(counts(&window), (6, Some(4)));
    window.send(EditCommand::Undo);
    assert_eq!(labels(&window), [0, 0, 0, 1, 1, 1]);
    window.send(EditCommand::Redo);
    assert_eq!(labels(&window), [1, 0, 0, 1, 1, 1]);
    // Nothing of this has touched the files.
    assert!(home.path().join("pets/train/cat/0.png").exists());
}

#[test]
fn several_pictures_are_selected_with_the_mouse_and_the_keyboard() {
    let home = tempfile::tempdir().unwrap();
    let mut window = opened(home.path());
    window.click(&named("cat/0.png", "cat", "training"));
    window.keys(Modifiers::SHIFT, Key::ArrowRight);
    assert!(window.shows(&tr!("pictures-selected", count = 2)));
    window.click(say("leave-out"));
    assert_eq!(undo_label(&window), "leave 2 pictures out");
    assert_eq!(counts(&window), (4, Some(4)));
    window.click(&named("dog/1.png", "dog", "training"));
    window.keys(Modifiers::COMMAND, Key::A);
    assert!(window.shows(&tr!("pictures-selected", count = 8)));
    window.keys(Modifiers::NONE, Key::Escape);
    assert!(window.shows(&tr!("pictures-shown", pictures = "8 pictures")));
}

#[test]
fn the_filter_finds_copies_leaks_changes_and_names() {
    let home = tempfile::tempdir().unwrap();
    let mut window = opened(home.path());
    let choose = |window: &mut Window, list: &str, line: &str| {
        window.click(list);
        window.click_starting_with(line);
    };
    choose(&mut window, say("which-pictures"), say("pictures-leaks"));
    // 4 and 5 lie in both parts.
    assert!(window.shows(&tr!("pictures-shown", pictures = "4 pictures")));
    assert!(window.shows(&named("cat/4.png", "cat", "test")));
    choose(&mut window, say("which-pictures"), say("pictures-left-out"));
    assert!(window.shows(say("no-such-pictures")));
    choose(&mut window, say("which-pictures"), say("pictures-all"));
    window.type_into(say("find-pictures"), "dog/");
    assert!(window.shows(&tr!("pictures-shown", pictures = "5 pictures")));
    window.type_into(say("find-pictures"), "");
    window.click(&named("dog/7.png", "dog", "test"));
    window.keys(Modifiers::NONE, Key::Delete);
    choose(&mut window, say("which-pictures"), say("pictures-left-out"));
    let out = tr!(
        "picture-is-left-out",
        name = named("dog/7.png", "dog", "test")
    );
    assert!(window.shows(&out));
    // What was left out comes back from there.
    window.click(&out);
    window.click(say("as-in-the-data"));
    assert_eq!(counts(&window), (6, Some(4)));
    assert!(window.shows(say("no-such-pictures")));
}

#[test]
fn one_picture_is_shown_large_with_its_facts() {
    let home = tempfile::tempdir().unwrap();
    let mut window = opened(home.path());
    let at = window
        .harness
        .get_by_label(&named("cat/2.png", "cat", "training"))
        .rect()
        .center();
    double_click_at(&mut window, at);
    for fact in ["cat/2.png", "8 × 6", say("fact-size-in-file")] {
        assert!(window.shows(fact), "{fact}");
    }
    window.click(say("next-picture"));
    assert!(window.shows("cat/4.png"));
    window.keys(Modifiers::NONE, Key::ArrowLeft);
    assert!(window.shows("cat/2.png"));
    window.click("dog");
    assert_eq!(labels(&window)[1], 1);
    assert!(window.shows(say("fact-own-class")));
    window.keys(Modifiers::NONE, Key::Escape);
    assert!(window.shows(say("which-pictures")));
}

#[test]
fn changes_are_saved_with_the_project_and_come_back() {
    let home = tempfile::tempdir().unwrap();
    let mut window = opened(home.path());
    window.click(&named("cat/0.png", "cat", "training"));
    window.keys(Modifiers::NONE, Key::Delete);
    let settings = window.state().document.settings().clone();
    let text = Project::default().with_settings(settings.clone()).to_text();
    let again = Project::from_text(&text).unwrap();
    assert_eq!(again.picture_changes, settings.picture_changes);
    assert_eq!(again.picture_changes.len(), 1);
    let options = again.open_options();
    let source = again.settings().source().unwrap();
    let loaded = open_quietly(&source, &options).unwrap();
    assert_eq!(loaded.train.len(), 5);
    assert_eq!(loaded.part(Role::Test).unwrap().len(), 4);
}

#[test]
fn figures_on_the_pictures_are_shown() {
    let home = tempfile::tempdir().unwrap();
    let mut window = opened(home.path());
    window.click(say("page-statistics"));
    assert!(window.shows("cat: 3 + 2"));
    // Reds of 0, 20, …, 100: mean 50.
    assert!(window.shows_part("mean 50.0, deviation 34.2"));
    assert!(window.shows_part("all 8 × 6"));
    assert!(window.shows(&tr!("mean-picture-of", class = "cat")));
}

/// Pictures of noise, each by its number; `off` by a little where it is one saved once more.
fn noise(root: &Path, name: &str, seed: u32, off: u8) {
    let mut state = seed.wrapping_mul(747_796_405).wrapping_add(1);
    let picture = image::RgbImage::from_fn(12, 12, |_, _| {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        image::Rgb([16, 18, 22].map(|shift| (state >> (shift % 25)) as u8 ^ off))
    });
    let path = root.join(name);
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    picture.save(path).unwrap();
}

#[test]
fn almost_equal_pictures_are_shown_in_pairs_whichever_parts_they_are_of() {
    let home = tempfile::tempdir().unwrap();
    let data = home.path().join("pets");
    for (name, seed, off) in [
        ("train/cat/a.png", 1, 0),
        ("train/cat/again.png", 1, 3),
        ("train/dog/b.png", 2, 0),
        ("test/cat/b.png", 2, 3),
        ("test/dog/c.png", 3, 0),
    ] {
        noise(&data, name, seed, off);
    }
    let mut window = window_for("happy_model", home.path());
    window.will_choose(&[data]);
    window.send(DataCommand::OpenFolder);
    // The one across the parts is of two classes, too.
    assert!(window.shows_part("2 pairs of pictures are almost equal, 1 of them across parts"));
    assert!(window.shows_part("1 pair of almost equal pictures has different labels"));
    window.click(say("show-near-copies"));
    assert!(window.shows(&tr!("pictures-shown", pictures = "4 pictures")));
    let shown = [
        named("cat/a.png", "cat", "training"),
        named("cat/again.png", "cat", "training"),
        named("dog/b.png", "dog", "training"),
        named("cat/b.png", "cat", "test"),
    ];
    let places = shown.map(|name| window.harness.get_by_label(&name).rect().center());
    assert_eq!((places[0].y, places[2].y), (places[1].y, places[3].y));
    // Of one part alone the partner in the other one is shown, too.
    window.click(say("which-part"));
    window.click_starting_with(say("part-test"));
    assert!(window.shows(&tr!("pictures-shown", pictures = "2 pictures")));
    let partner = named("cat/b.png", "cat", "test");
    let at = window.harness.get_by_label(&partner).rect().center();
    double_click_at(&mut window, at);
    assert!(window.shows_part("Almost equal to dog/b.png (dog, training)"));
}

#[test]
fn a_picture_is_shown_as_training_will_vary_it() {
    let home = tempfile::tempdir().unwrap();
    let mut window = opened(home.path());
    let open = |window: &mut Window, name: &str| {
        window.harness.get_by_label(name).click_secondary();
        window.settle();
        window.click(say("preview-augmentation"));
    };
    let cat = named("cat/2.png", "cat", "training");
    open(&mut window, &cat);
    assert!(window.shows(say("no-augmentation-chosen")));
    window.click(say("choose-augmentation"));
    assert!(window.in_front(Panel::TrainingSettings));
    crate::training::set_recipe(&mut window, |recipe| {
        recipe.augmentation = vec![netsmith::recipe::Augmentation::Rotate { degrees: 30.0 }];
    });
    window.show(Panel::Data);
    open(&mut window, &cat);
    let words = tr!("varied-shown", classes = "cat");
    let shown = window.harness.query_all_by_label(&words).count();
    assert_eq!(shown, 24);
    window.keys(Modifiers::NONE, Key::Escape);
    assert_eq!(window.harness.query_all_by_label(&words).count(), 0);
}

//! The parts of a data set, the way its labels are read and the names of its classes, chosen in the Data tab.

use crate::canvas::double_click_at;
use crate::support::Window;
use crate::training::{learning, picture, set_recipe, wait, window_for};
use egui::{Key, Modifiers};
use egui_kittest::kittest::Queryable;
use netsmith::app::command::{
    DataCommand, EditCommand, FileCommand, NetworkCommand, PredictCommand, SettingsChange,
    TrainCommand,
};
use netsmith::app::docking::Panel;
use netsmith::data::{DataSource, Reading, Role};
use netsmith::project::TrainingSettings;
use netsmith::recipe::Validation;
use netsmith::text::say;
use netsmith::tr;
use std::path::Path;

/// Small pictures of one color under these names.
fn pictures<S: AsRef<str>>(root: &Path, names: impl IntoIterator<Item = S>) {
    for (red, name) in names.into_iter().enumerate() {
        let path = root.join(name.as_ref());
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        let color = image::Rgb([red as u8, 0, 0]);
        image::RgbImage::from_pixel(8, 8, color).save(path).unwrap();
    }
}

fn cats_and_dogs(root: &Path, part: &str, count: usize) {
    pictures(
        root,
        (0..count)
            .flat_map(|index| ["cat", "dog"].map(|class| format!("{part}/{class}/{index}.png"))),
    );
}

fn opened(home: &Path, data: &Path) -> Window {
    let mut window = window_for("happy_model", home);
    window.will_choose(&[data.to_owned()]);
    window.send(DataCommand::OpenFolder);
    assert!(window.in_front(Panel::Data));
    window
}

fn undo_label(window: &Window) -> String {
    let history = window.state().document.history();
    let label = history.undo_label();
    label.map_or_else(|| "nothing".to_owned(), ToString::to_string)
}

#[test]
fn parts_of_a_folder_are_each_used_for_what_they_are_for() {
    let home = tempfile::tempdir().unwrap();
    let data = home.path().join("pets");
    for (part, count) in [("train", 6), ("val", 2), ("test", 3)] {
        cats_and_dogs(&data, part, count);
    }
    let mut window = opened(home.path(), &data);
    assert!(window.shows_part("12 training + 4 validation + 6 test pictures"));
    let loaded = learning(&window).data().unwrap();
    let settled = window
        .state()
        .document
        .settings()
        .settled(loaded.held_out());
    assert_eq!(settled.validation, Validation::ValidationPart);
    window.click(say("part-validation"));
    window.click(say("part-test"));
    window.click(say("validation"));
    window.click(say("validation-test-part"));
    assert_eq!(
        window.state().document.settings().validation,
        Validation::TestPart
    );
    window.send(EditCommand::Undo);
    assert_eq!(
        window.state().document.settings().validation,
        Validation::Default
    );
}

#[test]
fn other_data_is_chosen_for_validation_and_test_and_kept_in_the_project() {
    let home = tempfile::tempdir().unwrap();
    let (data, other) = (home.path().join("pets"), home.path().join("more"));
    cats_and_dogs(&data, ".", 5);
    cats_and_dogs(&other, ".", 2);
    let mut window = opened(home.path(), &data);
    window.will_choose(std::slice::from_ref(&other));
    window.click(say("validation"));
    window.click(say("other-folder"));
    assert_eq!(undo_label(&window), "choose other validation data");
    window.settle();
    assert_eq!(
        learning(&window)
            .data()
            .unwrap()
            .validation
            .as_ref()
            .unwrap()
            .len(),
        4
    );
    window.will_choose(std::slice::from_ref(&other));
    window.click(say("test-data"));
    window.click(say("other-folder"));
    window.settle();
    assert_eq!(
        learning(&window)
            .data()
            .unwrap()
            .test
            .as_ref()
            .unwrap()
            .len(),
        4
    );
    let path = home.path().join("mine.netsmith");
    window.will_choose(std::slice::from_ref(&path));
    window.send(FileCommand::SaveAs);

    let mut later = window_for("mlp", home.path());
    later.send(FileCommand::OpenPath(path));
    later.settle();
    let data = learning(&later).data().unwrap();
    let parts: Vec<(Role, usize)> = data
        .parts()
        .map(|(role, part)| (role, part.len()))
        .collect();
    assert_eq!(
        parts,
        [(Role::Training, 10), (Role::Validation, 4), (Role::Test, 4)]
    );
}

#[test]
fn other_data_that_cannot_be_read_leaves_the_data_at_hand() {
    let home = tempfile::tempdir().unwrap();
    let (data, empty) = (home.path().join("pets"), home.path().join("empty"));
    cats_and_dogs(&data, ".", 5);
    std::fs::create_dir(&empty).unwrap();
    let mut window = opened(home.path(), &data);
    window.will_choose(std::slice::from_ref(&empty));
    window.click(say("validation"));
    window.click(say("other-folder"));
    window.settle();
    assert_eq!(learning(&window).data().unwrap().train.len(), 10);
    assert!(window.shows_part("The validation data could not be read"));
    window.will_choose(std::slice::from_ref(&empty));
    window.send(DataCommand::OpenFolder);
    window.settle();
    let kept = learning(&window).data().unwrap();
    assert_eq!(kept.source, DataSource::Path(data));
    assert_eq!(
        window.state().document.settings().source(),
        Some(kept.source.clone())
    );
}

#[test]
fn labels_are_read_in_another_way_where_the_user_says_so() {
    let home = tempfile::tempdir().unwrap();
    let data = home.path().join("pets");
    pictures(
        &data,
        [
            "american_bulldog_1.png",
            "american_bulldog_2.png",
            "american_pit_bull_terrier_1.png",
            "american_pit_bull_terrier_2.png",
            "Abyssinian_1.png",
            "Abyssinian_2.png",
        ],
    );
    let mut window = opened(home.path(), &data);
    assert_eq!(learning(&window).data().unwrap().train.classes().len(), 3);
    window.click(say("labels"));
    window.click("Before the first _: Abyssinian 2, american 4");
    window.settle();
    assert_eq!(
        learning(&window).data().unwrap().train.classes(),
        ["Abyssinian", "american"]
    );
    assert_eq!(
        window.state().document.settings().labels,
        Some(Reading::BeforeFirst)
    );
    window.send(EditCommand::Undo);
    window.settle();
    assert_eq!(learning(&window).data().unwrap().train.classes().len(), 3);
}

#[test]
fn a_class_is_renamed_by_double_click_and_keeps_its_name_with_the_project() {
    let home = tempfile::tempdir().unwrap();
    let data = home.path().join("faces");
    pictures(
        &data,
        (0..4).flat_map(|index| [format!("0_{index}.png"), format!("1_{index}.png")]),
    );
    let mut window = opened(home.path(), &data);
    let label = window.harness.get_by_label("1: 4").rect();
    double_click_at(&mut window, label.left_top() + egui::vec2(12.0, 10.0));
    window.type_into(say("new-class-name"), "smiling");
    window.keys(Modifiers::NONE, Key::Enter);
    assert_eq!(
        learning(&window).data().unwrap().train.classes(),
        ["0", "smiling"]
    );
    assert_eq!(undo_label(&window), "call class 1 smiling");
    assert!(window.shows("smiling: 4"));
    window.send(EditCommand::Undo);
    window.settle();
    assert_eq!(
        learning(&window).data().unwrap().train.classes(),
        ["0", "1"]
    );
    window.send(EditCommand::Redo);
    let path = home.path().join("mine.netsmith");
    window.will_choose(std::slice::from_ref(&path));
    window.send(FileCommand::SaveAs);
    let mut later = window_for("mlp", home.path());
    later.send(FileCommand::OpenPath(path));
    later.settle();
    assert_eq!(
        learning(&later).data().unwrap().train.classes(),
        ["0", "smiling"]
    );
}

#[test]
fn a_share_of_the_training_part_is_kept_for_the_end() {
    let home = tempfile::tempdir().unwrap();
    let data = home.path().join("pets");
    cats_and_dogs(&data, ".", 10);
    let mut window = opened(home.path(), &data);
    let counts = |window: &Window| {
        let data = learning(window).data().unwrap();
        (data.train.len(), data.test.as_ref().map(|test| test.len()))
    };
    assert_eq!(counts(&window), (20, None));
    window.click(say("test-data"));
    window.click(&tr!("share-of-training", percent = "20"));
    window.settle();
    assert_eq!(counts(&window), (16, Some(4)));
    assert!(window.shows_part("16 training + 4 test pictures"));
    assert_eq!(
        undo_label(&window),
        "set the test part to 20 % of the training part"
    );
    window.send(EditCommand::Undo);
    window.settle();
    assert_eq!(counts(&window), (20, None));

    // What the data sets aside for validation may be wanted for the end.
    let parted = home.path().join("parted");
    cats_and_dogs(&parted, "train", 5);
    cats_and_dogs(&parted, "val", 2);
    let mut window = opened(home.path(), &parted);
    window.click(say("test-data"));
    window.click(&tr!("part-validation-of", part = "val (4)"));
    window.settle();
    assert_eq!(counts(&window), (10, Some(4)));
    let held_out = learning(&window).data().unwrap().held_out();
    let settled = window.state().document.settings().settled(held_out);
    assert_eq!(settled.validation, Validation::Split);
}

#[test]
fn a_way_of_reading_labels_that_finds_nothing_leaves_the_data_at_hand() {
    let home = tempfile::tempdir().unwrap();
    let data = home.path().join("pets");
    pictures(&data, ["cat_1.png", "cat_2.png", "dog_1.png", "dog_2.png"]);
    let mut window = opened(home.path(), &data);
    let before = window.state().document.settings().clone();
    let settings = TrainingSettings {
        labels: Some(Reading::LeadingDigits),
        ..before.clone()
    };
    let change = SettingsChange::new("read labels".to_owned(), settings);
    window.send(NetworkCommand::ChangeSettings(change));
    window.settle();
    assert_eq!(*window.state().document.settings(), before);
    assert_eq!(
        learning(&window).data().unwrap().train.classes(),
        ["cat", "dog"]
    );
    assert!(window.shows_part("the data at hand stays"));
}

/// Calls a class of the data something else.
fn call(window: &mut Window, own: &str, name: &str) {
    let before = window.state().document.settings().clone();
    let mut class_names = before.class_names.clone();
    class_names.insert(own.to_owned(), name.to_owned());
    let settings = TrainingSettings {
        class_names,
        ..before
    };
    let label = format!("call class {own} {name}");
    window.send(NetworkCommand::ChangeSettings(SettingsChange::new(
        label, settings,
    )));
    window.settle();
}

#[test]
fn trained_classes_are_called_as_they_are_called_now() {
    let home = tempfile::tempdir().unwrap();
    let mut window = window_for("mlp", home.path());
    set_recipe(&mut window, |recipe| recipe.epochs = 1);
    call(&mut window, "3", "drei");
    window.send(TrainCommand::Train);
    wait(&mut window, |learning| {
        !learning.is_busy() && learning.run().is_some_and(|run| !run.stage.is_live())
    });
    window.show(Panel::Results);
    window.settle();
    assert!(window.shows("drei"));
    call(&mut window, "3", "three");
    assert!(window.shows("three") && !window.shows("drei"));

    window.will_choose(&[picture(home.path(), "me.png")]);
    window.send(PredictCommand::OpenPictures);
    window.settle();
    assert!(window.shows_part("three") && !window.shows_part("drei"));
    call(&mut window, "3", "trois");
    assert!(window.shows_part("trois") && !window.shows_part("three"));
}

#[test]
fn what_is_to_be_heeded_is_said_where_it_is_seen() {
    let home = tempfile::tempdir().unwrap();
    let data = home.path().join("pets");
    pictures(&data, ["cat/1.png", "cat/2.png"]);
    std::fs::write(data.join("cat/3.png"), "").unwrap();
    let mut window = opened(home.path(), &data);
    assert!(window.shows("2 warnings"));
    assert!(window.shows_part("1 of 3 pictures could not be read"));
    assert!(window.shows_part("All pictures are of one class, cat"));
    // HappyModel takes them, and is not trained on them all the same.
    window.show(Panel::Curves);
    window.settle();
    assert!(window.shows(say("not-ready-to-train")));
}

//! The parts of a data set, the way its labels are read and the names of its classes, chosen in the Data tab.

use crate::bench::{bench, bench_in};
use crate::canvas::double_click_at;
use crate::support::Window;
use egui::{Key, Modifiers};
use egui_kittest::kittest::Queryable;
use netsmith::app::bench::BenchCommand;
use netsmith::app::command::Command;
use netsmith::app::state::Tab;
use netsmith::data::{DataSource, Reading, Role};
use netsmith::recipe::Validation;
use std::path::Path;

/// Small pictures of one colour under these names.
fn pictures<S: AsRef<str>>(root: &Path, names: impl IntoIterator<Item = S>) {
    for (red, name) in names.into_iter().enumerate() {
        let path = root.join(name.as_ref());
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        let colour = image::Rgb([red as u8, 0, 0]);
        image::RgbImage::from_pixel(8, 8, colour)
            .save(path)
            .unwrap();
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
    let mut window = bench_in("happy_model", home);
    window.will_choose(&[data.to_owned()]);
    window.send(BenchCommand::OpenDataFolder);
    assert_eq!(window.state().view.tab, Tab::Data);
    window
}

fn undo_label(window: &Window) -> String {
    let history = window.state().document.history();
    history.undo_label().unwrap_or("nothing").to_owned()
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
    let loaded = bench(&window).data().unwrap();
    let settled = window
        .state()
        .document
        .settings()
        .settled(loaded.held_out());
    assert_eq!(settled.validation, Validation::ValidationPart);
    window.click("Validation part");
    window.click("Test part");
    window.click("Validation");
    window.click("Test part, as in the course");
    assert_eq!(
        window.state().document.settings().validation,
        Validation::TestPart
    );
    window.send(Command::Undo);
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
    window.click("Validation");
    window.click("Other folder…");
    assert_eq!(undo_label(&window), "choose other validation data");
    window.settle();
    assert_eq!(
        bench(&window)
            .data()
            .unwrap()
            .validation
            .as_ref()
            .unwrap()
            .len(),
        4
    );
    window.will_choose(std::slice::from_ref(&other));
    window.click("Test");
    window.click("Other folder…");
    window.settle();
    assert_eq!(
        bench(&window).data().unwrap().test.as_ref().unwrap().len(),
        4
    );
    let path = home.path().join("mine.netsmith");
    window.will_choose(std::slice::from_ref(&path));
    window.send(Command::SaveAs);

    let mut later = bench_in("mlp", home.path());
    later.send(Command::OpenPath(path));
    later.settle();
    let data = bench(&later).data().unwrap();
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
    window.click("Validation");
    window.click("Other folder…");
    window.settle();
    assert_eq!(bench(&window).data().unwrap().train.len(), 10);
    assert!(window.shows_part("The validation data could not be read"));
    window.will_choose(std::slice::from_ref(&empty));
    window.send(BenchCommand::OpenDataFolder);
    window.settle();
    let kept = bench(&window).data().unwrap();
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
    assert_eq!(bench(&window).data().unwrap().train.classes().len(), 3);
    window.click("Labels");
    window.click("Before the first _: Abyssinian 2, american 4");
    window.settle();
    assert_eq!(
        bench(&window).data().unwrap().train.classes(),
        ["Abyssinian", "american"]
    );
    assert_eq!(
        window.state().document.settings().labels,
        Some(Reading::BeforeFirst)
    );
    window.send(Command::Undo);
    window.settle();
    assert_eq!(bench(&window).data().unwrap().train.classes().len(), 3);
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
    window.type_into("New class name", "smiling");
    window.keys(Modifiers::NONE, Key::Enter);
    assert_eq!(
        bench(&window).data().unwrap().train.classes(),
        ["0", "smiling"]
    );
    assert_eq!(undo_label(&window), "call class 1 smiling");
    assert!(window.shows("smiling: 4"));
    window.send(Command::Undo);
    window.settle();
    assert_eq!(bench(&window).data().unwrap().train.classes(), ["0", "1"]);
    window.send(Command::Redo);
    let path = home.path().join("mine.netsmith");
    window.will_choose(std::slice::from_ref(&path));
    window.send(Command::SaveAs);
    let mut later = bench_in("mlp", home.path());
    later.send(Command::OpenPath(path));
    later.settle();
    assert_eq!(
        bench(&later).data().unwrap().train.classes(),
        ["0", "smiling"]
    );
}

//! The data that a network is to learn from.

use super::*;
use netsmith::app::command::{Command, DataCommand, FileCommand, FileWay, TrainCommand};
use netsmith::text::say;
use netsmith::tr;

#[test]
fn the_empty_data_tab_offers_the_built_in_sets_and_a_click_reads_one() {
    let home = tempfile::tempdir().unwrap();
    let mut window = window_for("mlp", home.path());
    window.show(Panel::Data);
    window.click(&tr!("use-data", data = say("builtin-digits")));
    let data = learning(&window).data().unwrap();
    assert_eq!(
        (data.train.len(), data.test.as_ref().unwrap().len()),
        (1437, 360)
    );
    assert!(window.shows_part("1,437 training + 360 test pictures"));
    assert!(window.shows_part("Sample 1 of"));
}

#[test]
fn samples_can_be_paged_through_and_come_from_either_part() {
    let home = tempfile::tempdir().unwrap();
    let mut window = window_for("mlp", home.path());
    window.show(Panel::Data);
    window.click(&tr!("use-data", data = say("builtin-digits")));
    window.click(say("next-pictures"));
    assert!(window.shows_part("2 / "));
    window.click(say("previous-pictures"));
    window.click(say("part-test"));
    assert!(window.shows_part("1 / "));
}

#[test]
fn a_network_that_does_not_fit_the_data_is_repaired_in_the_data_tab() {
    let home = tempfile::tempdir().unwrap();
    let mut window = window_for("resnet50", home.path());
    window.show(Panel::Data);
    window.click(&tr!("use-data", data = say("builtin-digits")));
    assert!(
        window
            .state()
            .document
            .problems()
            .iter()
            .any(|problem| problem.message.to_string().contains("10 classes"))
    );
    window.click(&tr!("repair-set", key = "units", value = "10"));
    assert!(
        !window
            .state()
            .document
            .problems()
            .iter()
            .any(|problem| problem.message.to_string().contains("10 classes"))
    );
}

#[test]
fn the_size_of_the_input_is_set_where_pictures_are_prepared() {
    let home = tempfile::tempdir().unwrap();
    let mut window = window_for("happy_model", home.path());
    window.show(Panel::Data);
    window.click(&tr!("use-data", data = say("builtin-digits")));
    window.type_into(say("contract-size"), "32 × 32");
    window.type_into(say("diagram-scale"), "1/127.5");
    let input = window.state().document.inference().layers[0]
        .output_shape
        .unwrap();
    assert_eq!(input.to_string(), "(32, 32, 3)");
    assert_eq!(
        window.state().document.settings().contract.unwrap().scale(),
        1.0 / 127.5
    );
}

#[test]
fn a_dropped_folder_is_a_data_set_and_a_fault_is_said_in_words() {
    let home = tempfile::tempdir().unwrap();
    let mut window = window_for("happy_model", home.path());
    window.will_choose(&[home.path().to_owned()]);
    window.send(DataCommand::OpenFolder);
    assert_eq!(window.questions()[0].way, FileWay::OpenFolder);
    assert!(window.in_front(Panel::Data));
    assert!(learning(&window).data().is_none());
    assert!(window.shows_part(&home.path().display().to_string()));
}

#[test]
fn a_test_part_beside_the_training_part_is_found() {
    let home = tempfile::tempdir().unwrap();
    for (part, side) in [("train_shapes", 8), ("test_shapes", 9)] {
        for class in ["round", "square"] {
            let folder = home.path().join(part).join(class);
            std::fs::create_dir_all(&folder).unwrap();
            let image = image::RgbImage::from_pixel(side, side, image::Rgb([90, 0, 0]));
            image.save(folder.join("one.png")).unwrap();
        }
    }
    let mut window = window_for("happy_model", home.path());
    window.will_choose(&[home.path().join("train_shapes")]);
    window.send(DataCommand::OpenFolder);
    let data = learning(&window).data().unwrap();
    assert_eq!(data.test.as_ref().unwrap().len(), 2);
    assert!(window.shows_part("2 training + 2 test pictures (test_shapes)"));
}

#[test]
fn data_and_recipe_are_part_of_the_project() {
    let home = tempfile::tempdir().unwrap();
    let mut window = window_for("mlp", home.path());
    window.show(Panel::Data);
    window.click(&tr!("use-data", data = say("builtin-digits")));
    window.show(Panel::Curves);
    window.type_into(say("epochs"), "7");
    assert!(window.state().document.is_changed());
    let path = home.path().join("mine.netsmith");
    window.will_choose(std::slice::from_ref(&path));
    window.send(FileCommand::SaveAs);
    assert!(!window.state().document.is_changed());

    let mut later = window_for("happy_model", home.path());
    later.send(FileCommand::OpenPath(path));
    later.settle();
    assert_eq!(
        learning(&later).data().unwrap().source.to_string(),
        "builtin:digits"
    );
    assert_eq!(recipe(&later).epochs, 7);
    later.send(FileCommand::LoadPreset("happy_model".to_owned()));
    assert!(learning(&later).data().is_none());
    assert!(!later.state().document.is_changed());
}

#[test]
fn data_that_the_window_chose_by_itself_goes_with_the_network_it_fits() {
    let home = tempfile::tempdir().unwrap();
    let mut window = window_for("mlp", home.path());
    set_recipe(&mut window, |recipe| recipe.epochs = 1);
    window.send(TrainCommand::Train);
    wait(&mut window, |learning| {
        learning.run().is_some_and(|run| !run.stage.is_live())
    });
    assert!(learning(&window).data().is_some());
    window.send(FileCommand::SaveAnd(Box::new(Command::File(
        FileCommand::New,
    ))));
    window.send(FileCommand::DiscardAnd(Box::new(Command::File(
        FileCommand::LoadPreset("happy_model".to_owned()),
    ))));
    window.settle();
    assert!(learning(&window).data().is_none());
}

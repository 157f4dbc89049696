//! What there is to learn, a training and what came of it, in another language: nothing of it stays behind, and all of it
//! can be read.

use crate::reading::assert_readable;
use crate::support::Window;
use crate::training::{learning, picture, wait, window_for};
use egui::accesskit::{Action, Role};
use egui_kittest::kittest::{NodeT, Queryable};
use netsmith::app::command::{
    DataCommand, LanguageChoice, PanelCommand, PredictCommand, TrainCommand, ViewCommand,
    WindowCommand,
};
use netsmith::app::docking::{Panel, Workspace};
use netsmith::data::{Builtin, DataSource};
use netsmith::text::say;
use netsmith::tr;
use std::collections::BTreeSet;
use std::path::Path;

/// The panels about data, training and prediction.
const PANELS: [Panel; 6] = [
    Panel::Data,
    Panel::TrainingSettings,
    Panel::Curves,
    Panel::Results,
    Panel::Predict,
    Panel::Explain,
];

/// What is called the same in every language.
const NAMES: [&str; 7] = [
    "Grad-CAM", "Adam", "CPU", "Beta 1", "Beta 2", "Epsilon", "me.png",
];

/// A window in which a network was trained and asked about a picture.
fn trained(folder: &Path) -> Window {
    let mut window = window_for("mlp", folder);
    window.show(Panel::TrainingSettings);
    window.type_into("Epochs", "2");
    window.send(TrainCommand::Train);
    wait(&mut window, |learning| {
        learning.run().is_some_and(|run| !run.stage.is_live())
    });
    window.will_choose(&[picture(folder, "me.png")]);
    window.send(PredictCommand::OpenPictures);
    window.settle();
    window
}

/// Everything that the window says with `panel` to who cannot see it, while it has the window for itself.
fn labels(window: &mut Window, panel: Panel) -> BTreeSet<String> {
    window.show(panel);
    window.send(PanelCommand::Maximize(panel));
    let mut said = BTreeSet::new();
    for node in window.harness.query_all_by(|_| true) {
        let node = node.accesskit_node();
        said.extend(node.label());
        said.extend(node.value());
        said.extend(node.description());
    }
    window.send(PanelCommand::Maximize(panel));
    said
}

/// Two English words side by side.
fn is_phrase(label: &str) -> bool {
    let is_word = |word: &str| {
        let letters = word.chars().filter(char::is_ascii_alphabetic).count();
        letters > 1 && letters == word.chars().count()
    };
    let words: Vec<&str> = label.split([' ', ',', '\n']).collect();
    words
        .windows(2)
        .any(|pair| pair.iter().all(|word| is_word(word)))
}

#[test]
fn a_trained_network_with_data_results_and_pictures_turns_chinese_at_once() {
    let folder = tempfile::tempdir().unwrap();
    let mut window = trained(folder.path());
    assert!(window.shows_part("Trained 2 epochs of MLP"));
    let english = PANELS.map(|panel| labels(&mut window, panel));
    window.menu_in_menu("View", "Language", "中文");
    let of_run = learning(&window).run_folder().unwrap();
    let of_run = of_run.file_name().unwrap().to_string_lossy().into_owned();
    for (panel, before) in PANELS.into_iter().zip(english) {
        let now = labels(&mut window, panel);
        let has_words =
            |label: &&String| label.chars().filter(char::is_ascii_alphabetic).count() > 1;
        let stayed = before.intersection(&now).filter(has_words);
        let stayed: Vec<_> = stayed
            .filter(|label| !NAMES.contains(&label.as_str()) && !label.contains(&of_run))
            .collect();
        assert_eq!(stayed, Vec::<&String>::new(), "{panel:?} did not turn");
        let phrases: Vec<_> = now.iter().filter(|label| is_phrase(label)).collect();
        assert_eq!(phrases, Vec::<&String>::new(), "{panel:?} speaks English");
    }
    window.show(Panel::Curves);
    assert!(window.shows("已训练 2 轮"));
    window.show(Panel::Results);
    assert!(window.shows("准确率") && window.shows("混淆矩阵"));
    assert!(window.shows_part("360 张测试图片"));
    window.show(Panel::Predict);
    assert!(window.shows_part("MLP（手写数字）训练 2 轮之后"));
    window.show(Panel::Data);
    assert!(window.shows_part("1,437 张训练 + 360 张测试图片"));
    window.menu_in_menu("视图", "语言", "English");
    window.show(Panel::Curves);
    assert!(window.shows("Trained 2 epochs"));
}

/// What is told of the picture called `name` to who cannot see it.
fn told(window: &Window, name: &str) -> String {
    let nodes = window.harness.get_all_by_label(name);
    let mut told = nodes.filter_map(|node| node.accesskit_node().description());
    told.next_back().unwrap()
}

#[test]
fn charts_and_the_confusion_matrix_are_tables_for_who_cannot_see_them() {
    let folder = tempfile::tempdir().unwrap();
    let mut window = trained(folder.path());
    window.show(Panel::Curves);
    let loss = told(&window, say("loss-chart"));
    let of_validation = loss.lines().find(|line| line.starts_with("validation: "));
    let points = of_validation.unwrap().matches(", ").count() + 1;
    assert_eq!(points, 2, "{loss}");
    window.show(Panel::Results);
    let matrix = told(&window, say("confusion-matrix"));
    assert_eq!(matrix.lines().count(), 10, "{matrix}");
    assert_eq!(
        matrix.lines().next().unwrap().matches(", ").count(),
        9,
        "{matrix}"
    );
}

/// What can have the keyboard and has no name for who hears it. Areas that are nothing in particular are not looked at: bars and edges of tiles
/// are of egui_tiles, which gives them neither.
fn unnamed(window: &Window) -> Vec<String> {
    let mut found = Vec::new();
    for node in window.harness.query_all_by(|_| true) {
        let heard = node.accesskit_node();
        let is_control = !matches!(
            heard.role(),
            Role::Unknown | Role::GenericContainer | Role::Label
        );
        let is_named = heard.label().is_some_and(|label| !label.trim().is_empty());
        if is_control && heard.data().supports_action(Action::Focus) && !is_named {
            found.push(format!("{:?} at {}", heard.role(), node.rect()));
        }
    }
    found
}

#[test]
fn every_control_of_every_panel_has_a_name() {
    let folder = tempfile::tempdir().unwrap();
    let mut window = trained(folder.path());
    for panel in Panel::ALL {
        window.show(panel);
        assert_eq!(unnamed(&window), Vec::<String>::new(), "{panel:?}");
    }
}

#[test]
fn what_was_told_of_data_and_training_can_be_read_in_both_languages() {
    let folder = tempfile::tempdir().unwrap();
    let mut window = trained(folder.path());
    // What was told lies over the panels until it has been read.
    while window.state().window.notices.iter().next().is_some() {
        window.send(WindowCommand::Dismiss(0));
    }
    for language in [LanguageChoice::Chinese, LanguageChoice::English] {
        window.send(ViewCommand::SetLanguage(language));
        for panel in PANELS {
            window.show(panel);
            assert_readable(&mut window, &format!("{panel:?} in {language:?}"));
        }
    }
}

#[test]
fn what_is_not_trained_yet_can_be_read_in_chinese() {
    let folder = tempfile::tempdir().unwrap();
    let mut window = window_for("happy_model", folder.path());
    window.send(ViewCommand::SetLanguage(LanguageChoice::Chinese));
    for workspace in [Workspace::Data, Workspace::Train, Workspace::Test] {
        window.send(PanelCommand::ShowWorkspace(workspace));
        assert_readable(&mut window, &format!("{workspace:?}"));
    }
    for builtin in Builtin::ALL {
        window.send(DataCommand::Use(DataSource::builtin(builtin)));
        for panel in [Panel::Data, Panel::TrainingSettings] {
            window.show(panel);
            assert_readable(&mut window, &format!("{panel:?} with {builtin:?}"));
        }
    }
}

#[test]
fn a_chart_is_titled_in_the_language_of_the_window_and_its_table_is_for_programs() {
    let folder = tempfile::tempdir().unwrap();
    let mut window = trained(folder.path());
    window.send(ViewCommand::SetLanguage(LanguageChoice::Chinese));
    let (svg, csv) = (folder.path().join("a.svg"), folder.path().join("a.csv"));
    for path in [&svg, &csv] {
        window.will_choose(std::slice::from_ref(path));
        window.send(TrainCommand::SaveChart);
        window.settle();
    }
    let svg = std::fs::read_to_string(svg).unwrap();
    for words in ["损失", "准确率", "轮次", "MLP（手写数字）"] {
        assert!(svg.contains(&format!(">{words}<")), "{words}");
    }
    let csv = std::fs::read_to_string(csv).unwrap();
    assert!(csv.starts_with("epoch,loss,accuracy"));
    let question = window
        .questions()
        .into_iter()
        .rfind(|question| question.title == "保存图表");
    let question = question.unwrap();
    assert_eq!(question.file_name, "MLP on handwritten digits.png");
}

#[test]
fn the_figures_of_each_epoch_are_read_in_a_table() {
    let folder = tempfile::tempdir().unwrap();
    let mut window = trained(folder.path());
    window.send(PanelCommand::Maximize(Panel::Curves));
    window.settle();
    let epochs = learning(&window).run().unwrap().record.epochs.clone();
    let figure = |epoch: usize| format!("{:.4}", epochs[epoch].train.loss);
    assert!(!window.shows(&figure(0)));
    window.click(say("as-table"));
    for epoch in [0, 1] {
        assert!(window.shows(&figure(epoch)), "epoch {}", epoch + 1);
    }
    let of_validation = tr!("validation-of", name = say("accuracy"));
    assert!(window.shows(&of_validation));
}

#[test]
fn menus_say_that_they_are_menus_and_whether_they_are_open() {
    let mut window = Window::preset("happy_model");
    let is_open = |window: &Window| {
        let menu = window
            .harness
            .get_by_role_and_label(Role::MenuItem, say("menu-file"));
        menu.accesskit_node().data().is_expanded()
    };
    assert_eq!(is_open(&window), Some(false));
    window.click(say("menu-file"));
    assert_eq!(is_open(&window), Some(true));
}

#[test]
fn lines_of_a_menu_say_what_they_are_and_which_are_on() {
    let mut window = Window::preset("happy_model");
    window.click(say("menu-view"));
    let line = |role: Role, words: &str| {
        let found = window.harness.query_all_by_role(role);
        found
            .filter_map(|node| node.accesskit_node().label())
            .any(|label| label.starts_with(words))
    };
    assert!(line(Role::MenuItemCheckBox, "Overview map"));
    assert!(line(Role::MenuItem, say("menu-theme")));
}

//! Files of other programs: opened by the menu, dropped, pasted; what the file leaves open; the report; weights for a network.

use crate::support::Window;
use crate::training::{learning, picture, window_for};
use egui::{Key, Modifiers};
use egui_kittest::kittest::Queryable as _;
use hdf5_pure::FileBuilder;
use netsmith::app::command::{CanvasCommand, EditCommand, FileCommand, ImportCommand};
use netsmith::app::docking::Panel;
use netsmith::app::jobs::Workers;
use netsmith::app::learning::{Content, Way, WeightsState};
use netsmith::exchange::{self, Choices, Values};
use netsmith::text::say;
use netsmith::tr;
use std::path::{Path, PathBuf};

fn golden(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden");
    folder.join(name)
}

fn keras(name: &str) -> PathBuf {
    golden("exchange").join(name)
}

/// A window with an empty network whose jobs run on the spot and whose runs go to `home`.
fn empty(home: &Path) -> Window {
    let mut window = Window::empty();
    let panels = &mut window.harness.state_mut().workbench.training_panels;
    panels.workers = Workers::OnTheSpot;
    panels.runs_home = Some(home.to_owned());
    window
}

/// Three pictures with labels, as the course keeps them.
fn course_data(path: &Path) {
    let mut builder = FileBuilder::new();
    let pixels = builder.create_dataset("train_set_x");
    pixels
        .with_u8_data(&vec![90; 3 * 64 * 64 * 3])
        .with_shape(&[3, 64, 64, 3]);
    let labels = builder.create_dataset("train_set_y");
    labels.with_i64_data(&[0, 1, 0]).with_shape(&[1, 3]);
    builder.write(path).unwrap();
}

/// Opens the list called `list` and takes one of its lines.
fn choose(window: &mut Window, list: &str, line: &str) {
    let found = window
        .harness
        .get_by_role_and_label(egui::accesskit::Role::ComboBox, list);
    found.scroll_to_me();
    window.settle();
    let found = window
        .harness
        .get_by_role_and_label(egui::accesskit::Role::ComboBox, list);
    found.click();
    window.settle();
    window.click_starting_with(line);
}

fn tab_count(window: &Window) -> usize {
    window.harness.state().workbench.tabs.count()
}

fn is_ready(window: &Window) -> bool {
    let document = window.state().document;
    learning(window).weights_state(document) == WeightsState::Ready
}

#[test]
fn a_dropped_model_opens_under_the_name_of_its_file_and_answers_at_once() {
    let home = tempfile::tempdir().unwrap();
    let mut window = empty(home.path());
    let path = keras("probe_three.keras");
    window.drop_file(&path);
    let document = window.state().document;
    assert_eq!(document.name(), "probe_three");
    assert_eq!(document.path(), None);
    assert!(!document.is_changed());
    assert!(is_ready(&window));
    assert!(window.in_front(Panel::Import));

    let own = picture(home.path(), "own.png");
    window.drop_file(&own);
    let imported = exchange::open(&path, &Choices::default(), &|| false).unwrap();
    let predictor = imported.predictor(&path).unwrap();
    let expected = predictor.predict(&[image::open(&own).unwrap()]).unwrap();
    let pictures = &window.harness.state().workbench.training_panels.pictures;
    let Content::Ready(ready) = &pictures.entries[0].content else {
        panic!("the picture can be read");
    };
    let (_, answer) = ready.answer.as_ref().unwrap();
    assert_eq!(answer.probabilities, expected[0].probabilities);
    assert!(answer.weights.to_string().contains("probe_three.keras"));
}

#[test]
fn every_format_opens_from_the_menu_and_its_filters_name_them() {
    let home = tempfile::tempdir().unwrap();
    let mut window = empty(home.path());
    for name in [
        "exchange/plain_two.h5",
        "exchange/plain_three.json",
        "exchange/tiny_zip.pt",
        "exchange/tiny.safetensors",
    ] {
        window.will_choose(&[golden(name)]);
        window.menu(say("menu-file"), say("open"));
        let stem = Path::new(name).file_stem().unwrap().to_string_lossy();
        assert_eq!(window.state().document.name(), stem);
    }
    assert_eq!(tab_count(&window), 4);
    let labels: Vec<&str> = window.questions()[0]
        .filters
        .iter()
        .map(|filter| filter.label)
        .collect();
    assert_eq!(labels[0], say("files-of-networks"));
    assert!(labels.contains(&say("files-of-onnx")) && labels.contains(&say("project-file")));
    // What is open already, and as it was, is shown.
    window.will_choose(&[keras("plain_two.h5")]);
    window.menu(say("menu-file"), say("open"));
    assert_eq!(tab_count(&window), 4);
    assert_eq!(window.state().document.name(), "plain_two");
}

#[test]
fn a_path_that_is_pasted_opens_the_network_there() {
    let home = tempfile::tempdir().unwrap();
    let mut window = empty(home.path());
    let path = keras("plain_three.h5").display().to_string();
    window.harness.event(egui::Event::Paste(path));
    window.settle();
    assert_eq!(window.state().document.name(), "plain_three");
}

#[test]
fn files_are_taken_for_what_is_in_them() {
    let home = tempfile::tempdir().unwrap();
    let mut window = window_for("happy_model", home.path());
    // A file of pictures is data, whatever its ending says of models.
    let data = home.path().join("model.h5");
    course_data(&data);
    window.drop_file(&data);
    assert_eq!(tab_count(&window), 1);
    assert_eq!(learning(&window).data().unwrap().train.len(), 3);
    // A drawing that holds a project is a project.
    let project = window.state().document.project(Default::default());
    let drawn = picture(home.path(), "drawn.png");
    let held = exchange::picture::holding(std::fs::read(&drawn).unwrap(), &project);
    std::fs::write(&drawn, held).unwrap();
    window.drop_file(&drawn);
    assert_eq!(tab_count(&window), 2);
    assert_eq!(window.state().document.name(), "HappyModel");
    assert!(window.state().document.arrival().is_none());
    // A plain picture is asked about.
    window.drop_file(&picture(home.path(), "plain.png"));
    assert_eq!(tab_count(&window), 2);
    assert!(window.in_front(Panel::Predict));
    // Opened as a network, it says what it is.
    window.will_choose(&[home.path().join("plain.png")]);
    window.menu(say("menu-file"), say("open"));
    assert!(window.shows_part("a plain picture"));
    assert_eq!(tab_count(&window), 2);
}

#[test]
fn a_finding_leads_to_its_layer_wherever_that_lies() {
    let home = tempfile::tempdir().unwrap();
    let mut window = empty(home.path());
    window.drop_file(&keras("probe_two.keras"));
    let arrival = window.state().document.arrival().unwrap().clone();
    let mut findings = arrival.report.findings.iter();
    let finding = findings.find(|it| it.layer.as_deref() == Some("tf.math.multiply"));
    let words = finding.unwrap().sentence().to_string().replace('`', "");
    let line = window.harness.get_by_label(&words);
    line.scroll_to_me();
    window.settle();
    window.click(&words);
    let selected = window.state().document.selection.single().unwrap().clone();
    assert_eq!(selected, window.node("tf.math.multiply"));
    assert!(window.canvas().shows(&selected));
}

#[test]
fn the_report_is_copied_whole_and_gone_after_reopening() {
    let home = tempfile::tempdir().unwrap();
    let mut window = empty(home.path());
    window.drop_file(&keras("probe_three.keras"));
    window.harness.get_by_label(say("copy-report")).click();
    window.harness.step();
    let copied = crate::editing::copied_text(&window);
    let arrival = window.state().document.arrival().unwrap();
    assert_eq!(copied.lines().count(), 2 + arrival.report.findings.len());
    assert!(copied.contains("probe_three.keras") && copied.contains("Keras 3"));
    window.settle();

    let saved = home.path().join("saved.netsmith");
    window.will_choose(std::slice::from_ref(&saved));
    window.keys(Modifiers::COMMAND, Key::S);
    assert!(window.state().document.arrival().is_some());
    let mut other = empty(home.path());
    other.send(FileCommand::OpenPath(saved));
    other.show(Panel::Import);
    assert!(other.shows(say("import-no-report-any-more")));
    // The weights are found again.
    assert!(is_ready(&other));
}

#[test]
fn a_file_that_is_refused_says_everything_at_once() {
    let home = tempfile::tempdir().unwrap();
    let mut window = empty(home.path());
    window.drop_file(&keras("forbidden_three.json"));
    assert_eq!(tab_count(&window), 1);
    assert!(window.state().document.is_empty());
    assert!(window.shows_part("Lambda holds Python code"));
    assert!(window.shows_part("the class LSTM"));
    window.harness.get_by_label(say("copy-report")).click();
    window.harness.step();
    let copied = crate::editing::copied_text(&window);
    assert!(copied.contains("LSTM") && copied.contains("Lambda"));
    window.settle();
    window.click(say("close"));
    assert!(!window.shows_part("the class LSTM"));
}

#[test]
fn reading_can_be_given_up() {
    let home = tempfile::tempdir().unwrap();
    let mut window = empty(home.path());
    let app = window.harness.state_mut();
    app.send(ImportCommand::Open(keras("plain_three.keras")));
    app.send(ImportCommand::Cancel);
    window.settle();
    assert!(window.state().document.is_empty());
}

#[test]
fn another_choice_reads_the_file_again_and_never_loses_an_edit() {
    let home = tempfile::tempdir().unwrap();
    let mut window = empty(home.path());
    window.drop_file(&keras("heads_three.keras"));
    let layers = window.names();
    choose(&mut window, say("choice-head"), "age");
    assert_eq!(tab_count(&window), 1);
    assert!(window.names().contains(&"age".to_owned()));
    assert_ne!(window.names(), layers);
    let arrival = window.state().document.arrival().unwrap();
    assert_eq!(arrival.choices.head.as_deref(), Some("age"));
    assert!(is_ready(&window));
    let runs = std::fs::read_dir(home.path()).unwrap().count();
    assert_eq!(runs, 1, "the weights of the other choice are gone");

    window.send(EditCommand::SelectAll);
    window.send(CanvasCommand::ArrangeSelection);
    let name = window.names()[1].clone();
    window.select(&name);
    window.send(EditCommand::Duplicate);
    assert!(window.shows(say("choice-opens-another")));
    window.send(ImportCommand::Choose(Choices {
        values: Some(Values::Symmetric),
        ..Choices::default()
    }));
    assert_eq!(tab_count(&window), 2);
    let contract = window.state().document.settings().contract.unwrap();
    assert!((contract.offset() + 1.0).abs() < 1e-6);
}

#[test]
fn a_network_that_was_only_looked_at_is_closed_without_a_question() {
    let home = tempfile::tempdir().unwrap();
    let mut window = empty(home.path());
    window.drop_file(&keras("plain_three.keras"));
    window.keys(Modifiers::COMMAND, Key::W);
    assert!(window.state().document.is_empty());
    assert_eq!(window.state().window.overlay, None);
}

#[test]
fn training_begins_with_the_weights_that_came() {
    let home = tempfile::tempdir().unwrap();
    let mut window = empty(home.path());
    window.drop_file(&keras("probe_three.keras"));
    let document = window.state().document;
    assert!(matches!(learning(&window).main_way(document), Way::From(_)));
    // Another head keeps what lies before it.
    let head = document.inference().layers.last().unwrap().name.to_string();
    window.select(&head);
    window.send(EditCommand::Delete);
    let document = window.state().document;
    assert!(document.is_changed());
    assert!(!is_ready(&window));
}

#[test]
fn weights_alone_go_into_the_network_that_is_open() {
    let home = tempfile::tempdir().unwrap();
    let mut window = empty(home.path());
    window.drop_file(&keras("plain_three.json"));
    assert!(!is_ready(&window));
    window.drop_file(&keras("plain_three.weights.h5"));
    assert!(window.shows(say("import-weights-title")));
    assert!(window.shows("conv/kernel"));
    assert!(window.shows("(3, 3, 3, 4)"));
    window.click_starting_with(say("put-weights"));
    assert!(!window.shows(say("import-weights-title")));
    assert!(is_ready(&window));
    let folder = learning(&window).run_folder().unwrap().to_owned();
    let run = netsmith::engine::run::RunFolder::open(&folder).unwrap();
    let (mut found, _) = run
        .weights(netsmith::engine::run::WeightsChoice::Latest)
        .unwrap();
    let imported = exchange::open(&keras("plain_three.keras"), &Choices::default(), &|| false);
    let mut expected = imported.unwrap().weights.unwrap();
    found.sort_by(|one, other| one.name.cmp(&other.name));
    expected.sort_by(|one, other| one.name.cmp(&other.name));
    assert_eq!(found, expected);
}

#[test]
fn what_fits_nothing_is_told_and_another_array_can_be_chosen() {
    let home = tempfile::tempdir().unwrap();
    let mut window = empty(home.path());
    window.drop_file(&keras("plain_three.keras"));
    window.set_filters("conv", 5);
    window.will_choose(&[keras("plain_three.h5")]);
    window.menu(say("menu-file"), say("import-weights"));
    assert!(window.shows_part("conv/kernel is (3, 3, 3, 4) in the file"));
    let list = tr!("mapping-array-for", weight = "logits/bias");
    choose(&mut window, &list, say("mapping-nothing"));
    window.click(say("cancel"));
    assert!(!window.shows(say("import-weights-title")));
    assert!(!is_ready(&window));
}

#[test]
fn weights_are_only_imported_into_a_network() {
    let home = tempfile::tempdir().unwrap();
    let mut window = empty(home.path());
    window.drop_file(&keras("plain_three.weights.h5"));
    assert!(window.shows_part("it holds weights alone"));
    assert!(window.state().document.is_empty());
}

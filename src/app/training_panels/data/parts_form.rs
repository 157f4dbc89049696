//! Which part of the data is for what and where labels were read: said, and open to another choice.
//! Never reads a file; it sends what is wanted.

use crate::app::command::{Command, Commands, DataCommand, NetworkCommand, SettingsChange};
use crate::app::inspector::row::form_row_ui;
use crate::app::learning::LoadedData;
use crate::app::look::{Theme, size};
use crate::app::widgets;
use crate::data::{Candidate, DataSource, LabelsTaken, Reading, Role, TakenPart};
use crate::layer::thousands;
use crate::project::TrainingSettings;
use crate::recipe::{TestData, Validation};
use egui::{ComboBox, Label, RichText, Ui};

/// What one line of a menu does.
#[derive(Debug, Clone, PartialEq)]
enum Choice<T> {
    /// Takes this.
    Take(T),
    /// Asks for a file.
    File,
    /// Asks for a folder.
    Folder,
}

const VALIDATION_HELP: &str = "Pictures that the network never learns from, to see after every epoch how well it does on new ones";
/// What of the training part is offered to be kept for the end.
const TEST_SHARES: [f64; 3] = [0.1, 0.2, 0.3];

const TEST_HELP: &str = "Pictures that are kept for the end, when the finished network is measured";
const LABELS_HELP: &str = "Where it is written what a picture shows";

/// Paints the parts and the way labels were read.
pub fn parts_ui(
    ui: &mut Ui,
    data: &LoadedData,
    settings: &TrainingSettings,
    commands: &mut Commands,
) {
    widgets::group_heading_ui(ui, "Parts");
    form_row_ui(ui, "Training", "The pictures to learn from", |ui, _| {
        let words = training_words(data);
        ui.horizontal(|ui| {
            ui.set_min_height(size::ROW_HEIGHT);
            ui.add(Label::new(RichText::new(words).color(Theme::of(ui).text)).truncate());
        });
    });
    if let Some(labels) = &data.taken.labels {
        labels_ui(ui, labels, settings, commands);
    }
    validation_ui(ui, Some(data), settings, commands);
    test_ui(ui, data, settings, commands);
}

/// `seg_train (14,034)`; `None` where the data has no such part.
fn part_words(data: &LoadedData, role: Role) -> Option<String> {
    let TakenPart { from, images, .. } = data.taken.parts.iter().find(|part| part.role == role)?;
    let from = match DataSource::parse(from) {
        Ok(DataSource::Builtin(builtin, _)) => builtin.title(),
        _ => from,
    };
    Some(format!("{from} ({})", thousands(*images as u64)))
}

/// As [`part_words`], of the pictures that are left to learn from where a share of them is kept for the end.
fn training_words(data: &LoadedData) -> String {
    let of_training = |part: &&TakenPart| part.role == Role::Training;
    let from = match data.taken.parts.iter().find(of_training) {
        Some(part) => match DataSource::parse(&part.from) {
            Ok(DataSource::Builtin(builtin, _)) => builtin.title(),
            _ => &part.from,
        },
        None => return data.title(),
    };
    format!("{from} ({})", thousands(data.train.len() as u64))
}

/// The choice of what is validated on, also where no data is at hand yet.
pub fn validation_ui(
    ui: &mut Ui,
    data: Option<&LoadedData>,
    settings: &TrainingSettings,
    commands: &mut Commands,
) {
    let parts = data.map(LoadedData::held_out).unwrap_or_default();
    let settled = settings.settled(parts);
    let mut offered = Vec::new();
    if parts.has_validation {
        offered.push(Choice::Take(Validation::ValidationPart));
    }
    offered.push(Choice::Take(Validation::Split));
    if parts.has_test || data.is_none() {
        offered.push(Choice::Take(Validation::TestPart));
    }
    if let source @ Validation::Source(_) = &settled.validation {
        offered.push(Choice::Take(source.clone()));
    }
    offered.extend([Choice::File, Choice::Folder, Choice::Take(Validation::None)]);
    let words = |validation: &Validation| validation_words(validation, data);
    let chosen = choice_ui(
        ui,
        ("Validation", VALIDATION_HELP),
        &settled.validation,
        &offered,
        words,
    );
    match chosen {
        Some(Choice::Take(validation)) => {
            let label = format!("set validation to {}", validation.label().to_lowercase());
            let settings = TrainingSettings {
                validation,
                ..settings.clone()
            };
            commands.send(NetworkCommand::ChangeSettings(SettingsChange::new(
                label, settings,
            )));
        }
        Some(Choice::File) => commands.send(DataCommand::OpenPart {
            role: Role::Validation,
            is_folder: false,
        }),
        Some(Choice::Folder) => commands.send(DataCommand::OpenPart {
            role: Role::Validation,
            is_folder: true,
        }),
        None => {}
    }
}

fn validation_words(validation: &Validation, data: Option<&LoadedData>) -> String {
    let with_part = |role| data.and_then(|data| part_words(data, role));
    match validation {
        Validation::ValidationPart => match with_part(Role::Validation) {
            Some(part) => format!("Validation part: {part}"),
            None => validation.label().to_owned(),
        },
        Validation::Source(source) => short(source),
        _ => validation.label().to_owned(),
    }
}

fn test_ui(ui: &mut Ui, data: &LoadedData, settings: &TrainingSettings, commands: &mut Commands) {
    let own = part_words(data, Role::Test);
    let current = match &settings.test {
        TestData::Own if own.is_none() => TestData::None,
        chosen => chosen.clone(),
    };
    let mut offered = Vec::new();
    if own.is_some() {
        offered.push(Choice::Take(TestData::Own));
    }
    if data.held_out().has_validation {
        offered.push(Choice::Take(TestData::ValidationPart));
    }
    let shares = TEST_SHARES.map(|share| TestData::Split { share });
    offered.extend(shares.map(Choice::Take));
    let current_choice = Choice::Take(current.clone());
    if current != TestData::None && !offered.contains(&current_choice) {
        offered.push(current_choice);
    }
    offered.extend([Choice::File, Choice::Folder, Choice::Take(TestData::None)]);
    let words = |test: &TestData| match test {
        TestData::Own => own.clone().unwrap_or_else(|| "Test part".to_owned()),
        TestData::ValidationPart => match part_words(data, Role::Validation) {
            Some(part) => format!("Validation part: {part}"),
            None => "Validation part".to_owned(),
        },
        TestData::Split { share } => format!("{} of the training part", widgets::percent(*share)),
        TestData::Source(source) => short(source),
        TestData::None => "None".to_owned(),
    };
    match choice_ui(ui, ("Test", TEST_HELP), &current, &offered, words) {
        Some(Choice::Take(test)) => {
            let label = format!("set the test part to {}", words(&test));
            let settings = TrainingSettings {
                test,
                ..settings.clone()
            };
            commands.send(NetworkCommand::ChangeSettings(SettingsChange::new(
                label, settings,
            )));
        }
        Some(Choice::File) => commands.send(DataCommand::OpenPart {
            role: Role::Test,
            is_folder: false,
        }),
        Some(Choice::Folder) => commands.send(DataCommand::OpenPart {
            role: Role::Test,
            is_folder: true,
        }),
        None => {}
    }
}

/// The last part of a path, or a built-in's word.
fn short(source: &str) -> String {
    match DataSource::parse(source) {
        Ok(DataSource::Path(path)) => path.file_name().map_or_else(
            || source.to_owned(),
            |name| name.to_string_lossy().into_owned(),
        ),
        Ok(builtin) => builtin.words(),
        Err(_) => source.to_owned(),
    }
}

fn labels_ui(
    ui: &mut Ui,
    labels: &LabelsTaken,
    settings: &TrainingSettings,
    commands: &mut Commands,
) {
    let taken: Vec<&Candidate> = labels.taken().into_iter().chain(labels.others()).collect();
    let offered: Vec<Choice<Reading>> = taken
        .iter()
        .map(|offer| Choice::Take(offer.reading))
        .collect();
    let words = |reading: &Reading| match taken.iter().find(|offer| offer.reading == *reading) {
        Some(offer) => offer_words(offer),
        None => reading.words().to_owned(),
    };
    if let Some(Choice::Take(reading)) = choice_ui(
        ui,
        ("Labels", LABELS_HELP),
        &labels.reading,
        &offered,
        words,
    ) {
        commands.send(reading_change(settings, reading));
    }
    if let Some((file, label)) = labels.taken().and_then(|taken| taken.example.as_ref()) {
        widgets::muted_ui(ui, format!("{file} is {label}"));
    }
}

/// `folders: cat 2, dog 2`, `before the last _: …`.
fn offer_words(offer: &Candidate) -> String {
    let classes: Vec<String> = offer
        .classes
        .iter()
        .take(3)
        .map(|(class, count)| format!("{class} {count}"))
        .collect();
    let more = if offer.classes.len() > 3 { ", …" } else { "" };
    format!(
        "{}: {}{more}",
        reading_words(offer.reading),
        classes.join(", ")
    )
}

/// A few words for a menu.
pub fn reading_words(reading: Reading) -> &'static str {
    match reading {
        Reading::Folder => "Folders",
        Reading::BeforeDot => "Before the dot",
        Reading::BeforeFirst => "Before the first _",
        Reading::BeforeLast => "Before the last _",
        Reading::BeforeNumber => "Before the number",
        Reading::LeadingDigits => "Leading digits",
        Reading::AfterLast => "After the last _",
    }
}

/// Reads labels in another way from now on.
pub fn reading_change(settings: &TrainingSettings, reading: Reading) -> Command {
    let label = format!("read labels {}", reading_words(reading).to_lowercase());
    let settings = TrainingSettings {
        labels: Some(reading),
        ..settings.clone()
    };
    Command::Network(NetworkCommand::ChangeSettings(SettingsChange::new(
        label, settings,
    )))
}

/// Where labels could not be told from names: every way, for whoever knows better.
pub fn all_readings_ui(ui: &mut Ui, settings: &TrainingSettings, commands: &mut Commands) {
    ui.menu_button("Read labels from…", |ui| {
        for reading in Reading::ALL {
            if ui
                .button(reading_words(reading))
                .on_hover_text(reading.words())
                .clicked()
            {
                commands.send(reading_change(settings, reading));
                ui.close();
            }
        }
    });
}

fn choice_ui<T: Clone + PartialEq>(
    ui: &mut Ui,
    (label, help): (&str, &str),
    current: &T,
    choices: &[Choice<T>],
    words: impl Fn(&T) -> String,
) -> Option<Choice<T>> {
    form_row_ui(ui, label, help, |ui, label_response| {
        let mut chosen = None;
        let combo = ComboBox::from_id_salt(("data parts", label))
            .width(ui.available_width())
            .wrap();
        let shown = combo.selected_text(words(current)).show_ui(ui, |ui| {
            for choice in choices {
                let (is_current, text) = match choice {
                    Choice::Take(value) => (value == current, words(value)),
                    Choice::File => (false, "Other file…".to_owned()),
                    Choice::Folder => (false, "Other folder…".to_owned()),
                };
                if widgets::option_ui(ui, is_current, text).clicked() && !is_current {
                    chosen = Some(choice.clone());
                }
            }
        });
        let hover = format!("{help}\n{}", words(current));
        shown
            .response
            .labelled_by(label_response.id)
            .on_hover_text(hover);
        chosen
    })
}

//! Which part of the data is for what and where labels were read: said, and open to another choice.
//! Never reads a file; it sends what is wanted.

use crate::app::command::{Command, Commands, DataCommand, NetworkCommand, SettingsChange};
use crate::app::inspector::row::form_row_ui;
use crate::app::learning::LoadedData;
use crate::app::look::{Theme, size};
use crate::app::widgets;
use crate::data::{Candidate, DataSource, LabelsTaken, Reading, Role, TakenPart};
use crate::files::name_of;
use crate::message;
use crate::project::TrainingSettings;
use crate::recipe::{TestData, Validation};
use crate::text::{Count, Message, list, say};
use crate::tr;
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

/// What of the training part is offered to be kept for the end.
const TEST_SHARES: [f64; 3] = [0.1, 0.2, 0.3];

/// Paints the parts and the way labels were read.
pub fn parts_ui(
    ui: &mut Ui,
    data: &LoadedData,
    settings: &TrainingSettings,
    commands: &mut Commands,
) {
    widgets::group_heading_ui(ui, say("parts"));
    let (name, help) = (say("part-training"), say("part-training-help"));
    form_row_ui(ui, name, help, |ui, _| {
        let words = training_words(data).to_string();
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
fn part_words(data: &LoadedData, role: Role) -> Option<Message> {
    let part = data.taken.parts.iter().find(|part| part.role == role)?;
    Some(counted_part(part, part.images))
}

fn counted_part(part: &TakenPart, count: usize) -> Message {
    let from = match DataSource::parse(&part.from) {
        Ok(DataSource::Builtin(builtin, _)) => DataSource::builtin(builtin).message(),
        _ => part.from.as_str().into(),
    };
    message!("part-and-count", part = from, count = Count(count))
}

/// As [`part_words`], of the pictures that are left to learn from where a share of them is kept for the end.
fn training_words(data: &LoadedData) -> Message {
    let of_training = |part: &&TakenPart| part.role == Role::Training;
    match data.taken.parts.iter().find(of_training) {
        Some(part) => counted_part(part, data.train.len()),
        None => data.title(),
    }
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
        ("validation", "validation-help"),
        &settled.validation,
        &offered,
        words,
    );
    match chosen {
        Some(Choice::Take(validation)) => {
            let label = message!("set-validation", validation = validation.label().inside());
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

fn validation_words(validation: &Validation, data: Option<&LoadedData>) -> Message {
    let with_part = |role| data.and_then(|data| part_words(data, role));
    match validation {
        Validation::ValidationPart => match with_part(Role::Validation) {
            Some(part) => message!("part-validation-of", part = part),
            None => validation.label(),
        },
        Validation::Source(source) => short(source),
        _ => validation.label(),
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
        TestData::Own => own.clone().unwrap_or_else(|| message!("part-test")),
        TestData::ValidationPart => match part_words(data, Role::Validation) {
            Some(part) => message!("part-validation-of", part = part),
            None => message!("part-validation"),
        },
        TestData::Split { share } => {
            message!("part-share-of-training", percent = widgets::percent(*share))
        }
        TestData::Source(source) => short(source),
        TestData::None => message!("part-none"),
    };
    let name = ("test-data", "test-data-help");
    match choice_ui(ui, name, &current, &offered, words) {
        Some(Choice::Take(test)) => {
            let label = message!("set-test-part", part = words(&test));
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
fn short(source: &str) -> Message {
    match DataSource::parse(source) {
        Ok(DataSource::Path(path)) => name_of(&path).into(),
        Ok(builtin) => builtin.message(),
        Err(_) => source.into(),
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
        None => Message::new(reading_id(*reading)),
    };
    if let Some(Choice::Take(reading)) = choice_ui(
        ui,
        ("labels", "labels-help"),
        &labels.reading,
        &offered,
        words,
    ) {
        commands.send(reading_change(settings, reading));
    }
    if let Some((file, label)) = labels.taken().and_then(|taken| taken.example.as_ref()) {
        widgets::muted_ui(ui, tr!("file-has-label", file = file, label = label));
    }
}

/// `folders: cat 2, dog 2`, `before the last _: …`.
fn offer_words(offer: &Candidate) -> Message {
    let classes = offer.classes.iter().take(3);
    let classes = classes.map(|(class, count)| format!("{class} {count}"));
    let classes = classes.chain((offer.classes.len() > 3).then(|| "…".to_owned()));
    message!(
        "labels-and-classes",
        labels = Message::new(reading_id(offer.reading)),
        classes = list(classes)
    )
}

/// The message with a few words for a menu.
const fn reading_id(reading: Reading) -> &'static str {
    match reading {
        Reading::Folder => "read-folders",
        Reading::BeforeDot => "read-before-dot",
        Reading::BeforeFirst => "read-before-first",
        Reading::BeforeLast => "read-before-last",
        Reading::BeforeNumber => "read-before-number",
        Reading::LeadingDigits => "read-leading-digits",
        Reading::AfterLast => "read-after-last",
    }
}

/// Reads labels in another way from now on.
fn reading_change(settings: &TrainingSettings, reading: Reading) -> Command {
    let reading_said = Message::new(reading_id(reading)).inside();
    let label = message!("read-labels", labels = reading_said);
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
    ui.menu_button(say("read-labels-from"), |ui| {
        for reading in Reading::ALL {
            if ui
                .button(say(reading_id(reading)))
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
    (name, help): (&'static str, &'static str),
    current: &T,
    choices: &[Choice<T>],
    words: impl Fn(&T) -> Message,
) -> Option<Choice<T>> {
    let help = say(help);
    let words = |value: &T| words(value).to_string();
    form_row_ui(ui, say(name), help, |ui, label_response| {
        let mut chosen = None;
        let combo = ComboBox::from_id_salt(("data parts", name))
            .width(ui.available_width())
            .wrap();
        let shown = combo.selected_text(words(current)).show_ui(ui, |ui| {
            for choice in choices {
                let (is_current, text) = match choice {
                    Choice::Take(value) => (value == current, words(value)),
                    Choice::File => (false, tr!("other-file")),
                    Choice::Folder => (false, tr!("other-folder")),
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

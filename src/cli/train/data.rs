//! Which pictures a training learns from and which it is validated on.

use std::ffi::OsString;
use std::path::Path;
use std::sync::Arc;

use super::Arguments;
use crate::cli::data;
use crate::cli::failure::Failure;
use crate::cli::output::note;
use crate::data::{ClassNames, DataSource, Dataset, Loaded, OpenOptions, Role};
use crate::engine::train::{Parts, TrainingData, training_data};
use crate::layer::counted;
use crate::message;
use crate::project::{Project, TrainingSettings};
use crate::recipe::{HeldOut, TestData, Validation};
use crate::text::say;
use crate::tr;

/// What the command line asks to validate on.
#[derive(Debug, Clone, PartialEq)]
pub enum Wanted {
    /// Nobody said: the data's own validation part, or a share of its training part.
    Usual,
    /// A share of the training part.
    Share(f64),
    /// A part that the data has; where it has none, what lies at this path.
    Part(Role, OsString),
    /// Other data.
    Source(DataSource),
    /// Nothing.
    Nothing,
}

impl Wanted {
    /// What `--validation` and `--split` say, else what the model is to be validated on by its own settings.
    pub fn of(arguments: &Arguments, own: &TrainingSettings) -> Result<Self, Failure> {
        match (&arguments.validation, arguments.split) {
            (Some(text), _) => Self::parse(text),
            (None, Some(share)) if share > 0.0 => Ok(Self::Share(share)),
            (None, Some(_)) => Ok(Self::Nothing),
            (None, None) => Ok(match &own.validation {
                Validation::Default => Self::Usual,
                Validation::Split => Self::Share(own.split_share()),
                Validation::ValidationPart => Self::Part(Role::Validation, OsString::new()),
                Validation::TestPart => Self::Part(Role::Test, OsString::new()),
                Validation::Source(source) => Self::Source(DataSource::parse(source)?),
                Validation::None => Self::Nothing,
            }),
        }
    }

    /// The same as a project keeps it.
    pub fn choice(&self) -> Validation {
        match self {
            Self::Share(_) => Validation::Split,
            Self::Part(Role::Validation, _) => Validation::ValidationPart,
            Self::Part(Role::Test, _) => Validation::TestPart,
            Self::Source(source) => Validation::Source(source.to_string()),
            Self::Nothing => Validation::None,
            Self::Usual | Self::Part(Role::Training, _) => Validation::Default,
        }
    }

    fn parse(text: &OsString) -> Result<Self, Failure> {
        let word = text.to_str().unwrap_or_default();
        if word.eq_ignore_ascii_case("none") {
            return Ok(Self::Nothing);
        }
        match Role::named(word) {
            Some(Role::Training) => Err(Failure::Usage(message!("validated-on-training"))),
            Some(role) => Ok(Self::Part(role, text.clone())),
            None => Ok(Self::Source(DataSource::from_argument(text)?.absolute())),
        }
    }
}

/// What `--test` and `--test-split` say, else what is kept for the end by the project's own settings.
pub fn test_wanted(
    arguments: &Arguments,
    own: &TestData,
    loaded: &Loaded,
) -> Result<TestData, Failure> {
    let text = match (&arguments.test, arguments.test_split) {
        (Some(text), _) => text,
        (None, Some(share)) => return Ok(TestData::Split { share }),
        (None, None) => return Ok(own.clone()),
    };
    let word = text.to_str().unwrap_or_default();
    if word.eq_ignore_ascii_case("none") {
        return Ok(TestData::None);
    }
    let has_part = |role| loaded.part(role).is_ok() || !Path::new(text).exists();
    match Role::named(word) {
        Some(Role::Training) => Err(Failure::Usage(message!("measured-on-training"))),
        Some(Role::Validation) if has_part(Role::Validation) => Ok(TestData::ValidationPart),
        Some(Role::Test) if has_part(Role::Test) => {
            loaded.part(Role::Test)?;
            Ok(TestData::Own)
        }
        _ => {
            let source = DataSource::from_argument(text)?.absolute();
            Ok(TestData::Source(source.to_string()))
        }
    }
}

/// Says what is kept for the end, where that is not simply the data's own test part.
pub fn tell_test(test: &TestData, loaded: &Loaded) {
    let from = match test {
        TestData::Own => return,
        TestData::None => message!("test-none"),
        TestData::ValidationPart => message!("the-validation-part"),
        TestData::Split { share } => message!("share-of-training", percent = share * 100.0),
        TestData::Source(source) => message!("said", words = source),
    };
    note(&match &loaded.test {
        Some(part) => tr!(
            "note-test-pictures",
            part = from,
            pictures = counted(part.len(), "picture")
        ),
        None => tr!("note-test", part = from),
    });
}

/// The pictures to train on and to validate on; `project` says afterwards what was chosen.
pub fn chosen_data(
    wanted: Wanted,
    project: &mut Project,
    mut loaded: Loaded,
    options: &OpenOptions,
) -> Result<TrainingData, Failure> {
    let Some(contract) = options.contract else {
        return Err(Failure::Job(message!("network-takes-none")));
    };
    let held_out = HeldOut {
        has_validation: loaded.validation.is_some(),
        has_test: loaded.test.is_some(),
    };
    let wanted = wanted.found_in(&mut loaded, options)?;
    if let Wanted::Share(share) = wanted {
        project.recipe.validation_split = share;
    }
    let settings = TrainingSettings {
        validation: wanted.choice(),
        ..project.settings()
    };
    let parts = Parts {
        train: Arc::new(loaded.train),
        validation: loaded.validation.map(Arc::new),
        test: loaded.test.map(Arc::new),
        held_out,
    };
    let (data, settled) = training_data(&settings, &parts, contract, |part| Ok(Arc::clone(part)))?;
    tell_validation(&wanted, &settled, held_out);
    *project = std::mem::take(project).with_settings(settled);
    Ok(data)
}

fn tell_validation(wanted: &Wanted, settled: &TrainingSettings, held_out: HeldOut) {
    match &settled.validation {
        Validation::None if *wanted == Wanted::Usual => {
            note(say("validation-too-few"));
        }
        Validation::ValidationPart => note(say("validation-part")),
        Validation::TestPart => note(say("validation-on-test-part")),
        Validation::Split | Validation::Default => {
            let percent = settled.recipe.validation_split * 100.0;
            note(&if held_out.has_test {
                tr!("validation-share-beside-test", percent = percent)
            } else {
                tr!("validation-share", percent = percent)
            });
        }
        // Other data was told about when it was opened.
        Validation::None | Validation::Source(_) => {}
    }
}

impl Wanted {
    /// What it comes down to for `loaded`, into which other data is read where that is wanted.
    fn found_in(self, loaded: &mut Loaded, options: &OpenOptions) -> Result<Self, Failure> {
        match self {
            Self::Part(role, path) if loaded.part(role).is_err() && Path::new(&path).exists() => {
                let source = DataSource::from_argument(&path)?.absolute();
                Self::Source(source).found_in(loaded, options)
            }
            // What is asked for here must be there; what a project says is for other data, too.
            Self::Part(role, path) if !path.is_empty() => {
                loaded.part(role)?;
                Ok(Self::Part(role, path))
            }
            Self::Source(source) => {
                loaded.validation = Some(other_data(&source, loaded, options)?);
                Ok(Self::Source(source))
            }
            other => Ok(other),
        }
    }
}

fn other_data(
    source: &DataSource,
    loaded: &Loaded,
    options: &OpenOptions,
) -> Result<Dataset, Failure> {
    let names = loaded.taken.names.clone();
    let options = OpenOptions {
        classes: if names.is_empty() {
            options.classes.clone()
        } else {
            ClassNames::Each(names)
        },
        ..options.clone()
    };
    let other = data::open(source, &options)?;
    data::tell_warnings(&other);
    note(&tr!("note-validation", data = %other.taken.sentence()));
    Ok(other.into_validation())
}

//! Which pictures a training learns from and which it is validated on.

use std::ffi::OsString;
use std::path::Path;
use std::sync::Arc;

use super::Arguments;
use crate::cli::data;
use crate::cli::failure::Failure;
use crate::cli::output::note;
use crate::data::{ClassNames, DataError, DataSource, Dataset, Loaded, OpenOptions, Role};
use crate::engine::train::TrainingData;
use crate::layer::counted;
use crate::project::TrainingSettings;
use crate::recipe::{DEFAULT_SPLIT, Recipe, TestData, Validation};

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
        Some(Role::Training) => Err(Failure::Usage(
            "a network is not measured at the end on what it learns from; keep a share of it apart with --test-split".to_owned(),
        )),
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
        TestData::None => "none".to_owned(),
        TestData::ValidationPart => "the validation part".to_owned(),
        TestData::Split { share } => format!("{} % of the training part", share * 100.0),
        TestData::Source(source) => source.clone(),
    };
    let count = loaded
        .test
        .as_ref()
        .map(|part| counted(part.len(), "picture"));
    let count = count.map_or_else(String::new, |count| {
        format!(", {count} for `netsmith evaluate`")
    });
    note(&format!("test: {from}{count}"));
}

/// The pictures to train on and to validate on, and the recipe that says so.
pub fn training_data(
    wanted: Wanted,
    recipe: &mut Recipe,
    loaded: Loaded,
    options: &OpenOptions,
) -> Result<TrainingData, Failure> {
    let Some(contract) = options.contract else {
        return Err(Failure::job("the network takes no pictures"));
    };
    let train = Arc::new(loaded.train.clone());
    let share = match wanted {
        Wanted::Usual if loaded.validation.is_some() => {
            let own = Wanted::Part(Role::Validation, OsString::new());
            return training_data(own, recipe, loaded, options);
        }
        Wanted::Usual if recipe.validation_split > 0.0 => recipe.validation_split,
        Wanted::Usual => DEFAULT_SPLIT,
        Wanted::Share(share) => share,
        wanted => {
            recipe.validation_split = 0.0;
            let validation = held_out(&wanted, &loaded, options)?;
            return Ok(TrainingData::new(
                train,
                validation.map(Arc::new),
                contract,
            )?);
        }
    };
    recipe.validation_split = share;
    match TrainingData::split(Arc::clone(&train), share, recipe.seed, contract) {
        Err(DataError::SplitTooSmall { .. }) if wanted == Wanted::Usual => {
            note("validation: none, there are too few pictures to hold any back");
            recipe.validation_split = 0.0;
            Ok(TrainingData::new(train, None, contract)?)
        }
        split => {
            let split = split?;
            let of_test = match loaded.test {
                Some(_) => {
                    "; the test part is for `netsmith evaluate` (the course validates on it: --validation test)"
                }
                None => "",
            };
            note(&format!(
                "validation: {} % of the training part{of_test}",
                share * 100.0
            ));
            Ok(split)
        }
    }
}

fn held_out(
    wanted: &Wanted,
    loaded: &Loaded,
    options: &OpenOptions,
) -> Result<Option<Dataset>, Failure> {
    match wanted {
        Wanted::Part(role, path) if loaded.part(*role).is_err() && Path::new(path).exists() => {
            let source = DataSource::from_argument(path)?.absolute();
            held_out(&Wanted::Source(source), loaded, options)
        }
        Wanted::Part(role, _) => {
            note(&format!("validation: the {role} part"));
            Ok(Some(loaded.part(*role)?.clone()))
        }
        Wanted::Source(source) => {
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
            note(&format!("validation: {}", other.taken.sentence()));
            Ok(Some(other.into_validation()))
        }
        Wanted::Usual | Wanted::Share(_) | Wanted::Nothing => Ok(None),
    }
}

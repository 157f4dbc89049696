//! What every command that opens data has in common: its options, its progress, and saying what was taken for what.

use clap::Args;
use clap::builder::{PossibleValuesParser, TypedValueParser};

use super::failure::Failure;
use super::output::note;
use super::progress;
use crate::data::{
    ClassNames, Contract, DataError, DataSource, Dataset, Loaded, OpenOptions, Reading, Role,
    open as open_data,
};
use crate::engine::train;
use crate::files::is_same_file;
use crate::project::Project;
use crate::recipe::TestData;
use crate::text::say;
use crate::{message, tr};
use std::ffi::OsStr;
use std::path::Path;

/// How data is read.
#[derive(Debug, Clone, Default, Args)]
pub struct DataOptions {
    #[arg(help = say("help-labels"), long, value_name = "WAY", value_parser = readings())]
    pub labels: Option<Reading>,
    #[arg(help = say("help-classes"), long, value_name = "A,B,…")]
    pub classes: Option<String>,
}

fn readings() -> impl TypedValueParser<Value = Reading> {
    PossibleValuesParser::new(Reading::ALL.map(Reading::name))
        .map(|name| Reading::named(&name).unwrap_or(Reading::Folder))
}

impl DataOptions {
    /// The options for a network's contract; what was not said on the command line is as `usual` has it.
    pub fn open_options(&self, contract: Option<Contract>, usual: &OpenOptions) -> OpenOptions {
        let classes = self.classes.as_deref().map(ClassNames::from_list);
        OpenOptions {
            contract,
            labels: self.labels.or(usual.labels),
            classes: classes.unwrap_or_else(|| usual.classes.clone()),
            changes: usual.changes.clone(),
        }
    }
}

/// Opens data, showing how far it has come, and tells what the readers noticed.
pub fn open(source: &DataSource, options: &OpenOptions) -> Result<Loaded, Failure> {
    Ok(open_plainly(source, options)?)
}

fn open_plainly(source: &DataSource, options: &OpenOptions) -> Result<Loaded, DataError> {
    let bar = progress::pictures();
    let loaded = open_data(source, options, &|progress| bar.tell(progress));
    bar.clear();
    loaded
}

/// Tells what the reader of each part noticed.
pub fn tell_warnings(loaded: &Loaded) {
    let parts = Role::ALL
        .into_iter()
        .filter_map(|role| loaded.part(role).ok());
    for warning in parts.flat_map(Dataset::warnings) {
        note(&tr!("note-warning", warning = %warning));
    }
}

/// Tells in one line what was taken for what.
pub fn tell_taken(loaded: &Loaded) {
    note(&tr!("note-data", data = %loaded.taken.sentence()));
}

/// How the project reads its own data; other data is read as it fits.
pub fn usual_options(project: &Project, source: &DataSource) -> OpenOptions {
    if is_own(project, source) {
        project.open_options()
    } else {
        OpenOptions::default()
    }
}

/// Whether `source` is the data that the project names.
pub fn is_own(project: &Project, source: &DataSource) -> bool {
    match (source, project.settings().source()) {
        (DataSource::Path(now), Some(DataSource::Path(own))) => is_same_file(now, &own),
        (now, own) => own.as_ref() == Some(now),
    }
}

/// The data that is asked for, else that of the project, which `model` names.
pub fn source_or_own(
    asked: Option<&OsStr>,
    project: &Project,
    model: impl AsRef<Path>,
) -> Result<DataSource, Failure> {
    if let Some(asked) = asked {
        return Ok(DataSource::from_argument(asked)?.absolute());
    }
    let own = project.settings().source();
    own.ok_or_else(|| Failure::Usage(message!("expected-data", model = %model.as_ref().display())))
}

/// Puts what `test` chooses in the place of the test part that the data itself has.
pub fn choose_test(
    loaded: &mut Loaded,
    test: &TestData,
    options: &OpenOptions,
) -> Result<(), Failure> {
    Ok(train::choose_test(loaded, test, |source| {
        open_plainly(source, options)
    })?)
}

//! What every command that opens data has in common: its options, its progress, and saying what was taken for what.

use clap::Args;
use clap::builder::{PossibleValuesParser, TypedValueParser};

use super::failure::Failure;
use super::output::note;
use super::progress;
use crate::data::{
    ClassNames, Contract, DataSource, Dataset, Loaded, OpenOptions, Reading, Role,
    open as open_data,
};
use crate::project::Project;
use std::ops::ControlFlow;

/// How data is read.
#[derive(Debug, Clone, Default, Args)]
pub struct DataOptions {
    /// Where pictures of a folder carry their label, if another way than the one taken is right
    #[arg(long, value_name = "WAY", value_parser = readings())]
    pub labels: Option<Reading>,
    /// Names of the classes in the order of the labels, such as `cat,dog`; a file classes.txt beside the data, with a
    /// name a line, does the same
    #[arg(long, value_name = "A,B,…")]
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
        }
    }
}

/// Opens data, showing how far it has come, and tells what the readers noticed.
pub fn open(source: &DataSource, options: &OpenOptions) -> Result<Loaded, Failure> {
    let bar = progress::pictures();
    let loaded = open_data(source, options, &|progress| {
        bar.set_length(progress.total as u64);
        bar.set_position(progress.done as u64);
        ControlFlow::Continue(())
    });
    bar.finish_and_clear();
    Ok(loaded?)
}

/// Tells what the reader of each part noticed.
pub fn tell_warnings(loaded: &Loaded) {
    let parts = Role::ALL
        .into_iter()
        .filter_map(|role| loaded.part(role).ok());
    for warning in parts.flat_map(Dataset::warnings) {
        note(&format!("warning: {warning}"));
    }
}

/// Tells in one line what was taken for what.
pub fn tell_taken(loaded: &Loaded) {
    note(&format!("data: {}", loaded.taken.sentence()));
}

/// How the project reads its own data; other data is read as it fits.
pub fn usual_options(project: &Project, source: &DataSource) -> OpenOptions {
    if project.data.as_deref() == Some(source.to_string().as_str()) {
        project.open_options()
    } else {
        OpenOptions::default()
    }
}

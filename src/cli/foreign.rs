//! A file of another program where a command asks for a model, and what such a file may leave open.

use std::path::Path;

use clap::Args;
use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};

use super::import::line;
use super::output::note;
use crate::engine::model::{ForeignFile, Model, Origin, stem};
use crate::exchange::{
    self, Choices, Fate, FileKind, Finding, ImportError, Values, is_called_a_network,
};
use crate::text::say;
use crate::tr;

/// What a file may leave open.
#[derive(Clone, Debug, Default, Args)]
pub struct ImportChoices {
    #[arg(help = say("help-import-size"), long, value_name = "HxW", value_parser = size)]
    pub size: Option<[usize; 2]>,
    #[arg(help = say("help-import-values"), long, value_name = "VALUES", allow_hyphen_values = true, value_parser = values())]
    values: Option<Values>,
    #[arg(help = say("help-import-head"), long, value_name = "LAYER")]
    head: Option<String>,
}

fn values() -> impl TypedValueParser<Value = Values> {
    let names = Values::ALL.map(|values| PossibleValue::new(values.name()).aliases(values.alias()));
    PossibleValuesParser::new(names).map(|name| Values::named(&name).unwrap_or(Values::Unit))
}

/// `224x224`, or one number for both.
pub fn size(text: &str) -> Result<[usize; 2], String> {
    let (height, width) = text.split_once(['x', 'X', '×']).unwrap_or((text, text));
    let side = |text: &str| {
        text.trim()
            .parse::<usize>()
            .ok()
            .filter(|side| (1..=65_536).contains(side))
    };
    match (side(height), side(width)) {
        (Some(height), Some(width)) => Ok([height, width]),
        _ => Err(tr!("expected-size", found = text)),
    }
}

impl ImportChoices {
    /// What was chosen.
    pub fn choices(&self) -> Choices {
        Choices {
            size: self.size,
            values: self.values,
            head: self.head.clone(),
        }
    }
}

/// Whether what is at `path` is a network of another program, or is called so and fails to be one.
pub fn is_foreign(path: &Path) -> bool {
    let kind = FileKind::of(path);
    kind != FileKind::Other || path.is_file() && is_called_a_network(path)
}

/// The network in a file of another program, for a command that asks for a model; what was not taken as it is goes to
/// standard error, of layers only how much.
pub fn model(path: &Path, choices: &Choices) -> Result<Model, ImportError> {
    let imported = exchange::open(path, choices, &|| false)?;
    let told = imported.report.findings.iter();
    let told = told.filter(|finding| finding.fate != Fate::Taken);
    let (of_layers, of_file): (Vec<&Finding>, Vec<&Finding>) =
        told.partition(|finding| finding.layer.is_some());
    for finding in of_file {
        note(&tr!("note-note", lag = line(finding)));
    }
    if !of_layers.is_empty() {
        let more = tr!("import-more-findings", count = of_layers.len());
        note(&tr!("note-note", lag = more));
    }
    let file = ForeignFile {
        path: path.to_owned(),
        weights: imported.weights,
        metadata: imported.metadata,
    };
    Ok(Model {
        name: stem(path),
        project: imported.project,
        origin: Origin::Foreign(Box::new(file)),
    })
}

//! A network on its way into a file of another program: what every writer is given, and what is told before anything is
//! written.

use std::borrow::Cow;
use std::ffi::OsString;
use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde_json::Value;

pub use super::formats::{Format, Group, Holds};
use super::{Fate, Report};
use super::{own, writing};
use crate::engine::run::{ModelMetadata, is_of_run};
use crate::engine::train::TrainingJob;
use crate::engine::weights::NamedArray;
use crate::files::{FileError, PendingFolder, is_same_file, write_atomically};
use crate::graph::{Flat, infer};
use crate::project::Project;
use crate::recipe::Recipe;
use crate::text::Message;
use crate::{message, shown_as_message};

/// What every writer is given.
#[derive(Clone, Debug)]
pub struct Outgoing {
    /// What the network is called.
    pub name: String,
    /// Its layers with their settings resolved, blocks opened.
    pub flat: Flat,
    /// Its weights, `<layer>/<weight>`, in the order of the layers and of each one's own; `None` where it has not learned.
    pub weights: Option<Vec<NamedArray>>,
    /// Its preprocessing and its classes; `None` where it has not learned.
    pub metadata: Option<ModelMetadata>,
    /// What it is trained with.
    pub recipe: Recipe,
    /// What it is written from.
    pub project: Project,
    /// The file that it was read from, which is not written over; `None` where that does not matter.
    pub source: Option<PathBuf>,
    /// The training that is to be gone through elsewhere, with its pictures; `None` where it is not known.
    pub training: Option<Arc<TrainingJob>>,
}

/// A weight of a layer, where it is.
#[derive(Clone, Debug)]
pub struct WeightView<'a> {
    /// What its kind calls it: `kernel`, `moving_mean`.
    pub name: &'static str,
    /// Its axes.
    pub shape: Vec<usize>,
    /// Its numbers, row by row.
    pub values: Cow<'a, [f32]>,
}

/// What a user chooses about an export.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Choices {
    /// Whether what pictures go through becomes a layer behind the input, so that they are given as they are, 0 to 255.
    pub rescaling: bool,
    /// Whether the project goes along, with its blocks, comments, names and settings, so that the file opens as it was left.
    /// Never a path of this machine.
    pub holds_project: bool,
}

impl Default for Choices {
    fn default() -> Self {
        Self {
            rescaling: false,
            holds_project: true,
        }
    }
}

/// Why nothing was written.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    /// The format cannot hold this network; the first of the reasons in the report.
    Refused(Message),
    /// The library that writes the format refuses.
    Library(String),
    /// What lies at this path would be overwritten, and nobody was asked.
    Beside(PathBuf),
    /// The network was read from the file at this path.
    OverSource(PathBuf),
    /// The file at this path belongs to a run.
    OverRun(PathBuf),
    /// There is something at this path already, where a folder is to be made.
    Taken(PathBuf),
    /// The disk refuses.
    File(#[from] FileError),
}

impl ExportError {
    /// What a library says.
    pub(in crate::exchange) fn refused(error: &impl fmt::Display) -> Self {
        Self::Library(error.to_string())
    }

    /// What it says, as data.
    #[must_use]
    pub fn message(&self) -> Message {
        match self {
            Self::Refused(message) => message.clone(),
            Self::Library(error) => message!("export-refused-by-library", error = error),
            Self::Beside(path) => message!("export-beside", path = path),
            Self::OverSource(path) => message!("export-over-source", path = path),
            Self::OverRun(path) => message!("over-file-of-run", path = path),
            Self::Taken(path) => message!("export-folder-taken", path = path),
            Self::File(error) => error.message(),
        }
    }
}

shown_as_message!(ExportError);

/// What was written.
#[derive(Debug)]
pub struct Written {
    /// The files, the one that was asked for first.
    pub files: Vec<PathBuf>,
    /// What became of the network.
    pub report: Report,
}

/// A file in the making: what its name ends in beyond the one that was asked for, and its bytes.
pub(in crate::exchange) type Draft = (OsString, Vec<u8>);

impl Outgoing {
    /// A project's network, with the weights and what belongs to them where it has learned.
    ///
    /// # Errors
    /// A sentence where the network has problems, or the weights are not its own.
    pub fn of(
        project: &Project,
        learned: Option<(Vec<NamedArray>, ModelMetadata)>,
    ) -> Result<Self, Message> {
        let flat = infer(&project.graph).flat()?;
        let (weights, metadata) = learned.map_or((None, None), |(weights, metadata)| {
            (Some(weights), Some(metadata))
        });
        let weights = weights
            .map(|weights| in_order(&flat, weights))
            .transpose()?;
        Ok(Self {
            name: project.name.clone(),
            flat,
            weights,
            metadata,
            recipe: project.recipe.clone(),
            project: project.clone(),
            source: None,
            training: None,
        })
    }

    /// The network of a training, which is to be gone through elsewhere.
    ///
    /// # Errors
    /// A sentence where the job's project cannot be read.
    pub fn of_training(job: TrainingJob) -> Result<Self, Message> {
        let project = job.project_anywhere().map_err(|error| error.message())?;
        Ok(Self {
            name: project.name.clone(),
            flat: job.flat.clone(),
            weights: None,
            metadata: Some(job.data.metadata()),
            recipe: job.recipe.clone(),
            project,
            source: None,
            training: Some(Arc::new(job)),
        })
    }

    /// The same with these weights.
    pub(in crate::exchange) fn with_weights(
        self,
        weights: Vec<NamedArray>,
    ) -> Result<Self, Message> {
        let weights = Some(in_order(&self.flat, weights)?);
        Ok(Self { weights, ..self })
    }

    /// The weights of each layer in Keras's order; empty where there are none.
    #[must_use]
    pub fn arrays(&self) -> Vec<Vec<WeightView<'_>>> {
        let mut arrays = self.weights.iter().flatten();
        let of_layer = |index| {
            let own = self.flat.weights_of(index).into_iter().map_while(|weight| {
                let values = Cow::Borrowed(arrays.next()?.values.as_slice());
                Some(WeightView {
                    name: weight.name,
                    shape: weight.shape,
                    values,
                })
            });
            own.collect()
        };
        (0..self.flat.layers.len()).map(of_layer).collect()
    }

    /// What values from 0 to 255 are multiplied by before they reach the input, and what is added then.
    pub(in crate::exchange) fn scaling(&self) -> Option<[f64; 2]> {
        let contract = &self.metadata.as_ref()?.contract;
        Some([contract.scale(), contract.offset()].map(f64::from))
    }

    /// What other programs pass over: how pictures are prepared, the classes, and the project where it is to go along.
    pub(in crate::exchange) fn about(&self, choices: Choices) -> Option<Value> {
        let metadata = self.metadata.as_ref()?;
        let project = choices.holds_project.then_some(&self.project);
        Some(own::written(project, metadata))
    }
}

/// The weights of layers that were renamed since, under their names of now.
#[must_use]
pub fn renamed(
    weights: Vec<NamedArray>,
    names: &std::collections::BTreeMap<String, String>,
) -> Vec<NamedArray> {
    let rename = |array: NamedArray| {
        let name = array.name.rsplit_once('/').and_then(|(layer, weight)| {
            let layer = names.get(layer)?;
            Some(format!("{layer}/{weight}"))
        });
        NamedArray {
            name: name.unwrap_or_else(|| array.name.clone()),
            ..array
        }
    };
    weights.into_iter().map(rename).collect()
}

/// The arrays in the order of the layers' own weights.
fn in_order(flat: &Flat, weights: Vec<NamedArray>) -> Result<Vec<NamedArray>, Message> {
    let mut by_name: std::collections::BTreeMap<String, NamedArray> = weights
        .into_iter()
        .map(|array| (array.name.clone(), array))
        .collect();
    let mut sorted = Vec::with_capacity(by_name.len());
    for (index, layer) in flat.layers.iter().enumerate() {
        for weight in flat.weights_of(index) {
            let name = format!("{}/{}", layer.name, weight.name);
            let array = by_name.remove(&name);
            let fits = |array: &NamedArray| {
                array.shape == weight.shape
                    && array.values.len() == weight.shape.iter().product::<usize>()
            };
            match array.filter(fits) {
                Some(array) => sorted.push(array),
                None => return Err(message!("export-weight-missing", weight = name)),
            }
        }
    }
    Ok(sorted)
}

/// What would become of the network in this format; nothing is written.
#[must_use]
pub fn preview(outgoing: &Outgoing, format: Format, choices: Choices) -> Report {
    let mut report = begun(outgoing, format, choices);
    if !report.is_refused() {
        writing::tell(outgoing, format, choices, &mut report);
    }
    finished(outgoing, report)
}

/// Writes the network, and beside it what belongs to it.
///
/// # Errors
/// Where the format cannot hold it, or the disk refuses; no file is then half written.
pub fn write(
    outgoing: &Outgoing,
    format: Format,
    choices: Choices,
    path: &Path,
) -> Result<Written, ExportError> {
    let mut report = begun(outgoing, format, choices);
    refuse(&report)?;
    if format.is_folder() {
        return write_folder(outgoing, path, report);
    }
    let drafts = writing::drafts(outgoing, format, choices, path, &mut report)?;
    refuse(&report)?;
    let named = |(name, bytes): (OsString, Vec<u8>)| {
        let file = if name.is_empty() {
            path.to_owned()
        } else {
            path.with_file_name(name)
        };
        (file, bytes)
    };
    let drafts: Vec<(PathBuf, Vec<u8>)> = drafts.into_iter().map(named).collect();
    if let Some(source) = &outgoing.source
        && let Some((file, _)) = drafts.iter().find(|(file, _)| is_same_file(file, source))
    {
        return Err(ExportError::OverSource(file.clone()));
    }
    if let Some((file, _)) = drafts.iter().find(|(file, _)| is_of_run(file)) {
        return Err(ExportError::OverRun(file.clone()));
    }
    // Who agrees to overwrite a file means what was written with it too, and nothing else of that name.
    if !path.exists()
        && let Some((file, _)) = drafts.iter().find(|(file, _)| file.exists())
    {
        return Err(ExportError::Beside(file.clone()));
    }
    let mut files = Vec::with_capacity(drafts.len());
    // What a program reads is there before the program.
    for (file, bytes) in drafts.into_iter().rev() {
        write_atomically(&file, &bytes)?;
        files.insert(0, file);
    }
    Ok(Written {
        files,
        report: finished(outgoing, report),
    })
}

/// Writes a folder, all of it or nothing.
fn write_folder(
    outgoing: &Outgoing,
    path: &Path,
    mut report: Report,
) -> Result<Written, ExportError> {
    writing::tell_of_training(outgoing, &mut report);
    refuse(&report)?;
    if path.symlink_metadata().is_ok() {
        return Err(ExportError::Taken(path.to_owned()));
    }
    if is_of_run(path) {
        return Err(ExportError::OverRun(path.to_owned()));
    }
    let mut folder = PendingFolder::begin(path)?;
    writing::fill(outgoing, &mut folder)?;
    Ok(Written {
        files: folder.take_place()?,
        report: finished(outgoing, report),
    })
}

fn refuse(report: &Report) -> Result<(), ExportError> {
    let mut findings = report.findings.iter();
    match findings.find(|finding| finding.fate == Fate::Refused) {
        Some(finding) => Err(ExportError::Refused(match &finding.layer {
            Some(layer) => message!(
                "export-refused-at-layer",
                layer = layer,
                reason = &finding.message
            ),
            None => finding.message.clone(),
        })),
        None => Ok(()),
    }
}

/// What is to be said whatever the format does with the layers.
fn begun(outgoing: &Outgoing, format: Format, choices: Choices) -> Report {
    let mut report = Report::default();
    let format_name = format.label();
    let has_weights = outgoing.weights.is_some();
    match format.holds() {
        Holds::Both | Holds::Weights if !has_weights => {
            report.tell_of_file(
                Fate::Refused,
                message!("export-needs-weights", format = format_name),
            );
        }
        Holds::Network if has_weights => {
            report.tell_of_file(
                Fate::LeftOut,
                message!("export-without-weights", format = format_name),
            );
        }
        Holds::Code if !has_weights => {
            report.tell_of_file(Fate::LeftOut, message!("export-code-without-weights"));
        }
        Holds::Both | Holds::Weights | Holds::Network | Holds::Code | Holds::Training => {}
    }
    if let Some(scaling) = outgoing.scaling() {
        let formula = formula(scaling);
        let (fate, message) = match format {
            Format::TorchPy | Format::BurnRs | Format::TorchDdp => {
                let message = message!("export-scaling-in-program", formula = formula);
                (Fate::Translated, message)
            }
            format if choices.rescaling && format.takes_rescaling() => {
                let message = message!("export-scaling-as-layer", formula = formula);
                (Fate::Translated, message)
            }
            _ => {
                let message = message!("export-scaling-left-out", formula = formula);
                (Fate::LeftOut, message)
            }
        };
        report.tell_of_file(fate, message);
    }
    let opens_blocks = match format.holds() {
        Holds::Both | Holds::Network | Holds::Code => true,
        // The project beside the run's weights has them.
        Holds::Weights | Holds::Training => false,
    };
    if !outgoing.project.graph.blocks.is_empty() && opens_blocks {
        report.tell_of_file(Fate::LeftOut, message!("export-blocks-opened"));
    }
    report
}

/// What is done to a value `x` of a picture, as people write it: `x / 255`, `x / 127.5 − 1`.
fn formula([scale, offset]: [f64; 2]) -> String {
    // As few digits as tell one float32 from the next.
    let (scale, offset) = (scale as f32, offset as f32);
    let halves = (2.0 / f64::from(scale)).round();
    let scaled = if scale == 1.0 {
        "x".to_owned()
    } else if halves > 2.0 && (2.0 / halves) as f32 == scale {
        format!("x / {}", halves / 2.0)
    } else {
        format!("x · {scale}")
    };
    match offset {
        0.0 => scaled,
        offset if offset < 0.0 => format!("{scaled} − {}", -offset),
        offset => format!("{scaled} + {offset}"),
    }
}

/// The report with how many layers nothing is said about.
fn finished(outgoing: &Outgoing, mut report: Report) -> Report {
    let told: std::collections::BTreeSet<&str> = report
        .findings
        .iter()
        .filter_map(|finding| finding.layer.as_deref())
        .collect();
    let layers = outgoing.flat.layers.iter();
    report.taken = layers
        .filter(|layer| !told.contains(layer.name.as_str()))
        .count();
    report
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_done_to_values_is_written_as_people_write_it() {
        let said = |scale: f32, offset: f32| formula([scale, offset].map(f64::from));
        assert_eq!(said(1.0 / 255.0, 0.0), "x / 255");
        assert_eq!(said(1.0 / 127.5, -1.0), "x / 127.5 − 1");
        assert_eq!(said(1.0, 0.0), "x");
        assert_eq!(said(2.0, 0.5), "x · 2 + 0.5");
        assert_eq!(said(0.017, -2.1), "x · 0.017 − 2.1");
    }
}

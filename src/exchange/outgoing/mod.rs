//! A network on its way into a file of another program: what every writer is given, and the way from there to the disk.

mod write;

use std::borrow::Cow;
use std::ffi::OsString;
use std::fmt;
use std::path::PathBuf;
use std::sync::Arc;

use serde_json::Value;

pub use self::write::{Written, preview, refuse_taken, write};
pub use super::formats::{Format, Group, Holds};
use super::own;
use crate::engine::run::ModelMetadata;
use crate::engine::train::TrainingJob;
use crate::engine::weights::NamedArray;
use crate::files::FileError;
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
        Some(own::written(project, metadata, choices.rescaling))
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

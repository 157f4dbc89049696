//! A network of another program as a project with weights, and what can be done with it.

use std::collections::BTreeMap;
use std::path::Path;

use super::error::ImportError;
use super::report::Report;
use crate::engine::predict::Predictor;
use crate::engine::run::{HOME, ModelMetadata, RunFolder, Untrained, free_folder};
use crate::engine::weights::NamedArray;
use crate::files;
use crate::graph::infer;
use crate::message;
use crate::project::{Link, Project, ProjectId};

/// What a file became.
#[derive(Clone, Debug)]
pub struct Imported {
    /// The network with everything that the file says of its training.
    pub project: Project,
    /// Its weights, `<layer>/<weight>`; `None` where the file has none.
    pub weights: Option<Vec<NamedArray>>,
    /// What must be known beside the weights; `None` where the network takes no pictures.
    pub metadata: Option<ModelMetadata>,
    /// Who wrote the file.
    pub writer: String,
    /// What became of everything in it.
    pub report: Report,
    /// What layers are called here that the file, and with it the report, calls otherwise.
    pub names: BTreeMap<String, String>,
    /// What the file leaves open, and so can be chosen.
    pub open: Open,
    /// Whether it is a project of ours as it was left, which a drawing held.
    pub is_drawing: bool,
}

/// What a file leaves open.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Open {
    /// The size of the input.
    pub size: bool,
    /// The values that the input wants.
    pub values: bool,
    /// The outputs, by name; with one there is nothing to be chosen.
    pub heads: Vec<String>,
}

impl Imported {
    /// The network at rest with its weights, on the CPU.
    ///
    /// # Errors
    /// Where the file has no weights, or the network ends in something else than classes.
    pub fn predictor(self, path: &Path) -> Result<Predictor, ImportError> {
        let (Some(weights), Some(metadata)) = (self.weights, self.metadata) else {
            return Err(ImportError::content(
                path,
                message!("import-answers-nothing"),
            ));
        };
        let flat = infer(&self.project.graph).flat();
        let flat = flat.map_err(|reason| ImportError::content(path, reason))?;
        Ok(Predictor::of_weights(&flat, weights, metadata)?)
    }

    /// A run of no epochs in `folder` that holds the weights, which came from the file at `source`; `None` where there are
    /// none, or nothing can be asked of them.
    ///
    /// # Errors
    /// Where the folder is taken, or cannot be written.
    pub fn save_run(&self, folder: &Path, source: &Path) -> Result<Option<RunFolder>, ImportError> {
        let (Some(weights), Some(metadata)) = (&self.weights, &self.metadata) else {
            return Ok(None);
        };
        let run = Untrained {
            project: &self.project,
            weights,
            metadata,
            source,
        };
        Ok(Some(run.save(folder)?))
    }

    /// Saves the project at `path`, and its weights as a run of no epochs in `runs` beside it, which the project knows.
    ///
    /// # Errors
    /// Where the disk refuses.
    pub fn save(&mut self, path: &Path, source: &Path) -> Result<Option<RunFolder>, ImportError> {
        self.project.id.get_or_insert_with(ProjectId::random);
        let home = path.parent().unwrap_or(Path::new("")).join(HOME);
        let stem = path.file_stem().unwrap_or_default().to_string_lossy();
        let run = self.save_run(&free_folder(&home, &stem), source)?;
        if let Some(run) = &run {
            let link = Link::to(&files::absolute(run.path()));
            self.project
                .runs
                .retain(|known| known.path() != link.path());
            self.project.runs.push(link);
        }
        self.project.save(path)?;
        Ok(run)
    }
}

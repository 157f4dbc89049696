//! Weights that were made elsewhere, as a run of no epochs: whatever can be done with the weights of a run can be done with them.

use std::path::{Path, PathBuf};

use super::beginning::{RunStart, check_folder};
use super::error::RunError;
use super::folder::{self, RunFolder};
use super::manifest::{DatasetRecord, Manifest, RunState};
use super::metadata::ModelMetadata;
use super::place::make_folder;
use super::structure::structure_of;
use crate::engine::weights::{self, NamedArray};
use crate::files;
use crate::graph::infer;
use crate::project::Project;

/// What such a run is made of.
#[derive(Debug)]
pub struct Untrained<'a> {
    /// The network that the weights are of.
    pub project: &'a Project,
    /// All of its weights.
    pub weights: &'a [NamedArray],
    /// What must be known beside them.
    pub metadata: &'a ModelMetadata,
    /// The file that they came from.
    pub source: &'a Path,
}

impl Untrained<'_> {
    /// Writes the run into `folder`, which is made if missing; `run.json` last, so that half a folder is no run.
    ///
    /// # Errors
    /// Where the folder is taken, or the disk refuses.
    pub fn save(&self, folder: &Path) -> Result<RunFolder, RunError> {
        check_folder(folder, &RunStart::New)?;
        make_folder(folder)?;
        let project = Project {
            runs: Vec::new(),
            ..self.project.clone()
        };
        project.save(&folder.join(folder::PROJECT))?;
        let texts = self.metadata.to_texts();
        weights::save(&folder.join(folder::WEIGHTS), self.weights, &texts)?;
        let recipe = &self.project.recipe;
        let data = DatasetRecord {
            source: String::new(),
            images: 0,
            split: None,
            fingerprint: String::new(),
        };
        let mut manifest = Manifest::begin(&recipe.device, 0, recipe.seed, 0, data);
        manifest.state = RunState::Finished;
        manifest.project.clone_from(&self.project.id);
        manifest.imported = Some(files::absolute(self.source).display().to_string());
        let flat = infer(&self.project.graph).flat().ok();
        manifest.structure = flat.as_ref().map(structure_of);
        let file = folder.join(folder::MANIFEST);
        files::write_atomically(&file, manifest.to_text().as_bytes())?;
        RunFolder::open(folder)
    }
}

/// A folder in `home` that is not there yet: `name`, or `name-2`, `name-3` …
#[must_use]
pub fn free_folder(home: &Path, name: &str) -> PathBuf {
    let numbered = (2_usize..).map(|number| home.join(format!("{name}-{number}")));
    let mut folders = std::iter::once(home.join(name)).chain(numbered);
    // There is always another number.
    folders.find(|folder| !folder.exists()).unwrap_or_default()
}

//! From what a user calls a model to a network: a preset's name, a project file, or a run folder.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};

use super::run::{ModelMetadata, RunError, RunFolder};
use super::weights::NamedArray;
use crate::project::{Project, ProjectError, preset, presets};
use crate::text::{Message, list};
use crate::{message, shown_as_message};

/// A model that was found.
#[derive(Debug)]
pub struct Model {
    /// Short name, for a title and for the name of a run folder.
    pub name: String,
    /// The network with its settings.
    pub project: Project,
    /// Where it came from.
    pub origin: Origin,
}

/// Where a model came from.
#[derive(Debug)]
pub enum Origin {
    /// A preset, which nobody has adjusted to any data yet.
    Preset,
    /// A project file.
    Project(PathBuf),
    /// A run, which has weights.
    Run(Box<RunFolder>),
    /// A file of another program.
    Foreign(Box<ForeignFile>),
}

/// A file of another program that was opened, with its weights where it has some.
#[derive(Debug)]
pub struct ForeignFile {
    /// The file.
    pub path: PathBuf,
    /// All of its weights, `<layer>/<weight>`.
    pub weights: Option<Vec<NamedArray>>,
    /// What must be known beside them; `None` where the network takes no pictures.
    pub metadata: Option<ModelMetadata>,
}

/// Why a model cannot be had.
#[derive(Debug, thiserror::Error)]
pub enum ModelError {
    /// Neither a preset nor anything on the disk.
    Unknown {
        /// What was asked for.
        name: String,
        /// All presets.
        known: Message,
    },
    /// A folder that is no run, or a run that cannot be read.
    Run(#[from] RunError),
    /// A file that is no project.
    Project(#[from] ProjectError),
}

impl ModelError {
    /// What it says, as data.
    #[must_use]
    pub fn message(&self) -> Message {
        match self {
            Self::Unknown { name, known } => {
                message!("no-preset-no-file", name = name, known = known)
            }
            Self::Run(error) => error.message(),
            Self::Project(error) => error.message(),
        }
    }
}

shown_as_message!(ModelError);

impl Model {
    /// Finds a model. A preset's name wins over a file of the same name; `./name` means the file.
    ///
    /// # Errors
    /// A sentence where there is none, or it cannot be read.
    pub fn find(text: &OsStr) -> Result<Self, ModelError> {
        if let Some(preset) = text.to_str().and_then(preset) {
            let project = preset.project.clone();
            return Ok(Self {
                name: preset.id.to_owned(),
                project,
                origin: Origin::Preset,
            });
        }
        let path = Path::new(text);
        if path.is_dir() {
            return Self::of_run(path);
        }
        if !path.exists() && is_bare_name(path) {
            let name = text.to_string_lossy().into_owned();
            let known = Message::words(list(presets().iter().map(|preset| preset.id)));
            return Err(ModelError::Unknown { name, known });
        }
        let project = Project::load(path)?;
        Ok(Self {
            name: stem(path),
            project,
            origin: Origin::Project(path.to_owned()),
        })
    }

    fn of_run(path: &Path) -> Result<Self, ModelError> {
        let run = RunFolder::open(path)?;
        Ok(Self {
            name: stem(path),
            project: run.project()?,
            origin: Origin::Run(Box::new(run)),
        })
    }
}

fn is_bare_name(path: &Path) -> bool {
    path.components().count() == 1 && path.extension().is_none()
}

/// A file's name without its extension; `model` for a path that has none, such as `..`.
pub fn stem(path: &Path) -> String {
    let stem = path
        .file_stem()
        .map(|stem| stem.to_string_lossy().into_owned());
    stem.unwrap_or_else(|| "model".to_owned())
}

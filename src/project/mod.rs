//! Projects as files: the format and its versions, saving, presets, and what is left after a crash.
//! Never trains, never opens data, and never refuses a file without saying what was expected, found and what to do.

mod error;
mod format;
mod header;
mod identity;
mod link;
mod migrate;
mod model;
mod places;
mod presets;
pub mod recovery;
mod settings;
mod stored_path;

pub use error::{ContentError, ProjectError};
pub use identity::ProjectId;
pub use link::Link;
pub use migrate::VERSION;
pub use model::{Camera, Project, View};
pub use places::DataPlace;
pub use presets::{Preset, preset, presets};
pub use settings::TrainingSettings;

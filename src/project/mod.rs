//! Projects as files: the format and its versions, saving, presets, and what is left after a crash.
//! Never trains, never opens data, and never refuses a file without saying what was expected, found and what to do.

mod error;
mod format;
mod header;
mod migrate;
mod model;
mod places;
mod presets;
pub mod recovery;

pub use error::{ContentError, ProjectError};
pub use migrate::VERSION;
pub use model::{Camera, Project, View};
pub use places::DataPlace;
pub use presets::{Preset, preset, presets};

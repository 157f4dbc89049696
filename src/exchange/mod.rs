//! Networks of other programs: files of Keras, PyTorch and ONNX opened as projects with their weights, and projects written so
//! that those programs take them.
//! Never executes, fetches or follows anything that a file names, and never guesses in silence: what is not taken as it is
//! stands in the [`Report`], each finding with its layer.
//!
//! ```text
//! file ──a reader──► ForeignModel + Report ──join──► Imported: project, weights, report
//! ```
//!
//! A reader turns a file into a [`ForeignModel`], layers of ours in a row, channels last, and never touches a graph. A writer
//! is given an [`outgoing::Outgoing`], and says in a report what is lost before a file is written.

mod axes;
mod choices;
mod error;
mod foreign;
mod formats;
mod imported;
mod joining;
mod keras;
mod loading;
mod mapping;
mod onnx;
mod open;
pub mod outgoing;
mod own;
mod own_weights;
pub mod picture;
pub mod pytorch;
mod report;
mod writing;

pub use choices::{Choices, Values};
pub use error::ImportError;
pub use foreign::{ForeignLayer, ForeignModel, Normalizing};
pub use imported::{Imported, Open};
pub use joining::join;
pub use loading::load_into;
pub use mapping::{Mapping, Offered, Reason, Row, WeightsFile, shape_words};
pub use open::{FileKind, IsCanceled, fault_of_folder, is_called_a_network, open};
pub use report::{Fate, Finding, Report};

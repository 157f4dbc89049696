//! Why a file gives no project.

use std::path::{Path, PathBuf};

use super::report::{Fate, Report};
use crate::engine::EngineError;
use crate::engine::run::RunError;
use crate::files::FileError;
use crate::text::{Message, list};
use crate::{message, shown_as_message};

/// Why a network of another program cannot be had.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    /// The file cannot be read, or the project cannot be saved.
    File(#[from] FileError),
    /// The file is of another kind, damaged, or larger than anything that is read.
    Content {
        /// What was found.
        reason: Message,
        /// The file.
        path: PathBuf,
    },
    /// Something in it cannot be had, and so neither can the whole.
    Refused {
        /// Everything that was found.
        report: Box<Report>,
        /// The file.
        path: PathBuf,
    },
    /// The weights cannot be put into a network.
    Engine(#[from] EngineError),
    /// The weights cannot be kept.
    Run(#[from] RunError),
    /// Somebody no longer wants it.
    Canceled,
}

/// What is said of files that hold weights alone.
const WEIGHTS_ALONE: [&str; 2] = ["keras-weights-only", "import-torch-weights-only"];

/// The most refusals that one sentence names.
const MOST_NAMED: usize = 4;

impl ImportError {
    /// What was found in a file that is not what it should be.
    pub(super) fn content(path: &Path, reason: Message) -> Self {
        Self::Content {
            reason,
            path: path.to_owned(),
        }
    }

    /// What it says, as data.
    #[must_use]
    pub fn message(&self) -> Message {
        match self {
            Self::File(error) => error.message(),
            Self::Content { reason, path } => {
                message!("import-unreadable", reason = reason, path = path.as_path())
            }
            Self::Refused { report, path } => refused(report, path),
            Self::Engine(error) => error.message(),
            Self::Run(error) => error.message(),
            Self::Canceled => message!("import-canceled"),
        }
    }

    /// Whether the file holds weights alone, which an open network may take.
    #[must_use]
    pub fn is_about_weights_alone(&self) -> bool {
        matches!(self, Self::Content { reason, .. } if WEIGHTS_ALONE.contains(&reason.code()))
    }

    /// The report of a network that was refused.
    #[must_use]
    pub fn report(&self) -> Option<&Report> {
        match self {
            Self::Refused { report, .. } => Some(report),
            _ => None,
        }
    }
}

shown_as_message!(ImportError);

fn refused(report: &Report, path: &Path) -> Message {
    let refusals = report.findings.iter();
    let refusals = refusals.filter(|finding| finding.fate == Fate::Refused);
    let count = refusals.clone().count();
    let named = list(refusals.take(MOST_NAMED).map(super::Finding::sentence));
    if count > MOST_NAMED {
        return message!(
            "import-refused-more",
            reasons = named,
            more = count - MOST_NAMED,
            path = path
        );
    }
    message!("import-refused", reasons = named, path = path)
}

//! Every sentence with which a project file is refused.

use std::path::PathBuf;

use crate::files::{FileError, json_fault};
use crate::graph::FormError;

/// Why a text is no project that can be opened.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("expected a Netsmith project, found {found}; {advice}")]
pub struct ContentError {
    found: String,
    advice: &'static str,
}

/// Why a project file could not be opened.
#[derive(Debug, thiserror::Error)]
pub enum ProjectError {
    /// It could not be read at all.
    #[error(transparent)]
    File(#[from] FileError),
    /// It was read, but holds something else.
    #[error("{source}: {}", path.display())]
    Content {
        /// What it holds.
        source: ContentError,
        /// The file that was asked for.
        path: PathBuf,
    },
}

const CHOOSE_ANOTHER: &str = "choose a file that Netsmith has saved, such as *.netsmith";
const EARLIER_COPY: &str = "correct it in the file, or open an earlier copy";

impl ContentError {
    pub(super) fn empty() -> Self {
        Self {
            found: "an empty file".to_owned(),
            advice: "look for an earlier copy of it",
        }
    }

    pub(super) fn binary() -> Self {
        Self {
            found: "data that is no text (UTF-8)".to_owned(),
            advice: CHOOSE_ANOTHER,
        }
    }

    pub(super) fn web_page() -> Self {
        Self {
            found: "a web page".to_owned(),
            advice: "download the file itself and not the page that shows it",
        }
    }

    /// JSON that says nothing of Netsmith.
    pub(super) fn other_json() -> Self {
        Self {
            found: "JSON without `\"format\": \"netsmith\"`".to_owned(),
            advice: CHOOSE_ANOTHER,
        }
    }

    pub(super) fn no_version() -> Self {
        Self {
            found: "no `\"version\"` that is a whole number from 1".to_owned(),
            advice: EARLIER_COPY,
        }
    }

    pub(super) fn newer(version: u64, known: u64) -> Self {
        let found = match known {
            1 => {
                format!("version {version} of the format where this Netsmith knows only version 1")
            }
            _ => format!(
                "version {version} of the format where this Netsmith knows versions 1 to {known}"
            ),
        };
        Self {
            found,
            advice: "open it with a newer Netsmith",
        }
    }

    /// What the JSON reader says of `text`: it ends early, is no JSON, or describes no project.
    pub(super) fn json(error: &serde_json::Error, text: &str) -> Self {
        use serde_json::error::Category;
        match error.classify() {
            Category::Eof => Self {
                found: format!("a text that breaks off ({error})"),
                advice: "copy or download it again, or open an earlier copy",
            },
            Category::Syntax | Category::Io => Self {
                found: format!("a text that is no JSON ({error})"),
                advice: CHOOSE_ANOTHER,
            },
            Category::Data => Self {
                found: format!("a fault in it ({})", json_fault(error, text)),
                advice: EARLIER_COPY,
            },
        }
    }

    /// What is wrong with the network in a project that could be read.
    pub(super) fn network(fault: &FormError) -> Self {
        Self {
            found: format!("a fault in its network ({fault})"),
            advice: EARLIER_COPY,
        }
    }
}

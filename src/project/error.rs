//! Every sentence with which a project file is refused.

use std::path::PathBuf;

use crate::files::{FileError, json_fault};
use crate::graph::FormError;
use crate::text::Message;
use crate::{message, shown_as_message};

/// Why a text is no project that can be opened.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub struct ContentError {
    found: Message,
    advice: Message,
}

/// Why a project file could not be opened.
#[derive(Debug, thiserror::Error)]
pub enum ProjectError {
    /// It could not be read at all.
    File(#[from] FileError),
    /// It was read, but holds something else.
    Content {
        /// What it holds.
        source: ContentError,
        /// The file that was asked for.
        path: PathBuf,
    },
}

impl ProjectError {
    /// What it says, as data.
    #[must_use]
    pub fn message(&self) -> Message {
        match self {
            Self::File(error) => error.message(),
            Self::Content { source, path } => {
                message!("project-content", content = source.message(), path = path)
            }
        }
    }
}

shown_as_message!(ContentError, ProjectError);

const CHOOSE_ANOTHER: &str = "project-choose-saved";
const EARLIER_COPY: &str = "project-correct-it";

impl ContentError {
    /// What it says, as data.
    #[must_use]
    pub fn message(&self) -> Message {
        message!(
            "project-expected",
            found = &self.found,
            advice = &self.advice
        )
    }

    pub(super) fn empty() -> Self {
        Self {
            found: message!("project-empty-file"),
            advice: message!("project-look-earlier"),
        }
    }

    pub(super) fn binary() -> Self {
        Self {
            found: message!("project-no-text"),
            advice: Message::new(CHOOSE_ANOTHER),
        }
    }

    pub(super) fn web_page() -> Self {
        Self {
            found: message!("project-web-page"),
            advice: message!("project-download-itself"),
        }
    }

    /// JSON that says nothing of Netsmith.
    pub(super) fn other_json() -> Self {
        Self {
            found: message!("project-no-format"),
            advice: Message::new(CHOOSE_ANOTHER),
        }
    }

    pub(super) fn no_version() -> Self {
        Self {
            found: message!("project-no-version"),
            advice: Message::new(EARLIER_COPY),
        }
    }

    pub(super) fn newer(version: u64, known: u64) -> Self {
        let found = match known {
            1 => {
                message!("project-newer-than-one", version = version)
            }
            _ => message!("project-newer", version = version, known = known),
        };
        Self {
            found,
            advice: message!("project-open-newer"),
        }
    }

    /// What the JSON reader says of `text`: it ends early, is no JSON, or describes no project.
    pub(super) fn json(error: &serde_json::Error, text: &str) -> Self {
        use serde_json::error::Category;
        match error.classify() {
            Category::Eof => Self {
                found: message!("project-breaks-off", error = %error),
                advice: message!("project-copy-again"),
            },
            Category::Syntax | Category::Io => Self {
                found: message!("project-no-json", error = %error),
                advice: Message::new(CHOOSE_ANOTHER),
            },
            Category::Data => Self {
                found: message!("project-fault", fault = %json_fault(error, text)),
                advice: Message::new(EARLIER_COPY),
            },
        }
    }

    /// What is wrong with the network in a project that could be read.
    pub(super) fn network(fault: &FormError) -> Self {
        Self {
            found: message!("project-network-fault", fault = fault.message()),
            advice: Message::new(EARLIER_COPY),
        }
    }
}

//! Every sentence with which a project file is refused.

use std::path::PathBuf;

use crate::files::{FileError, json_fault};
use crate::graph::FormError;
use crate::text::say;
use crate::tr;

/// Why a text is no project that can be opened.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}", tr!("project-expected", found = %found, advice = %advice))]
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

const CHOOSE_ANOTHER: &str = "project-choose-saved";
const EARLIER_COPY: &str = "project-correct-it";

impl ContentError {
    pub(super) fn empty() -> Self {
        Self {
            found: tr!("project-empty-file"),
            advice: say("project-look-earlier"),
        }
    }

    pub(super) fn binary() -> Self {
        Self {
            found: tr!("project-no-text"),
            advice: say(CHOOSE_ANOTHER),
        }
    }

    pub(super) fn web_page() -> Self {
        Self {
            found: tr!("project-web-page"),
            advice: say("project-download-itself"),
        }
    }

    /// JSON that says nothing of Netsmith.
    pub(super) fn other_json() -> Self {
        Self {
            found: "JSON without `\"format\": \"netsmith\"`".to_owned(),
            advice: say(CHOOSE_ANOTHER),
        }
    }

    pub(super) fn no_version() -> Self {
        Self {
            found: tr!("project-no-version"),
            advice: say(EARLIER_COPY),
        }
    }

    pub(super) fn newer(version: u64, known: u64) -> Self {
        let found = match known {
            1 => {
                tr!("project-newer-than-one", version = %version)
            }
            _ => tr!("project-newer", version = %version, known = %known),
        };
        Self {
            found,
            advice: say("project-open-newer"),
        }
    }

    /// What the JSON reader says of `text`: it ends early, is no JSON, or describes no project.
    pub(super) fn json(error: &serde_json::Error, text: &str) -> Self {
        use serde_json::error::Category;
        match error.classify() {
            Category::Eof => Self {
                found: tr!("project-breaks-off", error = %error),
                advice: say("project-copy-again"),
            },
            Category::Syntax | Category::Io => Self {
                found: tr!("project-no-json", error = %error),
                advice: say(CHOOSE_ANOTHER),
            },
            Category::Data => Self {
                found: tr!("project-fault", fault = %json_fault(error, text)),
                advice: say(EARLIER_COPY),
            },
        }
    }

    /// What is wrong with the network in a project that could be read.
    pub(super) fn network(fault: &FormError) -> Self {
        Self {
            found: tr!("project-network-fault", fault = %fault),
            advice: say(EARLIER_COPY),
        }
    }
}

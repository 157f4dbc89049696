//! What can be asked about the data set.

use super::Info;
use crate::data::{DataSource, Role};
use crate::text::say;
use crate::tr;

/// One thing that a user can ask about data.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DataCommand {
    /// Learn from this data set.
    Use(DataSource),
    /// Choose a data set from files.
    Open,
    /// Choose a folder as data set.
    OpenFolder,
    /// Choose other data for a held-out part.
    OpenPart {
        /// The part.
        role: Role,
        /// Whether it is a folder.
        is_folder: bool,
    },
    /// Give up reading a data set.
    Cancel,
}

/// What else it is called to read data.
const LOADING: [&str; 3] = ["dataset", "load data", "import data"];

impl DataCommand {
    /// Those that stand alone, in the order of the command palette.
    pub const LISTED: [Self; 2] = [Self::Open, Self::OpenFolder];

    /// Its words and keys.
    pub fn info(&self) -> Info {
        match self {
            Self::Use(source) => Info::new(
                tr!("use-data", data = %source.words()),
                say("use-data-help"),
            ),
            Self::Open => Info::new(say("open-data"), say("open-data-help")).found_by(&LOADING),
            Self::OpenFolder => {
                Info::new(say("open-data-folder"), say("open-data-folder-help")).found_by(&LOADING)
            }
            Self::OpenPart { role, .. } => Info::new(
                tr!("open-role-data", role = %role),
                say("open-role-data-help"),
            ),
            Self::Cancel => Info::new(say("cancel"), say("cancel-reading-help")),
        }
    }
}

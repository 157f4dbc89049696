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

impl DataCommand {
    /// Those that stand alone, in the order of the command palette.
    pub const LISTED: [Self; 2] = [Self::Open, Self::OpenFolder];

    /// What people who know Keras call it.
    pub const fn keywords(&self) -> &'static [&'static str] {
        match self {
            Self::Open | Self::OpenFolder => &["dataset", "load data", "import data"],
            Self::Use(_) | Self::OpenPart { .. } | Self::Cancel => &[],
        }
    }

    /// Its words and keys.
    pub fn info(&self) -> Info {
        match self {
            Self::Use(source) => Info::new(
                tr!("use-data", data = %source.words()),
                say("use-data-help"),
            ),
            Self::Open => Info::new(say("open-data"), say("open-data-help")),
            Self::OpenFolder => Info::new(say("open-data-folder"), say("open-data-folder-help")),
            Self::OpenPart { role, .. } => Info::new(
                tr!("open-role-data", role = %role),
                say("open-role-data-help"),
            ),
            Self::Cancel => Info::new(say("cancel"), say("cancel-reading-help")),
        }
    }
}

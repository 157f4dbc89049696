//! What can be asked about the data set.

use super::{DocumentId, Info};
use crate::data::{DataSource, Role};
use crate::text::{Message, say};
use crate::tr;
use image::DynamicImage;
use std::path::PathBuf;
use std::sync::Arc;

/// Pictures of a user's own.
#[derive(Debug, Clone, PartialEq)]
pub enum OwnPictures {
    /// Files, and folders with all that is below them.
    Files(Vec<PathBuf>),
    /// One that was pasted or drawn, and what it is called.
    Image(Message, Arc<DynamicImage>),
}

/// Pictures that were copied for a document, to be added to its data.
#[derive(Debug, Clone, PartialEq)]
pub struct Copied {
    /// The document.
    pub of: DocumentId,
    /// Where the copies lie.
    pub folder: PathBuf,
    /// The names of the copies.
    pub names: Vec<String>,
    /// The class that they are of, by the data's own name.
    pub class: String,
}

/// One thing that a user can ask about data.
#[derive(Debug, Clone, PartialEq)]
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
    /// Choose pictures to add to the data.
    ChoosePictures {
        /// The class that is offered first, by its number.
        class: Option<usize>,
        /// Whether it is a folder of them.
        is_folder: bool,
    },
    /// Add what is on the clipboard to the data; the class that is offered first, by its number.
    AddPasted(Option<usize>),
    /// Ask which class these pictures are of, and add them to the data.
    Add(OwnPictures),
    /// Learn from these, too.
    AddCopied(Copied),
    /// Give up reading a data set.
    Cancel,
}

/// What else it is called to read data.
const LOADING: [&str; 3] = ["dataset", "load data", "import data"];

impl DataCommand {
    /// Those that stand alone, in the order of the command palette.
    pub const LISTED: [Self; 4] = [
        Self::Open,
        Self::OpenFolder,
        Self::ChoosePictures {
            class: None,
            is_folder: false,
        },
        Self::AddPasted(None),
    ];

    /// Its words and keys.
    pub fn info(&self) -> Info {
        match self {
            Self::Use(source) => Info::new(
                tr!("use-data", data = %source.words()),
                say("use-data-help"),
            ),
            Self::Open => Info::new(say("open-data"), say("open-data-help"))
                .found_by(&LOADING)
                .named("open-data"),
            Self::OpenFolder => Info::new(say("open-data-folder"), say("open-data-folder-help"))
                .found_by(&LOADING)
                .named("open-data-folder"),
            Self::OpenPart { role, .. } => Info::new(
                tr!("open-role-data", role = %role),
                say("open-role-data-help"),
            ),
            Self::ChoosePictures { .. } | Self::Add(_) | Self::AddCopied(_) => {
                Info::new(say("add-pictures"), say("add-pictures-help")).named("add-pictures")
            }
            Self::AddPasted(_) => {
                Info::new(say("add-pasted"), say("add-pictures-help")).named("add-pasted-picture")
            }
            Self::Cancel => Info::new(say("cancel"), say("cancel-reading-help")),
        }
    }
}

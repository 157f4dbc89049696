//! Asking the user for files. Never reads or writes what is in one.

mod ask;
mod listing;
mod portal;

pub use ask::{
    FileAnswer, FileAsker, FileFilter, FilePurpose, FileQuestion, FileWay, PendingAnswer,
};
pub use listing::Listing;
pub use portal::PortalAsker;

//! Asking the user for files. Never reads or writes one.

mod ask;
mod portal;

pub use ask::{FileAnswer, FileAsker, FileFilter, FilePurpose, FileQuestion, FileWay, PendingAnswer};
pub use portal::PortalAsker;

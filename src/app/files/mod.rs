//! Asking the user for files. Never reads or writes what is in one.

mod ask;
mod listing;
mod places;
mod portal;

pub use ask::{FileAsker, PendingAnswer};
pub use listing::Listing;
pub use places::{Bookmark, drives, home, typed_path};
pub use portal::PortalAsker;

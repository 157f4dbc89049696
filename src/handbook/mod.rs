//! The handbook: the pages of `docs/handbook`, compiled in, in both languages, with their pictures.
//! Never reads the disk, never paints, and leads nowhere outside of itself.

mod pages;
mod pictures;

pub use pages::{CONTENTS, Page, page, pages};
pub use pictures::{Picture, picture};

//! The data set of an open network: which one is wanted, reading it, and whether it is the one trained on.

mod choice;
mod loaded;
mod loader;
mod other_data;
mod wanted;

pub use loaded::{Base, LoadedData, Unread};
pub use loader::Loader;
pub use other_data::words_on as words_on_other_data;
pub use wanted::Wanted;

use loader::Loading;

//! Labels in file names: the ways in which a name can hold one, and which of them fits the names at hand.
//! Never decides silently: every way comes with its classes, their counts and an example.

mod camera;
mod choose;
mod reading;

pub use choose::Candidate;
pub(super) use choose::{candidates, classes_of, is_same_class, label_of};
pub use reading::Reading;

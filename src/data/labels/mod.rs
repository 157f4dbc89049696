//! Labels in file names: the ways in which a name can hold one, and which of them fits the names at hand.
//! Never decides silently: every way comes with its classes, their counts and an example.

mod camera;
mod choose;
mod classes;
mod reading;
mod sense;

pub use choose::Candidate;
pub(super) use choose::{candidates, label_of};
pub(super) use classes::{classes_of, is_same_class};
pub use reading::Reading;

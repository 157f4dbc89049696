//! One file for each kind of source: from a path or a name to data sets. Never trusts a size it reads: every claim is
//! checked against a limit before memory is taken for it.

pub(super) mod builtin;
pub(super) mod course_hdf5;
pub(super) mod folder;

mod decode;
mod hdf5_array;
mod hdf5_labels;
mod meter;

pub(super) use meter::Meter;

//! One file for each kind of source: from a path or a name to data sets. Never trusts a size it reads: every claim is
//! checked against a limit before memory is taken for it.

pub(super) mod archive;
pub(super) mod arrays;
pub(super) mod builtin;
pub(super) mod course_hdf5;
pub(super) mod folder;
pub(super) mod packed;
pub(super) mod table;

mod axes;
mod decode;
mod files;
mod hdf5_array;
mod labels;
mod meter;
mod pixel_values;

pub(super) use meter::Meter;

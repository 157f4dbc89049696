//! The sentences about a data set that could be read.

use std::path::PathBuf;

use super::super::shape::ImageShape;

/// What a user should know about a data set that could be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DataWarning {
    /// Some pictures were left out.
    #[error("{count} of {total} pictures could not be read and were left out, the first because {reason}: {}", example.display())]
    LeftOut {
        /// How many were left out.
        count: usize,
        /// How many there were.
        total: usize,
        /// Why the first failed.
        reason: String,
        /// The first of them.
        example: PathBuf,
    },
    /// Files beside the pictures.
    #[error("{count} files are not pictures and were passed over, such as {example}")]
    PassedOver {
        /// How many.
        count: usize,
        /// The first one's name.
        example: String,
    },
    /// A folder or listed class without a picture.
    #[error("class `{class}` has no pictures: the network cannot learn it from this data")]
    EmptyClass {
        /// The class.
        class: String,
    },
    /// Pictures of several sizes.
    #[error("the pictures differ in size and were resized to {shape}, by {mode}")]
    Resized {
        /// The size of all of them now.
        shape: ImageShape,
        /// How.
        mode: &'static str,
    },
    /// Float pictures.
    #[error("`{array}` holds decimal numbers, which were rounded to 256 levels")]
    Rounded {
        /// The array's name.
        array: String,
    },
    /// One picture, two truths.
    #[error(
        "{count} identical pictures carry different labels, such as picture {example}: at least one of its labels is wrong"
    )]
    Contradiction {
        /// How many groups of identical pictures do.
        count: usize,
        /// Index of one of them, from 0.
        example: usize,
    },
    /// The validation data is partly known.
    #[error(
        "{count} pictures of the second part also stand in the first: its figures will look better than they are"
    )]
    Leak {
        /// How many pictures of the second part.
        count: usize,
    },
    /// The validation data is partly known, in another compression.
    #[error(
        "{count} pictures of the second part are almost equal to one of the first, like a photograph saved twice: its figures will look better than they are"
    )]
    NearLeak {
        /// How many pictures of the second part.
        count: usize,
    },
    /// Too many pairs.
    #[error(
        "the parts are too large to look for almost equal pictures; equal ones were looked for"
    )]
    NearCopiesNotSought,
}

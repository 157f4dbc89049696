//! The sentences about a data set that could be read.

use std::path::PathBuf;

use super::super::role::Role;
use super::super::shape::ImageShape;
use crate::tr;

/// What a user should know about a data set that could be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DataWarning {
    /// Some images were left out.
    #[error("{}", tr!("warning-left-out", count = *count, total = *total, reason = reason, path = example))]
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
    /// Files beside the images.
    #[error("{}", tr!("warning-passed-over", count = *count, example = example))]
    PassedOver {
        /// How many.
        count: usize,
        /// The first one's name.
        example: String,
    },
    /// Images beside the parts.
    #[error("{}", tr!("warning-beside-parts", count = *count, path = example))]
    BesideParts {
        /// How many.
        count: usize,
        /// The first of them.
        example: PathBuf,
    },
    /// A folder beside the parts or classes.
    #[error("{}", tr!("warning-folder-passed-over", count = *count, path = folder))]
    FolderPassedOver {
        /// Its images.
        count: usize,
        /// The folder.
        folder: PathBuf,
    },
    /// Images that no label was found for.
    #[error("{}", tr!("warning-without-label", count = *count, labels = *labels, path = example))]
    WithoutLabel {
        /// How many.
        count: usize,
        /// Where labels were looked for.
        labels: &'static str,
        /// The first of them.
        example: PathBuf,
    },
    /// A held-out part that cannot be measured on.
    #[error("{}", tr!("warning-part-without-labels", role = %role, count = *count, path = folder))]
    PartWithoutLabels {
        /// The part.
        role: Role,
        /// Its images.
        count: usize,
        /// Its folder.
        folder: PathBuf,
    },
    /// A held-out part of broken files.
    #[error("{}", tr!("warning-part-unreadable", count = %count, role = %role, reason = %reason, folder = %folder.display()))]
    PartUnreadable {
        /// The part.
        role: Role,
        /// Its images.
        count: usize,
        /// Why the first failed.
        reason: String,
        /// Its folder.
        folder: PathBuf,
    },
    /// A held-out class that was never learned.
    #[error("{}", tr!("warning-class-not-trained", count = *count, role = %role, class = class))]
    ClassNotTrained {
        /// How many.
        count: usize,
        /// The part.
        role: Role,
        /// One of the classes.
        class: String,
    },
    /// Names that do not fit.
    #[error("{}", tr!("warning-classes-file", reason = %reason, path = %path.display()))]
    ClassesFileIgnored {
        /// Why.
        reason: String,
        /// The file.
        path: PathBuf,
    },
    /// A part beside the data that is something else.
    #[error("{}", tr!("warning-companion", role = %role, reason = %reason))]
    CompanionIgnored {
        /// The part that it would have been.
        role: Role,
        /// Why.
        reason: String,
    },
    /// Nothing to tell apart.
    #[error("{}", tr!("warning-single-class", class = %class))]
    SingleClass {
        /// The class.
        class: String,
    },
    /// 16-bit images.
    #[error("{}", tr!("warning-scaled", array = %array))]
    Scaled {
        /// The array's name.
        array: String,
    },
    /// A folder or listed class without a image.
    #[error("{}", tr!("warning-empty-class", class = %class))]
    EmptyClass {
        /// The class.
        class: String,
    },
    /// More classes without a image than can be told one by one.
    #[error("{}", tr!("warning-empty-classes", count = %count, total = %total, example = %example))]
    EmptyClasses {
        /// How many.
        count: usize,
        /// Of how many.
        total: usize,
        /// The first of them.
        example: String,
    },
    /// Images of several sizes.
    #[error("{}", tr!("warning-resized", shape = %shape, mode = %mode))]
    Resized {
        /// The size of all of them now.
        shape: ImageShape,
        /// How.
        mode: &'static str,
    },
    /// Float images.
    #[error("{}", tr!("warning-rounded", array = %array))]
    Rounded {
        /// The array's name.
        array: String,
    },
    /// One image, two truths.
    #[error("{}", tr!("warning-contradiction", count = *count, example = *example))]
    Contradiction {
        /// How many groups of identical images do.
        count: usize,
        /// Index of one of them, from 0.
        example: usize,
    },
    /// The validation or test data is partly known.
    #[error("{}", tr!("warning-leak", count = *count))]
    Leak {
        /// How many held-out images.
        count: usize,
    },
    /// The validation or test data is partly known, in another compression.
    #[error("{}", tr!("warning-near-leak", count = *count))]
    NearLeak {
        /// How many held-out images.
        count: usize,
    },
    /// Too many pairs.
    #[error("{}", tr!("warning-near-not-sought"))]
    NearCopiesNotSought,
}

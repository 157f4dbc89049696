//! The sentences about a data set that could be read.

use std::path::PathBuf;

use super::super::contract::ResizeMode;
use super::super::labels::Reading;
use super::super::role::Role;
use super::super::shape::ImageShape;
use crate::text::Message;
use crate::{message, shown_as_message};

/// What a user should know about a data set that could be read.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum DataWarning {
    /// Some images were left out.
    LeftOut {
        /// How many were left out.
        count: usize,
        /// How many there were.
        total: usize,
        /// Why the first failed.
        reason: Message,
        /// The first of them.
        example: PathBuf,
    },
    /// Files beside the images.
    PassedOver {
        /// How many.
        count: usize,
        /// The first one's name.
        example: String,
    },
    /// Images beside the parts.
    BesideParts {
        /// How many.
        count: usize,
        /// The first of them.
        example: PathBuf,
    },
    /// A folder beside the parts or classes.
    FolderPassedOver {
        /// Its images.
        count: usize,
        /// The folder.
        folder: PathBuf,
    },
    /// Images that no label was found for.
    WithoutLabel {
        /// How many.
        count: usize,
        /// Where labels were looked for.
        labels: Reading,
        /// The first of them.
        example: PathBuf,
    },
    /// A held-out part that cannot be measured on.
    PartWithoutLabels {
        /// The part.
        role: Role,
        /// Its images.
        count: usize,
        /// Its folder.
        folder: PathBuf,
    },
    /// A held-out part of broken files.
    PartUnreadable {
        /// The part.
        role: Role,
        /// Its images.
        count: usize,
        /// Why the first failed.
        reason: Message,
        /// Its folder.
        folder: PathBuf,
    },
    /// Pictures that a user added to the data.
    CollectedIgnored {
        /// How many.
        count: usize,
        /// Why.
        reason: Message,
    },
    /// A held-out class that was never learned.
    ClassNotTrained {
        /// How many.
        count: usize,
        /// The part.
        role: Role,
        /// One of the classes.
        class: String,
    },
    /// Names that do not fit.
    ClassesFileIgnored {
        /// Why.
        reason: Message,
        /// The file.
        path: PathBuf,
    },
    /// A part beside the data that is something else.
    CompanionIgnored {
        /// The part that it would have been.
        role: Role,
        /// Why.
        reason: Message,
    },
    /// Nothing to tell apart.
    SingleClass {
        /// The class.
        class: String,
    },
    /// 16-bit images.
    Scaled {
        /// The array's name.
        array: String,
    },
    /// A folder or listed class without a image.
    EmptyClass {
        /// The class.
        class: String,
    },
    /// More classes without a image than can be told one by one.
    EmptyClasses {
        /// How many.
        count: usize,
        /// Of how many.
        total: usize,
        /// The first of them.
        example: String,
    },
    /// Images of several sizes.
    Resized {
        /// The size of all of them now.
        shape: ImageShape,
        /// How, as project files call it.
        mode: &'static str,
    },
    /// Float images.
    Rounded {
        /// The array's name.
        array: String,
    },
    /// Pictures that are kept as rows of numbers.
    SidesGuessed {
        /// The array's or table's name.
        array: String,
        /// What they were taken for.
        shape: ImageShape,
    },
    /// Rows of a table that hold no picture.
    RowsLeftOut {
        /// How many.
        count: usize,
        /// Of how many.
        total: usize,
        /// The line of the first.
        line: u64,
    },
    /// An image that was given the label of a class that the data does not have.
    ChangedToUnknownClass {
        /// The class.
        class: String,
    },
    /// One image, two truths.
    Contradiction {
        /// How many groups of identical images do.
        count: usize,
        /// Index of one of them, from 0.
        example: usize,
    },
    /// The validation or test data is partly known.
    Leak {
        /// How many held-out images.
        count: usize,
    },
    /// The validation or test data is partly known, in another compression.
    NearLeak {
        /// How many held-out images.
        count: usize,
    },
    /// Too many pairs.
    NearCopiesNotSought,
    /// Almost equal images with different labels.
    NearContradiction {
        /// How many pairs.
        count: usize,
    },
}

impl DataWarning {
    /// What it says, as data.
    #[must_use]
    #[expect(clippy::too_many_lines, reason = "one arm for each warning")]
    pub fn message(&self) -> Message {
        match self {
            Self::LeftOut {
                count,
                total,
                reason,
                example,
            } => message!(
                "warning-left-out",
                count = *count,
                total = *total,
                reason = reason,
                path = example
            ),
            Self::PassedOver { count, example } => {
                message!("warning-passed-over", count = *count, example = example)
            }
            Self::BesideParts { count, example } => {
                message!("warning-beside-parts", count = *count, path = example)
            }
            Self::FolderPassedOver { count, folder } => {
                message!("warning-folder-passed-over", count = *count, path = folder)
            }
            Self::WithoutLabel {
                count,
                labels,
                example,
            } => message!(
                "warning-without-label",
                count = *count,
                labels = labels.message(),
                path = example
            ),
            Self::PartWithoutLabels {
                role,
                count,
                folder,
            } => message!(
                "warning-part-without-labels",
                role = role.message(),
                count = *count,
                path = folder
            ),
            Self::PartUnreadable {
                role,
                count,
                reason,
                folder,
            } => message!(
                "warning-part-unreadable",
                count = *count,
                role = role.message(),
                reason = reason,
                folder = folder
            ),
            Self::CollectedIgnored { count, reason } => {
                message!("warning-collected-ignored", count = *count, reason = reason)
            }
            Self::ClassNotTrained { count, role, class } => message!(
                "warning-class-not-trained",
                count = *count,
                role = role.message(),
                class = class
            ),
            Self::ClassesFileIgnored { reason, path } => {
                message!("warning-classes-file", reason = reason, path = path)
            }
            Self::CompanionIgnored { role, reason } => {
                message!("warning-companion", role = role.message(), reason = reason)
            }
            Self::SingleClass { class } => message!("warning-single-class", class = class),
            Self::Scaled { array } => message!("warning-scaled", array = array),
            Self::EmptyClass { class } => message!("warning-empty-class", class = class),
            Self::EmptyClasses {
                count,
                total,
                example,
            } => message!(
                "warning-empty-classes",
                count = *count,
                total = *total,
                example = example
            ),
            Self::Resized { shape, mode } => {
                message!("warning-resized", shape = %shape, mode = ResizeMode::words_of(mode))
            }
            Self::Rounded { array } => message!("warning-rounded", array = array),
            Self::SidesGuessed { array, shape } => {
                message!("warning-sides-guessed", array = array, shape = %shape)
            }
            Self::RowsLeftOut { count, total, line } => message!(
                "warning-rows-left-out",
                count = *count,
                total = *total,
                line = *line
            ),
            Self::ChangedToUnknownClass { class } => {
                message!("warning-changed-to-unknown-class", class = class)
            }
            Self::Contradiction { count, example } => {
                message!("warning-contradiction", count = *count, example = *example)
            }
            Self::Leak { count } => message!("warning-leak", count = *count),
            Self::NearLeak { count } => message!("warning-near-leak", count = *count),
            Self::NearContradiction { count } => {
                message!("warning-near-contradiction", count = *count)
            }
            Self::NearCopiesNotSought => message!("warning-near-not-sought"),
        }
    }
}

shown_as_message!(DataWarning);

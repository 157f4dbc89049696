//! The sentences about a data set that could be read.

use std::path::PathBuf;

use super::super::role::Role;
use super::super::shape::ImageShape;

/// What a user should know about a data set that could be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DataWarning {
    /// Some pictures were left out.
    #[error("{count} of {total} pictures could not be read and {} left out, the first because {reason}: {}", was(*count), example.display())]
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
    #[error("{count} {} and {} passed over, such as {example}", if *count == 1 { "file is no picture" } else { "files are not pictures" }, was(*count))]
    PassedOver {
        /// How many.
        count: usize,
        /// The first one's name.
        example: String,
    },
    /// Pictures beside the parts.
    #[error("{count} {} beside the parts and {} passed over, such as: {}", if *count == 1 { "picture lies" } else { "pictures lie" }, was(*count), example.display())]
    BesideParts {
        /// How many.
        count: usize,
        /// The first of them.
        example: PathBuf,
    },
    /// A folder beside the parts or classes.
    #[error("a folder with {count} {} is neither a part nor a class and was passed over: {}", pictures(*count), folder.display())]
    FolderPassedOver {
        /// Its pictures.
        count: usize,
        /// The folder.
        folder: PathBuf,
    },
    /// Pictures that no label was found for.
    #[error("{count} {} no label ({labels} were taken as labels) and {} left out, such as: {}", if *count == 1 { "picture has" } else { "pictures have" }, was(*count), example.display())]
    WithoutLabel {
        /// How many.
        count: usize,
        /// Where labels were looked for.
        labels: &'static str,
        /// The first of them.
        example: PathBuf,
    },
    /// A held-out part that cannot be measured on.
    #[error("the {role} part carries no labels and was passed over; its {count} {} can be predicted: {}", pictures(*count), folder.display())]
    PartWithoutLabels {
        /// The part.
        role: Role,
        /// Its pictures.
        count: usize,
        /// Its folder.
        folder: PathBuf,
    },
    /// A held-out part of broken files.
    #[error("none of the {count} pictures of the {role} part could be read, the first because {reason}: {}", folder.display())]
    PartUnreadable {
        /// The part.
        role: Role,
        /// Its pictures.
        count: usize,
        /// Why the first failed.
        reason: String,
        /// Its folder.
        folder: PathBuf,
    },
    /// A held-out class that was never learned.
    #[error(
        "{count} {} of the {role} part {} of classes that the training part does not have, such as `{class}`, and {} left out",
        pictures(*count), if *count == 1 { "is" } else { "are" }, was(*count)
    )]
    ClassNotTrained {
        /// How many.
        count: usize,
        /// The part.
        role: Role,
        /// One of the classes.
        class: String,
    },
    /// Names that do not fit.
    #[error("the class names beside the data were not used, because {reason}: {}", path.display())]
    ClassesFileIgnored {
        /// Why.
        reason: String,
        /// The file.
        path: PathBuf,
    },
    /// A part beside the data that is something else.
    #[error("what lies beside the data was not taken as its {role} part, because {reason}")]
    CompanionIgnored {
        /// The part that it would have been.
        role: Role,
        /// Why.
        reason: String,
    },
    /// Nothing to tell apart.
    #[error(
        "all pictures are of one class, `{class}`, so that no network can learn from them: give it pictures of another class, too"
    )]
    SingleClass {
        /// The class.
        class: String,
    },
    /// 16-bit pictures.
    #[error("`{array}` holds 16-bit numbers, which were scaled to 256 levels")]
    Scaled {
        /// The array's name.
        array: String,
    },
    /// A folder or listed class without a picture.
    #[error("class `{class}` has no pictures: the network cannot learn it from this data")]
    EmptyClass {
        /// The class.
        class: String,
    },
    /// More classes without a picture than can be told one by one.
    #[error(
        "{count} of {total} classes have no pictures, such as `{example}`: the network cannot learn them from this data"
    )]
    EmptyClasses {
        /// How many.
        count: usize,
        /// Of how many.
        total: usize,
        /// The first of them.
        example: String,
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
        "{count} {} more than once under different labels, such as picture {example}: at least one of its labels is wrong",
        if *count == 1 { "picture occurs" } else { "pictures occur" }
    )]
    Contradiction {
        /// How many groups of identical pictures do.
        count: usize,
        /// Index of one of them, from 0.
        example: usize,
    },
    /// The validation or test data is partly known.
    #[error(
        "{count} {} also among those trained on: figures on {} will look better than they are",
        held_out(*count), if *count == 1 { "it" } else { "them" }
    )]
    Leak {
        /// How many held-out pictures.
        count: usize,
    },
    /// The validation or test data is partly known, in another compression.
    #[error(
        "{count} {} almost equal to one trained on, like a photograph saved twice: figures on {} will look better than they are",
        held_out(*count), if *count == 1 { "it" } else { "them" }
    )]
    NearLeak {
        /// How many held-out pictures.
        count: usize,
    },
    /// Too many pairs.
    #[error(
        "the parts are too large to look for almost equal pictures; equal ones were looked for"
    )]
    NearCopiesNotSought,
}

const fn pictures(count: usize) -> &'static str {
    if count == 1 { "picture" } else { "pictures" }
}

const fn was(count: usize) -> &'static str {
    if count == 1 { "was" } else { "were" }
}

const fn held_out(count: usize) -> &'static str {
    if count == 1 {
        "picture that is held out is"
    } else {
        "pictures that are held out are"
    }
}

//! Every sentence this room says, in one place, so that all of them can be read together.
//!
//! A [`DataError`] ends the job; a [`DataWarning`] stands beside a data set that could be read. Both say what was
//! expected, what was found and what to do, with the path last. They hold plain text and numbers only, so that they can
//! be cloned, compared and sent between threads.

mod listed;
mod warning;

pub(super) use listed::listed;
pub use warning::DataWarning;

use std::path::PathBuf;

use super::count::{counted, either};
use super::dataset::{LONGEST_CLASS_NAME, MOST_CLASS_NAME_BYTES, MOST_CLASSES};
use super::role::Role;
use super::shape::{ImageShape, MAX_SIDE};

/// Why a data set or picture could not be had.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DataError {
    // Naming a source.
    /// `builtin:NAME` with a name that does not exist.
    #[error("there is no built-in data set `{name}`: use one of {known}")]
    UnknownBuiltin {
        /// The name that was asked for.
        name: String,
        /// All names, ready to be read.
        known: String,
    },
    /// `builtin:happy/PART` with a part that does not exist.
    #[error(
        "a built-in data set has the parts `train` and `test`, not `{part}`: use `builtin:{name}/test`"
    )]
    UnknownPart {
        /// The built-in's name.
        name: &'static str,
        /// The part that was asked for.
        part: String,
    },
    /// Nothing at all was named.
    #[error(
        "expected a data set but got an empty text: name a file, a folder or a built-in such as `builtin:happy`"
    )]
    EmptySource,
    /// A path that JSON cannot hold.
    #[error("a path that is not valid UTF-8 cannot be written into a project: rename the file or folder: {}", path.display())]
    PathNotUtf8 {
        /// The path.
        path: PathBuf,
    },

    // Reaching it.
    /// No such file or folder.
    #[error("there is no such file or folder: check the name: {}", path.display())]
    Missing {
        /// The path.
        path: PathBuf,
    },
    /// The operating system refused.
    #[error("could not be read ({reason}): {}", path.display())]
    Unreadable {
        /// What the operating system said.
        reason: String,
        /// The path.
        path: PathBuf,
    },
    /// A folder, device, pipe or socket.
    #[error("expected {expected}, found {found}: {}", path.display())]
    NotAFile {
        /// What is wanted.
        expected: &'static str,
        /// What is there.
        found: &'static str,
        /// The path.
        path: PathBuf,
    },
    /// A file without a byte in it.
    #[error("the file is empty: copy or download it again: {}", path.display())]
    EmptyFile {
        /// The path.
        path: PathBuf,
    },
    /// The user stopped it.
    #[error("opening the data set was stopped")]
    Cancelled,

    // Files that are something else.
    /// A web page in place of the data, the usual end of a download behind a login.
    #[error("expected an HDF5 file, found a web page (HTML) under that name: download the file itself, the site may want you signed in: {}", path.display())]
    WebPage {
        /// The path.
        path: PathBuf,
    },
    /// One picture where a data set is wanted.
    #[error("expected a data set, found a single {format} picture: open the folder around it, or predict this picture with a trained model: {}", path.display())]
    SinglePicture {
        /// The picture's format, such as `PNG`.
        format: &'static str,
        /// The path.
        path: PathBuf,
    },
    /// A known file kind that is no data set we read.
    #[error("expected an HDF5 data set or a folder of pictures, found {found}: {advice}: {}", path.display())]
    WrongKind {
        /// What it is.
        found: &'static str,
        /// What to do about it.
        advice: &'static str,
        /// The path.
        path: PathBuf,
    },
    /// Neither HDF5 nor anything known.
    #[error("expected an HDF5 data set or a folder of pictures, found a file of neither kind: {}", path.display())]
    UnknownKind {
        /// The path.
        path: PathBuf,
    },

    // Course HDF5 files.
    /// The HDF5 library could not make sense of it.
    #[error("the HDF5 file is damaged or cut short ({reason}): copy or download it again: {}", path.display())]
    BrokenHdf5 {
        /// The library's own words.
        reason: String,
        /// The path.
        path: PathBuf,
    },
    /// Written by a newer library than ours.
    #[error("the HDF5 file uses a layout that cannot be read yet ({reason}): save it again with `h5py.File(name, 'w')`, without `libver`: {}", path.display())]
    NewerHdf5 {
        /// The library's own words.
        reason: String,
        /// The path.
        path: PathBuf,
    },
    /// More claimed than the file can hold.
    #[error("`{array}` claims {claimed_bytes} bytes, but the whole file holds {file_bytes}: it is damaged or was never written to its end: {}", path.display())]
    ArrayBeyondFile {
        /// The array's name.
        array: String,
        /// What its shape and type multiply to; saturated.
        claimed_bytes: u64,
        /// What there is.
        file_bytes: u64,
        /// The path.
        path: PathBuf,
    },
    /// One-hot rows that are none.
    #[error("`{array}` has shape {found}, but picture {index} is marked for {}: one-hot labels have a single 1 in each row: {}", counted(*marks, "class"), path.display())]
    NotOneHot {
        /// The array's name.
        array: String,
        /// Its shape.
        found: String,
        /// Index of the picture, from 0.
        index: usize,
        /// How many entries are not 0.
        marks: usize,
        /// The path.
        path: PathBuf,
    },
    /// No `*_set_x` inside.
    #[error("expected the course's `train_set_x` and `train_set_y` (or `test_set_x`, …), found {found}: {}", path.display())]
    NoCourseKeys {
        /// The names inside, ready to be read.
        found: String,
        /// The path.
        path: PathBuf,
    },
    /// One of several needed arrays is missing.
    #[error("`{present}` has no `{missing}` beside it: add the missing array: {}", path.display())]
    MissingArray {
        /// The array that is there.
        present: String,
        /// The array that is not.
        missing: String,
        /// The path.
        path: PathBuf,
    },
    /// A shape that is no list of pictures, or labels that do not fit.
    #[error("`{array}` has shape {found}, expected {expected}: {}", path.display())]
    BadArrayShape {
        /// The array's name.
        array: String,
        /// Its shape, as `(1080, 64, 64, 3)`.
        found: String,
        /// What it should be.
        expected: String,
        /// The path.
        path: PathBuf,
    },
    /// An element type that is no picture or label.
    #[error("`{array}` holds {found}, expected {expected}: {}", path.display())]
    BadArrayType {
        /// The array's name.
        array: String,
        /// Its element type.
        found: String,
        /// What it should be.
        expected: &'static str,
        /// The path.
        path: PathBuf,
    },
    /// More bytes claimed than we are willing to hold.
    #[error("`{array}` claims {claimed_bytes} bytes, the limit is {limit_bytes}: the file is damaged, or must be split: {}", path.display())]
    ArrayTooLarge {
        /// The array's name.
        array: String,
        /// What its shape and type multiply to; saturated.
        claimed_bytes: u64,
        /// The limit.
        limit_bytes: u64,
        /// The path.
        path: PathBuf,
    },
    /// Fewer or more elements came than the shape promised.
    #[error("`{array}` should hold {expected} values, {found} could be read: copy or download the file again: {}", path.display())]
    ShortArray {
        /// The array's name.
        array: String,
        /// Product of its shape.
        expected: u64,
        /// What came.
        found: u64,
        /// The path.
        path: PathBuf,
    },
    /// Float pictures outside both customary ranges.
    #[error("`{array}` holds values from {lowest} to {highest}, expected 0 to 1 or 0 to 255 (16-bit whole numbers up to 65535): undo the normalization before saving: {}", path.display())]
    BadPixelRange {
        /// The array's name.
        array: String,
        /// Smallest value, as text.
        lowest: String,
        /// Largest value, as text.
        highest: String,
        /// The path.
        path: PathBuf,
    },

    // Folders of pictures.
    /// Nothing usable in a folder.
    #[error("the folder holds no pictures: put one folder for each class into it, or files named `label_1.jpg`: {}", path.display())]
    EmptyFolder {
        /// The path.
        path: PathBuf,
    },
    /// Data files where pictures were looked for.
    #[error("the folder holds no pictures but {files}: open one of them as data: {}", path.display())]
    FolderOfFiles {
        /// The files, ready to be read.
        files: String,
        /// The path.
        path: PathBuf,
    },
    /// A flat folder whose names carry no labels.
    #[error("no label can be told from file names such as `{example}`: make one folder for each class, rename the files to `label_1.jpg`, or say where the label stands (on the command line `--labels`): {}", path.display())]
    NoLabelInName {
        /// A name without label.
        example: String,
        /// The folder.
        path: PathBuf,
    },
    /// A way of reading labels that finds none here.
    #[error("no picture has a label in the way `{reading}`: choose another way: {}", path.display())]
    ReadingFindsNothing {
        /// The way's word.
        reading: &'static str,
        /// The folder.
        path: PathBuf,
    },
    /// Every picture failed.
    #[error("none of the {} could be read, the first because {reason}: {}", counted(*count, "picture"), path.display())]
    NoReadablePicture {
        /// How many were tried.
        count: usize,
        /// Why the first of them failed.
        reason: String,
        /// The folder.
        path: PathBuf,
    },
    /// More files than we are willing to list.
    #[error("the folder holds more than {limit} files: split it: {}", path.display())]
    TooManyFiles {
        /// The limit.
        limit: usize,
        /// The folder.
        path: PathBuf,
    },

    // Single pictures.
    /// Not decodable.
    #[error(
        "the picture is damaged or of an unknown kind ({reason}); PNG, JPEG, WebP, GIF, BMP, TIFF and PNM can be read"
    )]
    BadPicture {
        /// The decoder's own words.
        reason: String,
    },
    /// A known kind that is no picture we read.
    #[error("expected a picture (PNG, JPEG, WebP, GIF, BMP, TIFF or PNM), found {found}: {advice}")]
    OtherKind {
        /// What it is.
        found: &'static str,
        /// What to do about it.
        advice: &'static str,
    },
    /// A picture without its end.
    #[error(
        "the {format} is cut short, the end of the picture is missing: copy or download it again"
    )]
    PictureCutShort {
        /// The picture's format, such as `JPEG`.
        format: &'static str,
    },
    /// A header that claims too much.
    #[error(
        "the picture claims {width} × {height} pixels, the limit is {longest_side_px} a side and {limit_megapixels} megapixels in all: make it smaller"
    )]
    PictureTooLarge {
        /// Claimed width, px.
        width: u32,
        /// Claimed height, px.
        height: u32,
        /// The limit for either side, px.
        longest_side_px: u32,
        /// The limit for all pixels together.
        limit_megapixels: u64,
    },
    /// A file that no decoder should be given.
    #[error("the picture file has {found_mib} MiB, the limit is {limit_mib} MiB: make it smaller")]
    PictureFileTooLarge {
        /// What it has.
        found_mib: u64,
        /// The limit.
        limit_mib: u64,
    },

    // What a data set must be.
    /// A size nobody can work with.
    #[error(
        "expected pictures of 1 to {MAX_SIDE} pixels a side in 1 (gray) or 3 (RGB) channels, found {height} × {width} × {channels}"
    )]
    BadShape {
        /// Rows, px.
        height: u64,
        /// Columns, px.
        width: u64,
        /// Channels.
        channels: u64,
    },
    /// No pictures.
    #[error("the data set is empty: it needs at least one picture")]
    EmptyDataset,
    /// Counts that must agree do not.
    #[error("{} but {}: each picture needs exactly one", counted(*images, "picture"), counted(*labels, "label"))]
    LabelCount {
        /// How many pictures.
        images: usize,
        /// How many labels.
        labels: usize,
    },
    /// More classes than are told apart, as one wrong label is enough to make.
    #[error(
        "the labels make {classes} classes, but at most {MOST_CLASSES} are told apart: look for a label that is too large, or \
         join classes"
    )]
    TooManyClasses {
        /// How many they make.
        classes: u64,
    },
    /// A name that is too long to be kept.
    #[error(
        "the class name `{start}…` has {chars} characters, but at most {LONGEST_CLASS_NAME} are kept: shorten it"
    )]
    ClassNameTooLong {
        /// How it begins.
        start: String,
        /// How long it is.
        chars: usize,
    },
    /// Names that are too long together.
    #[error(
        "the names of the {classes} classes take {bytes} bytes together, but at most {MOST_CLASS_NAME_BYTES} are kept with a \
         network: shorten them"
    )]
    ClassNamesTooLong {
        /// How many classes there are.
        classes: usize,
        /// What their names take.
        bytes: usize,
    },
    /// A label that names no class.
    #[error("picture {index} has label {label}, but there {} only {} (0 to {}): correct the label or the class list", either(*classes, "is", "are"), counted(*classes, "class"), classes.saturating_sub(1))]
    LabelOutside {
        /// Index of the picture, from 0.
        index: usize,
        /// Its label.
        label: i64,
        /// How many classes there are.
        classes: usize,
    },
    /// Nothing to tell apart.
    #[error(
        "all pictures are of one class, `{class}`: a network learns to tell classes apart, so give it pictures of at least two, each in a folder of its own"
    )]
    SingleClass {
        /// The class.
        class: String,
    },
    /// Another number of names than of classes.
    #[error(
        "{} {} given, but the data has {} ({known}): give one for each, in that order",
        counted(*given, "class name"),
        either(*given, "was", "were"),
        counted(*classes, "class")
    )]
    ClassNameCount {
        /// Names given.
        given: usize,
        /// Classes found.
        classes: usize,
        /// The classes, ready to be read.
        known: String,
    },
    /// A name that means another class already, or two.
    #[error(
        "the class name `{name}` would stand for `{class}`, but is already the name of another class: give each class a name of its own"
    )]
    ClassNameTaken {
        /// The name.
        name: String,
        /// The class that was to get it.
        class: String,
    },
    /// A part that the source does not have.
    #[error(
        "the data has no {role} part: name a file or folder instead, or choose a share of the training part"
    )]
    NoSuchPart {
        /// The part.
        role: Role,
    },
    /// A class that the other data set does not know.
    #[error(
        "class `{class}` is not among the classes trained on ({known}): rename it, or leave its pictures out"
    )]
    UnknownClass {
        /// The class.
        class: String,
        /// The classes wanted, ready to be read.
        known: String,
    },
    /// More memory than we are willing to take.
    #[error(
        "{} of {shape} {} {needed_mib} MiB, the limit is {limit_mib} MiB: choose a smaller input size",
        counted(*images, "picture"),
        either(*images, "takes", "take")
    )]
    DatasetTooLarge {
        /// How many pictures.
        images: usize,
        /// The size of each.
        shape: ImageShape,
        /// What they would take.
        needed_mib: u64,
        /// The limit.
        limit_mib: u64,
    },
    /// A scale or offset that is no number.
    #[error(
        "expected a finite scale other than 0 and a finite offset, found scale {scale} and offset {offset}"
    )]
    BadScale {
        /// The scale, as text.
        scale: String,
        /// The offset, as text.
        offset: String,
    },

    // Splits and batches.
    /// A fraction that leaves nothing to train on.
    #[error(
        "expected a validation part of at least 0 and less than 1, found {fraction}: use for example 0.2"
    )]
    BadFraction {
        /// The fraction, as text.
        fraction: String,
    },
    /// A split with an empty side.
    #[error(
        "a validation part of {fraction} of {} leaves nothing to train on or nothing to validate: use another part, or more pictures",
        counted(*images, "picture")
    )]
    SplitTooSmall {
        /// The fraction, as text.
        fraction: String,
        /// How many pictures there are.
        images: usize,
    },
    /// Batches of nothing.
    #[error("expected a batch size of at least 1, found 0")]
    ZeroBatch,
    /// An index list that does not fit its data set.
    #[error("picture {index} was asked for, but the data set holds {images}")]
    IndexOutside {
        /// The index.
        index: usize,
        /// How many pictures there are.
        images: usize,
    },
    /// Pictures of another size than the contract's.
    #[error("the pictures are {found}, the network expects {expected}: convert the data set first")]
    ShapeMismatch {
        /// The data set's.
        found: ImageShape,
        /// The contract's.
        expected: ImageShape,
    },
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn label_outside_says_the_allowed_range() {
        let text = DataError::LabelOutside {
            index: 3,
            label: 7,
            classes: 6,
        }
        .to_string();
        assert!(
            text.contains("picture 3 has label 7") && text.contains("(0 to 5)"),
            "{text}"
        );
    }
}

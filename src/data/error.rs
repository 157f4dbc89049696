//! Every sentence this room says, in one place, so that all of them can be read together.
//!
//! A [`DataError`] ends the job; a [`DataWarning`] stands beside a data set that could be read. Both say what was
//! expected, what was found and what to do, with the path last. Each gives
//! a message, whose code no language changes. They hold plain data only, so that they can be cloned, compared and sent
//! between threads.

mod listed;
mod said;
mod warning;

pub(super) use listed::{listed, listed_plainly};
pub use warning::DataWarning;

use std::path::PathBuf;

use super::role::Role;
use super::shape::ImageShape;
use crate::text::Message;

/// Why a data set or image could not be had.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum DataError {
    // Naming a source.
    /// `builtin:NAME` with a name that does not exist.
    UnknownBuiltin {
        /// The name that was asked for.
        name: String,
        /// All names.
        known: Message,
    },
    /// `builtin:happy/PART` with a part that does not exist.
    UnknownPart {
        /// The built-in's name.
        name: &'static str,
        /// The part that was asked for.
        part: String,
    },
    /// Nothing at all was named.
    EmptySource,
    /// A path that JSON cannot hold.
    PathNotUtf8 {
        /// The path.
        path: PathBuf,
    },

    // Reaching it.
    /// No such file or folder.
    Missing {
        /// The path.
        path: PathBuf,
    },
    /// The operating system refused.
    Unreadable {
        /// What the operating system said.
        reason: String,
        /// The path.
        path: PathBuf,
    },
    /// A folder, device, pipe or socket.
    NotAFile {
        /// The message that says what is wanted.
        expected: &'static str,
        /// The message that says what is there.
        found: &'static str,
        /// The path.
        path: PathBuf,
    },
    /// A file without a byte in it.
    EmptyFile {
        /// The path.
        path: PathBuf,
    },
    /// The user stopped it.
    Canceled,

    // Files that are something else.
    /// A web page in place of the data, the usual end of a download behind a login.
    WebPage {
        /// The path.
        path: PathBuf,
    },
    /// One image where a data set is wanted.
    SingleImage {
        /// The image's format, such as `PNG`.
        format: &'static str,
        /// The path.
        path: PathBuf,
    },
    /// A known file kind that is no data set we read.
    WrongKind {
        /// The message that says what it is.
        found: &'static str,
        /// The message that says what to do about it.
        advice: &'static str,
        /// The path.
        path: PathBuf,
    },
    /// Neither HDF5 nor anything known.
    UnknownKind {
        /// The path.
        path: PathBuf,
    },

    // Course HDF5 files.
    /// The HDF5 library could not make sense of it.
    BrokenHdf5 {
        /// The library's own words.
        reason: String,
        /// The path.
        path: PathBuf,
    },
    /// Written by a newer library than ours.
    NewerHdf5 {
        /// The library's own words.
        reason: String,
        /// The path.
        path: PathBuf,
    },
    /// More claimed than the file can hold.
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
    NotOneHot {
        /// The array's name.
        array: String,
        /// Its shape.
        found: String,
        /// Index of the image, from 0.
        index: usize,
        /// How many entries are not 0.
        marks: usize,
        /// The path.
        path: PathBuf,
    },
    /// No `*_set_x` inside.
    NoCourseKeys {
        /// The names inside.
        found: Message,
        /// The path.
        path: PathBuf,
    },
    /// One of several needed arrays is missing.
    MissingArray {
        /// The array that is there.
        present: String,
        /// The array that is not.
        missing: String,
        /// The path.
        path: PathBuf,
    },
    /// A shape that is no list of images, or labels that do not fit.
    BadArrayShape {
        /// The array's name.
        array: String,
        /// Its shape, as `(1080, 64, 64, 3)`.
        found: String,
        /// What it should be.
        expected: Message,
        /// The path.
        path: PathBuf,
    },
    /// An element type that is no image or label.
    BadArrayType {
        /// The array's name.
        array: String,
        /// Its element type.
        found: String,
        /// The message that says what it should be.
        expected: &'static str,
        /// The path.
        path: PathBuf,
    },
    /// More bytes claimed than we are willing to hold.
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
    /// Float images outside both customary ranges.
    BadPixelRange {
        /// The array's name.
        array: String,
        /// Smallest value.
        lowest: f32,
        /// Largest value.
        highest: f32,
        /// The path.
        path: PathBuf,
    },

    // Arrays, tables and archives.
    /// A file that ends too soon or says what cannot be.
    Damaged {
        /// The message that says what it is.
        kind: &'static str,
        /// What is wrong with it.
        reason: Message,
        /// The path.
        path: PathBuf,
    },
    /// Arrays whose names do not tell pictures from labels.
    NoArrayPair {
        /// Their names.
        found: Message,
        /// The path.
        path: PathBuf,
    },
    /// A table that holds no pictures.
    BadTable {
        /// Why.
        reason: Message,
        /// The path.
        path: PathBuf,
    },
    /// An archive of other files.
    ArchiveOfFiles {
        /// The files.
        files: Message,
        /// The path.
        path: PathBuf,
    },
    /// More in an archive than the disk should take.
    ArchiveTooLarge {
        /// The limit.
        limit_gib: u64,
        /// The path.
        path: PathBuf,
    },

    // Folders of images.
    /// Nothing usable in a folder.
    EmptyFolder {
        /// The path.
        path: PathBuf,
    },
    /// Data files where images were looked for.
    FolderOfFiles {
        /// The files.
        files: Message,
        /// The path.
        path: PathBuf,
    },
    /// A flat folder whose names carry no labels.
    NoLabelInName {
        /// A name without label.
        example: String,
        /// The folder.
        path: PathBuf,
    },
    /// A way of reading labels that finds none here.
    ReadingFindsNothing {
        /// The way's word.
        reading: &'static str,
        /// The folder.
        path: PathBuf,
    },
    /// Every image failed.
    NoReadableImage {
        /// How many were tried.
        count: usize,
        /// Why the first of them failed.
        reason: Message,
        /// The folder.
        path: PathBuf,
    },
    /// More files than we are willing to list.
    TooManyFiles {
        /// The limit.
        limit: usize,
        /// The folder.
        path: PathBuf,
    },

    // Single images.
    /// Not decodable.
    BadImage {
        /// Mostly the decoder's own words.
        reason: Message,
    },
    /// A known kind that is no image we read.
    OtherKind {
        /// The message that says what it is.
        found: &'static str,
        /// The message that says what to do about it.
        advice: &'static str,
    },
    /// A image without its end.
    ImageCutShort {
        /// The image's format, such as `JPEG`, where it is known.
        format: Option<&'static str>,
    },
    /// A header that claims too much.
    ImageTooLarge {
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
    ImageFileTooLarge {
        /// What it has.
        found_mib: u64,
        /// The limit.
        limit_mib: u64,
    },

    // What a data set must be.
    /// A size nobody can work with.
    BadShape {
        /// Rows, px.
        height: u64,
        /// Columns, px.
        width: u64,
        /// Channels.
        channels: u64,
    },
    /// No images.
    EmptyDataset,
    /// Counts that must agree do not.
    LabelCount {
        /// How many images.
        images: usize,
        /// How many labels.
        labels: usize,
    },
    /// More classes than are told apart, as one wrong label is enough to make.
    TooManyClasses {
        /// How many they make.
        classes: u64,
    },
    /// A name that is too long to be kept.
    ClassNameTooLong {
        /// How it begins.
        start: String,
        /// How long it is.
        chars: usize,
    },
    /// Names that are too long together.
    ClassNamesTooLong {
        /// How many classes there are.
        classes: usize,
        /// What their names take.
        bytes: usize,
    },
    /// A label that names no class.
    LabelOutside {
        /// Index of the image, from 0.
        index: usize,
        /// Its label.
        label: i64,
        /// How many classes there are.
        classes: usize,
    },
    /// Nothing to tell apart.
    SingleClass {
        /// The class.
        class: String,
    },
    /// Another number of names than of classes.
    ClassNameCount {
        /// Names given.
        given: usize,
        /// Classes found.
        classes: usize,
        /// The classes.
        known: Message,
    },
    /// A name that means another class already, or two.
    ClassNameTaken {
        /// The name.
        name: String,
        /// The class that was to get it.
        class: String,
    },
    /// A part that the source does not have.
    NoSuchPart {
        /// The part.
        role: Role,
    },
    /// A class that the other data set does not know.
    UnknownClass {
        /// The class.
        class: String,
        /// The classes wanted.
        known: Message,
    },
    /// Images have no room in memory, and the disk none for the file that stands for it.
    NoScratch {
        /// What they would take.
        needed_mib: u64,
        /// What stood in the way.
        reason: Message,
        /// Where the file was to lie.
        folder: PathBuf,
    },
    /// An image lies in the file that stands for memory, and cannot be read from it any more.
    ImageLost {
        /// Which one, from 1.
        index: usize,
    },
    /// More memory than we are willing to take.
    DatasetTooLarge {
        /// How many images.
        images: usize,
        /// The size of each.
        shape: ImageShape,
        /// What they would take.
        needed_mib: u64,
        /// The limit.
        limit_mib: u64,
    },
    /// A scale or offset that is no number.
    BadScale {
        /// The scale, as text.
        scale: String,
        /// The offset, as text.
        offset: String,
    },

    // Splits and batches.
    /// A fraction that leaves nothing to train on.
    BadFraction {
        /// The fraction, as text.
        fraction: String,
    },
    /// A split with an empty side.
    SplitTooSmall {
        /// The fraction, as text.
        fraction: String,
        /// How many images there are.
        images: usize,
    },
    /// Batches of nothing.
    ZeroBatch,
    /// An index list that does not fit its data set.
    IndexOutside {
        /// The index.
        index: usize,
        /// How many images there are.
        images: usize,
    },
    /// Images of another size than the contract's.
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

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

use super::count::counted;
use super::dataset::{LONGEST_CLASS_NAME, MOST_CLASS_NAME_BYTES, MOST_CLASSES};
use super::role::Role;
use super::shape::{ImageShape, MAX_SIDE};
use crate::tr;

/// Why a data set or image could not be had.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DataError {
    // Naming a source.
    /// `builtin:NAME` with a name that does not exist.
    #[error("{}", tr!("data-unknown-builtin", name = %name, known = %known))]
    UnknownBuiltin {
        /// The name that was asked for.
        name: String,
        /// All names, ready to be read.
        known: String,
    },
    /// `builtin:happy/PART` with a part that does not exist.
    #[error("{}", tr!("data-unknown-part", part = %part, name = %name))]
    UnknownPart {
        /// The built-in's name.
        name: &'static str,
        /// The part that was asked for.
        part: String,
    },
    /// Nothing at all was named.
    #[error("{}", tr!("data-empty-source"))]
    EmptySource,
    /// A path that JSON cannot hold.
    #[error("{}", tr!("data-path-not-utf8", path = %path.display()))]
    PathNotUtf8 {
        /// The path.
        path: PathBuf,
    },

    // Reaching it.
    /// No such file or folder.
    #[error("{}", tr!("data-missing", path = %path.display()))]
    Missing {
        /// The path.
        path: PathBuf,
    },
    /// The operating system refused.
    #[error("{}", tr!("data-unreadable", reason = %reason, path = %path.display()))]
    Unreadable {
        /// What the operating system said.
        reason: String,
        /// The path.
        path: PathBuf,
    },
    /// A folder, device, pipe or socket.
    #[error("{}", tr!("data-not-a-file", expected = %expected, found = %found, path = %path.display()))]
    NotAFile {
        /// What is wanted.
        expected: &'static str,
        /// What is there.
        found: &'static str,
        /// The path.
        path: PathBuf,
    },
    /// A file without a byte in it.
    #[error("{}", tr!("data-empty-file", path = %path.display()))]
    EmptyFile {
        /// The path.
        path: PathBuf,
    },
    /// The user stopped it.
    #[error("{}", tr!("data-canceled"))]
    Canceled,

    // Files that are something else.
    /// A web page in place of the data, the usual end of a download behind a login.
    #[error("{}", tr!("data-web-page", path = %path.display()))]
    WebPage {
        /// The path.
        path: PathBuf,
    },
    /// One image where a data set is wanted.
    #[error("{}", tr!("data-single-picture", format = %format, path = %path.display()))]
    SingleImage {
        /// The image's format, such as `PNG`.
        format: &'static str,
        /// The path.
        path: PathBuf,
    },
    /// A known file kind that is no data set we read.
    #[error("{}", tr!("data-wrong-kind", found = %found, advice = %advice, path = %path.display()))]
    WrongKind {
        /// What it is.
        found: &'static str,
        /// What to do about it.
        advice: &'static str,
        /// The path.
        path: PathBuf,
    },
    /// Neither HDF5 nor anything known.
    #[error("{}", tr!("data-unknown-kind", path = %path.display()))]
    UnknownKind {
        /// The path.
        path: PathBuf,
    },

    // Course HDF5 files.
    /// The HDF5 library could not make sense of it.
    #[error("{}", tr!("data-broken-hdf5", reason = %reason, path = %path.display()))]
    BrokenHdf5 {
        /// The library's own words.
        reason: String,
        /// The path.
        path: PathBuf,
    },
    /// Written by a newer library than ours.
    #[error("{}", tr!("data-newer-hdf5", reason = %reason, path = %path.display()))]
    NewerHdf5 {
        /// The library's own words.
        reason: String,
        /// The path.
        path: PathBuf,
    },
    /// More claimed than the file can hold.
    #[error("{}", tr!("data-array-beyond-file", array = %array, claimed_bytes = %claimed_bytes, file_bytes = %file_bytes, path = %path.display()))]
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
    #[error("{}", tr!("data-not-one-hot", array = %array, found = %found, index = %index, classes = %counted(*marks, "class"), path = %path.display()))]
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
    #[error("{}", tr!("data-no-course-keys", found = %found, path = %path.display()))]
    NoCourseKeys {
        /// The names inside, ready to be read.
        found: String,
        /// The path.
        path: PathBuf,
    },
    /// One of several needed arrays is missing.
    #[error("{}", tr!("data-missing-array", present = %present, missing = %missing, path = %path.display()))]
    MissingArray {
        /// The array that is there.
        present: String,
        /// The array that is not.
        missing: String,
        /// The path.
        path: PathBuf,
    },
    /// A shape that is no list of images, or labels that do not fit.
    #[error("{}", tr!("data-bad-array-shape", array = %array, found = %found, expected = %expected, path = %path.display()))]
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
    /// An element type that is no image or label.
    #[error("{}", tr!("data-bad-array-type", array = %array, found = %found, expected = %expected, path = %path.display()))]
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
    #[error("{}", tr!("data-array-too-large", array = %array, claimed_bytes = %claimed_bytes, limit_bytes = %limit_bytes, path = %path.display()))]
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
    #[error("{}", tr!("data-short-array", array = %array, expected = %expected, found = %found, path = %path.display()))]
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
    #[error("{}", tr!("data-bad-pixel-range", array = %array, lowest = %lowest, highest = %highest, path = %path.display()))]
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

    // Folders of images.
    /// Nothing usable in a folder.
    #[error("{}", tr!("data-empty-folder", path = %path.display()))]
    EmptyFolder {
        /// The path.
        path: PathBuf,
    },
    /// Data files where images were looked for.
    #[error("{}", tr!("data-folder-of-files", files = %files, path = %path.display()))]
    FolderOfFiles {
        /// The files, ready to be read.
        files: String,
        /// The path.
        path: PathBuf,
    },
    /// A flat folder whose names carry no labels.
    #[error("{}", tr!("data-no-label-in-name", example = %example, path = %path.display()))]
    NoLabelInName {
        /// A name without label.
        example: String,
        /// The folder.
        path: PathBuf,
    },
    /// A way of reading labels that finds none here.
    #[error("{}", tr!("data-reading-finds-nothing", reading = %reading, path = %path.display()))]
    ReadingFindsNothing {
        /// The way's word.
        reading: &'static str,
        /// The folder.
        path: PathBuf,
    },
    /// Every image failed.
    #[error("{}", tr!("data-no-readable-picture", pictures = %counted(*count, "picture"), reason = %reason, path = %path.display()))]
    NoReadableImage {
        /// How many were tried.
        count: usize,
        /// Why the first of them failed.
        reason: String,
        /// The folder.
        path: PathBuf,
    },
    /// More files than we are willing to list.
    #[error("{}", tr!("data-too-many-files", limit = %limit, path = %path.display()))]
    TooManyFiles {
        /// The limit.
        limit: usize,
        /// The folder.
        path: PathBuf,
    },

    // Single images.
    /// Not decodable.
    #[error("{}", tr!("data-bad-picture", reason = %reason))]
    BadImage {
        /// The decoder's own words.
        reason: String,
    },
    /// A known kind that is no image we read.
    #[error("{}", tr!("data-other-kind", found = %found, advice = %advice))]
    OtherKind {
        /// What it is.
        found: &'static str,
        /// What to do about it.
        advice: &'static str,
    },
    /// A image without its end.
    #[error("{}", tr!("data-picture-cut-short", format = %format))]
    ImageCutShort {
        /// The image's format, such as `JPEG`.
        format: &'static str,
    },
    /// A header that claims too much.
    #[error("{}", tr!("data-picture-too-large", width = %width, height = %height, longest_side_px = %longest_side_px, limit_megapixels = %limit_megapixels))]
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
    #[error("{}", tr!("data-picture-file-too-large", found_mib = %found_mib, limit_mib = %limit_mib))]
    ImageFileTooLarge {
        /// What it has.
        found_mib: u64,
        /// The limit.
        limit_mib: u64,
    },

    // What a data set must be.
    /// A size nobody can work with.
    #[error("{}", tr!("data-bad-shape", max_side = %MAX_SIDE, height = %height, width = %width, channels = %channels))]
    BadShape {
        /// Rows, px.
        height: u64,
        /// Columns, px.
        width: u64,
        /// Channels.
        channels: u64,
    },
    /// No images.
    #[error("{}", tr!("data-empty-dataset"))]
    EmptyDataset,
    /// Counts that must agree do not.
    #[error("{}", tr!("data-label-count", images = %counted(*images, "picture"), labels = %counted(*labels, "label")))]
    LabelCount {
        /// How many images.
        images: usize,
        /// How many labels.
        labels: usize,
    },
    /// More classes than are told apart, as one wrong label is enough to make.
    #[error("{}", tr!("data-too-many-classes", classes = %classes, most_classes = %MOST_CLASSES))]
    TooManyClasses {
        /// How many they make.
        classes: u64,
    },
    /// A name that is too long to be kept.
    #[error("{}", tr!("data-class-name-too-long", start = %start, chars = %chars, longest_class_name = %LONGEST_CLASS_NAME))]
    ClassNameTooLong {
        /// How it begins.
        start: String,
        /// How long it is.
        chars: usize,
    },
    /// Names that are too long together.
    #[error("{}", tr!("data-class-names-too-long", classes = %classes, bytes = %bytes, most_class_name_bytes = %MOST_CLASS_NAME_BYTES))]
    ClassNamesTooLong {
        /// How many classes there are.
        classes: usize,
        /// What their names take.
        bytes: usize,
    },
    /// A label that names no class.
    #[error("{}", tr!("data-label-outside", index = *index, label = *label, classes = *classes, last = classes.saturating_sub(1)))]
    LabelOutside {
        /// Index of the image, from 0.
        index: usize,
        /// Its label.
        label: i64,
        /// How many classes there are.
        classes: usize,
    },
    /// Nothing to tell apart.
    #[error("{}", tr!("data-single-class", class = %class))]
    SingleClass {
        /// The class.
        class: String,
    },
    /// Another number of names than of classes.
    #[error("{}", tr!("data-class-name-count", given = *given, classes = *classes, known = known))]
    ClassNameCount {
        /// Names given.
        given: usize,
        /// Classes found.
        classes: usize,
        /// The classes, ready to be read.
        known: String,
    },
    /// A name that means another class already, or two.
    #[error("{}", tr!("data-class-name-taken", name = %name, class = %class))]
    ClassNameTaken {
        /// The name.
        name: String,
        /// The class that was to get it.
        class: String,
    },
    /// A part that the source does not have.
    #[error("{}", tr!("data-no-such-part", role = %role))]
    NoSuchPart {
        /// The part.
        role: Role,
    },
    /// A class that the other data set does not know.
    #[error("{}", tr!("data-unknown-class", class = %class, known = %known))]
    UnknownClass {
        /// The class.
        class: String,
        /// The classes wanted, ready to be read.
        known: String,
    },
    /// More memory than we are willing to take.
    #[error("{}", tr!("data-too-large", pictures = *images, shape = %shape, needed = *needed_mib, limit = *limit_mib))]
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
    #[error("{}", tr!("data-bad-scale", scale = %scale, offset = %offset))]
    BadScale {
        /// The scale, as text.
        scale: String,
        /// The offset, as text.
        offset: String,
    },

    // Splits and batches.
    /// A fraction that leaves nothing to train on.
    #[error("{}", tr!("data-bad-fraction", fraction = %fraction))]
    BadFraction {
        /// The fraction, as text.
        fraction: String,
    },
    /// A split with an empty side.
    #[error("{}", tr!("data-fraction-leaves-nothing", fraction = %fraction, images = %counted(*images, "picture")))]
    SplitTooSmall {
        /// The fraction, as text.
        fraction: String,
        /// How many images there are.
        images: usize,
    },
    /// Batches of nothing.
    #[error("{}", tr!("data-zero-batch"))]
    ZeroBatch,
    /// An index list that does not fit its data set.
    #[error("{}", tr!("data-index-outside", index = %index, images = %images))]
    IndexOutside {
        /// The index.
        index: usize,
        /// How many images there are.
        images: usize,
    },
    /// Images of another size than the contract's.
    #[error("{}", tr!("data-shape-mismatch", found = %found, expected = %expected))]
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

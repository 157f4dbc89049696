//! What each error says, as data.

use super::super::dataset::{LONGEST_CLASS_NAME, MOST_CLASS_NAME_BYTES, MOST_CLASSES};
use super::super::shape::MAX_SIDE;
use super::DataError;
use crate::text::{Message, counted};
use crate::{message, shown_as_message};

impl DataError {
    /// What it says, as data.
    #[must_use]
    #[expect(clippy::too_many_lines, reason = "one arm for each error")]
    pub fn message(&self) -> Message {
        match self {
            Self::UnknownBuiltin { name, known } => {
                message!("data-unknown-builtin", name = name, known = known)
            }
            Self::UnknownPart { name, part } => {
                message!("data-unknown-part", part = part, name = *name)
            }
            Self::EmptySource => message!("data-empty-source"),
            Self::PathNotUtf8 { path } => message!("data-path-not-utf8", path = path),
            Self::Missing { path } => message!("data-missing", path = path),
            Self::Unreadable { reason, path } => {
                message!("data-unreadable", reason = reason, path = path)
            }
            Self::NotAFile {
                expected,
                found,
                path,
            } => message!(
                "data-not-a-file",
                expected = Message::new(expected),
                found = Message::new(found),
                path = path
            ),
            Self::EmptyFile { path } => message!("data-empty-file", path = path),
            Self::Canceled => message!("data-canceled"),
            Self::WebPage { path } => message!("data-web-page", path = path),
            Self::SingleImage { format, path } => {
                message!("data-single-picture", format = *format, path = path)
            }
            Self::WrongKind {
                found,
                advice,
                path,
            } => message!(
                "data-wrong-kind",
                found = Message::new(found),
                advice = Message::new(advice),
                path = path
            ),
            Self::UnknownKind { path } => message!("data-unknown-kind", path = path),
            Self::BrokenHdf5 { reason, path } => {
                message!("data-broken-hdf5", reason = reason, path = path)
            }
            Self::NewerHdf5 { reason, path } => {
                message!("data-newer-hdf5", reason = reason, path = path)
            }
            Self::ArrayBeyondFile {
                array,
                claimed_bytes,
                file_bytes,
                path,
            } => message!(
                "data-array-beyond-file",
                array = array,
                claimed_bytes = *claimed_bytes,
                file_bytes = *file_bytes,
                path = path
            ),
            Self::NotOneHot {
                array,
                found,
                index,
                marks,
                path,
            } => message!(
                "data-not-one-hot",
                array = array,
                found = found,
                index = *index,
                classes = counted(*marks, "class"),
                path = path
            ),
            Self::NoCourseKeys { found, path } => {
                message!("data-no-course-keys", found = found, path = path)
            }
            Self::MissingArray {
                present,
                missing,
                path,
            } => message!(
                "data-missing-array",
                present = present,
                missing = missing,
                path = path
            ),
            Self::BadArrayShape {
                array,
                found,
                expected,
                path,
            } => message!(
                "data-bad-array-shape",
                array = array,
                found = found,
                expected = expected,
                path = path
            ),
            Self::BadArrayType {
                array,
                found,
                expected,
                path,
            } => message!(
                "data-bad-array-type",
                array = array,
                found = found,
                expected = Message::new(expected),
                path = path
            ),
            Self::ArrayTooLarge {
                array,
                claimed_bytes,
                limit_bytes,
                path,
            } => message!(
                "data-array-too-large",
                array = array,
                claimed_bytes = *claimed_bytes,
                limit_bytes = *limit_bytes,
                path = path
            ),
            Self::ShortArray {
                array,
                expected,
                found,
                path,
            } => message!(
                "data-short-array",
                array = array,
                expected = *expected,
                found = *found,
                path = path
            ),
            Self::BadPixelRange {
                array,
                lowest,
                highest,
                path,
            } => message!(
                "data-bad-pixel-range",
                array = array,
                lowest = figure(*lowest),
                highest = figure(*highest),
                path = path
            ),
            Self::Damaged { kind, reason, path } => message!(
                "data-damaged",
                kind = Message::new(kind),
                reason = reason,
                path = path
            ),
            Self::NoArrayPair { found, path } => {
                message!("data-no-array-pair", found = found, path = path)
            }
            Self::BadTable { reason, path } => {
                message!("data-bad-table", reason = reason, path = path)
            }
            Self::ArchiveOfFiles { files, path } => {
                message!("data-archive-of-files", files = files, path = path)
            }
            Self::ArchiveTooLarge { limit_gib, path } => {
                message!("data-archive-too-large", limit = *limit_gib, path = path)
            }
            Self::EmptyFolder { path } => message!("data-empty-folder", path = path),
            Self::FolderOfFiles { files, path } => {
                message!("data-folder-of-files", files = files, path = path)
            }
            Self::NoLabelInName { example, path } => {
                message!("data-no-label-in-name", example = example, path = path)
            }
            Self::ReadingFindsNothing { reading, path } => message!(
                "data-reading-finds-nothing",
                reading = *reading,
                path = path
            ),
            Self::NoReadableImage {
                count,
                reason,
                path,
            } => message!(
                "data-no-readable-picture",
                pictures = counted(*count, "picture"),
                reason = reason,
                path = path
            ),
            Self::TooManyFiles { limit, path } => {
                message!("data-too-many-files", limit = *limit, path = path)
            }
            Self::BadImage { reason } => message!("data-bad-picture", reason = reason),
            Self::OtherKind { found, advice } => message!(
                "data-other-kind",
                found = Message::new(found),
                advice = Message::new(advice)
            ),
            Self::ImageCutShort {
                format: Some(format),
            } => message!("data-picture-cut-short", format = *format),
            Self::ImageCutShort { format: None } => message!("data-any-picture-cut-short"),
            Self::ImageTooLarge {
                width,
                height,
                longest_side_px,
                limit_megapixels,
            } => message!(
                "data-picture-too-large",
                width = *width,
                height = *height,
                longest_side_px = *longest_side_px,
                limit_megapixels = *limit_megapixels
            ),
            Self::ImageFileTooLarge {
                found_mib,
                limit_mib,
            } => message!(
                "data-picture-file-too-large",
                found_mib = *found_mib,
                limit_mib = *limit_mib
            ),
            Self::BadShape {
                height,
                width,
                channels,
            } => message!(
                "data-bad-shape",
                max_side = MAX_SIDE,
                height = *height,
                width = *width,
                channels = *channels
            ),
            Self::EmptyDataset => message!("data-empty-dataset"),
            Self::LabelCount { images, labels } => message!(
                "data-label-count",
                images = counted(*images, "picture"),
                labels = counted(*labels, "label")
            ),
            Self::TooManyClasses { classes } => message!(
                "data-too-many-classes",
                classes = *classes,
                most_classes = MOST_CLASSES
            ),
            Self::ClassNameTooLong { start, chars } => message!(
                "data-class-name-too-long",
                start = start,
                chars = *chars,
                longest_class_name = LONGEST_CLASS_NAME
            ),
            Self::ClassNamesTooLong { classes, bytes } => message!(
                "data-class-names-too-long",
                classes = *classes,
                bytes = *bytes,
                most_class_name_bytes = MOST_CLASS_NAME_BYTES
            ),
            Self::LabelOutside {
                index,
                label,
                classes,
            } => message!(
                "data-label-outside",
                index = *index,
                label = *label,
                classes = *classes,
                last = classes.saturating_sub(1)
            ),
            Self::SingleClass { class } => message!("data-single-class", class = class),
            Self::ClassNameCount {
                given,
                classes,
                known,
            } => message!(
                "data-class-name-count",
                given = *given,
                classes = *classes,
                known = known
            ),
            Self::ClassNameTaken { name, class } => {
                message!("data-class-name-taken", name = name, class = class)
            }
            Self::NoSuchPart { role } => message!("data-no-such-part", role = role.message()),
            Self::UnknownClass { class, known } => {
                message!("data-unknown-class", class = class, known = known)
            }
            Self::NoScratch {
                needed_mib,
                reason,
                folder,
            } => {
                message!(
                    "data-no-scratch",
                    needed = *needed_mib,
                    reason = reason,
                    folder = folder
                )
            }
            Self::ImageLost { index } => message!("data-picture-lost", index = *index),
            Self::DatasetTooLarge {
                images,
                shape,
                needed_mib,
                limit_mib,
            } => {
                message!("data-too-large", pictures = *images, shape = %shape, needed = *needed_mib, limit = *limit_mib)
            }
            Self::BadScale { scale, offset } => {
                message!("data-bad-scale", scale = scale, offset = offset)
            }
            Self::BadFraction { fraction } => message!("data-bad-fraction", fraction = fraction),
            Self::SplitTooSmall { fraction, images } => message!(
                "data-fraction-leaves-nothing",
                fraction = fraction,
                images = counted(*images, "picture")
            ),
            Self::ZeroBatch => message!("data-zero-batch"),
            Self::IndexOutside { index, images } => {
                message!("data-index-outside", index = *index, images = *images)
            }
            Self::ShapeMismatch { found, expected } => {
                message!("data-shape-mismatch", found = %found, expected = %expected)
            }
        }
    }
}

/// A number of an array, which may be none.
fn figure(value: f32) -> Message {
    if value.is_finite() {
        Message::words(value.to_string())
    } else {
        message!("no-finite-number")
    }
}

shown_as_message!(DataError);

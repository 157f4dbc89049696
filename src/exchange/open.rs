//! From a path to a project, whichever program has written the file.

use std::collections::BTreeMap;
use std::path::Path;

use super::error::ImportError;
use super::foreign::ForeignModel;
use super::imported::Imported;
use super::joining::join;
use super::report::Report;
use super::{Choices, Open, keras, onnx, own_weights, picture, pytorch};
use crate::data::is_web_page;
use crate::files::Source;
use crate::message;
use crate::text::Message;

/// Endings of files that are meant as networks, whatever lies in them. Those of JSON and `.bin` may be anything.
const ENDINGS: [&str; 12] = [
    "keras",
    "h5",
    "hdf5",
    "onnx",
    "pt",
    "pth",
    "pt2",
    "ptl",
    "safetensors",
    "ckpt",
    "tflite",
    "pb",
];

/// Enough of a file to know its format by.
const HEAD_BYTES: u64 = 4096;

/// The largest file that is looked at: the largest network of keras.applications takes 1.4 GB.
const LARGEST_FILE_BYTES: u64 = 16 << 30;

/// A file before it is read.
#[derive(Debug)]
pub(super) struct Head<'a> {
    /// Where it is.
    pub path: &'a Path,
    /// What it begins with.
    pub bytes: &'a [u8],
}

/// Asked from time to time: whether nobody wants the file any more.
pub type IsCanceled<'a> = &'a dyn Fn() -> bool;

/// A format that can be read.
struct Format {
    knows: fn(&Head<'_>) -> bool,
    read: fn(&Path, &mut Report, IsCanceled<'_>) -> Result<ForeignModel, ImportError>,
}

/// The formats; the first one that knows a file reads it.
const FORMATS: &[Format] = &[
    Format {
        knows: pytorch::knows,
        read: pytorch::read,
    },
    Format {
        knows: keras::knows,
        read: keras::read,
    },
    Format {
        knows: onnx::knows,
        read: onnx::read,
    },
];

/// What a file is, as far as its beginning tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileKind {
    /// A network or weights of another program.
    Network,
    /// A drawing that holds a project.
    Drawing,
    /// A PNG or SVG that holds none.
    Picture,
    /// HDF5 in which nothing is of Keras: data, as a rule.
    OtherHdf5,
    /// Anything else.
    Other,
}

impl FileKind {
    /// What the file at `path` is: quick, and wrong only about damaged files. Looks further into HDF5 files, which hold
    /// anything.
    #[must_use]
    pub fn of(path: &Path) -> Self {
        let found = || {
            let bytes = head_of(path)?;
            Ok::<_, ImportError>(Self::of_head(&Head {
                path,
                bytes: &bytes,
            }))
        };
        match path.is_file().then(found) {
            Some(Ok(Self::Network)) if keras::is_hdf5_of_others(path) => Self::OtherHdf5,
            Some(Ok(kind)) => kind,
            Some(Err(_)) | None => Self::Other,
        }
    }

    fn of_head(head: &Head<'_>) -> Self {
        match () {
            () if picture::knows(head) => Self::Drawing,
            () if picture::is_picture(head) => Self::Picture,
            () if format_of(head).is_some() => Self::Network,
            () => Self::Other,
        }
    }
}

fn format_of(head: &Head<'_>) -> Option<&'static Format> {
    FORMATS.iter().find(|format| (format.knows)(head))
}

/// What the file at `path` begins with.
fn head_of(path: &Path) -> Result<Vec<u8>, ImportError> {
    let mut source = Source::open(path, LARGEST_FILE_BYTES)?;
    let mut bytes = vec![0; source.len_bytes().min(HEAD_BYTES) as usize];
    source.read(&mut bytes)?;
    Ok(bytes)
}

/// Whether the file at `path` is called as networks of other programs are.
#[must_use]
pub fn is_called_a_network(path: &Path) -> bool {
    let ending = path.extension().unwrap_or_default();
    ENDINGS
        .iter()
        .any(|known| ending.eq_ignore_ascii_case(known))
}

/// Why the folder at `path` cannot be opened, where another program keeps a network in folders like it.
#[must_use]
pub fn fault_of_folder(path: &Path) -> Option<ImportError> {
    let has = |name: &str| path.join(name).is_file();
    let reason = match () {
        () if !path.is_dir() => return None,
        () if has("saved_model.pb") || has("keras_metadata.pb") => message!("import-saved-model"),
        () if has("config.json") && has("model.weights.h5") => message!("import-unpacked-keras"),
        () => return None,
    };
    Some(ImportError::content(path, reason))
}

/// What is wrong with a file that is in no format which is known here.
fn unknown(head: &Head<'_>) -> Message {
    match () {
        () if head.bytes.is_empty() => message!("import-empty"),
        () if is_web_page(head.bytes) => message!("import-web-page"),
        () if keras::is_damaged_archive(head) => message!("import-damaged-archive"),
        () => message!("import-unknown-format"),
    }
}

/// The project that the file at `path` becomes, with its weights and the report of what became of everything in it. Takes
/// seconds where the file is large: `is_canceled` is asked meanwhile.
///
/// # Errors
/// Where the file cannot be read, is of no known format, or something in it cannot be had: then everything that was found
/// is in the error.
pub fn open(
    path: &Path,
    choices: &Choices,
    is_canceled: IsCanceled<'_>,
) -> Result<Imported, ImportError> {
    if let Some(error) = fault_of_folder(path) {
        return Err(error);
    }
    let bytes = head_of(path)?;
    let head = Head {
        path,
        bytes: &bytes,
    };
    if picture::is_picture(&head) {
        return Ok(Imported {
            project: picture::project(path)?,
            weights: None,
            metadata: None,
            writer: "Netsmith".to_owned(),
            report: Report::default(),
            names: BTreeMap::new(),
            open: Open::default(),
            is_drawing: true,
        });
    }
    if pytorch::knows(&head)
        && let Some(own) = own_weights::open(path, is_canceled)?
    {
        return Ok(own);
    }
    let Some(format) = format_of(&head) else {
        return Err(ImportError::content(path, unknown(&head)));
    };
    let mut report = Report::default();
    let refused = |report: Box<Report>| ImportError::Refused {
        report,
        path: path.to_owned(),
    };
    let mut model = (format.read)(path, &mut report, is_canceled)?;
    if is_canceled() {
        return Err(ImportError::Canceled);
    }
    if report.is_refused() {
        return Err(refused(Box::new(report)));
    }
    if model.name.trim().is_empty() {
        let stem = path.file_stem().unwrap_or_default();
        model.name = stem.to_string_lossy().into_owned();
    }
    let about = std::mem::take(&mut model.about);
    let imported = join(model, report, choices).map_err(refused)?;
    if is_canceled() {
        return Err(ImportError::Canceled);
    }
    // Whoever says how the file is to be read wants the file.
    Ok(if *choices == Choices::default() {
        about.taken(imported)
    } else {
        imported
    })
}

//! Files of PyTorch's: weights with names and no network. torchvision's residual networks are rebuilt from them; the weights of
//! others go into an open network.
//! Never runs what a pickle names: the reader knows a few names of PyTorch's and makes plain data of them.

mod fitting;
mod order;
mod resnet;
mod stored;
#[cfg(test)]
mod tests;
mod turning;

pub(super) use fitting::{roles, turns};
pub(super) use stored::Stored;
pub use turning::Turn;
pub(super) use turning::{turned, turned_shape};

use std::path::Path;

use super::keras::is_archive as is_archive_of_keras;
use super::open::{Head, IsCanceled};
use super::{ForeignModel, ImportError, Report};
use crate::files::Source;
use crate::message;

/// What files of PyTorch's names end in.
const ENDINGS: [&str; 7] = ["pt", "pth", "bin", "ckpt", "safetensors", "pt2", "ptl"];

/// What a stream of PyTorch 1.5 and before begins with: a number that only it begins with, pickled.
const LEGACY: &[u8] = &[
    0x80, 2, 0x8a, 10, 0x6c, 0xfc, 0x9c, 0x46, 0xf9, 0x20, 0x6a, 0xa8, 0x50, 0x19,
];

const SIGNATURE_OF_ZIP: &[u8] = b"PK\x03\x04";

/// Whether a file is one of PyTorch's, whatever it is called where nothing else has its form.
pub(super) fn knows(head: &Head<'_>) -> bool {
    let ending = head
        .path
        .extension()
        .map(|it| it.to_string_lossy().to_lowercase());
    let is_named_so = ending.is_some_and(|ending| ENDINGS.contains(&ending.as_str()));
    let begins = |with: &[u8]| head.bytes.starts_with(with);
    let is_archive = begins(SIGNATURE_OF_ZIP);
    if is_archive {
        return stored::holds_pickle(head.path) || is_named_so && !is_archive_of_keras(head.path);
    }
    begins(LEGACY) || is_named_so && (begins(&[0x80]) || stored::is_safetensors(head.bytes))
}

/// The network in a file of PyTorch's.
///
/// # Errors
/// Where it cannot be read, or holds weights of which no network is known.
pub(super) fn read(
    path: &Path,
    report: &mut Report,
    _is_canceled: IsCanceled<'_>,
) -> Result<ForeignModel, ImportError> {
    let stored = stored::read(path)?;
    if resnet::knows(&stored) {
        return Ok(resnet::model(&stored, report));
    }
    let count = stored.tensors.len();
    Err(ImportError::content(
        path,
        message!("import-torch-weights-only", count = count),
    ))
}

/// Whether the file at `path` holds weights of PyTorch's.
pub(super) fn is_here(path: &Path) -> bool {
    let mut bytes = [0; 16];
    let begins = Source::open(path, u64::MAX).and_then(|mut source| source.read(&mut bytes));
    begins.is_ok()
        && knows(&Head {
            path,
            bytes: &bytes,
        })
}

/// The tensors of the file at `path`.
///
/// # Errors
/// Where it cannot be read, or holds none.
pub(super) fn read_tensors(path: &Path) -> Result<Stored, ImportError> {
    stored::read(path)
}

//! Files of PyTorch's: weights with names and no network. torchvision's residual networks are rebuilt from them; the weights of
//! others go into an open network.
//! Never runs what a pickle names: the reader knows a few names of PyTorch's and makes plain data of them.

mod mapping;
mod order;
mod resnet;
mod stored;
#[cfg(test)]
mod tests;
mod turning;

pub use mapping::{Mapping, Offered, Reason, Row};
pub use turning::Turn;

use std::path::Path;

use super::open::{Head, IsCanceled};
use super::{Fate, ForeignModel, ImportError, Report};
use crate::engine::Network;
use crate::engine::device::device_named;
use crate::engine::weights::NamedArray;
use crate::files::Source;
use crate::graph::Flat;
use crate::message;
use stored::Stored;

/// What files of PyTorch's names end in.
const ENDINGS: [&str; 5] = ["pt", "pth", "bin", "ckpt", "safetensors"];

/// What a stream of PyTorch 1.5 and before begins with: a number that only it begins with, pickled.
const LEGACY: &[u8] = &[
    0x80, 2, 0x8a, 10, 0x6c, 0xfc, 0x9c, 0x46, 0xf9, 0x20, 0x6a, 0xa8, 0x50, 0x19,
];

/// Whether a file is one of PyTorch's.
pub(super) fn knows(head: &Head<'_>) -> bool {
    let ending = head
        .path
        .extension()
        .map(|it| it.to_string_lossy().to_lowercase());
    let is_named_so = ending.is_some_and(|ending| ENDINGS.contains(&ending.as_str()));
    let begins = |with: &[u8]| head.bytes.starts_with(with);
    begins(LEGACY)
        || is_named_so
            && (begins(b"PK\x03\x04") || begins(&[0x80]) || stored::is_safetensors(head.bytes))
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

/// The weights of the file at `path` put into a network of ours, as far as they fit; what gets none stays as it begins.
///
/// # Errors
/// Where the file cannot be read, or nothing of it fits.
pub(super) fn load_into(
    path: &Path,
    flat: &Flat,
    seed: u64,
    report: &mut Report,
) -> Result<Vec<NamedArray>, ImportError> {
    let file = WeightsFile::open(path)?;
    let mapping = file.mapping(flat);
    let mut weights = Network::build(flat, seed, &device_named("cpu")?)?.weights()?;
    file.put(&mapping, &mut weights);
    let mut is_any = false;
    for (index, row) in mapping.rows.iter().enumerate() {
        match (row.source, mapping.lack(index)) {
            (Some((tensor, Reason::Order | Reason::Shape)), _) => {
                let name = &mapping.tensors[tensor].name;
                let message = message!("mapping-by-shape", weight = row.weight, tensor = name);
                report.tell(Fate::Translated, &row.layer, message);
                is_any = true;
            }
            (Some(_), _) => is_any = true,
            (None, Some(lack)) => {
                let message = message!("mapping-gets-nothing", weight = row.weight, reason = lack);
                report.tell(Fate::LeftOut, &row.layer, message);
            }
            (None, None) => {}
        }
    }
    for tensor in mapping.left_over() {
        let message = message!(
            "import-torch-unused",
            tensor = &mapping.tensors[tensor].name
        );
        report.tell_of_file(Fate::LeftOut, message);
    }
    if is_any {
        return Ok(weights);
    }
    report.tell_of_file(Fate::Refused, message!("import-weights-of-another"));
    Err(ImportError::Refused {
        report: Box::new(report.clone()),
        path: path.to_owned(),
    })
}

/// Weights of a file for an open network.
#[derive(Debug)]
pub struct WeightsFile(Stored);

impl WeightsFile {
    /// The weights in the file at `path`.
    ///
    /// # Errors
    /// Where it cannot be read, or holds none.
    pub fn open(path: &Path) -> Result<Self, ImportError> {
        stored::read(path).map(Self)
    }

    /// What the weights of a network seem to get.
    #[must_use]
    pub fn mapping(&self, flat: &Flat) -> Mapping {
        Mapping::proposed(&self.0, flat)
    }

    /// Puts what the mapping says into the network's weights; the others stay as they are.
    pub fn put(&self, mapping: &Mapping, weights: &mut [NamedArray]) {
        mapping.applied(&self.0, weights);
    }
}

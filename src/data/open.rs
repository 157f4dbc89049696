//! The one door to data: from a [`DataSource`] to data sets in memory.

use std::ops::ControlFlow;
use std::path::Path;

use super::contract::Contract;
use super::dataset::Dataset;
use super::error::DataError;
use super::readers;
use super::sniff::{Kind, sniff};
use super::source::DataSource;

/// What a source holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Loaded {
    /// The part to train on; the only part where there is one.
    pub train: Dataset,
    /// The part the source itself holds out, such as `test_set_x` in the same file.
    pub test: Option<Dataset>,
}

/// How a source is opened.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct OpenOptions {
    /// The network's contract, which decides the size of the pictures. Without one they keep their own size where all
    /// agree, and become 64 × 64 RGB where they do not.
    pub contract: Option<Contract>,
}

/// How far opening has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// Pictures read.
    pub done: usize,
    /// Pictures in all.
    pub total: usize,
}

/// Called from several threads while opening; `Break` stops it.
pub type OnProgress<'a> = &'a (dyn Fn(Progress) -> ControlFlow<()> + Sync);

/// Opens a data set. Blocks; call it on a worker thread where somebody waits for a picture on the screen.
///
/// # Errors
/// A sentence for everything that a path or a file can do to us; [`DataError::Cancelled`] if `on_progress` said so.
pub fn open(
    source: &DataSource,
    options: &OpenOptions,
    on_progress: OnProgress<'_>,
) -> Result<Loaded, DataError> {
    let loaded = match source {
        DataSource::Builtin(builtin, part) => readers::builtin::read(*builtin, *part)?,
        DataSource::Path(path) => open_path(path, options, on_progress)?,
    };
    match &options.contract {
        Some(contract) => fitted(loaded, contract),
        None => Ok(loaded),
    }
}

/// [`open`] without progress and without a way to stop it.
///
/// # Errors
/// As [`open`].
pub fn open_quietly(source: &DataSource, options: &OpenOptions) -> Result<Loaded, DataError> {
    open(source, options, &|_| ControlFlow::Continue(()))
}

fn open_path(
    path: &Path,
    options: &OpenOptions,
    on_progress: OnProgress<'_>,
) -> Result<Loaded, DataError> {
    match sniff(path)? {
        Kind::Hdf5 => readers::course_hdf5::read(path, on_progress),
        Kind::Folder => {
            let train = readers::folder::read(path, options.contract.as_ref(), on_progress)?;
            Ok(Loaded { train, test: None })
        }
    }
}

fn fitted(loaded: Loaded, contract: &Contract) -> Result<Loaded, DataError> {
    let train = loaded.train.fit_to(contract)?.into_owned();
    let test = loaded
        .test
        .map(|test| test.fit_to(contract).map(std::borrow::Cow::into_owned))
        .transpose()?;
    Ok(Loaded { train, test })
}

//! The one door to data: from a [`DataSource`] to data sets in memory.

use std::borrow::Cow;
use std::ops::ControlFlow;
use std::path::Path;

use super::beside;
use super::contract::Contract;
use super::dataset::Dataset;
use super::error::DataError;
use super::labels::Reading;
use super::naming::{ClassNames, Naming};
use super::readers::{self, Meter};
use super::role::Role;
use super::sniff::{Kind, sniff};
use super::source::DataSource;
use super::taken::Taken;

/// What a source holds.
#[derive(Debug, Clone, PartialEq)]
pub struct Loaded {
    /// The part to train on; the only part where there is one.
    pub train: Dataset,
    /// The part that the source sets aside for validation, such as a folder `val`.
    pub validation: Option<Dataset>,
    /// The part that the source holds out for the end, such as `test_set_x` in the same file.
    pub test: Option<Dataset>,
    /// What was taken for what.
    pub taken: Taken,
}

impl Loaded {
    /// From parts of which the first is the training part.
    pub(super) fn of_parts(parts: Vec<(Role, Dataset)>, taken: Taken) -> Result<Self, DataError> {
        let mut parts = parts.into_iter();
        let (_, train) = parts.next().ok_or(DataError::EmptyDataset)?;
        let mut loaded = Self {
            train,
            validation: None,
            test: None,
            taken,
        };
        for (role, dataset) in parts {
            // A part in which the last class never occurs has fewer; whoever needs the others says what is unknown.
            let matched = dataset
                .with_classes(loaded.train.classes())
                .map(Cow::into_owned);
            *loaded.held_out(role) = Some(matched.unwrap_or(dataset));
        }
        Ok(loaded)
    }

    /// The place of a held-out part.
    pub(super) fn held_out(&mut self, role: Role) -> &mut Option<Dataset> {
        match role {
            Role::Validation => &mut self.validation,
            Role::Training | Role::Test => &mut self.test,
        }
    }

    /// One part by itself.
    ///
    /// # Errors
    /// [`DataError::NoSuchPart`].
    pub fn part(&self, role: Role) -> Result<&Dataset, DataError> {
        let part = match role {
            Role::Training => Some(&self.train),
            Role::Validation => self.validation.as_ref(),
            Role::Test => self.test.as_ref(),
        };
        part.ok_or(DataError::NoSuchPart { role })
    }

    fn map(
        self,
        change: impl Fn(Dataset) -> Result<Dataset, DataError>,
    ) -> Result<Self, DataError> {
        Ok(Self {
            train: change(self.train)?,
            validation: self.validation.map(&change).transpose()?,
            test: self.test.map(&change).transpose()?,
            taken: self.taken,
        })
    }
}

/// How a source is opened.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct OpenOptions {
    /// The network's contract, which decides the size of the pictures. Without one they keep their own size where all
    /// agree, and become 64 × 64 RGB where they do not.
    pub contract: Option<Contract>,
    /// Where labels are read; `None` takes what fits.
    pub labels: Option<Reading>,
    /// What classes are called.
    pub classes: ClassNames,
}

/// How far opening has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// Pictures read.
    pub done: usize,
    /// Pictures in all; 0 while they are still being looked for.
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
    let meter = Meter::new(on_progress);
    let mut loaded = match source {
        DataSource::Builtin(builtin, part) => readers::builtin::read(*builtin, *part)?,
        DataSource::Path(path) => {
            let mut loaded = open_path(path, options, &meter)?;
            beside::join(path, options, &meter, &mut loaded)?;
            loaded
        }
    };
    let path = match source {
        DataSource::Path(path) => Some(path.as_path()),
        DataSource::Builtin(..) => None,
    };
    let naming = Naming::new(&options.classes, path, &mut loaded.train)?;
    loaded.taken.names.clone_from(&naming.names);
    let loaded = loaded.map(|part| naming.apply(part))?;
    match &options.contract {
        Some(contract) => loaded.map(|part| Ok(part.fit_to(contract)?.into_owned())),
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

/// What lies at a path, without what lies beside it.
pub(super) fn open_path(
    path: &Path,
    options: &OpenOptions,
    meter: &Meter<'_>,
) -> Result<Loaded, DataError> {
    match sniff(path)? {
        Kind::Hdf5 => readers::course_hdf5::read(path, meter),
        Kind::Folder => readers::folder::read(path, options, meter),
    }
}

//! The one door to data: from a [`DataSource`] to data sets in memory.

use std::borrow::Cow;
use std::ops::ControlFlow;
use std::path::Path;

use super::beside;
use super::changes::ChangesOf;
use super::contract::Contract;
use super::dataset::Dataset;
use super::error::DataError;
use super::labels::Reading;
use super::naming::{ClassNames, Naming};
use super::readers::{self, Meter};
use super::role::Role;
use super::sniff::{Kind, sniff};
use super::source::DataSource;
use super::split::split;
use super::taken::Taken;
use crate::text::say;

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

/// Chooses the images that are kept for the end.
const SEED_OF_THE_END: u64 = 0x7e57;

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

    /// The part to validate on, where the source as a whole was chosen for that: the one that is set aside for it, else what
    /// is held out, else all.
    #[must_use]
    pub fn into_validation(self) -> Dataset {
        self.validation.or(self.test).unwrap_or(self.train)
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

    /// What the source sets aside for validation is kept for the end instead.
    ///
    /// # Errors
    /// [`DataError::NoSuchPart`].
    pub fn keep_validation_for_the_end(&mut self) -> Result<(), DataError> {
        let part = self.validation.take();
        self.test = Some(part.ok_or(DataError::NoSuchPart {
            role: Role::Validation,
        })?);
        self.taken
            .parts
            .retain(|part| part.role != Role::Validation);
        Ok(())
    }

    /// A share of each class of the training part is kept for the end. Which images these are does not hang on the seed
    /// of a training: another one must not have learned from them.
    ///
    /// # Errors
    /// A share that leaves nothing on one side.
    pub fn keep_share_for_the_end(&mut self, share: f64) -> Result<(), DataError> {
        let parts = split(&self.train, share, SEED_OF_THE_END)?;
        let test = self.train.picked(&parts.validation)?;
        self.train = self.train.picked(&parts.train)?;
        self.test = Some(test);
        Ok(())
    }

    /// The same data as a project has it: with pictures added, left out and labeled otherwise.
    fn with_own(
        self,
        own: &ChangesOf,
        options: &OpenOptions,
        on_progress: OnProgress<'_>,
    ) -> Result<Self, DataError> {
        let contract = options.contract.as_ref();
        let mut joined = self.with_collected(&own.collected, contract, on_progress)?;
        if let ClassNames::Each(names) = &options.classes {
            // Those of the data itself have their names already.
            let mut all = joined.taken.names.clone();
            all.extend(names.clone());
            joined = joined.map(|part| Ok(part.renamed(&all)))?;
        }
        Ok(joined.changed(&own.changes)?.into_owned())
    }

    /// Images in all parts.
    fn image_count(&self) -> usize {
        let held_out = self.validation.iter().chain(&self.test);
        self.train.len() + held_out.map(Dataset::len).sum::<usize>()
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
    /// The network's contract, which decides the size of the images. Without one they keep their own size where all
    /// agree, and become 64 × 64 RGB where they do not.
    pub contract: Option<Contract>,
    /// Where labels are read; `None` takes what fits.
    pub labels: Option<Reading>,
    /// What classes are called.
    pub classes: ClassNames,
    /// What becomes of single images of the data that is named there.
    pub changes: Option<ChangesOf>,
}

/// What is being done with images.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Stage {
    /// They are read.
    #[default]
    Reading,
    /// They are brought to the network's size.
    Fitting,
    /// They are compared with each other.
    Comparing,
}

impl Stage {
    /// All of them, in the order in which they come.
    pub const ALL: [Self; 3] = [Self::Reading, Self::Fitting, Self::Comparing];

    /// "Reading", for a line that says of what.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Reading => say("stage-reading"),
            Self::Fitting => say("stage-resizing"),
            Self::Comparing => say("stage-comparing"),
        }
    }
}

/// How far the work on a data set has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// What is being done.
    pub stage: Stage,
    /// Images done.
    pub done: usize,
    /// Images in all; 0 while they are still being looked for.
    pub total: usize,
}

/// Called from several threads during the work; `Break` stops it.
pub type OnProgress<'a> = &'a (dyn Fn(Progress) -> ControlFlow<()> + Sync);

/// Opens a data set. Blocks; call it on a worker thread where somebody waits for a image on the screen.
///
/// # Errors
/// A sentence for everything that a path or a file can do to us; [`DataError::Canceled`] if `on_progress` said so.
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
    let mut loaded = loaded.with_keys()?.map(|part| naming.apply(part))?;
    if let Some(own) = options.changes.as_ref().filter(|own| own.is_of(source)) {
        loaded = loaded.with_own(own, options, on_progress)?;
    }
    let Some(contract) = &options.contract else {
        return Ok(loaded);
    };
    meter.begin(Stage::Fitting, loaded.image_count());
    loaded.map(|part| part.fit_with(contract, &meter))
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
        Kind::Array => readers::arrays::read_file(path, meter),
        Kind::Batch => readers::arrays::read_batch(path, meter),
        Kind::Table => readers::table::read(path, options, meter),
        Kind::Archive(packing) => readers::packed::read(path, packing, options, meter),
    }
}

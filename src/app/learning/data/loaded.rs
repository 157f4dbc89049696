//! A data set in memory with the report on it, and reading it.

use super::wanted::Wanted;
use crate::app::jobs::Outlet;
use crate::data::{
    ClassNames, DataError, DataSource, Dataset, Explored, Loaded, OpenOptions, Progress, Role,
    Taken, explore_watched, held_back, identity, open,
};
use crate::engine::train::{choose_test, facts_of};
use crate::graph::DataFacts;
use crate::project::TrainingSettings;
use crate::recipe::{HeldOut, Validation};
use crate::text::Message;
use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::sync::{Arc, Mutex, PoisonError};

/// A data set in memory and the report on it.
#[derive(Debug, Clone)]
pub struct LoadedData {
    /// Where it came from.
    pub source: DataSource,
    /// The part to train on.
    pub train: Arc<Dataset>,
    /// The part that is set aside for validation: the data's own, or other data that was chosen.
    pub validation: Option<Arc<Dataset>>,
    /// The part for the end: the data's own, or other data that was chosen.
    pub test: Option<Arc<Dataset>>,
    /// What was taken for what.
    pub taken: Taken,
    /// Counts, copies, warnings.
    pub explored: Explored,
    /// Which data it is, wherever it lies; `None` for what comes with the program.
    pub fingerprint: Option<String>,
    /// Why other data that was chosen for a part could not be read.
    pub faults: Vec<(Role, Message)>,
    /// What the project leaves out of each part.
    pub left_out: Vec<(Role, Arc<Dataset>)>,
    /// The data as it lies on the disk, whatever the project makes of it.
    pub base: Arc<Base>,
}

/// What was read, before parts are chosen and pictures are left out or labeled otherwise.
#[derive(Debug)]
pub struct Base {
    own: Loaded,
    /// Other data, for its parts.
    others: Mutex<Vec<(DataSource, Loaded)>>,
}

impl Base {
    /// The parts of the data.
    pub fn parts(&self) -> impl Iterator<Item = &Dataset> {
        let roles = Role::ALL.into_iter();
        roles.filter_map(|role| self.own.part(role).ok())
    }

    /// Other data, read at most once.
    fn other(
        &self,
        source: &DataSource,
        read: impl FnOnce() -> Result<Loaded, DataError>,
    ) -> Result<Loaded, DataError> {
        let mut others = self.others.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, known)) = others.iter().find(|(other, _)| other == source) {
            return Ok(known.clone());
        }
        let loaded = read()?;
        others.push((source.clone(), loaded.clone()));
        Ok(loaded)
    }
}

/// Why a data set could not be read.
#[derive(Debug, Clone, PartialEq)]
pub struct Unread {
    /// A sentence.
    pub fault: Message,
    /// Whether the labels are the reason, so that reading them in another way may help.
    pub is_of_labels: bool,
}

impl From<DataError> for Unread {
    fn from(error: DataError) -> Self {
        let is_of_labels = matches!(
            error,
            DataError::NoLabelInName { .. }
                | DataError::ReadingFindsNothing { .. }
                | DataError::TooManyClasses { .. }
                | DataError::EmptyFolder { .. }
        );
        Self {
            fault: sentence(error),
            is_of_labels,
        }
    }
}

impl Unread {
    /// For a reason that has nothing to do with what is read.
    pub(super) fn otherwise(fault: Message) -> Self {
        Self {
            fault,
            is_of_labels: false,
        }
    }
}

/// What a worker sends.
pub(super) type Read = Result<LoadedData, Unread>;

impl LoadedData {
    /// What a network must match.
    pub fn facts(&self) -> DataFacts {
        facts_of(&self.train)
    }

    /// Its short name: a built-in's word, a file's or folder's name.
    pub fn title(&self) -> Message {
        match &self.source {
            DataSource::Builtin(..) => self.source.message(),
            DataSource::Path(_) => self.train.name().into(),
        }
    }

    /// Which parts it has beside the one to train on, apart from other data that was chosen.
    pub fn held_out(&self) -> HeldOut {
        let has = |role| self.taken.parts.iter().any(|part| part.role == role);
        HeldOut {
            has_validation: has(Role::Validation),
            has_test: self.test.is_some(),
        }
    }

    /// How many pictures of it are learned from in an epoch, as `settings` divide it.
    pub fn images_in_epoch(&self, settings: &TrainingSettings) -> usize {
        let settled = settings.settled(self.held_out());
        let images = self.train.len();
        match settled.validation {
            Validation::Default | Validation::Split => {
                // Where nobody chose and there are too few to hold any back, all are learned from.
                images - held_back(images, settled.recipe.validation_split).min(images - 1)
            }
            Validation::ValidationPart
            | Validation::TestPart
            | Validation::Source(_)
            | Validation::None => images,
        }
    }

    /// The held-out parts, with what each is for.
    pub fn parts(&self) -> impl Iterator<Item = (Role, &Arc<Dataset>)> {
        let held_out = [
            (Role::Validation, &self.validation),
            (Role::Test, &self.test),
        ];
        let held_out = held_out
            .into_iter()
            .filter_map(|(role, part)| Some((role, part.as_ref()?)));
        std::iter::once((Role::Training, &self.train)).chain(held_out)
    }

    /// The same with classes called by `names`, which the project gives them, and by those beside the data.
    #[must_use]
    pub fn named(&self, names: &BTreeMap<String, String>) -> Self {
        let mut all = self.taken.names.clone();
        all.extend(names.clone());
        let renamed = |part: &Arc<Dataset>| Arc::new(Dataset::clone(part).renamed(&all));
        let mut named = Self {
            train: renamed(&self.train),
            validation: self.validation.as_ref().map(renamed),
            test: self.test.as_ref().map(renamed),
            left_out: self
                .left_out
                .iter()
                .map(|(role, part)| (*role, renamed(part)))
                .collect(),
            ..self.clone()
        };
        let classes = named.train.classes().to_vec();
        let explored = &mut named.explored;
        let parts = std::iter::once(&mut explored.first)
            .chain(&mut explored.second)
            .chain(&mut explored.third);
        for part in parts {
            for (count, class) in part.classes.iter_mut().zip(&classes) {
                count.class.clone_from(class);
            }
        }
        named
    }
}

/// Reads what is wanted, or makes it of what was read before. Other data for a held-out part that cannot be read is a fault of
/// that part alone.
pub(super) fn load(wanted: &Wanted, read: Option<Arc<Base>>, outlet: &Outlet<Read>) -> Read {
    let base = match read {
        Some(base) => base,
        None => Arc::new(Base {
            own: open_for(&wanted.source, wanted, outlet)?,
            others: Mutex::default(),
        }),
    };
    let own = base.own.clone();
    let joined = own.with_collected(&wanted.collected, None, &|progress| tell(outlet, progress))?;
    let left_out = left_out(&joined, wanted);
    let mut loaded = joined.changed(&wanted.changes)?.into_owned();
    let mut faults = Vec::new();
    if let Some(source) = &wanted.validation {
        match other_validation(source, (&base, &loaded), wanted, outlet) {
            Ok(part) => loaded.validation = Some(part),
            Err(error) => {
                loaded.validation = None;
                faults.push((Role::Validation, sentence(error)));
            }
        }
    }
    let test = choose_test(&mut loaded, &wanted.test, |source| {
        base.other(source, || open_for(source, wanted, outlet))
    });
    if let Err(error) = test {
        faults.push((Role::Test, sentence(error)));
    }
    let held_out = loaded.validation.iter().chain(&loaded.test);
    let explored = explore_watched(&loaded.train, held_out, &|progress| tell(outlet, progress))?;
    let fingerprint = identity(&wanted.source, &|| !outlet.is_canceled());
    Ok(LoadedData {
        source: wanted.source.clone(),
        train: Arc::new(loaded.train),
        validation: loaded.validation.map(Arc::new),
        test: loaded.test.map(Arc::new),
        taken: loaded.taken,
        explored,
        fingerprint,
        faults,
        left_out,
        base,
    })
}

/// What is left out of each part.
fn left_out(loaded: &Loaded, wanted: &Wanted) -> Vec<(Role, Arc<Dataset>)> {
    let parts = Role::ALL.into_iter().filter_map(|role| {
        let part = loaded.part(role).ok()?;
        let out = wanted.changes.left_out_of(part)?;
        Some((role, Arc::new(out)))
    });
    parts.collect()
}

fn open_for(
    source: &DataSource,
    wanted: &Wanted,
    outlet: &Outlet<Read>,
) -> Result<Loaded, DataError> {
    let options = OpenOptions {
        contract: None,
        labels: wanted.labels,
        classes: ClassNames::Own,
        changes: None,
    };
    open(source, &options, &|progress| tell(outlet, progress))
}

fn tell(outlet: &Outlet<Read>, progress: Progress) -> ControlFlow<()> {
    outlet.stage(progress.stage as usize);
    outlet.progress(progress.done, progress.total);
    if outlet.is_canceled() {
        ControlFlow::Break(())
    } else {
        ControlFlow::Continue(())
    }
}

/// Other data to validate on, with the classes of the training part.
fn other_validation(
    source: &DataSource,
    (base, loaded): (&Base, &Loaded),
    wanted: &Wanted,
    outlet: &Outlet<Read>,
) -> Result<Dataset, DataError> {
    let other = base.other(source, || open_for(source, wanted, outlet))?;
    let part = other.into_validation();
    let part = part.with_classes(loaded.train.classes())?.into_owned();
    Ok(part.without_keys())
}

fn sentence(error: DataError) -> Message {
    error.message().sentence()
}

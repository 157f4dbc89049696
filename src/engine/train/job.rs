//! What a training is given.

use std::path::PathBuf;
use std::sync::Arc;

use crate::data::{Appearance, Contract, DataError, Dataset, split};
use crate::engine::run::{DatasetRecord, ModelMetadata, Pace, Rivals, RunStart};
use crate::graph::Flat;
use crate::recipe::Recipe;

/// Everything that a training needs.
#[derive(Clone, Debug)]
pub struct TrainingJob {
    /// The network.
    pub flat: Flat,
    /// The project that the run folder is to hold: network, contract, data source and recipe as trained.
    pub project_text: String,
    /// The pictures.
    pub data: TrainingData,
    /// Optimizer, sizes, seed, device.
    pub recipe: Recipe,
    /// Where to keep the run; `None` keeps nothing.
    pub run: Option<RunPlace>,
}

/// The folder of a run.
#[derive(Clone, Debug, PartialEq)]
pub struct RunPlace {
    /// The folder itself, made if missing.
    pub path: PathBuf,
    /// Whether to begin a run or to go on with one.
    pub start: RunStart,
    /// What is asked of the run that is no part of how the network learns.
    pub options: RunOptions,
}

/// What is asked of a run that is no part of how the network learns.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct RunOptions {
    /// Keep the weights after each so many epochs.
    pub keep_every: Option<usize>,
    /// The other runs of a sweep, which end this one where it is clearly behind.
    pub rivals: Option<Rivals>,
    /// How often it is saved.
    pub pace: Pace,
}

/// Pictures to train on and to validate on, of the network's size and with the same classes.
#[derive(Clone, Debug)]
pub struct TrainingData {
    /// What every picture goes through before the network sees it.
    pub contract: Contract,
    pub(super) train: Subset,
    pub(super) validation: Option<Subset>,
    split: Option<f64>,
}

/// Some pictures of a data set.
#[derive(Clone, Debug)]
pub struct Subset {
    /// The data set, in the network's size.
    pub dataset: Arc<Dataset>,
    /// Which of its pictures.
    pub indices: Vec<usize>,
}

impl Subset {
    /// How many pictures each class has.
    pub fn class_counts(&self) -> Vec<usize> {
        let mut counts = vec![0; self.dataset.classes().len()];
        for &index in &self.indices {
            let label = self.dataset.labels().get(index);
            if let Some(count) = label.and_then(|&label| counts.get_mut(label as usize)) {
                *count += 1;
            }
        }
        counts
    }

    fn whole(dataset: Arc<Dataset>) -> Self {
        Self {
            indices: (0..dataset.len()).collect(),
            dataset,
        }
    }
}

impl TrainingData {
    /// All pictures of `train`, and those of `validation`, whose classes are matched by name.
    ///
    /// # Errors
    /// A single class; classes that are only in the validation data; pictures that cannot be brought to the contract's
    /// size.
    pub fn new(
        train: Arc<Dataset>,
        validation: Option<Arc<Dataset>>,
        contract: Contract,
    ) -> Result<Self, DataError> {
        train.check_classes()?;
        let train = fitted(train, &contract)?;
        let validation = match validation {
            Some(dataset) => {
                let matched = dataset.with_classes(train.classes())?;
                Some(Subset::whole(fitted(
                    Arc::new(matched.into_owned()),
                    &contract,
                )?))
            }
            None => None,
        };
        Ok(Self {
            contract,
            train: Subset::whole(train),
            validation,
            split: None,
        })
    }

    /// Pictures to be looked at only, all of them to train on.
    pub(super) fn of_pictures(dataset: Dataset, contract: Contract) -> Result<Self, DataError> {
        Ok(Self {
            contract,
            train: Subset::whole(fitted(Arc::new(dataset), &contract)?),
            validation: None,
            split: None,
        })
    }

    /// A share of each class of `dataset` is held back for validation, chosen by `seed`.
    ///
    /// # Errors
    /// A single class; a share that leaves nothing on one side.
    pub fn split(
        dataset: Arc<Dataset>,
        share: f64,
        seed: u64,
        contract: Contract,
    ) -> Result<Self, DataError> {
        dataset.check_classes()?;
        let dataset = fitted(dataset, &contract)?;
        let parts = split(&dataset, share, seed)?;
        let part = |indices| Subset {
            dataset: Arc::clone(&dataset),
            indices,
        };
        Ok(Self {
            contract,
            validation: (!parts.validation.is_empty()).then(|| part(parts.validation)),
            train: part(parts.train),
            split: Some(share),
        })
    }

    /// The same pictures with the classes in the order of the outputs that were trained before, where they are the same
    /// classes: a list on the command line or beside the data may have ordered them, and may be gone.
    pub(super) fn in_order_of(self, trained: &ModelMetadata) -> Self {
        let sorted = |classes: &[String]| {
            let mut classes = classes.to_vec();
            classes.sort();
            classes
        };
        let (now, before) = (self.train.dataset.own_classes(), &trained.own_classes);
        if now == before || sorted(now) != sorted(before) {
            return self;
        }
        let order = |part: Subset| {
            let dataset = &part.dataset;
            let own = dataset.own_classes().iter().cloned();
            let names = own.zip(dataset.classes().iter().cloned()).collect();
            match dataset.with_classes(before) {
                Ok(ordered) => Subset {
                    dataset: Arc::new(ordered.into_owned().renamed(&names)),
                    ..part
                },
                Err(_) => part,
            }
        };
        Self {
            train: order(self.train),
            validation: self.validation.map(order),
            ..self
        }
    }

    /// The data set that is trained on, of which a split may hold a part back.
    #[must_use]
    pub fn dataset(&self) -> &Dataset {
        &self.train.dataset
    }

    /// Class names, in the order of the network's outputs.
    #[must_use]
    pub fn classes(&self) -> &[String] {
        self.train.dataset.classes()
    }

    /// The pictures that are learned from, in the order that an epoch shuffles.
    #[must_use]
    pub fn learned_from(&self) -> &Subset {
        &self.train
    }

    /// The pictures that are validated on.
    #[must_use]
    pub fn validated_on(&self) -> Option<&Subset> {
        self.validation.as_ref()
    }

    /// How many pictures are trained on.
    #[must_use]
    pub fn train_count(&self) -> usize {
        self.train.indices.len()
    }

    /// How many pictures are validated on.
    #[must_use]
    pub fn validation_count(&self) -> usize {
        self.validation
            .as_ref()
            .map_or(0, |part| part.indices.len())
    }

    /// Contract and class names, to travel with the weights.
    #[must_use]
    pub fn metadata(&self) -> ModelMetadata {
        ModelMetadata {
            contract: self.contract,
            classes: self.classes().to_vec(),
            own_classes: self.train.dataset.own_classes().to_vec(),
            appearance: Some(Appearance::of(&self.train.dataset)),
        }
    }

    /// The records of training and validation data for `run.json`.
    pub(super) fn records(&self) -> (DatasetRecord, Option<DatasetRecord>) {
        let record = |part: &Subset| DatasetRecord {
            split: self.split.map(|share| share.to_string()),
            ..DatasetRecord::of(&part.dataset, part.indices.len())
        };
        (record(&self.train), self.validation.as_ref().map(record))
    }
}

fn fitted(dataset: Arc<Dataset>, contract: &Contract) -> Result<Arc<Dataset>, DataError> {
    if dataset.shape() == contract.shape() {
        return Ok(dataset);
    }
    Ok(Arc::new(dataset.fit_to(contract)?.into_owned()))
}

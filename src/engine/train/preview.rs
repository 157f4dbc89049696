//! A picture as a training will vary it, to be looked at beforehand.

use std::sync::Arc;

use super::job::TrainingData;
use super::supply::BatchMaker;
use crate::data::{Contract, Dataset, Image};
use crate::engine::EngineError;
use crate::recipe::{Augmentation, Recipe};

/// A picture that was varied.
#[derive(Clone, Debug, PartialEq)]
pub struct Varied {
    /// What the network would see.
    pub picture: Image,
    /// Its classes with their shares, the largest first; only those that it holds anything of.
    pub classes: Vec<(usize, f32)>,
}

/// Pictures in the batch that stands for one of a training: the picture itself and, to be mixed with it, others.
const BATCH: usize = 8;

/// How the picture at `index` is varied in the batches of `steps`, as the batches of a training are. To be mixed, it is put
/// among others of the data set.
///
/// # Errors
/// Where there is no such picture, or it cannot be brought to the contract's size.
pub fn varied(
    dataset: &Dataset,
    contract: Contract,
    recipe: &Recipe,
    index: usize,
    steps: impl Iterator<Item = u64>,
) -> Result<Vec<Varied>, EngineError> {
    let is_mixed = |augmentation: &Augmentation| matches!(augmentation, Augmentation::Mixup { .. });
    let others = if recipe.augmentation.iter().any(is_mixed) {
        (BATCH - 1).min(dataset.len() - 1)
    } else {
        0
    };
    let value_count = contract.shape().value_count();
    let mut found = Vec::new();
    for step in steps {
        let indices = with_others(index, others, step, dataset.len());
        let picked = dataset.picked(&indices)?;
        let data = Arc::new(TrainingData::of_pictures(picked, contract)?);
        let maker = BatchMaker::new(data, recipe);
        let batch = maker.make((0..indices.len()).collect(), step)?;
        let values = &batch.images[..value_count];
        let Some(picture) = contract.picture_of(values) else {
            continue;
        };
        let classes = match &batch.shares {
            None => vec![(batch.labels[0], 1.0)],
            Some(shares) => classes_of(&shares[..dataset.classes().len()]),
        };
        found.push(Varied { picture, classes });
    }
    Ok(found)
}

/// The picture, and behind it so many others, spread over the data set and other ones in each step.
fn with_others(index: usize, others: usize, step: u64, count: usize) -> Vec<usize> {
    let stride = (count - 1) / others.max(1);
    let first = 1 + (step as usize) % stride.max(1);
    let other = |place: usize| (index + first + place * stride) % count;
    std::iter::once(index)
        .chain((0..others).map(other))
        .collect()
}

fn classes_of(shares: &[f32]) -> Vec<(usize, f32)> {
    let shares = shares.iter().copied().enumerate();
    let mut classes: Vec<(usize, f32)> = shares.filter(|(_, share)| *share > 0.0).collect();
    classes.sort_by(|(_, one), (_, other)| other.total_cmp(one));
    classes
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::{DataSource, Loaded, OpenOptions, VariedBatch, open_quietly};

    fn digits() -> Dataset {
        let source = DataSource::parse("builtin:digits").unwrap();
        let Loaded { train, .. } = open_quietly(&source, &OpenOptions::default()).unwrap();
        train
    }

    fn recipe(augmentation: Augmentation) -> Recipe {
        Recipe {
            augmentation: vec![augmentation],
            seed: 7,
            ..Recipe::default()
        }
    }

    #[test]
    fn a_picture_is_shown_as_the_batches_of_a_training_vary_it() {
        let digits = digits();
        let contract = Contract::new(digits.shape());
        let recipe = recipe(Augmentation::Rotate { degrees: 40.0 });
        let shown = varied(&digits, contract, &recipe, 12, 3..6).unwrap();
        for (step, varied) in (3..6).zip(&shown) {
            let mut values = Vec::new();
            contract.scale_onto(&digits.pixels(12).unwrap(), &mut values);
            let batch = VariedBatch {
                shape: digits.shape(),
                range: contract.range(),
                seed: 7,
                step,
            };
            batch.vary(&mut values, &recipe.augmentation);
            assert_eq!(Some(&varied.picture), contract.picture_of(&values).as_ref());
            let class = digits.labels()[12] as usize;
            assert_eq!(varied.classes, [(class, 1.0)]);
        }
        assert_ne!(shown[0], shown[1]);
    }

    #[test]
    fn a_picture_is_mixed_with_others_of_its_data_set() {
        let digits = digits();
        let contract = Contract::new(digits.shape());
        let recipe = recipe(Augmentation::Mixup { alpha: 1.0 });
        let shown = varied(&digits, contract, &recipe, 0, 0..12).unwrap();
        let mixed = shown.iter().filter(|varied| varied.classes.len() > 1);
        assert!(mixed.count() > 6, "{shown:?}");
        for varied in &shown {
            let whole: f32 = varied.classes.iter().map(|(_, share)| share).sum();
            assert!((whole - 1.0).abs() < 1e-5, "{varied:?}");
        }
    }

    #[test]
    fn others_are_never_the_picture_itself() {
        for (count, others) in [(2, 1), (3, 2), (9, 7), (100, 7)] {
            for step in 0..20 {
                let indices = with_others(count - 1, others, step, count);
                assert_eq!(indices[0], count - 1);
                assert!(
                    indices[1..].iter().all(|index| *index < count - 1),
                    "{indices:?}"
                );
            }
        }
    }
}

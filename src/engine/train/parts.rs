//! Which part of the data is for what, as a project chooses it: what is learned from, validated on, and kept for the end.

use std::sync::Arc;

use super::TrainingData;
use crate::data::{Contract, DataError, DataSource, Dataset, Loaded};
use crate::project::TrainingSettings;
use crate::recipe::{HeldOut, TestData, Validation};

/// What there is to choose from.
#[derive(Clone, Debug)]
pub struct Parts {
    /// What is trained on.
    pub train: Arc<Dataset>,
    /// What the data sets aside for validation, or other data that was chosen for that.
    pub validation: Option<Arc<Dataset>>,
    /// What is kept for the end.
    pub test: Option<Arc<Dataset>>,
    /// Which of them the data has itself.
    pub held_out: HeldOut,
}

/// The pictures that `settings` choose of `parts`, each part that is needed put through `fit`, and the settings with the
/// choice made. Where nobody chose and there are too few pictures to hold any back, nothing is validated on.
///
/// # Errors
/// What `fit` says, and where the parts do not go together.
pub fn training_data(
    settings: &TrainingSettings,
    parts: &Parts,
    contract: Contract,
    fit: impl Fn(&Arc<Dataset>) -> Result<Arc<Dataset>, DataError>,
) -> Result<(TrainingData, TrainingSettings), DataError> {
    let mut settled = settings.settled(parts.held_out);
    let train = fit(&parts.train)?;
    let held_out = match settled.validation {
        Validation::TestPart => parts.test.as_ref(),
        Validation::ValidationPart | Validation::Source(_) => parts.validation.as_ref(),
        Validation::None => None,
        Validation::Default | Validation::Split => {
            let (share, seed) = (settled.recipe.validation_split, settled.recipe.seed);
            match TrainingData::split(Arc::clone(&train), share, seed, contract) {
                Err(DataError::SplitTooSmall { .. })
                    if settings.validation == Validation::Default =>
                {
                    settled.validation = Validation::None;
                    settled.recipe.validation_split = 0.0;
                    None
                }
                split => return Ok((split?, settled)),
            }
        }
    };
    let held_out = held_out.map(fit).transpose()?;
    Ok((TrainingData::new(train, held_out, contract)?, settled))
}

/// Puts what `test` chooses in the place of the part that the data itself holds out. `open` reads other data.
///
/// # Errors
/// Where other data cannot be read or has other classes, where the data has no such part, or too few pictures to keep any
/// for the end. There is then no test part.
pub fn choose_test(
    loaded: &mut Loaded,
    test: &TestData,
    open: impl FnOnce(&DataSource) -> Result<Loaded, DataError>,
) -> Result<(), DataError> {
    if *test == TestData::Own {
        return Ok(());
    }
    loaded.test = None;
    match test {
        TestData::Own | TestData::None => {}
        TestData::ValidationPart => loaded.keep_validation_for_the_end()?,
        TestData::Split { share } => loaded.keep_share_for_the_end(*share)?,
        TestData::Source(text) => {
            let other = open(&DataSource::parse(text)?)?;
            loaded.test = Some(held_out_of(other, &loaded.train)?);
        }
    }
    Ok(())
}

/// The pictures of other data that are meant for the end, with the classes of the part that is trained on.
fn held_out_of(other: Loaded, train: &Dataset) -> Result<Dataset, DataError> {
    let part = other.test.unwrap_or(other.train);
    let part = part.with_classes(train.classes())?.into_owned();
    Ok(part.without_keys())
}

#[cfg(test)]
mod tests {
    use std::borrow::Cow;

    use super::*;
    use crate::data::{OpenOptions, open_quietly};

    fn digits() -> Loaded {
        let source = DataSource::parse("builtin:digits").unwrap();
        open_quietly(&source, &OpenOptions::default()).unwrap()
    }

    fn chosen(test: &TestData) -> Result<Loaded, DataError> {
        let mut loaded = digits();
        choose_test(&mut loaded, test, |source| {
            open_quietly(source, &OpenOptions::default())
        })?;
        Ok(loaded)
    }

    /// What is validated on, of how many pictures of each part, and what the settings say then.
    fn validated(settings: &TrainingSettings, loaded: &Loaded) -> (usize, usize, Validation) {
        let parts = Parts {
            train: Arc::new(loaded.train.clone()),
            validation: loaded.validation.clone().map(Arc::new),
            test: loaded.test.clone().map(Arc::new),
            held_out: HeldOut {
                has_validation: loaded.validation.is_some(),
                has_test: loaded.test.is_some(),
            },
        };
        let contract = Contract::default();
        let chosen = training_data(settings, &parts, contract, |part| Ok(Arc::clone(part)));
        let (data, settled) = chosen.unwrap();
        (
            data.train_count(),
            data.validation_count(),
            settled.validation,
        )
    }

    #[test]
    fn what_is_validated_on_is_what_was_chosen_and_else_what_there_is() {
        let by = |validation: Validation| TrainingSettings {
            validation,
            ..TrainingSettings::default()
        };
        let usual = by(Validation::Default);
        let mut loaded = digits();
        // A fifth of 1437.
        let split = (1150, 287, Validation::Split);
        assert_eq!(validated(&usual, &loaded), split);
        // The data has no such part.
        assert_eq!(validated(&by(Validation::ValidationPart), &loaded), split);
        let test = (1437, 360, Validation::TestPart);
        assert_eq!(validated(&by(Validation::TestPart), &loaded), test);
        assert_eq!(
            validated(&by(Validation::None), &loaded),
            (1437, 0, Validation::None)
        );
        loaded.validation = loaded.test.take();
        let own = (1437, 360, Validation::ValidationPart);
        assert_eq!(validated(&usual, &loaded), own);
    }

    /// In the window such data was refused.
    #[test]
    fn where_too_few_pictures_are_to_be_split_by_nobodys_choice_none_are_held_back() {
        let mut loaded = digits();
        loaded.keep_share_for_the_end(0.99).unwrap();
        let count = loaded.train.len();
        let mut settings = TrainingSettings::default();
        // One of a hundred, of fewer.
        settings.recipe.validation_split = 0.01;
        assert_eq!(validated(&settings, &loaded), (count, 0, Validation::None));
        settings.validation = Validation::Split;
        let parts = Parts {
            train: Arc::new(loaded.train),
            validation: None,
            test: None,
            held_out: HeldOut::default(),
        };
        let contract = Contract::default();
        let refused = training_data(&settings, &parts, contract, |part| Ok(Arc::clone(part)));
        assert!(matches!(refused, Err(DataError::SplitTooSmall { .. })));
    }

    #[test]
    fn the_part_for_the_end_is_the_one_that_was_chosen() {
        let counts = |test: &TestData| {
            let loaded = chosen(test).unwrap();
            (loaded.train.len(), loaded.test.map(|test| test.len()))
        };
        assert_eq!(counts(&TestData::Own), (1437, Some(360)));
        assert_eq!(counts(&TestData::None), (1437, None));
        // A fifth of 1437.
        assert_eq!(counts(&TestData::Split { share: 0.2 }), (1150, Some(287)));
        let other = TestData::Source("builtin:digits/train".to_owned());
        assert_eq!(counts(&other), (1437, Some(1437)));
        let missing = chosen(&TestData::ValidationPart).unwrap_err();
        assert!(
            missing.to_string().contains("no validation part"),
            "{missing}"
        );
        let other = TestData::Source("builtin:happy".to_owned());
        assert!(matches!(
            chosen(&other),
            Err(DataError::UnknownClass { .. })
        ));
    }

    #[test]
    fn what_is_kept_for_the_end_is_learned_from_by_no_training() {
        let loaded = chosen(&TestData::Split { share: 0.3 }).unwrap();
        let whole = digits().train;
        let test = loaded.test.unwrap();
        let pictures = |dataset: &Dataset| -> Vec<Vec<u8>> {
            let pictures = (0..dataset.len()).filter_map(|index| dataset.pixels(index));
            let mut pictures: Vec<_> = pictures.map(Cow::into_owned).collect();
            pictures.sort();
            pictures
        };
        let mut both = [pictures(&loaded.train), pictures(&test)].concat();
        both.sort();
        assert_eq!(both, pictures(&whole));
        assert!(test.class_counts().iter().all(|&count| count > 30));
    }
}

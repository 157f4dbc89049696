//! The part of the data that is kept for the end, as a project chooses it.

use crate::data::{DataError, DataSource, Dataset, Loaded};
use crate::recipe::TestData;

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
    Ok(part.with_classes(train.classes())?.into_owned())
}

#[cfg(test)]
mod tests {
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
            let mut pictures: Vec<_> = pictures.map(<[u8]>::to_vec).collect();
            pictures.sort();
            pictures
        };
        let mut both = [pictures(&loaded.train), pictures(&test)].concat();
        both.sort();
        assert_eq!(both, pictures(&whole));
        assert!(test.class_counts().iter().all(|&count| count > 30));
    }
}

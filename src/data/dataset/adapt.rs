//! The same images for somebody else: in another network's size, or under another list of classes.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::ControlFlow;

use rayon::prelude::*;

use super::super::contract::Contract;
use super::super::error::{DataError, listed};
use super::super::open::{OnProgress, Stage};
use super::super::pixels::Image;
use super::super::readers::Meter;
use super::{Dataset, SIDE_BY_SIDE, StoreWriter};

impl Dataset {
    /// The data set as a network with this contract sees it; borrowed if it already has that size.
    ///
    /// # Errors
    /// [`DataError::NoScratch`] if it would take more than memory and disk have room for.
    pub fn fit_to(&self, contract: &Contract) -> Result<Cow<'_, Self>, DataError> {
        self.fit_watched(contract, &|_| ControlFlow::Continue(()))
    }

    /// The same for somebody who waits for it, and may not any more.
    ///
    /// # Errors
    /// As [`Self::fit_to`]; [`DataError::Canceled`] if `on_progress` said so.
    pub fn fit_watched(
        &self,
        contract: &Contract,
        on_progress: OnProgress<'_>,
    ) -> Result<Cow<'_, Self>, DataError> {
        if contract.shape() == self.shape {
            return Ok(Cow::Borrowed(self));
        }
        let meter = Meter::new(on_progress);
        meter.begin(Stage::Fitting, self.len());
        self.clone().fit_with(contract, &meter).map(Cow::Owned)
    }

    /// The same, told to `meter` image by image.
    ///
    /// # Errors
    /// As [`Self::fit_to`]; [`DataError::Canceled`].
    pub(in super::super) fn fit_with(
        self,
        contract: &Contract,
        meter: &Meter<'_>,
    ) -> Result<Self, DataError> {
        let shape = contract.shape();
        if shape == self.shape {
            meter.advance(self.len())?;
            return Ok(self);
        }
        let mut writer = StoreWriter::new(self.len(), shape)?;
        let indices: Vec<usize> = (0..self.len()).collect();
        for some in indices.chunks(SIDE_BY_SIDE) {
            let fitted = some.par_iter().map(|&index| {
                meter.advance(1)?;
                let picture = self.picture(index);
                let picture = picture.ok_or_else(|| self.missing(index))?;
                Ok(contract.fit(&picture.to_dynamic()))
            });
            for picture in fitted.collect::<Result<Vec<Image>, DataError>>()? {
                writer.add(picture.pixels())?;
            }
        }
        Ok(Self {
            shape,
            pictures: writer.finish()?,
            ..self
        })
    }

    /// The images at `indices` alone, in that order.
    ///
    /// # Errors
    /// [`DataError::EmptyDataset`] where there are none.
    pub fn picked(&self, indices: &[usize]) -> Result<Self, DataError> {
        if indices.is_empty() {
            return Err(DataError::EmptyDataset);
        }
        let names = indices
            .iter()
            .filter_map(|&index| self.file_names.get(index));
        let sizes = indices
            .iter()
            .filter_map(|&index| self.file_sizes_px.get(index));
        let keys = indices.iter().filter_map(|&index| self.keys.get(index));
        let labels = indices.iter().filter_map(|&index| self.labels.get(index));
        Ok(Self {
            pictures: self.pictures.picked(indices),
            file_names: names.cloned().collect(),
            file_sizes_px: sizes.copied().collect(),
            keys: keys.cloned().collect(),
            labels: labels.copied().collect(),
            ..self.clone()
        })
    }

    /// The same images with labels that follow `classes`, matched by name: a validation folder in which a class does
    /// not occur must not shift the numbers of the others. A class that was given another name is still known by its own.
    ///
    /// # Errors
    /// [`DataError::UnknownClass`] if a class that has images is not among `classes`.
    pub fn with_classes(&self, classes: &[String]) -> Result<Cow<'_, Self>, DataError> {
        if self.classes == classes {
            return Ok(Cow::Borrowed(self));
        }
        let place_of = |name: &String| classes.iter().position(|class| class == name);
        let names = self.classes.iter().zip(&self.own_classes);
        let places: Vec<Option<usize>> = names
            .map(|(name, own)| place_of(name).or_else(|| place_of(own)))
            .collect();
        let counts = self.class_counts();
        let mut unknown = places.iter().zip(&counts).zip(&self.classes);
        if let Some((_, class)) = unknown.find(|((place, count), _)| **count > 0 && place.is_none())
        {
            return Err(DataError::UnknownClass {
                class: class.clone(),
                known: listed(classes, 8),
            });
        }
        let mut own_classes = classes.to_vec();
        for (place, own) in places.iter().zip(&self.own_classes) {
            if let Some(class) = place.and_then(|place| own_classes.get_mut(place)) {
                class.clone_from(own);
            }
        }
        let labels = self
            .labels
            .iter()
            .map(|&label| places[label as usize].unwrap_or(0) as u32)
            .collect();
        Ok(Cow::Owned(Self {
            labels,
            classes: classes.to_vec(),
            own_classes,
            ..self.clone()
        }))
    }

    /// The same images, their classes called by the names in `names` instead of their own.
    #[must_use]
    pub fn renamed(self, names: &BTreeMap<String, String>) -> Self {
        let named = self
            .own_classes
            .iter()
            .map(|own| names.get(own).unwrap_or(own).clone());
        Self {
            classes: named.collect(),
            ..self
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::shape::ImageShape;
    use super::super::samples::numbered;
    use super::*;

    #[test]
    fn fitting_to_a_network_changes_size_and_colors() {
        let data = numbered(&[0, 1, 1], 2);
        let fitted = data.fit_to(&Contract::default()).expect("fits");
        assert_eq!((fitted.shape(), fitted.len()), (ImageShape::course(), 3));
        assert_eq!(fitted.pixels(2).expect("third")[..3], [2, 2, 2]);
        assert_eq!(fitted.labels(), data.labels());
        let same = data.fit_to(&Contract::new(data.shape())).expect("fits");
        assert!(matches!(same, Cow::Borrowed(_)));
    }

    #[test]
    fn fitting_is_broken_off_where_nobody_waits_for_it() {
        let data = numbered(&[0, 1, 1, 0], 2);
        let broken_off = data.fit_watched(&Contract::default(), &|progress| {
            assert_eq!((progress.stage, progress.total), (Stage::Fitting, 4));
            if progress.done >= 2 {
                ControlFlow::Break(())
            } else {
                ControlFlow::Continue(())
            }
        });
        assert_eq!(broken_off, Err(DataError::Canceled));
    }

    #[test]
    fn a_name_that_was_given_changes_neither_content_nor_matching() {
        let data = numbered(&[0, 1], 2);
        let names =
            [("0", "sad"), ("1", "happy")].map(|(own, name)| (own.to_owned(), name.to_owned()));
        let named = data.clone().renamed(&BTreeMap::from(names));
        assert_eq!(named.classes(), ["sad", "happy"]);
        assert_eq!(named.fingerprint(), data.fingerprint());
        let back = named
            .with_classes(data.classes())
            .expect("known by its own name");
        assert_eq!(
            (back.labels(), back.classes()),
            (data.labels(), data.classes())
        );
    }

    #[test]
    fn classes_are_matched_by_name() {
        let names = ["2", "0", "1"].map(str::to_owned);
        let data = numbered(&[0, 1, 2], 3);
        assert_eq!(
            data.with_classes(&names).expect("same names").labels(),
            [1, 2, 0]
        );
        let error = data
            .with_classes(&names[..2])
            .expect_err("class 1 is not there");
        assert!(matches!(error, DataError::UnknownClass { class, .. } if class == "1"));
    }
}

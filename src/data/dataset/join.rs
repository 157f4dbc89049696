//! Images of two data sets in one, and classes that no image is of yet.

use super::super::error::{DataError, DataWarning};
use super::{Dataset, MOST_CLASSES, check_class_names, empty_classes};

impl Dataset {
    /// The same images, with the classes `more` behind its own.
    ///
    /// # Errors
    /// Too many classes, or names that are too long.
    pub(in super::super) fn with_more_classes(
        mut self,
        more: &[String],
    ) -> Result<Self, DataError> {
        self.classes.extend_from_slice(more);
        self.own_classes.extend_from_slice(more);
        if self.classes.len() > MOST_CLASSES {
            return Err(DataError::TooManyClasses {
                classes: self.classes.len() as u64,
            });
        }
        check_class_names(&self.classes)?;
        Ok(self)
    }

    /// The same images, and behind them those of `other`, which has the same size and as many classes.
    #[must_use]
    pub(in super::super) fn joined(self, other: &Self) -> Self {
        let counts = (self.len(), other.len());
        let pictures = self.pictures.joined(&other.pictures);
        let labels = [self.labels, other.labels.clone()].concat();
        // What was said of empty classes may no longer be so.
        let said = self.warnings.into_iter().chain(other.warnings.clone());
        let mut warnings: Vec<DataWarning> = said.filter(|warning| !is_of_empty(warning)).collect();
        warnings.extend(empty_classes(&labels, &self.classes));
        Self {
            pictures,
            labels,
            file_names: behind(&self.file_names, &other.file_names, counts),
            file_sizes_px: behind(&self.file_sizes_px, &other.file_sizes_px, counts),
            keys: behind(&self.keys, &other.keys, counts),
            warnings,
            ..self
        }
    }
}

fn is_of_empty(warning: &DataWarning) -> bool {
    matches!(
        warning,
        DataWarning::EmptyClass { .. } | DataWarning::EmptyClasses { .. }
    )
}

/// One list behind the other; what one of them lacks is empty for its images.
fn behind<T: Clone + Default>(one: &[T], other: &[T], counts: (usize, usize)) -> Vec<T> {
    let mut both = one.to_vec();
    both.resize(counts.0, T::default());
    both.extend_from_slice(other);
    both.resize(counts.0 + counts.1, T::default());
    both
}

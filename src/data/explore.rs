//! What there is to know about a data set at a glance: for the `dataset` command and for the Data panel.

use std::ops::ControlFlow;

use serde::{Serialize, Serializer};

use super::dataset::Dataset;
use super::duplicates::{DataPart, DuplicateGroup, duplicate_groups};
use super::error::{DataError, DataWarning};
use super::near_copies::{NearCopy, near_copies};
use super::open::{OnProgress, Stage};
use super::readers::Meter;
use super::shape::ImageShape;
use super::statistics::Statistics;

/// How many images one class has.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ClassCount {
    /// The class.
    pub class: String,
    /// Its images.
    pub count: usize,
}

/// One data set in figures.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PartFigures {
    /// Short name.
    pub name: String,
    /// Where it came from.
    pub source: String,
    /// How many images.
    pub images: usize,
    /// Their size.
    pub shape: ImageShape,
    /// Images of each class, in the order of the labels.
    pub classes: Vec<ClassCount>,
    /// SHA-256 of the content.
    pub fingerprint: String,
}

/// The report on a data set and, where there are any, its held-out parts.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Explored {
    /// The part trained on.
    pub first: PartFigures,
    /// The part held out; of two, the one for validation.
    pub second: Option<PartFigures>,
    /// The part held out for the end, where there are two.
    pub third: Option<PartFigures>,
    /// Groups of equal images, over all parts.
    pub duplicates: Vec<DuplicateGroup>,
    /// How many groups hold both images trained on and held-out ones.
    pub leak_groups: usize,
    /// How many held-out images are also trained on.
    pub leaked_images: usize,
    /// Images of any part that are almost another one, such as the same photograph saved twice.
    pub near_copies: Vec<NearCopy>,
    /// What the pixels of the part trained on are like.
    pub statistics: Statistics,
    /// What the readers noticed and what was found here, as sentences.
    #[serde(serialize_with = "as_sentences")]
    pub warnings: Vec<DataWarning>,
}

/// [`explore_watched`] without progress and without a way to stop it.
pub fn explore<'a>(
    first: &'a Dataset,
    held_out: impl IntoIterator<Item = &'a Dataset>,
) -> Explored {
    explore_watched(first, held_out, &|_| ControlFlow::Continue(()))
        .expect("only who watches can break it off")
}

/// Counts, compares and looks for copies, over a part trained on and up to two held out. Takes seconds for 70,000 small images,
/// or for gigabytes of large ones.
///
/// # Errors
/// [`DataError::Canceled`] if `on_progress` said so.
pub fn explore_watched<'a>(
    first: &'a Dataset,
    held_out: impl IntoIterator<Item = &'a Dataset>,
    on_progress: OnProgress<'_>,
) -> Result<Explored, DataError> {
    let held_out: Vec<&Dataset> = held_out.into_iter().take(2).collect();
    let held_out_count: usize = held_out.iter().map(|part| part.len()).sum();
    let meter = Meter::new(on_progress);
    // Each image is hashed by itself and with its part, and compared with others.
    meter.begin(Stage::Comparing, 3 * (first.len() + held_out_count));
    let duplicates = duplicate_groups(first, held_out.iter().copied(), &meter)?;
    let leaking: Vec<&DuplicateGroup> = duplicates.iter().filter(|group| group.leaks()).collect();
    let leak_groups = leaking.len();
    let leaked_images = leaking.iter().map(|group| group.held_out_count()).sum();
    let parts = std::iter::once(first).chain(held_out.iter().copied());
    let parts: Vec<(DataPart, &Dataset)> = DataPart::ALL.into_iter().zip(parts).collect();
    let near_copies = near_copies(&parts, &meter)?;
    let mut warnings = Vec::new();
    if let Err(DataError::SingleClass { class }) = first.check_classes() {
        warnings.push(DataWarning::SingleClass { class });
    }
    warnings.extend(first.warnings().iter().cloned());
    // A held-out part need not have every class.
    let of_held_out = held_out.iter().flat_map(|part| part.warnings());
    let of_held_out = of_held_out.filter(|warning| {
        !matches!(
            warning,
            DataWarning::EmptyClass { .. } | DataWarning::EmptyClasses { .. }
        )
    });
    warnings.extend(of_held_out.cloned());
    warnings.extend(contradiction(&duplicates));
    warnings.extend(leaks(leaked_images, near_copies.as_deref()));
    let mut figures_of = held_out.iter().map(|part| figures(part, &meter));
    Ok(Explored {
        first: figures(first, &meter)?,
        second: figures_of.next().transpose()?,
        third: figures_of.next().transpose()?,
        duplicates,
        leak_groups,
        leaked_images,
        near_copies: near_copies.unwrap_or_default(),
        statistics: Statistics::of(first)?,
        warnings,
    })
}

fn leaks(leaked_images: usize, near_copies: Option<&[NearCopy]>) -> Vec<DataWarning> {
    let exact = (leaked_images > 0).then_some(DataWarning::Leak {
        count: leaked_images,
    });
    let Some(near) = near_copies else {
        let not_sought = DataWarning::NearCopiesNotSought;
        return exact.into_iter().chain([not_sought]).collect();
    };
    let count = near.iter().filter(|copy| copy.leaks()).count();
    let leaking = (count > 0).then_some(DataWarning::NearLeak { count });
    let count = near.iter().filter(|copy| copy.contradicts).count();
    let contradicting = (count > 0).then_some(DataWarning::NearContradiction { count });
    exact
        .into_iter()
        .chain(leaking)
        .chain(contradicting)
        .collect()
}

fn figures(dataset: &Dataset, meter: &Meter<'_>) -> Result<PartFigures, DataError> {
    let counted = dataset
        .classes()
        .iter()
        .cloned()
        .zip(dataset.class_counts());
    Ok(PartFigures {
        name: dataset.name().to_owned(),
        source: dataset.source().to_owned(),
        images: dataset.len(),
        shape: dataset.shape(),
        classes: counted
            .map(|(class, count)| ClassCount { class, count })
            .collect(),
        fingerprint: dataset.fingerprint_with(meter)?,
    })
}

fn contradiction(duplicates: &[DuplicateGroup]) -> Option<DataWarning> {
    let count = duplicates.iter().filter(|group| group.contradicts).count();
    let example = duplicates.iter().find(|group| group.contradicts)?.members[0].index;
    Some(DataWarning::Contradiction { count, example })
}

fn as_sentences<S: Serializer>(warnings: &[DataWarning], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_seq(warnings.iter().map(ToString::to_string))
}

#[cfg(test)]
mod tests {
    use super::super::dataset::samples::from_pixels;
    use super::*;

    #[test]
    fn comparing_is_broken_off_where_nobody_waits_for_it() {
        let shape = ImageShape::new(1, 1, 1).expect("valid");
        let (first, second) = (
            from_pixels(shape, vec![1, 2, 3], &[0, 1, 0], 2).expect("valid"),
            from_pixels(shape, vec![4, 5], &[0, 1], 2).expect("valid"),
        );
        let all = std::sync::Mutex::new(Vec::new());
        let told = explore_watched(&first, Some(&second), &|progress| {
            assert_eq!(progress.stage, Stage::Comparing);
            all.lock()
                .expect("whole")
                .push((progress.done, progress.total));
            ControlFlow::Continue(())
        });
        assert!(told.is_ok());
        let last = all.into_inner().expect("whole").into_iter().max();
        assert!(last.is_some_and(|(done, total)| done == total), "{last:?}");
        // After any number of images.
        for limit in 0..12 {
            let broken_off = explore_watched(&first, Some(&second), &|progress| {
                if progress.done > limit {
                    ControlFlow::Break(())
                } else {
                    ControlFlow::Continue(())
                }
            });
            assert_eq!(broken_off, Err(DataError::Canceled), "{limit}");
        }
    }

    #[test]
    fn the_report_counts_leaks_and_says_so() {
        let shape = ImageShape::new(1, 1, 1).expect("valid");
        let first = from_pixels(shape, vec![1, 2, 2], &[0, 1, 0], 3).expect("valid");
        let second = from_pixels(shape, vec![1, 1, 9], &[0, 0, 1], 2).expect("valid");
        let report = explore(&first, Some(&second));
        assert_eq!(
            (
                report.duplicates.len(),
                report.leak_groups,
                report.leaked_images
            ),
            (2, 1, 2)
        );
        assert_eq!(
            report.first.classes[0],
            ClassCount {
                class: "0".to_owned(),
                count: 2
            }
        );
        assert_eq!(
            report.warnings,
            [
                DataWarning::EmptyClass {
                    class: "2".to_owned()
                },
                DataWarning::Contradiction {
                    count: 1,
                    example: 1
                },
                DataWarning::Leak { count: 2 },
            ]
        );
        let json = serde_json::to_value(&report).expect("serializes");
        assert_eq!(json["first"]["shape"]["height"], 1);
        assert!(
            json["warnings"][2]
                .as_str()
                .expect("a sentence")
                .contains("2 pictures")
        );
    }
}

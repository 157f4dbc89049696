//! What there is to know about a data set at a glance: for the `dataset` command and for the Data panel.

use serde::{Serialize, Serializer};

use super::dataset::Dataset;
use super::duplicates::{DuplicateGroup, duplicate_groups};
use super::error::DataWarning;
use super::near_copies::{NearCopy, near_copies};
use super::shape::ImageShape;

/// How many pictures one class has.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ClassCount {
    /// The class.
    pub class: String,
    /// Its pictures.
    pub count: usize,
}

/// One data set in figures.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PartFigures {
    /// Short name.
    pub name: String,
    /// Where it came from.
    pub source: String,
    /// How many pictures.
    pub images: usize,
    /// Their size.
    pub shape: ImageShape,
    /// Pictures of each class, in the order of the labels.
    pub classes: Vec<ClassCount>,
    /// SHA-256 of the content.
    pub fingerprint: String,
}

/// The report on a data set and, where there are any, its held-out parts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Explored {
    /// The part trained on.
    pub first: PartFigures,
    /// The part held out; of two, the one for validation.
    pub second: Option<PartFigures>,
    /// The part held out for the end, where there are two.
    pub third: Option<PartFigures>,
    /// Groups of equal pictures, over all parts.
    pub duplicates: Vec<DuplicateGroup>,
    /// How many groups hold both pictures trained on and held-out ones.
    pub leak_groups: usize,
    /// How many held-out pictures are also trained on.
    pub leaked_images: usize,
    /// Pictures of the second part that are almost one of the first, such as the same photograph saved twice.
    pub near_copies: Vec<NearCopy>,
    /// What the readers noticed and what was found here, as sentences.
    #[serde(serialize_with = "as_sentences")]
    pub warnings: Vec<DataWarning>,
}

/// Counts, compares and looks for copies, over a part trained on and up to two held out. Takes a second or two for 100
/// million pairs of small pictures.
pub fn explore<'a>(
    first: &'a Dataset,
    held_out: impl IntoIterator<Item = &'a Dataset>,
) -> Explored {
    let held_out: Vec<&Dataset> = held_out.into_iter().take(2).collect();
    let duplicates = duplicate_groups(first, held_out.iter().copied());
    let leaking: Vec<&DuplicateGroup> = duplicates.iter().filter(|group| group.leaks()).collect();
    let leak_groups = leaking.len();
    let leaked_images = leaking.iter().map(|group| group.held_out_count()).sum();
    let mut compared = held_out.iter().map(|part| near_copies(first, part));
    let near_copies = compared.next().unwrap_or_else(|| Some(Vec::new()));
    let near_count = match (&near_copies, compared.next()) {
        (Some(copies), Some(Some(more))) => Some(copies.len() + more.len()),
        (Some(copies), None) => Some(copies.len()),
        _ => None,
    };
    let mut warnings = first.warnings().to_vec();
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
    warnings.extend(leaks(leaked_images, near_count));
    let mut figures_of = held_out.iter().map(|part| figures(part));
    Explored {
        first: figures(first),
        second: figures_of.next(),
        third: figures_of.next(),
        duplicates,
        leak_groups,
        leaked_images,
        near_copies: near_copies.unwrap_or_default(),
        warnings,
    }
}

fn leaks(leaked_images: usize, near_count: Option<usize>) -> Vec<DataWarning> {
    let exact = (leaked_images > 0).then_some(DataWarning::Leak {
        count: leaked_images,
    });
    let near = match near_count {
        None => Some(DataWarning::NearCopiesNotSought),
        Some(0) => None,
        Some(count) => Some(DataWarning::NearLeak { count }),
    };
    exact.into_iter().chain(near).collect()
}

fn figures(dataset: &Dataset) -> PartFigures {
    let counted = dataset
        .classes()
        .iter()
        .cloned()
        .zip(dataset.class_counts());
    PartFigures {
        name: dataset.name().to_owned(),
        source: dataset.source().to_owned(),
        images: dataset.len(),
        shape: dataset.shape(),
        classes: counted
            .map(|(class, count)| ClassCount { class, count })
            .collect(),
        fingerprint: dataset.fingerprint(),
    }
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
        let json = serde_json::to_value(&report).expect("serialises");
        assert_eq!(json["first"]["shape"]["height"], 1);
        assert!(
            json["warnings"][2]
                .as_str()
                .expect("a sentence")
                .contains("2 pictures")
        );
    }
}

//! Images that are equal byte for byte: within a data set, and between the part trained on and the part held out.

use std::collections::BTreeMap;

use rayon::prelude::*;
use serde::Serialize;
use sha2::{Digest, Sha256};

use super::dataset::Dataset;
use super::error::DataError;
use super::readers::Meter;

/// Which of several data sets a image stands in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum DataPart {
    /// The one trained on.
    First,
    /// The one held out; of two, the one for validation.
    Second,
    /// The one held out for the end, where there are two.
    Third,
}

impl DataPart {
    /// All, in their order.
    pub const ALL: [Self; 3] = [Self::First, Self::Second, Self::Third];
}

/// One image of one of several data sets.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct ImageId {
    /// Which data set.
    pub part: DataPart,
    /// Index in it, from 0.
    pub index: usize,
}

/// Two or more equal images.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DuplicateGroup {
    /// The images, first part first, ascending.
    pub members: Vec<ImageId>,
    /// Whether they are not all of one class, so that at least one label is wrong.
    pub contradicts: bool,
}

impl DuplicateGroup {
    /// How many members stand in one part.
    pub fn count_in(&self, part: DataPart) -> usize {
        self.members
            .iter()
            .filter(|member| member.part == part)
            .count()
    }

    /// Members that are held out.
    pub fn held_out_count(&self) -> usize {
        self.members.len() - self.count_in(DataPart::First)
    }

    /// Whether a held-out part repeats what was trained on.
    pub fn leaks(&self) -> bool {
        self.count_in(DataPart::First) > 0 && self.held_out_count() > 0
    }
}

/// All groups of equal images in one data set or across it and up to two held-out ones, ordered by their first member;
/// each image is told to `meter`.
///
/// # Errors
/// [`DataError::Canceled`].
pub(super) fn duplicate_groups<'a>(
    first: &'a Dataset,
    held_out: impl IntoIterator<Item = &'a Dataset>,
    meter: &Meter<'_>,
) -> Result<Vec<DuplicateGroup>, DataError> {
    let mut by_hash: BTreeMap<[u8; 32], Vec<ImageId>> = BTreeMap::new();
    let parts: Vec<(DataPart, &Dataset)> = DataPart::ALL
        .into_iter()
        .zip(std::iter::once(first).chain(held_out))
        .collect();
    for (part, dataset) in &parts {
        for (index, hash) in hashes(dataset, meter)?.into_iter().enumerate() {
            by_hash
                .entry(hash)
                .or_default()
                .push(ImageId { part: *part, index });
        }
    }
    let class_of = |id: &ImageId| {
        let dataset = parts
            .iter()
            .find(|(part, _)| *part == id.part)
            .map_or(first, |(_, dataset)| dataset);
        &dataset.classes()[dataset.labels()[id.index] as usize]
    };
    let repeated = by_hash.into_values().filter(|members| members.len() > 1);
    let mut groups: Vec<DuplicateGroup> = repeated
        .map(|members| DuplicateGroup {
            contradicts: members
                .iter()
                .any(|member| class_of(member) != class_of(&members[0])),
            members,
        })
        .collect();
    groups.sort_by_key(|group| group.members[0]);
    Ok(groups)
}

/// The size is hashed too: 2 × 8 and 4 × 4 black pixels are not the same image.
fn hashes(dataset: &Dataset, meter: &Meter<'_>) -> Result<Vec<[u8; 32]>, DataError> {
    let size = dataset.shape().to_string();
    dataset
        .all_pixels()
        .map(|pixels| {
            meter.advance(1)?;
            let hash = Sha256::new().chain_update(&size).chain_update(pixels?);
            Ok(hash.finalize().into())
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::dataset::samples::from_pixels;
    use super::super::shape::ImageShape;
    use super::*;
    use std::ops::ControlFlow;

    fn duplicate_groups(first: &Dataset, second: Option<&Dataset>) -> Vec<DuplicateGroup> {
        let unwatched = Meter::new(&|_| ControlFlow::Continue(()));
        super::duplicate_groups(first, second, &unwatched).expect("nobody cancels")
    }

    fn dataset(pixels: &[u8], labels: &[u32]) -> Dataset {
        from_pixels(
            ImageShape::new(1, 1, 1).expect("valid"),
            pixels.to_vec(),
            labels,
            2,
        )
        .expect("valid")
    }

    #[test]
    fn copies_leaks_and_contradictions_are_told_apart() {
        let first = dataset(&[10, 20, 10, 30, 20], &[0, 0, 0, 1, 1]);
        let second = dataset(&[30, 40], &[1, 1]);
        let groups = duplicate_groups(&first, Some(&second));
        let members = |group: &DuplicateGroup| -> Vec<(DataPart, usize)> {
            group
                .members
                .iter()
                .map(|member| (member.part, member.index))
                .collect()
        };
        assert_eq!(groups.len(), 3);
        assert_eq!(
            members(&groups[0]),
            [(DataPart::First, 0), (DataPart::First, 2)]
        );
        assert!(!groups[0].contradicts && !groups[0].leaks());
        assert!(groups[1].contradicts, "20 is of both classes");
        assert!(groups[2].leaks(), "30 stands in both parts");
    }

    #[test]
    fn different_pictures_form_no_group() {
        assert!(duplicate_groups(&dataset(&[1, 2, 3], &[0, 1, 0]), None).is_empty());
    }
}

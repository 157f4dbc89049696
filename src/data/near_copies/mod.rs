//! Images that are almost another one: the same photograph, saved once more. Equal hashes miss them, and the course's own SIGNS
//! has twelve across its parts.

mod search;
mod sketch;

use rayon::prelude::*;
use serde::Serialize;

use super::dataset::Dataset;
use super::duplicates::{DataPart, ImageId};
use super::error::DataError;
use super::readers::Meter;
use search::Sorted;
use sketch::{Sketch, sketch, turned};

/// Two images count as one if they differ by less than this share of their own contrast (root mean square of the
/// difference against the standard deviation). Measured: JPEG copies in SIGNS 0.073 to 0.090, the closest different
/// images there 0.132, in UCI's digits 0.188, in faces 0.69.
const SHARE_OF_CONTRAST: f32 = 0.1;

/// More pairs of sketches would take longer than anybody waits; those of 70,000 images that are all alike are fewer.
const PAIR_LIMIT: u64 = 5_000_000_000;

/// The sketches of more images would take more than 200 MiB.
const MOST_IMAGES: usize = 400_000;

/// Two images that are almost equal.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct NearCopy {
    /// The one in the part before, or before in the same part.
    pub first: ImageId,
    /// The other one.
    pub second: ImageId,
    /// How much they differ, as a share of the second's contrast.
    pub difference: f32,
    /// Whether they are of different classes, so that one label is likely wrong.
    pub contradicts: bool,
}

impl NearCopy {
    /// Whether a held-out part almost repeats what was trained on.
    pub fn leaks(&self) -> bool {
        self.first.part == DataPart::First && self.second.part != DataPart::First
    }
}

/// Near copies between all parts and inside of each, ascending in the second image, without exact copies: of each image the
/// nearest one before it in each part. Each image is told to `meter`. `None` if there are too many to look through. Parts of
/// different sizes have no near copies of each other.
///
/// # Errors
/// [`DataError::Canceled`].
pub(super) fn near_copies(
    parts: &[(DataPart, &Dataset)],
    meter: &Meter<'_>,
) -> Result<Option<Vec<NearCopy>>, DataError> {
    let mut left: Vec<(DataPart, &Dataset)> = parts.to_vec();
    let mut all = Vec::new();
    let mut is_complete = true;
    while let Some(&(_, first)) = left.first() {
        let shape = first.shape();
        let is_alike = |part: &(DataPart, &Dataset)| part.1.shape() == shape;
        let (alike, others): (Vec<_>, Vec<_>) = left.into_iter().partition(is_alike);
        left = others;
        match (Images { parts: alike }).near_copies(meter)? {
            Some(found) => all.extend(found),
            None => is_complete = false,
        }
    }
    all.sort_by_key(|copy: &NearCopy| (copy.second, copy.first));
    Ok(is_complete.then_some(all))
}

/// Parts of one size, their images numbered through.
struct Images<'a> {
    parts: Vec<(DataPart, &'a Dataset)>,
}

impl Images<'_> {
    fn near_copies(&self, meter: &Meter<'_>) -> Result<Option<Vec<NearCopy>>, DataError> {
        let count: usize = self.parts.iter().map(|(_, part)| part.len()).sum();
        let Some(sorted) = self.sorted(count) else {
            meter.advance(count)?;
            return Ok(None);
        };
        let copies = (0..sorted.len()).into_par_iter().map(|place| {
            meter.advance(1)?;
            Ok(self.nearest(&sorted, place))
        });
        let copies: Vec<Vec<NearCopy>> = copies.collect::<Result<_, DataError>>()?;
        Ok(Some(copies.into_iter().flatten().collect()))
    }

    /// Ready for the search; `None` where it would take too long.
    fn sorted(&self, count: usize) -> Option<Sorted> {
        if count > MOST_IMAGES {
            return None;
        }
        let numbers = (0..count).into_par_iter();
        let drawn = numbers.map(|number| {
            let (part, index) = self.place_of(number)?;
            let limit = limit_of(&part.1.pixels(index)?);
            Some((sketch(part.1, index)?, limit))
        });
        let drawn: Vec<(Sketch, f32)> = drawn.collect::<Option<_>>()?;
        let (sketches, limits): (Vec<Sketch>, Vec<f32>) = drawn.into_iter().unzip();
        let sorted = Sorted::of(&turned(&sketches), &limits);
        (sorted.pair_count() <= PAIR_LIMIT).then_some(sorted)
    }

    /// Where the image with this number stands.
    fn place_of(&self, number: usize) -> Option<(&(DataPart, &Dataset), usize)> {
        let mut left = number;
        for part in &self.parts {
            match left.checked_sub(part.1.len()) {
                None => return Some((part, left)),
                Some(rest) => left = rest,
            }
        }
        None
    }

    fn nearest(&self, sorted: &Sorted, place: usize) -> Vec<NearCopy> {
        let list_of = |number| {
            self.place_of(number)
                .map_or(0, |((part, _), _)| *part as usize)
        };
        let Some(second) = self.place_of(sorted.image(place)) else {
            return Vec::new();
        };
        let lists = sorted.candidates::<{ DataPart::ALL.len() }>(place, list_of);
        let nearest = lists.iter().filter_map(|list| {
            let numbers = list.iter().map(|candidate| candidate.image);
            self.nearest_of(numbers, second)
        });
        nearest.collect()
    }

    fn nearest_of(
        &self,
        numbers: impl Iterator<Item = usize>,
        ((second_part, second), second_index): (&(DataPart, &Dataset), usize),
    ) -> Option<NearCopy> {
        let pixels = second.pixels(second_index)?;
        let limit = limit_of(&pixels);
        let measured = numbers.filter_map(|number| {
            let (part, index) = self.place_of(number)?;
            Some((part, index, mean_square(&pixels, &part.1.pixels(index)?)))
        });
        let ((part, first), index, difference) = measured.min_by(|a, b| a.2.total_cmp(&b.2))?;
        let class = |dataset: &'_ Dataset, index: usize| {
            let label = dataset.labels().get(index).copied()?;
            dataset.classes().get(label as usize).cloned()
        };
        let id = |part: &DataPart, index| ImageId { part: *part, index };
        (difference > 0.0 && difference < limit).then(|| NearCopy {
            first: id(part, index),
            second: id(second_part, second_index),
            difference: (difference / limit).sqrt() * SHARE_OF_CONTRAST,
            contradicts: class(first, index) != class(second, second_index),
        })
    }
}

/// The mean square of a difference at which another image counts as near.
fn limit_of(pixels: &[u8]) -> f32 {
    SHARE_OF_CONTRAST * SHARE_OF_CONTRAST * variance(pixels)
}

fn variance(pixels: &[u8]) -> f32 {
    let count = pixels.len() as f64;
    let sum: u64 = pixels.iter().map(|&value| u64::from(value)).sum();
    let squares: u64 = pixels.iter().map(|&value| u64::from(value).pow(2)).sum();
    let mean = sum as f64 / count;
    (squares as f64 / count - mean * mean).max(0.0) as f32
}

fn mean_square(pixels: &[u8], others: &[u8]) -> f32 {
    let squares = pixels
        .iter()
        .zip(others)
        .map(|(&a, &b)| u64::from(a.abs_diff(b)).pow(2))
        .sum::<u64>();
    squares as f32 / pixels.len() as f32
}

#[cfg(test)]
mod tests {
    use super::super::dataset::samples::from_pixels;
    use super::super::random::Random;
    use super::super::shape::ImageShape;
    use super::*;
    use std::ops::ControlFlow;

    fn near_copies(parts: &[&Dataset]) -> Option<Vec<NearCopy>> {
        let unwatched = Meter::new(&|_| ControlFlow::Continue(()));
        let parts = DataPart::ALL.into_iter().zip(parts.iter().copied());
        let parts: Vec<_> = parts.collect();
        super::near_copies(&parts, &unwatched).expect("nobody cancels")
    }

    /// Which image is a near copy of which: parts and numbers.
    fn pairs(parts: &[&Dataset]) -> Vec<[(DataPart, usize); 2]> {
        let copies = near_copies(parts).expect("few enough").into_iter();
        let place = |id: ImageId| (id.part, id.index);
        copies
            .map(|copy| [place(copy.first), place(copy.second)])
            .collect()
    }

    use DataPart::{First, Second, Third};

    /// Noise of 12 × 10 pixels: eight blocks a side do not come out even.
    fn noise(count: usize, seed: u64) -> Vec<u8> {
        let mut random = Random::new(seed, 0);
        (0..count * 120).map(|_| random.below(256) as u8).collect()
    }

    fn dataset(pixels: Vec<u8>) -> Dataset {
        let labels = vec![0; pixels.len() / 120];
        from_pixels(
            ImageShape::new(12, 10, 1).expect("valid"),
            pixels,
            &labels,
            1,
        )
        .expect("valid")
    }

    #[test]
    fn a_copy_saved_once_more_is_found_and_an_exact_one_is_left_to_the_hashes() {
        let first = dataset(noise(50, 1));
        let mut others = noise(3, 2);
        // Every value off by 4: root mean square 4, where even noise has a deviation of 74.
        let resaved = first.pixels(17).expect("a picture").into_owned();
        others.splice(120..240, resaved.into_iter().map(|value| value ^ 4));
        others.splice(240..360, first.pixels(3).expect("a picture").to_vec());
        let copies = near_copies(&[&first, &dataset(others)]).expect("few enough");
        let [copy] = copies[..] else {
            panic!("{copies:?}")
        };
        let id = |part, index| ImageId { part, index };
        assert_eq!((copy.first, copy.second), (id(First, 17), id(Second, 1)));
        // 4 of 74.
        assert!((copy.difference - 0.054).abs() < 0.004, "{copy:?}");
        assert!(copy.leaks() && !copy.contradicts);
    }

    #[test]
    fn a_flat_picture_is_near_nothing() {
        let flat = [100, 101].map(|value| dataset(vec![value; 120]));
        assert!(pairs(&[&flat[0], &flat[1]]).is_empty());
    }

    #[test]
    fn sketches_never_overstate_a_difference() {
        let data = dataset(noise(2, 3));
        let [a, b] = [0, 1].map(|index| sketch(&data, index).expect("a picture"));
        let apart: f32 = a.iter().zip(b).map(|(a, b)| (a - b) * (a - b)).sum();
        let [a, b] = [0, 1].map(|index| data.pixels(index).expect("a picture"));
        assert!(apart > 0.0 && apart <= mean_square(&a, &b));
    }

    #[test]
    fn all_parts_are_searched_and_the_inside_of_each() {
        let resaved = |pixels: &[u8], by: u8| pixels.iter().map(|value| value ^ by).collect();
        let [a, b, c] = [4, 5, 6].map(|seed| noise(1, seed));
        let again: [Vec<u8>; 3] = [resaved(&a, 2), resaved(&b, 2), resaved(&c, 2)];
        let first = dataset([a.clone(), noise(1, 7), again[0].clone()].concat());
        let second = dataset([b.clone(), again[1].clone(), c.clone()].concat());
        let third = dataset([again[2].clone(), resaved(&a, 1)].concat());
        assert_eq!(
            pairs(&[&first, &second, &third]),
            [
                [(First, 0), (First, 2)],
                [(Second, 0), (Second, 1)],
                [(Second, 2), (Third, 0)],
                [(First, 0), (Third, 1)],
            ]
        );
    }

    #[test]
    fn labels_that_near_copies_disagree_on_are_noticed() {
        let pixels = noise(1, 8);
        let other: Vec<u8> = pixels.iter().map(|value| value ^ 2).collect();
        let shape = ImageShape::new(12, 10, 1).expect("valid");
        let both = from_pixels(shape, [pixels, other].concat(), &[0, 1], 2).expect("valid");
        let copies = near_copies(&[&both]).expect("few enough");
        assert!(matches!(copies[..], [copy] if copy.contradicts && !copy.leaks()));
    }

    #[test]
    fn the_search_finds_what_comparing_every_pair_finds() {
        // Twenty images, each saved again with ever more noise: some are near and some no longer.
        let mut random = Random::new(9, 0);
        let mut pixels = noise(20, 10);
        for copy in 0..60 {
            let from = (copy % 20) * 120;
            let by = 2 + copy / 2;
            let again: Vec<u8> = pixels[from..from + 120]
                .iter()
                .map(|&value| value.saturating_add(random.below(by) as u8))
                .collect();
            pixels.extend(again);
        }
        let all = dataset(pixels);
        let slow = |second: usize| -> Option<[(DataPart, usize); 2]> {
            let own = all.pixels(second)?;
            let apart = |first: usize| Some((first, mean_square(&own, &all.pixels(first)?)));
            let before = (0..second).filter_map(apart);
            let (first, difference) = before.min_by(|a, b| a.1.total_cmp(&b.1))?;
            let is_near = difference > 0.0 && difference < limit_of(&own);
            is_near.then_some([(First, first), (First, second)])
        };
        let expected: Vec<_> = (0..all.len()).filter_map(slow).collect();
        assert!(expected.len() > 20 && expected.len() < 60, "{expected:?}");
        assert_eq!(pairs(&[&all]), expected);
    }
}

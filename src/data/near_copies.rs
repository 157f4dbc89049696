//! Images of a held-out part that are almost one of those trained on: the same photograph, saved once more. Equal
//! hashes miss them, and the course's own SIGNS has twelve.

use rayon::prelude::*;
use serde::Serialize;

use super::dataset::Dataset;
use super::error::DataError;
use super::readers::Meter;

/// Two images count as one if they differ by less than this share of their own contrast (root mean square of the
/// difference against the standard deviation). Measured: JPEG copies in SIGNS 0.073 to 0.090, the closest different
/// images there 0.132, in UCI's digits 0.188, in faces 0.69.
const SHARE_OF_CONTRAST: f32 = 0.1;

/// Comparing every image with every other takes about a second for so many pairs; beyond, nobody would wait.
const PAIR_LIMIT: usize = 100_000_000;

/// Blocks a side of the small image that is compared first.
const BLOCKS: usize = 8;

/// A image of the second part, and the image of the first that it almost equals.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct NearCopy {
    /// Index in the first part, from 0.
    pub first: usize,
    /// Index in the second part, from 0.
    pub second: usize,
}

/// Near copies across two parts, ascending in the second, without exact copies; each image of the second is told to
/// `meter`. `None` if that would be more than 100 million comparisons. Parts of different sizes have no near copies.
///
/// # Errors
/// [`DataError::Canceled`].
pub(super) fn near_copies(
    first: &Dataset,
    second: &Dataset,
    meter: &Meter<'_>,
) -> Result<Option<Vec<NearCopy>>, DataError> {
    if first.shape() != second.shape() {
        meter.advance(second.len())?;
        return Ok(Some(Vec::new()));
    }
    if first.len().saturating_mul(second.len()) > PAIR_LIMIT {
        meter.advance(second.len())?;
        return Ok(None);
    }
    let sketches: Vec<Sketch> = (0..first.len())
        .into_par_iter()
        .filter_map(|index| sketch(first, index))
        .collect();
    let copies = (0..second.len()).into_par_iter().map(|index| {
        meter.advance(1)?;
        let nearest = nearest_within_contrast(first, &sketches, second, index);
        Ok(nearest.map(|nearest| NearCopy {
            first: nearest,
            second: index,
        }))
    });
    let copies: Vec<Option<NearCopy>> = copies.collect::<Result<_, DataError>>()?;
    Ok(Some(copies.into_iter().flatten().collect()))
}

/// Means of blocks, each times the root of its share of the image. So weighted, the distance of two sketches is never
/// more than the root mean square of the images' difference (the square of a mean is at most the mean of squares), and
/// nothing that is near can be missed by looking at sketches first.
type Sketch = [f32; BLOCKS * BLOCKS];

fn sketch(dataset: &Dataset, index: usize) -> Option<Sketch> {
    let pixels = dataset.pixels(index)?;
    let (shape, channels) = (dataset.shape(), dataset.shape().channels());
    let (mut sums, mut counts) = ([0.0; BLOCKS * BLOCKS], [0.0; BLOCKS * BLOCKS]);
    for (place, pixel) in pixels.chunks_exact(channels).enumerate() {
        let (row, column) = (place / shape.width(), place % shape.width());
        let block = row * BLOCKS / shape.height() * BLOCKS + column * BLOCKS / shape.width();
        sums[block] += pixel.iter().map(|&value| f32::from(value)).sum::<f32>();
        counts[block] += channels as f32;
    }
    let total = pixels.len() as f32;
    // sum / count · √(count / total)
    Some(std::array::from_fn(|block| {
        sums[block] / (f32::max(counts[block], 1.0) * total).sqrt()
    }))
}

fn nearest_within_contrast(
    first: &Dataset,
    sketches: &[Sketch],
    second: &Dataset,
    index: usize,
) -> Option<usize> {
    let (pixels, own) = (second.pixels(index)?, sketch(second, index)?);
    let limit = SHARE_OF_CONTRAST * SHARE_OF_CONTRAST * variance(pixels);
    let near = |other: &Sketch| {
        own.iter()
            .zip(other)
            .map(|(a, b)| (a - b) * (a - b))
            .sum::<f32>()
            < limit
    };
    let candidates = sketches.iter().enumerate().filter(|(_, other)| near(other));
    let measured = candidates
        .filter_map(|(place, _)| Some((place, mean_square(pixels, first.pixels(place)?))));
    let (place, difference) = measured.min_by(|a, b| a.1.total_cmp(&b.1))?;
    (difference > 0.0 && difference < limit).then_some(place)
}

fn variance(pixels: &[u8]) -> f32 {
    let count = pixels.len() as f64;
    let mean = pixels.iter().map(|&value| f64::from(value)).sum::<f64>() / count;
    (pixels
        .iter()
        .map(|&value| (f64::from(value) - mean).powi(2))
        .sum::<f64>()
        / count) as f32
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

    fn near_copies(first: &Dataset, second: &Dataset) -> Option<Vec<NearCopy>> {
        let unwatched = Meter::new(&|_| ControlFlow::Continue(()));
        super::near_copies(first, second, &unwatched).expect("nobody cancels")
    }

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
        let resaved = first
            .pixels(17)
            .expect("a picture")
            .iter()
            .map(|&value| value ^ 4);
        others.splice(120..240, resaved);
        others.splice(240..360, first.pixels(3).expect("a picture").to_vec());
        assert_eq!(
            near_copies(&first, &dataset(others)),
            Some(vec![NearCopy {
                first: 17,
                second: 1
            }])
        );
    }

    #[test]
    fn a_flat_picture_is_near_nothing() {
        assert_eq!(
            near_copies(&dataset(vec![100; 120]), &dataset(vec![101; 120])),
            Some(Vec::new())
        );
    }

    #[test]
    fn sketches_never_overstate_a_difference() {
        let data = dataset(noise(2, 3));
        let [a, b] = [0, 1].map(|index| sketch(&data, index).expect("a picture"));
        let apart: f32 = a.iter().zip(b).map(|(a, b)| (a - b) * (a - b)).sum();
        let [a, b] = [0, 1].map(|index| data.pixels(index).expect("a picture"));
        assert!(apart > 0.0 && apart <= mean_square(a, b));
    }
}

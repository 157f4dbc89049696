//! What the pixels of a data set are like on the whole: mean and deviation of each channel, the mean picture of each class.

use std::borrow::Cow;

use rayon::prelude::*;
use serde::Serialize;

use super::dataset::Dataset;
use super::error::DataError;
use super::pixels::Image;

/// Mean pictures of more classes are not looked at.
const MOST_MEAN_PICTURES: usize = 400;

/// Figures on one channel, from 0 to 255.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct ChannelFigures {
    /// Its mean.
    pub mean: f64,
    /// Its standard deviation over all pixels.
    pub deviation: f64,
}

/// What pixels are like.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Statistics {
    /// One for gray, three for RGB.
    pub channels: Vec<ChannelFigures>,
    /// The mean picture of each class; `None` for one without pictures. None at all where there are many classes.
    #[serde(skip)]
    pub mean_pictures: Vec<Option<Image>>,
}

impl Statistics {
    /// The figures of `dataset`.
    ///
    /// # Errors
    /// [`DataError::ImageLost`] where an image can no longer be read.
    pub fn of(dataset: &Dataset) -> Result<Self, DataError> {
        let class_count = dataset.classes().len();
        let means = if class_count > MOST_MEAN_PICTURES {
            Vec::new()
        } else {
            let classes = (0..class_count).into_par_iter();
            classes
                .map(|class| mean_picture(dataset, class as u32))
                .collect::<Result<_, DataError>>()?
        };
        Ok(Self {
            channels: channels(dataset)?,
            mean_pictures: means,
        })
    }
}

fn channels(dataset: &Dataset) -> Result<Vec<ChannelFigures>, DataError> {
    let count = dataset.shape().channels();
    let none = || vec![(0_u64, 0_u64); count];
    // Whole numbers add up the same in every order.
    let with_picture = |mut sums: Vec<(u64, u64)>, pixels: Result<Cow<'_, [u8]>, DataError>| {
        for pixel in pixels?.chunks_exact(count) {
            for ((sum, squares), &value) in sums.iter_mut().zip(pixel) {
                *sum += u64::from(value);
                *squares += u64::from(value).pow(2);
            }
        }
        Ok(sums)
    };
    let add = |mut one: Vec<(u64, u64)>, other: Vec<(u64, u64)>| {
        for (one, other) in one.iter_mut().zip(other) {
            *one = (one.0 + other.0, one.1 + other.1);
        }
        Ok(one)
    };
    let sums = dataset.all_pixels().try_fold(none, with_picture);
    let sums = sums.try_reduce(none, add)?;
    let per_channel = (dataset.len() * dataset.shape().value_count() / count).max(1) as f64;
    let figures = |(sum, squares)| {
        let mean = sum as f64 / per_channel;
        let variance = squares as f64 / per_channel - mean * mean;
        ChannelFigures {
            mean,
            deviation: variance.max(0.0).sqrt(),
        }
    };
    Ok(sums.into_iter().map(figures).collect())
}

fn mean_picture(dataset: &Dataset, class: u32) -> Result<Option<Image>, DataError> {
    let mut sums = vec![0_u64; dataset.shape().value_count()];
    let mut count = 0;
    let labels = dataset.labels().iter().enumerate();
    for (index, _) in labels.filter(|(_, label)| **label == class) {
        let pixels = dataset.existing(index)?;
        count += 1;
        for (sum, &value) in sums.iter_mut().zip(&*pixels) {
            *sum += u64::from(value);
        }
    }
    if count == 0 {
        return Ok(None);
    }
    let mean = sums
        .into_iter()
        .map(|sum| ((sum + count / 2) / count) as u8);
    Ok(Image::new(dataset.shape(), mean.collect()))
}

#[cfg(test)]
mod tests {
    use super::super::dataset::samples::from_pixels;
    use super::super::shape::ImageShape;
    use super::*;

    #[test]
    fn channels_and_classes_have_their_means() {
        let shape = ImageShape::new(1, 1, 3).expect("valid");
        let pixels = vec![0, 10, 5, 4, 10, 6, 8, 40, 7];
        let data = from_pixels(shape, pixels, &[0, 0, 2], 3).expect("valid");
        let statistics = Statistics::of(&data).expect("held in memory");
        // numpy: [[0, 10, 5], [4, 10, 6], [8, 40, 7]], mean and std along axis 0.
        let expected = [
            (4.0, 3.265_986_32),
            (20.0, 14.142_135_62),
            (6.0, 0.816_496_58),
        ];
        for (found, (mean, deviation)) in statistics.channels.iter().zip(expected) {
            assert!((found.mean - mean).abs() < 1e-6, "{found:?}");
            assert!((found.deviation - deviation).abs() < 1e-6, "{found:?}");
        }
        let means: Vec<Option<&[u8]>> = statistics
            .mean_pictures
            .iter()
            .map(|it| it.as_ref().map(Image::pixels))
            .collect();
        assert_eq!(means, [Some(&[2, 10, 6][..]), None, Some(&[8, 40, 7][..])]);
    }
}

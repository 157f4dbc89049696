//! What the pictures of a data set look like in figures: they travel with the weights, so that a picture that is like none of
//! them is known for what it is.

use serde::{Deserialize, Serialize};

use super::dataset::Dataset;
use super::pixels::Image;

/// Of larger data sets as many pictures are looked at, evenly spread: more would not change a figure.
const MOST_PICTURES: usize = 2_000;
/// A deviation is taken for no smaller, in values from 0 to 255: in drawn sets some are 0.
const LEAST_DEVIATION: f64 = 2.0;

/// A figure over many pictures.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize)]
pub struct Spread {
    /// Its mean.
    pub mean: f64,
    /// Its standard deviation.
    pub deviation: f64,
}

/// Figures of a data set, in values from 0 to 255.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Appearance {
    /// Of each channel: how bright a picture is on average.
    pub brightness: Vec<Spread>,
    /// Of each channel: how much a picture varies.
    pub contrast: Vec<Spread>,
    /// How far apart the channels of a pixel are on average: 0 for gray.
    pub color: Spread,
}

/// The figures of one picture.
#[derive(Debug, Clone, PartialEq)]
struct Figures {
    brightness: Vec<f64>,
    contrast: Vec<f64>,
    color: f64,
}

impl Figures {
    fn of(pixels: &[u8], channels: usize) -> Self {
        let channels = channels.max(1);
        let count = (pixels.len() / channels).max(1) as f64;
        let (mut sums, mut squares) = (vec![0.0; channels], vec![0.0; channels]);
        let mut color = 0.0;
        for pixel in pixels.chunks_exact(channels) {
            let (mut least, mut most) = (u8::MAX, 0);
            for (channel, &value) in pixel.iter().enumerate() {
                let number = f64::from(value);
                sums[channel] += number;
                squares[channel] += number * number;
                (least, most) = (least.min(value), most.max(value));
            }
            color += f64::from(most.saturating_sub(least));
        }
        let brightness: Vec<f64> = sums.iter().map(|sum| sum / count).collect();
        let contrast = squares.iter().zip(&brightness);
        let contrast =
            contrast.map(|(square, mean)| (square / count - mean * mean).max(0.0).sqrt());
        Self {
            contrast: contrast.collect(),
            brightness,
            color: color / count,
        }
    }
}

impl Appearance {
    /// Of the pictures of `dataset`.
    #[must_use]
    pub fn of(dataset: &Dataset) -> Self {
        let step = dataset.len().div_ceil(MOST_PICTURES).max(1);
        let channels = dataset.shape().channels();
        let places = (0..dataset.len()).step_by(step);
        let pictures = places.filter_map(|place| dataset.pixels(place));
        let figures: Vec<Figures> = pictures
            .map(|pixels| Figures::of(&pixels, channels))
            .collect();
        let of_channel = |value: fn(&Figures) -> &[f64]| {
            let spread = |channel| spread(figures.iter().map(|it| value(it)[channel]));
            (0..channels).map(spread).collect()
        };
        Self {
            brightness: of_channel(|figures| &figures.brightness),
            contrast: of_channel(|figures| &figures.contrast),
            color: spread(figures.iter().map(|figures| figures.color)),
        }
    }

    /// How many standard deviations the figure of `picture` that is least like the data's lies from their mean; `None` for a
    /// picture of other channels.
    #[must_use]
    pub fn distance(&self, picture: &Image) -> Option<f64> {
        self.distance_of(picture.pixels(), picture.shape().channels())
    }

    /// The same for the negative of `picture`.
    #[must_use]
    pub fn distance_of_negative(&self, picture: &Image) -> Option<f64> {
        let negative: Vec<u8> = picture.pixels().iter().map(|value| 255 - value).collect();
        self.distance_of(&negative, picture.shape().channels())
    }

    /// How far apart the channels of a pixel of `picture` are on average.
    #[must_use]
    pub fn color_of(picture: &Image) -> f64 {
        Figures::of(picture.pixels(), picture.shape().channels()).color
    }

    fn distance_of(&self, pixels: &[u8], channels: usize) -> Option<f64> {
        if channels != self.brightness.len() || channels != self.contrast.len() {
            return None;
        }
        let figures = Figures::of(pixels, channels);
        let brightness = self.brightness.iter().zip(&figures.brightness);
        let contrast = self.contrast.iter().zip(&figures.contrast);
        let distances = brightness.chain(contrast).map(|(spread, value)| {
            (value - spread.mean).abs() / spread.deviation.max(LEAST_DEVIATION)
        });
        Some(distances.fold(0.0, f64::max))
    }
}

fn spread(values: impl Iterator<Item = f64> + Clone) -> Spread {
    let count = values.clone().count().max(1) as f64;
    let mean = values.clone().sum::<f64>() / count;
    let squares = values.map(|value| (value - mean).powi(2));
    Spread {
        mean,
        deviation: (squares.sum::<f64>() / count).sqrt(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::dataset::samples::from_pixels;
    use super::super::shape::ImageShape;
    use super::*;

    fn gray(pixels: [u8; 2]) -> Image {
        Image::new(ImageShape::new(1, 2, 1).unwrap(), pixels.to_vec()).unwrap()
    }

    #[test]
    fn figures_are_means_and_deviations_over_pictures() {
        let shape = ImageShape::new(1, 2, 1).unwrap();
        // Means 10 and 30, deviations within a picture 10 and 30.
        let data = from_pixels(shape, vec![0, 20, 0, 60], &[0, 0], 1).unwrap();
        let appearance = Appearance::of(&data);
        let expected = Spread {
            mean: 20.0,
            deviation: 10.0,
        };
        assert_eq!(appearance.brightness, [expected]);
        assert_eq!(appearance.contrast, [expected]);
        assert_eq!(appearance.color, Spread::default());
        // Brightness 20, contrast 20: as like the data as can be.
        assert_eq!(appearance.distance(&gray([0, 40])), Some(0.0));
        assert_eq!(appearance.distance(&gray([120, 120])), Some(10.0));
        assert_eq!(
            appearance.distance_of_negative(&gray([255, 215])),
            Some(0.0)
        );
    }
}

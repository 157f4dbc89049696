//! Axes of arrays: what they multiply to, how Python writes them, and which of them are height, width and channels.

use super::super::error::DataError;
use super::super::shape::ImageShape;

/// Values in an array of this shape; saturated.
pub(super) fn product(axes: &[u64]) -> u64 {
    axes.iter()
        .fold(1, |product, &axis| product.saturating_mul(axis))
}

/// As Python writes it: `(1080, 64, 64, 3)`, `(6,)`, `()`.
pub(super) fn shape_text(shape: &[u64]) -> String {
    match shape {
        [only] => format!("({only},)"),
        axes => format!(
            "({})",
            axes.iter()
                .map(ToString::to_string)
                .collect::<Vec<_>>()
                .join(", ")
        ),
    }
}

/// How the values of a picture follow each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Layout {
    /// (height, width, channels), or without channels.
    ChannelsLast,
    /// (channels, height, width), as PyTorch keeps pictures.
    ChannelsFirst,
    /// One row of values, whose sides are guessed.
    Flat,
}

/// Pictures in an array, and how they lie in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Pictures {
    pub(super) count: u64,
    pub(super) shape: ImageShape,
    pub(super) layout: Layout,
}

impl Pictures {
    /// The pictures in an array with these axes; `None` where they are not those of pictures.
    pub(super) fn of_axes(axes: &[u64]) -> Result<Option<Self>, DataError> {
        let (count, shape, layout) = match *axes {
            [0, ..] => return Err(DataError::EmptyDataset),
            [count, height, width] => (
                count,
                ImageShape::new(height, width, 1)?,
                Layout::ChannelsLast,
            ),
            [count, channels @ (1 | 3), height, width] if !matches!(width, 1 | 3) => (
                count,
                ImageShape::new(height, width, channels)?,
                Layout::ChannelsFirst,
            ),
            [count, height, width, channels] => (
                count,
                ImageShape::new(height, width, channels)?,
                Layout::ChannelsLast,
            ),
            [count, length] => match flat_shape(length) {
                Some(shape) => (count, shape, Layout::Flat),
                None => return Ok(None),
            },
            _ => return Ok(None),
        };
        Ok(Some(Self {
            count,
            shape,
            layout,
        }))
    }

    /// The pixels with channels last.
    pub(super) fn channels_last(&self, pixels: Vec<u8>) -> Vec<u8> {
        let channels = self.shape.channels();
        if self.layout != Layout::ChannelsFirst || channels == 1 {
            return pixels;
        }
        let plane = self.shape.height() * self.shape.width();
        let mut turned = Vec::with_capacity(pixels.len());
        for picture in pixels.chunks_exact(self.shape.value_count()) {
            for place in 0..plane {
                turned.extend((0..channels).map(|channel| picture[channel * plane + place]));
            }
        }
        turned
    }
}

/// The fewest values that may be a picture: fewer columns of numbers are measurements.
const LEAST_FLAT: u64 = 9;

/// A square picture of so many values: gray where that comes out even, else RGB.
pub(super) fn flat_shape(length: u64) -> Option<ImageShape> {
    let square = |pixels: u64, channels| {
        let side = pixels.isqrt();
        (side * side == pixels)
            .then(|| ImageShape::new(side, side, channels).ok())
            .flatten()
    };
    if length < LEAST_FLAT {
        return None;
    }
    let rgb = || length.is_multiple_of(3).then(|| square(length / 3, 3))?;
    square(length, 1).or_else(rgb)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn axes_are_told_apart() {
        let of = |axes: &[u64]| {
            let found = Pictures::of_axes(axes).expect("fits")?;
            Some((found.shape.to_string(), found.layout))
        };
        let last = |text: &str| Some((text.to_owned(), Layout::ChannelsLast));
        assert_eq!(of(&[7, 28, 28]), last("28 × 28 × 1"));
        assert_eq!(of(&[7, 32, 24, 3]), last("32 × 24 × 3"));
        assert_eq!(of(&[7, 3, 3, 3]), last("3 × 3 × 3"));
        assert_eq!(
            of(&[7, 3, 32, 24]),
            Some(("32 × 24 × 3".to_owned(), Layout::ChannelsFirst))
        );
        for (length, shape) in [(784, "28 × 28 × 1"), (3072, "32 × 32 × 3")] {
            assert_eq!(of(&[7, length]), Some((shape.to_owned(), Layout::Flat)));
        }
        assert_eq!(of(&[7, 785]), None);
        assert_eq!(of(&[7, 4]), None);
        assert_eq!(of(&[7]), None);
        assert_eq!(
            Pictures::of_axes(&[0, 28, 28]),
            Err(DataError::EmptyDataset)
        );
    }
}

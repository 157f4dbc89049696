//! The shape of one sample's activations, channels last, without the batch axis.

use std::fmt;

/// The most axes a shape can have: height, width, channels.
pub const MAX_RANK: usize = 3;

/// The shape of one sample: `(height, width, channels)` for a feature map, `(features)` for a vector.
///
/// Printed as Keras prints it, without the batch axis: `(64, 64, 3)`, `(32768)`.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Shape {
    dims: [usize; MAX_RANK],
    rank: usize,
}

impl Shape {
    /// A feature map of `height` × `width` pixels with `channels` channels.
    #[must_use]
    pub const fn map(height: usize, width: usize, channels: usize) -> Self {
        Self {
            dims: [height, width, channels],
            rank: 3,
        }
    }

    /// A vector of `features` numbers.
    #[must_use]
    pub const fn vector(features: usize) -> Self {
        Self {
            dims: [features, 0, 0],
            rank: 1,
        }
    }

    /// The lengths of the axes, outermost first.
    #[must_use]
    pub fn dims(&self) -> &[usize] {
        &self.dims[..self.rank]
    }

    /// `[height, width, channels]` of a feature map, `None` for a vector.
    #[must_use]
    pub fn as_map(&self) -> Option<[usize; 3]> {
        (self.rank == 3).then_some(self.dims)
    }

    /// The length of a vector, `None` for a feature map.
    #[must_use]
    pub fn as_vector(&self) -> Option<usize> {
        (self.rank == 1).then_some(self.dims[0])
    }

    /// The length of the last axis: channels of a map, features of a vector.
    #[must_use]
    pub fn channels(&self) -> usize {
        self.dims[self.rank - 1]
    }

    /// The same shape with another last axis.
    #[must_use]
    pub fn with_channels(mut self, channels: usize) -> Self {
        self.dims[self.rank - 1] = channels;
        self
    }

    /// How many numbers one sample holds, `None` where that exceeds 64 bits.
    #[must_use]
    pub fn elements(&self) -> Option<u64> {
        product(self.dims())
    }
}

impl fmt::Display for Shape {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("(")?;
        for (axis, dim) in self.dims().iter().enumerate() {
            if axis > 0 {
                f.write_str(", ")?;
            }
            write!(f, "{dim}")?;
        }
        f.write_str(")")
    }
}

impl fmt::Debug for Shape {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl serde::Serialize for Shape {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.dims().serialize(serializer)
    }
}

/// The product of `factors`, `None` where it exceeds 64 bits.
#[must_use]
pub fn product(factors: &[usize]) -> Option<u64> {
    factors.iter().try_fold(1_u64, |total, factor| {
        total.checked_mul(u64::try_from(*factor).ok()?)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shapes_read_as_in_keras() {
        assert_eq!(Shape::map(64, 64, 3).to_string(), "(64, 64, 3)");
        assert_eq!(Shape::vector(32_768).to_string(), "(32768)");
    }

    #[test]
    fn an_astronomical_shape_has_no_element_count() {
        assert_eq!(Shape::map(usize::MAX, 2, 2).elements(), None);
        assert_eq!(Shape::map(64, 64, 3).elements(), Some(12_288));
    }
}

//! The window that convolutions and poolings slide over a map, and what Keras pads around the map.

use crate::layer::{Padding, Sliding};

/// What is added before and after one axis.
pub type Sides = (usize, usize);

/// A sliding window: sizes, strides and gaps in pixels, as `[vertical, horizontal]`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Window {
    /// Pixels that the window looks at.
    pub size: [usize; 2],
    /// Pixels between two positions of the window.
    pub strides: [usize; 2],
    /// Pixels between two pixels of the window; 1 leaves no gap.
    pub dilation_rate: [usize; 2],
    /// How the edge is treated.
    pub padding: Padding,
}

impl From<Sliding> for Window {
    fn from(sliding: Sliding) -> Self {
        Self {
            size: sliding.size,
            strides: sliding.strides,
            dilation_rate: sliding.dilation,
            padding: sliding.padding,
        }
    }
}

impl Window {
    /// What has to be added around a map of `map_size` pixels, as `[vertical, horizontal]`.
    pub fn sides(&self, map_size: [usize; 2]) -> [Sides; 2] {
        [0, 1].map(|axis| {
            let extent = (self.size[axis] - 1) * self.dilation_rate[axis] + 1;
            self.padding
                .amounts(map_size[axis], extent, self.strides[axis])
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn same(size: usize, stride: usize, dilation: usize) -> Window {
        Window {
            size: [size; 2],
            strides: [stride; 2],
            dilation_rate: [dilation; 2],
            padding: Padding::Same,
        }
    }

    // Expected values by TensorFlow's formula, worked out by hand:
    // total = max((ceil(n / s) - 1) * s + (k - 1) * d + 1 - n, 0), before = total / 2.
    #[test]
    fn same_padding_puts_the_odd_pixel_after() {
        assert_eq!(same(3, 1, 1).sides([8, 8]), [(1, 1); 2]);
        assert_eq!(same(3, 2, 1).sides([8, 7]), [(0, 1), (1, 1)]);
        assert_eq!(same(2, 2, 1).sides([5, 6]), [(0, 1), (0, 0)]);
        assert_eq!(same(4, 1, 1).sides([9, 9]), [(1, 2); 2]);
        assert_eq!(same(3, 1, 2).sides([8, 8]), [(2, 2); 2]);
    }

    #[test]
    fn a_stride_longer_than_the_window_needs_no_padding() {
        assert_eq!(same(1, 2, 1).sides([8, 8]), [(0, 0); 2]);
    }

    #[test]
    fn valid_padding_adds_nothing() {
        let window = Window {
            padding: Padding::Valid,
            ..same(3, 2, 1)
        };
        assert_eq!(window.sides([7, 7]), [(0, 0); 2]);
    }
}

//! Reshaping without arithmetic: a rim of zeros, and a map laid out as a vector.

use burn::tensor::{Tensor, ops::PadMode};

use super::Sides;

/// Puts zeros around each map.
///
/// `[batch, height, width, channels]` to `[batch, top + height + bottom, left + width + right, channels]`,
/// with `sides` as `[(top, bottom), (left, right)]`.
pub fn zero_padding(maps: Tensor<4>, sides: [Sides; 2]) -> Tensor<4> {
    let [vertical, horizontal] = sides;
    maps.pad([vertical, horizontal, (0, 0)], PadMode::Constant(0.0))
}

/// `[batch, height, width, channels]` to `[batch, 1, 1, height * width * channels]`, rows first and
/// channels last, which is Keras's order.
pub fn flatten(maps: Tensor<4>) -> Tensor<4> {
    let [batch, height, width, channels] = maps.dims();
    maps.reshape([batch, 1, 1, height * width * channels])
}

#[cfg(test)]
mod tests {
    use super::super::slow::{Maps, device, numbers};
    use super::*;

    #[test]
    fn zeros_go_where_they_are_asked_for() {
        let maps = Maps::random([1, 2, 3, 2], 1);
        let padded = zero_padding(maps.tensor(&device()), [(1, 2), (0, 3)]);
        let expected = Maps::from_fn([1, 5, 6, 2], |[n, y, x, c]| {
            f64::from(maps.get(n, y as isize - 1, x as isize, c).unwrap_or(0.0) as f32)
        });
        assert_eq!(padded.dims(), expected.shape);
        assert_eq!(numbers(padded), expected.values);
    }

    #[test]
    fn flattening_keeps_rows_first_and_channels_last() {
        let maps = Maps::from_fn([2, 2, 2, 2], |[n, y, x, c]| {
            (n * 8 + y * 4 + x * 2 + c) as f64
        });
        let flat = flatten(maps.tensor(&device()));
        assert_eq!(flat.dims(), [2, 1, 1, 8]);
        assert_eq!(numbers(flat), (0..16).map(f64::from).collect::<Vec<_>>());
    }
}

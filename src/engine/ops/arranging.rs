//! Numbers put elsewhere without arithmetic: cut off, under another shape, in another order, several times over.

use burn::tensor::{Tensor, s};

use super::Sides;

/// Cuts the border off each map: `[batch, top + height + bottom, left + width + right, channels]` to
/// `[batch, height, width, channels]`, with `sides` as `[(top, bottom), (left, right)]`.
pub fn cropping(maps: Tensor<4>, sides: [Sides; 2]) -> Tensor<4> {
    let [_, height, width, _] = maps.dims();
    let [(top, bottom), (left, right)] = sides;
    maps.slice(s![.., top..height - bottom, left..width - right, ..])
}

/// The numbers of each image under another shape, `[height, width, channels]`.
pub fn reshape(maps: Tensor<4>, [height, width, channels]: [usize; 3]) -> Tensor<4> {
    let [batch, ..] = maps.dims();
    maps.reshape([batch, height, width, channels])
}

/// Axis `k` of each image becomes what was its axis `dims[k]`, counted from 1.
pub fn permute(maps: Tensor<4>, [height, width, channels]: [usize; 3]) -> Tensor<4> {
    maps.permute([0, height as isize, width as isize, channels as isize])
}

/// Each pixel as often as `[vertical, horizontal]` factors say.
pub fn nearest_up_sampling(maps: Tensor<4>, factors: [usize; 2]) -> Tensor<4> {
    let [batch, height, width, channels] = maps.dims();
    let [vertical, horizontal] = factors;
    maps.reshape([batch, height, 1, width, 1, channels])
        .repeat_dim(2, vertical)
        .repeat_dim(4, horizontal)
        .reshape([batch, height * vertical, width * horizontal, channels])
}

#[cfg(test)]
mod tests {
    use super::super::slow::{Maps, assert_close, assert_gradient, device, numbers};
    use super::*;

    #[test]
    fn cropping_takes_zero_padding_back() {
        let maps = Maps::random([2, 3, 4, 2], 1);
        let sides = [(1, 2), (0, 3)];
        let padded = super::super::zero_padding(maps.tensor(&device()), sides);
        let expected = numbers(maps.tensor(&device()));
        assert_eq!(numbers(cropping(padded, sides)), expected);
        assert_gradient(
            &maps,
            |maps| cropping(maps, [(1, 1), (2, 0)]),
            |maps| Maps::from_fn([2, 1, 2, 2], |[n, y, x, c]| maps.at([n, y + 1, x + 2, c])),
        );
    }

    #[test]
    fn permuting_puts_each_number_where_its_axes_lead() {
        let maps = Maps::random([2, 3, 4, 5], 2);
        let slow = |maps: &Maps| Maps::from_fn([2, 5, 3, 4], |[n, a, b, c]| maps.at([n, b, c, a]));
        let found = permute(maps.tensor(&device()), [3, 1, 2]);
        assert_eq!(found.dims(), [2, 5, 3, 4]);
        assert_close(&numbers(found), &slow(&maps).values, 1e-6);
        assert_gradient(&maps, |maps| permute(maps, [3, 1, 2]), slow);
    }

    #[test]
    fn up_sampling_repeats_pixels() {
        let maps = Maps::random([2, 3, 2, 3], 3);
        let nearest =
            |maps: &Maps| Maps::from_fn([2, 6, 6, 3], |[n, y, x, c]| maps.at([n, y / 2, x / 3, c]));
        let found = numbers(nearest_up_sampling(maps.tensor(&device()), [2, 3]));
        assert_close(&found, &nearest(&maps).values, 1e-6);
        assert_gradient(&maps, |maps| nearest_up_sampling(maps, [2, 3]), nearest);
    }
}

//! Numbers put elsewhere without arithmetic: cut off, under another shape, in another order, several times over.

use burn::tensor::{Tensor, TensorData, s};

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

/// Means of the pixels around, as TensorFlow takes them: the centers of the outer pixels stay half a pixel from the border.
pub fn bilinear_up_sampling(maps: Tensor<4>, factors: [usize; 2]) -> Tensor<4> {
    let [batch, height, width, channels] = maps.dims();
    let device = maps.device().without_autodiff();
    let [vertical, horizontal] = factors;
    let (tall, wide) = (height * vertical, width * horizontal);
    let shares = |length: usize, factor: usize| {
        let shape = [1, length * factor, length];
        Tensor::<3>::from_data(TensorData::new(shares(length, factor), shape), &device)
    };
    let rows = maps.reshape([batch, height, width * channels]);
    let rows = shares(height, vertical).matmul(rows);
    let pixels = rows.reshape([batch * tall, width, channels]);
    let pixels = shares(width, horizontal).matmul(pixels);
    pixels.reshape([batch, tall, wide, channels])
}

/// What each of `length` pixels counts for each of `length * factor` new ones, row by row.
fn shares(length: usize, factor: usize) -> Vec<f32> {
    let mut shares = vec![0.0; length * factor * length];
    for (new, row) in shares.chunks_exact_mut(length.max(1)).enumerate() {
        let center = (new as f64 + 0.5) / factor as f64 - 0.5;
        let below = center.floor();
        let share = center - below;
        let place = |pixel: f64| pixel.clamp(0.0, (length - 1) as f64) as usize;
        row[place(below)] += (1.0 - share) as f32;
        row[place(below + 1.0)] += share as f32;
    }
    shares
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
    fn up_sampling_repeats_pixels_or_takes_means_of_them() {
        let maps = Maps::random([2, 3, 2, 3], 3);
        let nearest =
            |maps: &Maps| Maps::from_fn([2, 6, 6, 3], |[n, y, x, c]| maps.at([n, y / 2, x / 3, c]));
        let found = numbers(nearest_up_sampling(maps.tensor(&device()), [2, 3]));
        assert_close(&found, &nearest(&maps).values, 1e-6);
        assert_gradient(&maps, |maps| nearest_up_sampling(maps, [2, 3]), nearest);
        let bilinear = |maps: &Maps| {
            Maps::from_fn([2, 6, 6, 3], |[n, y, x, c]| {
                let around = |at: usize, factor: f64, length: usize| {
                    let center = (at as f64 + 0.5) / factor - 0.5;
                    let last = (length - 1) as f64;
                    let pixels = [center.floor(), center.floor() + 1.0];
                    let share = center - center.floor();
                    (
                        pixels.map(|it| it.clamp(0.0, last) as usize),
                        [1.0 - share, share],
                    )
                };
                let (ys, y_shares) = around(y, 2.0, 3);
                let (xs, x_shares) = around(x, 3.0, 2);
                let mut sum = 0.0;
                for (y, y_share) in ys.into_iter().zip(y_shares) {
                    for (x, x_share) in xs.into_iter().zip(x_shares) {
                        sum += maps.at([n, y, x, c]) * y_share * x_share;
                    }
                }
                sum
            })
        };
        let found = numbers(bilinear_up_sampling(maps.tensor(&device()), [2, 3]));
        assert_close(&found, &bilinear(&maps).values, 1e-5);
        assert_gradient(&maps, |maps| bilinear_up_sampling(maps, [2, 3]), bilinear);
    }
}

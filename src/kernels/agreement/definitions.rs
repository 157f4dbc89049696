//! Operations as they are defined, number by number, with how far float32 may be from them. Slow, and obviously right.

use super::{EPSILON, weights};
use crate::rounded::Rounded;
use crate::slow::Maps;

/// A normalization as `results` of the tests has it, from its definition: Burn's own has lost most digits of the gradient of a few
/// pixels, which is the little that their statistics leave of it.
pub(super) fn slow_normalization(inputs: &[Maps], with_relu: bool) -> Vec<Vec<Rounded>> {
    let channels = inputs[0].shape[3];
    let numbers = |maps: &Maps| -> Vec<Rounded> { single(maps).map(Rounded::exact).collect() };
    let weights = numbers(&weights(inputs[0].shape));
    let inputs: Vec<Vec<Rounded>> = inputs.iter().map(numbers).collect();
    let mut results = [&inputs[..1], &inputs].concat();
    for channel in 0..channels {
        let of = |numbers: &Vec<Rounded>| -> Vec<Rounded> {
            let from = numbers.iter().skip(channel);
            from.step_by(channels).copied().collect()
        };
        let inputs: Vec<Vec<Rounded>> = inputs.iter().map(of).collect();
        let found = slow_channel(&inputs, &of(&weights), with_relu);
        for (result, found) in results.iter_mut().zip(found) {
            let places = result.iter_mut().skip(channel).step_by(channels);
            places
                .zip(found)
                .for_each(|(place, number)| *place = number);
        }
    }
    results
}

/// The same for one channel: its pixels, gamma, beta, and the shortcut's pixels where there is one.
fn slow_channel(
    inputs: &[Vec<Rounded>],
    weights: &[Rounded],
    with_relu: bool,
) -> [Vec<Rounded>; 5] {
    let (gamma, beta, shortcut) = (inputs[1][0], inputs[2][0], inputs.get(3));
    let (normalized, factor) = normalized(&inputs[0]);
    let mut sums: Vec<Rounded> = normalized.iter().map(|x| *x * gamma + beta).collect();
    if let Some(shortcut) = shortcut {
        sums.iter_mut()
            .zip(shortcut)
            .for_each(|(sum, other)| *sum = *sum + *other);
    }
    let mut weights = weights.to_vec();
    if with_relu || shortcut.is_some() {
        for (weight, sum) in weights.iter_mut().zip(&mut sums) {
            *weight = weight.let_through(*sum);
            *sum = sum.with_relu();
        }
    }
    let along = weights.iter().zip(&normalized).map(|(g, x)| *g * *x);
    let along: Vec<Rounded> = along.collect();
    let (mean, mean_along) = (Rounded::mean(&weights), Rounded::mean(&along));
    let through = weights.iter().zip(&normalized);
    let through = through.map(|(g, x)| (*g - mean - *x * mean_along) * factor * gamma);
    let (gradient, of_beta) = (through.collect(), Rounded::sum(weights.clone()));
    [
        sums,
        gradient,
        vec![Rounded::sum(along)],
        vec![of_beta],
        weights,
    ]
}

/// The numbers of one channel, centered and scaled, and what they were scaled by.
fn normalized(numbers: &[Rounded]) -> (Vec<Rounded>, Rounded) {
    let mean = Rounded::mean(numbers);
    let centered: Vec<Rounded> = numbers.iter().map(|x| *x - mean).collect();
    let squares: Vec<Rounded> = centered.iter().map(|x| *x * *x).collect();
    let deviation = (Rounded::mean(&squares) + Rounded::nearest(EPSILON)).sqrt();
    let factor = Rounded::exact(1.0) / deviation;
    (centered.iter().map(|x| *x * factor).collect(), factor)
}

/// Softmax along the channels and its gradient, as `results` of the tests has them.
pub(super) fn slow_softmax(maps: &Maps) -> [Vec<Rounded>; 2] {
    let (numbers, weights) = in_single_precision(maps);
    let classes = maps.shape[3];
    let (mut output, mut gradient) = (Vec::new(), Vec::new());
    for (row, weights) in numbers.chunks(classes).zip(weights.chunks(classes)) {
        let largest = row
            .iter()
            .map(|number| number.value)
            .fold(f64::NEG_INFINITY, f64::max);
        let powers = row
            .iter()
            .map(|number| (*number - Rounded::exact(largest)).exp());
        let powers: Vec<Rounded> = powers.collect();
        let sum = Rounded::sum(powers.iter().copied());
        let shares: Vec<Rounded> = powers.iter().map(|power| *power / sum).collect();
        let mean = Rounded::sum(shares.iter().zip(weights).map(|(y, g)| *y * *g));
        gradient.extend(shares.iter().zip(weights).map(|(y, g)| *y * (*g - mean)));
        output.extend(shares);
    }
    [output, gradient]
}

/// Gelu and its gradient likewise.
pub(super) fn slow_gelu(maps: &Maps) -> [Vec<Rounded>; 2] {
    let (numbers, weights) = in_single_precision(maps);
    let nearest = Rounded::nearest;
    let share = |x: Rounded| {
        Rounded::exact(0.5) * (x.negative() * nearest(std::f64::consts::FRAC_1_SQRT_2)).erfc()
    };
    let at_zero = nearest(1.0 / (2.0 * std::f64::consts::PI).sqrt());
    let density = |x: Rounded| at_zero * (Rounded::exact(-0.5) * x * x).exp();
    let output = numbers.iter().map(|x| *x * share(*x)).collect();
    let slopes = numbers.iter().map(|x| share(*x) + *x * density(*x));
    let gradient = slopes.zip(&weights).map(|(slope, g)| slope * *g).collect();
    [output, gradient]
}

/// The numbers of `maps`, and the weights of the outputs, as the kernels get them.
fn in_single_precision(maps: &Maps) -> (Vec<Rounded>, Vec<Rounded>) {
    let exact = |maps: &Maps| single(maps).map(Rounded::exact).collect();
    (exact(maps), exact(&weights(maps.shape)))
}

/// The numbers as float32 holds them.
fn single(maps: &Maps) -> impl Iterator<Item = f64> {
    maps.values.iter().map(|value| f64::from(*value as f32))
}

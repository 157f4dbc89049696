//! How weights start, by Keras's formulas and from generators of our own: Burn's is one per process and
//! its initializers also fill the biases.

use rand::Rng;
use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;

use crate::engine::ops::standard_normal;
use crate::layer::Initializer;

/// Keras's standard deviation of `random_normal` and half-width of `random_uniform`.
const RANDOM_SPREAD: f64 = 0.05;

/// The standard deviation of a normal distribution cut off at ±2.
const TRUNCATED_NORMAL_DEVIATION: f64 = 0.879_625_661_034_239_8;

/// The generator of one layer: equal seeds give equal weights whatever else was drawn before.
pub(super) fn generator(seed: u64, layer_index: usize) -> ChaCha8Rng {
    let mut generator = ChaCha8Rng::seed_from_u64(seed);
    generator.set_stream(layer_index as u64);
    generator
}

/// First values of a kernel of shape `[.., inputs, outputs]`, in row-major order.
pub(super) fn values(
    initializer: Initializer,
    shape: &[usize],
    generator: &mut ChaCha8Rng,
) -> Vec<f32> {
    let count = shape.iter().product();
    let (fan_in, fan_out) = fans(shape);
    let mut fill = |draw: &dyn Fn(&mut ChaCha8Rng) -> f64| -> Vec<f32> {
        (0..count).map(|_| draw(generator) as f32).collect()
    };
    let uniform = |variance: f64| move |g: &mut ChaCha8Rng| symmetric(g, (3.0 * variance).sqrt());
    let normal = |variance: f64| {
        move |g: &mut ChaCha8Rng| truncated_normal(g) * variance.sqrt() / TRUNCATED_NORMAL_DEVIATION
    };
    match initializer {
        Initializer::GlorotUniform => fill(&uniform(2.0 / (fan_in + fan_out))),
        Initializer::GlorotNormal => fill(&normal(2.0 / (fan_in + fan_out))),
        Initializer::HeUniform => fill(&uniform(2.0 / fan_in)),
        Initializer::HeNormal => fill(&normal(2.0 / fan_in)),
        Initializer::RandomNormal => fill(&|g| standard_normal(g) * RANDOM_SPREAD),
        Initializer::RandomUniform => fill(&|g| symmetric(g, RANDOM_SPREAD)),
        Initializer::LecunUniform => fill(&uniform(1.0 / fan_in)),
        Initializer::LecunNormal => fill(&normal(1.0 / fan_in)),
        // Keras divides by no share here: what is cut off makes the deviation smaller.
        Initializer::TruncatedNormal => fill(&|g| truncated_normal(g) * RANDOM_SPREAD),
        Initializer::Orthogonal => orthogonal(shape, generator),
        Initializer::Zeros => vec![0.0; count],
        Initializer::Ones => vec![1.0; count],
    }
}

/// Numbers that feed one output and that one input feeds, as Keras counts them: a convolution's
/// kernel counts each of its pixels.
fn fans(shape: &[usize]) -> (f64, f64) {
    let [pixels @ .., inputs, outputs] = shape else {
        return (1.0, 1.0);
    };
    let pixels = pixels.iter().product::<usize>() as f64;
    (pixels * *inputs as f64, pixels * *outputs as f64)
}

/// Normal random columns made orthogonal one after the other (Gram and Schmidt), each by all before it twice, because once
/// leaves rounding errors. Of a kernel with more outputs than numbers that feed one, the rows are.
fn orthogonal(shape: &[usize], generator: &mut ChaCha8Rng) -> Vec<f32> {
    let outputs = shape.last().copied().unwrap_or(1).max(1);
    let inputs = shape.iter().product::<usize>() / outputs;
    let (length, count) = (inputs.max(outputs), inputs.min(outputs));
    let mut vectors: Vec<Vec<f64>> = Vec::with_capacity(count);
    for _ in 0..count {
        let mut vector: Vec<f64> = (0..length).map(|_| standard_normal(generator)).collect();
        for before in vectors.iter().chain(&vectors) {
            let share: f64 = before.iter().zip(&vector).map(|(a, b)| a * b).sum();
            for (number, before) in vector.iter_mut().zip(before) {
                *number -= share * before;
            }
        }
        let norm = vector.iter().map(|number| number * number).sum::<f64>();
        let norm = norm.sqrt().max(f64::MIN_POSITIVE);
        for number in &mut vector {
            *number /= norm;
        }
        vectors.push(vector);
    }
    let at = |input: usize, output: usize| {
        if inputs >= outputs {
            vectors[output][input]
        } else {
            vectors[input][output]
        }
    };
    (0..inputs)
        .flat_map(|input| (0..outputs).map(move |output| (input, output)))
        .map(|(input, output)| at(input, output) as f32)
        .collect()
}

fn symmetric(generator: &mut ChaCha8Rng, limit: f64) -> f64 {
    (generator.random::<f64>() * 2.0 - 1.0) * limit
}

fn truncated_normal(generator: &mut ChaCha8Rng) -> f64 {
    loop {
        let value = standard_normal(generator);
        if value.abs() <= 2.0 {
            return value;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drawn(initializer: Initializer) -> Vec<f64> {
        let shape = [3, 3, 40, 60];
        let values = values(initializer, &shape, &mut generator(1, 0));
        values.into_iter().map(f64::from).collect()
    }

    fn deviation(values: &[f64]) -> f64 {
        (values.iter().map(|value| value * value).sum::<f64>() / values.len() as f64).sqrt()
    }

    // fan_in = 3·3·40 = 360, fan_out = 3·3·60 = 540. 21,600 numbers have a standard deviation that is
    // off by about 1 / sqrt(2 · 21,600) = 0.5 %; 2 % leaves four of those.
    #[test]
    fn each_initializer_has_its_papers_variance() {
        let expected = [
            (Initializer::GlorotUniform, (2.0_f64 / 900.0).sqrt()),
            (Initializer::GlorotNormal, (2.0_f64 / 900.0).sqrt()),
            (Initializer::HeUniform, (2.0_f64 / 360.0).sqrt()),
            (Initializer::HeNormal, (2.0_f64 / 360.0).sqrt()),
            (Initializer::RandomNormal, 0.05),
            (Initializer::RandomUniform, 0.05 / 3.0_f64.sqrt()),
            (Initializer::LecunUniform, (1.0_f64 / 360.0).sqrt()),
            (Initializer::LecunNormal, (1.0_f64 / 360.0).sqrt()),
            // Of what lies within two deviations of 0.05.
            (
                Initializer::TruncatedNormal,
                0.05 * TRUNCATED_NORMAL_DEVIATION,
            ),
            // Columns of length 1 of 360 numbers each.
            (Initializer::Orthogonal, (1.0_f64 / 360.0).sqrt()),
        ];
        for (initializer, deviation_expected) in expected {
            let found = deviation(&drawn(initializer));
            assert!(
                (found / deviation_expected - 1.0).abs() < 0.02,
                "{initializer:?}: {found}"
            );
        }
    }

    #[test]
    fn glorot_uniform_stays_within_its_limit() {
        let limit = (6.0_f64 / 900.0).sqrt();
        let values = drawn(Initializer::GlorotUniform);
        assert!(values.iter().all(|value| value.abs() <= limit));
        assert!(values.iter().any(|value| value.abs() > 0.99 * limit));
    }

    #[test]
    fn columns_are_orthogonal_and_rows_where_there_are_more_columns() {
        for (inputs, outputs) in [(12, 5), (5, 12), (6, 6)] {
            let shape = [1, 1, inputs, outputs];
            let values = values(Initializer::Orthogonal, &shape, &mut generator(2, 0));
            let columns = inputs >= outputs;
            let at = |vector: usize, number: usize| {
                let (row, column) = if columns {
                    (number, vector)
                } else {
                    (vector, number)
                };
                f64::from(values[row * outputs + column])
            };
            let (count, length) = (inputs.min(outputs), inputs.max(outputs));
            for one in 0..count {
                for other in 0..count {
                    let product: f64 = (0..length).map(|n| at(one, n) * at(other, n)).sum();
                    let expected = f64::from(u8::from(one == other));
                    assert!(
                        (product - expected).abs() < 1e-6,
                        "{one} {other}: {product}"
                    );
                }
            }
        }
    }

    #[test]
    fn layers_draw_from_streams_of_their_own() {
        let draw =
            |seed, layer| values(Initializer::HeNormal, &[4, 4], &mut generator(seed, layer));
        assert_eq!(draw(3, 1), draw(3, 1));
        assert_ne!(draw(3, 1), draw(3, 2));
        assert_ne!(draw(3, 1), draw(4, 1));
    }
}

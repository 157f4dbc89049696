//! How weights start, by Keras's formulas and from generators of our own: Burn's is one per process and
//! its initializers also fill the biases.

use rand::Rng;
use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;

use crate::engine::ops::standard_normal;
use crate::layer::{Distribution, Initializer, Law};

/// The standard deviation of a normal distribution cut off at ±2.
const TRUNCATED_NORMAL_DEVIATION: f64 = 0.879_625_661_034_239_8;

/// The generator of one layer: equal seeds give equal weights whatever else was drawn before.
pub(super) fn generator(seed: u64, layer_index: usize) -> ChaCha8Rng {
    let mut generator = ChaCha8Rng::seed_from_u64(seed);
    generator.set_stream(layer_index as u64);
    generator
}

/// First values of an array, in row-major order; a kernel's axes end in `[.., inputs, outputs]`.
pub(super) fn values(
    initializer: Initializer,
    shape: &[usize],
    generator: &mut ChaCha8Rng,
) -> Vec<f32> {
    let count = shape.iter().product();
    let mut fill = |draw: &dyn Fn(&mut ChaCha8Rng) -> f64| -> Vec<f32> {
        (0..count).map(|_| draw(generator) as f32).collect()
    };
    match initializer.law() {
        Law::Constant(value) => vec![value as f32; count],
        Law::Normal { mean, deviation } => fill(&|g| mean + standard_normal(g) * deviation),
        // Keras divides by no share here: what is cut off makes the deviation smaller.
        Law::TruncatedNormal { mean, deviation } => {
            fill(&|g| mean + truncated_normal(g) * deviation)
        }
        Law::Uniform { least, most } => {
            let (middle, half) = (f64::midpoint(least, most), (most - least) / 2.0);
            fill(&|g| middle + symmetric(g, half))
        }
        Law::Scaled {
            scale,
            fan,
            shape: distribution,
        } => {
            let variance = scale / fan.of(shape).max(1.0);
            match distribution {
                Distribution::Uniform => fill(&|g| symmetric(g, (3.0 * variance).sqrt())),
                Distribution::Normal => fill(&|g| standard_normal(g) * variance.sqrt()),
                Distribution::TruncatedNormal => {
                    fill(&|g| truncated_normal(g) * variance.sqrt() / TRUNCATED_NORMAL_DEVIATION)
                }
            }
        }
        Law::Orthogonal(gain) => orthogonal(shape, gain, generator),
        Law::Diagonal(gain) => diagonal(shape, gain),
    }
}

/// The same number where row and column are one, in a matrix `[inputs, outputs]`.
fn diagonal(shape: &[usize], gain: f64) -> Vec<f32> {
    let outputs = shape.last().copied().unwrap_or(1).max(1);
    let count: usize = shape.iter().product();
    let is_on = |place: usize| place / outputs == place % outputs;
    (0..count)
        .map(|place| if is_on(place) { gain as f32 } else { 0.0 })
        .collect()
}

/// Normal random columns made orthogonal one after the other (Gram and Schmidt), each by all before it twice, because once
/// leaves rounding errors. Of a kernel with more outputs than numbers that feed one, the rows are.
fn orthogonal(shape: &[usize], gain: f64, generator: &mut ChaCha8Rng) -> Vec<f32> {
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
        .map(|(input, output)| (at(input, output) * gain) as f32)
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

    fn drawn_of(text: &str, shape: &[usize], seed: u64) -> Vec<f64> {
        let initializer = Initializer::parse(text).unwrap();
        let values = values(initializer, shape, &mut generator(seed, 0));
        values.into_iter().map(f64::from).collect()
    }

    fn drawn(text: &str) -> Vec<f64> {
        drawn_of(text, &[3, 3, 40, 60], 1)
    }

    fn mean(values: &[f64]) -> f64 {
        values.iter().sum::<f64>() / values.len() as f64
    }

    fn deviation(values: &[f64]) -> f64 {
        let mean = mean(values);
        let squares = values.iter().map(|value| (value - mean).powi(2));
        (squares.sum::<f64>() / values.len() as f64).sqrt()
    }

    // fan_in = 3·3·40 = 360, fan_out = 3·3·60 = 540, by Keras's formulas (random_initializers.py of 3.15.1). 21,600 numbers have
    // a standard deviation that is off by about 1 / sqrt(2 · 21,600) = 0.5 %, a mean by 1 / sqrt(21,600) = 0.7 % of it; 2 % and
    // 3 % leave four of those.
    #[test]
    fn each_initializer_has_its_papers_mean_and_variance() {
        let cut = TRUNCATED_NORMAL_DEVIATION;
        for (text, middle, spread) in [
            ("glorot_uniform", 0.0, (2.0_f64 / 900.0).sqrt()),
            ("glorot_normal", 0.0, (2.0_f64 / 900.0).sqrt()),
            ("he_uniform", 0.0, (2.0_f64 / 360.0).sqrt()),
            ("he_normal", 0.0, (2.0_f64 / 360.0).sqrt()),
            ("lecun_uniform", 0.0, (1.0_f64 / 360.0).sqrt()),
            ("lecun_normal", 0.0, (1.0_f64 / 360.0).sqrt()),
            (
                "variance_scaling(0.5, fan_out)",
                0.0,
                (0.5_f64 / 540.0).sqrt(),
            ),
            (
                "variance_scaling(3, fan_avg, untruncated_normal)",
                0.0,
                (3.0_f64 / 450.0).sqrt(),
            ),
            ("random_normal", 0.0, 0.05),
            ("random_normal(mean=1, stddev=0.02)", 1.0, 0.02),
            ("random_uniform", 0.0, 0.05 / 3.0_f64.sqrt()),
            ("random_uniform(0.5, 1.5)", 1.0, 0.5 / 3.0_f64.sqrt()),
            // Of what lies within two deviations.
            ("truncated_normal", 0.0, 0.05 * cut),
            ("truncated_normal(-0.5, 0.2)", -0.5, 0.2 * cut),
            // Columns of 360 numbers each, of length 1 and 2.
            ("orthogonal", 0.0, (1.0_f64 / 360.0).sqrt()),
            ("orthogonal(2)", 0.0, (4.0_f64 / 360.0).sqrt()),
        ] {
            let values = drawn(text);
            let (found_middle, found) = (mean(&values), deviation(&values));
            assert!((found / spread - 1.0).abs() < 0.02, "{text}: {found}");
            assert!(
                (found_middle - middle).abs() < 0.03 * spread,
                "{text}: {found_middle}"
            );
        }
    }

    #[derive(serde::Deserialize)]
    struct Case {
        text: String,
        is_seeded: bool,
        shape: Vec<usize>,
        mean: f64,
        deviation: f64,
        least: f64,
        most: f64,
    }

    // Random bits differ, so that what can agree are means, deviations and bounds. Keras's stand over eight arrays, of which
    // the smallest has 5,000 numbers: both deviations are off by about 1 / sqrt(2 · 40,000) = 0.35 %, the means by 0.5 % of one;
    // 2 % and 3 % leave four of what both make together.
    #[test]
    fn arrays_are_made_as_keras_makes_them() {
        let text = include_str!("../../../tests/golden/initializers.json");
        let cases: Vec<Case> = serde_json::from_str(text).unwrap();
        assert!(cases.len() > 30);
        for case in cases {
            let seeds = if case.is_seeded { 8 } else { 1 };
            let values: Vec<f64> = (0..seeds)
                .flat_map(|seed| drawn_of(&case.text, &case.shape, seed))
                .collect();
            let name = format!("{} {:?}", case.text, case.shape);
            let (found_mean, found) = (mean(&values), deviation(&values));
            let spread = case.deviation.max(1e-9);
            assert!(
                (found - case.deviation).abs() <= 0.02 * spread,
                "{name}: {found}"
            );
            assert!(
                (found_mean - case.mean).abs() <= 0.03 * spread,
                "{name}: {found_mean}"
            );
            let bounds = values
                .iter()
                .fold((f64::MAX, f64::MIN), |(least, most), value| {
                    (least.min(*value), most.max(*value))
                });
            // Bounds that are none, of normal numbers, lie where chance puts them.
            let near = if case.text.contains("random_normal")
                || case.text.contains("untruncated")
                || case.text.contains("orthogonal")
            {
                1.5 * spread
            } else {
                0.02 * spread
            };
            assert!((bounds.0 - case.least).abs() <= near, "{name}: {bounds:?}");
            assert!((bounds.1 - case.most).abs() <= near, "{name}: {bounds:?}");
        }
    }

    #[test]
    fn numbers_stay_within_their_bounds() {
        for (text, least, most) in [
            (
                "glorot_uniform",
                -(6.0_f64 / 900.0).sqrt(),
                (6.0_f64 / 900.0).sqrt(),
            ),
            ("random_uniform(0.5, 1.5)", 0.5, 1.5),
            ("truncated_normal(1, 0.1)", 0.8, 1.2),
        ] {
            let values = drawn(text);
            let (near, far) = (1e-6 * most.abs(), 0.02 * (most - least));
            assert!(
                values
                    .iter()
                    .all(|value| *value >= least - near && *value <= most + near)
            );
            assert!(values.iter().any(|value| *value > most - far), "{text}");
            assert!(values.iter().any(|value| *value < least + far), "{text}");
        }
    }

    #[test]
    fn what_is_not_drawn_is_as_it_says() {
        assert!(drawn("constant(0.25)").iter().all(|value| *value == 0.25));
        assert!(drawn("ones").iter().all(|value| *value == 1.0));
        assert_eq!(
            drawn_of("identity(2)", &[2, 3], 1),
            [2.0, 0.0, 0.0, 0.0, 2.0, 0.0]
        );
    }

    // Keras counts a vector's length both ways: glorot_uniform of 50 numbers stays within sqrt(6 / 100).
    #[test]
    fn a_vector_is_scaled_by_its_length() {
        let values = drawn_of("glorot_uniform", &[50], 1);
        let limit = (6.0_f64 / 100.0).sqrt();
        assert!(values.iter().all(|value| value.abs() <= limit));
        assert!(values.iter().any(|value| value.abs() > 0.9 * limit));
    }

    #[test]
    fn columns_are_orthogonal_and_rows_where_there_are_more_columns() {
        for (inputs, outputs) in [(12, 5), (5, 12), (6, 6)] {
            let values = drawn_of("orthogonal(3)", &[1, 1, inputs, outputs], 2);
            let columns = inputs >= outputs;
            let at = |vector: usize, number: usize| {
                let (row, column) = if columns {
                    (number, vector)
                } else {
                    (vector, number)
                };
                values[row * outputs + column]
            };
            let (count, length) = (inputs.min(outputs), inputs.max(outputs));
            for one in 0..count {
                for other in 0..count {
                    let product: f64 = (0..length).map(|n| at(one, n) * at(other, n)).sum();
                    let expected = 9.0 * f64::from(u8::from(one == other));
                    assert!(
                        (product - expected).abs() < 1e-5,
                        "{one} {other}: {product}"
                    );
                }
            }
        }
    }

    #[test]
    fn layers_draw_from_streams_of_their_own() {
        let he_normal = Initializer::parse("he_normal").unwrap();
        let draw = |seed, layer| values(he_normal, &[4, 4], &mut generator(seed, layer));
        assert_eq!(draw(3, 1), draw(3, 1));
        assert_ne!(draw(3, 1), draw(3, 2));
        assert_ne!(draw(3, 1), draw(4, 1));
    }
}

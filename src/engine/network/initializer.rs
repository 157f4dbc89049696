//! How weights start, by Keras's formulas and from generators of our own: Burn's is one per process and
//! its initializers also fill the biases.

use rand::Rng;
use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;

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

fn symmetric(generator: &mut ChaCha8Rng, limit: f64) -> f64 {
    (generator.random::<f64>() * 2.0 - 1.0) * limit
}

/// Box and Muller's transform; one of its two numbers is enough here.
fn standard_normal(generator: &mut ChaCha8Rng) -> f64 {
    let radius = (-2.0 * (1.0 - generator.random::<f64>()).ln()).sqrt();
    radius * (std::f64::consts::TAU * generator.random::<f64>()).cos()
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
    fn layers_draw_from_streams_of_their_own() {
        let draw =
            |seed, layer| values(Initializer::HeNormal, &[4, 4], &mut generator(seed, layer));
        assert_eq!(draw(3, 1), draw(3, 1));
        assert_ne!(draw(3, 1), draw(3, 2));
        assert_ne!(draw(3, 1), draw(4, 1));
    }
}

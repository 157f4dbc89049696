//! How fast this machine trains and predicts with a network, on pictures of noise: the speed does not depend on what is
//! to be seen, as no layer can skip any of its work.

use std::time::Instant;

use burn::tensor::Device;
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;

use super::device::{device_named, thread_pool};
use super::error::EngineError;
use super::evaluate::judge;
use super::memory::peak_bytes;
use super::network::Network;
use super::profile::Profile;
use super::remote::{Traffic, traffic_of};
use super::step::Trainee;
use crate::graph::Flat;
use crate::recipe::Recipe;

/// Pictures of an evaluation: as many as the course's test set of hand signs has.
pub const EVALUATION_IMAGES: usize = 120;
/// Pictures that an evaluation takes at once: Keras's default.
const EVALUATION_BATCH_SIZE: usize = 32;
/// Steps that are taken beforehand: buffers are then there, and threads awake.
const WARM_UP_STEPS: usize = 3;
/// How often a single picture is predicted.
const PREDICTIONS: usize = 31;
/// How often the evaluation is repeated.
const EVALUATIONS: usize = 5;

/// How fast it was. Each time is a median.
#[derive(Clone, Debug, PartialEq)]
pub struct Speed {
    /// Threads that computed.
    pub threads: usize,
    /// Seconds of one training step.
    pub step_seconds: f64,
    /// Seconds until one picture has its probabilities and its loss.
    pub one_image_seconds: f64,
    /// Seconds until [`EVALUATION_IMAGES`] pictures have their loss and their classes.
    pub evaluation_seconds: f64,
    /// The most memory that this process held at a time up to the last step; `None` where the system does not say.
    pub peak_memory_bytes: Option<u64>,
    /// Bytes that one step sends to the device's machine and back from it; `None` where it is this one.
    pub step_bytes: Option<Traffic>,
    /// Where the time of a step goes.
    pub profile: Profile,
}

/// Trains `steps` steps of the recipe's batch size on the recipe's device, then predicts.
///
/// # Errors
/// Where network, device or recipe do not allow a training.
pub fn measure(flat: &Flat, recipe: &Recipe, steps: usize) -> Result<Speed, EngineError> {
    let device = device_named(&recipe.device)?;
    let network = Network::build(flat, recipe.seed, &device)?;
    let trainee = Trainee::new(network, recipe, &device)?;
    let pool = thread_pool(recipe.threads)?;
    let place = (recipe.device.as_str(), &device.inner());
    let measured = pool.install(|| measure_trainee(trainee, place, recipe.batch_size, steps));
    measured.map_err(|error| error.on(&recipe.device))
}

fn measure_trainee(
    mut trainee: Trainee,
    (name, device): (&str, &Device),
    batch_size: usize,
    steps: usize,
) -> Result<Speed, EngineError> {
    let batch = Noise::for_network(&trainee.snapshot(), batch_size);
    let mut step = || trainee.step(batch.images.clone(), &batch.labels).map(drop);
    for _ in 0..WARM_UP_STEPS {
        step()?;
    }
    let traffic = || traffic_of(name);
    let before = traffic();
    let step_seconds = median_seconds(steps, step)?;
    let step_bytes = before.zip(traffic()).map(|(before, after)| Traffic {
        sent: (after.sent - before.sent) / steps.max(1) as u64,
        received: (after.received - before.received) / steps.max(1) as u64,
    });
    // Predicting takes other buffers, which are not training's.
    let peak_memory_bytes = peak_bytes();
    let network = trainee.snapshot();
    let judge = |noise: &Noise| {
        let images = noise.images.clone();
        judge(&network, device, trainee.loss(), images, &noise.labels).map(drop)
    };
    let one = Noise::for_network(&network, 1);
    let held_out = Noise::for_network(&network, EVALUATION_IMAGES).parts(EVALUATION_BATCH_SIZE);
    Ok(Speed {
        threads: rayon::current_num_threads(),
        step_seconds,
        step_bytes,
        one_image_seconds: median_seconds(PREDICTIONS, || judge(&one))?,
        evaluation_seconds: median_seconds(EVALUATIONS, || held_out.iter().try_for_each(judge))?,
        peak_memory_bytes,
        profile: trainee.profile().unwrap_or_default(),
    })
}

/// Pictures of noise with classes in turn.
#[derive(Debug)]
struct Noise {
    images: Vec<f32>,
    labels: Vec<usize>,
    image_size: usize,
}

impl Noise {
    fn for_network(network: &Network, count: usize) -> Self {
        let size: usize = network.input_shape().dims().iter().product();
        let mut generator = ChaCha8Rng::seed_from_u64(0);
        let images = (0..size * count).map(|_| generator.random());
        Self {
            images: images.collect(),
            labels: (0..count)
                .map(|image| image % network.class_count())
                .collect(),
            image_size: size,
        }
    }

    fn parts(&self, count: usize) -> Vec<Self> {
        let images = self.images.chunks(self.image_size * count);
        let parts = images.zip(self.labels.chunks(count));
        parts
            .map(|(images, labels)| Self {
                images: images.to_vec(),
                labels: labels.to_vec(),
                image_size: self.image_size,
            })
            .collect()
    }
}

/// The median of the times that `count` calls take, at least one.
fn median_seconds(
    count: usize,
    mut work: impl FnMut() -> Result<(), EngineError>,
) -> Result<f64, EngineError> {
    let mut seconds = Vec::new();
    for _ in 0..count.max(1) {
        let started = Instant::now();
        work()?;
        seconds.push(started.elapsed().as_secs_f64());
    }
    Ok(median(seconds))
}

/// The middle of `numbers`, or halfway between the two in the middle; there must be one.
pub(super) fn median(mut numbers: Vec<f64>) -> f64 {
    numbers.sort_by(f64::total_cmp);
    let (low, high) = ((numbers.len() - 1) / 2, numbers.len() / 2);
    f64::midpoint(numbers[low], numbers[high])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_median_is_the_middle_or_halfway_between_two() {
        assert_eq!(median(vec![5.0]), 5.0);
        assert_eq!(median(vec![9.0, 1.0, 2.0]), 2.0);
        assert_eq!(median(vec![9.0, 1.0, 2.0, 4.0]), 3.0);
    }
}

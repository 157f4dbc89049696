//! What a training can be asked to do. Each is answered before the next batch.

use image::DynamicImage;

/// One request to a training.
#[derive(Clone, Debug)]
pub enum Command {
    /// Hold before the next batch.
    Pause,
    /// Take one batch and hold; at the end of an epoch that includes its validation.
    StepOnce,
    /// Go on after a pause.
    Resume,
    /// End before the next batch, saving where it stands.
    Stop,
    /// Take steps of another size from the next batch on.
    SetLearningRate(f64),
    /// Save where it stands.
    CheckpointNow,
    /// Tell after each epoch what the network says about these pictures, by their names; instead of those named before. More
    /// than [`crate::engine::run::MOST_PINNED`] are left out.
    Pin(Vec<(String, DynamicImage)>),
    /// Ask the network, as it stands, about pictures.
    Predict {
        /// A number of the sender's that comes back with the answer.
        request: u64,
        /// The pictures, as they were decoded.
        images: Vec<DynamicImage>,
    },
}

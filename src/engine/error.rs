//! What can go wrong in the engine, as sentences for the one who pressed Train.

use std::path::PathBuf;

use thiserror::Error;

use crate::files::FileError;
use crate::layer::counted;

/// A failure of the engine.
#[derive(Debug, Error)]
pub enum EngineError {
    /// A device name that the list does not hold.
    #[error("there is no device \"{name}\" here; choose one of: {known}")]
    UnknownDevice {
        /// The name asked for.
        name: String,
        /// All names on offer, comma-separated.
        known: String,
    },
    /// The thread pool could not be started.
    #[error(
        "the system starts no more threads ({reason}); {threads} are needed: end other programs, raise the limit (ulimit -u), \
         or ask for fewer with --threads"
    )]
    Threads {
        /// Threads asked for.
        threads: usize,
        /// The system's words.
        reason: String,
    },
    /// The network does not end in one number per class.
    #[error(
        "the network ends in a feature map at \"{layer}\"; end it in a Dense layer, after Flatten or \
         GlobalAveragePooling2D"
    )]
    NoClasses {
        /// The last layer.
        layer: String,
    },
    /// A network without any layer, or with a wire that points forward.
    #[error("the network's layers are not in an order that can be computed, near \"{layer}\"")]
    Disordered {
        /// The layer with the wrong wire.
        layer: String,
    },
    /// A last activation that no loss belongs to.
    #[error(
        "no loss belongs to a network that ends without sigmoid or softmax; choose a loss in the training \
         settings or end the network in one of them"
    )]
    NoLoss,
    /// Images of another size than the network's input.
    #[error(
        "the network takes images of shape {expected:?}, but got {found} numbers for {}",
        counted(*images, "image")
    )]
    ImageSize {
        /// Height, width and channels.
        expected: Vec<usize>,
        /// The numbers handed over.
        found: usize,
        /// The images they should make.
        images: usize,
    },
    /// A label outside of the classes.
    #[error(
        "label {label} is outside of the network's {}; set units of the last layer to {needed} or check the labels",
        counted(*classes, "class")
    )]
    LabelOutside {
        /// The label found.
        label: usize,
        /// The classes that the network tells apart.
        classes: usize,
        /// The units that would make room for it.
        needed: usize,
    },
    /// Pictures that cannot be made into a batch.
    #[error(transparent)]
    Data(#[from] crate::data::DataError),
    /// Weights that do not belong to this network.
    #[error(transparent)]
    Weights(#[from] super::weights::WeightsMismatch),
    /// A file that could not be read or saved.
    #[error(transparent)]
    File(#[from] FileError),
    /// A file that is not one of weights.
    #[error(
        "expected weights as safetensors, found something else ({reason}); choose the file that a run \
         saved: {}",
        path.display()
    )]
    WeightsFormat {
        /// The format's words.
        reason: String,
        /// The file.
        path: PathBuf,
    },
    /// Weights that are no numbers.
    #[error(
        "`{weight}` holds NaN or infinity, so the network cannot answer: its training diverged; take the weights of \
         its best epoch, or train anew with a lower learning rate"
    )]
    WeightsNotFinite {
        /// The first such weight, `conv0/kernel`.
        weight: String,
    },
    /// A network whose answers are no numbers any more.
    #[error(
        "the network answers with NaN where probabilities should be: its training diverged; train again with a lower \
         learning rate"
    )]
    Diverged,
    /// Burn gave up; inference should have made this impossible.
    #[error("computing failed inside of the tensor library while {during}: {message}")]
    Panicked {
        /// What was being computed.
        during: &'static str,
        /// The text of the panic.
        message: String,
    },
}

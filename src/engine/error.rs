//! What can go wrong in the engine, as sentences for the one who pressed Train.

use std::path::PathBuf;

use thiserror::Error;

use crate::files::FileError;
use crate::layer::counted;
use crate::tr;

/// A failure of the engine.
#[derive(Debug, Error)]
pub enum EngineError {
    /// A device name that the list does not hold.
    #[error("{}", tr!("no-such-device", name = %name, known = %known))]
    UnknownDevice {
        /// The name asked for.
        name: String,
        /// All names on offer, comma-separated.
        known: String,
    },
    /// The thread pool could not be started.
    #[error("{}", tr!("no-more-threads", reason = %reason, threads = %threads))]
    Threads {
        /// Threads asked for.
        threads: usize,
        /// The system's words.
        reason: String,
    },
    /// The network does not end in one number per class.
    #[error("{}", tr!("ends-in-map", layer = %layer))]
    NoClasses {
        /// The last layer.
        layer: String,
    },
    /// A network without any layer, or with a wire that points forward.
    #[error("{}", tr!("layers-out-of-order", layer = %layer))]
    Disordered {
        /// The layer with the wrong wire.
        layer: String,
    },
    /// A last activation that no loss belongs to.
    #[error("{}", tr!("no-loss-belongs"))]
    NoLoss,
    /// Images of another size than the network's input.
    #[error("{}", tr!("input-of-other-size", expected = format!("{:?}", expected), found = %found, images = %counted(*images, "image")))]
    ImageSize {
        /// Height, width and channels.
        expected: Vec<usize>,
        /// The numbers handed over.
        found: usize,
        /// The images they should make.
        images: usize,
    },
    /// A label outside of the classes.
    #[error("{}", tr!("label-outside-network", label = %label, outputs = %counted(*classes, "class"), needed = %needed))]
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
    #[error("{}", tr!("weights-no-safetensors", reason = %reason, path = %path.display()))]
    WeightsFormat {
        /// The format's words.
        reason: String,
        /// The file.
        path: PathBuf,
    },
    /// Weights that are no numbers.
    #[error("{}", tr!("weight-not-finite", weight = %weight))]
    WeightsNotFinite {
        /// The first such weight, `conv0/kernel`.
        weight: String,
    },
    /// A network whose answers are no numbers any more.
    #[error("{}", tr!("answers-with-nan"))]
    Diverged,
    /// Burn gave up; inference should have made this impossible.
    #[error("{}", tr!("computing-failed", during = %during, message = %message))]
    Panicked {
        /// What was being computed.
        during: &'static str,
        /// The text of the panic.
        message: String,
    },
}

//! What can go wrong in the engine, as sentences for the one who pressed Train.

use std::path::PathBuf;

use thiserror::Error;

use super::remote::loss_of;
use crate::files::FileError;
use crate::text::{Count, Message, counted};
use crate::{message, shown_as_message};

/// A failure of the engine.
#[derive(Debug, Error)]
pub enum EngineError {
    /// A device name that the list does not hold.
    UnknownDevice {
        /// The name asked for.
        name: String,
        /// All names on offer.
        known: Message,
    },
    /// `NETSMITH_SIMD` names no vector instructions.
    UnknownInstructions {
        /// What it says.
        found: String,
        /// All names that it may have.
        known: Message,
    },
    /// The thread pool could not be started.
    Threads {
        /// Threads asked for.
        threads: usize,
        /// The system's words.
        reason: String,
    },
    /// The network does not end in one number per class.
    NoClasses {
        /// The last layer.
        layer: String,
    },
    /// A network without any layer, or with a wire that points forward.
    Disordered {
        /// The layer with the wrong wire.
        layer: String,
    },
    /// A last activation that no loss belongs to.
    NoLoss,
    /// Images of another size than the network's input.
    ImageSize {
        /// Height, width and channels.
        expected: Vec<usize>,
        /// The numbers handed over.
        found: usize,
        /// The images they should make.
        images: usize,
    },
    /// A label outside of the classes.
    LabelOutside {
        /// The label found.
        label: usize,
        /// The classes that the network tells apart.
        classes: usize,
        /// The units that would make room for it.
        needed: usize,
    },
    /// Pictures that cannot be made into a batch.
    Data(#[from] crate::data::DataError),
    /// Weights that do not belong to this network.
    Weights(#[from] super::weights::WeightsMismatch),
    /// A file that could not be read or saved.
    File(#[from] FileError),
    /// A file that is not one of weights.
    WeightsFormat {
        /// Mostly the format's words.
        reason: Message,
        /// The file.
        path: PathBuf,
    },
    /// Weights that are no numbers.
    WeightsNotFinite {
        /// The first such weight, `conv0/kernel`.
        weight: String,
    },
    /// A network whose answers are no numbers any more.
    Diverged,
    /// A device of another machine.
    Remote(#[from] super::remote::RemoteError),
    /// Burn gave up; inference should have made this impossible.
    Panicked {
        /// The message that says what was being computed.
        during: &'static str,
        /// The text of the panic.
        message: Message,
    },
}

impl EngineError {
    /// The same failure as it looks to somebody who computed on `device`: where computing broke off because the connection to it
    /// is lost, that is the reason.
    #[must_use]
    pub fn on(self, device: &str) -> Self {
        let is_broken_off = matches!(self, Self::Panicked { .. });
        match loss_of(device) {
            Some(loss) if is_broken_off => loss.into(),
            Some(_) | None => self,
        }
    }

    /// What it says, as data.
    #[must_use]
    pub fn message(&self) -> Message {
        match self {
            Self::UnknownDevice { name, known } => {
                message!("no-such-device", name = name, known = known)
            }
            Self::UnknownInstructions { found, known } => {
                message!("no-such-instructions", found = found, known = known)
            }
            Self::Threads { threads, reason } => {
                message!("no-more-threads", reason = reason, threads = *threads)
            }
            Self::NoClasses { layer } => message!("ends-in-map", layer = layer),
            Self::Disordered { layer } => message!("layers-out-of-order", layer = layer),
            Self::NoLoss => message!("no-loss-belongs"),
            Self::ImageSize {
                expected,
                found,
                images,
            } => message!(
                "input-of-other-size",
                expected = format!("{expected:?}"),
                found = *found,
                images = counted(Count(*images), "image")
            ),
            Self::LabelOutside {
                label,
                classes,
                needed,
            } => message!(
                "label-outside-network",
                label = *label,
                outputs = counted(Count(*classes), "class"),
                needed = *needed
            ),
            Self::Data(error) => error.message(),
            Self::Weights(error) => error.message(),
            Self::File(error) => error.message(),
            Self::WeightsFormat { reason, path } => {
                message!("weights-no-safetensors", reason = reason, path = path)
            }
            Self::WeightsNotFinite { weight } => message!("weight-not-finite", weight = weight),
            Self::Diverged => message!("answers-with-nan"),
            Self::Remote(error) => error.message(),
            Self::Panicked { during, message } => message!(
                "computing-failed",
                during = Message::new(during),
                message = message
            ),
        }
    }
}

shown_as_message!(EngineError);

//! What cannot be explained, in sentences.

use thiserror::Error;

use super::Method;
use crate::engine::error::EngineError;
use crate::layer::{Shape, similar};
use crate::text::{Argument, Message, list};
use crate::{message, shown_as_message};

/// Why there is no explanation.
#[derive(Debug, Error)]
pub enum ExplainError {
    /// A layer that the network does not have.
    NoSuchLayer {
        /// The name asked for.
        name: String,
        /// All names.
        known: Vec<String>,
    },
    /// A layer that the method cannot look at.
    LayerUnfit {
        /// The method.
        method: Method,
        /// The layer's name.
        name: String,
        /// What it gives.
        shape: Shape,
        /// The layers that it could look at.
        suitable: Vec<String>,
    },
    /// A network without any layer that the method could look at.
    NoLayerFor {
        /// The method.
        method: Method,
    },
    /// A class that the network does not know.
    NoSuchClass {
        /// The name or number asked for.
        name: String,
        /// All classes.
        known: Vec<String>,
    },
    /// A method that looks through data, and none at hand.
    NoData {
        /// The method.
        method: Method,
    },
    /// The network cannot compute.
    Engine(#[from] EngineError),
}

/// More names than this nobody reads in a sentence.
const MOST_NAMES: usize = 12;

impl ExplainError {
    /// What it says, as data.
    #[must_use]
    pub fn message(&self) -> Message {
        match self {
            Self::NoSuchLayer { name, known } => {
                let sentence = message!("explain-no-such-layer", name = name, known = some(known));
                match similar(name, known.iter().map(String::as_str)) {
                    Some(similar) => {
                        message!("did-you-mean", sentence = sentence, similar = similar)
                    }
                    None => sentence,
                }
            }
            Self::LayerUnfit {
                method: Method::Filters,
                name,
                suitable,
                ..
            } => message!("explain-no-filters", name = name, suitable = some(suitable)),
            Self::LayerUnfit {
                name,
                shape,
                suitable,
                ..
            } => message!(
                "explain-no-maps",
                name = name,
                shape = %shape,
                suitable = some(suitable)
            ),
            Self::NoLayerFor {
                method: Method::Filters,
            } => message!("explain-no-convolution"),
            Self::NoLayerFor {
                method: Method::Nearest,
            } => message!("explain-no-hidden-layer"),
            Self::NoData { method } => message!("explain-no-data", method = method.label()),
            Self::NoLayerFor { .. } => message!("explain-no-maps-anywhere"),
            Self::NoSuchClass { name, known } => {
                message!("explain-no-such-class", name = name, known = some(known))
            }
            Self::Engine(error) => error.message(),
        }
    }
}

/// The names, the last ones of many: layers towards the end are asked about most.
fn some(names: &[String]) -> Argument {
    let first = names.len().saturating_sub(MOST_NAMES);
    let before = (first > 0).then_some("…");
    list(
        before
            .into_iter()
            .chain(names[first..].iter().map(String::as_str)),
    )
}

shown_as_message!(ExplainError);

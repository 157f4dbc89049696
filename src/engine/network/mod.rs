//! A flattened graph as a Burn module: layers with parameters, how they are made, and the forward pass.
//! Never trains, never reads a file, never calls Burn's arithmetic other than through `ops`.

mod build;
mod costs;
mod forward;
mod head;
mod initializer;
mod kinds;
mod layers;
mod looking;
mod module;
mod parameter;
mod parts;
mod plan;
mod stateless;
mod watching;
mod weighted;

pub use forward::{Mode, Observer};
pub use head::{Head, Output};
pub use looking::LayerView;
pub use parameter::ParameterPath;
pub use watching::{Drift, Look, Watched};

use crate::engine::profile::Operation;
use crate::layer::{Penalty, Shape};
use layers::LayerModule;
use plan::Plan;

/// A network that computes: the layers of a graph in the order in which they run, with their weights.
///
/// Parameter paths are `<layer name>/<parameter>`, as in Keras. Cloning is cheap and shares weights
/// until one of the two changes; the moving statistics of batch normalization are ordinary parameters
/// here, not Burn's `RunningState`, so that a clone is a snapshot and never follows its original.
#[derive(Debug, Clone)]
pub struct Network {
    nodes: Vec<Node>,
    plan: Plan,
    input_shape: Shape,
    head: Head,
    unit_count: usize,
}

/// One layer in its place.
#[derive(Debug, Clone)]
struct Node {
    name: String,
    module: LayerModule,
    /// Positions of the layers that feed this one, all before it.
    inputs: Vec<usize>,
    /// What it gives for one picture.
    shape: Shape,
    /// What it does, for a profile.
    operation: Operation,
    /// Multiply-adds for one picture.
    macs: u64,
    /// What large weights add to the loss, by the names of its arrays; nothing of those that cost nothing.
    penalties: Vec<(&'static str, Penalty)>,
    /// Whether training leaves its weights and statistics as they are.
    is_frozen: bool,
}

impl Network {
    /// The shape of one image, channels last.
    pub fn input_shape(&self) -> Shape {
        self.input_shape
    }

    /// What the network's last activation makes of the logits.
    pub fn head(&self) -> Head {
        self.head
    }

    /// Units of the last layer: one per class, or a single sigmoid for two classes.
    pub fn unit_count(&self) -> usize {
        self.unit_count
    }

    /// Classes that the network tells apart.
    pub fn class_count(&self) -> usize {
        self.unit_count.max(2)
    }

    /// Whether at rest it depends on averages that follow training, as batch normalization's do.
    pub fn has_moving_averages(&self) -> bool {
        let is_normalization = |node: &Node| matches!(node.module, LayerModule::Normalization(_));
        self.nodes.iter().any(is_normalization)
    }

    /// Names of all layers in the order in which they run, the input first.
    pub fn layer_names(&self) -> impl Iterator<Item = &str> {
        self.nodes.iter().map(|node| node.name.as_str())
    }
}

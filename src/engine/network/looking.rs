//! What can be seen of a network's layers from outside.

use burn::tensor::Tensor;

use super::Network;
use super::layers::LayerModule;
use crate::engine::weights::NamedArray;
use crate::layer::Shape;

/// One layer.
#[derive(Debug, Clone, Copy)]
pub struct LayerView<'a> {
    /// Its name.
    pub name: &'a str,
    /// What it gives for one picture.
    pub shape: Shape,
    /// Whether it is a convolution, which has filters to look at.
    pub is_convolution: bool,
}

impl LayerView<'_> {
    /// Whether it gives maps, with more than one pixel each.
    pub fn gives_maps(&self) -> bool {
        self.shape
            .as_map()
            .is_some_and(|[height, width, _]| height * width > 1)
    }
}

impl Network {
    /// The layer that the last one with weights reads: what is known of a picture before its class is decided. `None` where
    /// that reads the input itself.
    pub fn last_hidden_layer(&self) -> Option<&str> {
        let has_weights = |module: &LayerModule| {
            matches!(module, LayerModule::FullyConnected(_)) || is_convolution(module)
        };
        let mut nodes = self.nodes.iter().rev();
        let last = nodes.find(|node| has_weights(&node.module))?;
        let place = *last.inputs.first()?;
        (place > 0).then(|| self.nodes[place].name.as_str())
    }

    /// All layers in the order in which they run, the input first.
    pub fn layers(&self) -> impl Iterator<Item = LayerView<'_>> {
        self.nodes.iter().map(|node| LayerView {
            name: &node.name,
            shape: node.shape,
            is_convolution: is_convolution(&node.module),
        })
    }

    /// A convolution's kernel, `[kernel_height, kernel_width, channels / groups, filters]`; `None` for what is none.
    pub fn kernel_of(&self, layer: &str) -> Option<NamedArray> {
        let node = self.nodes.iter().find(|node| node.name == layer)?;
        let name = format!("{layer}/kernel");
        kernel(&node.module).map(|kernel| NamedArray::of(name, kernel))
    }
}

fn is_convolution(module: &LayerModule) -> bool {
    match module {
        LayerModule::Convolution(_) => true,
        LayerModule::Weighted(layer) => layer.is_convolution(),
        LayerModule::Normalization(_)
        | LayerModule::FullyConnected(_)
        | LayerModule::Stateless(_) => false,
    }
}

fn kernel(module: &LayerModule) -> Option<Tensor<4>> {
    match module {
        LayerModule::Convolution(layer) => Some(layer.kernel_by_groups()),
        LayerModule::Weighted(layer) => layer.kernel(),
        LayerModule::Normalization(_)
        | LayerModule::FullyConnected(_)
        | LayerModule::Stateless(_) => None,
    }
}

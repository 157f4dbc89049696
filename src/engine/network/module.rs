//! The network as a Burn module, written by hand because Burn has none for a list with names: here a
//! parameter's path is its layer's name.

use burn::module::{Devices, Module, ModuleMapper, ModuleVisitor};
use burn::tensor::Device;

use super::layers::LayerModule;
use super::{Network, Node};

/// What visitors are told this level of the module is.
const CONTAINER: &str = "Network";

impl Module for Network {
    fn collect_devices(&self, devices: Devices) -> Devices {
        self.nodes.iter().fold(devices, |devices, node| {
            node.module.collect_devices(devices)
        })
    }

    fn fork(self, device: &Device) -> Self {
        self.map_layers(|_, layer| layer.fork(device))
    }

    fn to_device(self, device: &Device) -> Self {
        self.map_layers(|_, layer| layer.to_device(device))
    }

    fn train(self) -> Self {
        self.map_layers(|_, layer| layer.train())
    }

    fn valid(&self) -> Self {
        self.clone().map_layers(|_, layer| layer.valid())
    }

    fn materialize(self) -> Self {
        self.map_layers(|_, layer| layer.materialize())
    }

    fn visit<Visitor: ModuleVisitor>(&self, visitor: &mut Visitor) {
        for node in &self.nodes {
            visitor.enter_module(&node.name, CONTAINER);
            node.module.visit(visitor);
            visitor.exit_module(&node.name, CONTAINER);
        }
    }

    fn map<Mapper: ModuleMapper>(mut self, mapper: &mut Mapper) -> Self {
        self.map_in_place(mapper);
        self
    }
}

impl Network {
    /// Like [`Module::map`], in place: what is mapped has no second holder, so that tensors can be
    /// changed where they lie.
    pub(in crate::engine) fn map_in_place<Mapper: ModuleMapper>(&mut self, mapper: &mut Mapper) {
        self.change_layers(|name, layer| {
            mapper.enter_module(name, CONTAINER);
            let layer = layer.map(mapper);
            mapper.exit_module(name, CONTAINER);
            layer
        });
    }

    fn map_layers(mut self, change: impl FnMut(&str, LayerModule) -> LayerModule) -> Self {
        self.change_layers(change);
        self
    }

    fn change_layers(&mut self, mut change: impl FnMut(&str, LayerModule) -> LayerModule) {
        let change_node = |node: Node| {
            let module = change(&node.name, node.module);
            Node { module, ..node }
        };
        self.nodes = std::mem::take(&mut self.nodes)
            .into_iter()
            .map(change_node)
            .collect();
    }
}

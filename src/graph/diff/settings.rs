//! Settings of layers with the parameters of the blocks around them filled in, side by side.

use super::super::binding::{bind_call, bind_settings};
use super::super::expression::Scope;
use super::super::model::{Graph, NodePath, Place};
use super::Difference;
use crate::layer::LayerSpec;

/// The settings that differ between two layers of one kind.
pub(super) fn changed_settings(
    (before, after): (&Graph, &Graph),
    before_path: &NodePath,
    after_path: &NodePath,
) -> Vec<Difference> {
    let specs = (
        bound_spec(before, before_path),
        bound_spec(after, after_path),
    );
    let (Some(one), Some(other)) = specs else {
        return Vec::new();
    };
    let differing = |setting: &'static crate::layer::SettingSpec| {
        let (before, after) = (one.value(setting.key)?, other.value(setting.key)?);
        let key = setting.key;
        (before != after).then_some(Difference::Setting { key, before, after })
    };
    let settings = other.kind.entry().settings.iter();
    settings.filter_map(differing).collect()
}

/// The layer at `path` as its block instances make it.
fn bound_spec(graph: &Graph, path: &NodePath) -> Option<LayerSpec> {
    let (leaf, instances) = path.0.split_last()?;
    let mut place = Place::Root;
    let mut scope = Scope::new();
    for id in instances {
        let call = graph.body_of(&place)?.node(*id)?.call()?;
        let definition = graph.blocks.get(&call.block)?;
        scope = bind_call(call, definition, &scope).ok()?;
        place = Place::Block(call.block.clone());
    }
    let spec = graph.body_of(&place)?.node(*leaf)?.layer()?;
    Some(LayerSpec {
        kind: spec.kind,
        settings: bind_settings(&spec.settings, &scope),
    })
}

//! What each layer makes of what reaches it: every fault is told, not only the first.

use crate::exchange::ForeignLayer;
use crate::exchange::report::{Fate, Report};
use crate::layer::{Kind, Layer, Shape, Value};
use crate::message;

/// A layer that can be built.
pub(in crate::exchange) struct Known {
    /// Its settings, checked.
    pub layer: Layer,
    /// The shapes that reach it.
    pub inputs: Vec<Shape>,
    /// What it makes of them.
    pub output: Shape,
}

/// What is known of each layer; `None` where it or one before it has a fault. Dense learns here whether it works on maps.
pub(super) fn settled(layers: &mut [ForeignLayer], report: &mut Report) -> Vec<Option<Known>> {
    let mut known: Vec<Option<Known>> = Vec::with_capacity(layers.len());
    for layer in layers {
        let inputs: Option<Vec<Shape>> = layer
            .inputs
            .iter()
            .map(|input| Some(known.get(*input)?.as_ref()?.output))
            .collect();
        known.push(inputs.and_then(|inputs| settle(layer, inputs, report)));
    }
    known
}

/// What is known of a layer that gets `inputs`.
pub(super) fn settle(
    layer: &mut ForeignLayer,
    inputs: Vec<Shape>,
    report: &mut Report,
) -> Option<Known> {
    let is_map = inputs.first().is_some_and(|shape| shape.as_map().is_some());
    if layer.spec.kind == Kind::Dense && is_map {
        layer
            .spec
            .settings
            .insert("on_maps".to_owned(), Value::Bool(true));
    }
    let entry = layer.spec.kind.entry();
    // As a file of ours says nothing of what is as usual.
    layer.spec.settings.retain(|key, value| {
        let usual = entry
            .setting(key)
            .map(|setting| Value::from(setting.default));
        usual.as_ref() != Some(value)
    });
    let arity = entry.arity;
    let count = inputs.len();
    if count < arity.least() || arity.most().is_some_and(|most| count > most) {
        let message = message!("import-wrong-arity", kind = %layer.spec.kind, count = count);
        report.tell(Fate::Refused, &layer.name, message);
        return None;
    }
    let made = layer.spec.resolve().and_then(|resolved| {
        let output = resolved.output_shape(&inputs)?;
        Ok((resolved, output))
    });
    match made {
        Ok((layer, output)) => Some(Known {
            layer,
            inputs,
            output,
        }),
        Err(fault) => {
            report.tell(Fate::Refused, &layer.name, fault.message);
            None
        }
    }
}

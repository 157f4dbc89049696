//! Layers and models inside of models as layers in a row: each behind those whose outputs it takes, shared ones once for each
//! call. Whatever cannot be had is told, and the walk goes on.

mod functional;
mod layer;
mod operator;

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value as Json;

use super::calls::Call;
use super::config::{Layer, Model, Wiring};
use crate::engine::weights::NamedArray;
use crate::exchange::ForeignLayer;
use crate::exchange::joining::MOST_LAYERS;
use crate::exchange::report::{Fate, Report};
use crate::layer::{Kind, LayerSpec, Shape, Value};
use crate::message;

pub(super) use layer::named;

/// The arrays of each layer, by where it stands in the models around it.
pub(super) type Arrays = BTreeMap<Vec<usize>, Vec<NamedArray>>;

/// A network that is taken apart.
pub(super) struct Walk<'a> {
    report: &'a mut Report,
    arrays: Arrays,
    is_keras_2: bool,
    layers: Vec<ForeignLayer>,
    shapes: Vec<Option<Shape>>,
    told: BTreeSet<String>,
    /// How often each layer was called, by the models around it and its name.
    calls: BTreeMap<(Vec<String>, String), usize>,
}

/// Where a layer stands.
#[derive(Clone, Debug)]
struct Around {
    inside: Vec<String>,
    path: Vec<usize>,
    is_trained: bool,
    is_shared: bool,
}

/// The layers of `model` in a row, and which of them give its outputs.
pub(super) fn walk(
    model: &Model,
    arrays: Arrays,
    is_keras_2: bool,
    report: &mut Report,
) -> (Vec<ForeignLayer>, Vec<usize>) {
    let mut walk = Walk {
        report,
        arrays,
        is_keras_2,
        layers: Vec::new(),
        shapes: Vec::new(),
        told: BTreeSet::new(),
        calls: BTreeMap::new(),
    };
    let around = Around {
        inside: Vec::new(),
        path: Vec::new(),
        is_trained: model.is_trained,
        is_shared: false,
    };
    let outputs = walk.model(model, &around, &[]);
    (walk.layers, outputs)
}

impl Walk<'_> {
    /// The outputs of a model that is called on `given`; where nothing is given, it has inputs of its own.
    fn model(&mut self, model: &Model, around: &Around, given: &[usize]) -> Vec<usize> {
        // Models that call each other many times over would never come to an end.
        if self.is_full() {
            return given.first().copied().into_iter().collect();
        }
        match &model.wiring {
            Wiring::Sequential => self.sequential(model, around, given),
            Wiring::Functional { inputs, outputs } => {
                self.functional(model, (inputs, outputs), around, given)
            }
        }
    }

    fn sequential(&mut self, model: &Model, around: &Around, given: &[usize]) -> Vec<usize> {
        let mut at = given.first().copied();
        for (index, layer) in model.layers.iter().enumerate() {
            if layer.class == "InputLayer" {
                at = at.or_else(|| Some(self.input(&layer.name, layer.batch_shape())));
                continue;
            }
            if at.is_none() && layer.inner.is_none() {
                let shape = layer
                    .batch_shape()
                    .or(model.built_for.as_ref())
                    .or(layer.built_for.as_ref());
                at = Some(self.input(Kind::Input.entry().stem, shape));
            }
            let inputs: Vec<usize> = at.into_iter().collect();
            let call = Call::default();
            at = self
                .call(layer, index, &call, &inputs, around)
                .first()
                .copied();
        }
        at.into_iter().collect()
    }

    /// What a layer or a model gives for `inputs`.
    fn call(
        &mut self,
        layer: &Layer,
        index: usize,
        call: &Call,
        inputs: &[usize],
        around: &Around,
    ) -> Vec<usize> {
        self.tell_training(layer, call);
        let mut path = around.path.clone();
        path.push(index);
        let is_shared = around.is_shared || layer.calls.len() > 1;
        match &layer.inner {
            Some(inner) => {
                let mut inside = around.inside.clone();
                inside.push(layer.name.clone());
                let around = Around {
                    inside,
                    path,
                    is_trained: around.is_trained && layer.is_trained() && inner.is_trained,
                    is_shared,
                };
                self.model(inner, &around, inputs)
            }
            None if layer.is_operator() || layer.class == "TFOpLambda" => {
                vec![self.operator(layer, call, inputs, around)]
            }
            None => vec![self.layer(layer, inputs, &path, around, is_shared)],
        }
    }

    /// Says where a layer was called otherwise than by who trains or asks.
    fn tell_training(&mut self, layer: &Layer, call: &Call) {
        let said = match call.named("training") {
            Some(super::calls::Argument::Other(said)) => said.as_bool(),
            _ => None,
        };
        // Others are called like that by Keras itself, or do the same either way.
        let follows_pictures = layer.class == "BatchNormalization" || layer.inner.is_some();
        let message = match said {
            Some(true) => message!("keras-called-as-in-training"),
            Some(false) if follows_pictures => message!("keras-called-as-at-rest"),
            _ => return,
        };
        let fate = if said == Some(true) {
            Fate::LeftOut
        } else {
            Fate::Translated
        };
        self.report.tell(fate, &layer.name, message);
    }

    /// An input of its own.
    fn input(&mut self, name: &str, batch_shape: Option<&Json>) -> usize {
        let axes = batch_shape.and_then(Json::as_array).map(Vec::as_slice);
        // Keras 3 keeps the shapes of several inputs in a list or by name.
        let axes = match axes.unwrap_or_default() {
            [Json::Array(only)] => only.as_slice(),
            axes => axes,
        };
        let axes: Vec<i64> = axes
            .iter()
            .skip(1)
            .map(|axis| axis.as_i64().unwrap_or(0))
            .collect();
        if !matches!(axes.len(), 1 | 3) {
            let shape = batch_shape.map_or_else(|| "?".to_owned(), Json::to_string);
            let message = message!("keras-input-of-other-shape", shape = shape);
            self.report.tell(Fate::Refused, name, message);
        }
        let spec = LayerSpec::new(Kind::Input).with("shape", Value::List(axes));
        self.push(ForeignLayer {
            name: name.to_owned(),
            inside: Vec::new(),
            spec,
            inputs: Vec::new(),
            arrays: Vec::new(),
            is_trained: true,
            call: 0,
        })
    }

    /// Adds a layer; a network of too many is told once, and grows no further.
    fn push(&mut self, mut layer: ForeignLayer) -> usize {
        if self.is_full() {
            return self.layers.len() - 1;
        }
        let shape = self.shape_of(&mut layer);
        let called = (layer.inside.clone(), layer.name.clone());
        let calls = self.calls.entry(called).or_default();
        layer.call = *calls;
        *calls += 1;
        self.layers.push(layer);
        self.shapes.push(shape);
        self.layers.len() - 1
    }

    /// Whether there are too many layers, which is told once.
    fn is_full(&mut self) -> bool {
        let is_full = self.layers.len() >= MOST_LAYERS;
        if is_full && self.told.insert(String::new()) {
            let message = message!("keras-too-many-layers", most = MOST_LAYERS);
            self.report.tell_of_file(Fate::Refused, message);
        }
        is_full
    }

    /// What it makes of what reaches it, where that is known. A size that is left open counts as the usual one.
    fn shape_of(&self, layer: &mut ForeignLayer) -> Option<Shape> {
        const USUAL_SIDE: i64 = 224;
        let inputs = layer.inputs.iter().map(|input| *self.shapes.get(*input)?);
        let inputs: Vec<Shape> = inputs.collect::<Option<_>>()?;
        let mut spec = layer.spec.clone();
        if let (Kind::Input, Some(Value::List(axes))) = (spec.kind, spec.settings.get_mut("shape"))
        {
            axes.iter_mut()
                .filter(|axis| **axis == 0)
                .for_each(|axis| *axis = USUAL_SIDE);
        }
        if spec.kind == Kind::Dense && inputs.first()?.as_map().is_some() {
            layer.spec = spec.clone().with("on_maps", true);
            spec = layer.spec.clone();
        }
        if inputs.len() < spec.kind.entry().arity.least() {
            return None;
        }
        spec.resolve().ok()?.output_shape(&inputs).ok()
    }
}

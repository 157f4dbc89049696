//! The layers of a network as layers of Keras's, each behind those that it takes.

use serde_json::json;

use super::Dialect;
use super::functions::known;
use super::layers::settings;
use super::names::Names;
use super::setting::{Setting, needed, optional};
use crate::exchange::outgoing::{Choices, Outgoing, WeightView};
use crate::exchange::{Fate, Report};
use crate::graph::{FlatLayer, keras_order};
use crate::layer::{Function, Layer, Shape};
use crate::message;

/// A network in Keras's words.
#[derive(Debug)]
pub(in crate::exchange::writing) struct KerasNetwork<'a> {
    /// What the model is called.
    pub name: String,
    /// Its layers in the order of Keras's `model.layers`: the input first, the output last.
    pub layers: Vec<KerasLayer<'a>>,
}

/// A layer in Keras's words.
#[derive(Debug)]
pub(in crate::exchange::writing) struct KerasLayer<'a> {
    /// The class, without its module.
    pub class: &'static str,
    /// Its unique name.
    pub name: String,
    /// What it is made with.
    pub settings: Vec<Setting>,
    /// Indices of the layers whose outputs it takes.
    pub inputs: Vec<usize>,
    /// What it gives for one sample.
    pub shape: Shape,
    /// Its weights in Keras's order; empty where the network has none.
    pub arrays: Vec<WeightView<'a>>,
    /// Whether training leaves its weights as they are.
    pub is_frozen: bool,
}

impl KerasLayer<'_> {
    /// Whether its class takes `trainable`; every other one does.
    pub fn can_be_frozen(&self) -> bool {
        !self.inputs.is_empty() && self.class != "SpatialDropout2D"
    }
}

impl<'a> KerasNetwork<'a> {
    /// `outgoing` in the words of `dialect`; `report` is told what becomes of each layer.
    pub fn of(
        outgoing: &'a Outgoing,
        dialect: Dialect,
        choices: Choices,
        report: &mut Report,
    ) -> Self {
        let mut emitter = Emitter {
            dialect,
            names: Names::default(),
            layers: Vec::new(),
            report,
        };
        let made = emitter.names_of(outgoing);
        let mut last_of = Vec::with_capacity(made.len());
        let parts = made.into_iter().zip(outgoing.arrays());
        for (index, (name, arrays)) in parts.enumerate() {
            let last = emitter.layer(&outgoing.flat.layers[index], (name, arrays), &last_of);
            last_of.push(if index == 0 {
                emitter.preprocessing(outgoing, choices, last)
            } else {
                last
            });
        }
        let layers = in_keras_order(emitter.layers);
        Self {
            name: Names::default().fitting(&outgoing.name, "model", dialect),
            layers,
        }
    }
}

/// Layers in the making.
pub(super) struct Emitter<'r, 'a> {
    pub dialect: Dialect,
    names: Names,
    layers: Vec<KerasLayer<'a>>,
    pub report: &'r mut Report,
}

impl<'a> Emitter<'_, 'a> {
    /// The name of each layer, before those of others that are made for them.
    fn names_of(&mut self, outgoing: &Outgoing) -> Vec<String> {
        let layers = outgoing.flat.layers.iter();
        let name = |layer: &FlatLayer| {
            let stem = layer.layer.kind().entry().stem;
            let name = self.names.fitting(&layer.name, stem, self.dialect);
            if name != layer.name {
                let message = message!("export-renamed", name = &name);
                self.report.tell(Fate::Translated, &layer.name, message);
            }
            name
        };
        layers.map(name).collect()
    }

    /// A name for one of several layers that stand for the layer `of`.
    pub fn name_of_part(&mut self, of: &str, part: &str) -> String {
        let name = format!("{of}_{part}");
        self.names.fitting(&name, part, self.dialect)
    }

    /// Adds a layer without weights, which gives what its first input has; gives its index.
    pub fn push(
        &mut self,
        class: &'static str,
        name: String,
        settings: Vec<Setting>,
        inputs: Vec<usize>,
    ) -> usize {
        let shape = self.shape(inputs[0]);
        self.push_layer(KerasLayer {
            class,
            name,
            settings,
            inputs,
            shape,
            arrays: Vec::new(),
            is_frozen: false,
        })
    }

    pub fn push_layer(&mut self, layer: KerasLayer<'a>) -> usize {
        self.layers.push(layer);
        self.layers.len() - 1
    }

    /// Adds one layer of ours, in as many of Keras's as it takes; gives the index of the last one.
    fn layer(
        &mut self,
        flat: &FlatLayer,
        (name, arrays): (String, Vec<WeightView<'a>>),
        last_of: &[usize],
    ) -> usize {
        let inputs: Vec<usize> = flat.inputs.iter().map(|input| last_of[*input]).collect();
        let apart = self.apart(inputs.clone(), &name);
        if apart != inputs {
            let kind = flat.layer.kind();
            let message = message!("export-registered-as-layers", kind = %kind);
            self.report.tell(Fate::Translated, &flat.name, message);
        }
        let inputs = apart;
        let arrays = self.renamed(flat, arrays);
        let function = flat.layer.function();
        let is_activation = matches!(flat.layer, Layer::Activation(_));
        let is_registered = matches!(
            flat.layer,
            Layer::LayerScale(_) | Layer::CustomScaleLayer(_)
        );
        if is_registered && self.dialect != Dialect::Keras3 {
            return self.registered(flat, (name, arrays), inputs);
        }
        if self.dialect == Dialect::Browser && self.browser_lacks(flat) {
            return self.for_browsers(flat, (name, arrays), &inputs);
        }
        self.tell_of_transposed(flat);
        let is_known = known(function, self.dialect).is_some();
        if is_activation && !is_known {
            return self.function(function, inputs[0], (&flat.name, name));
        }
        if self.dialect == Dialect::Keras2 && function == Function::LogSoftmax {
            let message = message!("export-only-keras-3", function = function.name());
            self.report.tell(Fate::Translated, &flat.name, message);
        }
        let function_here = if is_known { function } else { Function::Linear };
        let (class, settings) = settings(flat, self.layers_shape(&inputs), self.dialect);
        let settings = with_activation(settings, flat, function_here, self.dialect);
        let index = self.push_layer(KerasLayer {
            class,
            name: name.clone(),
            settings,
            inputs,
            shape: flat.output_shape,
            arrays,
            is_frozen: flat.is_frozen,
        });
        if is_known {
            return index;
        }
        let part = self.name_of_part(&name, function.name());
        self.function(function, index, (&flat.name, part))
    }

    /// Weights by the names that they have in this dialect: TensorFlow.js and its converter go by them.
    fn renamed(&self, flat: &FlatLayer, mut arrays: Vec<WeightView<'a>>) -> Vec<WeightView<'a>> {
        let is_depthwise = matches!(flat.layer, Layer::DepthwiseConv2D(_));
        if let (true, [kernel, ..]) = (
            is_depthwise && self.dialect != Dialect::Keras3,
            &mut arrays[..],
        ) {
            kernel.name = "depthwise_kernel";
        }
        arrays
    }

    /// Keras makes no convolution backwards whose kernels have both strides and gaps; before 3.11, it takes a 0 in
    /// `output_padding` for a fault, and before 3.15 it writes none (keras#23014).
    fn tell_of_transposed(&mut self, flat: &FlatLayer) {
        let Layer::Conv2DTranspose(layer) = &flat.layer else {
            return;
        };
        if let Some(padding) = layer.output_padding {
            let message = if padding.contains(&0) {
                message!("export-output-padding")
            } else {
                message!("export-output-padding-forgotten")
            };
            self.report.tell(Fate::Translated, &flat.name, message);
        }
        if layer.sliding.strides != [1, 1] && layer.sliding.dilation != [1, 1] {
            let message = message!("export-strides-and-dilation");
            self.report.tell(Fate::Refused, &flat.name, message);
        }
    }

    pub fn layers_shape(&self, inputs: &[usize]) -> Option<Shape> {
        inputs.first().map(|input| self.shape(*input))
    }

    /// What a layer that was added gives for one sample.
    pub fn shape(&self, index: usize) -> Shape {
        self.layers[index].shape
    }

    /// What a picture goes through before it reaches the input, as a layer behind it where that is wanted; gives the
    /// index of what the rest takes.
    fn preprocessing(&mut self, outgoing: &Outgoing, choices: Choices, input: usize) -> usize {
        let Some([scale, offset]) = outgoing.scaling().filter(|_| choices.rescaling) else {
            return input;
        };
        let name = self.names.unique("rescaling");
        self.rescaled((scale, offset), input, name)
    }

    /// What the layer at `index` gives is a vector.
    pub fn becomes_vector(&mut self, index: usize, features: usize) {
        self.layers[index].shape = Shape::vector(features);
    }

    pub fn reshaped(&mut self, axes: &[usize], name: String, input: usize) -> usize {
        let settings = vec![needed("target_shape", json!(axes))];
        let index = self.push("Reshape", name, settings, vec![input]);
        self.layers[index].shape = match axes[..] {
            [height, width, channels] => Shape::map(height, width, channels),
            _ => Shape::vector(axes[0]),
        };
        index
    }
}

/// The settings with the function that the layer itself ends in, where it has such a setting.
fn with_activation(
    mut settings: Vec<Setting>,
    flat: &FlatLayer,
    function: Function,
    dialect: Dialect,
) -> Vec<Setting> {
    if flat.layer.kind().entry().setting("activation").is_some() {
        let word = known(function, dialect).unwrap_or("linear");
        settings.push(match flat.layer {
            Layer::Activation(_) => needed("activation", json!(word)),
            _ => optional("activation", json!(word), json!("linear")),
        });
    }
    settings
}

/// In the order of Keras's `model.layers`, by which it finds weights again.
fn in_keras_order(layers: Vec<KerasLayer<'_>>) -> Vec<KerasLayer<'_>> {
    let inputs: Vec<&[usize]> = layers.iter().map(|layer| layer.inputs.as_slice()).collect();
    let order = keras_order(&inputs);
    let mut place = vec![0; order.len()];
    for (new, old) in order.iter().enumerate() {
        place[*old] = new;
    }
    let mut layers: Vec<Option<KerasLayer<'_>>> = layers.into_iter().map(Some).collect();
    let mut sorted = Vec::with_capacity(layers.len());
    for old in order {
        if let Some(mut layer) = layers[old].take() {
            for input in &mut layer.inputs {
                *input = place[*input];
            }
            sorted.push(layer);
        }
    }
    sorted
}

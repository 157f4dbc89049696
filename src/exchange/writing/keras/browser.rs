//! What TensorFlow.js and Keras 2 lack, made of layers that they have.

use std::borrow::Cow;

use serde_json::json;

use super::Dialect;
use super::emit::{Emitter, KerasLayer};
use super::setting::needed;
use crate::exchange::Fate;
use crate::exchange::outgoing::WeightView;
use crate::graph::FlatLayer;
use crate::layer::{Choice, Interpolation, Layer, Normalization};
use crate::message;

impl<'a> Emitter<'_, 'a> {
    /// Whether TensorFlow.js has no such layer, or has it without one of its settings.
    pub(super) fn browser_lacks(&self, flat: &FlatLayer) -> bool {
        match &flat.layer {
            Layer::Normalization(_)
            | Layer::GroupNormalization(_)
            | Layer::UnitNormalization(_)
            | Layer::Subtract(_)
            | Layer::Identity(_)
            | Layer::SpatialDropout2D(_) => true,
            Layer::Rescaling(layer) => layer.scale.len() > 1 || layer.offset.len() > 1,
            Layer::GlobalAveragePooling2D(layer) => layer.keepdims,
            Layer::GlobalMaxPooling2D(layer) => layer.keepdims,
            Layer::ReLU(layer) => layer.negative_slope != 0.0 || layer.threshold != 0.0,
            Layer::ELU(layer) => layer.alpha != 1.0,
            Layer::Conv2D(layer) => layer.groups > 1,
            Layer::Conv2DTranspose(layer) => layer.output_padding.is_some(),
            // Its bilinear one takes other places between the pixels than Keras does.
            Layer::UpSampling2D(layer) => layer.interpolation != Interpolation::Nearest,
            _ => false,
        }
    }

    /// The layer made of others; what cannot be made so is told as refused.
    pub(super) fn for_browsers(
        &mut self,
        flat: &FlatLayer,
        (name, arrays): (String, Vec<WeightView<'a>>),
        inputs: &[usize],
    ) -> usize {
        let kind = flat.layer.kind();
        let input = inputs[0];
        let made = match &flat.layer {
            Layer::Identity(_) => {
                let settings = vec![needed("activation", json!("linear"))];
                Some(self.push("Activation", name, settings, vec![input]))
            }
            Layer::Subtract(_) => {
                let part = self.name_of_part(&name, "less");
                let less = self.rescaled((-1.0, 0.0), inputs[1], part);
                Some(self.push("Add", name, Vec::new(), vec![input, less]))
            }
            Layer::SpatialDropout2D(layer) => {
                let noise = json!([null, 1, 1, flat.output_shape.channels()]);
                let settings = vec![
                    needed("rate", json!(layer.rate)),
                    needed("noise_shape", noise),
                ];
                Some(self.push("Dropout", name, settings, vec![input]))
            }
            Layer::GlobalAveragePooling2D(_) | Layer::GlobalMaxPooling2D(_) => {
                let channels = flat.output_shape.channels();
                let part = self.name_of_part(&name, "vector");
                let pooled = self.push(kind.entry().keras_class, part, Vec::new(), vec![input]);
                self.becomes_vector(pooled, channels);
                Some(self.reshaped(&[1, 1, channels], name, pooled))
            }
            Layer::Rescaling(layer) => {
                let factors = (layer.scale.clone(), layer.offset.clone());
                self.by_channel(flat, name, factors, input)
            }
            Layer::Normalization(layer) => {
                let factors = factors_of(layer, &arrays);
                self.by_channel(flat, name, factors, input)
            }
            _ => None,
        };
        let (fate, message) = match made {
            Some(_) => (
                Fate::Translated,
                message!("export-registered-as-layers", kind = %kind),
            ),
            None => (
                Fate::Refused,
                match browser_lacks_setting(&flat.layer) {
                    Some(setting) => {
                        message!("export-browser-lacks-setting", what = %kind, setting = setting)
                    }
                    None => message!("export-browser-lacks", what = %kind),
                },
            ),
        };
        self.report.tell(fate, &flat.name, message);
        made.unwrap_or(input)
    }

    /// The inputs of a layer, each another one: TensorFlow.js frees what a layer takes twice before others have had it.
    pub(super) fn apart(&mut self, mut inputs: Vec<usize>, of: &str) -> Vec<usize> {
        for at in 1..inputs.len() {
            if self.dialect == Dialect::Browser && inputs[..at].contains(&inputs[at]) {
                let again = self.name_of_part(of, "again");
                inputs[at] = self.rescaled((1.0, 0.0), inputs[at], again);
            }
        }
        inputs
    }

    /// What Keras's applications register for themselves, made of layers that Keras 2 knows.
    pub(super) fn registered(
        &mut self,
        flat: &FlatLayer,
        (name, arrays): (String, Vec<WeightView<'a>>),
        inputs: Vec<usize>,
    ) -> usize {
        let message = message!("export-registered-as-layers", kind = %flat.layer.kind());
        self.report.tell(Fate::Translated, &flat.name, message);
        let Layer::LayerScale(layer) = &flat.layer else {
            let scale = match &flat.layer {
                Layer::CustomScaleLayer(layer) => layer.scale,
                _ => 1.0,
            };
            let branch = self.name_of_part(&name, "branch");
            let branch = self.rescaled((scale, 0.0), inputs[1], branch);
            return self.push("Add", name, Vec::new(), vec![inputs[0], branch]);
        };
        let channels = flat.output_shape.channels();
        let is_map = flat.output_shape.as_map().is_some();
        let map = match flat.output_shape.as_map() {
            Some(_) => inputs[0],
            None => {
                let part = self.name_of_part(&name, "map");
                self.reshaped(&[1, 1, channels], part, inputs[0])
            }
        };
        let start = json!({"class_name": "Constant", "config": {"value": layer.init_values}});
        let settings = vec![
            needed("kernel_size", json!([1, 1])),
            needed("use_bias", json!(false)),
            needed("depthwise_initializer", start),
        ];
        let arrays = arrays.into_iter().map(|array| WeightView {
            name: "depthwise_kernel",
            shape: vec![1, 1, channels, 1],
            ..array
        });
        let shape = self.shape(map);
        let scaled = self.push_layer(KerasLayer {
            class: "DepthwiseConv2D",
            name: name.clone(),
            settings,
            inputs: vec![map],
            shape,
            arrays: arrays.collect(),
            is_frozen: flat.is_frozen,
        });
        if is_map {
            return scaled;
        }
        let part = self.name_of_part(&name, "vector");
        self.reshaped(&[channels], part, scaled)
    }

    /// A factor and an offset for each channel of a map: a convolution of single pixels that nothing trains.
    fn by_channel(
        &mut self,
        flat: &FlatLayer,
        name: String,
        (scale, offset): (Vec<f64>, Vec<f64>),
        input: usize,
    ) -> Option<usize> {
        let [_, _, channels] = flat.output_shape.as_map()?;
        let all = |numbers: &[f64]| -> Vec<f32> {
            let numbers = numbers.iter().cycle().take(channels);
            numbers.map(|number| *number as f32).collect()
        };
        let array = |name, shape: &[usize], numbers: &[f64]| WeightView {
            name,
            shape: shape.to_vec(),
            values: Cow::Owned(all(numbers)),
        };
        Some(self.push_layer(KerasLayer {
            class: "DepthwiseConv2D",
            name,
            settings: vec![needed("kernel_size", json!([1, 1]))],
            inputs: vec![input],
            shape: flat.output_shape,
            arrays: vec![
                array("depthwise_kernel", &[1, 1, channels, 1], &scale),
                array("bias", &[channels], &offset),
            ],
            is_frozen: true,
        }))
    }
}

/// The setting without which TensorFlow.js would have the layer.
fn browser_lacks_setting(layer: &Layer) -> Option<&'static str> {
    match layer {
        Layer::Conv2D(_) => Some("groups"),
        Layer::ReLU(layer) if layer.threshold != 0.0 => Some("threshold"),
        Layer::ReLU(_) => Some("negative_slope"),
        Layer::ELU(_) => Some("alpha"),
        Layer::Conv2DTranspose(_) => Some("output_padding"),
        Layer::UpSampling2D(layer) => Some(layer.interpolation.word()),
        _ => None,
    }
}

/// What a normalization multiplies each channel by, and what it adds then.
fn factors_of(layer: &Normalization, arrays: &[WeightView<'_>]) -> (Vec<f64>, Vec<f64>) {
    let given = |own: &[f64], name: &str| -> Vec<f64> {
        let array = arrays.iter().find(|array| array.name == name);
        match array {
            Some(array) if own.is_empty() => {
                array.values.iter().map(|value| f64::from(*value)).collect()
            }
            _ => own.to_vec(),
        }
    };
    let (means, variances) = (
        given(&layer.mean, "mean"),
        given(&layer.variance, "variance"),
    );
    let count = means.len().max(variances.len());
    let at = |numbers: &[f64], index: usize| {
        numbers
            .get(index % numbers.len().max(1))
            .copied()
            .unwrap_or(0.0)
    };
    let factor = |index: usize| {
        let deviation = at(&variances, index)
            .sqrt()
            .max(Normalization::LEAST_DEVIATION);
        let mean = at(&means, index);
        if layer.invert {
            (deviation, mean)
        } else {
            (1.0 / deviation, -mean / deviation)
        }
    };
    (0..count).map(factor).unzip()
}

//! Which operators each kind of layer becomes.

use super::drawn::Setting;
use super::{Order, Writer};
use crate::exchange::Fate;
use crate::layer::Layer;
use crate::message;

impl Writer<'_> {
    /// The operators of a layer; gives what its output is called.
    #[expect(clippy::too_many_lines, reason = "one arm a kind")]
    pub(super) fn layer(&mut self, index: usize) -> String {
        let flat = self.at(index);
        let name = flat.name.as_str();
        match &flat.layer {
            Layer::Input(_) => self.entry(index),
            Layer::Conv2D(layer) => self.conv(index, layer),
            Layer::DepthwiseConv2D(layer) => self.depthwise(index, layer),
            Layer::SeparableConv2D(layer) => self.separable(index, layer),
            Layer::Conv2DTranspose(layer) => self.transposed_conv(index, layer),
            Layer::Dense(layer) => self.dense(index, layer),
            Layer::MaxPooling2D(pool) => {
                self.pool(index, "MaxPool", pool.pool_size, pool.strides, pool.padding)
            }
            Layer::AveragePooling2D(pool) => self.pool(
                index,
                "AveragePool",
                pool.pool_size,
                pool.strides,
                pool.padding,
            ),
            Layer::GlobalMaxPooling2D(pool) => self.global(index, "GlobalMaxPool", pool.keepdims),
            Layer::GlobalAveragePooling2D(pool) => {
                self.global(index, "GlobalAveragePool", pool.keepdims)
            }
            Layer::BatchNormalization(layer) => self.batch_norm(index, layer),
            Layer::LayerNormalization(layer) => self.layer_norm(index, layer),
            Layer::GroupNormalization(layer) => self.group_norm(index, layer),
            Layer::UnitNormalization(_) => {
                self.one(index, "LpNormalization", &[Setting::Int("axis", 1)])
            }
            Layer::Normalization(layer) => self.normalization(index, layer),
            Layer::Rescaling(layer) => {
                let (scale, offset) = (layer.scale.clone(), layer.offset.clone());
                self.changed(index, "Mul", "Add", &scale, &offset)
            }
            Layer::LayerScale(_) => self.layer_scale(index),
            Layer::Activation(layer) => {
                let input = self.input(index);
                self.function(layer.function, name, &input)
            }
            Layer::Softmax(_) => self.one(index, "Softmax", &[Setting::Int("axis", 1)]),
            Layer::ReLU(layer) => self.relu(index, layer),
            Layer::LeakyReLU(layer) => self.one(
                index,
                "LeakyRelu",
                &[Setting::Float("alpha", layer.negative_slope)],
            ),
            Layer::ELU(layer) => self.one(index, "Elu", &[Setting::Float("alpha", layer.alpha)]),
            Layer::PReLU(_) => self.prelu(index),
            Layer::Dropout(layer) if layer.noise_shape == crate::layer::NoiseShape::Each => {
                self.dropout(index, layer.rate)
            }
            Layer::Dropout(_)
            | Layer::SpatialDropout2D(_)
            | Layer::GaussianDropout(_)
            | Layer::GaussianNoise(_) => self.of_training(index),
            Layer::Identity(_) => self.one(index, "Identity", &[]),
            Layer::Flatten(_) => self.flatten(index),
            Layer::Reshape(_) => self.reshape(index),
            Layer::Permute(layer) => self.permute(index, layer.dims),
            Layer::ZeroPadding2D(layer) => {
                self.pad(index, [layer.top, layer.left, layer.bottom, layer.right])
            }
            Layer::Cropping2D(layer) => self.crop(index, layer.cropping),
            Layer::UpSampling2D(layer) => self.resize(index, layer),
            Layer::Add(_) => self.merge(index, "Sum"),
            Layer::Average(_) => self.merge(index, "Mean"),
            Layer::Maximum(_) => self.merge(index, "Max"),
            Layer::Minimum(_) => self.merge(index, "Min"),
            Layer::Subtract(_) => self.merge(index, "Sub"),
            Layer::Multiply(_) => self.multiply(index),
            Layer::Concatenate(_) => self.concatenate(index),
            Layer::CustomScaleLayer(layer) => self.scaled_sum(index, layer.scale),
        }
    }

    /// The file's input, with its channels put first where they come last, and its values rescaled where that is wanted.
    fn entry(&mut self, index: usize) -> String {
        let (name, shape) = (self.at(index).name.clone(), self.input_shape(index));
        let mut value = self.drawn.free(&name);
        if self.source.order == Order::ChannelsLast && shape.as_map().is_some() {
            let name = format!("{name}/channels_first");
            value = self.transposed(&name, &value, &[0, 3, 1, 2]);
        }
        if let Some([scale, offset]) = self.source.rescaling {
            let scale = self.drawn.real("rescaling/scale", scale);
            value = self
                .drawn
                .node("Mul", "rescaling/scaled", &[&value, &scale], &[]);
            let offset = self.drawn.real("rescaling/offset", offset);
            value = self
                .drawn
                .node("Add", "rescaling/moved", &[&value, &offset], &[]);
        }
        value
    }

    /// A layer that is one operator of one input.
    pub(super) fn one(&mut self, index: usize, op: &str, settings: &[Setting]) -> String {
        let (name, input) = (&self.at(index).name, self.input(index));
        self.drawn.node(op, name, &[&input], settings)
    }

    /// An operator that puts axes into another order.
    pub(super) fn transposed(&mut self, name: &str, input: &str, order: &[i64]) -> String {
        self.drawn.node(
            "Transpose",
            name,
            &[input],
            &[Setting::Ints("perm", order.to_vec())],
        )
    }

    fn dropout(&mut self, index: usize, rate: f64) -> String {
        let (name, input) = (&self.at(index).name, self.input(index));
        let ratio = self.drawn.real(&format!("{name}/ratio"), rate);
        self.drawn.node("Dropout", name, &[&input, &ratio], &[])
    }

    /// A layer that does nothing when the network answers.
    fn of_training(&mut self, index: usize) -> String {
        let (name, kind) = (&self.at(index).name, self.at(index).layer.kind());
        self.report.tell(
            Fate::LeftOut,
            name,
            message!("onnx-of-training", kind = kind.to_string()),
        );
        self.one(index, "Identity", &[])
    }

    /// Says that operators stand for a layer that ONNX does not have.
    pub(super) fn spread(&mut self, index: usize) {
        let (name, kind) = (&self.at(index).name, self.at(index).layer.kind());
        self.report.tell(
            Fate::Translated,
            name,
            message!("onnx-spread", kind = kind.to_string()),
        );
    }
}

//! The one list of layer kinds, and what follows from being in it.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::entry::{Entry, Family, Rank};
use super::reader::Reader;
use super::value::Settings;
use super::{
    Activation, Add, Average, AveragePooling2D, BatchNormalization, Concatenate, Conv2D,
    Conv2DTranspose, Cropping2D, CustomScaleLayer, Dense, DepthwiseConv2D, Dropout, ELU, Fault,
    Flatten, Function, GaussianDropout, GaussianNoise, GlobalAveragePooling2D, GlobalMaxPooling2D,
    GroupNormalization, Identity, Input, LayerKind, LayerNormalization, LayerScale, LeakyReLU,
    MaxPooling2D, Maximum, Minimum, Multiply, Normalization, PReLU, Padding, ParamCount, Permute,
    Quantity, ReLU, Rescaling, Reshape, SeparableConv2D, Shape, Softmax, SpatialDropout2D, Step,
    Subtract, UnitNormalization, UpSampling2D, Weight, Window, ZeroPadding2D, product,
};
use crate::message;
use crate::text::Message;

macro_rules! catalog {
    ($($kind:ident, $keras:literal, $stem:literal, $family:ident $rank:ident, $summary:literal, [$($alias:literal),*];)*) => {
        /// The kinds of layers, named as in Keras.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum Kind {
            $(#[doc = concat!("Keras's `", $keras, "`.")] $kind,)*
        }

        /// A layer with its settings resolved and checked.
        #[derive(Clone, Debug, PartialEq)]
        pub enum Layer {
            $(#[doc = concat!("Keras's `", $keras, "`.")] $kind($kind),)*
        }

        static CATALOG: &[Entry] = &[$(Entry {
            kind: Kind::$kind,
            name: stringify!($kind),
            keras_class: $keras,
            stem: $stem,
            family: Family::$family,
            rank: Rank::$rank,
            summary: $summary,
            aliases: &[$($alias),*],
            settings: <$kind as LayerKind>::SETTINGS,
            arity: <$kind as LayerKind>::ARITY,
            passes: <$kind as LayerKind>::PASSES,
        }),*];

        impl Kind {
            pub(super) fn read(self, settings: &Settings) -> Result<Layer, Fault> {
                let reader = Reader::new(self.entry().settings, settings)?;
                Ok(match self {
                    $(Self::$kind => Layer::$kind($kind::read(&reader)?),)*
                })
            }
        }

        impl Layer {
            /// Its kind.
            #[must_use]
            pub fn kind(&self) -> Kind {
                match self {
                    $(Self::$kind(_) => Kind::$kind,)*
                }
            }

            /// The shape that it makes of `inputs` (as many as its arity asks for).
            ///
            /// # Errors
            /// Where it cannot work on them, or the result is too large to count.
            pub fn output_shape(&self, inputs: &[Shape]) -> Result<Shape, Fault> {
                let shape = match self {
                    $(Self::$kind(layer) => layer.output_shape(inputs)?,)*
                };
                shape.elements().map(|_| shape).ok_or_else(|| Fault::too_large(message!("output-too-large")))
            }

            /// The settings that matter most: `32 · 7×7`.
            #[must_use]
            pub fn headline(&self) -> String {
                match self {
                    $(Self::$kind(layer) => layer.headline(),)*
                }
            }

            /// The weights that it makes for `inputs`, in Keras's order.
            #[must_use]
            pub fn weights(&self, inputs: &[Shape]) -> Vec<Weight> {
                match self {
                    $(Self::$kind(layer) => layer.weights(inputs),)*
                }
            }

            /// How the parameter count comes about: `(7·7·3 + 1)·32`; empty without weights.
            #[must_use]
            pub fn params_formula(&self, inputs: &[Shape]) -> String {
                match self {
                    $(Self::$kind(layer) => layer.params_formula(inputs),)*
                }
            }

            /// What it does with `inputs`, in two or three sentences with their numbers.
            #[must_use]
            pub fn explained(&self, inputs: &[Shape]) -> Message {
                match self {
                    $(Self::$kind(layer) => layer.explained(inputs),)*
                }
            }

            /// How each axis of its output comes about, in the order of the axes, for `inputs` that it can work on.
            #[must_use]
            pub fn output_steps(&self, inputs: &[Shape]) -> Vec<Step> {
                match self {
                    $(Self::$kind(layer) => layer.output_steps(inputs),)*
                }
            }

            fn params_letters(&self) -> (&'static str, &'static str) {
                match self {
                    $(Self::$kind(layer) => layer.params_letters(),)*
                }
            }

            /// Multiply-adds for one sample.
            ///
            /// # Errors
            /// Where the number does not fit into 64 bits.
            pub fn macs(&self, inputs: &[Shape], output: Shape) -> Result<u64, Fault> {
                let factors = match self {
                    $(Self::$kind(layer) => layer.macs_factors(inputs, output),)*
                };
                product(&factors).ok_or_else(|| Fault::too_large(message!("macs-too-many")))
            }

            /// The window through which one output pixel sees the input.
            #[must_use]
            pub fn window(&self) -> Window {
                match self {
                    $(Self::$kind(layer) => layer.window(),)*
                }
            }

            /// The function that its numbers go through at the end.
            #[must_use]
            pub fn function(&self) -> Function {
                match self {
                    $(Self::$kind(layer) => layer.function(),)*
                }
            }

            /// What it does at the border of a map, where it can choose.
            #[must_use]
            pub fn padding(&self) -> Option<Padding> {
                match self {
                    $(Self::$kind(layer) => layer.padding(),)*
                }
            }
        }
    };
}

catalog! {
    Input, "InputLayer", "input_layer", Input Usual,
        "layer-input", ["input", "输入"];
    Conv2D, "Conv2D", "conv2d", Convolution Usual,
        "layer-conv-2d", ["Conv2d", "convolution", "卷积"];
    DepthwiseConv2D, "DepthwiseConv2D", "depthwise_conv2d", Convolution Seldom,
        "layer-depthwise-conv-2d", ["depthwise", "深度卷积", "逐通道卷积"];
    SeparableConv2D, "SeparableConv2D", "separable_conv2d", Convolution Seldom,
        "layer-separable-conv-2d", ["SeparableConvolution2D", "可分离卷积"];
    Conv2DTranspose, "Conv2DTranspose", "conv2d_transpose", Convolution Seldom,
        "layer-conv-2d-transpose", ["ConvTranspose2d", "deconvolution", "转置卷积", "反卷积"];
    ZeroPadding2D, "ZeroPadding2D", "zero_padding2d", Shape Usual,
        "layer-zero-padding-2d", ["ZeroPad2d", "pad", "填充", "零填充"];
    Cropping2D, "Cropping2D", "cropping2d", Shape Seldom,
        "layer-cropping-2d", ["crop", "裁剪"];
    UpSampling2D, "UpSampling2D", "up_sampling2d", Shape Seldom,
        "layer-up-sampling-2d", ["Upsample", "interpolate", "上采样"];
    BatchNormalization, "BatchNormalization", "batch_normalization", Normalization Usual,
        "layer-batch-normalization", ["BatchNorm2d", "bn", "批归一化", "批标准化"];
    LayerNormalization, "LayerNormalization", "layer_normalization", Normalization Seldom,
        "layer-layer-normalization", ["LayerNorm", "ln", "层归一化"];
    GroupNormalization, "GroupNormalization", "group_normalization", Normalization Seldom,
        "layer-group-normalization", ["GroupNorm", "InstanceNorm2d", "组归一化"];
    UnitNormalization, "UnitNormalization", "unit_normalization", Normalization Seldom,
        "layer-unit-normalization", ["L2", "单位归一化"];
    Normalization, "Normalization", "normalization", Normalization Seldom,
        "layer-normalization", ["Normalize", "标准化"];
    Rescaling, "Rescaling", "rescaling", Normalization Seldom,
        "layer-rescaling", ["rescale", "缩放"];
    LayerScale, "LayerScale", "layer_scale", Normalization Seldom,
        "layer-layer-scale", ["层缩放"];
    Dropout, "Dropout", "dropout", Regularization Usual,
        "layer-dropout", ["丢弃", "随机失活"];
    SpatialDropout2D, "SpatialDropout2D", "spatial_dropout2d", Regularization Seldom,
        "layer-spatial-dropout-2d", ["Dropout2d", "空间丢弃"];
    GaussianDropout, "GaussianDropout", "gaussian_dropout", Regularization Seldom,
        "layer-gaussian-dropout", ["高斯丢弃"];
    GaussianNoise, "GaussianNoise", "gaussian_noise", Regularization Seldom,
        "layer-gaussian-noise", ["noise", "高斯噪声"];
    Activation, "Activation", "activation", Activation Usual,
        "layer-activation",
        ["ReLU", "Sigmoid", "Softmax", "Tanh", "LeakyReLU", "ELU", "GELU", "SiLU", "激活"];
    ReLU, "ReLU", "re_lu", Activation Seldom,
        "layer-relu", ["ReLU6", "修正线性单元"];
    LeakyReLU, "LeakyReLU", "leaky_re_lu", Activation Seldom,
        "layer-leaky-relu", ["leaky", "带泄漏"];
    PReLU, "PReLU", "p_re_lu", Activation Seldom,
        "layer-prelu", ["parametric"];
    ELU, "ELU", "elu", Activation Seldom,
        "layer-elu", ["exponential"];
    Softmax, "Softmax", "softmax", Activation Seldom,
        "layer-softmax", ["probabilities", "概率"];
    MaxPooling2D, "MaxPooling2D", "max_pooling2d", Pooling Usual,
        "layer-max-pooling-2d", ["MaxPool2d", "最大池化"];
    AveragePooling2D, "AveragePooling2D", "average_pooling2d", Pooling Usual,
        "layer-average-pooling-2d", ["AvgPool2d", "平均池化"];
    GlobalMaxPooling2D, "GlobalMaxPooling2D", "global_max_pooling2d", Pooling Usual,
        "layer-global-max-pooling-2d", ["AdaptiveMaxPool2d", "全局最大池化"];
    GlobalAveragePooling2D, "GlobalAveragePooling2D", "global_average_pooling2d", Pooling Usual,
        "layer-global-average-pooling-2d", ["AdaptiveAvgPool2d", "gap", "全局平均池化"];
    Dense, "Dense", "dense", Dense Usual,
        "layer-dense", ["Linear", "fully connected", "fc", "全连接"];
    Flatten, "Flatten", "flatten", Shape Usual,
        "layer-flatten", ["展平"];
    Reshape, "Reshape", "reshape", Shape Seldom,
        "layer-reshape", ["view", "unflatten", "重塑", "变形"];
    Permute, "Permute", "permute", Shape Seldom,
        "layer-permute", ["transpose", "转置", "重排"];
    Identity, "Identity", "identity", Shape Seldom,
        "layer-identity", ["恒等"];
    Add, "Add", "add", Merge Usual,
        "layer-add", ["sum", "residual", "shortcut", "相加", "残差"];
    Concatenate, "Concatenate", "concatenate", Merge Usual,
        "layer-concatenate", ["cat", "concat", "拼接"];
    Multiply, "Multiply", "multiply", Merge Seldom,
        "layer-multiply", ["mul", "product", "attention", "相乘"];
    Subtract, "Subtract", "subtract", Merge Seldom,
        "layer-subtract", ["sub", "difference", "相减"];
    Average, "Average", "average", Merge Seldom,
        "layer-average", ["mean", "求平均"];
    Maximum, "Maximum", "maximum", Merge Seldom,
        "layer-maximum", ["max", "取最大"];
    Minimum, "Minimum", "minimum", Merge Seldom,
        "layer-minimum", ["min", "取最小"];
    CustomScaleLayer, "CustomScaleLayer", "custom_scale_layer", Merge Seldom,
        "layer-custom-scale-layer", ["scale"];
}

/// Every layer kind, in the order of the palette.
#[must_use]
pub fn catalog() -> &'static [Entry] {
    CATALOG
}

impl Kind {
    /// Its entry in the catalog.
    #[must_use]
    pub fn entry(self) -> &'static Entry {
        // The enum and the list come from one macro, in one order.
        &CATALOG[self as usize]
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.entry().name)
    }
}

impl Layer {
    /// Trainable and other parameters for `inputs`.
    ///
    /// # Errors
    /// Where the count does not fit into 64 bits.
    pub fn params(&self, inputs: &[Shape]) -> Result<ParamCount, Fault> {
        ParamCount::of(&self.weights(inputs))
    }

    /// How its parameter count comes about; `None` without weights, or where the count does not fit into 64 bits.
    #[must_use]
    pub fn params_step(&self, inputs: &[Shape]) -> Option<Step> {
        let filled = self.params_formula(inputs);
        let count = self.params(inputs).ok()?.total();
        let step = || {
            Step::new(
                Quantity::Params,
                self.params_letters(),
                filled.clone(),
                count,
            )
        };
        (!filled.is_empty()).then(step)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_finds_its_own_entry() {
        for entry in catalog() {
            assert_eq!(entry.kind.entry().name, entry.name);
            assert_eq!(entry.kind.to_string(), entry.name);
        }
    }
}

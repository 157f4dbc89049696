//! One file per layer kind, or for several that differ in a word: its settings, output shape, weights, multiply-adds and its name in Keras.
//! Never knows a graph, a window or an engine: a layer sees its settings and the shapes that reach it, nothing else.
//!
//! A new layer is one new file plus one line in `catalog.rs`.

mod activation;
mod add;
mod affine;
mod batch_normalization;
mod call;
mod called;
mod catalog;
mod concatenate;
mod conv_2d;
mod conv_2d_transpose;
mod convolving;
mod cost;
mod cropping_2d;
mod custom_scale;
mod dense;
mod depthwise_conv_2d;
mod dropout;
mod elu;
mod entry;
mod explained;
mod fault;
mod flatten;
mod gaussian_dropout;
mod gaussian_noise;
mod group_normalization;
mod identity;
mod initializer;
mod input;
mod law;
mod layer_normalization;
mod layer_scale;
mod leaky_relu;
mod learned;
mod merging;
mod normalization;
pub mod number_text;
mod penalty;
mod permute;
mod pooling_2d;
mod prelu;
mod reader;
mod relu;
mod rescaling;
mod reshape;
mod separable_conv_2d;
mod setting;
mod shape;
mod shown;
mod similar;
mod sliding;
mod softmax;
mod spatial_dropout_2d;
mod spec;
mod unit_normalization;
mod up_sampling_2d;
mod value;
pub mod value_text;
mod zero_padding_2d;

pub use activation::{Activation, Function};
pub use add::Add;
pub use affine::Affine;
pub use batch_normalization::BatchNormalization;
pub use call::{Argument, ArgumentKind, Call, Form, Given};
pub use called::class_name;
pub use catalog::{Kind, Layer, catalog};
pub use concatenate::Concatenate;
pub use conv_2d::Conv2D;
pub use conv_2d_transpose::Conv2DTranspose;
pub use cost::{ParamCount, Weight, Window, bytes, counted, magnitude, thousands};
pub use cropping_2d::Cropping2D;
pub use custom_scale::CustomScaleLayer;
pub use dense::Dense;
pub use depthwise_conv_2d::DepthwiseConv2D;
pub use dropout::{Dropout, NoiseShape};
pub use elu::ELU;
pub use entry::{Entry, Family, Rank};
pub use explained::{Quantity, Step};
pub use fault::{Fault, FaultKind};
pub use flatten::Flatten;
pub use gaussian_dropout::GaussianDropout;
pub use gaussian_noise::GaussianNoise;
pub use group_normalization::GroupNormalization;
pub use identity::Identity;
pub use initializer::Initializer;
pub use input::Input;
pub use law::{Distribution, Fan, Law};
pub use layer_normalization::LayerNormalization;
pub use layer_scale::LayerScale;
pub use leaky_relu::LeakyReLU;
pub use learned::Learned;
pub use merging::{Average, Maximum, Minimum, Multiply, Subtract};
pub use normalization::Normalization;
pub use penalty::Penalty;
pub use permute::Permute;
pub use pooling_2d::{AveragePooling2D, GlobalAveragePooling2D, GlobalMaxPooling2D, MaxPooling2D};
pub use prelu::PReLU;
pub use reader::Choice;
pub use relu::ReLU;
pub use rescaling::Rescaling;
pub use reshape::Reshape;
pub use separable_conv_2d::SeparableConv2D;
pub use setting::{DefaultValue, MAX_SIZE, SettingKind, SettingSpec};
pub use shape::{Shape, product};
pub use shown::{is_obeyed, shown};
pub use similar::similar;
pub use sliding::{Padding, Sliding};
pub use softmax::Softmax;
pub use spatial_dropout_2d::SpatialDropout2D;
pub use spec::LayerSpec;
pub use unit_normalization::UnitNormalization;
pub use up_sampling_2d::{Interpolation, UpSampling2D};
pub use value::{MOST_NUMBERS, Settings, Value};
pub use zero_padding_2d::ZeroPadding2D;

use crate::text::Message;
use reader::Reader;

/// How many inputs a layer takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Arity {
    /// None: the network's own input.
    None,
    /// Exactly one.
    One,
    /// Exactly two, of which the order matters.
    Two,
    /// Two or more, like Add.
    Several,
}

impl Arity {
    /// The smallest number of inputs.
    #[must_use]
    pub fn least(self) -> usize {
        match self {
            Self::None => 0,
            Self::One => 1,
            Self::Two | Self::Several => 2,
        }
    }

    /// The largest number of inputs, `None` without a limit.
    #[must_use]
    pub fn most(self) -> Option<usize> {
        match self {
            Self::None => Some(0),
            Self::One => Some(1),
            Self::Two => Some(2),
            Self::Several => None,
        }
    }
}

/// What a layer hands on of the numbers that reach it, for whoever looks through it at what came before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Passes {
    /// Every number, one for one, like Dropout and Flatten.
    Numbers,
    /// Every channel, one for one, over more or fewer pixels, like pooling.
    Channels,
    /// None: it makes as many channels as this setting says, like the filters of Conv2D.
    Makes(&'static str),
    /// None of one input alone, like Add and Input.
    Mixed,
}

/// What every layer kind answers about itself, its settings resolved.
///
/// `inputs` always holds as many shapes as [`LayerKind::ARITY`] asks for; inference sees to that.
pub trait LayerKind: Sized {
    /// How many inputs it takes.
    const ARITY: Arity = Arity::One;
    /// What it hands on.
    const PASSES: Passes;
    /// Its settings, in the order of a form.
    const SETTINGS: &'static [SettingSpec] = &[];

    /// Builds the layer from settings.
    ///
    /// # Errors
    /// Where a setting is unknown or has a value that it does not accept.
    fn read(settings: &Reader<'_>) -> Result<Self, Fault>;

    /// The shape that it makes of `inputs`.
    ///
    /// # Errors
    /// Where it cannot work on them.
    fn output_shape(&self, inputs: &[Shape]) -> Result<Shape, Fault>;

    /// What it does with `inputs`, in two or three sentences with their numbers.
    fn explained(&self, inputs: &[Shape]) -> Message;

    /// How each axis of its output comes about, in the order of the axes, for `inputs` that it can work on.
    fn output_steps(&self, inputs: &[Shape]) -> Vec<Step>;

    /// The settings that matter most, for the second line of a node: `32 · 7×7`.
    fn headline(&self) -> String {
        String::new()
    }

    /// The weights that it makes for `inputs`.
    fn weights(&self, _inputs: &[Shape]) -> Vec<Weight> {
        Vec::new()
    }

    /// How the parameter count comes about: `(7·7·3 + 1)·32`; empty for a layer without weights.
    fn params_formula(&self, _inputs: &[Shape]) -> String {
        String::new()
    }

    /// The same in letters, with the message that says what these stand for; empty for a layer without weights.
    fn params_letters(&self) -> (&'static str, &'static str) {
        ("", "")
    }

    /// Multiply-adds for one sample, as factors of a product; `[0]` where nothing is multiplied.
    ///
    /// Counted are the products with weights only, as most of the field does.
    fn macs_factors(&self, _inputs: &[Shape], _output: Shape) -> Vec<usize> {
        vec![0]
    }

    /// The window through which one output pixel sees the input.
    fn window(&self) -> Window {
        Window::POINT
    }

    /// The function that its numbers go through at the end; whoever has a setting `activation` answers with it.
    fn function(&self) -> Function {
        Function::Linear
    }

    /// What it does at the border of a map; whoever has a setting `padding` that says so answers with it.
    fn padding(&self) -> Option<Padding> {
        None
    }
}

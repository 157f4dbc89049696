//! What programs share that hold a network as a module and run it layer by layer: groups of layers that are written alike, the
//! variables that what they make goes by, and the function that a loss takes apart.

use crate::graph::Flat;
use crate::layer::{Function, Layer};

/// Layers that are written alike.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Group {
    /// The input.
    Input,
    /// A kernel slides over a map or is multiplied with it.
    Kernel,
    /// Numbers are brought to others by arrays that are kept with them.
    Arrays,
    /// Something is left out or added while training.
    Noise,
    /// Several become one.
    Merging,
    /// Numbers are moved, or several pixels become one.
    Shaping,
    /// A function of each number, or of all numbers of a pixel.
    Function,
}

impl Group {
    /// The group of a layer.
    pub(super) fn of(layer: &Layer) -> Self {
        match layer {
            Layer::Input(_) => Self::Input,
            Layer::Conv2D(_)
            | Layer::DepthwiseConv2D(_)
            | Layer::SeparableConv2D(_)
            | Layer::Conv2DTranspose(_)
            | Layer::Dense(_) => Self::Kernel,
            Layer::BatchNormalization(_)
            | Layer::LayerNormalization(_)
            | Layer::GroupNormalization(_)
            | Layer::Normalization(_)
            | Layer::LayerScale(_)
            | Layer::PReLU(_) => Self::Arrays,
            Layer::Dropout(_)
            | Layer::SpatialDropout2D(_)
            | Layer::GaussianDropout(_)
            | Layer::GaussianNoise(_) => Self::Noise,
            Layer::Add(_)
            | Layer::Concatenate(_)
            | Layer::Multiply(_)
            | Layer::Subtract(_)
            | Layer::Average(_)
            | Layer::Maximum(_)
            | Layer::Minimum(_)
            | Layer::CustomScaleLayer(_) => Self::Merging,
            Layer::MaxPooling2D(_)
            | Layer::AveragePooling2D(_)
            | Layer::GlobalMaxPooling2D(_)
            | Layer::GlobalAveragePooling2D(_)
            | Layer::ZeroPadding2D(_)
            | Layer::Cropping2D(_)
            | Layer::UpSampling2D(_)
            | Layer::Flatten(_)
            | Layer::Reshape(_)
            | Layer::Permute(_)
            | Layer::Identity(_) => Self::Shaping,
            Layer::Activation(_)
            | Layer::ReLU(_)
            | Layer::LeakyReLU(_)
            | Layer::ELU(_)
            | Layer::Softmax(_)
            | Layer::UnitNormalization(_)
            | Layer::Rescaling(_) => Self::Function,
        }
    }
}

/// The function that the network ends in, where a loss takes the sums before it.
pub(super) fn head(flat: &Flat) -> Option<Function> {
    let last = &flat.layers.last()?.layer;
    let function = match last {
        Layer::Softmax(_) => Function::Softmax,
        last => last.function(),
    };
    matches!(function, Function::Softmax | Function::Sigmoid).then_some(function)
}

/// What a network gives without its head, in words.
pub(super) fn given_without(head: Option<Function>) -> &'static str {
    match head {
        Some(Function::Softmax) => "the sums before the softmax",
        Some(_) => "the sums before the sigmoid",
        None => "the last layer's numbers",
    }
}

/// What stands inside of a function's brackets; `around` is the function of a line break.
pub(super) fn inside<'a>(around: &str, expression: &'a str) -> &'a str {
    let (before, after) = around.split_once('\n').unwrap_or(("", ""));
    let inside = expression
        .strip_prefix(before)
        .and_then(|it| it.strip_suffix(after));
    inside.unwrap_or(expression)
}

/// The layers that take each layer's output.
pub(super) fn users(flat: &Flat) -> Vec<Vec<usize>> {
    let mut users: Vec<Vec<usize>> = vec![Vec::new(); flat.layers.len()];
    for (index, layer) in flat.layers.iter().enumerate() {
        for input in &layer.inputs {
            users[*input].push(index);
        }
    }
    users
}

/// The variable of each layer's output: `x` where the very next layer alone takes it, so that nothing is kept for longer,
/// else `own`.
pub(super) fn variables(users: &[Vec<usize>], own: impl Fn(usize) -> String) -> Vec<String> {
    let name = |(index, users): (usize, &Vec<usize>)| match users[..] {
        [] => "x".to_owned(),
        [only] if only == index + 1 => "x".to_owned(),
        _ => own(index),
    };
    users.iter().enumerate().map(name).collect()
}

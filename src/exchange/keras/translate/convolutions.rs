//! Everything with a kernel.

use super::activations::behind;
use super::initializers::{cost_under, initialize, regularize, regularize_others};
use super::{Context, Translated, with_same};
use crate::exchange::keras::settings::Settings;
use crate::layer::{Kind, LayerSpec};

/// What all kernels that slide have.
const SLIDING: [&str; 5] = [
    "kernel_size",
    "strides",
    "padding",
    "dilation_rate",
    "use_bias",
];

fn sliding(kind: Kind, settings: &Settings<'_>, more: &[&str]) -> LayerSpec {
    let keys: Vec<&str> = SLIDING.iter().chain(more).copied().collect();
    with_same(kind, settings, &keys)
}

/// How the bias starts and what it costs, and the function behind the sums.
fn with_bias(spec: LayerSpec, settings: &Settings<'_>, context: Context) -> Translated {
    let spec = initialize(spec, settings, &["bias_initializer"]);
    let spec = regularize_others(spec, settings, &["bias_regularizer"]);
    behind(spec, settings, context)
}

pub(super) fn conv_2d(settings: &Settings<'_>, context: Context) -> Translated {
    let spec = sliding(Kind::Conv2D, settings, &["filters", "groups"]);
    let spec = initialize(spec, settings, &["kernel_initializer"]);
    let spec = regularize(spec, settings, "kernel_regularizer");
    with_bias(spec, settings, context)
}

pub(super) fn depthwise(settings: &Settings<'_>, context: Context) -> Translated {
    let spec = sliding(Kind::DepthwiseConv2D, settings, &["depth_multiplier"]);
    let spec = initialize(spec, settings, &["depthwise_initializer"]);
    // Keras 2 writes what the class has from its parent and never looks at.
    for key in [
        "groups",
        "filters",
        "kernel_initializer",
        "kernel_regularizer",
    ] {
        settings.raw(key);
    }
    let spec = regularize(spec, settings, "depthwise_regularizer");
    with_bias(spec, settings, context)
}

pub(super) fn separable(settings: &Settings<'_>, context: Context) -> Translated {
    let keys = ["filters", "depth_multiplier"];
    let spec = sliding(Kind::SeparableConv2D, settings, &keys);
    let keys = ["depthwise_initializer", "pointwise_initializer"];
    let spec = initialize(spec, settings, &keys);
    for key in ["groups", "kernel_initializer", "kernel_regularizer"] {
        settings.raw(key);
    }
    let keys = ["depthwise_regularizer", "pointwise_regularizer"];
    let [depthwise, pointwise] = keys.map(|key| cost_under(settings, key).unwrap_or_default());
    let mut spec = regularize(spec, settings, keys[0]);
    if depthwise != pointwise {
        spec = spec.with(keys[1], pointwise.text().as_str());
    }
    with_bias(spec, settings, context)
}

pub(super) fn transposed(settings: &Settings<'_>, context: Context) -> Translated {
    let keys = ["filters", "output_padding"];
    let spec = sliding(Kind::Conv2DTranspose, settings, &keys);
    let spec = initialize(spec, settings, &["kernel_initializer"]);
    settings.raw("groups");
    let spec = regularize(spec, settings, "kernel_regularizer");
    with_bias(spec, settings, context)
}

pub(super) fn dense(settings: &Settings<'_>, context: Context) -> Translated {
    let spec = with_same(Kind::Dense, settings, &["units", "use_bias"]);
    let spec = initialize(spec, settings, &["kernel_initializer"]);
    let spec = regularize(spec, settings, "kernel_regularizer");
    with_bias(spec, settings, context)
}

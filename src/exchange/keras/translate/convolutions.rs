//! Everything with a kernel.

use super::activations::behind;
use super::initializers::{initialize, regularize};
use super::{Context, Translated, refuse_value, with_same};
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

pub(super) fn conv_2d(settings: &Settings<'_>, context: Context) -> Translated {
    let spec = sliding(Kind::Conv2D, settings, &["filters", "groups"]);
    let spec = initialize(spec, settings, "kernel_initializer");
    behind(
        regularize(spec, settings, &["kernel_regularizer"]),
        settings,
        context,
    )
}

pub(super) fn depthwise(settings: &Settings<'_>, context: Context) -> Translated {
    let spec = sliding(Kind::DepthwiseConv2D, settings, &["depth_multiplier"]);
    let spec = initialize(spec, settings, "depthwise_initializer");
    // Keras 2 writes what the class has from its parent and never looks at.
    for key in [
        "groups",
        "filters",
        "kernel_initializer",
        "kernel_regularizer",
    ] {
        settings.raw(key);
    }
    behind(
        regularize(spec, settings, &["depthwise_regularizer"]),
        settings,
        context,
    )
}

pub(super) fn separable(settings: &Settings<'_>, context: Context) -> Translated {
    let spec = sliding(
        Kind::SeparableConv2D,
        settings,
        &["filters", "depth_multiplier"],
    );
    let spec = initialize(spec, settings, "depthwise_initializer");
    let spec = initialize(spec, settings, "pointwise_initializer");
    for key in ["groups", "kernel_initializer", "kernel_regularizer"] {
        settings.raw(key);
    }
    let keys = ["depthwise_regularizer", "pointwise_regularizer"];
    behind(regularize(spec, settings, &keys), settings, context)
}

pub(super) fn transposed(settings: &Settings<'_>, context: Context) -> Translated {
    let spec = sliding(Kind::Conv2DTranspose, settings, &["filters"]);
    let spec = initialize(spec, settings, "kernel_initializer");
    refuse_value(settings, "output_padding");
    settings.raw("groups");
    behind(
        regularize(spec, settings, &["kernel_regularizer"]),
        settings,
        context,
    )
}

pub(super) fn dense(settings: &Settings<'_>, context: Context) -> Translated {
    let spec = with_same(Kind::Dense, settings, &["units", "use_bias"]);
    let spec = initialize(spec, settings, "kernel_initializer");
    behind(
        regularize(spec, settings, &["kernel_regularizer"]),
        settings,
        context,
    )
}

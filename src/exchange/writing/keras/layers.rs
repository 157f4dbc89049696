//! The class and the arguments that Keras has for each kind of layer.

use serde_json::{Value, json};

use super::Dialect;
use super::setting::{Setting, initializer, needed, optional, penalty};
use crate::graph::FlatLayer;
use crate::layer::{Choice, Dropout, Layer, NoiseShape, Normalization, Padding, Penalty, Shape};

/// The class of a layer and what it is made with, but for the function that it ends in; `input` is what reaches it.
pub(super) fn settings(
    flat: &FlatLayer,
    input: Option<Shape>,
    dialect: Dialect,
) -> (&'static str, Vec<Setting>) {
    let class = flat.layer.kind().entry().keras_class;
    (
        class,
        settings_of(&flat.layer, input, flat.output_shape, dialect),
    )
}

#[expect(clippy::too_many_lines, reason = "a table with one kind per arm")]
fn settings_of(
    layer: &Layer,
    input: Option<Shape>,
    output: Shape,
    dialect: Dialect,
) -> Vec<Setting> {
    match layer {
        Layer::Input(_) => vec![input_shape(output, dialect)],
        Layer::Conv2D(_)
        | Layer::Conv2DTranspose(_)
        | Layer::DepthwiseConv2D(_)
        | Layer::SeparableConv2D(_)
        | Layer::Dense(_) => weighted(layer),
        Layer::MaxPooling2D(layer) => pooling(layer.pool_size, layer.strides, layer.padding),
        Layer::AveragePooling2D(layer) => pooling(layer.pool_size, layer.strides, layer.padding),
        Layer::GlobalMaxPooling2D(layer) => global(layer.keepdims),
        Layer::GlobalAveragePooling2D(layer) => global(layer.keepdims),
        Layer::ZeroPadding2D(layer) => margins(
            "padding",
            [layer.top, layer.bottom, layer.left, layer.right],
        ),
        Layer::Cropping2D(layer) => margins("cropping", layer.cropping),
        Layer::UpSampling2D(layer) => vec![
            optional("size", json!(layer.size), json!([2, 2])),
            optional(
                "interpolation",
                json!(layer.interpolation.word()),
                json!("nearest"),
            ),
            channels_last(),
        ],
        Layer::BatchNormalization(_)
        | Layer::LayerNormalization(_)
        | Layer::GroupNormalization(_) => normalizing(layer),
        Layer::UnitNormalization(_) | Layer::Softmax(_) => vec![axis()],
        Layer::Normalization(layer) => given_statistics(layer),
        Layer::Rescaling(layer) => vec![
            needed("scale", one_or_all(&layer.scale)),
            optional("offset", one_or_all(&layer.offset), json!(0.0)),
        ],
        Layer::LayerScale(layer) => vec![
            needed("init_values", json!(layer.init_values)),
            needed("projection_dim", json!(output.channels())),
        ],
        Layer::CustomScaleLayer(layer) => vec![needed("scale", json!(layer.scale))],
        Layer::Dropout(layer) => dropout(layer, input.unwrap_or(output)),
        Layer::SpatialDropout2D(layer) => vec![needed("rate", json!(layer.rate)), channels_last()],
        Layer::GaussianDropout(layer) => vec![needed("rate", json!(layer.rate))],
        Layer::GaussianNoise(layer) => vec![needed("stddev", json!(layer.stddev))],
        Layer::ReLU(layer) => vec![
            optional("max_value", json!(layer.max_value), Value::Null),
            optional("negative_slope", json!(layer.negative_slope), json!(0.0)),
            optional("threshold", json!(layer.threshold), json!(0.0)),
        ],
        Layer::LeakyReLU(layer) => match dialect {
            Dialect::Keras3 => vec![needed("negative_slope", json!(layer.negative_slope))],
            Dialect::Keras2 | Dialect::Browser => {
                vec![needed("alpha", json!(layer.negative_slope))]
            }
        },
        Layer::PReLU(layer) => {
            let axes: Vec<usize> = shared_axes(layer.shared_axes.word());
            let axes = if axes.is_empty() {
                Value::Null
            } else {
                json!(axes)
            };
            vec![optional("shared_axes", axes, Value::Null)]
        }
        Layer::ELU(layer) => vec![optional("alpha", json!(layer.alpha), json!(1.0))],
        Layer::Reshape(layer) => {
            let axes = layer.target_shape.iter();
            let axes: Vec<i64> = axes
                .map(|axis| axis.map_or(-1, |axis| axis as i64))
                .collect();
            vec![needed("target_shape", json!(axes))]
        }
        Layer::Permute(layer) => vec![needed("dims", json!(layer.dims))],
        Layer::Concatenate(_) => vec![axis()],
        Layer::Flatten(_) => vec![channels_last()],
        // Its function is all that it has.
        Layer::Activation(_)
        | Layer::Identity(_)
        | Layer::Add(_)
        | Layer::Multiply(_)
        | Layer::Subtract(_)
        | Layer::Average(_)
        | Layer::Maximum(_)
        | Layer::Minimum(_) => Vec::new(),
    }
}

fn input_shape(shape: Shape, dialect: Dialect) -> Setting {
    let axes = shape.dims().iter().map(|axis| json!(axis));
    let axes: Vec<Value> = std::iter::once(Value::Null).chain(axes).collect();
    match dialect {
        Dialect::Keras3 => needed("batch_shape", json!(axes)),
        Dialect::Keras2 | Dialect::Browser => needed("batch_input_shape", json!(axes)),
    }
}

/// Said always: a user's own settings may take channels to come first.
fn channels_last() -> Setting {
    optional(
        "data_format",
        json!("channels_last"),
        json!("channels_last"),
    )
}

fn axis() -> Setting {
    optional("axis", json!(-1), json!(-1))
}

fn one_or_all(numbers: &[f64]) -> Value {
    match numbers {
        [one] => json!(one),
        all => json!(all),
    }
}

fn margins(key: &'static str, [top, bottom, left, right]: [usize; 4]) -> Vec<Setting> {
    let both = json!([[top, bottom], [left, right]]);
    vec![needed(key, both), channels_last()]
}

fn global(keepdims: bool) -> Vec<Setting> {
    let keepdims = optional("keepdims", json!(keepdims), json!(false));
    vec![keepdims, channels_last()]
}

fn pooling(size: [usize; 2], strides: [usize; 2], padding: Padding) -> Vec<Setting> {
    vec![
        needed("pool_size", json!(size)),
        optional("strides", json!(strides), json!(size)),
        optional("padding", json!(padding.word()), json!("valid")),
        channels_last(),
    ]
}

/// What slides, in the order in which Keras asks for it.
fn window(
    strides: [usize; 2],
    padding: Padding,
    dilation: [usize; 2],
) -> impl Iterator<Item = Setting> {
    [
        optional("strides", json!(strides), json!([1, 1])),
        optional("padding", json!(padding.word()), json!("valid")),
        channels_last(),
        optional("dilation_rate", json!(dilation), json!([1, 1])),
    ]
    .into_iter()
}

fn use_bias(is_used: bool) -> Setting {
    optional("use_bias", json!(is_used), json!(true))
}

#[expect(clippy::too_many_lines, reason = "a table with one kind per arm")]
fn weighted(layer: &Layer) -> Vec<Setting> {
    let mut settings = Vec::new();
    let kernel = |use_it: bool, start, cost: Penalty| {
        [
            use_bias(use_it),
            initializer("kernel_initializer", start),
            penalty("kernel_regularizer", cost),
        ]
    };
    match layer {
        Layer::Conv2D(layer) => {
            settings.push(needed("filters", json!(layer.filters)));
            settings.push(needed("kernel_size", json!(layer.kernel_size)));
            settings.extend(window(layer.strides, layer.padding, layer.dilation_rate));
            settings.push(optional("groups", json!(layer.groups), json!(1)));
            settings.extend(kernel(
                layer.use_bias,
                layer.kernel_initializer,
                layer.penalty,
            ));
        }
        Layer::Conv2DTranspose(layer) => {
            settings.push(needed("filters", json!(layer.filters)));
            settings.push(needed("kernel_size", json!(layer.kernel_size)));
            settings.extend(window(layer.strides, layer.padding, layer.dilation_rate));
            settings.extend(kernel(
                layer.use_bias,
                layer.kernel_initializer,
                layer.penalty,
            ));
        }
        Layer::DepthwiseConv2D(layer) => {
            settings.push(needed("kernel_size", json!(layer.kernel_size)));
            settings.extend(window(layer.strides, layer.padding, layer.dilation_rate));
            settings.extend([
                optional("depth_multiplier", json!(layer.depth_multiplier), json!(1)),
                use_bias(layer.use_bias),
                initializer("depthwise_initializer", layer.depthwise_initializer),
                penalty("depthwise_regularizer", layer.penalty),
            ]);
        }
        Layer::SeparableConv2D(layer) => {
            settings.push(needed("filters", json!(layer.filters)));
            settings.push(needed("kernel_size", json!(layer.kernel_size)));
            settings.extend(window(layer.strides, layer.padding, layer.dilation_rate));
            settings.extend([
                optional("depth_multiplier", json!(layer.depth_multiplier), json!(1)),
                use_bias(layer.use_bias),
                initializer("depthwise_initializer", layer.depthwise_initializer),
                initializer("pointwise_initializer", layer.pointwise_initializer),
                penalty("depthwise_regularizer", layer.penalty),
                penalty("pointwise_regularizer", layer.penalty),
            ]);
        }
        Layer::Dense(layer) => {
            settings.push(needed("units", json!(layer.units)));
            settings.extend(kernel(
                layer.use_bias,
                layer.kernel_initializer,
                layer.penalty,
            ));
        }
        _ => {}
    }
    settings
}

fn normalizing(layer: &Layer) -> Vec<Setting> {
    let ends = |epsilon: f64, center: bool, scale: bool| {
        [
            optional("epsilon", json!(epsilon), json!(1e-3)),
            optional("center", json!(center), json!(true)),
            optional("scale", json!(scale), json!(true)),
        ]
    };
    let mut settings = vec![axis()];
    match layer {
        Layer::BatchNormalization(layer) => {
            settings.push(optional("momentum", json!(layer.momentum), json!(0.99)));
            settings.extend(ends(layer.epsilon, layer.center, layer.scale));
        }
        Layer::LayerNormalization(layer) => {
            settings.extend(ends(layer.epsilon, layer.center, layer.scale));
        }
        Layer::GroupNormalization(layer) => {
            settings.push(optional("groups", json!(layer.groups), json!(32)));
            settings.extend(ends(layer.epsilon, layer.center, layer.scale));
        }
        _ => {}
    }
    settings
}

fn given_statistics(layer: &Normalization) -> Vec<Setting> {
    // Keras asks for as many of the one as of the other.
    let count = layer.mean.len().max(layer.variance.len());
    let given = |numbers: &[f64]| match numbers {
        [] => Value::Null,
        [one] if count > 1 => json!(vec![*one; count]),
        numbers => one_or_all(numbers),
    };
    vec![
        axis(),
        optional("mean", given(&layer.mean), Value::Null),
        optional("variance", given(&layer.variance), Value::Null),
        optional("invert", json!(layer.invert), json!(false)),
    ]
}

fn dropout(layer: &Dropout, input: Shape) -> Vec<Setting> {
    let mut settings = vec![needed("rate", json!(layer.rate))];
    if layer.noise_shape != NoiseShape::Each {
        let [height, width, channels] = input.as_map().unwrap_or([1, 1, input.channels()]);
        let drawn = layer.noise_shape.of([height, width, channels]);
        let drawn = if input.as_map().is_some() {
            &drawn[..]
        } else {
            &drawn[2..]
        };
        let axes = drawn.iter().map(|axis| json!(axis));
        let axes: Vec<Value> = std::iter::once(Value::Null).chain(axes).collect();
        settings.push(needed("noise_shape", json!(axes)));
    }
    settings
}

/// The axes behind a word such as `1, 2`.
pub(in crate::exchange::writing) fn shared_axes(word: &str) -> Vec<usize> {
    word.split(", ")
        .filter_map(|axis| axis.parse().ok())
        .collect()
}

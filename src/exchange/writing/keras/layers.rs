//! The class and the arguments that Keras has for each kind of layer.

use serde_json::{Value, json};

use super::Dialect;
use super::setting::{Setting, initializer, needed, optional, penalty};
use crate::graph::FlatLayer;
use crate::layer::{
    Affine, Choice, Dropout, Initializer, Layer, Learned, NoiseShape, Normalization, Padding,
    Shape, Sliding,
};

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
            let mut settings = vec![optional("shared_axes", axes, Value::Null)];
            let keys = ["alpha_initializer", "alpha_regularizer"];
            settings.extend(learned(keys, layer.alpha, Initializer::ZEROS));
            settings
        }
        Layer::ELU(layer) => vec![optional("alpha", json!(layer.alpha), json!(1.0))],
        // TensorFlow.js does not work out an axis that is left open.
        Layer::Reshape(_) if dialect == Dialect::Browser => {
            let axes: Vec<Value> = output.dims().iter().map(|axis| json!(axis)).collect();
            vec![needed("target_shape", json!(axes))]
        }
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
fn window(sliding: Sliding) -> [Setting; 5] {
    [
        needed("kernel_size", json!(sliding.size)),
        optional("strides", json!(sliding.strides), json!([1, 1])),
        optional("padding", json!(sliding.padding.word()), json!("valid")),
        channels_last(),
        optional("dilation_rate", json!(sliding.dilation), json!([1, 1])),
    ]
}

/// How an array that is learned starts and what it costs, under Keras's two names.
fn learned(
    [start, cost]: [&'static str; 2],
    learned: Learned,
    default: Initializer,
) -> [Setting; 2] {
    [
        initializer(start, learned.initializer, default),
        penalty(cost, learned.penalty),
    ]
}

fn kernel(kernel: Learned) -> [Setting; 2] {
    let keys = ["kernel_initializer", "kernel_regularizer"];
    learned(keys, kernel, Initializer::GLOROT_UNIFORM)
}

fn depthwise(kernel: Learned) -> [Setting; 2] {
    let keys = ["depthwise_initializer", "depthwise_regularizer"];
    learned(keys, kernel, Initializer::GLOROT_UNIFORM)
}

fn bias(bias: Option<Learned>) -> Vec<Setting> {
    let keys = ["bias_initializer", "bias_regularizer"];
    let mut settings = vec![optional("use_bias", json!(bias.is_some()), json!(true))];
    settings.extend(
        bias.into_iter()
            .flat_map(|bias| learned(keys, bias, Initializer::ZEROS)),
    );
    settings
}

fn weighted(layer: &Layer) -> Vec<Setting> {
    let mut settings = Vec::new();
    match layer {
        Layer::Conv2D(layer) => {
            settings.push(needed("filters", json!(layer.filters)));
            settings.extend(window(layer.sliding));
            settings.push(optional("groups", json!(layer.groups), json!(1)));
            settings.extend(bias(layer.bias));
            settings.extend(kernel(layer.kernel));
        }
        Layer::Conv2DTranspose(layer) => {
            settings.push(needed("filters", json!(layer.filters)));
            settings.extend(window(layer.sliding));
            let more = json!(layer.output_padding);
            settings.push(optional("output_padding", more, Value::Null));
            settings.extend(bias(layer.bias));
            settings.extend(kernel(layer.kernel));
        }
        Layer::DepthwiseConv2D(layer) => {
            settings.extend(window(layer.sliding));
            let multiplier = json!(layer.depth_multiplier);
            settings.push(optional("depth_multiplier", multiplier, json!(1)));
            settings.extend(bias(layer.bias));
            settings.extend(depthwise(layer.kernel));
        }
        Layer::SeparableConv2D(layer) => {
            settings.push(needed("filters", json!(layer.filters)));
            settings.extend(window(layer.sliding));
            let multiplier = json!(layer.depth_multiplier);
            settings.push(optional("depth_multiplier", multiplier, json!(1)));
            settings.extend(bias(layer.bias));
            settings.extend(depthwise(layer.depthwise));
            let keys = ["pointwise_initializer", "pointwise_regularizer"];
            settings.extend(learned(keys, layer.pointwise, Initializer::GLOROT_UNIFORM));
        }
        Layer::Dense(layer) => {
            settings.push(needed("units", json!(layer.units)));
            settings.extend(bias(layer.bias));
            settings.extend(kernel(layer.kernel));
        }
        _ => {}
    }
    settings
}

/// γ and β, with what keeps the variance from zero.
fn affine(epsilon: f64, Affine { gamma, beta }: Affine) -> Vec<Setting> {
    let mut settings = vec![
        optional("epsilon", json!(epsilon), json!(1e-3)),
        optional("center", json!(beta.is_some()), json!(true)),
        optional("scale", json!(gamma.is_some()), json!(true)),
    ];
    let keys = ["beta_initializer", "beta_regularizer"];
    let beta = beta.map(|beta| learned(keys, beta, Initializer::ZEROS));
    let keys = ["gamma_initializer", "gamma_regularizer"];
    let gamma = gamma.map(|gamma| learned(keys, gamma, Initializer::ONES));
    settings.extend([beta, gamma].into_iter().flatten().flatten());
    settings
}

fn normalizing(layer: &Layer) -> Vec<Setting> {
    let mut settings = vec![axis()];
    match layer {
        Layer::BatchNormalization(layer) => {
            settings.push(optional("momentum", json!(layer.momentum), json!(0.99)));
            settings.extend(affine(layer.epsilon, layer.affine));
            settings.extend([
                initializer(
                    "moving_mean_initializer",
                    layer.moving_mean,
                    Initializer::ZEROS,
                ),
                initializer(
                    "moving_variance_initializer",
                    layer.moving_variance,
                    Initializer::ONES,
                ),
            ]);
        }
        Layer::LayerNormalization(layer) => settings.extend(affine(layer.epsilon, layer.affine)),
        Layer::GroupNormalization(layer) => {
            settings.push(optional("groups", json!(layer.groups), json!(32)));
            settings.extend(affine(layer.epsilon, layer.affine));
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

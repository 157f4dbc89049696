//! The settings that each kind is tried with.

use crate::layer::{Kind, LayerSpec, Value};

/// Settings with which a kind shows what it can do; one entry for each way.
#[expect(clippy::too_many_lines, reason = "one arm a kind")]
pub fn shown(kind: Kind) -> Vec<LayerSpec> {
    let plain = LayerSpec::new(kind);
    let pair = |one: i64, other: i64| Value::List(vec![one, other]);
    match kind {
        Kind::Input => Vec::new(),
        Kind::Conv2D => vec![
            plain
                .clone()
                .with("filters", 6)
                .with("kernel_size", pair(3, 2))
                .with("padding", "same")
                .with("strides", pair(2, 2)),
            plain
                .clone()
                .with("filters", 6)
                .with("groups", 2)
                .with("activation", "relu")
                .with("use_bias", false),
            plain
                .with("filters", 3)
                .with("dilation_rate", pair(2, 2))
                .with("activation", "gelu"),
        ],
        Kind::DepthwiseConv2D => vec![
            plain
                .clone()
                .with("padding", "same")
                .with("strides", pair(2, 2)),
            plain
                .with("depth_multiplier", 2)
                .with("activation", "relu6"),
        ],
        Kind::SeparableConv2D => vec![
            plain.clone().with("filters", 5).with("padding", "same"),
            plain
                .with("filters", 5)
                .with("depth_multiplier", 2)
                .with("use_bias", false)
                .with("activation", "silu"),
        ],
        Kind::Conv2DTranspose => vec![
            plain.clone().with("filters", 3).with("strides", pair(2, 2)),
            plain
                .clone()
                .with("filters", 3)
                .with("strides", pair(2, 2))
                .with("padding", "same")
                .with("activation", "tanh"),
            plain
                .clone()
                .with("filters", 3)
                .with("strides", pair(2, 3))
                .with("output_padding", pair(1, 0)),
            plain
                .with("filters", 3)
                .with("kernel_size", pair(2, 2))
                .with("strides", pair(3, 3)),
        ],
        Kind::Dense => vec![
            plain
                .with("units", 7)
                .with("on_maps", true)
                .with("activation", "elu"),
        ],
        Kind::ReLU => vec![
            plain.clone().with("max_value", 0.5),
            plain
                .clone()
                .with("negative_slope", 0.1)
                .with("max_value", 0.5),
            plain.clone().with("threshold", 0.2),
            plain
                .with("threshold", 0.2)
                .with("negative_slope", 0.1)
                .with("max_value", 0.6),
        ],
        Kind::PReLU => vec![plain.clone().with("shared_axes", "1, 2"), plain],
        Kind::Reshape => vec![
            plain
                .clone()
                .with("target_shape", Value::List(vec![12, 2, 8])),
            plain,
        ],
        Kind::Permute => vec![
            plain.clone(),
            plain.with("dims", Value::List(vec![3, 1, 2])),
        ],
        Kind::ZeroPadding2D => vec![plain.with("padding", Value::List(vec![1, 0, 2, 3]))],
        Kind::Cropping2D => vec![plain.with("cropping", Value::List(vec![1, 0, 2, 1]))],
        Kind::UpSampling2D => vec![
            plain.clone(),
            plain
                .clone()
                .with("interpolation", "bilinear")
                .with("size", pair(3, 2)),
            plain
                .clone()
                .with("interpolation", "bicubic")
                .with("size", pair(2, 3)),
            plain
                .clone()
                .with("interpolation", "lanczos3")
                .with("size", pair(2, 3)),
            plain.with("interpolation", "lanczos5"),
        ],
        Kind::GroupNormalization => vec![plain.clone().with("groups", 2), plain.with("groups", -1)],
        Kind::Normalization => vec![
            plain.clone(),
            plain
                .with("mean", Value::Numbers(vec![0.1, 0.2, 0.3, 0.4]))
                .with("variance", 0.7)
                .with("invert", true),
        ],
        Kind::Rescaling => vec![
            plain.clone().with("scale", 0.5).with("offset", -1.0),
            plain.with("scale", Value::Numbers(vec![0.5, 2.0, 3.0, 0.1])),
        ],
        Kind::BatchNormalization => vec![
            plain.clone(),
            plain.with("scale", false).with("epsilon", 1e-5),
        ],
        Kind::GlobalAveragePooling2D | Kind::GlobalMaxPooling2D => {
            vec![plain.clone(), plain.with("keepdims", true)]
        }
        Kind::MaxPooling2D | Kind::AveragePooling2D => vec![
            plain.clone(),
            plain
                .with("pool_size", pair(3, 3))
                .with("strides", pair(2, 2))
                .with("padding", "same"),
        ],
        Kind::Activation => {
            let functions = [
                "relu",
                "sigmoid",
                "softmax",
                "tanh",
                "leaky_relu",
                "elu",
                "gelu",
                "silu",
                "gelu_approximate",
                "relu6",
                "hard_sigmoid",
                "hard_silu",
                "selu",
                "softplus",
                "softsign",
                "mish",
                "exponential",
                "log_softmax",
                "linear",
            ];
            functions
                .iter()
                .map(|function| plain.clone().with("activation", *function))
                .collect()
        }
        _ => vec![plain],
    }
}

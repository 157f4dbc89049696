//! The closed list of classes, and the settings of those without a kernel.

use super::initializers::{initialize, regularize_others};
use super::{Context, Translated, activations, axis, convolutions, refuse_value, with_same};
use crate::exchange::keras::settings::Settings;
use crate::exchange::report::Fate;
use crate::layer::{Kind, LayerSpec, Value};
use crate::message;

/// The layer of this class; `None` where there is none.
#[expect(clippy::too_many_lines, reason = "the closed list, one arm each")]
pub(super) fn of(class: &str, settings: &Settings<'_>, context: Context) -> Option<Translated> {
    let same = |kind: Kind, keys: &[&str]| Some(with_same(kind, settings, keys).into());
    match class {
        "Conv2D" | "Convolution2D" => Some(convolutions::conv_2d(settings, context)),
        "DepthwiseConv2D" => Some(convolutions::depthwise(settings, context)),
        "SeparableConv2D" | "SeparableConvolution2D" => {
            Some(convolutions::separable(settings, context))
        }
        "Conv2DTranspose" | "Convolution2DTranspose" => {
            Some(convolutions::transposed(settings, context))
        }
        "Dense" => Some(convolutions::dense(settings, context)),
        "ZeroPadding2D" => Some(margins(Kind::ZeroPadding2D, "padding", settings)),
        "Cropping2D" => Some(margins(Kind::Cropping2D, "cropping", settings)),
        "UpSampling2D" => same(Kind::UpSampling2D, &["size", "interpolation"]),
        "MaxPooling2D" | "MaxPool2D" => same(Kind::MaxPooling2D, POOLING),
        "AveragePooling2D" | "AvgPool2D" => same(Kind::AveragePooling2D, POOLING),
        "GlobalAveragePooling2D" | "GlobalAvgPool2D" => {
            same(Kind::GlobalAveragePooling2D, &["keepdims"])
        }
        "GlobalMaxPooling2D" | "GlobalMaxPool2D" => same(Kind::GlobalMaxPooling2D, &["keepdims"]),
        "BatchNormalization"
        | "BatchNormalizationV1"
        | "BatchNormalizationV2"
        | "SyncBatchNormalization" => {
            refuse_value(settings, "renorm");
            let keys = ["momentum", "epsilon", "center", "scale"];
            let spec = affine(
                normalizing(Kind::BatchNormalization, &keys, settings),
                settings,
            );
            let keys = ["moving_mean_initializer", "moving_variance_initializer"];
            Some(initialize(spec, settings, &keys).into())
        }
        "LayerNormalization" => {
            refuse_value(settings, "rms_scaling");
            let keys = ["epsilon", "center", "scale"];
            let spec = normalizing(Kind::LayerNormalization, &keys, settings);
            Some(affine(spec, settings).into())
        }
        "GroupNormalization" => {
            let keys = ["groups", "epsilon", "center", "scale"];
            let spec = normalizing(Kind::GroupNormalization, &keys, settings);
            Some(affine(spec, settings).into())
        }
        "UnitNormalization" => Some(normalizing(Kind::UnitNormalization, &[], settings).into()),
        "Normalization" => Some(normalization(settings)),
        "Rescaling" => Some(rescaling(settings)),
        "LayerScale" => same(Kind::LayerScale, &["init_values"]),
        "CustomScaleLayer" => same(Kind::CustomScaleLayer, &["scale"]),
        "Activation" => Some(activations::alone(settings, context)),
        "ReLU" => Some(relu(settings).into()),
        "LeakyReLU" => Some(leaky_relu(settings).into()),
        "ELU" => same(Kind::ELU, &["alpha"]),
        "PReLU" => Some(prelu(settings).into()),
        "Softmax" => Some(normalizing(Kind::Softmax, &[], settings).into()),
        "Dropout" => Some(dropout(settings, context).into()),
        "SpatialDropout2D" => same(Kind::SpatialDropout2D, &["rate"]),
        "GaussianDropout" => same(Kind::GaussianDropout, &["rate"]),
        "GaussianNoise" => same(Kind::GaussianNoise, &["stddev"]),
        // Of ConvNeXt: whole samples fall.
        "StochasticDepth" => {
            let rate = settings.number("drop_path_rate").unwrap_or(0.0);
            let spec = LayerSpec::new(Kind::Dropout).with("rate", rate);
            Some(spec.with("noise_shape", "1, 1, 1").into())
        }
        "Flatten" => same(Kind::Flatten, &[]),
        "Reshape" => same(Kind::Reshape, &["target_shape"]),
        "Permute" => same(Kind::Permute, &["dims"]),
        "Identity" => same(Kind::Identity, &[]),
        "Add" => same(Kind::Add, &[]),
        "Multiply" => same(Kind::Multiply, &[]),
        "Subtract" => same(Kind::Subtract, &[]),
        "Average" => same(Kind::Average, &[]),
        "Maximum" => same(Kind::Maximum, &[]),
        "Minimum" => same(Kind::Minimum, &[]),
        "Concatenate" => Some(concatenate(settings, context).into()),
        "RandomFlip" | "RandomRotation" | "RandomZoom" | "RandomTranslation" | "RandomContrast"
        | "RandomBrightness" | "RandomHeight" | "RandomWidth" | "AlphaDropout" => {
            Some(nothing_at_rest(settings))
        }
        "ActivityRegularization" => {
            settings.pass_over();
            settings.tell(
                Fate::LeftOut,
                message!(
                    "keras-only-in-training",
                    key = "activity_regularizer",
                    value = class
                ),
            );
            Some(LayerSpec::new(Kind::Identity).into())
        }
        _ => None,
    }
}

const POOLING: &[&str] = &["pool_size", "strides", "padding"];

/// `[[top, bottom], [left, right]]` in one list.
fn margins(kind: Kind, key: &str, settings: &Settings<'_>) -> Translated {
    let spec = LayerSpec::new(kind);
    match settings.wholes(key) {
        Some(sides) => spec.with(key, Value::List(sides)).into(),
        None => spec.into(),
    }
}

trait WithValue {
    fn with_value(self, key: &str, value: Option<Value>) -> Self;
}

impl WithValue for LayerSpec {
    fn with_value(self, key: &str, value: Option<Value>) -> Self {
        match value {
            Some(value) => self.with(key, value),
            None => self,
        }
    }
}

fn normalizing(kind: Kind, keys: &[&str], settings: &Settings<'_>) -> LayerSpec {
    let spec = with_same(kind, settings, keys);
    spec.with_value("axis", axis(settings, "axis").map(Value::Int))
}

/// How γ and β start and what they cost.
fn affine(spec: LayerSpec, settings: &Settings<'_>) -> LayerSpec {
    let spec = initialize(spec, settings, &["beta_initializer", "gamma_initializer"]);
    regularize_others(spec, settings, &["beta_regularizer", "gamma_regularizer"])
}

fn normalization(settings: &Settings<'_>) -> Translated {
    let mut spec = with_same(Kind::Normalization, settings, &["invert"]);
    let numbers = |key: &str| settings.numbers(key).map(Value::Numbers);
    // Without an axis there is one mean for all numbers.
    if settings.raw("axis").is_some() {
        spec = spec.with_value("axis", axis(settings, "axis").map(Value::Int));
    }
    let spec = spec.with_value("mean", numbers("mean"));
    spec.with_value("variance", numbers("variance")).into()
}

fn rescaling(settings: &Settings<'_>) -> Translated {
    let numbers = |key: &str| settings.numbers(key).map(Value::Numbers);
    let spec = LayerSpec::new(Kind::Rescaling).with_value("scale", numbers("scale"));
    spec.with_value("offset", numbers("offset")).into()
}

fn relu(settings: &Settings<'_>) -> LayerSpec {
    let mut spec = LayerSpec::new(Kind::ReLU);
    for key in ["max_value", "negative_slope", "threshold"] {
        spec = spec.with_value(key, settings.number(key).map(Value::Float));
    }
    // Nothing above zero is another function; here zero means that there is no limit.
    if settings.number("max_value") == Some(0.0) {
        settings.tell(Fate::Refused, message!("keras-relu-without-values"));
    }
    spec
}

/// Keras 2 calls the slope `alpha`.
fn leaky_relu(settings: &Settings<'_>) -> LayerSpec {
    let slope = settings
        .number("negative_slope")
        .or_else(|| settings.number("alpha"));
    LayerSpec::new(Kind::LeakyReLU).with_value("negative_slope", slope.map(Value::Float))
}

fn prelu(settings: &Settings<'_>) -> LayerSpec {
    let axes = settings.wholes("shared_axes").unwrap_or_default();
    let axes: Vec<String> = axes.iter().map(i64::to_string).collect();
    let word = if axes.is_empty() {
        "none".to_owned()
    } else {
        axes.join(", ")
    };
    let spec = LayerSpec::new(Kind::PReLU).with("shared_axes", word.as_str());
    let spec = initialize(spec, settings, &["alpha_initializer"]);
    regularize_others(spec, settings, &["alpha_regularizer"])
}

fn dropout(settings: &Settings<'_>, context: Context) -> LayerSpec {
    let spec = with_same(Kind::Dropout, settings, &["rate"]);
    let Some(noise) = settings.raw("noise_shape") else {
        return spec;
    };
    // The batch's axis first; `null` means as long as the input.
    let axes = noise.as_array().map(Vec::as_slice).unwrap_or_default();
    let is_one = |axis: usize| axes.get(axis).and_then(serde_json::Value::as_i64) == Some(1);
    let is_whole = |axis: usize| {
        let length = axes.get(axis).and_then(serde_json::Value::as_u64);
        let own = context
            .input
            .and_then(|shape| shape.dims().get(axis - 1).copied());
        axes.get(axis).is_some_and(serde_json::Value::is_null)
            || (length.is_some() && length == own.map(|it| it as u64))
    };
    // Written as text by some versions.
    let text = noise.as_str().unwrap_or_default().replace(' ', "");
    let word = match () {
        () if text == "(None,1,1,1)" || text == "(None,1)" => "1, 1, 1",
        () if axes.len() == 2 && is_one(1) => "1, 1, 1",
        () if axes.len() == 4 && is_one(1) && is_one(2) && is_one(3) => "1, 1, 1",
        () if axes.len() == 4 && is_one(1) && is_one(2) && is_whole(3) => "1, 1, c",
        () if axes.len() == 4 && is_whole(1) && is_whole(2) && is_one(3) => "h, w, 1",
        () => {
            let value = noise.to_string();
            settings.tell(
                Fate::LeftOut,
                message!("keras-setting-unknown", key = "noise_shape", value = value),
            );
            "none"
        }
    };
    spec.with("noise_shape", word)
}

fn concatenate(settings: &Settings<'_>, context: Context) -> LayerSpec {
    let axis = axis(settings, "axis").unwrap_or(-1);
    let last = context.input.map_or(3, |shape| shape.dims().len() as i64);
    if axis != -1 && axis != last {
        settings.tell(
            Fate::Refused,
            message!("keras-concatenate-other-axis", axis = axis),
        );
    }
    LayerSpec::new(Kind::Concatenate)
}

/// What varies pictures or numbers while training and lets them through at rest.
fn nothing_at_rest(settings: &Settings<'_>) -> Translated {
    settings.pass_over();
    settings.tell(Fate::LeftOut, message!("keras-only-varies"));
    LayerSpec::new(Kind::Identity).into()
}

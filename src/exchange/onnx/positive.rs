//! Which layers never give anything below zero: there a border of zeros never wins against the largest number of a window.

use crate::layer::{Kind, LayerSpec, Value};

/// Whether a layer's output is never below zero, given whether those of its inputs are.
pub fn is_positive(spec: &LayerSpec, mut inputs: impl Iterator<Item = bool>) -> bool {
    match spec.kind {
        Kind::Activation => {
            let positive = [
                "relu",
                "sigmoid",
                "softmax",
                "relu6",
                "hard_sigmoid",
                "softplus",
                "exponential",
            ];
            matches!(spec.value("activation"), Some(Value::Text(word)) if positive.contains(&word.as_str()))
        }
        Kind::ReLU => is_zero(spec, "negative_slope"),
        Kind::Softmax => true,
        Kind::ZeroPadding2D
        | Kind::Cropping2D
        | Kind::MaxPooling2D
        | Kind::AveragePooling2D
        | Kind::GlobalMaxPooling2D
        | Kind::GlobalAveragePooling2D
        | Kind::Flatten
        | Kind::Reshape
        | Kind::Permute
        | Kind::Identity
        | Kind::Dropout
        | Kind::Add
        | Kind::Multiply
        | Kind::Average
        | Kind::Minimum
        | Kind::Concatenate => inputs.all(|positive| positive),
        // The wider ones overshoot beside edges.
        Kind::UpSampling2D => {
            let overshoots = ["bicubic", "lanczos3", "lanczos5"];
            !matches!(spec.value("interpolation"), Some(Value::Text(word)) if overshoots.contains(&word.as_str()))
                && inputs.all(|positive| positive)
        }
        Kind::Maximum => inputs.any(|positive| positive),
        _ => false,
    }
}

fn is_zero(spec: &LayerSpec, key: &str) -> bool {
    match spec.value(key) {
        Some(Value::Float(number)) => number == 0.0,
        Some(Value::Int(number)) => number == 0,
        _ => false,
    }
}

//! Functions that were called on tensors without a layer: `x * 2.0`, `x + y`, `tf.nn.relu(x)`. A closed list of them, read
//! as the layers that do the same.

use super::activations::named;
use crate::layer::{Kind, LayerSpec, Value};

/// What an operator was called with.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(in crate::exchange::keras) enum Operand {
    Tensor,
    Number(f64),
}

/// What else a function was told.
#[derive(Clone, Debug, Default, PartialEq)]
pub(in crate::exchange::keras) struct Options {
    pub axes: Vec<i64>,
    pub keepdims: bool,
    pub slope: Option<f64>,
    /// How many axes there are, with that of the batch.
    pub rank: usize,
}

impl Options {
    fn is_over_pixels(&self) -> bool {
        self.axes == [1, 2] || self.axes == [-3, -2]
    }

    fn is_along_channels(&self) -> bool {
        let last = self.rank as i64 - 1;
        self.axes.iter().all(|axis| *axis == -1 || *axis == last)
    }
}

/// The layer that computes what the function of this name makes of these operands; `None` where it is not on the list.
pub(in crate::exchange::keras) fn operator(
    name: &str,
    operands: &[Operand],
    options: &Options,
) -> Option<LayerSpec> {
    use Operand::{Number, Tensor};
    let name = known(name)?;
    let rescaling = |scale: f64, offset: f64| {
        let spec = LayerSpec::new(Kind::Rescaling).with("scale", scale);
        Some(spec.with("offset", offset))
    };
    match (name, operands) {
        ("add", [Tensor, Tensor]) => Some(LayerSpec::new(Kind::Add)),
        ("multiply", [Tensor, Tensor]) => Some(LayerSpec::new(Kind::Multiply)),
        ("subtract", [Tensor, Tensor]) => Some(LayerSpec::new(Kind::Subtract)),
        ("maximum", [Tensor, Tensor]) => Some(LayerSpec::new(Kind::Maximum)),
        ("minimum", [Tensor, Tensor]) => Some(LayerSpec::new(Kind::Minimum)),
        ("concatenate", [Tensor, Tensor, ..]) if options.is_along_channels() => {
            Some(LayerSpec::new(Kind::Concatenate))
        }
        ("add", [Tensor, Number(number)] | [Number(number), Tensor]) => rescaling(1.0, *number),
        ("multiply", [Tensor, Number(number)] | [Number(number), Tensor]) => {
            rescaling(*number, 0.0)
        }
        ("subtract", [Tensor, Number(number)]) => rescaling(1.0, -number),
        ("subtract", [Number(number), Tensor]) => rescaling(-1.0, *number),
        ("divide", [Tensor, Number(number)]) if *number != 0.0 => rescaling(1.0 / number, 0.0),
        ("negative", [Tensor]) => rescaling(-1.0, 0.0),
        ("maximum", [Tensor, Number(0.0)] | [Number(0.0), Tensor]) => {
            Some(LayerSpec::new(Kind::ReLU))
        }
        ("leaky_relu", [Tensor]) => {
            let slope = options
                .slope
                .unwrap_or(crate::layer::Function::LEAKY_RELU_SLOPE);
            Some(LayerSpec::new(Kind::LeakyReLU).with("negative_slope", Value::Float(slope)))
        }
        ("identity", [Tensor]) => Some(LayerSpec::new(Kind::Identity)),
        ("mean", [Tensor]) if options.is_over_pixels() => {
            let keepdims = options.keepdims;
            Some(LayerSpec::new(Kind::GlobalAveragePooling2D).with("keepdims", keepdims))
        }
        (function, [Tensor]) if options.is_along_channels() => {
            Some(named(function)).filter(|spec| spec.resolve().is_ok())
        }
        _ => None,
    }
}

/// One name for what TensorFlow and both versions of Keras call otherwise.
fn known(name: &str) -> Option<&'static str> {
    Some(match name {
        "Add" | "add" | "math.add" | "__operators__.add" | "AddV2" => "add",
        "Multiply" | "multiply" | "math.multiply" | "__operators__.mul" | "Mul" => "multiply",
        "Subtract" | "subtract" | "math.subtract" | "__operators__.sub" | "Sub" => "subtract",
        "Divide" | "TrueDivide" | "truediv" | "math.divide" | "math.truediv" | "divide"
        | "RealDiv" => "divide",
        "Negative" | "negative" | "math.negative" | "__operators__.neg" => "negative",
        "Maximum" | "maximum" | "math.maximum" => "maximum",
        "Minimum" | "minimum" | "math.minimum" => "minimum",
        "Concatenate" | "concat" | "ConcatV2" => "concatenate",
        "Relu" | "relu" | "nn.relu" => "relu",
        "Relu6" | "relu6" | "nn.relu6" => "relu6",
        "LeakyRelu" | "leaky_relu" | "nn.leaky_relu" => "leaky_relu",
        "Sigmoid" | "sigmoid" | "nn.sigmoid" | "math.sigmoid" => "sigmoid",
        "Softmax" | "softmax" | "nn.softmax" => "softmax",
        "LogSoftmax" | "log_softmax" | "nn.log_softmax" => "log_softmax",
        "Silu" | "silu" | "Swish" | "nn.silu" | "nn.swish" => "silu",
        "HardSilu" | "HardSwish" => "hard_silu",
        "HardSigmoid" => "hard_sigmoid",
        "Tanh" | "tanh" | "math.tanh" | "nn.tanh" => "tanh",
        "Elu" | "elu" | "nn.elu" => "elu",
        "Selu" | "selu" | "nn.selu" => "selu",
        "Softplus" | "softplus" | "nn.softplus" | "math.softplus" => "softplus",
        "Softsign" | "softsign" | "nn.softsign" => "softsign",
        "Exp" | "exp" | "math.exp" => "exponential",
        "Mean" | "mean" | "math.reduce_mean" => "mean",
        "Identity" | "identity" | "stop_gradient" | "cast" | "Cast" => "identity",
        _ => return None,
    })
}

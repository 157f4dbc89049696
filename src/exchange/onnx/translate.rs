//! Each operator of a file into layers; what cannot be taken is named, and those behind it are still looked at.

use std::collections::BTreeMap;

use super::builder::{Builder, Outcome, Refusal};
use super::calls::Origins;
use super::live::Live;
use super::node::Node;
use super::tensor::Tensor;
use super::{borders, convolution, dense, functions, merging, normalizing, pooling, shaping};
use crate::exchange::Fate;
use crate::layer::Kind;
use crate::message;

/// Operators that nothing here stands for: how many there are of each, and where the first is.
type Unknown = BTreeMap<String, (usize, String)>;

/// Makes layers of all operators, and says of each that has none why.
pub fn translate<'a>(builder: &mut Builder<'a>, order: &[Node<'a>]) {
    let mut unknown = Unknown::new();
    let mut origins = Origins::default();
    for node in order {
        builder.name = if builder.is_own {
            node.own_name()
        } else {
            node.name()
        };
        if let Some(folded) = builder.constants.folded(*node) {
            origins.folded(*node);
            if let Err(reason) = folded {
                refused(builder, *node, Refusal::Said(reason));
            }
            continue;
        }
        let made = match operator(builder, *node) {
            Some(made) => made,
            None => {
                let first = unknown
                    .entry(node.op())
                    .or_insert_with(|| (0, builder.name.clone()));
                first.0 += 1;
                Err(Refusal::Follows)
            }
        };
        origins.made(*node, builder);
        // Only the first output is known: a second one is a mask or a statistic of training.
        for output in node.0.output.iter().skip(1) {
            builder.keep(output, None);
        }
        match made {
            Ok(live) => builder.keep_made(*node, live),
            Err(refusal) => refused(builder, *node, refusal),
        }
    }
    origins.tell_calls(builder);
    for (op, (count, name)) in unknown {
        builder.report.tell(
            Fate::Refused,
            &name,
            message!("onnx-operator-unknown", op = op, count = count),
        );
    }
}

fn refused<'a>(builder: &mut Builder<'a>, node: Node<'a>, refusal: Refusal) {
    builder.keep(node.output(), None);
    if let Refusal::Said(reason) = refusal {
        let name = builder.name.clone();
        let message = message!(
            "onnx-operator-refused",
            op = node.op(),
            reason = reason.inside()
        );
        builder.report.tell(Fate::Refused, &name, message);
    }
}

/// What an operator makes; `None` where nothing here stands for it.
fn operator(builder: &mut Builder<'_>, node: Node<'_>) -> Option<Outcome<Live>> {
    Some(match node.op().as_str() {
        "Conv" => convolution::conv(builder, node),
        "ConvTranspose" => convolution::conv_transpose(builder, node),
        "Gemm" => dense::gemm(builder, node),
        "MatMul" => dense::mat_mul(builder, node),
        "BatchNormalization" => normalizing::batch(builder, node),
        "LayerNormalization" => normalizing::layer(builder, node),
        "GroupNormalization" | "InstanceNormalization" => normalizing::group(builder, node),
        "LpNormalization" => normalizing::unit(builder, node),
        "MaxPool" => pooling::max_pool(builder, node),
        "AveragePool" => pooling::average_pool(builder, node),
        "GlobalAveragePool" => pooling::global(builder, node, Kind::GlobalAveragePooling2D),
        "GlobalMaxPool" => pooling::global(builder, node, Kind::GlobalMaxPooling2D),
        "ReduceMean" => pooling::reduce(builder, node, Kind::GlobalAveragePooling2D),
        "ReduceMax" => pooling::reduce(builder, node, Kind::GlobalMaxPooling2D),
        "Add" | "Sub" | "Mul" | "Div" => merging::arithmetic(builder, node),
        "Sum" => merging::merged(builder, node, Kind::Add),
        "Mean" => merging::merged(builder, node, Kind::Average),
        "Max" => merging::extreme(builder, node, Kind::Maximum),
        "Min" => merging::extreme(builder, node, Kind::Minimum),
        "Concat" => merging::concat(builder, node),
        "Reshape" | "Flatten" | "Squeeze" | "Unsqueeze" => shaping::reshaped(builder, node),
        "Transpose" => shaping::transpose(builder, node),
        "Pad" => borders::pad(builder, node),
        "Slice" => borders::slice(builder, node),
        "Resize" | "Upsample" => borders::resize(builder, node),
        "Dropout" => functions::dropout(builder, node),
        "Identity" if builder.is_own && node.is_named_as_layer() => {
            functions::identity(builder, node)
        }
        "Identity" | "Cast" => builder.first(node),
        "Shape" => shape(builder, node),
        _ => return function(builder, node),
    })
}

fn function(builder: &mut Builder<'_>, node: Node<'_>) -> Option<Outcome<Live>> {
    let name = match node.op().as_str() {
        "Relu" => "relu",
        "Sigmoid" => "sigmoid",
        "Tanh" => "tanh",
        "Softplus" => "softplus",
        "Softsign" => "softsign",
        "Exp" => "exponential",
        "Mish" => "mish",
        "HardSwish" => "hard_silu",
        "Swish" if node.float("alpha", 1.0) == 1.0 => "silu",
        "Neg" => return Some(functions::negative(builder, node)),
        "Clip" => return Some(functions::clip(builder, node)),
        "ThresholdedRelu" => return Some(functions::thresholded(builder, node)),
        "LeakyRelu" => return Some(functions::leaky_relu(builder, node)),
        "PRelu" => return Some(functions::prelu(builder, node)),
        "Elu" => return Some(functions::elu(builder, node)),
        "Selu" => return Some(functions::selu(builder, node)),
        "HardSigmoid" => return Some(functions::hard_sigmoid(builder, node)),
        "Gelu" => return Some(functions::gelu(builder, node)),
        "Softmax" => return Some(functions::softmax(builder, node, "softmax")),
        "LogSoftmax" => return Some(functions::softmax(builder, node, "log_softmax")),
        _ => return None,
    };
    Some(functions::named(builder, node, name))
}

/// The lengths of a value's axes, as numbers that do not change.
fn shape(builder: &mut Builder<'_>, node: Node<'_>) -> Outcome<Live> {
    let live = builder.first(node)?;
    let dims = builder.dims(&live);
    let rank = dims.len() as i64;
    let at = |number: i64| {
        let place = if number < 0 {
            number.saturating_add(rank)
        } else {
            number
        };
        place.clamp(0, rank) as usize
    };
    let part = dims
        .get(at(node.int("start", 0))..at(node.int("end", rank)))
        .unwrap_or_default();
    let lengths = part.iter().map(|length| *length as i64).collect();
    builder
        .constants
        .keep(node.output(), Tensor::wholes(lengths));
    Ok(live)
}

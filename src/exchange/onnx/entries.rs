//! The input of a network: which one it is, and whether its maps come channels first or last.

use super::builder::{Builder, Outcome, refuse};
use super::live::{CHANNELS_FIRST, CHANNELS_LAST, Live, VECTOR};
use super::node::Node;
use super::proto::{GraphProto, ValueInfoProto};
use crate::exchange::Fate;
use crate::layer::{Kind, LayerSpec, Value};
use crate::message;
use crate::text::list;

/// What an axis is taken for that the file leaves open.
const OPEN_SIDE: usize = 224;
/// Colors.
const OPEN_CHANNELS: usize = 3;
/// The largest side that an input can have here.
const LARGEST: i64 = 1 << 20;

/// Makes the layer where pictures come in.
pub fn enter<'a>(
    builder: &mut Builder<'a>,
    graph: &'a GraphProto,
    order: &[Node<'a>],
) -> Outcome<()> {
    let inputs: Vec<&ValueInfoProto> = graph
        .input
        .iter()
        .filter(|input| !builder.constants.has(&input.name))
        .collect();
    let [input] = inputs[..] else {
        let names = list(inputs.iter().map(|input| input.name.as_str()));
        return refuse(message!("onnx-inputs", count = inputs.len(), names = names));
    };
    let Some(lengths) = lengths(input) else {
        return refuse(message!("onnx-input-shape", name = input.name.as_str()));
    };
    builder.name.clone_from(&input.name);
    builder.batch = lengths.first().copied().flatten().unwrap_or(1);
    let is_open = lengths[1..].contains(&None);
    let (axes, shape): (&[_], Vec<usize>) = match lengths[1..] {
        [Some(features)] => (&VECTOR, vec![features]),
        [first, second, third] if is_channels_last(input, [first, third], order) => (
            &CHANNELS_LAST,
            vec![
                first.unwrap_or(OPEN_SIDE),
                second.unwrap_or(OPEN_SIDE),
                third.unwrap_or(OPEN_CHANNELS),
            ],
        ),
        [first, second, third] => (
            &CHANNELS_FIRST,
            vec![
                second.unwrap_or(OPEN_SIDE),
                third.unwrap_or(OPEN_SIDE),
                first.unwrap_or(OPEN_CHANNELS),
            ],
        ),
        _ => return refuse(message!("onnx-input-shape", name = input.name.as_str())),
    };
    let shape = shape.into_iter().map(|length| length as i64).collect();
    let spec = LayerSpec::new(Kind::Input).with("shape", Value::List(shape));
    let layer = builder.push(spec, &[], Vec::new())?;
    if is_open {
        let shape = builder.shape(layer).to_string();
        builder.report.tell(
            Fate::Translated,
            &input.name,
            message!("onnx-input-open", shape = shape),
        );
    }
    builder.keep(&input.name, Some(Live::new(layer, axes)));
    Ok(())
}

/// The lengths of an input's axes, `None` for those that are left open; `None` where it is no tensor or too large.
fn lengths(input: &ValueInfoProto) -> Option<Vec<Option<usize>>> {
    let shape = input
        .r#type
        .as_ref()?
        .tensor_type
        .as_ref()?
        .shape
        .as_ref()?;
    let length = |length: Option<i64>| match length {
        Some(length @ 1..=LARGEST) => Some(Some(length as usize)),
        Some(length) if length > LARGEST => None,
        _ => Some(None),
    };
    let lengths: Vec<Option<usize>> = shape
        .dim
        .iter()
        .map(|axis| length(axis.dim_value))
        .collect::<Option<_>>()?;
    (!lengths.is_empty()).then_some(lengths)
}

/// Maps come channels last where the file puts the channels first at once, or where only the last axis can be colors.
fn is_channels_last(
    input: &ValueInfoProto,
    [first, last]: [Option<usize>; 2],
    order: &[Node<'_>],
) -> bool {
    let mut takers = order
        .iter()
        .filter(|node| node.inputs().any(|name| name == input.name))
        .peekable();
    let puts_first =
        |node: &&Node<'_>| node.op() == "Transpose" && node.ints("perm") == Some(&[0, 3, 1, 2]);
    if takers.peek().is_some() && takers.all(|node| puts_first(&node)) {
        return true;
    }
    let is_color = |length: Option<usize>| length.is_some_and(|length| [1, 3, 4].contains(&length));
    is_color(last) && !is_color(first)
}

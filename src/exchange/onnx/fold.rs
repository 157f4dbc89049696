//! Arithmetic with values that do not change: mostly the shapes that exporters compute step by step.

use std::path::Path;
use std::rc::Rc;

use super::node::Node;
use super::tensor::{self, Numbers, Tensor, count};
use crate::text::Message;

/// The inputs of an operator, `None` where one is left out.
type Inputs<'a> = &'a [Option<Rc<Tensor>>];

/// Whether [`fold`] knows this operator.
pub fn can_fold(node: Node<'_>) -> bool {
    let known = [
        "Constant",
        "ConstantOfShape",
        "Identity",
        "Cast",
        "Shape",
        "Gather",
        "Slice",
        "Concat",
        "Reshape",
        "Squeeze",
        "Unsqueeze",
        "Flatten",
        "Transpose",
        "Add",
        "Sub",
        "Mul",
        "Div",
        "Neg",
        "Sqrt",
        "Reciprocal",
        "ReduceProd",
        "Expand",
    ];
    known.contains(&node.op().as_str())
}

/// The most whole numbers that are computed with: lengths and positions, never weights.
const MOST_WHOLES: usize = 1 << 24;

/// What an operator makes of `inputs`, in at most `most` numbers; `None` where they are not what it can work on.
///
/// # Errors
/// Where a tensor that it holds itself cannot be read.
pub fn fold(
    node: Node<'_>,
    inputs: Inputs<'_>,
    folder: &Path,
    most: usize,
) -> Result<Option<Tensor>, Message> {
    if node.op() == "Constant" {
        return constant(node, folder);
    }
    Ok(folded(node, inputs, folder, most)
        .filter(|tensor| count(&tensor.shape) == Some(tensor.len())))
}

fn folded(node: Node<'_>, inputs: Inputs<'_>, folder: &Path, most: usize) -> Option<Tensor> {
    let input = |index: usize| inputs.get(index)?.as_deref();
    if node.op() == "ConstantOfShape" {
        let value = node
            .tensor("value")
            .map(|value| tensor::read(value, folder));
        let value = value
            .transpose()
            .ok()?
            .unwrap_or_else(|| Tensor::reals([1], vec![0.0]));
        return filled(&lengths(input(0)?)?, &value, most);
    }
    let first = input(0)?;
    let lengths_of_inputs = inputs.iter().flatten().map(|tensor| tensor.len());
    // What a list of positions or a single number comes first of can be as long as any of them.
    let is_small = match node.op().as_str() {
        "Shape" => true,
        "Concat" => lengths_of_inputs.sum::<usize>() <= most,
        _ => lengths_of_inputs
            .max()
            .is_none_or(|longest| longest <= most),
    };
    if !is_small {
        return None;
    }
    match node.op().as_str() {
        "Identity" => Some(first.clone()),
        "Cast" => cast(first, node.int("to", 1)),
        "Shape" => Some(Tensor::wholes(
            first.shape.iter().map(|length| *length as i64).collect(),
        )),
        "Gather" => gather(first, input(1)?, node.int("axis", 0)),
        "Slice" => slice(node, inputs),
        "Concat" => concat(inputs),
        "Transpose" => {
            let order = node.ints("perm").map(<[i64]>::to_vec);
            let order = order.unwrap_or_else(|| (0..first.shape.len() as i64).rev().collect());
            transpose(first, &order)
        }
        "Reshape" | "Squeeze" | "Unsqueeze" | "Flatten" => {
            let numbers = input(1).and_then(Tensor::as_wholes);
            let shape = super::reshaped::target(node, &first.shape, numbers)?;
            Some(Tensor {
                shape,
                numbers: first.numbers.clone(),
            })
        }
        "Expand" => filled(&lengths(input(1)?)?, first, most),
        "ReduceProd" => Some(Tensor::wholes(vec![
            first
                .as_wholes()?
                .iter()
                .try_fold(1_i64, |all, one| all.checked_mul(*one))?,
        ])),
        "Neg" => each(first, |number| -number, i64::checked_neg),
        "Sqrt" => each(first, f32::sqrt, |_| None),
        "Reciprocal" => each(first, f32::recip, |_| None),
        op => both(op, first, input(1)?),
    }
}

fn constant(node: Node<'_>, folder: &Path) -> Result<Option<Tensor>, Message> {
    if let Some(value) = node.tensor("value") {
        return tensor::read(value, folder).map(Some);
    }
    let single = |numbers| Tensor {
        shape: Vec::new(),
        numbers,
    };
    Ok(if node.has("value_float") {
        Some(single(Numbers::Reals(vec![node.float("value_float", 0.0)])))
    } else if node.has("value_int") {
        Some(single(Numbers::Wholes(vec![node.int("value_int", 0)])))
    } else if let Some(numbers) = node.floats("value_floats") {
        Some(Tensor::reals([numbers.len()], numbers.to_vec()))
    } else {
        node.ints("value_ints")
            .map(|numbers| Tensor::wholes(numbers.to_vec()))
    })
}

/// The numbers as the lengths of axes.
fn lengths(tensor: &Tensor) -> Option<Vec<usize>> {
    let numbers = tensor.as_wholes()?.iter();
    numbers
        .map(|length| usize::try_from(*length).ok())
        .collect()
}

/// One number over and over.
fn filled(shape: &[usize], value: &Tensor, most: usize) -> Option<Tensor> {
    let count = count(shape).filter(|count| *count <= most)?;
    let numbers = match &value.numbers {
        Numbers::Reals(numbers) if numbers.len() == 1 => Numbers::Reals(vec![numbers[0]; count]),
        Numbers::Wholes(numbers) if numbers.len() == 1 && count <= MOST_WHOLES => {
            Numbers::Wholes(vec![numbers[0]; count])
        }
        _ => return None,
    };
    Some(Tensor {
        shape: shape.to_vec(),
        numbers,
    })
}

fn cast(tensor: &Tensor, to: i64) -> Option<Tensor> {
    use super::proto::data_type::{BFLOAT16, DOUBLE, FLOAT, FLOAT16};
    let to = i32::try_from(to).ok()?;
    let numbers = match &tensor.numbers {
        _ if [FLOAT, FLOAT16, BFLOAT16, DOUBLE].contains(&to) => Numbers::Reals(tensor.to_reals()),
        _ if tensor.len() > MOST_WHOLES => return None,
        Numbers::Reals(numbers) => {
            Numbers::Wholes(numbers.iter().map(|number| *number as i64).collect())
        }
        Numbers::Wholes(numbers) => Numbers::Wholes(numbers.clone()),
    };
    Some(Tensor {
        shape: tensor.shape.clone(),
        numbers,
    })
}

/// Single rows of a list of whole numbers.
fn gather(tensor: &Tensor, indices: &Tensor, axis: i64) -> Option<Tensor> {
    let (numbers, indices_read) = (tensor.as_wholes()?, indices.as_wholes()?);
    if axis != 0 || tensor.shape.len() != 1 {
        return None;
    }
    let taken: Option<Vec<i64>> = indices_read
        .iter()
        .map(|index| {
            let index = if *index < 0 {
                index.checked_add(numbers.len() as i64)?
            } else {
                *index
            };
            numbers.get(usize::try_from(index).ok()?).copied()
        })
        .collect();
    Some(Tensor {
        shape: indices.shape.clone(),
        numbers: Numbers::Wholes(taken?),
    })
}

/// A part of a list of whole numbers.
fn slice(node: Node<'_>, inputs: Inputs<'_>) -> Option<Tensor> {
    let number = |index: usize, name: &str| match inputs.get(index).and_then(Option::as_deref) {
        Some(tensor) => tensor.as_wholes()?.first().copied(),
        None => node.ints(name)?.first().copied(),
    };
    let tensor = inputs.first()?.as_deref()?;
    let numbers = tensor.as_wholes().filter(|_| tensor.shape.len() == 1)?;
    let step = number(4, "steps").unwrap_or(1);
    let end = |at: i64| {
        let at = if at < 0 {
            at.saturating_add(numbers.len() as i64)
        } else {
            at
        };
        at.clamp(0, numbers.len() as i64) as usize
    };
    let (from, to) = (end(number(1, "starts")?), end(number(2, "ends")?));
    (step == 1).then(|| Tensor::wholes(numbers.get(from..to).unwrap_or_default().to_vec()))
}

/// Lists of whole numbers one after the other.
fn concat(inputs: Inputs<'_>) -> Option<Tensor> {
    let mut all = Vec::new();
    for tensor in inputs {
        let tensor = tensor.as_deref().filter(|tensor| tensor.shape.len() == 1)?;
        all.extend(tensor.as_wholes()?);
    }
    Some(Tensor::wholes(all))
}

fn transpose(tensor: &Tensor, order: &[i64]) -> Option<Tensor> {
    let order: Option<Vec<usize>> = order
        .iter()
        .map(|axis| usize::try_from(*axis).ok())
        .collect();
    let order = order?;
    let mut sorted = order.clone();
    sorted.sort_unstable();
    sorted
        .iter()
        .copied()
        .eq(0..tensor.shape.len())
        .then(|| tensor.transposed(&order))
}

fn each(
    tensor: &Tensor,
    real: impl Fn(f32) -> f32,
    whole: impl Fn(i64) -> Option<i64>,
) -> Option<Tensor> {
    let numbers = match &tensor.numbers {
        Numbers::Reals(numbers) => {
            Numbers::Reals(numbers.iter().map(|number| real(*number)).collect())
        }
        Numbers::Wholes(numbers) => Numbers::Wholes(
            numbers
                .iter()
                .map(|number| whole(*number))
                .collect::<Option<_>>()?,
        ),
    };
    Some(Tensor {
        shape: tensor.shape.clone(),
        numbers,
    })
}

/// Two tensors of one shape, or of which one is a single number.
fn both(op: &str, one: &Tensor, other: &Tensor) -> Option<Tensor> {
    let shape = match (one.len(), other.len()) {
        _ if one.shape == other.shape => &one.shape,
        (_, 1) if one.shape.len() >= other.shape.len() => &one.shape,
        (1, _) if other.shape.len() >= one.shape.len() => &other.shape,
        _ => return None,
    };
    let count = one.len().max(other.len());
    let at = |length: usize, index: usize| if length == 1 { 0 } else { index };
    let numbers = if let (Some(ones), Some(others)) = (one.as_wholes(), other.as_wholes()) {
        let pair = |index| (ones[at(ones.len(), index)], others[at(others.len(), index)]);
        let made = (0..count).map(pair).map(|(one, other)| match op {
            "Add" => one.checked_add(other),
            "Sub" => one.checked_sub(other),
            "Mul" => one.checked_mul(other),
            _ => one.checked_div(other),
        });
        Numbers::Wholes(made.collect::<Option<_>>()?)
    } else {
        let (ones, others) = (one.as_reals(), other.as_reals());
        let pair = |index| (ones[at(ones.len(), index)], others[at(others.len(), index)]);
        let made = (0..count).map(pair).map(|(one, other)| match op {
            "Add" => one + other,
            "Sub" => one - other,
            "Mul" => one * other,
            _ => one / other,
        });
        Numbers::Reals(made.collect())
    };
    Some(Tensor {
        shape: shape.clone(),
        numbers,
    })
}

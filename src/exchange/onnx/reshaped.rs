//! The shapes that Reshape, Flatten, Squeeze and Unsqueeze ask for.

use super::node::Node;

/// The shape that `node` gives to numbers of `shape`; `numbers` is its second input where it has one. `None` where the
/// numbers cannot have it.
pub fn target(node: Node<'_>, shape: &[usize], numbers: Option<&[i64]>) -> Option<Vec<usize>> {
    let axes = numbers.or_else(|| node.ints("axes"));
    let made = match node.op().as_str() {
        "Reshape" => reshaped(
            shape,
            numbers.or_else(|| node.ints("shape"))?,
            node.int("allowzero", 0) != 0,
        )?,
        "Flatten" => {
            let axis = usize::try_from(from_end(node.int("axis", 1), shape.len())?).ok()?;
            let (before, after) = shape.split_at_checked(axis)?;
            vec![product(before)?, product(after)?]
        }
        "Squeeze" => {
            let axes: Vec<usize> = match axes {
                Some(axes) => axes
                    .iter()
                    .map(|axis| place(*axis, shape.len()))
                    .collect::<Option<_>>()?,
                None => (0..shape.len()).filter(|axis| shape[*axis] == 1).collect(),
            };
            if axes.iter().any(|axis| shape[*axis] != 1) {
                return None;
            }
            let kept = (0..shape.len()).filter(|axis| !axes.contains(axis));
            kept.map(|axis| shape[axis]).collect()
        }
        _ => {
            let axes = axes?;
            let rank = shape
                .len()
                .checked_add(axes.len())
                .filter(|rank| *rank < 32)?;
            let axes: Vec<usize> = axes
                .iter()
                .map(|axis| place(*axis, rank))
                .collect::<Option<_>>()?;
            let mut old = shape.iter();
            (0..rank)
                .map(|axis| {
                    if axes.contains(&axis) {
                        Some(1)
                    } else {
                        old.next().copied()
                    }
                })
                .collect::<Option<_>>()?
        }
    };
    (product(&made) == product(shape)).then_some(made)
}

/// The axis that a number means, which may count from the end.
pub fn place(axis: i64, rank: usize) -> Option<usize> {
    let axis = usize::try_from(from_end(axis, rank)?).ok()?;
    (axis < rank).then_some(axis)
}

fn from_end(axis: i64, rank: usize) -> Option<i64> {
    if axis < 0 {
        axis.checked_add(rank as i64)
    } else {
        Some(axis)
    }
}

fn reshaped(shape: &[usize], asked: &[i64], is_zero_a_length: bool) -> Option<Vec<usize>> {
    let mut made = Vec::new();
    let mut open = None;
    for (axis, length) in asked.iter().enumerate() {
        made.push(match length {
            -1 if open.is_none() => {
                open = Some(axis);
                1
            }
            0 if !is_zero_a_length => *shape.get(axis)?,
            length => usize::try_from(*length).ok()?,
        });
    }
    if let Some(axis) = open {
        made[axis] = product(shape)?.checked_div(product(&made)?)?;
    }
    Some(made)
}

fn product(lengths: &[usize]) -> Option<usize> {
    lengths
        .iter()
        .try_fold(1_usize, |product, length| product.checked_mul(*length))
}

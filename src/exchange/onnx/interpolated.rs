//! Products that make a map larger, with what each pixel counts for each new one: Lanczos's windows, for which ONNX has no mode.

use super::builder::{Builder, Outcome};
use super::live::{CHANNELS_FIRST, Live};
use super::node::Node;
use super::sliding::value;
use crate::engine::ops::{Falloff, shares};
use crate::layer::{Kind, LayerSpec};

const WINDOWS: [(&str, Falloff); 2] = [
    ("lanczos3", Falloff::Lanczos(3)),
    ("lanczos5", Falloff::Lanczos(5)),
];

/// The map that a product with such numbers makes, of all rows from the left or of all columns from the right; `None` where it is
/// another product.
pub fn mat_mul(builder: &mut Builder<'_>, node: Node<'_>) -> Outcome<Option<Live>> {
    let is_held = |index| {
        node.input(index)
            .is_some_and(|name| builder.constants.has(name))
    };
    let (matrix, map, axis) = match [is_held(0), is_held(1)] {
        [true, false] => (0, 1, 0),
        [false, true] => (1, 0, 1),
        _ => return Ok(None),
    };
    let (Some(matrix), Some(map)) = (builder.constant(node, matrix)?, node.input(map)) else {
        return Ok(None);
    };
    let live = builder.live(map)?;
    let (Some([height, width, _]), &[tall, wide]) =
        (builder.shape(live.layer).as_map(), &matrix.shape[..])
    else {
        return Ok(None);
    };
    let old = [height, width][axis];
    let (before, after) = if axis == 0 {
        (wide, tall)
    } else {
        (tall, wide)
    };
    if live.axes != CHANNELS_FIRST || before != old || old == 0 || after % old != 0 {
        return Ok(None);
    }
    let numbers = if axis == 0 {
        matrix.to_reals()
    } else {
        matrix.transposed(&[1, 0]).into_reals()
    };
    let is_near = |expected: &[f32]| {
        let mut pairs = numbers.iter().zip(expected);
        pairs.all(|(number, expected)| (number - expected).abs() <= 1e-6)
    };
    let factor = after / old;
    let window = WINDOWS
        .iter()
        .find(|(_, falloff)| is_near(&shares(old, factor, *falloff)));
    let Some((interpolation, _)) = window else {
        return Ok(None);
    };
    let mut size = [1, 1];
    size[axis] = factor;
    let spec = LayerSpec::new(Kind::UpSampling2D)
        .with("size", value(size))
        .with("interpolation", *interpolation);
    let layer = builder.push(spec, &[live.layer], Vec::new())?;
    Ok(Some(live.through(layer)))
}

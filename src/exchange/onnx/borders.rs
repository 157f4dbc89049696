//! Pad, Slice, Resize: maps that grow or shrink at their borders or between their pixels.

use super::builder::{Builder, Outcome, refuse};
use super::live::{Axis, Live};
use super::node::Node;
use super::reshaped::place;
use super::sliding::value;
use crate::layer::{Kind, LayerSpec, Value};
use crate::message;

/// Whole numbers of an input, or of a setting in old files.
fn wholes(
    builder: &Builder<'_>,
    node: Node<'_>,
    index: usize,
    name: &str,
) -> Outcome<Option<Vec<i64>>> {
    let given = builder.constant(node, index)?;
    let given = given.as_ref().and_then(|numbers| numbers.as_wholes());
    Ok(given.or_else(|| node.ints(name)).map(<[i64]>::to_vec))
}

/// What is added, or cut off where it is negative, before and after a map's rows and columns.
type Margins = [(i64, i64); 2];

/// The margins of the axes of the file, which may touch nothing but rows and columns.
fn margins(live: &Live, by_axis: &[(usize, i64, i64)]) -> Option<Margins> {
    let mut margins = [(0, 0); 2];
    for (axis, before, after) in by_axis
        .iter()
        .filter(|(_, before, after)| (*before, *after) != (0, 0))
    {
        match live.axes[*axis] {
            Axis::Height => margins[0] = (*before, *after),
            Axis::Width => margins[1] = (*before, *after),
            Axis::Batch | Axis::Channel | Axis::One => return None,
        }
    }
    Some(margins)
}

/// Zeros around a map.
pub fn pad(builder: &mut Builder<'_>, node: Node<'_>) -> Outcome<Live> {
    let live = builder.first(node)?;
    let mode = node.word("mode").unwrap_or("constant");
    let filled = builder
        .constant(node, 2)?
        .and_then(|number| number.scalar());
    let filled = filled.unwrap_or_else(|| node.float("value", 0.0));
    if mode != "constant" || filled != 0.0 {
        return refuse(message!(
            "onnx-pad-mode",
            mode = mode,
            filled = filled.to_string()
        ));
    }
    let rank = live.axes.len();
    let axes = wholes(builder, node, 3, "axes")?.unwrap_or_else(|| (0..rank as i64).collect());
    let pads = wholes(builder, node, 1, "pads")?.unwrap_or_default();
    let axes: Option<Vec<usize>> = axes.iter().map(|axis| place(*axis, rank)).collect();
    let axes = axes.filter(|axes| pads.len() == 2 * axes.len());
    let by_axis = axes.map(|axes| {
        let count = axes.len();
        axes.into_iter()
            .enumerate()
            .map(|(index, axis)| (axis, pads[index], pads[count + index]))
            .collect::<Vec<_>>()
    });
    let Some(margins) = by_axis.and_then(|by_axis| margins(&live, &by_axis)) else {
        return refuse(message!("onnx-pad-axes"));
    };
    bordered(builder, live, margins)
}

/// Adds what is positive and cuts off what is negative.
fn bordered(builder: &mut Builder<'_>, live: Live, margins: Margins) -> Outcome<Live> {
    let flat = [margins[0].0, margins[0].1, margins[1].0, margins[1].1];
    let mut live = live;
    for (kind, key, sign) in [
        (Kind::ZeroPadding2D, "padding", 1),
        (Kind::Cropping2D, "cropping", -1),
    ] {
        let amounts = flat.map(|margin| margin.saturating_mul(sign).max(0));
        if amounts == [0; 4] {
            continue;
        }
        let is_even = amounts.iter().all(|amount| *amount == amounts[0]);
        let margins = if is_even {
            Value::Int(amounts[0])
        } else {
            Value::List(amounts.to_vec())
        };
        let layer = builder.push(
            LayerSpec::new(kind).with(key, margins),
            &[live.layer],
            Vec::new(),
        )?;
        live = live.through(layer);
    }
    Ok(live)
}

/// A part of a map's rows and columns.
pub fn slice(builder: &mut Builder<'_>, node: Node<'_>) -> Outcome<Live> {
    let live = builder.first(node)?;
    let (dims, rank) = (builder.dims(&live), live.axes.len());
    let (starts, ends) = (
        wholes(builder, node, 1, "starts")?.unwrap_or_default(),
        wholes(builder, node, 2, "ends")?.unwrap_or_default(),
    );
    let axes =
        wholes(builder, node, 3, "axes")?.unwrap_or_else(|| (0..starts.len() as i64).collect());
    let steps = wholes(builder, node, 4, "steps")?.unwrap_or_else(|| vec![1; starts.len()]);
    let axes: Option<Vec<usize>> = axes.iter().map(|axis| place(*axis, rank)).collect();
    let axes = axes.filter(|axes| {
        axes.len() == starts.len()
            && axes.len() == ends.len()
            && steps.iter().all(|step| *step == 1)
    });
    let by_axis = axes.map(|axes| {
        let part = |(index, axis): (usize, usize)| {
            let length = dims[axis] as i64;
            let at = |number: i64| {
                if number < 0 {
                    number.saturating_add(length)
                } else {
                    number
                }
                .clamp(0, length)
            };
            (axis, -at(starts[index]), at(ends[index]) - length)
        };
        axes.into_iter().enumerate().map(part).collect::<Vec<_>>()
    });
    match by_axis.and_then(|by_axis| margins(&live, &by_axis)) {
        Some(margins) => bordered(builder, live, margins),
        None => refuse(message!("onnx-slice-axes")),
    }
}

/// What stands between the pixels that a `Resize` by whole factors makes; otherwise how it says what is none of ours.
fn interpolation(node: Node<'_>, opset: i64) -> Result<&'static str, String> {
    let mode = node.word("mode").unwrap_or("nearest");
    let centers = node
        .word("coordinate_transformation_mode")
        .unwrap_or("half_pixel");
    let rounded = node.word("nearest_mode").unwrap_or("round_prefer_floor");
    let is_old = node.op() == "Upsample" || opset < 11;
    match mode {
        // Whole factors make the same of all three ways to round where pixels are cells.
        "nearest"
            if is_old
                || centers == "asymmetric" && rounded == "floor"
                || centers.starts_with("half_pixel") =>
        {
            Ok("nearest")
        }
        "linear" | "bilinear" if !is_old && centers.starts_with("half_pixel") => Ok("bilinear"),
        // Keys's cubic with −1/2 that leaves out what lies beyond the border, as Keras computes it.
        "cubic"
            if centers == "half_pixel"
                && node.int("exclude_outside", 0) == 1
                && (node.float("cubic_coeff_a", -0.75) + 0.5).abs() < 1e-6 =>
        {
            Ok("bicubic")
        }
        _ => Err(format!("{mode}, {centers}, {rounded}")),
    }
}

/// A map made larger by whole factors.
pub fn resize(builder: &mut Builder<'_>, node: Node<'_>) -> Outcome<Live> {
    let live = builder.first(node)?;
    let live = builder.channels_first(live)?;
    let scales = builder.constant(
        node,
        if node.op() == "Upsample" || builder.opset < 11 {
            1
        } else {
            2
        },
    )?;
    let scales = scales
        .map(|scales| scales.to_reals())
        .or_else(|| node.floats("scales").map(<[f32]>::to_vec))
        .unwrap_or_default();
    let sizes = wholes(builder, node, 3, "sizes")?;
    let dims = builder.dims(&live);
    let factors: Vec<f32> = match sizes {
        Some(sizes) if scales.is_empty() => sizes
            .iter()
            .zip(&dims)
            .map(|(size, length)| *size as f32 / *length as f32)
            .collect(),
        _ => scales,
    };
    let is_whole = |factor: &f32| *factor >= 1.0 && factor.fract() == 0.0 && *factor < 1000.0;
    let interpolation = match interpolation(node, builder.opset) {
        Ok(interpolation) => interpolation,
        Err(mode) => return refuse(message!("onnx-resize-mode", mode = mode)),
    };
    match factors[..] {
        [1.0, 1.0, height, width] if is_whole(&height) && is_whole(&width) => {
            let spec = LayerSpec::new(Kind::UpSampling2D)
                .with("size", value([height as usize, width as usize]))
                .with("interpolation", interpolation);
            let layer = builder.push(spec, &[live.layer], Vec::new())?;
            Ok(live.through(layer))
        }
        _ => refuse(message!(
            "onnx-resize-factors",
            factors = format!("{factors:?}")
        )),
    }
}

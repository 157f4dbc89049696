//! Conv and ConvTranspose.

use super::builder::{Builder, Outcome, array, refuse};
use super::live::{CHANNELS_FIRST, Live};
use super::node::Node;
use super::sliding::{Sliding, pads, pair, value};
use super::tensor::{Tensor, shown};
use crate::engine::weights::NamedArray;
use crate::layer::{Kind, LayerSpec};
use crate::message;

/// A kernel of the file: four axes, of which the last two slide.
fn kernel(builder: &Builder<'_>, node: Node<'_>) -> Outcome<(Tensor, [usize; 2])> {
    let Some(kernel) = builder.constant(node, 1)? else {
        return refuse(message!("onnx-input-lacks"));
    };
    match kernel.shape[..] {
        [first, second, height, width] if first * second * height * width > 0 => {
            Ok((std::rc::Rc::unwrap_or_clone(kernel), [height, width]))
        }
        _ => refuse(message!("onnx-no-kernel", shape = shown(&kernel.shape))),
    }
}

/// The bias, where there is one.
fn bias(builder: &Builder<'_>, node: Node<'_>, length: usize) -> Outcome<Option<NamedArray>> {
    let bias = builder.constant(node, 2)?;
    Ok(bias.map(|bias| array("bias", [length], bias.to_reals())))
}

/// A convolution: of each channel by itself where there are as many groups as channels.
pub fn conv(builder: &mut Builder<'_>, node: Node<'_>) -> Outcome<Live> {
    let live = builder.first(node)?;
    let live = builder.channels_first(live)?;
    let (weights, size) = kernel(builder, node)?;
    let channels = builder.shape(live.layer).channels();
    let groups = usize::try_from(node.int("group", 1)).unwrap_or(0);
    let [filters, per_group] = [weights.shape[0], weights.shape[1]];
    if per_group.checked_mul(groups) != Some(channels) || !filters.is_multiple_of(groups) {
        return refuse(message!(
            "onnx-kernel-unfit",
            shape = shown(&weights.shape),
            channels = channels,
            groups = groups
        ));
    }
    let sliding = Sliding::read(node, size, builder.sides(&live))?;
    let (live, padding) = builder.bordered(live, &sliding)?;
    let bias = bias(builder, node, filters)?;
    let (kernel, spec) = if groups == channels && channels > 1 {
        by_channel(weights, channels)
    } else {
        let [height, width] = size;
        let numbers = weights.transposed(&[2, 3, 1, 0]).into_reals();
        let spec = LayerSpec::new(Kind::Conv2D).with("filters", filters as i64);
        let spec = if groups > 1 {
            spec.with("groups", groups as i64)
        } else {
            spec
        };
        (
            array("kernel", [height, width, per_group, filters], numbers),
            spec,
        )
    };
    let spec = slid(spec, &sliding, padding, bias.is_some());
    let layer = builder.push(
        spec,
        &[live.layer],
        std::iter::once(kernel).chain(bias).collect(),
    )?;
    Ok(Live::new(layer, &CHANNELS_FIRST))
}

/// The kernel of a convolution of each channel by itself.
fn by_channel(weights: Tensor, channels: usize) -> (NamedArray, LayerSpec) {
    let multiplier = weights.shape[0] / channels;
    let (height, width) = (weights.shape[2], weights.shape[3]);
    let shape = vec![channels, multiplier, height, width];
    let numbers = Tensor { shape, ..weights }
        .transposed(&[2, 3, 0, 1])
        .into_reals();
    let kernel = array("kernel", [height, width, channels, multiplier], numbers);
    let spec = LayerSpec::new(Kind::DepthwiseConv2D);
    let spec = if multiplier > 1 {
        spec.with("depth_multiplier", multiplier as i64)
    } else {
        spec
    };
    (kernel, spec)
}

/// A kernel's settings, as far as they differ from their defaults.
fn slid(spec: LayerSpec, sliding: &Sliding, padding: &'static str, use_bias: bool) -> LayerSpec {
    let mut spec = spec.with("kernel_size", value(sliding.size));
    if sliding.strides != [1, 1] {
        spec = spec.with("strides", value(sliding.strides));
    }
    if padding != "valid" {
        spec = spec.with("padding", padding);
    }
    if sliding.dilation != [1, 1] {
        spec = spec.with("dilation_rate", value(sliding.dilation));
    }
    if use_bias {
        spec
    } else {
        spec.with("use_bias", false)
    }
}

/// A transposed convolution: what the file cuts off is cut off as with `same`, or by a layer of its own.
pub fn conv_transpose(builder: &mut Builder<'_>, node: Node<'_>) -> Outcome<Live> {
    let live = builder.first(node)?;
    let live = builder.channels_first(live)?;
    let (weights, size) = kernel(builder, node)?;
    let (filters, [height, width]) = (weights.shape[1], size);
    let auto = node.word("auto_pad").unwrap_or("NOTSET");
    if node.int("group", 1) != 1 || node.has("output_shape") || auto != "NOTSET" {
        return refuse(message!("onnx-transposed-settings"));
    }
    let (strides, dilation) = (pair(node, "strides")?, pair(node, "dilations")?);
    let (before, after) = pads(node)?;
    let more = match node.ints("output_padding") {
        Some([height, width]) if *height >= 0 && *width >= 0 => [*height as usize, *width as usize],
        _ => [0, 0],
    };
    let extent = [0, 1].map(|axis| (size[axis] - 1) * dilation[axis] + 1);
    // What Keras adds where a kernel is shorter than its stride; what else is added it must be told.
    let own = [0, 1].map(|axis| strides[axis].saturating_sub(extent[axis]));
    let asked = [0, 1].map(|axis| more[axis].saturating_sub(after[axis]));
    let told = (0..2).any(|axis| asked[axis] > own[axis]).then_some(asked);
    let added = told.unwrap_or(own);
    let [rows, columns] = [0, 1].map(|axis| (before[axis], after[axis] + added[axis] - more[axis]));
    let same = [0, 1].map(|axis| {
        let total = extent[axis].saturating_sub(strides[axis]);
        (total / 2, total - total / 2)
    });
    let is_same = [rows, columns] == same && own == [0, 0] && told.is_none() && same != [(0, 0); 2];
    let bias = bias(builder, node, filters)?;
    let kernel = array(
        "kernel",
        [height, width, filters, weights.shape[0]],
        weights.transposed(&[2, 3, 1, 0]).into_reals(),
    );
    let sliding = Sliding::inside(size, strides, dilation);
    let spec = LayerSpec::new(Kind::Conv2DTranspose).with("filters", filters as i64);
    let spec = slid(
        spec,
        &sliding,
        if is_same { "same" } else { "valid" },
        bias.is_some(),
    );
    let spec = match told {
        Some(told) => spec.with("output_padding", value(told)),
        None => spec,
    };
    let layer = builder.push(
        spec,
        &[live.layer],
        std::iter::once(kernel).chain(bias).collect(),
    )?;
    if is_same || [rows, columns] == [(0, 0); 2] {
        return Ok(live.through(layer));
    }
    let margins = [rows.0, rows.1, columns.0, columns.1].map(|margin| margin as i64);
    let spec = LayerSpec::new(Kind::Cropping2D)
        .with("cropping", crate::layer::Value::List(margins.to_vec()));
    let layer = builder.push_aside("cropping", spec, &[layer])?;
    Ok(live.through(layer))
}

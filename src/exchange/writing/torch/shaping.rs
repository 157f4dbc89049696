//! Layers that move numbers about: pooling, borders, and other shapes.

use super::Place;
use super::helpers::Helper;
use super::layers::{amounts, pair, uneven};
use crate::layer::{Interpolation, Layer, Padding};

/// What becomes of the input.
pub(super) fn expression(place: &mut Place<'_>) -> String {
    let [height, width, _] = place.inputs[0].as_map().unwrap_or([1, 1, 1]);
    match &place.flat.layer {
        Layer::MaxPooling2D(layer) => {
            let window = (layer.pool_size, layer.strides, layer.padding);
            max_pool(window, [height, width])
        }
        Layer::AveragePooling2D(layer) => {
            let window = (layer.pool_size, layer.strides, layer.padding);
            average_pool(window, [height, width], place)
        }
        Layer::GlobalAveragePooling2D(layer) => {
            format!("{{0}}.mean((2, 3){})", kept(layer.keepdims))
        }
        Layer::GlobalMaxPooling2D(layer) => format!("{{0}}.amax((2, 3){})", kept(layer.keepdims)),
        Layer::ZeroPadding2D(it) => {
            format!(
                "F.pad({{0}}, ({}, {}, {}, {}))",
                it.left, it.right, it.top, it.bottom
            )
        }
        Layer::Cropping2D(layer) => {
            let [top, bottom, left, right] = layer.cropping;
            format!(
                "{{0}}[:, :, {top}:{}, {left}:{}]",
                height - bottom,
                width - right
            )
        }
        Layer::UpSampling2D(layer) => match layer.interpolation {
            Interpolation::Nearest => {
                format!("F.interpolate({{0}}, scale_factor={})", pair(layer.size))
            }
            Interpolation::Bilinear => format!(
                "F.interpolate({{0}}, scale_factor={}, mode=\"bilinear\")",
                pair(layer.size)
            ),
            // Only so does it take Keys's cubic with −1/2, as Keras does, and leave out what lies beyond the border.
            Interpolation::Bicubic => format!(
                "F.interpolate({{0}}, scale_factor={}, mode=\"bicubic\", antialias=True)",
                pair(layer.size)
            ),
            Interpolation::Lanczos3 => lanczos(place, layer.size, 3),
            Interpolation::Lanczos5 => lanczos(place, layer.size, 5),
        },
        Layer::Flatten(_) => match place.inputs[0].as_map() {
            None => "{0}".to_owned(),
            Some([1, 1, _]) => "torch.flatten({0}, 1)".to_owned(),
            // Pixel by pixel with their channels together, as the weights behind it were learned.
            Some(_) => "torch.flatten({0}.permute(0, 2, 3, 1), 1)".to_owned(),
        },
        Layer::Reshape(_) => reshaped(place),
        Layer::Permute(layer) => {
            // Where each axis of (height, width, channels) stands with channels first.
            let here = |axis: usize| [2, 3, 1][axis - 1];
            let [first, second, third] = layer.dims.map(here);
            format!("{{0}}.permute(0, {third}, {first}, {second})")
        }
        _ => "{0}".to_owned(),
    }
}

fn lanczos(place: &mut Place<'_>, size: [usize; 2], radius: usize) -> String {
    place.helpers.insert(Helper::Lanczos);
    format!("lanczos({{0}}, {}, {radius})", pair(size))
}

fn kept(keepdims: bool) -> &'static str {
    if keepdims { ", keepdim=True" } else { "" }
}

type Pooling = ([usize; 2], [usize; 2], Padding);

fn max_pool((size, strides, padding): Pooling, input: [usize; 2]) -> String {
    let added = amounts(padding, input, size, strides);
    let window = format!("{}, {}", pair(size), pair(strides));
    match uneven(added) {
        Some(added) => {
            format!("F.max_pool2d(F.pad({{0}}, {added}, value=float(\"-inf\")), {window})")
        }
        None if added == [(0, 0); 2] => format!("F.max_pool2d({{0}}, {window})"),
        None => {
            let added = pair(added.map(|(before, _)| before));
            format!("F.max_pool2d({{0}}, {window}, {added})")
        }
    }
}

fn average_pool(
    (size, strides, padding): Pooling,
    input: [usize; 2],
    place: &mut Place<'_>,
) -> String {
    let added = amounts(padding, input, size, strides);
    let window = format!("{}, {}", pair(size), pair(strides));
    match uneven(added) {
        Some(added) => {
            place.helpers.insert(Helper::AveragePool);
            format!("average_pool({{0}}, {window}, {added})")
        }
        None if added == [(0, 0); 2] => format!("F.avg_pool2d({{0}}, {window})"),
        None => {
            let added = pair(added.map(|(before, _)| before));
            format!("F.avg_pool2d({{0}}, {window}, {added}, count_include_pad=False)")
        }
    }
}

/// Row by row with channels innermost, as everywhere outside of PyTorch here.
fn reshaped(place: &Place<'_>) -> String {
    let from = match place.inputs[0].as_map() {
        Some(_) => "{0}.permute(0, 2, 3, 1)",
        None => "{0}",
    };
    let axes: Vec<String> = place
        .output
        .dims()
        .iter()
        .map(ToString::to_string)
        .collect();
    let made = format!("{from}.reshape(-1, {})", axes.join(", "));
    match place.output.as_map() {
        Some(_) => format!("{made}.permute(0, 3, 1, 2)"),
        None => made,
    }
}

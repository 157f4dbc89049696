//! Layers that move numbers about: pooling, borders, and other shapes.

use super::Place;
use super::helpers::Helper;
use super::values::{padding, pair};
use crate::layer::{Interpolation, Layer, Padding, UpSampling2D};

/// What becomes of the input.
pub(super) fn expression(place: &mut Place<'_>) -> String {
    let [height, width, _] = place.inputs[0].as_map().unwrap_or([1, 1, 1]);
    let is_map = place.inputs[0].as_map().is_some();
    match &place.flat.layer {
        Layer::MaxPooling2D(layer) => {
            let window = (layer.pool_size, layer.strides, layer.padding);
            pool("MaxPool2dConfig", window, [height, width], "")
        }
        Layer::AveragePooling2D(layer) => {
            let window = (layer.pool_size, layer.strides, layer.padding);
            // As in Keras, what padding adds does not count.
            let padded = ".with_count_include_pad(false)";
            pool("AvgPool2dConfig", window, [height, width], padded)
        }
        Layer::GlobalAveragePooling2D(layer) => {
            format!("{{0}}.mean_dim(3).mean_dim(2){}", dropped(layer.keepdims))
        }
        Layer::GlobalMaxPooling2D(layer) => {
            format!("{{0}}.max_dim(3).max_dim(2){}", dropped(layer.keepdims))
        }
        Layer::ZeroPadding2D(it) => {
            let sides = [it.left, it.right, it.top, it.bottom];
            let [left, right, top, bottom] = sides;
            format!("{{0}}.pad(({left}, {right}, {top}, {bottom}), 0.0)")
        }
        Layer::Cropping2D(layer) => {
            let [top, bottom, left, right] = layer.cropping;
            cut([top, height - bottom], [left, width - right])
        }
        Layer::UpSampling2D(layer) => larger(layer, [height, width], place),
        Layer::Flatten(_) if !is_map => "{0}".to_owned(),
        // Pixel by pixel with their channels together, as the weights behind it were learned.
        Layer::Flatten(_) => "{0}.permute([0, 2, 3, 1]).flatten::<2>(1, 3)".to_owned(),
        Layer::Reshape(_) => reshaped(place),
        Layer::Permute(layer) => {
            // Where each axis of (height, width, channels) stands with channels first.
            let here = |axis: usize| [2, 3, 1][axis - 1];
            let [first, second, third] = layer.dims.map(here);
            format!("{{0}}.permute([0, {third}, {first}, {second}])")
        }
        _ => "{0}".to_owned(),
    }
}

/// A map made larger.
fn larger(layer: &UpSampling2D, [height, width]: [usize; 2], place: &mut Place<'_>) -> String {
    let size = pair([height * layer.size[0], width * layer.size[1]]);
    let mut enlarged = |share: &str| {
        place.helpers.insert(Helper::Enlarged);
        format!("enlarged({{0}}, {}, |x| {share})", pair(layer.size))
    };
    let mode = match layer.interpolation {
        Interpolation::Nearest => "Nearest",
        Interpolation::Bilinear => "Linear",
        // Burn's own cubic is another one.
        Interpolation::Bicubic => return enlarged("cubic(x)"),
        Interpolation::Lanczos3 => return enlarged("lanczos(x, 3.0)"),
        Interpolation::Lanczos5 => return enlarged("lanczos(x, 5.0)"),
    };
    format!(
        "nn::interpolate::Interpolate2dConfig::new().with_output_size(Some({size})).with_mode(nn::interpolate::InterpolateMode::{mode}).with_align_corners(false).init().forward({{0}})"
    )
}

/// The part of a map between these rows and columns.
pub(super) fn cut([top, bottom]: [usize; 2], [left, right]: [usize; 2]) -> String {
    format!("{{0}}.slice(s![.., .., {top}..{bottom}, {left}..{right}])")
}

fn dropped(keepdims: bool) -> &'static str {
    if keepdims { "" } else { ".flatten::<2>(1, 3)" }
}

fn pool(
    config: &str,
    (size, strides, mode): ([usize; 2], [usize; 2], Padding),
    input: [usize; 2],
    more: &str,
) -> String {
    let added = [0, 1].map(|axis| mode.amounts(input[axis], size[axis], strides[axis]));
    format!(
        "nn::pool::{config}::new({}).with_strides({}){}{more}.init().forward({{0}})",
        pair(size),
        pair(strides),
        padding(added)
    )
}

/// Row by row with channels innermost, as everywhere outside of Burn and PyTorch here.
fn reshaped(place: &Place<'_>) -> String {
    let from = match place.inputs[0].as_map() {
        Some(_) => "{0}.permute([0, 2, 3, 1])",
        None => "{0}",
    };
    let axes = place.output.dims().iter().map(ToString::to_string);
    let axes: Vec<String> = axes.collect();
    let made = format!("{from}.reshape([-1, {}])", axes.join(", "));
    if place.is_map() {
        format!("{made}.permute([0, 3, 1, 2])")
    } else {
        made
    }
}

//! Convolutions and fully connected layers.

use super::layers::applied;
use super::names::field;
use super::values::{padding, pair};
use super::{BurnLayer, Field, Place, shaping};
use crate::layer::{Conv2DTranspose, Dense, Layer, Sliding as Window};

/// A layer with a kernel.
pub(super) fn written(place: &mut Place<'_>, made: &mut BurnLayer) {
    let call = match &place.flat.layer {
        Layer::Conv2D(it) => {
            let shape = Sliding {
                filters: it.filters,
                groups: it.groups,
                window: it.sliding,
            };
            let name = made.name.clone();
            shape.call(place, made, &name, it.bias.is_some())
        }
        Layer::DepthwiseConv2D(it) => {
            let channels = place.inputs[0].channels();
            let shape = Sliding {
                filters: channels * it.depth_multiplier,
                groups: channels,
                window: it.sliding,
            };
            let name = made.name.clone();
            shape.call(place, made, &name, it.bias.is_some())
        }
        Layer::SeparableConv2D(it) => {
            let channels = place.inputs[0].channels();
            let between = channels * it.depth_multiplier;
            let shape = Sliding {
                filters: between,
                groups: channels,
                window: it.sliding,
            };
            let depthwise = format!("{}_depthwise", made.name);
            let inner = shape.call(place, made, &depthwise, false);
            let pointwise = format!("{}_pointwise", made.name);
            let channels = pair([between, it.filters]);
            let constructor = format!("nn::conv::Conv2dConfig::new({channels}, [1, 1])");
            let outer = convolved(made, &pointwise, constructor, it.bias.is_some());
            format!("{outer}({inner})")
        }
        Layer::Conv2DTranspose(it) => transposed(it, place, made),
        Layer::Dense(it) => dense(it, place, made),
        _ => "{0}".to_owned(),
    };
    made.expression = applied(place.flat.layer.function(), &call);
}

/// A fully connected layer; its call.
fn dense(layer: &Dense, place: &Place<'_>, made: &mut BurnLayer) -> String {
    let inputs = place.inputs[0].channels();
    let without = if layer.bias.is_some() {
        ""
    } else {
        ".with_bias(false)"
    };
    let units = layer.units;
    let name = field(&made.name);
    let weight = format!("weights.transposed(\"{}.weight\")?", made.name);
    made.fields.push(Field {
        constructor: format!("nn::LinearConfig::new({inputs}, {units}){without}.init(device)"),
        weights: weighted(&made.name, weight, layer.bias.is_some()),
        name: name.clone(),
        kind: "nn::Linear",
    });
    if place.is_map() {
        // Burn's layer takes what is last.
        format!("self.{name}.forward({{0}}.permute([0, 2, 3, 1])).permute([0, 3, 1, 2])")
    } else {
        format!("self.{name}.forward({{0}})")
    }
}

/// What a kernel and a bias are read by.
fn weighted(name: &str, weight: String, has_bias: bool) -> Vec<(&'static str, String, bool)> {
    let mut weights = vec![("weight", weight, false)];
    if has_bias {
        weights.push(("bias", format!("weights.param(\"{name}.bias\")?"), true));
    }
    weights
}

/// A field for a convolution; its call, without what it is of.
fn convolved(made: &mut BurnLayer, name: &str, constructor: String, has_bias: bool) -> String {
    let without = if has_bias { "" } else { ".with_bias(false)" };
    made.fields.push(Field {
        name: field(name),
        kind: "nn::conv::Conv2d",
        constructor: format!("{constructor}{without}.init(device)"),
        weights: weighted(name, format!("weights.param(\"{name}.weight\")?"), has_bias),
    });
    format!("self.{}.forward", field(name))
}

/// A kernel that slides over a map.
struct Sliding {
    filters: usize,
    groups: usize,
    window: Window,
}

impl Sliding {
    fn call(self, place: &Place<'_>, made: &mut BurnLayer, name: &str, has_bias: bool) -> String {
        let [height, width, channels] = place.inputs[0].as_map().unwrap_or([1, 1, 1]);
        let Window {
            size,
            strides,
            dilation,
            padding: mode,
            ..
        } = self.window;
        let extent = self.window.extent();
        let added = [0, 1].map(|axis| {
            let input = [height, width][axis];
            mode.amounts(input, extent[axis], strides[axis])
        });
        let channels = pair([channels, self.filters]);
        let mut constructor = format!("nn::conv::Conv2dConfig::new({channels}, {})", pair(size));
        if strides != [1, 1] {
            constructor += &format!(".with_stride({})", pair(strides));
        }
        if dilation != [1, 1] {
            constructor += &format!(".with_dilation({})", pair(dilation));
        }
        if self.groups != 1 {
            constructor += &format!(".with_groups({})", self.groups);
        }
        constructor += &padding(added);
        let call = convolved(made, name, constructor, has_bias);
        format!("{call}({{0}})")
    }
}

/// A convolution backwards, cut as TensorFlow divides it; its call.
fn transposed(layer: &Conv2DTranspose, place: &Place<'_>, made: &mut BurnLayer) -> String {
    let Window {
        size,
        strides,
        dilation,
        ..
    } = layer.sliding;
    // Burn makes (n − 1)·s + f + what is added at the end; Keras cuts what is beyond its map as TensorFlow divides it.
    let [before, after] = [place.inputs[0], place.output].map(|it| it.as_map().unwrap_or([1; 3]));
    let extent = layer.sliding.extent();
    let all = [0, 1].map(|axis| (before[axis] - 1) * strides[axis] + extent[axis]);
    let channels = pair([place.inputs[0].channels(), layer.filters]);
    let mut constructor = format!(
        "nn::conv::ConvTranspose2dConfig::new({channels}, {})",
        pair(size)
    );
    if strides != [1, 1] {
        constructor += &format!(".with_stride({})", pair(strides));
    }
    let lacking = [0, 1].map(|axis| after[axis].saturating_sub(all[axis]));
    if lacking != [0, 0] {
        constructor += &format!(".with_padding_out({})", pair(lacking));
    }
    if dilation != [1, 1] {
        constructor += &format!(".with_dilation({})", pair(dilation));
    }
    if layer.bias.is_none() {
        constructor += ".with_bias(false)";
    }
    let name = made.name.clone();
    made.fields.push(Field {
        name: field(&name),
        kind: "nn::conv::ConvTranspose2d",
        constructor: format!("{constructor}.init(device)"),
        weights: weighted(
            &name,
            format!("weights.param(\"{name}.weight\")?"),
            layer.bias.is_some(),
        ),
    });
    let call = format!("self.{}.forward({{0}})", field(&name));
    let excess = [0, 1].map(|axis| all[axis].saturating_sub(after[axis]));
    if excess == [0, 0] {
        return call;
    }
    let [height, width, _] = after;
    let [top, left] = excess.map(|excess| excess / 2);
    shaping::cut([top, top + height], [left, left + width]).replace("{0}", &call)
}

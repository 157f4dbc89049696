//! Convolutions and fully connected layers.

use super::layers::applied;
use super::names::field;
use super::values::{padding, pair};
use super::{BurnLayer, Field, Place, shaping};
use crate::layer::{Conv2DTranspose, Dense, Layer, Padding};

/// A layer with a kernel.
pub(super) fn written(place: &mut Place<'_>, made: &mut BurnLayer) {
    let call = match &place.flat.layer {
        Layer::Conv2D(it) => {
            let shape = Sliding {
                filters: it.filters,
                groups: it.groups,
                size: it.kernel_size,
                strides: it.strides,
                padding: it.padding,
                dilation: it.dilation_rate,
            };
            let name = made.name.clone();
            shape.call(place, made, &name, it.use_bias)
        }
        Layer::DepthwiseConv2D(it) => {
            let channels = place.inputs[0].channels();
            let shape = Sliding {
                filters: channels * it.depth_multiplier,
                groups: channels,
                size: it.kernel_size,
                strides: it.strides,
                padding: it.padding,
                dilation: it.dilation_rate,
            };
            let name = made.name.clone();
            shape.call(place, made, &name, it.use_bias)
        }
        Layer::SeparableConv2D(it) => {
            let channels = place.inputs[0].channels();
            let between = channels * it.depth_multiplier;
            let shape = Sliding {
                filters: between,
                groups: channels,
                size: it.kernel_size,
                strides: it.strides,
                padding: it.padding,
                dilation: it.dilation_rate,
            };
            let depthwise = format!("{}_depthwise", made.name);
            let inner = shape.call(place, made, &depthwise, false);
            let pointwise = format!("{}_pointwise", made.name);
            let channels = pair([between, it.filters]);
            let constructor = format!("nn::conv::Conv2dConfig::new({channels}, [1, 1])");
            let outer = convolved(made, &pointwise, constructor, it.use_bias);
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
    let without = if layer.use_bias {
        ""
    } else {
        ".with_bias(false)"
    };
    let units = layer.units;
    let name = field(&made.name);
    let weight = format!("weights.transposed(\"{}.weight\")?", made.name);
    made.fields.push(Field {
        constructor: format!("nn::LinearConfig::new({inputs}, {units}){without}.init(device)"),
        weights: weighted(&made.name, weight, layer.use_bias),
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
    size: [usize; 2],
    strides: [usize; 2],
    padding: Padding,
    dilation: [usize; 2],
}

impl Sliding {
    fn call(self, place: &Place<'_>, made: &mut BurnLayer, name: &str, has_bias: bool) -> String {
        let [height, width, channels] = place.inputs[0].as_map().unwrap_or([1, 1, 1]);
        let Self {
            size,
            strides,
            dilation,
            ..
        } = self;
        let extent = [0, 1].map(|axis| (size[axis] - 1) * dilation[axis] + 1);
        let added = [0, 1].map(|axis| {
            let input = [height, width][axis];
            self.padding.amounts(input, extent[axis], strides[axis])
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
    let (size, strides, dilation) = (layer.kernel_size, layer.strides, layer.dilation_rate);
    let extent = [0, 1].map(|axis| (size[axis] - 1) * dilation[axis] + 1);
    let channels = pair([place.inputs[0].channels(), layer.filters]);
    let mut constructor = format!(
        "nn::conv::ConvTranspose2dConfig::new({channels}, {})",
        pair(size)
    );
    if strides != [1, 1] {
        constructor += &format!(".with_stride({})", pair(strides));
    }
    let lacking = [0, 1].map(|axis| strides[axis].saturating_sub(extent[axis]));
    if lacking != [0, 0] {
        constructor += &format!(".with_padding_out({})", pair(lacking));
    }
    if dilation != [1, 1] {
        constructor += &format!(".with_dilation({})", pair(dilation));
    }
    if !layer.use_bias {
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
            layer.use_bias,
        ),
    });
    let call = format!("self.{}.forward({{0}})", field(&name));
    let excess = [0, 1].map(|axis| extent[axis].saturating_sub(strides[axis]));
    if layer.padding == Padding::Valid || excess == [0, 0] {
        return call;
    }
    let [height, width, _] = place.output.as_map().unwrap_or([1, 1, 1]);
    let [top, left] = excess.map(|excess| excess / 2);
    shaping::cut([top, top + height], [left, left + width]).replace("{0}", &call)
}

//! What is said of a layer where a run's network is told from others: kind and settings, each with the name and the form that
//! they had when they came in. A setting that comes in later is said where it differs from what it is without.

use super::said::Said;
use crate::layer::{
    Activation, Affine, AveragePooling2D, BatchNormalization, Choice, Conv2D, Conv2DTranspose,
    Cropping2D, CustomScaleLayer, Dense, DepthwiseConv2D, Dropout, ELU, Function, GaussianDropout,
    GaussianNoise, GlobalAveragePooling2D, GlobalMaxPooling2D, GroupNormalization, Initializer,
    Input, Interpolation, Layer, LayerNormalization, LayerScale, LeakyReLU, Learned, MaxPooling2D,
    NoiseShape, Normalization, PReLU, Padding, Penalty, Permute, ReLU, Rescaling, Reshape,
    SeparableConv2D, Sliding, Softmax, SpatialDropout2D, UnitNormalization, UpSampling2D,
    ZeroPadding2D,
};

/// `Conv2D(Conv2D { filters: 32, kernel_size: [7, 7] })`: the layer, and what there is to say of its settings.
#[expect(
    clippy::too_many_lines,
    reason = "one arm for each kind, so that the compiler asks for a new setting here"
)]
pub(super) fn words(layer: &Layer) -> String {
    let said = match layer {
        Layer::Input(Input { shape }) => Words::default().always("shape", shape),
        Layer::Conv2D(Conv2D {
            filters,
            sliding,
            groups,
            activation,
            kernel,
            bias,
        }) => Words::default()
            .always("filters", filters)
            .always("kernel_size", &sliding.size)
            .always("strides", &sliding.strides)
            .always("padding", &sliding.padding)
            .always("dilation_rate", &sliding.dilation)
            .always("groups", groups)
            .unless("activation", activation, &Function::Linear)
            .always("use_bias", &bias.is_some())
            .always("kernel_initializer", &kernel.initializer)
            .unless("penalty", &kernel.penalty, &Penalty::default())
            .array("bias", *bias, Initializer::ZEROS),
        Layer::DepthwiseConv2D(DepthwiseConv2D {
            sliding,
            depth_multiplier,
            activation,
            kernel,
            bias,
        }) => Words::default()
            .window(sliding)
            .unless("depth_multiplier", depth_multiplier, &1)
            .unless("dilation_rate", &sliding.dilation, &[1, 1])
            .unless("activation", activation, &Function::Linear)
            .unless("use_bias", &bias.is_some(), &true)
            .unless("depthwise_initializer", &kernel.initializer, &GLOROT)
            .unless("penalty", &kernel.penalty, &Penalty::default())
            .array("bias", *bias, Initializer::ZEROS),
        Layer::SeparableConv2D(SeparableConv2D {
            filters,
            sliding,
            depth_multiplier,
            activation,
            depthwise,
            pointwise,
            bias,
        }) => Words::default()
            .unless("filters", filters, &32)
            .window(sliding)
            .unless("depth_multiplier", depth_multiplier, &1)
            .unless("dilation_rate", &sliding.dilation, &[1, 1])
            .unless("activation", activation, &Function::Linear)
            .unless("use_bias", &bias.is_some(), &true)
            .unless("depthwise_initializer", &depthwise.initializer, &GLOROT)
            .unless("pointwise_initializer", &pointwise.initializer, &GLOROT)
            .unless("penalty", &depthwise.penalty, &Penalty::default())
            .unless("pointwise_penalty", &pointwise.penalty, &depthwise.penalty)
            .array("bias", *bias, Initializer::ZEROS),
        Layer::Conv2DTranspose(Conv2DTranspose {
            filters,
            sliding,
            output_padding,
            activation,
            kernel,
            bias,
        }) => Words::default()
            .unless("filters", filters, &32)
            .window(sliding)
            .unless("dilation_rate", &sliding.dilation, &[1, 1])
            .unless("activation", activation, &Function::Linear)
            .unless("use_bias", &bias.is_some(), &true)
            .unless("kernel_initializer", &kernel.initializer, &GLOROT)
            .unless("penalty", &kernel.penalty, &Penalty::default())
            .unless("output_padding", output_padding, &None)
            .array("bias", *bias, Initializer::ZEROS),
        Layer::ZeroPadding2D(ZeroPadding2D {
            top,
            bottom,
            left,
            right,
        }) => Words::default()
            .always("top", top)
            .always("bottom", bottom)
            .always("left", left)
            .always("right", right),
        Layer::Cropping2D(Cropping2D { cropping }) => {
            Words::default().unless("cropping", cropping, &[0; 4])
        }
        Layer::UpSampling2D(UpSampling2D {
            size,
            interpolation,
        }) => Words::default().unless("size", size, &[2, 2]).unless(
            "interpolation",
            interpolation,
            &Interpolation::Nearest,
        ),
        Layer::BatchNormalization(BatchNormalization {
            momentum,
            epsilon,
            axis,
            affine,
            moving_mean,
            moving_variance,
        }) => Words::default()
            .always("momentum", momentum)
            .always("epsilon", epsilon)
            .unless("axis", axis, &-1)
            .affine(affine)
            .unless("moving_mean_initializer", moving_mean, &Initializer::ZEROS)
            .unless(
                "moving_variance_initializer",
                moving_variance,
                &Initializer::ONES,
            ),
        Layer::LayerNormalization(LayerNormalization {
            axis,
            epsilon,
            affine,
        }) => Words::default()
            .unless("axis", axis, &-1)
            .unless("epsilon", epsilon, &1e-3)
            .affine(affine),
        Layer::GroupNormalization(GroupNormalization {
            groups,
            axis,
            epsilon,
            affine,
        }) => Words::default()
            .unless("groups", groups, &32)
            .unless("axis", axis, &-1)
            .unless("epsilon", epsilon, &1e-3)
            .affine(affine),
        Layer::UnitNormalization(UnitNormalization { axis }) | Layer::Softmax(Softmax { axis }) => {
            Words::default().unless("axis", axis, &-1)
        }
        Layer::Normalization(Normalization {
            axis,
            mean,
            variance,
            invert,
        }) => Words::default()
            .unless("axis", axis, &-1)
            .unless("mean", mean, &Vec::new())
            .unless("variance", variance, &Vec::new())
            .unless("invert", invert, &false),
        Layer::Rescaling(Rescaling { scale, offset }) => Words::default()
            .unless("scale", scale, &vec![1.0])
            .unless("offset", offset, &vec![0.0]),
        Layer::LayerScale(LayerScale { init_values }) => {
            Words::default().unless("init_values", init_values, &1e-6)
        }
        Layer::Dropout(Dropout { rate, noise_shape }) => Words::default()
            .always("rate", rate)
            .unless("noise_shape", noise_shape, &NoiseShape::Each),
        Layer::SpatialDropout2D(SpatialDropout2D { rate })
        | Layer::GaussianDropout(GaussianDropout { rate }) => {
            Words::default().unless("rate", rate, &0.5)
        }
        Layer::GaussianNoise(GaussianNoise { stddev }) => {
            Words::default().unless("stddev", stddev, &0.1)
        }
        Layer::Activation(Activation { function }) => Words::default().always("function", function),
        Layer::ReLU(ReLU {
            max_value,
            negative_slope,
            threshold,
        }) => Words::default()
            .unless("max_value", max_value, &None)
            .unless("negative_slope", negative_slope, &0.0)
            .unless("threshold", threshold, &0.0),
        Layer::LeakyReLU(LeakyReLU { negative_slope }) => {
            Words::default().unless("negative_slope", negative_slope, &0.3)
        }
        Layer::PReLU(PReLU { shared_axes, alpha }) => {
            shared(shared_axes.word()).array("alpha", Some(*alpha), Initializer::ZEROS)
        }
        Layer::ELU(ELU { alpha }) => Words::default().unless("alpha", alpha, &1.0),
        Layer::MaxPooling2D(MaxPooling2D {
            pool_size,
            strides,
            padding,
            ..
        })
        | Layer::AveragePooling2D(AveragePooling2D {
            pool_size,
            strides,
            padding,
            ..
        }) => Words::default()
            .always("pool_size", pool_size)
            .always("strides", strides)
            .always("padding", padding),
        Layer::GlobalMaxPooling2D(GlobalMaxPooling2D { keepdims, .. })
        | Layer::GlobalAveragePooling2D(GlobalAveragePooling2D { keepdims, .. }) => {
            Words::default().unless("keepdims", keepdims, &false)
        }
        Layer::Reshape(Reshape { target_shape }) => {
            Words::default().unless("target_shape", target_shape, &vec![None])
        }
        Layer::Permute(Permute { dims }) => Words::default().unless("dims", dims, &[2, 1, 3]),
        Layer::CustomScaleLayer(CustomScaleLayer { scale }) => {
            Words::default().unless("scale", scale, &0.1)
        }
        Layer::Dense(Dense {
            units,
            on_maps,
            activation,
            kernel,
            bias,
        }) => Words::default()
            .always("units", units)
            .unless("on_maps", on_maps, &false)
            .always("activation", activation)
            .always("use_bias", &bias.is_some())
            .always("kernel_initializer", &kernel.initializer)
            .unless("penalty", &kernel.penalty, &Penalty::default())
            .array("bias", *bias, Initializer::ZEROS),
        Layer::Flatten(_)
        | Layer::Identity(_)
        | Layer::Add(_)
        | Layer::Concatenate(_)
        | Layer::Multiply(_)
        | Layer::Subtract(_)
        | Layer::Average(_)
        | Layer::Maximum(_)
        | Layer::Minimum(_) => Words::default(),
    };
    said.about(layer.kind().entry().name)
}

/// How kernels start where nothing is said.
const GLOROT: Initializer = Initializer::GLOROT_UNIFORM;

/// The axes of slopes, as numbers and by their word: `SharedAxes([1, 2], "1, 2")`.
fn shared(word: &'static str) -> Words {
    if word == "none" {
        return Words::default();
    }
    Words::default().always("shared_axes", &Axes(word))
}

/// Axes by their word: `1, 2`.
struct Axes(&'static str);

impl Said for Axes {
    fn said(&self) -> String {
        format!("SharedAxes([{}], {:?})", self.0, self.0)
    }
}

/// What is said of the settings of one layer.
#[derive(Default)]
struct Words(Vec<String>);

impl Words {
    /// A setting that is said whatever it is.
    fn always(mut self, name: &str, value: &impl Said) -> Self {
        self.0.push(format!("{name}: {}", value.said()));
        self
    }

    /// A setting that is said unless it is as it would be without: as `usual`.
    fn unless<T: Said + PartialEq>(self, name: &str, value: &T, usual: &T) -> Self {
        if value == usual {
            return self;
        }
        self.always(name, value)
    }

    /// How a window of 3 × 3 pixels differs from what it is without being set, apart from its gaps.
    fn window(self, sliding: &Sliding) -> Self {
        self.unless("kernel_size", &sliding.size, &[3, 3])
            .unless("strides", &sliding.strides, &[1, 1])
            .unless("padding", &sliding.padding, &Padding::Valid)
    }

    /// How an array begins and what it costs, where there is one and that is not as `usual`.
    fn array(self, name: &str, array: Option<Learned>, usual: Initializer) -> Self {
        let Some(Learned {
            initializer,
            penalty,
        }) = array
        else {
            return self;
        };
        self.unless(&format!("{name}_initializer"), &initializer, &usual)
            .unless(&format!("{name}_penalty"), &penalty, &Penalty::default())
    }

    fn affine(self, Affine { gamma, beta }: &Affine) -> Self {
        self.unless("center", &beta.is_some(), &true)
            .unless("scale", &gamma.is_some(), &true)
            .array("beta", *beta, Initializer::ZEROS)
            .array("gamma", *gamma, Initializer::ONES)
    }

    fn about(self, kind: &str) -> String {
        let Self(settings) = self;
        if settings.is_empty() {
            return format!("{kind}({kind})");
        }
        format!("{kind}({kind} {{ {} }})", settings.join(", "))
    }
}

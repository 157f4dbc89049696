//! Every kind as a module for Burn, written by Netsmith.
//!
//! Cargo.toml needs
//!
//!     [dependencies]
//!     burn = { version = "0.22", features = ["flex"] }
//!     image = "0.25"
//!     safetensors = "0.8"
//!
//! As src/main.rs, `cargo run --release -- PICTURE ...` says what the network sees in pictures; its weights
//! are beside Cargo.toml then.

#![allow(unused, non_snake_case)]

use std::error::Error;
use std::path::Path;

use burn::module::{Module, Param, RunningState};
use burn::nn;
use burn::tensor::{Device, Tensor, TensorData, activation, s};
use image::imageops::FilterType;
use image::{DynamicImage, ImageDecoder, ImageReader, RgbImage};
use safetensors::SafeTensors;

/// What the network tells apart, in the order of its outputs.
pub const CLASSES: [&str; 5] = ["class 0", "class 1", "class 2", "class 3", "class 4"];

/// Where its weights are.
pub const WEIGHTS: &str = "burn_every_kind.safetensors";

/// Every kind.
#[derive(Module, Debug)]
pub struct Network {
    adapted: Statistics,
    conv_relu6: nn::conv::Conv2d,
    bn: nn::BatchNorm,
    conv___: nn::conv::Conv2d,
    depthwise: nn::conv::Conv2d,
    bn_center: nn::BatchNorm,
    separable_depthwise: nn::conv::Conv2d,
    separable_pointwise: nn::conv::Conv2d,
    transpose_same: nn::conv::ConvTranspose2d,
    transpose_valid: nn::conv::ConvTranspose2d,
    transpose_same_more: nn::conv::ConvTranspose2d,
    transpose_valid_more: nn::conv::ConvTranspose2d,
    bn_scale: nn::BatchNorm,
    p_re_lu: Param<Tensor<1>>,
    p_re_lu_all: Param<Tensor<3>>,
    ln: nn::LayerNorm,
    group: nn::GroupNorm,
    scaled: Param<Tensor<1>>,
    mixed: nn::conv::Conv2d,
    on_maps: nn::Linear,
    dropped: nn::Dropout,
    noise: nn::GaussianNoise,
    dense: nn::Linear,
    bn_vector: nn::BatchNorm,
    scaled_vector: Param<Tensor<1>>,
    ln_vector: nn::LayerNorm,
    p_re_lu_vector: Param<Tensor<1>>,
    logits: nn::Linear,
}

impl Network {
    /// The network with first weights.
    pub fn new(device: &Device) -> Self {
        Self {
            adapted: Statistics::new(3, device),
            conv_relu6: nn::conv::Conv2dConfig::new([3, 8], [3, 2]).with_stride([2, 2]).with_padding(nn::PaddingConfig2d::Explicit(1, 0, 1, 0)).init(device),
            bn: nn::BatchNormConfig::new(8).with_epsilon(0.01).with_momentum(0.01).init(device),
            conv___: nn::conv::Conv2dConfig::new([8, 8], [2, 3]).with_dilation([2, 1]).with_groups(2).with_padding(nn::PaddingConfig2d::Explicit(1, 1, 1, 1)).with_bias(false).init(device),
            depthwise: nn::conv::Conv2dConfig::new([8, 16], [3, 2]).with_groups(8).with_padding(nn::PaddingConfig2d::Explicit(1, 0, 1, 1)).init(device),
            bn_center: nn::BatchNormConfig::new(16).with_epsilon(0.001).with_momentum(0.01).init(device),
            separable_depthwise: nn::conv::Conv2dConfig::new([16, 32], [3, 3]).with_groups(16).with_bias(false).init(device),
            separable_pointwise: nn::conv::Conv2dConfig::new([32, 12], [1, 1]).init(device),
            transpose_same: nn::conv::ConvTranspose2dConfig::new([12, 6], [3, 4]).with_stride([2, 2]).init(device),
            transpose_valid: nn::conv::ConvTranspose2dConfig::new([6, 8], [1, 2]).with_stride([2, 1]).with_padding_out([1, 0]).init(device),
            transpose_same_more: nn::conv::ConvTranspose2dConfig::new([8, 8], [3, 2]).with_stride([2, 2]).init(device),
            transpose_valid_more: nn::conv::ConvTranspose2dConfig::new([8, 8], [3, 3]).with_stride([1, 2]).with_padding_out([0, 1]).init(device),
            bn_scale: nn::BatchNormConfig::new(8).with_epsilon(0.001).with_momentum(0.01).init(device),
            p_re_lu: Param::from_tensor(Tensor::full([8], 0.0, device)),
            p_re_lu_all: Param::from_tensor(Tensor::full([8, 23, 32], 0.0, device)),
            ln: nn::LayerNormConfig::new(8).with_epsilon(0.001).init(device),
            group: nn::GroupNormConfig::new(2, 8).with_epsilon(0.001).init(device),
            scaled: Param::from_tensor(Tensor::full([8], 0.1, device)),
            mixed: nn::conv::Conv2dConfig::new([232, 8], [1, 1]).init(device),
            on_maps: nn::LinearConfig::new(8, 8).init(device),
            dropped: nn::DropoutConfig::new(0.25).init(),
            noise: nn::GaussianNoiseConfig::new(0.1).init(),
            dense: nn::LinearConfig::new(1176, 16).init(device),
            bn_vector: nn::BatchNormConfig::new(24).with_epsilon(0.001).with_momentum(0.01).init(device),
            scaled_vector: Param::from_tensor(Tensor::full([24], 1e-6, device)),
            ln_vector: nn::LayerNormConfig::new(24).with_epsilon(0.001).init(device),
            p_re_lu_vector: Param::from_tensor(Tensor::full([24], 0.0, device)),
            logits: nn::LinearConfig::new(24, 5).init(device),
        }
    }

    /// The network with the weights of the file at `path`.
    pub fn load(path: impl AsRef<Path>, device: &Device) -> Result<Self, Box<dyn Error>> {
        let bytes = std::fs::read(path)?;
        let weights = Weights {
            file: SafeTensors::deserialize(&bytes)?,
            device,
        };
        let mut network = Self::new(device);
        network.adapted.mean = weights.param("adapted.mean")?;
        network.adapted.variance = weights.param("adapted.variance")?;
        network.conv_relu6.weight = weights.param("conv_relu6.weight")?;
        network.conv_relu6.bias = Some(weights.param("conv_relu6.bias")?);
        network.bn.gamma = weights.param("bn.weight")?;
        network.bn.beta = weights.param("bn.bias")?;
        network.bn.running_mean = weights.state("bn.running_mean")?;
        network.bn.running_var = weights.state("bn.running_var")?;
        network.conv___.weight = weights.param("conv___.weight")?;
        network.depthwise.weight = weights.param("depthwise.weight")?;
        network.depthwise.bias = Some(weights.param("depthwise.bias")?);
        network.bn_center.gamma = weights.param("bn_center.weight")?;
        network.bn_center.beta = weights.param("bn_center.bias")?;
        network.bn_center.running_mean = weights.state("bn_center.running_mean")?;
        network.bn_center.running_var = weights.state("bn_center.running_var")?;
        network.separable_depthwise.weight = weights.param("separable_depthwise.weight")?;
        network.separable_pointwise.weight = weights.param("separable_pointwise.weight")?;
        network.separable_pointwise.bias = Some(weights.param("separable_pointwise.bias")?);
        network.transpose_same.weight = weights.param("transpose_same.weight")?;
        network.transpose_same.bias = Some(weights.param("transpose_same.bias")?);
        network.transpose_valid.weight = weights.param("transpose_valid.weight")?;
        network.transpose_valid.bias = Some(weights.param("transpose_valid.bias")?);
        network.transpose_same_more.weight = weights.param("transpose_same_more.weight")?;
        network.transpose_same_more.bias = Some(weights.param("transpose_same_more.bias")?);
        network.transpose_valid_more.weight = weights.param("transpose_valid_more.weight")?;
        network.transpose_valid_more.bias = Some(weights.param("transpose_valid_more.bias")?);
        network.bn_scale.gamma = weights.param("bn_scale.weight")?;
        network.bn_scale.beta = weights.param("bn_scale.bias")?;
        network.bn_scale.running_mean = weights.state("bn_scale.running_mean")?;
        network.bn_scale.running_var = weights.state("bn_scale.running_var")?;
        network.p_re_lu = weights.param("p_re_lu.weight")?;
        network.p_re_lu_all = weights.param("p_re_lu_all.weight")?;
        network.ln.gamma = weights.param("ln.weight")?;
        network.ln.beta = Some(weights.param("ln.bias")?);
        network.group.gamma = Some(weights.param("group.weight")?);
        network.group.beta = Some(weights.param("group.bias")?);
        network.scaled = weights.param("scaled.gamma")?;
        network.mixed.weight = weights.param("mixed.weight")?;
        network.mixed.bias = Some(weights.param("mixed.bias")?);
        network.on_maps.weight = weights.transposed("on_maps.weight")?;
        network.on_maps.bias = Some(weights.param("on_maps.bias")?);
        network.dense.weight = weights.transposed("dense.weight")?;
        network.dense.bias = Some(weights.param("dense.bias")?);
        network.bn_vector.gamma = weights.param("bn_vector.weight")?;
        network.bn_vector.beta = weights.param("bn_vector.bias")?;
        network.bn_vector.running_mean = weights.state("bn_vector.running_mean")?;
        network.bn_vector.running_var = weights.state("bn_vector.running_var")?;
        network.scaled_vector = weights.param("scaled_vector.gamma")?;
        network.ln_vector.gamma = weights.param("ln_vector.weight")?;
        network.ln_vector.beta = Some(weights.param("ln_vector.bias")?);
        network.p_re_lu_vector = weights.param("p_re_lu_vector.weight")?;
        network.logits.weight = weights.transposed("logits.weight")?;
        network.logits.bias = Some(weights.param("logits.bias")?);
        Ok(network)
    }

    /// Of pictures `[batch, 3, 25, 18]`: the sums before the softmax.
    pub fn forward(&self, x: Tensor<4>) -> Tensor<2> {
        let x = self.adapted.forward(x);
        let x = standardized(x, &[0.1, 0.2, 0.3], &[0.7071067811865476]);
        let x = x * 0.75 + 0.125;
        let x = activation::relu6(self.conv_relu6.forward(x));
        let x = self.bn.forward(x);
        let x = self.conv___.forward(x);
        let x = activation::hard_swish(self.depthwise.forward(x));
        let x = self.bn_center.forward(x);
        let x = activation::gelu_approximate(self.separable_pointwise.forward(self.separable_depthwise.forward(x)));
        let x = activation::leaky_relu(self.transpose_same.forward(x).slice(s![.., .., 0..22, 1..15]), 0.2);
        let x = self.transpose_valid.forward(x);
        let x = self.transpose_same_more.forward(x).slice(s![.., .., 1..88, 0..29]);
        let x = self.transpose_valid_more.forward(x);
        let x = self.bn_scale.forward(x);
        let x = nn::pool::MaxPool2dConfig::new([3, 2]).with_strides([2, 2]).with_padding(nn::PaddingConfig2d::Explicit(1, 0, 1, 0)).init().forward(x);
        let x = nn::pool::AvgPool2dConfig::new([2, 3]).with_strides([1, 1]).with_padding(nn::PaddingConfig2d::Explicit(0, 1, 1, 1)).with_count_include_pad(false).init().forward(x);
        let x = nn::pool::AvgPool2dConfig::new([3, 3]).with_strides([2, 1]).with_padding(nn::PaddingConfig2d::Explicit(1, 1, 1, 1)).with_count_include_pad(false).init().forward(x);
        let x = x.pad((2, 1, 1, 0), 0.0);
        let x19 = x.slice(s![.., .., 0..23, 1..33]);
        let x20 = x19.clone();
        let x21 = activation::relu(x19.clone());
        let x22 = activation::sigmoid(x19.clone());
        let x23 = activation::softmax(x19.clone(), 1);
        let x24 = activation::tanh(x19.clone());
        let x25 = activation::leaky_relu(x19.clone(), 0.2);
        let x26 = activation::elu(x19.clone(), 1.0);
        let x27 = activation::gelu(x19.clone());
        let x28 = activation::silu(x19.clone());
        let x29 = activation::gelu_approximate(x19.clone());
        let x30 = activation::relu6(x19.clone());
        let x31 = activation::hard_sigmoid(x19.clone(), 1.0 / 6.0, 0.5);
        let x32 = activation::hard_swish(x19.clone());
        let x33 = activation::selu(x19.clone());
        let x34 = activation::softplus(x19.clone(), 1.0);
        let x35 = activation::softsign(x19.clone());
        let x36 = activation::mish(x19.clone());
        let x37 = Tensor::exp(x19.clone());
        let x38 = activation::log_softmax(x19.clone(), 1);
        let x39 = clipped(x19.clone(), Some(1.5), 0.1, 0.2);
        let x40 = activation::leaky_relu(x19.clone(), 0.05);
        let x41 = bent(x19.clone(), by_channel::<4>(self.p_re_lu.val()));
        let x42 = bent(x19.clone(), self.p_re_lu_all.val().unsqueeze::<4>());
        let x43 = activation::elu(x19.clone(), 0.5);
        let x44 = activation::softmax(x19.clone(), 1);
        let x45 = self.ln.forward(x19.clone().permute([0, 2, 3, 1])).permute([0, 3, 1, 2]);
        let x46 = self.group.forward(x19.clone());
        let x47 = unit(x19.clone());
        let x = x19.clone() * by_channel::<4>(self.scaled.val());
        let x = Tensor::cat(vec![x20, x21, x22, x23, x24, x25, x26, x27, x28, x29, x30, x31, x32, x33, x34, x35, x36, x37, x38, x39, x40, x41, x42, x43, x44, x45, x46, x47, x], 1);
        let x50 = activation::selu(self.mixed.forward(x));
        let x = x50.clone().mean_dim(3).mean_dim(2);
        let x = activation::hard_sigmoid(self.on_maps.forward(x.permute([0, 2, 3, 1])).permute([0, 3, 1, 2]), 1.0 / 6.0, 0.5);
        let x53 = x50 * x;
        let x54 = x53.clone() - x19.clone();
        let x55 = (x53.clone() + x19.clone() + x54.clone()) / 3.0;
        let x56 = x55.clone().max_pair(x53);
        let x = x55.min_pair(x19);
        let x = x56 + x * 0.3;
        let x = x + x54;
        let x = self.dropped.forward(x);
        let x = self.noise.forward(x);
        let x = nn::interpolate::Interpolate2dConfig::new().with_output_size(Some([23, 64])).with_mode(nn::interpolate::InterpolateMode::Linear).with_align_corners(false).init().forward(x);
        let x = nn::interpolate::Interpolate2dConfig::new().with_output_size(Some([46, 64])).with_mode(nn::interpolate::InterpolateMode::Nearest).with_align_corners(false).init().forward(x);
        let x = enlarged(x, [1, 2], |x| cubic(x));
        let x = enlarged(x, [2, 1], |x| lanczos(x, 3.0));
        let x = enlarged(x, [1, 2], |x| lanczos(x, 5.0));
        let x = nn::pool::AvgPool2dConfig::new([4, 4]).with_strides([4, 4]).with_count_include_pad(false).init().forward(x);
        let x = x.permute([0, 1, 3, 2]);
        let x73 = nn::pool::MaxPool2dConfig::new([3, 3]).with_strides([3, 3]).init().forward(x);
        let x = x73.clone().permute([0, 2, 3, 1]).flatten::<2>(1, 3);
        let x = x.reshape([-1, 4, 147, 2]).permute([0, 3, 1, 2]);
        let x = x.permute([0, 2, 3, 1]).flatten::<2>(1, 3);
        let x77 = activation::tanh(self.dense.forward(x));
        let x = x73.max_dim(3).max_dim(2).flatten::<2>(1, 3);
        let x = Tensor::cat(vec![x77, x], 1);
        let x = self.bn_vector.forward(x);
        let x = x * by_channel::<2>(self.scaled_vector.val());
        let x = self.ln_vector.forward(x);
        let x = bent(x, by_channel::<2>(self.p_re_lu_vector.val()));
        let x = self.logits.forward(x);
        x
    }

    /// What the network says.
    pub fn probabilities(&self, x: Tensor<4>) -> Tensor<2> {
        activation::softmax(self.forward(x), 1)
    }
}

/// `x` where it is above zero, a slope below.
fn bent<const D: usize>(x: Tensor<D>, slopes: Tensor<D>) -> Tensor<D> {
    activation::relu(x.clone()) - slopes * activation::relu(-x)
}

/// One number for each channel.
fn by_channel<const D: usize>(numbers: Tensor<1>) -> Tensor<D> {
    let mut shape = [1; D];
    shape[1] = numbers.dims()[0];
    numbers.reshape(shape)
}

/// `x` from a threshold on, at most `most`; a slope below.
fn clipped<const D: usize>(x: Tensor<D>, most: Option<f64>, slope: f64, threshold: f64) -> Tensor<D> {
    let above = match most {
        Some(most) => x.clone().clamp_max(most),
        None => x.clone(),
    };
    let is_below = x.clone().lower_scalar(threshold);
    above.mask_where(is_below, (x - threshold) * slope)
}

/// A larger map: each new pixel is a sum over those around, by how far from it they lie; what lies beyond the border does
/// not count.
fn enlarged(x: Tensor<4>, factors: [usize; 2], share: impl Fn(f64) -> f64) -> Tensor<4> {
    let [batch, channels, height, width] = x.dims();
    let device = x.device();
    let shares = |length: usize, factor: usize| {
        let mut all = Vec::with_capacity(length * factor * length);
        for new in 0..length * factor {
            let center = (new as f64 + 0.5) / factor as f64 - 0.5;
            let counts: Vec<f64> = (0..length).map(|old| share((old as f64 - center).abs())).collect();
            let sum: f64 = counts.iter().sum();
            all.extend(counts.iter().map(|count| (count / sum) as f32));
        }
        Tensor::<3>::from_data(TensorData::new(all, [1, length * factor, length]), &device)
    };
    let (tall, wide) = (height * factors[0], width * factors[1]);
    let rows = shares(height, factors[0]).matmul(x.reshape([batch * channels, height, width]));
    let columns = shares(width, factors[1]).matmul(rows.swap_dims(1, 2));
    columns.swap_dims(1, 2).reshape([batch, channels, tall, wide])
}

/// Keys's cubic with -1/2.
#[allow(dead_code)]
fn cubic(x: f64) -> f64 {
    match x {
        x if x < 1.0 => ((1.5 * x - 2.5) * x) * x + 1.0,
        x if x < 2.0 => ((-0.5 * x + 2.5) * x - 4.0) * x + 2.0,
        _ => 0.0,
    }
}

/// Lanczos's window of this radius.
#[allow(dead_code)]
fn lanczos(x: f64, radius: f64) -> f64 {
    let sinc = |x: f64| if x < 1e-9 { 1.0 } else { (std::f64::consts::PI * x).sin() / (std::f64::consts::PI * x) };
    if x < radius { sinc(x) * sinc(x / radius) } else { 0.0 }
}

/// Channels brought to mean 0 and variance 1 by numbers that are known.
fn standardized<const D: usize>(x: Tensor<D>, mean: &[f32], deviation: &[f32]) -> Tensor<D> {
    let device = x.device();
    let tensor = |numbers: &[f32]| {
        let data = TensorData::new(numbers.to_vec(), [numbers.len()]);
        by_channel::<D>(Tensor::<1>::from_data(data, &device))
    };
    (x - tensor(mean)) / tensor(deviation)
}

/// Channels brought to mean 0 and variance 1 by statistics that no training moves.
#[derive(Module, Debug)]
pub struct Statistics {
    mean: Param<Tensor<1>>,
    variance: Param<Tensor<1>>,
}

impl Statistics {
    fn new(channels: usize, device: &Device) -> Self {
        let fixed = |tensor| Param::from_tensor(tensor).set_require_grad(false);
        Self {
            mean: fixed(Tensor::zeros([channels], device)),
            variance: fixed(Tensor::ones([channels], device)),
        }
    }

    fn deviation<const D: usize>(&self) -> Tensor<D> {
        by_channel(self.variance.val().sqrt().clamp_min(1e-7))
    }

    fn forward<const D: usize>(&self, x: Tensor<D>) -> Tensor<D> {
        (x - by_channel::<D>(self.mean.val())) / self.deviation::<D>()
    }

    fn inverted<const D: usize>(&self, x: Tensor<D>) -> Tensor<D> {
        x * self.deviation::<D>() + by_channel::<D>(self.mean.val())
    }
}

/// Channels brought to length 1.
fn unit<const D: usize>(x: Tensor<D>) -> Tensor<D> {
    let length = x.clone().square().sum_dim(1).clamp_min(1e-12).sqrt();
    x / length
}

/// The numbers of a file, by their names.
struct Weights<'a> {
    file: SafeTensors<'a>,
    device: &'a Device,
}

impl Weights<'_> {
    fn tensor<const D: usize>(&self, name: &str) -> Result<Tensor<D>, Box<dyn Error>> {
        let view = self.file.tensor(name)?;
        if view.dtype() != safetensors::Dtype::F32 || view.shape().len() != D {
            return Err(format!("{name} is {:?} of shape {:?}", view.dtype(), view.shape()).into());
        }
        let bytes = view.data().chunks_exact(4);
        let values: Vec<f32> = bytes.map(|it| f32::from_le_bytes([it[0], it[1], it[2], it[3]])).collect();
        Ok(Tensor::from_data(TensorData::new(values, view.shape().to_vec()), self.device))
    }

    fn param<const D: usize>(&self, name: &str) -> Result<Param<Tensor<D>>, Box<dyn Error>> {
        Ok(Param::from_tensor(self.tensor(name)?))
    }

    fn state(&self, name: &str) -> Result<RunningState<Tensor<1>>, Box<dyn Error>> {
        Ok(RunningState::new(self.tensor(name)?))
    }

    /// What PyTorch keeps as `[outputs, inputs]`.
    fn transposed(&self, name: &str) -> Result<Param<Tensor<2>>, Box<dyn Error>> {
        Ok(Param::from_tensor(self.tensor::<2>(name)?.transpose()))
    }
}

/// A picture file, upright.
pub fn opened(path: impl AsRef<Path>) -> Result<DynamicImage, Box<dyn Error>> {
    let mut decoder = ImageReader::open(path)?.with_guessed_format()?.into_decoder()?;
    let orientation = decoder.orientation()?;
    let mut picture = DynamicImage::from_decoder(decoder)?;
    picture.apply_orientation(orientation);
    Ok(picture)
}

/// A picture as the network has to get it, `[1, 3, 25, 18]`.
pub fn prepare(picture: &DynamicImage, device: &Device) -> Tensor<4> {
    let picture = DynamicImage::ImageRgb8(on_white(picture));
    let picture = if (picture.width(), picture.height()) == (18, 25) {
        picture
    } else {
        picture.resize_exact(18, 25, FilterType::Triangle)
    };
    let values = picture.as_bytes().iter();
    let values: Vec<f32> = values.map(|value| f32::from(*value) * 0.007843138 + -1.0).collect();
    let data = TensorData::new(values, [1, 25, 18, 3]);
    Tensor::<4>::from_data(data, device).permute([0, 3, 1, 2])
}

/// A picture on white paper.
fn on_white(picture: &DynamicImage) -> RgbImage {
    if !picture.has_alpha() {
        return picture.to_rgb8();
    }
    let rgba = picture.to_rgba8();
    let mut flat = RgbImage::new(rgba.width(), rgba.height());
    for (to, from) in flat.pixels_mut().zip(rgba.pixels()) {
        let alpha = u32::from(from[3]);
        let mix = |value: u8| ((u32::from(value) * alpha + 255 * (255 - alpha) + 127) / 255) as u8;
        *to = image::Rgb([mix(from[0]), mix(from[1]), mix(from[2])]);
    }
    flat
}

fn main() -> Result<(), Box<dyn Error>> {
    let device = Device::default();
    let network = Network::load(WEIGHTS, &device)?;
    for path in std::env::args().skip(1) {
        let said = network.probabilities(prepare(&opened(&path)?, &device));
        let said: Vec<f32> = said.into_data().iter::<f32>().collect();
        let said: Vec<String> = said.iter().map(|number| format!("{number:.6}")).collect();
        println!("{path} {}", said.join(" "));
    }
    Ok(())
}

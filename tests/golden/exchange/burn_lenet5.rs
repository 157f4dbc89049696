//! LeNet-5 as a module for Burn, written by Netsmith.
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
pub const CLASSES: [&str; 10] = ["class 0", "class 1", "class 2", "class 3", "class 4", "class 5", "class 6", "class 7", "class 8", "class 9"];

/// Where its weights are.
pub const WEIGHTS: &str = "burn_lenet5.safetensors";

/// LeNet-5.
#[derive(Module, Debug)]
pub struct Network {
    conv1: nn::conv::Conv2d,
    conv2: nn::conv::Conv2d,
    fc1: nn::Linear,
    fc2: nn::Linear,
    fc3: nn::Linear,
}

impl Network {
    /// The network with first weights.
    pub fn new(device: &Device) -> Self {
        Self {
            conv1: nn::conv::Conv2dConfig::new([1, 6], [5, 5]).init(device),
            conv2: nn::conv::Conv2dConfig::new([6, 16], [5, 5]).init(device),
            fc1: nn::LinearConfig::new(400, 120).init(device),
            fc2: nn::LinearConfig::new(120, 84).init(device),
            fc3: nn::LinearConfig::new(84, 10).init(device),
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
        network.conv1.weight = weights.param("conv1.weight")?;
        network.conv1.bias = Some(weights.param("conv1.bias")?);
        network.conv2.weight = weights.param("conv2.weight")?;
        network.conv2.bias = Some(weights.param("conv2.bias")?);
        network.fc1.weight = weights.transposed("fc1.weight")?;
        network.fc1.bias = Some(weights.param("fc1.bias")?);
        network.fc2.weight = weights.transposed("fc2.weight")?;
        network.fc2.bias = Some(weights.param("fc2.bias")?);
        network.fc3.weight = weights.transposed("fc3.weight")?;
        network.fc3.bias = Some(weights.param("fc3.bias")?);
        Ok(network)
    }

    /// Of pictures `[batch, 1, 32, 32]`: the sums before the softmax.
    pub fn forward(&self, x: Tensor<4>) -> Tensor<2> {
        let x = self.conv1.forward(x);
        let x = activation::tanh(x);
        let x = nn::pool::AvgPool2dConfig::new([2, 2]).with_strides([2, 2]).with_count_include_pad(false).init().forward(x);
        let x = self.conv2.forward(x);
        let x = activation::tanh(x);
        let x = nn::pool::AvgPool2dConfig::new([2, 2]).with_strides([2, 2]).with_count_include_pad(false).init().forward(x);
        let x = x.permute([0, 2, 3, 1]).flatten::<2>(1, 3);
        let x = activation::tanh(self.fc1.forward(x));
        let x = activation::tanh(self.fc2.forward(x));
        let x = self.fc3.forward(x);
        x
    }

    /// What the network says.
    pub fn probabilities(&self, x: Tensor<4>) -> Tensor<2> {
        activation::softmax(self.forward(x), 1)
    }
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

/// A picture as the network has to get it, `[1, 1, 32, 32]`.
pub fn prepare(picture: &DynamicImage, device: &Device) -> Tensor<4> {
    let picture = DynamicImage::ImageLuma8(luma(picture));
    let picture = if (picture.width(), picture.height()) == (32, 32) {
        picture
    } else {
        picture.resize_exact(32, 32, FilterType::Triangle)
    };
    let values = picture.as_bytes().iter();
    let values: Vec<f32> = values.map(|value| f32::from(*value) * 0.007843138 + -1.0).collect();
    let data = TensorData::new(values, [1, 32, 32, 1]);
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

/// A picture in shades of gray, by Rec. 601.
fn luma(picture: &DynamicImage) -> image::GrayImage {
    if let DynamicImage::ImageLuma8(gray) = picture {
        return gray.clone();
    }
    let rgb = on_white(picture);
    let mut gray = image::GrayImage::new(rgb.width(), rgb.height());
    for (to, from) in gray.pixels_mut().zip(rgb.pixels()) {
        let [red, green, blue] = from.0.map(u32::from);
        to[0] = ((red * 19_595 + green * 38_470 + blue * 7_471 + 0x8000) >> 16) as u8;
    }
    gray
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

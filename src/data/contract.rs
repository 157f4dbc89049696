//! The preprocessing contract: what happens to every image before a network sees it, written down once and carried
//! along with the weights, so that a dropped photograph goes the same way as the training data.

use image::DynamicImage;
use serde::{Deserialize, Serialize};

use super::error::DataError;
use super::fitting::{luma, on_white, resized};
use super::pixels::Image;
use super::shape::ImageShape;
use crate::message;
use crate::text::Message;

/// How a image of another size becomes the network's size.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ResizeMode {
    /// Each axis by itself, as Keras's `load_img(target_size=…)` does; shapes are distorted, nothing is lost.
    #[default]
    Stretch,
    /// The largest centered part of the right proportions; edges are lost. Keras: `crop_to_aspect_ratio`.
    Crop,
    /// The whole image, with black bars. Keras: `pad_to_aspect_ratio`.
    Pad,
}

impl ResizeMode {
    /// All modes, in the order in which they are offered.
    pub const ALL: [Self; 3] = [Self::Stretch, Self::Crop, Self::Pad];

    /// The word for it, as in project files.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Stretch => "stretch",
            Self::Crop => "crop",
            Self::Pad => "pad",
        }
    }

    /// What the mode of this name is called in a sentence.
    pub(super) fn words_of(name: &str) -> Message {
        let mode = Self::ALL.into_iter().find(|mode| mode.name() == name);
        match mode.unwrap_or_default() {
            Self::Stretch => message!("resized-by-stretching"),
            Self::Crop => message!("resized-by-cropping"),
            Self::Pad => message!("resized-by-padding"),
        }
    }
}

/// Which colors a network gets, named as in Keras.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ColorMode {
    /// Red, green, blue.
    #[default]
    Rgb,
    /// One channel of luma, with the weights of Rec. 601 (0.299, 0.587, 0.114) that PIL and so Keras use.
    Grayscale,
}

impl ColorMode {
    /// 3 or 1.
    pub const fn channels(self) -> usize {
        match self {
            Self::Rgb => 3,
            Self::Grayscale => 1,
        }
    }
}

/// What a image goes through on its way into a network: turned upright, transparency laid on white, colors as the
/// network has them, resized, then `value · scale + offset` with values from 0 to 255.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "ContractText", into = "ContractText")]
pub struct Contract {
    shape: ImageShape,
    resize: ResizeMode,
    scale: f32,
    offset: f32,
}

/// The contract as it stands in project files and in the metadata of weights.
#[derive(Serialize, Deserialize)]
struct ContractText {
    height: u64,
    width: u64,
    #[serde(default)]
    color_mode: ColorMode,
    #[serde(default)]
    resize: ResizeMode,
    #[serde(default = "default_scale")]
    scale: f32,
    #[serde(default)]
    offset: f32,
}

fn default_scale() -> f32 {
    Contract::DEFAULT_SCALE
}

impl From<Contract> for ContractText {
    fn from(contract: Contract) -> Self {
        Self {
            height: contract.shape.height() as u64,
            width: contract.shape.width() as u64,
            color_mode: contract.color_mode(),
            resize: contract.resize,
            scale: contract.scale,
            offset: contract.offset,
        }
    }
}

impl TryFrom<ContractText> for Contract {
    type Error = DataError;

    fn try_from(text: ContractText) -> Result<Self, DataError> {
        let shape = ImageShape::new(text.height, text.width, text.color_mode.channels() as u64)?;
        Self::new(shape)
            .with_resize(text.resize)
            .with_scale(text.scale, text.offset)
    }
}

/// A image made ready for a network.
#[derive(Debug, Clone, PartialEq)]
pub struct Prepared {
    /// What the network gets, `[height, width, channels]`.
    pub values: Vec<f32>,
    /// The same before scaling: what the network really sees.
    pub seen: Image,
}

impl Default for Contract {
    /// The course's: 64 × 64 RGB, stretched, 1/255.
    fn default() -> Self {
        Self::new(ImageShape::course())
    }
}

impl Contract {
    /// 1/255, as `Rescaling(1/255)` in Keras and `X / 255.` in the course.
    pub const DEFAULT_SCALE: f32 = 1.0 / 255.0;

    /// Stretch to `shape`, scale by 1/255.
    pub const fn new(shape: ImageShape) -> Self {
        Self {
            shape,
            resize: ResizeMode::Stretch,
            scale: Self::DEFAULT_SCALE,
            offset: 0.0,
        }
    }

    /// The same with another way of resizing.
    #[must_use]
    pub const fn with_resize(self, resize: ResizeMode) -> Self {
        Self { resize, ..self }
    }

    /// The same for another input size.
    #[must_use]
    pub const fn with_shape(self, shape: ImageShape) -> Self {
        Self { shape, ..self }
    }

    /// What black and white become, the lower one first.
    pub fn range(&self) -> [f32; 2] {
        let (black, white) = (self.offset, 255.0 * self.scale + self.offset);
        [black.min(white), black.max(white)]
    }

    /// The same with values `0..=255` mapped to `value · scale + offset`.
    ///
    /// # Errors
    /// [`DataError::BadScale`] if one is not finite or the scale is 0.
    pub fn with_scale(self, scale: f32, offset: f32) -> Result<Self, DataError> {
        if scale == 0.0 || !scale.is_finite() || !offset.is_finite() {
            return Err(DataError::BadScale {
                scale: scale.to_string(),
                offset: offset.to_string(),
            });
        }
        Ok(Self {
            scale,
            offset,
            ..self
        })
    }

    /// The network's input: height, width, channels.
    pub const fn shape(&self) -> ImageShape {
        self.shape
    }

    /// RGB or gray, by the number of channels.
    pub const fn color_mode(&self) -> ColorMode {
        if self.shape.channels() == 1 {
            ColorMode::Grayscale
        } else {
            ColorMode::Rgb
        }
    }

    /// How images of another size are treated.
    pub const fn resize(&self) -> ResizeMode {
        self.resize
    }

    /// Factor on values from 0 to 255.
    pub const fn scale(&self) -> f32 {
        self.scale
    }

    /// Added after the factor.
    pub const fn offset(&self) -> f32 {
        self.offset
    }

    /// Prepares an own image, such as [`super::decode_file`] gives it.
    pub fn apply(&self, image: &DynamicImage) -> Prepared {
        let seen = self.fit(image);
        let mut values = Vec::with_capacity(seen.pixels().len());
        self.scale_onto(seen.pixels(), &mut values);
        Prepared { values, seen }
    }

    /// Prepares a image of a data set.
    pub fn apply_picture(&self, picture: &Image) -> Prepared {
        if picture.shape() == self.shape {
            let mut values = Vec::with_capacity(picture.pixels().len());
            self.scale_onto(picture.pixels(), &mut values);
            return Prepared {
                values,
                seen: picture.clone(),
            };
        }
        self.apply(&picture.to_dynamic())
    }

    /// The image a network with this contract sees: everything but the scaling.
    pub fn fit(&self, image: &DynamicImage) -> Image {
        let colored = match self.color_mode() {
            ColorMode::Rgb => DynamicImage::ImageRgb8(on_white(image)),
            ColorMode::Grayscale => DynamicImage::ImageLuma8(luma(image)),
        };
        let resized = resized(colored, self.shape, self.resize);
        Image::new(self.shape, resized.into_bytes())
            .expect("resized to the contract's size and colors")
    }

    /// What values of a network's input look like: the inverse of the scaling, cut off at black and white. `None` where they
    /// are not those of one image.
    pub fn picture_of(&self, values: &[f32]) -> Option<Image> {
        let pixel = |value: &f32| {
            let pixel = (value - self.offset) / self.scale;
            pixel.round().clamp(0.0, 255.0) as u8
        };
        Image::new(self.shape, values.iter().map(pixel).collect())
    }

    /// Appends `value · scale + offset` for each value.
    pub fn scale_onto(&self, pixels: &[u8], values: &mut Vec<f32>) {
        values.extend(
            pixels
                .iter()
                .map(|&value| f32::from(value) * self.scale + self.offset),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use image::{GrayImage, Luma, Rgb, RgbImage, Rgba, RgbaImage};

    fn contract(height: u64, width: u64, channels: u64) -> Contract {
        Contract::new(ImageShape::new(height, width, channels).expect("valid"))
    }

    /// A white column in the middle third of a wide black image, 12 × 4.
    fn striped() -> DynamicImage {
        DynamicImage::ImageRgb8(RgbImage::from_fn(12, 4, |x, _| {
            Rgb([if (4..8).contains(&x) { 255 } else { 0 }; 3])
        }))
    }

    #[test]
    fn a_picture_of_the_right_size_is_only_scaled() {
        let image = DynamicImage::ImageRgb8(RgbImage::from_pixel(2, 2, Rgb([0, 51, 255])));
        let prepared = contract(2, 2, 3).apply(&image);
        assert_eq!(prepared.seen.pixels()[..3], [0, 51, 255]);
        for (value, expected) in prepared.values.iter().zip([0.0, 0.2, 1.0]) {
            // Times 1/255 and divided by 255 may differ in the last bit.
            assert!((value - expected).abs() < 1e-7, "{value} {expected}");
        }
    }

    #[test]
    fn scale_and_offset_reach_minus_one_to_one() {
        let contract = contract(1, 2, 1)
            .with_scale(1.0 / 127.5, -1.0)
            .expect("finite");
        let prepared = contract.apply(&DynamicImage::ImageLuma8(GrayImage::from_fn(
            2,
            1,
            |x, _| Luma([x as u8 * 255]),
        )));
        assert_eq!(prepared.values, [-1.0, 1.0]);
    }

    #[test]
    fn a_picture_comes_back_from_its_values() {
        let contract = contract(1, 3, 1)
            .with_scale(-1.0 / 127.5, 1.0)
            .expect("finite");
        let mut values = Vec::new();
        contract.scale_onto(&[0, 77, 255], &mut values);
        let found = contract.picture_of(&values).expect("of one image");
        assert_eq!(found.pixels(), [0, 77, 255]);
        let beyond = contract
            .picture_of(&[9.0, -0.5, -9.0])
            .expect("of one image");
        assert_eq!(beyond.pixels(), [0, 191, 255]);
        assert_eq!(contract.picture_of(&[0.0]), None);
    }

    #[test]
    fn transparency_is_laid_on_white() {
        let image = DynamicImage::ImageRgba8(RgbaImage::from_pixel(1, 1, Rgba([255, 0, 0, 102])));
        // 0 · 0.4 + 255 · 0.6 = 153
        assert_eq!(contract(1, 1, 3).fit(&image).pixels(), [255, 153, 153]);
    }

    #[test]
    fn gray_follows_rec_601() {
        // Pillow: Image.new("RGB", (1, 1), (200, 100, 50)).convert("L") is 124.
        let image = DynamicImage::ImageRgb8(RgbImage::from_pixel(1, 1, Rgb([200, 100, 50])));
        assert_eq!(contract(1, 1, 1).fit(&image).pixels(), [124]);
    }

    #[test]
    fn stretch_keeps_everything_crop_the_middle_pad_adds_bars() {
        let stretched = contract(4, 4, 3).fit(&striped());
        assert!(stretched.pixels()[0] < 64, "the black edge is still there");
        let cropped = contract(4, 4, 3)
            .with_resize(ResizeMode::Crop)
            .fit(&striped());
        assert!(
            cropped.pixels().iter().all(|&value| value == 255),
            "only the white middle is left"
        );
        let padded = contract(12, 12, 3)
            .with_resize(ResizeMode::Pad)
            .fit(&striped());
        let rows: Vec<u8> = (0..12)
            .map(|row| padded.pixels()[(row * 12 + 6) * 3])
            .collect();
        assert_eq!(rows, [0, 0, 0, 0, 255, 255, 255, 255, 0, 0, 0, 0]);
    }

    #[test]
    fn a_contract_survives_its_file_and_a_short_one_gets_defaults() {
        let contract = contract(32, 48, 1)
            .with_resize(ResizeMode::Crop)
            .with_scale(0.5, -3.0)
            .expect("finite");
        let text = serde_json::to_string(&contract).expect("serializes");
        assert_eq!(
            serde_json::from_str::<Contract>(&text).expect("reads"),
            contract
        );
        let short: Contract =
            serde_json::from_str(r#"{"height": 64, "width": 64}"#).expect("reads");
        assert_eq!(short, Contract::default());
    }

    #[test]
    fn an_impossible_contract_in_a_file_is_refused() {
        for text in [
            r#"{"height": 0, "width": 64}"#,
            r#"{"height": 64, "width": 99999999999}"#,
            r#"{"height": 64, "width": 64, "scale": 0.0}"#,
        ] {
            assert!(serde_json::from_str::<Contract>(text).is_err(), "{text}");
        }
    }
}

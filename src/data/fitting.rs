//! The three things that make any picture fit a network: no transparency, the right colours, the right size.

use image::imageops::FilterType;
use image::{DynamicImage, GrayImage, RgbImage};

use super::contract::ResizeMode;
use super::shape::ImageShape;

/// Lays a picture on white paper. Black, the other habit, would turn a drawing with transparent ground into night.
pub(super) fn on_white(image: &DynamicImage) -> RgbImage {
    if !image.has_alpha() {
        return image.to_rgb8();
    }
    let rgba = image.to_rgba8();
    let mut flat = RgbImage::new(rgba.width(), rgba.height());
    for (to, from) in flat.pixels_mut().zip(rgba.pixels()) {
        let alpha = u32::from(from[3]);
        let mix = |value: u8| ((u32::from(value) * alpha + 255 * (255 - alpha) + 127) / 255) as u8;
        *to = image::Rgb([mix(from[0]), mix(from[1]), mix(from[2])]);
    }
    flat
}

/// Grey by Rec. 601, rounded as PIL does it. The `image` crate's own conversion uses Rec. 709.
pub(super) fn luma(image: &DynamicImage) -> GrayImage {
    if let DynamicImage::ImageLuma8(grey) = image {
        return grey.clone();
    }
    let rgb = on_white(image);
    let mut grey = GrayImage::new(rgb.width(), rgb.height());
    for (to, from) in grey.pixels_mut().zip(rgb.pixels()) {
        let [red, green, blue] = from.0.map(u32::from);
        to[0] = ((red * 19_595 + green * 38_470 + blue * 7_471 + 0x8000) >> 16) as u8;
    }
    grey
}

/// Bilinear with its support widened when shrinking, so that a large photograph does not flicker into noise.
pub(super) fn resized(image: DynamicImage, shape: ImageShape, mode: ResizeMode) -> DynamicImage {
    let (width, height) = (shape.width() as u32, shape.height() as u32);
    if (image.width(), image.height()) == (width, height) {
        return image;
    }
    match mode {
        ResizeMode::Stretch => image.resize_exact(width, height, FilterType::Triangle),
        ResizeMode::Crop => image.resize_to_fill(width, height, FilterType::Triangle),
        ResizeMode::Pad => padded(&image, width, height),
    }
}

fn padded(image: &DynamicImage, width: u32, height: u32) -> DynamicImage {
    let inner = image.resize(width, height, FilterType::Triangle);
    let (left, top) = ((width - inner.width()) / 2, (height - inner.height()) / 2);
    let mut whole = DynamicImage::new(width, height, inner.color());
    image::imageops::replace(&mut whole, &inner, i64::from(left), i64::from(top));
    match inner {
        DynamicImage::ImageLuma8(_) => DynamicImage::ImageLuma8(whole.into_luma8()),
        _ => DynamicImage::ImageRgb8(whole.into_rgb8()),
    }
}

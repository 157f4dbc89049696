//! The three things that make any image fit a network: no transparency, the right colors, the right size.

use image::imageops::FilterType;
use image::{DynamicImage, GrayImage, RgbImage};

use super::contract::ResizeMode;
use super::shape::ImageShape;

/// Lays a image on white paper. Black, the other habit, would turn a drawing with transparent ground into night.
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

/// Gray by Rec. 601, rounded as PIL does it. The `image` crate's own conversion uses Rec. 709.
pub(super) fn luma(image: &DynamicImage) -> GrayImage {
    if let DynamicImage::ImageLuma8(gray) = image {
        return gray.clone();
    }
    let rgb = on_white(image);
    let mut gray = GrayImage::new(rgb.width(), rgb.height());
    for (to, from) in gray.pixels_mut().zip(rgb.pixels()) {
        let [red, green, blue] = from.0.map(u32::from);
        to[0] = ((red * 19_595 + green * 38_470 + blue * 7_471 + 0x8000) >> 16) as u8;
    }
    gray
}

/// Bilinear with its support widened when shrinking, so that a large photograph does not flicker into noise.
pub(super) fn resized(image: DynamicImage, shape: ImageShape, mode: ResizeMode) -> DynamicImage {
    let (width, height) = (shape.width() as u32, shape.height() as u32);
    if (image.width(), image.height()) == (width, height) {
        return image;
    }
    match mode {
        ResizeMode::Stretch => image.resize_exact(width, height, FilterType::Triangle),
        ResizeMode::Crop => {
            middle(&image, width, height).resize_exact(width, height, FilterType::Triangle)
        }
        ResizeMode::Pad => padded(&image, width, height),
    }
}

/// The largest centered part with the proportions of `width` to `height`. Cut out before resizing: the other way round, a
/// image one pixel wide would first grow to gigabytes.
fn middle(image: &DynamicImage, width: u32, height: u32) -> DynamicImage {
    let (full_width, full_height) = (image.width(), image.height());
    let scaled =
        |side: u32, by: u32, to: u32| (u64::from(side) * u64::from(by) / u64::from(to)).max(1);
    let part_width = scaled(full_height, width, height).min(u64::from(full_width)) as u32;
    let part_height = scaled(full_width, height, width).min(u64::from(full_height)) as u32;
    let (left, top) = (
        (full_width - part_width) / 2,
        (full_height - part_height) / 2,
    );
    image.crop_imm(left, top, part_width, part_height)
}

/// The whole image in the middle of a black one.
fn padded(image: &DynamicImage, width: u32, height: u32) -> DynamicImage {
    let inner = image.resize(width, height, FilterType::Triangle);
    let (left, top) = ((width - inner.width()) / 2, (height - inner.height()) / 2);
    let mut whole = DynamicImage::new(width, height, inner.color());
    image::imageops::replace(&mut whole, &inner, i64::from(left), i64::from(top));
    whole
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_one_pixel_wide_fits_in_every_way() {
        let shape = ImageShape::new(64, 64, 3).expect("valid");
        for (width, height) in [(1, 30_000), (30_000, 1)] {
            let thread = DynamicImage::ImageRgb8(RgbImage::new(width, height));
            for mode in ResizeMode::ALL {
                let fitted = resized(thread.clone(), shape, mode);
                assert_eq!((fitted.width(), fitted.height()), (64, 64), "{mode:?}");
            }
        }
    }
}

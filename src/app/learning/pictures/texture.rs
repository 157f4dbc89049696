//! Pictures of the data room on the screen.

use crate::data::Image;
use egui::{ColorImage, TextureHandle, TextureOptions};

/// Below this many pixels a side, single pixels are meant to be seen.
const CRISP_BELOW_PX: usize = 33;

/// A texture of `picture`; small ones keep their pixels sharp when they are shown larger.
pub fn texture_of(ctx: &egui::Context, name: &str, picture: &Image) -> TextureHandle {
    let shape = picture.shape();
    let image = ColorImage::from_rgb([shape.width(), shape.height()], &picture.to_rgb8());
    let is_small = shape.width().max(shape.height()) < CRISP_BELOW_PX;
    let options = if is_small {
        TextureOptions::NEAREST
    } else {
        TextureOptions::LINEAR
    };
    ctx.load_texture(name, image, options)
}

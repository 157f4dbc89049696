//! Pictures on the graphics card: shrunk smoothly, and enlarged so that their pixels are seen, as the network gets them.

use crate::data::Image;
use egui::{ColorImage, TextureFilter, TextureHandle, TextureOptions};

/// Larger pictures are photographs, which nobody looks at pixel by pixel.
const CRISP_UP_TO_PX: usize = 256;

/// How a picture with pixels of its own is enlarged and shrunk.
pub const CRISP: TextureOptions = TextureOptions {
    magnification: TextureFilter::Nearest,
    ..TextureOptions::LINEAR
};

/// A texture of `picture`.
pub fn texture_of(ctx: &egui::Context, name: &str, picture: &Image) -> TextureHandle {
    let shape = picture.shape();
    let image = ColorImage::from_rgb([shape.width(), shape.height()], &picture.to_rgb8());
    texture_from(ctx, name, image)
}

/// A texture of a picture that is in a screen's colors already.
pub fn texture_from(ctx: &egui::Context, name: &str, image: ColorImage) -> TextureHandle {
    let [width, height] = image.size;
    let options = if width.max(height) <= CRISP_UP_TO_PX {
        CRISP
    } else {
        TextureOptions::LINEAR
    };
    ctx.load_texture(name, image, options)
}

#[cfg(test)]
mod tests {
    use super::*;
    use egui::Color32;

    #[test]
    fn small_pictures_show_their_pixels_and_photographs_are_smooth() {
        let ctx = egui::Context::default();
        for (side, magnification) in [
            (8, TextureFilter::Nearest),
            (28, TextureFilter::Nearest),
            (64, TextureFilter::Nearest),
            (512, TextureFilter::Linear),
        ] {
            let image = ColorImage::filled([side, side], Color32::BLACK);
            let texture = texture_from(&ctx, "picture", image);
            let textures = ctx.tex_manager();
            let options = textures.read().meta(texture.id()).map(|meta| meta.options);
            let options = options.expect("known");
            assert_eq!(options.magnification, magnification, "{side}");
            assert_eq!(options.minification, TextureFilter::Linear, "{side}");
        }
    }
}

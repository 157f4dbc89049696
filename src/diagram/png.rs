//! SVG as pixels, painted with the bundled faces only.

use std::sync::{Arc, OnceLock};

use image::codecs::png::{CompressionType, FilterType, PngEncoder};
use image::{ExtendedColorType, ImageEncoder, RgbaImage};
use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::fontdb::Database;
use resvg::usvg::{Options, Tree};

use super::budget::{MOST_NODES, MOST_WIRES};
use super::model::Diagram;
use super::palette::Palette;
use crate::assets;
use crate::text::Message;
use crate::{message, shown_as_message};

/// The most pixels that a picture may have: 400 MB of memory.
pub const LARGEST_PIXELS: u64 = 100_000_000;

/// Why an SVG became no picture.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum PictureError {
    /// It would not fit into memory.
    TooLarge {
        /// Pixels from left to right.
        width: u64,
        /// Pixels from top to bottom.
        height: u64,
    },
    /// The boxes alone would not fit into memory.
    TooLargeForScale {
        /// How many boxes it has.
        nodes: usize,
        /// Pixels for each px.
        scale: f32,
    },
    /// Nobody could look at it.
    TooManyNodes,
    /// Nobody could follow them.
    TooManyWires,
    /// The scale is no number above 0.
    Scale(f32),
    /// The text is no SVG.
    Svg(String),
}

impl PictureError {
    /// What it says, as data.
    #[must_use]
    pub fn message(&self) -> Message {
        const MEGAPIXELS: u64 = LARGEST_PIXELS / 1_000_000;
        match self {
            Self::TooLarge { width, height } => message!(
                "drawing-too-large",
                most = MEGAPIXELS,
                width = *width,
                height = *height
            ),
            Self::TooLargeForScale { nodes, scale } => message!(
                "drawing-too-large-for-scale",
                most = MEGAPIXELS,
                nodes = *nodes,
                scale = %scale
            ),
            Self::TooManyNodes => message!("drawing-of-too-many-nodes", most = MOST_NODES),
            Self::TooManyWires => message!("drawing-of-too-many-wires", most = MOST_WIRES),
            Self::Scale(scale) => message!("drawing-scale-wrong", scale = %scale),
            Self::Svg(fault) => message!("drawing-no-svg", fault = fault),
        }
    }
}

shown_as_message!(PictureError);

impl Diagram {
    /// The diagram as a PNG file, `scale` pixels for each px.
    ///
    /// # Errors
    /// Where it would be larger than [`LARGEST_PIXELS`], or `scale` is no number above 0.
    pub fn to_png(&self, palette: &Palette, scale: f32) -> Result<Vec<u8>, PictureError> {
        let [width, height] = self.picture_size();
        pixels_of(width, height, scale)?;
        encode_png(&paint(&self.to_svg(palette), scale)?)
    }
}

/// Paints an SVG with the bundled faces, `scale` pixels for each px; for previews and charts too.
///
/// # Errors
/// Where the text is no SVG, the picture would be larger than [`LARGEST_PIXELS`], or `scale` is no number above 0.
pub fn paint(svg: &str, scale: f32) -> Result<RgbaImage, PictureError> {
    let tree = parsed(svg)?;
    let [width, height] = pixels_of(tree.size().width(), tree.size().height(), scale)?;
    let too_large = PictureError::TooLarge {
        width: width.into(),
        height: height.into(),
    };
    let Some(mut pixmap) = Pixmap::new(width, height) else {
        return Err(too_large);
    };
    resvg::render(
        &tree,
        Transform::from_scale(scale, scale),
        &mut pixmap.as_mut(),
    );
    RgbaImage::from_raw(width, height, pixmap.take_demultiplied()).ok_or(too_large)
}

/// An SVG with its words set in the bundled faces.
///
/// # Errors
/// Where the text is no SVG.
pub fn parsed(svg: &str) -> Result<Tree, PictureError> {
    Tree::from_str(svg, &options()).map_err(|error| PictureError::Svg(error.to_string()))
}

/// Width and height in pixels of a picture of so many px.
fn pixels_of(width_px: f32, height_px: f32, scale: f32) -> Result<[u32; 2], PictureError> {
    if !(scale.is_finite() && scale > 0.0) {
        return Err(PictureError::Scale(scale));
    }
    let pixels = |px: f32| (px * scale).ceil().max(1.0) as u64;
    let (width, height) = (pixels(width_px), pixels(height_px));
    match (u32::try_from(width), u32::try_from(height)) {
        (Ok(wide), Ok(high)) if width.saturating_mul(height) <= LARGEST_PIXELS => Ok([wide, high]),
        _ => Err(PictureError::TooLarge { width, height }),
    }
}

/// A picture as a PNG file.
///
/// # Errors
/// Where the encoder refuses; it has no reason to.
pub fn encode_png(picture: &RgbaImage) -> Result<Vec<u8>, PictureError> {
    let mut file = Vec::new();
    let encoder =
        PngEncoder::new_with_quality(&mut file, CompressionType::Default, FilterType::Adaptive);
    encoder
        .write_image(
            picture.as_raw(),
            picture.width(),
            picture.height(),
            ExtendedColorType::Rgba8,
        )
        .map_err(|error| PictureError::Svg(error.to_string()))?;
    Ok(file)
}

/// Only bundled faces, so that every machine paints the same.
fn options() -> Options<'static> {
    static FACES: OnceLock<Arc<Database>> = OnceLock::new();
    let faces = FACES.get_or_init(|| {
        let mut database = Database::new();
        for bytes in [
            assets::INTER_REGULAR,
            assets::INTER_SEMI_BOLD,
            assets::JETBRAINS_MONO_REGULAR,
            assets::NOTO_SANS_SC_REGULAR,
        ] {
            database.load_font_source(resvg::usvg::fontdb::Source::Binary(Arc::new(bytes)));
        }
        database.set_sans_serif_family(assets::INTER_FAMILY);
        database.set_monospace_family(assets::JETBRAINS_MONO_FAMILY);
        Arc::new(database)
    });
    Options {
        fontdb: Arc::clone(faces),
        font_family: assets::INTER_FAMILY.to_owned(),
        ..Options::default()
    }
}

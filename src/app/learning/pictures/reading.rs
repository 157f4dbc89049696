//! Reading one picture for the list: decoded, fitted as the network wants it, and small enough for a screen.

use crate::data::{Contract, Doubt, Image, decode_file, doubts_of_picture};
use crate::text::Message;
use egui::ColorImage;
use image::DynamicImage;
use std::path::PathBuf;
use std::sync::Arc;

/// Where a picture came from.
#[derive(Debug, Clone)]
pub enum Origin {
    /// A file, read again when the network wants another size.
    File(PathBuf),
    /// The clipboard.
    Pasted(Arc<DynamicImage>),
    /// A data set that the network was measured on.
    OfData {
        /// The picture.
        image: Arc<DynamicImage>,
        /// Its file's name or its place in the data set, and the class that it is of.
        name: Message,
    },
}

impl Origin {
    /// Whether the user brought it, so that no data set has it.
    pub fn is_own(&self) -> bool {
        match self {
            Self::File(_) | Self::Pasted(_) => true,
            Self::OfData { .. } => false,
        }
    }
}

/// A picture as a worker hands it over.
pub struct Decoded {
    /// The picture itself, at most [`PREVIEW_PX`] a side.
    pub preview: ColorImage,
    /// Its width and height, px.
    pub size_px: [u32; 2],
    /// What it went through.
    pub contract: Contract,
    /// Why an answer about it may be a bad one.
    pub doubts: Vec<Doubt>,
    /// What the network sees.
    pub seen: Image,
}

/// Longest side of a preview, px.
const PREVIEW_PX: u32 = 512;

/// Reads a picture for a network with `contract`. Takes long for large ones.
///
/// # Errors
/// A sentence where it cannot be read.
pub fn decode(origin: &Origin, contract: &Contract) -> Result<Decoded, Message> {
    let image = match origin {
        Origin::File(path) => {
            Arc::new(decode_file(path).map_err(|error| error.message().sentence())?)
        }
        Origin::Pasted(image) | Origin::OfData { image, .. } => Arc::clone(image),
    };
    Ok(Decoded {
        preview: preview(&image),
        size_px: [image.width(), image.height()],
        contract: *contract,
        doubts: doubts_of_picture(&image, contract),
        seen: contract.fit(&image),
    })
}

fn preview(image: &DynamicImage) -> ColorImage {
    let is_large = image.width().max(image.height()) > PREVIEW_PX;
    let small = if is_large {
        image.thumbnail(PREVIEW_PX, PREVIEW_PX).to_rgba8()
    } else {
        image.to_rgba8()
    };
    let size = [small.width() as usize, small.height() as usize];
    ColorImage::from_rgba_unmultiplied(size, small.as_raw())
}

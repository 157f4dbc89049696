//! A contact sheet: pictures in rows on one picture, small ones enlarged by their pixels.

use image::imageops::{FilterType, replace, resize};
use image::{Rgb, RgbImage};

use crate::data::Image;
use crate::diagram::encode_png;
use crate::text::Message;

/// The longer side of a picture on the sheet is at least that, px, where whole enlargements allow.
const LEAST_SIDE_PX: usize = 96;
/// Larger pictures are made smaller, px.
const MOST_SIDE_PX: usize = 256;
/// Around each picture, px.
const GAP_PX: u32 = 6;
const PAPER: Rgb<u8> = Rgb([255; 3]);

/// The sheet as a PNG file.
///
/// # Errors
/// Where it cannot be encoded.
pub fn contact_sheet(rows: &[Vec<Image>]) -> Result<Vec<u8>, Message> {
    let pixels = image::DynamicImage::ImageRgb8(drawn(rows)).into_rgba8();
    encode_png(&pixels).map_err(|error| error.message())
}

fn drawn(rows: &[Vec<Image>]) -> RgbImage {
    let [width, height] = cell_px(rows);
    let across = rows.iter().map(Vec::len).max().unwrap_or_default() as u32;
    let mut sheet = RgbImage::from_pixel(
        GAP_PX + across * (width + GAP_PX),
        GAP_PX + rows.len() as u32 * (height + GAP_PX),
        PAPER,
    );
    for (row, pictures) in (0..).zip(rows) {
        for (column, picture) in (0..).zip(pictures) {
            let side = |number: u32, side: u32| i64::from(GAP_PX + number * (side + GAP_PX));
            let pixels = picture.to_dynamic().into_rgb8();
            let filter = if width >= pixels.width() {
                FilterType::Nearest
            } else {
                FilterType::Triangle
            };
            let scaled = resize(&pixels, width, height, filter);
            replace(&mut sheet, &scaled, side(column, width), side(row, height));
        }
    }
    sheet
}

/// Width and height of a picture on the sheet; all are of one size.
fn cell_px(rows: &[Vec<Image>]) -> [u32; 2] {
    let Some(first) = rows.iter().flatten().next() else {
        return [0, 0];
    };
    let sides = [first.shape().width(), first.shape().height()];
    let longest = sides[0].max(sides[1]);
    let times = LEAST_SIDE_PX.div_ceil(longest);
    let shrunk = (longest * times).max(MOST_SIDE_PX);
    sides.map(|side| (side * times * MOST_SIDE_PX / shrunk).max(1) as u32)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::ImageShape;

    fn picture(side: u64, gray: u8) -> Image {
        let shape = ImageShape::new(side, side, 1).unwrap();
        Image::new(shape, vec![gray; (side * side) as usize]).unwrap()
    }

    #[test]
    fn pictures_stand_in_rows_and_small_ones_are_enlarged_by_whole_pixels() {
        let rows = vec![vec![picture(8, 0), picture(8, 90)], vec![picture(8, 200)]];
        let sheet = drawn(&rows);
        // Twelve times as large, with gaps of 6.
        assert_eq!((sheet.width(), sheet.height()), (210, 210));
        let gray = |x, y| sheet.get_pixel(x, y)[0];
        assert_eq!([gray(6, 6), gray(101, 101), gray(108, 6)], [0, 0, 90]);
        assert_eq!([gray(5, 5), gray(102, 50), gray(150, 150)], [255; 3]);
        assert_eq!(gray(50, 150), 200);
        assert!(contact_sheet(&rows).unwrap().starts_with(b"\x89PNG"));
    }

    #[test]
    fn large_pictures_are_made_smaller() {
        assert_eq!(cell_px(&[vec![picture(1024, 0)]]), [256, 256]);
        assert_eq!(cell_px(&[vec![picture(224, 0)]]), [224, 224]);
        assert_eq!(cell_px(&[]), [0, 0]);
    }
}

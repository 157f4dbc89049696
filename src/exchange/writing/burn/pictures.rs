//! What the program does with pictures, as Netsmith does: upright, on white, in the network's colors and size, scaled.

use crate::data::{Contract, ResizeMode};
use crate::exchange::outgoing::Outgoing;

/// The functions that open a picture and prepare it, for a network whose input is one.
pub(super) fn preparing(outgoing: &Outgoing, [height, width, channels]: [usize; 3]) -> String {
    let contract = match &outgoing.metadata {
        Some(metadata) => metadata.contract,
        None => Contract::default(),
    };
    let (resize, fitting) = match contract.resize() {
        ResizeMode::Stretch => (STRETCH, ""),
        ResizeMode::Crop => (
            "middle(&picture, WIDTH, HEIGHT).resize_exact(WIDTH, HEIGHT, FilterType::Triangle)",
            MIDDLE,
        ),
        ResizeMode::Pad => ("padded(&picture, WIDTH, HEIGHT)", PADDED),
    };
    let (colored, gray) = if channels == 1 {
        ("ImageLuma8(luma(picture))", LUMA)
    } else {
        ("ImageRgb8(on_white(picture))", "")
    };
    let prepare = PREPARE
        .replace("COLORED", colored)
        .replace("RESIZED", resize)
        .replace("SCALE", &format!("{:?}", contract.scale()))
        .replace("OFFSET", &format!("{:?}", contract.offset()))
        .replace("WIDTH", &width.to_string())
        .replace("HEIGHT", &height.to_string())
        .replace("CHANNELS", &channels.to_string());
    format!("{OPENED}\n{prepare}\n{ON_WHITE}{gray}{fitting}\n{MAIN}")
}

const STRETCH: &str = "picture.resize_exact(WIDTH, HEIGHT, FilterType::Triangle)";

const OPENED: &str = "/// A picture file, upright.
pub fn opened(path: impl AsRef<Path>) -> Result<DynamicImage, Box<dyn Error>> {
    let mut decoder = ImageReader::open(path)?.with_guessed_format()?.into_decoder()?;
    let orientation = decoder.orientation()?;
    let mut picture = DynamicImage::from_decoder(decoder)?;
    picture.apply_orientation(orientation);
    Ok(picture)
}
";

const PREPARE: &str = "/// A picture as the network has to get it, `[1, CHANNELS, HEIGHT, WIDTH]`.
pub fn prepare(picture: &DynamicImage, device: &Device) -> Tensor<4> {
    let picture = DynamicImage::COLORED;
    let picture = if (picture.width(), picture.height()) == (WIDTH, HEIGHT) {
        picture
    } else {
        RESIZED
    };
    let values = picture.as_bytes().iter();
    let values: Vec<f32> = values.map(|value| f32::from(*value) * SCALE + OFFSET).collect();
    let data = TensorData::new(values, [1, HEIGHT, WIDTH, CHANNELS]);
    Tensor::<4>::from_data(data, device).permute([0, 3, 1, 2])
}
";

const ON_WHITE: &str = "/// A picture on white paper.
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
";

const LUMA: &str = "
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
";

const MIDDLE: &str = "
/// The largest part in the middle with the proportions of `width` to `height`.
fn middle(picture: &DynamicImage, width: u32, height: u32) -> DynamicImage {
    let (full_width, full_height) = (picture.width(), picture.height());
    let scaled = |side: u32, by: u32, to: u32| (u64::from(side) * u64::from(by) / u64::from(to)).max(1);
    let part_width = scaled(full_height, width, height).min(u64::from(full_width)) as u32;
    let part_height = scaled(full_width, height, width).min(u64::from(full_height)) as u32;
    let (left, top) = ((full_width - part_width) / 2, (full_height - part_height) / 2);
    picture.crop_imm(left, top, part_width, part_height)
}
";

const PADDED: &str = "
/// The whole picture in the middle of a black one.
fn padded(picture: &DynamicImage, width: u32, height: u32) -> DynamicImage {
    let inner = picture.resize(width, height, FilterType::Triangle);
    let (left, top) = ((width - inner.width()) / 2, (height - inner.height()) / 2);
    let mut whole = DynamicImage::new(width, height, inner.color());
    image::imageops::replace(&mut whole, &inner, i64::from(left), i64::from(top));
    whole
}
";

const MAIN: &str = "fn main() -> Result<(), Box<dyn Error>> {
    let device = Device::default();
    let network = NETWORK;
    for path in std::env::args().skip(1) {
        let said = network.probabilities(prepare(&opened(&path)?, &device));
        let said: Vec<f32> = said.into_data().iter::<f32>().collect();
        let said: Vec<String> = said.iter().map(|number| format!(\"{number:.6}\")).collect();
        println!(\"{path} {}\", said.join(\" \"));
    }
    Ok(())
}
";

//! Why a network may answer badly about a picture, as far as the picture itself shows it.

use image::DynamicImage;

use super::appearance::Appearance;
use super::contract::{ColorMode, Contract, ResizeMode};
use super::pixels::Image;
use crate::message;
use crate::text::Message;

/// Sides whose ratio differs by more are worth a word.
const MOST_STRETCH: f64 = 1.25;
/// A picture whose brightness or contrast lies further from the mean of the training pictures, in their standard deviations, is
/// unlike them: of pictures as they were trained on, one in thousands does.
pub const MOST_DEVIATIONS: f64 = 4.0;
/// Channels of a pixel further apart are a color, in values from 0 to 255.
const LEAST_COLOR: f64 = 12.0;
/// Closer ones are gray; JPEG makes some difference everywhere.
const MOST_GRAY: f64 = 3.0;

/// One reason.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Doubt {
    /// It has transparent parts, which the network sees as white.
    Transparent,
    /// Its sides have another ratio than the network's input.
    Aspect {
        /// What is done about it.
        resize: ResizeMode,
        /// Width and height of the picture, px.
        picture: [u32; 2],
        /// Width and height of what the network sees, px.
        seen: [usize; 2],
    },
    /// It is gray, and the network was trained on colors.
    Gray,
    /// It is dark where the training pictures are light, and the other way round.
    Inverted,
    /// It is like none of the training pictures.
    Unlike {
        /// How many standard deviations it lies from their mean.
        deviations: f64,
    },
}

impl Doubt {
    /// Its name for programs.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Transparent => "transparent",
            Self::Aspect { .. } => "aspect",
            Self::Gray => "gray",
            Self::Inverted => "inverted",
            Self::Unlike { .. } => "unlike-training-data",
        }
    }

    /// What it says, as data.
    #[must_use]
    pub fn message(self) -> Message {
        match self {
            Self::Transparent => message!("doubt-transparent"),
            Self::Gray => message!("doubt-gray"),
            Self::Inverted => message!("doubt-inverted"),
            Self::Unlike { deviations } => message!(
                "doubt-unlike",
                deviations = format!("{deviations:.1}"),
                most = format!("{MOST_DEVIATIONS}")
            ),
            Self::Aspect {
                resize,
                picture: [width, height],
                seen: [seen_width, seen_height],
            } => {
                let id = match resize {
                    ResizeMode::Stretch => "doubt-stretched",
                    ResizeMode::Crop => "doubt-cropped",
                    ResizeMode::Pad => "doubt-padded",
                };
                message!(
                    id,
                    width = width,
                    height = height,
                    seen_width = seen_width,
                    seen_height = seen_height
                )
            }
        }
    }
}

/// The reasons to doubt an answer about `picture`, of which the network with `contract` sees `seen`; `appearance` are those of
/// what it was trained on, where they are known.
#[must_use]
pub fn doubts(
    picture: &DynamicImage,
    seen: &Image,
    contract: &Contract,
    appearance: Option<&Appearance>,
) -> Vec<Doubt> {
    let mut doubts = doubts_of_picture(picture, contract);
    if let Some(appearance) = appearance {
        doubts.extend(doubts_of_seen(seen, appearance));
    }
    doubts
}

/// Those that the picture itself gives, before it is fitted.
#[must_use]
pub fn doubts_of_picture(picture: &DynamicImage, contract: &Contract) -> Vec<Doubt> {
    let transparent = is_transparent(picture).then_some(Doubt::Transparent);
    let all = transparent.into_iter().chain(aspect(picture, contract));
    all.collect()
}

/// Those that come from comparing what the network sees with what it was trained on.
#[must_use]
pub fn doubts_of_seen(seen: &Image, appearance: &Appearance) -> Vec<Doubt> {
    let is_color = seen.shape().channels() == ColorMode::Rgb.channels();
    let is_trained_on_color = is_color && appearance.color.mean > LEAST_COLOR;
    let is_gray = is_trained_on_color && Appearance::color_of(seen) < MOST_GRAY;
    let gray = is_gray.then_some(Doubt::Gray);
    gray.into_iter().chain(unlike(seen, appearance)).collect()
}

fn is_transparent(picture: &DynamicImage) -> bool {
    picture.color().has_alpha()
        && picture
            .to_rgba8()
            .pixels()
            .any(|pixel| pixel.0[3] < u8::MAX)
}

fn aspect(picture: &DynamicImage, contract: &Contract) -> Option<Doubt> {
    let shape = contract.shape();
    let ratio = |width: f64, height: f64| width / height.max(1.0);
    let own = ratio(picture.width().into(), picture.height().into());
    let wanted = ratio(shape.width() as f64, shape.height() as f64);
    let stretch = (own / wanted).max(wanted / own);
    (stretch > MOST_STRETCH).then(|| Doubt::Aspect {
        resize: contract.resize(),
        picture: [picture.width(), picture.height()],
        seen: [shape.width(), shape.height()],
    })
}

/// A picture that is far from the training pictures is inverted where its negative is near them.
fn unlike(seen: &Image, appearance: &Appearance) -> Option<Doubt> {
    let deviations = appearance.distance(seen)?;
    let of_negative = appearance.distance_of_negative(seen)?;
    // Half the way to the bound: among the pictures themselves, hardly one in twenty lies further.
    let is_near = of_negative < MOST_DEVIATIONS / 2.0;
    if is_near && deviations > of_negative + MOST_DEVIATIONS / 2.0 {
        return Some(Doubt::Inverted);
    }
    (deviations > MOST_DEVIATIONS).then_some(Doubt::Unlike { deviations })
}

#[cfg(test)]
mod tests {
    use super::super::dataset::samples::from_pixels;
    use super::super::shape::ImageShape;
    use super::*;
    use image::{Rgb, RgbImage, Rgba, RgbaImage};

    fn contract() -> Contract {
        Contract::new(ImageShape::new(4, 4, 3).unwrap())
    }

    /// Reddish pictures on black, some brighter than others.
    fn appearance() -> Appearance {
        let picture = |shade: u8| {
            (0..16).flat_map(move |at| if at < 4 { [shade, 20, 20] } else { [0, 0, 0] })
        };
        let pixels: Vec<u8> = (0..20_u8)
            .flat_map(|step| picture(150 + 5 * step))
            .collect();
        let shape = ImageShape::new(4, 4, 3).unwrap();
        Appearance::of(&from_pixels(shape, pixels, &[0; 20], 1).unwrap())
    }

    fn codes(picture: &DynamicImage) -> Vec<&'static str> {
        let (contract, appearance) = (contract(), appearance());
        let seen = contract.fit(picture);
        let found = doubts(picture, &seen, &contract, Some(&appearance));
        found.into_iter().map(Doubt::code).collect()
    }

    fn drawn(width: u32, paper: [u8; 3], ink: [u8; 3]) -> DynamicImage {
        RgbImage::from_fn(width, 4, |_, y| Rgb(if y == 0 { ink } else { paper })).into()
    }

    #[test]
    fn a_picture_like_those_trained_on_raises_no_doubt() {
        assert_eq!(
            codes(&drawn(4, [0, 0, 0], [200, 20, 20])),
            Vec::<&str>::new()
        );
    }

    #[test]
    fn each_reason_is_found_and_said() {
        let inverted = drawn(4, [255, 255, 255], [55, 235, 235]);
        assert_eq!(codes(&inverted), ["inverted"]);
        let wide = drawn(12, [0, 0, 0], [200, 20, 20]);
        assert_eq!(codes(&wide), ["aspect"]);
        let gray = drawn(4, [0, 0, 0], [60, 60, 60]);
        assert!(codes(&gray).contains(&"gray"));
        let bright = drawn(4, [250, 130, 130], [250, 130, 130]);
        assert!(codes(&bright).contains(&"unlike-training-data"));
        let clear = RgbaImage::from_pixel(4, 4, Rgba([0, 0, 0, 0]));
        assert!(codes(&clear.into()).contains(&"transparent"));
        let solid = RgbaImage::from_pixel(4, 4, Rgba([0, 0, 0, 255]));
        assert!(!codes(&solid.into()).contains(&"transparent"));
    }

    #[test]
    fn without_figures_of_the_training_data_only_the_picture_counts() {
        let picture = drawn(12, [250, 250, 250], [250, 250, 250]);
        let seen = contract().fit(&picture);
        let found = doubts(&picture, &seen, &contract(), None);
        let found: Vec<&str> = found.into_iter().map(Doubt::code).collect();
        assert_eq!(found, ["aspect"]);
    }
}

//! How images are varied while a network trains on them, so that it cannot learn them by heart.

use serde::{Deserialize, Deserializer};

use super::described::choice;

choice! {
    /// The variations on offer; what they do to pixels lives in `data`. Each image is varied anew in each epoch.
    Augmentation {
        /// Half of the images mirrored left to right, as Keras's `RandomFlip("horizontal")`. Not for digits or letters.
        Flip = "flip", "augment-flip", "augment-flip-help"
        /// Half of the images turned upside down, as Keras's `RandomFlip("vertical")`.
        FlipVertical = "flip_vertical", "augment-flip-vertical", "augment-flip-vertical-help"
        /// Moved up or down and to a side, as Keras's `RandomTranslation`.
        Shift = "shift", "augment-shift", "augment-shift-help" {
            /// The most, as a share of the height.
            height_factor: f64 = 0.1, Fraction, "number-height-factor", "number-height-factor-help";
            /// The most, as a share of the width.
            width_factor: f64 = 0.1, Fraction, "number-width-factor", "number-width-factor-help";
        }
        /// Turned around the middle, as Keras's `RandomRotation`.
        Rotate = "rotate", "augment-rotate", "augment-rotate-help" {
            /// The most, in degrees.
            degrees: f64 = 15.0, NotNegative, "number-degrees", "number-degrees-help";
        }
        /// Nearer or farther, as Keras's `RandomZoom`.
        Zoom = "zoom", "augment-zoom", "augment-zoom-help" {
            /// The most, as a share of the size.
            factor: f64 = 0.1, Fraction, "number-zoom-factor", "number-zoom-factor-help";
        }
        /// Slanted around the middle; Keras's `RandomShear` leaves the first row where it is.
        Shear = "shear", "augment-shear", "augment-shear-help" {
            /// The most, as a share of the height.
            factor: f64 = 0.1, Fraction, "number-shear-factor", "number-shear-factor-help";
        }
        /// Lighter or darker, as Keras's `RandomBrightness`.
        Brightness = "brightness", "augment-brightness", "augment-brightness-help" {
            /// The most, as a share of the range of values.
            factor: f64 = 0.2, Fraction, "number-brightness-factor", "number-brightness-factor-help";
        }
        /// Harder or softer, as Keras's `RandomContrast`.
        Contrast = "contrast", "augment-contrast", "augment-contrast-help" {
            /// The most, as a share of the distance from the mean.
            factor: f64 = 0.2, Fraction, "number-contrast-factor", "number-contrast-factor-help";
        }
        /// Colors turned on the color wheel, as Keras's `RandomHue`.
        Hue = "hue", "augment-hue", "augment-hue-help" {
            /// The most, as a share of the wheel.
            factor: f64 = 0.05, Fraction, "number-hue-factor", "number-hue-factor-help";
        }
        /// Grain on each value, as Keras's `GaussianNoise`.
        Noise = "noise", "augment-noise", "augment-noise-help" {
            /// Its standard deviation, as a share of the range of values.
            stddev: f64 = 0.05, Fraction, "number-stddev", "number-stddev-help";
        }
        /// A square of each image blacked out (DeVries and Taylor 2017, arXiv:1708.04552).
        Cutout = "cutout", "augment-cutout", "augment-cutout-help" {
            /// Its side, as a share of the shorter side of the image.
            size: f64 = 0.25, Fraction, "number-cutout-size", "number-cutout-size-help";
        }
        /// Each image mixed with another one of its batch, and their classes in the same shares (Zhang et al. 2017,
        /// arXiv:1710.09412), as Keras's `MixUp`.
        Mixup = "mixup", "augment-mixup", "augment-mixup-help" {
            /// Of the beta distribution that the shares are drawn from: small leaves most images nearly as they are.
            alpha: f64 = 0.2, Positive, "number-mixup-alpha", "number-mixup-alpha-help";
        }
    }
}

/// Reads a list, or what earlier versions wrote: one name, or `none`.
pub(super) fn read_list<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Vec<Augmentation>, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Stored {
        Name(String),
        List(Vec<Augmentation>),
    }
    use serde::de::Error;
    match Stored::deserialize(deserializer)? {
        Stored::Name(name) if name == "none" => Ok(Vec::new()),
        Stored::Name(name) => match super::Described::named(&name) {
            Some(augmentation) => Ok(vec![augmentation]),
            None => Err(D::Error::custom(crate::message!(
                "augmentation-unknown",
                found = name
            ))),
        },
        Stored::List(list) => Ok(list),
    }
}

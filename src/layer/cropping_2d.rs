//! Rows and columns cut off a feature map.

use super::reader::Reader;
use super::setting::{DefaultValue, SettingKind, SettingSpec};
use super::{Fault, LayerKind, Passes, Quantity, Shape, Step, explained};
use crate::text::Message;
use crate::{message, tr};

/// `Cropping2D`.
#[derive(Clone, Debug, PartialEq)]
pub struct Cropping2D {
    /// `[top, bottom, left, right]`.
    pub cropping: [usize; 4],
}

impl Cropping2D {
    /// What is left of `length` pixels along one axis; `None` where nothing is.
    fn left_of(&self, length: usize, axis: usize) -> Option<usize> {
        let [before, after] = [self.cropping[2 * axis], self.cropping[2 * axis + 1]];
        length
            .checked_sub(before)?
            .checked_sub(after)
            .filter(|left| *left > 0)
    }
}

impl LayerKind for Cropping2D {
    const PASSES: Passes = Passes::Channels;
    const SETTINGS: &'static [SettingSpec] = &[SettingSpec::new(
        "cropping",
        "setting-cropping",
        SettingKind::Margins,
        DefaultValue::Int(0),
        "setting-margins-help",
    )
    .in_pixels()];

    fn read(settings: &Reader<'_>) -> Result<Self, Fault> {
        Ok(Self {
            cropping: settings.margins("cropping")?,
        })
    }

    fn output_shape(&self, inputs: &[Shape]) -> Result<Shape, Fault> {
        let [height, width, channels] = inputs[0]
            .as_map()
            .ok_or_else(|| Fault::needs_map(inputs[0]))?;
        match (self.left_of(height, 0), self.left_of(width, 1)) {
            (Some(height), Some(width)) => Ok(Shape::map(height, width, channels)),
            _ => {
                let message = message!("cropping-leaves-nothing", shape = %inputs[0]);
                Err(Fault::setting("cropping", message))
            }
        }
    }

    fn explained(&self, _inputs: &[Shape]) -> Message {
        let [top, bottom, left, right] = self.cropping;
        message!(
            "explains-cropping-2d",
            top = top,
            bottom = bottom,
            left = left,
            right = right
        )
    }

    fn output_steps(&self, inputs: &[Shape]) -> Vec<Step> {
        let Some([height, width, _]) = inputs[0].as_map() else {
            return Vec::new();
        };
        let cut = |quantity, length: usize, axis: usize| {
            let [before, after] = [self.cropping[2 * axis], self.cropping[2 * axis + 1]];
            let filled = format!("{length} − {before} − {after}");
            let left = self.left_of(length, axis).unwrap_or_default();
            Step::new(
                quantity,
                ("n − c₁ − c₂", "letters-cropped"),
                filled,
                left as u64,
            )
        };
        let mut steps = explained::alike(vec![
            cut(Quantity::Height, height, 0),
            cut(Quantity::Width, width, 1),
        ]);
        steps.push(explained::kept_channels(inputs[0]));
        steps
    }

    fn headline(&self) -> String {
        let [top, bottom, left, right] = self.cropping;
        tr!(
            "crop-four",
            top = top,
            bottom = bottom,
            left = left,
            right = right
        )
    }
}

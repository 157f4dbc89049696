//! Rows and columns of zeros around a feature map.

use super::reader::Reader;
use super::setting::{DefaultValue, SettingKind, SettingSpec};
use super::{Fault, LayerKind, Passes, Quantity, Shape, Step, explained};
use crate::text::Message;
use crate::{message, tr};

/// `ZeroPadding2D`.
#[derive(Clone, Debug, PartialEq)]
pub struct ZeroPadding2D {
    /// Rows above.
    pub top: usize,
    /// Rows below.
    pub bottom: usize,
    /// Columns before.
    pub left: usize,
    /// Columns after.
    pub right: usize,
}

impl LayerKind for ZeroPadding2D {
    const PASSES: Passes = Passes::Channels;
    const SETTINGS: &'static [SettingSpec] = &[SettingSpec::new(
        "padding",
        "setting-padding",
        SettingKind::Margins,
        DefaultValue::Int(1),
        "setting-margins-help",
    )
    .in_pixels()];

    fn read(settings: &Reader<'_>) -> Result<Self, Fault> {
        let [top, bottom, left, right] = settings.margins("padding")?;
        Ok(Self {
            top,
            bottom,
            left,
            right,
        })
    }

    fn output_shape(&self, inputs: &[Shape]) -> Result<Shape, Fault> {
        let [height, width, channels] = inputs[0]
            .as_map()
            .ok_or_else(|| Fault::needs_map(inputs[0]))?;
        let padded = |length: usize, before: usize, after: usize| {
            length
                .checked_add(before)
                .and_then(|sum| sum.checked_add(after))
                .ok_or_else(|| Fault::too_large(message!("padded-map-too-large")))
        };
        Ok(Shape::map(
            padded(height, self.top, self.bottom)?,
            padded(width, self.left, self.right)?,
            channels,
        ))
    }

    fn explained(&self, _inputs: &[Shape]) -> Message {
        message!(
            "explains-zero-padding-2d",
            top = self.top,
            bottom = self.bottom,
            left = self.left,
            right = self.right
        )
    }

    fn output_steps(&self, inputs: &[Shape]) -> Vec<Step> {
        let Some([height, width, _]) = inputs[0].as_map() else {
            return Vec::new();
        };
        let padded = |quantity, length: usize, before: usize, after: usize| {
            let filled = format!("{length} + {before} + {after}");
            let sum = length.saturating_add(before).saturating_add(after);
            let letters = ("n + p₁ + p₂", "letters-padded");
            Step::new(quantity, letters, filled, sum as u64)
        };
        let mut steps = explained::alike(vec![
            padded(Quantity::Height, height, self.top, self.bottom),
            padded(Quantity::Width, width, self.left, self.right),
        ]);
        steps.push(explained::kept_channels(inputs[0]));
        steps
    }

    fn headline(&self) -> String {
        let Self {
            top,
            bottom,
            left,
            right,
        } = *self;
        match (top == bottom, left == right, top == left) {
            (true, true, true) => tr!("pad-all", margin = top),
            (true, true, false) => tr!("pad-two", vertical = top, horizontal = left),
            _ => tr!(
                "pad-four",
                top = top,
                bottom = bottom,
                left = left,
                right = right
            ),
        }
    }
}

//! Rows and columns of zeros around a feature map.

use super::reader::Reader;
use super::setting::{DefaultValue, SettingKind, SettingSpec};
use super::{Fault, LayerKind, Passes, Shape};
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
    const SETTINGS: &'static [SettingSpec] = &[SettingSpec {
        key: "padding",
        label: "setting-padding",
        help: "setting-margins-help",
        unit: "unit-pixels",
        kind: SettingKind::Margins,
        default: DefaultValue::Int(1),
    }];

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

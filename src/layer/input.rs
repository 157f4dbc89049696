//! The network's input: one picture, or one vector.

use super::reader::Reader;
use super::setting::{DefaultValue, SettingKind, SettingSpec};
use super::{Arity, Fault, LayerKind, Passes, Shape, Step, explained};
use crate::text::{Count, Message};
use crate::{message, tr};

/// `InputLayer`: what one sample looks like.
#[derive(Clone, Debug, PartialEq)]
pub struct Input {
    /// The sample's shape.
    pub shape: Shape,
}

impl LayerKind for Input {
    const ARITY: Arity = Arity::None;
    const PASSES: Passes = Passes::Mixed;
    const SETTINGS: &'static [SettingSpec] = &[SettingSpec::new(
        "shape",
        "setting-shape",
        SettingKind::Shape,
        DefaultValue::List(&[64, 64, 3]),
        "setting-shape-help",
    )];

    fn read(settings: &Reader<'_>) -> Result<Self, Fault> {
        let axes = settings.axes("shape")?;
        let shape = match axes[..] {
            [height, width, channels] => Shape::map(height, width, channels),
            _ => Shape::vector(axes[0]),
        };
        Ok(Self { shape })
    }

    fn output_shape(&self, _inputs: &[Shape]) -> Result<Shape, Fault> {
        Ok(self.shape)
    }

    fn explained(&self, _inputs: &[Shape]) -> Message {
        let numbers = self.shape.elements().unwrap_or(u64::MAX);
        let shape = self.shape;
        message!("explains-input", shape = %shape, numbers = Count(numbers))
    }

    fn output_steps(&self, _inputs: &[Shape]) -> Vec<Step> {
        explained::set(self.shape)
    }

    fn headline(&self) -> String {
        match self.shape.as_map() {
            Some([height, width, 3]) => tr!("input-rgb", height = height, width = width),
            Some([height, width, 1]) => tr!("input-gray", height = height, width = width),
            Some([height, width, channels]) => tr!(
                "input-channels-of",
                height = height,
                width = width,
                channels = channels
            ),
            None => tr!("input-features", features = self.shape.channels()),
        }
    }
}

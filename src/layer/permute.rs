//! The axes of a map in another order.

use super::reader::Reader;
use super::setting::{DefaultValue, SettingKind, SettingSpec};
use super::{Fault, LayerKind, Passes, Quantity, Shape, Step};
use crate::message;
use crate::text::Message;

/// `Permute`: axis `k` of the output is axis `dims[k]` of the input, counted from 1.
#[derive(Clone, Debug, PartialEq)]
pub struct Permute {
    /// Each of 1, 2 and 3 once.
    pub dims: [usize; 3],
}

impl LayerKind for Permute {
    const PASSES: Passes = Passes::Numbers;
    const SETTINGS: &'static [SettingSpec] = &[SettingSpec::new(
        "dims",
        "setting-dims",
        SettingKind::Shape,
        DefaultValue::List(&[2, 1, 3]),
        "setting-dims-help",
    )];

    fn read(settings: &Reader<'_>) -> Result<Self, Fault> {
        let dims = settings.axes("dims")?;
        let mut sorted = dims.clone();
        sorted.sort_unstable();
        match (dims[..].try_into(), sorted == [1, 2, 3]) {
            (Ok(dims), true) => Ok(Self { dims }),
            _ => Err(Fault::setting("dims", message!("dims-no-order"))),
        }
    }

    fn output_shape(&self, inputs: &[Shape]) -> Result<Shape, Fault> {
        let map = inputs[0]
            .as_map()
            .ok_or_else(|| Fault::needs_map(inputs[0]))?;
        let [height, width, channels] = self.dims.map(|axis| map[axis - 1]);
        Ok(Shape::map(height, width, channels))
    }

    fn explained(&self, inputs: &[Shape]) -> Message {
        message!("explains-permute", shape = %inputs[0], order = self.headline())
    }

    fn output_steps(&self, inputs: &[Shape]) -> Vec<Step> {
        let Some(map) = inputs[0].as_map() else {
            return Vec::new();
        };
        let axes = [
            (Quantity::Height, "n₁"),
            (Quantity::Width, "n₂"),
            (Quantity::Channels, "n₃"),
        ];
        let letters = axes.map(|(_, letter)| letter);
        let step = |((quantity, _), axis): ((Quantity, &str), usize)| {
            let length = map[axis - 1];
            let letters = (letters[axis - 1], "letters-permuted");
            Step::new(quantity, letters, length.to_string(), length as u64)
        };
        axes.into_iter().zip(self.dims).map(step).collect()
    }

    fn headline(&self) -> String {
        self.dims.map(|axis| axis.to_string()).join(", ")
    }
}

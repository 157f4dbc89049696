//! The same numbers under another shape.

use super::reader::Reader;
use super::setting::{DefaultValue, SettingKind, SettingSpec};
use super::{Fault, LayerKind, Passes, Shape, Step, explained, product};
use crate::message;
use crate::text::Message;

/// `Reshape`: row by row, channels innermost; one axis may be left open.
#[derive(Clone, Debug, PartialEq)]
pub struct Reshape {
    /// The axes, `None` for the one that takes what the others leave over.
    pub target_shape: Vec<Option<usize>>,
}

impl LayerKind for Reshape {
    const PASSES: Passes = Passes::Numbers;
    const SETTINGS: &'static [SettingSpec] = &[SettingSpec::new(
        "target_shape",
        "setting-target-shape",
        SettingKind::Reshaped,
        DefaultValue::List(&[-1]),
        "setting-target-shape-help",
    )];

    fn read(settings: &Reader<'_>) -> Result<Self, Fault> {
        Ok(Self {
            target_shape: settings.reshaped("target_shape")?,
        })
    }

    fn output_shape(&self, inputs: &[Shape]) -> Result<Shape, Fault> {
        let unfit = || {
            let target = self.headline();
            let message = message!("reshape-unfit", shape = %inputs[0], target = target);
            Fault::setting("target_shape", message)
        };
        let numbers = inputs[0].elements().ok_or_else(unfit)?;
        let given: Vec<usize> = self.target_shape.iter().flatten().copied().collect();
        let given = product(&given).ok_or_else(unfit)?;
        let open = usize::try_from(numbers / given).map_err(|_| unfit())?;
        let axes: Vec<usize> = self
            .target_shape
            .iter()
            .map(|axis| axis.unwrap_or(open))
            .collect();
        if product(&axes) != Some(numbers) {
            return Err(unfit());
        }
        Ok(match axes[..] {
            [height, width, channels] => Shape::map(height, width, channels),
            _ => Shape::vector(axes[0]),
        })
    }

    fn explained(&self, inputs: &[Shape]) -> Message {
        message!("explains-reshape", shape = %inputs[0])
    }

    fn output_steps(&self, inputs: &[Shape]) -> Vec<Step> {
        self.output_shape(inputs)
            .map_or_else(|_| Vec::new(), explained::set)
    }

    fn headline(&self) -> String {
        let axis = |axis: &Option<usize>| axis.map_or("−1".to_owned(), |axis| axis.to_string());
        let axes: Vec<String> = self.target_shape.iter().map(axis).collect();
        format!("({})", axes.join(", "))
    }
}

#[cfg(test)]
mod tests {
    use crate::layer::{Kind, LayerSpec, Shape, Value};

    fn reshaped(axes: &[i64], input: Shape) -> Result<Shape, String> {
        let spec = LayerSpec::new(Kind::Reshape).with("target_shape", Value::List(axes.to_vec()));
        let layer = spec.resolve().map_err(|fault| fault.message.to_string())?;
        layer
            .output_shape(&[input])
            .map_err(|fault| fault.message.to_string())
    }

    #[test]
    fn an_open_axis_takes_what_the_others_leave() {
        let vector = Shape::vector(96);
        assert_eq!(reshaped(&[1, 1, 96], vector), Ok(Shape::map(1, 1, 96)));
        assert_eq!(reshaped(&[4, -1, 3], vector), Ok(Shape::map(4, 8, 3)));
        assert_eq!(reshaped(&[-1], Shape::map(4, 8, 3)), Ok(vector));
    }

    #[test]
    fn what_does_not_hold_the_numbers_is_refused() {
        assert_eq!(
            reshaped(&[5, -1, 3], Shape::vector(96)),
            Err("`target_shape` (5, −1, 3) cannot hold the numbers of (96)".to_owned())
        );
        assert!(reshaped(&[1, 1, 95], Shape::vector(96)).is_err());
        assert!(reshaped(&[-1, -1, 3], Shape::vector(96)).is_err());
        assert!(reshaped(&[4, 24], Shape::vector(96)).is_err());
    }
}

//! Several inputs number by number: products, differences, means, the largest and the smallest.

use std::fmt;
use std::marker::PhantomData;

use super::reader::Reader;
use super::{Arity, Fault, FaultKind, LayerKind, Passes, Shape, Step, explained};
use crate::message;
use crate::text::{Message, all};

/// What is made of the numbers at one place.
pub trait Merges {
    /// The layer that makes it, as Keras calls it.
    const NAME: &'static str;
    /// How many inputs it takes.
    const ARITY: Arity = Arity::Several;

    /// What is done with `inputs` of them, as a sentence.
    fn words(inputs: usize) -> Message;
}

macro_rules! merges {
    ($($(#[$about:meta])* $kind:ident, $of:ident, $arity:ident, $words:literal;)*) => {$(
        $(#[$about])*
        #[derive(Clone, PartialEq)]
        pub enum $of {}

        impl Merges for $of {
            const NAME: &'static str = stringify!($kind);
            const ARITY: Arity = Arity::$arity;

            fn words(inputs: usize) -> Message {
                message!($words, inputs = inputs)
            }
        }

        #[doc = concat!("`", stringify!($kind), "`.")]
        pub type $kind = Merging<$of>;
    )*};
}

merges! {
    /// The product.
    Multiply, Product, Several, "explains-multiply";
    /// The first input less the second.
    Subtract, Difference, Two, "explains-subtract";
    /// The mean.
    Average, MeanOf, Several, "explains-average";
    /// The largest.
    Maximum, LargestOf, Several, "explains-maximum";
    /// The smallest.
    Minimum, SmallestOf, Several, "explains-minimum";
}

/// One number for each place of inputs of equal shape; an axis of length 1 counts for all places along it.
#[derive(Clone, PartialEq)]
pub struct Merging<Of>(PhantomData<Of>);

impl<Of: Merges> fmt::Debug for Merging<Of> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(Of::NAME)
    }
}

impl<Of: Merges> LayerKind for Merging<Of> {
    const ARITY: Arity = Of::ARITY;
    const PASSES: Passes = Passes::Mixed;

    fn read(_settings: &Reader<'_>) -> Result<Self, Fault> {
        Ok(Self(PhantomData))
    }

    fn output_shape(&self, inputs: &[Shape]) -> Result<Shape, Fault> {
        common_shape(inputs)
    }

    fn explained(&self, inputs: &[Shape]) -> Message {
        Of::words(inputs.len())
    }

    fn output_steps(&self, inputs: &[Shape]) -> Vec<Step> {
        common_shape(inputs).map_or_else(|_| Vec::new(), explained::kept)
    }
}

/// The shape of inputs that go together: of each axis the longest, where the others are as long or 1.
pub(super) fn common_shape(inputs: &[Shape]) -> Result<Shape, Fault> {
    let joined = |one: Shape, other: Shape| {
        let (one, other) = (one.dims(), other.dims());
        let axes = one.iter().zip(other);
        let axes: Option<Vec<usize>> = axes
            .map(|(one, other)| match (one, other) {
                _ if one == other || *other == 1 => Some(*one),
                (1, other) => Some(*other),
                _ => None,
            })
            .collect();
        match axes.filter(|_| one.len() == other.len())?[..] {
            [height, width, channels] => Some(Shape::map(height, width, channels)),
            [features] => Some(Shape::vector(features)),
            _ => None,
        }
    };
    let first = inputs[0];
    let common = inputs
        .iter()
        .try_fold(first, |shape, other| joined(shape, *other));
    common.ok_or_else(|| Fault {
        kind: FaultKind::UnequalInputs,
        message: message!(
            "merge-unequal-shapes",
            shapes = all(inputs.iter().map(ToString::to_string))
        ),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_map_of_one_pixel_counts_for_all_pixels() {
        let (map, pixel) = (Shape::map(7, 7, 96), Shape::map(1, 1, 96));
        assert_eq!(common_shape(&[map, pixel]), Ok(map));
        assert_eq!(common_shape(&[pixel, map]), Ok(map));
        let row = Shape::map(1, 7, 1);
        let column = Shape::map(7, 1, 96);
        assert_eq!(common_shape(&[row, column]), Ok(map));
    }

    #[test]
    fn shapes_that_do_not_go_together_are_named() {
        let fault = common_shape(&[Shape::map(7, 7, 96), Shape::map(2, 7, 96)]).unwrap_err();
        assert_eq!(fault.kind, FaultKind::UnequalInputs);
        assert!(fault.message.to_string().contains("(2, 7, 96)"));
        assert!(common_shape(&[Shape::map(1, 1, 96), Shape::vector(96)]).is_err());
    }
}

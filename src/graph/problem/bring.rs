//! Layers that bring a branch to the shape that another one has.

use super::super::edit::Edit;
use super::super::model::{Content, NodeId, Place};
use crate::layer::{Kind, LayerSpec, Shape, Value};
use crate::message;
use crate::text::{Argument, all};

/// A window and its steps that make a map of `to` pixels of one of `from`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Reach {
    pub size: [usize; 2],
    pub strides: [usize; 2],
}

impl Reach {
    /// The smallest window that does: a single pixel where steps alone give that many, as He et al. (2015) do it.
    pub fn between(from: [usize; 3], to: [usize; 3]) -> Option<Self> {
        let [height, width] = [0, 1].map(|axis| along(from[axis], to[axis]));
        let ((size_y, step_y), (size_x, step_x)) = (height?, width?);
        Some(Self {
            size: [size_y, size_x],
            strides: [step_y, step_x],
        })
    }
}

/// Window and step along one axis; a map can only be made smaller.
fn along(from: usize, to: usize) -> Option<(usize, usize)> {
    if to == 0 || from < to {
        return None;
    }
    let step = from.div_ceil(to);
    if from.div_ceil(step) == to {
        return Some((1, step));
    }
    let step = from / to;
    Some((from - (to - 1) * step, step))
}

fn pair(pair: [usize; 2]) -> Value {
    Value::List(pair.iter().map(|side| *side as i64).collect())
}

/// A convolution without an activation that makes `to` of `from`; a vector gets a dense layer.
pub(super) fn projection(from: Shape, to: Shape) -> Option<Vec<LayerSpec>> {
    let dense = |units: usize| {
        let units = i64::try_from(units).ok()?;
        Some(LayerSpec::new(Kind::Dense).with("units", units))
    };
    match (from.as_map(), to.as_map()) {
        (Some(before), Some(after)) => {
            let Reach { size, strides } = Reach::between(before, after)?;
            let spec = LayerSpec::new(Kind::Conv2D)
                .with("filters", i64::try_from(after[2]).ok()?)
                .with("kernel_size", pair(size))
                .with("strides", pair(strides))
                .with("padding", "valid");
            Some(vec![spec])
        }
        (None, None) => Some(vec![dense(to.channels())?]),
        (Some(_), None) => Some(vec![
            LayerSpec::new(Kind::GlobalAveragePooling2D),
            dense(to.channels())?,
        ]),
        (None, Some(_)) => None,
    }
}

/// A pooling layer that makes a map of the size of `to`, and keeps the channels.
pub(super) fn pooling(from: Shape, to: Shape) -> Option<LayerSpec> {
    let Reach { size, strides } = Reach::between(from.as_map()?, to.as_map()?)?;
    let spec = LayerSpec::new(Kind::MaxPooling2D)
        .with("pool_size", pair(size))
        .with("strides", pair(strides));
    Some(spec)
}

/// Zeros around a map that make it as large as `to`: a frame that is thinner than the map itself, or it would be the
/// picture.
pub(super) fn padding(from: Shape, to: Shape) -> Option<LayerSpec> {
    let (before, after) = (from.as_map()?, to.as_map()?);
    let mut margins = Vec::with_capacity(4);
    for axis in [0, 1] {
        let missing = after[axis].checked_sub(before[axis])?;
        if missing > before[axis] {
            return None;
        }
        margins.extend([(missing / 2) as i64, (missing - missing / 2) as i64]);
    }
    Some(LayerSpec::new(Kind::ZeroPadding2D).with("padding", Value::List(margins)))
}

/// Puts `specs`, in the order of the flow, on the wire into `port` of a node.
pub(super) fn on_wire(place: &Place, to: NodeId, port: usize, specs: Vec<LayerSpec>) -> Vec<Edit> {
    let insert = |spec: LayerSpec| Edit::InsertOnWire {
        place: place.clone(),
        to,
        port,
        content: Content::Layer(spec),
        position: None,
    };
    // Each goes right before the node, so that the last one put there comes last.
    specs.into_iter().map(insert).collect()
}

/// "a 1×1 convolution", "Dense".
pub(super) fn words(specs: &[LayerSpec]) -> Argument {
    let word = |spec: &LayerSpec| match (spec.kind, spec.value("kernel_size")) {
        (Kind::Conv2D, Some(Value::List(size))) if size.len() == 2 => {
            message!("a-convolution", height = size[0], width = size[1]).into()
        }
        (kind, _) => Argument::from(kind.to_string()),
    };
    all(specs.iter().map(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_window_is_found_for_every_smaller_map() {
        // By hand: (from - size) / step + 1 = to.
        for (from, to, expected) in [
            (64, 64, (1, 1)),
            (64, 32, (1, 2)),
            (63, 32, (1, 2)),
            (32, 31, (2, 1)),
            (64, 58, (7, 1)),
            (56, 13, (8, 4)),
        ] {
            assert_eq!(along(from, to), Some(expected), "{from} to {to}");
        }
        assert_eq!(along(8, 9), None);
        for from in 1..70 {
            for to in 1..=from {
                let (size, step) = along(from, to).unwrap();
                assert_eq!((from - size) / step + 1, to, "{from} to {to}");
            }
        }
    }

    #[test]
    fn zeros_are_divided_with_the_odd_one_at_the_end() {
        let spec = padding(Shape::map(31, 30, 8), Shape::map(32, 32, 8)).unwrap();
        assert_eq!(spec.value("padding"), Some(Value::List(vec![0, 1, 1, 1])));
        assert_eq!(padding(Shape::map(4, 4, 8), Shape::map(32, 32, 8)), None);
    }
}

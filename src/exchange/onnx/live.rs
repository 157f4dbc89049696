//! A value on its way through the network: which layer of ours gives it, and which of the layer's axes each of the file's axes is.
//!
//! Files have their maps channels first or last, or change between the two by Transpose; layers of ours have them channels last.
//! So a Transpose mostly is nothing but other names for the same axes, and a layer of its own only where an operator then works
//! along an axis that is another one for the layer that stands for it.

use crate::layer::Shape;

/// What an axis of the file's value is in the layer's output.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Axis {
    /// The pictures of a batch.
    Batch,
    /// Rows of a map.
    Height,
    /// Columns of a map.
    Width,
    /// Channels of a map, numbers of a vector.
    Channel,
    /// An axis of length 1 that the layer does not have.
    One,
}

/// Channels first.
pub const CHANNELS_FIRST: [Axis; 4] = [Axis::Batch, Axis::Channel, Axis::Height, Axis::Width];
/// Channels last.
pub const CHANNELS_LAST: [Axis; 4] = [Axis::Batch, Axis::Height, Axis::Width, Axis::Channel];
/// A vector for each picture.
pub const VECTOR: [Axis; 2] = [Axis::Batch, Axis::Channel];

/// A value of the file.
#[derive(Clone, Debug, PartialEq)]
pub struct Live {
    /// The layer whose output it is.
    pub layer: usize,
    /// What its axes are there, in the file's order.
    pub axes: Vec<Axis>,
    /// Where it is a map that the file has flattened channel by channel, and the layer pixel by pixel: `[height, width, channels]`
    /// of that map.
    pub flat: Option<[usize; 3]>,
}

impl Live {
    /// The output of a layer, its axes in this order.
    pub fn new(layer: usize, axes: &[Axis]) -> Self {
        Self {
            layer,
            axes: axes.to_vec(),
            flat: None,
        }
    }

    /// The same of what another layer makes of it number by number.
    pub fn through(&self, layer: usize) -> Self {
        Self {
            layer,
            ..self.clone()
        }
    }

    /// The lengths of its axes in the file, for a layer's output of `shape`.
    pub fn dims(&self, shape: Shape, batch: usize) -> Vec<usize> {
        let map = shape.as_map();
        let length = |axis: &Axis| match axis {
            Axis::Batch => batch,
            Axis::Height => map.map_or(1, |[height, _, _]| height),
            Axis::Width => map.map_or(1, |[_, width, _]| width),
            Axis::Channel => shape.channels(),
            Axis::One => 1,
        };
        self.axes.iter().map(length).collect()
    }

    /// Numbers that go with the channels of its layer, given in the order in which the file has them.
    pub fn in_order_of_layer(&self, numbers: &[f32]) -> Vec<f32> {
        match self.flat {
            Some(map) if numbers.len() > 1 => {
                places_in_file(map).map(|place| numbers[place]).collect()
            }
            _ => numbers.to_vec(),
        }
    }
}

/// Where the numbers of a map `[height, width, channels]` that is flattened pixel by pixel stand in one that is flattened channel
/// by channel.
pub fn places_in_file([height, width, channels]: [usize; 3]) -> impl Iterator<Item = usize> {
    let pixels = height * width;
    (0..pixels).flat_map(move |pixel| (0..channels).map(move |channel| channel * pixels + pixel))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_a_flattened_map_follow_the_layer() {
        let map = Live {
            flat: Some([1, 2, 3]),
            ..Live::new(0, &VECTOR)
        };
        // Channels a, b, c of pixels 0 and 1, channel by channel.
        let numbers = [0.0, 1.0, 10.0, 11.0, 20.0, 21.0];
        assert_eq!(
            map.in_order_of_layer(&numbers),
            [0.0, 10.0, 20.0, 1.0, 11.0, 21.0]
        );
    }
}

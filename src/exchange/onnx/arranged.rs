//! Values brought into the order of axes that an operator needs: mostly for nothing, else by a layer that moves numbers.

use super::builder::{Builder, Outcome, refuse};
use super::live::{Axis, CHANNELS_FIRST, CHANNELS_LAST, Live, VECTOR};
use crate::layer::{Kind, LayerSpec, Value};
use crate::message;

impl Builder<'_> {
    /// The value as a map for an operator that takes the file's axis 1 as the channels.
    pub fn channels_first(&mut self, live: Live) -> Outcome<Live> {
        self.arranged(live, [2, 3, 1], &CHANNELS_FIRST)
    }

    /// The value for an operator that works along the file's last axis.
    pub fn channels_last(&mut self, live: Live) -> Outcome<Live> {
        if live.axes.last() == Some(&Axis::Channel) {
            return Ok(live);
        }
        self.arranged(live, [1, 2, 3], &CHANNELS_LAST)
    }

    /// The value as a map with the file's axes of these numbers as height, width and channels.
    fn arranged(&mut self, live: Live, wanted: [usize; 3], axes: &[Axis; 4]) -> Outcome<Live> {
        if live.axes == axes && self.shape(live.layer).as_map().is_some() {
            return Ok(live);
        }
        let dims = self.dims(&live);
        if live.axes.len() != 4 || live.axes[0] != Axis::Batch {
            return refuse(message!("onnx-no-map", shape = super::tensor::shown(&dims)));
        }
        if self.shape(live.layer).as_map().is_none() {
            let live = self.in_order_of_file(live)?;
            let shape = wanted.map(|axis| dims[axis]);
            let layer = self.push_aside("reshape", reshape(shape), &[live.layer])?;
            return Ok(Live::new(layer, axes));
        }
        let order = wanted.map(|axis| live.axes[axis]);
        let Some(order) = places_of(order) else {
            return refuse(message!("onnx-no-map", shape = super::tensor::shown(&dims)));
        };
        let layer = self.permuted(live.layer, order)?;
        Ok(Live::new(layer, axes))
    }

    /// A layer that puts a map's axes into another order, where that is another one.
    fn permuted(&mut self, layer: usize, order: [i64; 3]) -> Outcome<usize> {
        if order == [1, 2, 3] {
            return Ok(layer);
        }
        let spec = LayerSpec::new(Kind::Permute).with("dims", Value::List(order.to_vec()));
        let permuted = self.push_aside("permute", spec, &[layer])?;
        self.translated(permuted, message!("onnx-permute-added"));
        Ok(permuted)
    }

    /// The Permute that a Transpose of a file of ours stands for.
    pub fn permuted_by_layer(&mut self, live: Live, order: &[usize]) -> Outcome<Live> {
        let live = self.channels_first(live)?;
        let places = [2, 3, 1].map(|axis| live.axes[order[axis]]);
        let Some(places) = places_of(places) else {
            return refuse(message!(
                "onnx-transposed-batch",
                order = format!("{order:?}")
            ));
        };
        let spec = LayerSpec::new(Kind::Permute).with("dims", Value::List(places.to_vec()));
        let layer = self.push(spec, &[live.layer], Vec::new())?;
        Ok(live.through(layer))
    }

    /// Whether the file has the numbers of a value in the order of its layer.
    pub fn is_pixel_by_pixel(&self, live: &Live) -> bool {
        let [height, width, channels] = self.shape(live.layer).as_map().unwrap_or([1; 3]);
        let is_long = |axis: &&Axis| match axis {
            Axis::Height => height > 1,
            Axis::Width => width > 1,
            Axis::Channel => channels > 1,
            Axis::Batch | Axis::One => false,
        };
        let in_file = live.axes.iter().filter(is_long);
        live.flat.is_none() && in_file.eq(CHANNELS_LAST.iter().filter(is_long))
    }

    /// The value with its numbers in the order that they have in the file, where it is a flattened map.
    pub fn in_order_of_file(&mut self, live: Live) -> Outcome<Live> {
        let Some(map) = live.flat else {
            return Ok(live);
        };
        let layer = self.push_aside("reshape", reshape(map), &[live.layer])?;
        let layer = self.permuted(layer, [3, 1, 2])?;
        let layer = self.push_aside("flatten", LayerSpec::new(Kind::Flatten), &[layer])?;
        Ok(Live {
            flat: None,
            ..live.through(layer)
        })
    }

    /// A map of the file flattened: pixel by pixel in the layer, in the file as its axes say.
    pub fn flattened(&mut self, live: Live) -> Outcome<Live> {
        let Some([height, width, channels]) = self.shape(live.layer).as_map() else {
            return Ok(Live {
                axes: VECTOR.to_vec(),
                ..live
            });
        };
        let lengths = |axis: &&Axis| match axis {
            Axis::Height => height > 1,
            Axis::Width => width > 1,
            Axis::Channel => channels > 1,
            Axis::Batch | Axis::One => false,
        };
        let order: Vec<Axis> = live.axes.iter().filter(lengths).copied().collect();
        let is_first = |list: &[Axis]| list.iter().filter(lengths).eq(order.iter());
        let flat = if is_first(&CHANNELS_LAST) {
            None
        } else if is_first(&CHANNELS_FIRST) {
            Some([height, width, channels])
        } else {
            let live = self.arranged(live, [1, 2, 3], &CHANNELS_LAST)?;
            return self.flattened(live);
        };
        let layer = self.push(LayerSpec::new(Kind::Flatten), &[live.layer], Vec::new())?;
        Ok(Live {
            flat,
            ..Live::new(layer, &VECTOR)
        })
    }
}

/// The places of three axes in a map, counted from 1; an axis of length 1 that the map does not have takes a free place.
fn places_of(order: [Axis; 3]) -> Option<[i64; 3]> {
    let place = |axis: &Axis| match axis {
        Axis::Height => Some(1),
        Axis::Width => Some(2),
        Axis::Channel => Some(3),
        Axis::Batch | Axis::One => None,
    };
    let mut free: Vec<i64> = [1, 2, 3]
        .into_iter()
        .filter(|at| !order.iter().filter_map(place).any(|taken| taken == *at))
        .collect();
    let mut places = [0; 3];
    for (to, axis) in places.iter_mut().zip(&order) {
        *to = match place(axis) {
            Some(place) => place,
            None if free.is_empty() => return None,
            None => free.remove(0),
        };
    }
    let mut sorted = places;
    sorted.sort_unstable();
    (sorted == [1, 2, 3]).then_some(places)
}

/// A layer that gives its numbers this shape.
pub fn reshape(shape: [usize; 3]) -> LayerSpec {
    let shape = shape.map(|length| length as i64);
    LayerSpec::new(Kind::Reshape).with("target_shape", Value::List(shape.to_vec()))
}

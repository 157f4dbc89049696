//! Maps that hold their padding, so that no window reaches over them.

use rayon::prelude::*;

use super::ConvolutionGeometry;
use crate::buffer::Buffer;

/// Maps with their padding, copied only where there is any.
#[derive(Debug)]
pub struct Padded<'a> {
    maps: &'a [f32],
    copy: Option<Buffer>,
    geometry: ConvolutionGeometry,
}

impl<'a> Padded<'a> {
    /// The maps of a convolution, and what is left of it.
    pub fn new(maps: &'a [f32], geometry: &ConvolutionGeometry) -> Self {
        let copy = (!geometry.is_unpadded()).then(|| geometry.padded(maps));
        let geometry = match copy {
            Some(_) => geometry.unpadded(),
            None => *geometry,
        };
        Self {
            maps,
            copy,
            geometry,
        }
    }

    /// With what was padded.
    pub fn maps(&self) -> &[f32] {
        self.copy.as_deref().unwrap_or(self.maps)
    }

    /// The same windows, on these maps.
    pub fn geometry(&self) -> &ConvolutionGeometry {
        &self.geometry
    }
}

impl ConvolutionGeometry {
    /// Whether no window reaches over its map.
    pub fn is_unpadded(&self) -> bool {
        self.before == [0, 0]
            && [0, 1]
                .iter()
                .all(|&axis| self.needed(axis) <= self.size[axis])
    }

    /// The same windows on maps that hold their padding.
    pub fn unpadded(&self) -> Self {
        Self {
            size: [0, 1].map(|axis| self.needed(axis).max(self.size[axis] + self.before[axis])),
            before: [0, 0],
            ..*self
        }
    }

    /// The maps with zeros around, sized as [`Self::unpadded`] says.
    pub fn padded(&self, maps: &[f32]) -> Buffer {
        let unpadded = self.unpadded();
        let mut padded = Buffer::of(self.batch * unpadded.map_length());
        let line = self.size[1] * self.channels;
        let padded_line = unpadded.size[1] * self.channels;
        let left = self.before[1] * self.channels;
        padded
            .par_chunks_mut(unpadded.map_length().max(1))
            .zip(maps.par_chunks(self.map_length().max(1)))
            .for_each(|(padded, map)| {
                padded.fill(0.0);
                let lines = padded.chunks_exact_mut(padded_line).skip(self.before[0]);
                for (padded, line) in lines.zip(map.chunks_exact(line)) {
                    padded[left..left + line.len()].copy_from_slice(line);
                }
            });
        padded
    }

    /// Pixels of an axis up to the end of the last window, padding before it included.
    fn needed(&self, axis: usize) -> usize {
        let reach = (self.kernel_size[axis] - 1) * self.dilation_rate[axis];
        (self.out_size[axis] - 1) * self.strides[axis] + reach + 1
    }
}

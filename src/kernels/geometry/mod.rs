//! The sizes of one convolution, and the convolutions that follow from it.

mod padded;
mod runs;

pub use padded::Padded;

/// One convolution of dense channels-last arrays. Pairs are `[vertical, horizontal]`, in pixels.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ConvolutionGeometry {
    batch: usize,
    size: [usize; 2],
    channels: usize,
    kernel_size: [usize; 2],
    filters: usize,
    strides: [usize; 2],
    dilation_rate: [usize; 2],
    before: [usize; 2],
    out_size: [usize; 2],
    groups: usize,
}

/// One of the numbers that a sum is made of, along one axis.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Tap {
    /// Where the number lies.
    pub place: usize,
    /// Which number of the kernel it is multiplied by.
    pub tap: usize,
}

impl ConvolutionGeometry {
    /// The convolution of `maps`, `[batch, height, width, channels]`, with `kernel`,
    /// `[kernel_height, kernel_width, channels / groups, filters]`, after adding `sides` of zeros
    /// (before, after) to each axis.
    ///
    /// # Panics
    /// Where channels and groups do not fit each other or the window is larger than its padded map: shape
    /// inference refuses such a layer long before.
    pub fn new(
        maps: [usize; 4],
        kernel: [usize; 4],
        strides: [usize; 2],
        dilation_rate: [usize; 2],
        sides: [(usize, usize); 2],
        groups: usize,
    ) -> Self {
        let [batch, height, width, channels] = maps;
        let [kernel_height, kernel_width, group_channels, filters] = kernel;
        assert_eq!(group_channels * groups, channels, "channels per group");
        assert_eq!(filters % groups, 0, "filters per group");
        let out_length = |axis: usize| {
            let extent = (kernel[axis] - 1) * dilation_rate[axis] + 1;
            (maps[axis + 1] + sides[axis].0 + sides[axis].1)
                .checked_sub(extent)
                .map(|free| free / strides[axis] + 1)
                .expect("shape inference refuses a window larger than its padded map")
        };
        Self {
            batch,
            size: [height, width],
            channels,
            kernel_size: [kernel_height, kernel_width],
            filters,
            strides,
            dilation_rate,
            before: sides.map(|(before, _)| before),
            out_size: [0, 1].map(out_length),
            groups,
        }
    }

    /// The convolution that a transposed one turns around: from `size` pixels of `filters` to `maps`,
    /// `[batch, height, width, channels]`, with `kernel`, `[kernel_height, kernel_width, filters, channels]`. What is padded
    /// `before` an axis, or has no room behind it, is cut off; pixels that no kernel reaches are zero.
    ///
    /// # Panics
    /// Where the kernel does not have the maps' channels.
    pub fn transposed(
        maps: [usize; 4],
        kernel: [usize; 4],
        strides: [usize; 2],
        dilation_rate: [usize; 2],
        before: [usize; 2],
        size: [usize; 2],
    ) -> Self {
        let [batch, height, width, channels] = maps;
        let [kernel_height, kernel_width, filters, kernel_channels] = kernel;
        assert_eq!(kernel_channels, channels, "channels of the kernel");
        Self {
            batch,
            size,
            channels: filters,
            kernel_size: [kernel_height, kernel_width],
            filters: channels,
            strides,
            dilation_rate,
            before,
            out_size: [height, width],
            groups: 1,
        }
    }

    /// `[batch, height, width, channels]` of the maps.
    pub fn maps_shape(&self) -> [usize; 4] {
        let [height, width] = self.size;
        [self.batch, height, width, self.channels]
    }

    /// `[kernel_height, kernel_width, channels / groups, filters]`.
    pub fn kernel_shape(&self) -> [usize; 4] {
        let [height, width] = self.kernel_size;
        [height, width, self.group_channels(), self.filters]
    }

    /// `[batch, out_height, out_width, filters]`.
    pub fn output_shape(&self) -> [usize; 4] {
        let [height, width] = self.out_size;
        [self.batch, height, width, self.filters]
    }

    /// The same with another number of groups, which are as much wider or narrower.
    ///
    /// # Panics
    /// Where channels or filters cannot be divided into as many.
    pub fn with_groups(self, groups: usize) -> Self {
        assert_eq!(self.channels % groups, 0, "channels per group");
        assert_eq!(self.filters % groups, 0, "filters per group");
        Self { groups, ..self }
    }

    /// How far the window moves from pixel to pixel of the output.
    pub fn strides(&self) -> [usize; 2] {
        self.strides
    }

    /// How far neighboring numbers of the kernel lie apart in the maps, in pixels.
    pub fn dilation_rate(&self) -> [usize; 2] {
        self.dilation_rate
    }

    /// Independent groups of channels and filters.
    pub fn groups(&self) -> usize {
        self.groups
    }

    /// Filters of all groups.
    pub fn filters(&self) -> usize {
        self.filters
    }

    /// Filters of one group.
    pub fn group_filters(&self) -> usize {
        self.filters / self.groups
    }

    /// Channels of one group.
    pub fn group_channels(&self) -> usize {
        self.channels / self.groups
    }

    /// Windows of one map; each makes one pixel of the output.
    pub fn windows_per_map(&self) -> usize {
        self.out_size.iter().product()
    }

    /// Windows of the whole batch.
    pub fn windows(&self) -> usize {
        self.batch * self.windows_per_map()
    }

    /// Numbers that a window sees in one group, in the order of the kernel's.
    pub fn window_length(&self) -> usize {
        self.kernel_size.iter().product::<usize>() * self.group_channels()
    }

    /// Numbers of one map.
    pub fn map_length(&self) -> usize {
        self.size.iter().product::<usize>() * self.channels
    }

    /// Whether each window is one whole pixel of the maps and the windows follow one another like the
    /// pixels do, so that the maps as they lie are the matrix to multiply.
    pub fn is_pointwise(&self) -> bool {
        self.kernel_size == [1, 1]
            && self.out_size == self.size
            && self.groups == 1
            && self.strides == [1, 1]
            && self.before == [0, 0]
    }

    /// Whether windows move by one pixel and see all pixels that they cover.
    pub fn is_dense(&self) -> bool {
        self.strides == [1, 1] && self.dilation_rate == [1, 1]
    }

    /// Whether each channel is convolved by one kernel of its own.
    pub fn is_depthwise(&self) -> bool {
        self.groups > 1 && self.groups == self.channels && self.filters == self.channels
    }

    /// For each place of the output along an axis, what of the map it is summed up from.
    pub fn taps(&self, axis: usize) -> Vec<Vec<Tap>> {
        let taps = |out: usize| {
            let tap = |tap: usize| {
                let place = out * self.strides[axis] + tap * self.dilation_rate[axis];
                let place = place.checked_sub(self.before[axis])?;
                (place < self.size[axis]).then_some(Tap { place, tap })
            };
            (0..self.kernel_size[axis]).filter_map(tap).collect()
        };
        (0..self.out_size[axis]).map(taps).collect()
    }

    /// For each place of the map along an axis, what of the output is summed up from it.
    pub fn taps_backwards(&self, axis: usize) -> Vec<Vec<Tap>> {
        let mut backwards = vec![Vec::new(); self.size[axis]];
        for (out, taps) in self.taps(axis).into_iter().enumerate() {
            for Tap { place, tap } in taps {
                backwards[place].push(Tap { place: out, tap });
            }
        }
        backwards
    }

    /// The convolution that leads from the output's gradient to the maps': over the output, with the kernel turned
    /// around. None where strides leave gaps, or where more was padded than the kernel reaches.
    pub fn turned(&self) -> Option<Self> {
        if self.strides != [1, 1] {
            return None;
        }
        let reach = [0, 1].map(|axis| (self.kernel_size[axis] - 1) * self.dilation_rate[axis]);
        let [top, left] = [0, 1].map(|axis| reach[axis].checked_sub(self.before[axis]));
        // The side after each axis follows from the sizes, but may be cut off, too.
        let fits = [0, 1]
            .iter()
            .all(|&axis| self.out_size[axis] <= self.size[axis] + self.before[axis]);
        fits.then_some(Self {
            batch: self.batch,
            size: self.out_size,
            channels: self.filters,
            filters: self.channels,
            before: [top?, left?],
            out_size: self.size,
            ..*self
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_window_that_is_a_pixel_is_pointwise() {
        let of = |strides, sides| {
            ConvolutionGeometry::new([1, 4, 4, 2], [1, 1, 2, 3], strides, [1, 1], sides, 1)
        };
        assert!(of([1, 1], [(0, 0); 2]).is_pointwise());
        assert!(!of([2, 2], [(0, 0); 2]).is_pointwise());
        assert!(!of([1, 1], [(0, 1), (0, 0)]).is_pointwise());
    }
}

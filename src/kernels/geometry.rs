//! The sizes of one convolution, and where each window's numbers lie in memory.

use std::ops::Range;

use rayon::prelude::*;

use super::buffer::Buffer;

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

/// Neighboring numbers of one window that are neighbors in the map, too.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ContiguousRun {
    /// The window's numbers that this run covers, padding included, counted from the first one wanted.
    pub covered: Range<usize>,
    /// Those of them that lie inside of the map.
    pub inside: Range<usize>,
    /// Where the first number inside lies in the array of maps; means nothing where none does.
    pub source: usize,
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

    /// How far the window moves from pixel to pixel of the output.
    pub fn strides(&self) -> [usize; 2] {
        self.strides
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

    /// Numbers of a window that are neighbors in the maps, too.
    pub fn run_length(&self) -> usize {
        self.taps_per_run() * self.group_channels()
    }

    /// Where each run of a window starts, counted from the window's first number. Of unpadded maps.
    pub fn runs(&self) -> Vec<usize> {
        let taps = self.taps_per_run();
        let line = self.size[1] * self.channels * self.dilation_rate[0];
        let step = self.channels * self.dilation_rate[1];
        (0..self.kernel_size[0])
            .flat_map(|y| (0..self.kernel_size[1] / taps).map(move |x| y * line + x * step))
            .collect()
    }

    /// Where the first number of each window lies, of unpadded maps.
    #[inline(always)]
    pub fn firsts(&self, windows: Range<usize>) -> impl Iterator<Item = usize> {
        let [height, width] = self.out_size;
        let line = self.strides[0] * self.size[1] * self.channels;
        let step = self.strides[1] * self.channels;
        let in_map = windows.start % self.windows_per_map();
        let mut map = windows.start / self.windows_per_map() * self.map_length();
        let (mut y, mut x) = (in_map / width, in_map % width);
        let map_length = self.map_length();
        windows.map(move |_| {
            let first = map + y * line + x * step;
            x += 1;
            if x == width {
                (x, y) = (0, y + 1);
            }
            if y == height {
                (y, map) = (0, map + map_length);
            }
            first
        })
    }

    /// Shows the `wanted` numbers of one window of one group as runs, in order and without gaps.
    #[inline(always)]
    pub fn for_each_run(
        &self,
        window: usize,
        group: usize,
        wanted: &Range<usize>,
        mut visit: impl FnMut(ContiguousRun),
    ) {
        let [_, out_width] = self.out_size;
        let in_map = window % self.windows_per_map();
        let map_start = window / self.windows_per_map() * self.map_length();
        let top = self.first(0, in_map / out_width);
        let left = self.first(1, in_map % out_width);
        let taps = self.taps_per_run();
        let length = taps * self.group_channels();
        let runs_per_line = self.kernel_size[1] / taps;
        // Only the runs that have something to do with what is wanted.
        for run in wanted.start / length..wanted.end.div_ceil(length) {
            let y = top + (run / runs_per_line * self.dilation_rate[0]) as isize;
            let x = left + (run % runs_per_line * self.dilation_rate[1]) as isize;
            let start = run * length;
            let clip = |place: usize| place.clamp(wanted.start, wanted.end) - wanted.start;
            let taps_inside = self.taps_inside(y, x, taps);
            let first_inside =
                (start + taps_inside.start * self.group_channels()).clamp(wanted.start, wanted.end);
            let source =
                self.pixel(y, x) + (group * self.group_channels() + first_inside - start) as isize;
            visit(ContiguousRun {
                covered: clip(start)..clip(start + length),
                inside: first_inside - wanted.start
                    ..clip(start + taps_inside.end * self.group_channels()),
                source: map_start.wrapping_add_signed(source),
            });
        }
    }

    /// Taps of the kernel that lie side by side in the maps: a whole line of it, unless gaps part them.
    fn taps_per_run(&self) -> usize {
        if self.dilation_rate[1] == 1 && self.groups == 1 {
            self.kernel_size[1]
        } else {
            1
        }
    }

    /// The place of a window's first tap on one axis; negative in the padding.
    fn first(&self, axis: usize, out: usize) -> isize {
        (out * self.strides[axis]) as isize - self.before[axis] as isize
    }

    /// Which of `taps` taps, the first at column `x` of line `y`, lie inside of the map.
    fn taps_inside(&self, y: isize, x: isize, taps: usize) -> Range<usize> {
        let [height, width] = self.size.map(|size| size as isize);
        if y < 0 || y >= height {
            return 0..0;
        }
        let start = (-x).clamp(0, taps as isize);
        let end = (width - x).clamp(start, taps as isize);
        start as usize..end as usize
    }

    /// Where a pixel's numbers start in its map; may lie outside.
    fn pixel(&self, y: isize, x: isize) -> isize {
        (y * self.size[1] as isize + x) * self.channels as isize
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn runs(
        geometry: &ConvolutionGeometry,
        window: usize,
        wanted: Range<usize>,
    ) -> Vec<ContiguousRun> {
        let mut runs = Vec::new();
        geometry.for_each_run(window, 0, &wanted, |run| runs.push(run));
        runs
    }

    // A 3×3 window on a map of 4×4 pixels with 2 channels and one line of zeros around.
    fn padded() -> ConvolutionGeometry {
        ConvolutionGeometry::new([1, 4, 4, 2], [3, 3, 2, 5], [1, 1], [1, 1], [(1, 1); 2], 1)
    }

    #[test]
    fn the_window_in_the_corner_sees_padding_above_and_to_the_left() {
        let found = runs(&padded(), 0, 0..18);
        assert_eq!(found[0].covered, 0..6);
        assert!(found[0].inside.is_empty());
        assert_eq!((found[1].inside.clone(), found[1].source), (8..12, 0));
        assert_eq!((found[2].inside.clone(), found[2].source), (14..18, 8));
    }

    #[test]
    fn a_part_of_a_window_is_counted_from_its_first_number() {
        let found = runs(&padded(), 5, 4..9);
        // Window 5 starts at the map's first pixel; numbers 4 and 5 are its third pixel.
        let run = |covered: Range<usize>, source| ContiguousRun {
            covered: covered.clone(),
            inside: covered,
            source,
        };
        assert_eq!(found, [run(0..2, 4), run(2..5, 8)]);
    }

    #[test]
    fn gaps_and_groups_make_each_tap_a_run() {
        let geometry =
            ConvolutionGeometry::new([1, 5, 5, 4], [2, 2, 2, 2], [1, 1], [2, 2], [(0, 0); 2], 2);
        let mut sources = Vec::new();
        geometry.for_each_run(0, 1, &(0..8), |run| sources.push(run.source));
        // Pixels (0, 0), (0, 2), (2, 0) and (2, 2), each from its third channel on.
        assert_eq!(sources, [2, 10, 42, 50]);
    }

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

//! Where the numbers of each window lie in memory: those that are neighbors in the maps, too, are a run.

use std::ops::Range;

use super::ConvolutionGeometry;

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

impl ConvolutionGeometry {
    /// Numbers of a window that are neighbors in the maps, too.
    pub fn run_length(&self) -> usize {
        self.taps_per_run() * self.group_channels()
    }

    /// Whether a whole line of the kernel is a run.
    pub fn lines_are_runs(&self) -> bool {
        self.taps_per_run() == self.kernel_size[1]
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
    pub fn first(&self, axis: usize, out: usize) -> isize {
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
}

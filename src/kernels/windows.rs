//! The windows of a convolution as a matrix that is never written out: one window a row (im2col), packed piece by
//! piece for a product.

use std::ops::Range;

use rayon::prelude::*;

use super::buffer::Buffer;
use super::geometry::ConvolutionGeometry;
use super::product::{COLUMNS_PACKED, Left, PanelLayout, ROW_STEP, Right, spread, turn};

/// Channels of a kernel that are exchanged with filters at once: a line of the cache; and filters: a panel of 16 kilobytes.
const CHANNELS_TURNED: usize = 16;
const FILTERS_TURNED: usize = 256;

/// Windows as rows, and the numbers that each sees as columns.
#[derive(Debug)]
pub struct Windows<'a> {
    /// The maps that the windows lie on, with their padding.
    maps: &'a [f32],
    geometry: &'a ConvolutionGeometry,
    /// Where each run of neighboring numbers starts, counted from the window's first number.
    runs: Vec<usize>,
    run_length: usize,
    /// The first channel of the group that is seen.
    first_channel: usize,
    /// The window that is counted as the first.
    first_window: usize,
}

/// The numbers that windows see as rows, and the windows as columns.
#[derive(Debug)]
pub struct TransposedWindows<'a>(pub Windows<'a>);

/// The kernel of the convolution that undoes the places of another: from a gradient of the output to the maps'.
/// Taps are turned around, filters and channels exchanged.
#[derive(Debug, Clone, Copy)]
pub struct TurnedKernel<'a> {
    /// The kernel, `[kernel_height, kernel_width, channels / groups, filters]`, dense.
    pub kernel: &'a [f32],
    /// The geometry of the kernel's own convolution.
    pub geometry: &'a ConvolutionGeometry,
    pub group: usize,
}

/// The same written out, of a convolution without groups: `[kernel_height, kernel_width, filters, channels]`.
pub fn turned_kernel(kernel: &[f32], geometry: &ConvolutionGeometry) -> Buffer {
    let [.., channels, filters] = geometry.kernel_shape();
    let mut turned = Buffer::of(kernel.len());
    let plane = channels * filters;
    let taps = turned.par_chunks_mut(plane);
    let taps = taps.zip(kernel.par_chunks(plane).rev());
    taps.for_each(|(turned, kernel)| {
        // By way of a panel in the first cache, so that long rows are read and whole lines of the cache written.
        let mut panel = [[0.0; CHANNELS_TURNED]; FILTERS_TURNED];
        for first_channel in (0..channels).step_by(CHANNELS_TURNED) {
            let tall = CHANNELS_TURNED.min(channels - first_channel);
            for first_filter in (0..filters).step_by(FILTERS_TURNED) {
                let wide = FILTERS_TURNED.min(filters - first_filter);
                for channel in 0..tall {
                    let row = &kernel[(first_channel + channel) * filters + first_filter..][..wide];
                    for (column, number) in panel.iter_mut().zip(row) {
                        column[channel] = *number;
                    }
                }
                for (filter, column) in panel[..wide].iter().enumerate() {
                    let place = (first_filter + filter) * channels + first_channel;
                    turned[place..place + tall].copy_from_slice(&column[..tall]);
                }
            }
        }
    });
    turned
}

impl<'a> Windows<'a> {
    /// The windows of one group of channels on padded maps.
    ///
    /// # Panics
    /// Where the geometry still asks for padding, or the maps do not have its size.
    pub fn new(maps: &'a [f32], geometry: &'a ConvolutionGeometry, group: usize) -> Self {
        assert!(geometry.is_unpadded(), "windows that reach over their maps");
        assert_eq!(maps.len(), geometry.maps_shape().iter().product::<usize>());
        Self {
            maps,
            geometry,
            runs: geometry.runs(),
            run_length: geometry.run_length(),
            first_channel: group * geometry.group_channels(),
            first_window: 0,
        }
    }

    /// The same windows, counted from a later one.
    pub fn starting_with(self, first_window: usize) -> Self {
        Self {
            first_window,
            ..self
        }
    }

    /// Where the first number of each window lies.
    #[inline(always)]
    fn firsts(&self, windows: Range<usize>) -> impl Iterator<Item = usize> {
        let first = self.first_window;
        self.geometry
            .firsts(first + windows.start..first + windows.end)
    }

    /// The pieces of the runs that some of a window's numbers lie in.
    fn pieces(&self, wanted: &Range<usize>) -> Vec<WindowPiece> {
        let length = self.run_length;
        let runs = wanted.start / length..wanted.end.div_ceil(length);
        let piece = |run: usize| {
            let start = wanted.start.max(run * length);
            let end = wanted.end.min((run + 1) * length);
            WindowPiece {
                from: self.first_channel + self.runs[run] + start - run * length,
                to: start - wanted.start,
                length: end - start,
            }
        };
        runs.map(piece).collect()
    }

    /// Packs the `wanted` numbers of some windows, side by side for each window.
    #[inline(always)]
    fn spread<const TILE: usize>(
        &self,
        windows: Range<usize>,
        wanted: Range<usize>,
        panels: &mut [f32],
    ) {
        let pieces = self.pieces(&wanted);
        let count = windows.len();
        let firsts = self.firsts(windows).enumerate();
        if let [piece] = pieces.as_slice() {
            for (index, first) in firsts {
                let numbers = &self.maps[first + piece.from..][..piece.length];
                spread::<TILE>(numbers, index, count, panels);
            }
            return;
        }
        let mut row = [0.0; COLUMNS_PACKED];
        let row = &mut row[..wanted.len()];
        for (index, first) in firsts {
            self.copy(first, &pieces, row);
            spread::<TILE>(row, index, count, panels);
        }
    }

    #[inline(always)]
    fn copy(&self, first: usize, pieces: &[WindowPiece], row: &mut [f32]) {
        for piece in pieces {
            let source = &self.maps[first + piece.from..][..piece.length];
            copy(&mut row[piece.to..][..piece.length], source);
        }
    }
}

/// Neighboring numbers of a window that are wanted.
#[derive(Debug, Clone, Copy)]
struct WindowPiece {
    /// Counted from the window's first number in the maps.
    from: usize,
    /// Counted from the first number wanted.
    to: usize,
    length: usize,
}

impl Left for Windows<'_> {
    const LAYOUT: PanelLayout = PanelLayout::Rows;

    #[inline(always)]
    fn pack<const TILE: usize>(&self, rows: Range<usize>, depth: Range<usize>, panels: &mut [f32]) {
        let pieces = self.pieces(&depth);
        for (first, row) in self.firsts(rows).zip(panels.chunks_mut(ROW_STEP)) {
            self.copy(first, &pieces, row);
        }
    }
}

impl Left for TransposedWindows<'_> {
    const LAYOUT: PanelLayout = PanelLayout::Depths;

    #[inline(always)]
    fn pack<const TILE: usize>(&self, rows: Range<usize>, depth: Range<usize>, panels: &mut [f32]) {
        self.0.spread::<TILE>(depth, rows, panels);
    }
}

impl Right for Windows<'_> {
    #[inline(always)]
    fn pack<const TILE: usize>(
        &self,
        depth: Range<usize>,
        columns: Range<usize>,
        panels: &mut [f32],
    ) {
        self.spread::<TILE>(depth, columns, panels);
    }
}

impl Right for TurnedKernel<'_> {
    #[inline(always)]
    fn pack<const TILE: usize>(
        &self,
        depth: Range<usize>,
        columns: Range<usize>,
        panels: &mut [f32],
    ) {
        let geometry = self.geometry;
        let (filters, own) = (geometry.filters(), geometry.group_filters());
        let channels = geometry.group_channels();
        let taps = geometry.window_length() / channels;
        // Depth counts the gradient's filters within the taps of the turned kernel.
        for tap in depth.start / own..depth.end.div_ceil(own) {
            let wanted = depth.start.max(tap * own)..depth.end.min((tap + 1) * own);
            let first_filter = self.group * own + wanted.start - tap * own;
            for (index, channel) in columns.clone().enumerate() {
                let source = ((taps - 1 - tap) * channels + channel) * filters + first_filter;
                let panel = &mut panels[index / TILE * TILE * depth.len()..];
                let numbers = &self.kernel[source..][..wanted.len()];
                let from = (wanted.start - depth.start) * TILE;
                turn::<TILE>(numbers, index % TILE, &mut panel[from..]);
            }
        }
    }
}

/// Copies a few numbers without a loop or a call, the last ones perhaps twice: runs of small kernels on few channels
/// are so short that the call would cost more than the copy.
#[inline(always)]
fn copy(target: &mut [f32], source: &[f32]) {
    match source.len() {
        4..=8 => copy_ends::<4>(target, source),
        9..=16 => copy_ends::<8>(target, source),
        17..=32 => copy_ends::<16>(target, source),
        33..=64 => copy_ends::<32>(target, source),
        _ => target.copy_from_slice(source),
    }
}

#[inline(always)]
fn copy_ends<const COUNT: usize>(target: &mut [f32], source: &[f32]) {
    if let (Some(first), Some(last)) = (source.first_chunk(), source.last_chunk()) {
        if let Some(target) = target.first_chunk_mut::<COUNT>() {
            *target = *first;
        }
        if let Some(target) = target.last_chunk_mut::<COUNT>() {
            *target = *last;
        }
    }
}

/// Adds each number of the windows, one window a row, to the place of the map that it was seen at (col2im); what
/// belongs to the padding is dropped. `maps` and `rows` start with the first of the `windows`' map.
pub fn scatter_add(
    rows: &[f32],
    geometry: &ConvolutionGeometry,
    group: usize,
    windows: Range<usize>,
    maps: &mut [f32],
) {
    let all = 0..geometry.window_length();
    let skipped = windows.start / geometry.windows_per_map().max(1) * geometry.map_length();
    debug_assert_eq!(rows.len(), windows.len() * all.len());
    for (window, row) in windows.zip(rows.chunks_exact(all.len())) {
        geometry.for_each_run(window, group, &all, |run| {
            if run.inside.is_empty() {
                return;
            }
            let target = &mut maps[run.source - skipped..][..run.inside.len()];
            for (sum, number) in target.iter_mut().zip(&row[run.inside]) {
                *sum += number;
            }
        });
    }
}

//! Windows as rows of a matrix (im2col), and back.

use std::cell::RefCell;
use std::ops::Range;

use super::geometry::ConvolutionGeometry;

thread_local! {
    /// Kept between calls, so that no layer asks the system for memory tile by tile.
    static SCRATCH: RefCell<Vec<f32>> = const { RefCell::new(Vec::new()) };
}

/// Lends this thread's scratch memory: `length` numbers that hold anything.
///
/// # Panics
/// When `work` asks for scratch memory itself.
pub fn with_scratch<R>(length: usize, work: impl FnOnce(&mut [f32]) -> R) -> R {
    SCRATCH.with_borrow_mut(|scratch| {
        if scratch.len() < length {
            scratch.resize(length, 0.0);
        }
        work(&mut scratch[..length])
    })
}

/// Copies the `wanted` numbers of each window of a group, one window a row, with zeros for the padding.
pub fn gather(
    maps: &[f32],
    geometry: &ConvolutionGeometry,
    group: usize,
    windows: Range<usize>,
    wanted: &Range<usize>,
    rows: &mut [f32],
) {
    debug_assert_eq!(rows.len(), windows.len() * wanted.len());
    for (window, row) in windows.zip(rows.chunks_exact_mut(wanted.len())) {
        geometry.for_each_run(window, group, wanted, |run| {
            row[run.covered.start..run.inside.start].fill(0.0);
            if !run.inside.is_empty() {
                let source = &maps[run.source..][..run.inside.len()];
                row[run.inside.clone()].copy_from_slice(source);
            }
            row[run.inside.end..run.covered.end].fill(0.0);
        });
    }
}

/// Adds each number of the windows, one window a row, to the place of the map that it was seen at;
/// what belongs to the padding is dropped. `maps` start with map number `first_map`.
pub fn scatter_add(
    rows: &[f32],
    geometry: &ConvolutionGeometry,
    group: usize,
    windows: Range<usize>,
    first_map: usize,
    maps: &mut [f32],
) {
    let all = 0..geometry.window_length();
    let skipped = first_map * geometry.map_length();
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

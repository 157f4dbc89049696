//! Walking over dense rows of channels: in pieces, on all threads, compiled for the machine.
//!
//! Pieces depend on the sizes alone, and what is summed over them is summed in their order, so the number of threads
//! changes no bit of a result.

use rayon::prelude::*;

use super::simd::vectorized;

/// Numbers of a piece: large enough that sharing it out costs nothing, small enough for the second cache.
const PIECE: usize = 16 * 1024;

/// Numbers of a piece that holds whole rows.
fn piece(row: usize) -> usize {
    (PIECE / row.max(1)).max(1) * row.max(1)
}

/// Replaces each number of `target` by what `work` makes of pieces of it and, beside it, of `source`.
pub fn update(
    target: &mut [f32],
    source: &[f32],
    row: usize,
    work: impl Fn(&mut [f32], &[f32]) + Sync,
) {
    assert_eq!(target.len(), source.len(), "arrays side by side");
    let piece = piece(row);
    target
        .par_chunks_mut(piece)
        .zip(source.par_chunks(piece))
        .for_each(|(target, source)| {
            vectorized(
                #[inline(always)]
                || work(target, source),
            );
        });
}

/// Like [`update`] with a second source.
pub fn update_from_two(
    target: &mut [f32],
    sources: [&[f32]; 2],
    row: usize,
    work: impl Fn(&mut [f32], [&[f32]; 2]) + Sync,
) {
    for source in sources {
        assert_eq!(target.len(), source.len(), "arrays side by side");
    }
    let piece = piece(row);
    target
        .par_chunks_mut(piece)
        .zip(sources[0].par_chunks(piece))
        .zip(sources[1].par_chunks(piece))
        .for_each(|((target, first), second)| {
            vectorized(
                #[inline(always)]
                || work(target, [first, second]),
            );
        });
}

/// Like [`update_from_two`], and what `work` finds out about each piece meanwhile, in order.
pub fn update_and_gather<T: Send>(
    target: &mut [f32],
    sources: [&[f32]; 2],
    row: usize,
    work: impl Fn(&mut [f32], [&[f32]; 2]) -> T + Sync,
) -> Vec<T> {
    for source in sources {
        assert_eq!(target.len(), source.len(), "arrays side by side");
    }
    let piece = piece(row);
    target
        .par_chunks_mut(piece)
        .zip(sources[0].par_chunks(piece))
        .zip(sources[1].par_chunks(piece))
        .map(|((target, first), second)| {
            vectorized(
                #[inline(always)]
                || work(target, [first, second]),
            )
        })
        .collect()
}

/// What `work` finds out about each piece of two arrays side by side, in order.
pub fn gather<T: Send>(
    arrays: [&[f32]; 2],
    row: usize,
    work: impl Fn([&[f32]; 2]) -> T + Sync,
) -> Vec<T> {
    assert_eq!(arrays[0].len(), arrays[1].len(), "arrays side by side");
    let piece = piece(row);
    arrays[0]
        .par_chunks(piece)
        .zip(arrays[1].par_chunks(piece))
        .map(|(first, second)| {
            vectorized(
                #[inline(always)]
                || work([first, second]),
            )
        })
        .collect()
}

/// Adds numbers to sums, one to one.
#[inline(always)]
pub fn add(sums: &mut [f32], numbers: &[f32]) {
    for (sum, number) in sums.iter_mut().zip(numbers) {
        *sum += number;
    }
}

/// Adds a multiple of numbers to sums, one to one.
#[inline(always)]
pub fn add_multiple(sums: &mut [f32], numbers: &[f32], factor: f32) {
    for (sum, number) in sums.iter_mut().zip(numbers) {
        *sum += number * factor;
    }
}

//! Convolution with kernels of 3×3 numbers in a quarter of the multiplications: Winograd's minimal filtering F(4×4, 3×3), as Lavin
//! and Gray describe it ("Fast Algorithms for Convolutional Neural Networks", CVPR 2016, arXiv:1509.09308).
//!
//! A tile of 6×6 pixels and the kernel become 36 numbers each for every channel (`transforms`); their products, summed up over the
//! channels, are 36 matrix products over all tiles (`planes`); and the sums become 4×4 pixels of the output (`tiles`), which by the
//! definition takes 144. Tiles are worked on some at a time, so that what they become stays in the caches. Every number is summed
//! in an order that the sizes alone fix.
//!
//! Sums and differences of neighbors cancel digits: results are off by three to eight times of what the definition's float32 is off by,
//! 1 to 4 millionths of the largest.
//! A number that is not finite makes all of its tile NaN.

mod planes;
mod tiles;
mod transforms;

use rayon::prelude::*;

use super::buffer::Buffer;
use super::geometry::ConvolutionGeometry;
use super::product::{Start, Target};
use super::simd::vectorized_products;
use planes::Planes;
use tiles::Tiles;
use transforms::{EMPTY, LANES, PLACES, SPAN, TAPS, both_ways, firsts, lanes, of_kernel};

/// Tiles that are worked on at once: as many multiplications for each number of the kernel that is packed again for them. With
/// twice as many, layers of 64 channels take 5 % longer, because what tiles become leaves the second cache; with half of them,
/// those of 256 channels take 10 to 50 % longer.
const TILES_AT_ONCE: usize = 48;

/// What transforming a number of a tile costs, in multiplications. With these three costs no layer of 32 to 512 channels on 1 to 512
/// tiles was slower here than by its windows, and those that are left to windows would gain a third at most:
/// `tests/soundness/examples/convolutions.rs` measures it.
const TRANSFORM: usize = 24;
/// What transforming and packing a number of the kernel costs likewise.
const KERNEL: usize = 48;
/// What packing a number of a window costs that is multiplied as it is.
const PACKING: usize = 8;

/// Whether a convolution and its gradients are computed here sooner than as products over their windows.
pub fn is_worth(geometry: &ConvolutionGeometry) -> bool {
    if !fits(geometry) {
        return false;
    }
    let [_, _, channels, filters] = geometry.kernel_shape();
    let tiles = Tiles::new(geometry);
    let tiles = tiles.lines() * tiles.per_line();
    let weights = channels * filters;
    let of_tile = weights + (channels + filters) * TRANSFORM;
    let here = PLACES * (tiles * of_tile + weights * KERNEL);
    let there = TAPS * TAPS * geometry.windows() * (weights + channels * PACKING);
    here < there
}

/// Whether a convolution can be computed here: its kernel, and channels enough to fill some registers.
pub fn fits(geometry: &ConvolutionGeometry) -> bool {
    let [height, width, channels, filters] = geometry.kernel_shape();
    [height, width] == [TAPS, TAPS]
        && geometry.is_dense()
        && geometry.groups() == 1
        && channels.min(filters) >= LANES
}

/// The output, with `bias` where there is one. The maps' gradient is one, too: of the output's gradient with the kernel turned around.
pub fn forward(
    maps: &[f32],
    kernel: &[f32],
    bias: Option<&[f32]>,
    geometry: &ConvolutionGeometry,
) -> Buffer {
    let [_, _, channels, filters] = geometry.kernel_shape();
    let weights = transformed_kernel(kernel, channels, filters);
    let tiles = Tiles::new(geometry);
    let lines_at_once = lines_at_once(&tiles);
    let count = lines_at_once * tiles.per_line();
    let (mut of_maps, mut sums) = (Planes::of(count, channels), Planes::of(count, filters));
    let mut output = Buffer::of(geometry.windows() * filters);
    let mut lines = tiles.lines_of(&mut output);
    for (index, lines) in lines.chunks_mut(lines_at_once).enumerate() {
        let first = index * lines_at_once;
        tiles.transform_maps(maps, first..first + lines.len(), &mut of_maps);
        sums.multiply(lines.len() * tiles.per_line(), &of_maps, &weights);
        tiles.write_output(&sums, bias, lines);
    }
    output
}

/// The gradient of the kernel, given the output's.
pub fn kernel_gradient(
    maps: &[f32],
    output_gradient: &[f32],
    geometry: &ConvolutionGeometry,
) -> Buffer {
    let [_, _, channels, filters] = geometry.kernel_shape();
    let tiles = Tiles::new(geometry);
    let lines_at_once = lines_at_once(&tiles);
    let count = lines_at_once * tiles.per_line();
    let (mut of_maps, mut of_output) = (Planes::of(count, channels), Planes::of(count, filters));
    let mut sums = Planes::of(channels, filters);
    for first in (0..tiles.lines()).step_by(lines_at_once) {
        let lines = first..tiles.lines().min(first + lines_at_once);
        let count = lines.len() * tiles.per_line();
        tiles.transform_maps(maps, lines.clone(), &mut of_maps);
        tiles.transform_output(output_gradient, lines, &mut of_output);
        let start = if first == 0 { Start::Zero } else { Start::Kept };
        sums.multiply_turned(count, &of_maps, &of_output, start);
    }
    kernel_of(&sums, channels, filters)
}

/// Lines of tiles that are worked on at once.
fn lines_at_once(tiles: &Tiles<'_>) -> usize {
    (TILES_AT_ONCE / tiles.per_line()).clamp(1, tiles.lines().max(1))
}

/// The kernel, transformed: a row for each channel.
fn transformed_kernel(kernel: &[f32], channels: usize, filters: usize) -> Planes {
    let mut weights = Planes::of(channels, filters);
    let rows = weights.chunks_mut(1).enumerate();
    rows.for_each(|(channel, row)| {
        vectorized_products(
            #[inline(always)]
            |fused| {
                let mut half = EMPTY;
                for first in firsts(filters) {
                    both_ways(
                        &mut half,
                        #[inline(always)]
                        |numbers| of_kernel(fused, numbers),
                        #[inline(always)]
                        |y, x| {
                            let weights = ((y * TAPS + x) * channels + channel) * filters;
                            lanes(kernel, weights + first)
                        },
                        #[inline(always)]
                        |place, found| {
                            row[place * filters + first..][..LANES].copy_from_slice(found);
                        },
                    );
                }
            },
        );
    });
    weights
}

/// A kernel's gradient from its transformed sums: the way back.
fn kernel_of(sums: &Planes, channels: usize, filters: usize) -> Buffer {
    let (taps, weights) = (TAPS * TAPS, channels * filters);
    let mut gradient = Buffer::of(taps * weights);
    let blocks = Target::new(&mut gradient, taps, weights, weights).split(taps, filters);
    let rows = blocks.into_par_iter().zip(sums.chunks(1));
    rows.for_each(|(mut block, sums)| {
        vectorized_products(
            #[inline(always)]
            |fused| {
                let mut half = EMPTY;
                for first in firsts(filters) {
                    both_ways(
                        &mut half,
                        #[inline(always)]
                        |sums| transforms::kernel(fused, sums),
                        #[inline(always)]
                        |row, column| lanes(sums, (row * SPAN + column) * filters + first),
                        #[inline(always)]
                        |tap, found| {
                            let weights = block.target.row(tap, first..first + LANES);
                            weights.copy_from_slice(found);
                        },
                    );
                }
            },
        );
    });
    gradient
}

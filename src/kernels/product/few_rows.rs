//! Products with few rows, as of one picture's smallest maps: there each number of the right factor is used so seldom that packing it
//! takes longer than multiplying it. It is read once, where it lies, some rows at a time, for all rows of sums, which stay in the
//! first cache. Numbers are summed in the order that tiles have, so that both give the same bits.

use rayon::prelude::*;

use super::super::simd::{added, vectorized_products};
use super::matrix::Matrix;
use super::{
    Block, DEPTH, Left, PanelLayout, Product, ROW_STEP, Right, SCRATCH, Scratch, Target, chunks,
};

/// The most rows.
const ROWS: usize = 10;
/// The fewest columns: with fewer, the right factor is small.
const COLUMNS: usize = 256;
/// Sums that stay in the first cache, half of it.
const SUMS: usize = 4096;
/// Rows of the right factor that are multiplied at once, so that sums are read and written once for as many products.
const AT_ONCE: usize = 8;
/// Sums that are in registers at a time.
const LANES: usize = 16;

impl<L: Left, R: Right> Product<'_, L, R> {
    /// The right factor, where the product is computed sooner here.
    pub(super) fn right_in_place(&self, target: &Target<'_>) -> Option<Matrix<'_>> {
        let is_few = target.rows() <= ROWS && target.columns() >= COLUMNS && self.depth > 0;
        let is_worth = is_few && L::LAYOUT == PanelLayout::Rows;
        is_worth.then(|| self.right.as_matrix()).flatten()
    }

    /// Computes the product, on some threads.
    pub(super) fn few_rows(&self, right: Matrix<'_>, target: Target<'_>, threads: usize) {
        let rows = target.rows();
        let width = target.columns().div_ceil(threads).next_multiple_of(AT_ONCE);
        let mut blocks = target.split(rows, width);
        let blocks = blocks.par_iter_mut().with_max_len(1);
        blocks.for_each(|block| {
            SCRATCH.with_borrow_mut(|scratch| {
                scratch.reserve();
                vectorized_products(
                    #[inline(always)]
                    |is_fused| self.block_of_few_rows(right, block, scratch, is_fused),
                );
            });
        });
    }

    #[inline(always)]
    fn block_of_few_rows(
        &self,
        right: Matrix<'_>,
        block: &mut Block<'_>,
        scratch: &mut Scratch,
        is_fused: bool,
    ) {
        let rows = block.target.rows();
        for columns in chunks(0..block.target.columns(), SUMS / rows) {
            let width = columns.len();
            let wanted = block.left + columns.start..block.left + columns.end;
            let sums = &mut scratch.right[..rows * width];
            for depth in chunks(0..self.depth, DEPTH) {
                let wanted_rows = block.top..block.top + rows;
                self.left
                    .pack::<ROWS>(wanted_rows, depth.clone(), &mut scratch.left);
                sums.fill(0.0);
                for some in chunks(depth.clone(), AT_ONCE) {
                    let factors = &scratch.left[some.start - depth.start..];
                    if some.len() == AT_ONCE {
                        let right = right.rows::<AT_ONCE>(some.start, &wanted);
                        add_products(sums, width, factors, right, is_fused);
                    } else {
                        for (k, place) in some.zip(0..) {
                            let right = right.rows::<1>(k, &wanted);
                            add_products(sums, width, &factors[place..], right, is_fused);
                        }
                    }
                }
                for (row, sums) in sums.chunks_exact(width).enumerate() {
                    let numbers = block.target.row(row, columns.clone());
                    let is_first = depth.start == 0;
                    self.start
                        .write::<LANES>(numbers, wanted.start, is_first, sums);
                }
            }
        }
    }
}

/// Adds to each row of `width` sums its factors' products with `COUNT` rows; a row's factors lie [`ROW_STEP`] behind those of the row
/// before.
#[inline(always)]
fn add_products<const COUNT: usize>(
    sums: &mut [f32],
    width: usize,
    factors: &[f32],
    right: [&[f32]; COUNT],
    is_fused: bool,
) {
    let right = right.map(|row| row[..width].as_chunks::<LANES>());
    for (sums, factors) in sums.chunks_exact_mut(width).zip(factors.chunks(ROW_STEP)) {
        let factors: [f32; COUNT] = std::array::from_fn(|k| factors[k]);
        let (sums, rest) = sums.as_chunks_mut::<LANES>();
        for (place, sums) in sums.iter_mut().enumerate() {
            let mut kept = *sums;
            for k in 0..COUNT {
                let row = &right[k].0[place];
                for lane in 0..LANES {
                    kept[lane] = added(is_fused, kept[lane], row[lane], factors[k]);
                }
            }
            *sums = kept;
        }
        for ((_, row), factor) in right.iter().zip(factors) {
            for (sum, number) in rest.iter_mut().zip(*row) {
                *sum = added(is_fused, *sum, *number, factor);
            }
        }
    }
}

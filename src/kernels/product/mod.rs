//! Matrix products from factors that are packed while they are read, so that neither the windows of a convolution
//! nor a transposed matrix is ever written out as a whole.
//! Never knows what its factors mean.
//!
//! The product is cut into blocks, one task each. A task walks through its block as Goto and van de Geijn describe
//! (ACM TOMS 34, 2008): a piece of the right factor is packed for the second cache, strips of the left factor for
//! the first, and a tile of sums stays in registers.

mod few_rows;
mod matrix;
mod on_tiles;
mod share;
mod target;
mod tile;
mod walk;

pub use matrix::{Matrix, Transposed, spread, turn};
pub use on_tiles::{OnTiles, tile_size, with_tile};
pub use target::{Block, Target};
pub use tile::{DEPTH, PanelLayout, ROW_STEP, Sums, Tile};
pub use walk::{LeftSteps, RightSteps, Walk};

use std::cell::RefCell;
use std::ops::Range;

use rayon::prelude::*;

use super::rows::add;
use super::simd::vectorized;
use share::share;

/// Columns of the right factor that are packed at once, a multiple of every tile's: with [`DEPTH`] a megabyte, of which a panel at a
/// time is in the first cache. With a quarter of them, for which the left factor is packed again, products of 128 rows and 2,048
/// columns take a sixth longer.
pub const COLUMNS_PACKED: usize = 1024;
/// Rows of the left factor that are packed at once, a multiple of every tile's.
const ROWS_PACKED: usize = 96;

/// The left factor of a product.
pub trait Left: Sync {
    /// How its numbers are packed.
    const LAYOUT: PanelLayout;

    /// Packs a block into panels of `TILE` rows, as [`PanelLayout`] says.
    fn pack<const TILE: usize>(&self, rows: Range<usize>, depth: Range<usize>, panels: &mut [f32]);
}

/// The right factor of a product.
pub trait Right: Sync {
    /// Packs a block into panels of `TILE` columns, whose numbers lie side by side for each depth. What a last
    /// panel lacks may hold anything.
    fn pack<const TILE: usize>(
        &self,
        depth: Range<usize>,
        columns: Range<usize>,
        panels: &mut [f32],
    );

    /// The factor as it lies in memory, where it does.
    fn as_matrix(&self) -> Option<Matrix<'_>> {
        None
    }
}

/// What the products are added to.
#[derive(Debug, Clone, Copy)]
pub enum Start<'a> {
    /// Nothing: the target may hold anything.
    Zero,
    /// A number for each column.
    Bias(&'a [f32]),
    /// What the target holds.
    Kept,
}

impl Start<'_> {
    /// Writes a row of sums to the `numbers` of a target from column `first` on: in place of what they start with, or to what is
    /// there of earlier sums. `COLUMNS` are the rule, and copied without a loop.
    #[inline(always)]
    pub fn write<const COLUMNS: usize>(
        self,
        numbers: &mut [f32],
        first: usize,
        is_first: bool,
        sums: &[f32],
    ) {
        match self {
            Self::Zero if is_first => put::<COLUMNS>(numbers, sums),
            Self::Bias(bias) if is_first => {
                put::<COLUMNS>(numbers, sums);
                add(numbers, &bias[first..]);
            }
            _ => add(numbers, sums),
        }
    }
}

#[inline(always)]
fn put<const COLUMNS: usize>(numbers: &mut [f32], sums: &[f32]) {
    match (numbers.as_mut_array::<COLUMNS>(), sums.first_chunk()) {
        (Some(numbers), Some(sums)) => *numbers = *sums,
        (None, _) | (_, None) => {
            let length = numbers.len();
            numbers.copy_from_slice(&sums[..length]);
        }
    }
}

/// `target = start + left · right` with `depth` products for each number, on all threads of the pool that the call
/// comes from.
pub fn multiply(
    target: Target<'_>,
    depth: usize,
    left: &impl Left,
    right: &impl Right,
    start: Start<'_>,
) {
    let product = Product {
        depth,
        left,
        right,
        start,
    };
    product.compute(target, rayon::current_num_threads());
}

/// Like [`multiply`], on this thread alone, as one of many that each have a product of their own.
pub fn multiply_here(
    target: Target<'_>,
    depth: usize,
    left: &impl Left,
    right: &impl Right,
    start: Start<'_>,
) {
    let product = Product {
        depth,
        left,
        right,
        start,
    };
    product.compute(target, 1);
}

/// A product that is to be computed on some threads.
struct Sharing<'a, 't, L, R> {
    product: &'a Product<'a, L, R>,
    target: Target<'t>,
    threads: usize,
}

impl<L: Left, R: Right> OnTiles for Sharing<'_, '_, L, R> {
    type Output = ();

    fn compute<const ROWS: usize, const COLUMNS: usize>(self, tile: Tile<ROWS, COLUMNS>) {
        self.product.share_out(tile, self.target, self.threads);
    }
}

/// A product: what all of its blocks have in common.
struct Product<'a, L, R> {
    depth: usize,
    left: &'a L,
    right: &'a R,
    start: Start<'a>,
}

/// Memory of a thread for packed numbers, kept between calls.
#[derive(Default)]
struct Scratch {
    left: Vec<f32>,
    right: Vec<f32>,
}

thread_local! {
    static SCRATCH: RefCell<Scratch> = RefCell::default();
}

impl<L: Left, R: Right> Product<'_, L, R> {
    fn compute(&self, target: Target<'_>, threads: usize) {
        if let Some(right) = self.right_in_place(&target) {
            return self.few_rows(right, target, threads);
        }
        with_tile(Sharing {
            product: self,
            target,
            threads,
        });
    }

    fn share_out<const ROWS: usize, const COLUMNS: usize>(
        &self,
        tile: Tile<ROWS, COLUMNS>,
        target: Target<'_>,
        threads: usize,
    ) {
        if threads == 1 {
            let (top, left) = (0, 0);
            self.block(tile, &mut Block { top, left, target });
            return;
        }
        let share = share::<ROWS, COLUMNS>(target.rows(), target.columns(), threads);
        let mut blocks = target.split(share.rows, share.columns);
        match blocks.as_mut_slice() {
            [single] => self.block(tile, single),
            blocks => blocks
                .par_iter_mut()
                .with_max_len(1)
                .for_each(|block| self.block(tile, block)),
        }
    }

    fn block<const ROWS: usize, const COLUMNS: usize>(
        &self,
        tile: Tile<ROWS, COLUMNS>,
        block: &mut Block<'_>,
    ) {
        SCRATCH.with_borrow_mut(|scratch| {
            scratch.reserve();
            vectorized(
                #[inline(always)]
                || self.compute_block(tile, block, scratch),
            );
        });
    }

    #[inline(always)]
    fn compute_block<const ROWS: usize, const COLUMNS: usize>(
        &self,
        tile: Tile<ROWS, COLUMNS>,
        block: &mut Block<'_>,
        scratch: &mut Scratch,
    ) {
        if self.depth == 0 {
            self.write_start(block);
            return;
        }
        let (top, first) = (block.top, block.left);
        for columns in chunks(0..block.target.columns(), COLUMNS_PACKED) {
            for depth in chunks(0..self.depth, DEPTH) {
                let wanted = first + columns.start..first + columns.end;
                let packed = scratch.right.as_mut_slice();
                self.right.pack::<COLUMNS>(depth.clone(), wanted, packed);
                for rows in chunks(0..block.target.rows(), ROWS_PACKED) {
                    let wanted = top + rows.start..top + rows.end;
                    let packed = scratch.left.as_mut_slice();
                    self.left.pack::<ROWS>(wanted, depth.clone(), packed);
                    let place = PackSize {
                        rows,
                        columns: columns.clone(),
                        depth: depth.clone(),
                    };
                    self.tiles(tile, block, &place, scratch);
                }
            }
        }
    }

    /// Multiplies packed rows with packed columns.
    #[inline(always)]
    fn tiles<const ROWS: usize, const COLUMNS: usize>(
        &self,
        tile: Tile<ROWS, COLUMNS>,
        block: &mut Block<'_>,
        place: &PackSize,
        scratch: &Scratch,
    ) {
        let mut sums = Sums::default();
        let depth = place.depth.len();
        let left_step = match L::LAYOUT {
            PanelLayout::Rows => ROWS * ROW_STEP,
            PanelLayout::Depths => ROWS * depth,
        };
        let strips = scratch.left.chunks(left_step);
        for (rows, left) in chunks(place.rows.clone(), ROWS).zip(strips) {
            let panels = scratch.right.chunks(COLUMNS * depth);
            for (columns, right) in chunks(place.columns.clone(), COLUMNS).zip(panels) {
                tile.multiply(L::LAYOUT, depth, left, right, &mut sums);
                self.write(block, rows.clone(), columns, place.depth.start == 0, &sums);
            }
        }
    }

    #[inline(always)]
    fn write<const ROWS: usize, const COLUMNS: usize>(
        &self,
        block: &mut Block<'_>,
        rows: Range<usize>,
        columns: Range<usize>,
        is_first: bool,
        sums: &Sums<ROWS, COLUMNS>,
    ) {
        let first = block.left + columns.start;
        for (row, sums) in rows.zip(&sums.0) {
            let numbers = block.target.row(row, columns.clone());
            self.start.write::<COLUMNS>(numbers, first, is_first, sums);
        }
    }

    /// The sum of no products.
    fn write_start(&self, block: &mut Block<'_>) {
        let columns = 0..block.target.columns();
        for row in 0..block.target.rows() {
            let numbers = block.target.row(row, columns.clone());
            match self.start {
                Start::Zero => numbers.fill(0.0),
                Start::Bias(bias) => {
                    numbers.copy_from_slice(&bias[block.left..][..numbers.len()]);
                }
                Start::Kept => {}
            }
        }
    }
}

/// Rows, columns and depth of what is packed at a time.
struct PackSize {
    rows: Range<usize>,
    columns: Range<usize>,
    depth: Range<usize>,
}

impl Scratch {
    /// Makes room for the largest block of any tile.
    fn reserve(&mut self) {
        if self.left.is_empty() {
            self.left = vec![0.0; ROWS_PACKED * ROW_STEP];
            self.right = vec![0.0; COLUMNS_PACKED * DEPTH];
        }
    }
}

/// A range in pieces of `size`, the last perhaps shorter.
#[inline(always)]
pub fn chunks(range: Range<usize>, size: usize) -> impl Iterator<Item = Range<usize>> {
    let end = range.end;
    range
        .step_by(size)
        .map(move |start| start..(start + size).min(end))
}

#[cfg(test)]
mod tests {
    use super::super::simd::threads::with_each;
    use super::*;

    fn numbers(count: usize, seed: usize) -> Vec<f32> {
        (0..count)
            .map(|index| ((index * 7 + seed * 13) % 17) as f32 - 8.0)
            .collect()
    }

    fn slow(rows: usize, columns: usize, depth: usize, left: &[f32], right: &[f32]) -> Vec<f32> {
        let at = |row: usize, column: usize| {
            (0..depth)
                .map(|k| left[row * depth + k] * right[k * columns + column])
                .sum()
        };
        (0..rows * columns)
            .map(|index| at(index / columns, index % columns))
            .collect()
    }

    fn transposed(values: &[f32], rows: usize, columns: usize) -> Vec<f32> {
        (0..rows * columns)
            .map(|index| values[index % rows * columns + index / rows])
            .collect()
    }

    const SIZES: [(usize, usize, usize); 8] = [
        (1, 1, 1),
        (7, 5, 3),
        (8, 32, 256),
        (100, 70, 300),
        (13, 530, 9),
        // Few rows, whose right factor is read where it lies.
        (1, 4200, 5),
        (9, 301, 300),
        (300, 3, 600),
    ];

    // Whole numbers up to 600 · 64: every order of summing gives the same float32.
    #[test]
    fn products_of_all_layouts_equal_their_definition() {
        for (rows, columns, depth) in SIZES {
            let (a, b) = (numbers(rows * depth, 1), numbers(depth * columns, 2));
            let expected = slow(rows, columns, depth, &a, &b);
            let (turned_a, turned_b) =
                (transposed(&a, rows, depth), transposed(&b, depth, columns));
            let left = Matrix::new(&a, rows, depth, depth);
            let right = Matrix::new(&b, depth, columns, columns);
            let turned_left = Transposed(Matrix::new(&turned_a, depth, rows, rows));
            let turned_right = Transposed(Matrix::new(&turned_b, columns, depth, depth));
            for (instructions, found) in with_each(|| {
                let mut found = [
                    vec![f32::NAN; rows * columns],
                    vec![f32::NAN; rows * columns],
                ];
                let [first, second] = found.each_mut();
                let target = Target::new(first, rows, columns, columns);
                multiply(target, depth, &left, &right, Start::Zero);
                let target = Target::new(second, rows, columns, columns);
                multiply(target, depth, &turned_left, &turned_right, Start::Zero);
                found
            }) {
                assert_eq!(found, [&*expected, &*expected], "{instructions:?}");
            }
        }
    }

    #[test]
    fn a_bias_starts_every_column() {
        let (a, b) = (numbers(6, 1), numbers(6, 2));
        let bias = [10.0, 20.0, 30.0];
        let mut found = vec![f32::NAN; 9];
        for depth in [2, 0] {
            let target = Target::new(&mut found, 3, 3, 3);
            let (left, right) = (Matrix::new(&a, 3, 2, 2), Matrix::new(&b, 2, 3, 3));
            multiply(target, depth, &left, &right, Start::Bias(&bias));
            let products = slow(3, 3, depth, &a, &b);
            let expected = products.iter().zip(bias.iter().cycle());
            assert_eq!(found, expected.map(|(p, b)| p + b).collect::<Vec<_>>());
        }
    }

    #[test]
    fn columns_beside_the_target_stay_as_they_are() {
        let mut target = [9.0; 6];
        let (left, right) = ([1.0, 2.0], [3.0, 4.0]);
        multiply(
            Target::new(&mut target[1..], 2, 2, 3),
            1,
            &Matrix::new(&left, 2, 1, 1),
            &Matrix::new(&right, 1, 2, 2),
            Start::Zero,
        );
        assert_eq!(target, [9.0, 3.0, 4.0, 9.0, 6.0, 8.0]);
    }
}

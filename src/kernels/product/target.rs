//! The matrix that a product is written to, cut into blocks for several threads.
#![allow(
    unsafe_code,
    reason = "blocks of columns lie interleaved in memory, so slices cannot tell that they are apart"
)]

use std::marker::PhantomData;
use std::ops::Range;

/// A matrix in memory that is written, row by row: a whole one, or a block of one.
#[derive(Debug)]
pub struct Target<'a> {
    first: *mut f32,
    rows: usize,
    columns: usize,
    row_step: usize,
    borrowed: PhantomData<&'a mut [f32]>,
}

/// A block of a matrix, and where it lies in it.
#[derive(Debug)]
pub struct Block<'a> {
    /// Its first row.
    pub top: usize,
    /// Its first column.
    pub left: usize,
    pub target: Target<'a>,
}

// SAFETY: a target is an exclusive borrow of its numbers, as `&mut [f32]` is.
unsafe impl Send for Target<'_> {}

impl<'a> Target<'a> {
    /// Rows that start `row_step` numbers apart.
    ///
    /// # Panics
    /// When the last row ends behind the values or a row ends behind the start of the next.
    pub fn new(values: &'a mut [f32], rows: usize, columns: usize, row_step: usize) -> Self {
        super::matrix::assert_fits(values.len(), rows, columns, row_step);
        assert!(columns <= row_step, "rows that overlap cannot be written");
        Self {
            first: values.as_mut_ptr(),
            rows,
            columns,
            row_step,
            borrowed: PhantomData,
        }
    }

    /// Number of rows.
    pub fn rows(&self) -> usize {
        self.rows
    }

    /// Number of columns.
    pub fn columns(&self) -> usize {
        self.columns
    }

    /// Some neighboring numbers of a row.
    ///
    /// # Panics
    /// Where there is no such row or column.
    #[inline(always)]
    pub fn row(&mut self, row: usize, columns: Range<usize>) -> &mut [f32] {
        assert!(row < self.rows && columns.start <= columns.end && columns.end <= self.columns);
        // SAFETY: `new` has checked that all rows and columns lie inside of the values, and `split` hands
        // no number to two blocks; the borrow of `self` keeps two slices of one block apart.
        unsafe {
            let start = self.first.add(row * self.row_step + columns.start);
            std::slice::from_raw_parts_mut(start, columns.len())
        }
    }

    /// The blocks between cuts every `rows` and `columns`.
    pub fn split(self, rows: usize, columns: usize) -> Vec<Block<'a>> {
        let mut blocks = Vec::new();
        for top in (0..self.rows).step_by(rows.max(1)) {
            for left in (0..self.columns).step_by(columns.max(1)) {
                let target = Self {
                    // SAFETY: the row and the column exist, so their number lies inside of the values.
                    first: unsafe { self.first.add(top * self.row_step + left) },
                    rows: rows.min(self.rows - top),
                    columns: columns.min(self.columns - left),
                    ..self
                };
                blocks.push(Block { top, left, target });
            }
        }
        blocks
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_cover_the_matrix_once() {
        let mut values = [0.0; 5 * 7];
        let target = Target::new(&mut values, 5, 6, 7);
        for (
            index,
            Block {
                target: mut block, ..
            },
        ) in target.split(2, 4).into_iter().enumerate()
        {
            for row in 0..block.rows() {
                let columns = block.columns();
                for value in block.row(row, 0..columns) {
                    *value += index as f32 + 1.0;
                }
            }
        }
        let row = |a: f32, b: f32| [a, a, a, a, b, b, 0.0];
        let expected = [row(1.0, 2.0), row(1.0, 2.0), row(3.0, 4.0), row(3.0, 4.0)];
        assert_eq!(values[..28], *expected.as_flattened());
        assert_eq!(values[28..], row(5.0, 6.0));
    }

    #[test]
    #[should_panic(expected = "overlap")]
    fn overlapping_rows_are_not_written() {
        Target::new(&mut [0.0; 6], 2, 3, 2);
    }

    #[test]
    #[should_panic(expected = "in 6 numbers")]
    fn a_matrix_that_ends_behind_its_values_is_refused() {
        Target::new(&mut [0.0; 6], 2, 3, 4);
    }
}

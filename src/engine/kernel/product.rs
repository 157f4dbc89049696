//! Matrix products: a safe door to the `gemm` crate, which takes raw pointers.
#![allow(
    unsafe_code,
    reason = "gemm takes pointers and steps; the matrices here are checked before it sees them"
)]

use gemm::Parallelism;

/// A matrix in memory that is read.
#[derive(Debug, Clone, Copy)]
pub struct Matrix<'a> {
    values: &'a [f32],
    rows: usize,
    columns: usize,
    row_step: usize,
    column_step: usize,
}

/// A matrix in memory that is written, row by row.
#[derive(Debug)]
pub struct MatrixMut<'a> {
    values: &'a mut [f32],
    rows: usize,
    columns: usize,
    row_step: usize,
}

/// Who computes a product.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Workers {
    /// The calling thread, as one of many that each have a product of their own.
    This,
    /// All threads of the pool that the call comes from.
    Pool,
}

impl<'a> Matrix<'a> {
    /// Rows that start `row_step` numbers apart.
    ///
    /// # Panics
    /// When the last row ends behind the values.
    pub fn new(values: &'a [f32], rows: usize, columns: usize, row_step: usize) -> Self {
        assert_fits(values.len(), rows, columns, row_step);
        Self {
            values,
            rows,
            columns,
            row_step,
            column_step: 1,
        }
    }

    /// The same numbers with rows and columns exchanged.
    pub fn transposed(self) -> Self {
        Self {
            rows: self.columns,
            columns: self.rows,
            row_step: self.column_step,
            column_step: self.row_step,
            ..self
        }
    }
}

impl<'a> MatrixMut<'a> {
    /// Rows that start `row_step` numbers apart.
    ///
    /// # Panics
    /// When the last row ends behind the values or a row ends behind the start of the next.
    pub fn new(values: &'a mut [f32], rows: usize, columns: usize, row_step: usize) -> Self {
        assert_fits(values.len(), rows, columns, row_step);
        assert!(columns <= row_step, "rows that overlap cannot be written");
        Self {
            values,
            rows,
            columns,
            row_step,
        }
    }
}

/// `target = left · right`.
///
/// # Panics
/// When the sizes do not fit each other.
pub fn multiply(target: MatrixMut<'_>, left: Matrix<'_>, right: Matrix<'_>, workers: Workers) {
    run(target, left, right, false, workers);
}

/// `target = target + left · right`.
///
/// # Panics
/// When the sizes do not fit each other.
pub fn multiply_add(target: MatrixMut<'_>, left: Matrix<'_>, right: Matrix<'_>, workers: Workers) {
    run(target, left, right, true, workers);
}

fn run(target: MatrixMut<'_>, left: Matrix<'_>, right: Matrix<'_>, add: bool, workers: Workers) {
    assert_eq!(left.rows, target.rows, "rows of a product");
    assert_eq!(right.columns, target.columns, "columns of a product");
    assert_eq!(left.columns, right.rows, "inner size of a product");
    let parallelism = match workers {
        Workers::This => Parallelism::None,
        Workers::Pool => Parallelism::Rayon(0),
    };
    // SAFETY: the constructors have checked that every number (row, column) of the three matrices, at
    // `row * row_step + column * column_step`, lies inside of its slice (exchanging rows and columns
    // exchanges their steps, too), and the sizes were compared above, so gemm stays inside of the slices.
    // `target` is borrowed exclusively, so it shares no memory with the two others, and its rows do not
    // overlap, so threads of gemm never write the same number. All of it is initialised. The borrows live
    // until gemm returns, which is after its threads have finished.
    unsafe {
        gemm::gemm(
            target.rows,
            target.columns,
            left.columns,
            target.values.as_mut_ptr(),
            1,
            target.row_step as isize,
            add,
            left.values.as_ptr(),
            left.column_step as isize,
            left.row_step as isize,
            right.values.as_ptr(),
            right.column_step as isize,
            right.row_step as isize,
            1.0,
            1.0,
            false,
            false,
            false,
            parallelism,
        );
    }
}

fn assert_fits(length: usize, rows: usize, columns: usize, row_step: usize) {
    let end = rows
        .saturating_sub(1)
        .checked_mul(row_step)
        .and_then(|last_row| last_row.checked_add(columns));
    let fits = rows == 0 || end.is_some_and(|end| end <= length);
    assert!(
        fits,
        "a matrix of {rows} × {columns} with steps of {row_step} in {length} numbers"
    );
}

#[cfg(test)]
mod tests {
    use super::*;

    const LEFT: [f32; 6] = [1.0, 2.0, 3.0, 4.0, 5.0, 6.0];
    const RIGHT: [f32; 6] = [1.0, 0.0, 2.0, -1.0, 0.0, 3.0];

    // [1 2 3; 4 5 6] · [1 0; 2 -1; 0 3] = [5 7; 14 13], by hand.
    #[test]
    fn products_overwrite_or_add() {
        for workers in [Workers::This, Workers::Pool] {
            let mut target = [100.0; 4];
            let left = Matrix::new(&LEFT, 2, 3, 3);
            let right = Matrix::new(&RIGHT, 3, 2, 2);
            multiply(MatrixMut::new(&mut target, 2, 2, 2), left, right, workers);
            assert_eq!(target, [5.0, 7.0, 14.0, 13.0]);
            multiply_add(MatrixMut::new(&mut target, 2, 2, 2), left, right, workers);
            assert_eq!(target, [10.0, 14.0, 28.0, 26.0]);
        }
    }

    #[test]
    fn a_transposed_matrix_reads_columns_as_rows() {
        let mut target = [0.0; 4];
        let left = Matrix::new(&RIGHT, 3, 2, 2).transposed();
        let right = Matrix::new(&LEFT, 2, 3, 3).transposed();
        multiply(
            MatrixMut::new(&mut target, 2, 2, 2),
            left,
            right,
            Workers::This,
        );
        assert_eq!(target, [5.0, 14.0, 7.0, 13.0]);
    }

    #[test]
    fn a_part_of_the_columns_leaves_the_others_alone() {
        let mut target = [9.0; 6];
        let left = Matrix::new(&LEFT, 2, 3, 3);
        let right = Matrix::new(&RIGHT, 3, 2, 2);
        multiply(
            MatrixMut::new(&mut target[1..], 2, 2, 3),
            left,
            right,
            Workers::This,
        );
        assert_eq!(target, [9.0, 5.0, 7.0, 9.0, 14.0, 13.0]);
    }

    #[test]
    #[should_panic(expected = "a matrix of 2 × 3 with steps of 4 in 6 numbers")]
    fn a_matrix_that_ends_behind_its_values_is_refused() {
        Matrix::new(&LEFT, 2, 3, 4);
    }

    #[test]
    #[should_panic(expected = "overlap")]
    fn overlapping_rows_are_not_written() {
        MatrixMut::new(&mut [0.0; 6], 2, 3, 2);
    }

    #[test]
    #[should_panic(expected = "inner size")]
    fn sizes_that_do_not_fit_are_refused() {
        let mut target = [0.0; 4];
        let left = Matrix::new(&LEFT, 2, 3, 3);
        let right = Matrix::new(&RIGHT, 2, 2, 2);
        multiply(
            MatrixMut::new(&mut target, 2, 2, 2),
            left,
            right,
            Workers::This,
        );
    }
}

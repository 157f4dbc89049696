//! Transformed numbers in memory, and the matrices that they make.

use rayon::prelude::*;

use super::super::buffer::Buffer;
use super::super::product::{Block, Matrix, Start, Target, Transposed, multiply_here};
use super::transforms::PLACES;

/// Numbers between rows that mean nothing, because rows whose distance is a power of two push each other out of the cache.
const GAP: usize = 16;

/// Rows of [`PLACES`] × `width` numbers: each row of one tile or channel, and of each place in it `width` channels or filters.
/// Seen by its places it is as many matrices.
pub struct Planes {
    numbers: Buffer,
    rows: usize,
    width: usize,
}

impl Planes {
    /// Room for numbers, which hold anything.
    pub fn of(rows: usize, width: usize) -> Self {
        Self {
            numbers: Buffer::of(rows * (PLACES * width + GAP)),
            rows,
            width,
        }
    }

    /// Numbers from one row to the next.
    pub fn step(&self) -> usize {
        PLACES * self.width + GAP
    }

    /// Some rows after another, each chunk on whatever thread.
    pub fn chunks(&self, rows: usize) -> impl IndexedParallelIterator<Item = &[f32]> {
        self.numbers.par_chunks(rows * self.step())
    }

    /// Like [`Planes::chunks`], to be written.
    pub fn chunks_mut(&mut self, rows: usize) -> impl IndexedParallelIterator<Item = &mut [f32]> {
        let step = rows * self.step();
        self.numbers.par_chunks_mut(step)
    }

    /// For each place the product of two matrices, of the first `rows` rows: `left[row] · right`, with `depth` rows of `right`.
    pub fn multiply(&mut self, rows: usize, left: &Self, right: &Self) {
        let depth = right.rows;
        self.for_each_place(rows, |target, place| {
            let (left, right) = (left.place(place, rows), right.place(place, depth));
            multiply_here(target, depth, &left, &right, Start::Zero);
        });
    }

    /// For each place the product of two matrices, the left one turned, of their first `depth` rows; `adds` to what is here.
    pub fn multiply_turned(&mut self, depth: usize, left: &Self, right: &Self, start: Start<'_>) {
        self.for_each_place(self.rows, |target, place| {
            let left = Transposed(left.place(place, depth));
            multiply_here(target, depth, &left, &right.place(place, depth), start);
        });
    }

    fn for_each_place(&mut self, rows: usize, work: impl Fn(Target<'_>, usize) + Sync) {
        let (step, width) = (self.step(), self.width);
        Target::new(&mut self.numbers, rows, PLACES * width, step)
            .split(rows, width)
            .into_par_iter()
            .with_max_len(1)
            .for_each(|Block { left, target, .. }| work(target, left / width));
    }

    /// The numbers of one place, a row each.
    fn place(&self, place: usize, rows: usize) -> Matrix<'_> {
        let (step, width) = (self.step(), self.width);
        Matrix::new(&self.numbers[place * width..], rows, width, step)
    }
}

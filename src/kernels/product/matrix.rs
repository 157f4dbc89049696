//! Factors that lie in memory as matrices, and how they are packed.
#![allow(
    unsafe_code,
    reason = "a processor is told what will be read soon by way of a pointer"
)]

use std::ops::Range;

use super::tile::{PanelLayout, ROW_STEP};
use super::{Left, Right};

/// Rows that are asked for before they are packed: pieces of rows lie too far apart for a processor to foresee them. With
/// 4 or 8 rows the products of ResNet50's 1×1 convolutions take 3 % less.
const ROWS_AHEAD: usize = 4;

/// A matrix in memory that is read.
#[derive(Debug, Clone, Copy)]
pub struct Matrix<'a> {
    values: &'a [f32],
    row_step: usize,
}

/// The same numbers with rows and columns exchanged.
#[derive(Debug, Clone, Copy)]
pub struct Transposed<'a>(pub Matrix<'a>);

impl<'a> Matrix<'a> {
    /// Rows that start `row_step` numbers apart.
    ///
    /// # Panics
    /// When the last row ends behind the values.
    pub fn new(values: &'a [f32], rows: usize, columns: usize, row_step: usize) -> Self {
        assert_fits(values.len(), rows, columns, row_step);
        Self { values, row_step }
    }

    /// Some numbers of `COUNT` rows. Later ones are not asked for: where all are read to their ends, that takes longer.
    #[inline(always)]
    pub fn rows<const COUNT: usize>(
        &self,
        first: usize,
        columns: &Range<usize>,
    ) -> [&'a [f32]; COUNT] {
        std::array::from_fn(|index| {
            let start = (first + index) * self.row_step;
            &self.values[start + columns.start..start + columns.end]
        })
    }

    /// Some numbers of a row, while a later one is on its way.
    #[inline(always)]
    fn row(&self, row: usize, columns: &Range<usize>) -> &'a [f32] {
        let start = (row + ROWS_AHEAD) * self.row_step;
        if let Some(later) = self.values.get(start + columns.start..start + columns.end) {
            later.chunks(CACHE_LINE).for_each(fetch);
        }
        let start = row * self.row_step;
        &self.values[start + columns.start..start + columns.end]
    }
}

impl Left for Matrix<'_> {
    const LAYOUT: PanelLayout = PanelLayout::Rows;

    #[inline(always)]
    fn pack<const TILE: usize>(&self, rows: Range<usize>, depth: Range<usize>, panels: &mut [f32]) {
        for (row, panel) in rows.zip(panels.chunks_mut(ROW_STEP)) {
            panel[..depth.len()].copy_from_slice(self.row(row, &depth));
        }
    }
}

impl Left for Transposed<'_> {
    const LAYOUT: PanelLayout = PanelLayout::Depths;

    #[inline(always)]
    fn pack<const TILE: usize>(&self, rows: Range<usize>, depth: Range<usize>, panels: &mut [f32]) {
        for (index, k) in depth.clone().enumerate() {
            spread::<TILE>(self.0.row(k, &rows), index, depth.len(), panels);
        }
    }
}

impl Right for Matrix<'_> {
    #[inline(always)]
    fn pack<const TILE: usize>(
        &self,
        depth: Range<usize>,
        columns: Range<usize>,
        panels: &mut [f32],
    ) {
        for (index, k) in depth.clone().enumerate() {
            spread::<TILE>(self.row(k, &columns), index, depth.len(), panels);
        }
    }

    fn as_matrix(&self) -> Option<Matrix<'_>> {
        Some(*self)
    }
}

impl Right for Transposed<'_> {
    #[inline(always)]
    fn pack<const TILE: usize>(
        &self,
        depth: Range<usize>,
        columns: Range<usize>,
        panels: &mut [f32],
    ) {
        for (index, column) in columns.enumerate() {
            let panel = &mut panels[index / TILE * TILE * depth.len()..];
            turn::<TILE>(self.0.row(column, &depth), index % TILE, panel);
        }
    }
}

/// Writes the numbers of one depth, `index` of `depth`, side by side into panels of `TILE` columns each. What a
/// last panel lacks is filled with zeros: old numbers there would be multiplied, and old infinities are slow.
#[inline(always)]
pub fn spread<const TILE: usize>(numbers: &[f32], index: usize, depth: usize, panels: &mut [f32]) {
    let (chunks, rest) = numbers.as_chunks::<TILE>();
    let mut start = index * TILE;
    for chunk in chunks {
        panels[start..start + TILE].copy_from_slice(chunk);
        start += depth * TILE;
    }
    if !rest.is_empty() {
        panels[start..start + rest.len()].copy_from_slice(rest);
        panels[start + rest.len()..start + TILE].fill(0.0);
    }
}

/// Writes the numbers of one column down a panel of `TILE` columns.
#[inline(always)]
pub fn turn<const TILE: usize>(numbers: &[f32], column: usize, panel: &mut [f32]) {
    let (depths, _) = panel.as_chunks_mut::<TILE>();
    for (number, depth) in numbers.iter().zip(depths) {
        depth[column] = *number;
    }
}

/// Numbers of a line of the cache.
const CACHE_LINE: usize = 16;

/// Asks for a line of the cache; where there is no stable way to, nothing.
#[inline(always)]
fn fetch(line: &[f32]) {
    #[cfg(all(target_arch = "x86_64", not(miri)))]
    {
        use std::arch::x86_64::{_MM_HINT_T0, _mm_prefetch};
        // SAFETY: nothing is read; every processor of the architecture has the instruction.
        unsafe { _mm_prefetch::<_MM_HINT_T0>(line.as_ptr().cast()) }
    }
    #[cfg(not(all(target_arch = "x86_64", not(miri))))]
    let _ = line;
}

/// Fails where the last row of a matrix would end behind its values.
pub fn assert_fits(length: usize, rows: usize, columns: usize, row_step: usize) {
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

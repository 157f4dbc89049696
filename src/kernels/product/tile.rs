//! The innermost loop: a tile of sums that stays in registers.
#![allow(
    unsafe_code,
    reason = "vector instructions read from pointers and exist only on some machines; a tile checks both before"
)]

use super::super::simd::{Instructions, instructions};
use super::walk::Walk;

/// Numbers between the rows of a left panel: a depth of [`DEPTH`] and a gap, because rows whose distance is a
/// power of two push each other out of the cache.
pub const ROW_STEP: usize = DEPTH + 16;
/// The deepest panel.
pub const DEPTH: usize = 256;

/// The sums of a tile, row by row.
#[derive(Debug, Clone, Copy)]
#[repr(align(64))]
pub struct Sums<const ROWS: usize, const COLUMNS: usize>(pub [[f32; COLUMNS]; ROWS]);

impl<const ROWS: usize, const COLUMNS: usize> Default for Sums<ROWS, COLUMNS> {
    fn default() -> Self {
        Self([[0.0; COLUMNS]; ROWS])
    }
}

/// How the numbers of a left panel lie.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PanelLayout {
    /// Row after row, [`ROW_STEP`] apart: what lies together in a row of the matrix is copied as a whole.
    Rows,
    /// Depth after depth, a tile's rows side by side: for a matrix that lies transposed.
    Depths,
}

/// Reads `depth` numbers of each row and column of two panels and writes their products' sums.
type Kernel = unsafe fn(depth: usize, left: *const f32, right: *const f32, sums: *mut f32);

/// The same of factors that lie as a walk says.
type WalkingKernel = unsafe fn(walk: &Walk, left: *const f32, right: *const f32, sums: *mut f32);

/// A way to multiply a left panel of `ROWS` rows with a right panel of `COLUMNS` columns.
#[derive(Debug, Clone, Copy)]
pub struct Tile<const ROWS: usize, const COLUMNS: usize> {
    instructions: Instructions,
    from_rows: Kernel,
    from_depths: Kernel,
    in_place: WalkingKernel,
}

impl<const ROWS: usize, const COLUMNS: usize> Tile<ROWS, COLUMNS> {
    /// `sums[row][column] = Σ left(row, depth) · right(depth, column)`.
    ///
    /// # Panics
    /// When a panel is shorter than its layout says, or the machine lacks the tile's instructions.
    #[inline]
    pub fn multiply(
        &self,
        layout: PanelLayout,
        depth: usize,
        left: &[f32],
        right: &[f32],
        sums: &mut Sums<ROWS, COLUMNS>,
    ) {
        let (kernel, length) = match layout {
            PanelLayout::Rows => (self.from_rows, (ROWS - 1) * ROW_STEP + depth),
            PanelLayout::Depths => (self.from_depths, depth * ROWS),
        };
        assert!(depth <= DEPTH, "a panel of {depth}");
        assert!(left.len() >= length, "the left panel");
        assert!(right.len() >= depth * COLUMNS, "the right panel");
        assert!(
            self.instructions <= instructions(),
            "the tile's instructions"
        );
        // SAFETY: the kernel reads `COLUMNS` numbers at each of `depth` steps of `COLUMNS` from `right`, and
        // from `left` what its layout says: both lengths were checked above. It writes `ROWS * COLUMNS`
        // numbers, exactly the array behind `sums`. Its instructions were found on this machine.
        unsafe {
            let sums = sums.0.as_flattened_mut().as_mut_ptr();
            kernel(depth, left.as_ptr(), right.as_ptr(), sums);
        }
    }

    /// The same of factors that are read where they lie, the first number of each first.
    ///
    /// # Panics
    /// When the walk leads out of a factor, or the machine lacks the tile's instructions.
    #[inline]
    pub fn multiply_in_place(
        &self,
        walk: &Walk,
        left: &[f32],
        right: &[f32],
        sums: &mut Sums<ROWS, COLUMNS>,
    ) {
        if walk.runs > 0 && walk.length > 0 {
            let (last_left, last_right) = walk.ends();
            let last_row = (ROWS - 1).saturating_mul(walk.left.row);
            assert!(
                left.len() > last_left.saturating_add(last_row),
                "the left factor"
            );
            assert!(
                right.len() >= last_right.saturating_add(COLUMNS),
                "the right factor"
            );
        }
        assert!(
            self.instructions <= instructions(),
            "the tile's instructions"
        );
        // SAFETY: steps only lead forward, so the numbers farthest from the start are those that were checked; from there
        // the kernel reads `ROWS` numbers a row apart, and `COLUMNS` side by side. All else is as in `multiply`.
        unsafe {
            let sums = sums.0.as_flattened_mut().as_mut_ptr();
            (self.in_place)(walk, left.as_ptr(), right.as_ptr(), sums);
        }
    }
}

/// What every processor can compute.
pub const BASELINE: Tile<8, 8> = Tile {
    instructions: Instructions::Baseline,
    from_rows: baseline::<ROW_STEP, 1>,
    from_depths: baseline::<1, 8>,
    in_place: baseline_in_place,
};

#[cfg(target_arch = "aarch64")]
pub use arm::NEON;
#[cfg(target_arch = "x86_64")]
pub use x86::{AVX2, AVX512};

/// 8 × 8 sums in plain Rust: 16 registers of four numbers, which NEON and SSE2 have.
unsafe fn baseline<const ROW: usize, const DEPTH: usize>(
    depth: usize,
    left: *const f32,
    right: *const f32,
    sums: *mut f32,
) {
    // SAFETY: as the caller says.
    unsafe { baseline_in_place(&Walk::of_panels::<ROW, DEPTH, 8>(depth), left, right, sums) }
}

#[inline]
unsafe fn baseline_in_place(walk: &Walk, left: *const f32, right: *const f32, sums: *mut f32) {
    let mut tile = [[0.0_f32; 8]; 8];
    let rows = walk.row_places::<8>();
    for run in 0..walk.runs {
        let (mut left, mut right) = walk.start_of(run, left, right);
        for _ in 0..walk.length {
            // SAFETY: `Tile` has checked that both factors hold all steps of the walk.
            let columns = unsafe { right.cast::<[f32; 8]>().read_unaligned() };
            for (row, sums) in rows.iter().zip(&mut tile) {
                // SAFETY: as above.
                let factor = unsafe { *left.wrapping_add(*row) };
                for (sum, column) in sums.iter_mut().zip(columns) {
                    // Every 64-bit ARM fuses the two; elsewhere `mul_add` would call a function.
                    *sum = if cfg!(target_arch = "aarch64") {
                        factor.mul_add(column, *sum)
                    } else {
                        factor * column + *sum
                    };
                }
            }
            left = left.wrapping_add(walk.left.depth);
            right = right.wrapping_add(walk.right.depth);
        }
    }
    // SAFETY: this is the array of an 8 × 8 tile, and nobody else holds it.
    unsafe { sums.cast::<[[f32; 8]; 8]>().write_unaligned(tile) }
}

/// A tile in a processor's own instructions, all sums in registers: `$rows` rows of `$vectors` vectors of `$lanes` numbers.
#[cfg(any(target_arch = "x86_64", target_arch = "aarch64"))]
macro_rules! kernel {
    ($name:ident, $in_place:ident, $features:literal, $rows:literal by ($vectors:literal of $lanes:literal),
     $zero:expr, $load:ident, $spread:ident, $multiply_add:ident, $store:ident) => {
        #[target_feature(enable = $features)]
        unsafe fn $name<const ROW: usize, const DEPTH: usize>(
            depth: usize,
            left: *const f32,
            right: *const f32,
            sums: *mut f32,
        ) {
            let walk = Walk::of_panels::<ROW, DEPTH, { $vectors * $lanes }>(depth);
            // SAFETY: as the caller says.
            unsafe { $in_place(&walk, left, right, sums) }
        }

        #[inline]
        #[target_feature(enable = $features)]
        unsafe fn $in_place(walk: &Walk, left: *const f32, right: *const f32, sums: *mut f32) {
            let mut tile = [[$zero; $vectors]; $rows];
            let rows = walk.row_places::<$rows>();
            for run in 0..walk.runs {
                let (mut left, mut right) = walk.start_of(run, left, right);
                for _ in 0..walk.length {
                    // SAFETY: `Tile` has checked that both factors hold all steps of the walk.
                    let columns: [_; $vectors] = std::array::from_fn(|vector| unsafe {
                        $load(right.wrapping_add(vector * $lanes))
                    });
                    for (row, sums) in rows.iter().zip(&mut tile) {
                        // SAFETY: as above.
                        let factor = $spread(unsafe { *left.wrapping_add(*row) });
                        for (sum, column) in sums.iter_mut().zip(columns) {
                            *sum = $multiply_add(factor, column, *sum);
                        }
                    }
                    left = left.wrapping_add(walk.left.depth);
                    right = right.wrapping_add(walk.right.depth);
                }
            }
            for (index, sum) in tile.as_flattened().iter().enumerate() {
                // SAFETY: this is the array of a tile of this size, and nobody else holds it.
                unsafe { $store(sums.add(index * $lanes), *sum) }
            }
        }
    };
}

#[cfg(target_arch = "x86_64")]
mod x86 {
    use std::arch::x86_64::{
        _mm256_fmadd_ps, _mm256_loadu_ps, _mm256_set1_ps, _mm256_setzero_ps, _mm256_storeu_ps,
        _mm512_fmadd_ps, _mm512_loadu_ps, _mm512_set1_ps, _mm512_setzero_ps, _mm512_storeu_ps,
    };

    use super::{Instructions, ROW_STEP, Tile, Walk};

    /// For processors with 32 registers of 16 numbers: 16 sums beside the factors.
    pub const AVX512: Tile<8, 32> = Tile {
        instructions: Instructions::Avx512,
        from_rows: avx512::<ROW_STEP, 1>,
        from_depths: avx512::<1, 8>,
        in_place: avx512_in_place,
    };

    /// For processors with 16 registers of 8 numbers: 12 sums beside the factors.
    pub const AVX2: Tile<6, 16> = Tile {
        instructions: Instructions::Avx2,
        from_rows: avx2::<ROW_STEP, 1>,
        from_depths: avx2::<1, 6>,
        in_place: avx2_in_place,
    };

    kernel!(
        avx512, avx512_in_place, "avx512f", 8 by (2 of 16),
        _mm512_setzero_ps(), _mm512_loadu_ps, _mm512_set1_ps, _mm512_fmadd_ps, _mm512_storeu_ps
    );
    kernel!(
        avx2, avx2_in_place, "avx2,fma", 6 by (2 of 8),
        _mm256_setzero_ps(), _mm256_loadu_ps, _mm256_set1_ps, _mm256_fmadd_ps, _mm256_storeu_ps
    );
}

#[cfg(target_arch = "aarch64")]
mod arm {
    use std::arch::aarch64::{float32x4_t, vdupq_n_f32, vfmaq_f32, vld1q_f32, vst1q_f32};

    use super::{Instructions, ROW_STEP, Tile, Walk};

    /// For processors with 32 registers of 4 numbers: the sums of AVX2's tile in 24 of them.
    pub const NEON: Tile<6, 16> = Tile {
        instructions: Instructions::Neon,
        from_rows: neon::<ROW_STEP, 1>,
        from_depths: neon::<1, 6>,
        in_place: neon_in_place,
    };

    kernel!(
        neon, neon_in_place, "neon", 6 by (4 of 4),
        vdupq_n_f32(0.0), vld1q_f32, vdupq_n_f32, multiply_add, vst1q_f32
    );

    /// `factor · column + sum`: the instruction, with its operands in the order that the other processors' have.
    #[inline]
    #[target_feature(enable = "neon")]
    fn multiply_add(factor: float32x4_t, column: float32x4_t, sum: float32x4_t) -> float32x4_t {
        vfmaq_f32(sum, factor, column)
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::simd::threads::keeping_to;
    use super::super::{LeftSteps, RightSteps};
    use super::*;

    fn assert_sums<const ROWS: usize, const COLUMNS: usize>(tile: Tile<ROWS, COLUMNS>) {
        if Instructions::of_this_machine().all(|set| set != tile.instructions) {
            println!("skipped: this machine lacks {:?}", tile.instructions);
            return;
        }
        let pool = keeping_to(tile.instructions, 1);
        pool.install(|| assert_sums_here(tile));
    }

    fn assert_sums_here<const ROWS: usize, const COLUMNS: usize>(tile: Tile<ROWS, COLUMNS>) {
        let value = |row: usize, k: usize| (row * 3 + k * 5) as f32 % 7.0 - 3.0;
        let depth = 19;
        let mut rows = vec![0.0; ROWS * ROW_STEP];
        let mut depths = vec![0.0; ROWS * depth];
        for row in 0..ROWS {
            for k in 0..depth {
                rows[row * ROW_STEP + k] = value(row, k);
                depths[k * ROWS + row] = value(row, k);
            }
        }
        let right: Vec<f32> = (0..depth * COLUMNS).map(|i| (i % 11) as f32).collect();
        for (layout, left) in [(PanelLayout::Rows, &rows), (PanelLayout::Depths, &depths)] {
            let mut sums = Sums([[f32::NAN; COLUMNS]; ROWS]);
            tile.multiply(layout, depth, left, &right, &mut sums);
            for (row, sums) in sums.0.iter().enumerate() {
                for (column, sum) in sums.iter().enumerate() {
                    let products = (0..depth).map(|k| value(row, k) * right[k * COLUMNS + column]);
                    assert_eq!(*sum, products.sum::<f32>(), "{tile:?}");
                }
            }
        }
    }

    // Whole numbers: every order of summing gives the same float32.
    #[test]
    fn every_tile_sums_products_of_both_layouts() {
        assert_sums(BASELINE);
        #[cfg(target_arch = "aarch64")]
        assert_sums(NEON);
        #[cfg(target_arch = "x86_64")]
        {
            assert_sums(AVX2);
            assert_sums(AVX512);
        }
    }

    // Two runs of a factor whose rows lie three numbers apart, and another with a gap between its depths.
    fn assert_sums_in_place<const ROWS: usize, const COLUMNS: usize>(tile: Tile<ROWS, COLUMNS>) {
        if Instructions::of_this_machine().all(|set| set != tile.instructions) {
            return;
        }
        let walk = Walk {
            runs: 2,
            length: 5,
            left: LeftSteps {
                run: 40,
                row: 3,
                depth: 1,
            },
            right: RightSteps {
                run: 6 * (COLUMNS + 2),
                depth: COLUMNS + 2,
            },
        };
        let left: Vec<f32> = (0..40 + (ROWS - 1) * 3 + 5)
            .map(|i| (i % 9) as f32)
            .collect();
        let length = 10 * (COLUMNS + 2) + COLUMNS;
        let right: Vec<f32> = (0..length).map(|i| (i % 11) as f32 - 4.0).collect();
        let mut sums = Sums([[f32::NAN; COLUMNS]; ROWS]);
        keeping_to(tile.instructions, 1)
            .install(|| tile.multiply_in_place(&walk, &left, &right, &mut sums));
        for (row, sums) in sums.0.iter().enumerate() {
            for (column, sum) in sums.iter().enumerate() {
                let depths = (0..2).flat_map(|run| (0..5).map(move |k| (run, k)));
                let products = depths.map(|(run, k)| {
                    left[run * 40 + row * 3 + k] * right[(run * 6 + k) * (COLUMNS + 2) + column]
                });
                assert_eq!(*sum, products.sum::<f32>(), "{tile:?}");
            }
        }
    }

    #[test]
    fn every_tile_sums_products_of_factors_that_are_read_in_place() {
        assert_sums_in_place(BASELINE);
        #[cfg(target_arch = "aarch64")]
        assert_sums_in_place(NEON);
        #[cfg(target_arch = "x86_64")]
        {
            assert_sums_in_place(AVX2);
            assert_sums_in_place(AVX512);
        }
    }

    #[test]
    #[should_panic(expected = "the left factor")]
    fn a_walk_that_leads_out_of_a_factor_is_refused() {
        let walk = Walk {
            runs: 2,
            length: 1,
            left: LeftSteps {
                run: usize::MAX,
                row: 1,
                depth: 1,
            },
            right: RightSteps { run: 0, depth: 0 },
        };
        BASELINE.multiply_in_place(&walk, &[0.0; 256], &[0.0; 256], &mut Sums::default());
    }

    #[test]
    #[should_panic(expected = "the left panel")]
    fn a_panel_that_is_too_short_is_refused() {
        BASELINE.multiply(
            PanelLayout::Depths,
            4,
            &[0.0; 8],
            &[0.0; 256],
            &mut Sums::default(),
        );
    }
}

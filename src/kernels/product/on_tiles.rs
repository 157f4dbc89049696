//! The tiles that this machine has instructions for.

use super::super::simd::{Instructions, instructions};
use super::tile::{self, Tile};

/// What is computed with tiles of whatever size this machine's instructions have.
pub trait OnTiles {
    /// What comes of it.
    type Output;

    /// Computes.
    fn compute<const ROWS: usize, const COLUMNS: usize>(
        self,
        tile: Tile<ROWS, COLUMNS>,
    ) -> Self::Output;
}

/// Computes with the tiles of this machine's instructions.
pub fn with_tile<W: OnTiles>(work: W) -> W::Output {
    match instructions() {
        #[cfg(target_arch = "x86_64")]
        Instructions::Avx512 => work.compute(tile::AVX512),
        #[cfg(target_arch = "x86_64")]
        Instructions::Avx2 => work.compute(tile::AVX2),
        #[cfg(target_arch = "aarch64")]
        Instructions::Neon => work.compute(tile::NEON),
        _ => work.compute(tile::BASELINE),
    }
}

/// Rows and columns of the tiles of this machine's instructions.
pub fn tile_size() -> [usize; 2] {
    struct Size;

    impl OnTiles for Size {
        type Output = [usize; 2];

        fn compute<const ROWS: usize, const COLUMNS: usize>(
            self,
            _: Tile<ROWS, COLUMNS>,
        ) -> [usize; 2] {
            [ROWS, COLUMNS]
        }
    }

    with_tile(Size)
}

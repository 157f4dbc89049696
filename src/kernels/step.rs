//! Optimizer steps on slices: all arrays of a parameter in one pass, on all threads, in place.

use rayon::prelude::*;

/// Numbers of a piece; a parameter of one piece is not worth waking another thread for.
const PIECE: usize = 16 * 1024;

/// Neighboring weights with all that belongs to them.
#[derive(Debug)]
pub struct WeightPiece<'a> {
    /// What is moved.
    pub weights: &'a mut [f32],
    /// As many numbers.
    pub gradient: &'a [f32],
    /// What is remembered for each weight.
    pub slots: Vec<&'a mut [f32]>,
}

impl WeightPiece<'_> {
    /// Moves the weights by `move_piece`, which sees pieces of them.
    ///
    /// # Panics
    /// Where the arrays are not equally long.
    pub fn in_pieces(self, move_piece: impl Fn(WeightPiece<'_>) + Send + Sync) {
        let length = self.weights.len();
        assert_eq!(self.gradient.len(), length, "numbers of a gradient");
        for slot in &self.slots {
            assert_eq!(slot.len(), length, "numbers of a slot");
        }
        if length <= PIECE {
            move_piece(self);
        } else {
            self.cut().into_par_iter().for_each(move_piece);
        }
    }

    fn cut(self) -> Vec<Self> {
        let mut slots: Vec<_> = self
            .slots
            .into_iter()
            .map(|slot| slot.chunks_mut(PIECE))
            .collect();
        let weights = self.weights.chunks_mut(PIECE);
        weights
            .zip(self.gradient.chunks(PIECE))
            .map(|(weights, gradient)| Self {
                weights,
                gradient,
                slots: slots.iter_mut().filter_map(Iterator::next).collect(),
            })
            .collect()
    }
}

//! How long weights are, and how far a step moved them.

use rayon::prelude::*;

use super::simd::vectorized;

/// Numbers of a piece, which fits into the second cache.
const PIECE: usize = 16 * 1024;
/// Sums side by side: as many as a vector of the machine holds, twice.
const LANES: usize = 8;

/// The sums of squares of the weights, and of what a step added to them: in pieces on all threads, for a dense layer of
/// millions of weights takes few operations in a step. Pieces are added in their order, so that threads change no digit.
pub fn lengths(before: &[f32], after: &[f32]) -> [f64; 2] {
    let pieces = before.par_chunks(PIECE).zip(after.par_chunks(PIECE));
    let sums: Vec<[f64; 2]> = pieces
        .map(|(before, after)| {
            vectorized(
                #[inline(always)]
                || lengths_of_piece(before, after),
            )
        })
        .collect();
    let add = |[one, other]: [f64; 2], sums: &[f64; 2]| [one + sums[0], other + sums[1]];
    sums.iter().fold([0.0; 2], add)
}

#[inline(always)]
fn lengths_of_piece(before: &[f32], after: &[f32]) -> [f64; 2] {
    let mut lanes = [[0.0_f64; LANES]; 2];
    let mut add = |before: &[f32], after: &[f32]| {
        for (lane, (before, after)) in before.iter().zip(after).enumerate() {
            let (before, after) = (f64::from(*before), f64::from(*after));
            lanes[0][lane] += before * before;
            lanes[1][lane] += (after - before) * (after - before);
        }
    };
    let (mut befores, mut afters) = (before.chunks_exact(LANES), after.chunks_exact(LANES));
    for (before, after) in befores.by_ref().zip(afters.by_ref()) {
        add(before, after);
    }
    add(befores.remainder(), afters.remainder());
    lanes.map(|lanes| lanes.iter().sum())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_are_those_of_the_definition_however_many_numbers_there_are() {
        for count in [
            0,
            1,
            LANES - 1,
            LANES,
            3 * LANES + 5,
            PIECE + 1,
            3 * PIECE + 7,
        ] {
            let before: Vec<f32> = (0..count)
                .map(|i| ((i * 37) % 101) as f32 / 50.0 - 1.0)
                .collect();
            let after: Vec<f32> = before.iter().map(|x| x * 0.75 + 0.01).collect();
            let pairs = || {
                before
                    .iter()
                    .zip(&after)
                    .map(|(b, a)| (f64::from(*b), f64::from(*a)))
            };
            let slow = [
                pairs().map(|(b, _)| b * b).sum::<f64>(),
                pairs().map(|(b, a)| (a - b) * (a - b)).sum::<f64>(),
            ];
            for (found, expected) in lengths(&before, &after).into_iter().zip(slow) {
                // Another order of adding moves the last of 53 bits.
                assert!(
                    (found - expected).abs() <= 1e-12 * expected,
                    "{count}: {found} {expected}"
                );
            }
        }
    }
}

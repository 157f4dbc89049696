//! The five transforms of F(4×4, 3×3), each along one axis, and how one is taken along both, for many channels side by side.
//!
//! Winograd's algorithm multiplies polynomials by their values at some points, as Toom and Cook do: at 0, ±[`A`], ±[`B`] and
//! infinity, as many as a line of a tile has numbers. With the names of Lavin and Gray (arXiv:1509.09308, section 4) a tile of
//! the output is `Aᵀ ((G g Gᵀ) ⊙ (Bᵀ d B)) A`, which is linear in the kernel `g`; so the gradient of the kernel is
//! `Gᵀ ((A y Aᵀ) ⊙ (Bᵀ d B)) G` for the output's gradient `y`.

use std::array::from_fn;

use super::super::simd::added;

/// Pixels of the output along each side of a tile.
pub const SIDE: usize = 4;
/// Numbers of a kernel along each axis.
pub const TAPS: usize = 3;
/// Pixels of the maps along each side of a tile.
pub const SPAN: usize = SIDE + TAPS - 1;
/// Products for each tile, channel and filter.
pub const PLACES: usize = SPAN * SPAN;

/// The points beside zero and infinity. Results are off by a quarter of what 1 and 2 give, which Lavin and Gray take: the powers
/// of these are nearer to one another.
const A: f32 = std::f32::consts::FRAC_1_SQRT_2;
const B: f32 = std::f32::consts::SQRT_2;
const A2: f32 = 0.5;
const B2: f32 = 2.0;
/// What a kernel's values at the points are divided by, so that the maps' need no division: the distances to the other
/// points, multiplied.
const AT_0: f32 = 1.0 / (A2 * B2);
const AT_A: f32 = 1.0 / (2.0 * A2 * (A2 - B2));
const AT_B: f32 = 1.0 / (2.0 * B2 * (B2 - A2));

/// Channels that are transformed side by side: a few registers' of them, so that loops over them are vectorized.
pub const LANES: usize = 32;

/// Numbers of neighboring channels.
pub type Lanes = [f32; LANES];

/// Room for a square that is transformed along one axis.
pub type Half = [[Lanes; SPAN]; SPAN];

/// No numbers yet.
pub const EMPTY: Half = [[[0.0; LANES]; SPAN]; SPAN];

/// Where the channels start that are transformed side by side; the last of them perhaps a second time, with the same result.
#[inline(always)]
pub fn firsts(channels: usize) -> impl Iterator<Item = usize> {
    let firsts = (0..channels).step_by(LANES);
    firsts.map(move |first| first.min(channels - LANES))
}

/// The channels from `first` on.
#[inline(always)]
pub fn lanes(numbers: &[f32], first: usize) -> &Lanes {
    numbers[first..]
        .first_chunk()
        .expect("a whole register's channels")
}

/// The transform along both axes of a square: `get(row, column)` to `put(place, numbers)`, with places row by row.
#[inline(always)]
pub fn both_ways<'a, const FROM: usize, const TO: usize>(
    half: &mut Half,
    transform: impl Fn([f32; FROM]) -> [f32; TO],
    get: impl Fn(usize, usize) -> &'a Lanes,
    mut put: impl FnMut(usize, &Lanes),
) {
    for column in 0..FROM {
        let numbers: [&Lanes; FROM] = from_fn(
            #[inline(always)]
            |row| get(row, column),
        );
        for lane in 0..LANES {
            let found = transform(from_fn(
                #[inline(always)]
                |row| numbers[row][lane],
            ));
            for (half, found) in half.iter_mut().zip(found) {
                half[column][lane] = found;
            }
        }
    }
    for (row, half) in half.iter().take(TO).enumerate() {
        let mut whole = [[0.0; LANES]; TO];
        for lane in 0..LANES {
            let found = transform(from_fn(
                #[inline(always)]
                |column| half[column][lane],
            ));
            for (whole, found) in whole.iter_mut().zip(found) {
                whole[lane] = found;
            }
        }
        for (column, whole) in whole.iter().enumerate() {
            put(row * TO + column, whole);
        }
    }
}

/// `Bᵀ d`, of a line of the maps.
#[inline(always)]
pub fn of_maps(fused: bool, [d0, d1, d2, d3, d4, d5]: [f32; SPAN]) -> [f32; SPAN] {
    let (even_a, odd_a) = (added(fused, d4, -B2, d2), added(fused, d3, -B2, d1));
    let (even_b, odd_b) = (added(fused, d4, -A2, d2), added(fused, d3, -A2, d1));
    [
        added(fused, added(fused, d4, -(A2 + B2), d2), A2 * B2, d0),
        added(fused, even_a, A, odd_a),
        added(fused, even_a, -A, odd_a),
        added(fused, even_b, B, odd_b),
        added(fused, even_b, -B, odd_b),
        added(fused, added(fused, d5, -(A2 + B2), d3), A2 * B2, d1),
    ]
}

/// `G g`, of a line of a kernel.
#[inline(always)]
pub fn of_kernel(fused: bool, [g0, g1, g2]: [f32; TAPS]) -> [f32; SPAN] {
    let even_a = added(fused, AT_A * g0, AT_A * A2, g2);
    let even_b = added(fused, AT_B * g0, AT_B * B2, g2);
    [
        AT_0 * g0,
        added(fused, even_a, AT_A * A, g1),
        added(fused, even_a, -AT_A * A, g1),
        added(fused, even_b, AT_B * B, g1),
        added(fused, even_b, -AT_B * B, g1),
        g2,
    ]
}

/// `Aᵀ m`: a line of the output, of sums of products.
#[inline(always)]
pub fn output(fused: bool, [m0, m1, m2, m3, m4, m5]: [f32; SPAN]) -> [f32; SIDE] {
    let (even_a, odd_a) = (added(fused, m1, 1.0, m2), added(fused, m1, -1.0, m2));
    let (even_b, odd_b) = (added(fused, m3, 1.0, m4), added(fused, m3, -1.0, m4));
    [
        added(fused, added(fused, m0, 1.0, even_a), 1.0, even_b),
        added(fused, A * odd_a, B, odd_b),
        added(fused, A2 * even_a, B2, even_b),
        added(fused, added(fused, m5, A2 * A, odd_a), B2 * B, odd_b),
    ]
}

/// `A y`, of a line of the output's gradient.
#[inline(always)]
pub fn of_output(fused: bool, [y0, y1, y2, y3]: [f32; SIDE]) -> [f32; SPAN] {
    let (even_a, odd_a) = (added(fused, y0, A2, y2), added(fused, y1, A2, y3));
    let (even_b, odd_b) = (added(fused, y0, B2, y2), added(fused, y1, B2, y3));
    [
        y0,
        added(fused, even_a, A, odd_a),
        added(fused, even_a, -A, odd_a),
        added(fused, even_b, B, odd_b),
        added(fused, even_b, -B, odd_b),
        y3,
    ]
}

/// `Gᵀ u`: a line of the kernel's gradient, of sums of products.
#[inline(always)]
pub fn kernel(fused: bool, [u0, u1, u2, u3, u4, u5]: [f32; SPAN]) -> [f32; TAPS] {
    let (even_a, odd_a) = (added(fused, u1, 1.0, u2), added(fused, u1, -1.0, u2));
    let (even_b, odd_b) = (added(fused, u3, 1.0, u4), added(fused, u3, -1.0, u4));
    [
        added(fused, added(fused, AT_0 * u0, AT_A, even_a), AT_B, even_b),
        added(fused, AT_A * A * odd_a, AT_B * B, odd_b),
        added(
            fused,
            added(fused, u5, AT_A * A2, even_a),
            AT_B * B2,
            even_b,
        ),
    ]
}

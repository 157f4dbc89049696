//! Numbers in double precision that know how far float32 may be off: expected values of properties that are tried with
//! random numbers, where a true result may be as small as the rounding of what it is the difference of.
//!
//! One operation in float32 gives its exact result times `1 + d`, with `|d| <= u` and `u = 2^-24` (Higham, Accuracy and
//! Stability of Numerical Algorithms, 2nd ed., section 2.2). From that follow:
//!
//! - a sum of `n` products, added in whatever order, with or without fused multiply-add, is off by at most
//!   `γ_n Σ |a b|`, with `γ_n = n u / (1 - n u)` (section 3.1): [`sum_error`];
//! - a result whose operands are off by `e` each is off by what these distances come to at their worst, and by its own
//!   rounding: the operators of [`Rounded`].
//!
//! Both are bounds, not estimates: a number outside is wrong, a number inside may still be.

use std::ops::{Add, Div, Mul, Sub};

/// The unit roundoff of float32.
const U: f64 = 1.0 / (1 << 24) as f64;

/// What elementary functions in float32 are off by, relative: two units in the last place, which is what libraries promise.
const ELEMENTARY: f64 = 4.0 * U;

/// What results lose that are too small for float32's full precision, or for float32.
const UNDERFLOW: f64 = f32::MIN_POSITIVE as f64;

/// An exact result, and how far a float32 computation of it may be off.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Rounded {
    pub value: f64,
    pub error: f64,
}

impl Rounded {
    /// A number that float32 holds as it is.
    pub fn exact(value: f64) -> Self {
        Self { value, error: 0.0 }
    }

    /// A number that float32 holds rounded, such as a constant.
    pub fn nearest(value: f64) -> Self {
        Self::result(value, 0.0)
    }

    /// The sum in any order.
    pub fn sum(terms: impl IntoIterator<Item = Self>) -> Self {
        let (mut value, mut error, mut magnitude, mut count) = (0.0, 0.0, 0.0, 0);
        for term in terms {
            value += term.value;
            error += term.error;
            magnitude += term.value.abs() + term.error;
            count += 1;
        }
        let error = error + sum_error(count, magnitude);
        Self { value, error }
    }

    /// The mean, summed in any order; whether by a division or by the rounded inverse of their number.
    pub fn mean(terms: &[Self]) -> Self {
        Self::sum(terms.iter().copied()) * Self::nearest(1.0 / terms.len() as f64)
    }

    pub fn exp(self) -> Self {
        self.monotone(f64::exp)
    }

    /// The complementary error function.
    pub fn erfc(self) -> Self {
        self.monotone(libm::erfc)
    }

    /// Of what is no negative number, whatever rounding says.
    pub fn sqrt(self) -> Self {
        self.monotone(|x| x.max(0.0).sqrt())
    }

    pub fn negative(self) -> Self {
        Self {
            value: -self.value,
            ..self
        }
    }

    /// This number above zero, and zero below.
    pub fn with_relu(self) -> Self {
        Self {
            value: self.value.max(0.0),
            ..self
        }
    }

    /// `self` where `gate` lies above zero, zero where it lies below; where rounding decides on which side it lies, either.
    pub fn let_through(self, gate: Self) -> Self {
        if gate.value.abs() > gate.error {
            let share = if gate.value > 0.0 { 1.0 } else { 0.0 };
            return Self {
                value: self.value * share,
                error: self.error * share,
            };
        }
        Self {
            value: self.value / 2.0,
            error: self.value.abs() / 2.0 + self.error,
        }
    }

    /// A function that only grows or only falls is the furthest off at one of the ends.
    fn monotone(self, function: impl Fn(f64) -> f64) -> Self {
        let value = function(self.value);
        let ends = [self.value - self.error, self.value + self.error];
        let distance = ends
            .map(|end| (function(end) - value).abs())
            .into_iter()
            .fold(0.0, f64::max);
        Self {
            value,
            error: distance + ELEMENTARY * (value.abs() + distance) + UNDERFLOW,
        }
    }

    /// A result whose operands put it off by `error`, rounded.
    fn result(value: f64, error: f64) -> Self {
        Self {
            value,
            error: error + U * (value.abs() + error) + UNDERFLOW,
        }
    }
}

impl Add for Rounded {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self::result(self.value + other.value, self.error + other.error)
    }
}

impl Sub for Rounded {
    type Output = Self;

    fn sub(self, other: Self) -> Self {
        Self::result(self.value - other.value, self.error + other.error)
    }
}

impl Mul for Rounded {
    type Output = Self;

    fn mul(self, other: Self) -> Self {
        let error = self.value.abs() * other.error
            + other.value.abs() * self.error
            + self.error * other.error;
        Self::result(self.value * other.value, error)
    }
}

impl Div for Rounded {
    type Output = Self;

    /// By what is surely not zero.
    fn div(self, other: Self) -> Self {
        let value = self.value / other.value;
        let smallest = other.value.abs() - other.error;
        assert!(smallest > 0.0, "division by {other:?}");
        Self::result(value, (self.error + value.abs() * other.error) / smallest)
    }
}

/// How far the sum of `terms` products may be off whose magnitudes sum to `magnitude`.
pub(crate) fn sum_error(terms: usize, magnitude: f64) -> f64 {
    let roundings = terms as f64 * U;
    roundings / (1.0 - roundings) * magnitude + terms as f64 * UNDERFLOW
}

/// Fails unless every number found is as near to the exact one as float32 must come.
pub(crate) fn assert_rounded(found: &[f64], expected: &[Rounded]) {
    assert_eq!(found.len(), expected.len());
    for (index, (found, expected)) in found.iter().zip(expected).enumerate() {
        assert!(
            (found - expected.value).abs() <= expected.error,
            "number {index}: expected {expected:?}, found {found}"
        );
    }
}

/// Fails unless two float32 computations of the same sums agree: sums of at most `terms` products, whose magnitudes sum to
/// `magnitudes`, which are float32 sums themselves.
pub(crate) fn assert_same_sums(found: &[f64], expected: &[f64], magnitudes: &[f64], terms: usize) {
    assert_eq!(found.len(), expected.len());
    assert_eq!(found.len(), magnitudes.len());
    for (index, (found, expected)) in found.iter().zip(expected).enumerate() {
        let magnitude = magnitudes[index] + sum_error(terms, magnitudes[index]);
        let allowed = 2.0 * sum_error(terms, magnitude);
        assert!(
            (found - expected).abs() <= allowed,
            "number {index}: expected {expected} within {allowed:e}, found {found}"
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The distance of a float32 result, and what is allowed.
    fn distance(found: f32, expected: Rounded) -> (f64, f64) {
        ((f64::from(found) - expected.value).abs(), expected.error)
    }

    #[test]
    fn float32_stays_within_the_bound_and_the_bound_is_near() {
        let third = 1.0_f32 / 3.0;
        let (off, allowed) = distance(third, Rounded::exact(1.0) / Rounded::exact(3.0));
        assert!(off <= allowed && allowed <= U * 0.34, "{off} {allowed}");
        // (1 + 1e-4) - 1 keeps a rounding of 1, which is much of the little that is left.
        let sum = 1.0_f32 + 1e-4;
        let exact = Rounded::exact(1.0) + Rounded::exact(f64::from(1e-4_f32));
        let (off, allowed) = distance(sum - 1.0, exact - Rounded::exact(1.0));
        assert!(off <= allowed && allowed < 1e-7, "{off} {allowed}");
    }

    #[test]
    fn a_sum_is_allowed_a_rounding_for_each_term() {
        let terms = vec![Rounded::exact(0.1_f32.into()); 1000];
        let found = (0..1000).fold(0.0_f32, |sum, _| sum + 0.1);
        let (off, allowed) = distance(found, Rounded::sum(terms));
        assert!(off <= allowed && allowed < 0.01, "{off} {allowed}");
        // A fault of one part in a hundred is none of rounding.
        assert!(off < 100.0 * f64::from(0.1_f32) * 0.01);
    }

    #[test]
    fn a_gate_that_rounding_decides_allows_both_sides() {
        let open = Rounded {
            value: 1e-9,
            error: 1e-8,
        };
        let through = Rounded::exact(2.0).let_through(open);
        assert_eq!((through.value, through.error), (1.0, 1.0));
        let shut = Rounded::exact(2.0).let_through(Rounded::exact(-1.0));
        assert_eq!((shut.value, shut.error), (0.0, 0.0));
    }
}

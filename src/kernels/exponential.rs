//! The exponential function in plain arithmetic, which loops over many numbers do on whole vectors: the system's own is a
//! call for each number.

/// Where a number plus this one has its last binary place at 1, so that the sum rounds it to a whole number.
const ROUNDING: f32 = 1.5 * (1 << 23) as f32;
/// The logarithm of 2 in two parts: the first is so short that products with small whole numbers are exact.
const LN_2: [f32; 2] = [355.0 / 512.0, -2.121_944_4e-4];
/// Beyond these everything is infinite, or zero.
const RANGE: [f32; 2] = [-105.0, 90.0];

/// `exp(x)`, off by less than two units in the last place; NaN where there is one.
///
/// With `x = n · ln 2 + r` it is `2^n · exp(r)` (Cody and Waite 1980, Software Manual for the Elementary Functions, chapter 6);
/// `|r| ≤ ln 2 / 2`, so that Taylor's series up to the seventh power leaves out less than a tenth of the last place.
#[inline(always)]
pub fn exp(x: f32) -> f32 {
    let x = x.clamp(RANGE[0], RANGE[1]);
    let rounded = x * std::f32::consts::LOG2_E + ROUNDING;
    let n = rounded - ROUNDING;
    let r = (x - n * LN_2[0]) - n * LN_2[1];
    let mut series = 1.0 / 5040.0;
    for coefficient in [
        1.0 / 720.0,
        1.0 / 120.0,
        1.0 / 24.0,
        1.0 / 6.0,
        0.5,
        1.0,
        1.0,
    ] {
        series = series * r + coefficient;
    }
    // In two steps, because the ends of the range are no powers of two that float32 holds.
    let n = rounded.to_bits().wrapping_sub(ROUNDING.to_bits()) as i32;
    let half = n >> 1;
    series * power_of_two(half) * power_of_two(n.wrapping_sub(half))
}

/// `2^n` for exponents that float32 has.
#[inline(always)]
fn power_of_two(n: i32) -> f32 {
    f32::from_bits((n.wrapping_add(127) as u32) << 23)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_thousandth_float32_is_near_its_exponential() {
        let largest = (-105.0_f32).to_bits();
        for bits in (0..=90.0_f32.to_bits())
            .chain((-0.0_f32).to_bits()..=largest)
            .step_by(997)
        {
            let x = f32::from_bits(bits);
            let (found, exact) = (f64::from(exp(x)), f64::from(x).exp());
            let unit = exact.max(f64::from(f32::MIN_POSITIVE)) * f64::from(f32::EPSILON);
            let is_near = (found - exact).abs() <= 2.0 * unit;
            let is_beyond = exact > f64::from(f32::MAX) && found == f64::INFINITY;
            assert!(is_near || is_beyond, "exp({x}): {exact}, found {found}");
        }
    }

    #[test]
    fn the_ends_of_all_numbers_have_theirs() {
        let ends = [
            f32::NEG_INFINITY,
            f32::MIN,
            -110.0,
            0.0,
            89.0,
            f32::MAX,
            f32::INFINITY,
        ];
        let most = f32::INFINITY;
        assert_eq!(ends.map(exp), [0.0, 0.0, 0.0, 1.0, most, most, most]);
        assert!(exp(f32::NAN).is_nan());
    }
}

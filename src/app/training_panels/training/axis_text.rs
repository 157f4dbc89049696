//! How values, epochs and the marks of axes are written.

use crate::report::marks;

/// A value as a person reads it: three digits that matter.
pub fn value_text(value: f64) -> String {
    let size = value.abs();
    if size == 0.0 || (0.001..1000.0).contains(&size) {
        format!("{value:.3}")
    } else {
        format!("{value:.1e}")
    }
}

/// An epoch as a person says it: "2", or "1.4" within the second.
pub fn epoch_text(epoch: f64) -> String {
    mark_text((epoch * 10.0).round() / 10.0)
}

/// Marks for an axis of values over `range`, each with its words; of logarithms to base ten where `is_log`.
pub fn mark_words(range: [f64; 2], is_log: bool) -> Vec<(f64, String)> {
    let marks = if is_log {
        marks::log_marks(range)
    } else {
        marks::round_marks(range, 4.0)
    };
    let step = marks.get(1).map_or(1.0, |second| second - marks[0]);
    let words = |mark: f64| {
        if is_log {
            mark_text(10_f64.powf(mark))
        } else {
            mark_text_by(mark, step)
        }
    };
    marks.into_iter().map(|mark| (mark, words(mark))).collect()
}

/// Marks for an axis of epochs up to the last.
pub fn epoch_marks(last: f64) -> Vec<f64> {
    marks::whole_marks([0.0, last], 8.0)
}

/// A mark as short as it can be, because the axis is narrow.
pub fn mark_text(value: f64) -> String {
    let size = value.abs();
    if size != 0.0 && !(0.0009..100_000.0).contains(&size) {
        return format!("{value:.0e}");
    }
    let text = format!("{value:.3}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// A mark with the digits that tell it from the next one, `step` away.
pub fn mark_text_by(value: f64, step: f64) -> String {
    const MOST_DECIMALS: f64 = 6.0;
    const MOST_DIGITS: f64 = 12.0;
    let power = |size: f64| (size.log10() + 1e-9).floor();
    let least = power(step.abs());
    if !least.is_finite() {
        return mark_text(value);
    }
    // Sums of steps come near zero, not to it.
    let value = if value.abs() < step.abs() * 1e-6 {
        0.0
    } else {
        value
    };
    let decimals = (-least).max(0.0);
    if value == 0.0 || (decimals <= MOST_DECIMALS && value.abs() < 10_000.0) {
        let text = format!("{value:.*}", decimals.min(MOST_DECIMALS) as usize);
        return if text.contains('.') {
            text.trim_end_matches('0').trim_end_matches('.').to_owned()
        } else {
            text
        };
    }
    let digits = (power(value.abs()) - least).clamp(0.0, MOST_DIGITS);
    format!("{value:.*e}", digits as usize)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_told_without_needless_zeros() {
        let cases = [
            (0.5, "0.5"),
            (0.0, "0"),
            (10.0, "10"),
            (100.0, "100"),
            (10_000.0, "10000"),
            (1e-5, "1e-5"),
            (0.125, "0.125"),
        ];
        for (value, text) in cases {
            assert_eq!(mark_text(value), text);
        }
    }

    #[test]
    fn small_and_large_values_stay_readable() {
        assert_eq!(value_text(0.1119), "0.112");
        assert_eq!(value_text(0.000_012), "1.2e-5");
        assert_eq!(value_text(0.0), "0.000");
    }
}

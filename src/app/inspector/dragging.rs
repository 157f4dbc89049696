//! Numbers that are dragged to the right for more and to the left for less, as in drawing programs.

/// How many screen points change a whole number by one.
const POINTS_PER_ONE: f32 = 4.0;
/// A real number changes by this share of its own size with each point, rounded to a power of ten.
const SHARE_OF_REAL: f64 = 0.01;

/// The text of a number, or of several such as `3 × 3`, after the pointer was dragged by `points` to the right; `None`
/// where `text` is none. A fine real number has one more digit.
pub(super) fn dragged(text: &str, points: f32, is_fine: bool) -> Option<String> {
    let steps = (points / POINTS_PER_ONE).trunc() as i64;
    let text = text.trim();
    if let Ok(number) = text.parse::<i64>() {
        return Some(number.saturating_add(steps).to_string());
    }
    if let Ok(number) = text.parse::<f64>() {
        return dragged_real(number, f64::from(points), is_fine);
    }
    [" × ", ", "].iter().find_map(|separator| {
        let numbers = text.split(separator).map(|part| part.trim().parse::<i64>());
        let numbers: Result<Vec<i64>, _> = numbers.collect();
        let moved = numbers.ok().filter(|numbers| numbers.len() > 1)?;
        let moved = moved.iter().map(|number| number.saturating_add(steps));
        let moved: Vec<String> = moved.map(|number| number.to_string()).collect();
        Some(moved.join(separator))
    })
}

/// A real number moves in steps that fit its size: one near 1 by thousandths, one near 0.001 by millionths.
fn dragged_real(number: f64, points: f64, is_fine: bool) -> Option<String> {
    if !number.is_finite() {
        return None;
    }
    let size = if number == 0.0 { 1.0 } else { number.abs() };
    let digits = -(size * SHARE_OF_REAL).log10().floor();
    let moved = number + points * 10_f64.powf(-digits);
    let shown = (digits as i32 + i32::from(is_fine)).clamp(0, 12);
    let text = format!("{moved:.*}", shown as usize);
    let text = if text.contains('.') {
        let text = text.trim_end_matches('0');
        if text.ends_with('.') {
            format!("{text}0")
        } else {
            text.to_owned()
        }
    } else {
        text
    };
    Some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_grow_to_the_right_and_shrink_to_the_left() {
        for (text, points, is_fine, expected) in [
            ("32", 40.0, false, Some("42")),
            ("32", -40.0, false, Some("22")),
            ("32", 4.0, true, Some("33")),
            ("3 × 3", 8.0, false, Some("5 × 5")),
            ("1, 2, 3, 4", 4.0, false, Some("2, 3, 4, 5")),
            ("0.5", 10.0, false, Some("0.51")),
            ("0.5", 0.4, true, Some("0.5004")),
            ("0.001", -10.0, false, Some("0.0009")),
            ("same", 10.0, false, None),
            ("=f", 10.0, false, None),
        ] {
            let found = dragged(text, points, is_fine);
            assert_eq!(found.as_deref(), expected, "{text} by {points}");
        }
    }
}

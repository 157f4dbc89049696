//! Where the marks of an axis lie: few, at round numbers.

/// Marks from `least` to `most` at multiples of 1, 2 or 5 times a power of ten, about `count` of them.
pub fn round_marks([least, most]: [f64; 2], count: f64) -> Vec<f64> {
    let step = round_step((most - least) / count);
    multiples(least, most, step)
}

/// The same at whole numbers only.
pub fn whole_marks([least, most]: [f64; 2], count: f64) -> Vec<f64> {
    let step = round_step((most - least) / count).max(1.0);
    multiples(least, most, step)
}

/// Marks on an axis of logarithms to base ten: at powers of ten, and between them at 2 and 5 where few would be left.
pub fn log_marks([least, most]: [f64; 2]) -> Vec<f64> {
    let decades = multiples(least, most, 1.0);
    if decades.len() > 2 {
        return decades;
    }
    let powers = (least.floor() as i32)..=(most.ceil() as i32);
    let between =
        powers.flat_map(|power| [1.0, 2.0, 5.0].map(|digit: f64| digit.log10() + f64::from(power)));
    between
        .filter(|mark| (least..=most).contains(mark))
        .collect()
}

/// The next round number above `step`.
fn round_step(step: f64) -> f64 {
    if !(step.is_finite() && step > 0.0) {
        return 1.0;
    }
    let power = 10_f64.powf(step.log10().floor());
    let digit = [1.0, 2.0, 5.0]
        .into_iter()
        .find(|digit| digit * power >= step * 0.999);
    digit.unwrap_or(10.0) * power
}

/// More marks than this are no marks.
const LIMIT: f64 = 200.0;

fn multiples(least: f64, most: f64, step: f64) -> Vec<f64> {
    let (first, last) = ((least / step).ceil(), (most / step).floor());
    if !(first.is_finite() && last - first < LIMIT) || last < first {
        return Vec::new();
    }
    (0..=(last - first) as u32)
        .map(|index| (first + f64::from(index)) * step)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_lie_at_round_numbers() {
        assert_eq!(round_marks([0.0, 1.0], 4.0), [0.0, 0.5, 1.0]);
        assert_eq!(round_marks([2.1, 9.9], 4.0), [4.0, 6.0, 8.0]);
        assert_eq!(whole_marks([0.0, 3.0], 6.0), [0.0, 1.0, 2.0, 3.0]);
        assert_eq!(
            whole_marks([0.0, 40.0], 8.0),
            [0.0, 5.0, 10.0, 15.0, 20.0, 25.0, 30.0, 35.0, 40.0]
        );
    }

    #[test]
    fn a_logarithmic_axis_has_decades_or_what_lies_between_them() {
        assert_eq!(log_marks([-2.5, 1.2]), [-2.0, -1.0, 0.0, 1.0]);
        let close = log_marks([-0.4, 0.4]);
        assert_eq!(
            close
                .iter()
                .map(|mark| 10_f64.powf(*mark))
                .map(|value| (value * 10.0).round())
                .collect::<Vec<_>>(),
            [5.0, 10.0, 20.0]
        );
    }

    #[test]
    fn an_axis_without_length_has_at_most_one_mark() {
        assert!(round_marks([1.0, 1.0], 4.0).len() <= 1);
        assert!(round_marks([f64::NAN, 1.0], 4.0).is_empty());
    }
}

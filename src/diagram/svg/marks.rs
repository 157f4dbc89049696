//! How numbers, texts and lines are spelled in SVG.

use std::fmt;

/// A coordinate with at most two decimals and no trailing zeros.
pub(super) struct Px(pub f32);

/// A text in which nothing is taken for markup, in SVG as in HTML.
#[derive(Debug, Clone, Copy)]
pub struct Escaped<'a>(pub &'a str);

/// The outline of a line with rounded corners, for an attribute `d`.
pub(super) struct Rounded<'a>(pub &'a [[f32; 2]]);

/// The radius of a wire's corners, px, where both stretches are long enough.
const CORNER_PX: f32 = 8.0;

impl fmt::Display for Px {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Adding 0 turns -0 into 0.
        write!(f, "{}", (self.0 * 100.0).round() / 100.0 + 0.0)
    }
}

impl fmt::Display for Escaped<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for letter in self.0.chars() {
            match letter {
                '&' => f.write_str("&amp;")?,
                '<' => f.write_str("&lt;")?,
                '>' => f.write_str("&gt;")?,
                '"' => f.write_str("&quot;")?,
                '\'' => f.write_str("&#39;")?,
                // XML has no way to write these.
                '\u{fffe}' | '\u{ffff}' => f.write_str("\u{fffd}")?,
                control if control.is_control() => f.write_str("\u{fffd}")?,
                other => write!(f, "{other}")?,
            }
        }
        Ok(())
    }
}

impl fmt::Display for Rounded<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [first, .., last] = self.0 else {
            return Ok(());
        };
        write!(f, "M{} {}", Px(first[0]), Px(first[1]))?;
        for corner in self.0.windows(3) {
            let [before, at, after] = [corner[0], corner[1], corner[2]];
            let radius = CORNER_PX
                .min(distance(before, at) / 2.0)
                .min(distance(at, after) / 2.0);
            let (begin, end) = (towards(at, before, radius), towards(at, after, radius));
            write!(f, "L{} {}", Px(begin[0]), Px(begin[1]))?;
            write!(
                f,
                "Q{} {} {} {}",
                Px(at[0]),
                Px(at[1]),
                Px(end[0]),
                Px(end[1])
            )?;
        }
        write!(f, "L{} {}", Px(last[0]), Px(last[1]))
    }
}

fn distance(a: [f32; 2], b: [f32; 2]) -> f32 {
    (a[0] - b[0]).hypot(a[1] - b[1])
}

/// The place `step` px from `from` towards `to`.
pub(super) fn towards(from: [f32; 2], to: [f32; 2], step: f32) -> [f32; 2] {
    let share = step / distance(from, to).max(f32::EPSILON);
    [
        from[0] + (to[0] - from[0]) * share,
        from[1] + (to[1] - from[1]) * share,
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_short() {
        let spelled: Vec<String> = [1.0, -0.001, 2.5, 1.0 / 3.0]
            .iter()
            .map(|px| Px(*px).to_string())
            .collect();
        assert_eq!(spelled, ["1", "0", "2.5", "0.33"]);
    }

    #[test]
    fn markup_in_a_name_stays_text() {
        assert_eq!(
            Escaped("<a> & \"b\"\u{7}").to_string(),
            "&lt;a&gt; &amp; &quot;b&quot;\u{fffd}"
        );
    }

    #[test]
    fn corners_are_rounded_and_never_overlap() {
        let line = [[0.0, 0.0], [0.0, 40.0], [10.0, 40.0], [10.0, 80.0]];
        assert_eq!(
            Rounded(&line).to_string(),
            "M0 0L0 35Q0 40 5 40L5 40Q10 40 10 45L10 80"
        );
    }
}

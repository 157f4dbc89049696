//! Numbers as people type them: one grammar for every field of the window. Never guesses: a text that stands for two
//! numbers is refused, and both are named.
//!
//! - A point is the decimal point, as everywhere in the window: `0.001`, `.5`, `1e-3`.
//! - A comma is a decimal comma where it cannot group thousands (`1,5`, `0,001`), and groups thousands where it cannot be
//!   a decimal comma (`1,234,567`, `1,234.5`, and any whole number: `4,736`, as the window writes it). What is left, as
//!   `1,000` for a rate, is refused.
//! - Spaces, `_` and `'` group thousands too: `1 000`, `10_000`.

use crate::message;
use crate::text::Message;

/// Above this not every whole number has a value of its own among the real ones.
const EXACT: f64 = 9_007_199_254_740_992.0;

/// Why a text is no number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Misread {
    /// It is not written like one, or is none of the kind that was asked for.
    NoNumber,
    /// It stands for two numbers: with its mark grouping thousands, and with it before the decimals.
    Ambiguous {
        /// What was typed.
        text: String,
        /// The one with thousands.
        grouped: String,
        /// The one with decimals.
        decimal: String,
    },
    /// No number that a computer counts with is as large, or as near to zero.
    OutOfReach(String),
}

impl Misread {
    /// A sentence; `expected` is it where the text is simply no number.
    #[must_use]
    pub fn sentence(self, expected: &str) -> String {
        self.message(Message::words(expected)).to_string()
    }

    /// The same as data.
    #[must_use]
    pub fn message(self, expected: Message) -> Message {
        match self {
            Self::NoNumber => expected,
            Self::Ambiguous {
                text,
                grouped,
                decimal,
            } => {
                message!(
                    "number-read-in-two-ways",
                    text = text,
                    grouped = grouped,
                    decimal = decimal
                )
            }
            Self::OutOfReach(text) => {
                message!("number-out-of-reach", text = text, expected = expected)
            }
        }
    }
}

/// The real number that `text` stands for; never infinite, never "not a number".
///
/// # Errors
/// Why it stands for none.
pub fn real(text: &str) -> Result<f64, Misread> {
    let written = Written::of(text)?;
    let reading = match &written.readings()[..] {
        [] => return Err(Misread::NoNumber),
        [only] => only.clone(),
        // A single point is the decimal point, however many digits follow.
        [_, decimal] if !written.mantissa.contains(',') => decimal.clone(),
        [grouped, decimal, ..] => return Err(written.ambiguous(grouped, decimal)),
    };
    written.value(&reading)
}

/// The whole number that `text` stands for: `64`, `4,736`, `1 000`, `1e3`.
///
/// # Errors
/// Why it stands for none.
pub fn whole(text: &str) -> Result<i64, Misread> {
    let written = Written::of(text)?;
    // A whole number has no decimals, so that a comma in it can only group.
    let has_decimal_comma = |reading: &Reading| reading.decimal_mark == Some(',');
    let mut readings = written.readings();
    readings.retain(|reading| !has_decimal_comma(reading) || !written.exponent.is_empty());
    let reading = match &readings[..] {
        [] => return Err(Misread::NoNumber),
        [only] => only,
        [_, decimal, ..] if written.value(decimal)?.fract() != 0.0 => {
            return Err(Misread::NoNumber);
        }
        [grouped, decimal, ..] => return Err(written.ambiguous(grouped, decimal)),
    };
    if reading.decimal_mark.is_none() && written.exponent.is_empty() {
        let digits = format!("{}{}", written.sign, reading.digits);
        return digits.parse().map_err(|_| Misread::NoNumber);
    }
    let value = written.value(reading)?;
    if value.fract() == 0.0 && value.abs() < EXACT {
        Ok(value as i64)
    } else {
        Err(Misread::NoNumber)
    }
}

/// Several whole numbers between `×`, `x`, `*`, commas, spaces and brackets; `None` where anything else stands.
#[must_use]
pub fn wholes(text: &str) -> Option<Vec<i64>> {
    let separators = |letter: char| letter.is_whitespace() || "×xX*,;()[]".contains(letter);
    let parts = text.split(separators).filter(|part| !part.is_empty());
    // A part like "000" is what a comma or a space has cut off from a larger number.
    let is_cut_off = |part: &str| part.len() > 1 && part.starts_with('0');
    parts
        .map(|part| whole(part).ok().filter(|_| !is_cut_off(part)))
        .collect()
}

/// A text taken apart.
struct Written<'a> {
    text: &'a str,
    sign: &'static str,
    mantissa: String,
    /// "e-3", or nothing.
    exponent: String,
}

/// One way to read the digits of a text.
#[derive(Clone, Debug)]
struct Reading {
    /// Digits, with a point before the decimals.
    digits: String,
    decimal_mark: Option<char>,
}

impl<'a> Written<'a> {
    fn of(text: &'a str) -> Result<Self, Misread> {
        let text = text.trim();
        let (sign, rest) = match text.strip_prefix(['-', '−']) {
            Some(rest) => ("-", rest),
            None => ("", text.strip_prefix('+').unwrap_or(text)),
        };
        let (mantissa, exponent) = match rest.split_once(['e', 'E']) {
            Some((mantissa, exponent)) => (mantissa, Some(exponent.replace('−', "-"))),
            None => (rest, None),
        };
        let exponent = match exponent {
            None => String::new(),
            Some(exponent) => match exponent.parse::<i32>() {
                Ok(exponent) => format!("e{exponent}"),
                Err(_) => return Err(Misread::NoNumber),
            },
        };
        let is_space = |letter: char| letter.is_whitespace();
        Ok(Self {
            text,
            sign,
            mantissa: mantissa.trim().replace(is_space, " "),
            exponent,
        })
    }

    /// Every way to read the digits: with thousands first, then with decimals.
    fn readings(&self) -> Vec<Reading> {
        const GROUPING: [Option<char>; 7] = [
            Some(' '),
            Some('_'),
            Some('\''),
            Some('’'),
            Some(','),
            Some('.'),
            None,
        ];
        let ways = GROUPING
            .into_iter()
            .flat_map(|group| [None, Some('.'), Some(',')].map(|decimal| (group, decimal)));
        let ways = ways.filter(|(group, decimal)| group.is_none() || group != decimal);
        ways.filter_map(|(group, decimal)| self.reading(group, decimal))
            .collect()
    }

    /// The reading in which these two marks group thousands and stand before decimals; none where one of them is missing.
    fn reading(&self, group: Option<char>, decimal: Option<char>) -> Option<Reading> {
        let (before, behind) = match decimal {
            None => (self.mantissa.as_str(), ""),
            Some(mark) => self.mantissa.split_once(mark)?,
        };
        let are_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
        let before = match group {
            None => before.to_owned(),
            Some(mark) => ungrouped(before, mark)?,
        };
        let has_digits = !before.is_empty() || !behind.is_empty();
        (has_digits && are_digits(&before) && are_digits(behind)).then(|| Reading {
            digits: match decimal {
                None => before,
                Some(_) => format!("{before}.{behind}"),
            },
            decimal_mark: decimal,
        })
    }

    fn value(&self, reading: &Reading) -> Result<f64, Misread> {
        let number = format!("{}{}{}", self.sign, reading.digits, self.exponent);
        let value: f64 = number.parse().map_err(|_| Misread::NoNumber)?;
        let is_zero = reading
            .digits
            .bytes()
            .all(|byte| matches!(byte, b'0' | b'.'));
        if value.is_finite() && (value != 0.0 || is_zero) {
            Ok(value)
        } else {
            Err(Misread::OutOfReach(self.text.to_owned()))
        }
    }

    fn ambiguous(&self, grouped: &Reading, decimal: &Reading) -> Misread {
        let (sign, exponent) = (self.sign, &self.exponent);
        let shortest = decimal.digits.trim_end_matches('0');
        let decimals = if shortest.ends_with('.') {
            format!("{shortest}0")
        } else {
            shortest.to_owned()
        };
        Misread::Ambiguous {
            text: self.text.to_owned(),
            grouped: format!("{sign}{}{exponent}", grouped.digits),
            decimal: format!("{sign}{decimals}{exponent}"),
        }
    }
}

/// The digits of a number whose thousands `mark` groups; `None` where it does not group by three.
fn ungrouped(text: &str, mark: char) -> Option<String> {
    let mut groups = text.split(mark);
    let first = groups.next()?;
    let (mut digits, mut count) = (first.to_owned(), 0);
    for group in groups {
        if group.len() != 3 {
            return None;
        }
        digits.push_str(group);
        count += 1;
    }
    let begins_well = (1..=3).contains(&first.len()) && !first.starts_with('0');
    (count > 0 && begins_well).then_some(digits)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn real_numbers_are_read_as_people_write_them() {
        for (text, number) in [
            ("1.5", 1.5),
            ("1,5", 1.5),
            ("0.001", 0.001),
            ("0,001", 0.001),
            (".5", 0.5),
            ("5.", 5.0),
            ("12.125", 12.125),
            ("1.000", 1.0),
            ("1e-3", 0.001),
            ("1E−3", 0.001),
            ("2,5e-4", 0.000_25),
            ("+3", 3.0),
            ("-1", -1.0),
            ("−1", -1.0),
            (" 7 ", 7.0),
            ("1 000", 1000.0),
            ("1\u{a0}000,5", 1000.5),
            ("10_000", 10_000.0),
            ("1'000", 1000.0),
            ("1,234,567", 1_234_567.0),
            ("1,234.5", 1234.5),
            ("1.234,5", 1234.5),
            ("1.234.567", 1_234_567.0),
            ("1,0005", 1.0005),
            ("0", 0.0),
            ("0e9", 0.0),
        ] {
            assert_eq!(real(text), Ok(number), "{text}");
        }
    }

    #[test]
    fn a_text_that_stands_for_two_numbers_is_refused_and_both_are_named() {
        let misread = real("1,000").unwrap_err();
        assert_eq!(
            misread.sentence("unused"),
            "“1,000” can be read as 1000 and as 1.0; type 1000 or 1.0"
        );
        for text in ["1,500", "-2,125", "12,345", "1,000e2"] {
            assert!(
                matches!(real(text), Err(Misread::Ambiguous { .. })),
                "{text}"
            );
        }
        for text in ["1.000", "12.000"] {
            assert!(
                matches!(whole(text), Err(Misread::Ambiguous { .. })),
                "{text}"
            );
        }
    }

    #[test]
    fn what_is_no_number_is_never_read_as_one() {
        for text in [
            "", "-", ".", ",", "e", "1e", "1e1.5", "inf", "-inf", "NaN", "infinity", "1,2,3",
            "1.2.3", "1,00,000", "1 00", "10 0", "1__000", "0x10", "1/2", "5 %", "1-2", "--1", "١",
            "１", "1,2.3.4",
        ] {
            assert_eq!(real(text), Err(Misread::NoNumber), "{text}");
            assert_eq!(whole(text), Err(Misread::NoNumber), "{text}");
        }
        for text in ["1e400", "-1e400", "1e-400"] {
            assert!(matches!(real(text), Err(Misread::OutOfReach(_))), "{text}");
        }
    }

    #[test]
    fn whole_numbers_are_read_as_the_window_writes_them() {
        for (text, number) in [
            ("64", 64),
            ("4,736", 4736),
            ("1,000", 1000),
            ("1 000 000", 1_000_000),
            ("64.0", 64),
            ("1e3", 1000),
            ("1.5e3", 1500),
            ("-3", -3),
            ("007", 7),
            ("9223372036854775807", i64::MAX),
        ] {
            assert_eq!(whole(text), Ok(number), "{text}");
        }
        for text in [
            "1,5",
            "1.5",
            "0,5",
            "1,50",
            "1e-3",
            "1e30",
            "4.736",
            "9223372036854775808",
        ] {
            assert!(whole(text).is_err(), "{text}");
        }
    }

    #[test]
    fn several_numbers_are_not_cut_out_of_one() {
        assert_eq!(wholes("64 × 64 × 3"), Some(vec![64, 64, 3]));
        assert_eq!(wholes("(7, 7)"), Some(vec![7, 7]));
        assert_eq!(wholes("0"), Some(vec![0]));
        for text in ["1,000", "1 024", "3.5 × 3", "a", "1.000 × 2"] {
            assert_eq!(wholes(text), None, "{text}");
        }
    }
}

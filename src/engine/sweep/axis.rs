//! One setting that is varied, and the values that it takes: `learning_rate=0.1,0.01`, or `learning_rate=0.0001..0.1`.

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::RngCore as _;
use serde::{Deserialize, Serialize};

use crate::message;
use crate::text::Message;

/// One setting that is varied.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Axis {
    /// Its name: `learning_rate`, `optimizer.momentum`, or `layer.setting`.
    pub name: String,
    /// What it becomes.
    pub values: Values,
}

/// The values of an axis.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Values {
    /// One of these.
    List(Vec<String>),
    /// Anything between these two numbers, drawn at random; whole where both are.
    Range(f64, f64),
}

impl Axis {
    /// Reads `name=value,value`; where a value holds a comma itself, `;` stands between values.
    ///
    /// # Errors
    /// What was expected.
    pub fn parse(text: &str) -> Result<Self, Message> {
        let expected = || message!("expected-axis", found = text);
        let (name, values) = text.split_once('=').ok_or_else(expected)?;
        let name = name.trim();
        if name.is_empty() {
            return Err(expected());
        }
        Ok(Self {
            name: name.to_owned(),
            values: Values::parse(values).ok_or_else(expected)?,
        })
    }

    /// Draws a value.
    pub(super) fn draw(&self, generator: &mut ChaCha8Rng) -> String {
        // 53 bits are what an f64 holds exactly.
        let mut unit = || (generator.next_u64() >> 11) as f64 / (1_u64 << 53) as f64;
        match &self.values {
            Values::List(values) => {
                let index = (unit() * values.len() as f64) as usize;
                values.get(index).cloned().unwrap_or_default()
            }
            Values::Range(low, high) => drawn(*low, *high, unit()),
        }
    }
}

/// Ranges over more than this factor are drawn by their order of magnitude.
const WIDE: f64 = 10.0;

fn drawn(low: f64, high: f64, share: f64) -> String {
    if low.fract() == 0.0 && high.fract() == 0.0 {
        return (low + (share * (high - low + 1.0)).floor()).to_string();
    }
    let value = if low > 0.0 && high / low >= WIDE {
        low * (high / low).powf(share)
    } else {
        low + share * (high - low)
    };
    // Nobody reads more digits, and a run is repeated by what is read.
    format!("{value:.2e}")
        .parse::<f64>()
        .unwrap_or(value)
        .to_string()
}

impl Values {
    /// Reads what stands behind the name.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        if let Some((low, high)) = text.split_once("..") {
            let number = |text: &str| text.trim().parse().ok().filter(|it: &f64| it.is_finite());
            let (low, high) = (number(low)?, number(high)?);
            return (low < high).then_some(Self::Range(low, high));
        }
        let separator = if text.contains(';') { ';' } else { ',' };
        let values: Vec<String> = text
            .split(separator)
            .map(|value| value.trim().to_owned())
            .collect();
        let is_whole = values.iter().all(|value| !value.is_empty());
        is_whole.then_some(Self::List(values))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn list(values: &[&str]) -> Values {
        Values::List(values.iter().map(|value| (*value).to_owned()).collect())
    }

    #[test]
    fn an_axis_is_read_as_it_is_written() {
        let axis = |text| Axis::parse(text).map(|axis| (axis.name, axis.values));
        assert_eq!(
            axis("dense.units=16, 32"),
            Ok(("dense.units".to_owned(), list(&["16", "32"])))
        );
        assert_eq!(
            axis("schedule=plateau:factor=0.5,patience=2;constant"),
            Ok((
                "schedule".to_owned(),
                list(&["plateau:factor=0.5,patience=2", "constant"])
            ))
        );
        assert_eq!(
            axis("learning_rate=1e-4..0.1"),
            Ok(("learning_rate".to_owned(), Values::Range(1e-4, 0.1)))
        );
        for wrong in ["learning_rate", "=1", "a=1,,2", "a=2..1", "a=1..", "a="] {
            assert!(axis(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_range_is_drawn_by_magnitude_and_whole_numbers_stay_whole() {
        assert_eq!(drawn(0.0001, 0.1, 0.0), "0.0001");
        // Half-way between 10⁻⁴ and 10⁻¹ lies 10⁻²·⁵.
        assert_eq!(drawn(0.0001, 0.1, 0.5), "0.00316");
        assert_eq!(drawn(0.5, 1.0, 0.5), "0.75");
        assert_eq!(
            (drawn(8.0, 16.0, 0.0), drawn(8.0, 16.0, 0.999)),
            ("8".to_owned(), "16".to_owned())
        );
    }
}

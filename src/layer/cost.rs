//! What a layer costs: weights, multiply-adds, and how a count is written.

use super::fault::Fault;
use super::shape::product;
use super::{Initializer, Learned};
use crate::message;
use crate::text::{self, Count};

/// One weight array of a layer, in Keras's layout.
#[derive(Clone, Debug, PartialEq)]
pub struct Weight {
    /// Keras's name: `kernel`, `bias`, `gamma`, `beta`, `moving_mean`, `moving_variance`.
    pub name: &'static str,
    /// Its axes: `[kernel height, kernel width, in, out]` for a convolution, `[in, out]` for a dense layer.
    pub shape: Vec<usize>,
    /// Whether an optimizer moves it.
    pub trainable: bool,
    /// How it begins, and what large numbers in it cost.
    pub learned: Learned,
}

impl Weight {
    pub(super) fn trainable(
        name: &'static str,
        shape: impl Into<Vec<usize>>,
        learned: Learned,
    ) -> Self {
        Self {
            name,
            shape: shape.into(),
            trainable: true,
            learned,
        }
    }

    pub(super) fn fixed(
        name: &'static str,
        shape: impl Into<Vec<usize>>,
        initializer: Initializer,
    ) -> Self {
        Self {
            name,
            shape: shape.into(),
            trainable: false,
            learned: Learned::free(initializer),
        }
    }
}

/// How many numbers a layer learns, and how many it only keeps.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ParamCount {
    /// Moved by the optimizer.
    pub trainable: u64,
    /// Kept, like the running statistics of batch normalization.
    pub non_trainable: u64,
}

impl ParamCount {
    /// Both together.
    #[must_use]
    pub fn total(self) -> u64 {
        self.trainable.saturating_add(self.non_trainable)
    }

    /// The same where nothing is moved.
    #[must_use]
    pub fn frozen(self) -> Self {
        Self {
            trainable: 0,
            non_trainable: self.total(),
        }
    }

    pub(super) fn of(weights: &[Weight]) -> Result<Self, Fault> {
        let mut count = Self::default();
        for weight in weights {
            let size = product(&weight.shape)
                .ok_or_else(|| Fault::too_large(message!("parameters-too-many")))?;
            let sum = if weight.trainable {
                &mut count.trainable
            } else {
                &mut count.non_trainable
            };
            *sum = sum
                .checked_add(size)
                .ok_or_else(|| Fault::too_large(message!("parameters-too-many")))?;
        }
        Ok(count)
    }
}

/// The window through which one output pixel sees the input: its extent and step, as `[height, width]`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Window {
    /// Pixels from the first to the last one seen, both included.
    pub extent: [usize; 2],
    /// Pixels between neighboring windows.
    pub strides: [usize; 2],
    /// Pixels that are made for each of these: more than 1 where a map becomes larger.
    pub grows: [usize; 2],
}

impl Window {
    /// A window of one pixel: the layer looks at each position alone.
    pub const POINT: Self = Self {
        extent: [1, 1],
        strides: [1, 1],
        grows: [1, 1],
    };
}

/// `1234567` as `1,234,567`.
#[must_use]
pub fn thousands(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// A number of things in words: `1 layer`, `1,080 pictures`, `2 classes`.
#[must_use]
pub fn counted(count: impl TryInto<u64>, thing: &'static str) -> String {
    let count = Count(count.try_into().unwrap_or(u64::MAX));
    text::counted(count, thing).to_string()
}

/// A count in three digits and a magnitude: `19.3 M`, `4.73 k`, `512`.
#[must_use]
pub fn magnitude(number: u64) -> String {
    let value = number as f64;
    let (scaled, suffix) = match number {
        0..=999 => return number.to_string(),
        1_000..=999_999 => (value / 1e3, "k"),
        1_000_000..=999_999_999 => (value / 1e6, "M"),
        1_000_000_000..=999_999_999_999 => (value / 1e9, "G"),
        _ => (value / 1e12, "T"),
    };
    let decimals = if scaled >= 99.95 {
        0
    } else if scaled >= 9.995 {
        1
    } else {
        2
    };
    format!("{scaled:.decimals$} {suffix}")
}

/// Bytes in binary units: `512 KiB`.
#[must_use]
pub fn bytes(number: u64) -> String {
    const UNITS: [&str; 5] = ["B", "KiB", "MiB", "GiB", "TiB"];
    let mut scaled = number as f64;
    let mut unit = 0;
    while scaled >= 1024.0 && unit + 1 < UNITS.len() {
        scaled /= 1024.0;
        unit += 1;
    }
    let decimals = usize::from(unit > 0 && scaled < 99.95 && scaled.fract() > 0.0);
    format!("{scaled:.decimals$} {}", UNITS[unit])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn several_things_are_called_as_english_calls_them() {
        let several = ["layer", "class", "branch", "epoch"].map(|thing| counted(2, thing));
        assert_eq!(several, ["2 layers", "2 classes", "2 branches", "2 epochs"]);
        assert_eq!(counted(1, "epoch"), "1 epoch");
    }

    #[test]
    fn counts_are_grouped_by_thousands() {
        assert_eq!(thousands(0), "0");
        assert_eq!(thousands(999), "999");
        assert_eq!(thousands(37_633), "37,633");
        assert_eq!(thousands(23_600_006), "23,600,006");
    }

    #[test]
    fn magnitudes_keep_three_digits() {
        assert_eq!(magnitude(512), "512");
        assert_eq!(magnitude(4_736), "4.74 k");
        assert_eq!(magnitude(19_267_584), "19.3 M");
        assert_eq!(magnitude(999_960), "1000 k");
    }

    #[test]
    fn bytes_use_binary_units() {
        assert_eq!(bytes(512), "512 B");
        assert_eq!(bytes(524_288), "512 KiB");
        assert_eq!(bytes(1_572_864), "1.5 MiB");
    }

    #[test]
    fn one_thing_is_no_plural() {
        assert_eq!(counted(1_usize, "class"), "1 class");
        assert_eq!(counted(2_usize, "class"), "2 classes");
        assert_eq!(counted(0_usize, "layer"), "0 layers");
        assert_eq!(counted(1_080_u64, "picture"), "1,080 pictures");
    }
}

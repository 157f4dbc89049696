//! Floating-point numbers in JSON that come back to the last bit.
//!
//! `serde_json` may read a number one bit off; a resumed run must not differ by it from one that never stopped.

use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serializer};

use crate::message;

/// Writes the shortest text that stands for exactly this number, as a string.
pub fn serialize<S: Serializer>(number: &f64, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(&format_args!("{number:?}"))
}

/// Reads what [`serialize`] wrote.
pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<f64, D::Error> {
    let text = String::deserialize(deserializer)?;
    text.parse()
        .map_err(|_| D::Error::custom(message!("text-is-no-number", text = text)))
}

#[cfg(test)]
mod tests {
    use serde::{Deserialize, Serialize};

    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    struct Exact(#[serde(with = "super")] f64);

    #[test]
    fn every_number_comes_back_to_the_last_bit() {
        for bits in (0..2_000_u64).map(|index| index.wrapping_mul(0x9E37_79B9_7F4A_7C15)) {
            let number = f64::from_bits(bits);
            let text = serde_json::to_string(&Exact(number)).unwrap();
            let Exact(back) = serde_json::from_str(&text).unwrap();
            assert!(
                back.to_bits() == bits || (back.is_nan() && number.is_nan()),
                "{text}"
            );
        }
    }
}

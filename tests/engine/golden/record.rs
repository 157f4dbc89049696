//! How golden files write tensors down, and how far ours may be from them.

use std::collections::BTreeMap;

use netsmith::engine::weights::NamedArray;
use serde::Deserialize;

/// Where Keras's own value is rounding noise, ours may be too: its float32 run reaches 5e-6.
const NOISE: f64 = 1e-5;

/// One tensor: shape, norm and samples of a float64 run.
#[derive(Debug, Clone, Deserialize)]
pub struct Record {
    shape: Vec<usize>,
    l2_norm: f64,
    indices: Vec<usize>,
    values: Vec<f64>,
}

/// Tensors by name.
pub type Records = BTreeMap<String, Record>;

impl Record {
    /// The tensor's length.
    pub fn norm(&self) -> f64 {
        self.l2_norm
    }

    /// All numbers of a tensor that is small enough to be written down whole.
    pub fn whole(&self) -> &[f64] {
        assert!(self.indices.iter().copied().eq(0..self.values.len()));
        &self.values
    }

    /// Fails unless `found` has this shape, this norm and these samples. A sample's distance is taken
    /// relative to the tensor's root mean square, as the README asks, or to itself where that is larger.
    pub fn assert_equals(&self, found: &NamedArray, tolerance: f64) {
        let name = &found.name;
        assert_eq!(found.shape, self.shape, "{name}");
        let size = found.values.len() as f64;
        let norm = found
            .values
            .iter()
            .map(|value| f64::from(*value).powi(2))
            .sum::<f64>()
            .sqrt();
        let norm_distance = (norm - self.l2_norm).abs();
        assert!(
            norm_distance <= tolerance * self.l2_norm + NOISE,
            "{name}: expected the norm {}, found {norm}",
            self.l2_norm
        );
        let root_mean_square = self.l2_norm / size.sqrt();
        for (&index, &expected) in self.indices.iter().zip(&self.values) {
            let value = f64::from(found.values[index]);
            let allowed = if self.l2_norm < NOISE {
                NOISE
            } else {
                tolerance * root_mean_square.max(expected.abs())
            };
            assert!(
                (value - expected).abs() <= allowed,
                "{name}[{index}]: expected {expected}, found {value}, allowed {allowed}"
            );
        }
    }
}

/// Fails unless the arrays are the records, all of them and no other.
pub fn assert_all(expected: &Records, found: &[NamedArray], tolerance: f64) {
    let names: Vec<_> = found.iter().map(|array| &array.name).collect();
    assert_eq!(names.len(), expected.len(), "found {names:?}");
    for array in found {
        expected[&array.name].assert_equals(array, tolerance);
    }
}

/// Fails unless the numbers are equal, relative to the largest of them. Numbers below float32's range
/// count as zero, and so does what the expected numbers lost themselves: they were computed in float64 from numbers near 1.
pub fn assert_numbers(found: &[f64], expected: &[f64], tolerance: f64, what: &str) {
    assert_eq!(found.len(), expected.len(), "{what}");
    let smallest = f64::from(f32::MIN_POSITIVE) / tolerance;
    let largest = expected
        .iter()
        .fold(smallest, |largest, value| largest.max(value.abs()));
    for (index, (found, expected)) in found.iter().zip(expected).enumerate() {
        assert!(
            (found - expected).abs() <= (tolerance * largest).max(f64::EPSILON),
            "{what}[{index}]: expected {expected}, found {found}"
        );
    }
}

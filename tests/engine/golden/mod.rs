//! Our numbers against Keras's, and scikit-learn's. `tests/golden/README.md` describes the files and the formula by which
//! weights and pictures were made.

mod explain;
mod found;
mod frozen;
mod health;
mod judging;
mod layers;
mod learning;
mod models;
mod record;
mod steering;

use std::path::PathBuf;

use netsmith::engine::weights::NamedArray;
use serde::de::DeserializeOwned;

/// A golden file, or the part of one that the test has a type for.
pub fn read<T: DeserializeOwned>(file_name: &str) -> T {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("tests/golden")
        .join(file_name);
    let bytes = netsmith::files::read_limited(&path, 1 << 24).unwrap();
    serde_json::from_slice(&bytes).unwrap()
}

/// Numbers in [0, 1) that depend on a name only: FNV-1a of the name seeds MurmurHash3's finalizer.
fn unit(name: &str, count: usize) -> Vec<f32> {
    let absorb = |seed: u32, byte: u8| (seed ^ u32::from(byte)).wrapping_mul(0x0100_0193);
    let seed = name.bytes().fold(0x811C_9DC5, absorb);
    let hash = |index: usize| {
        let mut h = seed.wrapping_add((index as u32).wrapping_mul(0x9E37_79B9));
        h = (h ^ (h >> 16)).wrapping_mul(0x85EB_CA6B);
        h = (h ^ (h >> 13)).wrapping_mul(0xC2B2_AE35);
        h ^ (h >> 16)
    };
    (0..count)
        .map(|index| (hash(index) >> 8) as f32 * 2.0_f32.powi(-24))
        .collect()
}

/// Numbers in [-1, 1).
fn symmetric(name: &str, count: usize) -> Vec<f32> {
    unit(name, count)
        .into_iter()
        .map(|value| value * 2.0 - 1.0)
        .collect()
}

/// The golden value of a weight called `<layer>/<kind>`.
fn weight(name: &str, shape: &[usize]) -> NamedArray {
    let (layer, kind) = name.rsplit_once('/').unwrap();
    let (gamma_center, beta_center) = match layer.rsplit_once('_').map_or("", |parts| parts.1) {
        "branch2a" | "branch2b" => (1.0, 2.0),
        "branch2c" => (0.05, 0.05),
        "branch1" => (0.5, 0.75),
        _ => (1.0, 0.0),
    };
    let limit = glorot_limit(shape);
    let value = |s: f32| match kind {
        "kernel" | "depthwise_kernel" | "pointwise_kernel" => s * limit,
        "gamma" => (0.1 * s + 1.0) * gamma_center,
        "beta" => 0.1 * s + beta_center,
        "moving_variance" | "variance" => 0.1 * s + 1.0,
        _ => 0.1 * s,
    };
    let values = symmetric(name, shape.iter().product())
        .into_iter()
        .map(value)
        .collect();
    NamedArray {
        name: name.to_owned(),
        shape: shape.to_vec(),
        values,
    }
}

fn glorot_limit(shape: &[usize]) -> f32 {
    let [pixels @ .., inputs, outputs] = shape else {
        return 1.0;
    };
    let fans = (inputs + outputs) * pixels.iter().product::<usize>();
    (6.0 / fans as f64).sqrt() as f32
}

// The check that the README gives; it prints eight digits.
#[test]
fn the_formula_gives_the_readmes_numbers() {
    assert_eq!(unit("images", 3), [0.697_305_4, 0.799_605_3, 0.217_147_23]);
    let kernel = weight("conv0/kernel", &[7, 7, 3, 32]);
    let expected = [-0.039_847_61, -0.048_810_28, -0.042_689_89];
    for (found, expected) in kernel.values.iter().zip(expected) {
        assert!((found - expected).abs() < 1e-8, "{found}");
    }
}

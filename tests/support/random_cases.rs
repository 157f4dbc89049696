//! How many random cases a property is tried with, and where they are drawn from: the same ones each time, so that a test
//! that passed here passes elsewhere; `.ci/nightly` draws others. Compiled into the kernels' tests and into
//! `tests/networks`.

use proptest::test_runner::{Config, FileFailurePersistence, RngSeed};

/// Multiplies the number of cases of every property.
const FACTOR: &str = "NETSMITH_CASES_FACTOR";
/// Where the cases are drawn from instead.
const SEED: &str = "NETSMITH_SEED";
/// Any number: it only has to stay the same.
const USUAL_SEED: u64 = 0x6E65_7473;

/// `cases` random cases of the properties in `source`, which is `file!()`. What fails is kept beside it in a file that ends
/// in `.regressions`, and tried first from then on.
pub fn random_cases(source: &'static str, cases: u32) -> Config {
    let cases = cases.saturating_mul(asked(FACTOR).unwrap_or(1));
    Config {
        cases,
        rng_seed: RngSeed::Fixed(asked(SEED).unwrap_or(USUAL_SEED)),
        // Cases that a property does not speak of come in proportion to the others.
        max_global_rejects: cases.saturating_mul(4),
        source_file: Some(source),
        failure_persistence: Some(Box::new(FileFailurePersistence::WithSource("regressions"))),
        ..Config::default()
    }
}

fn asked<T: std::str::FromStr>(variable: &str) -> Option<T> {
    let text = std::env::var(variable).ok()?;
    let number = text.parse().ok();
    assert!(
        number.is_some(),
        "expected a number in {variable}, found {text}"
    );
    number
}

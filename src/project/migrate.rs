//! How projects of older versions become projects of this one.

use serde_json::{Map, Value};

/// Makes a document of one version a document of the next.
type Migration = fn(&mut Map<String, Value>);

/// The first step leads from version 1 to 2, and so on. A change that older files do not fit needs one more step here.
const STEPS: &[Migration] = &[];

/// The version that is written, and the newest that can be read.
pub const VERSION: u64 = newest(STEPS);

/// Brings a document of `version`, which is at least 1, to [`VERSION`].
pub(super) fn migrate(document: &mut Map<String, Value>, version: u64) {
    run(STEPS, document, version);
}

const fn newest(steps: &[Migration]) -> u64 {
    steps.len() as u64 + 1
}

fn run(steps: &[Migration], document: &mut Map<String, Value>, version: u64) {
    let done = usize::try_from(version.saturating_sub(1)).unwrap_or(usize::MAX);
    for step in steps.iter().skip(done) {
        step(document);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn append(document: &mut Map<String, Value>, word: &str) {
        let before = document["log"].as_str().unwrap();
        document["log"] = format!("{before}{word}").into();
    }

    const THREE_VERSIONS: &[Migration] = &[
        |document| append(document, " 1→2"),
        |document| append(document, " 2→3"),
    ];

    #[test]
    fn each_version_takes_the_steps_that_it_lacks_in_order() {
        assert_eq!(newest(THREE_VERSIONS), 3);
        for (version, log) in [(1, "file 1→2 2→3"), (2, "file 2→3"), (3, "file")] {
            let mut document = Map::from_iter([("log".to_owned(), Value::from("file"))]);
            run(THREE_VERSIONS, &mut document, version);
            assert_eq!(document["log"], log);
        }
    }
}

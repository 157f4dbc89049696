//! Which project something belongs to, whatever it is called and wherever it lies.

use std::hash::{BuildHasher, Hasher, RandomState};
use std::path::Path;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// What tells projects apart. Made once, where a project begins; saving it under another name keeps it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ProjectId(String);

impl ProjectId {
    /// The identity of a project that begins now, different from every other one.
    #[must_use]
    pub fn random() -> Self {
        // The standard library's hash maps are keyed by the system's random numbers; each state has a key of its own.
        let number = || RandomState::new().build_hasher().finish();
        Self(format!("{:016x}{:016x}", number(), number()))
    }

    /// Its letters, as files hold them.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The identity of a project file that names none: that of its place, so that it is the same at each opening.
    #[must_use]
    pub fn of_file(path: &Path) -> Self {
        let place = path.canonicalize().unwrap_or_else(|_| path.to_owned());
        let digest = Sha256::digest(place.as_os_str().as_encoded_bytes());
        // As long as a random one.
        Self(format!("{digest:x}").split_at(32).0.to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_project_that_begins_is_another_one() {
        assert_ne!(ProjectId::random(), ProjectId::random());
    }

    #[test]
    fn a_file_without_an_identity_has_that_of_its_place() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| ProjectId::of_file(&folder.path().join(name));
        assert_eq!(at("a.netsmith"), at("a.netsmith"));
        assert_ne!(at("a.netsmith"), at("b.netsmith"));
    }
}

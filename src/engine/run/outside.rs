//! What a run begins with that another program trains and writes: the same files as here, with the numbers filled in there.

use serde_json::Value;

use super::checkpoint::{Position, state_before};
use super::inheritance::Origin;
use super::manifest::Manifest;

/// Texts of a run folder as they are before the first epoch.
#[derive(Clone, Debug, PartialEq)]
pub struct RunOutside {
    /// `run.json`.
    pub manifest: Value,
    /// `checkpoint/state.json`.
    pub state: Value,
}

impl RunOutside {
    /// Those of a run that stands at `position`, and begins with weights of `origin` where it does.
    pub(in crate::engine) fn new(
        mut manifest: Manifest,
        origin: Option<Origin>,
        position: Position,
    ) -> Self {
        manifest.origin = origin;
        Self {
            manifest: manifest.to_value(),
            state: state_before(position),
        }
    }
}

//! Checkpoints as they were written before: weights and the optimizer's memory in one file, with the state as a text in it.

use std::path::{Path, PathBuf};

use serde::Deserialize;

use super::{Checkpoint, Position, damaged, refuse_version};
use crate::engine::optimizer::OptimizerState;
use crate::engine::run::error::RunError;
use crate::engine::run::folder::CHECKPOINT_FOLDER;
use crate::engine::weights::{self, NamedArray};
use crate::files::json_fault_anywhere;
use crate::message;
use crate::text::Message;

const FILE: &str = "state.safetensors";
const WEIGHTS: &str = "weights/";
const OPTIMIZER: &str = "optimizer/";
const STATE: &str = "state";
const VERSION: u64 = 1;

#[derive(Deserialize)]
struct State {
    version: u64,
    steps_taken: u64,
    position: Position,
}

/// Where it lies in the folder of a run.
pub fn path(folder: &Path) -> PathBuf {
    folder.join(CHECKPOINT_FOLDER).join(FILE)
}

/// Reads it.
///
/// # Errors
/// Where it cannot be read or is no checkpoint.
pub fn load(path: &Path) -> Result<Checkpoint, RunError> {
    let (arrays, texts) = weights::load(path)?;
    let text = texts
        .get(STATE)
        .ok_or_else(|| damaged(path, message!("checkpoint-without-state")))?;
    let state: State = serde_json::from_str(text)
        .map_err(|error| damaged(path, Message::words(json_fault_anywhere(&error))))?;
    refuse_version(state.version, VERSION, path)?;
    let mut checkpoint = Checkpoint {
        position: state.position,
        weights: Vec::new(),
        optimizer: OptimizerState {
            steps_taken: state.steps_taken,
            slots: Vec::new(),
        },
    };
    for array in arrays {
        if let Some(name) = array.name.strip_prefix(WEIGHTS) {
            let name = name.to_owned();
            checkpoint.weights.push(NamedArray { name, ..array });
        } else if let Some(name) = array.name.strip_prefix(OPTIMIZER) {
            let name = name.to_owned();
            checkpoint
                .optimizer
                .slots
                .push(NamedArray { name, ..array });
        }
    }
    Ok(checkpoint)
}

#[cfg(test)]
mod tests {
    use super::super::tests::{array, checkpoint};
    use super::*;
    use std::collections::BTreeMap;

    #[test]
    fn a_checkpoint_of_before_is_read_to_the_last_bit() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(FILE);
        let expected = checkpoint(31);
        let position = serde_json::to_value(&expected.position).unwrap();
        let state = serde_json::json!({"version": 1, "steps_taken": 31, "position": position});
        let texts = BTreeMap::from([(STATE.to_owned(), state.to_string())]);
        let within = |part: &str, arrays: &[NamedArray]| -> Vec<NamedArray> {
            let named = |array: &NamedArray| NamedArray {
                name: format!("{part}{}", array.name),
                ..array.clone()
            };
            arrays.iter().map(named).collect()
        };
        let weights = within(WEIGHTS, &expected.weights);
        let slots = within(OPTIMIZER, &expected.optimizer.slots);
        weights::save(&path, &[weights, slots].concat(), &texts).unwrap();
        assert_eq!(load(&path).unwrap(), expected);
    }

    #[test]
    fn weights_alone_are_no_checkpoint() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("weights.safetensors");
        weights::save(&path, &[array("fc/bias", &[0.5])], &BTreeMap::new()).unwrap();
        let message = load(&path).unwrap_err().to_string();
        assert!(
            message.starts_with(
                "expected a checkpoint, but it cannot be understood (it has no state);"
            ),
            "{message}"
        );
    }
}

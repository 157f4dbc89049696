//! Everything that going on with a run needs, in one file, so that its parts always belong together.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::path::Path;

use serde::{Deserialize, Serialize};

use super::error::RunError;
use crate::engine::error::EngineError;
use crate::engine::exact;
use crate::engine::metric::Tally;
use crate::engine::optimizer::OptimizerState;
use crate::engine::weights::{self, Array, NamedArray};
use crate::files::json_fault_anywhere;
use crate::message;
use crate::text::Message;

/// A training at the border between two batches.
#[derive(Clone, Debug, PartialEq)]
pub struct Checkpoint<A = NamedArray> {
    /// How far it has come.
    pub position: Position,
    /// All weights and moving statistics.
    pub weights: Vec<A>,
    /// What the optimizer remembers.
    pub optimizer: OptimizerState<A>,
}

/// How far a training has come.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Position {
    /// Epochs gone through.
    pub epochs_done: usize,
    /// Batches gone through in the epoch under way.
    pub step: usize,
    /// The figures of the epoch under way so far.
    pub tally: Tally,
    /// The learning rate before its schedule.
    #[serde(with = "exact")]
    pub learning_rate: f64,
    /// Seconds spent on the epoch under way.
    pub seconds: f64,
}

const WEIGHTS: &str = "weights/";
const OPTIMIZER: &str = "optimizer/";
const STATE: &str = "state";

#[derive(Serialize, Deserialize)]
struct State {
    version: u64,
    steps_taken: u64,
    position: Position,
}

const VERSION: u64 = 1;

/// Writes a checkpoint to `path`, all of it or nothing.
///
/// # Errors
/// Where the disk refuses; the checkpoint that was there is then unchanged.
pub(super) fn save<A: Array>(path: &Path, checkpoint: &Checkpoint<A>) -> Result<(), RunError> {
    let Checkpoint {
        position,
        weights,
        optimizer,
    } = checkpoint;
    let state = State {
        version: VERSION,
        steps_taken: optimizer.steps_taken,
        position: position.clone(),
    };
    let within = |part: &'static str| move |array| Within { part, array };
    let weights = weights.iter().map(within(WEIGHTS));
    let slots = optimizer.slots.iter().map(within(OPTIMIZER));
    let arrays: Vec<Within<'_, A>> = weights.chain(slots).collect();
    let state = serde_json::to_string(&state)
        .map_err(|error| damaged(path, Message::words(error.to_string())))?;
    weights::save(path, &arrays, &BTreeMap::from([(STATE.to_owned(), state)]))?;
    Ok(())
}

/// An array under its name in the file.
struct Within<'a, A> {
    part: &'static str,
    array: &'a A,
}

impl<A: Array> Array for Within<'_, A> {
    fn name(&self) -> Cow<'_, str> {
        Cow::Owned(format!("{}{}", self.part, self.array.name()))
    }

    fn shape(&self) -> &[usize] {
        self.array.shape()
    }

    fn with_values<T>(&self, look: impl FnOnce(&[f32]) -> T) -> Result<T, EngineError> {
        self.array.with_values(look)
    }
}

/// Reads a checkpoint.
///
/// # Errors
/// Where it cannot be read or is no checkpoint.
pub(super) fn load(path: &Path) -> Result<Checkpoint, RunError> {
    let (arrays, texts) = weights::load(path)?;
    let text = texts
        .get(STATE)
        .ok_or_else(|| damaged(path, message!("checkpoint-without-state")))?;
    let state: State = serde_json::from_str(text)
        .map_err(|error| damaged(path, Message::words(json_fault_anywhere(&error))))?;
    if state.version != VERSION {
        return Err(damaged(
            path,
            message!(
                "checkpoint-of-version",
                found = state.version,
                expected = VERSION
            ),
        ));
    }
    let mut checkpoint = Checkpoint {
        position: state.position,
        weights: Vec::new(),
        optimizer: OptimizerState {
            steps_taken: state.steps_taken,
            slots: Vec::new(),
        },
    };
    for array in arrays {
        if array.name.starts_with(WEIGHTS) {
            checkpoint
                .weights
                .push(renamed(array, |name| name[WEIGHTS.len()..].to_owned()));
        } else if array.name.starts_with(OPTIMIZER) {
            checkpoint
                .optimizer
                .slots
                .push(renamed(array, |name| name[OPTIMIZER.len()..].to_owned()));
        }
    }
    Ok(checkpoint)
}

fn renamed(array: NamedArray, name: impl FnOnce(&str) -> String) -> NamedArray {
    NamedArray {
        name: name(&array.name),
        ..array
    }
}

fn damaged(path: &Path, reason: Message) -> RunError {
    RunError::Damaged {
        expected: "run-checkpoint-expected",
        reason,
        path: path.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::metric::Predictions;
    use crate::recipe::Metric;

    fn array(name: &str, values: &[f32]) -> NamedArray {
        NamedArray {
            name: name.to_owned(),
            shape: vec![values.len()],
            values: values.to_vec(),
        }
    }

    fn checkpoint() -> Checkpoint {
        let mut tally = Tally::new(vec![Metric::Accuracy, Metric::TopKAccuracy { k: 2 }], 3);
        // A third of a third has no short decimal form.
        tally.add(
            1.0 / 9.0,
            &Predictions::from_values(vec![0.1, 0.2, 0.7], 3),
            &[2],
        );
        Checkpoint {
            position: Position {
                epochs_done: 3,
                step: 1,
                tally,
                learning_rate: 1.0 / 3.0,
                seconds: 0.25,
            },
            weights: vec![array("fc/bias", &[0.5]), array("fc/kernel", &[1.0, -1.0])],
            optimizer: OptimizerState {
                steps_taken: 31,
                slots: vec![array("fc/kernel/momentum", &[0.1, 0.2])],
            },
        }
    }

    #[test]
    fn a_checkpoint_comes_back_to_the_last_bit() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("state.safetensors");
        save(&path, &checkpoint()).unwrap();
        assert_eq!(load(&path).unwrap(), checkpoint());
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

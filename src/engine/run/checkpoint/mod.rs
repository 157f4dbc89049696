//! Everything that going on with a run needs, in files that always belong together.
//!
//! ```text
//! checkpoint/state.json                  how far it has come; written last, it says which of the others hold
//! checkpoint/optimizer-120.safetensors   what the optimizer remembered after 120 steps
//! checkpoint/weights-120.safetensors     the weights of then, until they lie in the run's folder as weights.safetensors
//! checkpoint/best-120.safetensors        those of the best epoch, until they lie there as best.safetensors
//! ```
//!
//! Killed at any moment, a run finds the old state with its files, or the new one with its own; what belongs to neither
//! goes with the next checkpoint.

mod former;
mod saving;

pub(super) use saving::{BestWeights, Numbers, Steps, begin, settle};

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::error::RunError;
use super::folder::{CHECKPOINT_FOLDER, TEXT_LIMIT_BYTES, WEIGHTS};
use crate::engine::exact;
use crate::engine::metric::Tally;
use crate::engine::optimizer::OptimizerState;
use crate::engine::weights::{self, NamedArray};
use crate::files::{json_fault_anywhere, read_limited};
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

const STATE: &str = "state.json";
const VERSION: u64 = 2;

/// `state.json`.
#[derive(Debug, Serialize, Deserialize)]
struct State {
    version: u64,
    steps_taken: Steps,
    position: Position,
    /// Whether the weights are those of the best epoch so far.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    is_best: bool,
    /// The epoch that the weights are kept as.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    kept_as: Option<usize>,
}

/// What `state.json` says before the first step of a training that stands at `position`.
pub(super) fn state_before(position: Position) -> Value {
    let state = State {
        version: VERSION,
        steps_taken: 0,
        position,
        is_best: false,
        kept_as: None,
    };
    // Numbers and texts alone: nothing of it can fail to be written.
    serde_json::to_value(state).unwrap_or_default()
}

/// The file of a checkpoint that holds this part after so many steps.
fn numbered(folder: &Path, part: &str, steps: Steps) -> PathBuf {
    let name = format!("{part}-{steps}.safetensors");
    folder.join(CHECKPOINT_FOLDER).join(name)
}

fn state_path(folder: &Path) -> PathBuf {
    folder.join(CHECKPOINT_FOLDER).join(STATE)
}

/// Whether the run in `folder` has a checkpoint.
pub(super) fn is_in(folder: &Path) -> bool {
    state_path(folder).exists() || former::path(folder).exists()
}

/// Whether that is written as checkpoints are now.
pub(super) fn is_as_now(folder: &Path) -> bool {
    state_path(folder).exists()
}

/// Reads the checkpoint of the run in `folder`, which has one.
///
/// # Errors
/// Where it cannot be read or is no checkpoint.
pub(super) fn load(folder: &Path) -> Result<Checkpoint, RunError> {
    let Some(state) = read_state(folder)? else {
        return former::load(&former::path(folder));
    };
    let State {
        steps_taken,
        position,
        ..
    } = state;
    Ok(Checkpoint {
        position,
        weights: load_part(&weights_path(folder, steps_taken), steps_taken)?,
        optimizer: OptimizerState {
            steps_taken,
            slots: load_part(&numbered(folder, OPTIMIZER, steps_taken), steps_taken)?,
        },
    })
}

const OPTIMIZER: &str = "optimizer";
const OWN_WEIGHTS: &str = "weights";
/// The text that says after how many steps a file was written.
const STEPS_TAKEN: &str = "steps_taken";

/// Where the weights of the checkpoint lie: killed before they were put into their place, still beside it.
fn weights_path(folder: &Path, steps: Steps) -> PathBuf {
    let own = numbered(folder, OWN_WEIGHTS, steps);
    if own.exists() {
        own
    } else {
        folder.join(WEIGHTS)
    }
}

/// Somebody may have put other weights in the place of those that the optimizer's memory belongs to.
fn load_part(path: &Path, steps: Steps) -> Result<Vec<NamedArray>, RunError> {
    let (arrays, texts) = weights::load(path)?;
    if texts.get(STEPS_TAKEN) != Some(&steps.to_string()) {
        let reason = message!("checkpoint-of-other-steps", steps = steps);
        return Err(damaged(path, reason));
    }
    Ok(arrays)
}

/// The texts of a file that was written after so many steps.
fn with_steps(texts: &BTreeMap<String, String>, steps: Steps) -> BTreeMap<String, String> {
    let mut texts = texts.clone();
    texts.insert(STEPS_TAKEN.to_owned(), steps.to_string());
    texts
}

/// `None` where there is none, or only one as they were written before.
fn read_state(folder: &Path) -> Result<Option<State>, RunError> {
    let path = state_path(folder);
    if !path.exists() {
        return Ok(None);
    }
    let bytes = read_limited(&path, TEXT_LIMIT_BYTES)?;
    let state: State = serde_json::from_slice(&bytes)
        .map_err(|error| damaged(&path, Message::words(json_fault_anywhere(&error))))?;
    refuse_version(state.version, VERSION, &path)?;
    Ok(Some(state))
}

fn refuse_version(found: u64, expected: u64, path: &Path) -> Result<(), RunError> {
    if found == expected {
        return Ok(());
    }
    let reason = message!("checkpoint-of-version", found = found, expected = expected);
    Err(damaged(path, reason))
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
    use crate::files::is_same_file;
    use crate::recipe::Metric;

    pub(super) fn array(name: &str, values: &[f32]) -> NamedArray {
        NamedArray {
            name: name.to_owned(),
            shape: vec![values.len()],
            values: values.to_vec(),
        }
    }

    /// That of after so many steps, whose numbers no others have.
    pub(super) fn checkpoint(steps_taken: Steps) -> Checkpoint {
        let mut tally = Tally::new(vec![Metric::Accuracy, Metric::TopKAccuracy { k: 2 }], 3);
        // A third of a third has no short decimal form.
        tally.add(
            1.0 / 9.0,
            &Predictions::from_values(vec![0.1, 0.2, 0.7], 3),
            &[2],
        );
        let number = steps_taken as f32;
        Checkpoint {
            position: Position {
                epochs_done: 3,
                step: 1,
                tally,
                learning_rate: 1.0 / 3.0,
                seconds: 0.25,
            },
            weights: vec![
                array("fc/bias", &[0.5 + number]),
                array("fc/kernel", &[number, -1.0]),
            ],
            optimizer: OptimizerState {
                steps_taken,
                slots: vec![array("fc/kernel/momentum", &[0.1, number])],
            },
        }
    }

    fn numbers(steps_taken: Steps, best: BestWeights<NamedArray>) -> Numbers<NamedArray> {
        Numbers {
            checkpoint: checkpoint(steps_taken),
            best,
            kept_as: None,
            are_written: false,
        }
    }

    fn run_folder() -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir(folder.path().join(CHECKPOINT_FOLDER)).unwrap();
        folder
    }

    fn save(folder: &Path, numbers: Numbers<NamedArray>) {
        let texts = BTreeMap::new();
        begin(folder, numbers, &texts)
            .unwrap()
            .commit(folder)
            .unwrap();
    }

    fn names(folder: &Path) -> Vec<String> {
        let mut names = Vec::new();
        for folder in [folder.to_owned(), folder.join(CHECKPOINT_FOLDER)] {
            for entry in std::fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                let name = path.file_name().unwrap().to_str().unwrap();
                names.extend(path.is_file().then(|| name.to_owned()));
            }
        }
        names.sort();
        names
    }

    #[test]
    fn a_checkpoint_comes_back_to_the_last_bit_settled_or_not() {
        let folder = run_folder();
        save(folder.path(), numbers(31, BestWeights::OfCheckpoint));
        assert_eq!(load(folder.path()).unwrap(), checkpoint(31));
        for _ in 0..2 {
            settle(folder.path()).unwrap();
            assert_eq!(load(folder.path()).unwrap(), checkpoint(31));
        }
        assert_eq!(
            names(folder.path()),
            [
                "best.safetensors",
                "optimizer-31.safetensors",
                "state.json",
                "weights.safetensors"
            ]
        );
        // Written once.
        let at = |name| folder.path().join(name);
        assert!(is_same_file(&at("best.safetensors"), &at(WEIGHTS)));
    }

    #[test]
    fn the_best_weights_stay_when_the_next_ones_come_and_may_come_late() {
        let folder = run_folder();
        let best = || {
            weights::load(&folder.path().join("best.safetensors"))
                .unwrap()
                .0
        };
        save(folder.path(), numbers(10, BestWeights::OfCheckpoint));
        settle(folder.path()).unwrap();
        save(folder.path(), numbers(20, BestWeights::AsBefore));
        settle(folder.path()).unwrap();
        assert_eq!(best(), checkpoint(10).weights);
        let held = checkpoint(25).weights;
        save(folder.path(), numbers(30, BestWeights::Others(25, held)));
        settle(folder.path()).unwrap();
        assert_eq!(best(), checkpoint(25).weights);
        assert_eq!(load(folder.path()).unwrap(), checkpoint(30));
    }

    /// What is dropped before it holds, is removed, or is given a name too late: none of it changes what is read.
    #[test]
    fn what_never_became_a_checkpoint_is_none_and_goes() {
        let folder = run_folder();
        save(folder.path(), numbers(10, BestWeights::OfCheckpoint));
        settle(folder.path()).unwrap();
        let before = names(folder.path());
        drop(
            begin(
                folder.path(),
                numbers(20, BestWeights::OfCheckpoint),
                &BTreeMap::new(),
            )
            .unwrap(),
        );
        assert_eq!(names(folder.path()), before);
        for part in [OWN_WEIGHTS, OPTIMIZER, "best"] {
            let texts = with_steps(&BTreeMap::new(), 20);
            let path = numbered(folder.path(), part, 20);
            weights::save(&path, &checkpoint(20).weights, &texts).unwrap();
            assert_eq!(load(folder.path()).unwrap(), checkpoint(10));
        }
        settle(folder.path()).unwrap();
        assert_eq!(names(folder.path()), before);
    }

    #[test]
    fn numbers_that_are_there_are_not_written_again() {
        let folder = run_folder();
        save(folder.path(), numbers(10, BestWeights::AsBefore));
        settle(folder.path()).unwrap();
        let mut again = numbers(10, BestWeights::OfCheckpoint);
        again.are_written = true;
        again.checkpoint.position.step = 0;
        let expected = again.checkpoint.clone();
        let begun = begin(folder.path(), again, &BTreeMap::new()).unwrap();
        begun.commit(folder.path()).unwrap();
        settle(folder.path()).unwrap();
        assert_eq!(load(folder.path()).unwrap(), expected);
        let best = weights::load(&folder.path().join("best.safetensors")).unwrap();
        assert_eq!(best.0, expected.weights);
    }

    #[test]
    fn weights_that_somebody_put_in_their_place_do_not_go_with_it() {
        let folder = run_folder();
        save(folder.path(), numbers(10, BestWeights::AsBefore));
        settle(folder.path()).unwrap();
        let path = folder.path().join(WEIGHTS);
        weights::save(&path, &checkpoint(11).weights, &BTreeMap::new()).unwrap();
        let message = load(folder.path()).unwrap_err().to_string();
        assert!(
            message.contains("it is not from after 10 steps, as the rest of the checkpoint is"),
            "{message}"
        );
    }

    #[test]
    fn one_of_before_gives_way_to_the_first_that_is_written() {
        let folder = run_folder();
        let former = former::path(folder.path());
        crate::files::write_atomically(&former, b"of before").unwrap();
        assert!(is_in(folder.path()) && !is_as_now(folder.path()));
        settle(folder.path()).unwrap();
        assert!(former.exists());
        save(folder.path(), numbers(10, BestWeights::AsBefore));
        assert_eq!(load(folder.path()).unwrap(), checkpoint(10));
        settle(folder.path()).unwrap();
        assert!(!former.exists());
    }
}

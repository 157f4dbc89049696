//! Runs that are killed, and disks that refuse, between any two changes of a file.

use std::cell::RefCell;
use std::fs;
use std::io;
use std::path::Path;
use std::rc::Rc;

use super::Position;
use super::beginning::{Resumed, RunStart};
use super::checkpoint::{BestWeights, Checkpoint, Numbers, Steps};
use super::error::RunError;
use super::folder::{self, RunFolder, WeightsChoice};
use super::history::{EpochRecord, Figures, best_epoch};
use super::manifest::{DatasetRecord, Manifest};
use super::metadata::ModelMetadata;
use super::writer::{Records, RunWriter};
use crate::data::Contract;
use crate::engine::metric::Tally;
use crate::engine::optimizer::OptimizerState;
use crate::engine::weights::NamedArray;
use crate::files::faults::watched;
use crate::project::{Project, preset};

/// Of the epochs' losses: the second epoch is the best one, the fourth after it.
const LOSSES: [f64; 5] = [3.0, 1.0, 2.0, 0.5, 4.0];
const STEPS: Steps = 10;

fn taken(path: &Path, start: &RunStart) -> (RunWriter, Resumed) {
    let data = DatasetRecord {
        source: "builtin:digits".to_owned(),
        images: 10,
        split: None,
        fingerprint: "0".repeat(64),
    };
    let manifest = Manifest::begin("cpu", 2, 7, LOSSES.len(), data);
    let metadata = ModelMetadata {
        contract: Contract::default(),
        classes: vec!["a".to_owned()],
        own_classes: vec!["a".to_owned()],
        appearance: None,
    };
    let graph = preset("mlp").unwrap().project.graph.clone();
    let text = Project::new("test", graph).to_text();
    RunWriter::take(path, start, &text, manifest, metadata).unwrap()
}

fn numbers_after(steps: Steps, name: &str) -> Vec<NamedArray> {
    vec![NamedArray {
        name: name.to_owned(),
        shape: vec![2],
        values: vec![steps as f32, 1.0],
    }]
}

fn checkpoint_after(epochs_done: usize) -> Checkpoint {
    let steps_taken = epochs_done as Steps * STEPS;
    Checkpoint {
        position: Position {
            epochs_done,
            step: 0,
            tally: Tally::new(Vec::new(), 2),
            learning_rate: 0.1,
            seconds: 0.0,
        },
        weights: numbers_after(steps_taken, "fc/kernel"),
        optimizer: OptimizerState {
            steps_taken,
            slots: numbers_after(steps_taken, "fc/kernel/momentum"),
        },
    }
}

fn history(epochs: usize) -> Vec<EpochRecord> {
    let record = |epoch: usize| EpochRecord {
        epoch,
        train: Figures {
            loss: LOSSES[epoch - 1],
            ..Figures::default()
        },
        ..EpochRecord::default()
    };
    (1..=epochs).map(record).collect()
}

/// Saves after the epochs that are named, as a training does that has `saved` the weights of this epoch as its best.
fn save_after(
    writer: &mut RunWriter,
    epochs: &[usize],
    saved: Option<usize>,
) -> Result<(), RunError> {
    let mut saved = saved;
    for &epoch in epochs {
        let best = best_epoch(&history(epoch), None);
        let numbers = Numbers {
            checkpoint: checkpoint_after(epoch),
            best: match best {
                _ if best == saved => BestWeights::AsBefore,
                Some(best) if best != epoch => {
                    let steps = best as Steps * STEPS;
                    BestWeights::Others(steps, numbers_after(steps, "fc/kernel"))
                }
                _ => BestWeights::OfCheckpoint,
            },
            kept_as: (epoch == 3).then_some(3),
            are_written: false,
        };
        saved = best;
        let records = Records {
            history: history(epoch),
            ..Records::default()
        };
        writer.save(numbers, records, || ())?;
    }
    Ok(())
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let copy = to.join(path.file_name().unwrap());
        if path.is_dir() {
            self::copy(&path, &copy);
        } else {
            fs::copy(&path, &copy).unwrap();
        }
    }
}

/// Whatever lies in `path` can be gone on with, and holds one epoch as a whole: its numbers, its history, the best weights
/// of then. Gives that epoch.
fn assert_whole(path: &Path) -> usize {
    let (writer, resumed) = taken(path, &RunStart::Resume);
    let Some(found) = resumed.checkpoint else {
        assert_eq!(resumed.history, []);
        return 0;
    };
    let epochs_done = found.position.epochs_done;
    assert_eq!(found, checkpoint_after(epochs_done));
    assert_eq!(resumed.history, history(epochs_done));
    drop(writer);
    let run = RunFolder::open(path).unwrap();
    let best = best_epoch(&history(epochs_done), None).unwrap();
    assert_eq!(run.manifest().best_epoch, Some(best));
    for (choice, epoch) in [
        (WeightsChoice::Latest, epochs_done),
        (WeightsChoice::Best, best),
    ] {
        let (arrays, _) = run.weights(choice).unwrap();
        let steps = epoch as Steps * STEPS;
        assert_eq!(arrays, numbers_after(steps, "fc/kernel"), "{choice:?}");
    }
    assert_eq!(
        run.kept_epochs(),
        if epochs_done < 3 { vec![] } else { vec![3] }
    );
    epochs_done
}

/// Every state that the folder is in between two changes of a file, as a kill would leave it.
#[test]
fn killed_at_any_moment_a_run_is_whole_and_comes_to_the_same_end() {
    let places = tempfile::tempdir().unwrap();
    let path = places.path().join("run");
    let (mut writer, _) = taken(&path, &RunStart::New);
    let moments = Rc::new(RefCell::new(Vec::new()));
    let (seen, home, from) = (Rc::clone(&moments), places.path().to_owned(), path.clone());
    let look = move || {
        let mut seen = seen.borrow_mut();
        let to = home.join(seen.len().to_string());
        copy(&from, &to);
        seen.push(to);
        Ok(())
    };
    // The third epoch, the second best, is saved with the weights of the second beside it.
    watched(look, || save_after(&mut writer, &[1, 3, 4, 5], None)).unwrap();
    drop(writer);
    assert_eq!(assert_whole(&path), 5);
    let moments = moments.take();
    assert!(moments.len() > 40, "{} moments", moments.len());
    let mut last = 0;
    for moment in moments {
        let epoch = assert_whole(&moment);
        assert!(epoch >= last, "{epoch} after {last}");
        last = epoch;
        let (mut writer, resumed) = taken(&moment, &RunStart::Resume);
        let rest: Vec<usize> = [1, 3, 4, 5].into_iter().filter(|it| *it > epoch).collect();
        let saved = best_epoch(&resumed.history, None);
        save_after(&mut writer, &rest, saved).unwrap();
        drop(writer);
        assert_eq!(assert_whole(&moment), 5);
        assert_eq!(files_in(&moment), files_in(&path));
    }
    assert_eq!(last, 5);
}

fn files_in(path: &Path) -> Vec<(String, u64)> {
    let mut files = Vec::new();
    for folder in [path.to_owned(), path.join(folder::CHECKPOINT_FOLDER)] {
        for entry in fs::read_dir(folder).unwrap() {
            let entry = entry.unwrap();
            if entry.path().is_dir() {
                continue;
            }
            let name = entry.file_name().into_string().unwrap();
            let bytes = entry.metadata().unwrap().len();
            // Its dates have another length now and then.
            let bytes = if name == folder::MANIFEST { 0 } else { bytes };
            files.push((name, bytes));
        }
    }
    files.sort();
    files
}

#[test]
fn what_a_disk_refuses_at_any_moment_is_said_and_leaves_a_whole_run() {
    for refused in 0.. {
        let places = tempfile::tempdir().unwrap();
        let path = places.path().join("run");
        let (mut writer, _) = taken(&path, &RunStart::New);
        save_after(&mut writer, &[1], None).unwrap();
        let mut left = refused;
        let refuse = move || {
            if left == 0 {
                return Err(io::ErrorKind::StorageFull.into());
            }
            left -= 1;
            Ok(())
        };
        let saved = watched(refuse, || save_after(&mut writer, &[3], Some(1)));
        drop(writer);
        let epoch = assert_whole(&path);
        match saved {
            Err(error) => {
                let message = error.to_string();
                assert!(message.contains("found a full disk"), "{message}");
            }
            Ok(()) => {
                assert_eq!(epoch, 3);
                assert!(refused > 10, "{refused} changes");
                return;
            }
        }
    }
}

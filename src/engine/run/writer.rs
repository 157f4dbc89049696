//! A run folder as kept by the training that writes it: each of its files, and the order in which they are written.

use std::path::{Path, PathBuf};

use super::beginning::{Resumed, RunStart, begin, check_folder, refuse_state, resume};
use super::checkpoint::{self, Numbers};
use super::error::RunError;
use super::folder::{self, RunFolder};
use super::history::{self, EpochRecord, best_epoch};
use super::lock::RunLock;
use super::manifest::{Manifest, RateChange, RunState};
use super::metadata::ModelMetadata;
use super::pinned::{self, PinnedRecord};
use super::place::make_folder;
use super::waiting;
use crate::engine::health::HealthLog;
use crate::engine::weights::{self, Array};
use crate::files;

/// A run folder that is being written, locked against others.
#[derive(Debug)]
pub(super) struct RunWriter {
    path: PathBuf,
    manifest: Manifest,
    /// Epochs that the last checkpoint holds. A disk may refuse it after it took the history.
    epochs_kept: usize,
    /// Those in the folder, perhaps more.
    history: Vec<EpochRecord>,
    metadata: ModelMetadata,
    _lock: RunLock,
}

/// What a run tells in small files.
#[derive(Clone, Debug, Default)]
pub struct Records {
    /// One for each epoch.
    pub history: Vec<EpochRecord>,
    /// What was watched of the layers, where somebody does.
    pub health: Option<HealthLog>,
    /// What was said about pinned pictures.
    pub pinned: Vec<PinnedRecord>,
}

impl RunWriter {
    /// Takes the folder at `path`, which is made if missing, and writes what is known before the first batch.
    ///
    /// # Errors
    /// Where the folder is refused, was begun with something else, or cannot be written.
    pub fn take(
        path: &Path,
        start: &RunStart,
        project_text: &str,
        mut manifest: Manifest,
        metadata: ModelMetadata,
    ) -> Result<(Self, Resumed), RunError> {
        check_folder(path, start)?;
        make_folder(path)?;
        let lock = RunLock::take(path)?;
        let resumed = if RunFolder::is_at(path) {
            // Another training may have begun and ended here since the first look.
            refuse_state(path, start)?;
            resume(path, start, project_text, &mut manifest)?
        } else {
            begin(start, project_text, &mut manifest)?
        };
        manifest.waits_from = resumed.waits_from;
        let history = resumed.history.clone();
        let mut writer = Self {
            path: path.to_owned(),
            manifest,
            epochs_kept: history.len(),
            history,
            metadata,
            _lock: lock,
        };
        if let Some(start) = &resumed.start {
            writer.save_weights(start, folder::START)?;
        }
        // Only then: from here on the folder is known as a run that can be resumed.
        writer.set_state(RunState::Running, None)?;
        make_folder(&path.join(folder::CHECKPOINT_FOLDER))?;
        files::write_atomically(&path.join(folder::PROJECT), project_text.as_bytes())?;
        writer.write_history()?;
        if let Some(best) = &resumed.best {
            writer.save_weights(best, folder::BEST)?;
        }
        Ok((writer, resumed))
    }

    /// Saves where the training stands. The numbers are let go of first, since the training waits for them to be its own
    /// again; the checkpoint holds last: killed before that, the run repeats what was after the one before.
    ///
    /// # Errors
    /// Where the disk refuses; the checkpoint that was there is then unchanged.
    pub fn save<A: Array>(
        &mut self,
        numbers: Numbers<A>,
        records: Records,
        let_go: impl FnOnce(),
    ) -> Result<(), RunError> {
        let epochs_done = numbers.checkpoint.position.epochs_done;
        let begun = checkpoint::begin(&self.path, numbers, &self.metadata.to_texts());
        let_go();
        let begun = begun?;
        self.save_records(records)?;
        begun.commit(&self.path)?;
        checkpoint::settle(&self.path)?;
        self.epochs_kept = epochs_done;
        self.set_state(RunState::Running, None)
    }

    /// Saves the small files.
    ///
    /// # Errors
    /// Where the disk refuses.
    pub fn save_records(&mut self, records: Records) -> Result<(), RunError> {
        let Records {
            history,
            health,
            pinned,
        } = records;
        if let Some(log) = health {
            self.write(folder::HEALTH, &log.to_text())?;
        }
        if !pinned.is_empty() {
            self.write(folder::PINNED, &pinned::to_text(&pinned))?;
        }
        self.history = history;
        self.write_history()
    }

    /// Notes, with the next state, that the run ended because it was clearly behind others.
    pub fn mark_behind(&mut self) {
        self.manifest.is_behind = true;
    }

    /// Notes how the run ended.
    ///
    /// # Errors
    /// Where the disk refuses.
    pub fn set_state(&mut self, state: RunState, message: Option<String>) -> Result<(), RunError> {
        self.manifest.state = state;
        self.manifest.message = message;
        self.manifest.epochs_done = self.epochs_kept;
        let kept = &self.history[..self.epochs_kept.min(self.history.len())];
        self.manifest.best_epoch = best_epoch(kept, self.manifest.monitor);
        self.manifest.touch();
        self.write(folder::MANIFEST, &self.manifest.to_text())?;
        if matches!(state, RunState::Finished | RunState::Failed) {
            waiting::is_over(&self.path);
        }
        Ok(())
    }

    /// Notes the learning rates that were given by hand so far.
    ///
    /// # Errors
    /// Where the disk refuses.
    pub fn note_rate_changes(&mut self, changes: Vec<RateChange>) -> Result<(), RunError> {
        self.manifest.rate_changes = changes;
        self.set_state(RunState::Running, None)
    }

    fn save_weights(&self, arrays: &[impl Array], name: &str) -> Result<(), RunError> {
        let texts = self.metadata.to_texts();
        Ok(weights::save(&self.path.join(name), arrays, &texts)?)
    }

    fn write_history(&self) -> Result<(), RunError> {
        self.write(folder::TABLE, &history::to_csv(&self.history))?;
        self.write(folder::HISTORY, &history::to_text(&self.history))
    }

    fn write(&self, name: &str, text: &str) -> Result<(), RunError> {
        let file = self.path.join(name);
        Ok(files::write_atomically(&file, text.as_bytes())?)
    }
}

#[cfg(test)]
mod tests {
    use std::cell::RefCell;
    use std::fs;
    use std::io;
    use std::rc::Rc;

    use super::super::checkpoint::{BestWeights, Checkpoint, Steps};
    use super::super::folder::WeightsChoice;
    use super::super::manifest::DatasetRecord;
    use super::super::{Figures, Position};
    use super::*;
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
}

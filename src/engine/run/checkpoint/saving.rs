//! Writing a checkpoint. Its numbers go array by array into files beside those that hold, and only when all of them lie on the
//! disk does `state.json` name them; what must bear other names is given them after that, once more by whoever resumes a run
//! that was killed meanwhile.

use std::collections::BTreeMap;
use std::path::Path;

use super::{
    Checkpoint, OPTIMIZER, OWN_WEIGHTS, State, VERSION, damaged, former, numbered, read_state,
    state_path, weights_path, with_steps,
};
use crate::engine::run::error::RunError;
use crate::engine::run::folder::{BEST, CHECKPOINT_FOLDER, EPOCHS_FOLDER, WEIGHTS, WeightsChoice};
use crate::engine::run::place::make_folder;
use crate::engine::weights::{Array, save_beside};
use crate::files::{PendingFile, move_over, share, write_atomically};
use crate::text::Message;

/// Steps taken since the first one.
pub type Steps = u64;

const OWN_BEST: &str = "best";

/// The weights of the best epoch so far.
#[derive(Debug)]
pub enum BestWeights<A> {
    /// They lie in the folder, or there are none.
    AsBefore,
    /// They are those of the checkpoint.
    OfCheckpoint,
    /// They are others, of after so many steps.
    Others(Steps, Vec<A>),
}

/// What a checkpoint writes besides itself.
#[derive(Debug)]
pub struct Numbers<A> {
    /// The training itself.
    pub checkpoint: Checkpoint<A>,
    /// Where the weights of the best epoch come from.
    pub best: BestWeights<A>,
    /// The epoch that the weights are to be kept as.
    pub kept_as: Option<usize>,
    /// Whether the checkpoint in the folder was taken after as many steps: then its numbers are the same.
    pub are_written: bool,
}

/// A checkpoint whose numbers nobody needs in memory any more. Dropped, it leaves nothing behind.
#[derive(Debug)]
pub struct Begun {
    state: State,
    files: Vec<PendingFile>,
}

/// Writes all numbers, and lets go of them. `texts` go with the weights.
///
/// # Errors
/// Where the disk refuses; the checkpoint that was there is then unchanged.
pub fn begin<A: Array>(
    folder: &Path,
    numbers: Numbers<A>,
    texts: &BTreeMap<String, String>,
) -> Result<Begun, RunError> {
    let Numbers {
        checkpoint,
        best,
        kept_as,
        are_written,
    } = numbers;
    let Checkpoint {
        position,
        weights,
        optimizer,
    } = checkpoint;
    let steps_taken = optimizer.steps_taken;
    let mut files = Vec::new();
    let mut write = |part: &str, arrays: Vec<A>, texts: &BTreeMap<String, String>| {
        let path = numbered(folder, part, steps_taken);
        files.push(save_beside(&path, &arrays, texts)?);
        Ok::<(), RunError>(())
    };
    if !are_written {
        write(OWN_WEIGHTS, weights, &with_steps(texts, steps_taken))?;
        let texts = with_steps(&BTreeMap::new(), steps_taken);
        write(OPTIMIZER, optimizer.slots, &texts)?;
    }
    let is_best = match best {
        BestWeights::AsBefore => false,
        BestWeights::OfCheckpoint => true,
        BestWeights::Others(steps, arrays) => {
            write(OWN_BEST, arrays, &with_steps(texts, steps))?;
            false
        }
    };
    Ok(Begun {
        state: State {
            version: VERSION,
            steps_taken,
            position,
            is_best,
            kept_as,
        },
        files,
    })
}

impl Begun {
    /// Waits until the disk has the numbers, and makes this the checkpoint of the run.
    ///
    /// # Errors
    /// Where the disk refuses; the checkpoint that was there is then unchanged.
    pub fn commit(self, folder: &Path) -> Result<(), RunError> {
        for file in self.files {
            file.take_place()?;
        }
        let path = state_path(folder);
        let text = serde_json::to_string(&self.state)
            .map_err(|error| damaged(&path, Message::words(error.to_string())))?;
        Ok(write_atomically(&path, text.as_bytes())?)
    }
}

/// Gives the files of the checkpoint the names that they are to have, and removes those of others. Does nothing where that is
/// done.
///
/// # Errors
/// Where the disk refuses.
pub fn settle(folder: &Path) -> Result<(), RunError> {
    let Some(state) = read_state(folder)? else {
        remove_others(folder, None);
        return Ok(());
    };
    let weights = weights_path(folder, state.steps_taken);
    let (own_best, best) = (
        numbered(folder, OWN_BEST, state.steps_taken),
        folder.join(BEST),
    );
    if own_best.exists() {
        move_over(&own_best, &best)?;
    } else if state.is_best {
        share(&weights, &best)?;
    }
    if let Some(epoch) = state.kept_as {
        make_folder(&folder.join(EPOCHS_FOLDER))?;
        share(&weights, &folder.join(WeightsChoice::Epoch(epoch).file()))?;
    }
    let place = folder.join(WEIGHTS);
    if weights != place {
        move_over(&weights, &place)?;
    }
    remove_others(folder, Some(state.steps_taken));
    Ok(())
}

/// Removes what is no part of the checkpoint of after so many steps; what stays is removed the next time.
fn remove_others(folder: &Path, steps: Option<Steps>) {
    let entries = std::fs::read_dir(folder.join(CHECKPOINT_FOLDER));
    let own = steps.map(|steps| numbered(folder, OPTIMIZER, steps));
    let former = own.as_ref().map(|_| former::path(folder));
    for entry in entries.into_iter().flatten().flatten() {
        let path = entry.path();
        let name = entry.file_name();
        let part = name.to_str().and_then(|name| {
            let (part, steps) = name.strip_suffix(".safetensors")?.rsplit_once('-')?;
            steps.parse::<Steps>().ok().map(|_| part)
        });
        let is_ours = part.is_some_and(|part| [OWN_WEIGHTS, OWN_BEST, OPTIMIZER].contains(&part));
        let is_own = own.as_ref() == Some(&path);
        let is_former = former.as_ref() == Some(&path);
        if ((is_ours && !is_own) || is_former)
            && let Err(refused) = std::fs::remove_file(&path)
        {
            tracing::debug!(%refused, path = %path.display(), "part of an earlier checkpoint stays");
        }
    }
}

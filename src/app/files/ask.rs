//! Who puts questions for files to the user, so that tests can answer too.

use crate::app::command::{FileAnswer, FilePurpose, FileQuestion};
use std::path::PathBuf;
use std::sync::mpsc::{Receiver, TryRecvError};

/// Someone who can put a question to the user.
pub trait FileAsker {
    /// Shows the question and returns at once; the answer comes through the receiver. An empty list, or a
    /// sender that is gone, means that the user chose nothing. `None` where the desktop has no file dialogs,
    /// so that the window has to ask by itself.
    fn ask(
        &mut self,
        question: &FileQuestion,
        ctx: &egui::Context,
    ) -> Option<Receiver<Vec<PathBuf>>>;
}

/// A question that waits for its answer.
#[derive(Debug)]
pub struct PendingAnswer {
    /// What for.
    pub purpose: FilePurpose,
    /// Where the answer arrives.
    pub receiver: Receiver<Vec<PathBuf>>,
}

impl PendingAnswer {
    /// The answer if it came: `Some(None)` where the user chose nothing, `None` while the question is open.
    pub fn poll(&self) -> Option<Option<FileAnswer>> {
        match self.receiver.try_recv() {
            Ok(paths) if paths.is_empty() => Some(None),
            Ok(paths) => Some(Some(FileAnswer {
                purpose: self.purpose.clone(),
                paths,
            })),
            Err(TryRecvError::Disconnected) => Some(None),
            Err(TryRecvError::Empty) => None,
        }
    }
}

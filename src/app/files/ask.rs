//! Questions for files and their answers, apart from who asks them, so that tests can answer too.

use crate::app::bench::BenchFile;
use std::path::PathBuf;
use std::sync::mpsc::{Receiver, TryRecvError};

/// What the chosen files are for; comes back with the answer.
#[derive(Debug, Clone, PartialEq)]
pub enum FilePurpose {
    /// Open a project.
    OpenProject,
    /// Compare the open network with a project.
    CompareProject,
    /// Save the project.
    SaveProject,
    /// Something of data, training, prediction or export.
    Bench(BenchFile),
}

impl FilePurpose {
    /// Whether the files are for the network in front when the question was put, and for no other.
    pub fn is_about_a_network(&self) -> bool {
        !matches!(self, Self::OpenProject | Self::Bench(BenchFile::Pictures))
    }
}

/// One file or several, to read or to write.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FileWay {
    /// One file that exists.
    OpenFile,
    /// Any number of files that exist.
    OpenFiles,
    /// A folder that exists.
    OpenFolder,
    /// A file to be written, with the name proposed by the question.
    SaveFile,
}

/// File names that a question admits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileFilter {
    /// What the files are: "Netsmith project".
    pub label: &'static str,
    /// Endings without the dot.
    pub extensions: &'static [&'static str],
}

/// A question for files.
#[derive(Debug, Clone, PartialEq)]
pub struct FileQuestion {
    /// What for.
    pub purpose: FilePurpose,
    /// Which way.
    pub way: FileWay,
    /// The dialog's title: "Open project".
    pub title: &'static str,
    /// Which files are offered; empty offers all.
    pub filters: Vec<FileFilter>,
    /// The name proposed for a file to be written; empty otherwise.
    pub file_name: String,
    /// The folder to begin in.
    pub folder: Option<PathBuf>,
}

/// What the user chose.
#[derive(Debug, Clone, PartialEq)]
pub struct FileAnswer {
    /// What for.
    pub purpose: FilePurpose,
    /// The chosen paths, at least one.
    pub paths: Vec<PathBuf>,
}

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

//! Questions for files, and their answers.

use crate::data::Role;
use crate::report::Figure;
use std::path::PathBuf;

/// What the chosen files are for; comes back with the answer.
#[derive(Debug, Clone, PartialEq)]
pub enum FilePurpose {
    /// Open a project.
    OpenProject,
    /// Compare the open network with a project.
    CompareProject,
    /// Save the project.
    SaveProject,
    /// Save the report of the run in this folder.
    SaveReport(PathBuf),
    /// Take the weights in it for the open network.
    ImportWeights,
    /// Something of data, training, prediction or export.
    Training(TrainingFile),
    /// Something of lessons.
    Lesson(LessonFile),
}

impl FilePurpose {
    /// Whether the files are for the network in front when the question was put, and for no other.
    pub fn is_about_a_network(&self) -> bool {
        !matches!(
            self,
            Self::OpenProject
                | Self::SaveReport(_)
                | Self::Training(
                    TrainingFile::Pictures | TrainingFile::Predictions | TrainingFile::TensorBoard
                )
                | Self::Lesson(LessonFile::Open | LessonFile::Template)
        )
    }
}

/// What a file question about data, training, prediction or export is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TrainingFile {
    /// A data set.
    Data,
    /// Other data for a held-out part.
    Part(Role),
    /// Pictures to classify.
    Pictures,
    /// Pictures to add to the data; the class that is offered first, by its number.
    Added(Option<usize>),
    /// Where to save the diagram.
    Diagram,
    /// Where to write the network for another program.
    Network,
    /// Where to save a chart.
    Chart,
    /// Where to write runs for TensorBoard.
    TensorBoard,
    /// Where to save what was said of pictures.
    Predictions,
    /// Other data to measure on.
    Measured,
    /// Where to save a figure of the results.
    Figure(Figure),
}

/// What a file question about lessons is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LessonFile {
    /// A lesson.
    Open,
    /// Where to write a template for one.
    Template,
    /// Where to save a report.
    Report,
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

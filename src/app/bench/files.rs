//! Which files the bench asks for, where it keeps runs, and saving in the background.

use super::Bench;
use super::command::BenchFile;
use super::training::chart_file;
use crate::app::command::{Command, Commands};
use crate::app::document::{Document, DocumentId};
use crate::app::files::{FileFilter, FilePurpose, FileQuestion, FileWay};
use crate::app::jobs::{Job, Step};
use crate::app::state::NoticeKind;
use crate::app::tabs::Tab;
use crate::app::widgets;
use crate::data::Role;
use std::path::{Path, PathBuf};

const DATA: FileFilter = FileFilter {
    label: "Course data set (HDF5)",
    extensions: &["h5", "hdf5"],
};
const PICTURES: FileFilter = FileFilter {
    label: "Pictures",
    extensions: &[
        "png", "jpg", "jpeg", "webp", "bmp", "gif", "tif", "tiff", "pnm", "ppm", "pgm", "pbm",
    ],
};
const CHARTS: FileFilter = FileFilter {
    label: "PNG, SVG or CSV",
    extensions: &chart_file::ENDINGS,
};

/// Asks for a data file.
pub fn data_question() -> Command {
    question(
        BenchFile::Data,
        FileWay::OpenFile,
        "Open data",
        vec![DATA],
        String::new(),
    )
}

/// Asks for a folder of pictures.
pub fn folder_question() -> Command {
    question(
        BenchFile::Data,
        FileWay::OpenFolder,
        "Open data folder",
        Vec::new(),
        String::new(),
    )
}

/// Asks for other data for a held-out part.
pub fn part_question(role: Role, is_folder: bool) -> Command {
    let title = match role {
        Role::Validation => "Open validation data",
        Role::Training | Role::Test => "Open test data",
    };
    let (way, filters) = if is_folder {
        (FileWay::OpenFolder, Vec::new())
    } else {
        (FileWay::OpenFile, vec![DATA])
    };
    question(BenchFile::Part(role), way, title, filters, String::new())
}

/// Asks for pictures.
pub fn pictures_question() -> Command {
    question(
        BenchFile::Pictures,
        FileWay::OpenFiles,
        "Open pictures",
        vec![PICTURES],
        String::new(),
    )
}

/// Asks where to save the charts of the run called `title`.
pub fn chart_question(title: &str) -> Command {
    question(
        BenchFile::Chart,
        FileWay::SaveFile,
        "Save chart",
        vec![CHARTS],
        format!("{}.png", file_name_of(title)),
    )
}

/// Puts a question of the bench.
pub fn question(
    purpose: BenchFile,
    way: FileWay,
    title: &'static str,
    filters: Vec<FileFilter>,
    file_name: String,
) -> Command {
    let purpose = FilePurpose::Bench(purpose);
    Command::AskFile(FileQuestion {
        purpose,
        way,
        title,
        filters,
        file_name,
        folder: None,
    })
}

/// A title without what file systems do not like.
pub fn file_name_of(title: &str) -> String {
    title
        .chars()
        .map(|letter| {
            if letter.is_alphanumeric() || "-_. ".contains(letter) {
                letter
            } else {
                '-'
            }
        })
        .collect()
}

/// Whether a path has the ending of a picture.
pub fn is_picture(path: &Path) -> bool {
    let ending = path
        .extension()
        .map(|ending| ending.to_string_lossy().to_lowercase());
    ending.is_some_and(|ending| PICTURES.extensions.contains(&ending.as_str()))
}

/// Whether a dropped path is a data set rather than a picture.
pub fn is_data(path: &Path) -> bool {
    let ending = path
        .extension()
        .map(|ending| ending.to_string_lossy().to_lowercase())
        .unwrap_or_default();
    path.is_dir() || DATA.extensions.contains(&ending.as_str())
}

/// Shows `folder` in the desktop's file manager.
///
/// # Errors
/// A sentence where there is none.
pub fn show_folder(folder: &Path) -> Result<(), String> {
    let program = if cfg!(windows) {
        "explorer"
    } else if cfg!(target_os = "macos") {
        "open"
    } else {
        "xdg-open"
    };
    let started = std::process::Command::new(program).arg(folder).spawn();
    started.map(drop).map_err(|_| {
        format!(
            "No file manager could be started; open the folder yourself: {}",
            folder.display()
        )
    })
}

/// A file that is being written, and where to.
#[derive(Debug)]
pub struct Saving {
    /// The document that it is of.
    of: DocumentId,
    path: PathBuf,
    job: Job<Result<(), String>>,
}

impl Bench {
    pub(super) fn save_chart(
        &mut self,
        paths: Vec<PathBuf>,
        ctx: &egui::Context,
        front: &Tab,
        commands: &mut Commands,
    ) {
        let Some(path) = paths.into_iter().next() else {
            return;
        };
        let Some(run) = front.learning.run() else {
            let reason = "There are no curves to save any more; train, then save the chart again";
            commands.send(Command::Complain(reason.to_owned()));
            return;
        };
        let (record, style) = (run.record.clone(), self.training.style);
        let of = front.document.id();
        self.save(ctx, of, (path, "png"), commands, move |path| {
            chart_file::save(path, &record, style)
        });
    }

    pub(super) fn save_diagram(
        &mut self,
        paths: Vec<PathBuf>,
        ctx: &egui::Context,
        document: &Document,
        commands: &mut Commands,
    ) {
        let Some(path) = paths.into_iter().next() else {
            return;
        };
        let (ending, work) = self.diagram.saving(document);
        self.save(ctx, document.id(), (path, ending), commands, work);
    }

    /// Saves something of the document `of` on a thread; a name without an ending gets `ending`.
    fn save(
        &mut self,
        ctx: &egui::Context,
        of: DocumentId,
        (path, ending): (PathBuf, &str),
        commands: &mut Commands,
        work: impl FnOnce(&Path) -> Result<(), String> + Send + 'static,
    ) {
        let path = if path.extension().is_some() {
            path
        } else {
            path.with_extension(ending)
        };
        let target = path.clone();
        let job = Job::start(self.workers, "save", 1, ctx, move |outlet| {
            outlet.send(work(&target));
        });
        match job {
            Ok(job) => self.saving.push(Saving { of, path, job }),
            Err(reason) => {
                let path = path.display();
                commands.send(Command::Complain(format!(
                    "{reason}, then save again: {path}"
                )));
            }
        }
    }

    pub(super) fn drain_saving(&mut self, commands: &mut Commands) {
        self.saving.retain(|saving| {
            let path = &saving.path;
            let (kind, words) = match saving.job.poll() {
                Step::Running => return true,
                Step::Result(Ok(())) => (NoticeKind::Done, format!("Saved {}", path.display())),
                Step::Result(Err(fault)) => (NoticeKind::Error, widgets::sentence(&fault)),
                Step::Ended => (
                    NoticeKind::Error,
                    format!(
                        "Saving ended unexpectedly, so the file was not written; save it again, and report this if that \
                         fails too: {}",
                        path.display()
                    ),
                ),
            };
            commands.send(Command::Announce(kind, Some(saving.of), words));
            false
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::jobs::Workers;

    #[test]
    fn saving_that_ends_without_a_word_is_told() {
        let mut bench = Bench {
            workers: Workers::Threads,
            ..Bench::default()
        };
        let (ctx, mut commands) = (egui::Context::default(), Commands::default());
        let path = PathBuf::from("/charts/mine.png");
        let of = DocumentId(1);
        bench.save(&ctx, of, (path, "png"), &mut commands, |_| panic!("a test"));
        while !bench.saving.is_empty() {
            bench.drain_saving(&mut commands);
            std::thread::yield_now();
        }
        let told = commands.take();
        let [Command::Announce(NoticeKind::Error, Some(_), words)] = told.as_slice() else {
            panic!("expected one complaint, found {told:?}");
        };
        assert!(words.contains("save it again"), "{words}");
        assert!(words.ends_with("/charts/mine.png"), "{words}");
    }
}

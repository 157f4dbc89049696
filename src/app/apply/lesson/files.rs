//! Files of lessons: lessons themselves, templates for them, reports.

use crate::app::apply::clock;
use crate::app::command::{
    Commands, FileFilter, FilePurpose, FileQuestion, FileWay, LessonCommand, LessonFile,
    WindowCommand,
};
use crate::app::state::State;
use crate::app::training_panels::file_name_of;
use crate::app::workbench::Workbench;
use crate::files::{FileError, name_of, write_atomically};
use crate::graph::keras_table;
use crate::lesson::{Report, ReportForm, template};
use crate::text::{Message, say};
use crate::tr;
use std::path::{Path, PathBuf};

/// Endings of lessons.
const LESSONS: [&str; 2] = ["md", "markdown"];
/// Endings of reports, the first one proposed.
const REPORTS: [&str; 2] = ["html", "md"];

/// The files that hold lessons.
pub fn lessons() -> FileFilter {
    FileFilter {
        label: say("lesson-files"),
        extensions: &LESSONS,
    }
}

/// Whether a path has the ending of a lesson.
pub fn is_lesson(path: &Path) -> bool {
    let ending = path.extension();
    let ending = ending.map(|ending| ending.to_string_lossy().to_lowercase());
    ending.is_some_and(|ending| LESSONS.contains(&ending.as_str()))
}

fn question(
    file: LessonFile,
    way: FileWay,
    title: &'static str,
    filter: FileFilter,
    file_name: String,
) -> FileQuestion {
    FileQuestion {
        purpose: FilePurpose::Lesson(file),
        way,
        title,
        filters: vec![filter],
        file_name,
        folder: None,
    }
}

/// Asks for a lesson.
pub fn open_question() -> FileQuestion {
    let title = say("lesson-open-title");
    question(
        LessonFile::Open,
        FileWay::OpenFile,
        title,
        lessons(),
        String::new(),
    )
}

/// Asks where to write a template.
pub fn template_question() -> FileQuestion {
    let (title, name) = (say("lesson-template-title"), say("lesson-template-name"));
    question(
        LessonFile::Template,
        FileWay::SaveFile,
        title,
        lessons(),
        name.to_owned(),
    )
}

/// Asks where to save the report on the lesson that is open.
pub fn report_question(state: State<'_>) -> Option<FileQuestion> {
    let lesson = state.window.lesson.as_ref()?.lesson();
    let filter = FileFilter {
        label: say("lesson-report-file"),
        extensions: &REPORTS,
    };
    let name = format!("{}.{}", file_name_of(&lesson.title), REPORTS[0]);
    let title = say("lesson-report-save-title");
    Some(question(
        LessonFile::Report,
        FileWay::SaveFile,
        title,
        filter,
        name,
    ))
}

/// Does with the chosen file what was asked.
pub fn chosen(file: LessonFile, path: PathBuf, workbench: &Workbench, commands: &mut Commands) {
    match file {
        LessonFile::Open => commands.send(LessonCommand::OpenPath(path)),
        LessonFile::Template => {
            let path = with_ending(path, LESSONS[0]);
            let saved = write_atomically(&path, template().as_bytes());
            if tell(saved, &path, "lesson-template-saved", commands) {
                commands.send(LessonCommand::OpenPath(path));
            }
        }
        LessonFile::Report => {
            let path = with_ending(path, REPORTS[0]);
            if let Some(text) = report(workbench.state(), &path) {
                let saved = write_atomically(&path, text.as_bytes());
                tell(saved, &path, "lesson-report-saved", commands);
            }
        }
    }
}

fn with_ending(path: PathBuf, ending: &str) -> PathBuf {
    match path.extension() {
        Some(_) => path,
        None => path.with_extension(ending),
    }
}

/// Tells how a save went; answers whether it went well.
fn tell(
    saved: Result<(), FileError>,
    path: &Path,
    done: &'static str,
    commands: &mut Commands,
) -> bool {
    match saved {
        Ok(()) => {
            let said = Message::new(done).with("name", name_of(path));
            commands.send(WindowCommand::Tell(said));
            true
        }
        Err(error) => {
            commands.send(WindowCommand::Complain(error.message().sentence()));
            false
        }
    }
}

/// The report as it is to stand in the file at `path`.
fn report(state: State<'_>, path: &Path) -> Option<String> {
    let open = state.window.lesson.as_ref()?;
    let document = state.document;
    let report = Report {
        lesson: open.lesson(),
        progress: &open.progress,
        network: document.name(),
        summary: keras_table(document.name(), document.inference()),
        written: tr!(
            "lesson-report-written",
            version = env!("CARGO_PKG_VERSION"),
            time = clock::date_and_time()
        ),
    };
    let is_page = path.extension().is_none_or(|ending| ending != "md");
    let form = if is_page {
        ReportForm::Html
    } else {
        ReportForm::Markdown
    };
    Some(report.text(form))
}

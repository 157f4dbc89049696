//! Which files the window asks for.

use crate::app::command::{
    Command, FileCommand, FileFilter, FilePurpose, FileQuestion, FileWay, TrainingFile,
};
use crate::data::Role;
use crate::message;
use crate::report::{self, Figure};
use crate::text::{Language, Message, say};
use std::path::{Path, PathBuf};

const DATA: [&str; 13] = [
    "h5",
    "hdf5",
    "npy",
    "npz",
    "zip",
    "tar",
    "tgz",
    "gz",
    "csv",
    "tsv",
    "bin",
    "idx3-ubyte",
    "idx1-ubyte",
];
const PICTURES: [&str; 12] = [
    "png", "jpg", "jpeg", "webp", "bmp", "gif", "tif", "tiff", "pnm", "ppm", "pgm", "pbm",
];

/// MNIST's files have no ending to know them by.
fn data_filters() -> Vec<FileFilter> {
    vec![
        FileFilter {
            label: say("files-of-data"),
            extensions: &DATA,
        },
        FileFilter {
            label: say("files-all"),
            extensions: &["*"],
        },
    ]
}

/// Asks for a data file.
pub fn data_question() -> Command {
    question(
        TrainingFile::Data,
        FileWay::OpenFile,
        say("open-data-title"),
        data_filters(),
        String::new(),
    )
}

/// Asks for a folder of pictures.
pub fn folder_question() -> Command {
    question(
        TrainingFile::Data,
        FileWay::OpenFolder,
        say("open-data-folder-title"),
        Vec::new(),
        String::new(),
    )
}

/// Asks for other data for a held-out part.
pub fn part_question(role: Role, is_folder: bool) -> Command {
    let title = match role {
        Role::Validation => say("open-validation-data-title"),
        Role::Training | Role::Test => say("open-test-data-title"),
    };
    let (way, filters) = if is_folder {
        (FileWay::OpenFolder, Vec::new())
    } else {
        (FileWay::OpenFile, data_filters())
    };
    question(TrainingFile::Part(role), way, title, filters, String::new())
}

/// Asks for pictures.
pub fn pictures_question() -> Command {
    question(
        TrainingFile::Pictures,
        FileWay::OpenFiles,
        say("open-pictures-title"),
        picture_filters(),
        String::new(),
    )
}

fn picture_filters() -> Vec<FileFilter> {
    vec![FileFilter {
        label: say("files-pictures"),
        extensions: &PICTURES,
    }]
}

/// Asks for pictures to add to the data, of which this `class` is offered first.
pub fn added_question(class: Option<usize>, is_folder: bool) -> Command {
    let (way, filters) = if is_folder {
        (FileWay::OpenFolder, Vec::new())
    } else {
        (FileWay::OpenFiles, picture_filters())
    };
    let title = say("add-pictures-title");
    question(
        TrainingFile::Added(class),
        way,
        title,
        filters,
        String::new(),
    )
}

/// Asks where to save the charts of the run called `title`. Names of files are the same in every language.
pub fn chart_question(title: &Message) -> Command {
    let title = title.in_language(Language::English);
    question(
        TrainingFile::Chart,
        FileWay::SaveFile,
        say("save-chart-title"),
        vec![FileFilter {
            label: say("files-charts"),
            extensions: &report::ENDINGS,
        }],
        format!("{}.png", file_name_of(&title)),
    )
}

/// Asks for a folder in which TensorBoard looks.
pub fn tensorboard_question() -> Command {
    question(
        TrainingFile::TensorBoard,
        FileWay::OpenFolder,
        say("export-tensorboard-title"),
        Vec::new(),
        String::new(),
    )
}

/// Asks where to save what was said of pictures.
pub fn predictions_question() -> Command {
    question(
        TrainingFile::Predictions,
        FileWay::SaveFile,
        say("save-predictions-title"),
        vec![FileFilter {
            label: say("files-tables"),
            extensions: &["csv"],
        }],
        "predictions.csv".to_owned(),
    )
}

/// Asks for other data to measure on.
pub fn measured_question(is_folder: bool) -> Command {
    let (way, filters) = if is_folder {
        (FileWay::OpenFolder, Vec::new())
    } else {
        (FileWay::OpenFile, data_filters())
    };
    let title = say("measure-title");
    question(TrainingFile::Measured, way, title, filters, String::new())
}

/// Asks where to save a figure of the results.
pub fn figure_question(figure: Figure) -> Command {
    question(
        TrainingFile::Figure(figure),
        FileWay::SaveFile,
        say("save-figure-title"),
        vec![FileFilter {
            label: say("files-charts"),
            extensions: &report::ENDINGS,
        }],
        format!("{}.png", figure.file_name()),
    )
}

/// Asks where to save the report of the run in the folder `run`.
pub fn report_question(run: PathBuf) -> Command {
    let name = run.file_name().unwrap_or_default().to_string_lossy();
    Command::File(FileCommand::Ask(FileQuestion {
        way: FileWay::SaveFile,
        title: say("save-report-title"),
        filters: vec![FileFilter {
            label: say("files-reports"),
            extensions: &report::REPORT_ENDINGS,
        }],
        file_name: format!("{name}.html"),
        folder: None,
        purpose: FilePurpose::SaveReport(run),
    }))
}

/// Puts a question of the window.
pub fn question(
    purpose: TrainingFile,
    way: FileWay,
    title: &'static str,
    filters: Vec<FileFilter>,
    file_name: String,
) -> Command {
    let purpose = FilePurpose::Training(purpose);
    Command::File(FileCommand::Ask(FileQuestion {
        purpose,
        way,
        title,
        filters,
        file_name,
        folder: None,
    }))
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
    ending.is_some_and(|ending| PICTURES.contains(&ending.as_str()))
}

/// Whether a dropped path is a data set rather than a picture.
pub fn is_data(path: &Path) -> bool {
    let ending = path
        .extension()
        .map(|ending| ending.to_string_lossy().to_lowercase())
        .unwrap_or_default();
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    path.is_dir() || name.ends_with("ubyte") || DATA.contains(&ending.as_str())
}

/// Shows `folder` in the desktop's file manager.
///
/// # Errors
/// A sentence where there is none.
pub fn show_folder(folder: &Path) -> Result<(), Message> {
    let program = if cfg!(windows) {
        "explorer"
    } else if cfg!(target_os = "macos") {
        "open"
    } else {
        "xdg-open"
    };
    let started = std::process::Command::new(program).arg(folder).spawn();
    started
        .map(drop)
        .map_err(|_| message!("no-file-manager", path = folder))
}

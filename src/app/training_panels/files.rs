//! Which files the window asks for.

use super::training::chart_file;
use crate::app::command::{
    Command, FileCommand, FileFilter, FilePurpose, FileQuestion, FileWay, TrainingFile,
};
use crate::data::Role;
use std::path::Path;

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
        TrainingFile::Data,
        FileWay::OpenFile,
        "Open data",
        vec![DATA],
        String::new(),
    )
}

/// Asks for a folder of pictures.
pub fn folder_question() -> Command {
    question(
        TrainingFile::Data,
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
    question(TrainingFile::Part(role), way, title, filters, String::new())
}

/// Asks for pictures.
pub fn pictures_question() -> Command {
    question(
        TrainingFile::Pictures,
        FileWay::OpenFiles,
        "Open pictures",
        vec![PICTURES],
        String::new(),
    )
}

/// Asks where to save the charts of the run called `title`.
pub fn chart_question(title: &str) -> Command {
    question(
        TrainingFile::Chart,
        FileWay::SaveFile,
        "Save chart",
        vec![CHARTS],
        format!("{}.png", file_name_of(title)),
    )
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

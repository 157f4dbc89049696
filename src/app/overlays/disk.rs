//! Questions about a file that somebody else has, or has written to.

use crate::app::command::{Command, Commands, FileCommand};
use crate::app::look::size;
use crate::app::state::DiskQuestion;
use crate::app::widgets;
use crate::app::workbench::Workbench;
use crate::text::say;
use crate::tr;
use std::path::Path;

/// Asks `question`. What keeps most stands first.
pub fn disk_ui(
    ui: &mut egui::Ui,
    question: &DiskQuestion,
    workbench: &Workbench,
    commands: &mut Commands,
) {
    widgets::set_dialog_width(ui, 480.0);
    let (title, words, path) = words_of(question);
    widgets::title_ui(ui, &title);
    ui.add_space(4.0);
    ui.label(words);
    widgets::muted_ui(ui, path.display().to_string());
    ui.add_space(size::PANEL_MARGIN);
    ui.horizontal(|ui| {
        for (index, answer) in answers_to(question).into_iter().enumerate() {
            if index == 0 {
                widgets::main_button_ui(ui, &answer, workbench, commands);
            } else {
                widgets::command_button_ui(ui, &answer, workbench, commands);
            }
        }
        if ui.button(way_out(question)).clicked() {
            commands.send(Command::CloseOverlay);
        }
    });
}

fn words_of(question: &DiskQuestion) -> (String, &'static str, &Path) {
    match question {
        DiskQuestion::Changed { path, is_saving } => (
            tr!("disk-changed", file = %name_of(path)),
            if *is_saving {
                say("disk-changed-saving")
            } else {
                say("disk-changed-network")
            },
            path,
        ),
        DiskQuestion::Gone { path } => (
            tr!("disk-gone", file = %name_of(path)),
            say("disk-gone-network"),
            path,
        ),
        DiskQuestion::Elsewhere { path } => (
            tr!("disk-open-elsewhere", file = %name_of(path)),
            say("disk-open-go-there"),
            path,
        ),
        DiskQuestion::Exists { path } => (
            tr!("disk-replace", file = %name_of(path)),
            say("disk-replace-help"),
            path,
        ),
    }
}

fn answers_to(question: &DiskQuestion) -> Vec<Command> {
    let answers = match question {
        DiskQuestion::Changed {
            is_saving: false, ..
        } => vec![
            FileCommand::CompareWithDisk,
            FileCommand::Reload,
            FileCommand::KeepMine,
        ],
        DiskQuestion::Changed {
            is_saving: true, ..
        } => vec![
            FileCommand::CompareWithDisk,
            FileCommand::Reload,
            FileCommand::SaveOver,
        ],
        DiskQuestion::Gone { .. } => {
            return vec![FileCommand::SaveAgain.into(), Command::SaveAs];
        }
        DiskQuestion::Elsewhere { path } => vec![
            FileCommand::OpenCopy(path.clone()),
            FileCommand::OpenToo(path.clone()),
        ],
        DiskQuestion::Exists { path } => vec![FileCommand::SaveAt(path.clone())],
    };
    answers.into_iter().map(Command::File).collect()
}

fn way_out(question: &DiskQuestion) -> &'static str {
    match question {
        DiskQuestion::Changed { .. } | DiskQuestion::Gone { .. } => say("decide-later"),
        DiskQuestion::Elsewhere { .. } | DiskQuestion::Exists { .. } => say("cancel"),
    }
}

fn name_of(path: &Path) -> String {
    let name = path.file_name().unwrap_or(path.as_os_str());
    name.to_string_lossy().into_owned()
}

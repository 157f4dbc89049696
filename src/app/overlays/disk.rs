//! Questions about a file that somebody else has, or has written to.

use crate::app::command::{
    Command, Commands, CompareCommand, DiskQuestion, FileCommand, Offers, WindowCommand,
};
use crate::app::look::size;
use crate::app::widgets;
use crate::files::name_of;
use crate::text::say;
use crate::tr;
use std::path::Path;

/// Asks `question`. What keeps most stands first.
pub fn disk_ui(
    ui: &mut egui::Ui,
    question: &DiskQuestion,
    offers: &dyn Offers,
    commands: &mut Commands,
) {
    let (title, words, path) = words_of(question);
    widgets::dialog_title_ui(ui, &title, 480.0);
    ui.label(words);
    widgets::muted_ui(ui, path.display().to_string());
    ui.add_space(size::PANEL_MARGIN);
    ui.horizontal(|ui| {
        for (index, answer) in answers_to(question).into_iter().enumerate() {
            if index == 0 {
                widgets::main_button_ui(ui, &answer, offers, commands);
            } else {
                widgets::command_button_ui(ui, &answer, offers, commands);
            }
        }
        if ui.button(way_out(question)).clicked() {
            commands.send(WindowCommand::CloseOverlay);
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
    match question {
        DiskQuestion::Changed {
            is_saving: false, ..
        } => vec![
            CompareCommand::WithDisk.into(),
            FileCommand::Reload.into(),
            FileCommand::KeepMine.into(),
        ],
        DiskQuestion::Changed {
            is_saving: true, ..
        } => vec![
            CompareCommand::WithDisk.into(),
            FileCommand::Reload.into(),
            FileCommand::SaveOver.into(),
        ],
        DiskQuestion::Gone { .. } => {
            vec![FileCommand::SaveAgain.into(), FileCommand::SaveAs.into()]
        }
        DiskQuestion::Elsewhere { path } => vec![
            FileCommand::OpenCopy(path.clone()).into(),
            FileCommand::OpenToo(path.clone()).into(),
        ],
        DiskQuestion::Exists { path } => vec![FileCommand::SaveAt(path.clone()).into()],
    }
}

fn way_out(question: &DiskQuestion) -> &'static str {
    match question {
        DiskQuestion::Changed { .. } | DiskQuestion::Gone { .. } => say("decide-later"),
        DiskQuestion::Elsewhere { .. } | DiskQuestion::Exists { .. } => say("cancel"),
    }
}

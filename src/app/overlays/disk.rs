//! Questions about a file that somebody else has, or has written to.

use crate::app::command::{
    Command, Commands, CompareCommand, DiskQuestion, FileCommand, Offers, WindowCommand,
};
use crate::app::look::size;
use crate::app::widgets;
use std::path::Path;

/// Asks `question`. What keeps most stands first.
pub fn disk_ui(
    ui: &mut egui::Ui,
    question: &DiskQuestion,
    offers: &dyn Offers,
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
            format!("{} was changed on the disk", name_of(path)),
            if *is_saving {
                "Another program or window has written to this file since it was read or saved here. Saving now would \
                 overwrite what it wrote."
            } else {
                "Another program or window has written to this file since it was read or saved here. Your network is as \
                 you left it."
            },
            path,
        ),
        DiskQuestion::Gone { path } => (
            format!("{} is no longer there", name_of(path)),
            "The file was deleted, moved or renamed. Your network is still open here, and exists nowhere else until it is \
             saved.",
            path,
        ),
        DiskQuestion::Elsewhere { path } => (
            format!("{} is open in another window", name_of(path)),
            "Another window of Netsmith has this file. Go on there, or open a copy here.",
            path,
        ),
        DiskQuestion::Exists { path } => (
            format!("Replace {}?", name_of(path)),
            "There is a file of this name already. Saving overwrites it.",
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
        DiskQuestion::Changed { .. } | DiskQuestion::Gone { .. } => "Decide later",
        DiskQuestion::Elsewhere { .. } | DiskQuestion::Exists { .. } => "Cancel",
    }
}

fn name_of(path: &Path) -> String {
    let name = path.file_name().unwrap_or(path.as_os_str());
    name.to_string_lossy().into_owned()
}

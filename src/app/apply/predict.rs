//! Commands about own pictures.

use crate::app::bench::pictures_question;
use crate::app::command::{Commands, PredictCommand, WindowCommand};
use crate::app::widgets::sentence;
use crate::app::workbench::Workbench;
use std::path::PathBuf;

/// Does what `command` asks for; what follows from it is sent to `commands`.
pub fn apply(
    command: PredictCommand,
    ctx: &egui::Context,
    workbench: &mut Workbench,
    commands: &mut Commands,
) {
    let Workbench { tabs, bench, .. } = workbench;
    match command {
        PredictCommand::OpenPictures => commands.send(pictures_question()),
        PredictCommand::PastePicture => {
            if let Err(fault) = bench.look_at_clipboard(ctx) {
                commands.send(WindowCommand::Complain(sentence(&fault)));
            }
        }
        PredictCommand::Take(image) => bench.take_pasted(&image, ctx, tabs.front(), commands),
    }
}

/// Asks the network in front about picture files.
pub fn take(
    paths: Vec<PathBuf>,
    ctx: &egui::Context,
    workbench: &mut Workbench,
    commands: &mut Commands,
) {
    let Workbench { tabs, bench, .. } = workbench;
    bench.take_pictures(paths, ctx, tabs.front(), commands);
}

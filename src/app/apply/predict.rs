//! Commands about own pictures.

use super::data;
use crate::app::command::{
    Availability, Commands, OwnPictures, PanelCommand, PredictCommand, WindowCommand,
};
use crate::app::docking::Panel;
use crate::app::training_panels::{pictures_question, predictions_question};
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
    let is_for_data = data::is_looked_at(workbench);
    let Workbench {
        tabs,
        training_panels,
        ..
    } = workbench;
    match command {
        PredictCommand::OpenPictures => commands.send(pictures_question()),
        PredictCommand::PastePicture => {
            if let Err(fault) = training_panels.look_at_clipboard(ctx) {
                commands.send(WindowCommand::Complain(sentence(&fault).into()));
            }
        }
        PredictCommand::Try(OwnPictures::Files(paths)) => {
            training_panels.take_pictures(paths, ctx, tabs.front(), commands);
        }
        PredictCommand::Try(OwnPictures::Image(_, image)) => {
            training_panels.take_image(image, ctx, tabs.front(), commands);
        }
        PredictCommand::Draw => {
            training_panels.pad.is_open = true;
            commands.send(PanelCommand::LeadTo(Panel::Predict));
        }
        PredictCommand::TakeDrawn(picture) => {
            training_panels.take_drawn(&picture, ctx, tabs.front());
        }
        PredictCommand::EndDrawing => training_panels.pictures.end_drawing(),
        PredictCommand::Take(image) if is_for_data => {
            training_panels.add_pasted(&image, tabs.front(), commands);
        }
        PredictCommand::Take(image) => {
            training_panels.take_pasted(&image, ctx, tabs.front(), commands);
        }
        PredictCommand::TakeSamples(role) => {
            training_panels.take_samples(role, ctx, tabs.front(), commands);
        }
        PredictCommand::SaveTable => commands.send(predictions_question()),
    }
}

/// Whether it can run now, and if not, why.
pub fn availability(command: &PredictCommand, workbench: &Workbench) -> Availability {
    match command {
        PredictCommand::SaveTable => {
            let has_answers = workbench.training_panels.pictures.has_answers();
            Availability::when(has_answers, "no-predictions-yet")
        }
        PredictCommand::OpenPictures
        | PredictCommand::PastePicture
        | PredictCommand::Take(_)
        | PredictCommand::Try(_)
        | PredictCommand::TakeSamples(_)
        | PredictCommand::Draw
        | PredictCommand::TakeDrawn(_)
        | PredictCommand::EndDrawing => Availability::Ready,
    }
}

/// Saves what was said of all pictures where the user has said.
pub fn save_table(
    paths: Vec<PathBuf>,
    ctx: &egui::Context,
    workbench: &mut Workbench,
    commands: &mut Commands,
) {
    let of = workbench.document().id();
    workbench
        .training_panels
        .save_predictions(paths, (ctx, of), commands);
}

/// Asks the network in front about picture files.
pub fn take(
    paths: Vec<PathBuf>,
    ctx: &egui::Context,
    workbench: &mut Workbench,
    commands: &mut Commands,
) {
    let Workbench {
        tabs,
        training_panels,
        ..
    } = workbench;
    training_panels.take_pictures(paths, ctx, tabs.front(), commands);
}

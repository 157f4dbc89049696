//! Commands about own pictures.

use super::data;
use crate::app::command::{
    Availability, Commands, OwnPictures, PanelCommand, PredictCommand, WindowCommand,
};
use crate::app::docking::Panel;
use crate::app::training_panels::{pictures_question, predictions_question};
use crate::app::widgets::sentence;
use crate::app::workbench::Workbench;

/// Does what `command` asks for; what follows from it is sent to `commands`.
pub fn apply(
    command: PredictCommand,
    ctx: &egui::Context,
    workbench: &mut Workbench,
    commands: &mut Commands,
) {
    let is_for_data = data::is_looked_at(workbench);
    let front = workbench.tabs.front();
    let panels = &mut workbench.training_panels;
    match command {
        PredictCommand::OpenPictures => commands.send(pictures_question()),
        PredictCommand::PastePicture => {
            if let Err(fault) = panels.look_at_clipboard(ctx) {
                commands.send(WindowCommand::Complain(sentence(&fault).into()));
            }
        }
        PredictCommand::Try(OwnPictures::Files(paths)) => {
            panels.take_pictures(paths, ctx, front, commands);
        }
        PredictCommand::Try(OwnPictures::Image(_, image)) => {
            panels.take_image(image, ctx, front, commands);
        }
        PredictCommand::Draw => {
            panels.pad.is_open = true;
            commands.send(PanelCommand::LeadTo(Panel::Predict));
        }
        PredictCommand::TakeDrawn(picture) => {
            panels.take_drawn(&picture, ctx, front);
        }
        PredictCommand::EndDrawing => panels.pictures.end_drawing(),
        PredictCommand::Take(image) if is_for_data => {
            panels.add_pasted(&image, front, commands);
        }
        PredictCommand::Take(image) => {
            panels.take_pasted(&image, ctx, front, commands);
        }
        PredictCommand::TakeSamples(role) => {
            panels.take_samples(role, ctx, front, commands);
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

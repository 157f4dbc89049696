//! Commands about how well the network does.

use crate::app::command::{
    Availability, Commands, MeasuredOn, Panel, PanelCommand, ResultsCommand, WindowCommand,
};
use crate::app::training_panels::{figure_question, measured_question};
use crate::app::workbench::Workbench;
use crate::data::DataSource;
use std::path::PathBuf;

/// Does what `command` asks for; what follows from it is sent to `commands`.
pub fn apply(
    command: ResultsCommand,
    ctx: &egui::Context,
    workbench: &mut Workbench,
    commands: &mut Commands,
) {
    match command {
        ResultsCommand::Measure(on) => measure(on, ctx, workbench, commands),
        ResultsCommand::MeasureFile => commands.send(measured_question(false)),
        ResultsCommand::MeasureFolder => commands.send(measured_question(true)),
        ResultsCommand::Try { place, is_why } => {
            let front = workbench.tabs.front();
            workbench
                .training_panels
                .take_measured(place, ctx, front, commands);
            if is_why {
                commands.send(PanelCommand::LeadTo(Panel::Explain));
            }
        }
        ResultsCommand::SaveFigure(figure) => commands.send(figure_question(figure)),
    }
}

/// Whether it can run now, and if not, why.
pub fn availability(command: &ResultsCommand, workbench: &Workbench) -> Availability {
    let front = workbench.front();
    match command {
        ResultsCommand::Measure(_)
        | ResultsCommand::MeasureFile
        | ResultsCommand::MeasureFolder => {
            let is_trained = front.learning.trained(&front.document).is_some();
            Availability::when(is_trained, "nothing-to-measure")
        }
        ResultsCommand::Try { .. } | ResultsCommand::SaveFigure(_) => {
            let has_results = front.learning.runs().results().is_some();
            Availability::when(has_results, "results-none-yet")
        }
    }
}

/// Measures on other data that was chosen.
pub fn take(
    path: PathBuf,
    ctx: &egui::Context,
    workbench: &mut Workbench,
    commands: &mut Commands,
) {
    let on = MeasuredOn::Source(DataSource::Path(path));
    measure(on, ctx, workbench, commands);
}

fn measure(
    on: MeasuredOn,
    ctx: &egui::Context,
    workbench: &mut Workbench,
    commands: &mut Commands,
) {
    let front = workbench.tabs.front_mut();
    let tools = workbench.training_panels.tools(ctx);
    match front.learning.measure_on(on, tools, &front.document) {
        Ok(()) => commands.send(PanelCommand::LeadTo(Panel::Results)),
        Err(fault) => commands.send(WindowCommand::Complain(fault)),
    }
}

//! Commands about training.

use super::head;
use super::queue;
use super::residual;
use crate::app::command::{
    Availability, Commands, SettingsChange, TrainCommand, Trial, WindowCommand,
};
use crate::app::document::Document;
use crate::app::learning::{Learning, Way};
use crate::app::training_panels::{chart_question, device_label, report_question, show_folder};
use crate::app::workbench::Workbench;
use crate::engine::train;
use crate::message;
use crate::recipe::Recipe;
use crate::text::Message;

/// Does what `command` asks for; what follows from it is sent to `commands`.
pub fn apply(
    command: TrainCommand,
    ctx: &egui::Context,
    workbench: &mut Workbench,
    commands: &mut Commands,
) {
    #[cfg(feature = "remote")]
    let Some(command) = super::remote::after_token(command, workbench) else {
        return;
    };
    let learning = &mut workbench.tabs.front_mut().learning;
    match command {
        TrainCommand::Train => {
            let way = workbench.front().learning.main_way(workbench.document());
            begin(way, ctx, workbench, commands);
        }
        TrainCommand::Continue => begin(Way::GoOn, ctx, workbench, commands),
        TrainCommand::StartAnew => begin(Way::Anew, ctx, workbench, commands),
        TrainCommand::StartFrom(point) => begin(Way::From(*point), ctx, workbench, commands),
        TrainCommand::Enqueue => {
            if let Err(fault) = queue::enqueue(workbench, commands) {
                commands.send(WindowCommand::Complain(fault.sentence()));
            }
        }
        TrainCommand::AskForHead => head::ask(workbench, commands),
        TrainCommand::ReplaceHead {
            class_count,
            freezes_base,
        } => head::replace((class_count, freezes_base), workbench, commands),
        TrainCommand::PlanSweep => plan_sweep(workbench, commands),
        TrainCommand::Resume => learning.ask_training(train::Command::Resume),
        TrainCommand::Pause => learning.ask_training(train::Command::Pause),
        TrainCommand::StepOnce => learning.ask_training(train::Command::StepOnce),
        TrainCommand::CheckpointNow => learning.ask_training(train::Command::CheckpointNow),
        TrainCommand::SetLearningRate(rate) => {
            learning.ask_training(train::Command::SetLearningRate(rate));
        }
        TrainCommand::Stop => {
            learning.stop();
            // Who ends a training wants no other one to begin.
            workbench.training_panels.health.next = None;
        }
        TrainCommand::FindRate => try_out(Trial::Rates, ctx, workbench, commands),
        TrainCommand::DryRun => try_out(Trial::Estimate, ctx, workbench, commands),
        TrainCommand::EndTrial(trial) => learning.end_trial(trial),
        TrainCommand::BackToTrained => {
            let front = workbench.tabs.front_mut();
            front
                .learning
                .go_back_to_trained(&mut front.document, commands);
        }
        TrainCommand::OpenRunFolder => open_run_folder(learning, commands),
        TrainCommand::SaveChart => {
            if let Some(run) = learning.run() {
                commands.send(chart_question(&run.begun.title));
            }
        }
        TrainCommand::SaveReport => {
            if let Some(folder) = learning.run_folder() {
                commands.send(report_question(folder.to_owned()));
            }
        }
        TrainCommand::PlainBesideResidual => residual::begin(ctx, workbench, commands),
        TrainCommand::UseDevice(name) => use_device(name, workbench.document_mut()),
        #[cfg(feature = "remote")]
        TrainCommand::AskForRemote => workbench.training_panels.remote_dialog.open(None, None),
    }
}

/// Whether it can run now, and if not, why.
pub fn availability(command: &TrainCommand, workbench: &Workbench) -> Availability {
    let front = workbench.front();
    let (learning, document) = (&front.learning, &front.document);
    match command {
        TrainCommand::Train if learning.is_busy() && !learning.is_paused() => {
            Availability::when(false, "training-under-way")
        }
        TrainCommand::StartAnew | TrainCommand::StartFrom(_) if learning.is_busy() => {
            Availability::when(false, "training-under-way")
        }
        TrainCommand::Continue => match learning.obstacle_to_going_on(document) {
            Some(reason) => Availability::Blocked(reason),
            None => Availability::Ready,
        },
        TrainCommand::Train
        | TrainCommand::StartAnew
        | TrainCommand::StartFrom(_)
        | TrainCommand::Enqueue
        | TrainCommand::AskForHead
        | TrainCommand::ReplaceHead { .. }
        | TrainCommand::PlanSweep => {
            Availability::when(!document.is_empty(), "network-empty-preset")
        }
        TrainCommand::Pause if learning.is_running() => Availability::Ready,
        TrainCommand::StepOnce | TrainCommand::CheckpointNow | TrainCommand::SetLearningRate(_)
            if learning.is_running() || learning.is_paused() =>
        {
            Availability::Ready
        }
        TrainCommand::StepOnce | TrainCommand::CheckpointNow | TrainCommand::SetLearningRate(_) => {
            Availability::Blocked(not_here(workbench))
        }
        TrainCommand::FindRate | TrainCommand::DryRun => learning.trial_offer(),
        TrainCommand::Stop if learning.is_busy() => Availability::Ready,
        TrainCommand::Pause | TrainCommand::Stop => Availability::Blocked(not_here(workbench)),
        TrainCommand::SaveChart => Availability::when(learning.has_curves(), "no-curves-yet"),
        TrainCommand::OpenRunFolder | TrainCommand::SaveReport => {
            Availability::when(learning.run_folder().is_some(), "no-run-yet")
        }
        TrainCommand::PlainBesideResidual => {
            Availability::when(workbench.training().is_none(), "training-under-way")
        }
        TrainCommand::Resume
        | TrainCommand::BackToTrained
        | TrainCommand::UseDevice(_)
        | TrainCommand::EndTrial(_) => Availability::Ready,
        #[cfg(feature = "remote")]
        TrainCommand::AskForRemote => Availability::Ready,
    }
}

/// Why no training can be held or ended here.
fn not_here(workbench: &Workbench) -> Message {
    match workbench.training() {
        Some(other) => message!("trained-in-other-tab", name = other.name),
        None => message!("nothing-trained-now"),
    }
}

/// Trains the network in front.
pub fn begin(way: Way, ctx: &egui::Context, workbench: &mut Workbench, commands: &mut Commands) {
    let elsewhere = workbench.tabs.training_behind();
    let front = workbench.tabs.front_mut();
    front.learning.train(
        way,
        workbench.training_panels.tools(ctx),
        &mut front.document,
        elsewhere.as_ref(),
        commands,
    );
}

fn plan_sweep(workbench: &mut Workbench, commands: &mut Commands) {
    match queue::project_to_wait(workbench) {
        Ok((project, home)) => {
            let homes = queue::homes(workbench);
            let dialog = &mut workbench.training_panels.sweep_dialog;
            dialog.open(project, home, homes);
        }
        Err(fault) => commands.send(WindowCommand::Complain(fault.sentence())),
    }
}

fn try_out(trial: Trial, ctx: &egui::Context, workbench: &mut Workbench, commands: &mut Commands) {
    let front = workbench.tabs.front_mut();
    let (learning, document) = (&mut front.learning, &mut front.document);
    let tools = workbench.training_panels.tools(ctx);
    match trial {
        Trial::Rates => learning.find_rate(tools, document, commands),
        Trial::Estimate => learning.dry_run(tools, document, commands),
    }
}

fn use_device(name: String, document: &mut Document) {
    let settings = document.settings();
    let label = message!("edit-train-on", device = device_label(&name));
    let recipe = Recipe {
        device: name,
        ..settings.recipe.clone()
    };
    let change = SettingsChange::recipe(label, settings, recipe);
    document.change_settings(change);
}

fn open_run_folder(learning: &Learning, commands: &mut Commands) {
    if let Some(folder) = learning.run_folder()
        && let Err(fault) = show_folder(folder)
    {
        commands.send(WindowCommand::Complain(fault));
    }
}

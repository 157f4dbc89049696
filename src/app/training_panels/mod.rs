//! The panels for data, training and prediction, and the dialogs that write the network: as a diagram, for another program.
//! Never computes; it shows what jobs and the engine send, and turns gestures into commands.

mod clipboard;
mod collecting;
mod data;
mod devices;
mod diagram;
mod drop_hint;
mod explain;
mod export;
mod files;
mod habits;
mod head_dialog;
mod health;
mod painting;
mod parts;
mod predict;
mod queue;
#[cfg(feature = "remote")]
mod remote_dialog;
mod results;
mod run_list;
mod saving;
mod start_dialog;
mod sweep_dialog;
mod taking;
mod training;

pub use clipboard::files_in as files_named_in;
pub(in crate::app) use devices::device_label;
pub(in crate::app) use files::{
    added_question, chart_question, data_question, figure_question, file_name_of, folder_question,
    measured_question, part_question, pictures_question, predictions_question, report_question,
    show_folder, tensorboard_question,
};
pub use files::{is_data, is_picture};
pub use habits::Habits;
pub(in crate::app) use head_dialog::HeadFacts;
pub(in crate::app) use queue::Turn;

use super::document::Document;
use super::jobs::{Job, Workers};
use super::learning::{Explaining, Pictures, Tools, homes_of_runs};
use super::state::WindowState;
use super::tabs::{Tab, Tabs};
use crate::app::command::{Commands, DocumentId, Panel};
use crate::engine::device::DeviceEntry;
use crate::tr;
use clipboard::{Clip, ClipPurpose};
use collecting::Collecting;
use data::DataPanel;
use devices::Devices;
use diagram::{DiagramDialog, DiagramOptions};
use export::ExportDialog;
use head_dialog::HeadDialog;
use health::HealthPanel;
use predict::Pad;
use queue::Queue;
use results::ResultsPanel;
use run_list::{ReadFor, RunList};
use saving::Saving;
use start_dialog::StartDialog;
use std::path::{Path, PathBuf};
use sweep_dialog::SweepDialog;
use training::{ChartStyle, RunPanels};

/// What these panels keep from frame to frame, whichever document is in front.
#[derive(Debug, Default)]
pub struct TrainingPanels {
    /// What the panels about training keep.
    pub training: RunPanels,
    /// Where jobs run.
    pub workers: Workers,
    /// Where runs are kept; the desktop's place for data of programs where nobody says otherwise.
    pub runs_home: Option<PathBuf>,
    /// Own pictures and what was said about them; whichever network is in front is asked.
    pub pictures: Pictures,
    /// What is drawn by hand.
    pub(in crate::app) pad: Pad,
    /// The one that is shown over the window.
    enlarged: Option<u64>,
    /// What is asked about the one that is selected, and why the network says what it says.
    explaining: Explaining,
    /// The document that was asked about them last.
    asked: DocumentId,
    /// The panel of runs.
    pub(in crate::app) run_list: RunList,
    /// The runs that wait for their turn.
    pub(in crate::app) queue: Queue,
    /// The panel of health.
    pub(in crate::app) health: HealthPanel,
    data_panel: DataPanel,
    results: ResultsPanel,
    devices: Devices,
    /// The dialog that exports diagrams.
    pub(in crate::app) diagram: DiagramDialog,
    /// The dialog that writes the network for another program.
    pub(in crate::app) export: ExportDialog,
    /// The dialog before a training that begins with weights of a run.
    pub(in crate::app) start_dialog: StartDialog,
    /// The dialog before a network gets another head.
    pub(in crate::app) head_dialog: HeadDialog,
    /// The dialog that plans a sweep.
    pub(in crate::app) sweep_dialog: SweepDialog,
    /// The dialog that connects to a device of another machine.
    #[cfg(feature = "remote")]
    pub(in crate::app) remote_dialog: remote_dialog::RemoteDialog,
    clipboard: Option<(ClipPurpose, Job<Clip>)>,
    /// The dialog that adds pictures to the data.
    collecting: Collecting,
    /// Files on their way to the disk, and the document that each is of.
    saving: Vec<Saving>,
}

impl TrainingPanels {
    /// The panels as their user likes them. Numbers from a stored file may be anything; they are brought into range.
    pub fn with_habits(habits: Habits) -> Self {
        let mut panels = Self::default();
        panels.training.style = ChartStyle {
            smoothing: habits
                .chart
                .smoothing
                .clamp(0.0, ChartStyle::MOST_SMOOTHING),
            ..habits.chart
        };
        panels.training.set_keep_every(habits.keep_every.min(1_000));
        panels.diagram.options = DiagramOptions {
            scale: habits.diagram.scale.clamp(0.5, 4.0),
            ..habits.diagram
        };
        panels
    }

    /// How its user likes it.
    pub fn habits(&self) -> Habits {
        Habits {
            chart: self.training.style,
            diagram: self.diagram.options,
            keep_every: self.training.keep_every(),
        }
    }

    /// What jobs are started with.
    pub fn tools<'a>(&'a self, ctx: &'a egui::Context) -> Tools<'a> {
        tools_of(ctx, self.workers, self.runs_home.as_deref(), &self.training)
    }

    /// Takes what worker threads sent since the last frame, for every document and for the window. Called before painting;
    /// must not wait. `window` knows which panels somebody looks at.
    pub fn drain(
        &mut self,
        ctx: &egui::Context,
        tabs: &mut Tabs,
        window: &WindowState,
        commands: &mut Commands,
    ) {
        self.devices.drain(self.workers, ctx);
        #[cfg(feature = "remote")]
        {
            let chosen = &tabs.front().document.settings().recipe.device;
            self.remote_dialog.drain(chosen, commands);
        }
        self.drain_clipboard(ctx, tabs.front(), commands);
        self.drain_collecting(commands);
        self.drain_saving(commands);
        self.start_dialog.drain();
        self.sweep_dialog.drain(self.workers, ctx, commands);
        let shows_results = window.workspaces.shows(Panel::Results);
        let pictures = &mut self.pictures;
        let tools = tools_of(ctx, self.workers, self.runs_home.as_deref(), &self.training);
        pictures.drain(ctx);
        let Tab {
            learning, document, ..
        } = tabs.front_mut();
        if self.asked != document.id() {
            // They stay, but what was said about them was said by another network.
            self.asked = document.id();
            pictures.forget_answers();
        }
        learning.drain_in_front(tools, document, pictures, shows_results, commands);
        self.diagram.drain(ctx, document, self.workers);
        self.export
            .drain(ctx, (document, learning), self.workers, commands);
        for Tab {
            learning, document, ..
        } in tabs.behind_mut()
        {
            learning.drain_behind(tools, document, pictures, commands);
        }
        let is_shown = window.workspaces.shows(Panel::Runs);
        let wanted = is_shown.then(|| self.runs_wanted(tabs, window));
        self.run_list.drain(wanted, self.workers, ctx, commands);
    }

    /// Which runs the list is to hold.
    fn runs_wanted(&self, tabs: &Tabs, window: &WindowState) -> ReadFor {
        let all = tabs.all().map(|tab| tab.learning.runs());
        let counted = all.map(|runs| {
            let epochs = runs.current().map_or(0, |run| run.record.epochs.len());
            (runs.run_count(), epochs, runs.is_busy())
        });
        ReadFor {
            homes: self.homes(tabs, window),
            training: counted.fold((0, 0, false), |sum, one| {
                (sum.0 + one.0, sum.1 + one.1, sum.2 || one.2)
            }),
        }
    }

    /// The folders of runs.
    pub(in crate::app) fn homes(&self, tabs: &Tabs, window: &WindowState) -> Vec<PathBuf> {
        match &self.runs_home {
            Some(home) => vec![home.clone()],
            None => homes_of_runs(tabs.paths().chain(window.recent.iter())),
        }
    }

    /// Asks the network in front why it says what it says of the picture that is selected, where somebody looks. Never
    /// waits.
    pub fn explain(&mut self, ctx: &egui::Context, front: &Tab, window: &WindowState) {
        let tools = tools_of(ctx, self.workers, self.runs_home.as_deref(), &self.training);
        let (pictures, explaining) = (&self.pictures, &mut self.explaining);
        let looked_at = (tools, window.workspaces.shows(Panel::Explain));
        front
            .learning
            .explain(explaining, pictures, looked_at, &front.document);
    }

    /// The device that training runs on, for the menu bar: "CPU · 2 threads", or its name alone where threads do not
    /// count or nothing is known of it.
    pub fn device_label(&self, document: &Document) -> String {
        let recipe = &document.settings().recipe;
        let device = device_label(&recipe.device);
        let known = self.devices.known().iter();
        let available = known
            .filter(|entry| entry.name == recipe.device)
            .find_map(|entry| entry.threads);
        match available.map(|available| recipe.threads.unwrap_or(available)) {
            None => device,
            Some(threads) => tr!("device-and-threads", device = device, threads = threads),
        }
    }

    /// Devices of other machines, by name and in words: those that were connected to, and the one that is chosen.
    #[cfg(feature = "remote")]
    pub fn remotes(&self, document: &Document) -> Vec<(String, String)> {
        let chosen = &document.settings().recipe.device;
        self.remote_dialog.entries(chosen)
    }

    /// The devices to choose from; `None` while drivers are being asked.
    pub fn devices(&self) -> Option<&'static [DeviceEntry]> {
        self.devices.are_known().then(|| self.devices.known())
    }
}

/// What jobs are started with, of its parts: who asks often holds the pictures at the same time.
fn tools_of<'a>(
    ctx: &'a egui::Context,
    workers: Workers,
    runs_home: Option<&'a Path>,
    training: &RunPanels,
) -> Tools<'a> {
    // 0 stands for none.
    let keep_every = training.keep_every();
    Tools {
        ctx,
        workers,
        runs_home,
        keep_every: (keep_every > 0).then_some(keep_every),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn habits_come_back_within_their_ranges() {
        let mut habits = Habits::default();
        habits.chart.log_loss = true;
        assert_eq!(TrainingPanels::with_habits(habits).habits(), habits);
        habits.chart.smoothing = 7.0;
        habits.diagram.scale = 1e9;
        let tamed = TrainingPanels::with_habits(habits).habits();
        assert_eq!(
            (tamed.chart.smoothing, tamed.diagram.scale),
            (ChartStyle::MOST_SMOOTHING, 4.0)
        );
    }
}

//! The panel of runs: all that lie in the folders of runs, as a table; those that are ticked in one chart, and what differs
//! between them. Never changes a run; what its owner says of it lies beside.

mod chart;
mod columns;
mod differences;
mod export;
mod label;
mod parallel;
mod picked;
mod scales;
mod table;

use crate::app::command::{Commands, RunsCommand};
use crate::app::jobs::{Job, Outlet, Step, Workers};
use crate::app::learning::Elsewhere;
use crate::app::look::size;
use crate::app::training_panels::{parts, training};
use crate::app::widgets;
use crate::engine::run::{RunError, RunSummary, runs_in};
use crate::text::{Message, say};
use crate::tr;
use columns::{Column, Order};
use egui::{Frame, ScrollArea, TextEdit, Ui, UiBuilder, vec2};
use export::Export;
use label::LabelForm;
use picked::Picked;
use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::Arc;

/// A row of the table with the gap below it, in points.
const TABLE_ROW: f32 = size::ROW_HEIGHT + 4.0;

/// How much of the panel the table takes where there is a chart.
const TABLE_SHARE: f32 = 0.38;
/// How much of what is left what differs takes at most.
const DIFFERENCES_SHARE: f32 = 0.3;

/// What the panel of runs keeps from frame to frame.
#[derive(Debug, Default)]
pub struct RunList {
    runs: Vec<Arc<RunSummary>>,
    faults: Vec<Message>,
    job: Option<Job<Listing>>,
    /// What the runs were read for.
    read_for: Option<ReadFor>,
    filter: String,
    order: Order,
    shows_deleted: bool,
    /// Those in the chart.
    ticked: BTreeSet<PathBuf>,
    form: Option<LabelForm>,
    /// The point of a curve that was clicked.
    picked: Option<Picked>,
    /// Whether those that are ticked are lines across parallel axes.
    is_parallel: bool,
    export: Export,
}

/// What has been read.
#[derive(Debug)]
struct Listing {
    runs: Vec<Arc<RunSummary>>,
    faults: Vec<Message>,
}

/// Once this is another, the runs may be others.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReadFor {
    /// The folders of runs.
    pub homes: Vec<PathBuf>,
    /// All trainings that are under way, or over: how many, how many epochs they have gone through, and whether one goes on.
    pub training: (u64, usize, bool),
}

impl RunList {
    /// Looks again, the next time that it is shown.
    pub fn refresh(&mut self) {
        self.read_for = None;
    }

    /// Takes what a worker has read, and has the runs read where they may be others. `wanted` is what they are read for where
    /// somebody looks. Never waits.
    pub fn drain(
        &mut self,
        wanted: Option<ReadFor>,
        workers: Workers,
        ctx: &egui::Context,
        commands: &mut Commands,
    ) {
        self.export.drain(commands);
        let is_new = |wanted: &ReadFor| self.read_for.as_ref() != Some(wanted);
        if self.job.is_none()
            && let Some(wanted) = wanted.filter(is_new)
        {
            let homes = wanted.homes.clone();
            self.read_for = Some(wanted);
            let work = move |outlet: &Outlet<Listing>| {
                let (runs, faults) = runs_in(&homes, || !outlet.is_canceled());
                let faults = faults.iter().map(RunError::message).collect();
                let runs = runs.into_iter().map(Arc::new).collect();
                outlet.send(Listing { runs, faults });
            };
            match Job::start(workers, "netsmith-runs", 1, ctx, work) {
                Ok(job) => self.job = Some(job),
                Err(fault) => self.faults = vec![fault.into()],
            }
        }
        match self.job.as_ref().map(Job::poll) {
            Some(Step::Result(Listing { runs, faults })) => {
                (self.runs, self.faults) = (runs, faults);
                self.job = None;
                let exists = |path: &PathBuf| self.runs.iter().any(|run| run.path == *path);
                self.ticked.retain(exists);
            }
            Some(Step::Ended) => self.job = None,
            Some(Step::Running) | None => {}
        }
    }

    /// Paints the panel.
    ///
    /// The queue may be on, and a network that is not in front may be trained.
    pub fn ui(
        &mut self,
        ui: &mut Ui,
        (is_queue_on, elsewhere): (bool, Option<&Elsewhere>),
        commands: &mut Commands,
    ) {
        let margin = size::page_margin(8, 6);
        Frame::new().inner_margin(margin).show(ui, |ui| {
            let shown = self.tools_ui(ui, commands);
            if let Some(other) = elsewhere {
                training::elsewhere_ui(ui, other, commands);
            }
            self.queue_ui(ui, is_queue_on, commands);
            ui.add_space(4.0);
            if self.runs.is_empty() {
                self.empty_ui(ui);
                return;
            }
            let has_chart = !self.ticked.is_empty();
            let height = ui.available_height();
            let table_height = if has_chart {
                let rows = shown.len() as f32 + 2.0;
                (rows * TABLE_ROW).min(height * TABLE_SHARE)
            } else {
                height
            };
            // Columns that find no room beside each other must not widen what is below them.
            let room = ui.available_rect_before_wrap();
            let table = room.with_max_y(room.top() + table_height);
            let mut inside = ui.new_child(UiBuilder::new().max_rect(table).id_salt("table"));
            inside.shrink_clip_rect(table);
            ScrollArea::horizontal()
                .id_salt("table")
                .auto_shrink(false)
                .show(&mut inside, |ui| self.table_ui(ui, &shown, commands));
            ui.advance_cursor_after_rect(table);
            if has_chart {
                self.compared_ui(ui, commands);
            }
        });
        self.form_ui(ui, commands);
    }

    /// Paints what is above the table, and gives what is to be in it.
    fn tools_ui(&mut self, ui: &mut Ui, commands: &mut Commands) -> Vec<Arc<RunSummary>> {
        let row = ui.horizontal_wrapped(|ui| {
            let label = ui.label(say("find-runs"));
            let field = TextEdit::singleline(&mut self.filter)
                .hint_text(say("find-runs-hint"))
                .desired_width(180.0);
            ui.add(field).labelled_by(label.id);
            ui.checkbox(&mut self.shows_deleted, say("deleted-runs"));
            let shown = self.shown();
            if ui.button(say("refresh-runs")).clicked() {
                commands.send(RunsCommand::Refresh);
            }
            let has_chart = !self.ticked.is_empty();
            let clear = egui::Button::new(say("untick-runs"));
            if ui.add_enabled(has_chart, clear).clicked() {
                self.ticked.clear();
            }
            if has_chart {
                ui.checkbox(&mut self.is_parallel, say("parallel-axes"))
                    .on_hover_text(say("parallel-axes-help"));
            }
            widgets::muted_ui(ui, tr!("so-many-runs", count = shown.len()));
            shown
        });
        for fault in self.faults.iter().take(3) {
            parts::warning_ui(ui, &fault.sentence().to_string());
        }
        row.inner
    }

    /// Paints how many runs wait, and what begins them.
    fn queue_ui(&self, ui: &mut Ui, is_on: bool, commands: &mut Commands) {
        let waiting = self.runs.iter().filter(|run| run.waits());
        let count = waiting.count();
        if count == 0 {
            return;
        }
        ui.horizontal(|ui| {
            ui.label(tr!("so-many-wait", count = count));
            let command = if is_on {
                RunsCommand::HoldQueue
            } else {
                RunsCommand::StartQueue
            };
            parts::command_ui(ui, command, commands);
        });
    }

    fn empty_ui(&self, ui: &mut Ui) {
        let (title, help) = if self.job.is_some() {
            (say("reading-runs"), "")
        } else {
            (say("no-runs"), say("no-runs-help"))
        };
        parts::empty_ui(ui, title, help, |_| {});
    }

    /// Those that the filter lets through, in the order of the table.
    fn shown(&self) -> Vec<Arc<RunSummary>> {
        let words: Vec<String> = self
            .filter
            .split_whitespace()
            .map(str::to_lowercase)
            .collect();
        let mut shown: Vec<Arc<RunSummary>> = self
            .runs
            .iter()
            .filter(|run| run.is_deleted == self.shows_deleted)
            .filter(|run| {
                if words.is_empty() {
                    return true;
                }
                let text = Column::ALL.map(|column| column.text(run)).join(" ");
                let text = format!("{text} {}", run.label.note).to_lowercase();
                words.iter().all(|word| text.contains(word))
            })
            .cloned()
            .collect();
        self.order.sort(&mut shown);
        shown
    }

    /// Those in the chart, with the place of each one's color.
    fn ticked_runs(&self) -> Vec<(usize, &RunSummary)> {
        let ticked = self
            .runs
            .iter()
            .filter(|run| self.ticked.contains(&run.path));
        let numbered = ticked.enumerate();
        numbered
            .map(|(place, run)| (run.label.color.unwrap_or(place), &**run))
            .collect()
    }

    fn compared_ui(&mut self, ui: &mut Ui, commands: &mut Commands) {
        let mut picked = self.picked.take();
        self.charts_ui(ui, &mut picked, commands);
        self.picked = picked;
    }

    fn charts_ui(&self, ui: &mut Ui, picked: &mut Option<Picked>, commands: &mut Commands) {
        let runs = self.ticked_runs();
        let height = ui.available_height();
        let charts = vec2(
            ui.available_width(),
            height - differences::HEIGHT.min(height * DIFFERENCES_SHARE),
        );
        ui.allocate_ui(charts, |ui| {
            ui.set_min_size(charts);
            if self.is_parallel {
                parallel::parallel_ui(ui, &runs);
            } else {
                picked::picked_ui(ui, &runs, picked, commands);
                chart::charts_ui(ui, &runs, picked);
            }
        });
        ScrollArea::both().id_salt("differences").show(ui, |ui| {
            differences::differences_ui(ui, &runs);
        });
    }
}

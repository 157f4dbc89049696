//! The panel of health: what goes on in the layers while a network learns, over the steps, by depth, and of two trainings side
//! by side. Never measures; the engine's thread does.

mod beside;
mod beside_words;
mod chart;
mod depth;
mod menus;
mod over_time;
mod pictures;

use super::{parts, training};
use crate::app::command::{
    CanvasCommand, Commands, DocumentId, NetworkCommand, Selection, SettingsChange, TrainCommand,
};
use crate::app::learning::{Elsewhere, Run};
use crate::app::look::size;
use crate::app::state::State;
use crate::app::widgets;
use crate::engine::health::{Finding, HealthReading, findings};
use crate::graph::HealthMeasure;
use crate::message;
use crate::recipe::{Recipe, Watch};
use crate::text::say;
use crate::tr;
use egui::{Frame, Ui};

/// The training of an open document.
#[derive(Debug, Clone)]
pub struct RunOf<'a> {
    /// The document.
    pub id: DocumentId,
    /// What its tab says.
    pub name: String,
    /// Its training, live or over.
    pub run: &'a Run,
}

/// What the panel shows besides its own memory.
#[derive(Debug, Clone, Copy)]
pub struct HealthView<'a> {
    /// The training of the document in front.
    pub front: Option<&'a RunOf<'a>>,
    /// The trainings of the other open documents.
    pub others: &'a [RunOf<'a>],
    /// The training of a document that is not in front.
    pub elsewhere: Option<&'a Elsewhere>,
    /// The window.
    pub state: State<'a>,
}

/// How the figures are laid out.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
enum Page {
    /// One figure of every layer, as of the last reading.
    #[default]
    ByDepth,
    /// The figures of one layer over the epochs.
    OverTime,
    /// Two trainings.
    Beside,
    /// What the network says of pinned pictures.
    Pictures,
}

/// What the panel keeps from frame to frame.
#[derive(Debug)]
pub struct HealthPanel {
    page: Page,
    measure: HealthMeasure,
    /// The layer whose figures are shown over time; the first that has any, where nobody chose.
    layer: Option<String>,
    /// The document whose training is shown beside the one in front.
    other: Option<DocumentId>,
    /// The document that is to be trained once the training under way is over.
    pub(in crate::app) next: Option<DocumentId>,
}

impl Default for HealthPanel {
    fn default() -> Self {
        Self {
            page: Page::default(),
            measure: HealthMeasure::GradientNorm,
            layer: None,
            other: None,
            next: None,
        }
    }
}

/// More sentences than these hide the charts.
const MOST_FINDINGS: usize = 3;

impl HealthPanel {
    /// Shows the training in front beside that of `other`, and has `next` trained after the one under way.
    pub(in crate::app) fn compare(&mut self, other: DocumentId, next: DocumentId) {
        self.page = Page::Beside;
        self.other = Some(other);
        self.next = Some(next);
    }

    /// Paints the panel.
    pub fn ui(&mut self, ui: &mut Ui, view: HealthView<'_>, commands: &mut Commands) {
        let page = Frame::new().inner_margin(size::page_margin(6, 6));
        page.show(ui, |ui| {
            let reading = view
                .front
                .and_then(|front| front.run.record.health.latest());
            let front = view.front.filter(|_| self.page == Page::Pictures);
            if let Some(front) = front {
                self.pages_ui(ui);
                pictures::pictures_ui(ui, front.run);
                return;
            }
            match (view.front, reading) {
                (Some(front), Some(reading)) => self.page_ui(ui, front, reading, view, commands),
                (Some(_), None) => {
                    // Pinned pictures are there without any reading.
                    self.pages_ui(ui);
                    nothing_ui(ui, view, commands);
                }
                (None, _) => match view.elsewhere.filter(|_| self.next.is_some()) {
                    Some(other) => waiting_ui(ui, other, commands),
                    None => nothing_ui(ui, view, commands),
                },
            }
        });
    }

    fn page_ui(
        &mut self,
        ui: &mut Ui,
        front: &RunOf<'_>,
        reading: &HealthReading,
        view: HealthView<'_>,
        commands: &mut Commands,
    ) {
        self.bar_ui(ui, front, reading, view.others);
        if self.page != Page::Beside {
            for finding in findings(reading).iter().take(MOST_FINDINGS) {
                finding_ui(ui, finding, view.state, commands);
            }
        }
        ui.add_space(4.0);
        match self.page {
            Page::ByDepth => {
                if let Some(layer) = depth::depth_ui(ui, reading, self.measure) {
                    self.layer = Some(layer);
                    self.page = Page::OverTime;
                }
            }
            Page::OverTime => {
                let log = &front.run.record.health;
                let layer = self.layer_of(reading);
                over_time::over_time_ui(ui, log, &layer, front.run.record.place.epochs);
            }
            Page::Beside => match self.other_of(view.others) {
                Some(other) => beside::beside_ui(ui, [front, other]),
                None => alone_ui(ui, commands),
            },
            Page::Pictures => {}
        }
    }

    /// What is shown, and of what.
    fn bar_ui(
        &mut self,
        ui: &mut Ui,
        front: &RunOf<'_>,
        reading: &HealthReading,
        others: &[RunOf<'_>],
    ) {
        ui.horizontal_wrapped(|ui| {
            self.pages_ui(ui);
            ui.separator();
            match self.page {
                Page::Pictures => {}
                Page::ByDepth => menus::measure_ui(ui, &mut self.measure, reading),
                Page::OverTime => {
                    let mut layer = self.layer_of(reading);
                    if menus::layer_ui(ui, &mut layer, reading) {
                        self.layer = Some(layer);
                    }
                }
                Page::Beside => {
                    let mut other = self.other_of(others).map(|other| other.id);
                    if menus::other_ui(ui, &mut other, others) {
                        self.other = other;
                    }
                }
            }
            let epoch = format!("{:.1}", reading.epoch);
            let read = tr!(
                "health-read-at",
                step = reading.step,
                epoch = epoch,
                count = front.run.record.health.readings().len()
            );
            widgets::muted_ui(ui, read);
        });
    }

    /// The choice between the pages.
    fn pages_ui(&mut self, ui: &mut Ui) {
        ui.horizontal_wrapped(|ui| {
            for (page, words, help) in [
                (
                    Page::ByDepth,
                    say("health-by-depth"),
                    say("health-by-depth-help"),
                ),
                (
                    Page::OverTime,
                    say("health-over-time"),
                    say("health-over-time-help"),
                ),
                (
                    Page::Beside,
                    say("health-beside"),
                    say("health-beside-help"),
                ),
                (
                    Page::Pictures,
                    say("health-pictures"),
                    say("health-pictures-help"),
                ),
            ] {
                let chosen = ui.selectable_label(self.page == page, words);
                if chosen.on_hover_text(help).clicked() {
                    self.page = page;
                }
            }
        });
    }

    fn layer_of(&self, reading: &HealthReading) -> String {
        let is_there = |name: &&String| reading.layers.iter().any(|layer| *layer.name == ***name);
        let chosen = self.layer.as_ref().filter(is_there).cloned();
        let first = || {
            let mut watched = reading.values(HealthMeasure::GradientNorm);
            watched.next().map(|(name, _)| name.to_owned())
        };
        chosen.or_else(first).unwrap_or_default()
    }

    /// The training beside the one in front: the chosen one, else the first there is.
    fn other_of<'a>(&self, others: &'a [RunOf<'a>]) -> Option<&'a RunOf<'a>> {
        let chosen = others.iter().find(|other| Some(other.id) == self.other);
        chosen.or_else(|| others.first())
    }
}

fn finding_ui(ui: &mut Ui, finding: &Finding, state: State<'_>, commands: &mut Commands) {
    let words = widgets::sentence(&finding.message.to_string());
    parts::warning_ui(ui, &words);
    let layers = &state.document.inference().layers;
    let layer = layers.iter().find(|layer| *layer.name == *finding.layer);
    if let Some(layer) = layer
        && ui
            .button(tr!("show-named", name = &finding.layer))
            .clicked()
    {
        commands.send(Selection::only(layer.path.clone()));
        commands.send(CanvasCommand::ShowSelection);
    }
}

/// Nothing was read yet: why, and what to do.
fn nothing_ui(ui: &mut Ui, view: HealthView<'_>, commands: &mut Commands) {
    let settings = view.state.document.settings();
    let is_live = view.front.is_some_and(|front| front.run.stage.is_live());
    let (words, is_off) = match (settings.recipe.watch.health, is_live) {
        (false, _) => (say("health-is-off"), true),
        (true, true) => (say("health-comes"), false),
        (true, false) => (say("health-none-yet-help"), false),
    };
    parts::empty_ui(ui, say("health-none-yet"), words, |ui| {
        if is_off && ui.button(say("watch-health-now")).clicked() {
            let recipe = Recipe {
                watch: Watch {
                    health: true,
                    ..settings.recipe.watch
                },
                ..settings.recipe.clone()
            };
            let label = message!("turn-setting-on", setting = say("watch-health"));
            let change = SettingsChange::recipe(label, settings, recipe);
            commands.send(NetworkCommand::ChangeSettings(change));
        }
        residual_button_ui(ui, commands);
    });
}

/// The training in front comes once that of `other` is over.
fn waiting_ui(ui: &mut Ui, other: &Elsewhere, commands: &mut Commands) {
    let words = tr!(
        "trained-elsewhere",
        network = &other.name,
        progress = &other.progress
    );
    parts::empty_ui(ui, say("health-waits"), &words, |ui| {
        training::show_tab_ui(ui, other, commands);
    });
}

/// There is nothing to stand beside the training in front.
fn alone_ui(ui: &mut Ui, commands: &mut Commands) {
    parts::empty_ui(ui, say("health-alone"), say("health-alone-help"), |ui| {
        residual_button_ui(ui, commands);
    });
}

fn residual_button_ui(ui: &mut Ui, commands: &mut Commands) {
    let command = TrainCommand::PlainBesideResidual;
    let info = command.info();
    if ui.button(info.label).on_hover_text(info.tooltip).clicked() {
        commands.send(command);
    }
}

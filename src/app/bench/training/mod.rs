//! The Training tab: settings before, curves during, figures after. Never trains; the engine's thread does.

mod chart;
mod chart_csv;
pub mod chart_file;
mod chart_svg;
mod header;
mod marks;
mod matrix;
mod plot;
mod recipe_field;
mod results;
mod settings;

pub use chart::ChartStyle;

use super::parts;
use crate::app::command::{CanvasCommand, Commands, Page, Selection, TabCommand, TrainCommand};
use crate::app::learning::{Elsewhere, LoadedData, Readiness, Run, Runs, Stage, Waiting};
use crate::app::look::{Theme, size};
use crate::app::state::State;
use crate::app::widgets;
use crate::engine::device::DeviceEntry;
use chart::Chart;
use egui::{Align, Frame, Label, Layout, RichText, Slider, Ui, UiBuilder, vec2};
use plot::Corner;
use settings::SettingsForm;

/// What the Training tab keeps from frame to frame.
#[derive(Debug, Default)]
pub struct TrainingPanel {
    /// Which part is in front.
    pub page: Page,
    /// How charts are shown.
    pub style: ChartStyle,
    form: SettingsForm,
}

/// What the tab shows, besides its own memory.
pub struct TrainingView<'a> {
    /// The devices to choose from, as far as they are known.
    pub devices: &'a [DeviceEntry],
    /// The run, live or over.
    pub runs: &'a Runs,
    /// The training of a document that is not in front.
    pub elsewhere: Option<&'a Elsewhere>,
    /// The data set at hand.
    pub data: Option<&'a LoadedData>,
    /// What has to happen before the training begins, while it is happening.
    pub waiting: Option<Waiting>,
    /// What Train would do now.
    pub ready: Readiness,
    /// The window.
    pub state: State<'a>,
}

impl TrainingPanel {
    /// Paints the Training tab.
    pub fn ui(&mut self, ui: &mut Ui, view: TrainingView<'_>, commands: &mut Commands) {
        let margin = size::page_margin(6, 6);
        Frame::new().inner_margin(margin).show(ui, |ui| {
            let run = view.runs.current();
            header::header_ui(ui, &view, commands);
            notes_ui(ui, &view, commands);
            self.pages_ui(ui, view.runs, commands);
            ui.add_space(2.0);
            match self.page {
                Page::Settings => self.form.ui(ui, &view, commands),
                Page::Curves => curves_ui(ui, run, self.style),
                Page::Results => results_page_ui(ui, view.runs),
            }
        });
    }

    /// The strip of pages, and at its right what belongs to the page in front.
    fn pages_ui(&mut self, ui: &mut Ui, runs: &Runs, commands: &mut Commands) {
        ui.horizontal(|ui| {
            ui.set_height(size::ROW_HEIGHT);
            for page in Page::ALL {
                if ui
                    .selectable_label(self.page == page, page.label())
                    .clicked()
                {
                    self.page = page;
                }
            }
            if self.page == Page::Curves && runs.current().is_some() {
                let is_narrow = ui.available_width() < TOOLS_WIDTH;
                ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                    self.chart_tools_ui(ui, is_narrow, commands);
                });
            }
        });
    }

    fn chart_tools_ui(&mut self, ui: &mut Ui, is_narrow: bool, commands: &mut Commands) {
        let save = ui
            .button("Save chart…")
            .on_hover_text("As PNG, SVG or, for the figures, CSV");
        if save.clicked() {
            commands.send(TrainCommand::SaveChart);
        }
        if is_narrow {
            ui.menu_button("View", |ui| self.chart_style_ui(ui));
        } else {
            self.chart_style_ui(ui);
        }
    }

    fn chart_style_ui(&mut self, ui: &mut Ui) {
        ui.checkbox(&mut self.style.log_loss, "Log axis")
            .on_hover_text("Losses on a logarithmic axis");
        ui.spacing_mut().slider_width = 90.0;
        let slider = ui
            .add(
                Slider::new(&mut self.style.smoothing, 0.0..=ChartStyle::MOST_SMOOTHING)
                    .show_value(false),
            )
            .on_hover_text("How calm the solid line is; the faint one shows every batch");
        let label = ui.add(Label::new(
            RichText::new("Smoothing").color(Theme::of(ui).muted),
        ));
        slider.labelled_by(label.id);
    }
}

/// What the tools of the charts take side by side, in points.
const TOOLS_WIDTH: f32 = 370.0;

/// What has to be said: a failure, or that the network is no longer the one that learns.
fn notes_ui(ui: &mut Ui, view: &TrainingView<'_>, commands: &mut Commands) {
    if let Some(other) = view.elsewhere {
        elsewhere_ui(ui, other, commands);
    }
    let Some(run) = view.runs.current() else {
        return;
    };
    if let Some(lag) = run.record.lag {
        ui.add_space(2.0);
        parts::warning_ui(ui, &widgets::sentence(&lag.to_string()));
    }
    if let Stage::Failed(reason) = &run.stage {
        ui.add_space(2.0);
        parts::fault_ui(ui, &widgets::sentence(reason));
        show_layer_ui(ui, run, view.state, commands);
    } else if !run.begun.is_of(view.state.document) {
        let words = if run.stage.is_live() {
            "The network was changed; this training goes on with the network as it was when it began"
        } else {
            "The network was changed since; these curves belong to the network as it was"
        };
        widgets::muted_ui(ui, words);
    }
}

/// Which other network is being trained, and the way to it.
fn elsewhere_ui(ui: &mut Ui, other: &Elsewhere, commands: &mut Commands) {
    ui.horizontal(|ui| {
        let words = format!("{} is being trained: {}", other.name, other.progress);
        widgets::muted_ui(ui, words);
        let show = ui.button(format!("Show {}", other.name));
        if show.on_hover_text("Show the tab of this network").clicked() {
            commands.send(TabCommand::Show(other.id));
        }
    });
}

/// The way to the layer that a failure was traced to.
fn show_layer_ui(ui: &mut Ui, run: &Run, state: State<'_>, commands: &mut Commands) {
    let Some(name) = &run.faulty_layer else {
        return;
    };
    let layers = &state.document.inference().layers;
    let layer = layers.iter().find(|layer| *layer.name == **name);
    if let Some(layer) = layer
        && ui.button(format!("Show {name}")).clicked()
    {
        commands.send(Selection::only(layer.path.clone()));
        commands.send(CanvasCommand::ShowSelection);
    }
}

/// Between the two charts, in points.
const CHART_GAP: f32 = 20.0;

fn curves_ui(ui: &mut Ui, run: Option<&Run>, style: ChartStyle) {
    let Some(run) = run else {
        parts::empty_ui(
            ui,
            "No curves yet",
            "Loss and accuracy appear here as soon as the first batch is done",
            |_| {},
        );
        return;
    };
    let charts = Chart::pair(&run.record.curves, run.record.place.epochs, style);
    let room = ui.available_rect_before_wrap();
    let size = vec2((room.width() - CHART_GAP) / 2.0, room.height());
    for (index, (chart, corner)) in charts
        .iter()
        .zip([Corner::RightTop, Corner::RightBottom])
        .enumerate()
    {
        let at = room.min + vec2((size.x + CHART_GAP) * index as f32, 0.0);
        let rect = egui::Rect::from_min_size(at, size);
        ui.scope_builder(UiBuilder::new().max_rect(rect).id_salt(chart.title), |ui| {
            plot::chart_ui(ui, chart, corner);
        });
    }
    ui.advance_cursor_after_rect(room);
}

fn results_page_ui(ui: &mut Ui, runs: &Runs) {
    if let Some(results) = runs.results() {
        results::results_ui(ui, results);
    } else if let Some(fault) = runs.evaluation_fault() {
        parts::fault_ui(ui, fault);
    } else if let Some((done, total)) = runs.evaluating() {
        parts::empty_ui(
            ui,
            "Evaluating",
            "The trained network looks at every picture once",
            |ui| {
                let share = (total > 0).then(|| done as f32 / total as f32);
                parts::progress_ui(ui, vec2(240.0, 10.0), share, "Evaluation progress");
            },
        );
    } else {
        let is_over = runs.current().is_some_and(|run| !run.stage.is_live());
        let words = if is_over {
            "Choose the data set that the network was trained on to measure it; a network that was changed since has to be \
             trained again"
        } else {
            "Accuracy, the confusion matrix and a row per class appear here once a training is over"
        };
        parts::empty_ui(ui, "No results yet", words, |_| {});
    }
}

//! The panels about training: settings before, curves during, figures after. Never trains; the engine's thread does.

mod axis_text;
mod chart;
pub mod chart_file;
mod chart_line;
mod chart_svg;
mod choices;
mod epoch_table;
mod header;
mod line_plot;
mod own_field;
mod plot;
mod rate_curve;
mod recipe_field;
mod settings;
mod steering;
mod trial;
mod varied;

pub use varied::VariedPreview;
mod watching;

pub use axis_text::{epoch_marks, mark_words};
pub use chart::ChartStyle;

use super::parts;
use crate::app::command::{
    Availability, CanvasCommand, Commands, Selection, TabCommand, TrainCommand,
};
use crate::app::jobs::Workers;
use crate::app::learning::{Elsewhere, LoadedData, Readiness, Run, Runs, Stage, Trials, Waiting};
use crate::app::look::{Theme, fonts, size};
use crate::app::state::State;
use crate::app::widgets;
use crate::engine::device::DeviceEntry;
use crate::text::say;
use crate::tr;
use chart::Chart;
use egui::{Align, Frame, Label, Layout, Rect, RichText, Slider, Ui, UiBuilder, Vec2, vec2};
use epoch_table::epoch_table_ui;
use plot::Corner;
use settings::SettingsForm;
use steering::Steering;

/// What the panels about training keep from frame to frame.
#[derive(Debug, Default)]
pub struct RunPanels {
    /// How charts are shown.
    pub style: ChartStyle,
    form: SettingsForm,
    steering: Steering,
}

/// What they show, besides their own memory.
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
    /// Where jobs run.
    pub workers: Workers,
    /// What was tried out before a training.
    pub trials: &'a Trials,
    /// Whether something can be tried out now.
    pub trial_offer: Availability,
    /// The window.
    pub state: State<'a>,
}

impl RunPanels {
    /// After how many epochs weights are kept, besides the best and the last; 0 for none.
    pub fn keep_every(&self) -> usize {
        self.form.keep_every
    }

    /// Keeps weights after each so many epochs; 0 for none.
    pub fn set_keep_every(&mut self, epochs: usize) {
        self.form.keep_every = epochs;
    }

    /// Paints what training is asked to do.
    pub fn settings_ui(&mut self, ui: &mut Ui, view: &TrainingView<'_>, commands: &mut Commands) {
        let margin = size::page_margin(8, 0);
        let page = Frame::new().inner_margin(margin);
        page.show(ui, |ui| self.form.ui(ui, view, commands));
    }

    /// Paints where the training is, what can be done about it, and its curves.
    pub fn curves_ui(&mut self, ui: &mut Ui, view: &TrainingView<'_>, commands: &mut Commands) {
        let margin = size::page_margin(6, 6);
        Frame::new().inner_margin(margin).show(ui, |ui| {
            let run = view.runs.current();
            let wide = run.map_or(WIDE, |run| wide_tools_width(ui, run).max(WIDE));
            let is_narrow = ui.available_width() < wide;
            header::header_ui(ui, view, is_narrow, commands);
            notes_ui(ui, view, commands);
            if let Some(run) = run {
                self.tools_ui(ui, run, is_narrow, commands);
            }
            ui.add_space(2.0);
            curves_ui(ui, run, self.style);
        });
    }

    /// What belongs to the charts, at the right above them.
    fn tools_ui(&mut self, ui: &mut Ui, run: &Run, is_narrow: bool, commands: &mut Commands) {
        ui.horizontal(|ui| {
            ui.set_height(size::ROW_HEIGHT);
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                self.chart_tools_ui(ui, is_narrow, commands);
                if is_narrow {
                    header::folder_menu_ui(ui, run, commands);
                }
                let left = Layout::left_to_right(Align::Center);
                ui.with_layout(left, |ui| self.steering.ui(ui, run, is_narrow, commands));
            });
        });
    }

    fn chart_tools_ui(&mut self, ui: &mut Ui, is_narrow: bool, commands: &mut Commands) {
        let save = ui
            .button(say("save-chart"))
            .on_hover_text(say("save-chart-kinds"));
        if save.clicked() {
            commands.send(TrainCommand::SaveChart);
        }
        if is_narrow {
            ui.menu_button(say("menu-view"), |ui| self.chart_style_ui(ui));
        } else {
            self.chart_style_ui(ui);
        }
    }

    fn chart_style_ui(&mut self, ui: &mut Ui) {
        ui.checkbox(&mut self.style.is_table, say("as-table"))
            .on_hover_text(say("as-table-help"));
        ui.checkbox(&mut self.style.log_loss, say("log-axis"))
            .on_hover_text(say("log-axis-help"));
        ui.spacing_mut().slider_width = SLIDER_WIDTH;
        let slider = ui
            .add(
                Slider::new(&mut self.style.smoothing, 0.0..=ChartStyle::MOST_SMOOTHING)
                    .show_value(false),
            )
            .on_hover_text(say("smoothing-help"));
        let label = ui.add(Label::new(
            RichText::new(say("smoothing")).color(Theme::of(ui).muted),
        ));
        slider.labelled_by(label.id);
    }
}

/// What state and buttons take side by side, in points; in a narrower panel some of them are lines of a menu.
const WIDE: f32 = 520.0;

/// What the tools above the charts take where none of them is in a menu, in points.
fn wide_tools_width(ui: &Ui, run: &Run) -> f32 {
    let gap = ui.spacing().item_spacing.x;
    let spacing = ui.spacing();
    let boxes = 2.0 * (spacing.icon_width + spacing.icon_spacing);
    let words = [say("as-table"), say("log-axis"), say("smoothing")];
    let words = words.map(|words| widgets::text_width(ui, words, fonts::text()) + gap);
    let charts =
        widgets::buttons_width(ui, &[say("save-chart")]) + gap + boxes + SLIDER_WIDTH + gap;
    charts + words.iter().sum::<f32>() + Steering::wide_width(ui, run)
}

/// The slider for smoothing, in points.
const SLIDER_WIDTH: f32 = 90.0;

/// What has to be said: a failure, or that the network is no longer the one that learns.
fn notes_ui(ui: &mut Ui, view: &TrainingView<'_>, commands: &mut Commands) {
    if let Some(other) = view.elsewhere {
        elsewhere_ui(ui, other, commands);
    }
    let Some(run) = view.runs.current() else {
        return;
    };
    if let Some(lag) = run.record.lag() {
        ui.add_space(2.0);
        parts::warning_ui(ui, &widgets::sentence(&lag.to_string()));
    }
    if let Stage::Failed(reason) = &run.stage {
        ui.add_space(2.0);
        parts::fault_ui(ui, &reason.sentence().to_string());
        show_layer_ui(ui, run, view.state, commands);
    } else if !run.begun.is_of(view.state.document) {
        let words = if run.stage.is_live() {
            say("changed-training-goes-on")
        } else {
            say("changed-since-curves")
        };
        widgets::muted_ui(ui, words);
    }
}

/// Which other network is being trained, and the way to it.
pub fn elsewhere_ui(ui: &mut Ui, other: &Elsewhere, commands: &mut Commands) {
    ui.horizontal(|ui| {
        let words = tr!(
            "trained-elsewhere",
            network = &other.name,
            progress = &other.progress
        );
        widgets::muted_ui(ui, words);
        show_tab_ui(ui, other, commands);
    });
}

/// The way to the document of that training.
pub fn show_tab_ui(ui: &mut Ui, other: &Elsewhere, commands: &mut Commands) {
    let show = ui.button(tr!("show-named", name = &other.name));
    if show.on_hover_text(say("show-tab-of-network")).clicked() {
        commands.send(TabCommand::Show(other.id));
    }
}

/// The way to the layer that a failure was traced to.
fn show_layer_ui(ui: &mut Ui, run: &Run, state: State<'_>, commands: &mut Commands) {
    let Some(name) = &run.faulty_layer else {
        return;
    };
    let layers = &state.document.inference().layers;
    let layer = layers.iter().find(|layer| *layer.name == **name);
    if let Some(layer) = layer
        && ui.button(tr!("show-named", name = name)).clicked()
    {
        commands.send(Selection::only(layer.path.clone()));
        commands.send(CanvasCommand::ShowSelection);
    }
}

/// Between the two charts, in points.
const CHART_GAP: f32 = 20.0;
/// How much wider than high a chart is best.
const CHART_ASPECT: f32 = 1.6;

/// The places of the two charts in `room`: side by side or one below the other, where they come closer to the best shape.
fn places(room: Rect) -> [Rect; 2] {
    let half = (room.size() - Vec2::splat(CHART_GAP)) / 2.0;
    let far = |width: f32, height: f32| {
        let aspect = width.max(1.0) / height.max(1.0);
        (aspect / CHART_ASPECT).ln().abs()
    };
    let (size, step) = if far(half.x, room.height()) <= far(room.width(), half.y) {
        let size = vec2(half.x, room.height());
        (size, vec2(size.x + CHART_GAP, 0.0))
    } else {
        let size = vec2(room.width(), half.y);
        (size, vec2(0.0, size.y + CHART_GAP))
    };
    [room.min, room.min + step].map(|at| Rect::from_min_size(at, size))
}

fn curves_ui(ui: &mut Ui, run: Option<&Run>, style: ChartStyle) {
    let Some(run) = run else {
        parts::empty_ui(
            ui,
            say("curves-none-yet"),
            say("curves-none-yet-help"),
            |_| {},
        );
        return;
    };
    if style.is_table {
        epoch_table_ui(ui, &run.record.epochs);
        return;
    }
    let charts = Chart::of_run(&run.record, style);
    let room = ui.available_rect_before_wrap();
    let corners = [Corner::RightTop, Corner::RightBottom];
    for ((chart, corner), rect) in charts.iter().zip(corners).zip(places(room)) {
        ui.scope_builder(
            UiBuilder::new().max_rect(rect).id_salt(chart.quantity),
            |ui| {
                plot::chart_ui(ui, chart, corner);
            },
        );
    }
    ui.advance_cursor_after_rect(room);
}

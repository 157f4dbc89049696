//! The panel of results: how well the trained network does on pictures that it did not learn from, and which of them it gets
//! wrong. Never measures; it asks.

mod calibration;
mod classes;
mod curves;
mod gallery;
mod matrix;
mod mistakes;
mod overview;
mod plot;

use super::parts;
use crate::app::command::{Commands, MeasuredOn, ResultsCommand};
use crate::app::learning::{Results, Runs};
use crate::app::look::size;
use crate::app::widgets;
use crate::data::Role;
use crate::report::{Figure, Shares};
use crate::text::say;
use crate::tr;
use classes::Order;
use egui::{Align, Frame, Layout, TextWrapMode, Ui, vec2};
use gallery::Gallery;

/// What a page of the panel shows.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
enum Page {
    /// A little of everything.
    #[default]
    Overview,
    /// The confusion matrix, and the pictures behind its cells.
    Mistakes,
    /// A row for each class.
    Classes,
    /// ROC and precision-recall curves.
    Curves,
    /// How sure it is against how often it is right.
    Calibration,
}

impl Page {
    const ALL: [Self; 5] = [
        Self::Overview,
        Self::Mistakes,
        Self::Classes,
        Self::Curves,
        Self::Calibration,
    ];

    fn label(self) -> &'static str {
        match self {
            Self::Overview => say("results-overview"),
            Self::Mistakes => say("results-mistakes"),
            Self::Classes => say("results-classes"),
            Self::Curves => say("results-curves"),
            Self::Calibration => say("results-calibration"),
        }
    }

    fn help(self) -> &'static str {
        match self {
            Self::Overview => say("results-overview-help"),
            Self::Mistakes => say("results-mistakes-help"),
            Self::Classes => say("results-classes-help"),
            Self::Curves => say("results-curves-help"),
            Self::Calibration => say("results-calibration-help"),
        }
    }
}

/// What the panel keeps from frame to frame.
#[derive(Debug, Default)]
pub struct ResultsPanel {
    page: Page,
    shares: Shares,
    gallery: Gallery,
    order: Order,
    /// The class whose curves are shown; `None` for all.
    class: Option<usize>,
}

/// What it shows.
pub struct ResultsView<'a> {
    /// What was trained, and how it was measured.
    pub runs: &'a Runs,
    /// The parts of the data set at hand.
    pub parts: Vec<Role>,
    /// Whether there is a network to measure.
    pub is_trained: bool,
}

impl ResultsPanel {
    /// Paints the panel.
    pub fn ui(&mut self, ui: &mut Ui, view: &ResultsView<'_>, commands: &mut Commands) {
        let margin = size::page_margin(8, 6);
        Frame::new().inner_margin(margin).show(ui, |ui| {
            let Some(results) = view.runs.results() else {
                waiting_ui(ui, view, commands);
                return;
            };
            self.bar_ui(ui, results, view, commands);
            ui.add_space(4.0);
            match self.page {
                Page::Overview => {
                    if let Some(cell) = overview::overview_ui(ui, results) {
                        self.gallery.show_cell(cell);
                        self.page = Page::Mistakes;
                    }
                }
                Page::Mistakes => {
                    let shares = &mut self.shares;
                    mistakes::mistakes_ui(ui, results, shares, &mut self.gallery, commands);
                }
                Page::Classes => {
                    if let Some(class) = classes::classes_ui(ui, results, &mut self.order) {
                        self.gallery.show_class(class);
                        self.page = Page::Mistakes;
                    }
                }
                Page::Curves => curves::curves_ui(ui, results, &mut self.class),
                Page::Calibration => calibration::calibration_ui(ui, results),
            }
        });
    }

    /// The pages, and what can be done with them.
    fn bar_ui(
        &mut self,
        ui: &mut Ui,
        results: &Results,
        view: &ResultsView<'_>,
        commands: &mut Commands,
    ) {
        ui.horizontal_wrapped(|ui| {
            for page in Page::ALL {
                let tab = ui.selectable_label(self.page == page, page.label());
                if tab.on_hover_text(page.help()).clicked() {
                    self.page = page;
                }
            }
            ui.add_space(size::UNIT);
            measure_menu_ui(ui, Some(&results.choice), view, commands);
            ui.menu_button(say("save-figure"), |ui| {
                for figure in self.figures() {
                    if ui.button(figure.label()).clicked() {
                        commands.send(ResultsCommand::SaveFigure(figure));
                    }
                }
            })
            .response
            .on_hover_text(say("save-chart-kinds"));
            // The overview says it beside its figures.
            if self.page != Page::Overview {
                widgets::muted_ui(ui, tr!("measured-on", pictures = &results.on));
            }
        });
    }

    /// What can be saved, as it is shown now.
    fn figures(&self) -> [Figure; 5] {
        [
            Figure::Matrix(self.shares),
            Figure::Classes,
            Figure::Roc(self.class),
            Figure::PrecisionRecall(self.class),
            Figure::Calibration,
        ]
    }
}

/// The pictures that the network can be measured on.
fn measure_menu_ui(
    ui: &mut Ui,
    current: Option<&MeasuredOn>,
    view: &ResultsView<'_>,
    commands: &mut Commands,
) {
    let menu = ui.menu_button(say("measure-on"), |ui| {
        let usual = std::iter::once(MeasuredOn::Usual);
        let parts = view.parts.iter().copied().map(MeasuredOn::Part);
        for on in usual.chain(parts) {
            let words = match &on {
                MeasuredOn::Part(role) => tr!("measure-part", role = role.message()),
                _ => say("measure-usual").to_owned(),
            };
            let option = widgets::option_ui(ui, current == Some(&on), words);
            if option.clicked() {
                commands.send(ResultsCommand::Measure(on));
            }
        }
        ui.separator();
        for command in ResultsCommand::LISTED {
            if ui.button(command.info().label).clicked() {
                commands.send(command);
            }
        }
    });
    menu.response.on_hover_text(say("measure-on-help"));
}

/// There are no results yet, or no longer.
fn waiting_ui(ui: &mut Ui, view: &ResultsView<'_>, commands: &mut Commands) {
    let runs = view.runs;
    if let Some(fault) = runs.evaluation_fault() {
        parts::fault_ui(ui, &fault.to_string());
        if view.is_trained {
            ui.add_space(4.0);
            measure_menu_ui(ui, None, view, commands);
        }
    } else if let Some((done, total)) = runs.evaluating() {
        parts::empty_ui(ui, say("evaluating"), say("evaluating-help"), |ui| {
            let share = (total > 0).then(|| done as f32 / total as f32);
            parts::progress_ui(ui, vec2(240.0, 10.0), share, say("evaluation-progress"));
        });
    } else {
        let is_over = runs.current().is_some_and(|run| !run.stage.is_live());
        let words = if is_over {
            say("results-choose-data")
        } else {
            say("results-none-yet-help")
        };
        parts::empty_ui(ui, say("results-none-yet"), words, |ui| {
            if view.is_trained {
                let size = vec2(ui.spacing().interact_size.x, size::ROW_HEIGHT);
                ui.allocate_ui_with_layout(size, Layout::top_down(Align::Center), |ui| {
                    // The room is a guess that some languages' words are wider than.
                    ui.style_mut().wrap_mode = Some(TextWrapMode::Extend);
                    measure_menu_ui(ui, None, view, commands);
                });
            }
        });
    }
}

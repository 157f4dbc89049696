//! The Data tab: where the pictures come from, what is in them, what the network sees of them.
//! Never reads a file; a job does.

mod augmentation;
mod checks;
mod choose;
mod classes;
mod contract_form;
mod explorer;
mod parts_form;
mod renaming;
mod samples;

pub use parts_form::validation_ui;

use super::parts;
use crate::app::command::{Commands, DataCommand};
use crate::app::jobs::Workers;
use crate::app::learning::{LIVE_INTERVAL, LoadedData, Loader};
use crate::app::look::icon::Icon;
use crate::app::look::{Theme, fonts, size};
use crate::app::state::State;
use crate::app::widgets;
use crate::data::{DataSource, Stage};
use crate::message;
use crate::text::{Argument, Count, Message, counted, say};
use crate::tr;
use augmentation::AugmentationDialog;
use contract_form::ContractForm;
use egui::{Align, Frame, Label, Layout, Rect, RichText, ScrollArea, UiBuilder, vec2};
use explorer::{Asked, Explorer};
use samples::Samples;
use std::sync::Arc;

/// What the Data tab keeps from frame to frame.
#[derive(Debug, Default)]
pub struct DataPanel {
    page: Page,
    samples: Samples,
    explorer: Explorer,
    contract: ContractForm,
    augmentation: AugmentationDialog,
}

/// What is shown of the data.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
enum Page {
    /// Each class with some of its pictures.
    #[default]
    Classes,
    /// All pictures.
    Pictures,
    /// Figures.
    Statistics,
}

impl Page {
    const ALL: [Self; 3] = [Self::Classes, Self::Pictures, Self::Statistics];

    fn words(self) -> &'static str {
        match self {
            Self::Classes => say("page-classes"),
            Self::Pictures => say("page-pictures"),
            Self::Statistics => say("page-statistics"),
        }
    }
}

/// The column at the right: checks and the contract.
const SIDE_WIDTH: f32 = 290.0;
/// Below this width the side lies below the samples, in points.
const LEAST_WIDTH_FOR_SIDE: f32 = 520.0;
/// In a narrower panel the choice of the part lies below that of the page, in points.
const LEAST_WIDTH_FOR_ONE_ROW: f32 = 640.0;
/// Figures that would be cut to less tell nothing, in points.
const LEAST_FIGURES_WIDTH: f32 = 60.0;

impl DataPanel {
    /// The class whose pictures alone are shown.
    pub fn class_in_view(&self) -> Option<usize> {
        match self.page {
            Page::Pictures => self.explorer.class(),
            Page::Classes | Page::Statistics => None,
        }
    }

    /// Paints the Data tab.
    pub fn ui(
        &mut self,
        ui: &mut egui::Ui,
        (loader, workers): (&Loader, Workers),
        state: State<'_>,
        commands: &mut Commands,
    ) {
        let margin = size::page_margin(8, 0);
        Frame::new().inner_margin(margin).show(ui, |ui| {
            match (loader.loading(), loader.loaded()) {
                (Some(source), _) if !loader.is_being_changed() => {
                    loading_ui(ui, source, loader, commands);
                }
                (_, Some(data)) => {
                    header_ui(ui, data, commands);
                    let room = ui.available_rect_before_wrap();
                    let (samples, side) = split(room);
                    ui.scope_builder(UiBuilder::new().max_rect(samples), |ui| {
                        self.page_ui(ui, data, state, commands);
                    });
                    ui.scope_builder(UiBuilder::new().max_rect(side), |ui| {
                        self.side_ui(ui, data, state, commands);
                    });
                    ui.advance_cursor_after_rect(room);
                    let shown = (&**data, workers);
                    self.augmentation.ui(ui.ctx(), shown, state, commands);
                }
                (_, None) => {
                    choose::choose_ui(ui, loader.fault(), state, commands);
                }
            }
        });
    }

    fn page_ui(
        &mut self,
        ui: &mut egui::Ui,
        data: &Arc<LoadedData>,
        state: State<'_>,
        commands: &mut Commands,
    ) {
        let has_one_row = ui.available_width() >= LEAST_WIDTH_FOR_ONE_ROW;
        ui.horizontal(|ui| {
            for page in Page::ALL {
                ui.selectable_value(&mut self.page, page, page.words());
            }
            if self.page == Page::Classes && has_one_row {
                self.samples.tools_ui(ui, data);
            }
        });
        if self.page == Page::Classes && !has_one_row {
            ui.horizontal(|ui| self.samples.tools_ui(ui, data));
        }
        let settings = state.document.settings();
        match self.page {
            Page::Classes => self.samples.ui(ui, data, settings, commands),
            Page::Statistics => explorer::statistics_ui(ui, data),
            Page::Pictures => match self.explorer.ui(ui, data, settings, commands) {
                Some(Asked::RenameClass(class)) => {
                    self.samples.begin_renaming(data, class);
                    self.page = Page::Classes;
                }
                Some(Asked::PreviewAugmentation(index)) => self.augmentation.open(index),
                None => {}
            },
        }
    }

    fn side_ui(
        &mut self,
        ui: &mut egui::Ui,
        data: &LoadedData,
        state: State<'_>,
        commands: &mut Commands,
    ) {
        ScrollArea::vertical()
            .id_salt("data side")
            .auto_shrink(false)
            .show(ui, |ui| {
                ui.set_width(ui.available_width() - 6.0);
                // Seen without scrolling.
                checks::obstacles_ui(ui, data, state, commands);
                parts_form::parts_ui(ui, data, state.document.settings(), commands);
                ui.add_space(size::UNIT);
                if let Some(kind) = checks::checks_ui(ui, data, state, commands) {
                    self.page = Page::Pictures;
                    self.explorer.show(kind);
                    // They lie left of this, where this frame has painted already.
                    ui.ctx().request_repaint();
                }
                ui.add_space(size::UNIT);
                self.contract.ui(ui, state, commands);
                ui.add_space(size::UNIT);
            });
    }
}

/// The room of the samples and that of checks and contract: beside each other, or one above the other where the room is
/// narrow.
fn split(room: Rect) -> (Rect, Rect) {
    if room.width() < LEAST_WIDTH_FOR_SIDE {
        let (above, below) = room.split_top_bottom_at_fraction(0.5);
        return (above, below.with_min_y(below.top() + size::UNIT));
    }
    let width = (room.width() * 0.45).min(SIDE_WIDTH);
    let left = room.with_max_x(room.right() - width - size::PANEL_MARGIN);
    (left, room.with_min_x(room.right() - width))
}

/// Name, figures, and the way to other data.
fn header_ui(ui: &mut egui::Ui, data: &LoadedData, commands: &mut Commands) {
    let theme = Theme::of(ui);
    ui.horizontal(|ui| {
        ui.set_height(size::ROW_HEIGHT);
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            choose::change_menu_ui(ui, commands);
            choose::add_menu_ui(ui, commands);
            warnings_ui(ui, data);
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                let title =
                    RichText::new(data.title().to_string()).font(fonts::semi_bold(size::TEXT));
                ui.add(Label::new(title.color(theme.text)).truncate());
                if ui.available_width() > LEAST_FIGURES_WIDTH {
                    let figures = RichText::new(figures(data)).color(theme.muted);
                    ui.add(Label::new(figures).truncate());
                }
            });
        });
    });
    ui.add_space(4.0);
}

/// How much there is to know before the data is trusted, where the checks themselves may be out of sight.
fn warnings_ui(ui: &mut egui::Ui, data: &LoadedData) {
    let faults = data.faults.iter().map(|(_, fault)| fault.to_string());
    let warnings = data.explored.warnings.iter();
    let told: Vec<String> = faults
        .chain(warnings.map(|warning| widgets::sentence(&warning.to_string())))
        .collect();
    if told.is_empty() {
        return;
    }
    let theme = Theme::of(ui);
    let words = RichText::new(counted(told.len(), "warning").to_string()).color(theme.warning);
    let hover = told.join("\n\n").replace('`', "");
    ui.label(words).on_hover_text(hover);
    widgets::icon_ui(ui, Icon::Warning, theme.warning);
}

/// "600 training + 150 test pictures · 64 × 64 × 3 · 2 classes".
fn figures(data: &LoadedData) -> String {
    let counts = data.parts().map(|(role, part)| {
        let count = Count(part.len());
        message!("count-of-role", count = count, role = role.message()).into()
    });
    let counts: Vec<Argument> = counts.collect();
    let pictures = match counts.len() {
        1 => counted(Count(data.train.len()), "picture"),
        _ => in_parts(data, counts),
    };
    tr!(
        "data-figures",
        pictures = pictures,
        shape = %data.train.shape(),
        classes = counted(Count(data.train.classes().len()), "class")
    )
}

/// "600 training + 150 test pictures", with the name of other data that the test part is from.
fn in_parts(data: &LoadedData, counts: Vec<Argument>) -> Message {
    let counts = Argument::List {
        items: counts,
        between: "list-plus",
    };
    match (&data.source, &data.test) {
        (DataSource::Path(_), Some(test)) if test.name() != data.train.name() => {
            message!("pictures-in-parts-of", counts = counts, test = test.name())
        }
        _ => message!("pictures-in-parts", counts = counts),
    }
}

fn loading_ui(ui: &mut egui::Ui, source: &DataSource, loader: &Loader, commands: &mut Commands) {
    let data = source.message();
    let (words, name) = match loader.stage() {
        Stage::Reading => (tr!("reading-data", data = data), say("reading-data-set")),
        Stage::Fitting => (tr!("resizing-data", data = data), say("resizing-data-set")),
        Stage::Comparing => (
            tr!("comparing-data", data = data),
            say("comparing-data-set"),
        ),
    };
    let (done, total) = loader.progress();
    ui.add_space(size::UNIT * 4.0);
    ui.vertical_centered(|ui| {
        widgets::muted_ui(ui, words);
        ui.add_space(size::UNIT);
        let share = if total == 0 {
            None
        } else {
            Some(done as f32 / total as f32)
        };
        parts::progress_ui(ui, vec2(320.0, 10.0), share, name);
        ui.add_space(size::UNIT);
        let words = match (share, loader.stage()) {
            (None, _) => String::new(),
            // Each picture is looked at several times.
            (Some(share), Stage::Comparing) => widgets::percent(f64::from(share)),
            _ => tr!("done-of-pictures", done = Count(done), total = Count(total)),
        };
        if !words.is_empty() {
            widgets::muted_ui(ui, words);
        }
        if ui.button(say("cancel")).clicked() {
            commands.send(DataCommand::Cancel);
        }
    });
    ui.ctx().request_repaint_after(LIVE_INTERVAL);
}

//! The Compare tab: the open network beside a version of its own, another file or a pasted summary, as a list in which
//! a click shows the layer. Never finds differences itself; `graph` does.

mod list;
mod other;
mod paste;
mod start;

pub use other::{OtherSide, title_ui};
pub use paste::SummaryDialog;

use super::document::{Comparison, ComparisonResult};
use super::look::size;
use super::state::State;
use super::widgets;
use crate::app::command::{Command, Commands, CompareCommand, DocumentId, Offers};
use crate::graph::{ChangeKind, Diff, SummaryCheck};
use crate::tr;
use egui::{Align, Frame, Layout, Margin, ScrollArea};

/// The Compare tab; it keeps nothing from frame to frame.
#[derive(Debug, Default)]
pub struct Compare;

impl Compare {
    /// Paints the Compare tab; `others` are the other open networks.
    pub fn ui(
        &mut self,
        ui: &mut egui::Ui,
        (state, others): (State<'_>, &[(DocumentId, String)]),
        offers: &dyn Offers,
        commands: &mut Commands,
    ) {
        Frame::new()
            .inner_margin(Margin::symmetric(size::PANEL_MARGIN as i8, 6))
            .show(ui, |ui| match state.document.comparison() {
                None => start::start_ui(ui, (state.document, others), offers, commands),
                Some(comparison) => {
                    head_ui(ui, comparison, offers, commands);
                    ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
                        result_ui(ui, &comparison.result, state, commands);
                    });
                }
            });
    }
}

/// What it is compared with, how much differs, and the buttons.
fn head_ui(
    ui: &mut egui::Ui,
    comparison: &Comparison,
    offers: &dyn Offers,
    commands: &mut Commands,
) {
    ui.horizontal(|ui| {
        ui.label(tr!("compared-with", what = &comparison.title));
        widgets::muted_ui(ui, sum(&comparison.result));
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            widgets::command_button_ui(
                ui,
                &Command::Compare(CompareCommand::Stop),
                offers,
                commands,
            );
            if comparison.other().is_some() {
                let command = Command::Compare(CompareCommand::ToggleSideBySide);
                let mut is_on = offers.is_on(&command);
                let tooltip = offers.tooltip(&command, ui.ctx());
                let checkbox = ui.checkbox(&mut is_on, command.info().label);
                if checkbox.on_hover_text(tooltip).clicked() {
                    commands.send(command);
                }
            }
        });
    });
    ui.add_space(4.0);
}

fn sum(result: &ComparisonResult) -> String {
    match result {
        ComparisonResult::Diff(diff) => sum_of_diff(diff),
        ComparisonResult::Check(check) => sum_of_check(check),
    }
}

fn sum_of_diff(diff: &Diff) -> String {
    let parts = [
        (ChangeKind::Added, "count-added"),
        (ChangeKind::Removed, "count-removed"),
        (ChangeKind::Changed, "count-changed"),
        (ChangeKind::Followed, "count-with-another-shape"),
    ];
    let counted = parts.map(|(kind, code)| (diff.count(kind), code));
    let told: Vec<String> = counted
        .iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, code)| tr!(*code, count = *count))
        .collect();
    if told.is_empty() {
        tr!("no-layer-differs")
    } else {
        told.join(" · ")
    }
}

fn sum_of_check(check: &SummaryCheck) -> String {
    match check.mismatches.len() {
        0 => tr!("rows-agree", count = check.row_count),
        count => tr!("count-differences", count = count),
    }
}

fn result_ui(
    ui: &mut egui::Ui,
    result: &ComparisonResult,
    state: State<'_>,
    commands: &mut Commands,
) {
    match result {
        ComparisonResult::Diff(diff) => list::diff_ui(ui, diff, state, commands),
        ComparisonResult::Check(check) => list::check_ui(ui, check, state, commands),
    }
}

//! What is to be known about a data set before it is trusted: copies, leaks, warnings, and whether it fits the network.

use super::explorer::Kind;
use crate::app::command::Commands;
use crate::app::learning::{LoadedData, words_on_other_data};
use crate::app::look::icon::Icon;
use crate::app::look::{Theme, size};
use crate::app::problems::problem_ui;
use crate::app::state::State;
use crate::app::training_panels::parts;
use crate::app::widgets;
use crate::graph::{Problem, Severity};
use crate::text::say;
use crate::tr;
use egui::{Label, RichText};

/// Paints what stands in the way, with its repairs. Where nothing does, nothing is painted.
pub fn obstacles_ui(
    ui: &mut egui::Ui,
    data: &LoadedData,
    state: State<'_>,
    commands: &mut Commands,
) {
    for problem in problems(state).filter(|problem| stands_in_the_way(problem)) {
        problem_ui(ui, problem, true, state, commands);
        ui.add_space(4.0);
    }
    for (role, fault) in &data.faults {
        let words = tr!("role-data-unread", role = role.message(), fault = fault);
        parts::fault_ui(ui, &words);
        ui.add_space(4.0);
    }
}

/// Paints what else is to be known. Answers which pictures the user wants to see.
pub fn checks_ui(
    ui: &mut egui::Ui,
    data: &LoadedData,
    state: State<'_>,
    commands: &mut Commands,
) -> Option<Kind> {
    widgets::group_heading_ui(ui, say("checks"));
    for problem in problems(state).filter(|problem| !stands_in_the_way(problem)) {
        problem_ui(ui, problem, true, state, commands);
        ui.add_space(4.0);
    }
    if let Some(words) = words_on_other_data(data, state.document) {
        parts::warning_ui(ui, &words.to_string());
        ui.add_space(4.0);
    }
    for warning in &data.explored.warnings {
        parts::warning_ui(ui, &widgets::sentence(&warning.to_string()));
        ui.add_space(4.0);
    }
    copies_ui(ui, data);
    let explored = &data.explored;
    let has_leaks = explored.leak_groups > 0 || !explored.near_copies.is_empty();
    let (kind, words) = if has_leaks {
        (Kind::Leaks, say("show-leaks"))
    } else {
        (Kind::Copies, say("show-copies"))
    };
    let has_any = has_leaks || !explored.duplicates.is_empty();
    (has_any && ui.button(words).clicked()).then_some(kind)
}

/// What of the network does not go with the data.
fn problems(state: State<'_>) -> impl Iterator<Item = &Problem> {
    let problems = state.document.problems().iter();
    problems.filter(|problem| problem.is_of_aim)
}

fn stands_in_the_way(problem: &Problem) -> bool {
    problem.severity != Severity::Warning
}

fn copies_ui(ui: &mut egui::Ui, data: &LoadedData) {
    let explored = &data.explored;
    let theme = Theme::of(ui);
    let has_held_out = explored.second.is_some();
    let words = match (explored.duplicates.len(), explored.leak_groups) {
        (0, _) if has_held_out => tr!("no-copies-in-any-part"),
        (0, _) => tr!("no-copies"),
        (groups, _) if !has_held_out => tr!("copies", pictures = groups),
        (groups, 0) => tr!("copies-none-held-out", pictures = groups),
        (groups, leaks) => tr!("copies-held-out", pictures = groups, leaks = leaks),
    };
    ui.horizontal_top(|ui| {
        ui.set_min_height(size::ROW_HEIGHT - 6.0);
        let (icon, color) = if explored.duplicates.is_empty() {
            (Icon::Ok, theme.ok)
        } else {
            (Icon::Warning, theme.warning)
        };
        widgets::icon_ui(ui, icon, color);
        ui.add(Label::new(RichText::new(words).color(theme.muted)).wrap());
    });
}

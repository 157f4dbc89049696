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
use crate::data::NearCopy;
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
    near_copies_ui(ui, data);
    let explored = &data.explored;
    let has_leaks = explored.leak_groups > 0 || explored.near_copies.iter().any(NearCopy::leaks);
    let offered = [
        (Kind::Leaks, "show-leaks", has_leaks),
        (
            Kind::Copies,
            "show-copies",
            !has_leaks && !explored.duplicates.is_empty(),
        ),
        (
            Kind::Near,
            "show-near-copies",
            !explored.near_copies.is_empty(),
        ),
    ];
    let mut wanted = None;
    ui.horizontal_wrapped(|ui| {
        for (kind, words, is_offered) in offered {
            if is_offered && ui.button(say(words)).clicked() {
                wanted = Some(kind);
            }
        }
    });
    wanted
}

/// How many pictures almost equal another one.
fn near_copies_ui(ui: &mut egui::Ui, data: &LoadedData) {
    let copies = &data.explored.near_copies;
    if copies.is_empty() {
        return;
    }
    let across = copies.iter().filter(|it| it.first.part != it.second.part);
    let words = tr!(
        "near-copies-found",
        count = copies.len(),
        across = across.count()
    );
    finding_ui(ui, false, &words);
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
    let has_held_out = explored.second.is_some();
    let words = match (explored.duplicates.len(), explored.leak_groups) {
        (0, _) if has_held_out => tr!("no-copies-in-any-part"),
        (0, _) => tr!("no-copies"),
        (groups, _) if !has_held_out => tr!("copies", pictures = groups),
        (groups, 0) => tr!("copies-none-held-out", pictures = groups),
        (groups, leaks) => tr!("copies-held-out", pictures = groups, leaks = leaks),
    };
    finding_ui(ui, explored.duplicates.is_empty(), &words);
}

/// A line on what was found, good or not.
fn finding_ui(ui: &mut egui::Ui, is_good: bool, words: &str) {
    let theme = Theme::of(ui);
    ui.horizontal_top(|ui| {
        ui.set_min_height(size::ROW_HEIGHT - 6.0);
        let (icon, color) = if is_good {
            (Icon::Ok, theme.ok)
        } else {
            (Icon::Warning, theme.warning)
        };
        widgets::icon_ui(ui, icon, color);
        ui.add(Label::new(RichText::new(words).color(theme.muted)).wrap());
    });
}

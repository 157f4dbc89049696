//! What is wrong with the network, in words, with repairs at a click. Never judges; inference did.

use super::docking::Panel;
use super::document::Preview;
use super::look::icon::Icon;
use super::look::{Theme, fonts, size};
use super::state::State;
use super::widgets;
use crate::app::command::{
    CanvasCommand, Commands, FileCommand, PanelCommand, Selection, TrainCommand,
};
use crate::graph::{NodePath, Problem, Repair, Severity};
use crate::text::say;
use crate::tr;
use egui::{Frame, Label, Margin, Response, RichText, Role, ScrollArea, Sense, Stroke, WidgetInfo};

/// The Problems tab; it keeps nothing from frame to frame.
#[derive(Debug, Default)]
pub struct Problems;

impl Problems {
    /// Paints the Problems tab.
    pub fn ui(&mut self, ui: &mut egui::Ui, state: State<'_>, commands: &mut Commands) {
        let problems = state.document.problems();
        if problems.is_empty() {
            none_ui(ui, state, commands);
            return;
        }
        ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
            Frame::new()
                .inner_margin(Margin::symmetric(size::PANEL_MARGIN as i8, 8))
                .show(ui, |ui| {
                    ui.set_width(ui.available_width());
                    for problem in problems {
                        problem_ui(ui, problem, true, state, commands);
                    }
                });
        });
    }
}

/// What is wrong with the node at `path` and with what is inside it, for the inspector.
pub fn faults_of_node_ui(
    ui: &mut egui::Ui,
    path: &NodePath,
    state: State<'_>,
    commands: &mut Commands,
) {
    let is_fault = |problem: &Problem| problem.severity != Severity::Unfinished;
    problems_of_node_ui(ui, path, is_fault, state, commands);
}

/// What is still to be done about it. Whoever builds knows that, and looks for the settings first.
pub fn unfinished_of_node_ui(
    ui: &mut egui::Ui,
    path: &NodePath,
    state: State<'_>,
    commands: &mut Commands,
) {
    let is_unfinished = |problem: &Problem| problem.severity == Severity::Unfinished;
    problems_of_node_ui(ui, path, is_unfinished, state, commands);
}

fn problems_of_node_ui(
    ui: &mut egui::Ui,
    path: &NodePath,
    is_shown: impl Fn(&Problem) -> bool,
    state: State<'_>,
    commands: &mut Commands,
) {
    let problems = state.document.problems_at(path);
    for problem in problems.into_iter().filter(|problem| is_shown(problem)) {
        let names_node = problem.path.as_ref() != Some(path);
        problem_ui(ui, problem, names_node, state, commands);
        ui.add_space(6.0);
    }
}

fn none_ui(ui: &mut egui::Ui, state: State<'_>, commands: &mut Commands) {
    ui.add_space(size::UNIT * 3.0);
    ui.vertical_centered(|ui| {
        if state.document.is_empty() {
            widgets::muted_ui(ui, say("network-is-empty"));
            ui.add_space(size::UNIT);
            if ui.button(say("new-from-preset")).clicked() {
                commands.send(FileCommand::NewFromPreset);
            }
        } else {
            widgets::muted_ui(ui, say("no-problems-can-train"));
        }
    });
}

/// One problem: what, why, and what can be done. `names_node` begins it with the node's name.
pub fn problem_ui(
    ui: &mut egui::Ui,
    problem: &Problem,
    names_node: bool,
    state: State<'_>,
    commands: &mut Commands,
) {
    let theme = Theme::of(ui);
    let (icon, color) = match problem.severity {
        Severity::Error => (Icon::Error, theme.error),
        Severity::Warning => (Icon::Warning, theme.warning),
        Severity::Unfinished => (Icon::ChevronRight, theme.muted),
    };
    let frame = Frame::new()
        .fill(theme.raised)
        .stroke(Stroke::new(1.0, theme.border))
        .corner_radius(size::NODE_RADIUS);
    frame.inner_margin(Margin::symmetric(12, 9)).show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.horizontal_top(|ui| {
            widgets::icon_ui(ui, icon, color);
            ui.vertical(|ui| {
                let words = if names_node {
                    problem.sentence()
                } else {
                    widgets::sentence(&problem.message.to_string())
                };
                sentence_ui(ui, &words, problem.path.as_ref(), commands);
                if let Some(cause) = &problem.cause {
                    cause_ui(
                        ui,
                        &tr!("cause-of-layer", node = &cause.name, cause = &cause.message),
                        &cause.path,
                        commands,
                    );
                }
                repairs_ui(ui, problem, state, commands);
            });
        });
    });
}

/// The problem in words; a click selects its node.
fn sentence_ui(ui: &mut egui::Ui, words: &str, path: Option<&NodePath>, commands: &mut Commands) {
    let text = RichText::new(widgets::plain(words)).color(Theme::of(ui).text);
    let response = ui.add(Label::new(text).wrap().sense(Sense::click()));
    select_on_click(&response, words, path, commands);
}

/// The layer upstream that made it so; a click selects that layer.
fn cause_ui(ui: &mut egui::Ui, words: &str, path: &NodePath, commands: &mut Commands) {
    let text = RichText::new(tr!("because-of", cause = %widgets::plain(words)))
        .font(fonts::small())
        .color(Theme::of(ui).muted);
    let response = ui.add(Label::new(text).wrap().sense(Sense::click()));
    select_on_click(&response, words, Some(path), commands);
}

fn select_on_click(
    response: &Response,
    words: &str,
    path: Option<&NodePath>,
    commands: &mut Commands,
) {
    let Some(path) = path else { return };
    response.widget_info(|| WidgetInfo::labeled(Role::Link, true, widgets::plain(words)));
    if response
        .clone()
        .on_hover_cursor(egui::CursorIcon::PointingHand)
        .clicked()
    {
        commands.send(Selection::only(path.clone()));
        commands.send(PanelCommand::LeadTo(Panel::Canvas));
        commands.send(CanvasCommand::ShowSelection);
    }
}

fn repairs_ui(ui: &mut egui::Ui, problem: &Problem, state: State<'_>, commands: &mut Commands) {
    let below = ui.max_rect().with_min_y(ui.cursor().top());
    let is_in_view =
        ui.is_rect_visible(below.with_max_y(below.top() + ui.spacing().interact_size.y));
    if is_in_view {
        commands.look_for_repairs(problem);
    }
    let Some(repairs) = problem.known_repairs() else {
        ui.add_space(4.0);
        let line = egui::vec2(0.0, ui.spacing().interact_size.y);
        ui.allocate_ui(line, |ui| {
            widgets::muted_ui(ui, say("looking-for-a-repair"))
        });
        return;
    };
    let offers_head = is_about_other_classes(problem, state);
    if repairs.is_empty() && !offers_head {
        return;
    }
    ui.add_space(4.0);
    ui.horizontal_wrapped(|ui| {
        for repair in repairs {
            repair_ui(ui, repair, state, commands);
        }
        if offers_head && ui.button(say("replace-head")).clicked() {
            commands.send(TrainCommand::AskForHead);
        }
    });
}

/// Whether a network that another program has trained is to tell other classes apart.
fn is_about_other_classes(problem: &Problem, state: State<'_>) -> bool {
    let has_learned = state.document.arrival().is_some_and(|it| it.run.is_some());
    has_learned && problem.message.code() == "classes-differ"
}

fn repair_ui(ui: &mut egui::Ui, repair: &Repair, state: State<'_>, commands: &mut Commands) {
    let button = ui.button(repair.label.to_string());
    if button.hovered() || button.has_focus() {
        commands.look_at(&repair.edit);
    }
    let preview = state.document.preview.as_ref();
    let button = match preview.filter(|preview| preview.edit == repair.edit) {
        Some(preview) => button.on_hover_ui(|ui| preview_ui(ui, preview)),
        None => button,
    };
    if button.clicked() {
        commands.send(repair.edit.clone());
    }
}

/// What a repair would do, line by line.
fn preview_ui(ui: &mut egui::Ui, preview: &Preview) {
    ui.set_max_width(420.0);
    for line in &preview.lines {
        ui.label(line);
    }
}

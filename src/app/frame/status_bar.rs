//! The line at the bottom that always shows how large the network is and whether it works.

use crate::app::canvas::Canvas;
use crate::app::command::{Commands, ImportCommand, PanelCommand};
use crate::app::docking::Panel;
use crate::app::look::icon::Icon;
use crate::app::look::{Theme, fonts, size};
use crate::app::state::State;
use crate::app::widgets;
use crate::graph::{Problem, Severity, Totals};
use crate::layer::{counted, magnitude};
use crate::text::{Count, say};
use crate::tr;
use egui::{Align, Label, Layout, RichText, Sense};

/// The mark before the count of problems, and what keeps it from what follows.
const MARK: f32 = 48.0;
/// Between two groups of figures.
const GAP: f32 = 24.0;

/// Paints the status bar; `canvas` is that of the document in front, `being_read` the name of a file that is being read.
pub fn status_bar_ui(
    ui: &mut egui::Ui,
    state: State<'_>,
    (canvas, being_read): (&Canvas, Option<&str>),
    commands: &mut Commands,
) {
    ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
        ui.add_space(size::PANEL_MARGIN - 2.0);
        let mut words = vec![saved_text(state)];
        if state.window.workspaces.shows(Panel::Canvas) {
            let percent = canvas.zoom_percent();
            words.insert(0, tr!("zoom-percent", percent = %percent));
        }
        if canvas.is_arranging() {
            words.insert(0, tr!("laying-out"));
        }
        widgets::muted_ui(ui, words.join(" · "));
        if let Some(file) = being_read {
            reading_ui(ui, file, commands);
        }
        ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
            ui.add_space(size::PANEL_MARGIN - 2.0);
            ui.spacing_mut().item_spacing.x = GAP;
            let problems = problem_words(state.document.problems());
            let room =
                ui.available_width() - widgets::text_width(ui, &problems, fonts::text()) - MARK;
            figures_ui(ui, &state.document.inference().totals, room);
            problems_ui(ui, state, commands);
        });
    });
}

/// Says that a file is being read, and offers to give that up.
fn reading_ui(ui: &mut egui::Ui, file: &str, commands: &mut Commands) {
    let cancel = widgets::icon_button_ui(ui, Icon::Cross, say("give-up-file"));
    if cancel.on_hover_text(say("give-up-file-help")).clicked() {
        commands.send(ImportCommand::Cancel);
    }
    ui.add(Label::new(tr!("reading-file", file = file)).selectable(false));
}

/// Paints as many of the figures as `room` points hold; the first ones matter most.
fn figures_ui(ui: &mut egui::Ui, totals: &Totals, mut room: f32) {
    let unknown = match totals.unknown_count {
        0 => String::new(),
        count => tr!("shapes-unknown", count = count),
    };
    // Of what is known; there may be more.
    let known = |figure: String| match totals.unknown_count {
        0 => figure,
        _ => tr!("at-least", figure = figure),
    };
    let params = totals.params;
    let total = known(counted(params.total(), "parameter"));
    let parts = tr!(
        "parameters-in-parts",
        total = &total,
        trainable = Count(params.trainable),
        fixed = Count(params.non_trainable)
    );
    let has_room_for_parts =
        widgets::text_width(ui, &parts, fonts::text()) + 2.0 * GAP < room - 160.0;
    let macs = known(tr!("so-many-multiply-adds", count = magnitude(totals.macs)));
    let figures = [
        (counted(totals.layer_count, "layer"), String::new()),
        (if has_room_for_parts { parts } else { total }, unknown),
        (macs, tr!("products-with-weights")),
    ];
    for (words, tooltip) in figures {
        room -= widgets::text_width(ui, &words, fonts::text()) + GAP;
        if room < 0.0 {
            return;
        }
        let figure = widgets::muted_ui(ui, words);
        if !tooltip.is_empty() {
            figure.on_hover_text(tooltip);
        }
    }
}

/// A mark and a count; a click shows the problems.
fn problems_ui(ui: &mut egui::Ui, state: State<'_>, commands: &mut Commands) {
    let theme = Theme::of(ui);
    let problems = state.document.problems();
    let errors = problems
        .iter()
        .filter(|problem| problem.severity == Severity::Error)
        .count();
    let wrong = problems.iter().filter(|problem| is_wrong(problem)).count();
    let (icon, color) = match (errors, wrong, problems.len()) {
        (0, 0, 0) => (Icon::Ok, theme.ok),
        (0, 0, _) => (Icon::ChevronRight, theme.muted),
        (0, _, _) => (Icon::Warning, theme.warning),
        _ => (Icon::Error, theme.error),
    };
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 6.0;
        widgets::icon_ui(ui, icon, color);
        let words = RichText::new(problem_words(problems)).color(theme.muted);
        let label = ui.add(Label::new(words).selectable(false).sense(Sense::click()));
        if label.on_hover_text(say("show-the-problems")).clicked() {
            commands.send(PanelCommand::LeadTo(Panel::Problems));
        }
    });
}

/// Whether it is more than something that is still missing.
fn is_wrong(problem: &Problem) -> bool {
    problem.severity != Severity::Unfinished
}

fn problem_words(problems: &[Problem]) -> String {
    match problems.iter().filter(|problem| is_wrong(problem)).count() {
        0 if problems.is_empty() => tr!("status-no-problems"),
        0 => tr!("status-not-finished"),
        count => counted(count, "problem"),
    }
}

fn saved_text(state: State<'_>) -> String {
    let document = &state.document;
    match (document.saved_at(), document.path()) {
        _ if document.is_changed() => tr!("status-unsaved"),
        (Some(time), _) => tr!("status-saved", time = %time),
        (None, Some(_)) => tr!("status-saved-plain"),
        (None, None) => tr!("status-not-saved-yet"),
    }
}

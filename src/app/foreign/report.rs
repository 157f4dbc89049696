//! The Import tab: who wrote the file of the network in front, and what became of everything in it, each finding leading to its
//! layer. Never judges; the reader did.

use super::choices::{ChoicesInHand, choices_ui};
use crate::app::command::{
    CanvasCommand, Commands, FileCommand, ImportCommand, Panel, PanelCommand, Selection,
    TrainCommand, WindowCommand,
};
use crate::app::document::{Arrival, places};
use crate::app::look::icon::Icon;
use crate::app::look::{Theme, size};
use crate::app::state::State;
use crate::app::widgets;
use crate::exchange::{Fate, Finding, Report};
use crate::files::name_of;
use crate::graph::NodePath;
use crate::text::say;
use crate::tr;
use egui::{
    Align, Color32, Frame, Label, Layout, Margin, RichText, Role, ScrollArea, Sense, Ui, WidgetInfo,
};
use std::collections::BTreeMap;

/// As many findings of one kind show; the others are only counted, and copied with the rest.
const MOST_SHOWN: usize = 300;

/// The Import tab, with what is half chosen in it.
#[derive(Debug, Default)]
pub struct ImportPanel {
    choices: ChoicesInHand,
}

impl ImportPanel {
    /// Paints the Import tab.
    pub fn ui(&mut self, ui: &mut Ui, state: State<'_>, commands: &mut Commands) {
        let margin = Margin::symmetric(size::PANEL_MARGIN as i8, 8);
        Frame::new().inner_margin(margin).show(ui, |ui| {
            let Some(arrival) = state.document.arrival() else {
                none_ui(ui, state, commands);
                return;
            };
            head_ui(ui, arrival, commands);
            ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
                ui.set_width(ui.available_width());
                choices_ui(ui, &mut self.choices, state, arrival, commands);
                let places = places(state.document.inference());
                let findings = &arrival.report.findings;
                if let Some(fault) = &arrival.fault {
                    let words = tr!("import-weights-not-kept", fault = fault);
                    ui.colored_label(Theme::of(ui).warning, words);
                }
                if findings.is_empty() {
                    widgets::muted_sentence_ui(ui, say("import-nothing-to-tell"));
                }
                groups_ui(
                    ui,
                    findings,
                    |it| arrival.path_of(it, &places).cloned(),
                    commands,
                );
            });
        });
    }
}

/// What stands here where there is no report.
fn none_ui(ui: &mut Ui, state: State<'_>, commands: &mut Commands) {
    ui.add_space(size::UNIT * 2.0);
    ui.vertical_centered(|ui| {
        let words = if state.document.path().is_some() {
            say("import-no-report-any-more")
        } else {
            say("import-no-report")
        };
        widgets::muted_sentence_ui(ui, words);
        ui.add_space(size::UNIT);
        if ui.button(say("open")).clicked() {
            commands.send(FileCommand::Open);
        }
        if !state.document.is_empty() && ui.button(say("import-weights")).clicked() {
            commands.send(ImportCommand::AskForWeights);
        }
    });
}

/// The file, who wrote it, how much was taken.
fn head_ui(ui: &mut Ui, arrival: &Arrival, commands: &mut Commands) {
    let file = name_of(&arrival.path);
    ui.horizontal(|ui| {
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            if ui.button(say("copy-report")).clicked() {
                let text = text_of(arrival);
                commands.send(WindowCommand::CopyText(text));
            }
            if arrival.run.is_some() {
                let head = ui.button(say("replace-head"));
                if head.on_hover_text(say("replace-head-help")).clicked() {
                    commands.send(TrainCommand::AskForHead);
                }
            }
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                let label = Label::new(tr!(
                    "import-came-from",
                    file = &file,
                    writer = &arrival.writer
                ));
                let path = arrival.path.display().to_string();
                ui.add(label.truncate()).on_hover_text(path);
                widgets::muted_ui(ui, taken_words(arrival));
            });
        });
    });
    ui.add_space(4.0);
}

fn taken_words(arrival: &Arrival) -> String {
    tr!(
        "import-taken",
        count = arrival.report.taken,
        all = arrival.layer_count
    )
}

/// Paints findings grouped by what became of things, the gravest first; `path_of` says which layer one is about.
pub fn groups_ui(
    ui: &mut Ui,
    findings: &[Finding],
    path_of: impl Fn(&Finding) -> Option<NodePath>,
    commands: &mut Commands,
) {
    for fate in Fate::ALL {
        let of_fate = || findings.iter().filter(|finding| finding.fate == fate);
        let count = of_fate().count();
        if count == 0 {
            continue;
        }
        ui.add_space(4.0);
        let heading = tr!("fate-counted", fate = fate.message(), count = count);
        widgets::group_heading_ui(ui, &heading);
        for finding in of_fate().take(MOST_SHOWN) {
            finding_ui(ui, finding, path_of(finding), commands);
        }
        if count > MOST_SHOWN {
            let more = tr!("findings-and-more", more = count - MOST_SHOWN);
            widgets::muted_ui(ui, more);
        }
    }
}

fn finding_ui(ui: &mut Ui, finding: &Finding, path: Option<NodePath>, commands: &mut Commands) {
    let (icon, color) = mark_of(finding.fate, Theme::of(ui));
    ui.horizontal_top(|ui| {
        widgets::icon_ui(ui, icon, color);
        let words = widgets::plain(&widgets::sentence(&finding.sentence().to_string()));
        let text = RichText::new(&words).color(Theme::of(ui).text);
        let Some(path) = path else {
            ui.add(Label::new(text).wrap());
            return;
        };
        let label = ui.add(Label::new(text).wrap().sense(Sense::click()));
        label.widget_info(|| WidgetInfo::labeled(Role::Link, true, &words));
        let label = label.on_hover_cursor(egui::CursorIcon::PointingHand);
        if label.on_hover_text(say("import-show-layer")).clicked() {
            commands.send(Selection::only(path));
            commands.send(PanelCommand::LeadTo(Panel::Canvas));
            commands.send(CanvasCommand::ShowSelection);
        }
    });
}

/// What stands before a finding, and in which color.
pub fn mark_of(fate: Fate, theme: &Theme) -> (Icon, Color32) {
    match fate {
        Fate::Refused => (Icon::Error, theme.error),
        Fate::LeftOut => (Icon::Warning, theme.warning),
        Fate::Translated => (Icon::Becomes, theme.muted),
        Fate::Taken => (Icon::Check, theme.ok),
    }
}

/// The whole report as text.
fn text_of(arrival: &Arrival) -> String {
    let file = name_of(&arrival.path);
    let head = tr!("import-came-from", file = &file, writer = &arrival.writer);
    let taken = taken_words(arrival);
    let findings = findings_as_text(&taken, &arrival.report);
    format!("{head}\n{findings}")
}

/// Findings as lines of text below `head`.
pub fn findings_as_text(head: &str, report: &Report) -> String {
    let mut text = format!("{head}\n");
    let mut grouped: BTreeMap<Fate, Vec<&Finding>> = BTreeMap::new();
    for finding in &report.findings {
        grouped.entry(finding.fate).or_default().push(finding);
    }
    for finding in grouped.into_values().flatten() {
        let line = tr!(
            "import-line",
            fate = finding.fate.message(),
            finding = finding.sentence()
        );
        text.push_str(&line);
        text.push('\n');
    }
    text
}

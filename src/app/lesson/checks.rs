//! What must hold when a step is done, each with a mark, and what stands in the way.

use crate::app::command::{CanvasCommand, Commands, Selection};
use crate::app::look::icon::Icon;
use crate::app::look::{Theme, size};
use crate::app::state::OpenLesson;
use crate::app::widgets;
use crate::graph::NodePath;
use crate::lesson::{Check, Finding, Verdict};
use crate::text::{Message, say};
use crate::tr;
use egui::{Label, RichText, Sense, Stroke, vec2};

/// The room that a mark takes before its words, in points.
const MARK: f32 = 16.0;

/// Paints the checks of the step in front.
pub fn checks_ui(ui: &mut egui::Ui, open: &OpenLesson, commands: &mut Commands) {
    let (place, part) = (open.front(), open.part());
    if part.checks.is_empty() {
        widgets::muted_sentence_ui(ui, say("lesson-nothing-to-check"));
        ui.add_space(size::UNIT);
        return;
    }
    for (number, check) in part.checks.iter().enumerate() {
        let Some((verdict, finding)) = open.finding(place, number) else {
            continue;
        };
        check_ui(ui, check, verdict, finding, commands);
        ui.add_space(6.0);
    }
    ui.add_space(2.0);
}

fn check_ui(
    ui: &mut egui::Ui,
    check: &Check,
    verdict: Verdict,
    finding: &Finding,
    commands: &mut Commands,
) {
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = 6.0;
        mark_ui(ui, verdict);
        ui.vertical(|ui| {
            let words = check.words().to_string();
            let theme = Theme::of(ui);
            let color = match verdict {
                Verdict::Holds => theme.muted,
                Verdict::Fails | Verdict::Unknown => theme.text,
            };
            let shown = ui.add(Label::new(RichText::new(&words).color(color)).wrap());
            let heard = match verdict {
                Verdict::Holds => tr!("lesson-check-holds", words = &words),
                Verdict::Fails => tr!("lesson-check-fails", words = &words),
                Verdict::Unknown => tr!("lesson-check-unknown", words = &words),
            };
            shown.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Label, true, heard.clone()));
            if verdict != Verdict::Holds {
                found_ui(ui, check, finding, commands);
            }
        });
    });
}

/// A filled mark where it holds, an empty one where not yet.
fn mark_ui(ui: &mut egui::Ui, verdict: Verdict) {
    let (rect, _) = ui.allocate_exact_size(vec2(MARK, size::TEXT + 5.0), Sense::hover());
    let theme = Theme::of(ui);
    match verdict {
        Verdict::Holds => Icon::Check.paint(ui.painter(), rect, theme.ok),
        Verdict::Fails | Verdict::Unknown => {
            let edge = Stroke::new(1.2, theme.muted);
            ui.painter().circle_stroke(rect.center(), 4.5, edge);
        }
    }
}

/// What stands in the way, where on the canvas it is, and what the lesson says to that.
fn found_ui(ui: &mut egui::Ui, check: &Check, finding: &Finding, commands: &mut Commands) {
    if let Some(words) = &finding.words {
        let color = Theme::of(ui).warning;
        widgets::spans_ui(ui, &sentence_of(words), color);
    }
    if !check.otherwise.is_empty() {
        let color = Theme::of(ui).muted;
        widgets::spans_ui(ui, &check.otherwise, color);
    }
    if let Some(path) = finding.layers.first() {
        let link = ui.link(say("lesson-show-layer"));
        if link.on_hover_text(say("lesson-show-layer-help")).clicked() {
            show(path, commands);
        }
    }
}

/// A sentence that begins with a layer's name keeps the name as it is written.
fn sentence_of(words: &Message) -> String {
    let words = words.to_string();
    if words.starts_with('`') {
        return words;
    }
    widgets::sentence(&words)
}

fn show(path: &NodePath, commands: &mut Commands) {
    commands.send(Selection::only(path.clone()));
    commands.send(CanvasCommand::ShowSelection);
}

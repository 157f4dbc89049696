//! How the selected layer computes: what it does in sentences, and its formulas with the numbers of this network.

use super::row::{divider_ui, figure_row_ui};
use crate::app::look::{Theme, fonts, size};
use crate::app::state::State;
use crate::app::widgets;
use crate::graph::{NodePath, explained};
use crate::layer::{Step, thousands};
use crate::text::say;
use egui::{Label, RichText};

/// Paints the section of the layer at `path`; nothing for what is no layer.
pub fn computes_ui(ui: &mut egui::Ui, path: &NodePath, state: State<'_>) {
    let inference = state.document.inference();
    let Some(report) = inference.layer(path) else {
        return;
    };
    divider_ui(ui);
    let heading = RichText::new(say("how-it-computes").to_uppercase())
        .font(fonts::semi_bold(size::SMALL_TEXT))
        .color(Theme::of(ui).muted)
        .extra_letter_spacing(0.3);
    widgets::fold_ui(ui, "how-it-computes", heading, true, |ui| {
        let Some(explanation) = explained(inference, report) else {
            widgets::muted_sentence_ui(ui, say("how-it-computes-unknown"));
            return;
        };
        let words = RichText::new(explanation.words.to_string()).color(Theme::of(ui).text);
        ui.add(Label::new(words).wrap().selectable(true));
        ui.add_space(size::UNIT);
        for step in &explanation.steps {
            step_ui(ui, step);
        }
    });
}

/// What comes out, and below it the formula in letters and in numbers. Hovering tells what the letters stand for.
fn step_ui(ui: &mut egui::Ui, step: &Step) {
    let theme = Theme::of(ui);
    figure_row_ui(ui, step.quantity.label(), thousands(step.result)).on_hover_text(step.letters());
    // A number that a setting says, or that stays as it was, needs no second look.
    let is_plain = step.filled == step.result.to_string();
    if is_plain {
        return;
    }
    ui.scope(|ui| {
        ui.spacing_mut().item_spacing.y = 1.0;
        for line in [step.formula.to_owned(), format!("= {}", step.filled)] {
            let line = RichText::new(line).font(fonts::mono()).color(theme.text);
            ui.add(Label::new(line).wrap().selectable(true));
        }
        let letters = RichText::new(step.letters())
            .font(fonts::small())
            .color(theme.muted);
        ui.add(Label::new(letters).wrap());
    });
    ui.add_space(6.0);
}

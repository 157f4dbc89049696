//! What can be done to a training while it runs: another learning rate, one batch at a time, a checkpoint now.

use super::own_field::{LEARNING_RATE, real_text};
use crate::app::command::{Commands, TrainCommand};
use crate::app::learning::{Run, Stage};
use crate::app::look::{Theme, fonts};
use crate::app::training_panels::parts;
use crate::app::widgets;
use crate::recipe::Recipe;
use crate::text::say;
use egui::{Id, Key, Label, RichText, TextEdit, Ui};

/// The field for the rate, in points.
const FIELD_WIDTH: f32 = 72.0;

/// The half-typed rate.
#[derive(Debug, Default)]
pub struct Steering {
    typed: Option<String>,
}

impl Steering {
    /// What [`Self::ui`] takes for `run` where it is not narrow, in points.
    pub fn wide_width(ui: &Ui, run: &Run) -> f32 {
        if !is_steered(run) {
            return 0.0;
        }
        let gap = ui.spacing().item_spacing.x;
        let buttons = BUTTONS.map(|command| command.info().label);
        let buttons = buttons.each_ref().map(|label| &**label);
        let rate = widgets::text_width(ui, say("rate-now"), fonts::text()) + gap + FIELD_WIDTH;
        rate + 2.0 * gap + widgets::buttons_width(ui, &buttons)
    }

    /// Paints what can be done to `run` while it is live; where it `is_narrow`, as a menu.
    pub fn ui(&mut self, ui: &mut Ui, run: &Run, is_narrow: bool, commands: &mut Commands) {
        if !is_steered(run) {
            self.typed = None;
            return;
        }
        if is_narrow {
            ui.menu_button(say("steer"), |ui| {
                self.rate_ui(ui, run, commands);
                buttons_ui(ui, commands);
            });
        } else {
            self.rate_ui(ui, run, commands);
            buttons_ui(ui, commands);
        }
    }

    /// The learning rate, which Enter gives to the training: half of it would be another one.
    fn rate_ui(&mut self, ui: &mut Ui, run: &Run, commands: &mut Commands) {
        let words = RichText::new(say("rate-now")).color(Theme::of(ui).muted);
        let label = ui.add(Label::new(words));
        let current = run.record.learning_rate.map(rate_text).unwrap_or_default();
        let mut text = self.typed.clone().unwrap_or_else(|| current.clone());
        let rate = rate_of(&text);
        let color = match rate {
            Ok(_) => Theme::of(ui).text,
            Err(_) => Theme::of(ui).error,
        };
        let field = TextEdit::singleline(&mut text)
            .id(Id::unique("rate-while-it-runs"))
            .desired_width(FIELD_WIDTH)
            .text_color(color);
        let field = ui.add(field).labelled_by(label.id);
        widgets::select_on_arrival(ui, &field, &text);
        if field.changed() {
            self.typed = Some(text);
        }
        let is_entered = ui.input(|input| input.key_pressed(Key::Enter));
        if field.lost_focus() {
            if let (true, Ok(rate), Some(_)) = (is_entered, &rate, &self.typed) {
                commands.send(TrainCommand::SetLearningRate(*rate));
            }
            self.typed = None;
        }
        let help = match rate {
            Ok(_) => say("set-rate-now-help").to_owned(),
            Err(fault) => fault,
        };
        field.on_hover_text(help);
    }
}

fn is_steered(run: &Run) -> bool {
    matches!(run.stage, Stage::Running | Stage::Paused)
}

const BUTTONS: [TrainCommand; 2] = [TrainCommand::StepOnce, TrainCommand::CheckpointNow];

fn buttons_ui(ui: &mut Ui, commands: &mut Commands) {
    for command in BUTTONS {
        parts::command_ui(ui, command, commands);
    }
}

/// A learning rate with as many digits as a person would type: schedules make more.
pub fn rate_text(rate: f64) -> String {
    real_text(format!("{rate:.3e}").parse().unwrap_or(rate))
}

/// What was typed as a rate, or why it is none: the recipe's own judgment.
fn rate_of(text: &str) -> Result<f64, String> {
    let mut recipe = Recipe::default();
    (LEARNING_RATE.set)(&mut recipe, text.trim())?;
    match recipe.check() {
        Ok(()) => Ok(recipe.learning_rate),
        Err(problem) => Err(problem.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rate_is_shown_as_a_person_types_it_and_none_is_refused() {
        assert_eq!(rate_text(0.001), "0.001");
        assert_eq!(rate_text(0.000_012_345_678), "1.235e-5");
        assert_eq!(rate_of(" 1e-3 "), Ok(0.001));
        for none in ["0", "-1", "fast", ""] {
            assert!(rate_of(none).is_err(), "{none}");
        }
    }
}

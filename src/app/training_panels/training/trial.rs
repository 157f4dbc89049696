//! What was tried out before a training: learning rates as a chart to choose from, and how long a training will take.

use super::TrainingView;
use super::axis_text::{mark_text, mark_text_by, value_text};
use super::choices::send_recipe;
use super::line_plot::{Axis, LinePlot};
use crate::app::command::{Availability, Commands, TrainCommand, Trial};
use crate::app::learning::{EstimateTrial, RateTrial};
use crate::app::look::{Theme, size};
use crate::app::training_panels::parts;
use crate::app::widgets;
use crate::engine::train::{Estimate, RatesTried};
use crate::message;
use crate::project::TrainingSettings;
use crate::recipe::Recipe;
use crate::report::duration;
use crate::report::marks::{log_marks, round_marks};
use crate::text::{Message, say};
use crate::tr;
use egui::{Id, Stroke, Ui, vec2};
use std::fmt::Debug;
use std::hash::Hash;

/// The chart of rates, in points.
const HEIGHT: f32 = 150.0;

/// The button that tries learning rates, and what it found.
pub fn rates_ui(ui: &mut Ui, view: &TrainingView<'_>, commands: &mut Commands) {
    let stage = Stage::of(view.trials.rates().map(RateTrial::is_under_way));
    let salt = ("rates", view.state.document.id());
    in_view_ui(ui, salt, stage, |ui| {
        trial_button_ui(ui, TrainCommand::FindRate, view, commands);
        if let Some(trial) = view.trials.rates() {
            tried_rates_ui(ui, trial, view, commands);
        }
    });
}

/// How far a trial is.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
enum Stage {
    #[default]
    None,
    UnderWay,
    Over,
}

impl Stage {
    fn of(is_under_way: Option<bool>) -> Self {
        match is_under_way {
            None => Self::None,
            Some(true) => Self::UnderWay,
            Some(false) => Self::Over,
        }
    }
}

/// Paints a trial, and brings it into view when it begins and when it ends: it may have been asked for in a menu, while
/// somebody looked at other settings.
fn in_view_ui(ui: &mut Ui, salt: impl Hash + Debug, stage: Stage, add: impl FnOnce(&mut Ui)) {
    let rect = ui.scope(add).response.rect;
    let id = Id::unique(("trial-in-view", salt));
    let before = ui.data(|data| data.get_temp::<Stage>(id));
    if before.unwrap_or_default() != stage {
        if stage != Stage::None {
            ui.scroll_to_rect(rect, None);
        }
        ui.data_mut(|data| data.insert_temp(id, stage));
    }
}

fn tried_rates_ui(
    ui: &mut Ui,
    trial: &RateTrial,
    view: &TrainingView<'_>,
    commands: &mut Commands,
) {
    if let Some(fault) = &trial.fault {
        parts::fault_ui(ui, &fault.to_string());
    }
    let settings = view.state.document.settings();
    if trial.found.tried.len() > 1 {
        let name = rates_name(&trial.found);
        let clicked = plot(ui, &name, &trial.found).ui(ui);
        if let Some(place) = clicked {
            use_rate(rounded(10_f64.powf(place)), settings, commands);
        }
    }
    if trial.is_under_way() {
        under_way_ui(ui, Some(progress(trial)), Trial::Rates, commands);
    } else {
        found_ui(ui, trial, settings, commands);
    }
}

fn progress(trial: &RateTrial) -> f32 {
    trial.found.tried.len() as f32 / trial.steps.max(1) as f32
}

/// What the rates came to, and the way to use what is suggested.
fn found_ui(ui: &mut Ui, trial: &RateTrial, settings: &TrainingSettings, commands: &mut Commands) {
    let found = &trial.found;
    if found.tried.is_empty() {
        close_ui(ui, Trial::Rates, commands);
        return;
    }
    let words = match (found.steepest().map(rounded), found.lowest().map(rounded)) {
        (Some(rate), Some(lowest)) => tr!(
            "rate-suggested",
            rate = value_text(rate),
            lowest = value_text(lowest)
        ),
        _ => say("rate-none-suggested").to_owned(),
    };
    widgets::muted_sentence_ui(ui, words);
    if let (true, Some(last)) = (found.has_diverged, found.tried.last()) {
        let words = tr!("rate-diverged", rate = value_text(rounded(last.rate)));
        widgets::muted_sentence_ui(ui, words);
    }
    widgets::muted_sentence_ui(ui, say("rate-click"));
    ui.horizontal(|ui| {
        if let Some(rate) = found.steepest().map(rounded) {
            let words = tr!("use-rate", rate = value_text(rate));
            if ui.button(words).clicked() {
                use_rate(rate, settings, commands);
            }
        }
        close_ui(ui, Trial::Rates, commands);
    });
}

/// As one step of undo.
fn use_rate(rate: f64, settings: &TrainingSettings, commands: &mut Commands) {
    let recipe = Recipe {
        learning_rate: rate,
        ..settings.recipe.clone()
    };
    let name = message!("learning-rate").inside();
    let label = message!("set-setting", setting = name, value = value_text(rate));
    send_recipe(label, settings, recipe, commands);
}

/// To two digits: more would claim to know more than is found out here.
fn rounded(rate: f64) -> f64 {
    format!("{rate:.1e}").parse().unwrap_or(rate)
}

fn rates_name(found: &RatesTried) -> String {
    let rate = |rate: Option<f64>| rate.map(rounded).map(value_text).unwrap_or_default();
    let first = found.tried.first().map(|tried| tried.rate);
    let last = found.tried.last().map(|tried| tried.rate);
    tr!("rate-chart-name", first = rate(first), last = rate(last))
}

fn plot<'a>(ui: &Ui, name: &'a str, found: &RatesTried) -> LinePlot<'a> {
    let theme = Theme::of(ui);
    let rates = || found.tried.iter().map(|tried| tried.rate.log10());
    let losses = found.tried.iter().map(|tried| tried.loss);
    let raw: Vec<[f64; 2]> = rates()
        .zip(losses)
        .map(|(rate, loss)| [rate, loss])
        .collect();
    let smoothed = rates().zip(found.smoothed());
    let smoothed: Vec<[f64; 2]> = smoothed.map(|(rate, loss)| [rate, loss]).collect();
    let edge = |pick: fn(f64, f64) -> f64, axis: usize, from: f64| {
        smoothed.iter().map(|point| point[axis]).fold(from, pick)
    };
    let across = [
        edge(f64::min, 0, f64::INFINITY),
        edge(f64::max, 0, f64::NEG_INFINITY),
    ];
    let [least, most] = [
        edge(f64::min, 1, f64::INFINITY),
        edge(f64::max, 1, f64::NEG_INFINITY),
    ];
    let air = ((most - least) * 0.1).max(1e-6);
    let up = [least - air, most + air];
    LinePlot {
        id: "tried-rates",
        name,
        height: HEIGHT,
        across: Axis {
            marks: log_marks(across),
            range: across,
            text: |mark, _| mark_text(10_f64.powf(mark)),
        },
        up: Axis {
            marks: round_marks(up, 4.0),
            range: up,
            text: mark_text_by,
        },
        lines: vec![
            (raw, Stroke::new(1.0, theme.accent.gamma_multiply(0.35))),
            (smoothed, Stroke::new(2.0, theme.accent)),
        ],
        mark: found.steepest().map(f64::log10),
        at_point: |[rate, loss]| {
            tr!(
                "rate-point",
                rate = value_text(rounded(10_f64.powf(rate))),
                loss = value_text(loss)
            )
        },
        is_clickable: true,
    }
}

/// The button that measures a few batches, and what they told.
pub fn estimate_ui(ui: &mut Ui, view: &TrainingView<'_>, commands: &mut Commands) {
    let trial = view.trials.estimate();
    let stage = Stage::of(trial.map(EstimateTrial::is_under_way));
    let salt = ("estimate", view.state.document.id());
    in_view_ui(ui, salt, stage, |ui| {
        trial_button_ui(ui, TrainCommand::DryRun, view, commands);
        if let Some(trial) = trial {
            tried_batches_ui(ui, trial, view, commands);
        }
    });
}

fn tried_batches_ui(
    ui: &mut Ui,
    trial: &EstimateTrial,
    view: &TrainingView<'_>,
    commands: &mut Commands,
) {
    if let Some(fault) = &trial.fault {
        parts::fault_ui(ui, &fault.to_string());
    }
    if trial.is_under_way() {
        under_way_ui(ui, None, Trial::Estimate, commands);
        return;
    }
    if let Some(found) = &trial.found {
        estimated_ui(ui, found);
        stale_ui(ui, trial, view.state.document.settings());
    }
    close_ui(ui, Trial::Estimate, commands);
}

fn estimated_ui(ui: &mut Ui, found: &Estimate) {
    let of = |code: &'static str, [least, mean, most]: [f64; 3]| {
        message!(
            code,
            mean = precisely(mean),
            least = precisely(least),
            most = precisely(most)
        )
        .to_string()
    };
    widgets::muted_sentence_ui(ui, of("estimated-epoch", found.epoch_seconds()));
    widgets::muted_sentence_ui(ui, of("estimated-training", found.training_seconds()));
    widgets::muted_sentence_ui(ui, found.memory().to_string());
    if let Some(saved) = found.saved.message() {
        widgets::muted_sentence_ui(ui, saved.to_string());
    }
}

/// Short times with a digit behind the point: half a second more or less matters there.
fn precisely(seconds: f64) -> Message {
    if seconds < 10.0 {
        return message!("seconds-precisely", seconds = format!("{seconds:.2}"));
    }
    duration(seconds)
}

fn stale_ui(ui: &mut Ui, trial: &EstimateTrial, settings: &TrainingSettings) {
    if trial.is_of_others(settings) {
        widgets::muted_sentence_ui(ui, say("estimated-before-change"));
    }
}

fn trial_button_ui(
    ui: &mut Ui,
    command: TrainCommand,
    view: &TrainingView<'_>,
    commands: &mut Commands,
) {
    let info = command.info();
    let reason = match &view.trial_offer {
        Availability::Ready => String::new(),
        Availability::Blocked(reason) => reason.to_string(),
    };
    ui.add_enabled_ui(view.trial_offer.is_ready(), |ui| {
        let button = ui
            .button(info.label.as_ref())
            .on_hover_text(info.tooltip)
            .on_disabled_hover_text(reason);
        if button.clicked() {
            commands.send(command);
        }
    });
}

fn under_way_ui(ui: &mut Ui, share: Option<f32>, trial: Trial, commands: &mut Commands) {
    ui.horizontal(|ui| {
        let size = vec2((ui.available_width() - 90.0).clamp(40.0, 160.0), 10.0);
        parts::progress_ui(ui, size, share, say("trial-progress"));
        if ui.button(say("trial-stop")).clicked() {
            commands.send(TrainCommand::EndTrial(trial));
        }
    });
    ui.add_space(size::UNIT / 2.0);
}

fn close_ui(ui: &mut Ui, trial: Trial, commands: &mut Commands) {
    if ui.button(say("trial-close")).clicked() {
        commands.send(TrainCommand::EndTrial(trial));
    }
}

//! The learning rate over the training that the settings ask for, as it will be.

use super::axis_text::{epoch_text, mark_text_by, value_text};
use super::line_plot::{Axis, LinePlot};
use crate::app::learning::LoadedData;
use crate::app::look::Theme;
use crate::app::widgets;
use crate::project::TrainingSettings;
use crate::recipe::{Recipe, Schedule};
use crate::report::marks::{round_marks, whole_marks};
use crate::text::{Count, say};
use crate::tr;
use egui::{Stroke, Ui};

/// In points.
const HEIGHT: f32 = 120.0;
/// More points than these nobody sees on a chart of this size.
const MOST_POINTS: usize = 600;
/// Batches of an epoch as long as nobody knows how many there are.
const USUAL_STEPS: usize = 100;

/// Paints the curve, and in words what it comes to.
pub fn rate_curve_ui(ui: &mut Ui, settings: &TrainingSettings, data: Option<&LoadedData>) {
    let recipe = &settings.recipe;
    if !recipe.problems().is_empty() {
        return;
    }
    let steps = data.map(|data| {
        let images = data.images_in_epoch(settings);
        images.div_ceil(recipe.batch_size)
    });
    let rates = recipe.rates(steps.unwrap_or(USUAL_STEPS), MOST_POINTS);
    let words = in_words(recipe, &rates);
    let name = tr!("rate-curve-name", words = &words);
    plot(ui, &name, recipe, rates).ui(ui);
    widgets::muted_sentence_ui(ui, words);
    widgets::muted_sentence_ui(ui, steps_words(recipe, steps));
    if matches!(recipe.schedule, Schedule::Plateau { .. }) {
        widgets::muted_sentence_ui(ui, say("rate-curve-plateau"));
    }
}

fn plot<'a>(ui: &Ui, name: &'a str, recipe: &Recipe, rates: Vec<[f64; 2]>) -> LinePlot<'a> {
    let most = rates.iter().map(|[_, rate]| *rate).fold(0.0, f64::max);
    // With some air behind the last epoch, for its mark.
    let (up, across) = ([0.0, most * 1.08], [0.0, recipe.epochs as f64 * 1.02]);
    LinePlot {
        id: "learning-rates",
        name,
        height: HEIGHT,
        across: Axis {
            marks: whole_marks(across, 6.0),
            range: across,
            text: mark_text_by,
        },
        up: Axis {
            marks: round_marks(up, 3.0),
            range: up,
            text: mark_text_by,
        },
        lines: vec![(rates, Stroke::new(2.0, Theme::of(ui).accent))],
        mark: None,
        at_point: |[epoch, rate]| {
            tr!(
                "rate-curve-point",
                epoch = epoch_text(epoch),
                rate = value_text(rate)
            )
        },
        is_clickable: false,
    }
}

/// "from 4e-5 up to 0.001 and down to 4e-9".
fn in_words(recipe: &Recipe, rates: &[[f64; 2]]) -> String {
    let rate = |place: Option<&[f64; 2]>| place.map_or(recipe.learning_rate, |[_, rate]| *rate);
    let (first, last) = (rate(rates.first()), rate(rates.last()));
    let most = rates.iter().map(|[_, rate]| *rate).fold(0.0, f64::max);
    let text = |rate: f64| value_text(rate);
    let is_near = |one: f64, other: f64| (one - other).abs() <= 1e-9 * most;
    match (is_near(first, most), is_near(last, most)) {
        (true, true) => tr!("rate-stays", rate = text(most)),
        (true, false) => tr!("rate-falls", first = text(first), last = text(last)),
        (false, true) => tr!("rate-rises", first = text(first), last = text(last)),
        (false, false) => tr!(
            "rate-rises-and-falls",
            first = text(first),
            most = text(most),
            last = text(last)
        ),
    }
}

/// "10 epochs × 36 batches: 360 steps".
fn steps_words(recipe: &Recipe, steps: Option<usize>) -> String {
    match steps {
        None => say("rate-curve-steps-unknown").to_owned(),
        Some(steps) => tr!(
            "rate-curve-steps",
            epochs = Count(recipe.epochs),
            batches = Count(steps),
            steps = Count(recipe.epochs.saturating_mul(steps))
        ),
    }
}

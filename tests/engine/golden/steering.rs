//! Schedules, early stopping, label smoothing, class weights, clipping and areas under the ROC curve.

use netsmith::engine::loss::class_weights;
use netsmith::engine::metric::{Predictions, Tally};
use netsmith::recipe::{
    ClassWeights, Clipping, Described, EarlyStopping, Loss, Metric, Progress, Recipe, Schedule,
};
use serde::Deserialize;

use super::learning::{HEAD_FEATURES, head_in_training, plain_descent, weights_of};
use super::record::assert_numbers;

#[derive(Debug, Deserialize)]
struct Steering {
    epochs: usize,
    steps: usize,
    schedules: Vec<ScheduleCase>,
    plateaus: Vec<WatchedCase>,
    early_stopping: Vec<WatchedCase>,
    losses: Vec<LossCase>,
    mixed: Vec<MixedCase>,
    clipped: Vec<ClippedCase>,
    auc: Vec<AucCase>,
}

#[derive(Debug, Deserialize)]
struct ScheduleCase {
    schedule: String,
    factors: Vec<f64>,
}

#[derive(Debug, Deserialize)]
struct WatchedCase {
    patience: usize,
    min_delta: f64,
    watched: Vec<f64>,
    #[serde(default)]
    factors: Vec<f64>,
    #[serde(default)]
    stops_after: Option<usize>,
}

#[derive(Debug, Deserialize)]
struct LossCase {
    activation: String,
    units: usize,
    loss: Loss,
    label_smoothing: f64,
    is_balanced: bool,
    labels: Vec<usize>,
    losses: Vec<f64>,
    kernel: Vec<f64>,
}

#[derive(Debug, Deserialize)]
struct MixedCase {
    activation: String,
    units: usize,
    loss: Loss,
    label_smoothing: f64,
    shares: Vec<f32>,
    losses: Vec<f64>,
    accuracies: Vec<f64>,
    kernel: Vec<f64>,
}

#[derive(Debug, Deserialize)]
struct ClippedCase {
    clipping: String,
    labels: Vec<usize>,
    kernel: Vec<f64>,
    bias: Vec<f64>,
}

#[derive(Debug, Deserialize)]
struct AucCase {
    units: usize,
    probabilities: Vec<f32>,
    labels: Vec<usize>,
    value: f64,
}

fn golden() -> Steering {
    super::read("steering.json")
}

#[test]
fn schedules_give_the_rates_of_keras_and_pytorch() {
    let Steering {
        epochs,
        steps,
        mut schedules,
        ..
    } = golden();
    schedules.extend(super::read::<Vec<ScheduleCase>>("one_cycle.json"));
    assert_eq!(schedules.len(), 6);
    for case in schedules {
        let schedule = Schedule::parse(&case.schedule).unwrap();
        for (step, expected) in case.factors.iter().enumerate() {
            let found = schedule.factor(Progress {
                epochs_done: step as f64 / steps as f64,
                epochs: epochs as f64,
                warm_up: 0.0,
                steps,
                losses: [],
            });
            let name = format!("{} step {step}", case.schedule);
            assert!(
                (found - expected).abs() < 1e-6,
                "{name}: {found} {expected}"
            );
        }
    }
}

#[test]
fn a_plateau_makes_the_rate_smaller_as_keras_does() {
    for case in golden().plateaus {
        let schedule = Schedule::Plateau {
            factor: 0.5,
            patience: case.patience,
            min_delta: case.min_delta,
        };
        for (epoch, expected) in case.factors.iter().enumerate() {
            let found = schedule.factor(Progress {
                epochs_done: epoch as f64,
                epochs: case.watched.len() as f64,
                warm_up: 0.0,
                steps: 1,
                losses: case.watched[..epoch].iter().copied(),
            });
            assert!((found - expected).abs() < 1e-9, "{case:?} {epoch}: {found}");
        }
    }
}

#[test]
fn training_is_ended_early_after_the_epoch_that_keras_ends_it() {
    for case in golden().early_stopping {
        let stopping = EarlyStopping::On {
            patience: case.patience,
            min_delta: case.min_delta,
        };
        let found = (1..=case.watched.len())
            .find(|&epoch| stopping.is_due(case.watched[..epoch].iter().copied()));
        assert_eq!(found, case.stops_after, "{case:?}");
    }
}

#[test]
fn smoothed_labels_and_weighted_classes_give_the_losses_of_keras() {
    for case in golden().losses {
        let recipe = Recipe {
            loss: Some(case.loss),
            label_smoothing: case.label_smoothing,
            ..plain_descent(0.5)
        };
        let mut counts = vec![0; case.units.max(2)];
        for &label in &case.labels {
            counts[label] += 1;
        }
        let kind = if case.is_balanced {
            ClassWeights::Balanced
        } else {
            ClassWeights::Equal
        };
        let mut trainee = head_in_training(&case.activation, case.units, &recipe)
            .with_class_weights(class_weights(kind, &counts));
        let losses = case.losses.iter().map(|_| {
            let images = super::unit("steering/images", case.labels.len() * HEAD_FEATURES);
            trainee.step(images, &case.labels).unwrap().loss
        });
        let losses: Vec<f64> = losses.collect();
        let name = format!("{case:?}");
        assert_numbers(&losses, &case.losses, 2e-5, &name);
        assert_numbers(&weights_of(&trainee, 0), &case.kernel, 2e-5, &name);
    }
}

#[test]
fn mixed_classes_give_the_losses_and_accuracies_of_keras() {
    let cases = golden().mixed;
    assert_eq!(cases.len(), 5);
    for case in cases {
        let recipe = Recipe {
            loss: Some(case.loss),
            label_smoothing: case.label_smoothing,
            ..plain_descent(0.5)
        };
        let mut trainee = head_in_training(&case.activation, case.units, &recipe);
        let classes = case.units.max(2);
        let largest = |row: &[f32]| {
            (0..classes).fold(0, |best, at| if row[at] > row[best] { at } else { best })
        };
        let labels: Vec<usize> = case.shares.chunks(classes).map(largest).collect();
        let (mut losses, mut accuracies) = (Vec::new(), Vec::new());
        for _ in &case.losses {
            let images = super::unit("steering/images", labels.len() * HEAD_FEATURES);
            let outcome = trainee
                .step_on_mixed(images, &labels, &case.shares)
                .unwrap();
            let mut tally = Tally::new(vec![Metric::Accuracy], classes);
            tally.add(outcome.loss, &outcome.predictions, &labels);
            losses.push(outcome.loss);
            accuracies.push(tally.accuracy());
        }
        let name = format!("{case:?}");
        assert_numbers(&losses, &case.losses, 2e-5, &name);
        assert_numbers(&weights_of(&trainee, 0), &case.kernel, 2e-5, &name);
        // Of one unit Keras counts a share that is neither 0 nor 1 as missed, whatever the network says.
        if case.units > 1 {
            assert_numbers(&accuracies, &case.accuracies, 1e-6, &name);
        }
    }
}

#[test]
fn gradients_that_are_too_long_are_clipped_as_keras_clips_them() {
    for case in golden().clipped {
        let recipe = Recipe {
            clipping: Clipping::parse(&case.clipping).unwrap(),
            ..plain_descent(0.5)
        };
        let mut trainee = head_in_training("softmax", 3, &recipe);
        for _ in 0..3 {
            let images = super::unit("steering/images", case.labels.len() * HEAD_FEATURES);
            trainee.step(images, &case.labels).unwrap();
        }
        assert_numbers(&weights_of(&trainee, 0), &case.kernel, 2e-5, &case.clipping);
        assert_numbers(&weights_of(&trainee, 1), &case.bias, 2e-5, &case.clipping);
    }
}

#[test]
fn areas_under_the_roc_curve_are_those_of_keras() {
    for case in golden().auc {
        let predictions = Predictions::from_values(case.probabilities, case.units);
        let mut tally = Tally::new(vec![Metric::Auc], case.units.max(2));
        tally.add(0.0, &predictions, &case.labels);
        let found = tally.values()[0].1;
        assert!(
            (found - case.value).abs() < 1e-5,
            "{}: {found} {}",
            case.units,
            case.value
        );
    }
}

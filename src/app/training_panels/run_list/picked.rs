//! The point of a curve that was clicked, and what can be done with what made it.

use crate::app::command::{Commands, RunsCommand};
use crate::app::training_panels::parts;
use crate::app::widgets;
use crate::engine::run::{EpochRecord, Figures, RunSummary};
use crate::text::say;
use crate::tr;
use egui::{Pos2, Ui};
use std::path::PathBuf;

/// A run at one of its epochs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picked {
    /// The run.
    pub run: PathBuf,
    /// The epoch.
    pub epoch: usize,
}

/// A click further from a point than this means none, in points of the screen.
const REACH: f32 = 14.0;

/// The point of a curve that is next to `at`; `place` says where a point lies on the screen.
pub fn nearest(
    runs: &[(usize, &RunSummary)],
    value: fn(&Figures) -> f64,
    at: Pos2,
    place: impl Fn([f64; 2]) -> Pos2,
) -> Option<Picked> {
    let figures = |record: &EpochRecord| {
        let validation = record.validation.as_ref().map(value);
        [Some(value(&record.train)), validation]
    };
    let points = runs.iter().flat_map(|(_, run)| {
        run.history.iter().flat_map(move |record| {
            let values = figures(record).into_iter().flatten();
            values.map(move |value| (*run, record.epoch, value))
        })
    });
    let distances = points.map(|(run, epoch, value)| {
        let distance = place([epoch as f64, value]).distance(at);
        (distance, run, epoch)
    });
    let near = distances.filter(|(distance, ..)| *distance <= REACH);
    let (_, run, epoch) = near.min_by(|one, other| one.0.total_cmp(&other.0))?;
    Some(Picked {
        run: run.path.clone(),
        epoch,
    })
}

/// Paints what the point is of, with what can be done; without one, that there could be.
pub fn picked_ui(
    ui: &mut Ui,
    runs: &[(usize, &RunSummary)],
    picked: &mut Option<Picked>,
    commands: &mut Commands,
) {
    let found = picked.as_ref().and_then(|picked| {
        let (_, run) = runs.iter().find(|(_, run)| run.path == picked.run)?;
        let record = run.history.iter().find(|it| it.epoch == picked.epoch)?;
        Some((*run, record))
    });
    let Some((run, record)) = found else {
        *picked = None;
        widgets::muted_ui(ui, say("pick-a-point"));
        return;
    };
    let figures = record.validation.as_ref().unwrap_or(&record.train);
    ui.horizontal_wrapped(|ui| {
        ui.label(tr!(
            "picked-point",
            run = run.name(),
            epoch = record.epoch,
            loss = format!("{:.4}", figures.loss),
            accuracy = format!("{:.1} %", figures.accuracy * 100.0)
        ));
        for command in [
            RunsCommand::OpenAt(run.path.clone(), record.epoch),
            RunsCommand::ChooseStart(run.path.clone(), Some(record.epoch)),
            RunsCommand::RunAgain(run.path.clone()),
        ] {
            parts::command_ui(ui, command, commands);
        }
        if ui.button(say("unpick-point")).clicked() {
            *picked = None;
        }
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::run::{RunLabel, RunState};
    use crate::project::TrainingSettings;
    use egui::pos2;

    fn run(losses: &[f64]) -> RunSummary {
        let record = |(index, loss): (usize, &f64)| EpochRecord {
            epoch: index + 1,
            train: Figures {
                loss: *loss,
                ..Figures::default()
            },
            ..EpochRecord::default()
        };
        RunSummary {
            path: PathBuf::from("/runs/a"),
            state: RunState::Finished,
            network: String::new(),
            structure: None,
            data: String::new(),
            settings: TrainingSettings::default(),
            epochs: losses.len(),
            history: losses.iter().enumerate().map(record).collect(),
            best: None,
            started: String::new(),
            label: RunLabel::default(),
            is_deleted: false,
            order: None,
            sweep: None,
            is_behind: false,
            rate_marks: Vec::new(),
        }
    }

    #[test]
    fn the_nearest_point_is_meant_and_none_far_away() {
        let run = run(&[3.0, 2.0, 1.0]);
        let runs = [(0, &run)];
        // Ten points of the screen for each epoch and each unit of loss.
        let place = |[x, y]: [f64; 2]| pos2(10.0 * x as f32, 10.0 * y as f32);
        let epoch_at = |at: Pos2| nearest(&runs, |figures| figures.loss, at, place);
        assert_eq!(epoch_at(pos2(21.0, 19.0)).map(|it| it.epoch), Some(2));
        assert_eq!(epoch_at(pos2(33.0, 6.0)).map(|it| it.epoch), Some(3));
        assert_eq!(epoch_at(pos2(60.0, 60.0)), None);
    }
}

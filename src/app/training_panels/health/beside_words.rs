//! What two trainings side by side say, in words, from the figures alone: no conclusion that they do not bear.

use super::RunOf;
use crate::engine::health::{HealthReading, VANISHING};
use crate::graph::HealthMeasure;
use crate::tr;

/// A sentence for each figure that both, or one of them, have.
pub fn sentences(runs: [&RunOf<'_>; 2]) -> Vec<String> {
    let mut said = Vec::new();
    said.extend(runs.iter().filter_map(|run| gradient(run)));
    said.extend(losses(runs));
    said.extend(runs.iter().filter_map(|run| branches(run)));
    said
}

/// How long the first layer's gradient is beside the last one's.
fn gradient(run: &RunOf<'_>) -> Option<String> {
    let reading = run.run.record.health.latest()?;
    let norms: Vec<(&str, f64)> = reading.of_kernels(HealthMeasure::GradientNorm).collect();
    let [(first, of_first), .., (last, of_last)] = norms[..] else {
        return None;
    };
    let share = of_first / of_last;
    let vanishes = share <= 1.0 / VANISHING;
    let is_normalized = reading.values(HealthMeasure::MeanDrift).next().is_some();
    let share = HealthMeasure::GradientNorm.text(share);
    let name = &run.name;
    Some(match (vanishes, is_normalized) {
        (true, _) => tr!(
            "beside-vanishes",
            network = name,
            first = first,
            last = last,
            share = share
        ),
        (false, true) => tr!(
            "beside-lasts-normalized",
            network = name,
            first = first,
            last = last,
            share = share
        ),
        (false, false) => tr!(
            "beside-lasts",
            network = name,
            first = first,
            last = last,
            share = share
        ),
    })
}

/// Both training losses after the last epoch that both have.
fn losses(runs: [&RunOf<'_>; 2]) -> Option<String> {
    let [first, second] = runs.map(|run| &run.run.record.epochs);
    let epoch = first.len().min(second.len());
    let at = epoch.checked_sub(1)?;
    let text = |loss: f64| format!("{loss:.3}");
    Some(tr!(
        "beside-losses-are",
        epoch = first[at].epoch,
        one = &runs[0].name,
        one_loss = text(first[at].train.loss),
        other = &runs[1].name,
        other_loss = text(second[at].train.loss)
    ))
}

/// The smallest and the largest share that a block adds to its shortcut.
fn branches(run: &RunOf<'_>) -> Option<String> {
    let reading: &HealthReading = run.run.record.health.latest()?;
    let ratios: Vec<f64> = reading
        .values(HealthMeasure::BranchRatio)
        .map(|(_, ratio)| ratio)
        .collect();
    let least = ratios.iter().copied().reduce(f64::min)?;
    let most = ratios.iter().copied().reduce(f64::max)?;
    let text = |ratio: f64| HealthMeasure::BranchRatio.text(ratio);
    Some(tr!(
        "beside-branches-add",
        network = &run.name,
        least = text(least),
        most = text(most)
    ))
}

//! Looking at the network in front by the lesson that is open, whenever something has changed that it asks for.

use crate::app::apply::{Services, clock};
use crate::app::learning::{Content, Learning, Pictures, network};
use crate::app::state::Judged;
use crate::app::workbench::Workbench;
use crate::engine::run::EpochRecord;
use crate::lesson::{DataSeen, Facts, Finding, Lesson, RunSeen, judge};
use crate::project::TrainingSettings;
use std::collections::{BTreeMap, BTreeSet};

/// Judges the network in front, where anything is new since it was looked at last, and keeps what is done.
pub fn follow_lesson(workbench: &mut Workbench, services: &mut Services) {
    let Some(open) = &workbench.window.lesson else {
        return;
    };
    let now = state_of(workbench);
    if open.judged == Some(now) {
        return;
    }
    let findings = findings(open.lesson(), workbench);
    let window = &mut workbench.window;
    let Some(open) = &mut window.lesson else {
        return;
    };
    open.judged = Some(now);
    let mut progress = open.progress.clone();
    if progress.take(open.lesson(), &findings, &clock::date_and_time()) {
        services.lessons.keep(&progress, false, &mut window.notices);
    }
    open.progress = progress;
    open.findings = findings;
}

fn state_of(workbench: &Workbench) -> Judged {
    let front = workbench.front();
    let runs = front.learning.runs();
    let epochs = runs.current().map_or(0, |run| run.record.epochs.len());
    Judged {
        document: front.document.id(),
        revision: front.document.revision(),
        images: front.learning.data().map(|data| data.train.len()),
        epochs: (runs.run_count(), epochs),
        accuracy: runs.results().map(|results| results.evaluation.accuracy),
        pictures: answered(&workbench.training_panels.pictures),
    }
}

/// How many pictures of the user's own the network was asked about.
fn answered(pictures: &Pictures) -> usize {
    let has_answer = |content: &Content| match content {
        Content::Ready(ready) => ready.answer.is_some(),
        Content::Reading | Content::Failed(_) => false,
    };
    let own = pictures.entries.iter().filter(|it| it.origin.is_own());
    own.filter(|entry| has_answer(&entry.content)).count()
}

fn findings(lesson: &Lesson, workbench: &Workbench) -> Vec<Vec<Finding>> {
    let front = workbench.front();
    let (document, learning) = (&front.document, &front.learning);
    let settings = document.settings();
    let automatic = || network::automatic_loss(document.inference());
    let facts = Facts {
        graph: document.graph(),
        inference: document.inference(),
        recipe: &settings.recipe,
        loss: settings.recipe.loss.or_else(automatic),
        data: data_of(settings, learning),
        runs: Some(runs_of(learning)),
        evaluation: Some(evaluation_of(learning)),
        pictures: Some(answered(&workbench.training_panels.pictures)),
    };
    let of_part = |part: &crate::lesson::Part| {
        let checks = part.checks.iter();
        checks.map(|check| judge(check, &facts)).collect()
    };
    lesson.parts.iter().map(of_part).collect()
}

/// The data set at hand, else the one that the project names.
fn data_of(settings: &TrainingSettings, learning: &Learning) -> Option<DataSeen> {
    if let Some(data) = learning.data() {
        return Some(DataSeen {
            source: data.source.to_string(),
            classes: Some(data.facts().class_count),
            images: Some(data.train.len()),
        });
    }
    settings.data.clone().map(|source| DataSeen {
        source,
        ..DataSeen::default()
    })
}

/// What was measured on pictures held out.
fn evaluation_of(learning: &Learning) -> BTreeMap<String, f64> {
    let Some(results) = learning.runs().results() else {
        return BTreeMap::new();
    };
    let evaluation = &results.evaluation;
    [("loss", evaluation.loss), ("accuracy", evaluation.accuracy)]
        .map(|(key, value)| (key.to_owned(), value))
        .into()
}

/// The training of the document in front, live or over, also one of an earlier session.
fn runs_of(learning: &Learning) -> Vec<RunSeen> {
    let Some(run) = learning.run() else {
        return Vec::new();
    };
    let layers = run.begun.network.layers.iter();
    let kinds: BTreeSet<_> = layers.map(|layer| layer.layer.kind()).collect();
    let mut seen = RunSeen {
        epochs: run.record.epochs.len(),
        kinds,
        layers: run.begun.network.layers.len(),
        ..RunSeen::default()
    };
    for (name, value) in run.record.epochs.iter().flat_map(EpochRecord::named) {
        seen.take(&name, value);
    }
    vec![seen]
}

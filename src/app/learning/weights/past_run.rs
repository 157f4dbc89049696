//! Finding the last run of a project on the disk, with its curves and its weights. Runs on a worker.

use super::{Trained, epochs_message};
use crate::app::document::Document;
use crate::app::learning::training::{Begun, Run, Stage, home_of_runs};
use crate::data::DataSource;
use crate::engine::predict::Predictor;
use crate::engine::run::{RunError, RunFolder, RunSearch, RunState, WeightsChoice};
use crate::files::name_of;
use crate::graph::{Flat, infer};
use crate::message;
use crate::text::Message;
use std::path::Path;
use std::sync::Arc;

/// A run of an earlier session.
#[derive(Debug)]
pub struct PastRun {
    /// How it went.
    pub run: Run,
    /// What it left.
    pub trained: Trained,
}

/// Where the runs of `document` are looked for; new ones go to `home`.
pub fn search_for(document: &Document, home: &Path) -> RunSearch {
    let beside = document.path().and_then(Path::parent);
    let homes = std::iter::once(home).chain(beside);
    RunSearch {
        project: document.identity().clone(),
        network: document.inference().flat().ok(),
        only: document.run_of_record().map(Path::to_owned),
        known: document.runs().to_vec(),
        homes: homes.map(Path::to_owned).collect(),
    }
}

/// Whether there are weights of the network of `document` as it stands.
pub fn has_run_of(document: &Document, runs_home: Option<&Path>) -> bool {
    let search = search_for(document, &home_of_runs(runs_home, document));
    let runs = search.runs().into_iter();
    let mut fitting = runs.filter(|found| found.fits);
    fitting.any(|found| matches!(found.run.metadata(), Ok(Some(_))))
}

/// The last run whose weights fit the network, else the last one of the project at all; `None` where there is none that
/// can be read.
pub fn newest(search: &RunSearch) -> Option<PastRun> {
    search.runs().into_iter().find_map(|found| {
        let past = past_run(&found.run, found.network, WeightsChoice::Latest);
        past.inspect_err(|error| tracing::info!(%error, "this run is passed over"))
            .ok()
    })
}

/// The run in `folder` as it was when the chosen weights were saved; `None` where it cannot be read.
pub fn at(folder: &Path, choice: WeightsChoice) -> Option<PastRun> {
    let read = || {
        let run = RunFolder::open(folder)?;
        let network = infer(&run.project()?.graph).flat().ok();
        let network = network.map(|network| past_run(&run, network, choice));
        network.transpose()
    };
    let past = read();
    past.inspect_err(|error: &RunError| tracing::info!(%error, "this run has no such weights"))
        .ok()
        .flatten()
}

/// Reads what a run left.
fn past_run(folder: &RunFolder, network: Flat, choice: WeightsChoice) -> Result<PastRun, RunError> {
    let predictor = Arc::new(Predictor::load(folder, choice)?);
    let epoch = folder.epoch_of(choice);
    let mut history = folder.history()?;
    let is_latest = choice == WeightsChoice::Latest;
    if !is_latest {
        history.truncate(epoch);
    }
    let project = folder.project()?;
    let manifest = folder.manifest();
    let data = project.settings().source();
    let brought = manifest.imported.as_deref().map(file_name);
    let title = match &brought {
        Some(file) => message!("network-of-file", network = &project.name, file = file),
        None => message!(
            "network-on-data",
            network = &project.name,
            data = data_title(data.as_ref())
        ),
    };
    let stage = match folder.state() {
        RunState::Finished => Stage::Done,
        RunState::Failed => Stage::Failed(manifest.message.clone().unwrap_or_default().into()),
        RunState::Running | RunState::Stopped | RunState::Waiting => Stage::Stopped,
    };
    let metadata = predictor.metadata();
    let begun = Begun {
        network: network.clone(),
        name: project.name.clone(),
        title: title.clone(),
        epochs: manifest.epochs,
        images: manifest.data.images,
        contract: metadata.contract,
        evaluation: None,
        // It would go on from its latest weights, which are others.
        folder: is_latest.then(|| folder.path().to_owned()),
    };
    let words = match &brought {
        Some(file) => message!("weights-of-file", file = file),
        None => message!(
            "weights-after",
            epochs = epochs_message(epoch),
            title = title
        ),
    };
    let rate_changes = manifest.rate_changes.clone();
    Ok(PastRun {
        run: Run::over(
            begun,
            project.settings(),
            stage,
            &history,
            (folder.health(), folder.pinned(), rate_changes),
        )
        .brought(brought.is_some()),
        trained: Trained {
            predictor,
            words,
            network,
            folder: Some(folder.path().to_owned()),
        },
    })
}

/// The name of the file at `path`, which may have been on another machine.
fn file_name(path: &str) -> String {
    let name = path.rsplit(['/', '\\']).next().unwrap_or(path);
    name.to_owned()
}

/// As the data set calls itself once it is read: a built-in by what it shows, a file's or folder's name.
fn data_title(source: Option<&DataSource>) -> Message {
    match source {
        None => message!("its-data"),
        Some(source @ DataSource::Builtin(..)) => source.message(),
        Some(DataSource::Path(path)) => name_of(path).into(),
    }
}

//! Finding the last run of a project on the disk, with its curves and its weights. Runs on a worker.

use super::{Trained, epochs_message};
use crate::app::document::Document;
use crate::app::learning::training::{Begun, Run, Stage};
use crate::data::DataSource;
use crate::engine::predict::Predictor;
use crate::engine::run::{RunError, RunFolder, RunSearch, RunState, WeightsChoice};
use crate::graph::Flat;
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

/// The last run whose weights fit the network, else the last one of the project at all; `None` where there is none that
/// can be read.
pub fn newest(search: &RunSearch) -> Option<PastRun> {
    search.runs().into_iter().find_map(|found| {
        let past = past_run(&found.run, found.network);
        past.inspect_err(|error| tracing::info!(%error, "this run is passed over"))
            .ok()
    })
}

/// Reads what a run left.
fn past_run(folder: &RunFolder, network: Flat) -> Result<PastRun, RunError> {
    let predictor = Arc::new(Predictor::load(folder, WeightsChoice::Latest)?);
    let project = folder.project()?;
    let manifest = folder.manifest();
    let data = project.settings().source();
    let title = message!(
        "network-on-data",
        network = &project.name,
        data = data_title(data.as_ref())
    );
    let stage = match folder.state() {
        RunState::Finished => Stage::Done,
        RunState::Failed => Stage::Failed(manifest.message.clone().unwrap_or_default().into()),
        RunState::Running | RunState::Stopped => Stage::Stopped,
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
        folder: Some(folder.path().to_owned()),
    };
    let words = message!(
        "weights-after",
        epochs = epochs_message(manifest.epochs_done),
        title = title
    );
    Ok(PastRun {
        run: Run::over(begun, project.settings(), stage, &folder.history()?),
        trained: Trained {
            predictor,
            words,
            network,
            folder: Some(folder.path().to_owned()),
        },
    })
}

/// As the data set calls itself once it is read: a built-in by what it shows, a file's or folder's name.
fn data_title(source: Option<&DataSource>) -> Message {
    match source {
        None => message!("its-data"),
        Some(source @ DataSource::Builtin(..)) => source.message(),
        Some(DataSource::Path(path)) => {
            let name = path.file_name().unwrap_or(path.as_os_str());
            name.to_string_lossy().into_owned().into()
        }
    }
}

//! From what is on the screen to a training job: checks that speak at once, and the slow part for a worker.

use super::Way;
use super::evaluating::EvaluationTask;
use super::home::new_folder_in;
use super::run::Begun;
use crate::app::document::Document;
use crate::app::jobs::Outlet;
use crate::app::learning::{LoadedData, network};
use crate::data::{Contract, DataError, Dataset};
use crate::engine::run::{Rivals, RunFolder, RunStart};
use crate::engine::train::{
    Parts, RunOptions, RunPlace, TrainingJob, refuse_obstacles, training_data,
};
use crate::message;
use crate::project::{Project, View};
use crate::recipe::Validation;
use crate::text::Message;
use std::borrow::Cow;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// A training that can begin, or why it cannot.
pub type Prepared = Result<(Begun, TrainingJob), Message>;

/// Everything that a worker needs to make a training job.
#[derive(Debug, Clone)]
pub struct Plan {
    begun: Begun,
    data: Arc<LoadedData>,
    project: Project,
    way: Way,
    /// The last run, which goes on where that was asked for.
    before: Option<PathBuf>,
    /// The weights after each so many epochs are kept.
    pub keep_every: Option<usize>,
}

impl Plan {
    /// Checks whether the network of `document` can be trained on `data`, and notes everything as it is now.
    ///
    /// # Errors
    /// What keeps it from being trained, as a sentence.
    pub fn new(
        document: &Document,
        data: &Arc<LoadedData>,
        home: &Path,
        (way, before): (Way, Option<PathBuf>),
    ) -> Result<Self, Message> {
        let inference = document.inference();
        let project = document.project(View::default());
        let refused = |reason: Message| {
            message!(
                "not-trained-yet",
                network = document.name(),
                reason = reason
            )
        };
        refuse_obstacles(&project, Some(&data.train)).map_err(|error| refused(error.message()))?;
        let network = inference.flat().map_err(refused)?;
        if let (Validation::Source(_), None) = (&project.validation, &data.validation) {
            return Err(message!("validation-unread-choose-another"));
        }
        let begun = Begun {
            network,
            name: document.name().to_owned(),
            title: message!(
                "network-on-data",
                network = document.name(),
                data = data.title()
            ),
            epochs: project.recipe.epochs,
            images: data.train.len(),
            contract: network::contract(document.settings(), inference),
            evaluation: Some(EvaluationTask::new(document.settings(), data)),
            folder: Some(match &way {
                Way::Waiting(folder) => folder.clone(),
                _ => new_folder_in(home, document.name()),
            }),
        };
        Ok(Self {
            begun,
            data: Arc::clone(data),
            project,
            way,
            before,
            keep_every: None,
        })
    }

    /// The job alone, for what makes no run of it.
    ///
    /// # Errors
    /// As [`Self::into_job`].
    pub fn into_job_alone<T: Send + 'static>(
        self,
        outlet: &Outlet<T>,
    ) -> Result<TrainingJob, Message> {
        self.into_job(outlet).map(|(_, job)| job)
    }

    /// The part that takes a while: pictures are brought to the network's size.
    ///
    /// # Errors
    /// A sentence where the data cannot be split or fitted.
    pub fn into_job<T: Send + 'static>(self, outlet: &Outlet<T>) -> Prepared {
        let Self {
            mut begun,
            data,
            project,
            way,
            before,
            keep_every,
        } = self;
        let contract = begun.contract;
        let parts = Parts {
            train: Arc::clone(&data.train),
            validation: data.validation.clone(),
            test: data.test.clone(),
            held_out: data.held_out(),
        };
        let fit = |part: &Arc<Dataset>| fitted(part, &contract, outlet);
        let chosen = training_data(&project.settings(), &parts, contract, fit);
        let (parts, settings) = chosen.map_err(|error| error.message())?;
        begun.evaluation = Some(EvaluationTask::new(&settings, &data));
        let recipe = settings.recipe.clone();
        let mut project = project.with_settings(settings);
        begun.images = parts.train_count();
        let folder = begun.folder.clone();
        let run = folder.clone().map(|path| place_of(path, &way, keep_every));
        project.set_fingerprint_of(&data.source.to_string(), data.fingerprint.clone());
        let job = TrainingJob::prepare(project, parts, data.source.to_string(), recipe, run);
        let job = job.map_err(|error| error.message())?;
        let job = match (way, before, folder) {
            (Way::GoOn, Some(before), Some(otherwise)) => job.going_on(&before, otherwise),
            (Way::From(point), ..) => job.starting_from(point),
            (Way::Again(run), ..) => job.repeating(&run),
            (Way::Anew | Way::GoOn | Way::Waiting(_), ..) => Ok(job),
        };
        let job = job.map_err(|error| error.message())?;
        begun.epochs = job.recipe.epochs;
        begun.folder = job.run.as_ref().map(|place| place.path.clone());
        Ok((begun, job))
    }
}

/// A part in the network's size. Ends early where the window lost interest.
fn fitted<T: Send + 'static>(
    part: &Arc<Dataset>,
    contract: &Contract,
    outlet: &Outlet<T>,
) -> Result<Arc<Dataset>, DataError> {
    let fitted = part.fit_watched(contract, &|progress| {
        outlet.progress(progress.done, progress.total);
        if outlet.is_canceled() {
            ControlFlow::Break(())
        } else {
            ControlFlow::Continue(())
        }
    });
    match fitted? {
        Cow::Borrowed(_) => Ok(Arc::clone(part)),
        Cow::Owned(fitted) => Ok(Arc::new(fitted)),
    }
}

/// A new run; where one waits that was killed in its turn, that goes on.
fn place_of(path: PathBuf, way: &Way, keep_every: Option<usize>) -> RunPlace {
    let has_waited = matches!(way, Way::Waiting(_));
    RunPlace {
        start: if has_waited && RunFolder::is_at(&path) {
            RunStart::Resume
        } else {
            RunStart::New
        },
        options: RunOptions {
            keep_every,
            rivals: has_waited.then(|| Rivals::beside(&path)).flatten(),
            ..RunOptions::default()
        },
        path,
    }
}

//! From what is on the screen to a training job: checks that speak at once, and the slow part for a worker.

use super::evaluating::EvaluationTask;
use super::home::run_name_of;
use super::run::Begun;
use crate::app::document::Document;
use crate::app::jobs::Outlet;
use crate::app::learning::{LoadedData, network};
use crate::data::{Contract, DataError, Dataset};
use crate::engine::run::RunStart;
use crate::engine::train::{Parts, RunPlace, TrainingJob, refuse_obstacles, training_data};
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
    /// The run that it goes on from.
    going_on_from: Option<PathBuf>,
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
        going_on_from: Option<PathBuf>,
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
            folder: Some(folder_in(home, document)),
        };
        Ok(Self {
            begun,
            data: Arc::clone(data),
            project,
            going_on_from,
        })
    }

    /// The part that takes a while: pictures are brought to the network's size.
    ///
    /// # Errors
    /// A sentence where the data cannot be split or fitted.
    pub fn into_job(self, outlet: &Outlet<Prepared>) -> Prepared {
        let Self {
            mut begun,
            data,
            project,
            going_on_from,
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
        let (parts, settings) = chosen.map_err(Message::of)?;
        begun.evaluation = Some(EvaluationTask::new(&settings, &data));
        let recipe = settings.recipe.clone();
        let mut project = project.with_settings(settings);
        begun.images = parts.train_count();
        let folder = begun.folder.clone();
        let run = folder.clone().map(|path| RunPlace {
            path,
            start: RunStart::New,
        });
        project.set_fingerprint_of(&data.source.to_string(), data.fingerprint.clone());
        let job = TrainingJob::prepare(project, parts, data.source.to_string(), recipe, run);
        let mut job = job.map_err(Message::of)?;
        if let (Some(before), Some(otherwise)) = (going_on_from, folder) {
            job = job.going_on(&before, otherwise).map_err(Message::of)?;
            begun.epochs = job.recipe.epochs;
            begun.folder = job.run.as_ref().map(|place| place.path.clone());
        }
        Ok((begun, job))
    }
}

/// A part in the network's size. Ends early where the window lost interest.
fn fitted(
    part: &Arc<Dataset>,
    contract: &Contract,
    outlet: &Outlet<Prepared>,
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

/// `<home>/<network>-<date>-<time>`, with a number behind it where a run of the same second has that name.
fn folder_in(home: &Path, document: &Document) -> PathBuf {
    let time = jiff::Zoned::now().strftime("%Y%m%d-%H%M%S");
    let name = format!("{}-{time}", run_name_of(document.name()));
    let folder = home.join(&name);
    let numbered = (2..1000).map(|number| home.join(format!("{name}-{number}")));
    let mut folders = std::iter::once(folder.clone()).chain(numbered);
    folders.find(|path| !path.exists()).unwrap_or(folder)
}

//! From what is on the screen to a training job: checks that speak at once, and the slow part for a worker.

use super::evaluating::Exam;
use super::run::Begun;
use crate::app::bench::data::LoadedData;
use crate::app::bench::files;
use crate::app::bench::network;
use crate::app::state::Document;
use crate::engine::run::RunStart;
use crate::engine::train::{RunPlace, TrainingData, TrainingJob, refuse_obstacles};
use crate::project::{Project, View};
use crate::recipe::Validation;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Everything that a worker needs to make a training job.
#[derive(Debug, Clone)]
pub struct Plan {
    begun: Begun,
    exam: Exam,
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
    ) -> Result<Self, String> {
        let inference = document.inference();
        let settings = document.settings().settled(data.held_out());
        let project = document.project(View::default()).with_settings(settings);
        let refused = |reason| format!("{} cannot be trained yet: {reason}", document.name());
        refuse_obstacles(&project, Some(&data.train))
            .map_err(|error| refused(error.to_string()))?;
        let network = inference.flat().map_err(refused)?;
        if let (Validation::Source(_), None) = (&project.validation, &data.validation) {
            return Err(
                "The validation data could not be read; choose another in the Data tab".to_owned(),
            );
        }
        let exam = Exam::new(document.settings(), data);
        let begun = Begun {
            network,
            name: document.name().to_owned(),
            title: format!("{} on {}", document.name(), data.title()),
            epochs: project.recipe.epochs,
            images: data.train.len(),
            contract: network::contract(document.settings(), inference),
            exam: Some(exam.clone()),
            folder: Some(folder_in(home, document)),
        };
        Ok(Self {
            begun,
            exam,
            project,
            going_on_from,
        })
    }

    /// The part that takes a while: pictures are brought to the network's size.
    ///
    /// # Errors
    /// A sentence where the data cannot be split or fitted.
    pub fn into_job(self) -> Result<(Begun, TrainingJob), String> {
        let Self {
            mut begun,
            exam:
                Exam {
                    data,
                    validation,
                    recipe,
                },
            mut project,
            going_on_from,
        } = self;
        let (train, contract) = (Arc::clone(&data.train), begun.contract);
        let parts = match validation {
            Validation::TestPart => TrainingData::new(train, data.test.clone(), contract),
            Validation::ValidationPart | Validation::Source(_) => {
                TrainingData::new(train, data.validation.clone(), contract)
            }
            Validation::Default | Validation::Split => {
                TrainingData::split(train, recipe.validation_split, recipe.seed, contract)
            }
            Validation::None => TrainingData::new(train, None, contract),
        };
        let parts = parts.map_err(|error| error.to_string())?;
        begun.images = parts.train_count();
        let folder = begun.folder.clone();
        let run = folder.clone().map(|path| RunPlace {
            path,
            start: RunStart::New,
        });
        project.set_fingerprint_of(&data.source.to_string(), data.fingerprint.clone());
        let job = TrainingJob::prepare(project, parts, data.source.to_string(), recipe, run);
        let mut job = job.map_err(|error| error.to_string())?;
        if let (Some(before), Some(otherwise)) = (going_on_from, folder) {
            job = job
                .going_on(&before, otherwise)
                .map_err(|error| error.to_string())?;
            begun.epochs = job.recipe.epochs;
            begun.folder = job.run.as_ref().map(|place| place.path.clone());
        }
        Ok((begun, job))
    }
}

/// `<home>/<network>-<date>-<time>`, with a number behind it where a run of the same second has that name.
fn folder_in(home: &Path, document: &Document) -> PathBuf {
    let time = jiff::Zoned::now().strftime("%Y%m%d-%H%M%S");
    let name = format!("{}-{time}", files::run_name_of(document.name()));
    let folder = home.join(&name);
    let numbered = (2..1000).map(|number| home.join(format!("{name}-{number}")));
    let mut folders = std::iter::once(folder.clone()).chain(numbered);
    folders.find(|path| !path.exists()).unwrap_or(folder)
}

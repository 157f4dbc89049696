//! From what is on the screen to a training job: checks that speak at once, and the slow part for a worker.

use super::evaluating::Exam;
use super::run::Begun;
use crate::app::bench::data::LoadedData;
use crate::app::bench::files;
use crate::app::bench::setup::{Setup, Validation};
use crate::app::state::Document;
use crate::engine::run::RunStart;
use crate::engine::train::{RunPlace, TrainingData, TrainingJob, errors_with_data};
use crate::project::{Project, View};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Everything that a worker needs to make a training job.
#[derive(Debug, Clone)]
pub struct Plan {
    begun: Begun,
    exam: Exam,
    project: Project,
}

impl Plan {
    /// Checks whether the network of `document` can be trained on `data`, and notes everything as it is now.
    ///
    /// # Errors
    /// What keeps it from being trained, as a sentence.
    pub fn new(
        document: &Document,
        setup: &Setup,
        data: &Arc<LoadedData>,
        home: &Path,
    ) -> Result<Self, String> {
        let inference = document.inference();
        let network = inference
            .flat()
            .map_err(|reason| format!("{} cannot be trained yet: {reason}", document.name()))?;
        let project = document.project(View::default());
        if let Some(problem) = errors_with_data(&project, &data.train).first() {
            return Err(format!(
                "The network does not fit the data: {}",
                problem.sentence()
            ));
        }
        setup
            .recipe
            .check()
            .map_err(|problem| problem.to_string())?;
        let exam = Exam::new(setup, data);
        let begun = Begun {
            network,
            name: document.name().to_owned(),
            title: format!("{} on {}", document.name(), data.title()),
            epochs: setup.recipe.epochs,
            images: data.train.len(),
            contract: setup.contract_for(inference),
            exam: Some(exam.clone()),
            folder: Some(folder_in(home, document)),
        };
        Ok(Self {
            begun,
            exam,
            project,
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
        } = self;
        let (train, contract) = (Arc::clone(&data.train), begun.contract);
        let parts = match validation {
            Validation::TestPart => TrainingData::new(train, data.test.clone(), contract),
            Validation::Split => {
                TrainingData::split(train, recipe.validation_split, recipe.seed, contract)
            }
            Validation::Off => TrainingData::new(train, None, contract),
        };
        let parts = parts.map_err(|error| error.to_string())?;
        begun.images = parts.train_count();
        let run = begun.folder.clone().map(|path| RunPlace {
            path,
            start: RunStart::New,
        });
        project.set_fingerprint_of(&data.source.to_string(), data.fingerprint.clone());
        let job = TrainingJob::prepare(project, parts, data.source.to_string(), recipe, run);
        Ok((begun, job.map_err(|error| error.to_string())?))
    }
}

/// `<home>/<network>-<date>-<time>`.
fn folder_in(home: &Path, document: &Document) -> PathBuf {
    let time = jiff::Zoned::now().strftime("%Y%m%d-%H%M%S");
    home.join(format!("{}-{time}", files::run_name_of(document.name())))
}

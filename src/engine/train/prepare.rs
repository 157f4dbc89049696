//! From a project and its data to a job, with every reason why there is none.

use std::path::{Path, PathBuf};

use super::job::{RunPlace, TrainingData, TrainingJob};
use crate::data::{Contract, DataError, Dataset, ImageShape};
use crate::engine::memory::{Needs, available_bytes};
use crate::engine::run::{
    Manifest, PROJECT, RunError, RunFolder, RunStart, StartingPoint, refuse_changes, structure_of,
};
use crate::graph::problem::judge;
use crate::graph::{Aim, DataFacts, Inference, Problem, Severity, infer};
use crate::layer::bytes;
use crate::project::Project;
use crate::recipe::Recipe;
use crate::text::{Count, Message};
use crate::{message, shown_as_message};

/// Why a project cannot be trained on some data.
#[derive(Debug, thiserror::Error)]
pub enum PrepareError {
    /// The network has a problem, or does not fit the data.
    Network(Message),
    /// A network that takes no pictures.
    NoPictures,
    /// A training that the machine cannot hold.
    Memory {
        /// Bytes that it takes.
        needed: u64,
        /// Bytes that there are.
        available: u64,
        /// Pictures in a batch.
        batch_size: usize,
        /// Pictures of a batch that would fit.
        fitting: Option<usize>,
    },
    /// The network's input is no size that pictures can have.
    Data(#[from] DataError),
}

impl PrepareError {
    /// What it says, as data.
    #[must_use]
    pub fn message(&self) -> Message {
        match self {
            Self::Network(message) => message.clone(),
            Self::NoPictures => message!("network-takes-no-pictures"),
            Self::Memory {
                needed,
                available,
                batch_size,
                fitting,
            } => too_little_memory(*needed, *batch_size, *available, *fitting),
            Self::Data(error) => error.message(),
        }
    }
}

shown_as_message!(PrepareError);

/// What pictures go through on their way into the project's network: its own contract, or the usual one, brought to the
/// size of its input.
///
/// # Errors
/// Where the network's input is no picture.
pub fn contract_of(project: &Project) -> Result<Contract, PrepareError> {
    let inference = infer(&project.graph);
    let input = inference
        .layers
        .first()
        .and_then(|layer| layer.output_shape);
    let Some([height, width, channels]) = input.and_then(|shape| shape.as_map()) else {
        return Err(PrepareError::NoPictures);
    };
    let shape = ImageShape::new(height as u64, width as u64, channels as u64)?;
    Ok(project.contract.unwrap_or_default().with_shape(shape))
}

/// What a network must match to learn from `dataset`.
#[must_use]
pub fn facts_of(dataset: &Dataset) -> DataFacts {
    let shape = dataset.shape();
    DataFacts {
        class_count: dataset.classes().len(),
        image: [shape.height(), shape.width(), shape.channels()],
    }
}

/// Whether a project's network can be trained as its recipe says, on `data` where it is known: everything that keeps it
/// from that, what is to be done first standing first, and then warnings. Whoever trains, checks or offers to train asks
/// here.
#[must_use]
pub fn judgement(project: &Project, data: Option<&Dataset>) -> Vec<Problem> {
    let aim = aim_of(project, data);
    let inference = infer(&project.graph);
    let mut problems = judge(&project.graph, &inference, &aim);
    let recipe_problems = project.recipe.problems();
    let errors = problems.partition_point(|problem| problem.severity == Severity::Error);
    let told = recipe_problems
        .iter()
        .map(|problem| Problem::of_network(problem.message()));
    drop(problems.splice(errors..errors, told.collect::<Vec<_>>()));
    if errors == 0
        && recipe_problems.is_empty()
        && let Some(data) = data
        && let Err(PrepareError::Memory {
            needed,
            available,
            batch_size,
            fitting,
        }) = refuse_what_is_too_large(&inference, &project.recipe, data.len())
    {
        let message = too_little_memory(needed, batch_size, available, fitting);
        problems.insert(0, Problem::of_network(message));
    }
    problems
}

/// What a project's network is wanted for.
#[must_use]
pub fn aim_of(project: &Project, data: Option<&Dataset>) -> Aim {
    Aim {
        data: data.map(facts_of),
        loss: project.recipe.loss,
    }
}

/// Refuses what cannot be trained.
///
/// # Errors
/// The first error of [`judgement`], as a sentence.
pub fn refuse_obstacles(project: &Project, data: Option<&Dataset>) -> Result<(), PrepareError> {
    let problems = judgement(project, data);
    match problems.first() {
        Some(problem) if problem.severity == Severity::Error => {
            Err(PrepareError::Network(problem.said()))
        }
        _ => Ok(()),
    }
}

impl TrainingJob {
    /// The same job, going on from the run in `folder`: with that very run where everything is as it was begun, else with
    /// one in the folder `otherwise` that goes on from its weights. A training of so many epochs goes on for that many.
    ///
    /// # Errors
    /// Where there is no run to go on from, or its weights do not fit the network any more.
    pub fn going_on(self, folder: &Path, otherwise: PathBuf) -> Result<Self, RunError> {
        let run = RunFolder::open(folder)?;
        let job = self.with_outputs_of(&run)?;
        let epochs = run.last_epoch_for(job.recipe.epochs)?;
        let now = manifest(&job.recipe, &job.data, 0, &job.project_text);
        match refuse_changes(&run, &job.project_text, &now) {
            Ok(()) => Ok(job.in_folder(folder.to_owned(), RunStart::GoOn, epochs)),
            Err(RunError::Changed { .. } | RunError::OtherNetwork { .. }) => {
                Ok(job.in_folder(otherwise, RunStart::From(folder.to_owned()), epochs))
            }
            Err(error) => Err(error),
        }
    }

    /// The same job where it goes on with a run that was broken off: to the end that this was begun for, which lies
    /// further where it goes on from another run.
    ///
    /// # Errors
    /// Where the run in its folder cannot be read.
    pub fn to_the_end_begun_for(self) -> Result<Self, RunError> {
        let resumed = self
            .run
            .as_ref()
            .filter(|place| place.start == RunStart::Resume)
            .filter(|place| RunFolder::is_at(&place.path));
        let Some(place) = resumed else {
            return Ok(self);
        };
        let end = RunFolder::open(&place.path)?.end_begun_for(self.recipe.epochs)?;
        let epochs = end.unwrap_or(self.recipe.epochs);
        Ok(self.in_own_folder(RunStart::Resume, epochs))
    }

    /// The same job with classes in the order in which the run has learned them.
    fn with_outputs_of(self, run: &RunFolder) -> Result<Self, RunError> {
        let Some(metadata) = run.metadata()? else {
            return Ok(self);
        };
        Ok(Self {
            data: self.data.in_order_of(&metadata),
            ..self
        })
    }

    /// The same job, going on from the weights of the run in `folder` in another folder, which is to hold a run of its
    /// own.
    ///
    /// # Errors
    /// As [`Self::going_on`].
    pub fn branching_off(self, folder: &Path, into: PathBuf) -> Result<Self, RunError> {
        let run = RunFolder::open(folder)?;
        let job = self.with_outputs_of(&run)?;
        let epochs = run.last_epoch_for(job.recipe.epochs)?;
        Ok(job.in_folder(into, RunStart::From(folder.to_owned()), epochs))
    }

    /// The same job, beginning with weights of another run in the folder that it has.
    ///
    /// # Errors
    /// Where there are no such weights.
    pub fn starting_from(self, point: StartingPoint) -> Result<Self, RunError> {
        let run = RunFolder::open(&point.run)?;
        let epochs = self.recipe.epochs;
        let job = self.with_outputs_of(&run)?;
        Ok(job.in_own_folder(RunStart::Weights(point), epochs))
    }

    /// The same job, repeating the run in `folder` in the folder that it has, and saying in the end how far both are the
    /// same.
    ///
    /// # Errors
    /// Where the run cannot be repeated: it went on from another one, which has gone on itself.
    pub fn repeating(self, folder: &Path) -> Result<Self, RunError> {
        let run = RunFolder::open(folder)?;
        if run.manifest().continues.is_some() {
            return Err(RunError::NotRepeatable {
                path: folder.to_owned(),
            });
        }
        let epochs = run.manifest().epochs;
        let job = self.with_outputs_of(&run)?;
        Ok(job.in_own_folder(RunStart::Again(folder.to_owned()), epochs))
    }

    fn in_own_folder(self, start: RunStart, epochs: usize) -> Self {
        match self.run.as_ref().map(|place| place.path.clone()) {
            Some(path) => self.in_folder(path, start, epochs),
            None => self,
        }
    }

    fn in_folder(self, path: PathBuf, start: RunStart, epochs: usize) -> Self {
        let before = self.run.as_ref().map(|place| place.path.join(PROJECT));
        let options = self.run.map(|place| place.options).unwrap_or_default();
        let moved = before.and_then(|before| {
            let text = Project::text_moved(&self.project_text, &before, &path.join(PROJECT));
            text.ok()
        });
        Self {
            project_text: moved.unwrap_or(self.project_text),
            recipe: Recipe {
                epochs,
                ..self.recipe
            },
            run: Some(RunPlace {
                path,
                start,
                options,
            }),
            data: self.data,
            flat: self.flat,
        }
    }

    /// The job of training `project` on `data`, which came from `source`, as `recipe` says. The run folder will hold the
    /// project with all four.
    ///
    /// # Errors
    /// Where the network cannot be built or does not fit the data.
    pub fn prepare(
        project: Project,
        data: TrainingData,
        source: String,
        recipe: Recipe,
        run: Option<RunPlace>,
    ) -> Result<Self, PrepareError> {
        let project = Project {
            recipe: recipe.clone(),
            ..project
        };
        refuse_obstacles(&project, Some(data.dataset()))?;
        let flat = infer(&project.graph)
            .flat()
            .map_err(PrepareError::Network)?;
        let trained = Project {
            contract: Some(data.contract),
            // Runs are kept by the project that has them.
            runs: Vec::new(),
            data: Some(source),
            ..project
        };
        let project_text = match &run {
            Some(place) => trained.to_text_at(&place.path.join(PROJECT)),
            None => trained.to_text(),
        };
        Ok(Self {
            flat,
            project_text,
            data,
            recipe,
            run,
        })
    }
}

/// What `run.json` says when a run of this begins.
pub(super) fn manifest(
    recipe: &Recipe,
    data: &TrainingData,
    threads: usize,
    project_text: &str,
) -> Manifest {
    let (data, validation) = data.records();
    let project = Project::from_text(project_text).unwrap_or_default();
    let structure = infer(&project.graph).flat().ok();
    let mut manifest = Manifest::begin(&recipe.device, threads, recipe.seed, recipe.epochs, data);
    manifest.monitor = recipe.monitor;
    manifest.validation = validation;
    manifest.project = project.id;
    manifest.structure = structure.as_ref().map(structure_of);
    manifest
}

fn refuse_what_is_too_large(
    inference: &Inference,
    recipe: &Recipe,
    image_count: usize,
) -> Result<(), PrepareError> {
    let batch_size = recipe.batch_size.min(image_count);
    // What cannot be built is refused in other words.
    let Ok(flat) = inference.flat() else {
        return Ok(());
    };
    let needs = Needs::of(&flat, recipe.gradient_checkpointing);
    let needed = needs.bytes(batch_size);
    match available_bytes() {
        Some(available) if needed > available => Err(PrepareError::Memory {
            needed,
            available,
            batch_size,
            fitting: needs.fitting_batch(available),
        }),
        _ => Ok(()),
    }
}

fn too_little_memory(
    needed: u64,
    batch_size: usize,
    available: u64,
    fitting: Option<usize>,
) -> Message {
    if let Some(fitting) = fitting {
        return message!(
            "training-takes-too-much-memory-fitting",
            needed = bytes(needed),
            pictures = Count(batch_size),
            available = bytes(available),
            fitting = Count(fitting)
        );
    }
    message!(
        "training-takes-too-much-memory",
        needed = bytes(needed),
        pictures = Count(batch_size),
        available = bytes(available)
    )
}

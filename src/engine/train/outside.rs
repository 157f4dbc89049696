//! What a training begins with, for another program that goes through it in this one's place.

use std::collections::BTreeMap;

use super::error::TrainError;
use super::job::TrainingJob;
use super::prepare::manifest;
use crate::engine::Network;
use crate::engine::device::device_named;
use crate::engine::loss::{LossFunction, class_weights};
use crate::engine::metric::Tally;
use crate::engine::network::Head;
use crate::engine::run::{PROJECT, Position, RunOutside, RunStart, merged};
use crate::engine::weights::NamedArray;
use crate::project::{ContentError, Project};
use crate::recipe::Loss;

/// Everything about a training that follows from its job, and is not in it.
#[derive(Debug)]
pub struct TrainingOutside {
    /// The weights before the first step.
    pub weights: Vec<NamedArray>,
    /// Those of another run among them, where it begins with such.
    pub inherited: Option<Vec<NamedArray>>,
    /// What is minimized.
    pub loss: Loss,
    /// The last activation, before which the loss is computed.
    pub head: Head,
    /// What an image of each class counts, where not all count the same.
    pub class_weights: Option<Vec<f32>>,
    /// Classes told apart.
    pub class_count: usize,
    /// Numbers that the network says of an image.
    pub unit_count: usize,
    /// What the run folder says before the first epoch.
    pub run: RunOutside,
    /// What stands in files of weights beside them.
    pub texts: BTreeMap<String, String>,
}

impl TrainingJob {
    /// The project as trained, with whole paths to the data: wherever it is saved then, they are found.
    ///
    /// # Errors
    /// Where the job's own text cannot be read.
    pub fn project_anywhere(&self) -> Result<Project, ContentError> {
        let project = Project::from_text(&self.project_text)?;
        Ok(match &self.run {
            Some(place) => project.found_from(&place.path.join(PROJECT)),
            None => project,
        })
    }

    /// What a training of this job begins with, be it in a folder of its own or not. One that goes on from a checkpoint is told
    /// of as if it began.
    ///
    /// # Errors
    /// Where network and recipe do not go together, or the weights to begin with cannot be read.
    pub fn outside(&self) -> Result<TrainingOutside, TrainError> {
        let Self {
            flat,
            recipe,
            data,
            project_text,
            run,
        } = self;
        let network = Network::build(flat, recipe.seed, &device_named("cpu")?)?;
        let loss = LossFunction::of(recipe, network.head())?;
        let own = network.weights()?;
        let inherited = match run.as_ref().map(|place| &place.start) {
            Some(RunStart::Weights(point)) => Some(point.load(flat)?),
            Some(
                RunStart::New
                | RunStart::Resume
                | RunStart::GoOn
                | RunStart::From(_)
                | RunStart::Again(_),
            )
            | None => None,
        };
        let (inherited, origin) = inherited.unzip();
        let position = Position {
            epochs_done: 0,
            step: 0,
            tally: Tally::new(recipe.metrics.clone(), network.class_count()),
            learning_rate: recipe.learning_rate,
            seconds: 0.0,
        };
        let manifest = manifest(recipe, data, 0, project_text);
        Ok(TrainingOutside {
            weights: match &inherited {
                Some(inherited) => merged(own, inherited.clone()),
                None => own,
            },
            inherited,
            loss: loss.kind,
            head: network.head(),
            class_weights: class_weights(recipe.class_weights, &data.learned_from().class_counts()),
            class_count: network.class_count(),
            unit_count: network.unit_count(),
            run: RunOutside::new(manifest, origin, position),
            texts: data.metadata().to_texts(),
        })
    }
}

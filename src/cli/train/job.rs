//! From arguments to a training job.

use std::sync::Arc;

use super::Arguments;
use crate::cli::failure::Failure;
use crate::cli::output::note;
use crate::data::{Contract, DataSource, Dataset, Loaded, OpenOptions, identity, open_quietly};
use crate::engine::model::{Model, Origin};
use crate::engine::train::{RunPlace, TrainingData, TrainingJob, contract_of, errors_with_data};
use crate::graph::apply;
use crate::project::Project;
use crate::recipe::Recipe;

/// Opens the data and fits the model to it.
pub fn prepare(
    arguments: &Arguments,
    model: Model,
    recipe: Recipe,
    place: RunPlace,
) -> Result<TrainingJob, Failure> {
    let contract = contract_of(&model.project)?;
    let source = DataSource::from_argument(&arguments.data)?.absolute();
    let loaded = open(&source, contract)?;
    let project = match model.origin {
        Origin::Preset => with_units_for(model.project, &loaded.train),
        Origin::Project(_) | Origin::Run(_) => model.project,
    };
    let data = data(arguments, &recipe, loaded, contract)?;
    let mut project = project;
    project.set_fingerprint_of(&source.to_string(), identity(&source, &|| true));
    Ok(TrainingJob::prepare(
        project,
        data,
        source.to_string(),
        recipe,
        Some(place),
    )?)
}

fn open(source: &DataSource, contract: Contract) -> Result<Loaded, Failure> {
    let loaded = open_quietly(
        source,
        &OpenOptions {
            contract: Some(contract),
        },
    )?;
    for warning in loaded.train.warnings() {
        note(&format!("warning: {warning}"));
    }
    Ok(loaded)
}

/// A preset is nobody's own work yet: its last layer takes the number of classes that the data has.
fn with_units_for(project: Project, dataset: &Dataset) -> Project {
    let errors = errors_with_data(&project, dataset);
    let repaired = errors.first().and_then(|problem| {
        let repair = problem.repairs.first()?;
        note(&format!("{}: {}", problem.sentence(), repair.label));
        apply(&project.graph, &repair.edit).ok()
    });
    match repaired {
        Some(graph) => Project { graph, ..project },
        None => project,
    }
}

/// Pictures to validate on are those that were named, a split, or what the data holds out by itself.
fn data(
    arguments: &Arguments,
    recipe: &Recipe,
    loaded: Loaded,
    contract: Contract,
) -> Result<TrainingData, Failure> {
    let train = Arc::new(loaded.train);
    let validation = match &arguments.validation {
        Some(validation) => {
            Some(open(&DataSource::from_argument(validation)?.absolute(), contract)?.train)
        }
        None if recipe.validation_split > 0.0 => {
            let share = recipe.validation_split;
            return Ok(TrainingData::split(train, share, recipe.seed, contract)?);
        }
        None => loaded.test,
    };
    Ok(TrainingData::new(
        train,
        validation.map(Arc::new),
        contract,
    )?)
}

//! From arguments to a training job.

use super::Arguments;
use super::data::{Wanted, training_data};
use crate::cli::data;
use crate::cli::failure::Failure;
use crate::cli::output::note;
use crate::data::{DataSource, Dataset, OpenOptions, identity};
use crate::engine::model::{Model, Origin};
use crate::engine::run::{RunFolder, RunStart};
use crate::engine::train::{RunPlace, TrainingJob, contract_of, errors_with_data};
use crate::graph::apply;
use crate::project::{Project, ProjectId};
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
    let usual = usual_options(&model.project, &source);
    let options = arguments.data_options.open_options(Some(contract), &usual);
    let loaded = data::open(&source, &options)?;
    data::tell_taken(&loaded);
    data::tell_warnings(&loaded);
    let id = project_id(&model, &place);
    let project = match model.origin {
        Origin::Preset => with_units_for(model.project, &loaded.train),
        Origin::Project(_) | Origin::Run(_) => model.project,
    };
    let project = Project {
        id: Some(id),
        labels: loaded.taken.labels.as_ref().map(|labels| labels.reading),
        class_names: loaded.taken.names.clone(),
        ..project
    };
    let wanted = Wanted::of(arguments, &project.settings())?;
    let mut project = Project {
        validation: wanted.choice(),
        ..project
    };
    project.set_fingerprint_of(&source.to_string(), identity(&source, &|| true));
    let mut recipe = recipe;
    let data = training_data(wanted, &mut recipe, loaded, &options)?;
    Ok(TrainingJob::prepare(
        project,
        data,
        source.to_string(),
        recipe,
        Some(place),
    )?)
}

/// Which project is trained: the one that the run in the folder was begun for, where it goes on; the model's own; for a
/// preset a new one.
fn project_id(model: &Model, place: &RunPlace) -> ProjectId {
    let begun = (place.start == RunStart::Resume)
        .then(|| {
            RunFolder::open(&place.path)
                .ok()?
                .manifest()
                .project
                .clone()
        })
        .flatten();
    begun
        .or_else(|| model.project.id.clone())
        .unwrap_or_else(|| match &model.origin {
            Origin::Preset => ProjectId::random(),
            Origin::Project(path) => ProjectId::of_file(path),
            Origin::Run(run) => ProjectId::of_file(run.path()),
        })
}

/// How the project reads its own data; other data is read as it fits.
fn usual_options(project: &Project, source: &DataSource) -> OpenOptions {
    if project.data.as_deref() == Some(source.to_string().as_str()) {
        project.open_options()
    } else {
        OpenOptions::default()
    }
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

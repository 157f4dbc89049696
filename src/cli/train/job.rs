//! From arguments to a training job.

use super::Arguments;
use super::data::{Wanted, chosen_data, tell_test, test_wanted};
use super::freeze::frozen;
use crate::cli::check;
use crate::cli::data;
use crate::cli::failure::Failure;
use crate::cli::output::note;
use crate::cli::progress;
use crate::data::{DataSource, Dataset, identity};
use crate::engine::model::{Model, Origin};
use crate::engine::run::{RunFolder, RunStart, StartingPoint};
use crate::engine::train::{RunPlace, TrainingJob, aim_of, contract_of, judgement};
use crate::files::is_same_file;
use crate::graph::{Problem, Severity};
use crate::message;
use crate::project::{Project, ProjectId};
use crate::recipe::{Recipe, TestData, Validation};
use crate::tr;
use std::path::Path;

/// Opens the data and fits the model to it; where there is a run `before`, it goes on from that. What is wrong with the network alone is said before any data is read.
pub fn prepare(
    arguments: &Arguments,
    model: Model,
    recipe: Recipe,
    place: RunPlace,
    before: Option<&RunFolder>,
    point: Option<StartingPoint>,
) -> Result<TrainingJob, Failure> {
    let id = project_id(&model, &place);
    let own = of_own_data(model.project, arguments);
    let mut project = Project {
        recipe,
        graph: frozen(own.graph.clone(), arguments)?,
        ..own
    };
    if arguments.fix && refuse(&project, None).is_err() {
        // As `check --fix` would with the same data, whose size an input may take.
        let source = data::source_or_own(arguments.data.as_deref(), &project, &arguments.model);
        let options = &arguments.data_options;
        let seen = source.and_then(|source| check::open(&source, options, &project));
        project = mended(project, seen.ok().as_ref());
    }
    if !arguments.transfer.new_head {
        refuse(&project, None)?;
    }
    let contract = contract_of(&project)?;
    if project.data.is_none() {
        project.data = data_of_run(before, point.as_ref())?;
    }
    let source = data::source_or_own(arguments.data.as_deref(), &project, &arguments.model)?;
    let usual = data::usual_options(&project, &source);
    let options = arguments.data_options.open_options(Some(contract), &usual);
    let mut loaded = data::open(&source, &options)?;
    // Before anything is said about units: no number of them is right.
    loaded.train.check_classes()?;
    data::tell_taken(&loaded);
    data::tell_warnings(&loaded);
    let class_count = loaded.train.classes().len();
    let keeps_loss = arguments.loss.is_some();
    project = arguments.transfer.done(project, class_count, keeps_loss)?;
    // A preset is nobody's own work yet: it takes the number of classes that the data has.
    if arguments.fix || matches!(model.origin, Origin::Preset) {
        project = mended(project, Some(&loaded.train));
    }
    refuse(&project, Some(&loaded.train))?;
    for warning in judgement(&project, Some(&loaded.train)) {
        note(&tr!("note-warning", warning = %warning.sentence()));
    }
    project.id = Some(id);
    project.labels = loaded.taken.labels.as_ref().map(|labels| labels.reading);
    project.class_names = loaded.taken.names.clone();
    project.test = test_wanted(arguments, &project.test, &loaded)?;
    data::choose_test(&mut loaded, &project.test, &options)?;
    tell_test(&project.test, &loaded);
    let wanted = Wanted::of(arguments, &project.settings())?;
    project.set_fingerprint_of(&source.to_string(), identity(&source, &progress::files()));
    let data = chosen_data(wanted, &mut project, loaded, &options)?;
    let recipe = project.recipe.clone();
    let path = place.path.clone();
    let job = TrainingJob::prepare(project, data, source.to_string(), recipe, Some(place))?;
    Ok(match before {
        None => begun(job, point, arguments)?,
        Some(before) if arguments.out.is_some() && !is_same_file(&path, before.path()) => {
            job.branching_off(before.path(), path)?
        }
        Some(before) => job.going_on(before.path(), path)?,
    })
}

/// What nobody chose is in the run that is gone on from, though not in the project.
fn data_of_run(
    before: Option<&RunFolder>,
    point: Option<&StartingPoint>,
) -> Result<Option<String>, Failure> {
    let data = |run: &RunFolder| Ok::<_, Failure>(run.project()?.data);
    match (before, point) {
        (Some(run), _) => data(run),
        (None, Some(point)) => data(&RunFolder::open(&point.run)?),
        (None, None) => Ok(None),
    }
}

/// The job of a run that does not go on, from where it is to begin.
fn begun(
    job: TrainingJob,
    point: Option<StartingPoint>,
    arguments: &Arguments,
) -> Result<TrainingJob, Failure> {
    Ok(match point {
        Some(point) => job.starting_from(point)?,
        None if arguments.way.again => job.repeating(Path::new(&arguments.model))?,
        None => job.to_the_end_begun_for()?,
    })
}

/// The project without what it says about the parts of its own data, where it is to learn from other data.
fn of_own_data(project: Project, arguments: &Arguments) -> Project {
    let asked = arguments.data.as_deref().map(DataSource::from_argument);
    let is_other = |source: DataSource| !data::is_own(&project, &source.absolute());
    // What was chosen before any data was is meant for whatever comes.
    let names_data = project.data.is_some();
    if !names_data || !asked.and_then(Result::ok).is_some_and(is_other) {
        return project;
    }
    let validation = match project.validation {
        Validation::Source(_) => Validation::Default,
        chosen => chosen,
    };
    Project {
        validation,
        test: TestData::Own,
        ..project
    }
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
            Origin::Preset | Origin::Foreign(_) => ProjectId::random(),
            Origin::Project(path) => ProjectId::of_file(path),
            Origin::Run(run) => ProjectId::of_file(run.path()),
        })
}

/// The project with its errors repaired as far as they can be; each repair is told.
fn mended(project: Project, data: Option<&Dataset>) -> Project {
    let mended = check::repaired(&project.graph, &aim_of(&project, data));
    for change in &mended.changes {
        note(change);
    }
    Project {
        graph: mended.graph,
        ..project
    }
}

/// Refuses a network that cannot be trained, with the first reason, and where the others are told.
fn refuse(project: &Project, data: Option<&Dataset>) -> Result<(), Failure> {
    let problems = judgement(project, data);
    let is_error = |problem: &&Problem| problem.severity == Severity::Error;
    let errors: Vec<&Problem> = problems.iter().filter(is_error).collect();
    let Some(first) = errors.first() else {
        return Ok(());
    };
    let sentence = match first.repairs().first() {
        Some(repair) => message!(
            "train-refused-with-repair",
            problem = first.said(),
            repair = &repair.label
        ),
        None => first.said(),
    };
    Err(Failure::Job(match errors.len() - 1 {
        0 => sentence,
        more => message!("train-refused-more", problem = sentence, count = more),
    }))
}

//! From what a reader hands over to a project with its weights: the same for every format.
//! Never guesses in silence, and never stops at the first thing that does not fit.

mod blocks;
mod chains;
mod differing;
mod drawing;
mod ending;
mod head;
mod input;
mod modes;
mod name_parts;
mod naming;
mod shapes;
mod shared;
mod weights;

use std::collections::{BTreeMap, BTreeSet};

pub(super) use naming::first_call;
pub(super) use shapes::Known;
pub(super) use weights::fitted;

use super::imported::{Imported, Open};
use super::report::{Fate, Report};
use super::{Choices, ForeignLayer, ForeignModel};
use crate::engine::run::ModelMetadata;
use crate::graph::{Graph, broken_invariants};
use crate::message;
use crate::project::Project;

/// More layers than any network has; a file may ask for millions.
pub(super) const MOST_LAYERS: usize = 20_000;

/// A layer under the name that it has here.
struct Named<'a> {
    layer: &'a ForeignLayer,
    name: &'a str,
}

/// The project that `model` becomes.
///
/// # Errors
/// The whole report where something in it cannot be had.
pub fn join(
    model: ForeignModel,
    mut report: Report,
    choices: &Choices,
) -> Result<Imported, Box<Report>> {
    let told = &mut report;
    let heads = head::names(&model);
    let chosen = head::chosen(&model, choices.head.as_deref(), told);
    let Some(mut layers) = chosen.filter(|_| !told.is_refused()) else {
        return Err(Box::new(report));
    };
    input::refuse_several(&layers, told);
    let is_size_open = input::settle_size(&mut layers, choices, told);
    let (contract, are_values_known) = input::contract(&model, &layers, choices, told);
    modes::prepare(&mut layers, choices.values, told);
    let mut known = shapes::settled(&mut layers, told);
    ending::flatten_one_pixel(&mut layers, &mut known, told);
    let names = naming::names(&layers, told);
    let weights = weights::fitted(&mut layers, &known, &names, told);
    if report.is_refused() {
        return Err(Box::new(report));
    }
    let Some(graph) = drawn(&layers, &names, &mut report) else {
        return Err(Box::new(report));
    };
    let units = known
        .last()
        .and_then(|last| last.as_ref()?.output.as_vector());
    if units.is_none() {
        report.tell_of_file(Fate::LeftOut, message!("import-ends-in-map"));
    }
    if weights.is_none() {
        report.tell_of_file(Fate::LeftOut, message!("import-without-weights"));
    } else if contract.is_none() {
        report.tell_of_file(Fate::LeftOut, message!("import-weights-without-pictures"));
    }
    report.taken = taken(&layers, &report);
    let classes = Some(model.classes)
        .filter(|classes| units.is_some_and(|units| classes.len() == units.max(2)));
    let classes = classes.unwrap_or_default();
    let project = Project {
        contract,
        recipe: model.recipe.unwrap_or_default(),
        ..Project::new(&model.name, graph)
    };
    Ok(Imported {
        metadata: contract.map(|contract| ModelMetadata {
            contract,
            own_classes: classes.clone(),
            classes,
            appearance: None,
        }),
        project,
        names: renamed(&layers, names),
        weights,
        writer: model.writer,
        open: Open {
            size: is_size_open,
            values: !are_values_known,
            heads,
        },
        is_drawing: false,
        report,
    })
}

/// The graph; `None` where the layers make none that is sound, which is then told.
fn drawn(layers: &[ForeignLayer], names: &[String], report: &mut Report) -> Option<Graph> {
    let named = layers.iter().zip(names);
    let named: Vec<Named<'_>> = named.map(|(layer, name)| Named { layer, name }).collect();
    let graph = match drawing::graph(&named) {
        Ok(graph) => graph,
        Err(error) => {
            report.tell_of_file(Fate::Refused, error.message().clone());
            return None;
        }
    };
    for broken in broken_invariants(&graph) {
        report.tell_of_file(Fate::Refused, broken);
    }
    (!report.is_refused()).then_some(graph)
}

/// What layers are called here that the file calls otherwise; of several that it calls alike, the first.
fn renamed(layers: &[ForeignLayer], names: Vec<String>) -> BTreeMap<String, String> {
    let mut renamed = BTreeMap::new();
    for (layer, name) in layers.iter().zip(names) {
        renamed.entry(layer.name.clone()).or_insert(name);
    }
    renamed.retain(|own, name| own != name);
    renamed
}

/// How many layers nothing was said of.
fn taken(layers: &[ForeignLayer], report: &Report) -> usize {
    let told = report
        .findings
        .iter()
        .filter(|finding| finding.fate != Fate::Taken);
    let told: BTreeSet<&str> = told
        .filter_map(|finding| finding.layer.as_deref())
        .collect();
    let taken = layers
        .iter()
        .filter(|layer| !told.contains(layer.name.as_str()));
    taken.count()
}

#[cfg(test)]
mod tests;

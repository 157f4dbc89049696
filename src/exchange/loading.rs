//! Weights of another program for a network that is here already.

use std::collections::BTreeMap;
use std::path::Path;

use super::error::ImportError;
use super::joining::{Known, first_call, fitted};
use super::keras;
use super::open::IsCanceled;
use super::report::{Fate, Report};
use super::{ForeignLayer, Imported, Open, WeightsFile};
use crate::engine::run::ModelMetadata;
use crate::engine::train::contract_of;
use crate::engine::weights::NamedArray;
use crate::graph::{Flat, infer};
use crate::layer::LayerSpec;
use crate::message;
use crate::project::Project;

/// A layer that weights are wanted for.
#[derive(Clone, Debug)]
pub(super) struct Place {
    /// Its name.
    pub name: String,
    /// What Keras numbers layers of its class by.
    pub stem: &'static str,
    /// The names of its weights.
    pub weights: Vec<&'static str>,
    /// The place of which this is a later call: files of Keras have the weights of both once.
    pub first_call: Option<usize>,
}

/// The layers of a network that wants weights: without any yet, with what is known of them, and what is asked of the file.
fn wanted(flat: &Flat) -> (Vec<ForeignLayer>, Vec<Option<Known>>, Vec<Place>) {
    let mut layers = Vec::new();
    let mut known = Vec::new();
    let mut places: Vec<Place> = Vec::new();
    for (index, layer) in flat.layers.iter().enumerate() {
        let inputs = flat.input_shapes(index);
        let kind = layer.layer.kind();
        let weights = layer.layer.weights(&inputs);
        let first_call = first_call(&layer.name).and_then(|first| {
            let stem = kind.entry().stem;
            let is_first = |it: &Place| it.name == first && it.stem == stem;
            places.iter().position(is_first)
        });
        places.push(Place {
            name: layer.name.clone(),
            stem: kind.entry().stem,
            weights: weights.iter().map(|weight| weight.name).collect(),
            first_call,
        });
        layers.push(ForeignLayer {
            name: layer.name.clone(),
            inside: Vec::new(),
            spec: LayerSpec::new(kind),
            inputs: layer.inputs.clone(),
            arrays: Vec::new(),
            is_trained: !layer.is_frozen,
            call: 0,
        });
        known.push(Some(Known {
            layer: layer.layer.clone(),
            inputs,
            output: layer.output_shape,
        }));
    }
    (layers, known, places)
}

/// The project with the weights of the file at `path`, which may hold the network that they are of or not. All of the
/// network's weights must be in a file of Keras's; of others, those are taken that fit, and the rest is told.
///
/// # Errors
/// As `open`: each array that is missing or does not fit is in the error's report.
pub fn load_into(
    project: &Project,
    path: &Path,
    is_canceled: IsCanceled<'_>,
) -> Result<Imported, ImportError> {
    let content = |reason| ImportError::content(path, reason);
    let flat = infer(&project.graph).flat().map_err(content)?;
    if !keras::is_hdf5(path) && !keras::is_archive(path) {
        let file = WeightsFile::open(path, is_canceled)?;
        return file.put_into(project, &file.mapping(&flat), None);
    }
    let (mut layers, known, places) = wanted(&flat);
    let (writer, arrays) = keras::weights(path, &places)?;
    if is_canceled() {
        return Err(ImportError::Canceled);
    }
    let mut report = Report::default();
    for (place, arrays) in arrays.into_iter().enumerate() {
        layers[place].arrays = arrays;
        if let Some(first) = places[place].first_call
            && layers[place].arrays.is_empty()
            && !layers[first].arrays.is_empty()
        {
            let arrays = layers[first].arrays.clone();
            layers[place].arrays = arrays;
            let first = &places[first].name;
            let message = message!("import-weights-of-first-call", first = first);
            report.tell(Fate::Translated, &places[place].name, message);
        }
    }
    let names: Vec<String> = layers.iter().map(|layer| layer.name.clone()).collect();
    let weights = fitted(&mut layers, &known, &names, &mut report);
    if weights.is_none() {
        report.tell_of_file(Fate::Refused, message!("import-weights-of-another"));
    }
    if report.is_refused() {
        return Err(ImportError::Refused {
            report: Box::new(report),
            path: path.to_owned(),
        });
    }
    report.taken = layers.len();
    Ok(loaded(project, (weights, writer), report))
}

/// The project with weights that came from a file.
pub(super) fn loaded(
    project: &Project,
    (weights, writer): (Option<Vec<NamedArray>>, String),
    report: Report,
) -> Imported {
    let contract = contract_of(project).ok();
    Imported {
        metadata: contract.map(|contract| ModelMetadata {
            contract,
            classes: Vec::new(),
            own_classes: Vec::new(),
            appearance: None,
        }),
        names: BTreeMap::new(),
        project: project.clone(),
        weights,
        writer,
        open: Open::default(),
        is_drawing: false,
        report,
    }
}

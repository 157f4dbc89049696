//! What a new run takes over from the weights of another one: layer by layer, by name and shape. Layers that the other
//! network lacks, or has in another shape, begin with random weights.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use super::error::RunError;
use super::folder::{RunFolder, WeightsChoice};
use crate::engine::weights::NamedArray;
use crate::files;
use crate::graph::{Flat, infer};
use crate::message;
use crate::text::Message;

/// The weights that a new run begins with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StartingPoint {
    /// The run that they are of.
    pub run: PathBuf,
    /// Which of its weights.
    pub choice: WeightsChoice,
}

/// The same as `run.json` remembers it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Origin {
    /// The folder of the run; of weights of another program, their file.
    pub run: String,
    /// The epoch after which the weights were saved.
    pub epoch: usize,
    /// Layers that began with them.
    pub layers_kept: usize,
    /// Layers with weights in all.
    pub layers: usize,
}

/// What becomes of the weights of a layer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fit {
    /// It begins with those of the run.
    Kept,
    /// The run has a layer of that name, but an array of another shape: it begins with random weights.
    Reshaped {
        /// The first array that does not fit.
        array: String,
        /// Its shape in the run; `None` where the run has no such array.
        before: Option<Vec<usize>>,
        /// Its shape in the network.
        now: Vec<usize>,
    },
    /// The run has no layer of that name: it begins with random weights.
    New,
}

impl Fit {
    /// Its name for programs.
    #[must_use]
    pub fn name(&self) -> &'static str {
        match self {
            Self::Kept => "kept",
            Self::Reshaped { .. } => "reshaped",
            Self::New => "new",
        }
    }

    /// What it means, in a few words.
    #[must_use]
    pub fn message(&self) -> Message {
        let shape = |shape: &[usize]| {
            let axes: Vec<String> = shape.iter().map(usize::to_string).collect();
            format!("({})", axes.join(", "))
        };
        match self {
            Self::Kept => message!("fit-kept"),
            Self::New => message!("fit-new"),
            Self::Reshaped {
                array,
                before: Some(before),
                now,
            } => message!(
                "fit-reshaped",
                array = array,
                before = shape(before),
                now = shape(now)
            ),
            Self::Reshaped {
                array,
                before: None,
                ..
            } => message!("fit-without-array", array = array),
        }
    }
}

/// One layer that has weights.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LayerFit {
    /// Its name.
    pub name: String,
    /// What becomes of its weights.
    pub fit: Fit,
}

/// What a network takes over from a run.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Inheritance {
    /// Its layers with weights, in its order.
    pub layers: Vec<LayerFit>,
    /// The layers of the run that it has no use for.
    pub unused: Vec<String>,
}

impl Inheritance {
    /// How many layers keep their weights.
    #[must_use]
    pub fn kept_count(&self) -> usize {
        let kept = self.layers.iter().filter(|layer| layer.fit == Fit::Kept);
        kept.count()
    }

    /// "3 of 4 layers keep their weights, 1 begins anew".
    #[must_use]
    pub fn message(&self) -> Message {
        let (kept, all) = (self.kept_count(), self.layers.len());
        if kept == all {
            message!("all-layers-kept", count = all)
        } else {
            message!(
                "some-layers-kept",
                kept = kept,
                all = all,
                anew = all - kept
            )
        }
    }

    /// What `flat` takes over from arrays of these names and shapes.
    fn of(flat: &Flat, found: &BTreeMap<String, Vec<usize>>) -> Self {
        let found_layers: BTreeSet<&str> = found.keys().map(|name| layer_of(name)).collect();
        let fit_of = |name: &str, arrays: Vec<(String, Vec<usize>)>| {
            if !found_layers.contains(name) {
                return Fit::New;
            }
            let misfit = |(array, now): (String, Vec<usize>)| {
                let before = found.get(&format!("{name}/{array}")).cloned();
                (before.as_ref() != Some(&now)).then_some(Fit::Reshaped { array, before, now })
            };
            arrays.into_iter().find_map(misfit).unwrap_or(Fit::Kept)
        };
        let layers: Vec<LayerFit> = shapes_of(flat)
            .map(|(name, arrays)| LayerFit {
                fit: fit_of(name, arrays),
                name: name.to_owned(),
            })
            .collect();
        let own: BTreeSet<&str> = layers.iter().map(|layer| layer.name.as_str()).collect();
        let unused = found_layers.difference(&own);
        Self {
            unused: unused.map(|name| (*name).to_owned()).collect(),
            layers,
        }
    }
}

/// The layers of `flat` that have weights, with the names and shapes of these.
fn shapes_of(flat: &Flat) -> impl Iterator<Item = (&str, Vec<(String, Vec<usize>)>)> {
    let layers = flat.layers.iter().enumerate().map(|(index, layer)| {
        let weights = flat.weights_of(index).into_iter();
        let arrays = weights.map(|weight| (weight.name.to_owned(), weight.shape));
        (layer.name.as_str(), arrays.collect::<Vec<_>>())
    });
    layers.filter(|(_, arrays)| !arrays.is_empty())
}

impl StartingPoint {
    /// What `flat` would take over. Reads shapes alone, no numbers.
    ///
    /// # Errors
    /// Where the run has no such weights, or they cannot be read.
    pub fn inheritance(&self, flat: &Flat) -> Result<Inheritance, RunError> {
        let run = RunFolder::open(&self.run)?;
        let renamed = renamed(&run, flat);
        let shapes = run.shapes(self.choice)?.into_iter();
        let found = shapes.map(|(name, shape)| (called(&name, &renamed), shape));
        Ok(Inheritance::of(flat, &found.collect()))
    }

    /// The arrays that `flat` takes over, under its own names, and what `run.json` is to remember.
    ///
    /// # Errors
    /// As [`Self::inheritance`]; where nothing fits.
    pub(in crate::engine) fn load(
        &self,
        flat: &Flat,
    ) -> Result<(Vec<NamedArray>, Origin), RunError> {
        let run = RunFolder::open(&self.run)?;
        let inheritance = self.inheritance(flat)?;
        if inheritance.kept_count() == 0 {
            return Err(RunError::NothingFits {
                path: self.run.clone(),
            });
        }
        let renamed = renamed(&run, flat);
        let (mut arrays, _) = run.weights(self.choice)?;
        for array in &mut arrays {
            array.name = called(&array.name, &renamed);
        }
        let kept: BTreeSet<&str> = inheritance
            .layers
            .iter()
            .filter(|layer| layer.fit == Fit::Kept)
            .map(|layer| layer.name.as_str())
            .collect();
        arrays.retain(|array| kept.contains(layer_of(&array.name)));
        let origin = Origin {
            run: match &run.manifest().imported {
                Some(file) => file.clone(),
                None => files::absolute(&self.run).display().to_string(),
            },
            epoch: run.epoch_of(self.choice),
            layers_kept: kept.len(),
            layers: inheritance.layers.len(),
        };
        Ok((arrays, origin))
    }
}

/// The weights of a network with those put in their place that it takes over.
pub(in crate::engine) fn merged(
    own: Vec<NamedArray>,
    taken_over: Vec<NamedArray>,
) -> Vec<NamedArray> {
    let named = taken_over
        .into_iter()
        .map(|array| (array.name.clone(), array));
    let mut named: BTreeMap<String, NamedArray> = named.collect();
    own.into_iter()
        .map(|array| match named.remove(&array.name) {
            Some(other) if other.shape == array.shape => other,
            _ => array,
        })
        .collect()
}

/// The new names of layers that were only renamed since the run; otherwise a layer is known by its name.
fn renamed(run: &RunFolder, flat: &Flat) -> BTreeMap<String, String> {
    let before = run
        .project()
        .ok()
        .and_then(|project| infer(&project.graph).flat().ok());
    before
        .and_then(|before| flat.renamed_since(&before))
        .unwrap_or_default()
}

fn called(array: &str, renamed: &BTreeMap<String, String>) -> String {
    let (layer, rest) = array.split_once('/').unwrap_or((array, ""));
    match renamed.get(layer) {
        Some(layer) => format!("{layer}/{rest}"),
        None => array.to_owned(),
    }
}

fn layer_of(array: &str) -> &str {
    array.split_once('/').map_or(array, |(layer, _)| layer)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::project::preset;

    fn array(name: &str, values: &[f32]) -> NamedArray {
        NamedArray {
            name: name.to_owned(),
            shape: vec![values.len()],
            values: values.to_vec(),
        }
    }

    #[test]
    fn layers_are_kept_by_name_and_shape() {
        let graph = &preset("mlp").unwrap().project.graph;
        let flat = infer(graph).flat().unwrap();
        // The presets' own: 64 pixels, 64 units, 10 classes.
        let mut found: BTreeMap<String, Vec<usize>> = shapes_of(&flat)
            .flat_map(|(name, arrays)| {
                let named = move |(array, shape)| (format!("{name}/{array}"), shape);
                arrays.into_iter().map(named)
            })
            .collect();
        let all = Inheritance::of(&flat, &found);
        assert_eq!((all.kept_count(), all.unused.len()), (all.layers.len(), 0));

        let last = all.layers.last().unwrap().name.clone();
        let kernel = found.get_mut(&format!("{last}/kernel")).unwrap();
        let before = vec![kernel[0], 7];
        kernel.clone_from(&before);
        let first = all.layers[0].name.clone();
        found.retain(|name, _| layer_of(name) != first);
        found.insert("gone/bias".to_owned(), vec![3]);
        let some = Inheritance::of(&flat, &found);
        assert_eq!(some.layers[0].fit, Fit::New);
        assert_eq!(some.unused, ["gone"]);
        let Fit::Reshaped {
            array,
            before: was,
            now,
        } = &some.layers.last().unwrap().fit
        else {
            panic!("the head has another number of classes: {some:?}");
        };
        assert_eq!((array.as_str(), was), ("kernel", &Some(before)));
        assert_eq!(now[1], 10);
    }

    #[test]
    fn what_does_not_fit_stays_as_it_is() {
        let own = vec![array("a/bias", &[0.0]), array("b/bias", &[0.0, 0.0])];
        let other = vec![array("a/bias", &[1.0]), array("b/bias", &[1.0])];
        let both = merged(own, other);
        assert_eq!(
            both,
            [array("a/bias", &[1.0]), array("b/bias", &[0.0, 0.0])]
        );
    }
}

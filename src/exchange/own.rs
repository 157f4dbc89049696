//! What Netsmith says in the files that it writes for others, and takes back from them: how pictures are prepared, the
//! classes, and the project that the file was written from, with its blocks, places and names.
//! Never trusts it: the project is taken only where it computes what the file does.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::{Value, json};

use super::foreign::Normalizing;
use super::imported::Imported;
use super::picture;
use super::report::{Fate, Report};
use crate::data::Contract;
use crate::engine::device::device_named;
use crate::engine::run::ModelMetadata;
use crate::engine::weights::NamedArray;
use crate::engine::{EngineError, Network, guard, image_tensor};
use crate::graph::{Flat, Graph, infer};
use crate::message;
use crate::project::Project;

/// The key under which it stands in files that have room for such.
pub const KEY: &str = "netsmith";

/// The member of archives that holds it.
pub const MEMBER: &str = "netsmith.json";

/// What is read of it; everything else is of a later version.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
pub struct About {
    contract: Option<Contract>,
    /// Whether a layer of the file does what the contract says, so that pictures are given as they are.
    #[serde(default)]
    rescaled: bool,
    /// Class names in the order of the outputs.
    #[serde(default)]
    pub classes: Vec<String>,
    /// What the data itself called the same classes.
    #[serde(default)]
    own_classes: Vec<String>,
    #[serde(default)]
    project: Option<Value>,
}

/// What is written of a network that has learned, into a file with a layer that rescales or without one.
pub fn written(project: Option<&Project>, metadata: &ModelMetadata, rescaled: bool) -> Value {
    let project = project.and_then(picture::text_of);
    let project = project.and_then(|text| serde_json::from_str::<Value>(&text).ok());
    json!({
        "contract": serde_json::to_value(metadata.contract).unwrap_or_default(),
        "rescaled": rescaled,
        "classes": metadata.classes,
        "own_classes": metadata.own_classes,
        "project": project,
    })
}

impl About {
    /// What a file says; nothing where it says it in another form.
    pub fn read(text: Option<&str>) -> Self {
        let about = text.and_then(|text| serde_json::from_str(text).ok());
        about.unwrap_or_default()
    }

    /// What pictures go through before they reach the network.
    pub fn normalizing(&self) -> Option<Normalizing> {
        let contract = self.contract.as_ref()?;
        let (scale, offset) = if self.rescaled {
            (1.0, 0.0)
        } else {
            (contract.scale(), contract.offset())
        };
        Some(Normalizing { scale, offset })
    }

    /// The project that a file of weights was written from, which says what network they are of.
    pub fn written_from(&self) -> Option<Project> {
        let project = Project::from_text(&self.project.as_ref()?.to_string()).ok()?;
        Some(Project {
            contract: Some(self.contract?),
            ..project
        })
    }

    /// What must be known beside weights.
    pub fn metadata(&self) -> Option<ModelMetadata> {
        Some(ModelMetadata {
            contract: self.contract?,
            classes: self.classes.clone(),
            own_classes: self.own_classes.clone(),
            appearance: None,
        })
    }

    /// `imported` as the project that the file was written from, where the file has that and it still computes the same.
    pub fn taken(&self, imported: Imported) -> Imported {
        let Some(project) = &self.project else {
            return imported;
        };
        match self.own(project, &imported) {
            Some(own) => own,
            None => {
                let mut imported = imported;
                let message = message!("import-own-project-differs");
                imported.report.tell_of_file(Fate::LeftOut, message);
                imported
            }
        }
    }

    fn own(&self, project: &Value, imported: &Imported) -> Option<Imported> {
        let project = Project::from_text(&project.to_string()).ok()?;
        let contract = self.contract?;
        let [own, read] = [&project.graph, &imported.project.graph].map(computable);
        let (own, read) = (own?, read?);
        let weights = own_weights(&own, &read, imported.weights.as_ref()?)?;
        let answers = [
            answer(&own, weights.clone(), Some(contract)),
            answer(&read, imported.weights.clone()?, imported.project.contract),
        ];
        let [Ok(ours), Ok(theirs)] = answers else {
            return None;
        };
        if !are_same(&ours, &theirs) {
            return None;
        }
        let mut report = Report {
            taken: own.layers.len(),
            ..Report::default()
        };
        report.tell_of_file(Fate::Taken, message!("import-own-project"));
        Some(Imported {
            metadata: self.metadata(),
            project: Project {
                contract: Some(contract),
                ..project
            },
            weights: Some(weights),
            writer: imported.writer.clone(),
            names: BTreeMap::new(),
            open: imported.open.clone(),
            is_drawing: false,
            report,
        })
    }
}

/// The network of a graph, where asking it once costs no more than any network does; a file may ask for anything.
fn computable(graph: &Graph) -> Option<Flat> {
    let inference = infer(graph);
    let flat = inference.flat().ok()?;
    let mut sizes = flat.layers.iter().map(|it| it.output_shape.elements());
    let is_small = sizes.all(|size| size.is_some_and(|size| size <= MOST_NUMBERS));
    (is_small && inference.totals.macs <= MOST_MACS).then_some(flat)
}

/// The largest map of the networks of keras.applications has 25 million numbers.
const MOST_NUMBERS: u64 = 1 << 27;

/// The largest of them takes 61 thousand million multiply-adds.
const MOST_MACS: u64 = 200_000_000_000;

/// What the layers of a network have as weights: name, shape.
fn needed(flat: &Flat) -> Vec<(String, Vec<usize>)> {
    let layers = flat.layers.iter().enumerate();
    let weights = layers.flat_map(|(index, layer)| {
        let weights = flat.weights_of(index).into_iter();
        weights.map(|weight| (format!("{}/{}", layer.name, weight.name), weight.shape))
    });
    weights.collect()
}

/// The weights that were read, under the names of our own layers: by name where all have one, else in their order, which may
/// have an axis of length 1 more where a layer was written as another kind.
fn own_weights(own: &Flat, read: &Flat, weights: &[NamedArray]) -> Option<Vec<NamedArray>> {
    let (needed, given) = (needed(own), needed(read));
    if needed.len() != given.len() || weights.len() != given.len() {
        return None;
    }
    let find = |name: &str| weights.iter().find(|array| array.name == name);
    let by_name = needed.iter().map(|(name, shape)| {
        let array = find(name)?;
        (array.shape == *shape).then(|| array.clone())
    });
    if let Some(weights) = by_name.collect() {
        return Some(weights);
    }
    let in_order = needed
        .iter()
        .zip(&given)
        .map(|((name, shape), (other, _))| {
            let is_longer = |length: &&usize| **length != 1;
            let fits = |array: &&NamedArray| {
                let lengths = array.shape.iter().filter(is_longer);
                lengths.eq(shape.iter().filter(is_longer))
            };
            let array = find(other).filter(fits)?;
            Some(NamedArray {
                name: name.clone(),
                shape: shape.clone(),
                values: array.values.clone(),
            })
        });
    in_order.collect()
}

/// What a network says before its last activation of a picture of noise that is the same for every network.
fn answer(
    flat: &Flat,
    weights: Vec<NamedArray>,
    contract: Option<Contract>,
) -> Result<Vec<f32>, EngineError> {
    let device = device_named("cpu")?;
    let network = Network::build(flat, 0, &device)?.with_weights(weights)?;
    let shape = flat.input_shape();
    let count = shape.elements().unwrap_or(0);
    let (scale, offset) = contract.map_or((1.0, 0.0), |it| (it.scale(), it.offset()));
    let mut state = 1_u32;
    let noise = (0..count).map(|_| {
        // Numerical Recipes' generator; its upper bits are random enough for pixels.
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (state >> 24) as f32 * scale + offset
    });
    let images = image_tensor(noise.collect(), 1, shape, &device)?;
    guard("doing-predicting", || {
        let logits = network.forward(images).logits;
        Ok(logits.into_data().iter::<f32>().collect())
    })
}

/// Rounding differs where a layer was written as several; what has diverged is as good as what it was.
fn are_same(ours: &[f32], theirs: &[f32]) -> bool {
    let finite = theirs.iter().filter(|it| it.is_finite());
    let largest = finite.fold(1.0_f32, |most, it| most.max(it.abs()));
    let is_same = |(one, other): (&f32, &f32)| {
        one == other || one.is_nan() && other.is_nan() || (one - other).abs() <= 1e-4 * largest
    };
    ours.len() == theirs.len() && ours.iter().zip(theirs).all(is_same)
}

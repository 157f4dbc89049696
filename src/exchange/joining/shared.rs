//! What the instances of a block have in common, and what each has of its own: settings that differ become parameters of the
//! block, and so do the numbers in names (`conv{conv + 1}`), so that every layer keeps its name.

use std::collections::{BTreeMap, BTreeSet};

use super::Named;
use super::blocks::Instance;
use super::differing::{Differing, is_size};
use crate::graph::Parameter;
use crate::layer::{LayerSpec, Value};

/// More parameters that settings follow than this say that the parts are different things.
const MOST_SETTINGS: usize = 6;

/// More parameters for names than this are more than the names that they save.
const MOST_NAMES: usize = 8;

/// What is the same in all instances of a block.
#[derive(Debug)]
pub(super) struct Shared {
    /// Name and settings of each layer, which may refer to parameters.
    pub layers: Vec<(String, LayerSpec)>,
    /// The parameters, with what the first instance has for them.
    pub parameters: Vec<Parameter>,
    /// What each instance has for them.
    pub arguments: Vec<BTreeMap<String, Value>>,
    /// Whether names are those of the instances with something behind them.
    pub is_prefixed: bool,
}

/// The same text for layers that can be those of one block: of one kind each, joined alike, with the same settings but for
/// sizes.
pub(super) fn fixed_words(members: &[usize], layers: &[Named<'_>]) -> String {
    let place = |from: &usize| members.binary_search(from).ok();
    let mut text = String::new();
    for member in members {
        let layer = layers[*member].layer;
        let inputs: Vec<Option<usize>> = layer.inputs.iter().map(place).collect();
        let kind = layer.spec.kind;
        text += &format!("\n{kind:?} {inputs:?} {}", layer.is_trained);
        for (key, value) in &layer.spec.settings {
            if !is_size(value) {
                text += &format!(" {key}={value:?}");
            }
        }
    }
    text
}

impl Shared {
    /// What these instances, of layers with the same [`fixed_words`], have in common; `None` where they are fewer than two
    /// or differ in more than a block can say.
    pub fn of(instances: &[Instance], layers: &[Named<'_>]) -> Option<Self> {
        if instances.len() < 2 {
            return None;
        }
        let count = instances.first()?.members.len();
        let column = |place: usize| {
            instances
                .iter()
                .map(move |it| layers[it.members[place]].name)
        };
        let spec = |instance: &Instance, place: usize| &layers[instance.members[place]].layer.spec;
        let mut differing = Differing::default();
        let mut specs = Vec::with_capacity(count);
        for place in 0..count {
            let specs_of: Vec<&LayerSpec> = instances.iter().map(|it| spec(it, place)).collect();
            specs.push(differing.spec(&specs_of)?);
        }
        if differing.columns.len() > MOST_SETTINGS {
            return None;
        }
        let setting_count = differing.columns.len();
        let rests = rests(instances, layers);
        let is_prefixed = rests.is_some();
        let names = match rests {
            Some(rests) => rests,
            None => (0..count)
                .map(|place| differing.name(&column(place).collect::<Vec<_>>()))
                .collect::<Option<_>>()?,
        };
        if differing.columns.len() - setting_count > MOST_NAMES {
            return None;
        }
        let parameters = differing.columns.iter().map(|column| Parameter {
            name: column.name.clone(),
            default: column.values[0].clone(),
            help: String::new(),
        });
        let arguments = (0..instances.len()).map(|instance| {
            let own = differing.columns.iter();
            let own = own.filter(|column| column.values[instance] != column.values[0]);
            own.map(|column| (column.name.clone(), column.values[instance].clone()))
                .collect()
        });
        Some(Self {
            layers: names.into_iter().zip(specs).collect(),
            parameters: parameters.collect(),
            arguments: arguments.collect(),
            is_prefixed,
        })
    }
}

/// What stands behind the prefix and `_` in the names of each instance, where that is the same for all of them and no layer is
/// called like a prefix.
fn rests(instances: &[Instance], layers: &[Named<'_>]) -> Option<Vec<String>> {
    let known: BTreeSet<&str> = layers.iter().map(|named| named.name).collect();
    let mut prefixes = BTreeSet::new();
    let mut shared: Option<Vec<&str>> = None;
    for instance in instances {
        if known.contains(instance.prefix.as_str()) || !prefixes.insert(&instance.prefix) {
            return None;
        }
        let rest = |member: &usize| {
            let name = layers[*member].name;
            let rest = name.strip_prefix(&instance.prefix)?.strip_prefix('_')?;
            Some(rest).filter(|rest| !rest.is_empty())
        };
        let rests: Vec<&str> = instance.members.iter().map(rest).collect::<Option<_>>()?;
        if shared.as_ref().is_some_and(|shared| *shared != rests) {
            return None;
        }
        shared = Some(rests);
    }
    Some(shared?.into_iter().map(str::to_owned).collect())
}

//! A model whose layers say what they take, in whatever order they stand in the file.

use std::collections::{BTreeMap, BTreeSet};

use super::super::calls::{Call, Ref};
use super::super::config::{Layer, Model};
use super::{Around, Walk};
use crate::exchange::report::Fate;
use crate::message;

/// A call: the place of its layer, and which of the layer's calls it is.
type Key = (usize, usize);

/// Where the calls of a model are.
struct Calls<'a> {
    by_name: BTreeMap<&'a str, usize>,
    /// The smallest number that anybody uses for a call of each layer: Keras has begun to count at 0 and at 1.
    first: BTreeMap<usize, i64>,
}

impl<'a> Calls<'a> {
    fn of(model: &'a Model, ends: &[&'a [Ref]]) -> Self {
        let named = model.layers.iter().enumerate();
        let by_name: BTreeMap<&str, usize> = named
            .map(|(index, layer)| (layer.name.as_str(), index))
            .collect();
        let calls = model.layers.iter().flat_map(|layer| &layer.calls);
        let used = calls
            .flat_map(Call::tensors)
            .chain(ends.iter().copied().flatten());
        let mut first = BTreeMap::new();
        for tensor in used {
            if let Some(index) = by_name.get(tensor.layer.as_str()) {
                let least = first.entry(*index).or_insert(tensor.node);
                *least = tensor.node.min(*least);
            }
        }
        Self { by_name, first }
    }

    fn key(&self, tensor: &Ref, model: &Model) -> Option<Key> {
        let index = *self.by_name.get(tensor.layer.as_str())?;
        let calls = model.layers.get(index)?.calls.len();
        if calls <= 1 {
            return Some((index, 0));
        }
        let place = tensor.node - self.first.get(&index).copied().unwrap_or(0);
        usize::try_from(place)
            .ok()
            .filter(|place| *place < calls)
            .map(|place| (index, place))
    }
}

impl Walk<'_> {
    pub(super) fn functional(
        &mut self,
        model: &Model,
        (inputs, outputs): (&[Ref], &[Ref]),
        around: &Around,
        given: &[usize],
    ) -> Vec<usize> {
        let calls = Calls::of(model, &[inputs, outputs]);
        let mut results: BTreeMap<Key, Vec<usize>> = BTreeMap::new();
        for (index, layer) in model.layers.iter().enumerate() {
            if layer.class == "InputLayer" {
                let place = inputs.iter().position(|input| input.layer == layer.name);
                let outside = place.and_then(|place| given.get(place).copied());
                let output = match outside {
                    Some(output) => output,
                    None => self.input(&layer.name, layer.batch_shape()),
                };
                results.insert((index, 0), vec![output]);
            }
        }
        self.in_order(model, &calls, &mut results, around);
        let outputs = outputs.iter().filter_map(|output| {
            let output = found(output, model, &calls, &results);
            if output.is_none() {
                self.report
                    .tell_of_file(Fate::Refused, message!("keras-without-output"));
            }
            output
        });
        outputs.collect()
    }

    /// Goes through all calls, each behind those whose results it takes; of several that are ready the first in the file.
    fn in_order(
        &mut self,
        model: &Model,
        calls: &Calls<'_>,
        results: &mut BTreeMap<Key, Vec<usize>>,
        around: &Around,
    ) {
        let mut waiting: BTreeMap<Key, BTreeSet<Key>> = BTreeMap::new();
        let mut users: BTreeMap<Key, Vec<Key>> = BTreeMap::new();
        for (key, call) in all_calls(model) {
            let needed: Option<BTreeSet<Key>> = call
                .tensors()
                .iter()
                .map(|tensor| calls.key(tensor, model))
                .collect();
            let Some(mut needed) = needed else {
                let layer = &model.layers[key.0].name;
                self.report
                    .tell(Fate::Refused, layer, message!("keras-takes-unknown-layer"));
                continue;
            };
            needed.retain(|needed| !results.contains_key(needed));
            for source in &needed {
                users.entry(*source).or_default().push(key);
            }
            waiting.insert(key, needed);
        }
        let is_ready = |(_, needed): &(&Key, &BTreeSet<Key>)| needed.is_empty();
        let mut ready: BTreeSet<Key> = waiting
            .iter()
            .filter(is_ready)
            .map(|(key, _)| *key)
            .collect();
        while let Some(key) = ready.pop_first() {
            waiting.remove(&key);
            let layer = &model.layers[key.0];
            let outputs = self.one(layer, key, model, calls, results, around);
            results.insert(key, outputs);
            for user in users.remove(&key).unwrap_or_default() {
                if let Some(needed) = waiting.get_mut(&user) {
                    needed.remove(&key);
                    if needed.is_empty() {
                        ready.insert(user);
                    }
                }
            }
        }
        for (index, _) in waiting.into_keys() {
            let layer = &model.layers[index].name;
            self.report
                .tell(Fate::Refused, layer, message!("keras-waits-for-itself"));
        }
    }

    fn one(
        &mut self,
        layer: &Layer,
        (index, place): Key,
        model: &Model,
        calls: &Calls<'_>,
        results: &BTreeMap<Key, Vec<usize>>,
        around: &Around,
    ) -> Vec<usize> {
        if place == 1 {
            let count = layer.calls.len();
            self.report.tell(
                Fate::Translated,
                &layer.name,
                message!("import-shared-layer", count = count),
            );
        }
        let call = &layer.calls[place];
        let tensors = call.tensors();
        let inputs = tensors
            .iter()
            .filter_map(|tensor| found(tensor, model, calls, results));
        let inputs: Vec<usize> = inputs.collect();
        self.call(layer, index, call, &inputs, around)
    }
}

fn all_calls(model: &Model) -> impl Iterator<Item = (Key, &Call)> {
    let layers = model.layers.iter().enumerate();
    let layers = layers.filter(|(_, layer)| layer.class != "InputLayer");
    layers.flat_map(|(index, layer)| {
        let calls = layer.calls.iter().enumerate();
        calls.map(move |(place, call)| ((index, place), call))
    })
}

fn found(
    tensor: &Ref,
    model: &Model,
    calls: &Calls<'_>,
    results: &BTreeMap<Key, Vec<usize>>,
) -> Option<usize> {
    let outputs = results.get(&calls.key(tensor, model)?)?;
    outputs.get(tensor.tensor).or(outputs.first()).copied()
}

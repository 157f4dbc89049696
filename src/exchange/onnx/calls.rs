//! Layers whose weights a file holds once: one layer of whoever wrote it, called several times. Here each call is a layer of its
//! own, known as such by its name (`joining/naming.rs`).

use std::collections::{BTreeMap, BTreeSet};

use super::builder::Builder;
use super::node::Node;
use crate::engine::weights::NamedArray;
use crate::exchange::{Fate, ForeignLayer};
use crate::graph::unique_name;
use crate::message;

/// Which values of the file each layer's weights come from.
#[derive(Default)]
pub struct Origins<'a> {
    /// What a value was made of that the file does not hold as it is: a kernel that is turned first, say.
    made_of: BTreeMap<&'a str, &'a str>,
    /// For each layer the values that do not change and that its operator takes.
    taken: Vec<Vec<&'a str>>,
}

impl<'a> Origins<'a> {
    /// Notes an operator that was computed on the way: what it makes comes from its first input.
    pub fn folded(&mut self, node: Node<'a>) {
        if let Some(first) = node.input(0) {
            self.made_of.insert(node.output(), self.origin(first));
        }
    }

    /// Notes an operator that layers were made of, all those that are new.
    pub fn made(&mut self, node: Node<'a>, builder: &Builder<'a>) {
        let values = node.inputs().filter(|value| builder.constants.has(value));
        let values = values.map(|value| self.origin(value)).collect();
        self.taken.resize(builder.layers.len(), values);
    }

    fn origin(&self, value: &'a str) -> &'a str {
        self.made_of.get(value).copied().unwrap_or(value)
    }

    /// Makes later calls known as such, and tells of each layer that has some.
    pub fn tell_calls(self, builder: &mut Builder<'a>) {
        for calls in self.calls(&builder.layers) {
            let name = name_of_first(&builder.layers, &calls);
            for (call, index) in calls.iter().enumerate() {
                let layer = &mut builder.layers[*index];
                layer.call = call;
                let own = std::mem::replace(&mut layer.name, name.clone());
                if builder.layers.iter().all(|layer| layer.name != own) {
                    let findings = builder.report.findings.iter_mut();
                    let of_this = findings.filter(|it| it.layer.as_ref() == Some(&own));
                    of_this.for_each(|it| it.layer = Some(name.clone()));
                }
            }
            let message = message!("import-shared-layer", count = calls.len());
            builder.report.tell(Fate::Translated, &name, message);
        }
    }

    /// The layers that are called several times, each with all its calls. Exporters also keep equal numbers once: what two
    /// layers begin with, nothing but ones and zeros, makes them no calls of the same.
    fn calls(&self, layers: &[ForeignLayer]) -> Vec<Vec<usize>> {
        let mut calls: BTreeMap<(&[&str], String), Vec<usize>> = BTreeMap::new();
        for (index, (layer, taken)) in layers.iter().zip(&self.taken).enumerate() {
            if !layer.arrays.iter().any(has_different_numbers) {
                continue;
            }
            let same = calls.entry((taken, format!("{:?}", layer.spec)));
            let same = same.or_default();
            let first = same.first().copied();
            if first.is_none_or(|first| layers[first].arrays == layer.arrays) {
                same.push(index);
            }
        }
        let mut several: Vec<_> = calls.into_values().filter(|it| it.len() > 1).collect();
        several.sort_unstable();
        several
    }
}

fn has_different_numbers(array: &NamedArray) -> bool {
    array.values.windows(2).any(|pair| pair[0] != pair[1])
}

/// What the first call is called, which no other layer may be: later ones are called after it.
fn name_of_first(layers: &[ForeignLayer], calls: &[usize]) -> String {
    let first = &layers[calls[0]].name;
    let others = layers.iter().enumerate();
    let others = others.filter(|(index, _)| !calls.contains(index));
    let others: BTreeSet<&str> = others.map(|(_, layer)| layer.name.as_str()).collect();
    unique_name(first, &others)
}

//! Which layer of one network is which layer of the other.

use std::collections::BTreeMap;

use super::super::report::{Inference, LayerReport};
use super::align::{Pair, align};

/// What makes a layer of one network the same as a layer of another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Identity {
    /// Its place: right for two versions of one network, in which no id is used twice.
    Paths,
    /// Its name: right for two files.
    Names,
}

/// Which layers belong together.
pub(super) struct Matching {
    /// Every layer of both networks once, in the order of the later one.
    pub pairs: Vec<Pair>,
    after_of: Vec<Option<usize>>,
}

impl Matching {
    /// The later network's layer that the earlier network's layer at `index` has become.
    pub fn after(&self, index: usize) -> Option<usize> {
        self.after_of.get(index).copied().flatten()
    }
}

/// Finds the layers that belong together: first by `identity`, then by name, and what is left by what stands where.
pub(super) fn match_layers(before: &Inference, after: &Inference, identity: Identity) -> Matching {
    let mut found = Found {
        after_of: vec![None; before.layers.len()],
        before_of: vec![None; after.layers.len()],
    };
    if identity == Identity::Paths {
        for (index, layer) in before.layers.iter().enumerate() {
            if let Some(other) = after.index_of(&layer.path) {
                found.join(index, other);
            }
        }
    }
    found.join_by_name(before, after);
    found.join_by_order(before, after);
    Matching {
        pairs: found.in_order(),
        after_of: found.after_of,
    }
}

struct Found {
    after_of: Vec<Option<usize>>,
    before_of: Vec<Option<usize>>,
}

impl Found {
    fn join(&mut self, before: usize, after: usize) {
        if self.after_of[before].is_none() && self.before_of[after].is_none() {
            self.after_of[before] = Some(after);
            self.before_of[after] = Some(before);
        }
    }

    fn join_by_name(&mut self, before: &Inference, after: &Inference) {
        let named = after.layers.iter().enumerate();
        let by_name: BTreeMap<&str, usize> =
            named.map(|(index, layer)| (&*layer.name, index)).collect();
        for (index, layer) in before.layers.iter().enumerate() {
            if let Some(other) = by_name.get(&*layer.name)
                && after.layers[*other].kind == layer.kind
            {
                self.join(index, *other);
            }
        }
    }

    /// Lines up what is left: layers of one kind, best with equal settings and on equal shapes.
    fn join_by_order(&mut self, before: &Inference, after: &Inference) {
        let free = |joined: &[Option<usize>]| -> Vec<usize> {
            let places = joined.iter().enumerate();
            places
                .filter(|(_, other)| other.is_none())
                .map(|(index, _)| index)
                .collect()
        };
        let (ones, others) = (free(&self.after_of), free(&self.before_of));
        let score = |one: usize, other: usize| {
            likeness(&before.layers[ones[one]], &after.layers[others[other]])
        };
        for pair in align(ones.len(), others.len(), score) {
            if let Pair::Both(one, other) = pair {
                self.join(ones[one], others[other]);
            }
        }
    }

    /// Every layer once: those of the later network in order, each after the lost ones that stood before it.
    fn in_order(&self) -> Vec<Pair> {
        let mut pairs = Vec::new();
        let mut told = 0;
        for (after, before) in self.before_of.iter().enumerate() {
            let Some(before) = before else {
                pairs.push(Pair::OnlyAfter(after));
                continue;
            };
            pairs.extend(self.lost(told, *before));
            told = told.max(before + 1);
            pairs.push(Pair::Both(*before, after));
        }
        pairs.extend(self.lost(told, self.after_of.len()));
        pairs
    }

    fn lost(&self, from: usize, to: usize) -> impl Iterator<Item = Pair> + '_ {
        let places = from..to.max(from);
        places
            .filter(|before| self.after_of[*before].is_none())
            .map(Pair::OnlyBefore)
    }
}

fn likeness(before: &LayerReport, after: &LayerReport) -> u32 {
    if before.kind != after.kind {
        return 0;
    }
    let same_layer = before.layer.is_some() && before.layer == after.layer;
    let same_shape = before.output_shape.is_some() && before.output_shape == after.output_shape;
    1 + u32::from(same_layer) + u32::from(same_shape)
}

//! Finding what differs, once it is known which layer of one network is which of the other.

use super::align::Pair;
use super::matching::{Identity, Matching, match_layers};
use super::settings::changed_settings;
use super::{Change, ChangeKind, Difference, Side};
use crate::graph::report::{Inference, LayerReport};
use crate::layer::ParamCount;

/// Everything that differs, in the order of [`super::Diff`].
pub fn changes(before: Side<'_>, after: Side<'_>, identity: Identity) -> Vec<Change> {
    let matching = match_layers(before.inference, after.inference, identity);
    let comparison = Comparison {
        before,
        after,
        matching: &matching,
    };
    let pairs = matching.pairs.iter();
    pairs.filter_map(|pair| comparison.change(*pair)).collect()
}

struct Comparison<'a> {
    before: Side<'a>,
    after: Side<'a>,
    matching: &'a Matching,
}

impl Comparison<'_> {
    fn change(&self, pair: Pair) -> Option<Change> {
        match pair {
            Pair::OnlyBefore(index) => {
                let layer = &self.before.inference.layers[index];
                Some(one_sided(ChangeKind::Removed, layer))
            }
            Pair::OnlyAfter(index) => {
                let layer = &self.after.inference.layers[index];
                Some(one_sided(ChangeKind::Added, layer))
            }
            Pair::Both(before, after) => self.changed(before, after),
        }
    }

    fn changed(&self, before: usize, after: usize) -> Option<Change> {
        let one = &self.before.inference.layers[before];
        let other = &self.after.inference.layers[after];
        let differences = self.differences(one, other);
        let is_consequence = differences.iter().all(Difference::is_consequence);
        (!differences.is_empty()).then(|| Change {
            kind: if is_consequence {
                ChangeKind::Followed
            } else {
                ChangeKind::Changed
            },
            before: Some(one.path.clone()),
            after: Some(other.path.clone()),
            name: other.name.to_string(),
            layer: other.kind,
            differences,
        })
    }

    fn differences(&self, before: &LayerReport, after: &LayerReport) -> Vec<Difference> {
        let mut found = Vec::new();
        if before.kind != after.kind {
            found.push(Difference::Kind(before.kind, after.kind));
        } else if before.layer != after.layer || before.layer.is_none() {
            let graphs = (self.before.graph, self.after.graph);
            found.extend(changed_settings(graphs, &before.path, &after.path));
        }
        if before.name != after.name {
            let names = (before.name.to_string(), after.name.to_string());
            found.push(Difference::Name(names.0, names.1));
        }
        found.extend(self.changed_inputs(before, after));
        if before.output_shape != after.output_shape {
            found.push(Difference::Shape(before.output_shape, after.output_shape));
        }
        let params = (before.params, after.params);
        if let (Some(before), Some(after)) = params
            && before != after
        {
            let total = ParamCount::total;
            found.push(Difference::Params(total(before), total(after)));
        }
        found
    }

    fn changed_inputs(&self, before: &LayerReport, after: &LayerReport) -> Option<Difference> {
        let later = |input: &Option<usize>| input.and_then(|index| self.matching.after(index));
        let expected: Vec<Option<usize>> = before.inputs.iter().map(later).collect();
        if expected == after.inputs {
            return None;
        }
        Some(Difference::Inputs(
            names(&before.inputs, self.before.inference),
            names(&after.inputs, self.after.inference),
        ))
    }
}

fn one_sided(kind: ChangeKind, layer: &LayerReport) -> Change {
    let path = Some(layer.path.clone());
    let (before, after) = match kind {
        ChangeKind::Removed => (path, None),
        _ => (None, path),
    };
    Change {
        kind,
        before,
        after,
        name: layer.name.to_string(),
        layer: layer.kind,
        differences: Vec::new(),
    }
}

fn names(inputs: &[Option<usize>], inference: &Inference) -> Vec<String> {
    let name = |input: &Option<usize>| match input {
        Some(index) => inference.layers[*index].name.to_string(),
        None => "?".to_owned(),
    };
    inputs.iter().map(name).collect()
}

//! Blocks that names tell of: where layers of one prefix, `conv3_block2_1_conv`, `conv3_block2_1_bn`, do together what those
//! of another prefix do, both are instances of one block. Every layer keeps its full name.

use std::collections::{BTreeMap, BTreeSet};

use super::Named;

/// Fewer layers are read more quickly than the name of a block.
const LEAST_LAYERS: usize = 3;

/// Layers that stand for one instance of a block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Instance {
    /// What their names begin with.
    pub prefix: String,
    /// Which layers, in their order.
    pub members: Vec<usize>,
    /// The one layer outside whose output they take.
    pub source: usize,
    /// Which of the members gives the output, by its place among them.
    pub exit: usize,
}

/// Instances of blocks, those of one block together; none shares a layer with another one.
pub(super) fn repeated(layers: &[Named<'_>]) -> Vec<Vec<Instance>> {
    let users = users(layers);
    let mut alike: BTreeMap<String, Vec<Instance>> = BTreeMap::new();
    for (prefix, members) in by_prefix(layers) {
        if let Some(instance) = instance(prefix, members, layers, &users) {
            alike
                .entry(signature(&instance, layers))
                .or_default()
                .push(instance);
        }
    }
    let mut blocks: Vec<Vec<Instance>> = alike.into_values().collect();
    // Of several ways to divide the network that with the largest blocks, under the names that say most.
    blocks.sort_by_key(|instances| {
        let first = instances.first();
        let size = first.map_or(0, |it| it.members.len());
        let letters = first.map_or(0, |it| it.prefix.len());
        std::cmp::Reverse((size, letters, instances.len()))
    });
    let mut taken = BTreeSet::new();
    for instances in &mut blocks {
        let is_free = |it: &Instance| it.members.iter().all(|member| !taken.contains(member));
        instances.retain(is_free);
        if instances.len() > 1 {
            taken.extend(instances.iter().flat_map(|it| it.members.iter().copied()));
        }
    }
    blocks.retain(|instances| instances.len() > 1);
    blocks
}

/// The layers that read each layer.
fn users(layers: &[Named<'_>]) -> Vec<Vec<usize>> {
    let mut users = vec![Vec::new(); layers.len()];
    for (index, Named { layer, .. }) in layers.iter().enumerate() {
        for from in &layer.inputs {
            if let Some(users) = users.get_mut(*from) {
                users.push(index);
            }
        }
    }
    users
}

fn by_prefix<'a>(layers: &[Named<'a>]) -> BTreeMap<&'a str, Vec<usize>> {
    let mut found: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (index, Named { name, .. }) in layers.iter().enumerate() {
        for (at, _) in name
            .match_indices('_')
            .filter(|(at, _)| *at > 0 && at + 1 < name.len())
        {
            found.entry(&name[..at]).or_default().push(index);
        }
    }
    found.retain(|_, members| members.len() >= LEAST_LAYERS);
    found
}

/// These layers as one thing with one input and one output; `None` where they are not one.
fn instance(
    prefix: &str,
    members: Vec<usize>,
    layers: &[Named<'_>],
    users: &[Vec<usize>],
) -> Option<Instance> {
    let is_member = |index: &usize| members.binary_search(index).is_ok();
    let inputs = members
        .iter()
        .flat_map(|member| &layers[*member].layer.inputs);
    let sources: BTreeSet<usize> = inputs.filter(|from| !is_member(from)).copied().collect();
    let [source] = sources.into_iter().collect::<Vec<_>>()[..] else {
        return None;
    };
    let is_last = |member: &usize| {
        users[*member].is_empty() || users[*member].iter().any(|user| !is_member(user))
    };
    let exits: Vec<usize> = (0..members.len())
        .filter(|place| is_last(&members[*place]))
        .collect();
    let [exit] = exits[..] else { return None };
    let has_input = members
        .iter()
        .all(|member| !layers[*member].layer.inputs.is_empty());
    // Else what they take might depend on what they give.
    let is_behind = source < *members.first()?;
    (has_input && is_behind).then(|| Instance {
        prefix: prefix.to_owned(),
        members,
        source,
        exit,
    })
}

/// The same text for what is the same: layers, their settings and names behind the prefix, and how they are joined.
fn signature(instance: &Instance, layers: &[Named<'_>]) -> String {
    let place = |from: &usize| instance.members.binary_search(from).ok();
    let mut text = format!("{}", instance.exit);
    for member in &instance.members {
        let Named { layer, name } = &layers[*member];
        let inputs: Vec<Option<usize>> = layer.inputs.iter().map(place).collect();
        let rest = &name[instance.prefix.len()..];
        text += &format!("\n{rest} {:?} {inputs:?} {}", layer.spec, layer.is_trained);
    }
    text
}

//! Blocks in a network that a file tells layer by layer: parts that do the same are instances of one block. Names tell of
//! them (`conv3_block2_1_conv`, `layer3.1.conv1`); where they do not, what is repeated does (`chains`). Every layer keeps its
//! full name.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, BinaryHeap};
use std::ops::Bound;

use super::Named;
use super::chains::Chains;
use super::shared::{Shared, fixed_words};

/// Fewer layers are read more quickly than the name of a block.
pub(super) const LEAST_LAYERS: usize = 3;

/// In a network of fewer layers only parts of one name that are the same to the last setting are blocks: the rest is seen
/// at once.
const MANY_LAYERS: usize = 40;

/// Of fewer layers, names tell of pieces (a convolution with what follows upon it) rather than of blocks: what is repeated
/// may be more than they say.
const WHOLE: usize = 6;

/// Layers that stand for one instance of a block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Instance {
    /// What their names begin with; empty where they have nothing in common.
    pub prefix: String,
    /// Which layers, in their order.
    pub members: Vec<usize>,
    /// The one layer outside whose output they take.
    pub source: usize,
    /// Which of the members gives the output, by its place among them.
    pub exit: usize,
}

/// A block with its instances.
#[derive(Debug)]
pub(super) struct Repeated {
    /// At least two.
    pub instances: Vec<Instance>,
    /// What they have in common, and what each has of its own.
    pub shared: Shared,
}

/// The blocks of a network; no two instances share a layer.
pub(super) fn repeated(layers: &[Named<'_>]) -> Vec<Repeated> {
    let is_large = layers.len() >= MANY_LAYERS;
    let mut found = Found {
        layers,
        is_large,
        taken: vec![false; layers.len()],
        blocks: Vec::new(),
    };
    let is_whole = |group: &Group| !is_large || group.size() >= WHOLE;
    let (whole, pieces): (Vec<Group>, Vec<Group>) =
        named(layers, is_large).into_iter().partition(is_whole);
    found.take_named(whole);
    if is_large {
        let mut chains = Chains::new(layers, &found.taken);
        while let Some(instances) = chains.next() {
            let is_block = found.take(instances);
            chains.settle(is_block);
        }
    }
    found.take_named(pieces);
    found.blocks
}

/// What was found so far.
struct Found<'a, 'b> {
    layers: &'a [Named<'b>],
    is_large: bool,
    /// Which layers stand in an instance.
    taken: Vec<bool>,
    blocks: Vec<Repeated>,
}

/// How much it saves to make a block of a group: the larger the better. A stage comes last, since its parts are the blocks;
/// of several ways to say the same, that with the largest parts under the names that say most is the best.
type Rank = (Reverse<bool>, usize, usize, usize);

/// Instances that names tell of.
struct Group {
    /// Whether several instances of one block stand within one of its own.
    is_stage: bool,
    instances: Vec<Instance>,
}

impl Group {
    /// How many layers each instance has.
    fn size(&self) -> usize {
        self.instances.first().map_or(0, |it| it.members.len())
    }

    /// `None` where it is no block.
    fn rank(&self) -> Option<Rank> {
        let first = self.instances.first()?;
        let saved = first.members.len() * (self.instances.len() - 1);
        let rank = (
            Reverse(self.is_stage),
            saved,
            first.members.len(),
            first.prefix.len(),
        );
        (saved > 0).then_some(rank)
    }
}

impl Found<'_, '_> {
    /// Makes blocks of groups, those first that save the most with the layers that are left for them.
    fn take_named(&mut self, mut groups: Vec<Group>) {
        let ranked = groups.iter().enumerate();
        let ranked = ranked.filter_map(|(place, group)| Some((group.rank()?, place)));
        let mut waiting: BinaryHeap<(Rank, usize)> = ranked.collect();
        while let Some((rank, place)) = waiting.pop() {
            let group = &mut groups[place];
            let is_free = |it: &Instance| it.members.iter().all(|member| !self.taken[*member]);
            group.instances.retain(is_free);
            match group.rank() {
                Some(now) if now < rank => waiting.push((now, place)),
                Some(_) => {
                    self.take(std::mem::take(&mut group.instances));
                }
                None => {}
            }
        }
    }

    /// Makes blocks of those instances whose layers are in none; where they differ in too much for one block, of those that
    /// are the same. Whether there was one.
    fn take(&mut self, mut instances: Vec<Instance>) -> bool {
        instances.retain(|it| it.members.iter().all(|member| !self.taken[*member]));
        if let Some(shared) = Shared::of(&instances, self.layers).filter(|_| self.is_large) {
            self.keep(instances, shared);
            return true;
        }
        let mut same: BTreeMap<String, Vec<Instance>> = BTreeMap::new();
        for instance in instances {
            let words = exact_words(&instance, self.layers);
            same.entry(words).or_default().push(instance);
        }
        let mut is_block = false;
        for instances in same.into_values() {
            if let Some(shared) = Shared::of(&instances, self.layers) {
                self.keep(instances, shared);
                is_block = true;
            }
        }
        is_block
    }

    fn keep(&mut self, instances: Vec<Instance>, shared: Shared) {
        for member in instances.iter().flat_map(|it| &it.members) {
            self.taken[*member] = true;
        }
        self.blocks.push(Repeated { instances, shared });
    }
}

/// Groups of instances that names tell of; they may share layers.
fn named(layers: &[Named<'_>], is_large: bool) -> Vec<Group> {
    let users = users(layers);
    let mut alike: BTreeMap<String, Vec<Instance>> = BTreeMap::new();
    for (prefix, members) in by_prefix(layers) {
        if let Some(instance) = instance(prefix, members, layers, &users) {
            let words = words(&instance, layers, is_large);
            alike.entry(words).or_default().push(instance);
        }
    }
    let mut groups: Vec<Vec<Instance>> = alike.into_values().collect();
    groups.retain(|instances| instances.len() > 1);
    let of_prefix = groups.iter().enumerate();
    let of_prefix: BTreeMap<&str, usize> = of_prefix
        .flat_map(|(group, instances)| instances.iter().map(move |it| (it.prefix.as_str(), group)))
        .collect();
    let stages = groups
        .iter()
        .map(|instances| repeats_within(&instances[0].prefix, &of_prefix));
    let stages: Vec<bool> = stages.collect();
    let groups = groups.into_iter().zip(stages);
    let groups = groups.map(|(instances, is_stage)| Group {
        is_stage,
        instances,
    });
    groups.collect()
}

/// Whether there are several instances of one block inside of one: a stage, of which its parts are the blocks.
fn repeats_within(prefix: &str, of_prefix: &BTreeMap<&str, usize>) -> bool {
    let mut counts: BTreeMap<usize, usize> = BTreeMap::new();
    let behind = (Bound::Excluded(prefix), Bound::Unbounded);
    let inside = of_prefix.range::<str, _>(behind);
    let mut inside = inside.take_while(|(other, _)| other.starts_with(prefix));
    inside.any(|(other, group)| {
        let is_part = other[prefix.len()..].starts_with(['_', '.']);
        let count = counts.entry(*group).or_default();
        *count += usize::from(is_part);
        *count > 1
    })
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

/// The layers of each beginning of a name that ends before `_` or `.`, the one that is called so itself among them.
fn by_prefix<'a>(layers: &[Named<'a>]) -> BTreeMap<&'a str, Vec<usize>> {
    let mut found: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (index, Named { name, .. }) in layers.iter().enumerate() {
        let ends = name.match_indices(['_', '.']).map(|(at, _)| at);
        for at in ends.filter(|at| *at > 0 && at + 1 < name.len()) {
            found.entry(&name[..at]).or_default().push(index);
        }
    }
    for (index, Named { name, .. }) in layers.iter().enumerate() {
        if let Some(members) = found.get_mut(name) {
            let place = members.partition_point(|member| *member < index);
            members.insert(place, index);
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

/// The same text for instances whose layers are called alike behind the prefix and joined alike; of settings all count
/// unless they may differ.
fn words(instance: &Instance, layers: &[Named<'_>], may_differ: bool) -> String {
    let mut text = if may_differ {
        fixed_words(&instance.members, layers)
    } else {
        exact_words(instance, layers)
    };
    for member in &instance.members {
        let name = layers[*member].name;
        text.push('\n');
        text += name.strip_prefix(&instance.prefix).unwrap_or(name);
    }
    text
}

/// The same text for instances whose layers are the same with all settings.
fn exact_words(instance: &Instance, layers: &[Named<'_>]) -> String {
    let mut text = fixed_words(&instance.members, layers);
    for member in &instance.members {
        text += &format!("\n{:?}", layers[*member].layer.spec.settings);
    }
    text
}

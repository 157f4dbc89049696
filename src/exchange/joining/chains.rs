//! What is repeated in a network whatever its layers are called. Between two layers through which everything goes lies a
//! segment, a single layer or one with branches that come together again; chains of segments that occur more than once are
//! found as in a text.

use std::collections::{BTreeMap, HashMap};

use super::Named;
use super::blocks::{Instance, LEAST_LAYERS};
use super::shared::fixed_words;
use crate::layer::Passes;

/// The longest chain, in segments: a block of a residual network without its shortcut has ten.
const MOST_SEGMENTS: usize = 40;

/// What a block must save, in layers that need not be read.
const LEAST_SAVED: usize = 6;

/// More chains than any network repeats; each is looked for in all of it.
const MOST_CHAINS: usize = 40;

/// The layers between two through which everything goes, with the second of them.
#[derive(Debug)]
struct Segment {
    start: usize,
    end: usize,
    /// The same number for what may be the same; `None` for what stands in no block.
    token: Option<u32>,
}

/// A chain that occurs several times.
#[derive(Clone, Debug)]
struct Chain {
    /// The segments that it begins with.
    starts: Vec<usize>,
    /// How many segments.
    length: usize,
    /// How many layers.
    layer_count: usize,
}

/// Finds chains, those first that save the most.
pub(super) struct Chains<'a, 'b> {
    layers: &'a [Named<'b>],
    segments: Vec<Segment>,
    last: Option<Chain>,
    /// The tokens of chains that made no block.
    refused: Vec<Vec<Option<u32>>>,
    count: usize,
}

impl<'a, 'b> Chains<'a, 'b> {
    /// Those of the layers that are not taken.
    pub fn new(layers: &'a [Named<'b>], taken: &[bool]) -> Self {
        Self {
            layers,
            segments: segments(layers, taken),
            last: None,
            refused: Vec::new(),
            count: 0,
        }
    }

    /// The instances of the next chain.
    pub fn next(&mut self) -> Option<Vec<Instance>> {
        self.count += 1;
        if self.count > MOST_CHAINS {
            return None;
        }
        let chain = self.best()?;
        let instances = chain.starts.iter().map(|start| {
            let members = self.layers_of(*start, chain.length);
            instance(members, self.layers)
        });
        let instances = instances.collect();
        self.last = Some(chain);
        Some(instances)
    }

    /// Whether the last chain became a block, whose layers then stand in no other one.
    pub fn settle(&mut self, is_block: bool) {
        let Some(chain) = self.last.take() else {
            return;
        };
        if is_block {
            for start in chain.starts {
                for segment in &mut self.segments[start..start + chain.length] {
                    segment.token = None;
                }
            }
        } else if let Some(start) = chain.starts.first() {
            let tokens = self.tokens(*start, chain.length);
            self.refused.push(tokens);
        }
    }

    fn layers_of(&self, start: usize, length: usize) -> std::ops::Range<usize> {
        self.segments[start].start..self.segments[start + length - 1].end
    }

    fn tokens(&self, start: usize, length: usize) -> Vec<Option<u32>> {
        let segments = &self.segments[start..start + length];
        segments.iter().map(|segment| segment.token).collect()
    }

    fn best(&self) -> Option<Chain> {
        let mut chains = self.repeated();
        chains.sort_by_key(|chain| {
            let saved = chain.layer_count * (chain.starts.len() - 1);
            let start = chain.starts[0];
            let is_late = self.begins_late(start);
            (std::cmp::Reverse(saved), is_late, chain.length, start)
        });
        chains.into_iter().find(|chain| {
            let start = chain.starts[0];
            !self.repeats_within(start, chain.length)
                && !self.refused.contains(&self.tokens(start, chain.length))
        })
    }

    /// Every chain that occurs more than once and is worth a block.
    fn repeated(&self) -> Vec<Chain> {
        let count = self.segments.len();
        // The same number for the same chain; longer by one in each turn.
        let mut chains: Vec<Option<u32>> = self.segments.iter().map(|it| it.token).collect();
        let mut found = Vec::new();
        for length in 1..=MOST_SEGMENTS.min(count / 2) {
            if length > 1 {
                chains = self.longer(&chains, length);
            }
            let mut starts: BTreeMap<u32, Vec<usize>> = BTreeMap::new();
            for (start, chain) in chains.iter().enumerate() {
                let Some(chain) = chain else { continue };
                let starts = starts.entry(*chain).or_default();
                if starts.last().is_none_or(|last| last + length <= start) {
                    starts.push(start);
                }
            }
            for starts in starts.into_values() {
                let layer_count = self.layers_of(starts[0], length).len();
                let saved = layer_count * (starts.len() - 1);
                if layer_count >= LEAST_LAYERS && saved >= LEAST_SAVED {
                    found.push(Chain {
                        starts,
                        length,
                        layer_count,
                    });
                }
            }
        }
        found
    }

    fn longer(&self, chains: &[Option<u32>], length: usize) -> Vec<Option<u32>> {
        let mut known: HashMap<(u32, u32), u32> = HashMap::new();
        let starts = 0..(self.segments.len() + 1).saturating_sub(length);
        let longer = starts.map(|start| {
            let pair = (chains[start]?, self.segments[start + length - 1].token?);
            let next = known.len() as u32;
            Some(*known.entry(pair).or_insert(next))
        });
        longer.collect()
    }

    /// Whether a chain is itself made of two parts in a row that are the same: those are what is repeated.
    fn repeats_within(&self, start: usize, length: usize) -> bool {
        (1..=length / 2).any(|part| {
            (start..=start + length - 2 * part).any(|at| {
                self.layers_of(at, part).len() >= LEAST_LAYERS
                    && self.tokens(at, part) == self.tokens(at + part, part)
            })
        })
    }

    /// Whether it begins with what usually ends a part: what follows upon a convolution or a sum.
    fn begins_late(&self, start: usize) -> bool {
        let first = &self.segments[start];
        let kind = self.layers[first.start].layer.spec.kind;
        first.end - first.start == 1 && kind.entry().passes == Passes::Numbers
    }
}

fn segments(layers: &[Named<'_>], taken: &[bool]) -> Vec<Segment> {
    let mut last_use: Vec<usize> = (0..layers.len()).collect();
    for (index, Named { layer, .. }) in layers.iter().enumerate() {
        for from in &layer.inputs {
            last_use[*from] = index;
        }
    }
    let mut numbers: HashMap<String, u32> = HashMap::new();
    let mut segments = Vec::new();
    let (mut start, mut needed_until) = (0, 0);
    for (index, last_use) in last_use.into_iter().enumerate() {
        // Nothing from before is read any more behind this layer.
        if needed_until <= index {
            let members: Vec<usize> = (start..=index).collect();
            let is_free = members
                .iter()
                .all(|member| !taken[*member] && !layers[*member].layer.inputs.is_empty());
            let token = is_free.then(|| {
                let next = numbers.len() as u32;
                let words = fixed_words(&members, layers);
                *numbers.entry(words).or_insert(next)
            });
            let end = index + 1;
            segments.push(Segment { start, end, token });
            start = end;
        }
        needed_until = needed_until.max(last_use);
    }
    segments
}

/// These layers, which follow upon one through which everything goes, and end with another one.
fn instance(members: std::ops::Range<usize>, layers: &[Named<'_>]) -> Instance {
    let source = members.start - 1;
    let exit = members.len() - 1;
    let members: Vec<usize> = members.collect();
    Instance {
        prefix: common_prefix(members.iter().map(|member| layers[*member].name)),
        members,
        source,
        exit,
    }
}

/// What all names begin with, up to where a part of a name ends.
fn common_prefix<'a>(names: impl Iterator<Item = &'a str>) -> String {
    let names: Vec<&str> = names.collect();
    let first = names.first().copied().unwrap_or("");
    let same_as_first = |name: &&str| {
        let same = first.bytes().zip(name.bytes());
        same.take_while(|(one, other)| one == other).count()
    };
    let length = names.iter().map(same_as_first).min().unwrap_or(0);
    let is_separator = |byte: &u8| matches!(byte, b'_' | b'.');
    let ends_part = |name: &&str| name.as_bytes().get(length).is_none_or(is_separator);
    let end = if names.iter().all(ends_part) {
        length
    } else {
        let common = &first.as_bytes()[..length];
        common.iter().rposition(is_separator).unwrap_or(0)
    };
    first[..end].to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_have_in_common_what_they_begin_with_as_far_as_a_part_goes() {
        let common = |names: &[&str]| common_prefix(names.iter().copied());
        assert_eq!(common(&["layer1.0.conv1", "layer1.0.relu"]), "layer1.0");
        assert_eq!(common(&["layer1.0.conv1", "layer1.0"]), "layer1.0");
        assert_eq!(common(&["conv2d_11", "conv2d_12"]), "conv2d");
        assert_eq!(common(&["conv2d_1", "add"]), "");
        assert_eq!(common(&["é_a", "è_b"]), "");
    }
}

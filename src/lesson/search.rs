//! Finding a pattern in a network: as it is asked for, and else what comes nearest to it.

use std::collections::BTreeSet;

use super::network::Network;
use super::pattern::Pattern;

/// Layers looked at before a search gives up: enough for every network that somebody draws by hand, and milliseconds of work.
const MOST_LOOKS: usize = 60_000;
/// A part of a network with more mistakes than these is no try at the pattern.
const MOST_MISTAKES: usize = 4;

/// Where a pattern was found, and what comes nearest to it elsewhere.
pub(super) struct Found {
    /// Of each place the layer that the pattern ends with.
    pub ends: BTreeSet<usize>,
    /// What comes nearest; `None` where not even its first layer is there.
    pub nearest: Option<Near>,
}

/// What comes near a pattern, up to its first mistake: its first layers, each with the layer that stands for it.
pub(super) struct Near {
    pub layers: Vec<usize>,
    /// Layers that are there, less the mistakes; then settings that are not as asked.
    rank: (isize, isize),
}

/// Looks for `pattern` in `network`.
pub(super) fn find(network: &Network<'_>, pattern: &Pattern) -> Found {
    let mut exact = Search::new(network, pattern, true);
    exact.look(0);
    let mut near = Search::new(network, pattern, false);
    near.ends.clone_from(&exact.ends);
    near.look(0);
    Found {
        ends: exact.ends,
        nearest: near.nearest,
    }
}

struct Search<'a> {
    network: &'a Network<'a>,
    pattern: &'a Pattern,
    /// Whether the pattern must be there as asked; else settings may differ, and layers be missing or too many.
    is_exact: bool,
    /// The layer that stands for each of the pattern's first ones.
    layers: Vec<usize>,
    /// How many of them are really there.
    there: usize,
    faults: usize,
    mistakes: usize,
    /// The place of the first mistake.
    first_mistake: Option<usize>,
    looks: usize,
    ends: BTreeSet<usize>,
    nearest: Option<Near>,
}

impl<'a> Search<'a> {
    fn new(network: &'a Network<'a>, pattern: &'a Pattern, is_exact: bool) -> Self {
        Self {
            network,
            pattern,
            is_exact,
            layers: Vec::new(),
            there: 0,
            faults: 0,
            mistakes: 0,
            first_mistake: None,
            looks: 0,
            ends: BTreeSet::new(),
            nearest: None,
        }
    }

    /// Gives the layers of the pattern from `place` on a layer each, in every way.
    fn look(&mut self, place: usize) {
        let Some(node) = self.pattern.nodes.get(place) else {
            return self.complete();
        };
        let source = node.from.first().map(|from| self.layers[*from]);
        let goes_on = match source {
            Some(source) => self.look_behind(place, source),
            None => {
                let mut goes_on = false;
                for layer in 0..self.network.len() {
                    goes_on |= self.try_layer(place, layer, None);
                }
                goes_on
            }
        };
        if goes_on || self.is_exact {
            return;
        }
        match source {
            Some(source) if self.mistakes < MOST_MISTAKES => self.forgive(place, source),
            _ => self.note(),
        }
    }

    /// Tries every user of `source`, which stands for what the pattern has before `place`.
    fn look_behind(&mut self, place: usize, source: usize) -> bool {
        let network = self.network;
        let mut goes_on = false;
        for user in network.users(source) {
            goes_on |= self.try_layer(place, *user, Some(source));
        }
        goes_on
    }

    /// Goes on as if `layer`, which has to take the output of `source`, stood at `place`; answers whether it can stand there.
    fn try_layer(&mut self, place: usize, layer: usize, source: Option<usize>) -> bool {
        self.looks += 1;
        if self.looks > MOST_LOOKS {
            return false;
        }
        let Some(faults) = self.fit(place, layer, source) else {
            return false;
        };
        self.layers.push(layer);
        self.there += 1;
        self.faults += faults;
        self.look(place + 1);
        self.faults -= faults;
        self.there -= 1;
        self.layers.pop();
        true
    }

    /// Goes on after a mistake: without the layer at `place`, or behind a layer that is too many.
    fn forgive(&mut self, place: usize, source: usize) {
        let first_mistake = self.first_mistake;
        self.first_mistake = first_mistake.or(Some(place));
        self.mistakes += 1;
        self.layers.push(source);
        self.look(place + 1);
        self.layers.pop();
        let network = self.network;
        for extra in network.users(source) {
            self.look_behind(place, *extra);
        }
        self.mistakes -= 1;
        self.first_mistake = first_mistake;
    }

    /// How many settings of `layer` are not as asked at `place`; `None` where it cannot stand there.
    fn fit(&self, place: usize, layer: usize, source: Option<usize>) -> Option<usize> {
        let node = &self.pattern.nodes[place];
        if self.layers.contains(&layer) || !node.layer.is_kind(self.network, layer) {
            return None;
        }
        if let Some(source) = source {
            let others = node.from.iter().skip(1).map(|from| self.layers[*from]);
            let mut sources: Vec<usize> = std::iter::once(source).chain(others).collect();
            let mut inputs: Vec<usize> = self.network.inputs(layer).collect();
            inputs.sort_unstable();
            sources.sort_unstable();
            if inputs != sources {
                return None;
            }
        }
        let faults = node.layer.faults(self.network, layer).len();
        (faults == 0 || !self.is_exact).then_some(faults)
    }

    fn complete(&mut self) {
        let Some(end) = self.layers.last() else {
            return;
        };
        if self.is_exact {
            self.ends.insert(*end);
        } else if self.mistakes > 0 || (self.faults > 0 && !self.ends.contains(end)) {
            self.note();
        }
    }

    /// Keeps what was reached where it is nearer than anything before.
    fn note(&mut self) {
        let rank = (
            self.there as isize - self.mistakes as isize,
            -(self.faults as isize),
        );
        let is_nearer = self.nearest.as_ref().is_none_or(|near| near.rank < rank);
        if self.there > 0 && is_nearer {
            let until = self.first_mistake.unwrap_or(self.layers.len());
            self.nearest = Some(Near {
                layers: self.layers[..until].to_vec(),
                rank,
            });
        }
    }
}

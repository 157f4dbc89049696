//! What the open network is compared with.

use super::marks::{Marks, marks_after, marks_before, marks_of_check};
use crate::graph::{
    Diff, Graph, Identity, Inference, Listing, Side, SummaryCheck, check_summary, diff, infer,
};
use crate::text::Message;
use std::sync::Arc;

/// Another network, or a summary, and what differs; kept up to date with every edit.
#[derive(Debug, Clone)]
pub struct Comparison {
    /// What it is compared with, in words: "version 3: set filters of conv1", "old.netsmith".
    pub title: Message,
    /// The other side.
    pub with: Counterpart,
    /// What differs.
    pub result: ComparisonResult,
}

/// What a network is compared with.
#[derive(Debug, Clone)]
pub enum Counterpart {
    /// Another network, which was before.
    Network(Arc<OtherNetwork>),
    /// What somebody's `model.summary()` printed.
    Summary(Arc<Listing>),
}

/// The other network of a comparison.
#[derive(Debug)]
pub struct OtherNetwork {
    /// The network.
    pub graph: Graph,
    /// What inference knows about it.
    pub inference: Inference,
    /// What makes a layer of it the same as one of the open network.
    pub identity: Identity,
}

/// What a comparison found.
#[derive(Debug, Clone)]
pub enum ComparisonResult {
    /// Between two networks.
    Diff(Diff),
    /// Between a summary and the network.
    Check(SummaryCheck),
}

impl Counterpart {
    /// Another network.
    pub fn network(graph: Graph, identity: Identity) -> Self {
        let inference = infer(&graph);
        Self::Network(Arc::new(OtherNetwork {
            graph,
            inference,
            identity,
        }))
    }
}

impl Comparison {
    /// Compares a network with `with`.
    pub fn new(title: Message, with: Counterpart, graph: &Graph, inference: &Inference) -> Self {
        let result = compare(&with, graph, inference);
        Self {
            title,
            with,
            result,
        }
    }

    /// Compares anew, after an edit.
    pub fn refresh(&mut self, graph: &Graph, inference: &Inference) {
        self.result = compare(&self.with, graph, inference);
    }

    /// What the canvas points out in the open network.
    pub fn marks(&self) -> Marks {
        match &self.result {
            ComparisonResult::Diff(diff) => marks_after(diff),
            ComparisonResult::Check(check) => marks_of_check(check),
        }
    }

    /// What the canvas points out in the other network.
    pub fn marks_before(&self) -> Marks {
        match &self.result {
            ComparisonResult::Diff(diff) => marks_before(diff),
            ComparisonResult::Check(_) => Marks::new(),
        }
    }

    /// The other network, where it is one.
    pub fn other(&self) -> Option<&Arc<OtherNetwork>> {
        match &self.with {
            Counterpart::Network(other) => Some(other),
            Counterpart::Summary(_) => None,
        }
    }

    /// How much differs.
    pub fn count(&self) -> usize {
        match &self.result {
            ComparisonResult::Diff(diff) => diff.changes.len(),
            ComparisonResult::Check(check) => check.mismatches.len(),
        }
    }
}

fn compare(with: &Counterpart, graph: &Graph, inference: &Inference) -> ComparisonResult {
    match with {
        Counterpart::Network(other) => {
            let before = Side {
                graph: &other.graph,
                inference: &other.inference,
            };
            let after = Side { graph, inference };
            ComparisonResult::Diff(diff(before, after, other.identity))
        }
        Counterpart::Summary(listing) => ComparisonResult::Check(check_summary(listing, inference)),
    }
}

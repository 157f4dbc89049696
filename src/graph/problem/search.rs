//! Which repairs of a problem are tried, in which order, and when it is enough: single ones first, then rows of several.

use super::super::model::Graph;
use super::proof::{Ground, Outcome, joined};
use super::{Problem, Repair};

/// How many layers are measured in all for the repairs of one problem; blocks that had to be opened count with them.
const BUDGET_LAYERS: usize = 40_000;

/// However large the network, so many repairs of a problem are tried.
const LEAST_TRIES: usize = 6;

/// However small it is, no more than these.
const MOST_TRIES: usize = 40;

/// As many repairs of one node as may follow each other.
const MOST_STEPS: usize = 4;

/// A repair to try: the last of `steps`, on `graph`, which those before it led to.
struct Attempt {
    graph: Graph,
    steps: Vec<Repair>,
}

/// The repairs of one problem, tried one by one.
pub(super) struct Search {
    /// To be tried next, from the end.
    open: Vec<Attempt>,
    /// To be tried where no single repair works: repairs that are not enough, each with one that may follow.
    rows: Vec<Attempt>,
    pub working: Vec<Repair>,
    tries_left: usize,
}

impl Search {
    pub fn new(ground: &Ground, thought_of: &[Repair]) -> Self {
        let attempt = |repair: &Repair| Attempt {
            graph: ground.graph.clone(),
            steps: vec![repair.clone()],
        };
        let affordable = BUDGET_LAYERS / ground.before().size.max(1);
        Self {
            open: thought_of.iter().rev().map(attempt).collect(),
            rows: Vec::new(),
            working: Vec::new(),
            tries_left: affordable.clamp(LEAST_TRIES, MOST_TRIES),
        }
    }

    pub fn is_over(&self) -> bool {
        self.open.is_empty() && self.rows.is_empty()
    }

    /// Makes one try; gives the number of layers that it measured.
    pub fn step(&mut self, ground: &Ground, problem: &Problem) -> usize {
        let Some(attempt) = self.open.pop() else {
            self.rows.clear();
            return 0;
        };
        self.tries_left = self.tries_left.saturating_sub(1);
        let Some(repair) = attempt.steps.last() else {
            return 0;
        };
        let (outcome, measured) = ground.outcome(&attempt.graph, problem, &repair.edit);
        let is_single = attempt.steps.len() == 1;
        match outcome {
            Outcome::Works if is_single => self.working.push(repair.clone()),
            Outcome::Works => {
                self.working.push(joined(attempt.steps));
                self.open.clear();
            }
            Outcome::Left(graph, left) if attempt.steps.len() < MOST_STEPS => {
                let following = following(&attempt.steps, &graph, &left);
                if is_single {
                    self.rows.extend(following);
                } else {
                    let following: Vec<Attempt> = following.collect();
                    self.open.extend(following.into_iter().rev());
                }
            }
            Outcome::Left(..) | Outcome::Fails => {}
        }
        self.go_on();
        measured
    }

    /// What is left to be tried once each single repair was.
    fn go_on(&mut self) {
        if self.tries_left == 0 {
            self.open.clear();
            self.rows.clear();
        } else if self.open.is_empty() {
            self.open = std::mem::take(&mut self.rows);
            if !self.working.is_empty() {
                self.open.clear();
            }
            self.open.reverse();
        }
    }
}

/// `done`, which led to `graph`, with each repair that may follow there.
fn following<'a>(
    done: &'a [Repair],
    graph: &'a Graph,
    left: &'a [Problem],
) -> impl Iterator<Item = Attempt> + 'a {
    let repairs = left.iter().flat_map(Problem::thought_of);
    repairs.map(move |repair| Attempt {
        graph: graph.clone(),
        steps: done.iter().chain([repair]).cloned().collect(),
    })
}

//! Which repairs of a problem are tried, in which order, and when it is enough: single ones first, then rows of several, and
//! of each what takes least away.

use super::super::model::Graph;
use super::instances::with_instances;
use super::proof::{Ground, Outcome, joined};
use super::rank::Cost;
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
    cost: Cost,
}

/// The repairs of one problem, tried one by one.
pub(super) struct RepairSearch {
    /// To be tried next, from the end.
    open: Vec<Attempt>,
    /// To be tried where no single repair works without deleting: repairs that are not enough, each with one that may follow.
    rows: Vec<Attempt>,
    working: Vec<(Cost, Repair)>,
    tries_left: usize,
}

impl RepairSearch {
    pub fn new(ground: &Ground, thought_of: &[Repair]) -> Self {
        let attempt = |repair: &Repair| Attempt {
            graph: ground.graph.clone(),
            steps: vec![repair.clone()],
            cost: Cost::of(&ground.graph, &repair.edit),
        };
        let affordable = BUDGET_LAYERS / ground.before().size().max(1);
        Self {
            open: with_the_cheapest_last(thought_of.iter().map(attempt).collect()),
            rows: Vec::new(),
            working: Vec::new(),
            tries_left: affordable.clamp(LEAST_TRIES, MOST_TRIES),
        }
    }

    pub fn is_over(&self) -> bool {
        self.open.is_empty() && self.rows.is_empty()
    }

    /// What was found, what takes least away first.
    pub fn found(mut self, ground: &Ground) -> Vec<Repair> {
        self.working.sort_by_key(|(cost, _)| *cost);
        let working = self.working.into_iter();
        working
            .map(|(_, repair)| with_instances(repair, &ground.graph, &ground.before().inference))
            .collect()
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
            Outcome::Works if is_single => self.working.push((attempt.cost, repair.clone())),
            Outcome::Works => {
                self.working.push((attempt.cost, joined(attempt.steps)));
                self.open.clear();
            }
            Outcome::Left(graph, left) if attempt.steps.len() < MOST_STEPS => {
                let following = following(&attempt, &graph, &left);
                if is_single {
                    self.rows.extend(following);
                } else {
                    // Of those that cost the same, the row that was begun is gone on with.
                    let following = following.filter(|row| self.is_wanted(row));
                    let mut open: Vec<Attempt> = following.collect();
                    open.extend(std::mem::take(&mut self.open).into_iter().rev());
                    self.open = with_the_cheapest_last(open);
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
            let rows = std::mem::take(&mut self.rows);
            let rows = rows.into_iter().filter(|row| self.is_wanted(row));
            self.open = with_the_cheapest_last(rows.collect());
        }
    }

    /// Whether a row may be offered beside what was found: only in place of what deletes.
    fn is_wanted(&self, row: &Attempt) -> bool {
        let mut found = self.working.iter();
        found.all(|(cost, _)| *cost == Cost::Deletion && row.cost < Cost::Deletion)
    }
}

/// In the order in which they are to be tried, from the end; what costs the same keeps its order.
fn with_the_cheapest_last(mut attempts: Vec<Attempt>) -> Vec<Attempt> {
    attempts.sort_by_key(|attempt| attempt.cost);
    attempts.reverse();
    attempts
}

/// What was `done`, which led to `graph`, with each repair that may follow there.
fn following<'a>(
    done: &'a Attempt,
    graph: &'a Graph,
    left: &'a [Problem],
) -> impl Iterator<Item = Attempt> + 'a {
    let repairs = left.iter().flat_map(Problem::thought_of);
    repairs.map(move |repair| Attempt {
        graph: graph.clone(),
        steps: done.steps.iter().chain([repair]).cloned().collect(),
        cost: done.cost.max(Cost::of(graph, &repair.edit)),
    })
}

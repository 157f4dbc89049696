//! Repairs are tried before they are offered, and not before somebody asks for them: finding problems tries none, and what
//! was tried is kept with the problem. Never offers one that leaves an error where it was to be repaired, or that breaks
//! what worked.

use std::collections::BTreeSet;
use std::fmt;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use super::super::edit::{Edit, apply};
use super::super::infer::measured;
use super::super::model::Graph;
use super::super::report::Inference;
use super::aim::{Aim, candidates_for};
use super::search::RepairSearch;
use super::{Problem, Repair, Severity};
use crate::message;
use crate::text::{Argument, then};

/// What could be done about a problem. Copies share what was found out by trying.
#[derive(Clone, Default)]
pub(super) struct Repairs {
    thought_of: Vec<Repair>,
    ground: Option<Arc<Ground>>,
    proof: Arc<Proof>,
}

#[derive(Default)]
struct Proof {
    search: Mutex<Option<RepairSearch>>,
    working: OnceLock<Vec<Repair>>,
}

/// The network that problems were found in, and what it is wanted for.
pub(super) struct Ground {
    pub graph: Graph,
    aim: Aim,
    before: OnceLock<Before>,
}

/// What a repair must not make worse.
pub(super) struct Before {
    /// The network as it was measured.
    pub inference: Inference,
    /// Layers that nothing is wrong with.
    sound: BTreeSet<String>,
    /// What is wrong with the network as a whole.
    of_network: BTreeSet<String>,
}

/// `problems` of `graph`, whose repairs can be tried from now on.
pub(super) fn grounded(graph: &Graph, aim: &Aim, mut problems: Vec<Problem>) -> Vec<Problem> {
    if problems.iter().all(|it| it.repairs.thought_of.is_empty()) {
        return problems;
    }
    let ground = Arc::new(Ground {
        graph: graph.clone(),
        aim: aim.clone(),
        before: OnceLock::new(),
    });
    for problem in &mut problems {
        problem.repairs = Repairs {
            thought_of: std::mem::take(&mut problem.repairs.thought_of),
            ground: Some(Arc::clone(&ground)),
            proof: Arc::default(),
        };
    }
    problems
}

/// Tries the repairs of `problems`, the first ones first, until about `layers` layers were measured for that; tells how far
/// it has come before each problem. What was not reached is known by [`Problem::known_repairs`].
pub fn try_repairs(problems: &[Problem], layers: usize, mut tell: impl FnMut(usize)) {
    let mut measured = 0;
    for (index, problem) in problems.iter().enumerate() {
        while problem.known_repairs().is_none() && measured < layers {
            tell(index);
            measured += problem.try_next_repair();
        }
    }
}

impl Problem {
    /// What can be done about it: every one of these was tried and works.
    #[must_use]
    pub fn repairs(&self) -> &[Repair] {
        while self.known_repairs().is_none() {
            self.try_next_repair();
        }
        self.known_repairs().unwrap_or_default()
    }

    /// What can be done about it, as far as that is known without trying; `None` where something is still to be tried.
    #[must_use]
    pub fn known_repairs(&self) -> Option<&[Repair]> {
        if self.repairs.thought_of.is_empty() || self.repairs.ground.is_none() {
            return Some(&[]);
        }
        self.repairs.proof.working.get().map(Vec::as_slice)
    }

    /// Tries one more repair. Gives the number of layers that were measured for it.
    pub fn try_next_repair(&self) -> usize {
        let Some(ground) = &self.repairs.ground else {
            return 0;
        };
        let proof = &self.repairs.proof;
        let mut search = proof.search.lock().unwrap_or_else(PoisonError::into_inner);
        if proof.working.get().is_some() {
            return 0;
        }
        let under_way = search.get_or_insert_with(|| RepairSearch::new(ground, self.thought_of()));
        let measured = under_way.step(ground, self);
        if under_way.is_over() {
            let found = search.take().map(|search| search.found(ground));
            proof.working.get_or_init(|| found.unwrap_or_default());
        }
        measured
    }

    pub(super) fn thought_of(&self) -> &[Repair] {
        &self.repairs.thought_of
    }

    /// Something to be tried.
    pub(super) fn with_repairs(mut self, repairs: impl IntoIterator<Item = Repair>) -> Self {
        self.repairs.thought_of.extend(repairs);
        self
    }
}

/// What became of a repair.
pub(super) enum Outcome {
    Works,
    /// The node has these problems left.
    Left(Graph, Vec<Problem>),
    Fails,
}

impl Ground {
    pub fn before(&self) -> &Before {
        self.before.get_or_init(|| {
            let inference = measured(&self.graph);
            let problems = candidates_for(&self.graph, &inference, &self.aim);
            Before::of(inference, &problems)
        })
    }

    /// What comes of `edit`, and how many layers were measured to find out.
    pub fn outcome(&self, graph: &Graph, problem: &Problem, edit: &Edit) -> (Outcome, usize) {
        let before = self.before();
        let Ok(repaired) = apply(graph, edit) else {
            return (Outcome::Fails, before.size());
        };
        let inference = measured(&repaired);
        let measured = size(&inference).max(before.size());
        let found = candidates_for(&repaired, &inference, &self.aim);
        if found.iter().any(|found| before.is_broken_by(found)) {
            return (Outcome::Fails, measured);
        }
        let left = found.into_iter();
        let left: Vec<Problem> = left.filter(|it| is_of(problem, it, &repaired)).collect();
        if left.is_empty() {
            (Outcome::Works, measured)
        } else {
            (Outcome::Left(repaired, left), measured)
        }
    }
}

/// What it took to measure a network: blocks cost work whether there is a layer in them or not.
fn size(inference: &Inference) -> usize {
    inference.layers.len() + inference.blocks.len() + inference.structure.len()
}

impl Before {
    fn of(inference: Inference, problems: &[Problem]) -> Self {
        let faulty: BTreeSet<&str> = problems.iter().map(|it| it.node.as_str()).collect();
        let known = inference.layers.iter();
        let known = known.filter(|layer| layer.output_shape.is_some());
        let of_network = problems.iter().filter(|it| it.node.is_empty());
        let sound = known
            .map(|layer| layer.name.to_string())
            .filter(|name| !faulty.contains(name.as_str()))
            .collect();
        Self {
            sound,
            of_network: of_network.map(|it| it.message.to_string()).collect(),
            inference,
        }
    }

    /// What it took to measure the network.
    pub fn size(&self) -> usize {
        size(&self.inference)
    }

    /// Whether `found`, after a repair, was not so before.
    fn is_broken_by(&self, found: &Problem) -> bool {
        let is_new = match found.node.as_str() {
            "" => found.path.is_none() && !self.of_network.contains(&found.message.to_string()),
            name => self.sound.contains(name),
        };
        is_new && found.severity == Severity::Error
    }
}

/// Whether `found`, in the repaired network, is as bad as `problem` and at the same node. A node that a repair took out of
/// its block is known by its name.
fn is_of(problem: &Problem, found: &Problem, repaired: &Graph) -> bool {
    let is_there = |problem: &Problem| match &problem.path {
        Some(path) => repaired.node(path).is_some(),
        None => false,
    };
    let is_same_node = if is_there(problem) {
        found.path == problem.path
    } else if problem.node.is_empty() {
        found.message == problem.message
    } else {
        found.node == problem.node
    };
    is_same_node && (found.severity == Severity::Error || found.severity == problem.severity)
}

/// All of `steps` as one repair.
pub(super) fn joined(mut steps: Vec<Repair>) -> Repair {
    if steps.len() == 1 {
        return steps.swap_remove(0);
    }
    let labels = steps.iter().enumerate().map(|(index, step)| match index {
        0 => Argument::from(&step.label),
        _ => Argument::from(step.label.inside()),
    });
    let label = message!("repairs-in-a-row", repairs = then(labels));
    let edits = steps.into_iter().map(|step| step.edit).collect();
    Repair {
        edit: Edit::Many {
            label: label.inside(),
            edits,
        },
        label,
    }
}

/// Where something was found says nothing about what it is.
impl PartialEq for Repairs {
    fn eq(&self, other: &Self) -> bool {
        self.thought_of == other.thought_of
    }
}

/// Without the network around them.
impl fmt::Debug for Repairs {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let labels = self.thought_of.iter().map(|repair| &repair.label);
        formatter.debug_list().entries(labels).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::infer;
    use super::super::tests::chain;
    use super::*;
    use crate::graph::{BlockCall, BlockDefinition, Content, Node, NodeId, Port};
    use crate::layer::{Kind, LayerSpec};
    use std::collections::BTreeMap;

    fn faulty() -> Graph {
        chain([
            LayerSpec::new(Kind::Input),
            LayerSpec::new(Kind::Conv2D).with("filters", 0),
            LayerSpec::new(Kind::Flatten),
            LayerSpec::new(Kind::Dense).with("activation", "softmax"),
        ])
    }

    #[test]
    fn inference_tries_no_repair_and_whoever_asks_gets_those_that_work() {
        let inference = infer(&faulty());
        let problem = &inference.problems[0];
        assert_eq!(problem.known_repairs(), None);
        let copy = problem.clone();
        assert_eq!(problem.repairs()[0].label, "Set filters back to 32");
        // What was tried once is known to every copy.
        assert_eq!(copy.known_repairs(), Some(problem.repairs()));
    }

    /// Blocks that hold the next one twice, `depth` of them, the last of which is missing.
    fn doubled(depth: usize) -> Graph {
        let node = |id: u64, content: Content| Node {
            name: format!("node_{id}"),
            position: [0.0, 0.0],
            content,
            inputs: id.checked_sub(1).map(NodeId).into_iter().collect(),
        };
        let instance = |level: usize| {
            Content::Block(BlockCall {
                block: format!("level_{level}"),
                arguments: BTreeMap::new(),
            })
        };
        let mut graph = chain([LayerSpec::new(Kind::Input)]);
        graph
            .body
            .nodes
            .insert(NodeId(1), Arc::new(node(1, instance(0))));
        for level in 0..depth {
            let contents = [
                Content::Port(Port::Input),
                instance(level + 1),
                instance(level + 1),
                Content::Port(Port::Output),
            ];
            let mut definition = BlockDefinition::default();
            for (id, content) in (0..).zip(contents) {
                let node = Arc::new(node(id, content));
                definition.body.nodes.insert(NodeId(id), node);
            }
            let name = format!("level_{level}");
            graph.blocks.insert(name, Arc::new(definition));
        }
        graph
    }

    /// With hardly a layer in them, networks of nothing but nested blocks were tried for without an end.
    #[test]
    fn blocks_that_are_opened_for_a_try_count() {
        let inference = infer(&doubled(10));
        assert!(inference.layers.len() < 2 && inference.problems.len() > 100);
        let mut tries = 0;
        try_repairs(&inference.problems, 5_000, |_| tries += 1);
        assert!(tries <= 5, "{tries}");
    }

    #[test]
    fn repairs_are_tried_as_far_as_asked() {
        let inference = infer(&faulty());
        let mut told = Vec::new();
        try_repairs(&inference.problems, 0, |index| told.push(index));
        assert_eq!(inference.problems[0].known_repairs(), None);
        try_repairs(&inference.problems, 1_000, |index| told.push(index));
        assert!(inference.problems[0].known_repairs().is_some());
        assert_eq!(told, [0]);
    }
}

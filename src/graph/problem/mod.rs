//! What is wrong with a network, in words, with its cause upstream and repairs that the user can apply.
//! One file per kind of problem. Never changes a graph: a repair is an edit that somebody else applies.

mod aim;
mod behind;
mod block;
mod bring;
mod cycle;
mod data;
mod frozen;
mod head;
mod history;
mod input;
mod instances;
mod loss;
mod mend;
mod missing_input;
mod name;
mod needs_map;
mod needs_vector;
mod output;
mod picture;
mod proof;
mod rank;
mod relocate;
mod search;
mod setting;
mod site;
mod unequal_inputs;
mod window_too_large;

use super::edit::Edit;
use super::expand::{MAX_LAYERS, StructureFault};
use super::model::{Graph, NodePath};
use super::report::{Inference, LayerReport};
use crate::layer::{Fault, FaultKind};
use crate::message;
use crate::text::Message;
use proof::Repairs;
use site::Site;

pub use aim::{Aim, find_all, find_for, find_with_data, judge};
pub use data::DataFacts;
pub use loss::loss_kept;
pub use mend::{MOST_MEASURED, Mended, mend};
pub use picture::LARGEST_SIDE;
pub use proof::try_repairs;

/// How bad a problem is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// The network cannot be built or trained.
    Error,
    /// It can, but something is probably not meant so.
    Warning,
    /// Something is still missing. Nothing that is there is wrong, so that whoever is building is only reminded; a
    /// training refuses it like an error.
    Unfinished,
}

/// The layer upstream that made it so.
#[derive(Clone, Debug, PartialEq)]
pub struct Cause {
    /// Where it is.
    pub path: NodePath,
    /// Its name.
    pub name: String,
    /// What it did: "Conv2D made (8, 8, 64) of (16, 16, 64)".
    pub message: Message,
}

/// Something that the user can have done about a problem with one click.
#[derive(Clone, Debug, PartialEq)]
pub struct Repair {
    /// What the button says.
    pub label: Message,
    /// What it does.
    pub edit: Edit,
}

/// One thing that is wrong.
#[derive(Clone, Debug, PartialEq)]
pub struct Problem {
    /// How bad it is.
    pub severity: Severity,
    /// The node that has it; `None` for the network as a whole.
    pub path: Option<NodePath>,
    /// The node's name; empty for the network as a whole.
    pub node: String,
    /// What was needed and what is there, without the node's name. Its code says which kind of problem it is.
    pub message: Message,
    /// What upstream made it so.
    pub cause: Option<Cause>,
    /// Whether it is between the network and what it is wanted for, and no fault of the network alone.
    pub is_of_aim: bool,
    repairs: Repairs,
}

impl Problem {
    /// The problem as a sentence that names its node.
    #[must_use]
    pub fn sentence(&self) -> String {
        self.said().to_string()
    }

    /// The same as data.
    #[must_use]
    pub fn said(&self) -> Message {
        if self.node.is_empty() {
            self.message.clone()
        } else {
            message!(
                "problem-of-layer",
                node = &self.node,
                problem = &self.message
            )
        }
    }

    fn error(path: &NodePath, node: &str, message: Message) -> Self {
        Self {
            severity: Severity::Error,
            path: Some(path.clone()),
            node: node.to_owned(),
            message,
            cause: None,
            is_of_aim: false,
            repairs: Repairs::default(),
        }
    }

    fn warning(path: &NodePath, node: &str, message: Message) -> Self {
        Self {
            severity: Severity::Warning,
            ..Self::error(path, node, message)
        }
    }

    fn unfinished(path: &NodePath, node: &str, message: Message) -> Self {
        Self {
            severity: Severity::Unfinished,
            ..Self::error(path, node, message)
        }
    }

    /// An error of the network as a whole.
    pub fn of_network(message: Message) -> Self {
        Self {
            path: None,
            ..Self::error(&NodePath(Vec::new()), "", message)
        }
    }

    fn caused_by(mut self, cause: Option<Cause>) -> Self {
        self.cause = cause;
        self
    }
}

/// Every problem of a network by itself, errors first, then in the order of the layers.
pub(super) fn find(
    graph: &Graph,
    structure: &[StructureFault],
    inference: &Inference,
) -> Vec<Problem> {
    let problems = candidates(graph, structure, inference);
    proof::grounded(graph, &Aim::default(), problems)
}

/// [`find`] with repairs that cannot be tried yet.
fn candidates(graph: &Graph, structure: &[StructureFault], inference: &Inference) -> Vec<Problem> {
    let site = Site::new(graph, inference);
    let inputs = input::find(&site, MOST_LISTED);
    let mut problems = inputs.listed;
    let (first, rest) = structure.split_at(structure.len().min(MOST_LISTED));
    problems.extend(first.iter().map(|fault| of_structure(&site, fault)));
    let mut unlisted = inputs.unlisted + rest.len();
    let layers = inference.layers.iter().enumerate();
    for (index, report) in layers {
        let Some(fault) = &report.fault else { continue };
        if problems.len() < MOST_LISTED {
            problems.push(of_layer(&site, index, report, fault));
        } else {
            unlisted += 1;
        }
    }
    let names = name::find(&site, MOST_LISTED);
    problems.extend(names.listed);
    let ends = output::find(&site, &problems, MOST_LISTED);
    problems.extend(ends.listed);
    unlisted += names.unlisted + ends.unlisted;
    problems.extend(head::find(&site));
    problems.extend(frozen::find(&site));
    problems.extend(picture::find(&site));
    problems.sort_by_key(|problem| problem.severity);
    unlisted += problems.len().saturating_sub(MOST_LISTED);
    problems.truncate(MOST_LISTED);
    problems.extend((unlisted > 0).then(|| more(unlisted)));
    problems
}

/// The first problems of a kind, and how many more there are.
#[derive(Default)]
struct FirstProblems {
    listed: Vec<Problem>,
    unlisted: usize,
}

/// Beyond this many, of a kind and in all, only their number is told: nobody reads more, and each of them may walk upstream
/// for its cause.
const MOST_LISTED: usize = 1000;

fn more(count: usize) -> Problem {
    Problem::of_network(message!("more-problems", count = count))
}

fn of_structure(site: &Site<'_>, fault: &StructureFault) -> Problem {
    match fault {
        StructureFault::Cycle(paths) => cycle::problem(site, paths),
        StructureFault::MissingInput {
            path,
            name,
            least,
            given,
        } => missing_input::problem(site, path, name, (*least, *given)),
        StructureFault::Block { path, name, fault } => block::problem(site, path, name, fault),
        StructureFault::Name {
            path,
            name,
            message,
        } => name::unfilled(site, path, name, message),
        StructureFault::TooManyLayers => {
            Problem::of_network(message!("too-many-layers", most = MAX_LAYERS))
        }
    }
}

fn of_layer(site: &Site<'_>, index: usize, report: &LayerReport, fault: &Fault) -> Problem {
    match &fault.kind {
        FaultKind::Setting { key } => setting::problem(site, report, key, &fault.message),
        FaultKind::UnequalInputs => unequal_inputs::problem(site, index, &fault.message),
        FaultKind::WindowTooLarge { key, fitting } => {
            window_too_large::problem(site, index, &fault.message, (key, *fitting))
        }
        FaultKind::NeedsVector { .. } => needs_vector::problem(site, report, &fault.message),
        FaultKind::NeedsMap { .. } => needs_map::problem(site, index, &fault.message),
        FaultKind::TooLarge => Problem::error(
            &report.path,
            &report.name,
            message!("too-large", reason = &fault.message),
        ),
    }
}

#[cfg(test)]
pub(super) mod tests {
    use std::sync::Arc;

    use super::super::model::{Content, Graph, Node, NodeId};
    use super::super::naming::{names, unique_name};
    use super::super::{apply, broken_invariants, infer};
    use crate::layer::LayerSpec;

    /// A network of layers in a row, named as Keras names them.
    pub(in crate::graph) fn chain(specs: impl IntoIterator<Item = LayerSpec>) -> Graph {
        let mut graph = Graph::default();
        for (id, spec) in (0_u64..).zip(specs) {
            let name = unique_name(spec.kind.entry().stem, &names(&graph.body));
            let inputs = id.checked_sub(1).map(NodeId).into_iter().collect();
            let node = Node {
                name,
                position: [0.0, id as f32 * 100.0],
                content: Content::Layer(spec),
                inputs,
            };
            graph.body.nodes.insert(NodeId(id), Arc::new(node));
        }
        graph
    }

    /// The graph has exactly this problem first, and the repair of this label leaves a sound graph without it.
    pub(in crate::graph) fn assert_repair(graph: &Graph, sentence: &str, label: &str) {
        let inference = infer(graph);
        let problem = &inference.problems[0];
        assert_eq!(problem.sentence(), sentence);
        let repairs = problem.repairs();
        let labels: Vec<String> = repairs
            .iter()
            .map(|repair| repair.label.to_string())
            .collect();
        let repair = repairs.iter().find(|repair| repair.label == label);
        let repair = repair.unwrap_or_else(|| panic!("no repair `{label}` among {labels:?}"));
        let repaired = apply(graph, &repair.edit).unwrap();
        assert_eq!(broken_invariants(&repaired), Vec::<String>::new());
        let left = infer(&repaired).problems;
        assert!(
            left.iter().all(|problem| problem.sentence() != sentence),
            "{left:?}"
        );
    }
}

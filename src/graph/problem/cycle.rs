//! Nodes that wait for each other.

use super::super::model::NodePath;
use super::{Problem, Site};

pub(super) fn problem(site: &Site<'_>, paths: &[NodePath]) -> Problem {
    let names: Vec<String> = paths
        .iter()
        .take(5)
        .filter_map(|path| site.graph.node(path).map(|node| format!("`{}`", node.name)))
        .collect();
    let message = format!(
        "is part of a circle of wires ({}); remove one of them",
        names.join(", ")
    );
    let (path, name) = match paths.first() {
        Some(path) => (
            path.clone(),
            site.graph
                .node(path)
                .map_or(String::new(), |node| node.name.clone()),
        ),
        None => return Problem::of_network(message),
    };
    Problem::error(&path, &name, message)
}

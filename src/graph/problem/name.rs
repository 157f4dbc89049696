//! Two layers with one name.

use std::collections::{BTreeSet, HashMap};

use super::super::edit::Edit;
use super::super::model::{NodeId, NodePath, Place};
use super::super::naming::{names, unique_name};
use super::super::report::LayerReport;
use super::{Problem, Repair, Site};
use crate::layer::Value;

/// One problem per node at the top that repeats a name, however many layers of a block do.
pub(super) fn find(site: &Site<'_>) -> Vec<Problem> {
    // Only asked, never walked: an order that changes from run to run cannot show.
    let mut first: HashMap<&str, &LayerReport> =
        HashMap::with_capacity(site.inference.layers.len());
    let mut reported: BTreeSet<NodePath> = BTreeSet::new();
    let mut problems = Vec::new();
    for report in &site.inference.layers {
        let Some(earlier) = first.get(report.name.as_ref()) else {
            first.insert(&report.name, report);
            continue;
        };
        let top = NodePath(report.path.0.iter().take(1).copied().collect());
        if reported.insert(top.clone()) {
            problems.push(problem(site, report, earlier, &top));
        }
    }
    problems
}

fn problem(
    site: &Site<'_>,
    report: &LayerReport,
    earlier: &LayerReport,
    top: &NodePath,
) -> Problem {
    let name = site.graph.node(top).map_or("", |node| &node.name);
    let message = if report.path.0.len() > 1 {
        format!(
            "names a layer `{}` as `{}` does already; give the block another letter",
            report.name,
            outermost_name(site, earlier)
        )
    } else {
        "has the name of another layer; rename either".to_owned()
    };
    let repair = if report.path.0.len() > 1 {
        another_letter(site, top)
    } else {
        rename(site, report)
    };
    Problem::error(
        if report.path.0.len() > 1 {
            top
        } else {
            &report.path
        },
        name,
        message,
    )
    .with_repairs(repair)
}

fn outermost_name(site: &Site<'_>, report: &LayerReport) -> String {
    let top = NodePath(report.path.0.iter().take(1).copied().collect());
    site.graph
        .node(&top)
        .map_or_else(|| report.name.to_string(), |node| node.name.clone())
}

fn rename(site: &Site<'_>, report: &LayerReport) -> Option<Repair> {
    let (place, node) = site.locate(&report.path)?;
    let mut taken: BTreeSet<&str> = site
        .inference
        .layers
        .iter()
        .map(|layer| layer.name.as_ref())
        .collect();
    taken.extend(names(&site.graph.body));
    let name = unique_name(&report.name, &taken);
    Some(Repair {
        label: format!("Rename to {name}"),
        edit: Edit::Rename { place, node, name },
    })
}

/// The course tells blocks of one stage apart by a letter; offers the first one that is free in the stage.
fn another_letter(site: &Site<'_>, top: &NodePath) -> Option<Repair> {
    let id = top.leaf()?;
    let own_stage = argument(site, id, "stage");
    argument(site, id, "block")?;
    let others = site.graph.body.nodes.keys().filter(|other| **other != id);
    let taken: BTreeSet<String> = others
        .filter(|other| argument(site, **other, "stage") == own_stage)
        .filter_map(|other| argument(site, *other, "block"))
        .collect();
    let letter = ('a'..='z')
        .map(String::from)
        .find(|letter| !taken.contains(letter))?;
    Some(Repair {
        label: format!("Set block to {letter}"),
        edit: Edit::SetArgument {
            place: Place::Root,
            node: id,
            parameter: "block".to_owned(),
            value: Some(Value::Text(letter)),
        },
    })
}

fn argument(site: &Site<'_>, id: NodeId, parameter: &str) -> Option<String> {
    let call = site.graph.body.node(id)?.call()?;
    let definition = site.graph.blocks.get(&call.block)?;
    let default = definition
        .parameters
        .iter()
        .find(|known| known.name == parameter)
        .map(|known| &known.default);
    call.arguments
        .get(parameter)
        .or(default)
        .map(ToString::to_string)
}

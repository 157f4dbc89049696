//! Two layers with one name.

use std::collections::{BTreeSet, HashMap};

use super::super::edit::Edit;
use super::super::model::{NodeId, NodePath, Place};
use super::super::naming::{names, stem, unique_name};
use super::super::report::LayerReport;
use super::{FirstProblems, Problem, Repair, Site};
use crate::layer::Value;
use crate::message;
use crate::text::Message;

/// One problem per node at the top that repeats a name, however many layers of a block do; at most `most` in words.
pub(super) fn find(site: &Site<'_>, most: usize) -> FirstProblems {
    // Only asked, never walked: an order that changes from run to run cannot show.
    let mut first: HashMap<&str, &LayerReport> =
        HashMap::with_capacity(site.inference.layers.len());
    let mut reported: BTreeSet<NodePath> = BTreeSet::new();
    let mut repeated = Vec::new();
    for report in &site.inference.layers {
        let Some(earlier) = first.get(report.name.as_ref()) else {
            first.insert(&report.name, report);
            continue;
        };
        let top = NodePath(report.path.0.iter().take(1).copied().collect());
        if reported.insert(top.clone()) {
            repeated.push((report, *earlier, top));
        }
    }
    let unlisted = repeated.len().saturating_sub(most);
    repeated.truncate(most);
    let mut names = Names::default();
    let problems = repeated
        .iter()
        .map(|(report, earlier, top)| problem(site, report, earlier, top, &mut names));
    FirstProblems {
        listed: problems.collect(),
        unlisted,
    }
}

/// A name that cannot be filled in with the arguments of the blocks around it.
pub(super) fn unfilled(site: &Site<'_>, path: &NodePath, name: &str, reason: &Message) -> Problem {
    let repair = site.locate(path).and_then(|(place, node)| {
        let body = site.graph.body_of(&place)?;
        let plain = unique_name(stem(&body.node(node)?.content), &names(body));
        Some(Repair {
            label: message!("repair-rename", name = &plain),
            edit: Edit::Rename {
                place,
                node,
                name: plain,
            },
        })
    });
    let message = message!("name-unfilled", reason = reason);
    Problem::error(path, name, message).with_repairs(repair)
}

/// All names of the network and the free ones found for those that repeat, looked up once for all problems.
#[derive(Default)]
struct Names<'a> {
    taken: Option<BTreeSet<&'a str>>,
    free: HashMap<&'a str, String>,
}

impl<'a> Names<'a> {
    fn free(&mut self, site: &Site<'a>, name: &'a str) -> String {
        let taken = self.taken.get_or_insert_with(|| {
            let layers = site.inference.layers.iter();
            let mut taken: BTreeSet<&str> = layers.map(|layer| layer.name.as_ref()).collect();
            taken.extend(names(&site.graph.body));
            taken
        });
        let free = self.free.entry(name);
        free.or_insert_with(|| unique_name(name, taken)).clone()
    }
}

fn problem<'a>(
    site: &Site<'a>,
    report: &'a LayerReport,
    earlier: &LayerReport,
    top: &NodePath,
    names: &mut Names<'a>,
) -> Problem {
    let name = site.graph.node(top).map_or("", |node| &node.name);
    let message = if report.path.0.len() > 1 {
        message!(
            "name-repeated-by-block",
            layer = %report.name,
            other = outermost_name(site, earlier)
        )
    } else {
        message!("name-repeated")
    };
    let repair = if report.path.0.len() > 1 {
        another_letter(site, top)
    } else {
        rename(site, report, names)
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

fn rename<'a>(site: &Site<'a>, report: &'a LayerReport, names: &mut Names<'a>) -> Option<Repair> {
    let (place, node) = site.locate(&report.path)?;
    let name = names.free(site, &report.name);
    Some(Repair {
        label: message!("repair-rename", name = &name),
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
        label: message!("repair-set", key = "block", value = &letter),
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

#[cfg(test)]
mod tests {
    use super::super::super::infer;
    use super::super::super::model::{Content, Graph, Node, NodeId};
    use crate::layer::{Kind, LayerSpec};
    use std::sync::Arc;

    /// Twenty thousand layers of one name took half a minute while each problem looked at all names anew.
    #[test]
    fn the_problems_of_many_equal_names_are_listed_up_to_a_bound_and_the_rest_counted() {
        let mut graph = Graph::default();
        for id in 0..20_000 {
            let node = Node {
                name: "same".to_owned(),
                position: [0.0, 0.0],
                content: Content::Layer(LayerSpec::new(Kind::Input)),
                inputs: Vec::new(),
            };
            graph.body.nodes.insert(NodeId(id), Arc::new(node));
        }
        let problems = infer(&graph).problems;
        assert!(problems.len() < 3_000, "{}", problems.len());
        let last = &problems[problems.len() - 1];
        assert!(
            last.message
                .to_string()
                .ends_with("more problems are not listed; repair those above first"),
            "{}",
            last.message
        );
    }
}

//! Lessons against networks that are right, and against those that students really draw.

mod builtin;
mod judging;
mod reading;
mod telling;

use std::collections::BTreeMap;

use super::*;
use crate::graph::{Body, Content, Graph, Inference, Node, NodeId, infer};
use crate::layer::{Kind, LayerSpec, Value};
use crate::recipe::Recipe;
use std::sync::Arc;

/// A network that is drawn layer by layer.
#[derive(Clone, Default)]
struct Drawn {
    body: Body,
    names: BTreeMap<String, NodeId>,
}

impl Drawn {
    /// Adds a layer behind others, which are named.
    fn add(&mut self, name: &str, spec: LayerSpec, inputs: &[&str]) -> &mut Self {
        let id = self.body.free_id();
        let node = Node {
            name: name.to_owned(),
            position: [0.0, 0.0],
            content: Content::Layer(spec),
            inputs: inputs.iter().map(|input| self.names[*input]).collect(),
        };
        self.body.nodes.insert(id, Arc::new(node));
        self.names.insert(name.to_owned(), id);
        self
    }

    fn graph(&self) -> Graph {
        Graph {
            body: self.body.clone(),
            ..Graph::default()
        }
    }
}

fn conv(filters: i64, kernel: i64, padding: &str) -> LayerSpec {
    LayerSpec::new(Kind::Conv2D)
        .with("filters", filters)
        .with("kernel_size", [kernel, kernel])
        .with("padding", padding)
}

fn input(axes: [i64; 3]) -> LayerSpec {
    LayerSpec::new(Kind::Input).with("shape", Value::List(axes.to_vec()))
}

fn relu() -> LayerSpec {
    LayerSpec::new(Kind::Activation)
}

fn bn() -> LayerSpec {
    LayerSpec::new(Kind::BatchNormalization)
}

/// What is known of a network and nothing else.
fn facts<'a>(graph: &'a Graph, inference: &'a Inference, recipe: &'a Recipe) -> Facts<'a> {
    Facts {
        graph,
        inference,
        recipe,
        loss: None,
        data: None,
        runs: Some(Vec::new()),
        evaluation: Some(BTreeMap::new()),
        pictures: Some(0),
    }
}

/// The check that stands in a lesson like this.
fn check(lines: &str) -> Check {
    let text = format!("---\nlesson: 1\ntitle: T\n---\n\n## S\n\nDo.\n\n```check\n{lines}\n```\n");
    let mut lesson = read(&text).unwrap_or_else(|faults| panic!("{faults}"));
    lesson.parts.remove(0).checks.remove(0)
}

/// What is said of `graph`; empty where the check holds.
fn said(lines: &str, graph: &Graph) -> String {
    let (inference, recipe) = (infer(graph), Recipe::default());
    let finding = judge(&check(lines), &facts(graph, &inference, &recipe));
    match finding.verdict {
        Verdict::Holds => String::new(),
        Verdict::Fails | Verdict::Unknown => finding.words.unwrap().to_string(),
    }
}

//! Which ports a wire may go to, and whether the shapes would fit there.

use std::collections::BTreeSet;

use super::connect::PortTarget;
use crate::app::canvas::scene::Scene;
use crate::graph::{Edit, Graph, Inference, NodeId, Place, Problem, Severity, apply, infer};
use crate::layer::Shape;

/// Looks for ports that a wire may go to.
pub struct Finder<'a> {
    /// What is on the canvas.
    pub scene: &'a Scene,
    /// The network.
    pub graph: &'a Graph,
    /// What is known about it.
    pub inference: &'a Inference,
    /// The body that the wire is in.
    pub place: &'a Place,
    /// The item whose port stays.
    pub fixed: usize,
    /// Items that a wire to or from the fixed one would close a circle with.
    pub closing: &'a BTreeSet<usize>,
}

impl Finder<'_> {
    /// The inputs of `item` that a wire from the fixed output may enter.
    pub fn inputs_of(&self, item: usize) -> Vec<PortTarget> {
        let target = &self.scene.outline.items[item];
        if target.most_inputs == Some(0) || self.closing.contains(&item) {
            return Vec::new();
        }
        let count = target.wire_count + usize::from(target.has_free_input());
        (0..count)
            .map(|port| PortTarget {
                item,
                port,
                clash: self.clash(self.fixed, item, port),
            })
            .collect()
    }

    /// The output of `item`, if a wire from there may enter the fixed input.
    pub fn output_of(&self, item: usize, port: usize) -> Option<PortTarget> {
        let allowed = self.scene.outline.items[item].has_output && !self.closing.contains(&item);
        allowed.then(|| PortTarget {
            item,
            port: 0,
            clash: self.clash(item, self.fixed, port),
        })
    }

    /// Why the shapes do not fit: asked of the layer itself, of a block by trying.
    fn clash(&self, from: usize, to: usize, port: usize) -> Option<String> {
        let items = &self.scene.outline.items;
        if items[to].is_block() {
            return self.clash_in_block(items[from].node, to, port);
        }
        let layer = self.inference.layer(&items[to].path)?.layer.as_ref()?;
        let shapes = self.shapes_into(from, to, port)?;
        if shapes.len() < layer.kind().entry().arity.least() {
            return None;
        }
        let fault = layer.output_shape(&shapes).err()?;
        Some(format!("`{}` {}", items[to].name, fault.message))
    }

    /// What would reach the layer `to`; `None` where a shape is unknown.
    fn shapes_into(&self, from: usize, to: usize, port: usize) -> Option<Vec<Shape>> {
        let items = &self.scene.outline.items;
        let mut sources: Vec<usize> = (0..items[to].wire_count)
            .filter_map(|port| self.scene.outline.wire_into(to, port))
            .map(|wire| self.scene.outline.wires[wire].from)
            .collect();
        match sources.get_mut(port) {
            Some(source) => *source = from,
            None => sources.push(from),
        }
        sources
            .iter()
            .map(|source| self.inference.output_shape(&items[*source].path))
            .collect()
    }

    fn clash_in_block(&self, from: NodeId, to: usize, port: usize) -> Option<String> {
        let item = &self.scene.outline.items[to];
        let edit = Edit::Connect {
            place: self.place.clone(),
            from,
            to: item.node,
            port: Some(port),
        };
        let inference = infer(&apply(self.graph, &edit).ok()?);
        let is_error = |problem: &&Problem| problem.severity == Severity::Error;
        let before = self.inference.problems_at(&item.path).filter(is_error);
        let mut after = inference.problems_at(&item.path).filter(is_error);
        let first = after.next();
        let is_new = first.iter().count() + after.count() > before.count();
        first.filter(|_| is_new).map(Problem::sentence)
    }
}

//! A wire pulled from a port: which ports it may go to, and the edit that it ends in.

use egui::Pos2;

use super::finder::Finder;
use crate::app::canvas::scene::reach::reached;
use crate::app::canvas::scene::{Scene, anchor};
use crate::app::command::Choice;
use crate::graph::{Edit, Graph, Inference, Place};
use crate::message;

/// From this many screen points on, the wire's end jumps to a port.
pub const REACH_PX: f32 = 26.0;

/// A wire on its way.
#[derive(Debug, Clone)]
pub struct Pull {
    /// The item whose port stays.
    pub fixed: usize,
    /// Which of its ports.
    pub from: Fixed,
    /// The wire that is pulled off its end, if one is.
    pub loose: Option<usize>,
    /// Where it could go.
    pub targets: Vec<PortTarget>,
    place: Place,
}

/// The port that stays.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fixed {
    /// The output; the wire looks for an input.
    Output,
    /// This input; the wire looks for an output.
    Input(usize),
}

/// A port where the wire could go.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PortTarget {
    /// The item.
    pub item: usize,
    /// The input where `fixed` is an output; else unused.
    pub port: usize,
    /// Why the shapes do not fit, as far as is known.
    pub clash: Option<String>,
}

impl Pull {
    /// A new wire from the output of `item`.
    pub fn from_output(scene: &Scene, graph: &Graph, inference: &Inference, item: usize) -> Self {
        Self::begin(scene, (graph, inference), item, Fixed::Output, None)
    }

    /// A wire for the input `port` of `item`: the one that is there comes off, or a new one looks for its source.
    pub fn from_input(
        scene: &Scene,
        graph: &Graph,
        inference: &Inference,
        item: usize,
        port: usize,
    ) -> Self {
        match scene.outline.wire_into(item, port) {
            Some(wire) => {
                let source = scene.outline.wires[wire].from;
                Self::begin(scene, (graph, inference), source, Fixed::Output, Some(wire))
            }
            None => Self::begin(scene, (graph, inference), item, Fixed::Input(port), None),
        }
    }

    /// The wire `wire` with its beginning pulled off: it looks for another source.
    pub fn from_start(scene: &Scene, graph: &Graph, inference: &Inference, wire: usize) -> Self {
        let ends = scene.outline.wires[wire];
        let fixed = Fixed::Input(ends.port);
        Self::begin(scene, (graph, inference), ends.to, fixed, Some(wire))
    }

    /// The point of the wire that stays, in graph units.
    pub fn start(&self, scene: &Scene) -> Pos2 {
        match self.from {
            Fixed::Output => anchor::output(&scene.outline, &scene.rects, self.fixed),
            Fixed::Input(port) => anchor::input(&scene.outline, &scene.rects, self.fixed, port),
        }
    }

    /// Where the pointer took the wire, in graph units: at its loose end, or where a new one begins.
    pub fn began(&self, scene: &Scene) -> Pos2 {
        match (self.loose, self.from) {
            (Some(wire), Fixed::Output) => scene.ends_of(wire).1,
            (Some(wire), Fixed::Input(_)) => scene.ends_of(wire).0,
            (None, _) => self.start(scene),
        }
    }

    /// The edit that takes the wire away that was pulled off its end.
    pub fn off(&self, scene: &Scene) -> Option<Edit> {
        let loose = scene.outline.wires[self.loose?];
        Some(Edit::Disconnect {
            place: self.place.clone(),
            to: scene.outline.items[loose.to].node,
            port: loose.port,
        })
    }

    /// Where the wire would end at `target`, in graph units.
    pub fn end(&self, scene: &Scene, target: &PortTarget) -> Pos2 {
        match self.from {
            Fixed::Output => anchor::input(&scene.outline, &scene.rects, target.item, target.port),
            Fixed::Input(_) => anchor::output(&scene.outline, &scene.rects, target.item),
        }
    }

    /// The port that the wire would go to from `pointer`, both in graph units: the nearest within `reach`, or on a
    /// node under the pointer its free one.
    pub fn target_at(&self, scene: &Scene, pointer: Pos2, reach: f32) -> Option<&PortTarget> {
        let distance = |target: &&PortTarget| self.end(scene, target).distance(pointer);
        let near = self
            .targets
            .iter()
            .filter(|target| distance(target) <= reach);
        let nearest = near.min_by(|one, other| distance(one).total_cmp(&distance(other)));
        nearest.or_else(|| {
            let under = self
                .targets
                .iter()
                .filter(|target| scene.rects[target.item].contains(pointer));
            under.max_by_key(|target| (target.clash.is_none(), target.port))
        })
    }

    /// The edit that ends the gesture at `target`; `None` where nothing would change.
    pub fn edit(&self, scene: &Scene, target: &PortTarget) -> Option<Edit> {
        let node = |item: usize| scene.outline.items[item].node;
        let place = self.place.clone();
        let (from, to, port) = match self.from {
            Fixed::Output => (node(self.fixed), node(target.item), target.port),
            Fixed::Input(port) => (node(target.item), node(self.fixed), port),
        };
        let connect = Edit::Connect {
            place: place.clone(),
            from,
            to,
            port: Some(port),
        };
        let Some(loose) = self.loose.map(|wire| scene.outline.wires[wire]) else {
            return Some(connect);
        };
        if let Fixed::Input(_) = self.from {
            let label = message!("edit-reconnect", name = &scene.outline.items[loose.to].name);
            return (loose.from != target.item).then(|| Edit::Many {
                label,
                edits: vec![connect],
            });
        }
        if loose.to != target.item {
            let disconnect = Edit::Disconnect {
                place,
                to: node(loose.to),
                port: loose.port,
            };
            let label = message!(
                "edit-reconnect",
                name = &scene.outline.items[loose.from].name
            );
            return Some(Edit::Many {
                label,
                edits: vec![disconnect, connect],
            });
        }
        let there = scene
            .outline
            .wire_into(target.item, target.port)
            .map(|wire| scene.outline.wires[wire]);
        match there {
            _ if loose.port == target.port => None,
            // The two inputs of one node change places.
            Some(other) => {
                let back = Edit::Connect {
                    place,
                    from: node(other.from),
                    to,
                    port: Some(loose.port),
                };
                Some(Edit::Many {
                    label: message!(
                        "edit-swap-inputs",
                        name = &scene.outline.items[target.item].name
                    ),
                    edits: vec![connect, back],
                })
            }
            None => None,
        }
    }

    fn begin(
        scene: &Scene,
        (graph, inference): (&Graph, &Inference),
        fixed: usize,
        from: Fixed,
        loose: Option<usize>,
    ) -> Self {
        let parent = scene.outline.items[fixed].parent;
        let place = scene.outline.place_of_body(graph, parent);
        let way = match from {
            Fixed::Output => Choice::Upstream,
            Fixed::Input(_) => Choice::Downstream,
        };
        let closing = reached(&scene.outline, [fixed].into(), way);
        let finder = Finder {
            scene,
            graph,
            inference,
            place: &place,
            fixed,
            closing: &closing,
        };
        let others = scene
            .outline
            .siblings(parent)
            .filter(|index| *index != fixed);
        let targets = match from {
            Fixed::Output => others.flat_map(|item| finder.inputs_of(item)).collect(),
            Fixed::Input(port) => others
                .filter_map(|item| finder.output_of(item, port))
                .collect(),
        };
        Self {
            fixed,
            from,
            loose,
            targets,
            place,
        }
    }
}

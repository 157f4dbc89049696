//! Wires under the pointer: taken near an end they come off it, taken in the middle they are led through a new point.

use egui::{Pos2, Response, Ui};

use super::act::WIRE_REACH_PX;
use super::gesture::Gesture;
use super::gesture::bend::Bend;
use super::gesture::connect::Pull;
use super::paint::pen::Detail;
use super::touch::Touches;
use crate::app::canvas::memory::{Canvas, WireEnd};
use crate::app::command::Commands;
use crate::app::document::Document;
use crate::app::state::State;
use crate::graph::Edit;

/// So near to its end, in screen points, a wire comes off; shorter wires do in their outer thirds.
const END_PX: f32 = 42.0;

impl Canvas {
    /// What a drag begins that takes the wire at `from`, in graph units; `None` where there is none.
    pub(super) fn take_wire(&self, from: Pos2, state: State<'_>) -> Option<Gesture> {
        if Detail::at(self.camera.zoom()) < Detail::Names {
            return None;
        }
        let reach = WIRE_REACH_PX / self.camera.zoom();
        let wire = self.wire_or_bend_at(from, reach)?;
        if self.bend_at(wire, from, reach) {
            return Some(Gesture::Bend(Bend::begin(&self.scene, wire, from, reach)));
        }
        let (graph, inference) = (state.document.graph(), state.document.inference());
        let route = &self.scene.routes[wire];
        let end = (END_PX / self.camera.zoom()).min(route.length() / 3.0);
        let (start_point, end_point) = self.scene.ends_of(wire);
        let ends = self.scene.outline.wires[wire];
        Some(if from.distance(start_point) <= end {
            Gesture::Pull(Pull::from_start(&self.scene, graph, inference, wire))
        } else if from.distance(end_point) <= end {
            let (to, port) = (ends.to, ends.port);
            Gesture::Pull(Pull::from_input(&self.scene, graph, inference, to, port))
        } else {
            Gesture::Bend(Bend::begin(&self.scene, wire, from, reach))
        })
    }

    /// The wire under the pointer, where nothing else is.
    pub(super) fn hovered_wire(
        &self,
        ui: &Ui,
        ground: &Response,
        touches: &Touches,
    ) -> Option<usize> {
        if touches.hovered.is_some() || !ground.hovered() || !self.gesture.is_idle() {
            return None;
        }
        self.wire_or_bend_at(self.pointer(ui)?, WIRE_REACH_PX / self.camera.zoom())
    }

    /// A wire through a bend that shows comes before one that only runs by.
    fn wire_or_bend_at(&self, spot: Pos2, reach: f32) -> Option<usize> {
        let mut bent = self.scene.outline.bends.keys();
        bent.find(|wire| self.bend_at(**wire, spot, reach))
            .copied()
            .or_else(|| self.scene.wire_at(spot, reach))
    }

    fn bend_at(&self, wire: usize, spot: Pos2, reach: f32) -> bool {
        let bends = self.scene.bends_of(wire);
        bends.iter().any(|bend| bend.distance(spot) <= reach)
    }

    /// A click with Ctrl on a bend, or a double click, lets it go.
    pub(super) fn remove_bend(&self, wire: usize, spot: Pos2, commands: &mut Commands) -> bool {
        let reach = WIRE_REACH_PX / self.camera.zoom();
        let bends = self.scene.bends_of(wire);
        let Some(held) = bends.iter().position(|bend| bend.distance(spot) <= reach) else {
            return false;
        };
        let ends = self.scene.outline.wires[wire];
        let to = &self.scene.outline.items[ends.to];
        let Some(stored) = self.scene.outline.bends.get(&wire) else {
            return false;
        };
        let mut points = stored.as_ref().clone();
        points.remove(held);
        commands.send(Edit::Bend {
            place: to.place.clone(),
            from: self.scene.outline.items[ends.from].node,
            to: to.node,
            points,
        });
        true
    }

    /// Whether a wire is selected that is led through points.
    pub fn can_straighten(&self, document: &Document) -> bool {
        self.straightened(document).is_some()
    }

    /// Lets the selected wire find its own way again.
    pub(super) fn straighten(&self, state: State<'_>, commands: &mut Commands) {
        if let Some(edit) = self.straightened(state.document) {
            commands.send(edit);
        }
    }

    fn straightened(&self, document: &Document) -> Option<Edit> {
        let WireEnd { to, port } = self.selected_wire.as_ref()?;
        let graph = document.graph();
        let (place, id) = graph.locate(to)?;
        let body = graph.body_of(&place)?;
        let from = *body.node(id)?.inputs.get(*port)?;
        let is_bent = !body.drawing.bends_of(from, id).is_empty();
        is_bent.then(|| Edit::Bend {
            place,
            from,
            to: id,
            points: Vec::new(),
        })
    }
}

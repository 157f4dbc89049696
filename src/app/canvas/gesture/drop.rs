//! Something from the palette held over the canvas: where it would go, and the edit that puts it there.

use egui::{Pos2, Rect};

use crate::app::canvas::scene::Scene;
use crate::app::canvas::scene::item::Item;
use crate::app::canvas::scene::measure::NODE;
use crate::app::canvas::touch::handle;
use crate::app::command::PaletteItem;
use crate::graph::{Content, Edit, Graph, NodePath, apply};

/// A node put onto a wire leaves this much room to others, in graph units, or they make room for it.
const LEAST_GAP: f32 = 20.0;
/// A wire within this many screen points of the pointer takes what is dropped.
const WIRE_REACH_PX: f32 = 18.0;

/// Where something from the palette would go.
#[derive(Debug, Clone, PartialEq)]
pub enum Landing {
    /// Onto a wire, between the nodes at its ends, around this point in graph units where nothing lies there.
    OnWire(usize, Pos2),
    /// Behind a node: whatever used the node uses the new one.
    After(usize),
    /// Behind a node in the same way, but around this point in graph units.
    Behind(usize, Pos2),
    /// Free, around this point in graph units.
    Free(Pos2),
}

/// Finds where `item` would go from `pointer`, in graph units.
pub fn landing(
    scene: &Scene,
    graph: &Graph,
    item: &PaletteItem,
    pointer: Pos2,
    zoom: f32,
) -> Landing {
    let can_stand_between = can_stand_between(graph, &item.content());
    let under = (0..scene.rects.len())
        .rev()
        .find(|index| handle(&scene.outline.items[*index], scene.rects[*index]).contains(pointer));
    match under {
        Some(node) if can_stand_between && scene.outline.items[node].has_output => {
            Landing::After(node)
        }
        _ => match scene.wire_at(pointer, WIRE_REACH_PX / zoom) {
            Some(wire) if can_stand_between => Landing::OnWire(wire, pointer),
            _ => Landing::Free(pointer),
        },
    }
}

/// The block instance that `item` is dropped into and the edit that adds it there; `None` where the network refuses.
pub fn drop(
    scene: &Scene,
    graph: &Graph,
    item: &PaletteItem,
    landing: &Landing,
) -> Option<(NodePath, Edit)> {
    let items = &scene.outline.items;
    let content = item.content();
    let (parent, edit) = match landing {
        Landing::OnWire(wire, center) => {
            let wire = scene.outline.wires[*wire];
            let (to, port) = (&items[wire.to], wire.port);
            let fits = has_room(scene, ghost(*center), &[]);
            let edit = Edit::InsertOnWire {
                place: to.place.clone(),
                to: to.node,
                port,
                content,
                position: fits.then(|| stored_position(scene, to.parent, *center)),
            };
            (to.parent, edit)
        }
        Landing::After(node) => {
            let node = &items[*node];
            (node.parent, behind(node, content, None))
        }
        Landing::Behind(node, center) => {
            let node = &items[*node];
            let position = stored_position(scene, node.parent, *center);
            (node.parent, behind(node, content, Some(position)))
        }
        Landing::Free(center) => {
            let parent = scene.body_at(*center);
            let place = scene.outline.place_of_body(graph, parent);
            let position = stored_position(scene, parent, *center);
            (
                parent,
                Edit::Add {
                    place,
                    node: item.node(position),
                },
            )
        }
    };
    let edit = item.with_definition(graph, edit);
    let around = scene.outline.path_of_body(parent);
    apply(graph, &edit).is_ok().then_some((around, edit))
}

fn behind(node: &Item, content: Content, position: Option<[f32; 2]>) -> Edit {
    Edit::InsertAfter {
        place: node.place.clone(),
        after: node.node,
        content,
        position,
    }
}

/// Whether a node at `rect`, in graph units, leaves some room to every other but `except` and what is around it.
pub fn has_room(scene: &Scene, rect: Rect, except: &[usize]) -> bool {
    let body = scene.body_at(rect.center());
    let around = scene.outline.path_of_body(body);
    let near = rect.expand(LEAST_GAP);
    let others = scene.outline.items.iter().zip(&scene.layout.rects);
    !others.enumerate().any(|(index, (item, other))| {
        !except.contains(&index) && !around.is_within(&item.path) && other.intersects(near)
    })
}

/// The rectangle that something dropped at `center` would take, in graph units.
pub fn ghost(center: Pos2) -> Rect {
    Rect::from_center_size(center, NODE)
}

/// Whether `content` takes an input and has an output.
pub fn can_stand_between(graph: &Graph, content: &Content) -> bool {
    graph.input_limits(content).1 != Some(0) && Graph::has_output(content)
}

/// Where in the body of `parent` to store a node that shows around `center`.
pub fn stored_position(scene: &Scene, parent: Option<usize>, center: Pos2) -> [f32; 2] {
    let body = scene.layout.body(parent);
    let stored = body.room.stored_from_shown(ghost(center).min - body.origin);
    [stored.x.round(), stored.y.round()]
}

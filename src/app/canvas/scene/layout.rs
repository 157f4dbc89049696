//! Where the items are: stored positions, displaced for opened blocks, as rectangles in graph units.

use std::collections::{BTreeMap, BTreeSet};

use egui::{Pos2, Rect, Vec2, pos2, vec2};

use super::flow::Transposed;
use super::item::{Item, Role};
use super::measure::{FRAME_TITLE, NODE, frame_padding};
use super::outline::Outline;
use super::room::{Opening, Room};
use crate::app::command::NotePath;
use crate::graph::{Direction, NodeId};

/// Nodes that are held by the pointer, and how far they were carried, in graph units.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Carried {
    /// Indices of items.
    pub items: BTreeSet<usize>,
    /// Notes.
    pub notes: BTreeSet<NotePath>,
    /// From where they were.
    pub by: Vec2,
}

/// One body on the canvas: the network, or the inside of an opened block.
#[derive(Debug, Clone, Default)]
pub struct BodyFrame {
    /// Graph coordinates less the body's own coordinates.
    pub origin: Vec2,
    /// What is opened in it.
    pub room: Room,
    /// How far nodes show from where they are stored, where that is not for the room to say.
    pub spread: BTreeMap<NodeId, Vec2>,
}

impl BodyFrame {
    /// How far the node `id`, stored at `corner`, shows from there.
    pub fn shift(&self, id: NodeId, corner: Pos2) -> Vec2 {
        let spread = self.spread.get(&id).copied();
        spread.unwrap_or_else(|| self.room.displacement(corner))
    }
}

/// The rectangle of every item.
#[derive(Debug, Clone, Default)]
pub struct Layout {
    /// In the order of the items, in graph units.
    pub rects: Vec<Rect>,
    /// The body of each opened item.
    bodies: Vec<Option<BodyFrame>>,
    /// The network itself.
    root: BodyFrame,
}

impl Layout {
    /// Places every item of `outline`; nodes at the top that are in `spread` go by that.
    pub fn new(outline: &Outline, carried: &Carried, spread: &BTreeMap<NodeId, Vec2>) -> Self {
        let count = outline.items.len();
        let mut layout = Self {
            rects: vec![Rect::ZERO; count],
            bodies: vec![None; count],
            root: BodyFrame::default(),
        };
        let mut children = vec![Vec::new(); count];
        let mut tops = Vec::new();
        for (index, item) in outline.items.iter().enumerate() {
            match item.parent {
                Some(parent) => children[parent].push(index),
                None => tops.push(index),
            }
        }
        // Inner bodies come after the block around them, so that walking backwards measures them first.
        for parent in (0..count)
            .rev()
            .filter(|index| outline.items[*index].role == Role::Opened)
        {
            let (mut body, bounds) =
                layout.place(outline, &children[parent], carried, BTreeMap::new());
            let inside = children[parent].first();
            let padding = frame_padding(
                inside.map_or_else(Direction::default, |item| outline.items[*item].direction),
            );
            let size = bounds.size() + 2.0 * padding + vec2(0.0, FRAME_TITLE);
            body.origin = vec2(padding.x, padding.y + FRAME_TITLE) - bounds.min.to_vec2();
            layout.rects[parent] = Rect::from_min_size(Pos2::ZERO, size.max(NODE));
            layout.bodies[parent] = Some(body);
        }
        (layout.root, _) = layout.place(outline, &tops, carried, spread.clone());
        layout.make_absolute(outline);
        layout
    }

    /// The body that `parent` shows, or the network itself.
    pub fn body(&self, parent: Option<usize>) -> &BodyFrame {
        parent
            .and_then(|parent| self.bodies.get(parent)?.as_ref())
            .unwrap_or(&self.root)
    }

    /// The upper left corner of an item's place, in graph units: for a frame, where the folded block would be.
    pub fn corner(&self, outline: &Outline, item: usize) -> Pos2 {
        let item = &outline.items[item];
        let body = self.body(item.parent);
        item.stored + body.shift(item.node, item.stored) + body.origin
    }

    /// The smallest rectangle around everything; `None` on an empty canvas.
    pub fn bounds(&self) -> Option<Rect> {
        self.rects.iter().copied().reduce(Rect::union)
    }

    /// Places the items of one body in its own coordinates; gives the body and what it covers.
    fn place(
        &mut self,
        outline: &Outline,
        items: &[usize],
        carried: &Carried,
        spread: BTreeMap<NodeId, Vec2>,
    ) -> (BodyFrame, Rect) {
        let opening = |index: &usize| {
            let item = &outline.items[*index];
            let extra = self.rects[*index].size() - NODE;
            (item.role == Role::Opened).then_some(Opening {
                corner: item.stored,
                extra,
            })
        };
        let direction = items
            .first()
            .map_or(outline.direction, |item| outline.items[*item].direction);
        let body = BodyFrame {
            origin: Vec2::ZERO,
            room: Room::new(items.iter().filter_map(opening).collect(), direction),
            spread,
        };
        let mut bounds = Rect::NOTHING;
        for index in items {
            let item = &outline.items[*index];
            let mut corner = item.stored + body.shift(item.node, item.stored);
            if carried.items.contains(index) {
                corner += carried.by;
            }
            let rect = place_of(item, corner, self.rects[*index].size());
            self.rects[*index] = rect;
            bounds = bounds.union(rect);
        }
        (
            body,
            if bounds.is_positive() {
                bounds
            } else {
                Rect::from_min_size(Pos2::ZERO, NODE)
            },
        )
    }

    /// Turns coordinates of inner bodies into graph coordinates, from the outside in.
    fn make_absolute(&mut self, outline: &Outline) {
        for (index, item) in outline.items.iter().enumerate() {
            let origin = self.body(item.parent).origin;
            self.rects[index] = self.rects[index].translate(origin);
            let corner = self.rects[index].min.to_vec2();
            if let Some(body) = &mut self.bodies[index] {
                body.origin += corner;
            }
        }
    }
}

/// Where an item shows whose node would have its upper left corner at `corner`. Ends of a body stand at the side of
/// that node to which their wire leads; a frame hangs over, so that what is in it stands where the node would.
fn place_of(item: &Item, corner: Pos2, frame: Vec2) -> Rect {
    let (direction, size) = (item.direction, item.size());
    let node = Rect::from_min_size(corner, NODE).transposed(direction);
    let pill = size.transposed(direction);
    let middle = node.center().x;
    let center = match item.role {
        Role::Opened => {
            return Rect::from_min_size(corner - overhang(direction), frame);
        }
        Role::Entry => pos2(middle, node.bottom() - pill.y / 2.0),
        Role::Exit => pos2(middle, node.top() + pill.y / 2.0),
        _ => return Rect::from_min_size(corner, size),
    };
    Rect::from_center_size(center.transposed(direction), size)
}

/// How far an opened block's frame reaches beyond the corner of the node that it was.
pub fn overhang(direction: Direction) -> Vec2 {
    let padding = frame_padding(direction);
    match direction {
        Direction::TopToBottom => vec2(padding.x, 0.0),
        Direction::LeftToRight => vec2(0.0, padding.y + FRAME_TITLE),
    }
}

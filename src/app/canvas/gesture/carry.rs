//! Nodes carried by the pointer. They are put down with one edit, however far they went.

use std::collections::{BTreeMap, BTreeSet};

use egui::{Pos2, Rect, Vec2};

use super::snap::{Attraction, Guide, snapped};

use crate::app::canvas::notes::{both, move_notes_edit, with_what_frames_hold};
use crate::app::canvas::scene::Scene;
use crate::app::canvas::scene::item::{Item, Role};
use crate::app::canvas::scene::layout::Carried;
use crate::app::command::{NotePath, Selection};
use crate::graph::edit::fragment_with_notes;
use crate::graph::{Edit, Graph, NodeId, NodePath, Place};
use crate::message;
use crate::text::Argument;

/// Nodes come to rest where they line up with others within this many screen points.
const SNAP_PX: f32 = 6.0;

/// Nodes on their way.
#[derive(Debug, Clone)]
pub struct Carry {
    /// What is carried, in order.
    pub paths: Vec<NodePath>,
    /// The notes that are carried.
    pub notes: BTreeSet<NotePath>,
    /// The node under the pointer; it is the one that lines up with others. `None` where that is a note.
    held: Option<NodePath>,
    /// Where the pointer took it, in graph units.
    from: Pos2,
    /// The held node's rectangle when it was taken.
    rect: Rect,
    /// Whether copies are carried, and the nodes stay.
    pub is_copy: bool,
}

/// What decides where carried nodes come to rest.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Rest {
    /// The magnification.
    pub zoom: f32,
    /// Whether nodes snap to the grid.
    pub grid: bool,
    /// Whether nothing attracts them at the moment.
    pub is_free: bool,
}

impl Carry {
    /// Takes up the node `held` and with it the rest of `selection`, at `from` in graph units.
    pub fn begin(scene: &Scene, held: usize, selection: &Selection, from: Pos2) -> Self {
        let held_path = scene.outline.items[held].path.clone();
        let all: Vec<NodePath> = if selection.contains(&held_path) {
            selection.iter().cloned().collect()
        } else {
            vec![held_path.clone()]
        };
        let mut notes = BTreeSet::new();
        if selection.contains(&held_path) {
            notes.extend(selection.notes().cloned());
        }
        Self {
            paths: outermost(with_what_frames_hold(scene, all, &notes)),
            notes,
            held: Some(held_path),
            from,
            rect: scene.rects[held],
            is_copy: false,
        }
    }

    /// Takes up the note `held` and with it the rest of `selection`, at `from` in graph units.
    pub fn begin_note(scene: &Scene, held: usize, selection: &Selection, from: Pos2) -> Self {
        let path = scene.sheets.all[held].path.clone();
        let (nodes, notes) = if selection.contains_note(&path) {
            let nodes = selection.iter().cloned().collect();
            (nodes, selection.notes().cloned().collect())
        } else {
            (Vec::new(), BTreeSet::from([path]))
        };
        Self {
            paths: outermost(with_what_frames_hold(scene, nodes, &notes)),
            notes,
            held: None,
            from,
            rect: scene.sheets.rects[held],
            is_copy: false,
        }
    }

    /// How far the nodes are carried when the pointer is at `to`, and the lines on which they then stand.
    pub fn offset(&self, scene: &Scene, to: Pos2, pull: Rest) -> (Vec2, Vec<Guide>) {
        let by = to - self.from;
        if pull.is_free {
            return (by, Vec::new());
        }
        let attraction = Attraction {
            reach: SNAP_PX / pull.zoom,
            grid: pull.grid,
        };
        let held = self.held.as_ref().and_then(|held| scene.outline.find(held));
        let Some(held) = held else {
            return snapped(self.rect, by, &[], attraction);
        };
        let parent = scene.outline.items[held].parent;
        let others = scene.outline.siblings(parent).filter(|index| {
            let item = &scene.outline.items[*index];
            self.paths.binary_search(&item.path).is_err() && item.role != Role::Opened
        });
        let others: Vec<Rect> = others.map(|index| scene.rects[index]).collect();
        snapped(self.rect, by, &others, attraction)
    }

    /// The carried nodes for the layout: in every instance of a block at once.
    pub fn carried(&self, scene: &Scene, by: Vec2) -> Carried {
        let nodes: BTreeSet<(&Place, NodeId)> = self
            .paths
            .iter()
            .filter_map(|path| {
                let item = &scene.outline.items[scene.outline.find(path)?];
                Some((&item.place, item.node))
            })
            .collect();
        let is_carried = |item: &Item| nodes.contains(&(&item.place, item.node));
        let items =
            (0..scene.outline.items.len()).filter(|index| is_carried(&scene.outline.items[*index]));
        Carried {
            items: items.collect(),
            notes: self.notes.clone(),
            by,
        }
    }

    /// The same nodes, carried as copies.
    #[must_use]
    pub fn into_copy(self) -> Self {
        Self {
            is_copy: true,
            ..self
        }
    }

    /// Where the held node or note would be, in graph units; the scene shows it as carried already.
    pub fn held_rect(&self, by: Vec2) -> Rect {
        self.rect.translate(by)
    }

    /// Where the copies would be, in graph units.
    pub fn copies<'a>(&'a self, scene: &'a Scene, by: Vec2) -> impl Iterator<Item = Rect> + 'a {
        let items = self
            .paths
            .iter()
            .filter_map(|path| scene.outline.find(path));
        items.map(move |item| scene.rects[item].translate(by))
    }

    /// The edit that leaves copies where they were carried, and the block instance that they are in; `None` where the
    /// nodes are not all in one body.
    pub fn put_down_copies(
        &self,
        scene: &Scene,
        graph: &Graph,
        by: Vec2,
    ) -> Option<(NodePath, Edit)> {
        let items = self
            .paths
            .iter()
            .filter_map(|path| scene.outline.find(path));
        let Some(Edit::Move { place, positions }) =
            move_edit(scene, &items.collect::<Vec<_>>(), by)
        else {
            return None;
        };
        let held = self.held.as_ref()?;
        let id = held.leaf()?;
        let (_, [x, y]) = positions.iter().find(|(moved, _)| *moved == id)?;
        let before = graph.node(held)?.position;
        let ids = positions.iter().map(|(id, _)| *id).collect();
        let around = held.around();
        let notes = self.notes.iter().filter(|note| note.around == around);
        let notes = notes.map(|note| note.id).collect();
        let paste = Edit::Paste {
            fragment: fragment_with_notes(graph, &place, &ids, &notes),
            place,
            offset: [x - before[0], y - before[1]],
            incoming: Vec::new(),
        };
        let what = match &self.paths[..] {
            [path] => Argument::from(&graph.node(path)?.name),
            paths => message!("selected-layers", count = paths.len()).into(),
        };
        let label = message!("edit-duplicate-by-dragging", what = what);
        Some((around, paste.called(label)))
    }

    /// The edit that leaves the nodes where they were carried; `None` where that is where they were.
    pub fn put_down(&self, scene: &Scene, by: Vec2) -> Option<Edit> {
        if by == Vec2::ZERO {
            return None;
        }
        let carried: Vec<usize> = self
            .paths
            .iter()
            .filter_map(|path| scene.outline.find(path))
            .collect();
        let nodes = move_edit(scene, &carried, by);
        let notes = move_notes_edit(scene, &self.notes, by);
        both(scene, nodes, notes, &self.notes)
    }
}

/// What is carried, without what is inside a carried block and so goes with it.
fn outermost(all: BTreeSet<NodePath>) -> Vec<NodePath> {
    let has_carried_parent =
        |path: &NodePath| path.blocks_around().any(|around| all.contains(&around));
    let outermost = all.iter().filter(|path| !has_carried_parent(path));
    outermost.cloned().collect()
}

/// The edit that moves items by graph units, all by the same; one for each body that they are in.
pub fn move_edit(scene: &Scene, items: &[usize], by: Vec2) -> Option<Edit> {
    let moves: Vec<(usize, Vec2)> = items.iter().map(|item| (*item, by)).collect();
    shift_edit(scene, &moves)
}

/// The edit that moves each item by graph units; one for each body that they are in.
pub fn shift_edit(scene: &Scene, moves: &[(usize, Vec2)]) -> Option<Edit> {
    let opened: Vec<&Item> = moves
        .iter()
        .map(|(index, _)| &scene.outline.items[*index])
        .filter(|item| item.role == Role::Opened)
        .collect();
    let mut places: BTreeMap<Place, BTreeMap<NodeId, [f32; 2]>> = BTreeMap::new();
    for (index, by) in moves {
        let item = &scene.outline.items[*index];
        let body = scene.layout.body(item.parent);
        let shown = scene.layout.corner(&scene.outline, *index) + *by - body.origin;
        let stored = if body.spread.contains_key(&item.node) {
            item.stored + *by
        } else {
            let beside = opened.iter().filter(|other| other.parent == item.parent);
            let corners: Vec<Pos2> = beside.map(|other| other.stored).collect();
            body.room.without(&corners).stored_from_shown(shown)
        };
        let places = places.entry(item.place.clone()).or_default();
        places
            .entry(item.node)
            .or_insert([stored.x.round(), stored.y.round()]);
    }
    let count: usize = places.values().map(BTreeMap::len).sum();
    let edits = places.into_iter().map(|(place, positions)| Edit::Move {
        place,
        positions: positions.into_iter().collect(),
    });
    Edit::joined(message!("edit-move-layers", count = count), edits)
}

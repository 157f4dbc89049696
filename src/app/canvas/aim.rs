//! Where something goes that comes without a place of its own, such as text that is pasted.

use egui::{Pos2, Rect, Ui, Vec2};

use super::free::free_corner;
use super::notes::stored_rect;
use super::scene::item::Role;
use super::scene::layout::BodyFrame;
use super::scene::measure::NODE;
use crate::app::canvas::memory::{Aim, Canvas};
use crate::graph::{Body, Graph, NodePath, NoteId, NoteKind};

impl Canvas {
    /// Where the pointer is, while it is over the canvas.
    pub fn aim(&self) -> Option<&Aim> {
        self.aim.as_ref()
    }

    /// Where to store what has all of `fragment` in it, so that its first node shows around `aim`, or beside what lies
    /// there.
    pub fn corner_at(&self, graph: &Graph, aim: &Aim, fragment: &Graph) -> [f32; 2] {
        self.free_place(graph, &aim.body, fragment, |_| aim.spot - NODE / 2.0)
    }

    /// Where to store what has all of `fragment` in it, so that it is in view: where it was copied, or in the middle of
    /// what is looked at, or beside what lies there.
    pub fn corner_in_view(&self, graph: &Graph, around: &NodePath, fragment: &Graph) -> [f32; 2] {
        let view = self.camera.view_ahead();
        let is_shown = self.frame_of(around).is_some();
        self.free_place(graph, around, fragment, |copied| {
            if view.contains(copied) || !is_shown {
                copied
            } else {
                view.center() - NODE / 2.0
            }
        })
    }

    /// Where to store what has all of `fragment` in it, so that it lies beside what it was copied from.
    pub fn corner_beside(&self, graph: &Graph, around: &NodePath, fragment: &Graph) -> [f32; 2] {
        self.free_place(graph, around, fragment, |copied| copied)
    }

    /// A rectangle of `size` in the body of `parent` that covers nothing there, with its corner at `wanted` or near that.
    pub(super) fn free_rect(
        &self,
        graph: &Graph,
        parent: Option<usize>,
        size: Vec2,
        wanted: Pos2,
    ) -> Rect {
        let around = self.scene.outline.path_of_body(parent);
        let frame = self.scene.layout.body(parent);
        let taken = self.taken(graph, &around, frame, Rect::from_min_size(wanted, size));
        Rect::from_min_size(free_corner(&taken, size, wanted), size)
    }

    /// Finds room in the body of `around`. `wanted` says where the corner should show, given where it showed when it was
    /// copied.
    fn free_place(
        &self,
        graph: &Graph,
        around: &NodePath,
        fragment: &Graph,
        wanted: impl FnOnce(Pos2) -> Pos2,
    ) -> [f32; 2] {
        let bounds = bounds(&fragment.body);
        let nowhere = BodyFrame::default();
        // The inside of a folded block shows nowhere; there, stored places are all that counts.
        let frame = self.frame_of(around).unwrap_or(&nowhere);
        let wanted = wanted(shown(frame, bounds.min));
        let size = bounds.size();
        let taken = self.taken(graph, around, frame, Rect::from_min_size(wanted, size));
        let corner = free_corner(&taken, size, wanted);
        let stored = frame.room.stored_from_shown(corner - frame.origin);
        [stored.x.round(), stored.y.round()]
    }

    /// How the body of `around` shows, if it is on the canvas.
    fn frame_of(&self, around: &NodePath) -> Option<&BodyFrame> {
        let outline = &self.scene.outline;
        if *around == outline.level {
            return Some(self.scene.layout.body(None));
        }
        let item = outline.find(around)?;
        let is_open = outline.items[item].role == Role::Opened;
        is_open.then(|| self.scene.layout.body(Some(item)))
    }

    /// What lies in the body of `around`. Frames are no obstacle for what is `wanted` inside of them.
    fn taken(
        &self,
        graph: &Graph,
        around: &NodePath,
        frame: &BodyFrame,
        wanted: Rect,
    ) -> Vec<Rect> {
        let place = graph.place_in(around);
        let Some(body) = place.and_then(|place| graph.body_of(&place)) else {
            return Vec::new();
        };
        let nodes = body.nodes.iter().map(|(id, node)| {
            let item = self.scene.outline.find(&around.child(*id));
            let added = || Rect::from_min_size(shown(frame, node.position.into()), NODE);
            item.map_or_else(added, |item| self.scene.layout.rects[item])
        });
        let note = |(id, note): (&NoteId, &std::sync::Arc<crate::graph::Note>)| {
            let path = crate::app::command::NotePath {
                around: around.clone(),
                id: *id,
            };
            let stored = stored_rect(note);
            let by = shown(frame, stored.min) - stored.min;
            let known = self.scene.sheets.find(&path);
            let known = known.and_then(|sheet| self.scene.sheets.rects.get(sheet));
            let rect = known.copied().unwrap_or(stored.translate(by));
            let is_inside = note.kind == NoteKind::Frame && rect.contains(wanted.center());
            (!is_inside).then_some(rect)
        };
        nodes
            .chain(body.drawing.notes.iter().filter_map(note))
            .collect()
    }

    pub(super) fn take_aim(&mut self, ui: &Ui) {
        let pointer = ui.input(|input| input.pointer.hover_pos());
        // A line of a menu lies elsewhere than what the menu was opened on.
        self.menu_aim = self.menu_aim.take().filter(|(_, at)| pointer == Some(*at));
        self.aim = match &self.menu_aim {
            Some((aim, _)) => Some(aim.clone()),
            None => pointer.and_then(|pointer| self.aim_at_pointer(ui, pointer)),
        };
    }

    /// Lets what comes next go to `spot` in graph units, until the pointer moves.
    pub(super) fn aim_from_menu(&mut self, ui: &Ui, spot: Pos2) {
        let pointer = ui.input(|input| input.pointer.hover_pos());
        self.menu_aim = pointer.map(|pointer| (self.aim_at(spot), pointer));
    }

    fn aim_at_pointer(&self, ui: &Ui, pointer: Pos2) -> Option<Aim> {
        let is_over = self.camera.viewport().contains(pointer)
            && ui.ctx().layer_id_at(pointer) == Some(ui.layer_id());
        is_over.then(|| self.aim_at(self.camera.graph(pointer)))
    }

    fn aim_at(&self, spot: Pos2) -> Aim {
        let parent = self.scene.body_at(spot);
        Aim {
            body: self.scene.outline.path_of_body(parent),
            spot,
        }
    }
}

/// Where something shows that is stored at `stored` in the body of `frame`.
fn shown(frame: &BodyFrame, stored: Pos2) -> Pos2 {
    stored + frame.room.displacement(stored) + frame.origin
}

/// What the nodes and notes of a body cover; that of one node where there are none.
fn bounds(body: &Body) -> Rect {
    let nodes = body.nodes.values();
    let nodes = nodes.map(|node| Rect::from_min_size(node.position.into(), NODE));
    let notes = body.drawing.notes.values().map(|note| stored_rect(note));
    let all = nodes.chain(notes).reduce(Rect::union);
    all.unwrap_or(Rect::from_min_size(Pos2::ZERO, NODE))
}

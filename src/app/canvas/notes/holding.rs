//! What a frame holds together: the nodes whose middle is inside of it.

use std::collections::BTreeMap;

use egui::{Rect, Vec2, vec2};

use crate::app::canvas::scene::measure::NODE;
use crate::graph::edit::NoteChange;
use crate::graph::{Body, Edit, NodeId, Note, Place, held_by};

/// Between a frame and what it is drawn around, in graph units; above, its title has its place.
pub const PADDING: Vec2 = vec2(24.0, 24.0);
/// The height of a frame's title in graph units.
pub const TITLE: f32 = 30.0;

/// What a note covers in the coordinates of its body.
pub fn stored_rect(note: &Note) -> Rect {
    Rect::from_min_size(note.position.into(), note.size.into())
}

/// The rectangle of a frame around nodes whose upper left corners are `corners`; `None` without any.
pub fn around(corners: impl IntoIterator<Item = [f32; 2]>) -> Option<Rect> {
    let rects = corners
        .into_iter()
        .map(|corner| Rect::from_min_size(corner.into(), NODE));
    let all = rects.reduce(Rect::union)?.expand2(PADDING);
    Some(all.with_min_y(all.top() - TITLE))
}

/// The edits that let the frames of a body go where the nodes go that they hold.
pub fn follow(body: &Body, place: &Place, positions: &[(NodeId, [f32; 2])]) -> Vec<Edit> {
    let moved: BTreeMap<NodeId, [f32; 2]> = positions.iter().copied().collect();
    let edit = |(id, note): (&crate::graph::NoteId, &std::sync::Arc<Note>)| {
        let held = held_by(note, body);
        if !held.iter().any(|id| moved.contains_key(id)) {
            return None;
        }
        let corners = held.iter().filter_map(|id| {
            let stays = body.node(*id).map(|node| node.position);
            moved.get(id).copied().or(stays)
        });
        let rect = around(corners)?;
        Some(Edit::ChangeNote {
            place: place.clone(),
            note: *id,
            change: bounds(rect),
        })
    };
    body.drawing.notes.iter().filter_map(edit).collect()
}

/// The change that lets a note cover `rect`, in the coordinates of its body.
pub fn bounds(rect: Rect) -> NoteChange {
    let rounded = |at: Vec2| [at.x.round(), at.y.round()];
    NoteChange::Bounds(rounded(rect.min.to_vec2()), rounded(rect.size()))
}

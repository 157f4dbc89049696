//! The notes that are on the canvas, and where they show.

use std::sync::Arc;

use egui::{Id, Rect, Vec2};

use super::holding::{PADDING, TITLE, stored_rect};
use crate::app::canvas::scene::item::Role;
use crate::app::canvas::scene::layout::Layout;
use crate::app::canvas::scene::measure::NODE;
use crate::app::canvas::scene::outline::Outline;
use crate::app::canvas::scene::{Held, is_carried};
use crate::app::command::NotePath;
use crate::graph::{Graph, Note, NoteKind, Place, held_by};
use crate::tr;

/// One note on the canvas.
#[derive(Debug, Clone)]
pub struct Sheet {
    /// Which note.
    pub path: NotePath,
    /// The body that an edit of it changes.
    pub place: Place,
    /// The item of the opened block around it.
    pub parent: Option<usize>,
    /// What it says.
    pub note: Arc<Note>,
    /// The items that it holds.
    pub held: Vec<usize>,
    /// For the window to know it from frame to frame.
    pub id: Id,
}

impl Sheet {
    /// What of a note shown at `rect` has words on it: all of a comment, the title of a frame; in graph units.
    pub fn words_rect(&self, rect: Rect) -> Rect {
        match self.note.kind {
            NoteKind::Comment => rect,
            NoteKind::Frame => rect.with_max_y((rect.top() + TITLE).min(rect.bottom())),
        }
    }

    /// What a screen reader says: "Encoder, frame".
    pub fn accessible_name(&self) -> String {
        accessible_name(&self.note)
    }
}

/// What a screen reader says of a note: "Encoder, frame"; "comment" where nothing is written.
pub fn accessible_name(note: &Note) -> String {
    let kind = note.kind.word();
    if note.text.trim().is_empty() {
        return kind.to_owned();
    }
    let text = note.text.trim().replace('\n', " ");
    tr!("note-and-kind", text = text, kind = kind)
}

/// Every note on the canvas: frames first, larger ones before those that may lie in them, then comments.
#[derive(Debug, Default)]
pub struct Sheets {
    /// The notes.
    pub all: Vec<Sheet>,
    /// Where they show, in graph units.
    pub rects: Vec<Rect>,
}

impl Sheets {
    /// The notes of every body that is on the canvas.
    pub fn new(graph: &Graph, outline: &Outline, called: &'static str) -> Self {
        let opened = outline.items.iter().enumerate();
        let opened = opened.filter(|(_, item)| item.role == Role::Opened);
        let parents = std::iter::once(None).chain(opened.map(|(index, _)| Some(index)));
        let mut all: Vec<Sheet> = parents
            .flat_map(|parent| sheets_of(graph, outline, parent, called))
            .collect();
        let area = |sheet: &Sheet| stored_rect(&sheet.note).area();
        all.sort_by(|one, other| {
            let kinds = |sheet: &Sheet| sheet.note.kind == NoteKind::Comment;
            let by_kind = kinds(one).cmp(&kinds(other));
            by_kind.then(area(other).total_cmp(&area(one)))
        });
        Self {
            all,
            rects: Vec::new(),
        }
    }

    /// The index of the note at `path`.
    pub fn find(&self, path: &NotePath) -> Option<usize> {
        self.all.iter().position(|sheet| sheet.path == *path)
    }

    /// Finds where each note shows: where it is stored, around what it holds where opened blocks have moved that, and on
    /// the pointer where it hangs there.
    pub fn place(&mut self, outline: &Outline, layout: &Layout, rects: &[Rect], held: &Held) {
        let shown = |sheet: &Sheet| shown_rect(sheet, outline, layout, rects, held);
        self.rects = self.all.iter().map(shown).collect();
    }

    /// The smallest rectangle around all.
    pub fn bounds(&self) -> Option<Rect> {
        self.rects.iter().copied().reduce(Rect::union)
    }
}

fn sheets_of(
    graph: &Graph,
    outline: &Outline,
    parent: Option<usize>,
    called: &'static str,
) -> Vec<Sheet> {
    let place = outline.place_of_body(graph, parent);
    let around = outline.path_of_body(parent);
    let Some(body) = graph.body_of(&place) else {
        return Vec::new();
    };
    let notes = body.drawing.notes.iter();
    let sheet = notes.map(|(id, note)| {
        let path = NotePath {
            around: around.clone(),
            id: *id,
        };
        let held = held_by(note, body).into_iter();
        Sheet {
            place: place.clone(),
            parent,
            note: note.clone(),
            held: held
                .filter_map(|id| outline.find(&around.child(id)))
                .collect(),
            id: Id::unique(("canvas-note", called, &path)),
            path,
        }
    });
    sheet.collect()
}

fn shown_rect(
    sheet: &Sheet,
    outline: &Outline,
    layout: &Layout,
    rects: &[Rect],
    held: &Held,
) -> Rect {
    let stored = stored_rect(&sheet.note);
    let body = layout.body(sheet.parent);
    let mut by = body.room.displacement(stored.min) + body.origin;
    if held.carried.notes.contains(&sheet.path) {
        by += held.carried.by;
    }
    if let Some((path, change)) = &held.resized
        && *path == sheet.path
    {
        return change.translate(by);
    }
    // What an opened block has moved, or made larger, is still held together.
    let stands_elsewhere = |item: &&usize| {
        let node = &outline.items[**item];
        let moved = rects[**item].min - node.stored - by;
        let is_alone = is_carried(held, **item) && !held.carried.notes.contains(&sheet.path);
        !is_alone && (moved.abs().max_elem() > NODE.y || node.role == Role::Opened)
    };
    let elsewhere = sheet.held.iter().filter(stands_elsewhere);
    let around = elsewhere.map(|item| rects[*item].expand2(PADDING));
    let bounds = around.reduce(Rect::union);
    bounds.map_or(stored.translate(by), |bounds| {
        stored.translate(by).union(bounds)
    })
}

/// How far a corner of a note is from its middle, as signs: left or right, up or down.
pub const CORNERS: [Vec2; 4] = [
    Vec2::new(-1.0, -1.0),
    Vec2::new(1.0, -1.0),
    Vec2::new(-1.0, 1.0),
    Vec2::new(1.0, 1.0),
];

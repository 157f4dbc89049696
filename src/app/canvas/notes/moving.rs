//! Moving notes, alone and together with nodes.

use std::collections::{BTreeMap, BTreeSet};

use egui::Vec2;

use crate::app::canvas::scene::Scene;
use crate::app::command::NotePath;
use crate::graph::{Edit, NodePath, NoteId, Place};
use crate::message;

/// `nodes`, and those that the frames among `notes` hold.
pub fn with_what_frames_hold(
    scene: &Scene,
    nodes: Vec<NodePath>,
    notes: &BTreeSet<NotePath>,
) -> BTreeSet<NodePath> {
    let frames = scene
        .sheets
        .all
        .iter()
        .filter(|sheet| notes.contains(&sheet.path));
    let held = frames.flat_map(|sheet| &sheet.held);
    let held = held.map(|item| scene.outline.items[*item].path.clone());
    nodes.into_iter().chain(held).collect()
}

/// The edits that move notes by graph units, one for each body.
pub fn move_notes_edit(scene: &Scene, notes: &BTreeSet<NotePath>, by: Vec2) -> Vec<Edit> {
    let mut places: BTreeMap<Place, BTreeMap<NoteId, [f32; 2]>> = BTreeMap::new();
    for sheet in scene
        .sheets
        .all
        .iter()
        .filter(|sheet| notes.contains(&sheet.path))
    {
        let [x, y] = sheet.note.position;
        let to = [(x + by.x).round(), (y + by.y).round()];
        let positions = places.entry(sheet.place.clone()).or_default();
        positions.entry(sheet.path.id).or_insert(to);
    }
    let edit = |(place, positions): (Place, BTreeMap<NoteId, [f32; 2]>)| Edit::MoveNotes {
        place,
        positions: positions.into_iter().collect(),
    };
    places.into_iter().map(edit).collect()
}

/// One step of `nodes` and `notes` together, called after the one frame where there is one.
pub fn both(
    scene: &Scene,
    nodes: Option<Edit>,
    notes: Vec<Edit>,
    moved: &BTreeSet<NotePath>,
) -> Option<Edit> {
    let only = moved.first().filter(|_| moved.len() == 1);
    let sheet = only.and_then(|path| scene.sheets.all.get(scene.sheets.find(path)?));
    let label = match sheet {
        Some(sheet) => message!("edit-move-with-layers", name = sheet.note.headline()),
        None => message!("edit-move-layers-and-notes"),
    };
    Edit::joined(label, nodes.into_iter().chain(notes))
}

//! Writing, moving and removing comments and frames.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::super::model::{Body, Graph, Place};
use super::super::note::{Note, NoteId, NoteKind, Tint};
use super::{EditError, body, refuse};
use crate::message;

/// More notes in one body are refused: each takes its time in every frame.
const MOST_NOTES: usize = 1000;

/// What becomes of a note.
#[derive(Clone, Debug, PartialEq)]
pub enum NoteChange {
    /// It says this.
    Text(String),
    /// It has this color.
    Tint(Tint),
    /// It covers this: upper left corner and size, in graph units.
    Bounds([f32; 2], [f32; 2]),
}

pub(super) fn add(graph: &Graph, place: &Place, note: &Note) -> Result<Graph, EditError> {
    let mut body = body(graph, place)?.clone();
    if body.drawing.notes.len() >= MOST_NOTES {
        return refuse(message!("too-many-notes", most_notes = %MOST_NOTES));
    }
    let id = body.free_note_id();
    put(&mut body, id, note.clone())?;
    Ok(graph.with_body(place, body))
}

pub(super) fn change(
    graph: &Graph,
    place: &Place,
    id: NoteId,
    change: &NoteChange,
) -> Result<Graph, EditError> {
    let mut body = body(graph, place)?.clone();
    let mut new = note(&body, id)?.clone();
    match change {
        NoteChange::Text(text) => new.text.clone_from(text),
        NoteChange::Tint(tint) => new.tint = *tint,
        NoteChange::Bounds(position, size) => (new.position, new.size) = (*position, *size),
    }
    put(&mut body, id, new)?;
    Ok(graph.with_body(place, body))
}

pub(super) fn relocate(
    graph: &Graph,
    place: &Place,
    positions: &[(NoteId, [f32; 2])],
) -> Result<Graph, EditError> {
    let mut body = body(graph, place)?.clone();
    for (id, position) in positions {
        let moved = Note {
            position: *position,
            ..note(&body, *id)?.clone()
        };
        put(&mut body, *id, moved)?;
    }
    Ok(graph.with_body(place, body))
}

pub(super) fn remove(
    graph: &Graph,
    place: &Place,
    ids: &BTreeSet<NoteId>,
) -> Result<Graph, EditError> {
    let mut body = body(graph, place)?.clone();
    for id in ids {
        body.drawing.notes.remove(id);
    }
    Ok(graph.with_body(place, body))
}

/// Copies every note of one body into another.
pub(super) fn copy_notes(from: &Body, to: &mut Body, offset: [f32; 2]) {
    for note in from.drawing.notes.values() {
        let id = to.free_note_id();
        let [x, y] = note.position;
        let copy = Note {
            position: [x + offset[0], y + offset[1]],
            ..note.as_ref().clone()
        };
        if copy.fault().is_none() && to.drawing.notes.len() < MOST_NOTES {
            to.drawing.notes.insert(id, Arc::new(copy));
        }
    }
}

/// Lets frames around one of `starts` grow along one axis, and notes behind one in the same column or row move on.
pub(super) fn make_room(
    body: &mut Body,
    starts: &[[f32; 2]],
    (along, across): (usize, f32),
    length: f32,
) {
    for (id, note) in body.drawing.notes.clone() {
        let end = |axis: usize| note.position[axis] + note.size[axis];
        let concerns = |start: &&[f32; 2]| {
            let is_beside = note.position[1 - along] > start[1 - along] + across
                || end(1 - along) < start[1 - along];
            !is_beside && end(along) >= start[along]
        };
        let mut concerned = starts.iter().filter(concerns).peekable();
        if concerned.peek().is_none() {
            continue;
        }
        let mut moved = note.as_ref().clone();
        if concerned.any(|start| note.position[along] < start[along]) {
            moved.size[along] += length;
        } else {
            moved.position[along] += length;
        }
        if moved.fault().is_none() {
            body.drawing.notes.insert(id, Arc::new(moved));
        }
    }
}

pub(super) fn note(body: &Body, id: NoteId) -> Result<&Note, EditError> {
    body.drawing
        .notes
        .get(&id)
        .map(Arc::as_ref)
        .ok_or_else(|| EditError(message!("no-such-note", id = %id.0)))
}

fn put(body: &mut Body, id: NoteId, note: Note) -> Result<(), EditError> {
    if let Some(fault) = note.fault() {
        return refuse(match note.kind {
            NoteKind::Comment => message!("fault-of-new-comment", fault = fault),
            NoteKind::Frame => message!("fault-of-new-frame", fault = fault),
        });
    }
    body.drawing.notes.insert(id, Arc::new(note));
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::super::{apply, fragment_with_notes};
    use super::*;
    use crate::graph::problem::tests::chain;
    use crate::graph::{Content, Edit, NodeId, NoteKind, infer};
    use crate::layer::{Kind, LayerSpec};

    fn noted() -> Graph {
        let graph = chain([
            LayerSpec::new(Kind::Input),
            LayerSpec::new(Kind::Flatten),
            LayerSpec::new(Kind::Dense),
        ]);
        let frame = Note {
            kind: NoteKind::Frame,
            text: "Head".to_owned(),
            position: [-20.0, 60.0],
            size: [280.0, 220.0],
            tint: Tint::Blue,
        };
        let edit = Edit::AddNote {
            place: Place::Root,
            note: frame,
        };
        assert_eq!(edit.label(&graph), "add frame Head");
        apply(&graph, &edit).unwrap()
    }

    fn changed(graph: &Graph, change: NoteChange) -> Result<Graph, EditError> {
        let edit = Edit::ChangeNote {
            place: Place::Root,
            note: NoteId(0),
            change,
        };
        apply(graph, &edit)
    }

    #[test]
    fn a_note_survives_a_file_and_changes_nothing_that_is_computed() {
        let graph = noted();
        assert_eq!(Graph::from_json(&graph.to_json()).unwrap(), graph);
        let bare = Graph::from_json(&chain([LayerSpec::new(Kind::Input)]).to_json()).unwrap();
        assert!(bare.body.drawing.notes.is_empty());
        assert_eq!(infer(&graph).totals.layer_count, 3);
    }

    #[test]
    fn text_color_and_size_change_and_sizes_without_sense_are_refused() {
        let graph = changed(&noted(), NoteChange::Text("Classifier".to_owned())).unwrap();
        let graph = changed(&graph, NoteChange::Tint(Tint::Red)).unwrap();
        let note = note(&graph.body, NoteId(0)).unwrap();
        assert_eq!((note.text.as_str(), note.tint), ("Classifier", Tint::Red));
        let bounds = NoteChange::Bounds([0.0, f32::NAN], [100.0, 100.0]);
        assert!(changed(&graph, bounds).is_err());
        let refusal = changed(&graph, NoteChange::Bounds([0.0, 0.0], [1.0, 100.0]));
        let words = refusal.unwrap_err().to_string();
        assert_eq!(
            words,
            "a frame has a side of 1; sides go from 40 to 1000000"
        );
    }

    #[test]
    fn a_frame_grows_with_what_is_put_into_it() {
        let edit = Edit::InsertAfter {
            place: Place::Root,
            after: NodeId(1),
            content: Content::Layer(LayerSpec::new(Kind::Dropout)),
            position: None,
        };
        let graph = apply(&noted(), &edit).unwrap();
        assert_eq!(note(&graph.body, NoteId(0)).unwrap().size, [280.0, 320.0]);
    }

    #[test]
    fn notes_are_pasted_with_what_they_were_copied_with() {
        let graph = noted();
        let copied = fragment_with_notes(
            &graph,
            &Place::Root,
            &[NodeId(2)].into(),
            &[NoteId(0)].into(),
        );
        let edit = Edit::Paste {
            place: Place::Root,
            fragment: copied,
            offset: [40.0, 40.0],
            incoming: Vec::new(),
        };
        let graph = apply(&graph, &edit).unwrap();
        assert_eq!(
            note(&graph.body, NoteId(1)).unwrap().position,
            [20.0, 100.0]
        );
        assert_eq!(graph.body.nodes.len(), 4);
    }
}

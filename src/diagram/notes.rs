//! Comments and frames in a diagram. Its layers stand elsewhere than on the canvas, so frames are drawn around what they
//! hold, and comments stand in a margin of their own, at the height of the node that they are nearest to.

use std::collections::BTreeMap;

use super::model::{Diagram, NoteBox, Rect};
use super::options::Direction;
use super::repeats::Rows;
use super::text::{Face, width_px, wrapped};
use crate::graph::{Body, Graph, NodePath, Note, NoteKind, held_by, nearest_to};
use crate::tr;

/// Between a frame and what it holds, px: beside, and above and below.
const PAD_PX: [f32; 2] = [12.0, 7.0];
/// The height of a frame's title, px.
pub(super) const TITLE_PX: f32 = 16.0;
/// The width of a comment, px.
const COMMENT_WIDTH_PX: f32 = 200.0;
/// From the edge of a comment to its text, px.
pub(super) const TEXT_PAD_PX: f32 = 10.0;
/// From one line of a comment to the next, px.
pub(super) const LINE_PX: f32 = 15.0;
/// The type size of comments and titles of frames, px.
pub(super) const TYPE_PX: f32 = 11.0;
/// Between the network and the margin with its comments, and between comments, px.
const MARGIN_GAP_PX: f32 = 28.0;
/// Longer comments end with "…": a diagram is no place to read a page.
const MOST_LINES: usize = 12;

/// Where everything is that a note can be about.
struct Places<'a> {
    graph: &'a Graph,
    rects: BTreeMap<NodePath, Rect>,
}

/// `diagram` with the notes of every body that it shows; `rows` are those of the outermost one.
pub(super) fn annotated(mut diagram: Diagram, graph: &Graph, rows: &Rows) -> Diagram {
    let nodes = diagram.nodes.iter().map(|node| (&node.path, node.rect));
    let frames = diagram.frames.iter().map(|frame| (&frame.path, frame.rect));
    let mut rects: BTreeMap<NodePath, Rect> = nodes
        .chain(frames)
        .map(|(path, rect)| (path.clone(), rect))
        .collect();
    let root = NodePath::default();
    for (first, row) in rows {
        if let Some(rect) = rects.get(&root.child(*first)).copied() {
            rects.extend(row.iter().map(|id| (root.child(*id), rect)));
        }
    }
    let places = Places { graph, rects };
    let open = diagram.frames.iter().map(|frame| &frame.path);
    let bodies: Vec<&NodePath> = std::iter::once(&root).chain(open).collect();
    let mut notes: Vec<NoteBox> = bodies
        .iter()
        .flat_map(|around| places.frames_in(around))
        .collect();
    // Larger ones first: others may lie in them.
    notes.sort_by(|one, other| area(other.rect).total_cmp(&area(one.rect)));
    let comments = bodies.iter().flat_map(|around| places.comments_in(around));
    notes.extend(in_margin(comments.collect(), &diagram));
    diagram.notes = notes;
    with_room_for_notes(diagram)
}

fn area(rect: Rect) -> f32 {
    rect.width * rect.height
}

impl Places<'_> {
    fn body(&self, around: &NodePath) -> Option<&Body> {
        self.graph.body_of(&self.graph.place_in(around)?)
    }

    fn notes_in<'a>(
        &'a self,
        around: &NodePath,
    ) -> impl Iterator<Item = (&'a Note, &'a Body)> + use<'a> {
        let body = self.body(around);
        body.into_iter()
            .flat_map(|body| body.drawing.notes.values().map(move |note| (&**note, body)))
    }

    /// A box around what each frame of a body holds; several where others stand among that.
    fn frames_in(&self, around: &NodePath) -> Vec<NoteBox> {
        let mut boxes = Vec::new();
        for (note, body) in self.notes_in(around) {
            let held = held_by(note, body);
            let rects = held
                .iter()
                .filter_map(|id| self.rects.get(&around.child(*id)));
            let others = body.nodes.keys().filter(|id| !held.contains(id));
            let others = others.filter_map(|id| self.rects.get(&around.child(*id)).copied());
            let groups = groups(rects.copied().collect(), &others.collect::<Vec<_>>());
            let count = groups.len();
            let title = note.text.trim().lines().next().filter(|_| count > 0);
            boxes.extend(groups.into_iter().zip(1..).map(|(group, number)| {
                NoteBox {
                    kind: NoteKind::Frame,
                    rect: framed(group),
                    lines: title
                        .map(|title| part_title(title, number, count))
                        .into_iter()
                        .collect(),
                    tint: note.tint,
                    about: None,
                }
            }));
        }
        boxes
    }

    /// The comments of a body, and frames that hold nothing but have something to say; not placed yet.
    fn comments_in(&self, around: &NodePath) -> Vec<NoteBox> {
        let notes = self.notes_in(around);
        let comments = notes.filter(|(note, body)| {
            let is_comment = note.kind == NoteKind::Comment || held_by(note, body).is_empty();
            is_comment && !note.text.trim().is_empty()
        });
        let comment = |(note, body): (&Note, &Body)| {
            let room_px = COMMENT_WIDTH_PX - 2.0 * TEXT_PAD_PX;
            let lines = wrapped(note.text.trim(), TYPE_PX, room_px, MOST_LINES);
            let widths = lines
                .iter()
                .map(|line| width_px(line, Face::Regular, TYPE_PX));
            let width = widths.fold(0.0, f32::max) + 2.0 * TEXT_PAD_PX;
            let nearest = nearest_to(note, body).map(|id| around.child(id));
            let about = nearest.and_then(|path| self.rects.get(&path).copied());
            NoteBox {
                kind: NoteKind::Comment,
                rect: Rect {
                    x: 0.0,
                    y: 0.0,
                    width: width.ceil(),
                    height: lines.len() as f32 * LINE_PX + 2.0 * TEXT_PAD_PX,
                },
                lines,
                tint: note.tint,
                about: about.or_else(|| self.rects.get(around).copied()),
            }
        };
        comments.map(comment).collect()
    }
}

/// The title of a frame, or of one of the parts that it falls into.
fn part_title(title: &str, number: usize, count: usize) -> String {
    if count == 1 {
        title.to_owned()
    } else {
        tr!(
            "part-of-frame",
            title = title,
            number = number,
            count = count
        )
    }
}

/// The smallest rectangles around all of `rects` that touch none of `others`, as far as that can be: one, or one for each
/// run along columns and rows.
fn groups(mut rects: Vec<Rect>, others: &[Rect]) -> Vec<Rect> {
    rects.sort_by(|one, other| one.x.total_cmp(&other.x).then(one.y.total_cmp(&other.y)));
    let mut groups: Vec<Rect> = Vec::new();
    for rect in rects {
        let joins = groups.iter_mut().find_map(|group| {
            let both = union(*group, rect);
            let is_free = !others.iter().any(|other| intersect(framed(both), *other));
            is_free.then_some((group, both))
        });
        match joins {
            Some((group, both)) => *group = both,
            None => groups.push(rect),
        }
    }
    groups
}

fn union(one: Rect, other: Rect) -> Rect {
    let (x, y) = (one.x.min(other.x), one.y.min(other.y));
    Rect {
        x,
        y,
        width: one.right().max(other.right()) - x,
        height: one.bottom().max(other.bottom()) - y,
    }
}

fn intersect(one: Rect, other: Rect) -> bool {
    one.x < other.right()
        && other.x < one.right()
        && one.y < other.bottom()
        && other.y < one.bottom()
}

/// A frame around `held`.
fn framed(held: Rect) -> Rect {
    let [beside, above] = PAD_PX;
    Rect {
        x: held.x - beside,
        y: held.y - above - TITLE_PX,
        width: held.width + 2.0 * beside,
        height: held.height + 2.0 * above + TITLE_PX,
    }
}

/// The comments beside the network where its wires run downwards, and below it where they run to the right; each as near
/// to what it is about as those before it let it.
fn in_margin(mut comments: Vec<NoteBox>, diagram: &Diagram) -> Vec<NoteBox> {
    let is_upright = diagram.direction == Direction::TopToBottom;
    let along = |rect: Rect| if is_upright { rect.y } else { rect.x };
    let wanted = |comment: &NoteBox| comment.about.map_or(0.0, along);
    comments.sort_by(|one, other| wanted(one).total_cmp(&wanted(other)));
    let mut free = 0.0_f32;
    for comment in &mut comments {
        let at = wanted(comment).max(free);
        let rect = &mut comment.rect;
        if is_upright {
            (rect.x, rect.y) = (diagram.size[0] + MARGIN_GAP_PX, at);
            free = rect.bottom() + MARGIN_GAP_PX / 2.0;
        } else {
            (rect.x, rect.y) = (at, diagram.size[1] + MARGIN_GAP_PX);
            free = rect.right() + MARGIN_GAP_PX / 2.0;
        }
    }
    comments
}

/// The same diagram, large enough for its notes and with nothing left of or above its corner.
fn with_room_for_notes(mut diagram: Diagram) -> Diagram {
    let rects = || diagram.notes.iter().map(|note| note.rect);
    let left = rects().map(|rect| rect.x).fold(0.0, f32::min);
    let top = rects().map(|rect| rect.y).fold(0.0, f32::min);
    let right = rects().map(|rect| rect.right());
    let bottom = rects().map(|rect| rect.bottom());
    diagram.size = [
        right.fold(diagram.size[0], f32::max) - left,
        bottom.fold(diagram.size[1], f32::max) - top,
    ];
    let nodes = diagram.nodes.iter_mut().map(|node| &mut node.rect);
    let frames = diagram.frames.iter_mut().map(|frame| &mut frame.rect);
    let notes = diagram.notes.iter_mut();
    let notes = notes.flat_map(|note| [Some(&mut note.rect), note.about.as_mut()]);
    for rect in nodes.chain(frames).chain(notes.flatten()) {
        rect.x -= left;
        rect.y -= top;
    }
    for point in diagram.wires.iter_mut().flat_map(|wire| &mut wire.points) {
        *point = [point[0] - left, point[1] - top];
    }
    diagram
}

//! Comments and frames in diagrams: all of them are drawn, around or beside what they are about.

use netsmith::diagram::{
    Blocks, Diagram, Direction, LayoutOptions, NoteBox, Rect, Wrap, layout, paint, palette,
};
use netsmith::graph::{
    Content, Edit, Graph, NODE_SIZE, Node, NodeId, Note, NoteKind, Place, Tint, apply, held_by,
    infer,
};
use netsmith::layer::{Kind, LayerSpec};
use netsmith::project::preset;
use resvg::usvg::roxmltree::Document;

fn network(id: &str) -> Graph {
    preset(id).expect("a preset").project.graph.clone()
}

fn with_note(graph: &Graph, place: Place, note: Note) -> Graph {
    apply(graph, &Edit::AddNote { place, note }).expect("a sound note")
}

fn corner(graph: &Graph, id: u64) -> [f32; 2] {
    graph.body.node(NodeId(id)).expect("a node").position
}

/// A frame around the nodes `first` and `last` of a column and those between them.
fn frame(graph: &Graph, title: &str, first: u64, last: u64) -> Note {
    let ([x, top], [_, bottom]) = (corner(graph, first), corner(graph, last));
    Note {
        kind: NoteKind::Frame,
        text: title.to_owned(),
        position: [x - 24.0, top - 54.0],
        size: [NODE_SIZE[0] + 48.0, bottom - top + NODE_SIZE[1] + 78.0],
        tint: Tint::Blue,
    }
}

/// The same network with its nodes below each other, as frames around several of them need it.
fn in_one_column(graph: &Graph) -> Graph {
    let ids = graph.body.nodes.keys();
    let edit = Edit::Move {
        place: Place::Root,
        positions: ids.map(|id| (*id, [0.0, 104.0 * id.0 as f32])).collect(),
    };
    apply(graph, &edit).expect("a sound edit")
}

/// Boxes with these wires, in frames that hold these of them: what no frame holds stands far away.
fn framed(boxes: u64, wires: &[(u64, u64)], frames: &[&[u64]]) -> Graph {
    let mut graph = Graph::default();
    for id in 0..boxes {
        let enters = wires.iter().filter(|wire| wire.1 == id);
        let inputs: Vec<NodeId> = enters.map(|wire| NodeId(wire.0)).collect();
        let kind = match inputs.len() {
            0 => Kind::Input,
            1 => Kind::Dropout,
            _ => Kind::Add,
        };
        let frame = frames.iter().position(|held| held.contains(&id));
        let node = Node {
            name: format!("box_{id}"),
            position: [
                frame.map_or(9_000.0, |frame| 600.0 * frame as f32),
                104.0 * id as f32,
            ],
            content: Content::Layer(LayerSpec::new(kind)),
            inputs,
        };
        graph.body.nodes.insert(NodeId(id), node.into());
    }
    (0..).zip(frames).fold(graph, |graph, (index, _)| {
        let note = Note {
            kind: NoteKind::Frame,
            text: format!("Frame {index}"),
            position: [600.0 * index as f32 - 24.0, -54.0],
            size: [NODE_SIZE[0] + 48.0, 104.0 * boxes as f32 + 78.0],
            tint: Tint::Green,
        };
        with_note(&graph, Place::Root, note)
    })
}

/// Four branches of one and two layers between a first and a last box.
const BRANCHES: [(u64, u64); 11] = [
    (0, 1),
    (0, 2),
    (2, 3),
    (0, 4),
    (4, 5),
    (0, 6),
    (6, 7),
    (1, 8),
    (3, 8),
    (5, 8),
    (7, 8),
];

fn comment(graph: &Graph, text: &str, beside: u64) -> Note {
    let [x, y] = corner(graph, beside);
    Note {
        kind: NoteKind::Comment,
        text: text.to_owned(),
        position: [x + 260.0, y],
        size: [220.0, 110.0],
        tint: Tint::Yellow,
    }
}

fn drawn(graph: &Graph, direction: Direction) -> Diagram {
    let options = LayoutOptions {
        direction,
        blocks: Blocks::Folded,
        wrap: Wrap::Page,
    };
    layout(graph, &infer(graph), &options)
}

fn overlap(a: Rect, b: Rect) -> bool {
    a.x < b.right() && b.x < a.right() && a.y < b.bottom() && b.y < a.bottom()
}

fn contains(outer: Rect, inner: Rect) -> bool {
    outer.x <= inner.x
        && outer.y <= inner.y
        && outer.right() >= inner.right()
        && outer.bottom() >= inner.bottom()
}

fn texts(svg: &str) -> Vec<String> {
    let document = Document::parse(svg).expect("an SVG");
    let texts = document
        .descendants()
        .filter(|node| node.has_tag_name("text"));
    texts
        .filter_map(|node| node.text().map(str::to_owned))
        .collect()
}

#[test]
fn a_frame_is_drawn_around_what_it_holds_and_touches_nothing_else() {
    let graph = network("happy_model");
    let note = frame(&graph, "Stem", 1, 3);
    let held = held_by(&note, &graph.body);
    assert_eq!(held.len(), 3);
    let graph = with_note(&graph, Place::Root, note);
    for direction in [Direction::TopToBottom, Direction::LeftToRight] {
        let diagram = drawn(&graph, direction);
        let [note] = &diagram.notes[..] else {
            panic!("{:?}", diagram.notes)
        };
        for node in &diagram.nodes {
            let is_held = held.contains(&node.path.leaf().unwrap());
            assert_eq!(contains(note.rect, node.rect), is_held, "{}", node.title);
            assert_eq!(overlap(note.rect, node.rect), is_held, "{}", node.title);
        }
        let [width, height] = diagram.size;
        let all = Rect {
            x: 0.0,
            y: 0.0,
            width,
            height,
        };
        assert!(contains(all, note.rect), "{note:?} in {all:?}");
        assert!(texts(&diagram.to_svg(&palette::LIGHT)).contains(&"Stem".to_owned()));
    }
}

#[test]
fn what_a_frame_holds_is_kept_together_and_the_rest_stays_outside() {
    let cases: [&[&[u64]]; 6] = [
        &[&[2, 3], &[4, 5]],
        &[&[1, 6, 7]],
        &[&[2, 3, 6, 7], &[4, 5]],
        &[&[1, 2, 3, 4, 5, 6, 7]],
        &[&[3], &[5], &[7]],
        &[&[2, 6]],
    ];
    for (held, direction) in cases.into_iter().flat_map(|held| {
        [Direction::TopToBottom, Direction::LeftToRight].map(|direction| (held, direction))
    }) {
        let diagram = drawn(&framed(9, &BRANCHES, held), direction);
        assert_eq!(diagram.notes.len(), held.len(), "{held:?} {direction:?}");
        for (note, held) in diagram.notes.iter().map(|note| (note, holds(note, held))) {
            for node in &diagram.nodes {
                let id = node.path.leaf().unwrap().0;
                let is_held = held.contains(&id);
                assert_eq!(contains(note.rect, node.rect), is_held, "{held:?} {id}");
                assert_eq!(overlap(note.rect, node.rect), is_held, "{held:?} {id}");
            }
        }
    }
}

/// The boxes of the frame that a note shows.
fn holds<'a>(note: &NoteBox, frames: &'a [&'a [u64]]) -> &'a [u64] {
    let number = note.lines[0].strip_prefix("Frame ");
    let index: Option<usize> = number.and_then(|number| number.parse().ok());
    frames[index.expect("a title with a number")]
}

#[test]
fn a_frame_that_falls_into_parts_says_so() {
    // The second layer of a chain, which the frame does not hold, stands between the two that it does.
    let diagram = drawn(
        &framed(4, &[(0, 1), (1, 2), (2, 3)], &[&[1, 3]]),
        Direction::TopToBottom,
    );
    let titles: Vec<&str> = diagram
        .notes
        .iter()
        .map(|note| note.lines[0].as_str())
        .collect();
    assert_eq!(titles, ["Frame 0 (1 of 2)", "Frame 0 (2 of 2)"]);
}

#[test]
fn two_frames_one_behind_the_other_stay_apart() {
    let graph = in_one_column(&network("happy_model"));
    let (one, two) = (frame(&graph, "One", 1, 2), frame(&graph, "Two", 3, 4));
    let graph = with_note(&with_note(&graph, Place::Root, one), Place::Root, two);
    let diagram = drawn(&graph, Direction::TopToBottom);
    assert!(!overlap(diagram.notes[0].rect, diagram.notes[1].rect));
}

#[test]
fn comments_stand_beside_the_network_and_cover_nothing() {
    let graph = network("resnet50");
    let long = "Every block adds its input to what it has made of it, so that a gradient finds its way back. ".repeat(12);
    let texts_of = ["Why 7×7?\nAsk Ada", long.as_str(), "手书的注释"];
    let graph = (0..).zip(texts_of).fold(graph, |graph, (beside, text)| {
        let note = comment(&graph, text, beside);
        with_note(&graph, Place::Root, note)
    });
    for direction in [Direction::TopToBottom, Direction::LeftToRight] {
        let diagram = drawn(&graph, direction);
        assert_eq!(diagram.notes.len(), 3);
        for (index, note) in diagram.notes.iter().enumerate() {
            assert!(
                diagram
                    .nodes
                    .iter()
                    .all(|node| !overlap(note.rect, node.rect))
            );
            assert!(
                diagram.notes[index + 1..]
                    .iter()
                    .all(|other| !overlap(note.rect, other.rect))
            );
            assert!(note.lines.len() <= 12 && note.about.is_some());
        }
        let found = texts(&diagram.to_svg(&palette::DARK));
        for line in ["Why 7×7?", "Ask Ada", "手书的注释"] {
            assert!(found.contains(&line.to_owned()), "{line} in {found:?}");
        }
        let picture = paint(&diagram.to_svg(&palette::DARK), 0.25).unwrap();
        assert!(picture.width() > 0);
    }
}

#[test]
fn what_is_written_inside_of_a_block_shows_where_the_block_is_open() {
    let graph = network("resnet50");
    let place = Place::Block("identity_block".to_owned());
    let note = Note {
        kind: NoteKind::Comment,
        text: "Shortcut".to_owned(),
        position: [260.0, 100.0],
        size: [100.0, 50.0],
        tint: Tint::Red,
    };
    let graph = with_note(&graph, place, note);
    let options = |blocks| LayoutOptions {
        direction: Direction::TopToBottom,
        blocks,
        wrap: Wrap::Page,
    };
    let inference = infer(&graph);
    let open = layout(&graph, &inference, &options(Blocks::Open));
    assert_eq!(open.notes.len(), 12);
    assert!(
        layout(&graph, &inference, &options(Blocks::Folded))
            .notes
            .is_empty()
    );
}

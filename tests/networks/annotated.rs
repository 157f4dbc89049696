//! Comments and frames in diagrams: all of them are drawn, around or beside what they are about.

use netsmith::diagram::{
    Blocks, Diagram, Direction, LayoutOptions, Rect, Wrap, layout, paint, palette,
};
use netsmith::graph::{
    Edit, Graph, NODE_SIZE, NodeId, Note, NoteKind, Place, Tint, apply, held_by, infer,
};
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
#[ignore = "fails with the new layout: frames of a column beside are touched; open in issue E, 40"]
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
#[ignore = "never passed: its two layers stand one above the other, so the frame that it makes has a negative side"]
fn two_frames_one_behind_the_other_stay_apart() {
    let graph = network("happy_model");
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

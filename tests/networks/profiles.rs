//! Diagrams for a use: blocks in a row counted, and sheets that are filled.

use netsmith::diagram::{Blocks, Diagram, LayoutOptions, Profile, layout, layout_on, palette};
use netsmith::graph::{Edit, Graph, Note, NoteKind, Place, Tint, apply, infer};
use netsmith::project::{preset, presets};
use resvg::usvg::roxmltree::Document;

fn graph(id: &str) -> Graph {
    preset(id).expect("the preset exists").project.graph.clone()
}

fn drawn(graph: &Graph, profile: Profile) -> Diagram {
    let (inference, options) = (infer(graph), profile.options());
    match profile.sheet() {
        Some(sheet) => layout_on(sheet, (graph, "A network"), &inference, &options),
        None => layout(graph, &inference, &options).with_title("A network"),
    }
}

fn folded(graph: &Graph) -> Diagram {
    let options = LayoutOptions {
        blocks: Blocks::Folded,
        ..LayoutOptions::default()
    };
    layout(graph, &infer(graph), &options)
}

/// How many alike each box is, those of one alone left out.
fn counts(diagram: &Diagram) -> Vec<usize> {
    let counts = diagram.nodes.iter().map(|node| node.count);
    let mut counts: Vec<usize> = counts.filter(|count| *count > 1).collect();
    counts.sort_unstable();
    counts
}

#[test]
fn blocks_of_resnet50_that_are_alike_are_counted() {
    let graph = graph("resnet50");
    let diagram = drawn(&graph, Profile::Counted);
    // Each stage is a block that changes the shape, and two, three, five and two that do not.
    assert_eq!(counts(&diagram), [2, 2, 3, 5]);
    let all = |diagram: &Diagram| diagram.nodes.iter().map(|node| node.count).sum::<usize>();
    assert_eq!(all(&diagram), all(&folded(&graph)));
    let five = diagram.nodes.iter().find(|node| node.count == 5).unwrap();
    assert!(
        five.is_block && five.title.contains(" – "),
        "{}",
        five.title
    );
    let svg = diagram.to_svg(&palette::LIGHT);
    assert!(svg.contains("×5") && svg.contains("×3"));
}

#[test]
fn networks_without_rows_of_blocks_are_drawn_as_folded() {
    for id in ["lenet5", "happy_model", "plain50"] {
        let graph = graph(id);
        let diagram = drawn(&graph, Profile::Counted);
        if counts(&diagram).is_empty() {
            let titled = folded(&graph).with_title("A network");
            assert_eq!(diagram, titled, "{id}");
        }
    }
}

#[test]
fn every_preset_fits_every_sheet() {
    for preset in presets() {
        let graph = &preset.project.graph;
        for profile in Profile::ALL {
            let diagram = drawn(graph, profile);
            let [width, height] = diagram.picture_size();
            let svg = diagram.to_svg(&palette::LIGHT);
            let document = Document::parse(&svg).unwrap();
            let root = document.root_element();
            let side = |name| root.attribute(name).unwrap().parse::<f32>().unwrap();
            assert_eq!([side("width"), side("height")], [width, height]);
            let Some(sheet) = profile.sheet() else {
                assert!((diagram.scale() - 1.0).abs() < 1e-6);
                continue;
            };
            let [wide, high] = sheet.size_px(diagram.direction);
            let name = format!("{} {profile:?}", preset.id);
            assert!(
                width <= wide && height <= high,
                "{name}: {width} × {height}"
            );
            // Nothing lies beyond the sheet.
            let [across, along] = diagram.size.map(|side| side * diagram.scale());
            assert!(across <= width && along <= height, "{name}");
        }
    }
}

#[test]
fn a_slide_is_of_16_to_9_and_letters_of_resnet50_can_be_read_on_it() {
    let diagram = drawn(&graph("resnet50"), Profile::Slide);
    let [width, height] = diagram.picture_size();
    assert!((width / height - 16.0 / 9.0).abs() < 0.001);
    let points = diagram.smallest_type_points();
    assert!(points > 4.0, "{points} pt");
}

#[test]
fn frames_and_comments_come_along_where_their_blocks_are_counted() {
    let graph = graph("resnet50");
    let diagram = drawn(&graph, Profile::Counted);
    let five = diagram.nodes.iter().find(|node| node.count == 5).unwrap();
    // About the second of the five, which is not drawn by itself.
    let first = five.path.leaf().unwrap();
    let (second, _) = graph.body.users(first).next().unwrap();
    let at = graph.body.node(second).unwrap().position;
    let note = Note {
        kind: NoteKind::Comment,
        text: "As many as fit".to_owned(),
        position: [at[0] + 20.0, at[1] + 3.0],
        size: [160.0, 40.0],
        tint: Tint::Yellow,
    };
    let edit = Edit::AddNote {
        place: Place::Root,
        note,
    };
    let noted = apply(&graph, &edit).unwrap();
    let diagram = drawn(&noted, Profile::Slide);
    let five = diagram.nodes.iter().find(|node| node.count == 5).unwrap();
    let [comment] = &diagram.notes[..] else {
        panic!("one comment, found {:?}", diagram.notes);
    };
    assert_eq!(comment.about, Some(five.rect));
    assert!(diagram.to_svg(&palette::DARK).contains("As many as fit"));
}

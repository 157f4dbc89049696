//! Diagrams of the presets and of random networks: nothing covers anything else, and every file can be read.

use std::collections::BTreeMap;
use std::sync::Arc;

use netsmith::diagram::{
    Blocks, Diagram, Direction, LayoutOptions, NODE_SIZE, PictureError, Rect, Wrap, arrange,
    layout, paint, palette,
};
use netsmith::graph::{Content, Graph, Node, NodeId, NodePath, infer, summary_rows};
use netsmith::layer::{Kind, LayerSpec};
use netsmith::project::{preset, presets};
use proptest::prelude::*;
use resvg::usvg::roxmltree::Document;

use crate::random_cases::random_cases;

const DIRECTIONS: [Direction; 2] = [Direction::TopToBottom, Direction::LeftToRight];

fn diagram_of(graph: &Graph, direction: Direction, blocks: Blocks) -> Diagram {
    let options = LayoutOptions {
        direction,
        blocks,
        wrap: Wrap::Page,
    };
    layout(graph, &infer(graph), &options)
}

fn preset_diagram(id: &str, direction: Direction, blocks: Blocks) -> Diagram {
    let project = &preset(id).expect("the preset exists").project;
    diagram_of(&project.graph, direction, blocks).with_title(&project.name)
}

/// Every preset in both directions, folded and open.
fn all_diagrams() -> Vec<(String, Diagram)> {
    let mut all = Vec::new();
    for preset in presets() {
        for direction in DIRECTIONS {
            for blocks in [Blocks::Folded, Blocks::Open] {
                let name = format!("{} {direction:?} {blocks:?}", preset.id);
                all.push((name, diagram_of(&preset.project.graph, direction, blocks)));
            }
        }
    }
    all
}

fn overlap(a: &Rect, b: &Rect) -> bool {
    a.x < b.right() && b.x < a.right() && a.y < b.bottom() && b.y < a.bottom()
}

fn contains(outer: &Rect, inner: &Rect) -> bool {
    outer.x <= inner.x
        && outer.y <= inner.y
        && outer.right() >= inner.right()
        && outer.bottom() >= inner.bottom()
}

/// Whether a level or upright stretch runs through the inside of `rect`, its edges left out.
fn runs_through(stretch: &[[f32; 2]], rect: &Rect) -> bool {
    let span = |axis: usize| {
        let (a, b) = (stretch[0][axis], stretch[1][axis]);
        (a.min(b), a.max(b))
    };
    let ((left, right), (top, bottom)) = (span(0), span(1));
    left < rect.right() - 0.5
        && right > rect.x + 0.5
        && top < rect.bottom() - 0.5
        && bottom > rect.y + 0.5
}

fn assert_readable(name: &str, diagram: &Diagram) {
    let whole = Rect {
        x: 0.0,
        y: 0.0,
        width: diagram.size[0],
        height: diagram.size[1],
    };
    for (index, node) in diagram.nodes.iter().enumerate() {
        assert!(
            contains(&whole, &node.rect),
            "{name}: {} lies outside",
            node.title
        );
        for other in &diagram.nodes[index + 1..] {
            assert!(
                !overlap(&node.rect, &other.rect),
                "{name}: {} covers {}",
                node.title,
                other.title
            );
        }
        for frame in &diagram.frames {
            let is_inside = node.path.0.starts_with(&frame.path.0);
            assert_eq!(
                contains(&frame.rect, &node.rect),
                is_inside,
                "{name}: {} in {}",
                node.title,
                frame.title
            );
            assert_eq!(
                overlap(&frame.rect, &node.rect),
                is_inside,
                "{name}: {} on {}",
                node.title,
                frame.title
            );
        }
    }
    assert_wires_are_clear(name, diagram);
}

fn assert_wires_are_clear(name: &str, diagram: &Diagram) {
    let nodes: BTreeMap<&NodePath, &Rect> = diagram
        .nodes
        .iter()
        .map(|node| (&node.path, &node.rect))
        .collect();
    let frames = diagram
        .frames
        .iter()
        .map(|frame| (&frame.path, &frame.rect));
    let ends: BTreeMap<&NodePath, &Rect> = frames.chain(nodes.clone()).collect();
    for wire in &diagram.wires {
        let label = format!("{name}: wire from {:?} to {:?}", wire.from, wire.to);
        assert!(wire.points.len() >= 2, "{label} has no length");
        for stretch in wire.points.windows(2) {
            let is_straight = stretch[0][0] == stretch[1][0] || stretch[0][1] == stretch[1][1];
            assert!(is_straight, "{label} runs askew: {stretch:?}");
            for node in &diagram.nodes {
                assert!(
                    !runs_through(stretch, &node.rect),
                    "{label} runs through {}: {stretch:?}",
                    node.title
                );
            }
        }
        for (path, point) in [
            (&wire.from, wire.points[0]),
            (&wire.to, wire.points[wire.points.len() - 1]),
        ] {
            assert!(
                touches(ends[path], point),
                "{label} ends in the air at {point:?}"
            );
        }
    }
}

/// Whether `point` lies on an edge of `rect`.
fn touches(rect: &Rect, [x, y]: [f32; 2]) -> bool {
    let near = |a: f32, b: f32| (a - b).abs() < 0.01;
    let on_level_edge =
        (near(y, rect.y) || near(y, rect.bottom())) && x >= rect.x && x <= rect.right();
    let on_upright_edge =
        (near(x, rect.x) || near(x, rect.right())) && y >= rect.y && y <= rect.bottom();
    on_level_edge || on_upright_edge
}

#[test]
fn nothing_covers_anything_else_in_any_preset() {
    for (name, diagram) in all_diagrams() {
        assert_readable(&name, &diagram);
    }
}

#[test]
fn an_open_diagram_shows_every_layer_and_wire() {
    for preset in presets() {
        let inference = infer(&preset.project.graph);
        let diagram = diagram_of(&preset.project.graph, Direction::TopToBottom, Blocks::Open);
        let mut names: Vec<&str> = diagram
            .nodes
            .iter()
            .map(|node| node.title.as_str())
            .collect();
        let mut expected: Vec<&str> = inference.layers.iter().map(|layer| &*layer.name).collect();
        names.sort_unstable();
        expected.sort_unstable();
        assert_eq!(names, expected, "{}", preset.id);
        let wire_count: usize = inference
            .layers
            .iter()
            .map(|layer| layer.inputs.len())
            .sum();
        let arrows = diagram.wires.iter().filter(|wire| wire.has_arrow).count();
        assert_eq!(arrows, wire_count, "{}", preset.id);
    }
}

#[test]
fn a_deep_network_is_a_page_and_not_a_strip() {
    for (name, diagram) in all_diagrams() {
        let ratio = diagram.size[0] / diagram.size[1];
        if diagram.nodes.len() > 12 {
            assert!((0.6..3.0).contains(&ratio), "{name} is {:?}", diagram.size);
        }
    }
}

#[test]
fn an_svg_is_well_formed_and_names_every_layer() {
    for (name, diagram) in all_diagrams() {
        let svg = diagram.to_svg(&palette::DARK);
        let document = Document::parse(&svg).unwrap_or_else(|error| panic!("{name}: {error}"));
        let titles: Vec<&str> = document
            .descendants()
            .filter(|node| node.has_tag_name("title"))
            .filter_map(|node| node.text())
            .collect();
        for node in &diagram.nodes {
            let begin = format!("{}: ", node.title);
            assert!(
                titles.iter().any(|title| title.starts_with(&begin)),
                "{name}: {}",
                node.title
            );
        }
    }
}

#[test]
fn shapes_in_the_picture_are_those_of_the_summary() {
    let diagram = preset_diagram("happy_model", Direction::TopToBottom, Blocks::Folded);
    let inference = infer(
        &preset("happy_model")
            .expect("the preset exists")
            .project
            .graph,
    );
    for row in summary_rows(&inference) {
        let node = diagram
            .nodes
            .iter()
            .find(|node| node.title == row.name)
            .expect("every layer is drawn");
        assert_eq!(
            Some(node.shape.clone()),
            row.output_shape.map(|shape| shape.to_string())
        );
    }
}

#[test]
fn a_name_made_of_markup_stays_a_name() {
    let mut graph = preset("mlp")
        .expect("the preset exists")
        .project
        .graph
        .clone();
    let (id, node) = graph
        .body
        .nodes
        .iter()
        .next()
        .map(|(id, node)| (*id, node.as_ref().clone()))
        .expect("a node");
    graph.body.nodes.insert(
        id,
        Arc::new(Node {
            name: "<script>&\"手势'\u{ffff}".to_owned(),
            ..node
        }),
    );
    let svg = diagram_of(&graph, Direction::TopToBottom, Blocks::Folded)
        .with_title("]]><!--")
        .to_svg(&palette::LIGHT);
    let document = Document::parse(&svg).expect("well formed");
    assert!(
        !document
            .descendants()
            .any(|node| node.has_tag_name("script"))
    );
    assert!(document.descendants().any(|node| {
        node.text()
            .is_some_and(|text| text.starts_with("<script>&\"手势'"))
    }));
}

#[test]
fn a_title_without_end_does_not_widen_the_picture_without_end() {
    let diagram = preset_diagram("mlp", Direction::TopToBottom, Blocks::Folded);
    let long = diagram.with_title(&"endless ".repeat(10_000));
    assert!(long.picture_size()[0] < 700.0);
    assert!(long.to_png(&palette::LIGHT, 1.0).is_ok());
}

#[test]
fn a_png_shows_something_and_is_the_same_each_time() {
    for palette in [palette::LIGHT, palette::DARK] {
        let diagram = preset_diagram("happy_model", Direction::TopToBottom, Blocks::Folded);
        let png = diagram.to_png(&palette, 2.0).expect("it is small");
        assert_eq!(png, diagram.to_png(&palette, 2.0).expect("it is small"));
        let picture = image::load_from_memory(&png)
            .expect("it is a PNG")
            .into_rgb8();
        let [width, height] = diagram.picture_size().map(|px| (px * 2.0) as u32);
        assert_eq!(picture.dimensions(), (width, height));
        let painted = picture
            .pixels()
            .filter(|pixel| pixel.0 != palette.canvas.0)
            .count();
        assert!(
            painted * 10 > picture.pixels().len(),
            "only {painted} pixels are painted"
        );
        assert!(picture.pixels().any(|pixel| pixel.0 == palette.node.0));
    }
}

#[test]
fn a_picture_beyond_memory_is_refused_with_a_way_out() {
    let diagram = preset_diagram("resnet50", Direction::TopToBottom, Blocks::Open);
    let message = diagram
        .to_png(&palette::LIGHT, 100.0)
        .unwrap_err()
        .to_string();
    assert!(
        message.starts_with("expected a picture of at most 100 megapixels, found "),
        "{message}"
    );
    assert!(
        message.ends_with("; choose a smaller scale, or SVG, which has no pixels"),
        "{message}"
    );
    for scale in [0.0, -1.0, f32::NAN, f32::INFINITY] {
        assert!(matches!(
            diagram.to_png(&palette::LIGHT, scale),
            Err(PictureError::Scale(_))
        ));
    }
    assert!(matches!(paint("<svg", 1.0), Err(PictureError::Svg(_))));
}

#[test]
fn an_empty_network_is_an_empty_page() {
    for direction in DIRECTIONS {
        let diagram = diagram_of(&Graph::default(), direction, Blocks::Open);
        assert!(diagram.nodes.is_empty());
        assert!(diagram.to_png(&palette::LIGHT, 1.0).is_ok());
    }
}

#[test]
fn the_canvas_is_arranged_without_overlaps_and_always_alike() {
    for preset in presets() {
        let body = &preset.project.graph.body;
        let places = arrange(body, |_| NODE_SIZE, Wrap::Page);
        assert_eq!(places, arrange(body, |_| NODE_SIZE, Wrap::Page));
        assert_eq!(places.len(), body.nodes.len());
        let rects: Vec<Rect> = places
            .iter()
            .map(|(_, corner)| node_rect(*corner))
            .collect();
        for (index, rect) in rects.iter().enumerate() {
            assert!(
                rects[index + 1..].iter().all(|other| !overlap(rect, other)),
                "{}",
                preset.id
            );
        }
    }
}

fn node_rect([x, y]: [f32; 2]) -> Rect {
    let [width, height] = NODE_SIZE;
    Rect {
        x,
        y,
        width,
        height,
    }
}

/// A network in which each layer adds up some of those before it.
fn random_network() -> impl Strategy<Value = Graph> {
    prop::collection::vec(
        prop::collection::vec(any::<prop::sample::Index>(), 0..4),
        1..40,
    )
    .prop_map(|layers| {
        let mut graph = Graph::default();
        for (id, picks) in layers.iter().enumerate() {
            let inputs = picks
                .iter()
                .filter(|_| id > 0)
                .map(|pick| NodeId(pick.index(id) as u64))
                .collect();
            let node = Node {
                name: format!("add_{id}"),
                position: [0.0, 0.0],
                content: Content::Layer(LayerSpec::new(Kind::Add)),
                inputs,
            };
            graph.body.nodes.insert(NodeId(id as u64), Arc::new(node));
        }
        graph
    })
}

proptest! {
    #![proptest_config(random_cases(file!(), 256))]

    #[test]
    fn nothing_covers_anything_else_in_random_networks(graph in random_network(), rows in 0..9_usize) {
        let wraps = [Wrap::Page, Wrap::Never, Wrap::Rows(rows)];
        for (direction, wrap) in DIRECTIONS.into_iter().zip(wraps.into_iter().cycle().skip(rows)) {
            let options = LayoutOptions { direction, blocks: Blocks::Open, wrap };
            let diagram = layout(&graph, &infer(&graph), &options);
            prop_assert_eq!(diagram.nodes.len(), graph.body.nodes.len());
            assert_readable("random", &diagram);
        }
    }
}

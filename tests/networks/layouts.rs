//! Layouts of networks that are hard to draw, held against what Graphviz makes of them: `tests/golden/layouts.json`.

use std::sync::Arc;

use netsmith::diagram::{
    Blocks, Diagram, Direction, LayoutOptions, NODE_SIZE, Wrap, arrange, layout,
};
use netsmith::graph::{Content, Edit, Graph, Node, NodeId, Place, apply, infer};
use netsmith::layer::{Kind, LayerSpec};
use netsmith::project::preset;
use serde::Deserialize;

use crate::figures::{Figures, rows};

#[derive(Deserialize)]
struct Golden {
    networks: Vec<Network>,
}

#[derive(Deserialize)]
struct Network {
    name: String,
    boxes: u64,
    wires: Vec<(u64, u64)>,
    dot_crossings: usize,
}

impl Network {
    fn graph(&self) -> Graph {
        graph(self.boxes, &self.wires)
    }
}

fn corpus() -> Vec<Network> {
    let golden: Golden = serde_json::from_str(include_str!("../golden/layouts.json"))
        .expect("the golden file is sound");
    golden.networks
}

/// Boxes with wires between them, in the order of the ports that they enter.
fn graph(boxes: u64, wires: &[(u64, u64)]) -> Graph {
    let mut graph = Graph::default();
    for id in 0..boxes {
        let inputs: Vec<NodeId> = wires
            .iter()
            .filter(|wire| wire.1 == id)
            .map(|wire| NodeId(wire.0))
            .collect();
        let kind = match inputs.len() {
            0 => Kind::Input,
            1 => Kind::Dropout,
            _ => Kind::Add,
        };
        let node = Node {
            name: format!("box_{id}"),
            position: [0.0, 0.0],
            content: Content::Layer(LayerSpec::new(kind)),
            inputs,
        };
        graph.body.nodes.insert(NodeId(id), Arc::new(node));
    }
    graph
}

fn drawn(graph: &Graph, direction: Direction, wrap: Wrap) -> Diagram {
    let options = LayoutOptions {
        direction,
        blocks: Blocks::Open,
        wrap,
    };
    layout(graph, &infer(graph), &options)
}

fn drawn_down(graph: &Graph) -> Diagram {
    drawn(graph, Direction::TopToBottom, Wrap::Never)
}

#[test]
fn wires_keep_clear_of_boxes_and_of_each_other_in_the_whole_corpus() {
    for network in corpus() {
        let graph = network.graph();
        for direction in [Direction::TopToBottom, Direction::LeftToRight] {
            let figures = Figures::of(&drawn(&graph, direction, Wrap::Page));
            assert_eq!(
                (figures.over_boxes, figures.shared_lanes),
                (0, 0),
                "{} {direction:?}",
                network.name
            );
        }
    }
}

#[test]
fn wires_cross_hardly_more_often_than_where_graphviz_draws_them() {
    let (mut ours, mut theirs) = (0, 0);
    for network in corpus() {
        let crossings = Figures::of(&drawn_down(&network.graph())).crossings;
        // What is nearly free of crossings may have one more: a share of it says nothing.
        let dot = network.dot_crossings;
        let most = if dot < 10 { dot + 1 } else { dot * 12 / 10 };
        assert!(
            crossings <= most,
            "{}: {crossings} crossings, dot has {}",
            network.name,
            network.dot_crossings
        );
        ours += crossings;
        theirs += network.dot_crossings;
    }
    assert!(
        ours * 10 <= theirs * 12,
        "{ours} crossings, dot has {theirs}"
    );
}

#[test]
fn branches_stand_in_the_order_of_the_ports_that_they_end_at() {
    // Whichever of them is the longest and was made first.
    for branches in [[1, 2, 2, 2], [2, 2, 1, 2], [3, 1, 2, 1], [1, 1, 1, 3]] {
        for reversed in [false, true] {
            let mut wires = Vec::new();
            let mut next = 1;
            let mut ends = Vec::new();
            for length in branches {
                wires.push((0, next));
                wires.extend((next..next + length - 1).map(|id| (id, id + 1)));
                next += length;
                ends.push((next - length, next - 1));
            }
            if reversed {
                ends.reverse();
            }
            wires.extend(ends.iter().map(|(_, last)| (*last, next)));
            let diagram = drawn_down(&graph(next + 1, &wires));
            let beginnings: Vec<String> = ends
                .iter()
                .map(|(first, _)| format!("box_{first}"))
                .collect();
            assert_eq!(rows(&diagram)[1], beginnings, "{branches:?}");
            assert_eq!(Figures::of(&diagram), Figures::default());
        }
    }
}

/// The network with its nodes where the canvas arranges them.
fn arranged(graph: &Graph) -> Graph {
    let edit = Edit::Move {
        place: Place::Root,
        positions: arrange(&graph.body, |_| NODE_SIZE, Wrap::Page),
    };
    apply(graph, &edit).expect("the edit is sound")
}

#[test]
fn a_layer_put_into_a_branch_swaps_no_branches() {
    for network in corpus().iter().filter(|network| network.dot_crossings == 0) {
        let before = arranged(&network.graph());
        let old = sides(&drawn_down(&before), network.boxes);
        for after in (0..network.boxes).step_by(3).map(NodeId) {
            let edit = Edit::InsertAfter {
                place: Place::Root,
                after,
                content: Content::Layer(LayerSpec::new(Kind::Dropout)),
                position: None,
            };
            let edited = apply(&before, &edit).expect("the edit is sound");
            for graph in [&edited, &arranged(&edited)] {
                let new = sides(&drawn_down(graph), network.boxes);
                let swapped = old
                    .iter()
                    .filter(|(one, other)| new.contains(&(*other, *one)));
                assert_eq!(swapped.count(), 0, "{} after box_{}", network.name, after.0);
            }
        }
    }
}

/// Pairs of the first `count` boxes of which one stands wholly to the left of the other in the same row.
fn sides(diagram: &Diagram, count: u64) -> Vec<(u64, u64)> {
    let number = |name: &str| {
        name.strip_prefix("box_")
            .and_then(|number| number.parse().ok())
            .filter(|id| *id < count)
    };
    let mut pairs = Vec::new();
    for row in rows(diagram) {
        let row: Vec<u64> = row.into_iter().filter_map(number).collect();
        for (at, one) in row.iter().enumerate() {
            pairs.extend(row[at + 1..].iter().map(|other| (*one, *other)));
        }
    }
    pairs
}

#[test]
fn columns_end_at_single_wires_only() {
    let resnet50 = &preset("resnet50")
        .expect("the preset is there")
        .project
        .graph;
    let networks = corpus();
    let graphs = networks
        .iter()
        .map(Network::graph)
        .chain([resnet50.clone()]);
    for graph in graphs {
        let diagram = drawn(&graph, Direction::TopToBottom, Wrap::Page);
        let turns: Vec<_> = diagram
            .wires
            .iter()
            .filter(|wire| runs_upwards(&wire.points))
            .collect();
        for turn in &turns {
            let beside = turns
                .iter()
                .filter(|other| other.from == turn.from || overlap(&other.points, &turn.points));
            assert_eq!(
                beside.count(),
                1,
                "{:?} turns beside another wire",
                turn.from
            );
        }
    }
}

fn runs_upwards(points: &[[f32; 2]]) -> bool {
    points.windows(2).any(|ends| ends[1][1] < ends[0][1])
}

/// Whether two wires turn into the same column.
fn overlap(one: &[[f32; 2]], other: &[[f32; 2]]) -> bool {
    let right = |points: &[[f32; 2]]| points.last().map_or(0.0, |point| point[0]);
    (right(one) - right(other)).abs() < 236.0
}

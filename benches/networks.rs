//! What happens after every edit has to be quicker than anyone notices: inference below 1 ms for ResNet50 and about 2 ms for
//! 2,000 layers. A diagram is laid out and written while a dialog shows it: ResNet50 with all blocks open below 50 ms. Laying out
//! 2,000 layers takes at most 15 ms; tangles may take longer, and where each of the test corpus stands is listed.

use std::hint::black_box;
use std::sync::Arc;

use criterion::{Criterion, criterion_group, criterion_main};
use netsmith::diagram::{Blocks, LayoutOptions, NODE_SIZE, Wrap, arrange, layout, palette};
use netsmith::graph::{Content, Graph, Node, NodeId, infer};
use netsmith::layer::{Kind, LayerSpec};
use netsmith::project::preset;

/// A chain of an input and convolutions that keep the shape.
fn chain(layer_count: u64) -> Graph {
    let mut graph = Graph::default();
    for id in 0..layer_count {
        let spec = match id {
            0 => LayerSpec::new(Kind::Input),
            _ => LayerSpec::new(Kind::Conv2D)
                .with("filters", 8)
                .with("padding", "same"),
        };
        let node = Node {
            name: format!("layer_{id}"),
            position: [0.0, 0.0],
            content: Content::Layer(spec),
            inputs: id.checked_sub(1).map(NodeId).into_iter().collect(),
        };
        graph.body.nodes.insert(NodeId(id), Arc::new(node));
    }
    graph
}

fn inference(criterion: &mut Criterion) {
    let resnet = &preset("resnet50").expect("the preset exists").project.graph;
    criterion.bench_function("infer ResNet50", |bencher| {
        bencher.iter(|| infer(black_box(resnet)));
    });
    let long = chain(2_000);
    criterion.bench_function("infer 2,000 convolutions", |bencher| {
        bencher.iter(|| infer(black_box(&long)));
    });
}

fn diagram(criterion: &mut Criterion) {
    let resnet = &preset("resnet50").expect("the preset exists").project.graph;
    let inference = infer(resnet);
    let options = LayoutOptions {
        blocks: Blocks::Open,
        ..LayoutOptions::default()
    };
    criterion.bench_function("lay out ResNet50 opened", |bencher| {
        bencher.iter(|| layout(black_box(resnet), &inference, &options));
    });
    let diagram = layout(resnet, &inference, &options);
    criterion.bench_function("write ResNet50 opened as SVG", |bencher| {
        bencher.iter(|| black_box(&diagram).to_svg(&palette::LIGHT));
    });
}

#[derive(serde::Deserialize)]
struct Corpus {
    networks: Vec<Drawn>,
}

/// A network of the corpus that the layout is tested on.
#[derive(serde::Deserialize)]
struct Drawn {
    name: String,
    boxes: u64,
    wires: Vec<(u64, u64)>,
}

impl Drawn {
    fn graph(&self) -> Graph {
        let mut graph = Graph::default();
        for id in 0..self.boxes {
            let entering = self.wires.iter().filter(|wire| wire.1 == id);
            let node = Node {
                name: format!("box_{id}"),
                position: [0.0, 0.0],
                content: Content::Layer(LayerSpec::new(Kind::Add)),
                inputs: entering.map(|wire| NodeId(wire.0)).collect(),
            };
            graph.body.nodes.insert(NodeId(id), Arc::new(node));
        }
        graph
    }
}

fn corpus(criterion: &mut Criterion) {
    let golden = include_str!("../tests/golden/layouts.json");
    let corpus: Corpus = serde_json::from_str(golden).expect("the golden file is sound");
    let drawn = corpus
        .networks
        .iter()
        .map(|drawn| (drawn.name.clone(), drawn.graph()));
    for (name, graph) in drawn.chain([("2,000 layers".to_owned(), chain(2_000))]) {
        criterion.bench_function(&format!("place {name}"), |bencher| {
            bencher.iter(|| arrange(black_box(&graph.body), |_| NODE_SIZE, Wrap::Page));
        });
    }
}

criterion_group!(benches, inference, diagram, corpus);
criterion_main!(benches);

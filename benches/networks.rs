//! What happens after every edit has to be quicker than anyone notices: inference below 1 ms for ResNet50 and about 2 ms for
//! 2,000 layers. A diagram is laid out and written while a dialog shows it: ResNet50 with all blocks open below 50 ms.

use std::hint::black_box;
use std::sync::Arc;

use criterion::{Criterion, criterion_group, criterion_main};
use netsmith::diagram::{Blocks, LayoutOptions, layout, palette};
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

criterion_group!(benches, inference, diagram);
criterion_main!(benches);

//! The presets against Keras 3.15.1 (`tests/golden/summary_*.json`) and torchvision.

use std::collections::BTreeMap;

use netsmith::graph::{Inference, SummaryRow, infer, summary_rows};
use netsmith::project::{preset, presets};
use serde::Deserialize;

/// What `model.summary()` says of a network.
#[derive(Deserialize)]
struct KerasModel {
    layers: Vec<KerasLayer>,
    total: u64,
    trainable: u64,
    non_trainable: u64,
}

#[derive(Deserialize)]
struct KerasLayer {
    name: String,
    #[serde(rename = "type")]
    class: String,
    output_shape: Vec<usize>,
    params: u64,
    trainable: u64,
    inputs: Vec<String>,
}

impl KerasLayer {
    /// Names that Keras numbers by itself depend on what else the process has built.
    fn is_named_by_keras(&self) -> bool {
        let stems = [
            "input_layer",
            "zero_padding2d",
            "activation",
            "max_pooling2d",
            "add",
            "flatten",
        ];
        let numbered = |stem: &&str| {
            let rest = self.name.strip_prefix(*stem);
            rest.is_some_and(|rest| {
                rest.trim_start_matches('_')
                    .chars()
                    .all(|c| c.is_ascii_digit())
            })
        };
        stems.iter().any(numbered)
    }
}

fn inference_of(id: &str) -> Inference {
    infer(&preset(id).expect("the preset exists").project.graph)
}

fn assert_equals_keras(id: &str, golden: &str) {
    let keras: KerasModel = serde_json::from_str(golden).expect("the golden file is JSON");
    let inference = inference_of(id);
    let rows = summary_rows(&inference);
    assert_eq!(rows.len(), keras.layers.len(), "layers of {id}");
    let keras_index = index_by_name(keras.layers.iter().map(|layer| layer.name.as_str()));
    let our_index = index_by_name(rows.iter().map(|row| row.name.as_str()));
    for (row, layer) in rows.iter().zip(&keras.layers) {
        assert_equal_layers(row, layer);
        let ours: Vec<usize> = row
            .inputs
            .iter()
            .map(|name| our_index[name.as_str()])
            .collect();
        let theirs: Vec<usize> = layer
            .inputs
            .iter()
            .map(|name| keras_index[name.as_str()])
            .collect();
        assert_eq!(ours, theirs, "inputs of {}", layer.name);
    }
    let params = inference.totals.params;
    assert_eq!(
        [params.total(), params.trainable, params.non_trainable],
        [keras.total, keras.trainable, keras.non_trainable],
        "totals of {id}"
    );
}

fn assert_equal_layers(row: &SummaryRow, layer: &KerasLayer) {
    if !layer.is_named_by_keras() {
        assert_eq!(row.name, layer.name);
    }
    let shape = row.output_shape.expect("presets have no unknown shape");
    assert_eq!(row.class, layer.class, "{}", layer.name);
    assert_eq!(shape.dims(), layer.output_shape, "{}", layer.name);
    assert_eq!(row.params, Some(layer.params), "{}", layer.name);
    assert_eq!(
        row.trainable_params,
        Some(layer.trainable),
        "{}",
        layer.name
    );
}

fn index_by_name<'a>(names: impl Iterator<Item = &'a str>) -> BTreeMap<&'a str, usize> {
    names
        .enumerate()
        .map(|(index, name)| (name, index))
        .collect()
}

#[test]
fn happy_model_is_layer_by_layer_what_keras_reports() {
    assert_equals_keras(
        "happy_model",
        include_str!("../golden/summary_happy_model.json"),
    );
}

#[test]
fn resnet50_is_layer_by_layer_what_keras_reports() {
    assert_equals_keras("resnet50", include_str!("../golden/summary_resnet50.json"));
}

#[test]
fn totals_are_those_of_the_course() {
    for (id, layer_count, total, trainable) in [
        ("happy_model", 8, 37_633, 37_569),
        ("resnet50", 177, 23_600_006, 23_546_886),
    ] {
        let totals = inference_of(id).totals;
        assert_eq!(totals.layer_count, layer_count, "{id}");
        assert_eq!(totals.params.total(), total, "{id}");
        assert_eq!(totals.params.trainable, trainable, "{id}");
    }
}

#[test]
fn lenet5_has_the_parameters_of_its_dense_variant() {
    // (5·5·1 + 1)·6 + (5·5·6 + 1)·16 + (400 + 1)·120 + (120 + 1)·84 + (84 + 1)·10
    assert_eq!(inference_of("lenet5").totals.params.total(), 61_706);
}

#[test]
fn resnet18_has_the_parameters_of_torchvision_with_another_head() {
    let torchvision = 11_689_512;
    let its_head = (512 + 1) * 1000;
    let our_head = (512 + 1) * 6;
    let trainable = inference_of("resnet18").totals.params.trainable;
    assert_eq!(trainable, torchvision - its_head + our_head);
}

#[test]
fn plain50_is_resnet50_without_a_single_shortcut() {
    let inference = inference_of("plain50");
    assert!(inference.layers.iter().all(|layer| layer.inputs.len() <= 1));
    let convolutions = |inference: &Inference| {
        let names = summary_rows(inference).into_iter();
        let main_path = names.filter(|row| row.class == "Conv2D" && !row.name.ends_with("branch1"));
        main_path
            .map(|row| (row.output_shape, row.params))
            .collect::<Vec<_>>()
    };
    assert_eq!(
        convolutions(&inference),
        convolutions(&inference_of("resnet50"))
    );
}

/// He et al. 2015, section 4.2: a first convolution, three stages of three blocks with 16, 32 and 64 filters, one dense layer.
#[test]
fn resnet20_has_the_parameters_of_the_paper_and_its_shortcuts_by_projection() {
    let (conv, norm) = (
        |from: u64, to: u64| 9 * from * to,
        |channels: u64| 2 * channels,
    );
    let first = conv(3, 16) + norm(16);
    let same = |filters| conv(filters, filters) + norm(filters);
    let stage = |from, to| conv(from, to) + norm(to) + 5 * same(to);
    let paper = first + stage(16, 16) + stage(16, 32) + stage(32, 64);
    // With its ten classes the paper's table says 0.27M.
    assert_eq!(paper + (64 + 1) * 10, 269_722);
    let projections = 16 * 32 + norm(32) + 32 * 64 + norm(64);
    let totals = inference_of("resnet20").totals;
    assert_eq!(totals.params.trainable, paper + projections + (64 + 1) * 6);
    let plain = inference_of("plain20").totals;
    assert_eq!(plain.params.trainable, paper + (64 + 1) * 6);
    // Each batch norm has two statistics beside its two weights.
    assert_eq!(
        plain.params.non_trainable,
        norm(16) * 7 + norm(32) * 6 + norm(64) * 6
    );
}

#[test]
fn plain20_is_resnet20_without_a_single_shortcut_and_both_have_twenty_layers_with_weights() {
    let plain = inference_of("plain20");
    assert!(plain.layers.iter().all(|layer| layer.inputs.len() <= 1));
    let with_weights = |inference: &Inference| {
        let rows = summary_rows(inference).into_iter();
        let rows = rows.filter(|row| ["Conv2D", "Dense"].contains(&row.class));
        let main_path = rows.filter(|row| !row.name.ends_with("shortcut"));
        main_path
            .map(|row| (row.name, row.output_shape, row.params))
            .collect::<Vec<_>>()
    };
    let rows = with_weights(&plain);
    assert_eq!(rows.len(), 20);
    assert_eq!(rows, with_weights(&inference_of("resnet20")));
}

/// Before anything is inferred, as for a bypassed layer, the name is filled in from the blocks around the node.
#[test]
fn a_node_is_called_what_the_layer_or_block_that_becomes_of_it_is_called() {
    for preset in presets() {
        let graph = &preset.project.graph;
        let inference = infer(graph);
        let layers = inference.layers.iter();
        let layers = layers.map(|layer| (&layer.path, layer.name.to_string()));
        let blocks = inference.blocks.iter();
        let blocks = blocks.map(|(path, block)| (path, block.name.clone()));
        for (path, name) in layers.chain(blocks) {
            let found = Inference::default().name_of(graph, path);
            assert_eq!(found, Some(name), "{}", preset.project.name);
        }
    }
}

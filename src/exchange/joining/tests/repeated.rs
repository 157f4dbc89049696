//! What is repeated in a network, and becomes a block.

use super::*;

/// `stem`, then twice the same three layers with a shortcut, then the end.
fn repeating() -> ForeignModel {
    let conv = || {
        LayerSpec::new(Kind::Conv2D)
            .with("filters", 3)
            .with("padding", "same")
    };
    let mut layers = vec![layer("image", input([4, 4, 3]), &[])];
    for part in ["unit_1", "unit_2"] {
        let from = layers.len() - 1;
        layers.push(layer(&format!("{part}_conv"), conv(), &[from]));
        layers.push(layer(
            &format!("{part}_relu"),
            LayerSpec::new(Kind::ReLU),
            &[from + 1],
        ));
        layers.push(layer(
            &format!("{part}_add"),
            LayerSpec::new(Kind::Add),
            &[from, from + 2],
        ));
    }
    layers.push(layer(
        "pool",
        LayerSpec::new(Kind::GlobalAveragePooling2D),
        &[6],
    ));
    for (index, layer) in layers
        .iter_mut()
        .enumerate()
        .filter(|(index, _)| [1, 4].contains(index))
    {
        layer.arrays = vec![array("kernel", &[3, 3, 3, 3]), array("bias", &[3])];
        layer.arrays[1].values = vec![index as f32; 3];
    }
    model(layers)
}

#[test]
fn what_is_repeated_under_names_that_begin_alike_becomes_a_block() {
    let imported = joined(repeating());
    assert_eq!(node_names(&imported), ["image", "unit_1", "unit_2", "pool"]);
    let blocks = &imported.project.graph.blocks;
    assert_eq!(blocks.keys().collect::<Vec<_>>(), ["unit"]);
    let flat = crate::graph::infer(&imported.project.graph).flat().unwrap();
    let names: Vec<&str> = flat
        .layers
        .iter()
        .map(|layer| layer.name.as_str())
        .collect();
    let expected = [
        "image",
        "unit_1_conv",
        "unit_1_relu",
        "unit_1_add",
        "unit_2_conv",
        "unit_2_relu",
        "unit_2_add",
        "pool",
    ];
    assert_eq!(names, expected, "layers keep their names");
    let bias = imported
        .weights
        .unwrap()
        .into_iter()
        .find(|array| array.name == "unit_2_conv/bias");
    assert_eq!(bias.unwrap().values, [4.0; 3]);
}

/// So many times a convolution with a shortcut, one with twice the filters at each third; names as `name` gives them.
fn residual(count: usize, name: impl Fn(&str, usize) -> String) -> ForeignModel {
    let conv = |filters: i64, size: i64| {
        LayerSpec::new(Kind::Conv2D)
            .with("filters", filters)
            .with("kernel_size", [size, size])
            .with("padding", "same")
    };
    let mut layers = vec![layer("image", input([8, 8, 3]), &[])];
    let (mut convs, mut last) = (0, 0);
    for part in 0..count {
        let filters = 4 << (part / 3);
        let mut push = |kind: &str, number: usize, spec: LayerSpec, inputs: &[usize]| {
            layers.push(layer(&name(kind, number), spec, inputs));
            layers.len() - 1
        };
        let mut shortcut = last;
        if part % 3 == 0 {
            shortcut = push("conv2d", convs, conv(filters, 1), &[last]);
            convs += 1;
        }
        let one = push("conv2d", convs, conv(filters, 3), &[last]);
        let relu = push("re_lu", 2 * part, LayerSpec::new(Kind::ReLU), &[one]);
        let two = push("conv2d", convs + 1, conv(filters, 3), &[relu]);
        let sum = push("add", part, LayerSpec::new(Kind::Add), &[shortcut, two]);
        last = push("re_lu", 2 * part + 1, LayerSpec::new(Kind::ReLU), &[sum]);
        convs += 2;
    }
    let pool = LayerSpec::new(Kind::GlobalAveragePooling2D);
    layers.push(layer("pool", pool, &[last]));
    let head = LayerSpec::new(Kind::Dense)
        .with("units", 5)
        .with("activation", "softmax");
    layers.push(layer("head", head, &[last + 1]));
    model(layers)
}

/// What each layer is and takes, by name.
fn told(model: &ForeignModel) -> BTreeMap<String, (crate::layer::Layer, Vec<String>)> {
    let name = |index: &usize| model.layers[*index].name.clone();
    let layers = model.layers.iter();
    let layers = layers.map(|layer| {
        let inputs = layer.inputs.iter().map(name).collect();
        (layer.name.clone(), (layer.spec.resolve().unwrap(), inputs))
    });
    layers.collect()
}

fn drawn(imported: &Imported) -> BTreeMap<String, (crate::layer::Layer, Vec<String>)> {
    let flat = crate::graph::infer(&imported.project.graph).flat().unwrap();
    let name = |index: &usize| flat.layers[*index].name.clone();
    let layers = flat.layers.iter();
    let layers = layers.map(|layer| {
        let inputs = layer.inputs.iter().map(name).collect();
        (layer.name.clone(), (layer.layer.clone(), inputs))
    });
    layers.collect()
}

#[test]
fn what_is_repeated_is_found_whatever_the_layers_are_called() {
    let as_keras = |kind: &str, number: usize| match number {
        0 => kind.to_owned(),
        number => format!("{kind}_{number}"),
    };
    let as_onnx = |kind: &str, number: usize| format!("node_{kind}_{:02}", number + 7);
    for model in [residual(9, as_keras), residual(9, as_onnx)] {
        let expected = told(&model);
        let imported = joined(model);
        assert_eq!(drawn(&imported), expected, "layers keep names and settings");
        let graph = &imported.project.graph;
        assert_eq!(
            graph.blocks.keys().collect::<Vec<_>>(),
            ["residual_block", "residual_block_1"]
        );
        assert_eq!(
            graph.body.nodes.len(),
            1 + 9 + 2,
            "nine instances between input and head"
        );
        let plain = &graph.blocks["residual_block"];
        let settings: Vec<&str> = plain.parameters.iter().map(|it| it.name.as_str()).collect();
        assert_eq!(settings[0], "filters");
    }
}

#[test]
fn parts_that_differ_in_sizes_alone_are_one_block_by_their_names() {
    let model = residual(9, |kind, number| {
        // As torchvision has it: the stage, the part of it, and what it is there; the sum is called like the part.
        let part = match kind {
            "conv2d" => [0, 0, 0, 1, 1, 2, 2][number % 7] + 3 * (number / 7),
            "re_lu" => number / 2,
            _ => number,
        };
        let of_part = format!("layer{}.{}", part / 3 + 1, part % 3);
        match kind {
            "conv2d" => format!("{of_part}.conv{}", [0, 1, 2, 1, 2, 1, 2][number % 7]),
            "re_lu" => format!("{of_part}.relu_{}", number % 2),
            _ => of_part,
        }
    });
    let expected = told(&model);
    let imported = joined(model);
    assert_eq!(drawn(&imported), expected);
    let graph = &imported.project.graph;
    assert_eq!(
        graph.blocks.keys().collect::<Vec<_>>(),
        ["layer", "layer_1"]
    );
    let call = graph
        .body
        .nodes
        .values()
        .find_map(|node| node.call().cloned());
    assert!(call.unwrap().arguments.len() <= 3);
}

#[test]
fn a_small_network_without_telling_names_is_seen_at_once() {
    let model = residual(4, |kind, number| format!("{kind}_{number}"));
    assert!(joined(model).project.graph.blocks.is_empty());
}

#[test]
fn what_is_not_the_same_stays_as_it_is() {
    let mut other_settings = repeating();
    other_settings.layers[4].spec = LayerSpec::new(Kind::Conv2D)
        .with("filters", 3)
        .with("padding", "same")
        .with("activation", "tanh");
    let mut looked_into = repeating();
    looked_into.layers[7].inputs = vec![5];
    looked_into
        .layers
        .push(layer("joined", LayerSpec::new(Kind::Identity), &[7]));
    looked_into.outputs = vec![8];
    for model in [other_settings, looked_into] {
        assert!(joined(model).project.graph.blocks.is_empty());
    }
}

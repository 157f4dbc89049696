use super::*;
use crate::data::ImageShape;
use crate::engine::weights::NamedArray;
use crate::exchange::Values;
use crate::layer::{Kind, LayerSpec, Value};

fn layer(name: &str, spec: LayerSpec, inputs: &[usize]) -> ForeignLayer {
    ForeignLayer {
        name: name.to_owned(),
        inside: Vec::new(),
        spec,
        inputs: inputs.to_vec(),
        arrays: Vec::new(),
        is_trained: true,
        call: 0,
    }
}

fn input(axes: [i64; 3]) -> LayerSpec {
    LayerSpec::new(Kind::Input).with("shape", Value::List(axes.to_vec()))
}

fn array(name: &str, shape: &[usize]) -> NamedArray {
    let count: usize = shape.iter().product();
    NamedArray {
        name: name.to_owned(),
        shape: shape.to_vec(),
        values: (0..count).map(|index| index as f32).collect(),
    }
}

fn model(layers: Vec<ForeignLayer>) -> ForeignModel {
    ForeignModel {
        name: "small".to_owned(),
        writer: "a test".to_owned(),
        outputs: vec![layers.len() - 1],
        layers,
        normalizing: None,
        classes: Vec::new(),
        recipe: None,
        about: Default::default(),
    }
}

/// Input, a convolution with weights, Flatten, Dense with weights.
fn small() -> ForeignModel {
    let mut layers = vec![
        layer("image", input([4, 6, 3]), &[]),
        layer(
            "conv",
            LayerSpec::new(Kind::Conv2D).with("filters", 2),
            &[0],
        ),
        layer("flat", LayerSpec::new(Kind::Flatten), &[1]),
        layer("head", LayerSpec::new(Kind::Dense).with("units", 5), &[2]),
    ];
    layers[1].arrays = vec![array("bias", &[2]), array("kernel", &[3, 3, 3, 2])];
    layers[3].arrays = vec![array("kernel", &[16, 5]), array("bias", &[5])];
    model(layers)
}

fn joined(model: ForeignModel) -> Imported {
    join(model, Report::default(), &Choices::default()).unwrap()
}

fn refusals(model: ForeignModel) -> Vec<String> {
    let report = join(model, Report::default(), &Choices::default()).unwrap_err();
    let findings = report.findings.iter();
    let refusals = findings.filter(|finding| finding.fate == Fate::Refused);
    refusals
        .map(|finding| finding.sentence().to_string())
        .collect()
}

fn node_names(imported: &Imported) -> Vec<String> {
    let nodes = imported.project.graph.body.nodes.values();
    nodes.map(|node| node.name.clone()).collect()
}

#[test]
fn channels_that_are_left_open_are_refused_by_that_alone() {
    let mut open = small();
    open.layers[0].spec = input([4, 6, 0]);
    for layer in &mut open.layers {
        layer.arrays.clear();
    }
    let [refusal] = &refusals(open)[..] else {
        panic!("one refusal");
    };
    assert!(refusal.contains("number of channels open"), "{refusal}");
}

#[test]
fn a_network_becomes_a_project_with_its_weights() {
    let imported = joined(small());
    assert_eq!(node_names(&imported), ["image", "conv", "flat", "head"]);
    let weights = imported.weights.unwrap();
    let names: Vec<&str> = weights.iter().map(|array| array.name.as_str()).collect();
    assert_eq!(
        names,
        ["conv/kernel", "conv/bias", "head/kernel", "head/bias"]
    );
    assert_eq!(imported.report.taken, 4);
    let places: BTreeSet<_> = imported
        .project
        .graph
        .body
        .nodes
        .values()
        .map(|node| node.position.map(f32::to_bits))
        .collect();
    assert_eq!(places.len(), 4, "each has a place of its own");
}

#[test]
fn every_array_that_is_missing_or_does_not_fit_is_told() {
    let mut model = small();
    model.layers[1].arrays[1] = array("kernel", &[3, 3, 2, 3]);
    model.layers[3].arrays.remove(1);
    assert_eq!(
        refusals(model),
        [
            "`conv`: its kernel should be (3, 3, 3, 2), but is (3, 3, 2, 3) in the file",
            "`head`: its bias (5) is not in the file",
        ]
    );
}

#[test]
fn every_layer_with_a_fault_is_told() {
    let faulty = || LayerSpec::new(Kind::Conv2D).with("filters", 0);
    let layers = vec![
        layer("image", input([4, 4, 3]), &[]),
        layer("left", faulty(), &[0]),
        layer("right", faulty(), &[0]),
        layer("sum", LayerSpec::new(Kind::Add), &[0]),
        layer("joined", LayerSpec::new(Kind::Concatenate), &[1, 2, 3]),
    ];
    let fault = faulty().resolve().unwrap_err().message;
    assert_eq!(
        refusals(model(layers)),
        [
            format!("`left`: {fault}"),
            format!("`right`: {fault}"),
            "`sum`: Add does not take 1 inputs".to_owned(),
        ]
    );
}

#[test]
fn names_become_such_as_layers_can_have() {
    let mut model = small();
    model.layers[1].name = "block/conv {1}".to_owned();
    model.layers[2].name = String::new();
    model.layers[3].name = "image".to_owned();
    model.layers[3].inside = vec!["top".to_owned()];
    let imported = joined(model);
    assert_eq!(
        node_names(&imported),
        ["image", "block_conv (1)", "flatten", "top_image"]
    );
}

#[test]
fn later_calls_of_a_layer_are_called_after_the_first_which_keeps_its_name() {
    let pooling = || LayerSpec::new(Kind::GlobalAveragePooling2D).with("keepdims", true);
    let mut layers = vec![
        layer("image", input([4, 6, 3]), &[]),
        layer("shared", pooling(), &[0]),
        layer("shared", pooling(), &[1]),
        layer("inner", pooling(), &[2]),
        layer("inner", pooling(), &[3]),
        layer("flat", LayerSpec::new(Kind::Flatten), &[4]),
    ];
    (layers[2].call, layers[4].call) = (1, 1);
    for inner in &mut layers[3..5] {
        inner.inside = vec!["model".to_owned()];
    }
    let imported = joined(model(layers));
    assert_eq!(
        node_names(&imported),
        [
            "image",
            "shared",
            "shared_call_2",
            "inner",
            "inner_call_2",
            "flat"
        ]
    );
    assert_eq!(
        imported.names,
        BTreeMap::new(),
        "a report on `shared` leads to the first"
    );
}

#[test]
fn several_inputs_are_refused_by_name() {
    let layers = vec![
        layer("left", input([4, 4, 3]), &[]),
        layer("right", input([4, 4, 3]), &[]),
        layer("sum", LayerSpec::new(Kind::Add), &[0, 1]),
    ];
    assert_eq!(
        refusals(model(layers)),
        ["it has several inputs, and networks here have one: left, right"]
    );
}

#[test]
fn of_several_outputs_the_chosen_one_is_taken_and_the_rest_left_out() {
    let mut model = small();
    model.layers.push(layer(
        "age",
        LayerSpec::new(Kind::Dense).with("units", 1),
        &[2],
    ));
    model.layers[4].arrays = vec![array("kernel", &[16, 1]), array("bias", &[1])];
    model.outputs = vec![3, 4];
    let choices = |head: &str| Choices {
        head: Some(head.to_owned()),
        ..Choices::default()
    };
    let imported = join(model.clone(), Report::default(), &choices("age")).unwrap();
    assert_eq!(node_names(&imported), ["image", "conv", "flat", "age"]);
    assert_eq!(imported.open.heads, ["head", "age"]);
    let left: Vec<_> = imported
        .report
        .findings
        .iter()
        .filter(|it| it.fate == Fate::LeftOut)
        .collect();
    assert_eq!(left.len(), 2);
    assert_eq!(left[1].layer.as_deref(), Some("head"));
    let report = join(model, Report::default(), &choices("sex")).unwrap_err();
    assert_eq!(
        report.findings[0].message,
        "there is no output \"sex\"; there are: head, age"
    );
}

#[test]
fn an_open_size_is_224_unless_one_is_chosen() {
    let mut layers = vec![
        layer("image", input([0, 0, 3]), &[]),
        layer("pool", LayerSpec::new(Kind::GlobalAveragePooling2D), &[0]),
    ];
    layers.push(layer(
        "head",
        LayerSpec::new(Kind::Dense).with("units", 2),
        &[1],
    ));
    let model = model(layers);
    let size = |choices: &Choices| {
        let imported = join(model.clone(), Report::default(), choices).unwrap();
        assert!(imported.open.size);
        let shape = imported.project.contract.unwrap().shape();
        (shape.height(), shape.width())
    };
    assert_eq!(size(&Choices::default()), (224, 224));
    let size_chosen = Choices {
        size: Some([32, 48]),
        ..Choices::default()
    };
    assert_eq!(size(&size_chosen), (32, 48));
}

#[test]
fn values_are_those_that_were_chosen_or_that_layers_expect() {
    let range = |model: ForeignModel, values: Option<Values>| {
        let choices = Choices {
            values,
            ..Choices::default()
        };
        let imported = join(model, Report::default(), &choices).unwrap();
        (
            imported.project.contract.unwrap().range(),
            imported.open.values,
        )
    };
    assert_eq!(range(small(), None), ([0.0, 1.0], true));
    assert_eq!(
        range(small(), Some(Values::Symmetric)),
        ([-1.0, 1.0], false)
    );
    let scaled = |scale: f64| {
        let mut model = small();
        model.layers[1].spec = LayerSpec::new(Kind::Rescaling).with("scale", scale);
        model.layers[1].arrays.clear();
        model.layers[3].arrays = vec![array("kernel", &[72, 5]), array("bias", &[5])];
        model
    };
    assert_eq!(range(scaled(1.0 / 255.0), None), ([0.0, 255.0], false));
    assert_eq!(range(scaled(2.0), None), ([0.0, 1.0], false));
}

#[test]
fn the_mode_caffe_lets_the_first_convolution_read_the_colors_the_other_way() {
    let choices = Choices {
        values: Some(Values::Caffe),
        ..Choices::default()
    };
    let imported = join(small(), Report::default(), &choices).unwrap();
    assert_eq!(
        node_names(&imported),
        ["image", "normalization", "conv", "flat", "head"]
    );
    let weights = imported.weights.unwrap();
    // One tap: two filters for each of three colors.
    assert_eq!(weights[0].values[..6], [4.0, 5.0, 2.0, 3.0, 0.0, 1.0]);
    let refused = join(
        {
            let mut model = small();
            model.layers[1].spec = LayerSpec::new(Kind::Activation);
            model
        },
        Report::default(),
        &choices,
    );
    assert!(refused.unwrap_err().is_refused());
}

#[test]
fn frozen_layers_stay_frozen() {
    let mut model = small();
    model.layers[1].is_trained = false;
    let body = joined(model).project.graph.body;
    assert_eq!(body.frozen.len(), 1);
}

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
fn numbers_in_a_row_are_taken_for_a_picture_and_keep_their_weights() {
    let row = |count: i64| {
        let mut layers = vec![
            layer(
                "numbers",
                LayerSpec::new(Kind::Input).with("shape", Value::List(vec![count])),
                &[],
            ),
            layer("head", LayerSpec::new(Kind::Dense).with("units", 3), &[0]),
        ];
        layers[1].arrays = vec![array("kernel", &[count as usize, 3]), array("bias", &[3])];
        model(layers)
    };
    for (count, shape) in [(64, [8, 8, 1]), (192, [8, 8, 3])] {
        let imported = joined(row(count));
        let contract = imported.project.contract.unwrap();
        assert_eq!(
            contract.shape(),
            ImageShape::new(shape[0], shape[1], shape[2]).unwrap()
        );
        assert!(imported.metadata.is_some() && imported.weights.is_some());
        assert_eq!(node_names(&imported), ["numbers", "flatten", "head"]);
        assert!(imported.open.size);
    }
    let choices = Choices {
        size: Some([4, 16]),
        ..Choices::default()
    };
    let chosen = join(row(64), Report::default(), &choices).unwrap();
    let contract = chosen.project.contract.unwrap();
    assert_eq!(contract.shape(), ImageShape::new(4, 16, 1).unwrap());

    let imported = joined(row(13));
    assert_eq!(imported.metadata, None);
    let mut findings = imported.report.findings.iter();
    let said = findings.find(|it| it.message.code() == "import-weights-without-pictures");
    assert_eq!(said.unwrap().fate, Fate::LeftOut);
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

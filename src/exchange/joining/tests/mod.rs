mod repeated;

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
fn a_network_without_dense_ends_in_a_row_of_its_classes() {
    let pooling = LayerSpec::new(Kind::GlobalAveragePooling2D).with("keepdims", true);
    let softmax = LayerSpec::new(Kind::Activation).with("activation", "softmax");
    let mut layers = vec![
        layer("image", input([4, 6, 3]), &[]),
        layer("pool", pooling, &[0]),
        layer("probabilities", softmax, &[1]),
    ];
    let told = |imported: &Imported| {
        let findings = imported.report.findings.iter();
        let codes: Vec<&str> = findings.map(|it| it.message.code()).collect();
        codes.contains(&"import-ends-in-one-pixel") && !codes.contains(&"import-ends-in-map")
    };
    let imported = joined(model(layers.clone()));
    assert_eq!(
        node_names(&imported),
        ["image", "pool", "flatten", "probabilities"]
    );
    assert!(told(&imported));
    layers.pop();
    let imported = joined(model(layers));
    assert_eq!(node_names(&imported), ["image", "pool", "flatten"]);
    assert!(told(&imported));
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

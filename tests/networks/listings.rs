//! Summaries as people paste them (`tests/golden/listings`), against the same networks here.

use netsmith::graph::{
    Edit, Graph, Listing, NodeId, Place, SummaryCheck, apply, check_summary, infer,
};
use netsmith::layer::{Kind, LayerSpec};
use netsmith::project::preset;

const KERAS_2_HAPPY: &str = include_str!("../golden/listings/keras2_happy_model.txt");
const KERAS_3_HAPPY: &str = include_str!("../golden/listings/keras3_happy_model.txt");
const KERAS_2_RESNET: &str = include_str!("../golden/listings/keras2_resnet50.txt");
const KERAS_3_RESNET: &str = include_str!("../golden/listings/keras3_resnet50.txt");
const KERAS_2_RESIDUAL: &str = include_str!("../golden/listings/keras2_first_residual.txt");
const KERAS_3_RESIDUAL: &str = include_str!("../golden/listings/keras3_residual_narrow.txt");
const KERAS_3_SEQUENTIAL: &str = include_str!("../golden/listings/keras3_sequential.txt");

fn graph_of(id: &str) -> Graph {
    preset(id).expect("the preset exists").project.graph.clone()
}

fn check(text: &str, graph: &Graph) -> SummaryCheck {
    check_summary(&Listing::parse(text).expect("a summary"), &infer(graph))
}

fn words(check: &SummaryCheck) -> Vec<String> {
    let told = check.mismatches.iter();
    told.map(|mismatch| format!("{:?} {}: {}", mismatch.row, mismatch.name, mismatch.words()))
        .collect()
}

#[test]
fn both_course_models_agree_with_what_keras_2_and_3_print() {
    for (text, id, rows) in [
        (KERAS_2_HAPPY, "happy_model", 8),
        (KERAS_3_HAPPY, "happy_model", 8),
        (KERAS_2_RESNET, "resnet50", 177),
        (KERAS_3_RESNET, "resnet50", 177),
    ] {
        let check = check(text, &graph_of(id));
        assert_eq!(check.row_count, rows);
        assert_eq!(words(&check), Vec::<String>::new());
    }
}

#[test]
fn the_head_and_the_sums_are_read() {
    for text in [KERAS_2_RESNET, KERAS_3_RESNET] {
        let listing = Listing::parse(text).unwrap();
        assert_eq!(listing.model.as_deref(), Some("ResNet50"));
        assert_eq!(listing.total_params, Some(23_600_006));
        assert_eq!(listing.trainable_params, Some(23_546_886));
    }
}

/// The model behind the narrow samples: `residual` in `tests/golden/listings_golden.py`.
fn residual() -> Graph {
    let text = r#"{"nodes": [
        {"id": 0, "name": "input_layer", "layer": {"type": "Input", "settings": {"shape": [16, 16, 3]}}},
        {"id": 1, "name": "conv_with_a_rather_long_name",
         "layer": {"type": "Conv2D", "settings": {"filters": 256, "kernel_size": [3, 3]}}, "inputs": [0]},
        {"id": 2, "name": "stage2b", "block": {"use": "identity_block",
         "arguments": {"f": 3, "filters": [64, 64, 256], "stage": 2, "block": "b"}}, "inputs": [1]},
        {"id": 3, "name": "flatten", "layer": {"type": "Flatten"}, "inputs": [2]},
        {"id": 4, "name": "fc6",
         "layer": {"type": "Dense", "settings": {"units": 6, "activation": "softmax"}}, "inputs": [3]}]"#;
    let blocks = Graph {
        blocks: netsmith::graph::library::blocks().clone(),
        ..Graph::default()
    };
    let blocks: serde_json::Value = serde_json::from_str(&blocks.to_json()).expect("JSON");
    Graph::from_json(&format!("{text}, \"blocks\": {}}}", blocks["blocks"])).expect("a sound graph")
}

#[test]
fn cells_that_wrap_or_are_cut_off_agree_with_what_they_can_have_been() {
    for text in [KERAS_2_RESIDUAL, KERAS_3_RESIDUAL] {
        let check = check(text, &residual());
        assert_eq!(check.row_count, 14);
        assert_eq!(words(&check), Vec::<String>::new());
    }
}

#[test]
fn a_sequential_model_lists_no_input_and_that_is_no_difference() {
    let specs = [
        LayerSpec::new(Kind::Input).with("shape", netsmith::layer::Value::List(vec![28, 28, 1])),
        LayerSpec::new(Kind::Conv2D)
            .with("filters", 6)
            .with("kernel_size", [5, 5])
            .with("padding", "same"),
        LayerSpec::new(Kind::AveragePooling2D),
        LayerSpec::new(Kind::Conv2D)
            .with("filters", 16)
            .with("kernel_size", [5, 5]),
        LayerSpec::new(Kind::AveragePooling2D),
        LayerSpec::new(Kind::Flatten),
        LayerSpec::new(Kind::Dense).with("units", 120),
        LayerSpec::new(Kind::Dropout),
        LayerSpec::new(Kind::Dense).with("units", 10),
    ];
    let mut graph = Graph::default();
    for (id, spec) in (0_u64..).zip(specs) {
        let node = netsmith::graph::Node {
            name: format!("layer{id}"),
            position: [0.0, 0.0],
            content: netsmith::graph::Content::Layer(spec),
            inputs: id.checked_sub(1).map(NodeId).into_iter().collect(),
        };
        graph.body.nodes.insert(NodeId(id), node.into());
    }
    let check = check(KERAS_3_SEQUENTIAL, &graph);
    assert_eq!(check.row_count, 8);
    // Names differ, but those of the summary are numbered by Keras itself.
    assert_eq!(words(&check), Vec::<String>::new());
}

fn edited(graph: &Graph, edit: &Edit) -> Graph {
    apply(graph, edit).expect("the edit makes sense")
}

#[test]
fn the_first_row_that_differs_is_told_and_then_all_others() {
    let graph = graph_of("happy_model");
    let id = |name: &str| {
        let mut nodes = graph.body.nodes.iter();
        *nodes.find(|(_, node)| node.name == name).unwrap().0
    };
    let filters = Edit::Set {
        place: Place::Root,
        nodes: vec![id("conv0")],
        key: "filters".to_owned(),
        value: Some(16.into()),
    };
    let without_norm = Edit::Remove {
        place: Place::Root,
        nodes: [id("bn0")].into(),
        rejoin: true,
    };
    let changed = edited(&edited(&graph, &filters), &without_norm);
    for text in [KERAS_2_HAPPY, KERAS_3_HAPPY] {
        let check = check(text, &changed);
        let told = words(&check);
        assert_eq!(
            told[0],
            "Some(3) conv0: output shape: the summary says (64, 64, 32), here it is (64, 64, 16); \
             parameters: the summary says 4,736, here it is 2,368"
        );
        assert_eq!(
            told[1],
            "Some(4) bn0: the summary has a BatchNormalization here, this network has none"
        );
        let conv = changed.body.node(id("conv0")).unwrap();
        assert_eq!(conv.name, "conv0");
        assert_eq!(
            check.mismatches[1].path.as_ref().unwrap().leaf(),
            Some(id("conv0"))
        );
        assert!(told.iter().any(|words| words.starts_with("Some(8) fc")));
    }
}

#[test]
fn other_connections_are_found_where_the_table_has_them() {
    let graph = graph_of("resnet50");
    let place = Place::Block("identity_block".to_owned());
    let body = graph.body_of(&place).unwrap();
    let add = body
        .nodes
        .iter()
        .find(|(_, node)| node.inputs.len() == 2)
        .map(|(id, node)| (*id, node.inputs.clone()))
        .unwrap();
    let swap = Edit::Many {
        label: "swap".into(),
        edits: vec![
            Edit::Connect {
                place: place.clone(),
                from: add.1[1],
                to: add.0,
                port: Some(0),
            },
            Edit::Connect {
                place,
                from: add.1[0],
                to: add.0,
                port: Some(1),
            },
        ],
    };
    let changed = edited(&graph, &swap);
    for text in [KERAS_2_RESNET, KERAS_3_RESNET] {
        let check = check(text, &changed);
        assert!(!check.mismatches.is_empty());
        assert!(check.mismatches.iter().all(|mismatch| {
            let mut kinds = mismatch.kinds.iter();
            kinds.all(|kind| matches!(kind, netsmith::graph::MismatchKind::Inputs(..)))
        }));
    }
}

#[test]
fn what_is_no_summary_is_refused_in_words() {
    for text in [
        "",
        "import keras\n",
        "Model: \"x\"\nTotal params: 5\n",
        "│ a │ b │",
    ] {
        let error = Listing::parse(text).unwrap_err().to_string();
        assert!(error.contains("model.summary()"), "{error}");
    }
}

#[test]
fn a_text_cut_anywhere_never_panics() {
    for text in [KERAS_2_RESIDUAL, KERAS_3_RESIDUAL, KERAS_3_SEQUENTIAL] {
        for (end, _) in text.char_indices() {
            let _ = Listing::parse(&text[..end]);
        }
    }
}

#[test]
fn text_around_the_table_and_indentation_are_passed_over() {
    let indented = KERAS_3_HAPPY.replace('\n', "\r\n    ");
    let text = format!(">>> model.summary()\n{indented}\n>>> ");
    assert_eq!(check(&text, &graph_of("happy_model")).mismatches, []);
}

const KERAS_2_HAPPY_TODAY: &str = include_str!("../golden/listings/keras2_happy_today.txt");
const KERAS_3_HAPPY_TODAY: &str = include_str!("../golden/listings/keras3_happy_today.txt");
const KERAS_2_ACTIVATIONS: &str = include_str!("../golden/listings/keras2_activations.txt");
const KERAS_3_ACTIVATIONS: &str = include_str!("../golden/listings/keras3_activations.txt");

#[test]
fn the_happy_model_of_tensorflow_2_is_the_preset() {
    for text in [KERAS_2_HAPPY_TODAY, KERAS_3_HAPPY_TODAY] {
        let check = check(text, &graph_of("happy_model"));
        assert_eq!(check.row_count, 7);
        assert_eq!(words(&check), Vec::<String>::new());
    }
}

/// The model behind the listings of activations, with `functions` for its five activations.
fn activations(functions: [&str; 5]) -> Graph {
    let activation =
        |index: usize| LayerSpec::new(Kind::Activation).with("activation", functions[index]);
    let conv = |side: i64| {
        let conv = LayerSpec::new(Kind::Conv2D).with("filters", 4);
        conv.with("kernel_size", [side, side])
    };
    let specs = [
        LayerSpec::new(Kind::Input).with("shape", netsmith::layer::Value::List(vec![8, 8, 3])),
        conv(3),
        activation(0),
        conv(3),
        activation(1),
        conv(1),
        activation(2),
        conv(1),
        activation(3),
        LayerSpec::new(Kind::GlobalAveragePooling2D),
        LayerSpec::new(Kind::Dense).with("units", 5),
        activation(4),
    ];
    let mut graph = Graph::default();
    for (id, spec) in (0_u64..).zip(specs) {
        let node = netsmith::graph::Node {
            name: format!("layer{id}"),
            position: [0.0, 0.0],
            content: netsmith::graph::Content::Layer(spec),
            inputs: id.checked_sub(1).map(NodeId).into_iter().collect(),
        };
        graph.body.nodes.insert(NodeId(id), node.into());
    }
    graph
}

#[test]
fn an_activation_counts_however_keras_lists_it() {
    let written = ["relu", "leaky_relu", "elu", "relu", "softmax"];
    for text in [KERAS_2_ACTIVATIONS, KERAS_3_ACTIVATIONS] {
        assert_eq!(
            words(&check(text, &activations(written))),
            Vec::<String>::new()
        );
        let other = activations(["tanh", "leaky_relu", "elu", "relu", "softmax"]);
        let told = words(&check(text, &other));
        assert_eq!(told.len(), 1, "{told:?}");
        assert!(told[0].ends_with("here it is tanh"), "{told:?}");
    }
}

#[test]
fn the_operations_of_the_first_tensorflow_2_are_read() {
    let text =
        KERAS_2_ACTIVATIONS.replace("tf.nn.relu (TFOpLambda)    ", "tf_op_layer_Relu (TensorFl ");
    assert_ne!(text, KERAS_2_ACTIVATIONS);
    let written = ["relu", "leaky_relu", "elu", "relu", "softmax"];
    assert_eq!(
        words(&check(&text, &activations(written))),
        Vec::<String>::new()
    );
}

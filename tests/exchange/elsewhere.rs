//! The nineteen failures that other converters are reported for most often, each held against ours. Those with a test of their
//! own elsewhere are only named here:
//!
//! | failure | test |
//! |---|---|
//! | 1 a setting that is not known, `groups` of DepthwiseConv2D | [`a_setting_that_only_keras_2_writes_is_passed_over`] |
//! | 2 `batch_shape` and `batch_input_shape` | [`the_shape_of_an_input_is_read_under_both_names`] |
//! | 3 arrays that are missing or do not fit | [`a_layer_without_its_arrays_is_named_with_what_was_expected_and_found`] |
//! | 4 weights without a network | `keras::a_file_of_weights_alone_says_so`, `pytorch::tests::weights_without_a_network_are_told_so` |
//! | 5 layers without weights count in one file and not in another | [`layers_without_weights_do_not_count_when_weights_are_loaded`] |
//! | 6, 7 models in models, frozen ones, shared ones | `keras::a_network_of_models_in_models_predicts_as_in_keras`, [`a_network_with_shared_layers_gets_its_weights_from_a_file_of_weights_alone`] |
//! | 8 normalization that forgets what it learned | `keras::statistics_given_and_adapted_are_kept_and_pictures_come_as_they_are` |
//! | 9 code in a file | `keras::everything_that_cannot_be_had_is_told_at_once` |
//! | 10 configurations of another generation | [`five_generations_of_one_network_are_one_network`] |
//! | 11 types of numbers | `keras::a_network_of_mixed_precision_opens_in_float32` |
//! | 12 a map flattened in another order | `pytorch::turning`, `onnx`: `rows_behind_a_flatten_are_sorted_by_pixels`, `numbers_of_a_flattened_map_follow_the_layer` |
//! | 13 `same` is no padding of half a kernel | `onnx::tests::half_a_kernel_of_padding_is_same_only_where_it_lies_so` |
//! | 14 momentum and epsilon of another program | `pytorch::tests::a_step_of_training_moves_statistics_as_pytorch_does` |
//! | 15 what PyTorch wraps tensors in | `pytorch::tests::six_writings_of_one_network_answer_as_pytorch_does` |
//! | 16 numbers beside the file | `onnx::tests::numbers_are_only_looked_for_beside_the_file`, and of ours `there_and_back` in `onnx::writing::tests` |
//! | 17 versions that runtimes do not know yet | `onnx::writing::tests::files_are_of_a_version_that_old_runtimes_know` |
//! | 18 PReLU on a map as high as wide as deep | `onnx::writing::tests::slopes_keep_their_axes_where_all_are_equally_long` |
//! | 19 a diagram that does not open again | `picture::tests`, `cli::importing::a_diagram_opens_again_and_a_plain_picture_says_that_it_does_not` |

use std::fs;
use std::path::Path;

use netsmith::exchange::{Choices, Imported, load_into, open};
use netsmith::layer::LayerSpec;
use netsmith::project::Project;
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::support::{archive, expected, golden, meets, member, opened, refusals};

fn written(folder: &TempDir, name: &str, model: &Value) -> Imported {
    let path = folder.path().join(name);
    fs::write(&path, model.to_string()).unwrap();
    open(&path, &Choices::default(), &|| false).unwrap_or_else(|error| panic!("{name}: {error}"))
}

fn config(name: &str) -> Value {
    serde_json::from_slice(&member(name, "config.json")).unwrap()
}

/// What stands in a network, and what it is called.
fn layers(project: &Project) -> Vec<(String, LayerSpec)> {
    let nodes = project.graph.body.nodes.values();
    let named = nodes.filter_map(|node| Some((node.name.clone(), node.layer()?.clone())));
    named.collect()
}

#[test]
fn a_setting_that_only_keras_2_writes_is_passed_over() {
    let model = config("probe_two.keras");
    let depthwise = |layer: &&Value| layer["class_name"] == "DepthwiseConv2D";
    let mut listed = model["config"]["layers"].as_array().unwrap().iter();
    assert_eq!(listed.find(depthwise).unwrap()["config"]["groups"], 1);
    meets(
        &opened("probe_two.keras"),
        &with_copies(expected("expected_two.json", "probe")),
        "probe_two.keras",
    );
}

/// What is called twice stands there twice.
fn with_copies(mut expected: Value) -> Value {
    expected["copied_params"] = (36 + 18 + 156).into();
    expected
}

#[test]
fn the_shape_of_an_input_is_read_under_both_names() {
    let folder = TempDir::new().unwrap();
    let three = fs::read_to_string(golden("plain_three.json")).unwrap();
    let two = fs::read_to_string(golden("plain_two.json")).unwrap();
    assert!(three.contains("\"batch_shape\"") && two.contains("\"batch_input_shape\""));
    let turned = [
        three.replace("\"batch_shape\"", "\"batch_input_shape\""),
        two.replace("\"batch_input_shape\"", "\"batch_shape\""),
    ];
    for (text, name) in turned.iter().zip(["plain_three.json", "plain_two.json"]) {
        let imported = written(&folder, name, &serde_json::from_str(text).unwrap());
        assert_eq!(layers(&imported.project), layers(&opened(name).project));
    }
}

#[test]
fn a_layer_without_its_arrays_is_named_with_what_was_expected_and_found() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("mixed.keras");
    let (description, weights) = (
        member("plain_three.keras", "config.json"),
        member("prepared_three.keras", "model.weights.h5"),
    );
    let bytes = archive(&[
        ("config.json", &description),
        ("model.weights.h5", &weights),
    ]);
    fs::write(&path, bytes).unwrap();
    let error = open(&path, &Choices::default(), &|| false).unwrap_err();
    let refusals = refusals(&error);
    for sentence in [
        "`bn`: its gamma (4) is not in the file",
        "`bn`: its moving_variance (4) is not in the file",
        "`logits`: its kernel should be (60, 1), but is (4, 3) in the file",
        "`logits`: its bias should be (1), but is (3) in the file",
    ] {
        assert!(refusals.iter().any(|it| it == sentence), "{refusals:?}");
    }
}

/// A file of weights that was made with another number of layers without any.
#[test]
fn layers_without_weights_do_not_count_when_weights_are_loaded() {
    let folder = TempDir::new().unwrap();
    for generation in ["three", "two"] {
        let whole = opened(&format!("plain_{generation}.keras")).weights;
        let text = fs::read(golden(&format!("plain_{generation}.json"))).unwrap();
        let mut model: Value = serde_json::from_slice(&text).unwrap();
        let listed = model["config"]["layers"].as_array_mut().unwrap();
        let dropout =
            json!({"rate": 0.5, "name": "one_more", "trainable": true, "dtype": "float32"});
        listed.insert(
            4,
            json!({"module": "keras.layers", "class_name": "Dropout", "config": dropout}),
        );
        let without: Vec<Value> = listed
            .iter()
            .filter(|layer| layer["class_name"] != "Activation")
            .cloned()
            .collect();
        *listed = without;
        let project = written(&folder, "other.json", &model).project;
        for ending in ["weights.h5", "keras", "h5"] {
            let file = golden(&format!("plain_{generation}.{ending}"));
            let loaded = load_into(&project, &file, &|| false)
                .unwrap_or_else(|error| panic!("{generation} {ending}: {error}"));
            assert_eq!(loaded.weights, whole, "{generation} {ending}");
        }
    }
}

/// A list of layers, a class `Model`, modules that have moved since.
#[test]
fn five_generations_of_one_network_are_one_network() {
    let folder = TempDir::new().unwrap();
    let sequential: Value =
        serde_json::from_slice(&fs::read(golden("plain_two.json")).unwrap()).unwrap();
    let listed = json!({"class_name": "Sequential", "config": sequential["config"]["layers"]});
    assert_eq!(
        layers(&written(&folder, "plain_two.json", &listed).project),
        layers(&opened("plain_two.json").project),
    );
    for (name, module) in [
        ("heads_two.keras", "tf_keras.src.engine.functional"),
        ("heads_three.keras", "keras.src.models.functional"),
    ] {
        let text = String::from_utf8(member(name, "config.json")).unwrap();
        assert!(text.contains(module), "{name}");
        let whole = opened(name);
        for other in [
            text.replace("\"Functional\"", "\"Model\""),
            text.replace(module, "keras.engine.functional"),
            text.replace(module, "keras.engine.training"),
            text.replace(module, "keras.src.engine.functional"),
            without_modules(&text),
        ] {
            let model = serde_json::from_str(&other).unwrap();
            let imported = written(
                &folder,
                Path::new(name).file_stem().unwrap().to_str().unwrap(),
                &model,
            );
            assert_eq!(layers(&imported.project), layers(&whole.project), "{other}");
        }
    }
}

/// The weights of a layer that is called twice are in files once.
#[test]
fn a_network_with_shared_layers_gets_its_weights_from_a_file_of_weights_alone() {
    for (network, files) in [
        (
            "probe_three.keras",
            [
                "probe_three.weights.h5",
                "probe_three.keras",
                "probe_three.h5",
            ]
            .as_slice(),
        ),
        // That of Keras 2 numbers layers of models inside of models anew, and says no names.
        ("probe_two.keras", &["probe_two_old.h5", "probe_two.h5"]),
    ] {
        let whole = opened(network);
        for name in files {
            let loaded = load_into(&whole.project, &golden(name), &|| false)
                .unwrap_or_else(|error| panic!("{name}: {error}"));
            assert_eq!(loaded.weights, whole.weights, "{name}");
            let mut findings = loaded.report.findings.iter();
            let told = findings.find(|it| it.layer.as_deref() == Some("shared_call_2"));
            let told = told.expect("a copy is told");
            assert_eq!(told.message.code(), "import-weights-of-first-call");
        }
    }
}

/// As Keras wrote it before it knew modules.
fn without_modules(text: &str) -> String {
    let mut model: Value = serde_json::from_str(text).unwrap();
    let forget = |value: &mut Value| {
        if let Some(fields) = value.as_object_mut() {
            fields.retain(|key, _| key != "module" && key != "registered_name");
        }
    };
    forget(&mut model);
    for layer in model["config"]["layers"].as_array_mut().unwrap() {
        forget(layer);
    }
    model.to_string()
}

//! What is said of files that are cut off, damaged, hostile, or hold what no layer does.

use prost::Message as _;

use super::super::proto::{
    AttributeProto, Dimension, GraphProto, ModelProto, NodeProto, OperatorSetIdProto,
    StringStringEntryProto, TensorProto, ValueInfoProto, attribute, data_type,
};
use super::super::writing;
use super::{golden_folder, kinds, read_bytes, taken_apart};
use crate::exchange::{Fate, ForeignModel};
use crate::files::read_limited;
use crate::layer::Kind;

/// A model of these operators, with an input `[1, 3, 8, 8]`.
fn model(nodes: Vec<NodeProto>, tensors: Vec<TensorProto>) -> ModelProto {
    let mut input = writing::value("x", &[3, 8, 8]);
    if let Some(shape) = input
        .r#type
        .as_mut()
        .and_then(|it| it.tensor_type.as_mut()?.shape.as_mut())
    {
        shape.dim[0] = Dimension {
            dim_value: Some(1),
            dim_param: None,
        };
    }
    ModelProto {
        ir_version: 8,
        opset_import: vec![OperatorSetIdProto {
            domain: String::new(),
            version: 17,
        }],
        graph: Some(GraphProto {
            node: nodes,
            initializer: tensors,
            input: vec![input],
            output: vec![ValueInfoProto {
                name: "y".to_owned(),
                r#type: None,
            }],
            ..GraphProto::default()
        }),
        ..ModelProto::default()
    }
}

fn node(op: &str, inputs: &[&str], output: &str) -> NodeProto {
    NodeProto {
        op_type: op.to_owned(),
        name: format!("{op}_of_{output}"),
        input: inputs.iter().map(ToString::to_string).collect(),
        output: vec![output.to_owned()],
        ..NodeProto::default()
    }
}

/// What is said of a file with these bytes.
fn said(bytes: &[u8]) -> (Option<ForeignModel>, Vec<(Fate, &'static str, String)>) {
    let (model, report) = read_bytes(bytes);
    let findings = report.findings.iter();
    let said = findings
        .map(|it| (it.fate, it.message.code(), it.message.to_string()))
        .collect();
    (model, said)
}

#[test]
fn every_operator_that_has_no_layer_is_named_not_only_the_first() {
    let nodes = vec![
        node("LRN", &["x"], "a"),
        node("Relu", &["a"], "b"),
        node("Loop", &["b"], "c"),
        node("LRN", &["c"], "y"),
    ];
    let (none, said) = said(&model(nodes, Vec::new()).encode_to_vec());
    assert!(none.is_none());
    let sentences: Vec<&str> = said.iter().map(|it| it.2.as_str()).collect();
    assert_eq!(
        sentences,
        [
            "no layer stands for the operator `LRN` (2 of them)",
            "no layer stands for the operator `Loop` (one of them)"
        ]
    );
}

#[test]
fn numbers_are_only_looked_for_beside_the_file() {
    for location in [
        "../secret.bin",
        "/etc/passwd",
        "folder/x.bin",
        "..",
        "",
        "a\\b",
    ] {
        let mut tensor = external(location);
        tensor.name = "k".to_owned();
        let nodes = vec![node("Conv", &["x", "k"], "y")];
        let (none, said) = said(&model(nodes, vec![tensor]).encode_to_vec());
        assert!(none.is_none());
        assert!(
            said[0].2.contains("only a file in the same folder"),
            "{location}: {said:?}"
        );
    }
    let mut tensor = external("lost.bin");
    tensor.name = "k".to_owned();
    let nodes = vec![node("Conv", &["x", "k"], "y")];
    let (_, said) = said(&model(nodes, vec![tensor]).encode_to_vec());
    assert!(
        said[0].2.contains("`lost.bin`, which is not beside it"),
        "{said:?}"
    );
}

/// PyTorch pads by half a kernel on all sides; where a window of 3 is moved by 2 over an even length, `same` of Keras and of
/// TensorFlow leaves out the first pixel of that, and both have as many windows.
#[test]
fn half_a_kernel_of_padding_is_same_only_where_it_lies_so() {
    let ints = |name: &str, ints: &[i64]| AttributeProto {
        name: name.to_owned(),
        kind: attribute::INTS,
        ints: ints.to_vec(),
        ..AttributeProto::default()
    };
    let cases: [([i64; 2], [i64; 4], &[Kind]); 4] = [
        ([7, 9], [1, 1, 1, 1], &[Kind::Input, Kind::Conv2D]),
        ([6, 8], [0, 0, 1, 1], &[Kind::Input, Kind::Conv2D]),
        (
            [6, 8],
            [1, 1, 1, 1],
            &[Kind::Input, Kind::ZeroPadding2D, Kind::Conv2D],
        ),
        (
            [6, 9],
            [1, 1, 1, 1],
            &[Kind::Input, Kind::ZeroPadding2D, Kind::Conv2D],
        ),
    ];
    for (size, pads, expected) in cases {
        let mut convolution = node("Conv", &["x", "k"], "y");
        convolution.attribute = vec![ints("pads", &pads), ints("strides", &[2, 2])];
        let mut kernel = TensorProto {
            name: "k".to_owned(),
            dims: vec![2, 3, 3, 3],
            data_type: 1,
            ..TensorProto::default()
        };
        kernel.float_data = (0..54).map(|place| place as f32).collect();
        let mut file = model(vec![convolution], vec![kernel]);
        let graph = file.graph.as_mut().unwrap();
        graph.input = vec![writing::value(
            "x",
            &[3, size[0] as usize, size[1] as usize],
        )];
        let (found, _) = read_bytes(&file.encode_to_vec());
        let found = found.unwrap();
        assert_eq!(kinds(&found), expected, "{size:?} {pads:?}");
        let (flat, _) = taken_apart(&found);
        let (height, width) = (
            size[0].div_euclid(2) + size[0] % 2,
            size[1].div_euclid(2) + size[1] % 2,
        );
        let shape = flat.layers.last().unwrap().output_shape;
        assert_eq!(shape.as_map(), Some([height as usize, width as usize, 2]));
    }
}

fn external(location: &str) -> TensorProto {
    TensorProto {
        dims: vec![2, 3, 3, 3],
        data_type: 1,
        data_location: 1,
        external_data: vec![StringStringEntryProto {
            key: "location".to_owned(),
            value: location.to_owned(),
        }],
        ..TensorProto::default()
    }
}

#[test]
fn a_file_that_names_other_sets_of_operators_and_says_more_of_itself_opens() {
    let mut model = model(vec![node("Relu", &["x"], "y")], Vec::new());
    model.opset_import.push(OperatorSetIdProto {
        domain: "ai.onnx.ml".to_owned(),
        version: 3,
    });
    model.metadata_props.push(StringStringEntryProto {
        key: "author".to_owned(),
        value: "somebody".to_owned(),
    });
    let (some, said) = said(&model.encode_to_vec());
    assert!(some.is_some(), "{said:?}");
}

#[test]
fn a_tensor_of_the_wrong_length_or_of_an_impossible_shape_is_named() {
    let tensor = |dims: Vec<i64>| TensorProto {
        name: "k".to_owned(),
        dims,
        data_type: 1,
        float_data: vec![1.0; 5],
        ..TensorProto::default()
    };
    let ask =
        |tensor| said(&model(vec![node("Conv", &["x", "k"], "y")], vec![tensor]).encode_to_vec()).1;
    let short = ask(tensor(vec![2, 3, 3, 3]));
    assert!(
        short[0]
            .2
            .contains("should be 54 by their shape, but are 5"),
        "{short:?}"
    );
    for dims in [
        vec![i64::MAX, 4, 4, 4],
        vec![-1, 3, 3, 3],
        vec![1 << 31, 1 << 31, 1 << 31, 1 << 31],
    ] {
        let said = ask(tensor(dims));
        assert!(
            said[0].2.contains("have a shape that no file can hold"),
            "{said:?}"
        );
    }
}

#[test]
fn what_is_made_of_a_shape_alone_does_not_grow_by_being_computed_with() {
    let tensor = |name: &str, data_type, wholes: Vec<i64>, reals: Vec<f32>| TensorProto {
        name: name.to_owned(),
        dims: vec![(wholes.len() + reals.len()) as i64],
        data_type,
        int64_data: wholes,
        float_data: reals,
        ..TensorProto::default()
    };
    let shape = tensor("shape", data_type::INT64, vec![10_000, 10_000], Vec::new());
    let one = tensor("one", data_type::FLOAT, Vec::new(), vec![1.0]);
    let nodes = vec![
        node("ConstantOfShape", &["shape"], "many"),
        node("Add", &["one", "many"], "more"),
        node("Concat", &["shape", "shape"], "lengths"),
        node("Add", &["x", "more"], "y"),
    ];
    let (_, said) = said(&model(nodes, vec![shape, one]).encode_to_vec());
    let refused: Vec<_> = said.iter().filter(|it| it.0 == Fate::Refused).collect();
    assert_eq!(refused.len(), 1, "{said:?}");
    assert!(
        refused[0].2.contains("numbers that do not change"),
        "{said:?}"
    );
}

#[test]
fn files_cut_off_anywhere_or_with_a_bit_turned_over_are_read_or_refused_in_words() {
    for name in ["plain_script", "old", "channels_last"] {
        let bytes =
            read_limited(&golden_folder().join(format!("onnx/{name}.onnx")), 1 << 20).unwrap();
        let step = bytes.len() / 60;
        for length in (0..bytes.len()).step_by(step) {
            let (none, said) = said(&bytes[..length]);
            assert!(
                none.is_some() || said.iter().any(|it| it.0 == Fate::Refused),
                "{name}, {length} bytes"
            );
        }
        for place in (0..bytes.len()).step_by(step) {
            let mut bytes = bytes.clone();
            bytes[place] ^= 1 << (place % 8);
            let (none, said) = said(&bytes);
            assert!(
                none.is_some() || said.iter().any(|it| it.0 == Fate::Refused),
                "{name}, byte {place}"
            );
        }
    }
}

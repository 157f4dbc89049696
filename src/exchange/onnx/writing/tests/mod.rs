//! Every kind of layer goes into a file and comes back: it computes the same, and is the same where the format can tell it.

mod kinds;

use std::collections::BTreeMap;

use prost::Message as _;

use super::super::proto::ModelProto;
use super::super::tests::{answer, built, read_bytes};
use super::{Order, Source, file};
use crate::engine::weights::NamedArray;
use crate::exchange::outgoing::{Choices, Outgoing};
use crate::exchange::{Fate, Report};
use crate::graph::Flat;
use crate::layer::{Kind, LayerSpec, Shape, Value, catalog};
use crate::project::Project;
use crate::recipe::Recipe;
use kinds::shown;

/// A number from −1 to 1 for each place.
fn drawn(place: usize) -> f32 {
    let mixed = (place as u64 + 1).wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 40;
    mixed as f32 / (1 << 23) as f32 - 1.0
}

/// A network that goes through one layer and ends in five numbers.
fn through(
    spec: &LayerSpec,
    inputs: usize,
    is_vector: bool,
) -> Vec<(&'static str, LayerSpec, Vec<usize>)> {
    let mut layers = vec![(
        "image",
        LayerSpec::new(Kind::Input).with("shape", Value::List(vec![6, 8, 4])),
        Vec::new(),
    )];
    let other = LayerSpec::new(Kind::Conv2D)
        .with("filters", 4)
        .with("padding", "same");
    layers.push(("other", other, vec![0]));
    if is_vector {
        layers.push(("flat", LayerSpec::new(Kind::Flatten), vec![1]));
    }
    let before = layers.len() - 1;
    let mut from = vec![before];
    from.extend((1..inputs).map(|_| if is_vector { before } else { 0 }));
    layers.push(("layer", spec.clone(), from));
    let shape = shapes(&layers)[layers.len() - 1];
    if shape.as_map().is_some() {
        layers.push((
            "flatten",
            LayerSpec::new(Kind::Flatten),
            vec![layers.len() - 1],
        ));
    }
    let head = LayerSpec::new(Kind::Dense).with("units", 5);
    layers.push(("head", head, vec![layers.len() - 1]));
    layers
}

fn shapes(layers: &[(&'static str, LayerSpec, Vec<usize>)]) -> Vec<Shape> {
    let mut shapes: Vec<Shape> = Vec::new();
    for (_, spec, inputs) in layers {
        let from: Vec<Shape> = inputs.iter().map(|input| shapes[*input]).collect();
        shapes.push(spec.resolve().unwrap().output_shape(&from).unwrap());
    }
    shapes
}

/// A weight's name, its axes, its numbers.
type Weight = (&'static str, Vec<usize>, Vec<f32>);

/// A network on its way out.
fn outgoing(flat: Flat, weights: Option<Vec<NamedArray>>) -> Outgoing {
    Outgoing {
        name: "test".to_owned(),
        flat,
        weights,
        metadata: None,
        recipe: Recipe::default(),
        project: Project::default(),
        source: None,
        training: None,
    }
}

/// Weights for a network: variances and the like above zero.
fn weights(flat: &Flat) -> Vec<Vec<Weight>> {
    let of_layer = |index: usize| {
        let own = flat.weights_of(index).into_iter();
        own.map(|weight| {
            let count = weight.shape.iter().product();
            let (low, wide) = match weight.name {
                "moving_variance" | "variance" | "gamma" => (1.0, 0.5),
                _ => (0.0, 0.4),
            };
            let number = |place: usize| low + wide * drawn(place + 31 * index);
            (weight.name, weight.shape, (0..count).map(number).collect())
        })
        .collect()
    };
    (0..flat.layers.len()).map(of_layer).collect()
}

/// What comes back of a network, and the largest difference of its answer.
fn there_and_back(
    layers: &[(&'static str, LayerSpec, Vec<usize>)],
    order: Order,
) -> (Vec<LayerSpec>, f32, Report) {
    let flat = built(layers);
    let weights = weights(&flat);
    let arrays = flat.layers.iter().zip(&weights).flat_map(|(layer, own)| {
        own.iter().map(|(name, shape, numbers)| NamedArray {
            name: format!("{}/{name}", layer.name),
            shape: shape.clone(),
            values: numbers.clone(),
        })
    });
    let outgoing = outgoing(flat.clone(), Some(arrays.collect()));
    let source = Source {
        outgoing: &outgoing,
        weights: outgoing.arrays(),
        order,
        rescaling: None,
        choices: Choices::default(),
    };
    let mut report = Report::default();
    let (bytes, beside) = file(&source, "test.data", &mut report);
    assert!(beside.is_none());
    let (model, read) = read_bytes(&bytes);
    let model = model.unwrap_or_else(|| panic!("{layers:?}: {read:?}"));
    let count = flat.input_shape().elements().unwrap() as usize;
    let input: Vec<f32> = (0..count).map(drawn).collect();
    let named = flat.layers.iter().zip(&weights).flat_map(|(layer, own)| {
        own.iter().map(|(name, shape, numbers)| {
            (
                format!("{}/{name}", layer.name),
                shape.clone(),
                numbers.clone(),
            )
        })
    });
    let expected = answer(&flat, named.collect(), &input);
    let (flat, arrays) = super::super::tests::taken_apart(&model);
    let found = answer(&flat, arrays, &input);
    assert_eq!(expected.len(), found.len());
    let largest = expected
        .iter()
        .fold(1.0_f32, |largest, it| largest.max(it.abs()));
    let difference = expected
        .iter()
        .zip(&found)
        .fold(0.0_f32, |most, (one, other)| most.max((one - other).abs()));
    let specs = model.layers.into_iter().map(|layer| layer.spec).collect();
    (specs, difference / largest, report)
}

#[test]
fn every_kind_computes_the_same_when_it_comes_back() {
    let mut kinds: BTreeMap<&str, usize> = BTreeMap::new();
    for entry in catalog() {
        for spec in shown(entry.kind) {
            let inputs = entry.arity.least();
            let layers = through(&spec, inputs, false);
            for order in [Order::ChannelsFirst, Order::ChannelsLast] {
                let (_, difference, report) = there_and_back(&layers, order);
                assert!(difference < 2e-6, "{spec:?}: {difference}");
                assert!(!report.is_refused());
            }
            *kinds.entry(entry.name).or_default() += 1;
        }
    }
    assert_eq!(kinds.len(), catalog().len() - 1, "all but Input");
}

#[test]
fn most_kinds_come_back_as_themselves_with_their_settings() {
    // What ONNX has no word for comes back as the layers that do the same.
    let spread = [
        Kind::Softmax,
        Kind::Normalization,
        Kind::CustomScaleLayer,
        Kind::SpatialDropout2D,
        Kind::GaussianDropout,
        Kind::GaussianNoise,
        Kind::Rescaling,
        Kind::ReLU,
        Kind::ELU,
        Kind::LeakyReLU,
        Kind::BatchNormalization,
        Kind::Activation,
        Kind::Reshape,
        Kind::Multiply,
    ];
    for entry in catalog()
        .iter()
        .filter(|entry| !spread.contains(&entry.kind))
    {
        for spec in shown(entry.kind) {
            let layers = through(&spec, entry.arity.least(), false);
            let (specs, _, _) = there_and_back(&layers, Order::ChannelsFirst);
            let found = specs
                .iter()
                .map(LayerSpec::resolve)
                .any(|layer| layer == spec.resolve());
            assert!(found, "{spec:?} is not in {specs:?}");
        }
    }
}

/// Where a map is as high as it is wide and deep, its shape does not tell which axis is which.
#[test]
fn slopes_keep_their_axes_where_all_are_equally_long() {
    for shared in ["none", "1", "2", "3", "1, 2", "1, 3", "2, 3"] {
        let slopes = LayerSpec::new(Kind::PReLU).with("shared_axes", shared);
        let layers = [
            (
                "image",
                LayerSpec::new(Kind::Input).with("shape", Value::List(vec![4, 4, 4])),
                Vec::new(),
            ),
            ("slopes", slopes.clone(), vec![0]),
            ("flat", LayerSpec::new(Kind::Flatten), vec![1]),
            (
                "head",
                LayerSpec::new(Kind::Dense).with("units", 5),
                vec![2],
            ),
        ];
        for order in [Order::ChannelsFirst, Order::ChannelsLast] {
            let (specs, difference, _) = there_and_back(&layers, order);
            assert!(difference < 2e-6, "{shared}: {difference}");
            assert!(
                specs.iter().any(|spec| spec.resolve() == slopes.resolve()),
                "{shared}: {specs:?}"
            );
        }
    }
}

/// onnxruntime before 1.18 knows nothing above IR 9, and 1.14 nothing above IR 8 and opset 18.
#[test]
fn files_are_of_a_version_that_old_runtimes_know() {
    let flat = built(&through(
        &LayerSpec::new(Kind::LayerNormalization),
        1,
        false,
    ));
    let outgoing = outgoing(flat, None);
    let source = Source {
        outgoing: &outgoing,
        weights: outgoing.arrays(),
        order: Order::ChannelsFirst,
        rescaling: None,
        choices: Choices::default(),
    };
    let (bytes, beside) = file(&source, "test.data", &mut Report::default());
    let model = ModelProto::decode(bytes.as_slice()).unwrap();
    assert!(beside.is_none(), "one file");
    assert_eq!((model.ir_version, model.opset_import[0].version), (8, 17));
}

#[test]
fn layers_on_vectors_compute_the_same_when_they_come_back() {
    let kinds = [
        Kind::Activation,
        Kind::BatchNormalization,
        Kind::LayerNormalization,
        Kind::Rescaling,
        Kind::Dense,
        Kind::Dropout,
        Kind::LeakyReLU,
        Kind::Add,
        Kind::Multiply,
        Kind::Concatenate,
        Kind::LayerScale,
    ];
    for kind in kinds {
        let spec = LayerSpec::new(kind);
        let layers = through(&spec, kind.entry().arity.least(), true);
        let (_, difference, _) = there_and_back(&layers, Order::ChannelsFirst);
        assert!(difference < 2e-6, "{kind}: {difference}");
    }
}

#[test]
fn what_acts_in_training_alone_is_said_to_be_left_out() {
    for kind in [
        Kind::SpatialDropout2D,
        Kind::GaussianDropout,
        Kind::GaussianNoise,
    ] {
        let layers = through(&LayerSpec::new(kind), 1, false);
        let (_, _, report) = there_and_back(&layers, Order::ChannelsFirst);
        let finding = &report.findings[0];
        assert_eq!(
            (finding.fate, finding.layer.as_deref()),
            (Fate::LeftOut, Some("layer"))
        );
    }
}

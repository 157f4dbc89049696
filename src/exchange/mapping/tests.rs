//! Which arrays of files of Keras's the weights of open networks get.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::{Reason, WeightsFile};
use crate::engine::weights::NamedArray;
use crate::exchange::{Choices, Imported, open};
use crate::graph::{Content, Flat, Node, NodeId, infer};
use crate::layer::{Kind, Value};

fn golden(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden/exchange");
    folder.join(name)
}

fn opened(name: &str) -> (Imported, Flat) {
    let imported = open(&golden(name), &Choices::default(), &|| false).unwrap();
    let flat = infer(&imported.project.graph).flat().unwrap();
    (imported, flat)
}

/// Changes every node at the top.
fn change(imported: &mut Imported, change: impl Fn(usize, &mut Node)) {
    let nodes = &mut imported.project.graph.body.nodes;
    let ids: Vec<NodeId> = nodes.keys().copied().collect();
    for (place, id) in ids.into_iter().enumerate() {
        change(place, Arc::make_mut(nodes.get_mut(&id).unwrap()));
    }
}

fn zeroed(weights: &[NamedArray]) -> Vec<NamedArray> {
    let mut zeroed = weights.to_vec();
    for array in &mut zeroed {
        array.values.fill(0.0);
    }
    zeroed
}

#[test]
fn every_writing_of_keras_gives_a_network_its_own_weights_back() {
    for (network, files) in [
        (
            "plain_three.keras",
            [
                "plain_three.keras",
                "plain_three.h5",
                "plain_three.weights.h5",
            ],
        ),
        (
            "probe_two.keras",
            // Layers that are called twice are two here, and a file of weights alone has their weights once.
            ["probe_two.keras", "probe_two.h5", "probe_two_old.h5"],
        ),
        (
            "probe_three.keras",
            [
                "probe_three.keras",
                "probe_three.h5",
                "probe_three.weights.h5",
            ],
        ),
    ] {
        let (imported, flat) = opened(network);
        let weights = imported.weights.unwrap();
        for name in files {
            let file = WeightsFile::open(&golden(name), &|| false).unwrap();
            let mapping = file.mapping(&flat);
            assert_eq!(mapping.given_count(), mapping.rows.len(), "{name}");
            assert_eq!(mapping.left_over(), Vec::<usize>::new(), "{name}");
            let mut found = zeroed(&weights);
            file.put(&mapping, &mut found);
            assert_eq!(found, weights, "{name}");
        }
    }
}

#[test]
fn later_calls_of_a_layer_get_what_the_first_one_gets() {
    let (imported, flat) = opened("probe_three.keras");
    let file = WeightsFile::open(&golden("probe_three.weights.h5"), &|| false).unwrap();
    let mapping = file.mapping(&flat);
    let reason = |layer: &str| {
        let mut rows = mapping.rows.iter();
        rows.find(|row| row.layer == layer).unwrap().source.unwrap()
    };
    let (first, called) = reason("shared");
    assert_eq!(called, Reason::Name);
    assert_eq!(reason("shared_call_2"), (first, Reason::Again));
    let loaded = file.put_into(&imported.project, &mapping, None).unwrap();
    let mut findings = loaded.report.findings.iter();
    let told = findings.find(|it| it.layer.as_deref() == Some("shared_call_2"));
    assert_eq!(told.unwrap().message.code(), "mapping-again");
}

#[test]
fn layers_of_other_names_get_what_fits_in_their_order() {
    let (mut imported, _) = opened("plain_three.keras");
    change(&mut imported, |place, node| {
        node.name = format!("other{place}");
    });
    let flat = infer(&imported.project.graph).flat().unwrap();
    let file = WeightsFile::open(&golden("plain_three.h5"), &|| false).unwrap();
    let mapping = file.mapping(&flat);
    let mut rows = mapping.rows.iter();
    assert!(rows.all(|row| matches!(row.source, Some((_, Reason::Order | Reason::Shape)))));
    assert_eq!(mapping.left_over(), Vec::<usize>::new());
}

#[test]
fn a_weight_of_another_shape_is_told_with_both_shapes_and_can_be_chosen_otherwise() {
    let (mut imported, flat) = opened("plain_three.keras");
    let last = flat
        .layers
        .iter()
        .rfind(|layer| layer.layer.kind() == Kind::Dense);
    let last = last.unwrap().name.clone();
    change(&mut imported, |_, node| {
        if let (true, Content::Layer(spec)) = (node.name == last, &mut node.content) {
            spec.settings.insert("units".to_owned(), Value::Int(19));
        }
    });
    let flat = infer(&imported.project.graph).flat().unwrap();
    let file = WeightsFile::open(&golden("plain_three.h5"), &|| false).unwrap();
    let mut mapping = file.mapping(&flat);
    let lacking: Vec<usize> = (0..mapping.rows.len())
        .filter(|row| mapping.rows[*row].source.is_none())
        .collect();
    assert_eq!(lacking.len(), 2, "kernel and bias");
    let said = mapping.lack(lacking[0]).unwrap().to_string();
    assert!(said.contains("19)"), "{said}");
    assert!(mapping.choose(lacking[0], Some(0)).is_err());
    let loaded = file.put_into(&imported.project, &mapping, None).unwrap();
    assert_eq!(
        loaded.report.findings.len(),
        4,
        "two lack, two are left over"
    );
    assert!(loaded.weights.is_some());
    let given = mapping.rows.iter().position(|row| row.source.is_some());
    mapping.choose(given.unwrap(), None).unwrap();
    assert_eq!(mapping.left_over().len(), 3);
}

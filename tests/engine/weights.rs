//! Weights out of networks, into networks, and through files.

use std::collections::BTreeMap;

use netsmith::engine::network::Network;
use netsmith::engine::weights::{NamedArray, load, save};

use crate::networks::{branched, device};

fn weights() -> Vec<NamedArray> {
    Network::build(&branched(), 1, &device())
        .unwrap()
        .weights()
        .unwrap()
}

fn refused(change: impl FnOnce(&mut Vec<NamedArray>)) -> String {
    let mut weights = weights();
    change(&mut weights);
    let network = Network::build(&branched(), 2, &device()).unwrap();
    network.with_weights(weights).unwrap_err().to_string()
}

#[test]
fn names_and_shapes_are_keras_s() {
    let found: Vec<_> = weights()
        .into_iter()
        .map(|array| (array.name, array.shape))
        .collect();
    let expected = [
        ("left/kernel", vec![3, 3, 2, 4]),
        ("left/bias", vec![4]),
        ("norm/gamma", vec![4]),
        ("norm/beta", vec![4]),
        ("norm/moving_mean", vec![4]),
        ("norm/moving_variance", vec![4]),
        ("right/kernel", vec![3, 3, 2, 4]),
        ("classes/kernel", vec![72, 3]),
        ("classes/bias", vec![3]),
    ];
    assert_eq!(
        found,
        expected.map(|(name, shape)| (name.to_owned(), shape))
    );
}

#[test]
fn everything_but_kernels_starts_at_keras_s_constants() {
    for array in weights() {
        let expected = match array.name.rsplit_once('/').unwrap().1 {
            "kernel" => continue,
            "gamma" | "moving_variance" => 1.0,
            _ => 0.0,
        };
        assert!(
            array.values.iter().all(|value| *value == expected),
            "{}",
            array.name
        );
    }
}

#[test]
fn the_engine_makes_the_weights_that_the_layers_announce() {
    let flat = branched();
    let mut announced = Vec::new();
    for (index, layer) in flat.layers.iter().enumerate() {
        for weight in layer.layer.weights(&flat.input_shapes(index)) {
            announced.push((format!("{}/{}", layer.name, weight.name), weight.shape));
        }
    }
    let made: Vec<_> = weights()
        .into_iter()
        .map(|array| (array.name, array.shape))
        .collect();
    assert_eq!(made, announced);
}

#[test]
fn weights_move_from_one_network_to_another() {
    let network = Network::build(&branched(), 2, &device()).unwrap();
    assert_ne!(network.weights().unwrap(), weights());
    let network = network.with_weights(weights()).unwrap();
    assert_eq!(network.weights().unwrap(), weights());
}

#[test]
fn weights_survive_a_file() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("weights.safetensors");
    save(&path, &weights(), &BTreeMap::new()).unwrap();
    let (loaded, _) = load(&path).unwrap();
    let network = Network::build(&branched(), 2, &device())
        .unwrap()
        .with_weights(loaded)
        .unwrap();
    assert_eq!(network.weights().unwrap(), weights());
}

#[test]
fn weights_of_another_network_are_refused_by_name() {
    let missing = refused(|weights| weights.retain(|array| array.name != "norm/beta"));
    assert!(
        missing.starts_with("the weights hold no \"norm/beta\";"),
        "{missing}"
    );

    let renamed = refused(|weights| {
        let extra = NamedArray {
            name: "old/kernel".into(),
            shape: vec![1],
            values: vec![0.0],
        };
        weights.push(extra);
    });
    assert!(
        renamed.starts_with("the network has no place for \"old/kernel\";"),
        "{renamed}"
    );

    let reshaped = refused(|weights| weights[1].shape = vec![5]);
    assert!(
        reshaped.starts_with("\"left/bias\" must have the shape [4] but has [5] in the weights;"),
        "{reshaped}"
    );

    let cut = refused(|weights| weights[1].values.truncate(3));
    assert!(
        cut.starts_with("\"left/bias\" must hold 4 numbers for its shape but holds 3;"),
        "{cut}"
    );
}

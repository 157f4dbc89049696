//! What tells the network of a run from others: a digest of what each layer computes.
//!
//! Digests stand in the folders of users' runs, so the words that they are made of never change: `words.rs` writes them out,
//! kind by kind. A layer's words are its kind and those of its settings that differ from what they are without being set; the
//! kinds of before November 29, 2026 also say the settings that they had then. A new setting at its default leaves all
//! digests as they are.

mod said;
mod words;

use sha2::{Digest, Sha256};

use crate::graph::{Flat, FlatLayer};

/// A digest of everything that `flat` computes with, apart from its weights.
pub(in crate::engine) fn structure_of(flat: &Flat) -> String {
    let mut hash = Sha256::new();
    for layer in &flat.layers {
        let FlatLayer {
            name,
            path: _,
            layer,
            inputs,
            output_shape,
            is_frozen: _,
        } = layer;
        let words = words::words(layer);
        hash.update(format!("{name:?} {words} {inputs:?} {output_shape:?}\n"));
    }
    format!("{:x}", hash.finalize())
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use serde::Deserialize;

    use super::words::words;
    use super::*;
    use crate::graph::infer;
    use crate::layer::{Kind, LayerSpec, catalog};
    use crate::project::preset;

    /// What the build of November 30, 2026, 3eb0235, wrote into `run.json` and made it of; whoever changes it takes their
    /// runs from users.
    #[derive(Deserialize)]
    struct Written {
        /// The digests of networks that come with the program.
        networks: BTreeMap<String, String>,
        /// The words about layers with settings of many kinds.
        layers: Vec<WrittenLayer>,
    }

    #[derive(Deserialize)]
    struct WrittenLayer {
        layer: LayerSpec,
        words: String,
    }

    fn written() -> Written {
        let text = include_str!("../../../../tests/fixtures/structures.json");
        serde_json::from_str(text).unwrap()
    }

    #[test]
    fn runs_of_earlier_builds_are_still_of_their_networks() {
        let networks = written().networks;
        assert!(networks.len() > 3);
        for (name, structure) in networks {
            let flat = infer(&preset(&name).unwrap().project.graph).flat().unwrap();
            assert_eq!(structure_of(&flat), structure, "{name}");
        }
    }

    #[test]
    fn layers_are_said_as_earlier_builds_said_them() {
        let layers = written().layers;
        for WrittenLayer {
            layer,
            words: expected,
        } in &layers
        {
            assert_eq!(words(&layer.resolve().unwrap()), *expected);
        }
        for entry in catalog() {
            let of_kind = layers.iter().filter(|it| it.layer.kind == entry.kind);
            assert!(of_kind.count() > 0, "{} is in no run of then", entry.name);
        }
    }

    /// Whoever adds a setting must say it in `words.rs`, or two networks that differ in it are taken for one.
    #[test]
    fn every_setting_that_differs_is_said() {
        for WrittenLayer { layer, words: said } in written().layers {
            let usual = words(&LayerSpec::new(layer.kind).resolve().unwrap());
            let is_usual = layer.resolve() == LayerSpec::new(layer.kind).resolve();
            assert_eq!(said == usual, is_usual, "{layer:?}");
        }
        let trained = LayerSpec::new(Kind::GlobalMaxPooling2D).with("keepdims", true);
        assert_eq!(
            words(&trained.resolve().unwrap()),
            "GlobalMaxPooling2D(GlobalMaxPooling2D { keepdims: true })"
        );
    }
}

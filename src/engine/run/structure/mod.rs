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
        let text = include_str!("../../../../tests/golden/structures.json");
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

#[cfg(test)]
mod generate {
    use sha2::{Digest, Sha256};
    use crate::graph::{Flat, FlatLayer, infer};
    use crate::layer::{Kind, Layer, LayerSpec, catalog, SettingKind, Value, DefaultValue};
    use crate::project::presets;
/// The settings that are always said, whatever they are.
fn always_said(kind: Kind) -> &'static [&'static str] {
    match kind {
        Kind::Input => &["shape"],
        Kind::Conv2D => &[
            "filters",
            "kernel_size",
            "strides",
            "padding",
            "dilation_rate",
            "groups",
            "use_bias",
            "kernel_initializer",
        ],
        Kind::Dense => &["units", "activation", "use_bias", "kernel_initializer"],
        Kind::ZeroPadding2D => &["top", "bottom", "left", "right"],
        Kind::BatchNormalization => &["momentum", "epsilon"],
        Kind::Activation => &["function"],
        Kind::MaxPooling2D | Kind::AveragePooling2D => &["pool_size", "strides", "padding"],
        Kind::Dropout => &["rate"],
        // Whatever came later says only what was set.
        _ => &[],
    }
}

/// `Conv2D(Conv2D { filters: 32, kernel_size: [7, 7] })`, without what is as usual.
fn words(layer: &Layer) -> String {
    let (head, fields) = parts(&format!("{layer:?}"));
    let usual = LayerSpec::new(layer.kind()).resolve();
    let (_, usual) =
        usual.map_or_else(|_| Default::default(), |usual| parts(&format!("{usual:?}")));
    let always = always_said(layer.kind());
    let is_said = |field: &String| {
        let name = field.split(':').next().unwrap_or_default();
        always.contains(&name) || !usual.contains(field)
    };
    let said: Vec<String> = fields.into_iter().filter(is_said).collect();
    if said.is_empty() {
        format!("{head})")
    } else {
        format!("{head} {{ {} }})", said.join(", "))
    }
}

/// What stands before the fields of a layer, and the fields.
fn parts(text: &str) -> (String, Vec<String>) {
    let Some((head, rest)) = text.split_once(" { ") else {
        return (text.trim_end_matches(')').to_owned(), Vec::new());
    };
    let mut fields = vec![String::new()];
    let mut depth = 0_usize;
    for letter in rest.trim_end_matches(" })").chars() {
        match letter {
            '(' | '[' | '{' => depth += 1,
            ')' | ']' | '}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        match (letter, depth, fields.last_mut()) {
            (',', 0, _) => fields.push(String::new()),
            (_, _, Some(field)) => field.push(letter),
            _ => {}
        }
    }
    let fields = fields.iter().map(|field| field.trim().to_owned());
    (head.to_owned(), fields.collect())
}


    fn structure_old(flat: &Flat) -> String {
        let mut hash = Sha256::new();
        for layer in &flat.layers {
            let FlatLayer { name, path: _, layer, inputs, output_shape, is_frozen: _ } = layer;
            let words = words(layer);
            hash.update(format!("{name:?} {words} {inputs:?} {output_shape:?}\n"));
        }
        format!("{:x}", hash.finalize())
    }
    fn values(kind: SettingKind, default: DefaultValue) -> Vec<Value> {
        match kind {
            SettingKind::Int { min, .. } => if min < 0 { vec![Value::Int(3)] } else { vec![Value::Int(4)] },
            SettingKind::Pair { .. } => vec![Value::List(vec![2, 5])],
            SettingKind::Margins => vec![Value::List(vec![1, 2, 3, 4])],
            SettingKind::Shape => vec![Value::List(vec![3, 1, 2]), Value::List(vec![7])],
            SettingKind::Reshaped => vec![Value::List(vec![4, -1, 2]), Value::List(vec![12])],
            SettingKind::Numbers => vec![Value::Numbers(vec![0.5, 0.25]), Value::Float(1e-5)],
            SettingKind::Float { min, .. } => if min < 0.0 { vec![Value::Float(-0.5), Value::Float(1e-5)] } else { vec![Value::Float(0.75), Value::Float(1e-5), Value::Float(if min > 0.9 {1.0} else {0.125})] },
            SettingKind::Bool => vec![Value::Bool(default == DefaultValue::Bool(false))],
            SettingKind::Choice(words) => words.iter().map(|w| Value::from(*w)).collect(),
        }
    }
    #[test]
    fn generate() {
        let mut networks = serde_json::Map::new();
        for preset in presets() {
            if let Some(flat) = infer(&preset.project.graph).flat() {
                let old = structure_old(&flat);
                assert_eq!(old, super::structure_of(&flat));
                networks.insert(preset.id.to_string(), old.into());
            }
        }
        let mut layers = Vec::new();
        for entry in catalog() {
            let mut specs = vec![LayerSpec::new(entry.kind)];
            let mut all = LayerSpec::new(entry.kind);
            for setting in entry.settings {
                for value in values(setting.kind, setting.default) {
                    let spec = LayerSpec::new(entry.kind).with(setting.key, value.clone());
                    if spec.resolve().is_ok() { specs.push(spec); }
                    let more = all.clone().with(setting.key, value);
                    if more.resolve().is_ok() { all = more; }
                }
            }
            specs.push(all);
            for spec in specs {
                let old = words(&spec.resolve().unwrap());
                assert_eq!(old, super::words::words(&spec.resolve().unwrap()));
                layers.push(format!("{}", serde_json::json!({"layer": spec, "words": old})));
            }
        }
        let text = format!("{{\n  \"networks\": {},\n  \"layers\": [\n    {}\n  ]\n}}\n", serde_json::to_string_pretty(&networks).unwrap().replace("\n", "\n  "), layers.join(",\n    "));
        std::fs::write("/tmp/layers/structures.json", text).unwrap();
    }
}

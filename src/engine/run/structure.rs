//! What tells the network of a run from others: a digest of what each layer computes.
//!
//! Digests stand in the folders of users' runs, so the words that they are made of never change. A layer's words are its kind
//! and those of its settings that differ from their defaults; the kinds of before November 29, 2026 also say the settings that
//! they had then. A new setting at its default leaves all digests as they are.

use sha2::{Digest, Sha256};

use crate::graph::{Flat, FlatLayer};
use crate::layer::{Kind, Layer, LayerSpec};

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
        let words = words(layer);
        hash.update(format!("{name:?} {words} {inputs:?} {output_shape:?}\n"));
    }
    format!("{:x}", hash.finalize())
}

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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graph::infer;
    use crate::layer::catalog;
    use crate::project::preset;

    // As builds before November 29, 2026 wrote it into `run.json`; whoever changes it takes their runs from users.
    #[test]
    fn runs_of_earlier_builds_are_still_of_their_networks() {
        for (name, structure) in [
            (
                "happy_model",
                "d408b71fbd73cede040606e2284122c3bebef7a7b6113e340b5002b28388fbc2",
            ),
            (
                "lenet5",
                "fb77c9b38acb0b3b0133c42a1ddca31023461411da15987229a4c33697c2aec4",
            ),
        ] {
            let flat = infer(&preset(name).unwrap().project.graph).flat().unwrap();
            assert_eq!(structure_of(&flat), structure, "{name}");
        }
    }

    fn words_of(kind: Kind, settings: &[(&str, crate::layer::Value)]) -> String {
        let spec = settings
            .iter()
            .fold(LayerSpec::new(kind), |spec, (key, value)| {
                spec.with(key, value.clone())
            });
        words(&spec.resolve().unwrap())
    }

    // The words of builds before November 29, 2026, for kinds that have got settings since.
    #[test]
    fn a_setting_at_its_default_leaves_the_words_alone() {
        for (kind, expected) in [
            (
                Kind::Conv2D,
                "Conv2D(Conv2D { filters: 32, kernel_size: [3, 3], strides: [1, 1], padding: Valid, dilation_rate: [1, 1], \
                 groups: 1, use_bias: true, kernel_initializer: GlorotUniform })",
            ),
            (
                Kind::BatchNormalization,
                "BatchNormalization(BatchNormalization { momentum: 0.99, epsilon: 0.001 })",
            ),
            (Kind::Dropout, "Dropout(Dropout { rate: 0.5 })"),
            (
                Kind::GlobalAveragePooling2D,
                "GlobalAveragePooling2D(GlobalAveragePooling2D)",
            ),
            (Kind::Flatten, "Flatten(Flatten)"),
        ] {
            assert_eq!(words_of(kind, &[]), expected);
        }
    }

    #[test]
    fn a_setting_that_differs_is_said() {
        let relu = words_of(Kind::Conv2D, &[("activation", "relu".into())]);
        assert!(
            relu.contains("groups: 1, activation: Relu, use_bias"),
            "{relu}"
        );
        let kept = words_of(Kind::GlobalMaxPooling2D, &[("keepdims", true.into())]);
        assert_eq!(
            kept,
            "GlobalMaxPooling2D(GlobalMaxPooling2D { keepdims: true })"
        );
        let depthwise = words_of(Kind::DepthwiseConv2D, &[("strides", [2, 2].into())]);
        assert_eq!(
            depthwise,
            "DepthwiseConv2D(DepthwiseConv2D { strides: [2, 2] })"
        );
    }

    #[test]
    fn no_kind_says_anything_new_where_nothing_is_set() {
        for entry in catalog() {
            let said = words_of(entry.kind, &[]);
            let always = always_said(entry.kind).len();
            let (_, fields) = parts(&said);
            assert_eq!(fields.len(), always, "{said}");
        }
    }
}

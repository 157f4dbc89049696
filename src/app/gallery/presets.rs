//! The presets that come with Netsmith, read once.

use crate::graph::{Graph, Inference, infer};
use serde::Deserialize;
use std::sync::OnceLock;

/// One preset.
#[derive(Debug)]
pub struct Preset {
    /// What the command line calls it.
    pub key: &'static str,
    /// Its title.
    pub name: String,
    /// One sentence.
    pub summary: String,
    /// The network.
    pub graph: Graph,
    /// What is known about the network.
    pub inference: Inference,
}

const FILES: [(&str, &str); 6] = [
    (
        "happy_model",
        include_str!("../../../presets/happy_model.json"),
    ),
    ("resnet50", include_str!("../../../presets/resnet50.json")),
    ("resnet18", include_str!("../../../presets/resnet18.json")),
    ("plain50", include_str!("../../../presets/plain50.json")),
    ("lenet5", include_str!("../../../presets/lenet5.json")),
    ("mlp", include_str!("../../../presets/mlp.json")),
];

/// Every preset, in the order of the gallery.
pub fn presets() -> &'static [Preset] {
    static PRESETS: OnceLock<Vec<Preset>> = OnceLock::new();
    PRESETS.get_or_init(|| {
        FILES
            .iter()
            .filter_map(|(key, text)| read(key, text))
            .collect()
    })
}

/// The preset that the command line calls `key`.
pub fn preset(key: &str) -> Option<&'static Preset> {
    presets().iter().find(|preset| preset.key == key)
}

#[derive(Deserialize)]
struct File {
    name: String,
    summary: String,
    graph: Graph,
}

/// `None` where the file cannot be read, which a test rules out.
fn read(key: &'static str, text: &str) -> Option<Preset> {
    let file: File = serde_json::from_str(text).ok()?;
    let inference = infer(&file.graph);
    Some(Preset {
        key,
        name: file.name,
        summary: file.summary,
        graph: file.graph,
        inference,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_preset_can_be_read_and_has_no_problem() {
        assert_eq!(presets().len(), FILES.len());
        for preset in presets() {
            assert!(
                preset.inference.problems.is_empty(),
                "{}: {:?}",
                preset.key,
                preset.inference.problems
            );
        }
    }
}

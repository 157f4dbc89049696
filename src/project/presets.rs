//! The networks that come with Netsmith: projects without data.

use std::sync::OnceLock;

use super::model::Project;
use crate::text::say;

/// A network to begin with.
#[derive(Debug)]
pub struct Preset {
    /// What the command line calls it.
    pub id: &'static str,
    /// The network with its title and one sentence.
    pub project: Project,
}

impl Preset {
    /// What it is, in one sentence.
    #[must_use]
    pub fn summary(&self) -> &str {
        match self.id {
            "happy_model" => say("preset-happy-model"),
            "resnet50" => say("preset-resnet50"),
            "resnet18" => say("preset-resnet18"),
            "plain50" => say("preset-plain50"),
            "resnet20" => say("preset-resnet20"),
            "plain20" => say("preset-plain20"),
            "lenet5" => say("preset-lenet5"),
            "mlp" => say("preset-mlp"),
            _ => &self.project.summary,
        }
    }
}

const FILES: [(&str, &str); 8] = [
    (
        "happy_model",
        include_str!("../../presets/happy_model.json"),
    ),
    ("resnet50", include_str!("../../presets/resnet50.json")),
    ("resnet18", include_str!("../../presets/resnet18.json")),
    ("plain50", include_str!("../../presets/plain50.json")),
    ("resnet20", include_str!("../../presets/resnet20.json")),
    ("plain20", include_str!("../../presets/plain20.json")),
    ("lenet5", include_str!("../../presets/lenet5.json")),
    ("mlp", include_str!("../../presets/mlp.json")),
];

/// Every preset, in the order of the gallery.
#[must_use]
pub fn presets() -> &'static [Preset] {
    static PRESETS: OnceLock<Vec<Preset>> = OnceLock::new();
    PRESETS.get_or_init(|| FILES.iter().map(read).collect())
}

/// The preset that the command line calls `id`.
#[must_use]
pub fn preset(id: &str) -> Option<&'static Preset> {
    presets().iter().find(|preset| preset.id == id)
}

fn read((id, text): &(&'static str, &str)) -> Preset {
    let project = Project::from_text(text).expect("a test reads every preset");
    Preset { id, project }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graph::{broken_invariants, infer};
    use crate::text::{Language, Spoken};

    #[test]
    fn every_preset_says_in_english_what_its_file_says() {
        let _english = Spoken::here(Language::English);
        for preset in presets() {
            assert_eq!(preset.summary(), preset.project.summary);
        }
        let _chinese = Spoken::here(Language::Chinese);
        for preset in presets() {
            assert_ne!(preset.summary(), preset.project.summary);
        }
    }

    #[test]
    fn every_preset_is_sound_and_has_no_problems() {
        for preset in presets() {
            let graph = &preset.project.graph;
            assert_eq!(
                broken_invariants(graph),
                Vec::<String>::new(),
                "{}",
                preset.id
            );
            assert_eq!(infer(graph).problems, [], "{}", preset.id);
            assert!(!preset.project.summary.is_empty(), "{}", preset.id);
        }
    }

    #[test]
    fn a_preset_is_found_by_its_id() {
        assert_eq!(preset("lenet5").unwrap().project.name, "LeNet-5");
        assert!(preset("alexnet").is_none());
    }
}

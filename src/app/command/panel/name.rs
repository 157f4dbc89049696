//! The panels by name.

use super::Workspace;
use crate::text::say;
use serde::{Deserialize, Serialize};

/// A part of the window that can be moved, closed and shown again. The names in files stay, whatever becomes of the words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Panel {
    /// The network as boxes and wires.
    Canvas,
    /// What can be added.
    Palette,
    /// The network as a tree.
    Outline,
    /// Every edit so far.
    History,
    /// Settings and cost of what is selected.
    Inspector,
    /// The summary table.
    Layers,
    /// What is wrong, with repairs.
    Problems,
    /// What differs from another network.
    Compare,
    /// What became of a file of another program.
    Import,
    /// Classes, counts, sample pictures.
    Data,
    /// What training is asked to do.
    TrainingSettings,
    /// Progress, loss and accuracy.
    Curves,
    /// How well the trained network does.
    Results,
    /// What goes on in the layers while a network learns.
    Health,
    /// All runs, and several of them compared.
    Runs,
    /// Own pictures and what the network says.
    Predict,
    /// Why it says so, and what its layers make of a picture.
    Explain,
    /// A guided exercise.
    Lesson,
    /// How to use all of this.
    Handbook,
}

impl Panel {
    /// Every panel, in the order of the menu.
    pub const ALL: [Self; 19] = [
        Self::Canvas,
        Self::Palette,
        Self::Outline,
        Self::History,
        Self::Inspector,
        Self::Layers,
        Self::Problems,
        Self::Compare,
        Self::Import,
        Self::Data,
        Self::TrainingSettings,
        Self::Curves,
        Self::Results,
        Self::Health,
        Self::Runs,
        Self::Predict,
        Self::Explain,
        Self::Lesson,
        Self::Handbook,
    ];

    /// The word on its tab.
    pub fn label(self) -> &'static str {
        match self {
            Self::Canvas => say("panel-canvas"),
            Self::Palette => say("side-add"),
            Self::Outline => say("side-outline"),
            Self::History => say("side-history"),
            Self::Inspector => say("inspector"),
            Self::Layers => say("layers"),
            Self::Problems => say("tab-problems"),
            Self::Compare => say("tab-compare"),
            Self::Import => say("tab-import"),
            Self::Data => say("tab-data"),
            Self::TrainingSettings => say("page-settings"),
            Self::Curves => say("page-curves"),
            Self::Results => say("page-results"),
            Self::Health => say("panel-health"),
            Self::Runs => say("panel-runs"),
            Self::Predict => say("tab-predict"),
            Self::Explain => say("tab-explain"),
            Self::Lesson => say("panel-lesson"),
            Self::Handbook => say("panel-handbook"),
        }
    }

    /// One sentence for a tooltip.
    pub fn tooltip(self) -> &'static str {
        match self {
            Self::Canvas => say("panel-canvas-help"),
            Self::Palette => say("show-layers-to-add-help"),
            Self::Outline => say("show-outline-help"),
            Self::History => say("show-history-help"),
            Self::Inspector => say("panel-inspector-help"),
            Self::Layers => say("tab-layers-help"),
            Self::Problems => say("tab-problems-help"),
            Self::Compare => say("tab-compare-help"),
            Self::Import => say("tab-import-help"),
            Self::Data => say("tab-data-help"),
            Self::TrainingSettings => say("page-settings-help"),
            Self::Curves => say("panel-curves-help"),
            Self::Results => say("page-results-help"),
            Self::Health => say("panel-health-help"),
            Self::Runs => say("panel-runs-help"),
            Self::Predict => say("tab-predict-help"),
            Self::Explain => say("tab-explain-help"),
            Self::Lesson => say("panel-lesson-help"),
            Self::Handbook => say("panel-handbook-help"),
        }
    }

    /// What the command that shows it is called in the user's settings.
    pub(super) fn show_name(self) -> &'static str {
        match self {
            Self::Canvas => "show-canvas",
            Self::Palette => "show-add",
            Self::Outline => "show-outline",
            Self::History => "show-history",
            Self::Inspector => "show-inspector",
            Self::Layers => "show-layers",
            Self::Problems => "show-problems",
            Self::Compare => "show-compare",
            Self::Import => "show-import",
            Self::Data => "show-data",
            Self::TrainingSettings => "show-training-settings",
            Self::Curves => "show-training-curves",
            Self::Results => "show-results",
            Self::Health => "show-health",
            Self::Runs => "show-runs",
            Self::Predict => "show-predict",
            Self::Explain => "show-explain",
            Self::Lesson => "show-lesson",
            Self::Handbook => "show-handbook",
        }
    }

    /// What people who know Keras call what it shows.
    pub fn keywords(self) -> &'static [&'static str] {
        match self {
            Self::Problems => &["errors", "warnings", "check"],
            Self::Layers => &["summary", "model.summary"],
            Self::Import => &["report", "onnx", "keras", "pytorch", "load_model"],
            Self::TrainingSettings => &[
                "compile",
                "optimizer",
                "loss",
                "learning rate",
                "epochs",
                "batch size",
                "hyperparameters",
                "adam",
                "sgd",
                "model.compile",
            ],
            Self::Curves => &["history", "loss curve", "learning curve", "plot", "charts"],
            Self::Results => &[
                "evaluate",
                "confusion matrix",
                "metrics",
                "accuracy",
                "precision",
                "recall",
                "f1",
                "classification report",
                "model.evaluate",
            ],
            Self::Health => &[
                "gradients",
                "vanishing",
                "exploding",
                "dead",
                "histograms",
                "tensorboard",
                "updates",
                "residual",
                "batchnorm",
            ],
            Self::Explain => &[
                "grad-cam",
                "saliency",
                "heatmap",
                "occlusion",
                "activations",
                "featuremaps",
                "filters",
                "interpretability",
            ],
            _ => &[],
        }
    }

    /// The workspace that it is open in from the beginning.
    pub fn home(self) -> Workspace {
        match self {
            Self::Canvas
            | Self::Palette
            | Self::Outline
            | Self::History
            | Self::Inspector
            | Self::Layers
            | Self::Problems
            | Self::Compare
            | Self::Import
            | Self::Lesson
            | Self::Handbook => Workspace::Build,
            Self::Data => Workspace::Data,
            Self::TrainingSettings | Self::Curves | Self::Health | Self::Runs => Workspace::Train,
            Self::Results | Self::Predict | Self::Explain => Workspace::Test,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_panel_is_listed_once_and_known_to_files_by_a_name_of_its_own() {
        let names: std::collections::BTreeSet<String> = Panel::ALL
            .iter()
            .map(|panel| serde_json::to_string(panel).unwrap())
            .collect();
        assert_eq!(names.len(), Panel::ALL.len());
    }
}

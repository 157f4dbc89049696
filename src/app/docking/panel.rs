//! The panels by name.

use super::Workspace;
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
    /// Classes, counts, sample pictures.
    Data,
    /// What training is asked to do.
    TrainingSettings,
    /// Progress, loss and accuracy.
    Curves,
    /// How well the trained network does.
    Results,
    /// Own pictures and what the network says.
    Predict,
}

impl Panel {
    /// Every panel, in the order of the menu.
    pub const ALL: [Self; 13] = [
        Self::Canvas,
        Self::Palette,
        Self::Outline,
        Self::History,
        Self::Inspector,
        Self::Layers,
        Self::Problems,
        Self::Compare,
        Self::Data,
        Self::TrainingSettings,
        Self::Curves,
        Self::Results,
        Self::Predict,
    ];

    /// The word on its tab.
    pub fn label(self) -> &'static str {
        match self {
            Self::Canvas => "Canvas",
            Self::Palette => "Add",
            Self::Outline => "Outline",
            Self::History => "History",
            Self::Inspector => "Inspector",
            Self::Layers => "Layers",
            Self::Problems => "Problems",
            Self::Compare => "Compare",
            Self::Data => "Data",
            Self::TrainingSettings => "Settings",
            Self::Curves => "Curves",
            Self::Results => "Results",
            Self::Predict => "Predict",
        }
    }

    /// One sentence for a tooltip.
    pub fn tooltip(self) -> &'static str {
        match self {
            Self::Canvas => "The network as boxes and wires",
            Self::Palette => "Layers and blocks that can be added",
            Self::Outline => "The network as a tree, in which every edit can be done by keyboard",
            Self::History => "Every edit so far; a click goes back to it",
            Self::Inspector => "Name, settings, shapes and cost of what is selected",
            Self::Layers => {
                "Every layer with its output shape and parameters, as in Keras's summary"
            }
            Self::Problems => "What keeps the network from working, and how to repair it",
            Self::Compare => "What differs from a version, a file or a summary",
            Self::Data => "Classes, counts and sample pictures of the data set",
            Self::TrainingSettings => "Optimizer, learning rate, loss, epochs and batch size",
            Self::Curves => "How far the training is, and its loss and accuracy over the epochs",
            Self::Results => {
                "Accuracy, the confusion matrix and a row per class, on the pictures held out"
            }
            Self::Predict => "Try the network on your own pictures",
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
            | Self::Compare => Workspace::Build,
            Self::Data => Workspace::Data,
            Self::TrainingSettings | Self::Curves => Workspace::Train,
            Self::Results | Self::Predict => Workspace::Test,
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

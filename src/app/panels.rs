//! What the panels of this room keep from frame to frame: search texts, sort orders, half-typed values.

use super::compare::Compare;
use super::find::FindBar;
use super::foreign::ImportPanel;
use super::handbook::HandbookPanel;
use super::history::History;
use super::inspector::Inspector;
use super::layers::Layers;
use super::lesson::LessonPanel;
use super::outline::Outline;
use super::overlays::Overlays;
use super::palette::Palette;
use super::problems::Problems;
use super::rename::Renaming;

/// The panels, each with its own memory.
#[derive(Debug, Default)]
pub struct Panels {
    /// The list of what can be added.
    pub palette: Palette,
    /// What differs from another network.
    pub compare: Compare,
    /// The bar that finds layers.
    pub find: FindBar,
    /// How to use all of this.
    pub handbook: HandbookPanel,
    /// Every edit so far.
    pub history: History,
    /// What became of a file of another program.
    pub import: ImportPanel,
    /// Settings and cost of the selection.
    pub inspector: Inspector,
    /// The summary table.
    pub layers: Layers,
    /// A guided exercise.
    pub lesson: LessonPanel,
    /// The network as a tree.
    pub outline: Outline,
    /// What is wrong.
    pub problems: Problems,
    /// The network's name that is being typed on its tab or in the menu bar.
    pub tab_name: Option<Renaming>,
    /// Dialogs over the window.
    pub overlays: Overlays,
}

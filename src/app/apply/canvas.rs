//! Commands of the canvas, which carries them out itself: it knows where things lie.

use crate::app::command::{Availability, CanvasCommand, Commands};
use crate::app::docking::Panel;
use crate::app::document::Document;
use crate::app::state::State;
use crate::app::tabs::Tab;
use crate::app::workbench::Workbench;
use crate::diagram::MOST_NODES;

/// Does what `command` asks for; what follows from it is sent to `commands`.
pub fn apply(command: &CanvasCommand, workbench: &mut Workbench, commands: &mut Commands) {
    let Workbench { tabs, window, .. } = workbench;
    if !window.workspaces.shows(Panel::Canvas) && !command.follows_selection() {
        window.workspaces.lead_to(Panel::Canvas);
    }
    let Tab {
        document, canvas, ..
    } = tabs.front_mut();
    canvas.handle(command, State { document, window }, commands);
}

/// Whether it can run now, and if not, why.
pub fn availability(command: &CanvasCommand, tab: &Tab) -> Availability {
    let Tab {
        document, canvas, ..
    } = tab;
    let selected = document.selection.len();
    match command {
        CanvasCommand::ZoomIn
        | CanvasCommand::ZoomOut
        | CanvasCommand::ZoomToFull
        | CanvasCommand::QuickAdd
        | CanvasCommand::OpenNoteMenu(..) => Availability::Ready,
        CanvasCommand::Rename => Availability::when(
            selected < 2,
            "Select one layer; only one can be renamed at a time",
        ),
        CanvasCommand::Connect => Availability::when(
            selected == 2,
            "Select the two layers that a wire should connect",
        ),
        CanvasCommand::FitSelection
        | CanvasCommand::ShowSelection
        | CanvasCommand::Uncover
        | CanvasCommand::Choose(_)
        | CanvasCommand::Replace
        | CanvasCommand::Bypass
        | CanvasCommand::MoveAlong(_)
        | CanvasCommand::OpenMenu(..)
        | CanvasCommand::FrameSelection
        | CanvasCommand::DeleteApart => Availability::when(selected > 0, "Select a layer first"),
        CanvasCommand::Align(_) | CanvasCommand::ArrangeSelection => {
            Availability::when(selected > 1, "Select two layers or more first")
        }
        CanvasCommand::Distribute(_) => {
            Availability::when(selected > 2, "Select three layers or more first")
        }
        CanvasCommand::Straighten => Availability::when(
            canvas.can_straighten(document),
            "Click a wire that is led through points first",
        ),
        CanvasCommand::OpenInPlace => {
            Availability::when(has_block(document), "Select a block first")
        }
        CanvasCommand::OpenBlocks if document.is_empty() => {
            Availability::when(false, "The network is empty")
        }
        CanvasCommand::OpenBlocks => Availability::when(
            can_open_all(document),
            "All blocks together hold more nodes than a canvas can show; open single ones",
        ),
        CanvasCommand::AddComment
        | CanvasCommand::CutWires
        | CanvasCommand::Fit
        | CanvasCommand::Arrange
        | CanvasCommand::Turn(_)
        | CanvasCommand::FoldBlocks => {
            Availability::when(!document.is_empty(), "The network is empty")
        }
    }
}

/// A few nested blocks may hold a hundred thousand layers.
fn can_open_all(document: &Document) -> bool {
    let inference = document.inference();
    inference.layers.len() + inference.blocks.len() <= MOST_NODES
}

fn has_block(document: &Document) -> bool {
    let graph = document.graph();
    let mut nodes = document
        .selection
        .iter()
        .filter_map(|path| graph.node(path));
    nodes.any(|node| node.call().is_some())
}

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
        CanvasCommand::Rename => Availability::when(selected < 2, "select-one-to-rename"),
        CanvasCommand::Connect => Availability::when(selected == 2, "select-two-to-connect"),
        CanvasCommand::FitSelection
        | CanvasCommand::ShowSelection
        | CanvasCommand::Uncover
        | CanvasCommand::Choose(_)
        | CanvasCommand::Replace
        | CanvasCommand::Bypass
        | CanvasCommand::Freeze
        | CanvasCommand::FreezeUpToHere
        | CanvasCommand::MoveAlong(_)
        | CanvasCommand::OpenMenu(..)
        | CanvasCommand::FrameSelection
        | CanvasCommand::DeleteApart => Availability::when(selected > 0, "select-layer-first"),
        CanvasCommand::Align(_) | CanvasCommand::ArrangeSelection => {
            Availability::when(selected > 1, "select-two-first")
        }
        CanvasCommand::Distribute(_) => Availability::when(selected > 2, "select-three-first"),
        CanvasCommand::Straighten => {
            Availability::when(canvas.can_straighten(document), "click-led-wire-first")
        }
        CanvasCommand::OpenInPlace => Availability::when(has_block(document), "select-block-first"),
        CanvasCommand::OpenBlocks if document.is_empty() => {
            Availability::when(false, "network-has-no-layers")
        }
        CanvasCommand::OpenBlocks => {
            Availability::when(can_open_all(document), "blocks-too-large-to-open")
        }
        CanvasCommand::AddComment
        | CanvasCommand::CutWires
        | CanvasCommand::Fit
        | CanvasCommand::Arrange
        | CanvasCommand::Turn(_)
        | CanvasCommand::FoldBlocks => {
            Availability::when(!document.is_empty(), "network-has-no-layers")
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

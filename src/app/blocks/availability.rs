//! Whether a command around blocks can run: known from the document alone, so that canvas and inspector can ask too.

use super::chosen::{chosen_block, chosen_instances, concerned_block, share_a_body};
use crate::app::command::{Availability, BlockCommand};
use crate::app::document::Document;
use crate::graph::Content;

/// Whether it can run now, and if not, why.
pub fn availability(command: &BlockCommand, document: &Document) -> Availability {
    match command {
        BlockCommand::Make | BlockCommand::Repeat => {
            if document.selection.is_empty() {
                return Availability::when(false, "select-layer-first");
            }
            Availability::when(share_a_body(&document.selection), "select-in-one-block")
        }
        BlockCommand::Parameterize => {
            Availability::when(is_inside_a_block(document), "select-one-inside-block")
        }
        BlockCommand::Open => {
            Availability::when(chosen_block(document).is_some(), "select-block-first")
        }
        BlockCommand::Rename | BlockCommand::Save => {
            Availability::when(concerned_block(document).is_some(), "select-or-open-block")
        }
        BlockCommand::Enter(_)
        | BlockCommand::RenameSaved(_)
        | BlockCommand::NameSaved { .. }
        | BlockCommand::RemoveSaved(_) => Availability::Ready,
        BlockCommand::Leave => {
            Availability::when(!document.level().0.is_empty(), "open-block-first")
        }
        BlockCommand::Detach | BlockCommand::Ungroup => {
            Availability::when(chosen_instances(document).is_some(), "select-or-open-block")
        }
    }
}

fn is_inside_a_block(document: &Document) -> bool {
    let inside = document.selection.single().filter(|path| path.0.len() > 1);
    let node = inside.and_then(|path| document.graph().node(path));
    node.is_some_and(|node| !matches!(node.content, Content::Port(_)))
}

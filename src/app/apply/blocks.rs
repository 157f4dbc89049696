//! Commands around blocks: the dialogs that they open, the edits that they come to.

use super::change::{edit_and_select_in, edit_graph, enter};
pub use crate::app::blocks::availability;
use crate::app::blocks::{Chosen, chosen, chosen_block, chosen_instances, concerned_block};
use crate::app::command::{BlockCommand, BlockDialog, Candidate, Overlay, Selection};
use crate::app::state::StateMut;
use crate::graph::edit::suggest_block;
use crate::graph::{Edit, NodePath, Place};
use crate::message;

/// Does what `command` asks for.
pub fn apply(command: &BlockCommand, state: &mut StateMut<'_>) {
    match command {
        BlockCommand::Open => {
            if let Some(path) = chosen_block(state.document).map(|(path, _)| path.clone()) {
                enter(state, &path);
            }
        }
        BlockCommand::Enter(level) => go_to(state, level),
        BlockCommand::Leave => {
            let around = state.document.level().around();
            enter(state, &around);
        }
        BlockCommand::Make => make(state),
        BlockCommand::Save => save(state),
        BlockCommand::RenameSaved(block) => show(state, BlockDialog::RenameSaved(block.clone())),
        BlockCommand::NameSaved { block, name } => {
            if let Err(fault) = state.window.library.rename(block, name) {
                state.window.notices.error(fault.sentence());
            }
        }
        BlockCommand::RemoveSaved(block) => state.window.library.remove(block),
        BlockCommand::Repeat => show(state, BlockDialog::Repeat),
        BlockCommand::Parameterize => choose_parameter(state),
        BlockCommand::Rename => {
            if let Some(block) = concerned_block(state.document).map(str::to_owned) {
                show(state, BlockDialog::Rename(block));
            }
        }
        BlockCommand::Detach => {
            if let Some(Chosen { place, nodes, .. }) = chosen_instances(state.document) {
                edit_graph(state, &Edit::Detach { place, nodes }, None);
            }
        }
        BlockCommand::Ungroup => ungroup(state),
    }
}

/// Opens a level. Whoever comes back from the inside of a block finds the block selected.
fn go_to(state: &mut StateMut<'_>, level: &NodePath) {
    let goes_in = level != state.document.level() && level.is_within(state.document.level());
    if goes_in && !state.document.selection.contains(level) {
        state.document.selection = Selection::only(level.clone());
    }
    enter(state, level);
}

fn show(state: &mut StateMut<'_>, dialog: BlockDialog) {
    state.window.overlay = Some(Overlay::Block(dialog));
}

/// Asks for the block's name where the selected layers can be one; says why not where they cannot.
fn make(state: &mut StateMut<'_>) {
    let Some(Chosen { place, nodes, .. }) = chosen(state.document) else {
        return;
    };
    match suggest_block(state.document.graph(), &place, &nodes) {
        Ok(_) => show(state, BlockDialog::Make),
        Err(refusal) => state.window.notices.error(refusal.message().sentence()),
    }
}

/// Asks which setting of the selected layer becomes a parameter.
fn choose_parameter(state: &mut StateMut<'_>) {
    let graph = state.document.graph();
    let located = state
        .document
        .selection
        .single()
        .and_then(|path| graph.locate(path));
    if let Some((Place::Block(block), node)) = located {
        let key = None;
        show(
            state,
            BlockDialog::Parameterize(Candidate { block, node, key }),
        );
    }
}

fn save(state: &mut StateMut<'_>) {
    let Some(block) = concerned_block(state.document).map(str::to_owned) else {
        return;
    };
    match state.window.library.save(state.document.graph(), &block) {
        Ok(name) => state
            .window
            .notices
            .done(message!("block-among-yours", name = name)),
        Err(fault) => state.window.notices.error(fault.sentence()),
    }
}

fn ungroup(state: &mut StateMut<'_>) {
    let Some(Chosen { body, place, nodes }) = chosen_instances(state.document) else {
        return;
    };
    let label = message!("edit-ungroup-many", count = nodes.len());
    let edits = nodes.into_iter().map(|node| Edit::Ungroup {
        place: place.clone(),
        node,
    });
    if let Some(edit) = Edit::joined(label, edits) {
        edit_and_select_in(state, &body, &edit);
    }
}

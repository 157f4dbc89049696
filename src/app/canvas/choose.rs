//! Selecting along the wires, and by kind; showing what is selected inside of blocks.

use std::collections::BTreeSet;

use super::scene::reach::{of_same_kind, reached};
use crate::app::canvas::memory::Canvas;
use crate::app::command::{CanvasCommand, Choice, Commands, Selection};
use crate::app::state::State;

impl Canvas {
    /// Selects what `choice` says, and keeps what is selected.
    pub(super) fn choose(&self, choice: Choice, state: State<'_>, commands: &mut Commands) {
        let outline = &self.scene.outline;
        let begin: BTreeSet<usize> = state
            .document
            .selection
            .iter()
            .filter_map(|path| outline.find(path))
            .collect();
        let chosen = match choice {
            Choice::SameKind => of_same_kind(outline, &begin),
            _ => reached(outline, begin, choice),
        };
        let paths = chosen.iter().map(|item| outline.items[*item].path.clone());
        commands.send(
            state
                .document
                .selection
                .united(&paths.collect::<Selection>()),
        );
    }

    /// Opens the blocks around the selected nodes and shows these.
    pub(super) fn uncover(&mut self, state: State<'_>) {
        for path in state.document.selection.iter() {
            self.unfolded.opened.extend(path.blocks_around());
        }
        self.deferred.push(CanvasCommand::ShowSelection);
    }
}

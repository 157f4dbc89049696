//! Selecting along the wires, and by kind; showing what is selected inside of blocks.

use std::collections::BTreeSet;

use super::scene::item::Role;
use super::scene::outline::Outline;
use super::{Canvas, CanvasCommand};
use crate::app::command::Commands;
use crate::app::document::Selection;
use crate::app::state::State;

/// What to select, starting from what is selected.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Choice {
    /// Everything that wires lead to, whichever way they run.
    Linked,
    /// Everything that data comes from.
    Upstream,
    /// Everything that data goes to.
    Downstream,
    /// Everything of the same layer kind or block, opened blocks included.
    SameKind,
}

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

/// Every item that the wires lead to from `begin`.
pub(super) fn reached(
    outline: &Outline,
    begin: BTreeSet<usize>,
    choice: Choice,
) -> BTreeSet<usize> {
    let mut neighbours = vec![Vec::new(); outline.items.len()];
    for wire in &outline.wires {
        if choice != Choice::Upstream {
            neighbours[wire.from].push(wire.to);
        }
        if choice != Choice::Downstream {
            neighbours[wire.to].push(wire.from);
        }
    }
    let mut open: Vec<usize> = begin.iter().copied().collect();
    let mut seen = begin;
    while let Some(item) = open.pop() {
        open.extend(neighbours[item].iter().filter(|next| seen.insert(**next)));
    }
    seen
}

fn of_same_kind(outline: &Outline, begin: &BTreeSet<usize>) -> BTreeSet<usize> {
    let is_node = |item: usize| !matches!(outline.items[item].role, Role::Entry | Role::Exit);
    let nodes = begin.iter().filter(|item| is_node(**item));
    let kinds: BTreeSet<&str> = nodes
        .map(|item| outline.items[*item].kind.as_str())
        .collect();
    let all = 0..outline.items.len();
    all.filter(|item| is_node(*item) && kinds.contains(outline.items[*item].kind.as_str()))
        .collect()
}

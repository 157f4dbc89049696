//! Commands that change the network, its name and what is set for it.

use super::add;
use super::change::{edit_and_select_in, edit_graph};
use crate::app::command::NetworkCommand;
use crate::app::document::Preview;
use crate::app::state::StateMut;

/// Does what `command` asks for.
pub fn apply(command: NetworkCommand, state: &mut StateMut<'_>) {
    match command {
        NetworkCommand::Edit(edit) => edit_graph(state, &edit, None),
        NetworkCommand::EditAndSelect(around, edit) => edit_and_select_in(state, &around, &edit),
        NetworkCommand::Gesture(name, edit) => edit_graph(state, &edit, Some(&name)),
        NetworkCommand::EndGesture => state.document.end_gesture(),
        NetworkCommand::TakeBackGesture => state.document.take_back_gesture(),
        NetworkCommand::Preview(edit) => {
            state.document.preview = edit.and_then(|edit| Preview::of(&edit, state.document));
        }
        NetworkCommand::Add(item) => {
            add::add(state, &item);
            state.window.favorites.remember(&item);
        }
        NetworkCommand::Rename(name) => state.document.rename(&name),
        NetworkCommand::ChangeSettings(change) => state.document.change_settings(change),
    }
}

//! Commands about dialogs, messages, and what the user has set for every network.

use crate::app::command::{Availability, Overlay, WindowCommand};
use crate::app::state::{State, StateMut};

/// Does what `command` asks for.
pub fn apply(command: WindowCommand, ctx: &egui::Context, state: &mut StateMut<'_>) {
    let window = &mut *state.window;
    match command {
        WindowCommand::Show(overlay) => window.overlay = Some(overlay),
        WindowCommand::CloseOverlay => window.overlay = None,
        WindowCommand::SetKeys(command, keys) => window.keymap.give(&command, keys),
        WindowCommand::ResetKeys => window.keymap.reset(),
        WindowCommand::Remember(item) => window.favorites.remember(&item),
        WindowCommand::ToggleFavorite(item) => window.favorites.toggle_favorite(&item),
        WindowCommand::Tell(text) => window.notices.done(text),
        WindowCommand::Complain(text) => window.notices.error(text),
        WindowCommand::Announce(kind, about, text) => window.notices.tell(kind, about, text),
        WindowCommand::Dismiss(index) => window.notices.dismiss(index),
        WindowCommand::CopyText(text) => ctx.copy_text(text),
    }
}

/// Whether it can run now, and if not, why.
pub fn availability(command: &WindowCommand, state: State<'_>) -> Availability {
    match command {
        WindowCommand::Show(Overlay::ConnectTo | Overlay::Disconnect) => Availability::when(
            state.document.selection.single().is_some(),
            "select-one-layer-first",
        ),
        WindowCommand::ResetKeys => {
            Availability::when(state.window.keymap.has_changes(), "keys-are-default")
        }
        WindowCommand::Show(_)
        | WindowCommand::CloseOverlay
        | WindowCommand::SetKeys(..)
        | WindowCommand::Remember(_)
        | WindowCommand::ToggleFavorite(_)
        | WindowCommand::Tell(_)
        | WindowCommand::Complain(_)
        | WindowCommand::Announce(..)
        | WindowCommand::Dismiss(_)
        | WindowCommand::CopyText(_) => Availability::Ready,
    }
}

/// Whether it stands for something that is on now.
pub fn is_on(command: &WindowCommand, state: State<'_>) -> bool {
    match command {
        WindowCommand::ToggleFavorite(item) => state.window.favorites.is_favorite(item),
        _ => false,
    }
}

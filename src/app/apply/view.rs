//! Commands that only change what is shown.

use crate::app::command::Command;
use crate::app::document::Preview;
use crate::app::keyboard::{Part, send_keyboard};
use crate::app::state::{SideTab, StateMut, Wheel};

/// Does what `command` asks for, if it concerns the view.
pub fn apply(command: Command, ctx: &egui::Context, state: &mut StateMut<'_>) {
    let view = &mut state.window.view;
    match command {
        Command::SetTheme(choice) => {
            view.theme = choice;
            ctx.set_theme(choice);
        }
        Command::SetKeys(command, keys) => state.window.keymap.give(&command, keys),
        Command::ResetKeys => state.window.keymap.reset(),
        Command::Remember(item) => state.window.favorites.remember(&item),
        Command::ToggleFavourite(item) => state.window.favorites.toggle_favourite(&item),
        Command::ToggleSideBySide => view.side_by_side = !view.side_by_side,
        Command::ShowHeat(measure) => state.document.heat = measure,
        Command::Preview(edit) => {
            state.document.preview = edit.and_then(|edit| Preview::of(&edit, state.document));
        }
        Command::ToggleMinimap => view.minimap_open = !view.minimap_open,
        Command::ShowSide(side) => {
            view.side = side;
            view.palette_open = true;
            if side == SideTab::Outline {
                send_keyboard(ctx, Part::Outline);
            }
        }
        Command::EditSettings => {
            view.inspector_open = true;
            send_keyboard(ctx, Part::Settings);
        }
        Command::EditName => {
            view.inspector_open = true;
            send_keyboard(ctx, Part::Name);
        }
        Command::ToggleWheelZoom => {
            view.wheel = match view.wheel {
                Wheel::Zooms => Wheel::Moves,
                Wheel::Moves => Wheel::Zooms,
            };
        }
        Command::ToggleSnapToGrid => view.snap_to_grid = !view.snap_to_grid,
        Command::TogglePalette => view.palette_open = !view.palette_open,
        Command::ToggleInspector => view.inspector_open = !view.inspector_open,
        Command::ToggleBottom => view.bottom_open = !view.bottom_open,
        Command::ShowTab(tab) => {
            view.tab = tab;
            view.bottom_open = true;
        }
        Command::Show(overlay) => state.window.overlay = Some(overlay),
        Command::CloseOverlay => state.window.overlay = None,
        Command::Dismiss(index) => state.window.notices.dismiss(index),
        Command::Tell(text) => state.window.notices.done(text),
        Command::Complain(text) => state.window.notices.error(text),
        Command::Announce(kind, about, text) => state.window.notices.tell(kind, about, text),
        Command::CopyText(text) => ctx.copy_text(text),
        other => tracing::error!(?other, "no one applies this command"),
    }
}

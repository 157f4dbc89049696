//! Commands that only change what is shown.

use crate::app::command::{Availability, SideTab, ViewCommand};
use crate::app::keyboard::{Part, send_keyboard};
use crate::app::state::{State, StateMut, Wheel};
use crate::graph::Measure;

/// Does what `command` asks for.
pub fn apply(command: ViewCommand, ctx: &egui::Context, state: &mut StateMut<'_>) {
    let view = &mut state.window.view;
    match command {
        ViewCommand::SetTheme(choice) => {
            view.theme = choice;
            ctx.set_theme(choice);
        }
        ViewCommand::ShowHeat(measure) => state.document.heat = measure,
        ViewCommand::ToggleMinimap => view.minimap_open ^= true,
        ViewCommand::ToggleWheelZoom => {
            view.wheel = match view.wheel {
                Wheel::Zooms => Wheel::Moves,
                Wheel::Moves => Wheel::Zooms,
            };
        }
        ViewCommand::ToggleSnapToGrid => view.snap_to_grid ^= true,
        ViewCommand::TogglePalette => view.palette_open ^= true,
        ViewCommand::ToggleInspector => view.inspector_open ^= true,
        ViewCommand::ToggleBottom => view.bottom_open ^= true,
        ViewCommand::ShowSide(side) => {
            view.side = side;
            view.palette_open = true;
            if side == SideTab::Outline {
                send_keyboard(ctx, Part::Outline);
            }
        }
        ViewCommand::ShowTab(tab) => {
            view.tab = tab;
            view.bottom_open = true;
        }
        ViewCommand::EditSettings => {
            view.inspector_open = true;
            send_keyboard(ctx, Part::Settings);
        }
        ViewCommand::EditName => {
            view.inspector_open = true;
            send_keyboard(ctx, Part::Name);
        }
    }
}

/// Whether it can run now, and if not, why.
pub fn availability(command: &ViewCommand, state: State<'_>) -> Availability {
    match command {
        ViewCommand::ShowHeat(Some(Measure::StepSeconds)) => Availability::when(
            !state.document.step_seconds().is_empty(),
            "Train the network first: its layers are timed meanwhile",
        ),
        ViewCommand::ShowHeat(Some(_)) => {
            Availability::when(!state.document.is_empty(), "The network is empty")
        }
        ViewCommand::ShowHeat(None) => {
            Availability::when(state.document.heat.is_some(), "No heat is shown")
        }
        ViewCommand::SetTheme(_)
        | ViewCommand::ToggleMinimap
        | ViewCommand::ToggleWheelZoom
        | ViewCommand::ToggleSnapToGrid
        | ViewCommand::TogglePalette
        | ViewCommand::ToggleInspector
        | ViewCommand::ToggleBottom
        | ViewCommand::ShowSide(_)
        | ViewCommand::ShowTab(_)
        | ViewCommand::EditSettings
        | ViewCommand::EditName => Availability::Ready,
    }
}

/// Whether it stands for something that is on now.
pub fn is_on(command: &ViewCommand, state: State<'_>) -> bool {
    let view = &state.window.view;
    match command {
        ViewCommand::SetTheme(choice) => view.theme == *choice,
        ViewCommand::ShowHeat(measure) => state.document.heat == *measure,
        ViewCommand::ToggleMinimap => view.minimap_open,
        ViewCommand::ToggleWheelZoom => view.wheel == Wheel::Zooms,
        ViewCommand::ToggleSnapToGrid => view.snap_to_grid,
        ViewCommand::TogglePalette => view.palette_open,
        ViewCommand::ToggleInspector => view.inspector_open,
        ViewCommand::ToggleBottom => view.bottom_open,
        ViewCommand::ShowSide(tab) => view.side == *tab && view.palette_open,
        ViewCommand::ShowTab(tab) => view.tab == *tab && view.bottom_open,
        ViewCommand::EditSettings | ViewCommand::EditName => false,
    }
}

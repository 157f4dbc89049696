//! Commands that only change what is shown.

use crate::app::command::{Availability, TextSize, ViewCommand};
use crate::app::docking::Panel;
use crate::app::keyboard::{Region, send_keyboard};
use crate::app::state::{State, StateMut, View, Wheel};
use crate::graph::Measure;
use crate::text;

/// Does what `command` asks for.
pub fn apply(command: ViewCommand, ctx: &egui::Context, state: &mut StateMut<'_>) {
    let (view, workspaces) = (&mut state.window.view, &mut state.window.workspaces);
    match command {
        ViewCommand::SetTheme(choice) => {
            view.theme = choice;
            ctx.set_theme(choice);
        }
        ViewCommand::SetLanguage(choice) => {
            view.language = choice;
            text::speak(choice.language());
        }
        ViewCommand::SetTextSize(size) => write_in(size, view, ctx),
        ViewCommand::LargerText => {
            if let Some(size) = view.text_size.larger() {
                write_in(size, view, ctx);
            }
        }
        ViewCommand::SmallerText => {
            if let Some(size) = view.text_size.smaller() {
                write_in(size, view, ctx);
            }
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
        ViewCommand::TogglePalette => workspaces.layout_mut().toggle_tabs_of(Panel::Palette),
        ViewCommand::ToggleInspector => workspaces.layout_mut().toggle_tabs_of(Panel::Inspector),
        ViewCommand::ToggleBottom => workspaces.layout_mut().toggle_tabs_of(Panel::Layers),
        ViewCommand::EditSettings => {
            workspaces.lead_to(Panel::Inspector);
            send_keyboard(ctx, Region::Settings);
        }
        ViewCommand::EditName => {
            workspaces.lead_to(Panel::Inspector);
            send_keyboard(ctx, Region::Name);
        }
    }
}

fn write_in(size: TextSize, view: &mut View, ctx: &egui::Context) {
    view.text_size = size;
    ctx.set_zoom_factor(size.factor());
}

/// Whether it can run now, and if not, why.
pub fn availability(command: &ViewCommand, state: State<'_>) -> Availability {
    match command {
        ViewCommand::ShowHeat(Some(Measure::StepSeconds)) => {
            Availability::when(!state.document.step_seconds().is_empty(), "train-to-time")
        }
        ViewCommand::ShowHeat(Some(measure @ Measure::Health(_))) => Availability::when(
            state.document.measured(*measure).is_some(),
            "train-to-watch",
        ),
        ViewCommand::ShowHeat(Some(_)) => {
            Availability::when(!state.document.is_empty(), "network-has-no-layers")
        }
        ViewCommand::ShowHeat(None) => {
            Availability::when(state.document.heat.is_some(), "no-heat-shown")
        }
        ViewCommand::LargerText => Availability::when(
            state.window.view.text_size.larger().is_some(),
            "text-is-largest",
        ),
        ViewCommand::SmallerText => Availability::when(
            state.window.view.text_size.smaller().is_some(),
            "text-is-smallest",
        ),
        ViewCommand::SetTheme(_)
        | ViewCommand::SetLanguage(_)
        | ViewCommand::SetTextSize(_)
        | ViewCommand::ToggleMinimap
        | ViewCommand::ToggleWheelZoom
        | ViewCommand::ToggleSnapToGrid
        | ViewCommand::TogglePalette
        | ViewCommand::ToggleInspector
        | ViewCommand::ToggleBottom
        | ViewCommand::EditSettings
        | ViewCommand::EditName => Availability::Ready,
    }
}

/// Whether it stands for something that is on now.
pub fn is_on(command: &ViewCommand, state: State<'_>) -> bool {
    let (view, layout) = (&state.window.view, state.window.workspaces.layout());
    match command {
        ViewCommand::SetTheme(choice) => view.theme == *choice,
        ViewCommand::SetLanguage(choice) => view.language == *choice,
        ViewCommand::SetTextSize(size) => view.text_size == *size,
        ViewCommand::ShowHeat(measure) => state.document.heat == *measure,
        ViewCommand::ToggleMinimap => view.minimap_open,
        ViewCommand::ToggleWheelZoom => view.wheel == Wheel::Zooms,
        ViewCommand::ToggleSnapToGrid => view.snap_to_grid,
        ViewCommand::TogglePalette => layout.is_open(Panel::Palette),
        ViewCommand::ToggleInspector => layout.is_open(Panel::Inspector),
        ViewCommand::ToggleBottom => layout.is_open(Panel::Layers),
        ViewCommand::LargerText
        | ViewCommand::SmallerText
        | ViewCommand::EditSettings
        | ViewCommand::EditName => false,
    }
}

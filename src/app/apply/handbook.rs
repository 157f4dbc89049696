//! Commands about the handbook.

use crate::app::command::{Availability, HandbookCommand};
use crate::app::docking::Panel;
use crate::app::state::{StateMut, WindowState};

/// Does what `command` asks for.
pub fn apply(command: HandbookCommand, state: &mut StateMut<'_>) {
    let window = &mut *state.window;
    match command {
        HandbookCommand::Open => {}
        HandbookCommand::Show(page) => window.handbook.show(page),
        HandbookCommand::Back => window.handbook.go_back(),
    }
    window.workspaces.open_to_read(Panel::Handbook);
}

/// Whether it can run now, and if not, why.
pub fn availability(command: HandbookCommand, window: &WindowState) -> Availability {
    match command {
        HandbookCommand::Open | HandbookCommand::Show(_) => Availability::Ready,
        HandbookCommand::Back => {
            Availability::when(window.handbook.can_go_back(), "handbook-at-first-page")
        }
    }
}

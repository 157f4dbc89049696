//! Whether the tree has the keyboard: it gets it back when a dialog, a menu or a field closes that was opened from it.

use crate::app::keyboard::{Region, take_keyboard};
use crate::app::rename::Renaming;
use crate::app::state::State;
use egui::{Id, Memory, Popup, Ui};

/// What the tree knows of the keyboard.
#[derive(Debug, Default)]
pub struct Focus {
    /// Whether the active row has the keyboard, or will have it back.
    pub is_here: bool,
    /// Whether something has it that was opened from here.
    pub is_away: bool,
    had_dialog: bool,
    /// The row that had it last.
    row: Option<Id>,
}

impl Focus {
    /// Finds out where the keyboard is, and gives it to the row `active` where it belongs there. True where it has just
    /// come.
    pub fn keep(
        &mut self,
        ui: &Ui,
        active: Id,
        renaming: Option<&Renaming>,
        state: State<'_>,
    ) -> bool {
        let is_asked = take_keyboard(ui.ctx(), Region::Outline);
        let is_away = self.is_elsewhere(ui, state) || renaming.is_some();
        let comes = is_asked || (self.is_away && !is_away && self.is_here);
        self.is_away = is_away;
        if comes {
            self.give(ui, active);
        } else if !is_away {
            let focused = ui.memory(Memory::focused);
            self.is_here = focused.is_some() && [Some(active), self.row].contains(&focused);
            if self.is_here && focused != Some(active) {
                self.give(ui, active);
            }
        }
        self.row = Some(active);
        comes
    }

    /// Gives the keyboard to `row`.
    pub fn give(&mut self, ui: &Ui, row: Id) {
        ui.memory_mut(|memory| memory.request_focus(row));
        self.is_here = true;
        self.row = Some(row);
    }

    /// Whether a dialog or a menu has the keyboard.
    fn is_elsewhere(&mut self, ui: &Ui, state: State<'_>) -> bool {
        // A dialog that has just been closed keeps others from the keyboard for one frame more.
        let is_modal = ui.memory(|memory| memory.top_modal_layer().is_some());
        if state.window.overlay.is_none() && self.had_dialog {
            ui.ctx().request_repaint();
        }
        self.had_dialog = state.window.overlay.is_some();
        is_modal || self.had_dialog || Popup::is_any_open(ui.ctx())
    }
}

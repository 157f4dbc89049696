//! The keyboard on the grid: arrows go, Shift reaches, Enter shows large, Delete leaves out, digits label.

use super::changing::Change;
use super::grid::Grid;
use super::{Explorer, Wish};
use crate::text::say;
use egui::{Event, EventFilter, Id, Key, Modifiers, Role, Sense, Ui, WidgetInfo};

/// The grid as a whole has the keyboard: its cells come and go while it is scrolled.
fn id() -> Id {
    Id::unique("pictures-of-the-data")
}

/// Gives the grid the keyboard.
pub fn focus(ui: &Ui) {
    ui.memory_mut(|memory| memory.request_focus(id()));
}

/// Where a key leads.
enum Step {
    By(isize),
    First,
    Last,
}

/// Where a key leads in rows of `row` pictures, of which `page` are in view.
fn step_of(key: Key, row: isize, page: isize) -> Option<Step> {
    Some(match key {
        Key::ArrowLeft => Step::By(-1),
        Key::ArrowRight => Step::By(1),
        Key::ArrowUp => Step::By(-row),
        Key::ArrowDown => Step::By(row),
        Key::PageUp => Step::By(-row * page),
        Key::PageDown => Step::By(row * page),
        Key::Home => Step::First,
        Key::End => Step::Last,
        _ => return None,
    })
}

impl Explorer {
    /// Does what keys ask for while the grid has the keyboard; answers what is wished beside that.
    pub(super) fn keys_ui(&mut self, ui: &Ui, grid: &Grid) -> Option<Wish> {
        let response = ui.interact(
            ui.available_rect_before_wrap(),
            id(),
            Sense::focusable_noninteractive(),
        );
        response.widget_info(|| WidgetInfo::labeled(Role::Group, true, say("pictures-grid")));
        // A menu has keys of its own.
        if !response.has_focus() || egui::Popup::is_any_open(ui.ctx()) {
            return None;
        }
        let keeps = EventFilter {
            horizontal_arrows: true,
            vertical_arrows: true,
            escape: true,
            tab: false,
        };
        ui.memory_mut(|memory| memory.set_focus_lock_filter(id(), keeps));
        let mut wish = None;
        let mut steps = Vec::new();
        let page = (ui.available_height() / grid.row_height).floor().max(1.0) as isize;
        let row = grid.columns as isize;
        ui.input_mut(|input| {
            input.events.retain(|event| {
                let Event::Key {
                    key,
                    pressed: true,
                    modifiers,
                    ..
                } = event
                else {
                    return true;
                };
                let Some(step) = step_of(*key, row, page) else {
                    return !self.other_key(*key, *modifiers, &mut wish);
                };
                steps.push((step, modifiers.shift));
                false
            });
        });
        for (step, reaches) in steps {
            let last = self.shown.len().saturating_sub(1);
            self.active = match step {
                Step::First => 0,
                Step::Last => last,
                Step::By(by) => self.active.saturating_add_signed(by).min(last),
            };
            self.select(self.active, reaches, false);
            self.is_to_show = true;
        }
        wish
    }

    /// Whether the key means something here beside going to another picture.
    fn other_key(&mut self, key: Key, modifiers: Modifiers, wish: &mut Option<Wish>) -> bool {
        if key == Key::A && modifiers.command_only() {
            self.selected = self.shown.iter().copied().collect();
            return true;
        }
        modifiers.is_none() && self.plain_key(key, wish)
    }

    /// The same for a key alone.
    fn plain_key(&mut self, key: Key, wish: &mut Option<Wish>) -> bool {
        let digits = [
            Key::Num0,
            Key::Num1,
            Key::Num2,
            Key::Num3,
            Key::Num4,
            Key::Num5,
            Key::Num6,
            Key::Num7,
            Key::Num8,
            Key::Num9,
        ];
        match key {
            Key::Enter => *wish = Some(Wish::ShowLarge),
            Key::Delete | Key::Backspace => *wish = Some(Wish::Change(Change::LeaveOut)),
            Key::Escape if !self.selected.is_empty() => self.selected.clear(),
            key => match digits.iter().position(|digit| *digit == key) {
                Some(class) => *wish = Some(Wish::Change(Change::Label(class))),
                None => return false,
            },
        }
        true
    }
}

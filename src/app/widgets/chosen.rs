//! The line that is chosen in a list below a field: arrows move it while letters go on into the field.

use egui::{Key, Modifiers, Response, Ui};

/// Which line Enter takes.
#[derive(Debug, Clone, Copy, Default)]
pub struct ChosenLine {
    index: usize,
    /// Whether arrows came there since letters were typed: who listens then wants to hear the line, and before that the letters.
    is_moved: bool,
}

impl ChosenLine {
    /// The first line again, as other ones are found now.
    pub fn begin_anew(&mut self) {
        *self = Self::default();
    }

    /// Moves on by the arrows that were pressed, round the ends of `count` lines.
    pub fn hear_arrows(&mut self, ui: &Ui, count: usize) {
        let pressed = |key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
        for (key, step) in [(Key::ArrowDown, 1), (Key::ArrowUp, count.wrapping_sub(1))] {
            if pressed(key) && count > 0 {
                self.index = (self.index + step) % count;
                self.is_moved = true;
            }
        }
        self.index = self.index.min(count.saturating_sub(1));
    }

    /// The line, counted from 0; none of that number may be there.
    pub fn index(self) -> usize {
        self.index
    }

    /// Brings the line at `row` into sight, and tells whoever listens at `field`, which keeps the keys, that it is meant.
    pub fn show(self, field: &Response, row: &Response) {
        row.scroll_to_me(None);
        if self.is_moved {
            let line = row.id.accesskit_id();
            let ctx = &field.ctx;
            ctx.accesskit_node_builder(field.id, |node| node.set_active_descendant(line));
        }
    }
}

//! Sending the keyboard to a part of the window that paints later in this frame or in the next.
//! Never says what a part does with it.

use egui::{Context, Id};

/// A part of the window that the keyboard can be sent to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// The outline's row.
    Outline,
    /// The first setting of what is selected.
    Settings,
}

impl Part {
    fn id(self) -> Id {
        Id::unique(("keyboard sent to", self as u8))
    }
}

/// Sends the keyboard to `part`.
pub fn send_keyboard(ctx: &Context, part: Part) {
    ctx.data_mut(|data| data.insert_temp(part.id(), ()));
    ctx.request_repaint();
}

/// Whether the keyboard was sent to `part`; the question takes it.
pub fn take_keyboard(ctx: &Context, part: Part) -> bool {
    ctx.data_mut(|data| data.remove_temp::<()>(part.id()))
        .is_some()
}

//! Dialogs over the window: what all of them look like, and those that wait for a yes.

use super::{filled_button_ui, title_ui};
use crate::app::look::{Theme, size};
use crate::text::say;
use egui::{Context, Frame, Id, Modal, Ui};

/// A dialog over the window, which is told from others by `name`.
pub fn dialog(ctx: &Context, name: &'static str) -> Modal {
    let theme = Theme::named(ctx.theme());
    let frame = Frame::popup(&ctx.style_of(ctx.theme())).inner_margin(20);
    Modal::new(Id::unique(name))
        .frame(frame)
        .backdrop_color(theme.backdrop)
}

/// Begins a dialog with its title, [`set_dialog_width`] wide; answers with that width.
pub fn dialog_title_ui(ui: &mut Ui, title: &str, wanted: f32) -> f32 {
    let width = set_dialog_width(ui, wanted);
    title_ui(ui, title);
    ui.add_space(4.0);
    width
}

/// Makes a dialog `wanted` points wide, or as wide as the window lets it be; answers with its width.
pub fn set_dialog_width(ui: &mut Ui, wanted: f32) -> f32 {
    // The dialog's own margins, and a little of what lies behind it.
    const AROUND: f32 = 56.0;
    let width = wanted.min(ui.ctx().content_rect().width() - AROUND);
    ui.set_width(width);
    width
}

/// The height that a dialog's list may take so that its title and buttons stay in the window, in points.
pub fn dialog_room(ui: &Ui) -> f32 {
    const AROUND: f32 = 190.0;
    (ui.ctx().content_rect().height() - AROUND).max(120.0)
}

/// A dialog that is about one thing, which is done or left.
#[derive(Debug)]
pub struct Question {
    /// What tells it from other dialogs.
    pub name: &'static str,
    /// The message over it.
    pub title: &'static str,
    /// The message on the button that does it.
    pub agree: &'static str,
    /// In points.
    pub width: f32,
}

/// What became of a [`Question`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answer {
    /// Do it.
    Agreed,
    /// Leave it.
    Left,
}

impl Question {
    /// Paints it; `content` answers whether it can be done. `None` while it is open.
    pub fn ui(&self, ctx: &Context, content: impl FnOnce(&mut Ui) -> bool) -> Option<Answer> {
        let shown = dialog(ctx, self.name).show(ctx, |ui| {
            dialog_title_ui(ui, say(self.title), self.width);
            let can_be_done = content(ui);
            ui.add_space(size::UNIT);
            ui.horizontal(|ui| {
                let agree = ui.add_enabled_ui(can_be_done, |ui| {
                    filled_button_ui(ui, say(self.agree), None, 96.0)
                });
                let cancel = ui.button(say("cancel"));
                if agree.inner.clicked() {
                    Some(Answer::Agreed)
                } else {
                    cancel.clicked().then_some(Answer::Left)
                }
            })
            .inner
        });
        let is_closed = shown.should_close();
        shown.inner.or(is_closed.then_some(Answer::Left))
    }
}

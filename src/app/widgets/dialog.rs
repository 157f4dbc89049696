//! A dialog over the window, and how large it may be.

use crate::app::look::Theme;

/// The height that a dialog's list may take so that its title and buttons stay in the window, in points.
pub fn dialog_room(ui: &egui::Ui) -> f32 {
    const AROUND: f32 = 190.0;
    (ui.ctx().content_rect().height() - AROUND).max(120.0)
}

/// Makes a dialog `wanted` points wide, or as wide as the window lets it be; answers with its width.
pub fn set_dialog_width(ui: &mut egui::Ui, wanted: f32) -> f32 {
    // The dialog's own margins, and a little of what lies behind it.
    const AROUND: f32 = 56.0;
    let width = wanted.min(ui.ctx().content_rect().width() - AROUND);
    ui.set_width(width);
    width
}

/// A dialog over the window, which is told from others by `name`.
pub fn dialog(ctx: &egui::Context, name: &'static str) -> egui::Modal {
    let theme = Theme::named(ctx.theme());
    let frame = egui::Frame::popup(&ctx.style_of(ctx.theme())).inner_margin(20);
    egui::Modal::new(egui::Id::unique(name))
        .frame(frame)
        .backdrop_color(theme.backdrop)
}

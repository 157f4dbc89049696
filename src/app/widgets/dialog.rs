//! How large a dialog may be.

/// The height that a dialog's list may take so that its title and buttons stay in the window, in points.
pub fn dialog_room(ui: &egui::Ui) -> f32 {
    const AROUND: f32 = 190.0;
    (ui.ctx().content_rect().height() - AROUND).max(120.0)
}

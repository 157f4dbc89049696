//! One picture, as large as the window lets it.

use crate::app::learning::{Content, Pictures};
use crate::app::widgets;
use crate::text::say;
use egui::{Id, Image, Modal, Ui, vec2};

/// The picture takes this share of the window.
const SHARE: f32 = 0.8;
/// Small pictures are enlarged until here, in points.
const LARGEST: f32 = 900.0;

/// Paints the picture that is `enlarged` over the window, until it is closed.
pub fn large_ui(ui: &Ui, pictures: &Pictures, enlarged: &mut Option<u64>) {
    let Some(id) = *enlarged else { return };
    let entry = pictures.entries.iter().find(|entry| entry.id == id);
    let Some((entry, Content::Ready(ready))) = entry.map(|entry| (entry, &entry.content)) else {
        *enlarged = None;
        return;
    };
    let room = ui.ctx().content_rect().size() * SHARE - vec2(0.0, 60.0);
    let size = ready.preview.size_vec2();
    let scale = (room.min(vec2(LARGEST, LARGEST)) / size).min_elem();
    let name = entry.name.to_string();
    let modal = Modal::new(Id::unique("large-picture")).show(ui.ctx(), |ui| {
        widgets::title_ui(ui, &name);
        let image = Image::new(&ready.preview).fit_to_exact_size(size * scale);
        ui.add(image.alt_text(&name));
        ui.button(say("enlarge-close")).clicked()
    });
    if modal.inner || modal.should_close() {
        *enlarged = None;
    }
}

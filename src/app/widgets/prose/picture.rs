//! A picture of the handbook, as wide as the text lets it be.

use crate::app::look::Theme;
use crate::handbook::picture;
use crate::text::spoken;
use egui::{
    ColorImage, Id, Image, Label, RichText, Stroke, TextureFilter, TextureHandle, TextureOptions,
    Ui,
};

/// Beside the canvas a picture is a third of its size, and its words would fall apart without smaller copies of it.
const SHRUNK: TextureOptions = TextureOptions {
    mipmap_mode: Some(TextureFilter::Linear),
    ..TextureOptions::LINEAR
};

/// Paints the picture that pages call `file`, never larger than it is; `words` say what it shows to those who cannot see it,
/// and stand in its place where there is no such picture.
pub fn picture_ui(ui: &mut Ui, words: &str, file: &str) {
    let Some(texture) = texture(ui, file) else {
        let words = RichText::new(words).color(Theme::of(ui).muted);
        ui.add(Label::new(words).wrap());
        return;
    };
    let size = texture.size_vec2();
    let size = size * (ui.available_width() / size.x).min(1.0);
    let shown = ui.add(Image::new((texture.id(), size)).alt_text(words));
    let edge = Stroke::new(1.0, Theme::of(ui).border);
    let outside = egui::StrokeKind::Outside;
    ui.painter().rect_stroke(shown.rect, 0.0, edge, outside);
}

/// The texture, which lasts as long as the window. A picture has as many pixels as a laptop's screen at most: it is read in a
/// few milliseconds, once.
fn texture(ui: &Ui, file: &str) -> Option<TextureHandle> {
    let id = Id::unique(("handbook", spoken().tag(), file));
    let kept = ui.data(|data| data.get_temp::<TextureHandle>(id));
    kept.or_else(|| {
        let picture = picture(file)?;
        let image = ColorImage::from_rgba_unmultiplied(picture.size, &picture.rgba);
        let texture = ui.ctx().load_texture(file, image, SHRUNK);
        ui.data_mut(|data| data.insert_temp(id, texture.clone()));
        Some(texture)
    })
}

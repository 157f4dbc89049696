//! Headings, quiet text, and messages as sentences.

use crate::app::look::{Theme, fonts, size};
use egui::{Label, Response, RichText};

/// The heading of a group, in small capitals: "BLOCKS".
pub fn group_heading_ui(ui: &mut egui::Ui, words: &str) -> Response {
    let text = RichText::new(words.to_uppercase())
        .font(fonts::semi_bold(size::SMALL_TEXT))
        .color(Theme::of(ui).muted);
    ui.add(Label::new(text.extra_letter_spacing(0.3)).selectable(false))
}

/// The title of a panel or dialog.
pub fn title_ui(ui: &mut egui::Ui, words: &str) -> Response {
    let text = RichText::new(words)
        .font(fonts::semi_bold(size::TITLE_TEXT))
        .color(Theme::of(ui).text);
    ui.add(Label::new(text).truncate())
}

/// Text that stays behind.
pub fn muted_ui(ui: &mut egui::Ui, words: impl Into<String>) -> Response {
    let text = RichText::new(words).color(Theme::of(ui).muted);
    ui.add(Label::new(text).truncate())
}

/// A sentence that stays behind, on as many lines as it needs.
pub fn muted_sentence_ui(ui: &mut egui::Ui, words: impl Into<String>) -> Response {
    let text = RichText::new(words).color(Theme::of(ui).muted);
    ui.add(Label::new(text).wrap())
}

/// A message as a sentence of its own: errors name no subject and begin small.
pub fn sentence(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(letters).collect()
    })
}

/// Without the marks around names, which only help where there is no other type.
pub fn plain(words: &str) -> String {
    words.replace('`', "")
}

/// A share as a whole per cent: "97 %".
pub fn percent(share: f64) -> String {
    format!("{:.0} %", share * 100.0)
}

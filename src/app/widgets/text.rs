//! Headings, quiet text, and messages as sentences.

use crate::app::look::{Theme, fonts, size};
use egui::{Color32, FontId, Label, Response, RichText, Ui};

/// The heading of a group, in small capitals: "BLOCKS".
pub fn group_heading_ui(ui: &mut Ui, words: &str) -> Response {
    let text = RichText::new(words.to_uppercase())
        .font(fonts::semi_bold(size::SMALL_TEXT))
        .color(Theme::of(ui).muted);
    ui.add(Label::new(text.extra_letter_spacing(0.3)).selectable(false))
}

/// The title of a panel or dialog.
pub fn title_ui(ui: &mut Ui, words: &str) -> Response {
    let text = RichText::new(words)
        .font(fonts::semi_bold(size::TITLE_TEXT))
        .color(Theme::of(ui).text);
    ui.add(Label::new(text).truncate())
}

/// Text that stays behind.
pub fn muted_ui(ui: &mut Ui, words: impl Into<String>) -> Response {
    let text = RichText::new(words).color(Theme::of(ui).muted);
    ui.add(Label::new(text).truncate())
}

/// A sentence that stays behind, on as many lines as it needs.
pub fn muted_sentence_ui(ui: &mut Ui, words: impl Into<String>) -> Response {
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

/// What `words` take on one line of `font`, in points.
pub fn text_width(ui: &Ui, words: &str, font: FontId) -> f32 {
    let painter = ui.painter();
    let galley = painter.layout_no_wrap(words.to_owned(), font, Color32::PLACEHOLDER);
    galley.size().x
}

/// What buttons with these words take side by side, which no layout knows before it has painted them, in points.
pub fn buttons_width(ui: &Ui, words: &[&str]) -> f32 {
    let spacing = ui.spacing();
    let widths = words
        .iter()
        .map(|words| text_width(ui, words, fonts::text()) + 2.0 * spacing.button_padding.x);
    widths.sum::<f32>() + spacing.item_spacing.x * words.len().saturating_sub(1) as f32
}

/// `words`, and where they are wider than `width` points their beginning and their end: names of what belongs together begin alike.
pub fn cut_in_the_middle(ui: &Ui, words: &str, width: f32) -> String {
    let is_narrow = |words: &str| text_width(ui, words, fonts::text()) <= width;
    if is_narrow(words) {
        return words.to_owned();
    }
    let letters: Vec<char> = words.chars().collect();
    let kept = |count: usize| {
        let (head, tail) = (count.div_ceil(2), letters.len() - count / 2);
        let ends = letters[..head].iter().chain(['…'].iter());
        ends.chain(&letters[tail..]).collect::<String>()
    };
    let (mut fits, mut fails) = (0, letters.len());
    while fails - fits > 1 {
        let middle = usize::midpoint(fits, fails);
        if is_narrow(&kept(middle)) {
            fits = middle;
        } else {
            fails = middle;
        }
    }
    kept(fits)
}

#[cfg(test)]
mod tests {
    use super::*;
    use egui_kittest::Harness;

    #[test]
    fn of_names_that_begin_alike_the_ends_are_seen() {
        let shown = std::cell::RefCell::new(Vec::new());
        let mut harness = Harness::builder()
            .with_context_setup(crate::app::look::install)
            .build_ui(|ui| {
                let cut = |words| cut_in_the_middle(ui, words, 120.0);
                *shown.borrow_mut() = vec![cut("batch size 16, learning rate 0.001"), cut("short")];
                let widest = text_width(ui, &shown.borrow()[0], fonts::text());
                assert!(widest <= 120.0, "{widest}");
            });
        harness.run();
        let shown = shown.borrow();
        assert!(
            shown[0].starts_with("batch") && shown[0].ends_with("0.001"),
            "{shown:?}"
        );
        assert_eq!(shown[1], "short");
    }
}

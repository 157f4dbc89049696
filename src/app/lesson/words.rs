//! A lesson's text on the screen.

use crate::app::look::{Theme, fonts, size};
use crate::lesson::{Block, Span, Style, spans};
use egui::text::{LayoutJob, TextFormat};
use egui::{Color32, Frame, Label, RichText};

/// Paints blocks one below the other.
pub fn words_ui(ui: &mut egui::Ui, blocks: &[Block]) {
    let color = Theme::of(ui).text;
    for (number, block) in blocks.iter().enumerate() {
        if number > 0 {
            ui.add_space(2.0);
        }
        match block {
            Block::Paragraph(spans) => line_ui(ui, spans, color),
            Block::Heading(spans) => {
                let words: String = spans.iter().map(|span| span.text.as_str()).collect();
                let words = RichText::new(words).font(fonts::semi_bold(size::TEXT));
                ui.add(Label::new(words.color(color)).wrap());
            }
            Block::Item(mark, spans) => {
                ui.horizontal_top(|ui| {
                    ui.spacing_mut().item_spacing.x = 6.0;
                    ui.label(RichText::new(mark).color(Theme::of(ui).muted));
                    ui.vertical(|ui| line_ui(ui, spans, color));
                });
            }
            Block::Code(code) => {
                let ground = Frame::new()
                    .fill(Theme::of(ui).raised)
                    .corner_radius(size::FIELD_RADIUS)
                    .inner_margin(8);
                ground.show(ui, |ui| {
                    let code = RichText::new(code.trim_end()).font(fonts::mono());
                    ui.add(Label::new(code.color(color)).wrap().selectable(true));
                });
            }
        }
    }
}

/// Words of one line of a file, with the marks that Markdown has for names.
pub fn spans_ui(ui: &mut egui::Ui, words: &str, color: Color32) {
    line_ui(ui, &spans(words), color);
}

fn line_ui(ui: &mut egui::Ui, spans: &[Span], color: Color32) {
    let theme = Theme::of(ui);
    let mut job = LayoutJob::default();
    for span in spans {
        let format = match span.style {
            Style::Plain => TextFormat::simple(fonts::text(), color),
            Style::Strong => TextFormat::simple(fonts::semi_bold(size::TEXT), color),
            Style::Code => TextFormat {
                background: theme.raised,
                ..TextFormat::simple(fonts::mono(), color)
            },
        };
        job.append(&span.text, 0.0, format);
    }
    ui.add(Label::new(job).wrap().selectable(true));
}

//! Text in Markdown on the screen: lessons and the handbook.

mod picture;
mod table;

use crate::app::command::{Commands, HandbookCommand};
use crate::app::look::{Theme, fonts, size};
use crate::app::widgets::text::text_width;
use crate::handbook::page;
use crate::markdown::{Block, Span, Style, spans};
use egui::text::{LayoutJob, TextFormat};
use egui::{Align, Color32, Frame, Label, Layout, Link, RichText, Ui, vec2};

/// Paints blocks one below the other. Links lead to pages of the handbook.
pub fn prose_ui(ui: &mut Ui, blocks: &[Block], commands: &mut Commands) {
    let color = Theme::of(ui).text;
    let marks = marks_width(ui, blocks);
    for (number, block) in blocks.iter().enumerate() {
        if number > 0 {
            ui.add_space(2.0);
        }
        match block {
            Block::Paragraph(spans) => line_ui(ui, spans, color, commands),
            Block::Heading(level, spans) => {
                if number > 0 {
                    ui.add_space(size::UNIT);
                }
                let words: String = spans.iter().map(|span| span.text.as_str()).collect();
                let words = RichText::new(words).font(fonts::semi_bold(points_of(*level)));
                ui.add(Label::new(words.color(color)).wrap());
            }
            Block::Item(mark, spans) => {
                ui.horizontal_top(|ui| {
                    ui.spacing_mut().item_spacing.x = 6.0;
                    mark_ui(ui, mark, marks);
                    ui.vertical(|ui| line_ui(ui, spans, color, commands));
                });
            }
            Block::Code(code) => code_ui(ui, code),
            Block::Table(rows) => {
                ui.add_space(size::UNIT / 2.0);
                table::table_ui(ui, rows, commands);
            }
            Block::Picture(words, file) => picture::picture_ui(ui, words, file),
        }
    }
}

/// The mark of a line of a list, right in the column of all marks, so that the words of all lines begin alike.
fn mark_ui(ui: &mut Ui, mark: &str, width: f32) {
    let room = vec2(width, 0.0);
    ui.allocate_ui_with_layout(room, Layout::top_down(Align::Max), |ui| {
        ui.set_width(width);
        ui.add(Label::new(RichText::new(mark).color(Theme::of(ui).muted)).extend());
    });
}

/// How wide the marks of the lists in `blocks` are at most, in points.
fn marks_width(ui: &Ui, blocks: &[Block]) -> f32 {
    let marks = blocks.iter().filter_map(|block| match block {
        Block::Item(mark, _) => Some(mark),
        Block::Paragraph(_)
        | Block::Heading(..)
        | Block::Code(_)
        | Block::Table(_)
        | Block::Picture(..) => None,
    });
    let widths = marks.map(|mark| text_width(ui, mark, fonts::text()).ceil());
    widths.fold(0.0, f32::max)
}

/// Words of one line of a file, with the marks that Markdown has for names.
pub fn spans_ui(ui: &mut Ui, words: &str, color: Color32) {
    ui.add(
        Label::new(job(&spans(words), color, ui))
            .wrap()
            .selectable(true),
    );
}

fn points_of(level: usize) -> f32 {
    match level {
        1 => 20.0,
        2 => size::TITLE_TEXT,
        _ => size::TEXT,
    }
}

fn code_ui(ui: &mut Ui, code: &str) {
    let theme = Theme::of(ui);
    let ground = Frame::new()
        .fill(theme.raised)
        .corner_radius(size::FIELD_RADIUS)
        .inner_margin(8);
    ground.show(ui, |ui| {
        let code = RichText::new(code.trim_end()).font(fonts::mono());
        ui.add(Label::new(code.color(theme.text)).wrap().selectable(true));
    });
}

/// Words on as many lines as they need. Those with a link among them are several labels that follow each other.
fn line_ui(ui: &mut Ui, spans: &[Span], color: Color32, commands: &mut Commands) {
    let is_link = |span: &Span| matches!(span.style, Style::Link(_));
    if !spans.iter().any(is_link) {
        ui.add(Label::new(job(spans, color, ui)).wrap().selectable(true));
        return;
    }
    ui.scope(|ui| {
        // Rows are as high as words, not as buttons.
        ui.spacing_mut().interact_size.y = 0.0;
        ui.spacing_mut().item_spacing.x = 0.0;
        ui.horizontal_wrapped(|ui| {
            for spans in spans.split_inclusive(is_link) {
                let (before, link) = match spans.split_last() {
                    Some((link, before)) if is_link(link) => (before, Some(link)),
                    _ => (spans, None),
                };
                if !before.is_empty() {
                    ui.add(Label::new(job(before, color, ui)).wrap().selectable(true));
                }
                if let Some(link) = link {
                    link_ui(ui, link, commands);
                }
            }
        });
    });
}

/// Words that lead to a page; where there is no such page they are words like others.
fn link_ui(ui: &mut Ui, span: &Span, commands: &mut Commands) {
    let page = match &span.style {
        Style::Link(id) => page(id),
        Style::Plain | Style::Strong | Style::Code => None,
    };
    let Some(page) = page else {
        ui.label(span.text.as_str());
        return;
    };
    if ui.add(Link::new(span.text.as_str())).clicked() {
        commands.send(HandbookCommand::Show(page.id));
    }
}

fn has_chinese(words: &str) -> bool {
    words.contains(|letter| ('\u{4e00}'..='\u{9fff}').contains(&letter))
}

fn job(spans: &[Span], color: Color32, ui: &Ui) -> LayoutJob {
    let theme = Theme::of(ui);
    let mut job = LayoutJob::default();
    for span in spans {
        let format = match span.style {
            Style::Plain | Style::Link(_) => TextFormat::simple(fonts::text(), color),
            Style::Strong => TextFormat {
                // No face here has bold Chinese.
                background: if has_chinese(&span.text) {
                    theme.raised
                } else {
                    Color32::TRANSPARENT
                },
                ..TextFormat::simple(fonts::semi_bold(size::TEXT), color)
            },
            Style::Code => TextFormat {
                background: theme.raised,
                ..TextFormat::simple(fonts::mono(), color)
            },
        };
        job.append(&span.text, 0.0, format);
    }
    job
}

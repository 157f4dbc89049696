//! A small strip of words of which one is current.

use crate::app::command::{Command, Commands};
use crate::app::look::{Theme, fonts, size};
use egui::{Align, Layout, Rect, Role, Sense, UiBuilder, WidgetInfo, pos2, vec2};

/// One word of the strip.
pub struct Tab {
    /// The word.
    pub label: &'static str,
    /// One sentence.
    pub tooltip: String,
    /// Whether it is in front.
    pub is_current: bool,
    /// What a click sends.
    pub command: Command,
}

/// Beside a word, each side.
const PADDING: f32 = 8.0;
/// The height of the strip.
const HEIGHT: f32 = 26.0;

/// Paints `tabs` from left to right.
pub fn strip_ui(ui: &mut egui::Ui, tabs: &[Tab], commands: &mut Commands) {
    let strip = Rect::from_min_size(ui.cursor().min, vec2(ui.available_width(), HEIGHT));
    let theme = Theme::of(ui);
    let line = egui::Stroke::new(1.0, theme.border);
    ui.painter()
        .hline(strip.x_range(), strip.bottom() - 0.5, line);
    let layout = Layout::left_to_right(Align::Center);
    ui.scope_builder(UiBuilder::new().max_rect(strip).layout(layout), |ui| {
        ui.spacing_mut().item_spacing.x = 2.0;
        for tab in tabs {
            tab_ui(ui, tab, commands);
        }
    });
    ui.advance_cursor_after_rect(strip);
}

fn tab_ui(ui: &mut egui::Ui, tab: &Tab, commands: &mut Commands) {
    let theme = Theme::of(ui);
    let (font, colour) = if tab.is_current {
        (fonts::semi_bold(size::TEXT), theme.text)
    } else {
        (fonts::text(), theme.muted)
    };
    let words = ui
        .painter()
        .layout_no_wrap(tab.label.to_owned(), font, colour);
    let width = words.size().x;
    let (rect, response) =
        ui.allocate_exact_size(vec2(width + 2.0 * PADDING, HEIGHT), Sense::click());
    response.widget_info(|| WidgetInfo::selected(Role::Button, true, tab.is_current, tab.label));
    let lively = response.hovered() || response.has_focus();
    let at = pos2(
        rect.left() + PADDING,
        rect.center().y - words.size().y / 2.0,
    );
    let colour = if lively { theme.text } else { colour };
    ui.painter()
        .galley_with_override_text_color(at, words, colour);
    if tab.is_current {
        let line = Rect::from_min_max(
            pos2(at.x, rect.bottom() - 2.0),
            pos2(at.x + width, rect.bottom()),
        );
        ui.painter().rect_filled(line, 1.0, theme.accent);
    }
    if response.on_hover_text(&tab.tooltip).clicked() {
        commands.send(tab.command.clone());
    }
}

//! The formats, by the program that they are for.

use crate::app::look::{Theme, fonts, size};
use crate::app::widgets;
use crate::exchange::outgoing::{Format, Group, Holds};
use crate::text::say;
use egui::{Role, Sense, Ui, WidgetInfo, vec2};

/// A format and the line below it, in points.
const ROW_HEIGHT: f32 = 36.0;

/// Paints all formats; one is chosen. Those that need weights cannot be, where there are none.
pub fn formats_ui(ui: &mut Ui, chosen: &mut Format, has_weights: bool) {
    ui.spacing_mut().item_spacing.y = 0.0;
    for group in Group::ALL {
        ui.add_space(size::UNIT);
        widgets::group_heading_ui(ui, group.label());
        ui.add_space(2.0);
        for format in group.formats() {
            let can_be = has_weights || !format.needs_weights();
            ui.add_enabled_ui(can_be, |ui| {
                if format_ui(ui, format, *chosen == format) {
                    *chosen = format;
                }
            });
        }
    }
}

/// One format with what it is for; whether it was chosen.
fn format_ui(ui: &mut Ui, format: Format, is_chosen: bool) -> bool {
    let theme = Theme::of(ui);
    let wanted = vec2(ui.available_width(), ROW_HEIGHT);
    let (rect, response) = ui.allocate_exact_size(wanted, Sense::click());
    let is_enabled = ui.is_enabled();
    response.widget_info(|| {
        WidgetInfo::selected(Role::RadioButton, is_enabled, is_chosen, format.label())
    });
    let fill = if is_chosen {
        Some(theme.selection)
    } else if response.hovered() || response.has_focus() {
        Some(theme.hovered)
    } else {
        None
    };
    if let Some(fill) = fill {
        ui.painter().rect_filled(rect, size::BUTTON_RADIUS, fill);
    }
    let inside = rect.shrink2(vec2(8.0, 3.0));
    let line = |words: &str, font, color, top: f32| {
        let mut job = egui::text::LayoutJob::simple_singleline(words.to_owned(), font, color);
        job.wrap = egui::text::TextWrapping::truncate_at_width(inside.width());
        let galley = ui.painter().layout_job(job);
        ui.painter()
            .galley(inside.left_top() + vec2(0.0, top), galley, color);
    };
    let (name, second) = if is_enabled {
        (theme.text, theme.muted)
    } else {
        (theme.muted, theme.faint)
    };
    line(format.label(), fonts::text(), name, 0.0);
    line(format.purpose(), fonts::small(), second, 16.0);
    let help = if is_enabled {
        holds(format)
    } else {
        say("export-format-needs-weights")
    };
    response
        .on_hover_text(help)
        .on_disabled_hover_text(help)
        .clicked()
}

/// What is in a format.
pub fn holds(format: Format) -> &'static str {
    match format.holds() {
        Holds::Both => say("holds-both"),
        Holds::Network => say("holds-network"),
        Holds::Weights => say("holds-weights"),
        Holds::Code => say("holds-code"),
        Holds::Training => say("holds-training"),
    }
}

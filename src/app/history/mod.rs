//! Every edit so far, as a list in which a click goes back to any of them. Never edits; sends commands.

use super::look::{Theme, fonts, size};
use super::state::State;
use super::widgets;
use crate::app::command::{Commands, EditCommand};
use crate::text::say;
use crate::tr;
use egui::text::{LayoutJob, TextWrapping};
use egui::{Rect, Role, ScrollArea, Sense, WidgetInfo, pos2, vec2};

/// A row, in points.
const ROW_HEIGHT: f32 = 24.0;
/// From the left edge to the words, in points.
const TEXT_LEFT: f32 = 22.0;

/// What the History tab keeps from frame to frame.
#[derive(Debug, Default)]
pub struct History {
    /// The version that the list has already scrolled to.
    scrolled_to: Option<usize>,
}

impl History {
    /// Paints the History tab.
    pub fn ui(&mut self, ui: &mut egui::Ui, state: State<'_>, commands: &mut Commands) {
        let history = state.document.history();
        let (versions, current) = (history.versions(), history.position());
        if versions.len() == 1 {
            widgets::muted_ui(ui, say("nothing-changed-yet"));
            return;
        }
        let mut area = ScrollArea::vertical().auto_shrink(false);
        if self.scrolled_to != Some(current) {
            self.scrolled_to = Some(current);
            area = area.vertical_scroll_offset((current as f32 - 4.0).max(0.0) * ROW_HEIGHT);
        }
        ui.spacing_mut().item_spacing.y = 0.0;
        area.show_rows(ui, ROW_HEIGHT, versions.len(), |ui, shown| {
            for index in shown {
                if row_ui(ui, index, &versions[index].label.to_string(), current)
                    && index != current
                {
                    commands.send(EditCommand::GoTo(index));
                }
            }
        });
    }
}

/// One version; answers whether it was clicked.
fn row_ui(ui: &mut egui::Ui, index: usize, label: &str, current: usize) -> bool {
    let theme = Theme::of(ui);
    let (rect, response) =
        ui.allocate_exact_size(vec2(ui.available_width(), ROW_HEIGHT), Sense::click());
    let is_current = index == current;
    let name = tr!("history-version", version = %index + 1, label = label);
    response.widget_info(|| WidgetInfo::selected(Role::Button, true, is_current, &name));
    let fill = if is_current {
        theme.selection
    } else {
        theme.raised
    };
    if is_current || response.hovered() || response.has_focus() {
        ui.painter().rect_filled(rect, size::FIELD_RADIUS, fill);
    }
    let color = if index > current {
        theme.muted
    } else {
        theme.text
    };
    paint_line(ui, rect, index, current);
    let mut job = LayoutJob::simple_singleline(label.to_owned(), fonts::text(), color);
    job.wrap = TextWrapping::truncate_at_width(rect.width() - TEXT_LEFT - 6.0);
    let words = ui.painter().layout_job(job);
    let at = pos2(
        rect.left() + TEXT_LEFT,
        rect.center().y - words.size().y / 2.0,
    );
    ui.painter().galley(at, words, color);
    let what = match index.cmp(&current) {
        std::cmp::Ordering::Less => say("go-back-to-version"),
        std::cmp::Ordering::Equal => say("network-as-now"),
        std::cmp::Ordering::Greater => say("taken-back"),
    };
    response.on_hover_text(what).clicked()
}

/// A dot for each version on one line; what was taken back is hollow.
fn paint_line(ui: &egui::Ui, row: Rect, index: usize, current: usize) {
    let theme = Theme::of(ui);
    let center = pos2(row.left() + 11.0, row.center().y);
    let stroke = egui::Stroke::new(1.0, theme.border);
    let top = if index == 0 { center.y } else { row.top() };
    ui.painter().vline(center.x, top..=row.bottom(), stroke);
    match index.cmp(&current) {
        std::cmp::Ordering::Less => ui.painter().circle_filled(center, 3.0, theme.muted),
        std::cmp::Ordering::Equal => ui.painter().circle_filled(center, 4.5, theme.accent),
        std::cmp::Ordering::Greater => ui.painter().circle(
            center,
            3.0,
            theme.panel,
            egui::Stroke::new(1.0, theme.faint),
        ),
    };
}

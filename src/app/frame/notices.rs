//! Messages in the lower left corner of the canvas.

use crate::app::command::{Commands, NoticeKind, WindowCommand};
use crate::app::look::icon::Icon;
use crate::app::look::{Theme, size};
use crate::app::state::{Notice, Notices};
use crate::app::widgets;
use crate::text::say;
use egui::{Align2, Area, Frame, Id, Order, Rect, Stroke, Vec2, vec2};

/// What stands around the words of a notice, from one edge of its room to the other: margins, mark, cross, in points.
const AROUND: f32 = 2.0 * size::PANEL_MARGIN + 80.0;

/// Paints the notices above `canvas`, the rectangle of the canvas in screen points. What is told while a dialog is open
/// stands below it in the middle of the window, for a dialog darkens what is behind it; what was told before stays there,
/// and does not cover the dialog's buttons.
pub fn notices_ui(ui: &mut egui::Ui, canvas: Rect, notices: &Notices, commands: &mut Commands) {
    let window = ui.ctx().content_rect();
    let since = dialog_since(ui);
    let is_above = |notice: &Notice| match (since, notice.shown_at_seconds) {
        (None, _) => false,
        (Some(since), shown) => shown.is_none_or(|shown| shown >= since),
    };
    let all = notices.iter().enumerate();
    let (above, behind): (Vec<_>, Vec<_>) = all.partition(|told| is_above(told.1));
    let corner = canvas.left_bottom() + vec2(size::PANEL_MARGIN, 0.0);
    // What somebody has just opened, a menu or a list, lies above.
    let area = Area::new(Id::unique("notices")).order(Order::Middle);
    let area = area
        .fixed_pos(corner - ABOVE_EDGE)
        .pivot(Align2::LEFT_BOTTOM);
    list_ui(ui, area, &behind, canvas.width(), commands);
    let area = Area::new(Id::unique("notices-over-a-dialog")).order(Order::Tooltip);
    let area = area.fixed_pos(window.center_bottom() - ABOVE_EDGE);
    let area = area.pivot(Align2::CENTER_BOTTOM);
    list_ui(ui, area, &above, window.width(), commands);
}

/// Between the notices and the edge below them, in points.
const ABOVE_EDGE: Vec2 = vec2(0.0, size::PANEL_MARGIN);

/// Since which second of the window's clock a dialog is open; `None` where none is.
fn dialog_since(ui: &egui::Ui) -> Option<u64> {
    let id = Id::unique("dialog-is-open-since");
    if ui.memory(|memory| memory.top_modal_layer().is_none()) {
        ui.data_mut(|data| data.remove::<u64>(id));
        return None;
    }
    let now_seconds = ui.input(|input| input.time) as u64;
    Some(ui.data_mut(|data| *data.get_temp_mut_or(id, now_seconds)))
}

fn list_ui(
    ui: &egui::Ui,
    area: Area,
    notices: &[(usize, &Notice)],
    room: f32,
    commands: &mut Commands,
) {
    if notices.is_empty() {
        return;
    }
    area.show(ui.ctx(), |ui| {
        for (index, notice) in notices {
            notice_ui(ui, *index, notice, room - AROUND, commands);
        }
    });
}

fn notice_ui(
    ui: &mut egui::Ui,
    index: usize,
    notice: &Notice,
    width: f32,
    commands: &mut Commands,
) {
    let theme = Theme::of(ui);
    let (icon, color) = match notice.kind {
        NoticeKind::Done => (Icon::Ok, theme.ok),
        NoticeKind::Error => (Icon::Error, theme.error),
        NoticeKind::Standing(_) => (Icon::Warning, theme.warning),
    };
    let frame = Frame::popup(ui.style())
        .stroke(Stroke::new(1.0, theme.border))
        .inner_margin(10);
    frame.show(ui, |ui| {
        ui.horizontal(|ui| {
            widgets::icon_ui(ui, icon, color);
            ui.scope(|ui| {
                ui.set_max_width(width.clamp(120.0, 520.0));
                ui.add(egui::Label::new(notice.text.to_string()).wrap());
            });
            let can_go = !matches!(notice.kind, NoticeKind::Standing(_));
            if can_go
                && widgets::icon_button_ui(ui, Icon::Cross, say("dismiss-this-message")).clicked()
            {
                commands.send(WindowCommand::Dismiss(index));
            }
        });
    });
}

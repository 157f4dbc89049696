//! Messages in the lower left corner of the canvas.

use crate::app::command::{Command, Commands};
use crate::app::look::icon::Icon;
use crate::app::look::{Theme, size};
use crate::app::state::{Notice, NoticeKind, Notices};
use crate::app::widgets;
use egui::{Align2, Area, Frame, Id, Order, Rect, Stroke, vec2};

/// What stands around the words of a notice, from one edge of its room to the other: margins, mark, cross, in points.
const AROUND: f32 = 2.0 * size::PANEL_MARGIN + 80.0;

/// Paints the notices above `canvas`, the rectangle of the canvas in screen points; while a dialog is open, below it in
/// the middle of the window, for a dialog darkens what is behind it.
pub fn notices_ui(ui: &mut egui::Ui, canvas: Rect, notices: &Notices, commands: &mut Commands) {
    let has_dialog = ui.memory(|memory| memory.top_modal_layer().is_some());
    let window = ui.ctx().content_rect();
    let (at, pivot) = if has_dialog {
        (window.center_bottom(), Align2::CENTER_BOTTOM)
    } else {
        let corner = canvas.left_bottom() + vec2(size::PANEL_MARGIN, 0.0);
        (corner, Align2::LEFT_BOTTOM)
    };
    let area = Area::new(Id::unique("notices"))
        .order(Order::Tooltip)
        .fixed_pos(at - vec2(0.0, size::PANEL_MARGIN))
        .pivot(pivot);
    area.show(ui.ctx(), |ui| {
        for (index, notice) in notices.iter().enumerate() {
            let room = if has_dialog { window } else { canvas };
            notice_ui(ui, index, notice, room.width() - AROUND, commands);
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
    let (icon, colour) = match notice.kind {
        NoticeKind::Done => (Icon::Ok, theme.ok),
        NoticeKind::Error => (Icon::Error, theme.error),
        NoticeKind::Standing(_) => (Icon::Warning, theme.warning),
    };
    let frame = Frame::popup(ui.style())
        .stroke(Stroke::new(1.0, theme.border))
        .inner_margin(10);
    frame.show(ui, |ui| {
        ui.horizontal(|ui| {
            widgets::icon_ui(ui, icon, colour);
            ui.scope(|ui| {
                ui.set_max_width(width.clamp(120.0, 520.0));
                ui.add(egui::Label::new(&notice.text).wrap());
            });
            let can_go = !matches!(notice.kind, NoticeKind::Standing(_));
            if can_go && widgets::icon_button_ui(ui, Icon::Cross, "Dismiss this message").clicked()
            {
                commands.send(Command::Dismiss(index));
            }
        });
    });
}

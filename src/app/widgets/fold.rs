//! What stays folded up until somebody wants it.

use egui::collapsing_header::{CollapsingState, paint_default_icon};
use egui::{AsIdSalt, Rect, Role, Sense, TextStyle, TextWrapMode, Ui, WidgetInfo, WidgetText};
use egui::{Vec2, pos2, vec2};

/// Paints a heading that folds and unfolds `content` below it, on as many lines as its words need: egui's own stays on one line,
/// and where that is wider than the panel, everything else in it is pushed out of sight. `is_open` is how it is at first.
pub fn fold_ui(
    ui: &mut Ui,
    salt: impl AsIdSalt,
    heading: impl Into<WidgetText>,
    is_open: bool,
    content: impl FnOnce(&mut Ui),
) {
    let id = ui.make_persistent_id(salt);
    let mut state = CollapsingState::load_with_default_open(ui.ctx(), id, is_open);
    let (indent, spacing) = (ui.spacing().indent, ui.spacing());
    let (least, padding) = (spacing.interact_size.y, spacing.button_padding.y);
    let room = ui.available_width() - indent;
    let wrap = Some(TextWrapMode::Wrap);
    let galley = heading
        .into()
        .into_galley(ui, wrap, room, TextStyle::Button);
    let height = (galley.size().y + 2.0 * padding).max(least);
    let (_, rect) = ui.allocate_space(vec2(indent + galley.size().x, height));
    let response = ui.interact(rect, id, Sense::click());
    if response.clicked() {
        state.toggle(ui);
    }
    let words = galley.text().to_owned();
    response.widget_info(|| WidgetInfo::labeled(Role::DisclosureTriangle, true, &words));
    let is_open = state.is_open();
    ui.ctx()
        .accesskit_node_builder(id, |node| node.set_expanded(is_open));
    if ui.is_rect_visible(rect) {
        let center = pos2(rect.left() + indent / 2.0, rect.center().y);
        let side = Vec2::splat(ui.spacing().icon_width_inner);
        let mark = response
            .clone()
            .with_new_rect(Rect::from_center_size(center, side));
        paint_default_icon(ui, state.openness(ui.ctx()), &mark);
        let corner = pos2(
            rect.left() + indent,
            rect.center().y - galley.size().y / 2.0,
        );
        let color = ui.style().interact(&response).text_color();
        ui.painter().galley(corner, galley, color);
    }
    state.show_body_unindented(ui, content);
}

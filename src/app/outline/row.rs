//! One row: its place in the window under an accessible name, and its paint.

use super::line::OutlineLine;
use super::tree::OutlineRow;
use crate::app::look::icon::Icon;
use crate::app::look::{Theme, family, fonts, size, tint};
use crate::graph::Severity;
use egui::accesskit::Action;
use egui::text::{LayoutJob, TextWrapping};
use egui::{
    Color32, EventFilter, FontId, Modifiers, Rect, Response, Role, Sense, Ui, WidgetInfo, pos2,
    vec2,
};

/// How far a row is moved in for each row that it lies below.
const INDENT: f32 = 12.0;
/// Room for the angle that folds.
const FOLD: f32 = 14.0;
/// Room for the mark of the family.
const MARK: f32 = 9.0;
/// Between words.
const GAP: f32 = 7.0;
/// Room for the mark of a problem.
const TROUBLE: f32 = 16.0;
/// A kind narrower than this says nothing.
const LEAST_KIND: f32 = 24.0;

/// How the window sees a row.
#[derive(Debug, Clone, Copy)]
pub struct RowState {
    /// Whether it is selected.
    pub is_selected: bool,
    /// Whether the arrows start from it.
    pub is_active: bool,
}

/// What the user did to a row with the pointer or an assistive tool.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Touch {
    /// Clicked, with these keys held.
    Click(Modifiers),
    /// Clicked twice.
    DoubleClick,
    /// Clicked the angle, or asked for it to be unfolded or folded.
    Fold,
    /// Clicked with the secondary button.
    Menu,
    /// Brought the keyboard here.
    Focus,
}

/// Paints a row and tells what was done to it.
pub fn row_ui(
    ui: &Ui,
    rect: Rect,
    row: &OutlineRow,
    line: &OutlineLine,
    row_state: RowState,
) -> Option<Touch> {
    // One stop for Tab: arrows go from row to row.
    let sense = if row_state.is_active {
        Sense::click()
    } else {
        Sense::CLICK
    };
    let response = ui.interact(rect, row.target.id(), sense);
    tell(&response, row, line, row_state);
    if response.has_focus() {
        let keeps_arrows = EventFilter {
            horizontal_arrows: true,
            vertical_arrows: true,
            ..EventFilter::default()
        };
        ui.memory_mut(|memory| memory.set_focus_lock_filter(response.id, keeps_arrows));
    }
    paint(ui, rect, row, line, row_state, &response);
    touch_of(response, rect, row, line)
}

/// What assistive tools know of the row.
fn tell(response: &Response, row: &OutlineRow, line: &OutlineLine, row_state: RowState) {
    response.widget_info(|| WidgetInfo::labeled(Role::TreeItem, true, line.accessible_name()));
    response.ctx.accesskit_node_builder(response.id, |node| {
        node.set_level(row.depth);
        node.set_position_in_set(row.in_level.0);
        node.set_size_of_set(row.in_level.1);
        node.set_selected(row_state.is_selected);
        node.add_action(Action::Focus);
        node.add_action(Action::ShowContextMenu);
        if let Some(is_open) = row.is_open {
            node.set_expanded(is_open);
            node.add_action(if is_open {
                Action::Collapse
            } else {
                Action::Expand
            });
        }
    });
}

fn touch_of(response: Response, rect: Rect, row: &OutlineRow, line: &OutlineLine) -> Option<Touch> {
    let asks = |action| {
        let id = response.id;
        response
            .ctx
            .input(|input| input.has_accesskit_action_request(id, action))
    };
    let on_fold = row.is_open.is_some()
        && response
            .interact_pointer_pos()
            .is_some_and(|at| at.x < left_of(rect, row) + FOLD);
    let folds = asks(Action::Expand) || asks(Action::Collapse);
    let touch = if folds || (response.clicked() && on_fold) {
        Some(Touch::Fold)
    } else if response.secondary_clicked() || asks(Action::ShowContextMenu) {
        Some(Touch::Menu)
    } else if response.double_clicked() {
        Some(Touch::DoubleClick)
    } else if response.clicked() {
        Some(Touch::Click(response.ctx.input(|input| input.modifiers)))
    } else {
        response.gained_focus().then_some(Touch::Focus)
    };
    response.on_hover_text(line.accessible_name());
    touch
}

fn left_of(rect: Rect, row: &OutlineRow) -> f32 {
    rect.left() + row.depth as f32 * INDENT
}

fn paint(
    ui: &Ui,
    rect: Rect,
    row: &OutlineRow,
    line: &OutlineLine,
    row_state: RowState,
    response: &Response,
) {
    if !ui.is_rect_visible(rect) {
        return;
    }
    let theme = Theme::of(ui);
    let fill = match (row_state.is_selected, response.hovered()) {
        (true, _) => Some(theme.selection),
        (false, true) => Some(theme.raised),
        (false, false) => None,
    };
    if let Some(fill) = fill {
        ui.painter().rect_filled(rect, size::FIELD_RADIUS, fill);
    }
    if response.has_focus() {
        let stroke = egui::Stroke::new(1.0, theme.accent);
        let inside = egui::StrokeKind::Inside;
        ui.painter()
            .rect_stroke(rect, size::FIELD_RADIUS, stroke, inside);
    }
    let left = paint_marks(ui, rect, row, line);
    let right = paint_problem(ui, rect, line);
    paint_words(ui, rect.with_min_x(left).with_max_x(right), row, line);
}

/// Paints the angle and the family's mark; gives where the name begins.
pub fn paint_marks(ui: &Ui, rect: Rect, row: &OutlineRow, line: &OutlineLine) -> f32 {
    let theme = Theme::of(ui);
    let left = left_of(rect, row);
    let fold = Rect::from_min_size(pos2(left, rect.top()), vec2(FOLD, rect.height()));
    match row.is_open {
        Some(true) => Icon::ChevronDown.paint(ui.painter(), fold, theme.muted),
        Some(false) => Icon::ChevronRight.paint(ui.painter(), fold, theme.muted),
        None => {}
    }
    let center = pos2(fold.right() + MARK / 2.0, rect.center().y);
    match (line.family, line.tint) {
        (Some(family), _) => {
            let mark = Rect::from_center_size(center, vec2(4.0, 12.0));
            ui.painter().rect_filled(mark, 2.0, family::color(family));
        }
        (None, Some(tint)) => {
            let mark = Rect::from_center_size(center, vec2(9.0, 9.0));
            ui.painter()
                .rect_filled(mark, 2.0, tint::color(tint, theme));
        }
        (None, None) => return fold.right() + 2.0,
    }
    fold.right() + MARK + 2.0
}

/// Paints the mark of a problem at the right edge; gives where words end.
fn paint_problem(ui: &Ui, rect: Rect, line: &OutlineLine) -> f32 {
    let theme = Theme::of(ui);
    let Some((severity, _)) = &line.problem else {
        return rect.right() - 4.0;
    };
    let at = Rect::from_min_max(pos2(rect.right() - TROUBLE, rect.top()), rect.max);
    match severity {
        Severity::Error => Icon::Error.paint(ui.painter(), at, theme.error),
        Severity::Warning => Icon::Warning.paint(ui.painter(), at, theme.warning),
        Severity::Unfinished => return rect.right() - 4.0,
    }
    at.left() - 2.0
}

/// The name; then the shape at the right edge and the kind between, as far as there is room.
fn paint_words(ui: &Ui, room: Rect, row: &OutlineRow, line: &OutlineLine) {
    let theme = Theme::of(ui);
    let font = match row.is_open {
        Some(_) => fonts::semi_bold(size::TEXT),
        None => fonts::text(),
    };
    let name = paint_word(ui, room, room.left(), &line.name, font, theme.text);
    let small = FontId::monospace(size::SMALL_TEXT);
    let shape = ui
        .painter()
        .layout_no_wrap(line.shape.clone(), small, theme.muted);
    let mut end = room.right();
    if name + GAP + shape.size().x <= room.right() {
        end -= shape.size().x;
        let at = pos2(end, room.center().y - shape.size().y / 2.0);
        ui.painter().galley(at, shape, theme.muted);
    }
    let between = room.with_max_x(end - GAP);
    if between.right() - name - GAP >= LEAST_KIND {
        paint_word(
            ui,
            between,
            name + GAP,
            &line.kind,
            fonts::small(),
            theme.muted,
        );
    }
}

/// Paints one word, cut off at the right edge of `room`; gives where it ends.
fn paint_word(ui: &Ui, room: Rect, left: f32, word: &str, font: FontId, color: Color32) -> f32 {
    let mut job = LayoutJob::simple_singleline(word.to_owned(), font, color);
    job.wrap = TextWrapping::truncate_at_width((room.right() - left).max(0.0));
    let words = ui.painter().layout_job(job);
    let at = pos2(left, room.center().y - words.size().y / 2.0);
    let end = left + words.size().x;
    ui.painter().galley(at, words, color);
    end
}

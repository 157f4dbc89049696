//! What differs, row by row.

use crate::app::command::{CanvasCommand, Commands, Selection};
use crate::app::document::MarkKind;
use crate::app::look::mark::{self, sign};
use crate::app::look::{Theme, fonts, size};
use crate::app::state::State;
use crate::graph::{Change, ChangeKind, Diff, Mismatch, NodePath, SummaryCheck};
use crate::tr;
use egui::text::{LayoutJob, TextFormat, TextWrapping};
use egui::{Align2, Role, Sense, WidgetInfo, pos2, vec2};

/// A row, in points.
const ROW_HEIGHT: f32 = 24.0;
/// Where names begin, in points from the left.
const NAME_LEFT: f32 = 26.0;

/// Every layer that differs between two networks.
pub fn diff_ui(ui: &mut egui::Ui, diff: &Diff, state: State<'_>, commands: &mut Commands) {
    ui.spacing_mut().item_spacing.y = 0.0;
    for change in &diff.changes {
        let row = DifferenceRow {
            kind: kind_of(change.kind),
            name: &change.name,
            words: words_of(change),
            // What is gone can only be shown in the other network.
            path: change.after.as_ref(),
        };
        row_ui(ui, &row, state, commands);
    }
}

/// Every row that differs from a summary.
pub fn check_ui(
    ui: &mut egui::Ui,
    check: &SummaryCheck,
    state: State<'_>,
    commands: &mut Commands,
) {
    ui.spacing_mut().item_spacing.y = 0.0;
    for mismatch in &check.mismatches {
        let name = match mismatch.row {
            Some(row) => tr!("compare-row", row = row, name = &mismatch.name),
            None => mismatch.name.clone(),
        };
        let row = DifferenceRow {
            kind: MarkKind::Differs,
            name: &name,
            words: Mismatch::words(mismatch),
            path: mismatch.path.as_ref(),
        };
        row_ui(ui, &row, state, commands);
    }
}

struct DifferenceRow<'a> {
    kind: MarkKind,
    name: &'a str,
    words: String,
    path: Option<&'a NodePath>,
}

fn kind_of(kind: ChangeKind) -> MarkKind {
    match kind {
        ChangeKind::Added => MarkKind::Added,
        ChangeKind::Removed => MarkKind::Removed,
        ChangeKind::Changed => MarkKind::Changed,
        ChangeKind::Followed => MarkKind::Followed,
    }
}

fn words_of(change: &Change) -> String {
    match change.kind {
        ChangeKind::Added => tr!("change-added", layer = %change.layer),
        ChangeKind::Removed => tr!("change-removed", layer = %change.layer),
        ChangeKind::Changed | ChangeKind::Followed => change.words(),
    }
}

/// One layer; a click selects it and brings it into view.
fn row_ui(ui: &mut egui::Ui, row: &DifferenceRow<'_>, state: State<'_>, commands: &mut Commands) {
    let theme = Theme::of(ui);
    let (rect, response) =
        ui.allocate_exact_size(vec2(ui.available_width(), ROW_HEIGHT), Sense::click());
    let selected = row
        .path
        .is_some_and(|path| state.document.selection.contains(path));
    let name = format!("{}: {}", row.name, row.words);
    response.widget_info(|| WidgetInfo::selected(Role::Button, true, selected, &name));
    if !ui.is_rect_visible(rect) {
        return;
    }
    if selected || response.hovered() || response.has_focus() {
        let fill = if selected {
            theme.selection
        } else {
            theme.raised
        };
        ui.painter().rect_filled(rect, size::FIELD_RADIUS, fill);
    }
    let at = pos2(rect.left() + 13.0, rect.center().y);
    ui.painter().text(
        at,
        Align2::CENTER_CENTER,
        sign(row.kind),
        fonts::semi_bold(size::TEXT),
        mark::color(row.kind, theme),
    );
    let mut job = LayoutJob::default();
    let format = |font, color| TextFormat {
        font_id: font,
        color,
        ..TextFormat::default()
    };
    job.append(
        row.name,
        0.0,
        format(fonts::semi_bold(size::TEXT), theme.text),
    );
    job.append(&row.words, 12.0, format(fonts::text(), theme.muted));
    job.wrap = TextWrapping::truncate_at_width(rect.width() - NAME_LEFT - 6.0);
    let galley = ui.painter().layout_job(job);
    let at = pos2(
        rect.left() + NAME_LEFT,
        rect.center().y - galley.size().y / 2.0,
    );
    ui.painter().galley(at, galley, theme.text);
    if response.on_hover_text(&row.words).clicked()
        && let Some(path) = row.path
    {
        commands.send(Selection::only(path.clone()));
        commands.send(CanvasCommand::ShowSelection);
    }
}

//! Paints the table: a head that sorts, rows that select.

use super::Layers;
use super::columns::Columns;
use super::line::{Cell, LayerLine, align, line};
use super::rows::{LayerColumn, LayerOrder, LayerRow, rows};
use crate::app::command::{CanvasCommand, Commands, DocumentId, Selection};
use crate::app::look::icon::Icon;
use crate::app::look::{Theme, family, fonts, size};
use crate::app::rename::{Named, Renaming};
use crate::app::state::State;
use crate::graph::{NodePath, SummaryRow};
use crate::tr;
use egui::text::{LayoutJob, TextWrapping};
use egui::{Align, Color32, Key, Modifiers, Rect, Role, ScrollArea, Sense, WidgetInfo, pos2, vec2};

/// The height of a row, in points.
const ROW_HEIGHT: f32 = 24.0;
/// How far a block's layers are moved in.
const INDENT: f32 = 16.0;
/// A field for a name is not narrower.
const LEAST_FIELD: f32 = 120.0;
/// Room at the left of the first column for the family's mark or the fold.
const MARK: f32 = 20.0;

impl Layers {
    pub(super) fn table_ui(
        &mut self,
        ui: &mut egui::Ui,
        layers: &[SummaryRow],
        state: State<'_>,
        commands: &mut Commands,
    ) {
        self.hear_rename(ui, state);
        let folded = self.folded.entry(state.document.id()).or_default();
        let found = rows(layers, state.document.inference(), self.order, folded);
        // The bar lies over the rows: numbers end before it.
        let bar = ui.spacing().scroll.bar_width + 2.0;
        let columns = Columns::fitting(ui.available_width() - bar);
        self.head_ui(ui, &columns);
        let scroll = self.scroll_target(&found, layers, state);
        let mut area = ScrollArea::vertical().auto_shrink(false);
        if let Some(row) = scroll {
            area = area.vertical_scroll_offset((row as f32 - 3.0).max(0.0) * ROW_HEIGHT);
        }
        ui.spacing_mut().item_spacing.y = 0.0;
        area.show_rows(ui, ROW_HEIGHT, found.len(), |ui, visible| {
            for row in &found[visible] {
                let line = line(row, layers, state);
                self.row_ui(ui, &line, &columns, state, commands);
            }
        });
    }

    /// F2 in the table, where a row of it is selected, opens a field in the place of its name.
    fn hear_rename(&mut self, ui: &egui::Ui, state: State<'_>) {
        let table = ui.max_rect();
        let pressed_at = ui.input(|input| {
            let pointer = &input.pointer;
            pointer.interact_pos().filter(|_| pointer.any_pressed())
        });
        if let Some(at) = pressed_at {
            self.is_pressed_last = table.contains(at);
        }
        let is_meant = self.is_pressed_last && !ui.ctx().text_edit_focused();
        if let Some(path) = state.document.selection.single().filter(|_| is_meant)
            && ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::F2))
        {
            self.rename(path, state);
        }
    }

    fn rename(&mut self, path: &NodePath, state: State<'_>) {
        self.renaming = Renaming::of(Named::Node(path.clone()), "layers", state);
    }

    /// The row to scroll to because its node was just selected elsewhere.
    fn scroll_target(
        &mut self,
        found: &[LayerRow],
        layers: &[SummaryRow],
        state: State<'_>,
    ) -> Option<usize> {
        let document = state.document.id();
        let selected = state.document.selection.single().cloned();
        let selected = selected.map(|path| (document, path));
        if selected == self.scrolled_to {
            return None;
        }
        self.scrolled_to.clone_from(&selected);
        let (_, selected) = selected?;
        found.iter().position(|row| match row {
            LayerRow::Block { path, .. } | LayerRow::Bypassed { path, .. } => *path == selected,
            LayerRow::Layer { index, .. } => layers[*index].path == selected,
        })
    }

    fn head_ui(&mut self, ui: &mut egui::Ui, columns: &Columns) {
        let (rect, _) =
            ui.allocate_exact_size(vec2(ui.available_width(), size::ROW_HEIGHT), Sense::hover());
        for (column, cell) in columns.cells(rect) {
            self.head_cell_ui(ui, column, cell);
        }
        let theme = Theme::of(ui);
        ui.painter().hline(
            rect.x_range(),
            rect.bottom(),
            egui::Stroke::new(1.0, theme.border),
        );
    }

    fn head_cell_ui(&mut self, ui: &mut egui::Ui, column: LayerColumn, cell: Rect) {
        let theme = Theme::of(ui);
        let response = ui.interact(
            cell,
            ui.scope_id().with(("head", column.label())),
            Sense::click(),
        );
        let name = tr!("sort-by", column = %column.label());
        response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &name));
        let color = if response.hovered() || response.has_focus() {
            theme.text
        } else {
            theme.muted
        };
        let head = Cell {
            text: column.label().to_owned(),
            font: fonts::semi_bold(size::SMALL_TEXT),
            align: align(column),
        };
        let inner = if column == LayerColumn::Name {
            cell.with_min_x(cell.left() + MARK)
        } else {
            cell
        };
        let words = paint_cell(ui, inner, &head, color);
        let mark = match self.order {
            LayerOrder::Ascending(sorted) if sorted == column => Some(Icon::ArrowUp),
            LayerOrder::Descending(sorted) if sorted == column => Some(Icon::ArrowDown),
            _ => None,
        };
        if let Some(mark) = mark {
            let beside = if align(column) == Align::Max {
                words.left() - 10.0
            } else {
                words.right() + 10.0
            };
            mark.paint(
                ui.painter(),
                Rect::from_center_size(pos2(beside, cell.center().y), vec2(10.0, 10.0)),
                color,
            );
        }
        if response.clicked() {
            self.order = self.order.clicked(column);
        }
    }

    fn row_ui(
        &mut self,
        ui: &mut egui::Ui,
        line: &LayerLine,
        columns: &Columns,
        state: State<'_>,
        commands: &mut Commands,
    ) {
        let theme = Theme::of(ui);
        let (rect, response) =
            ui.allocate_exact_size(vec2(ui.available_width(), ROW_HEIGHT), Sense::click());
        let selected = state.document.selection.contains(&line.path);
        let name = line.accessible_name();
        response.widget_info(|| WidgetInfo::selected(Role::Button, true, selected, &name));
        if selected || response.hovered() || response.has_focus() {
            let fill = if selected {
                theme.selection
            } else {
                theme.raised
            };
            ui.painter().rect_filled(rect, 4.0, fill);
        }
        let indent = line.depth as f32 * INDENT;
        self.mark_ui(ui, line, rect, indent, state.document.id());
        for (column, at) in columns.cells(rect) {
            let is_name = column == LayerColumn::Name;
            let inset = if is_name { MARK + indent } else { 0.0 };
            let color = if (is_name && !line.is_bypassed) || selected {
                theme.text
            } else {
                theme.muted
            };
            let at = at.with_min_x((at.left() + inset).min(at.right()));
            if is_name && self.renames(&line.path) {
                self.renaming_ui(ui, at, state, commands);
            } else {
                paint_cell(ui, at, line.cell(column), color);
            }
        }
        if response.double_clicked() {
            self.rename(&line.path, state);
        } else if response.clicked() {
            self.scrolled_to = Some((state.document.id(), line.path.clone()));
            let add = ui.input(|input| input.modifiers.command || input.modifiers.shift);
            let only = Selection::only(line.path.clone());
            commands.send(if add {
                state.document.selection.toggled(line.path.clone())
            } else {
                only
            });
            commands.send(CanvasCommand::ShowSelection);
        }
    }

    fn renames(&self, path: &NodePath) -> bool {
        let named = self.renaming.as_ref().map(|renaming| &renaming.named);
        matches!(named, Some(Named::Node(renamed)) if renamed == path)
    }

    fn renaming_ui(
        &mut self,
        ui: &mut egui::Ui,
        cell: Rect,
        state: State<'_>,
        commands: &mut Commands,
    ) {
        let Some(renaming) = &mut self.renaming else {
            return;
        };
        let field = cell.with_max_x(cell.right().max(cell.left() + LEAST_FIELD));
        if renaming.ui(ui, field, state.document, commands).is_some() {
            self.renaming = None;
        }
    }

    /// The fold of a block, or the mark of a layer's family.
    fn mark_ui(
        &mut self,
        ui: &mut egui::Ui,
        line: &LayerLine,
        rect: Rect,
        indent: f32,
        document: DocumentId,
    ) {
        let at = Rect::from_min_size(
            pos2(rect.left() + indent, rect.top()),
            vec2(MARK, rect.height()),
        );
        if let Some(family) = line.family {
            let mark = Rect::from_center_size(at.center(), vec2(4.0, 12.0));
            ui.painter().rect_filled(mark, 2.0, family::color(family));
        }
        let Some(open) = line.fold else { return };
        let response = ui.interact(at, ui.scope_id().with(("fold", &line.path)), Sense::click());
        response.widget_info(|| {
            WidgetInfo::labeled(
                Role::Button,
                true,
                if open {
                    tr!("fold-name", name = &line.cell(LayerColumn::Name).text)
                } else {
                    tr!("open-name", name = &line.cell(LayerColumn::Name).text)
                },
            )
        });
        let theme = Theme::of(ui);
        let icon = if open {
            Icon::ChevronDown
        } else {
            Icon::ChevronRight
        };
        icon.paint(
            ui.painter(),
            at,
            if response.hovered() {
                theme.text
            } else {
                theme.muted
            },
        );
        let folded = self.folded.entry(document).or_default();
        if response.clicked() && !folded.remove(&line.path) {
            folded.insert(line.path.clone());
        }
    }
}

/// Paints a cell's text, cut where it does not fit, and answers where it stands.
fn paint_cell(ui: &egui::Ui, rect: Rect, cell: &Cell, color: Color32) -> Rect {
    let mut job = LayoutJob::simple_singleline(cell.text.clone(), cell.font.clone(), color);
    job.wrap = TextWrapping::truncate_at_width(rect.width());
    let galley = ui.painter().layout_job(job);
    let x = if cell.align == Align::Max {
        rect.right() - galley.size().x
    } else {
        rect.left()
    };
    let at = pos2(x, rect.center().y - galley.size().y / 2.0);
    let shown = Rect::from_min_size(at, galley.size());
    ui.painter().galley(at, galley, color);
    shown
}

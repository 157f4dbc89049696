//! Paints the table: a head that sorts, rows that select.

use super::Layers;
use super::rows::{Column, Order, Row, rows};
use crate::app::canvas::CanvasCommand;
use crate::app::command::Commands;
use crate::app::look::icon::Icon;
use crate::app::look::{Theme, family, fonts, size};
use crate::app::state::{Selection, State};
use crate::graph::{NodePath, SummaryRow};
use crate::layer::{Family, magnitude, thousands};
use egui::text::{LayoutJob, TextWrapping};
use egui::{Align, Color32, FontId, Rect, Role, ScrollArea, Sense, WidgetInfo, pos2, vec2};

/// The height of a row, in points.
const ROW_HEIGHT: f32 = 24.0;
/// How far a block's layers are moved in.
const INDENT: f32 = 16.0;
/// Room at the left of the first column for the family's mark or the fold.
const MARK: f32 = 20.0;

/// One cell, ready to be painted.
struct Cell {
    text: String,
    font: FontId,
    align: Align,
}

/// What a row says, apart from where it is painted.
struct Line {
    path: NodePath,
    depth: usize,
    /// `Some(open)` for a block.
    fold: Option<bool>,
    family: Option<Family>,
    cells: [Cell; 6],
}

impl Layers {
    pub(super) fn table_ui(
        &mut self,
        ui: &mut egui::Ui,
        layers: &[SummaryRow],
        state: &State,
        commands: &mut Commands,
    ) {
        let found = rows(layers, state.document.inference(), self.order, &self.folded);
        let columns = columns(ui.available_width());
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

    /// The row to scroll to because its node was just selected elsewhere.
    fn scroll_target(
        &mut self,
        found: &[Row],
        layers: &[SummaryRow],
        state: &State,
    ) -> Option<usize> {
        let selected = state.selection.single().cloned();
        if selected == self.scrolled_to {
            return None;
        }
        self.scrolled_to.clone_from(&selected);
        let selected = selected?;
        found.iter().position(|row| match row {
            Row::Block { path, .. } => *path == selected,
            Row::Layer { index, .. } => layers[*index].path == selected,
        })
    }

    fn head_ui(&mut self, ui: &mut egui::Ui, columns: &[(f32, f32); 6]) {
        let (rect, _) =
            ui.allocate_exact_size(vec2(ui.available_width(), size::ROW_HEIGHT), Sense::hover());
        for (column, (left, width)) in Column::ALL.into_iter().zip(columns) {
            let cell = Rect::from_min_size(
                pos2(rect.left() + left, rect.top()),
                vec2(*width, rect.height()),
            );
            self.head_cell_ui(ui, column, cell);
        }
        let theme = Theme::of(ui);
        ui.painter().hline(
            rect.x_range(),
            rect.bottom(),
            egui::Stroke::new(1.0, theme.border),
        );
    }

    fn head_cell_ui(&mut self, ui: &mut egui::Ui, column: Column, cell: Rect) {
        let theme = Theme::of(ui);
        let response = ui.interact(
            cell,
            ui.scope_id().with(("head", column.label())),
            Sense::click(),
        );
        let name = format!("Sort by {}", column.label());
        response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &name));
        let colour = if response.hovered() || response.has_focus() {
            theme.text
        } else {
            theme.muted
        };
        let head = Cell {
            text: column.label().to_owned(),
            font: fonts::semi_bold(size::SMALL_TEXT),
            align: align(column),
        };
        let inner = if column == Column::Name {
            cell.with_min_x(cell.left() + MARK)
        } else {
            cell
        };
        let words = paint_cell(ui, inner, &head, colour);
        let mark = match self.order {
            Order::Ascending(sorted) if sorted == column => Some(Icon::ArrowUp),
            Order::Descending(sorted) if sorted == column => Some(Icon::ArrowDown),
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
                colour,
            );
        }
        if response.clicked() {
            self.order = self.order.clicked(column);
        }
    }

    fn row_ui(
        &mut self,
        ui: &mut egui::Ui,
        line: &Line,
        columns: &[(f32, f32); 6],
        state: &State,
        commands: &mut Commands,
    ) {
        let theme = Theme::of(ui);
        let (rect, response) =
            ui.allocate_exact_size(vec2(ui.available_width(), ROW_HEIGHT), Sense::click());
        let selected = state.selection.contains(&line.path);
        let name = line.cells[0].text.clone();
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
        self.mark_ui(ui, line, rect, indent);
        for (index, (cell, (left, width))) in line.cells.iter().zip(columns).enumerate() {
            let inset = if index == 0 { MARK + indent } else { 0.0 };
            let at = Rect::from_min_size(
                pos2(rect.left() + left, rect.top()),
                vec2(*width, rect.height()),
            );
            let colour = if index == 0 || selected {
                theme.text
            } else {
                theme.muted
            };
            paint_cell(
                ui,
                at.with_min_x((at.left() + inset).min(at.right())),
                cell,
                colour,
            );
        }
        if response.clicked() {
            self.scrolled_to = Some(line.path.clone());
            let add = ui.input(|input| input.modifiers.command || input.modifiers.shift);
            let only = Selection::only(line.path.clone());
            commands.send(if add {
                state.selection.toggled(line.path.clone())
            } else {
                only
            });
            commands.send(CanvasCommand::ShowSelection);
        }
    }

    /// The fold of a block, or the mark of a layer's family.
    fn mark_ui(&mut self, ui: &mut egui::Ui, line: &Line, rect: Rect, indent: f32) {
        let at = Rect::from_min_size(
            pos2(rect.left() + indent, rect.top()),
            vec2(MARK, rect.height()),
        );
        if let Some(family) = line.family {
            let mark = Rect::from_center_size(at.center(), vec2(4.0, 12.0));
            ui.painter().rect_filled(mark, 2.0, family::colour(family));
        }
        let Some(open) = line.fold else { return };
        let response = ui.interact(at, ui.scope_id().with(("fold", &line.path)), Sense::click());
        let verb = if open { "Fold" } else { "Open" };
        response.widget_info(|| {
            WidgetInfo::labeled(Role::Button, true, format!("{verb} {}", line.cells[0].text))
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
        if response.clicked() && !self.folded.remove(&line.path) {
            self.folded.insert(line.path.clone());
        }
    }
}

/// Left edge and width of each column, in points from the table's left edge.
fn columns(width: f32) -> [(f32, f32); 6] {
    const SHARES: [f32; 6] = [0.25, 0.17, 0.15, 0.12, 0.12, 0.19];
    const GAP: f32 = 12.0;
    let mut left = 0.0;
    SHARES.map(|share| {
        let column = (left, (width * share - GAP).max(0.0));
        left += width * share;
        column
    })
}

fn align(column: Column) -> Align {
    match column {
        Column::Params | Column::Macs | Column::OutputShape => Align::Max,
        Column::Name | Column::Class | Column::Inputs => Align::Min,
    }
}

fn line(row: &Row, layers: &[SummaryRow], state: &State) -> Line {
    match row {
        Row::Layer { index, depth } => layer_line(&layers[*index], *depth, state),
        Row::Block { path, depth, open } => block_line(path, *depth, *open, state),
    }
}

fn layer_line(row: &SummaryRow, depth: usize, state: &State) -> Line {
    let report = state.document.inference().layer(&row.path);
    Line {
        path: row.path.clone(),
        depth,
        fold: None,
        family: report.map(|report| report.kind.entry().family),
        cells: cells([
            row.name.clone(),
            row.class.to_owned(),
            row.output_shape
                .map_or_else(unknown, |shape| shape.to_string()),
            row.params.map_or_else(unknown, thousands),
            row.macs.map_or_else(unknown, magnitude),
            row.inputs.join(", "),
        ]),
    }
}

fn block_line(path: &NodePath, depth: usize, open: bool, state: &State) -> Line {
    let graph = state.document.graph();
    let report = state
        .document
        .inference()
        .blocks
        .get(path)
        .cloned()
        .unwrap_or_default();
    let class = graph
        .node(path)
        .and_then(|node| node.call())
        .map(|call| call.block.clone())
        .unwrap_or_default();
    let mut cells = cells([
        report.name,
        class,
        report
            .output_shape
            .map_or_else(unknown, |shape| shape.to_string()),
        thousands(report.params.total()),
        magnitude(report.macs),
        format!("{} layers", report.layer_count),
    ]);
    cells[0].font = fonts::semi_bold(size::TEXT);
    Line {
        path: path.clone(),
        depth,
        fold: Some(open),
        family: None,
        cells,
    }
}

fn cells(texts: [String; 6]) -> [Cell; 6] {
    let mut columns = Column::ALL.into_iter();
    texts.map(|text| {
        let column = columns.next().unwrap_or(Column::Name);
        let font = if align(column) == Align::Max {
            fonts::mono()
        } else {
            fonts::text()
        };
        Cell {
            text,
            font,
            align: align(column),
        }
    })
}

fn unknown() -> String {
    "?".to_owned()
}

/// Paints a cell's text, cut where it does not fit, and answers where it stands.
fn paint_cell(ui: &egui::Ui, rect: Rect, cell: &Cell, colour: Color32) -> Rect {
    let mut job = LayoutJob::simple_singleline(cell.text.clone(), cell.font.clone(), colour);
    job.wrap = TextWrapping::truncate_at_width(rect.width());
    let galley = ui.painter().layout_job(job);
    let x = if cell.align == Align::Max {
        rect.right() - galley.size().x
    } else {
        rect.left()
    };
    let at = pos2(x, rect.center().y - galley.size().y / 2.0);
    let shown = Rect::from_min_size(at, galley.size());
    ui.painter().galley(at, galley, colour);
    shown
}

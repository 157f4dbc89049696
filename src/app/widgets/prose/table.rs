//! A table of words: columns as wide as what stands in them asks for, as far as there is room.

use super::{job, line_ui};
use crate::app::command::Commands;
use crate::app::look::{Theme, size};
use crate::markdown::Span;
use egui::{Layout, Stroke, Ui, vec2};

/// Between two columns, in points.
const GAP: f32 = 12.0;
/// What a column has at least, in points: a word of the trade.
const NARROWEST: f32 = 64.0;

/// Paints rows, the first of which names the columns.
pub fn table_ui(ui: &mut Ui, rows: &[Vec<Vec<Span>>], commands: &mut Commands) {
    let widths = widths(ui, rows);
    let theme = Theme::of(ui);
    for (number, row) in rows.iter().enumerate() {
        let color = if number == 0 { theme.muted } else { theme.text };
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = GAP;
            for (cell, width) in row.iter().zip(&widths) {
                let room = vec2(*width, 0.0);
                ui.allocate_ui_with_layout(room, Layout::top_down(egui::Align::Min), |ui| {
                    ui.set_width(*width);
                    line_ui(ui, cell, color, commands);
                });
            }
        });
        let edge = ui.cursor().min;
        let all = widths.iter().sum::<f32>() + GAP * (widths.len().max(1) - 1) as f32;
        let line = Stroke::new(1.0, theme.border);
        ui.painter().hline(edge.x..=edge.x + all, edge.y, line);
        ui.add_space(size::UNIT / 2.0);
    }
}

/// How wide each column is, in points: what it asks for where all find room, else a share of the room by what it asks for.
fn widths(ui: &Ui, rows: &[Vec<Vec<Span>>]) -> Vec<f32> {
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    let mut asked = vec![NARROWEST; columns];
    for row in rows {
        for (cell, asked) in row.iter().zip(&mut asked) {
            let job = job(cell, Theme::of(ui).text, ui);
            let galley = ui.ctx().fonts_mut(|fonts| fonts.layout_job(job));
            *asked = asked.max(galley.size().x.ceil());
        }
    }
    let room = ui.available_width() - GAP * (columns.max(1) - 1) as f32;
    fitted(&asked, room)
}

/// Narrow columns get what they ask for; the others share what is left alike.
fn fitted(asked: &[f32], room: f32) -> Vec<f32> {
    let mut sorted = asked.to_vec();
    sorted.sort_by(f32::total_cmp);
    let (mut left, mut most) = (room, room);
    for (number, width) in sorted.iter().enumerate() {
        let share = left / (sorted.len() - number) as f32;
        if *width > share {
            most = share;
            break;
        }
        left -= width;
    }
    asked
        .iter()
        .map(|width| width.min(most.max(NARROWEST)))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_get_what_they_ask_for_or_share_what_is_left() {
        assert_eq!(fitted(&[100.0, 200.0], 400.0), [100.0, 200.0]);
        assert_eq!(fitted(&[100.0, 900.0, 600.0], 700.0), [100.0, 300.0, 300.0]);
        assert_eq!(fitted(&[500.0, 500.0], 10.0), [NARROWEST, NARROWEST]);
        assert_eq!(fitted(&[], 10.0), [0.0; 0]);
    }
}

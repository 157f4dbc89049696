//! Which columns fit into the table, and how wide each is.

use super::rows::LayerColumn;
use egui::{Rangef, Rect};

/// Between two columns, in points.
const GAP: f32 = 22.0;
/// What is left of a name in the narrowest table, in points.
const LEAST_NAME: f32 = 64.0;

/// Columns that fit beside each other, from left to right.
#[derive(Debug, Clone, PartialEq)]
pub struct Columns(Vec<(LayerColumn, Rangef)>);

impl Columns {
    /// As many columns as fit into `width` points without cutting shapes and numbers, for which the names give way; what names,
    /// classes and connections can use of the rest is theirs.
    pub fn fitting(width: f32) -> Self {
        let mut shown: Vec<LayerColumn> = LayerColumn::ALL.to_vec();
        for dispensable in [
            LayerColumn::Inputs,
            LayerColumn::ReceptiveField,
            LayerColumn::Class,
            LayerColumn::Macs,
        ] {
            if needed(&shown) > width {
                shown.retain(|column| *column != dispensable);
            }
        }
        let rest = width - needed(&shown);
        let shares: f32 = shown.iter().map(|column| share(*column)).sum();
        let mut left = 0.0;
        let place = |column: LayerColumn| {
            let width = if rest >= 0.0 {
                least(column) + rest * share(column) / shares
            } else if column == LayerColumn::Name {
                // A name can be read from its beginning, a number only whole.
                (least(column) + rest).max(LEAST_NAME)
            } else {
                least(column)
            };
            let range = Rangef::new(left, left + width);
            left = range.max + GAP;
            (column, range)
        };
        Self(shown.into_iter().map(place).collect())
    }

    /// The columns with their places in `row`, which is the whole row.
    pub fn cells(&self, row: Rect) -> impl Iterator<Item = (LayerColumn, Rect)> + '_ {
        self.0.iter().map(move |(column, range)| {
            let x = Rangef::new(row.left() + range.min, row.left() + range.max);
            (*column, Rect::from_x_y_ranges(x, row.y_range()))
        })
    }
}

fn needed(columns: &[LayerColumn]) -> f32 {
    let gaps = GAP * columns.len().saturating_sub(1) as f32;
    gaps + columns.iter().map(|column| least(*column)).sum::<f32>()
}

/// The width below which a column's usual content is cut, in points.
fn least(column: LayerColumn) -> f32 {
    match column {
        LayerColumn::Name => 140.0,
        LayerColumn::Class => 150.0,
        LayerColumn::OutputShape => 108.0,
        LayerColumn::Params | LayerColumn::Macs => 84.0,
        LayerColumn::ReceptiveField => 92.0,
        LayerColumn::Inputs => 130.0,
    }
}

/// How much a column can use of what is left over.
fn share(column: LayerColumn) -> f32 {
    match column {
        LayerColumn::Name | LayerColumn::Inputs => 2.0,
        LayerColumn::Class => 1.0,
        LayerColumn::OutputShape
        | LayerColumn::Params
        | LayerColumn::Macs
        | LayerColumn::ReceptiveField => 0.5,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(width: f32) -> Vec<LayerColumn> {
        let columns = Columns::fitting(width);
        columns.0.into_iter().map(|(column, _)| column).collect()
    }

    #[test]
    fn a_wide_table_shows_everything_and_fills_its_width() {
        let columns = Columns::fitting(1200.0);
        assert_eq!(shown(1200.0), LayerColumn::ALL);
        assert!((columns.0[6].1.max - 1200.0).abs() < 0.01);
    }

    #[test]
    fn a_narrow_table_keeps_names_shapes_and_parameters() {
        let kept = [
            LayerColumn::Name,
            LayerColumn::OutputShape,
            LayerColumn::Params,
        ];
        assert_eq!(shown(440.0), kept);
        assert_eq!(shown(100.0), kept);
    }

    #[test]
    fn in_a_table_too_narrow_the_name_gives_way_and_no_number_leaves_it() {
        let columns = Columns::fitting(340.0).0;
        assert!((columns[2].1.max - 340.0).abs() < 0.01);
        assert!((columns[2].1.span() - least(LayerColumn::Params)).abs() < 0.01);
        assert!(columns[0].1.span() < least(LayerColumn::Name));
    }
}

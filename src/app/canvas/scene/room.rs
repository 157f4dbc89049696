//! How nodes make room for opened blocks. Stored positions stay as they are; this is a matter of the view.

use egui::{Pos2, Vec2, pos2};

use super::measure::{NODE, ROW_STEP};

/// One opened block: where it is stored, and how much larger than a node it is now.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Opening {
    /// The stored upper left corner.
    pub corner: Pos2,
    /// The frame's size less a node's size.
    pub extra: Vec2,
}

/// All opened blocks of one body, and how the other nodes of the body make room for them: what stands below one in
/// its column moves down, what stands in a column to the right moves right.
#[derive(Debug, Clone, Default)]
pub struct Room {
    openings: Vec<Opening>,
    /// Left edge and widest extra of each column that has an opened block, from left to right.
    columns: Vec<(f32, f32)>,
}

impl Room {
    /// The room that `openings` take.
    pub fn new(mut openings: Vec<Opening>) -> Self {
        openings.sort_by(|one, other| one.corner.y.total_cmp(&other.corner.y));
        let mut lefts: Vec<(f32, f32)> = openings
            .iter()
            .map(|opening| (opening.corner.x, opening.extra.x))
            .collect();
        lefts.sort_by(|one, other| one.0.total_cmp(&other.0));
        let mut columns: Vec<(f32, f32)> = Vec::new();
        for (left, extra) in lefts {
            match columns.last_mut() {
                Some(column) if left - column.0 < NODE.x / 2.0 => column.1 = column.1.max(extra),
                _ => columns.push((left, extra)),
            }
        }
        Self { openings, columns }
    }

    /// The same room when the openings at `corners` are not there, as while they are carried.
    pub fn without(&self, corners: &[Pos2]) -> Self {
        Self::new(
            self.openings
                .iter()
                .filter(|opening| !corners.contains(&opening.corner))
                .copied()
                .collect(),
        )
    }

    /// How far a node stored at `corner` moves.
    pub fn displacement(&self, corner: Pos2) -> Vec2 {
        let below = |opening: &&Opening| {
            stand_in_one_column(opening.corner, corner) && corner.y > opening.corner.y
        };
        let right = |column: &&(f32, f32)| corner.x >= column.0 + NODE.x / 2.0;
        egui::vec2(
            self.columns
                .iter()
                .filter(right)
                .map(|column| column.1)
                .sum(),
            self.openings
                .iter()
                .filter(below)
                .map(|opening| opening.extra.y)
                .sum(),
        )
    }

    /// Where to store a node so that it shows at `shown`; a place that an opened block covers gives the nearest
    /// place beside it.
    pub fn stored_from_shown(&self, shown: Pos2) -> Pos2 {
        let x = self.stored_x(shown.x);
        pos2(x, self.stored_y(x, shown.y))
    }

    fn stored_x(&self, shown: f32) -> f32 {
        let mut moved = 0.0;
        for (left, extra) in &self.columns {
            let edge = left + NODE.x / 2.0 + moved;
            if shown >= edge + extra {
                moved += extra;
            } else if shown >= edge {
                let nearer_to_the_left = shown - edge < extra / 2.0;
                return left + NODE.x / 2.0 - if nearer_to_the_left { 1.0 } else { 0.0 };
            }
        }
        shown - moved
    }

    fn stored_y(&self, x: f32, shown: f32) -> f32 {
        let mut moved = 0.0;
        let in_column = |opening: &&Opening| stand_in_one_column(opening.corner, pos2(x, 0.0));
        for opening in self.openings.iter().filter(in_column) {
            let top = opening.corner.y + moved;
            if shown > top + opening.extra.y {
                moved += opening.extra.y;
            } else if shown > top {
                return opening.corner.y + ROW_STEP / 2.0 + NODE.y / 2.0;
            }
        }
        shown - moved
    }
}

fn stand_in_one_column(one: Pos2, other: Pos2) -> bool {
    (one.x - other.x).abs() < NODE.x
}

#[cfg(test)]
mod tests {
    use super::*;
    use egui::vec2;

    fn room() -> Room {
        let opening = |x, y, extra| Opening {
            corner: pos2(x, y),
            extra,
        };
        Room::new(vec![
            opening(0.0, 104.0, vec2(88.0, 900.0)),
            opening(0.0, 312.0, vec2(400.0, 500.0)),
        ])
    }

    #[test]
    fn nodes_above_stay_and_nodes_below_move_by_all_that_is_opened_above_them() {
        assert_eq!(room().displacement(pos2(0.0, 0.0)), Vec2::ZERO);
        assert_eq!(room().displacement(pos2(0.0, 208.0)), vec2(0.0, 900.0));
        assert_eq!(room().displacement(pos2(0.0, 416.0)), vec2(0.0, 1400.0));
    }

    #[test]
    fn the_next_column_moves_right_by_the_widest_frame() {
        assert_eq!(room().displacement(pos2(330.0, 416.0)), vec2(400.0, 0.0));
    }

    #[test]
    fn a_node_that_is_dropped_where_it_shows_stays_there() {
        for corner in [
            pos2(0.0, 0.0),
            pos2(0.0, 208.0),
            pos2(0.0, 700.0),
            pos2(330.0, 50.0),
            pos2(660.0, 416.0),
        ] {
            let shown = corner + room().displacement(corner);
            assert_eq!(room().stored_from_shown(shown), corner);
        }
    }

    #[test]
    fn a_node_dropped_onto_a_frame_goes_below_it() {
        let stored = room().stored_from_shown(pos2(0.0, 400.0));
        assert!(stored.y > 104.0 && stored.y < 208.0);
    }
}

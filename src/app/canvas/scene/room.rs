//! How nodes make room for opened blocks. Stored positions stay as they are; this is a matter of the view.

use egui::{Pos2, Vec2, pos2, vec2};

use super::flow::Transposed;
use super::measure::{NODE, step};
use crate::graph::Direction;

/// One opened block: where it is stored, and how much larger than a node it is now.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Opening {
    /// The stored upper left corner.
    pub corner: Pos2,
    /// The frame's size less a node's size.
    pub extra: Vec2,
}

/// All opened blocks of one body, and how the other nodes of the body make room for them: what stands below one in
/// its column moves down, what stands in a column to the right moves right. Where wires run to the right, what stands
/// behind one in its row moves right, and what stands in a row below moves down.
#[derive(Debug, Clone, Default)]
pub struct Room {
    direction: Direction,
    /// Transposed, as if wires ran downwards.
    openings: Vec<Opening>,
    /// Left edge and widest extra of each column that has an opened block, from left to right.
    columns: Vec<(f32, f32)>,
}

impl Room {
    /// The room that `openings` take where wires run in `direction`.
    pub fn new(openings: Vec<Opening>, direction: Direction) -> Self {
        let transposed = openings.into_iter().map(|opening| Opening {
            corner: opening.corner.transposed(direction),
            extra: opening.extra.transposed(direction),
        });
        Self::of_transposed(transposed.collect(), direction)
    }

    fn of_transposed(mut openings: Vec<Opening>, direction: Direction) -> Self {
        openings.sort_by(|one, other| one.corner.y.total_cmp(&other.corner.y));
        let mut lefts: Vec<(f32, f32)> = openings
            .iter()
            .map(|opening| (opening.corner.x, opening.extra.x))
            .collect();
        lefts.sort_by(|one, other| one.0.total_cmp(&other.0));
        let half = NODE.transposed(direction).x / 2.0;
        let mut columns: Vec<(f32, f32)> = Vec::new();
        for (left, extra) in lefts {
            match columns.last_mut() {
                Some(column) if left - column.0 < half => column.1 = column.1.max(extra),
                _ => columns.push((left, extra)),
            }
        }
        Self {
            direction,
            openings,
            columns,
        }
    }

    /// The same room when the openings at `corners` are not there, as while they are carried.
    pub fn without(&self, corners: &[Pos2]) -> Self {
        let is_left = |opening: &&Opening| {
            !corners
                .iter()
                .any(|corner| corner.transposed(self.direction) == opening.corner)
        };
        let left = self.openings.iter().filter(is_left).copied();
        Self::of_transposed(left.collect(), self.direction)
    }

    /// How far a node stored at `corner` moves.
    pub fn displacement(&self, corner: Pos2) -> Vec2 {
        let corner = corner.transposed(self.direction);
        let below = |opening: &&Opening| {
            self.stand_in_one_column(opening.corner, corner) && corner.y > opening.corner.y
        };
        let right = |column: &&(f32, f32)| corner.x >= column.0 + self.node().x / 2.0;
        let columns = self.columns.iter().filter(right);
        let openings = self.openings.iter().filter(below);
        vec2(
            columns.map(|column| column.1).sum(),
            openings.map(|opening| opening.extra.y).sum(),
        )
        .transposed(self.direction)
    }

    /// Where to store a node so that it shows at `shown`; a place that an opened block covers gives the nearest
    /// place beside it.
    pub fn stored_from_shown(&self, shown: Pos2) -> Pos2 {
        let shown = shown.transposed(self.direction);
        let x = self.stored_x(shown.x);
        pos2(x, self.stored_y(x, shown.y)).transposed(self.direction)
    }

    fn node(&self) -> Vec2 {
        NODE.transposed(self.direction)
    }

    fn stored_x(&self, shown: f32) -> f32 {
        let half = self.node().x / 2.0;
        let mut moved = 0.0;
        for (left, extra) in &self.columns {
            let edge = left + half + moved;
            if shown >= edge + extra {
                moved += extra;
            } else if shown >= edge {
                let nearer_to_the_left = shown - edge < extra / 2.0;
                return left + half - if nearer_to_the_left { 1.0 } else { 0.0 };
            }
        }
        shown - moved
    }

    fn stored_y(&self, x: f32, shown: f32) -> f32 {
        let mut moved = 0.0;
        let in_column = |opening: &&Opening| self.stand_in_one_column(opening.corner, pos2(x, 0.0));
        for opening in self.openings.iter().filter(in_column) {
            let top = opening.corner.y + moved;
            if shown > top + opening.extra.y {
                moved += opening.extra.y;
            } else if shown > top {
                return opening.corner.y + (step(self.direction) + self.node().y) / 2.0;
            }
        }
        shown - moved
    }

    fn stand_in_one_column(&self, one: Pos2, other: Pos2) -> bool {
        (one.x - other.x).abs() < self.node().x
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn room() -> Room {
        let opening = |x, y, extra| Opening {
            corner: pos2(x, y),
            extra,
        };
        Room::new(
            vec![
                opening(0.0, 104.0, vec2(88.0, 900.0)),
                opening(0.0, 312.0, vec2(400.0, 500.0)),
            ],
            Direction::TopToBottom,
        )
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

    #[test]
    fn where_wires_run_to_the_right_what_stands_behind_moves_right() {
        let opening = Opening {
            corner: pos2(294.0, 0.0),
            extra: vec2(900.0, 88.0),
        };
        let room = Room::new(vec![opening], Direction::LeftToRight);
        assert_eq!(room.displacement(pos2(0.0, 0.0)), Vec2::ZERO);
        assert_eq!(room.displacement(pos2(588.0, 0.0)), vec2(900.0, 0.0));
        assert_eq!(room.displacement(pos2(0.0, 104.0)), vec2(0.0, 88.0));
    }
}

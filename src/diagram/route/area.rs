//! What wires go around, found quickly by where it is.

use std::collections::BTreeMap;

use crate::diagram::flow::Flow;

/// The side of a cell, px: a node covers one or two.
const CELL: f32 = 400.0;

/// What covers more cells than this is asked about everywhere instead; a hostile file can make a node's place so far
/// away that cells cannot be counted.
const MOST_CELLS: i64 = 4096;

/// A rectangle in flow space.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Area {
    /// The corner with the smallest coordinates.
    pub near: Flow,
    /// The corner with the largest.
    pub far: Flow,
}

impl Area {
    /// Between two coordinates along, and two across.
    #[must_use]
    pub fn new(along: [f32; 2], across: [f32; 2]) -> Self {
        Self {
            near: Flow {
                along: along[0],
                across: across[0],
            },
            far: Flow {
                along: along[1],
                across: across[1],
            },
        }
    }

    /// Whether the insides of two areas have something in common; a line has an inside here.
    pub(super) fn meets(&self, other: &Self) -> bool {
        self.near.along < other.far.along
            && other.near.along < self.far.along
            && self.near.across < other.far.across
            && other.near.across < self.far.across
    }
}

/// Areas in cells.
#[derive(Clone, Debug, Default)]
pub(super) struct Areas {
    all: Vec<Area>,
    cells: BTreeMap<(i32, i32), Vec<usize>>,
    /// Those that cover too many cells.
    everywhere: Vec<usize>,
}

impl Areas {
    pub(super) fn new(all: Vec<Area>) -> Self {
        let mut areas = Self {
            all,
            ..Self::default()
        };
        for index in 0..areas.all.len() {
            areas.enter(index);
        }
        areas
    }

    pub(super) fn relocate(&mut self, index: usize, area: Area) {
        match covered(self.all[index]) {
            Some(cells) => cells.for_each(|cell| {
                if let Some(inside) = self.cells.get_mut(&cell) {
                    inside.retain(|other| *other != index);
                }
            }),
            None => self.everywhere.retain(|other| *other != index),
        }
        self.all[index] = area;
        self.enter(index);
    }

    /// The areas that meet `area`; one may come several times.
    pub(super) fn in_area(&self, area: Area) -> impl Iterator<Item = Area> + '_ {
        let [across, along] = cells_of(area);
        let is_wide = i64::from(across[1]) - i64::from(across[0]) > MOST_CELLS;
        let all = is_wide.then_some(0..self.all.len());
        let columns = (!is_wide).then_some(across[0]..=across[1]);
        // Only cells with something in them cost anything, however far the area reaches along.
        let near = columns
            .into_iter()
            .flatten()
            .flat_map(move |column| self.cells.range((column, along[0])..=(column, along[1])))
            .flat_map(|(_, inside)| inside)
            .chain(&self.everywhere)
            .copied();
        all.into_iter()
            .flatten()
            .chain(near)
            .map(|index| self.all[index])
            .filter(move |other| other.meets(&area))
    }

    /// Whether nothing lies on the straight line between two places; what it only touches does not count.
    pub(super) fn is_clear(&self, from: Flow, to: Flow) -> bool {
        let sorted = |one: f32, other: f32| [one.min(other) - 0.1, one.max(other) + 0.1];
        let around = Area::new(sorted(from.along, to.along), sorted(from.across, to.across));
        let [along, across] = [to.along - from.along, to.across - from.across];
        // On which side of the line a corner is.
        let side =
            |at: f32, beside: f32| along * (beside - from.across) - across * (at - from.along);
        !self.in_area(around).any(|area| {
            let corners = [area.near.along, area.far.along]
                .into_iter()
                .flat_map(|at| [area.near.across, area.far.across].map(|beside| side(at, beside)));
            let sides: Vec<f32> = corners.collect();
            sides.iter().any(|side| *side > 0.0) && sides.iter().any(|side| *side < 0.0)
        })
    }

    /// How far everything reaches across.
    pub(super) fn breadth(&self) -> [f32; 2] {
        self.all
            .iter()
            .fold([f32::INFINITY, f32::NEG_INFINITY], |all, area| {
                [all[0].min(area.near.across), all[1].max(area.far.across)]
            })
    }

    fn enter(&mut self, index: usize) {
        match covered(self.all[index]) {
            Some(cells) => cells.for_each(|cell| self.cells.entry(cell).or_default().push(index)),
            None => self.everywhere.push(index),
        }
    }
}

/// The first and the last cell that `area` covers, across and along; a place too far away to have one is in the last.
fn cells_of(area: Area) -> [[i32; 2]; 2] {
    let cell = |at: f32| (at / CELL).floor() as i32;
    [
        [cell(area.near.across), cell(area.far.across)],
        [cell(area.near.along), cell(area.far.along)],
    ]
}

/// The cells that `area` covers; `None` where those are too many.
fn covered(area: Area) -> Option<impl Iterator<Item = (i32, i32)>> {
    let [across, along] = cells_of(area);
    let count = |[first, last]: [i32; 2]| i64::from(last) - i64::from(first) + 1;
    let is_bounded = (0..=MOST_CELLS).contains(&count(across).saturating_mul(count(along)));
    is_bounded.then(|| {
        (across[0]..=across[1]).flat_map(move |x| (along[0]..=along[1]).map(move |y| (x, y)))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn square(across: f32, along: f32) -> Area {
        Area::new([along, along + 100.0], [across, across + 100.0])
    }

    #[test]
    fn what_was_moved_is_found_where_it_is_and_not_where_it_was() {
        let mut areas = Areas::new(vec![square(0.0, 0.0), square(5000.0, 0.0)]);
        let found = |areas: &Areas, area| areas.in_area(area).count();
        assert_eq!(found(&areas, square(50.0, 50.0)), 1);
        areas.relocate(0, square(3000.0, 900.0));
        assert_eq!(found(&areas, square(50.0, 50.0)), 0);
        assert_eq!(found(&areas, square(3050.0, 950.0)), 1);
    }

    #[test]
    fn places_beyond_all_cells_are_found_too() {
        let far = Area::new([0.0, 10.0], [0.0, f32::MAX]);
        let areas = Areas::new(vec![far]);
        assert_eq!(areas.in_area(square(1e9, -50.0)).count(), 1);
        let everywhere = Area::new([f32::MIN, f32::MAX], [f32::MIN, f32::MAX]);
        assert!(areas.in_area(everywhere).count() >= 1);
    }
}

//! What wires should not cross, found quickly by where it is.

use std::collections::BTreeMap;

use egui::Rect;

/// The side of a cell, in graph units: a node covers one or two.
const CELL: f32 = 400.0;
/// What covers more cells than this is asked about everywhere instead; a hostile file can make a node's place so far
/// away that cells cannot be counted.
const MOST_CELLS: i64 = 4096;

/// Rectangles in cells.
#[derive(Debug, Clone, Default)]
pub struct Obstacles {
    rects: Vec<Rect>,
    cells: BTreeMap<(i32, i32), Vec<usize>>,
    /// Those that cover too many cells.
    everywhere: Vec<usize>,
}

impl Obstacles {
    /// Puts `rects` into cells.
    pub fn new(rects: Vec<Rect>) -> Self {
        let mut obstacles = Self {
            rects,
            ..Self::default()
        };
        for index in 0..obstacles.rects.len() {
            obstacles.enter(index);
        }
        obstacles
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.rects.len()
    }

    /// Moves the obstacle at `index`.
    pub fn relocate(&mut self, index: usize, rect: Rect) {
        match cells_of(self.rects[index]) {
            Some(cells) => cells.for_each(|cell| {
                if let Some(inside) = self.cells.get_mut(&cell) {
                    inside.retain(|other| *other != index);
                }
            }),
            None => self.everywhere.retain(|other| *other != index),
        }
        self.rects[index] = rect;
        self.enter(index);
    }

    /// The obstacles that meet `area`; one may come several times.
    pub fn in_area(&self, area: Rect) -> impl Iterator<Item = Rect> + '_ {
        let cells = cells_of(area);
        let all = cells.is_none().then_some(0..self.rects.len());
        let near = cells
            .into_iter()
            .flatten()
            .filter_map(|cell| self.cells.get(&cell))
            .flatten()
            .chain(&self.everywhere)
            .copied();
        all.into_iter()
            .flatten()
            .chain(near)
            .map(|index| self.rects[index])
            .filter(move |rect| rect.intersects(area))
    }

    fn enter(&mut self, index: usize) {
        match cells_of(self.rects[index]) {
            Some(cells) => cells.for_each(|cell| self.cells.entry(cell).or_default().push(index)),
            None => self.everywhere.push(index),
        }
    }
}

/// The cells that `rect` covers; `None` where those are too many.
fn cells_of(rect: Rect) -> Option<impl Iterator<Item = (i32, i32)>> {
    let cell = |at: f32| (at / CELL).floor() as i32;
    let (left, right) = (cell(rect.left()), cell(rect.right()));
    let (top, bottom) = (cell(rect.top()), cell(rect.bottom()));
    let count = (i64::from(right) - i64::from(left) + 1)
        .saturating_mul(i64::from(bottom) - i64::from(top) + 1);
    (count <= MOST_CELLS)
        .then(|| (left..=right).flat_map(move |x| (top..=bottom).map(move |y| (x, y))))
}

#[cfg(test)]
mod tests {
    use super::*;
    use egui::{pos2, vec2};

    fn square(x: f32, y: f32) -> Rect {
        Rect::from_min_size(pos2(x, y), vec2(100.0, 100.0))
    }

    #[test]
    fn what_was_moved_is_found_where_it_is_and_not_where_it_was() {
        let mut obstacles = Obstacles::new(vec![square(0.0, 0.0), square(5000.0, 0.0)]);
        let found = |obstacles: &Obstacles, area| obstacles.in_area(area).count();
        assert_eq!(found(&obstacles, square(50.0, 50.0)), 1);
        obstacles.relocate(0, square(3000.0, 900.0));
        assert_eq!(found(&obstacles, square(50.0, 50.0)), 0);
        assert_eq!(found(&obstacles, square(3050.0, 950.0)), 1);
    }

    #[test]
    fn places_beyond_all_cells_are_found_too() {
        let far = Rect::from_min_max(pos2(0.0, 0.0), pos2(f32::MAX, 10.0));
        let obstacles = Obstacles::new(vec![far]);
        assert_eq!(obstacles.in_area(square(1e9, 0.0)).count(), 1);
        assert!(obstacles.in_area(Rect::EVERYTHING).count() >= 1);
    }
}

//! What a user draws, as a picture that looks like those of MNIST: gray, white on black, with the figure in the middle.

use super::pixels::Image;
use super::shape::ImageShape;

/// A picture of MNIST, px a side.
const SIDE: usize = 28;
/// The longer side of a figure of MNIST, px.
const FIGURE: f32 = 20.0;
/// Points a pixel and side that are looked at, so that edges are soft.
const FINENESS: usize = 4;

/// Lines on a square whose sides are 1, drawn with a round brush.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Strokes {
    /// The points of each line.
    pub lines: Vec<Vec<[f32; 2]>>,
    /// The brush's diameter.
    pub brush: f32,
}

impl Strokes {
    /// The picture: with the figure brought to the size and place that figures of MNIST have (20 pixels long, its center of mass
    /// in the middle), or where it was drawn. `None` where nothing was.
    #[must_use]
    pub fn picture(&self, is_centered: bool) -> Option<Image> {
        let (low, high) = self.bounds()?;
        let side = SIDE as f32;
        let (scale, origin) = if is_centered {
            let longest = (high[0] - low[0]).max(high[1] - low[1]);
            (FIGURE / longest.max(f32::EPSILON), low)
        } else {
            (side, [0.0, 0.0])
        };
        let mut shift = [0.0, 0.0];
        if is_centered {
            // Where it comes to lie first is near enough to the middle that nothing is cut off.
            let half = |axis: usize| (side - (high[axis] - low[axis]) * scale) / 2.0;
            shift = [half(0), half(1)];
            let mass = center_of_mass(&self.painted(scale, origin, shift));
            for axis in 0..2 {
                shift[axis] += (side / 2.0 - mass[axis]).clamp(-shift[axis], shift[axis]);
            }
        }
        let shape = ImageShape::new(SIDE as u64, SIDE as u64, 1).ok()?;
        Image::new(shape, self.painted(scale, origin, shift))
    }

    /// What the lines cover, with the brush.
    fn bounds(&self) -> Option<([f32; 2], [f32; 2])> {
        let mut points = self.lines.iter().flatten();
        let first = *points.next()?;
        let (mut low, mut high) = (first, first);
        for point in points {
            for axis in 0..2 {
                low[axis] = low[axis].min(point[axis]);
                high[axis] = high[axis].max(point[axis]);
            }
        }
        let half = self.brush / 2.0;
        Some((low.map(|at| at - half), high.map(|at| at + half)))
    }

    fn painted(&self, scale: f32, origin: [f32; 2], shift: [f32; 2]) -> Vec<u8> {
        let place = |point: &[f32; 2]| {
            [0, 1]
                .map(|axis| ((point[axis] - origin[axis]) * scale + shift[axis]) * FINENESS as f32)
        };
        let radius = self.brush / 2.0 * scale * FINENESS as f32;
        let mut fine = vec![false; (SIDE * FINENESS).pow(2)];
        for line in &self.lines {
            let points: Vec<[f32; 2]> = line.iter().map(place).collect();
            match points.as_slice() {
                [only] => dab(&mut fine, *only, *only, radius),
                points => points
                    .windows(2)
                    .for_each(|pair| dab(&mut fine, pair[0], pair[1], radius)),
            }
        }
        let share = |pixel: usize| {
            let (row, column) = (pixel / SIDE * FINENESS, pixel % SIDE * FINENESS);
            let rows = (row..row + FINENESS).map(|row| row * SIDE * FINENESS + column);
            let covered = rows.flat_map(|start| &fine[start..start + FINENESS]);
            let covered = covered.filter(|covered| **covered).count();
            (covered * 255 / FINENESS.pow(2)) as u8
        };
        (0..SIDE * SIDE).map(share).collect()
    }
}

/// Covers what lies within `radius` of the way between two points.
fn dab(fine: &mut [bool], from: [f32; 2], to: [f32; 2], radius: f32) {
    let side = SIDE * FINENESS;
    let range = |axis: usize| {
        let (low, high) = (from[axis].min(to[axis]), from[axis].max(to[axis]));
        let low = (low - radius).floor().clamp(0.0, side as f32) as usize;
        low..(high + radius).ceil().clamp(0.0, side as f32) as usize
    };
    let along = [to[0] - from[0], to[1] - from[1]];
    let length = along[0] * along[0] + along[1] * along[1];
    for row in range(1) {
        for column in range(0) {
            let at = [column as f32 + 0.5 - from[0], row as f32 + 0.5 - from[1]];
            let share = if length > 0.0 {
                ((at[0] * along[0] + at[1] * along[1]) / length).clamp(0.0, 1.0)
            } else {
                0.0
            };
            let apart = [at[0] - along[0] * share, at[1] - along[1] * share];
            if apart[0] * apart[0] + apart[1] * apart[1] <= radius * radius {
                fine[row * side + column] = true;
            }
        }
    }
}

/// Column and row, px from the left and from the top.
fn center_of_mass(pixels: &[u8]) -> [f32; 2] {
    let mut sums = [0.0_f32; 3];
    for (index, &value) in pixels.iter().enumerate() {
        let value = f32::from(value);
        sums[0] += value * ((index % SIDE) as f32 + 0.5);
        sums[1] += value * ((index / SIDE) as f32 + 0.5);
        sums[2] += value;
    }
    let mass = sums[2].max(1.0);
    [sums[0] / mass, sums[1] / mass]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn strokes(lines: &[&[[f32; 2]]]) -> Strokes {
        Strokes {
            lines: lines.iter().map(|line| line.to_vec()).collect(),
            brush: 0.08,
        }
    }

    /// Rows and columns that hold something: first and last.
    fn extent(picture: &Image) -> [(usize, usize); 2] {
        let filled = picture
            .pixels()
            .iter()
            .enumerate()
            .filter(|(_, value)| **value > 0);
        let places: Vec<(usize, usize)> = filled
            .map(|(index, _)| (index / SIDE, index % SIDE))
            .collect();
        let range = |values: Vec<usize>| {
            (
                values.iter().copied().min().unwrap_or(0),
                values.iter().copied().max().unwrap_or(0),
            )
        };
        [
            range(places.iter().map(|place| place.0).collect()),
            range(places.iter().map(|place| place.1).collect()),
        ]
    }

    #[test]
    fn a_figure_is_brought_to_the_size_and_place_of_mnists() {
        // A small one in a corner.
        let one = strokes(&[&[[0.1, 0.1], [0.1, 0.3]]]);
        let picture = one.picture(true).expect("something is drawn");
        let [rows, columns] = extent(&picture);
        assert_eq!(rows, (4, 23), "20 pixels high, 4 above and below");
        assert_eq!(columns.0 + columns.1, 27, "in the middle: {columns:?}");
        let mass = center_of_mass(picture.pixels());
        assert!(mass.iter().all(|at| (at - 14.0).abs() < 0.2), "{mass:?}");
    }

    #[test]
    fn a_figure_stays_where_it_was_drawn_where_that_is_wanted() {
        let one = Strokes {
            brush: 0.1,
            ..strokes(&[&[[0.25, 0.25], [0.25, 0.5]]])
        };
        let [rows, columns] = extent(&one.picture(false).expect("something is drawn"));
        assert_eq!((rows, columns), ((5, 15), (5, 8)));
    }

    #[test]
    fn a_heavy_side_is_moved_to_the_middle_without_being_cut() {
        let seven = strokes(&[&[[0.2, 0.2], [0.8, 0.2], [0.4, 0.9]]]);
        let picture = seven.picture(true).expect("something is drawn");
        let [rows, columns] = extent(&picture);
        // Moved by parts of a pixel it may touch one more.
        assert!((20..=21).contains(&(rows.1 - rows.0 + 1)), "{rows:?}");
        assert!(columns.1 < SIDE && center_of_mass(picture.pixels())[1] > 13.0);
    }

    #[test]
    fn nothing_is_no_picture_and_a_dot_is_one() {
        assert_eq!(strokes(&[]).picture(true), None);
        assert!(strokes(&[&[[0.5, 0.5]]]).picture(true).is_some());
    }
}

//! Where nothing lies yet: what comes without a place of its own covers nothing that is there.

use egui::{Pos2, Rect, Vec2, pos2, vec2};

use super::scene::measure::GRID;

/// Between what is there and what comes, in graph units.
const GAP: f32 = 22.0;
/// So many steps of the grid away a free place is looked for; with none there, beside everything.
const MOST_STEPS: i16 = 60;

/// The upper left corner at which a rectangle of `size` covers nothing of `taken`: `wanted`, or the nearest one with some
/// room around it; of equally near ones that on the right.
pub fn free_corner(taken: &[Rect], size: Vec2, wanted: Pos2) -> Pos2 {
    let is_free = |corner: Pos2, gap: f32| {
        let rect = Rect::from_min_size(corner, size).expand(gap);
        !taken.iter().any(|other| other.intersects(rect))
    };
    if is_free(wanted, 0.0) {
        return wanted;
    }
    let rings = (1..=MOST_STEPS).map(|ring| {
        let corners = ring_around(ring).map(|step| wanted + GRID * step);
        let free = corners.filter(|corner| is_free(*corner, GAP));
        free.min_by(|one, other| one.distance(wanted).total_cmp(&other.distance(wanted)))
    });
    let nearest = rings.into_iter().flatten().next();
    nearest.unwrap_or_else(|| {
        let rights = taken.iter().map(Rect::right);
        pos2(rights.fold(wanted.x, f32::max) + GAP, wanted.y)
    })
}

/// The steps to the places around one that are `ring` steps away along one axis and no more along the other; those
/// straight to the right, down, to the left and up come first.
fn ring_around(ring: i16) -> impl Iterator<Item = Vec2> {
    let outward = (0..=ring).flat_map(|beside| [beside, -beside]);
    outward.flat_map(move |beside| {
        let (ring, beside) = (f32::from(ring), f32::from(beside));
        [
            vec2(ring, beside),
            vec2(beside, ring),
            vec2(-ring, beside),
            vec2(beside, -ring),
        ]
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const SIZE: Vec2 = vec2(236.0, 46.0);

    fn column() -> Vec<Rect> {
        let rows = (0..20_u8).map(|row| 104.0 * f32::from(row));
        rows.map(|top| Rect::from_min_size(pos2(0.0, top), SIZE))
            .collect()
    }

    #[test]
    fn what_is_wanted_is_given_where_it_is_free() {
        let wanted = pos2(300.0, 7.0);
        assert_eq!(free_corner(&column(), SIZE, wanted), wanted);
    }

    #[test]
    fn a_copy_of_a_node_in_a_column_goes_to_its_right() {
        let taken = column();
        let first = free_corner(&taken, SIZE, pos2(0.0, 416.0));
        assert_eq!(first, pos2(260.0, 416.0));
        let first = Rect::from_min_size(first, SIZE);
        let taken: Vec<Rect> = taken.into_iter().chain([first]).collect();
        let second = free_corner(&taken, SIZE, pos2(0.0, 416.0));
        assert_eq!(second, pos2(-260.0, 416.0));
    }

    #[test]
    fn where_everything_near_is_taken_it_goes_beside_everything() {
        let all = [Rect::from_min_size(pos2(-1e4, -1e4), vec2(2e4, 2e4))];
        assert_eq!(free_corner(&all, SIZE, Pos2::ZERO), pos2(1e4 + GAP, 0.0));
    }
}

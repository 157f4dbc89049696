//! How a row or column is shared out: whoever is not the main part keeps its size when the window changes its own.

use super::{LayoutPart, Panel};
use std::collections::BTreeSet;

/// What lies beside the main panel takes no more than this share of a row.
const MOST_BESIDE: f32 = 0.64;
/// The main panel keeps this much of a column, in points.
const LEAST_HEIGHT: f32 = 160.0;
/// Smaller than this a part has not been given a size yet, in points.
pub const UNSIZED: f32 = 2.0;

/// Along which way the parts lie.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Along {
    /// Side by side.
    Row,
    /// One below the other.
    Column,
}

/// The sizes of `parts` in `extent` points, between whose visible ones lie gaps of `gap` points.
pub fn sizes(
    parts: &[LayoutPart],
    along: Along,
    (extent, gap): (f32, f32),
    main: Option<Panel>,
    closed: &BTreeSet<Panel>,
) -> Vec<f32> {
    let is_visible: Vec<bool> = parts
        .iter()
        .map(|part| part.node.is_visible(closed))
        .collect();
    let count = is_visible.iter().filter(|visible| **visible).count();
    let extent = (extent - gap * count.saturating_sub(1) as f32).max(1.0);
    let wanted = |part: &LayoutPart| {
        if part.points <= UNSIZED {
            extent / count.max(1) as f32
        } else {
            part.points
        }
    };
    let is_main = |part: &LayoutPart| main.is_some_and(|main| part.node.holds(main));
    let main_at = parts
        .iter()
        .zip(&is_visible)
        .position(|(part, visible)| *visible && is_main(part));
    let others = parts.iter().enumerate().zip(&is_visible);
    let others = others.filter(|((index, _), visible)| **visible && Some(*index) != main_at);
    let beside: f32 = others.map(|((_, part), _)| wanted(part)).sum();
    let most = match (main_at, along) {
        (None, _) => extent,
        (Some(_), Along::Row) => extent * MOST_BESIDE,
        (Some(_), Along::Column) => (extent - LEAST_HEIGHT).max(extent / 2.0),
    };
    // Without a main part all of them share the room as they did before.
    let scale = match main_at {
        None if beside > 0.0 => extent / beside,
        _ if beside > most => most / beside,
        _ => 1.0,
    };
    let sized = parts.iter().enumerate().map(|(index, part)| {
        if Some(index) == main_at {
            extent - beside * scale
        } else {
            wanted(part) * scale
        }
    });
    sized.collect()
}

#[cfg(test)]
mod tests {
    use super::super::LayoutNode;
    use super::*;

    fn part(points: f32, panel: Panel) -> LayoutPart {
        LayoutPart {
            points,
            node: LayoutNode::tabs([panel]).unwrap(),
        }
    }

    fn row() -> [LayoutPart; 3] {
        [
            part(208.0, Panel::Palette),
            part(1.0, Panel::Canvas),
            part(300.0, Panel::Inspector),
        ]
    }

    fn sizes_in(extent: f32, closed: &[Panel]) -> Vec<f32> {
        let closed = closed.iter().copied().collect();
        sizes(
            &row(),
            Along::Row,
            (extent, 1.0),
            Some(Panel::Canvas),
            &closed,
        )
    }

    #[test]
    fn the_sides_keep_their_width_and_the_canvas_takes_the_rest() {
        assert_eq!(sizes_in(1440.0, &[]), [208.0, 930.0, 300.0]);
        assert_eq!(sizes_in(1024.0, &[]), [208.0, 514.0, 300.0]);
        assert_eq!(sizes_in(1440.0, &[Panel::Palette])[1], 1139.0);
    }

    #[test]
    fn in_a_narrow_window_the_canvas_keeps_more_than_a_third() {
        let sizes = sizes_in(602.0, &[]);
        assert!((sizes[1] - 216.0).abs() < 0.1, "{sizes:?}");
        assert!((sizes.iter().sum::<f32>() - 600.0).abs() < 0.1);
    }

    #[test]
    fn without_a_main_part_all_grow_alike() {
        let closed = BTreeSet::from([Panel::Canvas]);
        let sizes = sizes(
            &row(),
            Along::Row,
            (1017.0, 1.0),
            Some(Panel::Canvas),
            &closed,
        );
        assert_eq!((sizes[0], sizes[2]), (416.0, 600.0));
    }
}

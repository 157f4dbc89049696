//! Where carried nodes come to rest: in line with others, or on the grid.

use egui::{Pos2, Rangef, Rect, Vec2, pos2, vec2};

use crate::app::canvas::scene::measure::GRID;

/// A line along which nodes line up, in graph units.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Guide {
    /// From here
    pub from: Pos2,
    /// to here.
    pub to: Pos2,
}

/// What attracts a carried node.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Attraction {
    /// How near a line must be, in graph units.
    pub reach: f32,
    /// Whether a node that finds no line comes to rest on the grid.
    pub grid: bool,
}

/// `by`, changed so that `rect` moved by it lines up with one of `others`, or stands on the grid; with the lines to
/// show.
pub fn snapped(
    rect: Rect,
    by: Vec2,
    others: &[Rect],
    attraction: Attraction,
) -> (Vec2, Vec<Guide>) {
    let moved = rect.translate(by);
    let column = nearest_line(moved, others, Axis::X, attraction.reach);
    let row = nearest_line(moved, others, Axis::Y, attraction.reach);
    let to_grid = |at: f32| {
        if attraction.grid {
            (at / GRID).round() * GRID - at
        } else {
            0.0
        }
    };
    let shift = vec2(
        column.map_or_else(|| to_grid(moved.left()), |line| line.shift),
        row.map_or_else(|| to_grid(moved.top()), |line| line.shift),
    );
    let rest = moved.translate(shift);
    let guides = [(column, Axis::X), (row, Axis::Y)];
    let shown = guides
        .into_iter()
        .filter_map(|(line, axis)| Some(guide(line?, axis, rest, others)));
    (by + shift, shown.collect())
}

#[derive(Debug, Clone, Copy)]
enum Axis {
    X,
    Y,
}

impl Axis {
    fn range(self, rect: Rect) -> Rangef {
        match self {
            Self::X => rect.x_range(),
            Self::Y => rect.y_range(),
        }
    }

    fn other(self) -> Self {
        match self {
            Self::X => Self::Y,
            Self::Y => Self::X,
        }
    }
}

/// Where a node would line up, and how far that is.
#[derive(Debug, Clone, Copy)]
struct Line {
    at: f32,
    shift: f32,
}

/// The middle first: it is the line that is shown where all three are equally far.
fn lines_of(range: Rangef) -> [f32; 3] {
    [range.center(), range.min, range.max]
}

fn nearest_line(moved: Rect, others: &[Rect], axis: Axis, reach: f32) -> Option<Line> {
    let own = lines_of(axis.range(moved));
    let lines = others.iter().flat_map(|other| {
        let theirs = lines_of(axis.range(*other));
        own.into_iter().zip(theirs).map(|(own, at)| Line {
            at,
            shift: at - own,
        })
    });
    lines
        .filter(|line| line.shift.abs() <= reach)
        .min_by(|one, other| one.shift.abs().total_cmp(&other.shift.abs()))
}

/// The line from the node at rest through all that stand on it.
fn guide(line: Line, axis: Axis, rest: Rect, others: &[Rect]) -> Guide {
    let stands_on = |rect: &&Rect| {
        lines_of(axis.range(**rect))
            .into_iter()
            .any(|at| (at - line.at).abs() < 0.5)
    };
    let cross = axis.other();
    let reach = others
        .iter()
        .filter(stands_on)
        .fold(cross.range(rest), |reach, rect| {
            let range = cross.range(*rect);
            Rangef::new(reach.min.min(range.min), reach.max.max(range.max))
        });
    let at = |along: f32| match axis {
        Axis::X => pos2(line.at, along),
        Axis::Y => pos2(along, line.at),
    };
    Guide {
        from: at(reach.min),
        to: at(reach.max),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LINES: Attraction = Attraction {
        reach: 6.0,
        grid: false,
    };

    fn node(x: f32, y: f32) -> Rect {
        Rect::from_min_size(pos2(x, y), vec2(236.0, 46.0))
    }

    #[test]
    fn a_node_that_nearly_lines_up_comes_to_rest_in_line() {
        let (rect, other) = (node(0.0, 0.0), node(330.0, 104.0));
        let (by, guides) = snapped(rect, vec2(327.0, 300.0), &[other], LINES);
        assert_eq!(by, vec2(330.0, 300.0));
        let guide = Guide {
            from: pos2(448.0, 104.0),
            to: pos2(448.0, 346.0),
        };
        assert_eq!(guides, [guide]);
        let far = vec2(300.0, 300.0);
        assert_eq!(snapped(rect, far, &[other], LINES).0, far);
    }

    #[test]
    fn edges_of_nodes_of_different_size_line_up_too() {
        let wide = Rect::from_min_size(pos2(0.0, 200.0), vec2(400.0, 300.0));
        let (by, guides) = snapped(node(0.0, 0.0), vec2(3.0, 20.0), &[wide], LINES);
        assert_eq!(by, vec2(0.0, 20.0));
        assert_eq!(guides[0].from.x, 0.0);
    }

    #[test]
    fn the_grid_takes_what_no_line_takes() {
        let grid = Attraction {
            reach: 6.0,
            grid: true,
        };
        let (by, guides) = snapped(node(0.0, 0.0), vec2(30.0, 70.0), &[node(500.0, 68.0)], grid);
        assert_eq!(by, vec2(26.0, 68.0));
        assert_eq!(guides.len(), 1);
    }
}

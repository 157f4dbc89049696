//! What a drawing is measured by: wires over boxes, wires that lie upon each other, crossings.

use std::collections::BTreeMap;

use netsmith::diagram::{Diagram, Rect};
use netsmith::graph::NodePath;

/// Two wires side by side are told apart from this distance on, px.
const APART_PX: f32 = 1.5;

/// What is wrong with a drawing.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Figures {
    /// Stretches of wires through boxes.
    pub over_boxes: usize,
    /// Stretches of wires of different sources that lie upon each other.
    pub shared_lanes: usize,
    /// How often wires of different sources cross.
    pub crossings: usize,
}

/// A level or upright stretch of a wire.
struct Stretch<S> {
    source: S,
    /// Its place on the axis that it does not run along.
    at: f32,
    from: f32,
    to: f32,
}

impl<S: Copy + PartialEq> Stretch<S> {
    fn overlaps(&self, other: &Self) -> bool {
        self.to.min(other.to) - self.from.max(other.from) > 1.0
    }

    fn runs_through(&self, at: [f32; 2], along: [f32; 2]) -> bool {
        self.at > at[0] + 0.5
            && self.at < at[1] - 0.5
            && self.to > along[0] + 0.5
            && self.from < along[1] - 0.5
    }

    fn crosses(&self, other: &Self) -> bool {
        let is_inside = |at: f32, stretch: &Self| at > stretch.from && at < stretch.to;
        self.source != other.source && is_inside(self.at, other) && is_inside(other.at, self)
    }
}

impl Figures {
    /// Measures a drawing.
    pub fn of(diagram: &Diagram) -> Self {
        let boxes: Vec<Rect> = diagram.nodes.iter().map(|node| node.rect).collect();
        let wires = diagram.wires.iter();
        let wires: Vec<(&NodePath, &[[f32; 2]])> =
            wires.map(|wire| (&wire.from, &wire.points[..])).collect();
        Self::of_lines(&boxes, &wires)
    }

    /// Measures what is drawn of wires: where each comes from, and its corners.
    pub fn of_lines<S: Copy + PartialEq>(boxes: &[Rect], wires: &[(S, &[[f32; 2]])]) -> Self {
        let [level, upright] = [1, 0].map(|axis| stretches(wires, axis));
        let crossings = level
            .iter()
            .flat_map(|one| upright.iter().filter(|other| one.crosses(other)));
        Self {
            over_boxes: boxes.iter().map(|rect| over(rect, &level, &upright)).sum(),
            shared_lanes: shared(&level) + shared(&upright),
            crossings: crossings.count(),
        }
    }
}

/// The stretches of all wires that keep their place on `axis`, sorted by it.
fn stretches<S: Copy>(wires: &[(S, &[[f32; 2]])], axis: usize) -> Vec<Stretch<S>> {
    let mut all = Vec::new();
    for (source, points) in wires {
        for ends in points.windows(2) {
            let along = [ends[0][1 - axis], ends[1][1 - axis]];
            if ends[0][axis] == ends[1][axis] && along[0] != along[1] {
                all.push(Stretch {
                    source: *source,
                    at: ends[0][axis],
                    from: along[0].min(along[1]),
                    to: along[0].max(along[1]),
                });
            }
        }
    }
    all.sort_by(|one, other| one.at.total_cmp(&other.at));
    all
}

fn over<S: Copy + PartialEq>(rect: &Rect, level: &[Stretch<S>], upright: &[Stretch<S>]) -> usize {
    let (across, along) = ([rect.x, rect.right()], [rect.y, rect.bottom()]);
    let level = level
        .iter()
        .filter(|stretch| stretch.runs_through(along, across));
    let upright = upright
        .iter()
        .filter(|stretch| stretch.runs_through(across, along));
    level.count() + upright.count()
}

fn shared<S: Copy + PartialEq>(stretches: &[Stretch<S>]) -> usize {
    let mut count = 0;
    for (index, one) in stretches.iter().enumerate() {
        let near = stretches[index + 1..]
            .iter()
            .take_while(|other| other.at - one.at < APART_PX);
        count += near
            .filter(|other| one.source != other.source && one.overlaps(other))
            .count();
    }
    count
}

/// The names of boxes in each level row, from left to right, from the top.
pub fn rows(diagram: &Diagram) -> Vec<Vec<&str>> {
    let mut rows: BTreeMap<i64, Vec<(f32, &str)>> = BTreeMap::new();
    for node in &diagram.nodes {
        rows.entry(node.rect.y as i64)
            .or_default()
            .push((node.rect.x, &node.title));
    }
    let sorted = rows.into_values().map(|mut row| {
        row.sort_by(|one, other| one.0.total_cmp(&other.0));
        row.into_iter().map(|(_, name)| name).collect()
    });
    sorted.collect()
}

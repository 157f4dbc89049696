//! Shapes as signed distances: negative inside, positive outside, in the units of their coordinates. A distance is all
//! that a smooth edge needs.

use std::ops::{Add, Mul, Sub};

/// A point or a direction; y grows downwards, as in images.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Point {
    pub(super) x: f32,
    pub(super) y: f32,
}

/// Shorthand, since drawing is full of points.
pub(super) const fn at(x: f32, y: f32) -> Point {
    Point { x, y }
}

impl Add for Point {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        at(self.x + other.x, self.y + other.y)
    }
}

impl Sub for Point {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        at(self.x - other.x, self.y - other.y)
    }
}

impl Mul<f32> for Point {
    type Output = Self;
    fn mul(self, factor: f32) -> Self {
        at(self.x * factor, self.y * factor)
    }
}

impl Point {
    pub(super) fn dot(self, other: Self) -> f32 {
        self.x * other.x + self.y * other.y
    }

    pub(super) fn length(self) -> f32 {
        self.dot(self).sqrt()
    }

    /// Turned clockwise as seen in a image.
    pub(super) fn rotated(self, radians: f32) -> Self {
        let (sin, cos) = radians.sin_cos();
        at(self.x * cos - self.y * sin, self.x * sin + self.y * cos)
    }

    /// The direction that points `radians` clockwise from straight up.
    pub(super) fn from_up(radians: f32) -> Self {
        at(0.0, -1.0).rotated(radians)
    }

    pub(super) fn mixed(self, other: Self, share: f32) -> Self {
        self + (other - self) * share
    }
}

/// Something with an inside.
pub(super) trait Shape {
    /// Signed distance to the edge; near it, exact enough for a smooth edge.
    fn distance(&self, point: Point) -> f32;
    /// Two corners of an upright box around the inside.
    fn bounds(&self) -> (Point, Point);
}

/// An ellipse with upright axes.
#[derive(Debug, Clone, Copy)]
pub(super) struct Ellipse {
    pub(super) center: Point,
    pub(super) radii: Point,
}

/// Shorthand for an ellipse.
pub(super) const fn ellipse(x: f32, y: f32, radius_x: f32, radius_y: f32) -> Ellipse {
    Ellipse {
        center: at(x, y),
        radii: at(radius_x, radius_y),
    }
}

impl Shape for Ellipse {
    /// Inigo Quilez's first-order estimate: exact on the edge, and for circles everywhere.
    fn distance(&self, point: Point) -> f32 {
        let offset = point - self.center;
        let scaled = at(offset.x / self.radii.x, offset.y / self.radii.y).length();
        let slope = at(
            offset.x / self.radii.x.powi(2),
            offset.y / self.radii.y.powi(2),
        )
        .length();
        if slope == 0.0 {
            -self.radii.x.min(self.radii.y)
        } else {
            scaled * (scaled - 1.0) / slope
        }
    }

    fn bounds(&self) -> (Point, Point) {
        (self.center - self.radii, self.center + self.radii)
    }
}

/// A line with round ends that may grow thinner or thicker along its points.
#[derive(Debug, Clone)]
pub(super) struct Stroke {
    points: Vec<Point>,
    radii: (f32, f32),
}

/// A straight stroke: a finger's segment, an arm.
pub(super) fn capsule(from: Point, to: Point, radius_from: f32, radius_to: f32) -> Stroke {
    Stroke {
        points: vec![from, to],
        radii: (radius_from, radius_to),
    }
}

/// A stroke along a quadratic curve from `from` to `to`, pulled towards `control`.
pub(super) fn curve(from: Point, control: Point, to: Point, radius: f32) -> Stroke {
    const STEPS: usize = 8;
    let on_curve = |step: usize| {
        let share = step as f32 / STEPS as f32;
        from.mixed(control, share)
            .mixed(control.mixed(to, share), share)
    };
    Stroke {
        points: (0..=STEPS).map(on_curve).collect(),
        radii: (radius, radius),
    }
}

/// A stroke of two straight parts, such as a bent finger.
pub(super) fn bent(points: [Point; 3], radius_from: f32, radius_to: f32) -> Stroke {
    Stroke {
        points: points.to_vec(),
        radii: (radius_from, radius_to),
    }
}

impl Stroke {
    /// The same with other radii.
    pub(super) fn tapered(self, radius_from: f32, radius_to: f32) -> Self {
        Self {
            radii: (radius_from, radius_to),
            ..self
        }
    }

    /// The same, thicker by `margin` all around.
    pub(super) fn grown(&self, margin: f32) -> Self {
        Self {
            points: self.points.clone(),
            radii: (self.radii.0 + margin, self.radii.1 + margin),
        }
    }

    /// How the surface of a tube around this line faces at `point`: 0 on the middle line, length 1 at the edge.
    pub(super) fn normal(&self, point: Point) -> Point {
        let (place, radius) = self.nearest(point);
        let offset = (point - place) * (1.0 / radius.max(1e-6));
        offset * (1.0 / offset.length().max(1.0))
    }

    /// Closest point of the middle line, and the radius there.
    fn nearest(&self, point: Point) -> (Point, f32) {
        let segment_count = self.points.len().saturating_sub(1).max(1) as f32;
        let mut best = (self.points[0], self.radii.0);
        let mut best_distance = f32::INFINITY;
        for (index, pair) in self.points.windows(2).enumerate() {
            let along = pair[1] - pair[0];
            let share = ((point - pair[0]).dot(along) / along.dot(along).max(1e-9)).clamp(0.0, 1.0);
            let place = pair[0] + along * share;
            let radius = self.radii.0
                + (self.radii.1 - self.radii.0) * (index as f32 + share) / segment_count;
            let distance = (point - place).length() - radius;
            if distance < best_distance {
                best_distance = distance;
                best = (place, radius);
            }
        }
        best
    }
}

impl Shape for Stroke {
    fn distance(&self, point: Point) -> f32 {
        let (place, radius) = self.nearest(point);
        (point - place).length() - radius
    }

    fn bounds(&self) -> (Point, Point) {
        let radius = self.radii.0.max(self.radii.1);
        let (low, high) = corners(&self.points);
        (low - at(radius, radius), high + at(radius, radius))
    }
}

/// The inside of a closed line of points, with rounded corners.
#[derive(Debug, Clone)]
pub(super) struct Polygon {
    pub(super) points: Vec<Point>,
    pub(super) rounding: f32,
}

impl Shape for Polygon {
    /// Inigo Quilez's exact distance: the nearest edge gives the size, the crossings of a ray give the sign.
    fn distance(&self, point: Point) -> f32 {
        let mut nearest = f32::INFINITY;
        let mut inside = false;
        let ends = self.points.iter().zip(self.points.iter().cycle().skip(1));
        for (&from, &to) in ends {
            let (edge, offset) = (to - from, point - from);
            let share = (offset.dot(edge) / edge.dot(edge).max(1e-9)).clamp(0.0, 1.0);
            nearest = nearest.min((offset - edge * share).length());
            if (from.y > point.y) != (to.y > point.y)
                && point.x < from.x + edge.x * (point.y - from.y) / edge.y
            {
                inside = !inside;
            }
        }
        (if inside { -nearest } else { nearest }) - self.rounding
    }

    fn bounds(&self) -> (Point, Point) {
        let (low, high) = corners(&self.points);
        let margin = at(self.rounding, self.rounding);
        (low - margin, high + margin)
    }
}

/// What lies in both shapes.
pub(super) struct Both<A, B>(pub(super) A, pub(super) B);

impl<A: Shape, B: Shape> Shape for Both<A, B> {
    fn distance(&self, point: Point) -> f32 {
        self.0.distance(point).max(self.1.distance(point))
    }

    fn bounds(&self) -> (Point, Point) {
        let ((low, high), (other_low, other_high)) = (self.0.bounds(), self.1.bounds());
        (
            at(low.x.max(other_low.x), low.y.max(other_low.y)),
            at(high.x.min(other_high.x), high.y.min(other_high.y)),
        )
    }
}

/// The first shape without the second.
pub(super) struct Without<A, B>(pub(super) A, pub(super) B);

impl<A: Shape, B: Shape> Shape for Without<A, B> {
    fn distance(&self, point: Point) -> f32 {
        self.0.distance(point).max(-self.1.distance(point))
    }

    fn bounds(&self) -> (Point, Point) {
        self.0.bounds()
    }
}

/// Two shapes grown together, with a soft corner of the given size between them (Quilez's polynomial smooth minimum).
pub(super) struct Blend<A, B>(pub(super) A, pub(super) B, pub(super) f32);

impl<A: Shape, B: Shape> Shape for Blend<A, B> {
    fn distance(&self, point: Point) -> f32 {
        let (first, second) = (self.0.distance(point), self.1.distance(point));
        let overlap = (self.2 - (first - second).abs()).max(0.0) / self.2;
        first.min(second) - overlap * overlap * self.2 * 0.25
    }

    fn bounds(&self) -> (Point, Point) {
        let ((low, high), (other_low, other_high)) = (self.0.bounds(), self.1.bounds());
        (
            at(low.x.min(other_low.x), low.y.min(other_low.y)),
            at(high.x.max(other_high.x), high.y.max(other_high.y)),
        )
    }
}

impl<S: Shape> Shape for &S {
    fn distance(&self, point: Point) -> f32 {
        (**self).distance(point)
    }

    fn bounds(&self) -> (Point, Point) {
        (**self).bounds()
    }
}

fn corners(points: &[Point]) -> (Point, Point) {
    let start = (
        at(f32::INFINITY, f32::INFINITY),
        at(f32::NEG_INFINITY, f32::NEG_INFINITY),
    );
    points.iter().fold(start, |(low, high), point| {
        (
            at(low.x.min(point.x), low.y.min(point.y)),
            at(high.x.max(point.x), high.y.max(point.y)),
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn near(found: f32, expected: f32) {
        assert!(
            (found - expected).abs() < 1e-4,
            "found {found}, expected {expected}"
        );
    }

    #[test]
    fn distances_are_negative_inside_and_grow_outwards() {
        near(ellipse(1.0, 0.0, 2.0, 2.0).distance(at(4.0, 0.0)), 1.0);
        near(ellipse(0.0, 0.0, 2.0, 1.0).distance(at(0.0, 1.0)), 0.0);
        near(
            capsule(at(0.0, 0.0), at(4.0, 0.0), 1.0, 0.5).distance(at(2.0, 2.0)),
            1.25,
        );
        let square = Polygon {
            points: vec![at(0.0, 0.0), at(2.0, 0.0), at(2.0, 2.0), at(0.0, 2.0)],
            rounding: 0.0,
        };
        near(square.distance(at(1.0, 1.0)), -1.0);
        near(square.distance(at(3.0, 1.0)), 1.0);
    }

    #[test]
    fn shapes_combine() {
        let (left, right) = (ellipse(-1.0, 0.0, 2.0, 2.0), ellipse(1.0, 0.0, 2.0, 2.0));
        near(Both(left, right).distance(at(0.0, 0.0)), -1.0);
        near(Without(left, right).distance(at(0.0, 0.0)), 1.0);
        assert!(Blend(left, right, 0.5).distance(at(0.0, 1.8)) < left.distance(at(0.0, 1.8)));
    }

    #[test]
    fn a_tube_faces_away_from_its_middle_line() {
        let up = capsule(at(0.0, 0.0), at(0.0, -4.0), 2.0, 2.0);
        let normal = up.normal(at(-1.0, -2.0));
        near(normal.x, -0.5);
        near(normal.y, 0.0);
        near(up.normal(at(9.0, -2.0)).length(), 1.0);
    }
}

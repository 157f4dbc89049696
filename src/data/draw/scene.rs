//! What stands behind a face or hand, and the light that falls on it.

use super::super::random::Random;
use super::canvas::{Canvas, Edge, Placement};
use super::color::{Color, brightness, cloth, mix, times};
use super::shapes::{Point, Polygon, at, capsule, ellipse};

/// Coordinates of the canvas itself, px.
pub(super) const WHOLE: Placement = Placement {
    origin_px: at(0.0, 0.0),
    unit_px: 1.0,
    angle: 0.0,
    mirrored: false,
};

/// Light from one side.
#[derive(Debug, Clone, Copy)]
pub(super) struct Light {
    /// Unit vector on the canvas that points to where the light comes from.
    pub(super) towards: Point,
    /// How much darker the far side is, 0 to 1.
    pub(super) strength: f32,
}

impl Light {
    /// From anywhere but straight below.
    pub(super) fn new(random: &mut Random) -> Self {
        Self {
            towards: Point::from_up(random.around(2.2)),
            strength: random.range(0.1, 0.55),
        }
    }

    /// Brightness of a place that faces `normal` (length up to 1, in canvas directions).
    pub(super) fn on(&self, normal: Point) -> f32 {
        1.0 + self.strength * (0.75 * self.towards.dot(normal) - 0.15)
    }
}

/// A wall, a gradient, a room out of focus. A photographer would not put `subject` before a wall of its own brightness.
pub(super) fn backdrop(side: usize, subject: Color, random: &mut Random) -> Canvas {
    let mut tries = (0..8).map(|_| colors(random));
    let stands_out = |(first, second): &(Color, Color)| {
        (brightness(mix(*first, *second, 0.5)) - brightness(subject)).abs() > 0.15
    };
    let (first, second) = tries.find(stands_out).unwrap_or(([0.5; 3], [0.5; 3]));
    let direction = Point::from_up(random.range(0.0, std::f32::consts::TAU));
    let span = side as f32;
    let mut canvas = Canvas::new(side, |point| {
        mix(
            first,
            second,
            (direction.dot(point * (1.0 / span) - at(0.5, 0.5)) + 0.5).clamp(0.0, 1.0),
        )
    });
    match random.below(5) {
        0 => lights_out_of_focus(&mut canvas, random),
        1 => stripes(&mut canvas, random),
        2 => furniture(&mut canvas, random),
        _ => {}
    }
    canvas
}

/// Often a plain bright wall, as in the course's photographs.
fn colors(random: &mut Random) -> (Color, Color) {
    if random.chance(0.35) {
        let bright = [random.range(0.7, 0.95); 3].map(|value| value + random.around(0.04));
        return (bright, times(bright, random.range(0.75, 1.0)));
    }
    let first = cloth(random);
    let second = if random.chance(0.5) {
        cloth(random)
    } else {
        times(first, random.range(0.5, 1.3))
    };
    (first, second)
}

fn lights_out_of_focus(canvas: &mut Canvas, random: &mut Random) {
    let span = canvas.side() as f32;
    for _ in 0..3 + random.below(6) {
        let spot = ellipse(random.range(0.0, span), random.range(0.0, span), 1.0, 1.0);
        let radius = span * random.range(0.04, 0.16);
        let spot = super::shapes::Ellipse {
            radii: at(radius, radius),
            ..spot
        };
        let color = cloth(random);
        canvas.paint(
            &WHOLE,
            &spot,
            Edge::soft(random.range(0.3, 0.8), random.range(2.0, 8.0)),
            |_| color,
        );
    }
}

fn stripes(canvas: &mut Canvas, random: &mut Random) {
    let span = canvas.side() as f32;
    let (color, opacity) = (cloth(random), random.range(0.2, 0.7));
    let step = span * random.range(0.12, 0.4);
    let width = step * random.range(0.1, 0.3);
    let along = Point::from_up(if random.chance(0.5) {
        random.around(0.2)
    } else {
        random.around(1.6)
    });
    let across = at(-along.y, along.x);
    for index in -6..=6_i8 {
        let middle = at(span / 2.0, span / 2.0) + across * (f32::from(index) * step);
        let stripe = capsule(middle - along * span, middle + along * span, width, width);
        canvas.paint(&WHOLE, &stripe, Edge::soft(opacity, 1.5), |_| color);
    }
}

fn furniture(canvas: &mut Canvas, random: &mut Random) {
    let span = canvas.side() as f32;
    for _ in 0..=random.below(4) {
        let (left, top) = (
            random.range(-0.2, 0.9) * span,
            random.range(-0.2, 0.9) * span,
        );
        let (right, bottom) = (
            left + span * random.range(0.1, 0.5),
            top + span * random.range(0.1, 0.8),
        );
        let points = vec![
            at(left, top),
            at(right, top),
            at(right, bottom),
            at(left, bottom),
        ];
        let color = cloth(random);
        let edge = Edge::soft(random.range(0.4, 0.9), random.range(1.0, 5.0));
        canvas.paint(
            &WHOLE,
            &Polygon {
                points,
                rounding: 0.0,
            },
            edge,
            |_| color,
        );
    }
}

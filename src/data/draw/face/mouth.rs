//! The mouth, which is what makes a face happy or not: corners up for happy; corners down, flat or a round "oh" if not.

use std::f32::consts::PI;

use super::super::super::random::Random;
use super::super::canvas::Edge;
use super::super::color::{Color, mix, times};
use super::super::shapes::{Both, Point, Polygon, at, curve, ellipse};
use super::Face;

/// One mouth; lengths in units of the head.
struct Mouth {
    center: Point,
    half_width: f32,
    /// How far the corners stand above the middle; below 0 they hang.
    lift: f32,
    /// How far the jaw is open in the middle.
    gape: f32,
    /// How much higher the right corner is than the left.
    slant: f32,
    has_teeth: bool,
    lips: Color,
}

/// Paints the mouth with the folds beside it.
pub(super) fn paint(face: &mut Face<'_>, random: &mut Random, is_happy: bool) {
    let mouth = Mouth::new(face, random, is_happy);
    if mouth.gape > 0.0 {
        mouth.paint_open(face);
    } else {
        mouth.paint_closed(face);
    }
    if random.chance(0.7) {
        mouth.paint_folds(face);
    }
}

impl Mouth {
    fn new(face: &Face<'_>, random: &mut Random, is_happy: bool) -> Self {
        let is_open = random.chance(if is_happy { 0.6 } else { 0.35 });
        let lift = match (is_happy, random.below(10)) {
            (true, _) => random.range(0.17, 0.27),
            (false, 0) => random.range(-0.05, 0.0),
            (false, _) => random.range(-0.25, -0.16),
        };
        Self {
            center: face.feature(face.gaze.x * 0.3, face.mouth_height),
            half_width: random.range(0.32, 0.42),
            lift,
            gape: if is_open {
                random.range(0.10, 0.24)
            } else {
                0.0
            },
            slant: random.around(0.04),
            has_teeth: random.chance(0.75),
            lips: face.lips(random),
        }
    }

    /// Height of the line between the lips at `share` of the way from left to right.
    fn line(&self, share: f32) -> Point {
        let place = share * 2.0 - 1.0;
        // Half of the lift goes to the corners and half to the middle, so that the mouth's height says nothing.
        let bend = self.lift * (place * place - 0.5);
        self.center + at(place * self.half_width, -bend - self.slant * place)
    }

    /// The line between the lips, lowered by `drop` in the middle and by nothing at the corners.
    fn dropped_line(&self, drop: f32) -> impl DoubleEndedIterator<Item = Point> {
        const STEPS: u8 = 12;
        (0..=STEPS).map(move |step| {
            let share = f32::from(step) / f32::from(STEPS);
            self.line(share) + at(0.0, drop * (PI * share).sin())
        })
    }

    fn paint_closed(&self, face: &mut Face<'_>) {
        let lips = self.between(-0.05, 0.08);
        face.fill(&lips, self.lips, Edge::sheer(0.85));
        let (left, right) = (self.line(0.0), self.line(1.0));
        let control = self.line(0.5) * 2.0 - left.mixed(right, 0.5);
        face.fill(
            &curve(left, control, right, 0.028),
            times(self.lips, 0.35),
            Edge::SHARP,
        );
    }

    fn paint_open(&self, face: &mut Face<'_>) {
        // A smiling mouth drops its lower lip, a crying one raises its upper lip: both keep the line of the corners.
        let (top, bottom) = if self.lift > 0.0 {
            (-0.02, self.gape)
        } else {
            (-self.gape * 0.55, self.gape * 0.45)
        };
        face.fill(
            &self.between(top - 0.055, bottom + 0.06),
            self.lips,
            Edge::SHARP,
        );
        let inside = self.between(top, bottom);
        face.fill(&inside, [0.22, 0.05, 0.06], Edge::SHARP);
        let tongue = ellipse(
            self.center.x,
            self.line(0.5).y + bottom,
            self.half_width * 0.5,
            0.07,
        );
        face.fill(
            &Both(&inside, tongue),
            mix(self.lips, [0.75, 0.25, 0.28], 0.6),
            Edge::sheer(0.8),
        );
        if self.has_teeth {
            let teeth = self.between(top, top + (bottom - top) * 0.45);
            face.fill(&Both(&inside, teeth), [0.95, 0.94, 0.90], Edge::SHARP);
        }
    }

    fn between(&self, top: f32, bottom: f32) -> Polygon {
        let points = self
            .dropped_line(top)
            .chain(self.dropped_line(bottom).rev())
            .collect();
        Polygon {
            points,
            rounding: 0.012,
        }
    }

    /// Dimples that follow the corners up, or lines that follow them down.
    fn paint_folds(&self, face: &mut Face<'_>) {
        for (side, corner) in [(-1.0, self.line(0.0)), (1.0, self.line(1.0))] {
            let outer = corner + at(side * 0.07, 0.0);
            let fold = curve(
                outer - at(0.0, 0.09),
                outer + at(side * 0.05, 0.0),
                outer + at(0.0, 0.09),
                0.016,
            );
            face.fill(&fold, face.skin_shadow(), Edge::sheer(0.5));
        }
    }
}

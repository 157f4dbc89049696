//! Eyes and brows. They lean towards the mood, but less than half of the time: without the mouth they do not settle it.

use super::super::super::random::Random;
use super::super::canvas::Edge;
use super::super::color::{Color, times};
use super::super::shapes::{Both, Ellipse, Point, at, curve, ellipse};
use super::Face;

/// How both eyes of one face look.
struct Look {
    iris: Color,
    /// Half the height of the open eye; 0 is shut.
    opening: f32,
    /// Half the width of the eye.
    width: f32,
    /// Where the pupils point.
    aim: Point,
    /// Rise of the brows' inner ends: above 0 worried, below 0 angry.
    brow_tilt: f32,
    /// Distance from eye to brow.
    brow_height: f32,
    brow_radius: f32,
}

impl Look {
    fn new(random: &mut Random, is_happy: bool) -> Self {
        const IRISES: [Color; 5] = [
            [0.25, 0.15, 0.08],
            [0.35, 0.22, 0.12],
            [0.30, 0.42, 0.55],
            [0.32, 0.45, 0.30],
            [0.15, 0.12, 0.10],
        ];
        let leaning = random.chance(0.4);
        let brow_tilt = match (leaning, is_happy) {
            (true, true) => random.range(-0.02, 0.06),
            (true, false) if random.chance(0.6) => random.range(0.07, 0.14),
            (true, false) => random.range(-0.14, -0.07),
            (false, _) => random.around(0.08),
        };
        Self {
            iris: *random.pick(&IRISES),
            opening: if random.chance(0.08) {
                0.0
            } else {
                random.range(0.055, 0.115)
            },
            width: random.range(0.13, 0.18),
            aim: at(random.around(0.05), random.around(0.03)),
            brow_tilt,
            brow_height: random.range(0.17, 0.27),
            brow_radius: random.range(0.022, 0.045),
        }
    }
}

/// Paints both eyes with their brows.
pub(super) fn paint(face: &mut Face<'_>, random: &mut Random, is_happy: bool) {
    let look = Look::new(random, is_happy);
    let winks = random.chance(0.03);
    for side in [-1.0, 1.0] {
        let place = face.feature(side * face.eye_distance, face.eye_height);
        if look.opening == 0.0 || (winks && side > 0.0) {
            paint_shut_eye(face, place, &look);
        } else {
            paint_open_eye(face, place, &look);
        }
        paint_brow(face, place, side, &look);
    }
}

fn paint_open_eye(face: &mut Face<'_>, place: Point, look: &Look) {
    let opening = Ellipse {
        center: place,
        radii: at(look.width, look.opening),
    };
    let socket = Ellipse {
        center: place,
        radii: at(look.width * 1.35, look.opening + 0.09),
    };
    face.fill(&socket, face.skin_shadow(), Edge::soft(0.3, 3.0));
    face.fill(&opening, [0.93, 0.92, 0.90], Edge::SHARP);
    let pupil = place + look.aim;
    let iris = Both(opening, ellipse(pupil.x, pupil.y, 0.085, 0.085));
    face.fill(&iris, look.iris, Edge::SHARP);
    face.fill(
        &Both(opening, ellipse(pupil.x, pupil.y, 0.04, 0.04)),
        [0.03; 3],
        Edge::SHARP,
    );
    face.fill(
        &ellipse(pupil.x + 0.03, pupil.y - 0.03, 0.02, 0.02),
        [1.0; 3],
        Edge::sheer(0.8),
    );
    let lid = lid(place, look.width, -look.opening * 1.9);
    face.fill(&lid, times(face.skin_shadow(), 0.55), Edge::sheer(0.9));
}

fn paint_shut_eye(face: &mut Face<'_>, place: Point, look: &Look) {
    face.fill(
        &lid(place, look.width, 0.09),
        times(face.skin_shadow(), 0.5),
        Edge::sheer(0.95),
    );
}

fn lid(place: Point, width: f32, bend: f32) -> super::super::shapes::Stroke {
    curve(
        place - at(width, 0.0),
        place + at(0.0, bend),
        place + at(width, 0.0),
        0.022,
    )
}

fn paint_brow(face: &mut Face<'_>, place: Point, side: f32, look: &Look) {
    let (inner_x, outer_x) = (
        place.x - side * look.width * 0.9,
        place.x + side * look.width * 1.25,
    );
    let height = place.y - look.brow_height;
    let inner = at(inner_x, height - look.brow_tilt);
    let outer = at(outer_x, height + 0.02 + look.brow_tilt * 0.6);
    let brow = curve(inner, at(place.x, height - 0.06), outer, look.brow_radius);
    let color = times(face.hair, 0.8);
    face.fill(
        &brow.tapered(look.brow_radius * 1.2, look.brow_radius * 0.6),
        color,
        Edge::sheer(0.9),
    );
}

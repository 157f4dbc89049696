//! Beards, glasses, and things that get in the way. None of them depends on the mood.

use super::super::super::random::Random;
use super::super::canvas::Edge;
use super::super::color::{Color, cloth, skin, times};
use super::super::scene::WHOLE;
use super::super::shapes::{Both, Without, at, bent, capsule, curve, ellipse};
use super::{Face, head};

/// A beard, a moustache, both, stubble, or nothing.
pub(super) fn paint_beard(face: &mut Face<'_>, random: &mut Random) {
    let kind = random.below(12);
    let opacity = if random.chance(0.4) {
        random.range(0.2, 0.45)
    } else {
        random.range(0.75, 0.95)
    };
    let color = times(face.hair, 0.9);
    let mouth = face.feature(0.0, face.mouth_height);
    if kind <= 1 {
        let jaw = Both(
            head::shape(face),
            ellipse(mouth.x * 0.5, 0.95, face.half_width * 1.2, 0.85),
        );
        let open = Without(jaw, ellipse(mouth.x, mouth.y, 0.44, 0.24));
        face.fill(
            &Without(open, ellipse(mouth.x, 0.0, 0.5, 0.35)),
            color,
            Edge::soft(opacity, 1.5),
        );
    }
    if kind == 2 {
        let goatee = Both(
            head::shape(face),
            ellipse(mouth.x, mouth.y + 0.42, 0.22, 0.18),
        );
        face.fill(&goatee, color, Edge::soft(opacity, 1.5));
    }
    if kind == 1 || kind == 3 {
        let under_nose = mouth - at(0.0, 0.17);
        let side = at(0.26, 0.05);
        let moustache = curve(
            under_nose - at(side.x, -side.y),
            under_nose - at(0.0, 0.05),
            under_nose + side,
            0.05,
        );
        face.fill(&moustache, color, Edge::sheer(opacity));
    }
}

/// Glasses on every fourth face, some of them dark.
pub(super) fn paint_glasses(face: &mut Face<'_>, random: &mut Random) {
    if !random.chance(0.25) {
        return;
    }
    let frame: Color = if random.chance(0.6) {
        [0.08; 3]
    } else {
        cloth(random)
    };
    let lens_opacity = if random.chance(0.3) { 0.92 } else { 0.08 };
    let lens_color: Color = if lens_opacity > 0.5 {
        [0.05; 3]
    } else {
        [0.85, 0.92, 1.0]
    };
    let radii = at(random.range(0.22, 0.27), random.range(0.17, 0.25));
    let height = face.eye_height + 0.02;
    for side in [-1.0, 1.0] {
        let place = face.feature(side * (face.eye_distance + 0.01), height);
        let outer = ellipse(place.x, place.y, radii.x, radii.y);
        let inner = ellipse(place.x, place.y, radii.x - 0.045, radii.y - 0.045);
        face.fill(&inner, lens_color, Edge::sheer(lens_opacity));
        face.fill(&Without(outer, inner), frame, Edge::SHARP);
        let temple = at(side * face.half_width, height - 0.03);
        face.fill(
            &capsule(place + at(side * radii.x, -0.03), temple, 0.025, 0.025),
            frame,
            Edge::SHARP,
        );
    }
    let bridge = face.feature(0.0, height - 0.02);
    face.fill(
        &capsule(bridge - at(0.07, 0.0), bridge + at(0.07, 0.0), 0.025, 0.025),
        frame,
        Edge::SHARP,
    );
}

/// On one face in five: a strand of hair, a hand, a mug, or the edge of something nearer to the camera.
pub(super) fn paint_something_in_the_way(face: &mut Face<'_>, random: &mut Random) {
    let side = if random.chance(0.5) { 1.0 } else { -1.0 };
    match random.below(25) {
        0..=1 => {
            let strand = curve(
                at(side * 0.1, -1.0),
                at(side * 0.75, -0.6),
                at(side * 0.6, 0.3),
                0.07,
            );
            face.fill(
                &strand.tapered(0.10, 0.03),
                times(face.hair, 1.1),
                Edge::SHARP,
            );
        }
        2 => {
            let tone = times(skin(random), 0.95);
            let arm = bent(
                [
                    at(side * 1.4, 1.6),
                    at(side * 0.95, 0.9),
                    at(side * 0.75, 0.45),
                ],
                0.30,
                0.20,
            );
            face.fill_round(&arm, tone, at(side * 0.9, 0.8), at(0.8, 0.8));
        }
        3 => {
            let mug = capsule(at(side * 0.55, 1.0), at(side * 0.55, 1.5), 0.30, 0.30);
            let color = cloth(random);
            face.fill_round(&mug, color, at(side * 0.55, 1.2), at(0.35, 0.6));
        }
        4 => {
            let span = face.painter.canvas.side() as f32;
            let (x, color) = (if side > 0.0 { span } else { 0.0 }, cloth(random));
            let post = capsule(
                at(x, -10.0),
                at(x + random.around(8.0), span + 10.0),
                span * 0.2,
                span * 0.2,
            );
            face.painter
                .canvas
                .paint(&WHOLE, &post, Edge::soft(1.0, 4.0), |_| color);
        }
        _ => {}
    }
}

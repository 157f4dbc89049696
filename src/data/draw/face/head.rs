//! Shoulders, neck, ears, the head itself and the nose.

use super::super::super::random::Random;
use super::super::canvas::Edge;
use super::super::color::{cloth, mix, times};
use super::super::shapes::{Blend, Ellipse, at, capsule, curve, ellipse};
use super::Face;

/// The head as one shape: skull and jaw grown together.
pub(super) fn shape(face: &Face<'_>) -> Blend<Ellipse, Ellipse> {
    let width = face.half_width;
    Blend(
        ellipse(0.0, -0.18, width, 0.80),
        ellipse(face.gaze.x * 0.4, 0.38, width * 0.74, 0.60),
        0.35,
    )
}

/// Paints everything that has no mood of its own.
pub(super) fn paint(face: &mut Face<'_>, random: &mut Random) {
    paint_shoulders(face, random);
    paint_ears(face);
    let width = face.half_width;
    face.fill_round(&shape(face), face.skin, at(0.0, 0.05), at(width, 1.0));
    paint_cheeks(face, random);
    paint_nose(face, random);
}

fn paint_shoulders(face: &mut Face<'_>, random: &mut Random) {
    let cloth = cloth(random);
    let neck = capsule(
        at(0.0, 0.6),
        at(0.0, 1.5),
        face.half_width * 0.5,
        face.half_width * 0.58,
    );
    face.fill_round(
        &ellipse(0.0, 2.15, 1.55, 0.95),
        cloth,
        at(0.0, 2.2),
        at(1.6, 1.0),
    );
    face.fill(&neck, times(face.skin, 0.78), Edge::SHARP);
    if random.chance(0.5) {
        let collar = curve(at(-0.55, 1.25), at(0.0, 1.75), at(0.55, 1.25), 0.10);
        face.fill(&collar, times(cloth, random.range(0.6, 1.3)), Edge::SHARP);
    }
}

fn paint_ears(face: &mut Face<'_>) {
    for side in [-1.0, 1.0] {
        let x = side * face.half_width - face.gaze.x * 0.5;
        face.fill(
            &ellipse(x, face.eye_height + 0.14, 0.11, 0.20),
            times(face.skin, 0.9),
            Edge::SHARP,
        );
        face.fill(
            &ellipse(x, face.eye_height + 0.14, 0.05, 0.11),
            face.skin_shadow(),
            Edge::sheer(0.4),
        );
    }
}

/// Flushed or pale, by chance: red cheeks must not give the mood away.
fn paint_cheeks(face: &mut Face<'_>, random: &mut Random) {
    let flush = random.range(0.0, 0.35);
    let color = mix(face.skin, [0.85, 0.30, 0.28], 0.5);
    for side in [-0.42, 0.42] {
        let place = face.feature(side, 0.24);
        face.fill(
            &ellipse(place.x, place.y, 0.18, 0.14),
            color,
            Edge::soft(flush, 4.0),
        );
    }
}

fn paint_nose(face: &mut Face<'_>, random: &mut Random) {
    let (length, width) = (random.range(0.22, 0.34), random.range(0.09, 0.15));
    let lean = face.gaze.x * 0.5;
    let tip = face.feature(lean, face.eye_height + 0.08 + length);
    let root = face.feature(0.05, face.eye_height + 0.05);
    let shadow = face.skin_shadow();
    face.fill(
        &curve(root, at(tip.x + width, tip.y - 0.05), tip, 0.025),
        shadow,
        Edge::sheer(0.45),
    );
    let tip_bright = times(face.skin, 1.08);
    face.fill(
        &ellipse(tip.x, tip.y - 0.03, width * 0.8, 0.07),
        tip_bright,
        Edge::soft(0.5, 1.5),
    );
    for side in [-0.6, 0.6] {
        face.fill(
            &ellipse(tip.x + side * width, tip.y + 0.04, 0.035, 0.025),
            shadow,
            Edge::sheer(0.8),
        );
    }
}

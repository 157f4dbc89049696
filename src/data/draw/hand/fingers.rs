//! Fingers, stretched or folded.

use super::super::super::random::Random;
use super::super::canvas::Edge;
use super::super::color::times;
use super::super::shapes::{Point, Stroke, at, bent, capsule, ellipse};
use super::Hand;

/// Which digits are stretched: thumb, index, middle, ring and little finger.
pub(super) struct Digits([bool; 5]);

impl Digits {
    /// The ways in which people show a number, the usual one most often.
    pub(super) fn showing(finger_count: usize, random: &mut Random) -> Self {
        const I: bool = true;
        const O: bool = false;
        let rare = random.unit();
        Self(match finger_count {
            0 => [O; 5],
            1 if rare < 0.06 => [I, O, O, O, O],
            1 if rare < 0.09 => [O, O, O, O, I],
            1 => [O, I, O, O, O],
            2 if rare < 0.12 => [I, I, O, O, O],
            2 if rare < 0.15 => [O, I, O, O, I],
            2 => [O, I, I, O, O],
            3 if rare < 0.2 => [I, I, I, O, O],
            3 if rare < 0.23 => [O, O, I, I, I],
            3 => [O, I, I, I, O],
            4 if rare < 0.04 => [I, I, I, I, O],
            4 => [O, I, I, I, I],
            _ => [I; 5],
        })
    }
}

/// Where a finger starts and how it is built; the thumb is drawn by itself.
struct Build {
    base: (f32, f32),
    length: f32,
    radius: f32,
    /// Away from straight up when relaxed, radians.
    angle: f32,
}

/// Index, middle, ring and little finger. Lengths follow the usual proportions to the palm.
const BUILDS: [Build; 4] = [
    Build {
        base: (-0.35, -0.36),
        length: 0.86,
        radius: 0.120,
        angle: -0.17,
    },
    Build {
        base: (-0.115, -0.42),
        length: 0.96,
        radius: 0.125,
        angle: -0.04,
    },
    Build {
        base: (0.125, -0.39),
        length: 0.88,
        radius: 0.118,
        angle: 0.09,
    },
    Build {
        base: (0.35, -0.28),
        length: 0.68,
        radius: 0.102,
        angle: 0.25,
    },
];

/// Paints what the palm covers: the roots of stretched fingers and of the thumb.
pub(super) fn paint_behind_palm(hand: &mut Hand<'_>, digits: &Digits, random: &mut Random) {
    for (build, is_stretched) in BUILDS.iter().zip(&digits.0[1..]) {
        if *is_stretched {
            paint_stretched(hand, build, random);
        } else if !hand.shows_palm {
            paint_knuckle(hand, build);
        }
    }
    if digits.0[0] {
        paint_thumb(hand, random);
    } else if !hand.shows_palm {
        let tucked = capsule(
            hand.place(-0.36, 0.30),
            hand.place(-0.45, -0.05),
            0.13,
            0.09,
        );
        paint_digit(hand, &tucked);
    }
}

/// Paints what lies on the palm: folded fingers, and the thumb across them.
pub(super) fn paint_before_palm(hand: &mut Hand<'_>, digits: &Digits, random: &mut Random) {
    if !hand.shows_palm {
        return;
    }
    for (build, is_stretched) in BUILDS.iter().zip(&digits.0[1..]) {
        if !is_stretched {
            paint_folded(hand, build, random);
        }
    }
    if digits.0[0] {
        let ball = ellipse(-0.22 * hand.width, 0.24, 0.20, 0.27);
        hand.painter
            .fill(&ball, times(hand.skin, 1.06), Edge::soft(0.6, 4.0));
    } else {
        paint_thumb_across(hand, random);
    }
}

fn paint_stretched(hand: &mut Hand<'_>, build: &Build, random: &mut Random) {
    let base = hand.place(build.base.0, build.base.1 + 0.1);
    let angle = build.angle * hand.spread + random.around(0.06);
    let half = (build.length * hand.reach + 0.1) / 2.0;
    let middle = base + Point::from_up(angle) * half;
    let tip = middle + Point::from_up(angle + random.around(0.12)) * half;
    let radius = build.radius * hand.girth;
    paint_digit(hand, &bent([base, middle, tip], radius, radius * 0.82));
    if hand.shows_palm {
        paint_creases(hand, middle, tip, angle, radius);
    } else {
        paint_nail(hand, tip, radius);
    }
}

/// A finger with the shadow it throws on what lies beside it.
fn paint_digit(hand: &mut Hand<'_>, digit: &Stroke) {
    hand.painter
        .fill(&digit.grown(0.035), hand.fold(), Edge::soft(0.55, 1.6));
    hand.painter.fill_tube(digit, hand.skin);
}

fn paint_creases(hand: &mut Hand<'_>, middle: Point, tip: Point, angle: f32, radius: f32) {
    let across = Point::from_up(angle + std::f32::consts::FRAC_PI_2) * (radius * 0.7);
    for place in [middle, middle.mixed(tip, 0.55)] {
        hand.painter.fill(
            &capsule(place - across, place + across, 0.015, 0.015),
            hand.fold(),
            Edge::sheer(0.4),
        );
    }
}

fn paint_nail(hand: &mut Hand<'_>, tip: Point, radius: f32) {
    let nail = ellipse(tip.x, tip.y - 0.01, radius * 0.50, radius * 0.62);
    hand.painter.fill(&nail, hand.nails, Edge::sheer(0.85));
}

/// From behind, a folded finger is its knuckle.
fn paint_knuckle(hand: &mut Hand<'_>, build: &Build) {
    let base = hand.place(build.base.0, build.base.1);
    let knuckle = capsule(
        base + at(0.0, 0.1),
        base - at(0.0, 0.04),
        build.radius * 1.05,
        build.radius * 1.05,
    );
    paint_digit(hand, &knuckle);
}

/// From the front, a folded finger lies on the palm with its tip down.
fn paint_folded(hand: &mut Hand<'_>, build: &Build, random: &mut Random) {
    let base = hand.place(build.base.0, build.base.1);
    let tip = hand.place(
        build.base.0 * 0.92,
        build.base.1 + 0.42 + random.around(0.04),
    );
    let radius = build.radius * hand.girth;
    paint_digit(
        hand,
        &capsule(base - at(0.0, 0.06), tip, radius * 1.08, radius),
    );
    paint_nail(hand, tip + at(0.0, 0.02), radius);
}

fn paint_thumb(hand: &mut Hand<'_>, random: &mut Random) {
    let angle = -0.62 + random.around(0.22);
    let base = hand.place(-0.24, 0.34);
    let middle = base + Point::from_up(angle - 0.15) * 0.50;
    let tip = middle + Point::from_up(angle + 0.12) * (0.42 * hand.reach);
    paint_digit(
        hand,
        &bent([base, middle, tip], 0.19 * hand.girth, 0.105 * hand.girth),
    );
    if !hand.shows_palm {
        paint_nail(hand, tip, 0.11);
    }
}

fn paint_thumb_across(hand: &mut Hand<'_>, random: &mut Random) {
    let tip = hand.place(0.10 + random.around(0.08), 0.12 + random.around(0.04));
    let thumb = bent(
        [hand.place(-0.30, 0.38), hand.place(-0.22, 0.16), tip],
        0.17 * hand.girth,
        0.11 * hand.girth,
    );
    paint_digit(hand, &thumb);
    let nail = ellipse(tip.x + 0.02, tip.y, 0.065, 0.05);
    hand.painter.fill(&nail, hand.nails, Edge::sheer(0.85));
}

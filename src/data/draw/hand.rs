//! A hand that shows a number of fingers. Which fingers, which hand, which side of it and how it is turned are left to
//! chance.
//!
//! The drawing's unit is the length of the palm, its origin the palm's middle; fingers point up, the thumb to the left.

use super::super::random::Random;
use super::SIDE;
use super::canvas::{Canvas, Edge, Placement};
use super::color::{Color, cloth, mix, skin, times};
use super::finish::photograph;
use super::painter::Painter;
use super::scene::{Light, WHOLE, backdrop};
use super::shapes::{Point, at, capsule};

mod fingers;
mod palm;

use fingers::Digits;

/// A hand as bytes, `[SIDE, SIDE, 3]`. Shows `finger_count` fingers, at most five.
pub(in super::super) fn draw_hand(random: &mut Random, finger_count: usize) -> Vec<u8> {
    let skin = skin(random);
    let mut canvas = backdrop(SIDE, skin, random);
    let mut hand = Hand::new(&mut canvas, skin, random);
    let digits = Digits::showing(finger_count, random);
    palm::paint_arm(&mut hand, random);
    fingers::paint_behind_palm(&mut hand, &digits, random);
    palm::paint(&mut hand);
    fingers::paint_before_palm(&mut hand, &digits, random);
    if random.chance(0.12) {
        paint_something_near(&mut canvas, random);
    }
    photograph(canvas, random)
}

/// What all parts of one hand share.
struct Hand<'a> {
    painter: Painter<'a>,
    skin: Color,
    nails: Color,
    /// Whether the palm faces the viewer, or the back of the hand.
    shows_palm: bool,
    /// A hand seen at an angle is narrower.
    width: f32,
    /// How far fingers are spread, 1 for relaxed.
    spread: f32,
    /// Length of the fingers, 1 for usual.
    reach: f32,
    /// Thickness of the fingers, 1 for usual.
    girth: f32,
}

impl<'a> Hand<'a> {
    fn new(canvas: &'a mut Canvas, skin: Color, random: &mut Random) -> Self {
        let span = canvas.side() as f32;
        let view = Placement {
            origin_px: at(
                span * 0.5 + random.around(2.5),
                span * 0.66 + random.around(2.5),
            ),
            unit_px: span * random.range(0.30, 0.36),
            angle: random.around(0.24),
            mirrored: random.chance(0.5),
        };
        let shows_palm = random.chance(0.5);
        Self {
            painter: Painter::new(canvas, view, Light::new(random)),
            // Palms are lighter, most of all on dark hands.
            skin: if shows_palm {
                mix(skin, [0.90, 0.70, 0.60], 0.25)
            } else {
                skin
            },
            nails: if random.chance(0.15) {
                cloth(random)
            } else {
                mix(skin, [0.98, 0.85, 0.82], 0.5)
            },
            shows_palm,
            width: random.range(0.82, 1.0),
            spread: random.range(0.8, 1.5),
            reach: random.range(0.92, 1.1),
            girth: random.range(0.88, 1.05),
        }
    }

    /// A place on the hand, narrowed as the hand is turned.
    fn place(&self, x: f32, y: f32) -> Point {
        at(x * self.width, y)
    }

    /// Skin in a fold or between two fingers.
    fn fold(&self) -> Color {
        mix(times(self.skin, 0.55), [0.35, 0.10, 0.06], 0.2)
    }
}

/// The blurred edge of something nearer to the camera, at the side where it hides no finger.
fn paint_something_near(canvas: &mut Canvas, random: &mut Random) {
    let span = canvas.side() as f32;
    let x = if random.chance(0.5) {
        -span * 0.1
    } else {
        span * 1.1
    };
    let color = cloth(random);
    let post = capsule(
        at(x, span * random.range(0.3, 0.8)),
        at(x, span * 1.5),
        span * 0.22,
        span * 0.25,
    );
    canvas.paint(&WHOLE, &post, Edge::soft(1.0, 4.0), |_| color);
}

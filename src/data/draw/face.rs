//! A face that is happy or not. Everything else about it is left to chance and says nothing about the mood.
//!
//! The drawing's unit is half the height of the head, its origin the middle of the head; features lie on the front of
//! it and move sideways and up or down as the head turns.

use super::super::random::Random;
use super::SIDE;
use super::canvas::{Canvas, Edge, Placement};
use super::color::{Color, cloth, hair, mix, skin, times};
use super::finish::photograph;
use super::painter::Painter;
use super::scene::{Light, backdrop};
use super::shapes::{Point, Shape, at};

mod dress;
mod eyes;
mod hairdo;
mod head;
mod mouth;

/// A face as bytes, `[SIDE, SIDE, 3]`.
pub(in super::super) fn draw_face(random: &mut Random, is_happy: bool) -> Vec<u8> {
    let skin = skin(random);
    let mut canvas = backdrop(SIDE, skin, random);
    let mut face = Face::new(&mut canvas, skin, random);
    let hairdo = hairdo::Hairdo::new(random);
    hairdo.paint_behind(&mut face);
    head::paint(&mut face, random);
    dress::paint_beard(&mut face, random);
    eyes::paint(&mut face, random, is_happy);
    mouth::paint(&mut face, random, is_happy);
    hairdo.paint_in_front(&mut face);
    dress::paint_glasses(&mut face, random);
    dress::paint_something_in_the_way(&mut face, random);
    photograph(canvas, random)
}

/// What all parts of one face share.
struct Face<'a> {
    painter: Painter<'a>,
    skin: Color,
    hair: Color,
    /// Where the middle of the features lies, once the head has turned.
    gaze: Point,
    /// Half the width of the head; its half height is 1.
    half_width: f32,
    /// Half the distance between the eyes.
    eye_distance: f32,
    /// Height of the eyes and of the mouth below the middle of the head.
    eye_height: f32,
    mouth_height: f32,
}

impl<'a> Face<'a> {
    fn new(canvas: &'a mut Canvas, skin: Color, random: &mut Random) -> Self {
        let middle = canvas.side() as f32 / 2.0;
        let view = Placement {
            origin_px: at(middle + random.around(2.5), middle + random.around(2.0)),
            unit_px: random.range(0.37, 0.42) * canvas.side() as f32,
            angle: random.around(0.17),
            mirrored: random.chance(0.5),
        };
        Self {
            painter: Painter::new(canvas, view, Light::new(random)),
            skin,
            hair: hair(random),
            gaze: at(random.around(0.12), random.around(0.05)),
            half_width: random.range(0.68, 0.82),
            eye_distance: random.range(0.27, 0.35),
            eye_height: random.range(-0.16, -0.04),
            mouth_height: random.range(0.43, 0.50),
        }
    }

    /// A place among the features, from its place on a face that looks straight ahead.
    fn feature(&self, x: f32, y: f32) -> Point {
        // The far half of a turned head is seen at an angle, and so is narrower.
        let squeeze = 1.0 - 0.5 * self.gaze.x.abs() * (1.0 + (x * self.gaze.x).signum()) * 0.5;
        at(x * squeeze, y) + self.gaze
    }

    fn fill(&mut self, shape: &impl Shape, color: Color, edge: Edge) {
        self.painter.fill(shape, color, edge);
    }

    fn fill_round(&mut self, shape: &impl Shape, color: Color, center: Point, radii: Point) {
        self.painter.fill_round(shape, color, center, radii);
    }

    /// Skin in shadow, for lids, noses and folds.
    fn skin_shadow(&self) -> Color {
        mix(times(self.skin, 0.55), [0.25, 0.08, 0.05], 0.15)
    }

    /// Lips without paint: redder than the skin, darker on light skin and lighter on dark.
    fn lips(&self, random: &mut Random) -> Color {
        if random.chance(0.15) {
            return times(mix(self.skin, cloth(random), 0.35), 0.8);
        }
        mix(
            times(self.skin, random.range(0.65, 0.85)),
            [0.72, 0.28, 0.28],
            random.range(0.35, 0.65),
        )
    }
}

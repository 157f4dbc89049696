//! Hair, and what people wear instead of it.

use super::super::super::random::Random;
use super::super::canvas::Edge;
use super::super::color::{Color, cloth, times};
use super::super::shapes::{Both, Polygon, Without, at, capsule, ellipse};
use super::Face;

/// What covers the top of the head.
enum Style {
    Bald,
    Short { hairline: f32, parting: f32 },
    Curly { size: f32 },
    Long { hairline: f32, length: f32 },
    Fringe { length: f32 },
    Bun { hairline: f32 },
    Scarf(Color),
    Cap(Color),
}

/// The hair of one face; painted in two turns, as the head stands between them.
pub(super) struct Hairdo(Style);

impl Hairdo {
    /// Any style for any face.
    pub(super) fn new(random: &mut Random) -> Self {
        let hairline = random.range(-0.68, -0.48);
        Self(match random.below(16) {
            0 => Style::Bald,
            1..=4 => Style::Short {
                hairline,
                parting: random.around(0.5),
            },
            5..=6 => Style::Curly {
                size: random.range(0.20, 0.32),
            },
            7..=9 => Style::Long {
                hairline,
                length: random.range(0.6, 1.5),
            },
            10..=11 => Style::Fringe {
                length: random.range(0.3, 1.2),
            },
            12 => Style::Bun { hairline },
            13 => Style::Scarf(cloth(random)),
            _ => Style::Cap(cloth(random)),
        })
    }

    /// What hangs behind the head.
    pub(super) fn paint_behind(&self, face: &mut Face<'_>) {
        let (width, dark) = (face.half_width, times(face.hair, 0.8));
        match self.0 {
            Style::Long { length, .. } | Style::Fringe { length } => {
                let hair = capsule(at(0.0, -0.15), at(0.0, length), width * 1.22, width * 1.15);
                face.fill(&hair, dark, Edge::SHARP);
            }
            Style::Bun { .. } => {
                face.fill(&ellipse(0.0, -1.12, 0.33, 0.28), face.hair, Edge::SHARP);
            }
            Style::Curly { size } => {
                for (x, y) in curls(width) {
                    face.fill(&ellipse(x, y + 0.1, size, size), dark, Edge::SHARP);
                }
            }
            Style::Scarf(color) => {
                let cloth = capsule(at(0.0, -0.10), at(0.0, 1.0), width * 1.25, width * 1.2);
                face.fill(&cloth, times(color, 0.85), Edge::SHARP);
            }
            Style::Bald | Style::Short { .. } | Style::Cap(_) => {}
        }
    }

    /// What lies on the forehead.
    pub(super) fn paint_in_front(&self, face: &mut Face<'_>) {
        match self.0 {
            Style::Bald => {}
            Style::Short { hairline, parting } => paint_top(face, hairline, parting, 0.06),
            Style::Long { hairline, .. } | Style::Bun { hairline } => {
                paint_top(face, hairline, 0.0, 0.10);
            }
            Style::Fringe { .. } => paint_top(face, face.eye_height - 0.26, 0.3, 0.10),
            Style::Curly { size } => paint_curls(face, size),
            Style::Scarf(color) => paint_scarf(face, color),
            Style::Cap(color) => paint_cap(face, color),
        }
    }
}

/// Hair from the crown down to the hairline, which is highest at the parting.
fn paint_top(face: &mut Face<'_>, hairline: f32, parting: f32, volume: f32) {
    let width = face.half_width;
    let skull = ellipse(0.0, -0.18, width + volume, 0.80 + volume);
    let height = hairline + face.gaze.y;
    let below = Polygon {
        points: vec![
            at(-width - 0.3, height + 0.30),
            at(-width * 0.75, height + 0.05),
            at(parting * width, height - 0.08),
            at(width * 0.75, height + 0.05),
            at(width + 0.3, height + 0.30),
            at(width + 0.3, 2.0),
            at(-width - 0.3, 2.0),
        ],
        rounding: 0.03,
    };
    face.fill_round(
        &Without(skull, below),
        face.hair,
        at(0.0, -0.4),
        at(width * 1.2, 0.9),
    );
}

fn paint_curls(face: &mut Face<'_>, size: f32) {
    for (x, y) in curls(face.half_width) {
        let center = at(x, y);
        let curl = ellipse(x, y, size, size * 0.9);
        face.fill_round(&curl, face.hair, center, at(size * 1.3, size * 1.3));
    }
}

/// Middles of nine curls from ear to ear.
fn curls(width: f32) -> impl Iterator<Item = (f32, f32)> {
    (0..9_u8).map(move |index| {
        let angle = (f32::from(index) / 8.0 - 0.5) * 3.0;
        (angle.sin() * width * 1.02, -0.22 - angle.cos() * 0.68)
    })
}

fn paint_scarf(face: &mut Face<'_>, color: Color) {
    let width = face.half_width;
    let opening = ellipse(
        face.gaze.x * 0.6,
        0.08 + face.gaze.y * 0.5,
        width * 0.80,
        0.82,
    );
    let cloth = Without(
        capsule(at(0.0, -0.12), at(0.0, 0.65), width * 1.16, width * 1.05),
        opening,
    );
    face.fill_round(&cloth, color, at(0.0, 0.0), at(width * 1.3, 1.2));
}

fn paint_cap(face: &mut Face<'_>, color: Color) {
    let width = face.half_width;
    let brim = face.eye_height - 0.30 + face.gaze.y;
    let crown = Both(
        ellipse(0.0, -0.25, width + 0.10, 0.90),
        capsule(at(0.0, -3.0), at(0.0, brim - 2.0), 2.0, 2.0),
    );
    face.fill_round(&crown, color, at(0.0, -0.5), at(width * 1.2, 0.9));
    let band = capsule(at(-width - 0.04, brim), at(width + 0.04, brim), 0.07, 0.07);
    face.fill(&band, times(color, 0.65), Edge::SHARP);
}

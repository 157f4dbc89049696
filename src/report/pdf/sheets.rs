//! Sheets of paper that are filled from top to bottom, and a new one where there is no room left.

use image::RgbImage;

use super::lines::lines;
use crate::diagram::palette::{Color, LIGHT};
use crate::diagram::{Face, width_px};
use crate::report::drawing::{Anchor, Drawing, Type};

/// A4, points.
pub const A4: [f64; 2] = [595.0, 842.0];
/// Left and right of what is written, and above and below it, points.
const MARGINS: [f64; 2] = [42.0, 46.0];
/// Between two things below each other, points.
pub const GAP: f64 = 6.0;

/// One sheet.
pub struct Sheet {
    /// Width and height, points.
    pub size: [f64; 2],
    /// Words and lines.
    pub words: Drawing,
    /// Drawings, each with where it lies and how large its px are.
    pub drawings: Vec<(String, [f64; 2], f64)>,
    /// Pictures, each with left, top, width, height.
    pub pictures: Vec<(RgbImage, [f64; 4])>,
}

/// A heading, by which a program for PDFs leads to its sheet.
pub struct Mark {
    /// What it says.
    pub words: String,
    /// The place of its sheet.
    pub sheet: usize,
    /// How far down on it, points.
    pub top: f64,
}

/// A heading that waits for what comes below it: it never stands alone at the foot of a sheet.
struct Heading {
    words: String,
    set: Type,
    is_section: bool,
}

/// The sheets so far.
pub struct Sheets {
    done: Vec<Sheet>,
    top: f64,
    waiting: Vec<Heading>,
    marks: Vec<Mark>,
}

/// A type by its size and face.
pub const fn set(size_px: f64, face: Face, color: Color) -> Type {
    Type {
        size_px,
        anchor: Anchor::Start,
        color,
        face,
    }
}

/// From one line to the next.
pub fn step_of(set: Type) -> f64 {
    set.size_px * 1.4
}

impl Default for Sheets {
    fn default() -> Self {
        Self {
            done: vec![Sheet::of(A4)],
            top: MARGINS[1],
            waiting: Vec::new(),
            marks: Vec::new(),
        }
    }
}

impl Sheet {
    fn of(size: [f64; 2]) -> Self {
        Self {
            size,
            words: Drawing::new(size),
            drawings: Vec::new(),
            pictures: Vec::new(),
        }
    }

    fn room(&self) -> [f64; 2] {
        let [width, height] = self.size;
        [width - 2.0 * MARGINS[0], height - 2.0 * MARGINS[1]]
    }
}

impl Sheets {
    /// The one that is written on.
    pub fn sheet(&mut self) -> &mut Sheet {
        if self.done.is_empty() {
            self.done.push(Sheet::of(A4));
        }
        let last = self.done.len() - 1;
        &mut self.done[last]
    }

    /// Width and height of what can be written on the sheet of now.
    pub fn room(&mut self) -> [f64; 2] {
        self.sheet().room()
    }

    /// Where lines begin.
    pub const fn left() -> f64 {
        MARGINS[0]
    }

    /// What is left of the sheet below everything, headings that wait included.
    pub fn left_over(&mut self) -> f64 {
        let bottom = self.sheet().size[1] - MARGINS[1];
        bottom - self.top - self.waiting_height()
    }

    /// A new sheet of `size`; headings that wait go onto it.
    pub fn turn(&mut self, size: [f64; 2]) {
        if self.is_fresh() {
            self.done.pop();
        }
        self.done.push(Sheet::of(size));
        self.top = MARGINS[1];
    }

    /// Keeps `height` of a sheet free, on the next one where it is not left on this one, and says where its top is.
    pub fn place(&mut self, height: f64) -> f64 {
        if height > self.left_over() && !self.is_fresh() {
            self.turn(A4);
        }
        self.write_waiting();
        let top = self.top;
        self.top += height;
        top
    }

    /// Leaves a gap, but none at the head of a sheet.
    pub fn gap(&mut self, height: f64) {
        if !self.is_fresh() {
            self.top += height;
        }
    }

    fn is_fresh(&self) -> bool {
        self.top <= MARGINS[1]
    }

    /// A heading for what comes next.
    pub fn heading(&mut self, words: &str, set: Type, is_section: bool) {
        self.waiting.push(Heading {
            words: words.to_owned(),
            set,
            is_section,
        });
    }

    /// Writes headings that nothing came below.
    pub fn write_waiting(&mut self) {
        for heading in std::mem::take(&mut self.waiting) {
            self.gap(above(&heading));
            if heading.is_section {
                let mark = Mark {
                    words: heading.words.clone(),
                    sheet: self.done.len() - 1,
                    top: self.top,
                };
                self.marks.push(mark);
            }
            let room = self.room()[0];
            for line in lines(&heading.words, heading.set.face, heading.set.size_px, room) {
                self.line(&line, heading.set, Self::left());
            }
            if heading.is_section {
                let y = self.top + 1.0;
                let rule = [[Self::left(), y], [Self::left() + room, y]];
                self.sheet().words.line(&rule, LIGHT.border, false, 0.75);
            }
            self.top += GAP;
        }
    }

    /// How much headings that wait will take.
    pub fn waiting_height(&self) -> f64 {
        let height = |heading: &Heading| above(heading) + step_of(heading.set) + GAP;
        self.waiting.iter().map(height).sum()
    }

    /// A line at the place of now; there must be room for it.
    fn line(&mut self, words: &str, set: Type, left: f64) {
        let y = self.top + set.size_px * 1.05;
        self.sheet().words.text([left, y], set, words);
        self.top += step_of(set);
    }

    /// Words in as many lines as they need, sheet after sheet.
    pub fn write(&mut self, words: &str, set: Type, [left, room]: [f64; 2]) {
        for line in lines(words, set.face, set.size_px, room) {
            let top = self.place(step_of(set));
            let y = top + set.size_px * 1.05;
            self.sheet().words.text([left, y], set, &line);
        }
    }

    /// Numbers the sheets, and hands them over.
    pub fn finish(mut self) -> (Vec<Sheet>, Vec<Mark>) {
        self.write_waiting();
        let count = self.done.len();
        for (index, sheet) in self.done.iter_mut().enumerate() {
            let [width, height] = sheet.size;
            let set = set(8.0, Face::Regular, LIGHT.muted).at(Anchor::End);
            let place = [width - MARGINS[0], height - MARGINS[1] / 2.0];
            let words = format!("{} / {count}", index + 1);
            sheet.words.text(place, set, &words);
        }
        (self.done, self.marks)
    }
}

const fn above(heading: &Heading) -> f64 {
    if heading.is_section { 16.0 } else { 8.0 }
}

/// How wide words are.
pub fn width_of(words: &str, set: Type) -> f64 {
    f64::from(width_px(words, set.face, set.size_px as f32))
}

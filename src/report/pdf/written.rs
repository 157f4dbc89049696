//! What each piece of a report looks like on a sheet.

use image::{Rgb, RgbImage, RgbaImage};

use super::Pdf;
use super::lines::lines;
use super::sheets::{A4, GAP, Sheets, set, step_of, width_of};
use super::tables;
use crate::diagram::palette::{Color, LIGHT};
use crate::diagram::{Face, parsed};
use crate::report::drawing::{Type, between};
use crate::report::paper::{Captioned, Pairs, Paper};

const TITLE: Type = set(20.0, Face::SemiBold, LIGHT.text);
const SECTION: Type = set(14.0, Face::SemiBold, LIGHT.text);
const PART: Type = set(10.5, Face::SemiBold, LIGHT.text);
const PLAIN: Type = set(9.5, Face::Regular, LIGHT.text);
const SMALL: Type = set(8.5, Face::Regular, LIGHT.muted);
const FIGURE: Type = set(16.0, Face::SemiBold, LIGHT.text);

/// Points for one px of a chart: its smallest words are 6.8 points then.
const CHART_SCALE: f64 = 0.62;
/// Drawings that would have to be smaller than this get a sheet of their own, on its side where that makes them larger.
const LEAST_SCALE: f64 = 0.45;
/// The width of a picture, points; and between two of them.
const PICTURE: [f64; 2] = [78.0, 8.6];
/// More lines below a picture are left out.
const MOST_CAPTION_LINES: usize = 3;

impl Paper for Pdf {
    fn title(&mut self, words: &str) {
        self.write(words, TITLE);
    }

    fn section(&mut self, words: &str) {
        self.sheets.heading(words, SECTION, true);
    }

    fn part(&mut self, words: &str) {
        self.sheets.heading(words, PART, false);
    }

    fn paragraph(&mut self, words: &str) {
        self.write(words, PLAIN);
        self.sheets.gap(GAP);
    }

    fn small(&mut self, words: &str) {
        self.write(words, SMALL);
        self.sheets.gap(GAP);
    }

    fn note(&mut self, words: &str) {
        for line in words.lines() {
            self.write(line, PLAIN);
        }
        self.sheets.gap(GAP);
    }

    fn figures(&mut self, figures: &Pairs) {
        let room = self.sheets.room()[0];
        let width = |(name, value): &(String, String)| {
            width_of(name, SMALL).max(width_of(value, FIGURE)) + 24.0
        };
        self.sheets.gap(GAP);
        for row in rows_of(figures, room, width) {
            let top = self.sheets.place(step_of(SMALL) + step_of(FIGURE) + GAP);
            let mut left = Sheets::left();
            for figure in row {
                let (name, value) = figure;
                let drawing = &mut self.sheets.sheet().words;
                drawing.text([left, top + SMALL.size_px], SMALL, name);
                let y = top + step_of(SMALL) + FIGURE.size_px;
                drawing.text([left, y], FIGURE, value);
                left += width(figure);
            }
        }
        self.sheets.gap(GAP);
    }

    fn pairs(&mut self, pairs: &Pairs) {
        tables::pairs(&mut self.sheets, pairs);
    }

    fn table(&mut self, head: &[String], rows: &[Vec<String>], texts: usize) {
        tables::table(&mut self.sheets, head, rows, texts);
    }

    fn drawings(&mut self, drawings: &[String]) {
        let [room, height] = self.sheets.room();
        let sized = drawings.iter().filter_map(|svg| {
            let size = parsed(svg).ok()?.size();
            let size = [f64::from(size.width()), f64::from(size.height())];
            let scale = (room / size[0]).min(height / size[1]).min(CHART_SCALE);
            Some((svg.clone(), size, scale))
        });
        let (fitting, large): (Vec<_>, Vec<_>) =
            sized.partition(|(_, _, scale)| *scale >= LEAST_SCALE);
        let width = |(_, size, scale): &(String, [f64; 2], f64)| size[0] * scale + GAP;
        for row in rows_of(&fitting, room + GAP, width) {
            let high = row.iter().map(|(_, size, scale)| size[1] * scale);
            let top = self.sheets.place(high.fold(0.0, f64::max));
            let mut left = Sheets::left();
            for drawing in row {
                let (svg, _, scale) = drawing;
                let placed = (svg.clone(), [left, top], *scale);
                self.sheets.sheet().drawings.push(placed);
                left += width(drawing);
            }
            self.sheets.gap(GAP);
        }
        for (svg, size, _) in large {
            self.large_drawing(svg, size);
        }
    }

    fn pictures(&mut self, pictures: &[Captioned]) {
        let [width, between] = PICTURE;
        let room = self.sheets.room()[0];
        let per_row = ((room + between) / (width + between)).floor().max(1.0) as usize;
        let shown: Vec<Shown> = pictures.iter().filter_map(Shown::of).collect();
        for row in shown.chunks(per_row) {
            let picture = row.iter().map(|it| it.height).fold(0.0, f64::max);
            let words = row.iter().map(|it| it.captions.len()).max().unwrap_or(0);
            let height = picture + 3.0 + words as f64 * step_of(SMALL);
            let top = self.sheets.place(height);
            for (place, shown) in row.iter().enumerate() {
                let left = Sheets::left() + place as f64 * (width + between);
                let sheet = self.sheets.sheet();
                let frame = [left, top, width, shown.height];
                sheet.pictures.push((shown.pixels.clone(), frame));
                for (index, (line, set)) in shown.captions.iter().enumerate() {
                    let y = top + picture + 3.0 + step_of(SMALL) * index as f64 + SMALL.size_px;
                    sheet.words.text([left, y], *set, line);
                }
            }
            self.sheets.gap(GAP);
        }
    }
}

impl Pdf {
    fn write(&mut self, words: &str, set: Type) {
        let place = [Sheets::left(), self.sheets.room()[0]];
        self.sheets.write(words, set, place);
    }

    /// A drawing that needs a whole sheet, upright or on its side: as it becomes larger.
    fn large_drawing(&mut self, svg: String, [width, height]: [f64; 2]) {
        let [wide, high] = self.sheets.room();
        let below = self.sheets.waiting_height() + 2.0 * GAP;
        // A room on its side is as much wider as the sheet is, and as much lower.
        let turned = [wide + A4[1] - A4[0], high + A4[0] - A4[1]];
        let scale = |[wide, high]: [f64; 2]| (wide / width).min((high - below) / height);
        let is_turned = scale(turned) > scale([wide, high]);
        let size = if is_turned { [A4[1], A4[0]] } else { A4 };
        let scale = scale(if is_turned { turned } else { [wide, high] }).min(CHART_SCALE);
        self.sheets.turn(size);
        let top = self.sheets.place(height * scale);
        let placed = (svg, [Sheets::left(), top], scale);
        self.sheets.sheet().drawings.push(placed);
        self.sheets.gap(GAP);
        if is_turned {
            self.sheets.turn(A4);
        }
    }
}

/// A picture as it lies on a sheet.
struct Shown {
    pixels: RgbImage,
    height: f64,
    captions: Vec<(String, Type)>,
}

impl Shown {
    fn of((png, captions): &Captioned) -> Option<Self> {
        let picture = image::load_from_memory(png).ok()?.to_rgba8();
        let (wide, high) = picture.dimensions();
        let small = |color: Color| SMALL.colored(color);
        let sets = [small(LIGHT.text), small(LIGHT.muted)];
        let captions = captions.iter().zip(sets).flat_map(|(words, set)| {
            let lines = lines(words, set.face, set.size_px, PICTURE[0]);
            lines
                .into_iter()
                .take(MOST_CAPTION_LINES)
                .map(move |line| (line, set))
        });
        Some(Self {
            height: PICTURE[0] * f64::from(high) / f64::from(wide.max(1)),
            captions: captions.collect(),
            pixels: on_paper(&picture),
        })
    }
}

/// What can be seen through shows the paper.
fn on_paper(picture: &RgbaImage) -> RgbImage {
    let pixel = |x, y| {
        let [red, green, blue, alpha] = picture.get_pixel(x, y).0;
        let share = f64::from(alpha) / 255.0;
        Rgb(between(LIGHT.panel, Color([red, green, blue]), share).0)
    };
    RgbImage::from_fn(picture.width(), picture.height(), pixel)
}

/// Things in rows, as many in each as there is room for.
fn rows_of<T>(things: &[T], room: f64, width: impl Fn(&T) -> f64) -> Vec<&[T]> {
    let (mut rows, mut start, mut filled) = (Vec::new(), 0, 0.0);
    for (index, thing) in things.iter().enumerate() {
        let width = width(thing);
        if filled + width > room && index > start {
            rows.push(&things[start..index]);
            (start, filled) = (index, 0.0);
        }
        filled += width;
    }
    if start < things.len() {
        rows.push(&things[start..]);
    }
    rows
}

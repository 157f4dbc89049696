//! A drawing of ours as the content of a PDF page: lines stay lines, and words stay words.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use resvg::tiny_skia::{PathSegment, Transform};
use resvg::usvg::layout::PositionedGlyph;
use resvg::usvg::{
    Fill, FillRule, Group, LineCap, LineJoin, Node, Paint, Path, Stroke, Text, Tree,
};

use super::faces::Faces;
use super::file::number;

/// How much of what lies below can be seen through a filling and a line, percent of the paint.
pub type Opacity = [u8; 2];

/// What pages share: faces, and the opacities that occur.
#[derive(Default)]
pub struct Shared {
    /// The faces of all words.
    pub faces: Faces,
    /// Everything but opaque.
    pub opacities: BTreeSet<Opacity>,
}

/// By which name pages ask for an opacity.
pub fn name_of([fill, stroke]: Opacity) -> String {
    format!("G{fill}s{stroke}")
}

/// The operators that paint `tree` where `place` puts it.
pub fn painted(tree: &Tree, place: Transform, shared: &mut Shared) -> String {
    let mut content = Content {
        operators: String::new(),
        tree,
        shared,
    };
    content.group(tree.root(), place);
    content.operators
}

struct Content<'a> {
    operators: String,
    tree: &'a Tree,
    shared: &'a mut Shared,
}

impl Content<'_> {
    fn write(&mut self, operators: &str) {
        self.operators.push_str(operators);
        self.operators.push('\n');
    }

    /// A group with everything in it; `place` is where it lies.
    fn group(&mut self, group: &Group, place: Transform) {
        self.write("q");
        let place = place.pre_concat(group.transform());
        if !place.is_identity() {
            self.write(&format!("{} cm", matrix(place)));
        }
        if let Some(clip) = group.clip_path() {
            self.outlines(clip.root(), clip.transform());
            self.write("W n");
        }
        for child in group.children() {
            match child {
                Node::Group(inner) => self.group(inner, Transform::identity()),
                Node::Path(path) if path.is_visible() => self.path(path),
                Node::Text(text) => self.text(text),
                // None of our drawings has pictures in it.
                Node::Path(_) | Node::Image(_) => {}
            }
        }
        self.write("Q");
    }

    /// Every outline in `group`, to cut by.
    fn outlines(&mut self, group: &Group, place: Transform) {
        for child in group.children() {
            match child {
                Node::Group(inner) => self.outlines(inner, place.pre_concat(inner.transform())),
                Node::Path(path) => {
                    let placed = path.data().clone().transform(place);
                    self.segments(placed.iter().flat_map(|path| path.segments()));
                }
                Node::Text(_) | Node::Image(_) => {}
            }
        }
    }

    fn segments(&mut self, segments: impl Iterator<Item = PathSegment>) {
        let mut at = [0.0, 0.0];
        for segment in segments {
            let words = match segment {
                PathSegment::MoveTo(to) => {
                    at = [to.x, to.y];
                    format!("{} m", numbers(&at))
                }
                PathSegment::LineTo(to) => {
                    at = [to.x, to.y];
                    format!("{} l", numbers(&at))
                }
                PathSegment::QuadTo(by, to) => {
                    // The same curve with two control points: each two thirds of the way to the one.
                    let toward = |from: f32, by: f32| from + (by - from) * 2.0 / 3.0;
                    let first = [toward(at[0], by.x), toward(at[1], by.y)];
                    let second = [toward(to.x, by.x), toward(to.y, by.y)];
                    at = [to.x, to.y];
                    format!(
                        "{} {} {} c",
                        numbers(&first),
                        numbers(&second),
                        numbers(&at)
                    )
                }
                PathSegment::CubicTo(first, second, to) => {
                    at = [to.x, to.y];
                    let by = [first.x, first.y, second.x, second.y];
                    format!("{} {} c", numbers(&by), numbers(&at))
                }
                PathSegment::Close => "h".to_owned(),
            };
            self.write(&words);
        }
    }

    fn path(&mut self, path: &Path) {
        let (fill, stroke) = (path.fill(), path.stroke());
        if fill.is_none() && stroke.is_none() {
            return;
        }
        self.write("q");
        self.paints(fill, stroke);
        self.segments(path.data().segments());
        let is_even_odd = fill.is_some_and(|fill| fill.rule() == FillRule::EvenOdd);
        self.write(match (fill.is_some(), stroke.is_some(), is_even_odd) {
            (true, true, false) => "B",
            (true, true, true) => "B*",
            (true, false, false) => "f",
            (true, false, true) => "f*",
            (false, ..) => "S",
        });
        self.write("Q");
    }

    /// Colors, opacities and the pen.
    fn paints(&mut self, fill: Option<&Fill>, stroke: Option<&Stroke>) {
        let percent = |share: f32| (share * 100.0).round() as u8;
        let opacity = [
            fill.map_or(100, |fill| percent(fill.opacity().get())),
            stroke.map_or(100, |stroke| percent(stroke.opacity().get())),
        ];
        if opacity != [100, 100] {
            self.shared.opacities.insert(opacity);
            self.write(&format!("/{} gs", name_of(opacity)));
        }
        if let Some(color) = fill.and_then(|fill| color(fill.paint())) {
            self.write(&format!("{color} rg"));
        }
        let Some(stroke) = stroke else { return };
        if let Some(color) = color(stroke.paint()) {
            self.write(&format!("{color} RG"));
        }
        let cap = match stroke.linecap() {
            LineCap::Butt => 0,
            LineCap::Round => 1,
            LineCap::Square => 2,
        };
        let join = match stroke.linejoin() {
            LineJoin::Miter | LineJoin::MiterClip => 0,
            LineJoin::Round => 1,
            LineJoin::Bevel => 2,
        };
        let width = number(f64::from(stroke.width().get()));
        self.write(&format!("{width} w {cap} J {join} j"));
        if let Some(dashes) = stroke.dasharray() {
            let from = number(f64::from(stroke.dashoffset()));
            self.write(&format!("[{}] {from} d", numbers(dashes)));
        }
    }

    fn text(&mut self, text: &Text) {
        for span in text.layouted().iter().filter(|span| span.visible) {
            self.write("q");
            self.paints(span.fill.as_ref(), None);
            self.write("BT");
            self.glyphs(&span.positioned_glyphs);
            self.write("ET");
            self.write("Q");
        }
    }

    /// Glyphs, in as few runs as their places allow.
    fn glyphs(&mut self, glyphs: &[PositionedGlyph]) {
        let mut run: Option<Run> = None;
        for glyph in glyphs {
            let Some(letter) = self.shared.faces.letter(glyph, self.tree.fontdb()) else {
                continue;
            };
            // The outlines are in the face's own units.
            let place = glyph
                .outline_transform()
                .pre_scale(letter.units, letter.units);
            let continued = run.as_mut().filter(|run| run.face == letter.face);
            let gap = continued.and_then(|run| Some((run.gap_to(place)?, run)));
            let run = if let Some((gap, run)) = gap {
                run.close(gap);
                run
            } else {
                if let Some(done) = run.take() {
                    self.write(&done.shown());
                }
                run.insert(Run::at(place, letter.face))
            };
            let _ = write!(run.shown, "{:04X}", letter.number);
            run.pen += letter.width;
        }
        if let Some(done) = run {
            self.write(&done.shown());
        }
    }
}

/// Glyphs of one face side by side.
struct Run {
    face: usize,
    /// Where the first one lies, for a type of size 1.
    start: Transform,
    /// How far the pen has come, in thousandths of the type size.
    pen: f64,
    /// Their numbers, with what is between them.
    shown: String,
}

impl Run {
    fn at(start: Transform, face: usize) -> Self {
        Self {
            face,
            start,
            pen: 0.0,
            shown: "<".to_owned(),
        }
    }

    /// How far from the pen `place` lies in this line; `None` where it lies on another one.
    fn gap_to(&self, place: Transform) -> Option<f64> {
        let is_turned_alike = [
            place.sx - self.start.sx,
            place.kx - self.start.kx,
            place.ky - self.start.ky,
            place.sy - self.start.sy,
        ];
        if is_turned_alike.iter().any(|by| by.abs() > 1e-4) {
            return None;
        }
        let inside = self.start.invert()?.pre_concat(place);
        let is_in_line = inside.ty.abs() < 1e-3;
        is_in_line.then(|| f64::from(inside.tx) * 1000.0 - self.pen)
    }

    fn close(&mut self, gap: f64) {
        // A thousandth of the type size is far below what anybody sees.
        if gap.abs() >= 1.0 {
            let _ = write!(self.shown, "> {} <", number(-gap.round()));
            self.pen += gap.round();
        }
    }

    fn shown(&self) -> String {
        let (face, place, shown) = (self.face, matrix(self.start), &self.shown);
        format!("/F{face} 1 Tf {place} Tm [{shown}>] TJ")
    }
}

fn color(paint: &Paint) -> Option<String> {
    let Paint::Color(color) = paint else {
        // None of our drawings has gradients or patterns.
        return None;
    };
    let share = |of: u8| f32::from(of) / 255.0;
    Some(numbers(&[color.red, color.green, color.blue].map(share)))
}

fn matrix(place: Transform) -> String {
    let Transform {
        sx,
        ky,
        kx,
        sy,
        tx,
        ty,
    } = place;
    numbers(&[sx, ky, kx, sy, tx, ty])
}

fn numbers(values: &[f32]) -> String {
    let spelled: Vec<String> = values.iter().map(|it| number(f64::from(*it))).collect();
    spelled.join(" ")
}

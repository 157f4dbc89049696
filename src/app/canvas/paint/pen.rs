//! The painter with the view and the colors at hand: everything is painted in screen points, so that text stays
//! crisp at every magnification.

use egui::epaint::TextShape;
use egui::text::{LayoutJob, TextWrapping};
use egui::{Align2, Color32, CornerRadius, FontFamily, FontId, Painter, Pos2, Rect, Ui};

use crate::app::canvas::camera::Camera;
use crate::app::look::{Theme, fonts, size};

/// How much of a node is worth painting at a magnification.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Detail {
    /// Only what can be told apart: blocks of color.
    Colors,
    /// Names cut short, as small as they can be read; nothing that the pointer could take but the node itself.
    Short,
    /// Names, larger than the magnification says, so that they can be read.
    Names,
    /// Everything.
    Full,
}

impl Detail {
    /// What can be read at `zoom`: from 7 points on for the smallest text, from 7.5 for names, which need a node of at least
    /// 44 × 8.5 points.
    pub fn at(zoom: f32) -> Self {
        match zoom {
            zoom if zoom >= 0.62 => Self::Full,
            zoom if zoom >= 0.3 => Self::Names,
            zoom if zoom >= 0.186 => Self::Short,
            _ => Self::Colors,
        }
    }
}

/// Which typeface.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Face {
    /// Text.
    Regular,
    /// Names.
    SemiBold,
    /// Shapes and numbers.
    Mono,
}

impl Face {
    fn font(self, points: f32) -> FontId {
        match self {
            Self::Regular => FontId::new(points, FontFamily::Proportional),
            Self::SemiBold => fonts::semi_bold(points),
            Self::Mono => FontId::new(points, FontFamily::Monospace),
        }
    }
}

/// The width of a letter in names, as a share of the type size: more than most have, so that what is left fits.
const LETTER_WIDTH: f32 = 0.62;

/// `name` in no more than `most` letters: its beginning and its end, with "…" for what is left out.
fn without_middle(name: &str, most: usize) -> String {
    let letters: Vec<char> = name.chars().collect();
    let kept = most.saturating_sub(1);
    if letters.len() <= most || kept < 2 {
        return name.to_owned();
    }
    let (head, tail) = (kept.div_ceil(2), kept / 2);
    let ends = letters[..head].iter().chain(&['…']);
    ends.chain(&letters[letters.len() - tail..]).collect()
}

/// What painting needs.
pub struct Pen<'a> {
    /// Where to.
    pub painter: Painter,
    /// In which colors.
    pub theme: &'static Theme,
    /// From where.
    pub camera: &'a Camera,
    /// How much.
    pub detail: Detail,
}

impl<'a> Pen<'a> {
    /// A pen for the canvas in `ui`.
    pub fn new(ui: &Ui, camera: &'a Camera) -> Self {
        Self {
            painter: ui
                .painter()
                .with_clip_rect(camera.viewport().intersect(ui.clip_rect())),
            theme: Theme::of(ui),
            camera,
            detail: Detail::at(camera.zoom()),
        }
    }

    /// A length in graph units on the screen.
    pub fn length(&self, graph: f32) -> f32 {
        graph * self.camera.zoom()
    }

    /// The corners of nodes.
    pub fn node_radius(&self) -> CornerRadius {
        CornerRadius::same(self.length(f32::from(size::NODE_RADIUS)).round() as u8)
    }

    /// Whether `rect`, in screen points, is in view.
    pub fn sees(&self, rect: Rect) -> bool {
        self.painter.clip_rect().intersects(rect)
    }

    /// Writes one line, cut off with "…" at `width`, with its `anchor` at `at`; all in screen points. Gives what it
    /// covers. Sizes go in half points, so that a zoom does not fill the font atlas.
    pub fn text(
        &self,
        at: Pos2,
        anchor: Align2,
        words: &str,
        style: (Face, f32, Color32),
        width: f32,
    ) -> Rect {
        let (face, points, color) = style;
        let points = (points * 2.0).round() / 2.0;
        if words.is_empty() || width < points {
            return Rect::from_min_size(at, egui::Vec2::ZERO);
        }
        let font = face.font(points);
        let mut job = LayoutJob::simple_singleline(words.to_owned(), font, Color32::PLACEHOLDER);
        job.wrap = TextWrapping::truncate_at_width(width);
        let galley = self.painter.layout_job(job);
        let rect = anchor.anchor_size(at, galley.size());
        self.painter.add(TextShape::new(rect.min, galley, color));
        rect
    }

    /// Writes a name, with its middle left out where it is wider than `width`: names of layers differ at their ends.
    pub fn name(
        &self,
        at: Pos2,
        anchor: Align2,
        name: &str,
        style: (Face, f32, Color32),
        width: f32,
    ) -> Rect {
        let (face, points, color) = style;
        let points = (points * 2.0).round() / 2.0;
        let font = face.font(points);
        let whole = || {
            let galley = self
                .painter
                .layout_no_wrap(name.to_owned(), font, Color32::PLACEHOLDER);
            galley.size().x
        };
        let letters = name.chars().count();
        // Most names fit, and need no measuring: a letter is hardly ever wider than its height.
        let fits = letters as f32 * points <= width || whole() <= width;
        if fits {
            return self.text(at, anchor, name, style, width);
        }
        let kept = (width / (LETTER_WIDTH * points)) as usize;
        self.text(
            at,
            anchor,
            &without_middle(name, kept),
            (face, points, color),
            width,
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_that_does_not_fit_keeps_its_ends() {
        assert_eq!(without_middle("res2a_branch2b", 7), "res…h2b");
        assert_eq!(without_middle("conv0", 7), "conv0");
        assert_eq!(without_middle("conv0", 2), "conv0");
    }

    #[test]
    fn names_show_wherever_a_node_is_wide_enough() {
        assert_eq!(Detail::at(0.29), Detail::Short);
        assert_eq!(Detail::at(0.18), Detail::Colors);
        assert!(Detail::at(0.3) == Detail::Names && Detail::at(1.0) == Detail::Full);
    }
}

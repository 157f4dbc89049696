//! The painter with the view and the colours at hand: everything is painted in screen points, so that text stays
//! crisp at every magnification.

use egui::epaint::TextShape;
use egui::text::{LayoutJob, TextWrapping};
use egui::{Align2, Color32, CornerRadius, FontFamily, FontId, Painter, Pos2, Rect, Ui};

use crate::app::canvas::camera::Camera;
use crate::app::look::{Theme, fonts, size};

/// How much of a node is worth painting at a magnification.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Detail {
    /// Only what can be told apart: blocks of colour.
    Colours,
    /// Names, larger than the magnification says, so that they can be read.
    Names,
    /// Everything.
    Full,
}

impl Detail {
    /// What can be read at `zoom`: from 7 points on for the smallest text, from 7.5 for names.
    pub fn at(zoom: f32) -> Self {
        match zoom {
            zoom if zoom >= 0.62 => Self::Full,
            zoom if zoom >= 0.3 => Self::Names,
            _ => Self::Colours,
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

/// What painting needs.
pub struct Pen<'a> {
    /// Where to.
    pub painter: Painter,
    /// In which colours.
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
        let (face, points, colour) = style;
        let points = (points * 2.0).round() / 2.0;
        if words.is_empty() || width < points {
            return Rect::from_min_size(at, egui::Vec2::ZERO);
        }
        let font = match face {
            Face::Regular => FontId::new(points, FontFamily::Proportional),
            Face::SemiBold => fonts::semi_bold(points),
            Face::Mono => FontId::new(points, FontFamily::Monospace),
        };
        let mut job = LayoutJob::simple_singleline(words.to_owned(), font, Color32::PLACEHOLDER);
        job.wrap = TextWrapping::truncate_at_width(width);
        let galley = self.painter.layout_job(job);
        let rect = anchor.anchor_size(at, galley.size());
        self.painter.add(TextShape::new(rect.min, galley, colour));
        rect
    }
}

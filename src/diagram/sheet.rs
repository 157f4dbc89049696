//! What a drawing is put on: a page, a slide, a column of a paper. The network is laid out in the sheet's proportions, and
//! as large as it fits.

use super::build::layout;
use super::model::Diagram;
use super::options::{Direction, LayoutOptions, Wrap};
use crate::graph::{Graph, Inference};

/// A sheet of paper, or a screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sheet {
    /// A page of A4, upright where the wires run downwards, else across.
    Page,
    /// A slide of 16 : 9.
    Slide,
    /// A column of a paper of two, as high as it needs to be.
    Column,
}

/// A4 at 96 px to an inch.
const PAGE_PX: [f32; 2] = [794.0, 1123.0];

/// 13⅓ by 7½ inches, which slides of 16 : 9 measure.
const SLIDE_PX: [f32; 2] = [1280.0, 720.0];

/// 84 by at most 235 mm, which columns of conferences and journals measure.
const COLUMN_PX: [f32; 2] = [317.0, 888.0];

/// A network of a few layers is not blown up to fill a sheet.
const LARGEST_SCALE: f32 = 1.5;

impl Sheet {
    /// Width and height, or the most height, px.
    #[must_use]
    pub fn size_px(self, direction: Direction) -> [f32; 2] {
        match (self, direction) {
            (Self::Page, Direction::TopToBottom) => PAGE_PX,
            (Self::Page, Direction::LeftToRight) => [PAGE_PX[1], PAGE_PX[0]],
            (Self::Slide, _) => SLIDE_PX,
            (Self::Column, _) => COLUMN_PX,
        }
    }

    /// How much larger a drawing of so many px is shown on it.
    pub(super) fn scale_of(self, direction: Direction, [width, height]: [f32; 2]) -> f32 {
        let [wide, high] = self.size_px(direction);
        (wide / width).min(high / height).min(LARGEST_SCALE)
    }

    /// Width and height with a drawing of so many px on it, px.
    pub(super) fn filled_px(self, direction: Direction, drawing: [f32; 2]) -> [f32; 2] {
        let [width, height] = self.size_px(direction);
        match self {
            Self::Page | Self::Slide => [width, height],
            Self::Column => {
                let scale = self.scale_of(direction, drawing);
                [width, (drawing[1] * scale).ceil().min(height)]
            }
        }
    }

    /// Ways to break the network into columns: in the sheet's proportions, and a little wider and higher ones, for what
    /// stands around the network takes its share; and not at all.
    fn wraps(self, direction: Direction) -> [Wrap; 6] {
        let [width, height] = self.size_px(direction);
        let like = |more: f32| {
            let percent = (width / height * more * 100.0).round();
            Wrap::Like(percent.clamp(1.0, 10_000.0) as u16)
        };
        [
            like(1.0),
            like(0.6),
            like(0.8),
            like(1.3),
            like(1.8),
            Wrap::Never,
        ]
    }
}

/// Lays a network out for a sheet, below `title`, as large as it can be there. What `options` say of columns does not matter.
#[must_use]
pub fn layout_on(
    sheet: Sheet,
    (graph, title): (&Graph, &str),
    inference: &Inference,
    options: &LayoutOptions,
) -> Diagram {
    let drawn = |wrap| {
        let options = LayoutOptions {
            wrap,
            ..options.clone()
        };
        let diagram = layout(graph, inference, &options).with_title(title);
        Diagram {
            sheet: Some(sheet),
            ..diagram
        }
    };
    let [first, others @ ..] = sheet.wraps(options.direction);
    others
        .into_iter()
        .map(drawn)
        .fold(drawn(first), |best, other| {
            if other.scale() > best.scale() * 1.001 {
                other
            } else {
                best
            }
        })
}

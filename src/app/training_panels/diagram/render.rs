//! From a network and choices to bytes and pixels, through the diagram room.

use super::options::{Blocks, DiagramOptions, Direction, Format, Paper, Sheet};
use crate::app::document::Document;
use crate::diagram::{self, Diagram, LayoutOptions, Palette, Wrap, layout, layout_on, palette};
use crate::graph::{Graph, infer};
use crate::text::Message;
use egui::ColorImage;

/// A network to draw.
#[derive(Debug, Clone, PartialEq)]
pub struct DrawnNetwork {
    /// What stands above the drawing.
    pub title: String,
    /// The network.
    pub graph: Graph,
}

impl DrawnNetwork {
    /// The open network.
    pub fn of(document: &Document) -> Self {
        Self {
            title: document.name().to_owned(),
            graph: document.graph().clone(),
        }
    }
}

/// A drawing for the screen.
#[derive(Debug)]
pub struct Drawn {
    /// The picture, at most [`PREVIEW_PX`] a side.
    pub image: ColorImage,
    /// Width and height of the drawing itself, px.
    pub size_px: [f32; 2],
    /// The smallest letters on a sheet, in points; `None` without one.
    pub type_points: Option<f32>,
}

/// Longest side of a preview, px: a screen shows no more.
const PREVIEW_PX: f32 = 1600.0;

/// The file of a diagram.
///
/// # Errors
/// A sentence where the picture would be too large.
pub fn file(subject: &DrawnNetwork, options: DiagramOptions) -> Result<Vec<u8>, Message> {
    let scale = match options.format {
        Format::Svg => None,
        Format::Png => Some(options.scale),
    };
    let diagram = drawing(subject, options, scale)?;
    let palette = colors(options.paper);
    match options.format {
        Format::Svg => Ok(diagram.to_svg(palette).into_bytes()),
        Format::Png => diagram
            .to_png(palette, options.scale)
            .map_err(|error| error.message()),
    }
}

/// A diagram for the screen.
///
/// # Errors
/// A sentence where the drawing cannot be painted.
pub fn preview(subject: &DrawnNetwork, options: DiagramOptions) -> Result<Drawn, Message> {
    let diagram = drawing(subject, options, None)?;
    let size_px = diagram.picture_size();
    // A sheet is smaller than a screen, and shown sharp.
    let most = if diagram.sheet.is_some() { 2.0 } else { 1.0 };
    let scale = (PREVIEW_PX / size_px[0].max(size_px[1])).min(most);
    let svg = diagram.to_svg(colors(options.paper));
    let pixels = diagram::paint(&svg, scale).map_err(|error| error.message())?;
    let size = [pixels.width() as usize, pixels.height() as usize];
    let image = ColorImage::from_rgba_unmultiplied(size, pixels.as_raw());
    let type_points = diagram.sheet.map(|_| diagram.smallest_type_points());
    Ok(Drawn {
        image,
        size_px,
        type_points,
    })
}

/// The diagram, laid out; refused where it, or a picture of `scale`, would be too large.
fn drawing(
    subject: &DrawnNetwork,
    options: DiagramOptions,
    scale: Option<f32>,
) -> Result<Diagram, Message> {
    let layout_options = LayoutOptions {
        direction: match options.direction {
            Direction::Down => diagram::Direction::TopToBottom,
            Direction::Right => diagram::Direction::LeftToRight,
        },
        blocks: match options.blocks {
            Blocks::Folded => diagram::Blocks::Folded,
            Blocks::Counted => diagram::Blocks::Counted,
            Blocks::Open => diagram::Blocks::Open,
        },
        wrap: Wrap::Page,
    };
    let inference = infer(&subject.graph);
    // A sheet is as large whatever is on it.
    let scale = scale.filter(|_| options.sheet == Sheet::Free);
    diagram::check_budget(&subject.graph, &inference, &layout_options, scale)
        .map_err(|error| error.message())?;
    let on = |sheet| {
        let subject = (&subject.graph, subject.title.as_str());
        layout_on(sheet, subject, &inference, &layout_options)
    };
    Ok(match options.sheet {
        Sheet::Free => {
            layout(&subject.graph, &inference, &layout_options).with_title(&subject.title)
        }
        Sheet::Page => on(diagram::Sheet::Page),
        Sheet::Slide => on(diagram::Sheet::Slide),
        Sheet::Column => on(diagram::Sheet::Column),
    })
}

fn colors(paper: Paper) -> &'static Palette {
    match paper {
        Paper::Light => &palette::LIGHT,
        Paper::Dark => &palette::DARK,
    }
}

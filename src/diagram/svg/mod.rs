//! A diagram as SVG text that every browser, drawing program and word processor reads.
//! Never moves anything: where things stand is decided before, only texts that do not fit are shortened here.

mod marks;
mod notes;
mod shapes;

use std::collections::BTreeSet;
use std::fmt::Write;

pub use marks::Escaped;
use marks::Px;

use super::model::Diagram;
use super::palette::{self, Palette};
use super::sheet::Sheet;
use super::text::{Face, shortened, width_px};
use crate::assets::{INTER_FAMILY, JETBRAINS_MONO_FAMILY, NOTO_SANS_SC_FAMILY};
use crate::layer::Family;

/// Around everything, px.
const MARGIN_PX: f32 = 32.0;

/// Room for title and summary, px.
const HEADING_PX: f32 = 58.0;

/// Type sizes of title and summary, px.
const TITLE_PX: f32 = 20.0;
const SUMMARY_PX: f32 = 12.0;

/// A longer title is shortened where the diagram itself is no wider, px.
const LONGEST_TITLE_PX: f32 = 600.0;

/// Room for the legend, px.
const LEGEND_PX: f32 = 40.0;

/// From one line of the legend to the next, px.
const LEGEND_LINE_PX: f32 = 18.0;

impl Diagram {
    /// The same diagram with a title above it.
    #[must_use]
    pub fn with_title(self, title: &str) -> Self {
        Self {
            title: title.to_owned(),
            ..self
        }
    }

    /// Width and height of the whole picture in px at scale 1: heading, legend and margins included, or the sheet that it
    /// is put on.
    #[must_use]
    pub fn picture_size(&self) -> [f32; 2] {
        let drawn = self.drawn_size();
        self.sheet
            .map_or(drawn, |sheet| sheet.filled_px(self.direction, drawn))
    }

    /// How much larger it is shown than it is drawn; 1 without a sheet.
    #[must_use]
    pub fn scale(&self) -> f32 {
        let drawn = self.drawn_size();
        self.sheet
            .map_or(1.0, |sheet| sheet.scale_of(self.direction, drawn))
    }

    /// The smallest letters in the picture at scale 1, in points of 1/72 inch.
    #[must_use]
    pub fn smallest_type_points(&self) -> f32 {
        shapes::SMALL_PX * self.scale() * 0.75
    }

    /// Width and height of what is drawn, in its own px: the sheet too.
    fn canvas_size(&self) -> [f32; 2] {
        let scale = self.scale();
        self.picture_size().map(|side| side / scale)
    }

    /// Heading, network, legend and margins.
    fn drawn_size(&self) -> [f32; 2] {
        let width = self.size[0]
            .max(self.legend_width_px())
            .max(self.heading_width_px());
        let height = self.heading_px() + self.size[1] + self.legend_px();
        [
            (width + 2.0 * MARGIN_PX).ceil(),
            (height + 2.0 * MARGIN_PX).ceil(),
        ]
    }

    /// The diagram as a file. Faces are named, with common ones behind them, and not embedded.
    #[must_use]
    pub fn to_svg(&self, palette: &Palette) -> String {
        let mut svg = String::new();
        // Writing into a string cannot fail.
        let _ = self.write(&mut svg, palette);
        svg
    }

    fn write(&self, svg: &mut String, palette: &Palette) -> std::fmt::Result {
        let ([wide, high], [width, height]) = (self.picture_size(), self.canvas_size());
        writeln!(
            svg,
            r#"<svg xmlns="http://www.w3.org/2000/svg" width="{wide}" height="{high}" viewBox="0 0 {width} {height}" font-family="{INTER_FAMILY}, '{NOTO_SANS_SC_FAMILY}', 'Segoe UI', 'Helvetica Neue', Arial, sans-serif">"#
        )?;
        writeln!(svg, "<title>{}</title>", Escaped(&self.title))?;
        shapes::write_definitions(svg)?;
        writeln!(
            svg,
            r#"<rect width="{width}" height="{height}" fill="{}"/>"#,
            palette.canvas
        )?;
        self.write_heading(svg, palette)?;
        let left = MARGIN_PX + ((width - 2.0 * MARGIN_PX - self.size[0]) / 2.0).floor();
        writeln!(
            svg,
            r#"<g transform="translate({} {})">"#,
            Px(left),
            Px(MARGIN_PX
                + self.heading_px()
                + ((height - self.drawn_size()[1]) / 2.0).floor().max(0.0))
        )?;
        shapes::write_frames(svg, &self.frames, palette)?;
        notes::write_frames(svg, &self.notes, palette)?;
        shapes::write_wires(svg, &self.wires, palette)?;
        shapes::write_nodes(svg, &self.nodes, palette)?;
        notes::write_comments(svg, &self.notes, palette)?;
        writeln!(svg, "</g>")?;
        self.write_legend(svg, palette, height - MARGIN_PX)?;
        writeln!(svg, "</svg>")
    }

    fn heading_px(&self) -> f32 {
        if self.title.is_empty() {
            0.0
        } else {
            HEADING_PX
        }
    }

    fn heading_width_px(&self) -> f32 {
        if self.title.is_empty() {
            return 0.0;
        }
        let title = width_px(&self.title, Face::SemiBold, TITLE_PX).min(LONGEST_TITLE_PX);
        title.max(width_px(&self.summary, Face::Regular, SUMMARY_PX))
    }

    fn write_heading(&self, svg: &mut String, palette: &Palette) -> std::fmt::Result {
        if self.title.is_empty() {
            return Ok(());
        }
        let (x, title_y, summary_y) = (Px(MARGIN_PX), Px(MARGIN_PX + 16.0), Px(MARGIN_PX + 36.0));
        let room_px = self.canvas_size()[0] - 2.0 * MARGIN_PX;
        let title = shortened(&self.title, Face::SemiBold, TITLE_PX, room_px);
        writeln!(
            svg,
            r#"<text x="{x}" y="{title_y}" font-size="{TITLE_PX}" font-weight="600" fill="{}">{}</text>"#,
            palette.text,
            Escaped(&title)
        )?;
        writeln!(
            svg,
            r#"<text x="{x}" y="{summary_y}" font-size="{SUMMARY_PX}" fill="{}">{}</text>"#,
            palette.muted,
            Escaped(&self.summary)
        )
    }

    /// The families that occur, in the order of the palette.
    fn families(&self) -> BTreeSet<Family> {
        let families = self.nodes.iter().flat_map(|node| &node.families);
        families.copied().collect()
    }

    /// The families in the lines of the legend: one, or in a narrow column as many as it takes not to be wider than the rest.
    fn legend_lines(&self) -> Vec<Vec<Family>> {
        let room_px = match self.sheet {
            Some(Sheet::Column) => self.size[0].max(self.heading_width_px()),
            Some(Sheet::Page | Sheet::Slide) | None => f32::INFINITY,
        };
        let mut lines: Vec<Vec<Family>> = vec![Vec::new()];
        let mut taken_px = 0.0;
        for family in self.families() {
            let step_px = legend_step_px(family);
            if taken_px > 0.0 && taken_px + step_px > room_px {
                lines.push(Vec::new());
                taken_px = 0.0;
            }
            taken_px += step_px;
            if let Some(line) = lines.last_mut() {
                line.push(family);
            }
        }
        lines
    }

    fn legend_width_px(&self) -> f32 {
        let lines = self.legend_lines();
        let widths = lines
            .iter()
            .map(|line| line.iter().copied().map(legend_step_px).sum::<f32>());
        widths.fold(0.0, f32::max)
    }

    fn legend_px(&self) -> f32 {
        LEGEND_PX + (self.legend_lines().len() - 1) as f32 * LEGEND_LINE_PX
    }

    fn write_legend(&self, svg: &mut String, palette: &Palette, y: f32) -> std::fmt::Result {
        writeln!(svg, r#"<g font-size="11" fill="{}">"#, palette.muted)?;
        let lines = self.legend_lines();
        let places = lines.iter().rev().enumerate().flat_map(|(above, line)| {
            let y = y - above as f32 * LEGEND_LINE_PX;
            let mut x = MARGIN_PX;
            line.iter().map(move |family| {
                let place = (x, y, *family);
                x += legend_step_px(*family);
                place
            })
        });
        for (x, y, family) in places {
            let (mark_y, color) = (Px(y - 9.0), palette::family(family));
            writeln!(
                svg,
                r#"<rect x="{}" y="{mark_y}" width="10" height="10" rx="3" fill="{color}"/>"#,
                Px(x)
            )?;
            writeln!(
                svg,
                r#"<text x="{}" y="{}">{}</text>"#,
                Px(x + 16.0),
                Px(y),
                palette::family_name(family)
            )?;
        }
        writeln!(svg, "</g>")
    }
}

fn legend_step_px(family: Family) -> f32 {
    (width_px(palette::family_name(family), Face::Regular, 11.0) + 36.0).ceil()
}

/// The monospaced face and what stands in for it.
fn mono_families() -> String {
    format!("{JETBRAINS_MONO_FAMILY}, Menlo, Consolas, monospace")
}

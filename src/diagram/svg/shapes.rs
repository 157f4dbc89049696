//! Frames, wires and boxes as SVG elements.

use std::fmt::{Result, Write};

use super::marks::{Escaped, Px, Rounded, towards};
use super::mono_families;
use crate::diagram::model::{Frame, NodeBox, Wire};
use crate::diagram::palette::{self, Palette};
use crate::diagram::text::{Face, shortened, shortened_details, width_px};
use crate::layer::Family;

/// Type sizes, px.
const TITLE_PX: f32 = 13.0;
pub(super) const SMALL_PX: f32 = 11.0;

/// Where texts begin in a box: the bar and some air, px.
const TEXT_LEFT_PX: f32 = 18.0;

/// Between a text and the box's right edge, px.
const TEXT_RIGHT_PX: f32 = 10.0;

/// The bar at a box's left edge, rounded like the box; boxes are 46 px high.
const BAR: &str = "M8 0A8 8 0 0 0 0 8V38A8 8 0 0 0 8 46Z";

/// Stripes in a bar are at least 3 px high.
const MOST_STRIPES: usize = 15;

/// Length and half the width of an arrow's head, px.
const ARROW_PX: [f32; 2] = [7.0, 3.5];

/// What bars of several stripes are cut to.
pub(super) fn write_definitions(svg: &mut String) -> Result {
    writeln!(
        svg,
        r#"<defs><clipPath id="bar"><path d="{BAR}"/></clipPath></defs>"#
    )
}

pub(super) fn write_frames(svg: &mut String, frames: &[Frame], palette: &Palette) -> Result {
    writeln!(
        svg,
        r#"<g font-size="{SMALL_PX}" fill="{}">"#,
        palette.muted
    )?;
    for frame in frames {
        write_frame(svg, frame, palette)?;
    }
    writeln!(svg, "</g>")
}

/// A frame with its name at the left of the wire that enters it, and its block at the right.
fn write_frame(svg: &mut String, frame: &Frame, palette: &Palette) -> Result {
    let rect = frame.rect;
    let fill = if frame.depth.is_multiple_of(2) {
        palette.frame
    } else {
        palette.canvas
    };
    let (width, height) = (Px(rect.width), Px(rect.height));
    writeln!(
        svg,
        r#"<g transform="translate({} {})">"#,
        Px(rect.x),
        Px(rect.y)
    )?;
    writeln!(
        svg,
        "<title>{}: {}</title>",
        Escaped(&frame.title),
        Escaped(&frame.details)
    )?;
    writeln!(
        svg,
        r#"<rect width="{width}" height="{height}" rx="12" fill="{fill}" stroke="{}"/>"#,
        palette.border
    )?;
    let title = shortened(&frame.title, Face::SemiBold, SMALL_PX, 110.0);
    let color = palette.text;
    writeln!(
        svg,
        r#"<text x="14" y="20" font-weight="600" fill="{color}">{}</text>"#,
        Escaped(&title)
    )?;
    let room = rect.width - 14.0 - 146.0;
    let details = shortened(&frame.details, Face::Regular, SMALL_PX, room);
    writeln!(
        svg,
        r#"<text x="{}" y="20" text-anchor="end">{}</text>"#,
        Px(rect.width - 14.0),
        Escaped(&details)
    )?;
    writeln!(svg, "</g>")
}

pub(super) fn write_wires(svg: &mut String, wires: &[Wire], palette: &Palette) -> Result {
    writeln!(
        svg,
        r#"<g fill="none" stroke="{}" stroke-width="1.5">"#,
        palette.faint
    )?;
    for wire in wires {
        let mut points = wire.points.clone();
        if wire.has_arrow
            && let [.., before, last] = &mut points[..]
        {
            // The line ends inside of the head, or it would blunt the point.
            *last = towards(*last, *before, ARROW_PX[0] / 2.0);
        }
        writeln!(svg, r#"<path d="{}"/>"#, Rounded(&points))?;
    }
    writeln!(svg, "</g>")?;
    writeln!(svg, r#"<g fill="{}">"#, palette.faint)?;
    for wire in wires.iter().filter(|wire| wire.has_arrow) {
        write_arrow(svg, &wire.points)?;
    }
    writeln!(svg, "</g>")
}

fn write_arrow(svg: &mut String, points: &[[f32; 2]]) -> Result {
    let [.., before, tip] = points else {
        return Ok(());
    };
    let [length, half] = ARROW_PX;
    let [x, y] = towards(*tip, *before, length);
    // Across the wire: (along_y, -along_x), scaled to half the head's width.
    let [across_x, across_y] = [(tip[1] - y) / length * half, (x - tip[0]) / length * half];
    let corners = [
        *tip,
        [x + across_x, y + across_y],
        [x - across_x, y - across_y],
    ];
    let [a, b, c] = corners.map(|[x, y]| format!("{} {}", Px(x), Px(y)));
    writeln!(svg, r#"<path d="M{a}L{b}L{c}Z"/>"#)
}

pub(super) fn write_nodes(svg: &mut String, nodes: &[NodeBox], palette: &Palette) -> Result {
    writeln!(
        svg,
        r#"<g font-size="{SMALL_PX}" fill="{}">"#,
        palette.muted
    )?;
    for node in nodes {
        write_node(svg, node, palette)?;
    }
    writeln!(svg, "</g>")
}

fn write_node(svg: &mut String, node: &NodeBox, palette: &Palette) -> Result {
    let rect = node.rect;
    writeln!(
        svg,
        r#"<g transform="translate({} {})">"#,
        Px(rect.x),
        Px(rect.y)
    )?;
    let (title, details, shape) = (
        Escaped(&node.title),
        Escaped(&node.details),
        Escaped(&node.shape),
    );
    writeln!(svg, "<title>{title}: {details} → {shape}</title>")?;
    write_box(svg, node, palette)?;
    write_texts(svg, node, palette)?;
    writeln!(svg, "</g>")
}

fn write_box(svg: &mut String, node: &NodeBox, palette: &Palette) -> Result {
    let (width, height) = (node.rect.width, node.rect.height);
    if node.is_block {
        // A second edge below: there is more under this box.
        let (y, right, color) = (Px(height + 3.0), Px(width - 9.0), palette.faint);
        writeln!(
            svg,
            r#"<path d="M9 {y}H{right}" stroke="{color}" stroke-width="1.5" stroke-linecap="round"/>"#
        )?;
    }
    let edge = if node.is_faulty {
        palette.error
    } else {
        palette.border
    };
    writeln!(
        svg,
        r#"<rect width="{}" height="{}" rx="8" fill="{}" stroke="{edge}"/>"#,
        Px(width),
        Px(height),
        palette.node
    )?;
    match &node.families[..] {
        [family] => writeln!(
            svg,
            r#"<path d="{BAR}" fill="{}"/>"#,
            palette::family(*family)
        ),
        families => write_stripes(svg, families, height),
    }
}

/// The bar of a folded block: a stripe for each layer inside, or for some of them where they are many.
fn write_stripes(svg: &mut String, families: &[Family], height: f32) -> Result {
    let count = families.len().min(MOST_STRIPES);
    let stripe_px = height / count.max(1) as f32;
    writeln!(svg, r#"<g clip-path="url(#bar)">"#)?;
    for stripe in 0..count {
        let color = palette::family(families[stripe * families.len() / count]);
        let (y, height) = (Px(stripe as f32 * stripe_px), Px(stripe_px));
        writeln!(
            svg,
            r#"<rect y="{y}" width="8" height="{height}" fill="{color}"/>"#
        )?;
    }
    writeln!(svg, "</g>")
}

fn write_texts(svg: &mut String, node: &NodeBox, palette: &Palette) -> Result {
    let right = node.rect.width - TEXT_RIGHT_PX;
    let room = right - TEXT_LEFT_PX;
    let (x, color) = (Px(TEXT_LEFT_PX), palette.text);
    let count = if node.count > 1 {
        format!("×{}", node.count)
    } else {
        String::new()
    };
    let mut room_of_title = room;
    if node.count > 1 {
        room_of_title -= width_px(&count, Face::SemiBold, TITLE_PX) + 8.0;
        writeln!(
            svg,
            r#"<text x="{}" y="19" text-anchor="end" font-size="{TITLE_PX}" font-weight="600" fill="{color}">{count}</text>"#,
            Px(right)
        )?;
    }
    let title = shortened(&node.title, Face::SemiBold, TITLE_PX, room_of_title);
    writeln!(
        svg,
        r#"<text x="{x}" y="19" font-size="{TITLE_PX}" font-weight="600" fill="{color}">{}</text>"#,
        Escaped(&title)
    )?;
    let shape = shortened(&node.shape, Face::Mono, SMALL_PX, room / 2.0);
    let left_over = room - width_px(&shape, Face::Mono, SMALL_PX) - 8.0;
    let details = shortened_details(&node.details, SMALL_PX, left_over);
    writeln!(svg, r#"<text x="{x}" y="36">{}</text>"#, Escaped(&details))?;
    let mono = mono_families();
    writeln!(
        svg,
        r#"<text x="{}" y="36" text-anchor="end" font-family="{mono}">{}</text>"#,
        Px(right),
        Escaped(&shape)
    )
}

//! Comments and frames as SVG elements.

use std::fmt::{Result, Write};

use super::marks::{Escaped, Px};
use crate::diagram::model::NoteBox;
use crate::diagram::notes::{LINE_PX, TEXT_PAD_PX, TITLE_PX, TYPE_PX};
use crate::diagram::palette::{self, Palette};
use crate::diagram::text::{Face, shortened};
use crate::graph::NoteKind;

/// Frames; they lie behind everything.
pub(super) fn write_frames(svg: &mut String, notes: &[NoteBox], palette: &Palette) -> Result {
    for note in notes.iter().filter(|note| note.kind == NoteKind::Frame) {
        let color = palette::tint(palette, note.tint);
        let rect = note.rect;
        writeln!(
            svg,
            r#"<rect x="{}" y="{}" width="{}" height="{}" rx="8" fill="{color}" fill-opacity="0.1" stroke="{color}" stroke-opacity="0.6"/>"#,
            Px(rect.x),
            Px(rect.y),
            Px(rect.width),
            Px(rect.height)
        )?;
        let Some(title) = note.lines.first() else {
            continue;
        };
        let room_px = rect.width - 2.0 * TEXT_PAD_PX;
        let title = shortened(title, Face::SemiBold, TYPE_PX, room_px);
        writeln!(
            svg,
            r#"<text x="{}" y="{}" font-size="{TYPE_PX}" font-weight="600" fill="{}">{}</text>"#,
            Px(rect.x + TEXT_PAD_PX),
            Px(rect.y + TITLE_PX - 1.0),
            palette.text,
            Escaped(&title)
        )?;
    }
    Ok(())
}

/// Comments, each with a dotted line to what it is about.
pub(super) fn write_comments(svg: &mut String, notes: &[NoteBox], palette: &Palette) -> Result {
    for note in notes.iter().filter(|note| note.kind == NoteKind::Comment) {
        let color = palette::tint(palette, note.tint);
        let rect = note.rect;
        if let Some([[from_x, from_y], [to_x, to_y]]) = note.line() {
            let (from_x, from_y, to_x, to_y) = (Px(from_x), Px(from_y), Px(to_x), Px(to_y));
            writeln!(
                svg,
                r#"<path d="M{from_x} {from_y}L{to_x} {to_y}" stroke="{color}" stroke-dasharray="2 4" fill="none"/>"#
            )?;
        }
        let (x, y) = (Px(rect.x), Px(rect.y));
        let (width, height) = (Px(rect.width), Px(rect.height));
        for (fill, opacity) in [(palette.panel, "1"), (color, "0.2")] {
            writeln!(
                svg,
                r#"<rect x="{x}" y="{y}" width="{width}" height="{height}" rx="6" fill="{fill}" fill-opacity="{opacity}" stroke="{color}"/>"#
            )?;
        }
        for (line, number) in note.lines.iter().zip(1_u8..) {
            let y = rect.y + TEXT_PAD_PX + f32::from(number) * LINE_PX - 4.0;
            writeln!(
                svg,
                r#"<text x="{}" y="{}" font-size="{TYPE_PX}" fill="{}">{}</text>"#,
                Px(rect.x + TEXT_PAD_PX),
                Px(y),
                palette.text,
                Escaped(line)
            )?;
        }
    }
    Ok(())
}

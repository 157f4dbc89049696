//! The colors of both themes, one table for the window and the diagrams.

use std::fmt;

use crate::graph::Tint;
use crate::layer::Family;
use crate::text::say;

/// An opaque color: red, green, blue. Printed as SVG has it: `#4C8DFF`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Color(pub [u8; 3]);

/// The colors of a theme.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Palette {
    /// Behind everything.
    pub background: Color,
    /// The surface that nodes lie on.
    pub canvas: Color,
    /// Side panels, bars, dialogs.
    pub panel: Color,
    /// What stands out from a panel.
    pub raised: Color,
    /// Lines between and around surfaces.
    pub border: Color,
    /// Text to be read first.
    pub text: Color,
    /// Second lines and labels.
    pub muted: Color,
    /// Lines and marks without words, such as wires.
    pub faint: Color,
    /// Selection and blocks.
    pub accent: Color,
    /// All is well.
    pub ok: Color,
    /// Worth a look.
    pub warning: Color,
    /// Keeps the network from working.
    pub error: Color,
    /// A node's face.
    pub node: Color,
    /// The ground of an open block.
    pub frame: Color,
    /// Lines that share a chart: runs, classes. Told apart by eyes without red or green cones, too.
    pub lines: [Color; LINES],
}

/// As many lines of one chart have colors of their own.
pub const LINES: usize = 8;

/// Light marks on dark surfaces.
pub const DARK: Palette = Palette {
    background: Color([0x14, 0x16, 0x1A]),
    canvas: Color([0x17, 0x1A, 0x1F]),
    panel: Color([0x1C, 0x1F, 0x25]),
    raised: Color([0x25, 0x2A, 0x32]),
    border: Color([0x32, 0x38, 0x43]),
    text: Color([0xE8, 0xEA, 0xEE]),
    muted: Color([0x98, 0xA1, 0xB0]),
    faint: Color([0x6A, 0x74, 0x85]),
    accent: Color([0x5B, 0x9D, 0xFF]),
    ok: Color([0x4C, 0xC3, 0x8A]),
    warning: Color([0xF2, 0xB2, 0x3E]),
    error: Color([0xF4, 0x7A, 0x75]),
    node: Color([0x25, 0x2A, 0x32]),
    frame: Color([0x1C, 0x1F, 0x25]),
    lines: [
        Color([0x50, 0x78, 0xE6]),
        Color([0xC4, 0xBE, 0xF4]),
        Color([0x4F, 0xE0, 0x4A]),
        Color([0xC2, 0x48, 0x9F]),
        Color([0xE8, 0xD8, 0x88]),
        Color([0x3F, 0xCB, 0xA8]),
        Color([0xD8, 0x66, 0x1A]),
        Color([0x6B, 0x7F, 0x6B]),
    ],
};

/// Dark marks on light surfaces, and on paper.
pub const LIGHT: Palette = Palette {
    background: Color([0xEC, 0xEE, 0xF2]),
    canvas: Color([0xF7, 0xF8, 0xFA]),
    panel: Color([0xFF, 0xFF, 0xFF]),
    raised: Color([0xF1, 0xF3, 0xF6]),
    border: Color([0xD6, 0xDA, 0xE1]),
    text: Color([0x1B, 0x1E, 0x24]),
    muted: Color([0x5C, 0x66, 0x75]),
    faint: Color([0x7D, 0x89, 0x9A]),
    accent: Color([0x1F, 0x60, 0xD4]),
    ok: Color([0x19, 0x76, 0x4B]),
    warning: Color([0x8D, 0x5D, 0x18]),
    error: Color([0xBC, 0x37, 0x33]),
    node: Color([0xFF, 0xFF, 0xFF]),
    frame: Color([0xEC, 0xEE, 0xF2]),
    lines: [
        Color([0x1F, 0x50, 0xE8]),
        Color([0x4B, 0x35, 0x96]),
        Color([0x1B, 0x61, 0x24]),
        Color([0xE0, 0x2F, 0xB0]),
        Color([0xA0, 0x7F, 0x0A]),
        Color([0x15, 0x4F, 0x43]),
        Color([0xC2, 0x71, 0x5F]),
        Color([0x7C, 0x5B, 0x7F]),
    ],
};

/// The color of a family of layers, the same in both themes: for bars and marks, never for text.
#[must_use]
pub const fn family(family: Family) -> Color {
    Color(match family {
        Family::Input => [0x8A, 0x94, 0xA6],
        Family::Shape => [0x7C, 0x87, 0x98],
        Family::Convolution => [0x4C, 0x8D, 0xFF],
        Family::Normalization => [0x2B, 0xB3, 0xA3],
        Family::Activation => [0xF2, 0xB2, 0x3E],
        Family::Pooling => [0x9B, 0x7B, 0xFF],
        Family::Dense => [0x54, 0xB8, 0x6A],
        Family::Merge => [0xE6, 0x6A, 0xA8],
        Family::Regularization => [0xC9, 0x74, 0x5D],
    })
}

/// The color of a note: for lines and grounds, never for text.
#[must_use]
pub const fn tint(palette: &Palette, tint: Tint) -> Color {
    match tint {
        Tint::Yellow => family(Family::Activation),
        Tint::Blue => palette.accent,
        Tint::Green => family(Family::Dense),
        Tint::Red => palette.error,
        Tint::Purple => family(Family::Pooling),
        Tint::Gray => family(Family::Input),
    }
}

/// The family in one word or two, for legends.
#[must_use]
pub fn family_name(family: Family) -> &'static str {
    match family {
        Family::Input => say("legend-input"),
        Family::Shape => say("legend-shape"),
        Family::Convolution => say("legend-convolution"),
        Family::Normalization => say("legend-normalization"),
        Family::Activation => say("legend-activation"),
        Family::Pooling => say("legend-pooling"),
        Family::Dense => say("legend-dense"),
        Family::Merge => say("legend-merge"),
        Family::Regularization => say("legend-regularization"),
    }
}

impl fmt::Display for Color {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [red, green, blue] = self.0;
        write!(f, "#{red:02X}{green:02X}{blue:02X}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_color_is_printed_as_svg_has_it() {
        assert_eq!(family(Family::Convolution).to_string(), "#4C8DFF");
        assert_eq!(Color([0x00, 0x01, 0x0A]).to_string(), "#00010A");
    }
}

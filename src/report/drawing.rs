//! An SVG picture that is written piece by piece, in the light colors that suit paper.

use std::fmt::Write as _;

use crate::assets;
use crate::diagram::palette::{Color, LIGHT};
use crate::diagram::{Escaped, Face};

/// Where words begin, or end, or have their middle.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Anchor {
    /// They begin at the place.
    Start,
    /// They lie around it.
    Middle,
    /// They end there.
    End,
}

/// How words are set.
#[derive(Debug, Clone, Copy)]
pub struct Type {
    /// How high, px.
    pub size_px: f64,
    /// Where they stand.
    pub anchor: Anchor,
    /// In which color.
    pub color: Color,
    /// In which face.
    pub face: Face,
}

/// Small words beside things.
pub const SMALL: Type = Type {
    size_px: 11.0,
    anchor: Anchor::Start,
    color: LIGHT.muted,
    face: Face::Regular,
};

/// A title.
pub const TITLE: Type = Type {
    size_px: 15.0,
    anchor: Anchor::Start,
    color: LIGHT.text,
    face: Face::SemiBold,
};

impl Type {
    /// The same, standing otherwise.
    pub const fn at(self, anchor: Anchor) -> Self {
        Self { anchor, ..self }
    }

    /// The same in another color.
    pub const fn colored(self, color: Color) -> Self {
        Self { color, ..self }
    }
}

/// A picture that grows.
#[derive(Debug)]
pub struct Drawing {
    svg: String,
}

impl Drawing {
    /// An empty sheet, px.
    pub fn new([width, height]: [f64; 2]) -> Self {
        let family = format!("{}, {}", assets::INTER_FAMILY, assets::NOTO_SANS_SC_FAMILY);
        let svg = format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width:.0}\" height=\"{height:.0}\" \
             viewBox=\"0 0 {width:.0} {height:.0}\" font-family=\"{family}, sans-serif\">\n\
             <rect width=\"{width:.0}\" height=\"{height:.0}\" fill=\"{}\"/>\n",
            LIGHT.panel
        );
        Self { svg }
    }

    /// A filled rectangle: left, top, width, height.
    pub fn rect(&mut self, [left, top, width, height]: [f64; 4], fill: &str) {
        let _ = writeln!(
            self.svg,
            "<rect x=\"{left:.1}\" y=\"{top:.1}\" width=\"{width:.1}\" height=\"{height:.1}\" fill=\"{fill}\"/>"
        );
    }

    /// The outline of one.
    pub fn outline(&mut self, [left, top, width, height]: [f64; 4], color: Color) {
        let _ = writeln!(
            self.svg,
            "<rect x=\"{left:.1}\" y=\"{top:.1}\" width=\"{width:.1}\" height=\"{height:.1}\" rx=\"4\" fill=\"none\" stroke=\"{color}\"/>"
        );
    }

    /// A line through points.
    pub fn line(&mut self, points: &[[f64; 2]], color: Color, is_dashed: bool, width: f64) {
        let dashes = if is_dashed {
            " stroke-dasharray=\"6 4\""
        } else {
            ""
        };
        let _ = write!(
            self.svg,
            "<polyline fill=\"none\" stroke=\"{color}\" stroke-width=\"{width}\"{dashes} points=\""
        );
        for [x, y] in points {
            let _ = write!(self.svg, "{x:.1},{y:.1} ");
        }
        self.svg.push_str("\"/>\n");
    }

    /// A thin line from top to bottom at `x`, with `words` along it, and with `help` under the pointer in a browser.
    pub fn upright_mark(&mut self, [x, top, bottom]: [f64; 3], words: &str, help: &str) {
        let color = LIGHT.muted;
        let _ = writeln!(
            self.svg,
            "<g><title>{}</title><path d=\"M{x:.1} {top:.1}V{bottom:.1}\" stroke=\"{color}\" stroke-width=\"1\" stroke-dasharray=\"2 3\" fill=\"none\"/>",
            Escaped(help)
        );
        let small = Type {
            size_px: 9.0,
            ..SMALL
        };
        self.upright([x - 3.0, top + 6.0], small.at(Anchor::End), words);
        self.svg.push_str("</g>\n");
    }

    /// A dot.
    pub fn dot(&mut self, [x, y]: [f64; 2], color: Color) {
        let _ = writeln!(
            self.svg,
            "<circle cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"3.5\" fill=\"{color}\"/>"
        );
    }

    /// Words, whatever they hold.
    pub fn text(&mut self, [x, y]: [f64; 2], set: Type, words: &str) {
        self.turned_text([x, y], set, None, words);
    }

    /// Words that run upwards.
    pub fn upright(&mut self, [x, y]: [f64; 2], set: Type, words: &str) {
        self.turned_text([x, y], set, Some(-90.0), words);
    }

    fn turned_text(&mut self, [x, y]: [f64; 2], set: Type, turn: Option<f64>, words: &str) {
        let anchor = match set.anchor {
            Anchor::Start => "start",
            Anchor::Middle => "middle",
            Anchor::End => "end",
        };
        let face = match set.face {
            Face::Regular => " font-weight=\"400\"".to_owned(),
            Face::SemiBold => " font-weight=\"600\"".to_owned(),
            Face::Mono => format!(
                " font-family=\"{}, {}, monospace\"",
                assets::JETBRAINS_MONO_FAMILY,
                assets::NOTO_SANS_SC_FAMILY
            ),
        };
        let turn = turn.map(|angle| format!(" transform=\"rotate({angle} {x:.1} {y:.1})\""));
        let _ = writeln!(
            self.svg,
            "<text x=\"{x:.1}\" y=\"{y:.1}\" font-size=\"{}\"{face} fill=\"{}\" text-anchor=\"{anchor}\"{}>{}</text>",
            set.size_px,
            set.color,
            turn.unwrap_or_default(),
            Escaped(words)
        );
    }

    /// The whole picture.
    pub fn finish(mut self) -> String {
        self.svg.push_str("</svg>\n");
        self.svg
    }
}

/// `words` in at most `most` letters; letters of two columns count twice.
pub fn shortened(words: &str, most: usize) -> String {
    use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};
    if words.width() <= most {
        return words.to_owned();
    }
    let mut width = 1;
    let kept = words.chars().take_while(|letter| {
        width += letter.width().unwrap_or(0);
        width <= most
    });
    kept.chain(std::iter::once('…')).collect()
}

/// A color that is `share` of the way from `from` to `to`.
pub fn between(from: Color, to: Color, share: f64) -> Color {
    let mix = |at: usize| {
        let (from, to) = (f64::from(from.0[at]), f64::from(to.0[at]));
        (from + (to - from) * share.clamp(0.0, 1.0)).round() as u8
    };
    Color([mix(0), mix(1), mix(2)])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_drawing_with_any_words_is_sound_svg() {
        let mut drawing = Drawing::new([100.0, 40.0]);
        drawing.text([4.0, 20.0], TITLE, "<b> & \"c\" 猫\u{0}");
        drawing.upright([4.0, 20.0], SMALL, "</text><script>");
        let svg = drawing.finish();
        assert!(!svg.contains("<script>") && svg.contains("&lt;b&gt;"));
        resvg::usvg::Tree::from_str(&svg, &resvg::usvg::Options::default()).unwrap();
    }

    #[test]
    fn long_words_end_in_an_ellipsis() {
        assert_eq!(shortened("abcdef", 6), "abcdef");
        assert_eq!(shortened("abcdefg", 6), "abcde…");
        assert_eq!(shortened("猫猫猫猫", 5), "猫猫…");
    }
}

//! How wide a text is in the bundled faces, and how to shorten one that does not fit.

use std::borrow::Cow;
use std::sync::OnceLock;

use skrifa::charmap::Charmap;
use skrifa::instance::{LocationRef, Size};
use skrifa::metrics::GlyphMetrics;
use skrifa::{FontRef, MetadataProvider};

use crate::assets;

/// The room below which a layer's kind says nothing any more, px.
const LEAST_KIND_PX: f32 = 30.0;

/// One of the bundled faces.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Face {
    /// Words.
    Regular,
    /// Titles.
    SemiBold,
    /// Figures below each other.
    Mono,
}

/// Character map and advances of a face at 1 px.
struct Measure {
    charmap: Charmap<'static>,
    metrics: GlyphMetrics<'static>,
}

/// What parts a layer's kind from its settings, and those from each other.
pub(super) const SEPARATOR: &str = " · ";

/// What stands for left out letters.
const ELLIPSIS: char = '…';

/// The width of `text` at `size_px`, in px. Kerning is left out: it makes texts narrower, if anything.
#[must_use]
pub fn width_px(text: &str, face: Face, size_px: f32) -> f32 {
    text.chars()
        .map(|letter| advance(letter, face))
        .sum::<f32>()
        * size_px
}

/// `text`, with its middle left out where it is wider than `limit_px`: layer names differ at their ends.
pub(super) fn shortened(text: &str, face: Face, size_px: f32, limit_px: f32) -> Cow<'_, str> {
    if width_px(text, face, size_px) <= limit_px {
        return Cow::Borrowed(text);
    }
    let letters: Vec<char> = text.chars().collect();
    let mut room_px = limit_px - advance(ELLIPSIS, face) * size_px;
    let (mut head, mut tail) = (0, letters.len());
    while head < tail {
        let takes_head = head <= letters.len() - tail;
        let letter = letters[if takes_head { head } else { tail - 1 }];
        room_px -= advance(letter, face) * size_px;
        if room_px < 0.0 {
            break;
        }
        if takes_head { head += 1 } else { tail -= 1 }
    }
    let kept = letters[..head]
        .iter()
        .chain([&ELLIPSIS])
        .chain(&letters[tail..]);
    Cow::Owned(kept.collect())
}

/// `text` in lines no wider than `limit_px`, broken between words; of more than `most` lines the last ends with "…".
pub(super) fn wrapped(text: &str, size_px: f32, limit_px: f32, most: usize) -> Vec<String> {
    let width = |line: &str| width_px(line, Face::Regular, size_px);
    let mut lines: Vec<String> = Vec::new();
    for paragraph in text.lines() {
        let mut line = String::new();
        for word in paragraph.split_whitespace() {
            let longer = format!("{line} {word}");
            if line.is_empty() {
                line = shortened(word, Face::Regular, size_px, limit_px).into_owned();
            } else if width(&longer) <= limit_px {
                line = longer;
            } else {
                let word = shortened(word, Face::Regular, size_px, limit_px).into_owned();
                lines.push(std::mem::replace(&mut line, word));
            }
        }
        lines.push(line);
        if lines.len() > most {
            lines.truncate(most);
            if let Some(last) = lines.last_mut() {
                last.push(ELLIPSIS);
            }
            break;
        }
    }
    lines
}

/// A layer's kind and settings, shortened where they are wider than `limit_px`: settings beyond the second go first, then
/// letters of the kind, which the box's color tells too.
pub(super) fn shortened_details(details: &str, size_px: f32, limit_px: f32) -> Cow<'_, str> {
    let width = |text: &str| width_px(text, Face::Regular, size_px);
    let mut parts: Vec<&str> = details.split(SEPARATOR).collect();
    while parts.len() > 3 && width(&parts.join(SEPARATOR)) > limit_px {
        parts.pop();
    }
    let kept = parts.join(SEPARATOR);
    let [kind, ..] = &parts[..] else {
        return Cow::Borrowed(details);
    };
    if width(&kept) <= limit_px {
        return Cow::Owned(kept);
    }
    let settings = kept.strip_prefix(kind).unwrap_or_default();
    let room_px = limit_px - width(settings);
    if room_px < LEAST_KIND_PX {
        return shortened(details, Face::Regular, size_px, limit_px);
    }
    Cow::Owned(cut(kind, size_px, room_px) + settings)
}

/// The beginning of a text, as much as fits.
fn cut(text: &str, size_px: f32, limit_px: f32) -> String {
    let mut room_px = limit_px - advance(ELLIPSIS, Face::Regular) * size_px;
    let fits = |letter: &char| {
        room_px -= advance(*letter, Face::Regular) * size_px;
        room_px >= 0.0
    };
    text.chars().take_while(fits).chain([ELLIPSIS]).collect()
}

/// The advance of one letter at 1 px, from the first face that has it.
fn advance(letter: char, face: Face) -> f32 {
    static FACES: OnceLock<[Option<Measure>; 4]> = OnceLock::new();
    let faces = FACES.get_or_init(|| {
        [
            measure(assets::INTER_REGULAR),
            measure(assets::INTER_SEMI_BOLD),
            measure(assets::JETBRAINS_MONO_REGULAR),
            measure(assets::NOTO_SANS_SC_REGULAR),
        ]
    });
    let chinese = &faces[3];
    let found = [&faces[face as usize], chinese]
        .into_iter()
        .flatten()
        .find_map(|measure| {
            let glyph = measure.charmap.map(letter)?;
            measure.metrics.advance_width(glyph)
        });
    // A letter that no face has is painted as a box about as wide as it is high.
    found.unwrap_or(1.0)
}

fn measure(bytes: &'static [u8]) -> Option<Measure> {
    let font = FontRef::new(bytes).ok()?;
    let metrics = font.glyph_metrics(Size::new(1.0), LocationRef::default());
    Some(Measure {
        charmap: font.charmap(),
        metrics,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_of_the_monospaced_face_are_equally_wide() {
        // JetBrains Mono: every advance is 600 of 1000 units.
        assert!((width_px("(64, 64, 3)", Face::Mono, 11.0) - 11.0 * 0.6 * 11.0).abs() < 0.01);
    }

    #[test]
    fn hanzi_are_one_em_wide() {
        assert!((width_px("卷积", Face::Regular, 13.0) - 26.0).abs() < 0.01);
    }

    #[test]
    fn a_text_that_fits_stays_and_another_loses_its_middle() {
        assert_eq!(shortened("conv1", Face::SemiBold, 13.0, 200.0), "conv1");
        let name = "a_very_long_name_of_a_layer_branch2a";
        let short = shortened(name, Face::SemiBold, 13.0, 100.0);
        assert!(
            short.starts_with("a_ver") && short.ends_with("nch2a"),
            "{short}"
        );
        assert!(width_px(&short, Face::SemiBold, 13.0) <= 100.0);
    }

    #[test]
    fn the_last_settings_are_left_out_before_the_kind_loses_letters() {
        let short = |details, limit_px| shortened_details(details, 11.0, limit_px).into_owned();
        assert_eq!(
            short("Conv2D · 64 · 3×3 · same", 200.0),
            "Conv2D · 64 · 3×3 · same"
        );
        assert_eq!(
            short("Conv2D · 64 · 3×3 · same", 110.0),
            "Conv2D · 64 · 3×3"
        );
        let pooling = short("MaxPooling2D · 3×3 / 2", 110.0);
        assert!(
            pooling.starts_with("MaxPool") && pooling.ends_with("… · 3×3 / 2"),
            "{pooling}"
        );
        assert!(width_px(&pooling, Face::Regular, 11.0) <= 110.0);
    }

    #[test]
    fn without_any_room_only_the_ellipsis_is_left() {
        assert_eq!(shortened("conv1", Face::SemiBold, 13.0, 0.0), "…");
    }
}

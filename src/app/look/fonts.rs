//! Which typeface is used for what.

use super::size;
use crate::assets;
use egui::{FontData, FontDefinitions, FontFamily, FontId, TextStyle};
use std::collections::BTreeMap;
use std::sync::Arc;

const INTER: &str = "Inter";
const SEMI_BOLD: &str = "Inter semi-bold";
const MONO: &str = "JetBrains Mono";
const CHINESE: &str = "Noto Sans SC";

/// Text, 13 points.
pub fn text() -> FontId {
    FontId::new(size::TEXT, FontFamily::Proportional)
}

/// Second lines and headings of groups, 11 points.
pub fn small() -> FontId {
    FontId::new(size::SMALL_TEXT, FontFamily::Proportional)
}

/// Shapes and numbers: monospaced, tabular figures.
pub fn mono() -> FontId {
    FontId::new(size::MONO_TEXT, FontFamily::Monospace)
}

/// Semi-bold text of `points`.
pub fn semi_bold(points: f32) -> FontId {
    FontId::new(points, FontFamily::Name(SEMI_BOLD.into()))
}

/// egui's named text styles in our sizes.
pub fn text_styles() -> BTreeMap<TextStyle, FontId> {
    [
        (TextStyle::Small, small()),
        (TextStyle::Body, text()),
        (TextStyle::Button, text()),
        (TextStyle::Heading, semi_bold(size::TITLE_TEXT)),
        (TextStyle::Monospace, mono()),
    ]
    .into()
}

/// Registers the bundled faces with `ctx`. Chinese text falls back to Noto Sans SC before any face of the
/// system, which under many locales would pick Japanese shapes; egui's own faces stay last, for symbols.
pub(super) fn install(ctx: &egui::Context) {
    let mut fonts = FontDefinitions::default();
    let faces = [
        (INTER, assets::INTER_REGULAR),
        (SEMI_BOLD, assets::INTER_SEMI_BOLD),
        (MONO, assets::JETBRAINS_MONO_REGULAR),
        (CHINESE, assets::NOTO_SANS_SC_REGULAR),
    ];
    for (name, bytes) in faces {
        fonts
            .font_data
            .insert(name.to_owned(), Arc::new(FontData::from_static(bytes)));
    }
    let symbols = fonts
        .families
        .get(&FontFamily::Proportional)
        .cloned()
        .unwrap_or_default();
    let families = [
        (FontFamily::Proportional, [INTER, CHINESE].as_slice()),
        (
            FontFamily::Name(SEMI_BOLD.into()),
            &[SEMI_BOLD, INTER, CHINESE],
        ),
        (FontFamily::Monospace, &[MONO, INTER, CHINESE]),
    ];
    for (family, names) in families {
        let names = names
            .iter()
            .map(|name| (*name).to_owned())
            .chain(symbols.iter().cloned());
        fonts.families.insert(family, names.collect());
    }
    ctx.set_fonts(fonts);
}

//! The colors of the window, once for dark and once for light.

#![expect(
    clippy::disallowed_methods,
    reason = "the one file that may write colors down"
)]

use crate::diagram::palette::{self, Color};
use egui::Color32;

/// Every color that the window may use. Panels take theirs from here and never write one down
/// themselves; `clippy.toml` refuses raw colors elsewhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Theme {
    /// Behind everything, where no panel lies.
    pub background: Color32,
    /// The surface that nodes and charts lie on.
    pub canvas: Color32,
    /// Side panels, bars, dialogs.
    pub panel: Color32,
    /// Fields, buttons, nodes and rows that stand out from a panel.
    pub raised: Color32,
    /// Nodes on the canvas.
    pub node: Color32,
    /// A raised surface under the pointer.
    pub hovered: Color32,
    /// Lines between and around surfaces.
    pub border: Color32,
    /// Text to be read first.
    pub text: Color32,
    /// Second lines, headings, labels. At least 4.5 : 1 on every surface.
    pub muted: Color32,
    /// Lines and marks that carry no words: wires, grid dots, disabled marks.
    pub faint: Color32,
    /// Selection, links, the current tab.
    pub accent: Color32,
    /// The filled main button. Darker than `accent` in the dark theme, where white on `accent`
    /// would reach only 2.7 : 1.
    pub accent_fill: Color32,
    /// Text on `accent_fill`.
    pub on_accent: Color32,
    /// Behind selected text and selected rows.
    pub selection: Color32,
    /// All is well.
    pub ok: Color32,
    /// Worth a look.
    pub warning: Color32,
    /// Stops the network from working.
    pub error: Color32,
    /// Dims the window behind a dialog.
    pub backdrop: Color32,
    /// Under floating surfaces.
    pub shadow: Color32,
    /// Whether nodes stand out by a shadow; on a dark canvas none would be seen.
    pub casts_shadows: bool,
}

/// The dark theme.
pub const DARK: Theme = Theme {
    background: on_screen(palette::DARK.background),
    canvas: on_screen(palette::DARK.canvas),
    panel: on_screen(palette::DARK.panel),
    raised: on_screen(palette::DARK.raised),
    node: on_screen(palette::DARK.node),
    hovered: rgb(0x2E343E),
    border: on_screen(palette::DARK.border),
    text: on_screen(palette::DARK.text),
    muted: on_screen(palette::DARK.muted),
    faint: on_screen(palette::DARK.faint),
    accent: on_screen(palette::DARK.accent),
    accent_fill: rgb(0x2F6FE0),
    on_accent: rgb(0xFFFFFF),
    selection: rgb(0x243B60),
    ok: on_screen(palette::DARK.ok),
    warning: on_screen(palette::DARK.warning),
    error: on_screen(palette::DARK.error),
    backdrop: Color32::from_black_alpha(110),
    shadow: Color32::from_black_alpha(90),
    casts_shadows: false,
};

/// The light theme.
pub const LIGHT: Theme = Theme {
    background: on_screen(palette::LIGHT.background),
    canvas: on_screen(palette::LIGHT.canvas),
    panel: on_screen(palette::LIGHT.panel),
    raised: on_screen(palette::LIGHT.raised),
    node: on_screen(palette::LIGHT.node),
    hovered: rgb(0xE6E9EF),
    border: on_screen(palette::LIGHT.border),
    text: on_screen(palette::LIGHT.text),
    muted: on_screen(palette::LIGHT.muted),
    faint: on_screen(palette::LIGHT.faint),
    accent: on_screen(palette::LIGHT.accent),
    accent_fill: rgb(0x2F6FE0),
    on_accent: rgb(0xFFFFFF),
    selection: rgb(0xD5E4FF),
    ok: on_screen(palette::LIGHT.ok),
    warning: on_screen(palette::LIGHT.warning),
    error: on_screen(palette::LIGHT.error),
    backdrop: Color32::from_black_alpha(70),
    shadow: Color32::from_black_alpha(36),
    casts_shadows: true,
};

impl Theme {
    /// The theme that `ui` is painted in.
    pub fn of(ui: &egui::Ui) -> &'static Self {
        Self::of_visuals(ui.visuals())
    }

    /// The theme that has these visuals.
    pub fn of_visuals(visuals: &egui::Visuals) -> &'static Self {
        Self::named(if visuals.dark_mode {
            egui::Theme::Dark
        } else {
            egui::Theme::Light
        })
    }

    /// The colors of egui's dark or light mode.
    pub fn named(theme: egui::Theme) -> &'static Self {
        match theme {
            egui::Theme::Dark => &DARK,
            egui::Theme::Light => &LIGHT,
        }
    }
}

/// A color that window and diagrams share.
pub const fn on_screen(color: Color) -> Color32 {
    let [red, green, blue] = color.0;
    opaque(red, green, blue)
}

/// The opaque color written as `0xRR_GG_BB`.
const fn rgb(hex: u32) -> Color32 {
    let [_, red, green, blue] = hex.to_be_bytes();
    opaque(red, green, blue)
}

#[expect(
    clippy::disallowed_methods,
    reason = "here is where colors are made, and nowhere else"
)]
const fn opaque(red: u8, green: u8, blue: u8) -> Color32 {
    Color32::from_rgb(red, green, blue)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::look::heat::luminance;

    /// Relative luminance and contrast as in WCAG 2.2, success criterion 1.4.3.
    fn contrast(one: Color32, other: Color32) -> f32 {
        let (light, dark) = (
            luminance(one).max(luminance(other)),
            luminance(one).min(luminance(other)),
        );
        (light + 0.05) / (dark + 0.05)
    }

    #[test]
    fn text_reaches_a_contrast_of_four_and_a_half_on_every_surface() {
        for theme in [DARK, LIGHT] {
            for surface in [
                theme.background,
                theme.canvas,
                theme.panel,
                theme.raised,
                theme.node,
            ] {
                for text in [theme.text, theme.muted] {
                    assert!(contrast(text, surface) >= 4.5, "{text:?} on {surface:?}");
                }
            }
            assert!(contrast(theme.on_accent, theme.accent_fill) >= 4.5);
        }
    }
}

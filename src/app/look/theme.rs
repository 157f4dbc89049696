//! The colours of the window, once for dark and once for light.

#![expect(
    clippy::disallowed_methods,
    reason = "the one file that may write colours down"
)]

use egui::Color32;

/// Every colour that the window may use. Panels take theirs from here and never write one down
/// themselves; `clippy.toml` refuses raw colours elsewhere.
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
}

/// The dark theme.
pub const DARK: Theme = Theme {
    background: rgb(0x14161A),
    canvas: rgb(0x171A1F),
    panel: rgb(0x1C1F25),
    raised: rgb(0x252A32),
    hovered: rgb(0x2E343E),
    border: rgb(0x323843),
    text: rgb(0xE8EAEE),
    muted: rgb(0x98A1B0),
    faint: rgb(0x5F6877),
    accent: rgb(0x5B9DFF),
    accent_fill: rgb(0x2F6FE0),
    on_accent: rgb(0xFFFFFF),
    selection: rgb(0x243B60),
    ok: rgb(0x4CC38A),
    warning: rgb(0xF2B23E),
    error: rgb(0xF2706B),
    backdrop: Color32::from_black_alpha(110),
    shadow: Color32::from_black_alpha(90),
};

/// The light theme.
pub const LIGHT: Theme = Theme {
    background: rgb(0xECEEF2),
    canvas: rgb(0xF7F8FA),
    panel: rgb(0xFFFFFF),
    raised: rgb(0xF1F3F6),
    hovered: rgb(0xE6E9EF),
    border: rgb(0xD6DAE1),
    text: rgb(0x1B1E24),
    muted: rgb(0x5C6675),
    faint: rgb(0x9AA3B0),
    accent: rgb(0x2F6FE0),
    accent_fill: rgb(0x2F6FE0),
    on_accent: rgb(0xFFFFFF),
    selection: rgb(0xD5E4FF),
    ok: rgb(0x1E8E5A),
    warning: rgb(0xB7791F),
    error: rgb(0xC93C37),
    backdrop: Color32::from_black_alpha(70),
    shadow: Color32::from_black_alpha(36),
};

impl Theme {
    /// The theme that `ui` is painted in.
    pub fn of(ui: &egui::Ui) -> &'static Self {
        Self::named(if ui.visuals().dark_mode {
            egui::Theme::Dark
        } else {
            egui::Theme::Light
        })
    }

    /// The colours of egui's dark or light mode.
    pub fn named(theme: egui::Theme) -> &'static Self {
        match theme {
            egui::Theme::Dark => &DARK,
            egui::Theme::Light => &LIGHT,
        }
    }
}

/// The opaque colour written as `0xRR_GG_BB`.
pub(super) const fn rgb(hex: u32) -> Color32 {
    let [_, red, green, blue] = hex.to_be_bytes();
    Color32::from_rgb(red, green, blue)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Relative luminance and contrast as in WCAG 2.2, success criterion 1.4.3.
    fn contrast(one: Color32, other: Color32) -> f32 {
        let luminance = |colour: Color32| {
            let channel = |value: u8| {
                let value = f32::from(value) / 255.0;
                if value <= 0.04045 {
                    value / 12.92
                } else {
                    ((value + 0.055) / 1.055).powf(2.4)
                }
            };
            0.2126 * channel(colour.r())
                + 0.7152 * channel(colour.g())
                + 0.0722 * channel(colour.b())
        };
        let (light, dark) = (
            luminance(one).max(luminance(other)),
            luminance(one).min(luminance(other)),
        );
        (light + 0.05) / (dark + 0.05)
    }

    #[test]
    fn text_reaches_a_contrast_of_four_and_a_half_on_every_surface() {
        for theme in [DARK, LIGHT] {
            for surface in [theme.background, theme.canvas, theme.panel, theme.raised] {
                for text in [theme.text, theme.muted] {
                    assert!(contrast(text, surface) >= 4.5, "{text:?} on {surface:?}");
                }
            }
            assert!(contrast(theme.on_accent, theme.accent_fill) >= 4.5);
        }
    }
}

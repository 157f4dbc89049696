//! The colours of the window, once for dark and once for light.

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
    background: rgb(0x14_16_1A),
    canvas: rgb(0x17_1A_1F),
    panel: rgb(0x1C_1F_25),
    raised: rgb(0x25_2A_32),
    hovered: rgb(0x2E_34_3E),
    border: rgb(0x32_38_43),
    text: rgb(0xE8_EA_EE),
    muted: rgb(0x98_A1_B0),
    faint: rgb(0x5F_68_77),
    accent: rgb(0x5B_9D_FF),
    accent_fill: rgb(0x2F_6F_E0),
    on_accent: rgb(0xFF_FF_FF),
    selection: rgb(0x24_3B_60),
    ok: rgb(0x4C_C3_8A),
    warning: rgb(0xF2_B2_3E),
    error: rgb(0xF2_70_6B),
    backdrop: Color32::from_black_alpha(140),
    shadow: Color32::from_black_alpha(90),
};

/// The light theme.
pub const LIGHT: Theme = Theme {
    background: rgb(0xEC_EE_F2),
    canvas: rgb(0xF7_F8_FA),
    panel: rgb(0xFF_FF_FF),
    raised: rgb(0xF1_F3_F6),
    hovered: rgb(0xE6_E9_EF),
    border: rgb(0xD6_DA_E1),
    text: rgb(0x1B_1E_24),
    muted: rgb(0x5C_66_75),
    faint: rgb(0x9A_A3_B0),
    accent: rgb(0x2F_6F_E0),
    accent_fill: rgb(0x2F_6F_E0),
    on_accent: rgb(0xFF_FF_FF),
    selection: rgb(0xD5_E4_FF),
    ok: rgb(0x1E_8E_5A),
    warning: rgb(0xB7_79_1F),
    error: rgb(0xC9_3C_37),
    backdrop: Color32::from_black_alpha(70),
    shadow: Color32::from_black_alpha(36),
};

impl Theme {
    /// The theme that `ui` is painted in.
    pub fn of(ui: &egui::Ui) -> &'static Self {
        Self::named(if ui.visuals().dark_mode { egui::Theme::Dark } else { egui::Theme::Light })
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
            0.2126 * channel(colour.r()) + 0.7152 * channel(colour.g()) + 0.0722 * channel(colour.b())
        };
        let (light, dark) = (luminance(one).max(luminance(other)), luminance(one).min(luminance(other)));
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

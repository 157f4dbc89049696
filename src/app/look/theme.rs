//! The colors of the window, once for dark and once for light.

#![expect(
    clippy::disallowed_methods,
    reason = "the one file that may write colors down"
)]

use crate::diagram::palette::{self, Color, LINES};
use egui::Color32;

/// Every color that the window may use. Panels take theirs from here and never write one down
/// themselves; `clippy.toml` refuses raw colors elsewhere. Whatever words are written in reaches 4.5 : 1 on every surface, also
/// under the pointer and where it is selected.
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
    /// Second lines, headings, labels.
    pub muted: Color32,
    /// Lines and marks that carry no words: wires, grid dots, disabled marks. At least 3 : 1 where nothing is lit or selected.
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
    /// Lines that share a chart.
    pub lines: [Color32; LINES],
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
    selection: rgb(0x1E3250),
    ok: on_screen(palette::DARK.ok),
    warning: on_screen(palette::DARK.warning),
    error: on_screen(palette::DARK.error),
    lines: all_on_screen(palette::DARK.lines),
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
    selection: rgb(0xDCE8FF),
    ok: on_screen(palette::LIGHT.ok),
    warning: on_screen(palette::LIGHT.warning),
    error: on_screen(palette::LIGHT.error),
    lines: all_on_screen(palette::LIGHT.lines),
    backdrop: Color32::from_black_alpha(70),
    shadow: Color32::from_black_alpha(36),
    casts_shadows: true,
};

impl Theme {
    /// The color of one line among several, which comes again where there are more lines than colors.
    pub fn line(&self, place: usize) -> Color32 {
        self.lines[place % LINES]
    }

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

const fn all_on_screen(colors: [Color; LINES]) -> [Color32; LINES] {
    let mut shown = [Color32::BLACK; LINES];
    let mut place = 0;
    while place < LINES {
        shown[place] = on_screen(colors[place]);
        place += 1;
    }
    shown
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
    use crate::app::look::heat::{contrast, linear};

    /// Every surface that words stand on.
    fn surfaces(theme: &Theme) -> [Color32; 7] {
        [
            theme.background,
            theme.canvas,
            theme.panel,
            theme.raised,
            theme.node,
            theme.hovered,
            theme.selection,
        ]
    }

    #[test]
    fn text_reaches_a_contrast_of_four_and_a_half_on_every_surface() {
        for theme in [DARK, LIGHT] {
            let written = [
                theme.text,
                theme.muted,
                theme.accent,
                theme.ok,
                theme.warning,
                theme.error,
            ];
            for surface in surfaces(&theme) {
                for text in written {
                    let contrast = contrast(text, surface);
                    assert!(contrast >= 4.5, "{text:?} on {surface:?}: {contrast}");
                }
            }
            assert!(contrast(theme.on_accent, theme.accent_fill) >= 4.5);
        }
    }

    #[test]
    fn words_on_a_note_reach_a_contrast_of_four_and_a_half() {
        use crate::app::look::tint;
        for theme in [DARK, LIGHT] {
            for tint in crate::graph::Tint::ALL {
                for paper in [tint::paper(tint, &theme), tint::ground(tint, &theme)] {
                    let contrast = contrast(theme.text, paper);
                    assert!(contrast >= 4.5, "{tint:?} {contrast}");
                }
            }
        }
    }

    /// WCAG 2.2, success criterion 1.4.11: what has to be seen to understand a picture.
    #[test]
    fn wires_and_the_lines_of_charts_reach_a_contrast_of_three() {
        for theme in [DARK, LIGHT] {
            for surface in [theme.canvas, theme.panel, theme.raised] {
                for line in theme.lines.into_iter().chain([theme.faint]) {
                    let contrast = contrast(line, surface);
                    assert!(contrast >= 3.0, "{line:?} on {surface:?}: {contrast}");
                }
            }
        }
    }

    /// What eyes without green cones (deuteranopia) and without red ones (protanopia) make of linear red, green and blue: the
    /// matrices for severity 1.0 of Machado, Oliveira and Fernandes, "A physiologically-based model for simulation of color
    /// vision deficiency", IEEE Transactions on Visualization and Computer Graphics 15 (6), 2009.
    const SIGHTS: [(&str, [[f32; 3]; 3]); 3] = [
        (
            "all cones",
            [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]],
        ),
        (
            "deuteranopia",
            [
                [0.367_322, 0.860_646, -0.227_968],
                [0.280_085, 0.672_501, 0.047_413],
                [-0.011_820, 0.042_940, 0.968_881],
            ],
        ),
        (
            "protanopia",
            [
                [0.152_286, 1.052_583, -0.204_868],
                [0.114_503, 0.786_281, 0.099_216],
                [-0.003_882, -0.048_116, 1.051_998],
            ],
        ),
    ];

    /// CIELAB (D65) of what such an eye sees.
    fn lab(color: Color32, sight: &[[f32; 3]; 3]) -> [f32; 3] {
        const XYZ: [[f32; 3]; 3] = [
            [0.412_456, 0.357_576, 0.180_438],
            [0.212_673, 0.715_152, 0.072_175],
            [0.019_334, 0.119_192, 0.950_304],
        ];
        let product = |matrix: &[[f32; 3]; 3], of: [f32; 3]| {
            matrix.map(|row| {
                row.iter()
                    .zip(of)
                    .map(|(one, other)| one * other)
                    .sum::<f32>()
            })
        };
        let seen = product(sight, linear(color));
        let xyz = product(&XYZ, seen.map(|value| value.clamp(0.0, 1.0)));
        let bent = |value: f32| {
            if value > 216.0 / 24_389.0 {
                value.cbrt()
            } else {
                (24_389.0 / 27.0 * value + 16.0) / 116.0
            }
        };
        let [x, y, z] = [
            bent(xyz[0] / 0.950_47),
            bent(xyz[1]),
            bent(xyz[2] / 1.088_83),
        ];
        [116.0 * y - 16.0, 500.0 * (x - y), 200.0 * (y - z)]
    }

    fn distance(one: Color32, other: Color32, sight: &[[f32; 3]; 3]) -> f32 {
        let pairs = lab(one, sight).into_iter().zip(lab(other, sight));
        pairs.map(|(a, b)| (a - b).powi(2)).sum::<f32>().sqrt()
    }

    /// Two colors 10 apart in CIELAB are told apart at a glance, 2 side by side at best.
    #[test]
    fn eyes_without_red_or_green_cones_tell_the_lines_of_a_chart_apart() {
        for (theme, sets) in [DARK, LIGHT].map(|theme| {
            let training = vec![theme.accent, theme.warning, theme.ok];
            (theme, [theme.lines.to_vec(), training])
        }) {
            for ((eye, sight), set) in SIGHTS
                .iter()
                .flat_map(|it| sets.iter().map(move |set| (it, set)))
            {
                for (place, one) in set.iter().enumerate() {
                    for other in &set[place + 1..] {
                        let apart = distance(*one, *other, sight);
                        assert!(
                            apart >= 12.0,
                            "{eye}: {one:?} {other:?} {apart} ({})",
                            theme.casts_shadows
                        );
                    }
                }
            }
        }
    }
}

//! The colors of heat: one ramp from nothing to the most, which an eye without red, green or blue cones tells apart too.

use super::theme::on_screen;
use crate::diagram::palette::Color;
use egui::Color32;

/// Ten steps of cividis (Nuñez, Anderton and Renslow, 2018), which was made so that its lightness rises evenly for
/// every kind of color vision.
const CIVIDIS: [Color; 10] = [
    Color([0x00, 0x22, 0x4E]),
    Color([0x12, 0x35, 0x70]),
    Color([0x3B, 0x49, 0x6C]),
    Color([0x57, 0x5D, 0x6D]),
    Color([0x70, 0x71, 0x73]),
    Color([0x8A, 0x86, 0x78]),
    Color([0xA5, 0x9C, 0x74]),
    Color([0xC3, 0xB3, 0x69]),
    Color([0xE1, 0xCC, 0x55]),
    Color([0xFE, 0xE8, 0x38]),
];

/// The color of `share`, from 0 for nothing to 1 for the most. The most stands out from the ground: it is light on
/// dark and dark on light.
pub fn color(share: f32, on_dark: bool) -> Color32 {
    let share = share.clamp(0.0, 1.0);
    let share = if on_dark { share } else { 1.0 - share };
    let place = share * (CIVIDIS.len() - 1) as f32;
    let step = (place as usize).min(CIVIDIS.len() - 2);
    let [low, high] = [CIVIDIS[step], CIVIDIS[step + 1]].map(on_screen);
    low.lerp_to_gamma(high, place - step as f32)
}

/// The color of text on `ground` that can be read best: black or white.
pub fn ink(ground: Color32) -> Color32 {
    // The relative luminance at which black and white contrast equally: (L + 0.05)² = 1.05 · 0.05.
    const EVEN: f32 = 0.179;
    if luminance(ground) > EVEN {
        Color32::BLACK
    } else {
        Color32::WHITE
    }
}

/// Relative luminance as in WCAG 2.2.
pub fn luminance(color: Color32) -> f32 {
    let channel = |value: u8| {
        let value = f32::from(value) / 255.0;
        if value <= 0.04045 {
            value / 12.92
        } else {
            ((value + 0.055) / 1.055).powf(2.4)
        }
    };
    0.2126 * channel(color.r()) + 0.7152 * channel(color.g()) + 0.0722 * channel(color.b())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_on_any_heat_reaches_a_contrast_of_four_and_a_half() {
        for step in 0_u8..=100 {
            let ground = color(f32::from(step) / 100.0, true);
            let lights = [luminance(ground), luminance(ink(ground))];
            let (light, dark) = (lights[0].max(lights[1]), lights[0].min(lights[1]));
            let contrast = (light + 0.05) / (dark + 0.05);
            assert!(contrast >= 4.5, "{contrast} at {step} %");
        }
    }

    #[test]
    fn more_is_always_lighter_on_dark_and_darker_on_light() {
        let shares = || (0_u8..=20).map(|step| f32::from(step) / 20.0);
        let lights: Vec<f32> = shares()
            .map(|share| luminance(color(share, true)))
            .collect();
        assert!(lights.is_sorted());
        let darks: Vec<f32> = shares()
            .map(|share| luminance(color(share, false)))
            .collect();
        assert!(darks.iter().rev().is_sorted());
    }
}

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
    let [black, white] = [Color32::BLACK, Color32::WHITE].map(|ink| contrast(ink, ground));
    if black > white {
        Color32::BLACK
    } else {
        Color32::WHITE
    }
}

/// How much two colors contrast, from 1 to 21, as in WCAG 2.2, success criterion 1.4.3.
pub fn contrast(one: Color32, other: Color32) -> f32 {
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

/// Relative luminance as in WCAG 2.2.
fn luminance(color: Color32) -> f32 {
    let [red, green, blue] = linear(color);
    0.2126 * red + 0.7152 * green + 0.0722 * blue
}

/// Red, green and blue as amounts of light.
pub(super) fn linear(color: Color32) -> [f32; 3] {
    [color.r(), color.g(), color.b()].map(|value| {
        let value = f32::from(value) / 255.0;
        if value <= 0.04045 {
            value / 12.92
        } else {
            ((value + 0.055) / 1.055).powf(2.4)
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_on_any_heat_reaches_a_contrast_of_four_and_a_half() {
        for step in 0_u8..=100 {
            let ground = color(f32::from(step) / 100.0, true);
            let contrast = contrast(ground, ink(ground));
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

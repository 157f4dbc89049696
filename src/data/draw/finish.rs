//! What a camera does to a drawing: colored light, little contrast, blur, noise, 256 levels.

use super::super::random::Random;
use super::canvas::Canvas;
use super::color::Color;

/// Turns a drawing into bytes, `[side, side, 3]`.
pub(super) fn photograph(mut canvas: Canvas, random: &mut Random) -> Vec<u8> {
    let exposure = random.range(0.75, 1.12);
    let contrast = random.range(0.85, 1.1);
    let tint: Color = std::array::from_fn(|_| 1.0 + random.around(0.09));
    for pixel in canvas.pixels_mut() {
        for (value, tint) in pixel.iter_mut().zip(tint) {
            *value = (*value * exposure * tint - 0.5) * contrast + 0.5;
        }
    }
    if random.chance(0.6) {
        blur(&mut canvas, random.range(0.2, 0.75));
    }
    let noise = random.range(0.003, 0.022);
    let developed = |value: f32, random: &mut Random| {
        // A float turned into a byte stops at 0 and 255.
        ((value + noise * random.normal()) * 255.0).round() as u8
    };
    canvas
        .pixels()
        .iter()
        .flatten()
        .map(|&value| developed(value, random))
        .collect()
}

/// Gaussian blur with a deviation of at most about one pixel, as two passes over five neighbors.
fn blur(canvas: &mut Canvas, deviation_px: f32) {
    let side = canvas.side();
    let weight = |offset: f32| (-offset * offset / (2.0 * deviation_px * deviation_px)).exp();
    let weights: [f32; 5] = [-2.0, -1.0, 0.0, 1.0, 2.0].map(weight);
    let total: f32 = weights.iter().sum();
    for stride in [1, side] {
        let before = canvas.pixels().to_vec();
        for (index, pixel) in canvas.pixels_mut().iter_mut().enumerate() {
            let place = (index / stride) % side;
            *pixel = [0.0; 3];
            for (step, weight) in weights.iter().enumerate() {
                // Past the edge, the edge goes on.
                let neighbor = (place + step).saturating_sub(2).min(side - 1);
                let color = before[index - place * stride + neighbor * stride];
                for (value, from) in pixel.iter_mut().zip(color) {
                    *value += from * weight / total;
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blur_spreads_light_and_loses_none() {
        let mut canvas = Canvas::new(9, |_| [0.0; 3]);
        canvas.pixels_mut()[40] = [1.0; 3];
        blur(&mut canvas, 0.8);
        let total: f32 = canvas.pixels().iter().map(|pixel| pixel[0]).sum();
        assert!((total - 1.0).abs() < 1e-5, "{total}");
        assert!(canvas.pixels()[40][0] < 0.5 && canvas.pixels()[41][0] > 0.05);
        assert!(
            (canvas.pixels()[41][0] - canvas.pixels()[49][0]).abs() < 1e-6,
            "the same in both directions"
        );
    }

    #[test]
    fn an_even_surface_stays_even() {
        let mut canvas = Canvas::new(6, |_| [0.25; 3]);
        blur(&mut canvas, 0.9);
        assert!(
            canvas
                .pixels()
                .iter()
                .all(|pixel| (pixel[0] - 0.25).abs() < 1e-6)
        );
    }
}

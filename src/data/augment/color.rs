//! Images lighter, harder, or of other hues.

/// Adds `by` to each value, within the range, as Keras's `RandomBrightness`.
pub(super) fn brighten(image: &mut [f32], by: f32, [low, high]: [f32; 2]) {
    for value in image {
        *value = (*value + by).clamp(low, high);
    }
}

/// Moves each value away from its channel's mean, within the range, as Keras's `RandomContrast`.
pub(super) fn contrast(image: &mut [f32], channels: usize, factor: f32, [low, high]: [f32; 2]) {
    let count = (image.len() / channels) as f32;
    for channel in 0..channels {
        let sum: f32 = image.iter().skip(channel).step_by(channels).sum();
        let mean = sum / count;
        for value in image.iter_mut().skip(channel).step_by(channels) {
            *value = ((*value - mean) * factor + mean).clamp(low, high);
        }
    }
}

/// Turns each color on the color wheel by a share of it; gray stays gray.
pub(super) fn turn_hue(image: &mut [f32], channels: usize, by: f32, [low, high]: [f32; 2]) {
    if channels != 3 || high <= low {
        return;
    }
    for pixel in image.chunks_exact_mut(3) {
        let rgb = [0, 1, 2].map(|channel| ((pixel[channel] - low) / (high - low)).clamp(0.0, 1.0));
        let turned = with_hue_turned(rgb, by);
        for (value, part) in pixel.iter_mut().zip(turned) {
            *value = low + part * (high - low);
        }
    }
}

/// By hue, saturation and value (Smith 1978).
fn with_hue_turned([red, green, blue]: [f32; 3], by: f32) -> [f32; 3] {
    let value = red.max(green).max(blue);
    let chroma = value - red.min(green).min(blue);
    if chroma == 0.0 {
        return [red, green, blue];
    }
    let sixth = if value == red {
        (green - blue) / chroma
    } else if value == green {
        (blue - red) / chroma + 2.0
    } else {
        (red - green) / chroma + 4.0
    };
    let hue = (sixth + by * 6.0).rem_euclid(6.0);
    let part = |from: f32| {
        let at = (from + hue).rem_euclid(6.0);
        value - chroma * at.min(4.0 - at).clamp(0.0, 1.0)
    };
    [part(5.0), part(3.0), part(1.0)]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_third_of_the_wheel_leads_from_red_to_green() {
        let mut pixel = vec![1.0, 0.0, 0.0];
        turn_hue(&mut pixel, 3, 1.0 / 3.0, [0.0, 1.0]);
        for (found, expected) in pixel.iter().zip([0.0, 1.0, 0.0]) {
            assert!((found - expected).abs() < 1e-5, "{pixel:?}");
        }
    }

    #[test]
    fn contrast_keeps_the_mean_of_each_channel() {
        let mut image = vec![0.4, 0.1, 0.6, 0.3];
        contrast(&mut image, 2, 1.5, [0.0, 1.0]);
        for (found, expected) in image.iter().zip([0.35, 0.05, 0.65, 0.35]) {
            assert!((found - expected).abs() < 1e-6, "{image:?}");
        }
    }

    #[test]
    fn brightness_ends_at_white() {
        let mut image = vec![0.2, 0.95];
        brighten(&mut image, 0.1, [0.0, 1.0]);
        assert!((image[0] - 0.3).abs() < 1e-6 && image[1] == 1.0);
    }
}

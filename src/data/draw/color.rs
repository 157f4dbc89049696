//! Colors as three numbers from 0 to 1, and the ranges that skin, hair and cloth come in.

use super::super::random::Random;

/// Red, green, blue, each 0 to 1.
pub(super) type Color = [f32; 3];

/// `from` at 0, `to` at 1.
pub(super) fn mix(from: Color, to: Color, share: f32) -> Color {
    std::array::from_fn(|channel| from[channel] + (to[channel] - from[channel]) * share)
}

/// Brighter above 1, darker below.
pub(super) fn times(color: Color, factor: f32) -> Color {
    color.map(|value| value * factor)
}

/// How bright the eye finds it, 0 to 1, by the weights of Rec. 601.
pub(super) fn brightness(color: Color) -> f32 {
    0.299 * color[0] + 0.587 * color[1] + 0.114 * color[2]
}

/// Hue in turns, saturation and value from 0 to 1.
pub(super) fn hsv(hue: f32, saturation: f32, value: f32) -> Color {
    [5.0_f32, 3.0, 1.0].map(|offset| {
        let place = (offset + hue * 6.0).rem_euclid(6.0);
        value - value * saturation * place.min(4.0 - place).clamp(0.0, 1.0)
    })
}

/// Skin from very light to very dark. The steps lie near those of the Monk skin tone scale.
pub(super) fn skin(random: &mut Random) -> Color {
    const TONES: [Color; 9] = [
        [0.97, 0.87, 0.79],
        [0.95, 0.80, 0.70],
        [0.91, 0.74, 0.60],
        [0.85, 0.65, 0.50],
        [0.76, 0.56, 0.41],
        [0.63, 0.45, 0.32],
        [0.50, 0.34, 0.24],
        [0.38, 0.26, 0.19],
        [0.28, 0.19, 0.15],
    ];
    let place = random.unit() * (TONES.len() - 1) as f32;
    let tone = mix(
        TONES[place as usize],
        TONES[place as usize + 1],
        place.fract(),
    );
    tone.map(|value| value + random.around(0.02))
}

/// Black, brown, red, blond, gray, and now and then dyed.
pub(super) fn hair(random: &mut Random) -> Color {
    const TONES: [Color; 8] = [
        [0.08, 0.07, 0.07],
        [0.14, 0.10, 0.08],
        [0.25, 0.16, 0.10],
        [0.40, 0.26, 0.15],
        [0.55, 0.28, 0.14],
        [0.80, 0.66, 0.40],
        [0.62, 0.61, 0.60],
        [0.88, 0.87, 0.85],
    ];
    if random.chance(0.06) {
        return hsv(random.unit(), 0.6, 0.7);
    }
    let tone = *random.pick(&TONES);
    tone.map(|value| value + random.around(0.03))
}

/// Cloth, walls, hats: anything.
pub(super) fn cloth(random: &mut Random) -> Color {
    hsv(
        random.unit(),
        random.range(0.0, 0.75),
        random.range(0.15, 0.95),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hues_go_round() {
        assert_eq!(hsv(0.0, 1.0, 1.0), [1.0, 0.0, 0.0]);
        assert_eq!(hsv(1.0 / 3.0, 1.0, 1.0).map(f32::round), [0.0, 1.0, 0.0]);
        assert_eq!(hsv(0.7, 0.0, 0.4), [0.4; 3]);
    }

    #[test]
    fn skin_reaches_from_light_to_dark() {
        let mut random = Random::new(2, 0);
        let green: Vec<f32> = (0..500).map(|_| skin(&mut random)[1]).collect();
        assert!(green.iter().copied().fold(1.0, f32::min) < 0.3);
        assert!(green.iter().copied().fold(0.0, f32::max) > 0.75);
    }
}

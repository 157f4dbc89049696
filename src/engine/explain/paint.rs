//! Explanations as pixels.

use image::{Rgb, RgbImage, Rgba, RgbaImage};

use super::{Heat, Maps};
use crate::data::Image;

/// Inferno (Smith and van der Walt 2015), which grows evenly brighter, in ten steps: black, violet, red, yellow, white.
const INFERNO: [[u8; 3]; 10] = [
    [0, 0, 4],
    [27, 12, 66],
    [75, 12, 107],
    [120, 28, 109],
    [165, 44, 96],
    [207, 68, 70],
    [237, 105, 37],
    [251, 154, 6],
    [247, 208, 60],
    [252, 255, 164],
];

/// A number from 0 to 1 as a color.
fn color(value: f32) -> [u8; 3] {
    let at = value.clamp(0.0, 1.0) * (INFERNO.len() - 1) as f32;
    let below = (at as usize).min(INFERNO.len() - 2);
    let share = at - below as f32;
    let mix = |channel: usize| mixed(INFERNO[below][channel], INFERNO[below + 1][channel], share);
    [mix(0), mix(1), mix(2)]
}

fn mixed(one: u8, other: u8, share: f32) -> u8 {
    (f32::from(one) * (1.0 - share) + f32::from(other) * share).round() as u8
}

/// Heat from 0 to 1 as colors.
pub fn heat_colors(heat: &Heat) -> RgbImage {
    RgbImage::from_fn(heat.width as u32, heat.height as u32, |x, y| {
        Rgb(color(heat.values[y as usize * heat.width + x as usize]))
    })
}

/// Heat from 0 to 1 over what the network saw; `opacity` 0 shows the picture alone, 1 the heat alone.
pub fn over_picture(seen: &Image, heat: &Heat, opacity: f32) -> RgbImage {
    let mut picture = heat_colors(heat);
    for (pixel, below) in picture.pixels_mut().zip(seen.to_rgb8().chunks_exact(3)) {
        let mix = |channel: usize| mixed(below[channel], pixel.0[channel], opacity.clamp(0.0, 1.0));
        *pixel = Rgb([mix(0), mix(1), mix(2)]);
    }
    picture
}

/// Maps laid out side by side, row by row.
#[derive(Debug, Clone, PartialEq)]
pub struct Grid {
    /// The pixels; what lies between the maps is transparent.
    pub picture: RgbaImage,
    /// Maps in a row.
    pub columns: usize,
    /// From one map to the next, pixels right and down.
    pub step: [usize; 2],
    /// How many maps are shown, the first ones.
    pub count: usize,
}

/// Between two maps, pixels.
const GAP: usize = 1;
/// A picture of more pixels takes too much memory.
const MOST_PIXELS: usize = 1 << 24;
/// This share of all numbers is told apart by its color; the few above are as bright as can be.
const TOP: f32 = 0.995;

/// Maps in `columns` columns, all in one measure: without negative numbers from black for 0 to bright, else gray for 0,
/// dark below and bright above; filters that read colors in colors.
pub fn grid(maps: &Maps, columns: usize) -> Grid {
    let columns = columns.clamp(1, maps.count.max(1));
    let step = [maps.width + GAP, maps.height + GAP];
    let most_rows = MOST_PIXELS / (columns * step[0] * step[1]);
    let count = maps.count.min(most_rows.max(1) * columns);
    let rows = count.div_ceil(columns);
    let (width, height) = (columns * step[0] - GAP, rows * step[1] - GAP);
    let mut picture = RgbaImage::new(width as u32, height as u32);
    let measure = Measure::of(maps);
    for map in 0..count {
        let (left, top) = (map % columns * step[0], map / columns * step[1]);
        for y in 0..maps.height {
            for x in 0..maps.width {
                let [red, green, blue] = measure.color(maps, map, [y, x]);
                let pixel = Rgba([red, green, blue, u8::MAX]);
                picture.put_pixel((left + x) as u32, (top + y) as u32, pixel);
            }
        }
    }
    Grid {
        picture,
        columns,
        step,
        count,
    }
}

/// How numbers become colors.
struct Measure {
    is_signed: bool,
    /// The number that is as bright as can be.
    one: f32,
}

impl Measure {
    fn of(maps: &Maps) -> Self {
        let mut magnitudes: Vec<f32> = maps.values.iter().map(|value| value.abs()).collect();
        magnitudes.sort_by(f32::total_cmp);
        let place = (magnitudes.len().saturating_sub(1) as f32 * TOP).round() as usize;
        let is_something = |value: &f32| *value > 0.0;
        let chosen = magnitudes.get(place).copied().filter(is_something);
        let largest = magnitudes.last().copied().filter(is_something);
        Self {
            is_signed: maps.depth == 3 || maps.values.iter().any(|value| *value < 0.0),
            one: chosen.or(largest).unwrap_or(1.0),
        }
    }

    fn color(&self, maps: &Maps, map: usize, [y, x]: [usize; 2]) -> [u8; 3] {
        let value = |channel: usize| maps.at(map, [y, x, channel]) / self.one;
        let around_gray = |channel: usize| {
            let share = value(channel).clamp(-1.0, 1.0) / 2.0 + 0.5;
            (share * 255.0).round() as u8
        };
        match (maps.depth, self.is_signed) {
            (3, _) => [around_gray(0), around_gray(1), around_gray(2)],
            (_, true) => [around_gray(0); 3],
            (_, false) => color(value(0)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Relative luminance (ITU-R BT.709).
    fn luminance([red, green, blue]: [u8; 3]) -> f32 {
        0.2126 * f32::from(red) + 0.7152 * f32::from(green) + 0.0722 * f32::from(blue)
    }

    #[test]
    fn colors_grow_brighter_all_the_way() {
        let bright: Vec<f32> = (0..=90)
            .map(|i| luminance(color(i as f32 / 90.0)))
            .collect();
        assert!(bright.is_sorted(), "{bright:?}");
    }

    #[test]
    fn maps_lie_side_by_side_and_zero_is_gray_where_some_are_negative() {
        let maps = Maps {
            height: 1,
            width: 2,
            depth: 1,
            count: 3,
            values: vec![1.0, 0.0, -1.0, 0.0, 1.0, 0.0],
        };
        let Grid {
            picture,
            step,
            count,
            ..
        } = grid(&maps, 2);
        assert_eq!((picture.dimensions(), step, count), ((5, 3), [3, 2], 3));
        let gray = |x: u32, y: u32| picture.get_pixel(x, y).0;
        assert_eq!(gray(0, 0), [255; 4]);
        assert_eq!(gray(1, 0), [128, 128, 128, 255]);
        assert_eq!(gray(2, 0)[3], 0, "a gap");
        assert_eq!(gray(4, 0), [255; 4]);
        assert_eq!(gray(0, 2), [0, 0, 0, 255]);
    }

    #[test]
    fn no_opacity_shows_the_picture_and_all_of_it_the_heat() {
        let shape = crate::data::ImageShape::new(1, 2, 3).unwrap();
        let seen = Image::new(shape, vec![10, 20, 30, 40, 50, 60]).unwrap();
        let heat = Heat {
            height: 1,
            width: 2,
            values: vec![0.0, 1.0],
        };
        assert_eq!(over_picture(&seen, &heat, 0.0).into_raw(), seen.pixels());
        assert_eq!(
            over_picture(&seen, &heat, 1.0).get_pixel(1, 0).0,
            INFERNO[9]
        );
    }
}

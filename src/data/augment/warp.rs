//! Images moved, turned, zoomed and slanted: each pixel is looked up where it comes from, between the pixels there.

use crate::data::shape::ImageShape;

/// Where a pixel comes from, as seen from the middle of the image: `[y, x]` times the matrix, and then moved.
#[derive(Clone, Copy, Debug)]
pub(super) struct Warp {
    matrix: [[f32; 2]; 2],
    offset: [f32; 2],
}

impl Warp {
    const STILL: Self = Self {
        matrix: [[1.0, 0.0], [0.0, 1.0]],
        offset: [0.0, 0.0],
    };

    /// Moves the image by as many pixels.
    pub(super) fn shift(down: f32, right: f32) -> Self {
        Self {
            offset: [-down, -right],
            ..Self::STILL
        }
    }

    /// Turns the image by an angle in radians, against the clock where it is above zero.
    pub(super) fn rotation(angle: f32) -> Self {
        let (sine, cosine) = angle.sin_cos();
        Self {
            matrix: [[cosine, sine], [-sine, cosine]],
            ..Self::STILL
        }
    }

    /// Looks at `size` times the image: above 1 it becomes smaller.
    pub(super) fn zoom(size: f32) -> Self {
        Self {
            matrix: [[size, 0.0], [0.0, size]],
            ..Self::STILL
        }
    }

    /// Slants the image to the side by `factor` pixels for each pixel down.
    pub(super) fn shear(factor: f32) -> Self {
        Self {
            matrix: [[1.0, 0.0], [factor, 1.0]],
            ..Self::STILL
        }
    }

    /// Warps one image, `[height, width, channels]`. Beyond its border it is mirrored, as Keras fills by default.
    pub(super) fn apply(&self, image: &mut [f32], shape: ImageShape) {
        let (height, width, channels) = (shape.height(), shape.width(), shape.channels());
        let source = image.to_vec();
        let middle = [(height as f32 - 1.0) / 2.0, (width as f32 - 1.0) / 2.0];
        let pixels = image.chunks_exact_mut(channels);
        for (index, pixel) in pixels.enumerate() {
            let [y, x] = [
                (index / width) as f32 - middle[0],
                (index % width) as f32 - middle[1],
            ];
            let from = [0, 1].map(|axis| {
                self.matrix[axis][0] * y
                    + self.matrix[axis][1] * x
                    + self.offset[axis]
                    + middle[axis]
            });
            let rows = neighbors(from[0], height);
            let columns = neighbors(from[1], width);
            for (channel, value) in pixel.iter_mut().enumerate() {
                *value = rows
                    .iter()
                    .flat_map(|row| columns.iter().map(move |column| (row, column)))
                    .map(|((row, share), (column, of))| {
                        source[(row * width + column) * channels + channel] * share * of
                    })
                    .sum();
            }
        }
    }
}

/// The two pixels beside a place, each with its share.
fn neighbors(place: f32, length: usize) -> [(usize, f32); 2] {
    let first = place.floor();
    let share = place - first;
    let at = |index: f32| mirrored(index as i64, length);
    [(at(first), 1.0 - share), (at(first + 1.0), share)]
}

/// `…c b a | a b c | c b a…`
fn mirrored(index: i64, length: usize) -> usize {
    let length = length as i64;
    let place = index.rem_euclid(2 * length);
    (if place < length {
        place
    } else {
        2 * length - 1 - place
    }) as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shape(height: u64, width: u64) -> ImageShape {
        ImageShape::new(height, width, 1).expect("valid")
    }

    #[test]
    fn a_shift_by_a_pixel_moves_and_mirrors_at_the_border() {
        let mut image = vec![1.0, 2.0, 3.0, 4.0];
        Warp::shift(0.0, 1.0).apply(&mut image, shape(1, 4));
        assert_eq!(image, [1.0, 1.0, 2.0, 3.0]);
    }

    #[test]
    fn a_quarter_turn_is_exact() {
        let mut image = vec![1.0, 2.0, 3.0, 4.0];
        Warp::rotation(std::f32::consts::FRAC_PI_2).apply(&mut image, shape(2, 2));
        for (found, expected) in image.iter().zip([2.0, 4.0, 1.0, 3.0]) {
            assert!((found - expected).abs() < 1e-5, "{image:?}");
        }
    }

    #[test]
    fn half_a_pixel_takes_half_of_both() {
        let mut image = vec![0.0, 2.0, 4.0, 6.0];
        Warp::shift(0.0, -0.5).apply(&mut image, shape(1, 4));
        assert_eq!(image, [1.0, 3.0, 5.0, 6.0]);
    }
}

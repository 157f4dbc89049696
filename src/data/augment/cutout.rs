//! Squares of images blacked out (DeVries and Taylor 2017, arXiv:1708.04552).

use crate::data::shape::ImageShape;

/// Blacks out a square around `middle`, `[row, column]`, with a side of `size` times the image's shorter one. It may
/// reach over the border, as in the paper.
pub(super) fn cut(image: &mut [f32], shape: ImageShape, middle: [usize; 2], size: f32, black: f32) {
    let (height, width, channels) = (shape.height(), shape.width(), shape.channels());
    let side = (size * height.min(width) as f32).round() as usize;
    let range = |middle: usize, length: usize| {
        middle.saturating_sub(side / 2)..(middle + side.div_ceil(2)).min(length)
    };
    for row in range(middle[0], height) {
        let columns = range(middle[1], width);
        image[(row * width + columns.start) * channels..(row * width + columns.end) * channels]
            .fill(black);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_square_is_cut_and_its_part_beyond_the_border_is_lost() {
        let shape = ImageShape::new(4, 4, 1).expect("valid");
        let mut image = vec![1.0; 16];
        cut(&mut image, shape, [0, 2], 0.5, 0.0);
        assert_eq!(image[..8], [1.0, 0.0, 0.0, 1.0, 1.0, 1.0, 1.0, 1.0]);
    }
}

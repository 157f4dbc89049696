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
    use crate::data::VariedBatch;
    use crate::recipe::Augmentation;

    /// Where the squares of many images lie: every pixel is a middle as often as any other, and every square holds the
    /// value of black and nothing else of the image is touched.
    #[test]
    fn squares_lie_anywhere_and_are_black() {
        let shape = ImageShape::new(5, 4, 3).expect("valid");
        let (batch, count) = (
            VariedBatch {
                shape,
                range: [-1.0, 1.0],
                seed: 2,
                step: 3,
            },
            8_000,
        );
        // A side of one pixel: the middle itself.
        let cutout = Augmentation::Cutout { size: 0.25 };
        let mut values = vec![0.5; 60 * count];
        batch.vary(&mut values, &[cutout]);
        let mut middles = [0_usize; 20];
        for image in values.chunks_exact(60) {
            let black = image.chunks_exact(3).map(|pixel| pixel == [-1.0; 3]);
            let black: Vec<usize> = black.enumerate().filter(|it| it.1).map(|it| it.0).collect();
            let gray = image.iter().filter(|value| **value == 0.5).count();
            assert_eq!((black.len(), gray), (1, 57));
            middles[black[0]] += 1;
        }
        // 400 expected at each; four standard deviations of a count are 78.
        for count in middles {
            assert!((322..478).contains(&count), "{middles:?}");
        }
    }

    #[test]
    fn a_square_is_cut_and_its_part_beyond_the_border_is_lost() {
        let shape = ImageShape::new(4, 4, 1).expect("valid");
        let mut image = vec![1.0; 16];
        cut(&mut image, shape, [0, 2], 0.5, 0.0);
        assert_eq!(image[..8], [1.0, 0.0, 0.0, 1.0, 1.0, 1.0, 1.0, 1.0]);
    }
}

//! Occlusion (Zeiler and Fergus 2014, arXiv:1311.2901): how far a class's probability falls when a part of the picture is
//! covered.

use super::{Heat, Subject};
use crate::engine::error::EngineError;

/// What covers the picture.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Occlusion {
    /// Side of the square, pixels.
    pub window: usize,
    /// From one place of it to the next, pixels.
    pub stride: usize,
    /// What the network gets of the covered pixels.
    pub fill: f32,
}

/// More pictures than this are computed in several passes, so that memory stays bounded.
const BATCH_SIZE: usize = 32;

impl Occlusion {
    /// A fifth of the picture, moved by half of itself, in the gray between the darkest and the brightest value.
    pub fn fitting([height, width]: [usize; 2], range: [f32; 2]) -> Self {
        let window = (height.min(width) / 5).max(1);
        Self {
            window,
            stride: (window / 2).max(1),
            fill: f32::midpoint(range[0], range[1]),
        }
    }
}

/// How far the probability of `class` falls, at each pixel the mean over the windows that cover it: negative where the
/// covered part spoke against the class. `None` where `is_canceled` says so before the end.
///
/// # Errors
/// Where the picture does not fit the network, or the network cannot compute.
pub fn occlusion(
    subject: &Subject<'_>,
    class: usize,
    occlusion: &Occlusion,
    is_canceled: &dyn Fn() -> bool,
) -> Result<Option<Heat>, EngineError> {
    let [height, width, channels] = subject.sides();
    let windows = windows([height, width], occlusion);
    let before = subject.probabilities(subject.values.to_vec(), 1, class)?[0];
    let mut sums = vec![0.0_f64; height * width];
    let mut counts = vec![0_u32; height * width];
    for batch in windows.chunks(BATCH_SIZE) {
        if is_canceled() {
            return Ok(None);
        }
        let mut covered = Vec::with_capacity(batch.len() * subject.values.len());
        for window in batch {
            let start = covered.len();
            covered.extend_from_slice(subject.values);
            for pixel in window.pixels(width) {
                let at = start + pixel * channels;
                covered[at..at + channels].fill(occlusion.fill);
            }
        }
        let after = subject.probabilities(covered, batch.len(), class)?;
        for (window, after) in batch.iter().zip(after) {
            for pixel in window.pixels(width) {
                sums[pixel] += f64::from(before) - f64::from(after);
                counts[pixel] += 1;
            }
        }
    }
    let fall = |(sum, count): (&f64, &u32)| (sum / f64::from((*count).max(1))) as f32;
    Ok(Some(Heat {
        height,
        width,
        values: sums.iter().zip(&counts).map(fall).collect(),
    }))
}

/// A place of the square, cut off at the picture's edge where it is larger.
struct Window {
    top: usize,
    left: usize,
    height: usize,
    width: usize,
}

impl Window {
    /// The positions of its pixels in a picture of that width, row by row.
    fn pixels(&self, picture_width: usize) -> impl Iterator<Item = usize> {
        let columns = self.left..self.left + self.width;
        (self.top..self.top + self.height)
            .flat_map(move |y| columns.clone().map(move |x| y * picture_width + x))
    }
}

fn windows([height, width]: [usize; 2], occlusion: &Occlusion) -> Vec<Window> {
    let rows = starts(height, occlusion);
    let columns = starts(width, occlusion);
    let at = |top: usize, left: usize| Window {
        top,
        left,
        height: occlusion.window.min(height),
        width: occlusion.window.min(width),
    };
    rows.iter()
        .flat_map(|&top| columns.iter().map(move |&left| at(top, left)))
        .collect()
}

/// Every stride, and once more where the last window would not reach the edge.
fn starts(size: usize, occlusion: &Occlusion) -> Vec<usize> {
    let last = size - occlusion.window.min(size);
    let mut starts: Vec<usize> = (0..=last).step_by(occlusion.stride.max(1)).collect();
    if starts.last() != Some(&last) {
        starts.push(last);
    }
    starts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn windows_reach_every_edge_and_one_larger_than_the_picture_covers_it_whole() {
        let covering = |window, stride| Occlusion {
            window,
            stride,
            fill: 0.0,
        };
        assert_eq!(starts(16, &covering(5, 2)), [0, 2, 4, 6, 8, 10, 11]);
        assert_eq!(starts(16, &covering(4, 4)), [0, 4, 8, 12]);
        assert_eq!(starts(16, &covering(40, 3)), [0]);
        assert_eq!(windows([3, 2], &covering(9, 1))[0].pixels(2).count(), 6);
    }

    #[test]
    fn the_window_fits_the_picture_and_its_fill_is_the_middle_gray() {
        let fitting = Occlusion::fitting([64, 48], [-1.0, 1.0]);
        assert_eq!((fitting.window, fitting.stride), (9, 4));
        assert!(fitting.fill.abs() < 1e-6);
        assert_eq!(Occlusion::fitting([1, 1], [0.0, 1.0]).window, 1);
    }
}

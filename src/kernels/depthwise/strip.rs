//! Which pixels of a row are computed together: neighbors whose windows overlap share what they read.

use super::super::geometry::Tap;

/// Pixels of a strip: with two registers for each, their sums are as many as a machine has products under way.
pub const PIXELS: usize = 4;

/// A row of a result, in pieces. Each pixel is summed up from some places of a source.
#[derive(Debug)]
pub struct Plan {
    pub strips: Vec<Strip>,
    /// The other pixels.
    pub single: Vec<usize>,
}

/// [`PIXELS`] pixels of a result that are summed up by the same taps, from neighboring places.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Strip {
    /// The first pixel.
    pub first: usize,
    /// From each pixel to the next.
    pub step: usize,
    /// Where the source of the first pixel's first tap lies.
    pub source: usize,
    /// What is multiplied with the source there and behind it.
    pub taps: Vec<usize>,
}

impl Plan {
    /// The strips of a row with these taps, whose pixels lie `step` apart and their sources `source_step`.
    pub fn new(row: &[Vec<Tap>], step: usize, source_step: usize) -> Self {
        let mut strips = Vec::new();
        let mut single = Vec::new();
        for start in 0..step.min(row.len()) {
            let mut pixels: Vec<usize> = (start..row.len()).step_by(step).collect();
            while let Some(&first) = pixels.first() {
                let count = match pixels.get(..PIXELS) {
                    Some(together) if are_strip(row, together, source_step) => {
                        let taps = &row[first];
                        strips.push(Strip {
                            first,
                            step,
                            source: taps[0].place,
                            taps: taps.iter().map(|tap| tap.tap).collect(),
                        });
                        PIXELS
                    }
                    _ => {
                        single.push(first);
                        1
                    }
                };
                pixels.drain(..count);
            }
        }
        Self { strips, single }
    }
}

impl Strip {
    /// Its pixels, in their order.
    #[inline(always)]
    pub fn pixels(&self) -> impl Iterator<Item = usize> + use<> {
        let (first, step) = (self.first, self.step);
        (0..PIXELS).map(move |pixel| first + pixel * step)
    }
}

/// Whether pixels have the same taps, from neighboring places that lie `source_step` further from pixel to pixel.
fn are_strip(row: &[Vec<Tap>], pixels: &[usize], source_step: usize) -> bool {
    let Some(first) = row[pixels[0]].first() else {
        return false;
    };
    pixels.iter().enumerate().all(|(pixel, &x)| {
        let taps = row[x].iter().map(|tap| tap.tap);
        let places = row[x].iter().map(|tap| tap.place);
        taps.eq(row[pixels[0]].iter().map(|tap| tap.tap))
            && places.eq((first.place + pixel * source_step..).take(row[x].len()))
    })
}

#[cfg(test)]
mod tests {
    use super::super::super::geometry::ConvolutionGeometry;
    use super::*;

    fn row(width: usize, kernel: usize, stride: usize) -> ConvolutionGeometry {
        let (maps, kernel) = ([1, 1, width, 2], [1, kernel, 1, 2]);
        let sides = [(0, 0), (kernel[1] / 2, kernel[1] / 2)];
        ConvolutionGeometry::new(maps, kernel, [1, stride], [1, 1], sides, 2)
    }

    #[test]
    fn pixels_that_see_the_border_are_single() {
        let plan = Plan::new(&row(11, 3, 1).taps(1), 1, 1);
        let firsts: Vec<usize> = plan.strips.iter().map(|strip| strip.first).collect();
        assert_eq!((firsts, plan.single), (vec![1, 5], vec![0, 9, 10]));
        assert_eq!(
            (plan.strips[1].source, &*plan.strips[1].taps),
            (4, &[0, 1, 2][..])
        );
    }

    // Even places of a map are seen by the middle tap alone, odd ones by the last tap of one window and the first of the next.
    #[test]
    fn places_of_a_map_under_strides_are_strips_of_every_other_place() {
        let plan = Plan::new(&row(12, 3, 2).taps_backwards(1), 2, 1);
        let found: Vec<_> = plan
            .strips
            .iter()
            .map(|strip| (strip.first, strip.source, &*strip.taps))
            .collect();
        assert_eq!(found, [(0, 0, &[1][..]), (1, 0, &[2, 0][..])]);
        assert_eq!(plan.single, [8, 10, 9, 11]);
    }
}

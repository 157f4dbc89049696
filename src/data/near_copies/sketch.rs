//! Small images that stand for large ones: two that lie apart say that the images do.

use rayon::prelude::*;

use super::super::dataset::Dataset;

/// Blocks a side of a small image.
pub(super) const BLOCKS: usize = 8;
const COUNT: usize = BLOCKS * BLOCKS;

/// Means of blocks, each times the root of its share of the image. So weighted, the distance of two sketches is never
/// more than the root mean square of the images' difference (the square of a mean is at most the mean of squares), and
/// nothing that is near can be missed by looking at sketches first.
pub(super) type Sketch = [f32; COUNT];

/// The sketch of one image; `None` past the end.
pub(super) fn sketch(dataset: &Dataset, index: usize) -> Option<Sketch> {
    let pixels = dataset.pixels(index)?;
    let (shape, channels) = (dataset.shape(), dataset.shape().channels());
    let (mut sums, mut counts) = ([0.0; COUNT], [0.0; COUNT]);
    for (place, pixel) in pixels.chunks_exact(channels).enumerate() {
        let (row, column) = (place / shape.width(), place % shape.width());
        let block = row * BLOCKS / shape.height() * BLOCKS + column * BLOCKS / shape.width();
        sums[block] += pixel.iter().map(|&value| f32::from(value)).sum::<f32>();
        counts[block] += channels as f32;
    }
    let total = pixels.len() as f32;
    // sum / count · √(count / total)
    Some(std::array::from_fn(|block| {
        sums[block] / (f32::max(counts[block], 1.0) * total).sqrt()
    }))
}

/// The same sketches, turned so that the first values differ most from one to the other: their distances stay as they are, and
/// a few values tell most of them. The cosine transform keeps distances, and few of its values hold most of an image.
pub(super) fn turned(sketches: &[Sketch]) -> Vec<Sketch> {
    let waves = waves();
    let waved: Vec<Sketch> = sketches
        .par_iter()
        .map(|sketch| transformed(sketch, &waves))
        .collect();
    let order = by_variance(&waved);
    let ordered = |waved: &Sketch| -> Sketch { std::array::from_fn(|place| waved[order[place]]) };
    waved.par_iter().map(ordered).collect()
}

/// The rows of the orthonormal cosine transform of eight values.
fn waves() -> [[f32; BLOCKS]; BLOCKS] {
    let count = BLOCKS as f64;
    std::array::from_fn(|wave| {
        let scale = if wave == 0 { 1.0 } else { 2.0_f64 };
        std::array::from_fn(|place| {
            let angle = std::f64::consts::PI * (place as f64 + 0.5) * wave as f64 / count;
            ((scale / count).sqrt() * angle.cos()) as f32
        })
    })
}

fn transformed(sketch: &Sketch, waves: &[[f32; BLOCKS]; BLOCKS]) -> Sketch {
    let along = |values: [f32; BLOCKS], wave: usize| -> f32 {
        values.iter().zip(&waves[wave]).map(|(a, b)| a * b).sum()
    };
    let mut rows = [0.0; COUNT];
    for row in 0..BLOCKS {
        let values = std::array::from_fn(|column| sketch[row * BLOCKS + column]);
        for wave in 0..BLOCKS {
            rows[row * BLOCKS + wave] = along(values, wave);
        }
    }
    let mut both = [0.0; COUNT];
    for column in 0..BLOCKS {
        let values = std::array::from_fn(|row| rows[row * BLOCKS + column]);
        for wave in 0..BLOCKS {
            both[wave * BLOCKS + column] = along(values, wave);
        }
    }
    both
}

/// The places of a sketch, those that differ most among all of them first.
fn by_variance(sketches: &[Sketch]) -> [usize; COUNT] {
    let (mut sums, mut squares) = ([0.0_f64; COUNT], [0.0_f64; COUNT]);
    for sketch in sketches {
        for (place, &value) in sketch.iter().enumerate() {
            sums[place] += f64::from(value);
            squares[place] += f64::from(value).powi(2);
        }
    }
    let count = sketches.len().max(1) as f64;
    let variance = |place: usize| squares[place] / count - (sums[place] / count).powi(2);
    let mut order: [usize; COUNT] = std::array::from_fn(|place| place);
    order.sort_by(|&a, &b| variance(b).total_cmp(&variance(a)));
    order
}

#[cfg(test)]
mod tests {
    use super::super::super::random::Random;
    use super::*;

    fn apart(a: &Sketch, b: &Sketch) -> f32 {
        a.iter().zip(b).map(|(a, b)| (a - b) * (a - b)).sum()
    }

    #[test]
    fn turning_keeps_every_distance_and_puts_what_differs_most_first() {
        let mut random = Random::new(5, 0);
        // Differ most along a slope from left to right.
        let mut sketch = || -> Sketch {
            let slope = random.below(200) as f32;
            std::array::from_fn(|place| (place % BLOCKS) as f32 * slope + random.below(30) as f32)
        };
        let before: Vec<Sketch> = (0..20).map(|_| sketch()).collect();
        let after = turned(&before);
        for (place, other) in [(0, 1), (3, 17), (8, 9)] {
            let (one, two) = (
                apart(&before[place], &before[other]),
                apart(&after[place], &after[other]),
            );
            assert!((one - two).abs() <= 1e-4 * one, "{one} {two}");
            let first: f32 = (after[place][0] - after[other][0]).powi(2);
            assert!(first <= two * 1.0001);
        }
        let spread = |place: usize| {
            let values = after.iter().map(|sketch| sketch[place]);
            let mean = values.clone().sum::<f32>() / 20.0;
            values.map(|value| (value - mean).powi(2)).sum::<f32>()
        };
        assert!(spread(0) > spread(1) && spread(1) >= spread(63));
    }
}

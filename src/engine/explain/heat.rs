//! A number for each pixel of a picture.

/// How much each pixel has to do with what the network says.
#[derive(Debug, Clone, PartialEq)]
pub struct Heat {
    /// Rows.
    pub height: usize,
    /// Columns.
    pub width: usize,
    /// Row by row.
    pub values: Vec<f32>,
}

impl Heat {
    /// Nothing anywhere.
    pub(super) fn zeros(height: usize, width: usize) -> Self {
        Self {
            height,
            width,
            values: vec![0.0; height * width],
        }
    }

    /// The same in another size, bilinear, where the edges of both lie on each other (as `tf.image.resize` does).
    #[must_use]
    pub fn upsampled(&self, height: usize, width: usize) -> Self {
        let (rows, columns) = (places(self.height, height), places(self.width, width));
        let at = |y: usize, x: usize| self.values[y * self.width + x];
        let mut values = Vec::with_capacity(height * width);
        for row in &rows {
            for column in &columns {
                let mix = |y: usize| {
                    at(y, column.below) * (1.0 - column.share) + at(y, column.above) * column.share
                };
                values.push(mix(row.below) * (1.0 - row.share) + mix(row.above) * row.share);
            }
        }
        Self {
            height,
            width,
            values,
        }
    }

    /// From 0 to 1: what is below 0 is nothing, and 1 is what the share `top` of the pixels reaches at most, so that single
    /// pixels do not hide the rest where it is below 1. All 0 where nothing is above 0.
    #[must_use]
    pub fn scaled(&self, top: f32) -> Self {
        let mut sorted = self.values.clone();
        sorted.sort_by(f32::total_cmp);
        let last = sorted.len().saturating_sub(1);
        let place = (last as f32 * top.clamp(0.0, 1.0)).round() as usize;
        let (chosen, largest) = (sorted.get(place).copied(), self.largest());
        let one = chosen.filter(|value| *value > 0.0).unwrap_or(largest);
        let scale = |value: &f32| {
            if one > 0.0 {
                (value / one).clamp(0.0, 1.0)
            } else {
                0.0
            }
        };
        Self {
            values: self.values.iter().map(scale).collect(),
            ..*self
        }
    }

    /// The largest number; 0 where none is above it.
    pub fn largest(&self) -> f32 {
        self.values.iter().copied().fold(0.0, f32::max)
    }
}

/// Between which old pixels a new one lies.
struct Place {
    below: usize,
    above: usize,
    /// How near to the upper one, 0 to 1.
    share: f32,
}

fn places(from: usize, to: usize) -> Vec<Place> {
    let place = |index: usize| {
        let at = (index as f32 + 0.5) * from as f32 / to as f32 - 0.5;
        let at = at.clamp(0.0, from.saturating_sub(1) as f32);
        let below = at.floor() as usize;
        Place {
            below,
            above: (below + 1).min(from.saturating_sub(1)),
            share: at - below as f32,
        }
    };
    (0..to).map(place).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(values: &[f32]) -> Heat {
        Heat {
            height: 1,
            width: values.len(),
            values: values.to_vec(),
        }
    }

    #[test]
    fn upsampling_mixes_between_centers_and_keeps_the_edges() {
        // Centers of the new pixels lie at -0.25, 0.25, 0.75 and 1.25 of the old ones.
        let upsampled = row(&[0.0, 1.0]).upsampled(2, 4);
        assert_eq!(upsampled.values[..4], [0.0, 0.25, 0.75, 1.0]);
        assert_eq!(upsampled.values[4..], upsampled.values[..4]);
    }

    #[test]
    fn scaling_ends_at_one_and_knows_nothing_below_zero() {
        assert_eq!(row(&[-3.0, 1.0, 4.0]).scaled(1.0).values, [0.0, 0.25, 1.0]);
        assert_eq!(row(&[-3.0, 0.0]).scaled(1.0).values, [0.0, 0.0]);
        let mut one_bright = vec![1.0; 200];
        one_bright.push(100.0);
        let scaled = row(&one_bright).scaled(0.99);
        assert!(scaled.values.iter().all(|value| (value - 1.0).abs() < 1e-6));
        // Where fewer pixels than that are above nothing, the brightest counts.
        assert_eq!(row(&[0.0, 0.0, 2.0]).scaled(0.5).values, [0.0, 0.0, 1.0]);
    }
}

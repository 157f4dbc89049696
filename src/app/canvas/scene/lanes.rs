//! Wires that run straight down beside nodes keep apart from each other: each has a lane of its own.

/// Between wires that run beside each other, in graph units.
pub const STEP: f32 = 12.0;

/// The lanes that are taken, of the wires of one body.
#[derive(Debug, Clone, Default)]
pub struct Lanes(Vec<Lane>);

/// Where a wire runs straight down.
#[derive(Debug, Clone, Copy)]
struct Lane {
    wire: usize,
    x: f32,
    top: f32,
    bottom: f32,
}

impl Lanes {
    /// Gives `wire` the first free lane from `x` on, and answers with its x. `outwards` is 1 to the right, -1 to the left.
    pub fn take(&mut self, wire: usize, x: f32, (top, bottom): (f32, f32), outwards: f32) -> f32 {
        let is_taken = |lane: &Lane, x: f32| {
            (lane.x - x).abs() < STEP && lane.top < bottom && lane.bottom > top
        };
        let mut x = x;
        // Each round passes one lane at least, unless numbers are too large for a step to count.
        for _ in 0..=self.0.len() {
            if !self.0.iter().any(|lane| is_taken(lane, x)) {
                break;
            }
            x += outwards * STEP;
        }
        self.0.push(Lane {
            wire,
            x,
            top,
            bottom,
        });
        x
    }

    /// Leaves the lane of `wire` to others.
    pub fn give_back(&mut self, wire: usize) {
        self.0.retain(|lane| lane.wire != wire);
    }

    /// Leaves every lane to others.
    pub fn clear(&mut self) {
        self.0.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lane_is_taken_only_where_it_runs() {
        let mut lanes = Lanes::default();
        assert_eq!(lanes.take(0, 100.0, (0.0, 50.0), 1.0), 100.0);
        assert_eq!(lanes.take(1, 100.0, (40.0, 90.0), 1.0), 112.0);
        assert_eq!(lanes.take(2, 100.0, (60.0, 90.0), -1.0), 100.0);
        lanes.give_back(0);
        assert_eq!(lanes.take(3, 100.0, (0.0, 30.0), 1.0), 100.0);
    }
}

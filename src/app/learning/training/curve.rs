//! The points of one curve. However long a run is, a curve stays short enough to paint ten times a second.

/// Values over epochs, finite ones only.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Curve {
    points: Vec<[f64; 2]>,
    /// How many values one point stands for, as a power of two.
    doublings: u32,
    pending: Vec<[f64; 2]>,
    /// How many points, from the first on, are means already: there is no noise to take out of them.
    settled: usize,
    latest: Option<f64>,
}

/// More points than this cannot be told apart on a screen.
const LIMIT: usize = 4096;

impl Curve {
    /// Adds `value` at `epoch`, which is fractional within an epoch. A value that is not finite is left out.
    pub fn push(&mut self, epoch: f64, value: f64) {
        if !value.is_finite() || !epoch.is_finite() {
            return;
        }
        self.latest = Some(value);
        self.pending.push([epoch, value]);
        if self.pending.len() < 1 << self.doublings {
            return;
        }
        let joined = join(&self.pending);
        self.pending.clear();
        self.points.push(joined);
        if self.points.len() == LIMIT {
            self.points = self.points.chunks(2).map(join).collect();
            self.doublings += 1;
            self.settled /= 2;
        }
    }

    /// Adds the mean of a whole epoch, which was over before anybody looked.
    pub fn push_mean(&mut self, epoch: f64, value: f64) {
        self.push(epoch, value);
        self.settled = self.points.len();
    }

    /// The points, `[epoch, value]`, in the order of time.
    pub fn points(&self) -> &[[f64; 2]] {
        &self.points
    }

    /// The last value.
    pub fn latest(&self) -> Option<f64> {
        self.latest
    }

    /// The points with noise taken out: an exponential mean that keeps `weight` of what was, from 0 to less than 1,
    /// corrected for its start as Adam's means are.
    pub fn smoothed(&self, weight: f64) -> Vec<[f64; 2]> {
        let (mut mean, mut bias) = (0.0, 1.0);
        let smooth = |(index, &[epoch, value]): (usize, &[f64; 2])| {
            if index < self.settled {
                (mean, bias) = (value, 0.0);
            } else {
                mean = mean * weight + value * (1.0 - weight);
                bias *= weight;
            }
            [epoch, mean / (1.0 - bias)]
        };
        self.points.iter().enumerate().map(smooth).collect()
    }
}

/// One point for several: at the last epoch, with the mean of their values.
fn join(points: &[[f64; 2]]) -> [f64; 2] {
    let sum: f64 = points.iter().map(|point| point[1]).sum();
    [
        points.last().map_or(0.0, |point| point[0]),
        sum / points.len().max(1) as f64,
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_run_keeps_its_mean_and_its_latest_value() {
        let mut curve = Curve::default();
        let count = 100_000_u32;
        for step in 0..count {
            curve.push(f64::from(step), f64::from(step % 2));
        }
        assert!(curve.points().len() < LIMIT);
        assert!(curve.points().iter().all(|point| point[1] == 0.5));
        assert_eq!(curve.latest(), Some(1.0));
    }

    #[test]
    fn smoothing_begins_at_the_first_value_and_leaves_a_constant_alone() {
        let mut curve = Curve::default();
        for epoch in 0..5 {
            curve.push(f64::from(epoch), 2.0);
        }
        assert!(
            curve
                .smoothed(0.9)
                .iter()
                .all(|point| (point[1] - 2.0).abs() < 1e-12)
        );
        curve.push(5.0, 12.0);
        // 0.5·mean + 0.5·value over 2, 2, 2, 2, 2, 12: weights 1/63 · (1, 2, 4, 8, 16, 32).
        let last = curve.smoothed(0.5)[5][1];
        assert!((last - (2.0 * 31.0 + 12.0 * 32.0) / 63.0).abs() < 1e-12);
    }

    #[test]
    fn means_of_past_epochs_stay_what_they_are_and_smoothing_goes_on_from_them() {
        let mut curve = Curve::default();
        curve.push_mean(1.0, 2.0);
        curve.push_mean(2.0, 1.0);
        curve.push(2.5, 0.5);
        assert_eq!(curve.smoothed(0.5), [[1.0, 2.0], [2.0, 1.0], [2.5, 0.75]]);
    }

    #[test]
    fn what_is_not_finite_is_not_painted() {
        let mut curve = Curve::default();
        curve.push(0.0, f64::NAN);
        curve.push(1.0, f64::INFINITY);
        assert_eq!((curve.points().len(), curve.latest()), (0, None));
    }
}

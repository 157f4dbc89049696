//! How often a run is saved while it trains: after every epoch, or, where epochs are short beside the time that saving takes,
//! so seldom that saving stays a small share of the whole.

use std::time::Duration;

/// From the beginning of one saving to that of the next pass at least so many times what the first one took.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pace(pub u32);

impl Default for Pace {
    /// One part in twenty.
    fn default() -> Self {
        Self(20)
    }
}

impl Pace {
    /// Whether an epoch that ends now is saved, so long after the last saving began, which `took` so long. One that is not
    /// is repeated by whoever resumes the run after a kill, to the last bit.
    #[must_use]
    pub fn is_due(self, since_last: Duration, took: Duration) -> bool {
        since_last >= took.saturating_mul(self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn saving_takes_a_twentieth_of_the_time_at_most() {
        let seconds = Duration::from_secs_f64;
        for (since_last, took, is_due) in [
            (3.0, 0.1, true),
            (1.9, 0.1, false),
            (60.0, 3.0, true),
            (59.0, 3.0, false),
            (0.0, 0.0, true),
        ] {
            let found = Pace::default().is_due(seconds(since_last), seconds(took));
            assert_eq!(found, is_due, "{since_last} s after one of {took} s");
        }
        assert!(!Pace(u32::MAX).is_due(Duration::from_secs(1 << 40), Duration::from_secs(1 << 10)));
    }
}

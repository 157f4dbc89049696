//! How often a run is saved while it trains: after every epoch, or, where epochs are short beside the time that saving takes,
//! so seldom that saving stays a small share of the whole.

use std::time::Duration;

/// From the beginning of one saving to that of the next pass at least so many times what the training had to do without its
/// numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pace(pub u32);

/// The disk is not kept busy for more than one part in so many: whoever reads pictures from it waits for it.
const DISK: u32 = 4;

/// What one saving took.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Taken {
    /// Until the numbers were the training's own again.
    pub lent: Duration,
    /// Until the disk had everything.
    pub whole: Duration,
}

impl Default for Pace {
    /// One part in twenty.
    fn default() -> Self {
        Self(20)
    }
}

impl Pace {
    /// Whether an epoch that ends now is saved, so long after the last saving began, which took this. One that is not is
    /// repeated by whoever resumes the run after a kill, to the last bit.
    #[must_use]
    pub fn is_due(self, since_last: Duration, taken: Taken) -> bool {
        let Taken { lent, whole } = taken;
        since_last >= lent.saturating_mul(self.0)
            && since_last >= whole.saturating_mul(self.0.min(DISK))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_training_lends_a_twentieth_of_its_time_and_the_disk_has_pauses() {
        let seconds = Duration::from_secs_f64;
        for (since_last, lent, whole, is_due) in [
            (3.0, 0.1, 0.2, true),
            (1.9, 0.1, 0.2, false),
            (60.0, 3.0, 3.5, true),
            (59.0, 3.0, 3.5, false),
            (39.0, 0.5, 10.0, false),
            (40.0, 0.5, 10.0, true),
            (0.0, 0.0, 0.0, true),
        ] {
            let taken = Taken {
                lent: seconds(lent),
                whole: seconds(whole),
            };
            let found = Pace::default().is_due(seconds(since_last), taken);
            assert_eq!(found, is_due, "{since_last} s after {taken:?}");
            assert!(Pace(0).is_due(seconds(since_last), taken));
        }
        let taken = Taken {
            lent: Duration::from_secs(1 << 10),
            whole: Duration::from_secs(1 << 10),
        };
        assert!(!Pace(u32::MAX).is_due(Duration::from_secs(1 << 40), taken));
    }
}

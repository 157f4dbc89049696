//! Figures as people say them.

use crate::engine::run::RateMark;
use crate::text::Message;
use crate::{message, tr};

/// How long something took: "3 min 20 s".
#[must_use]
pub fn duration(seconds: f64) -> Message {
    if seconds < 1.0 {
        return message!("under-one-second");
    }
    let seconds = seconds.round() as u64;
    match (seconds / 3600, seconds % 3600 / 60, seconds % 60) {
        (0, 0, seconds) => message!("so-many-seconds", seconds = seconds),
        (0, minutes, seconds) => {
            message!("minutes-and-seconds", minutes = minutes, seconds = seconds)
        }
        (hours, minutes, _) => message!("hours-and-minutes", hours = hours, minutes = minutes),
    }
}

/// A moment in UTC (RFC 3339) in the time of here: "2026-11-29 14:07".
#[must_use]
pub fn time_here(text: &str) -> String {
    text.parse::<jiff::Timestamp>().map_or_else(
        |_| text.to_owned(),
        |time| {
            let here = time.to_zoned(jiff::tz::TimeZone::system());
            here.strftime("%Y-%m-%d %H:%M").to_string()
        },
    )
}

/// What a mark on a curve says: that somebody set the learning rate there.
#[must_use]
pub fn rate_set(mark: &RateMark) -> String {
    let epoch = (mark.epoch * 10.0).round() / 10.0;
    tr!("rate-set-by-hand", rate = %mark.learning_rate, epoch = %epoch)
}

/// The same in two words, for paper.
#[must_use]
pub fn rate_from_here(mark: &RateMark) -> String {
    tr!("rate-from-here", rate = %mark.learning_rate)
}

/// A share of a whole: "97.3 %".
#[must_use]
pub fn percent(share: f64) -> String {
    format!("{:.1} %", share * 100.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_read_as_people_say_them() {
        let cases = [
            (0.4, "under 1 s"),
            (12.0, "12 s"),
            (200.0, "3 min 20 s"),
            (7_500.0, "2 h 5 min"),
            (-1.0, "under 1 s"),
        ];
        for (seconds, words) in cases {
            assert_eq!(duration(seconds), words);
        }
    }

    #[test]
    fn what_is_no_time_stays_as_it_is() {
        assert_eq!(time_here("yesterday"), "yesterday");
    }
}

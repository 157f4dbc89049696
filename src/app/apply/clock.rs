//! The clock on the wall, for people only: nothing is decided by it.

/// The time of day: "14:02".
pub fn time_of_day() -> String {
    jiff::Zoned::now().strftime("%H:%M").to_string()
}

/// The date with the time: "2026-11-29 14:05".
pub fn date_and_time() -> String {
    jiff::Zoned::now().strftime("%F %H:%M").to_string()
}

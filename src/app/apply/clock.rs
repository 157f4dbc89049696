//! The clock on the wall, for people only: nothing is decided by it.

/// The time of day: "14:02".
pub fn time_of_day() -> String {
    jiff::Zoned::now().strftime("%H:%M").to_string()
}

//! Reading and writing projects.

use crate::graph::Graph;
use std::path::Path;

/// The largest project that is read: a thousand times ResNet50.
const LIMIT_BYTES: u64 = 64 << 20;

/// The network in the file at `path`.
///
/// # Errors
/// A sentence for the user.
pub fn load(path: &Path) -> Result<Graph, String> {
    let bytes = crate::files::read_limited(path, LIMIT_BYTES).map_err(|error| error.to_string())?;
    Graph::from_json(&String::from_utf8_lossy(&bytes))
        .map_err(|error| format!("{error}: {}", path.display()))
}

/// Writes `graph` to `path`.
///
/// # Errors
/// A sentence for the user; the file is then as it was.
pub fn save(path: &Path, graph: &Graph) -> Result<(), String> {
    crate::files::write_atomically(path, graph.to_json().as_bytes())
        .map_err(|error| error.to_string())
}

/// The time of day, as the clock on the wall shows it: "14:02".
pub fn time_of_day() -> String {
    jiff::Zoned::now().strftime("%H:%M").to_string()
}

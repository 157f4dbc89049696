//! Copied nodes as text, in the form of project files.

use crate::graph::Graph;

/// The text of `copied` for the clipboard.
pub fn to_text(copied: &Graph) -> String {
    copied.to_json()
}

/// The nodes in `text`.
///
/// # Errors
/// A sentence where the text holds none.
pub fn from_text(text: &str) -> Result<Graph, String> {
    let graph = Graph::from_json(text)
        .map_err(|_| "The clipboard holds no layers; copy some on the canvas first".to_owned())?;
    if graph.body.nodes.is_empty() {
        return Err("The clipboard holds no layers; copy some on the canvas first".to_owned());
    }
    Ok(graph)
}

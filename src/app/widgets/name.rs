//! Names for controls that show none.

use egui::Response;

/// Gives the control of `response` a name for screen readers and tests, where no label stands beside it.
pub fn name(response: &Response, words: &str) {
    response
        .ctx
        .accesskit_node_builder(response.id, |node| node.set_label(words));
}

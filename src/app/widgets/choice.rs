//! One of several: the lines of a list that opens below its field.

use egui::{Response, Ui, WidgetText};

/// One line of an open list. Choosing it closes the list, by the keyboard too: egui closes one by itself only when the
/// pointer clicks, and until then the list keeps every key for itself.
pub fn option_ui(ui: &mut Ui, is_current: bool, words: impl Into<WidgetText>) -> Response {
    let response = ui.selectable_label(is_current, words.into());
    if response.clicked() {
        ui.close();
    }
    response
}

//! Names for controls that show none, and what else is heard of a control but not seen.

use egui::Response;
use egui::accesskit::{HasPopup, Role, Toggled};

/// Gives the control of `response` a name for screen readers and tests, where no label stands beside it.
pub fn name(response: &Response, words: &str) {
    response
        .ctx
        .accesskit_node_builder(response.id, |node| node.set_label(words));
}

/// Tells screen readers that the button of `response` is a line of a menu, and of what is on that it is.
pub fn is_menu_line(response: &Response, is_on: bool) {
    response.ctx.accesskit_node_builder(response.id, |node| {
        if is_on {
            node.set_role(Role::MenuItemCheckBox);
            node.set_toggled(Toggled::True);
        } else {
            node.set_role(Role::MenuItem);
        }
    });
}

/// Tells screen readers that the button of `response` opens a menu, and whether that is open.
pub fn opens_menu(response: &Response, is_open: bool) {
    response.ctx.accesskit_node_builder(response.id, |node| {
        node.set_role(Role::MenuItem);
        node.set_has_popup(HasPopup::Menu);
        node.set_expanded(is_open);
    });
}

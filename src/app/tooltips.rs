//! Tooltips of what a dialog covers. Never paints one.
//!
//! egui keeps a tooltip for as long as the pointer rests within the bounds of its control, even where a dialog has come to
//! lie over it; but where a menu is open, it shows none of what the menu belongs to.

use egui::{Context, Id, LayerId, Popup, PopupAnchor};

/// Closes the tooltips of the panels while a dialog lies over them.
pub fn close_under_dialogs(ctx: &Context) {
    if ctx.memory(|memory| memory.top_modal_layer().is_none()) {
        return;
    }
    let id = Id::unique("tooltips-wait");
    // A menu that has no place is open, and nothing of it shows.
    let menu = Popup::new(
        id,
        ctx.clone(),
        PopupAnchor::PointerFixed,
        LayerId::background(),
    );
    menu.open(true).show(|_| {});
}

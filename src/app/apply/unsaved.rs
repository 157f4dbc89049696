//! The question about unsaved changes, put for one document after the other.

use super::Services;
use crate::app::command::Command;
use crate::app::state::{DocumentId, Overlay};
use crate::app::workbench::Workbench;

/// Asks about the first of `ids` whose changes would be lost, with `next` to follow the answer. Answers whether there
/// is one; where there is none, `next` may go on.
pub fn ask(
    ids: &[DocumentId],
    next: impl Into<Command>,
    workbench: &mut Workbench,
    services: &mut Services,
) -> bool {
    let unsaved = workbench.documents().filter(|open| open.is_changed);
    let unsaved: Vec<DocumentId> = unsaved.map(|open| open.document.id()).collect();
    let is_at_stake = |id: &DocumentId| ids.contains(id) && !services.given_up.contains(id);
    let Some(id) = unsaved.into_iter().find(is_at_stake) else {
        services.given_up.clear();
        return false;
    };
    workbench.show(id);
    workbench.state.overlay = Some(Overlay::Unsaved(Box::new(next.into())));
    true
}

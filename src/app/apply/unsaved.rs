//! The question about unsaved changes, put for one document after the other. Whoever leaves it without an answer has
//! agreed to lose nothing.

use super::Services;
use crate::app::command::Command;
use crate::app::state::{DocumentId, Overlay, State};
use crate::app::workbench::Workbench;

/// Asks about the first of `ids` whose changes would be lost, with `next` to follow the answer. Answers whether there
/// is one; where there is none, `next` may go on.
pub fn ask(
    ids: &[DocumentId],
    next: impl Into<Command>,
    workbench: &mut Workbench,
    services: &mut Services,
) -> bool {
    // What was changed since the user gave it up is something else.
    let is_at_stake = |(id, revision): &(DocumentId, u64)| {
        ids.contains(id) && !services.given_up.contains(&(*id, *revision))
    };
    let unsaved = workbench.documents().filter(|open| open.is_changed);
    let at_stake = unsaved
        .map(|open| (open.document.id(), open.document.revision()))
        .find(is_at_stake);
    let Some((id, _)) = at_stake else {
        services.given_up.clear();
        return false;
    };
    workbench.show(id);
    workbench.state.overlay = Some(Overlay::Unsaved(Box::new(next.into())));
    true
}

/// Whether the window itself asks about unsaved changes, or for the file that they are to be saved in.
pub fn is_asked(state: &State) -> bool {
    matches!(state.overlay, Some(Overlay::Unsaved(_) | Overlay::Files(_)))
}

/// Whether `command` is how the window's own questions are answered.
pub fn is_answer(command: &Command) -> bool {
    matches!(
        command,
        Command::SaveAnd(_) | Command::DiscardAnd(_) | Command::Answered(_)
    )
}

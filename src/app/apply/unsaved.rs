//! The question about unsaved changes, put once for all documents. Whoever leaves it without an answer has agreed to lose
//! nothing.

use super::Services;
use crate::app::command::{
    Command, DiskQuestion, DocumentId, FileCommand, Overlay, UnsavedDocument,
};
use crate::app::state::State;
use crate::app::workbench::Workbench;
use std::path::Path;

/// Asks about those of `ids` whose changes would be lost, with `next` to follow the answer. Answers whether there
/// are any; where there are none, `next` may go on.
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
    let unsaved = workbench
        .tabs
        .documents()
        .filter(|document| document.is_changed());
    let at_stake: Vec<UnsavedDocument> = unsaved
        .filter(|document| is_at_stake(&(document.id(), document.revision())))
        .map(|document| UnsavedDocument {
            id: document.id(),
            title: document.tab_title(),
            path: document.path().map(Path::to_owned),
            is_ticked: true,
        })
        .collect();
    let next = Box::new(next.into());
    workbench.window.overlay = match at_stake.as_slice() {
        [] => {
            services.given_up.clear();
            return false;
        }
        [one] => {
            workbench.change_tabs(|tabs| tabs.show(one.id));
            Some(Overlay::Unsaved(next))
        }
        _ => Some(Overlay::SeveralUnsaved(at_stake, next)),
    };
    true
}

/// Notes that the user gives up the changes of these documents, as they are now.
pub fn give_up(ids: &[DocumentId], workbench: &Workbench, services: &mut Services) {
    let given_up = workbench
        .tabs
        .documents()
        .filter(|document| ids.contains(&document.id()));
    services
        .given_up
        .extend(given_up.map(|document| (document.id(), document.revision())));
}

/// Whether the window itself asks about unsaved changes, or for the file that they are to be saved in.
pub fn is_asked(state: State<'_>) -> bool {
    matches!(
        state.window.overlay,
        Some(
            Overlay::Unsaved(_)
                | Overlay::SeveralUnsaved(..)
                | Overlay::Files(_)
                | Overlay::Disk(DiskQuestion::Exists { .. })
        )
    )
}

/// Whether `command` is how the window's own questions are answered.
pub fn is_answer(command: &Command) -> bool {
    matches!(
        command,
        Command::File(
            FileCommand::SaveAnd(_)
                | FileCommand::DiscardAnd(_)
                | FileCommand::Answered(_)
                | FileCommand::SaveEach { .. }
                | FileCommand::SaveAt(_)
        )
    )
}

//! Commands about tabs.

use super::{Services, compare, unsaved};
use crate::app::desks::DeskCommand;
use crate::app::state::DocumentId;
use crate::app::workbench::Workbench;

/// Does what `command` asks for.
pub fn apply(command: DeskCommand, workbench: &mut Workbench, services: &mut Services) {
    let (front, count) = (workbench.desks.front(), workbench.desks.count());
    let in_front = workbench.state.document.id();
    match command {
        DeskCommand::Next => workbench.show_at((front + 1) % count),
        DeskCommand::Previous => workbench.show_at((front + count - 1) % count),
        DeskCommand::Show(id) => workbench.show_or_reopen(id),
        DeskCommand::CloseFront => close(in_front, workbench, services),
        DeskCommand::Close(id) => close(id, workbench, services),
        DeskCommand::CloseOthers => close_all_but(in_front, workbench, services),
        DeskCommand::CloseAllBut(id) => close_all_but(id, workbench, services),
        DeskCommand::Reopen => workbench.reopen(),
        DeskCommand::MoveLeft => workbench.move_front_to(front.saturating_sub(1)),
        DeskCommand::MoveRight => workbench.move_front_to(front + 1),
        DeskCommand::MoveTo(place) => workbench.move_front_to(place),
        DeskCommand::CompareWith(id) => compare::with_document(id, workbench),
    }
}

fn close(id: DocumentId, workbench: &mut Workbench, services: &mut Services) {
    if !unsaved::ask(&[id], DeskCommand::Close(id), workbench, services) {
        workbench.close(id);
    }
}

fn close_all_but(kept: DocumentId, workbench: &mut Workbench, services: &mut Services) {
    let ids = workbench.documents().map(|open| open.document.id());
    let others: Vec<DocumentId> = ids.filter(|id| *id != kept).collect();
    if unsaved::ask(&others, DeskCommand::CloseAllBut(kept), workbench, services) {
        return;
    }
    workbench.show(kept);
    for id in others {
        workbench.close(id);
    }
}

//! Commands about tabs.

use super::{Services, compare, unsaved};
use crate::app::desks::DeskCommand;
use crate::app::state::DocumentId;
use crate::app::workbench::Workbench;
use crate::files::is_same_file;

/// Does what `command` asks for.
pub fn apply(command: DeskCommand, workbench: &mut Workbench, services: &mut Services) {
    let (front, count) = (workbench.desks.front(), workbench.desks.count());
    let in_front = workbench.state.document.id();
    match command {
        DeskCommand::Next => workbench.show_at((front + 1) % count),
        DeskCommand::Previous => workbench.show_at((front + count - 1) % count),
        DeskCommand::Show(id) => {
            workbench.show_or_reopen(id);
            leave_file_of_another_tab(workbench);
        }
        DeskCommand::CloseFront => close(in_front, workbench, services),
        DeskCommand::Close(id) => close(id, workbench, services),
        DeskCommand::CloseOthers => close_all_but(in_front, workbench, services),
        DeskCommand::CloseAllBut(id) => close_all_but(id, workbench, services),
        DeskCommand::Reopen => {
            workbench.reopen();
            leave_file_of_another_tab(workbench);
        }
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

/// A file may have been opened anew since its tab was closed. Of two tabs of one file, the last save would win.
fn leave_file_of_another_tab(workbench: &mut Workbench) {
    let front = workbench.state.document.id();
    let Some(path) = workbench.state.document.path() else {
        return;
    };
    let mut others = workbench
        .documents()
        .filter(|open| open.document.id() != front)
        .filter_map(|open| open.document.path());
    let is_twice = others.any(|other| is_same_file(other, path));
    drop(others);
    if is_twice {
        let message = format!(
            "Another tab has this file by now, so that the network that came back is not saved yet: {}",
            path.display()
        );
        workbench.state.document.leave_file();
        workbench.state.notices.error(message);
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

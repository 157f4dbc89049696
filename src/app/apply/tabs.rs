//! Commands about tabs.

use super::import::discard_forgotten;
use super::{Services, unsaved};
use crate::app::command::{Availability, DocumentId, TabCommand};
use crate::app::document::Document;
use crate::app::tabs::Tabs;
use crate::app::workbench::Workbench;
use crate::files::is_same_file;
use crate::message;

/// Does what `command` asks for.
pub fn apply(command: TabCommand, workbench: &mut Workbench, services: &mut Services) {
    let (front, count) = (workbench.tabs.place_of_front(), workbench.tabs.count());
    let in_front = workbench.document().id();
    match command {
        TabCommand::Next => workbench.change_tabs(|tabs| tabs.show_at((front + 1) % count)),
        TabCommand::Previous => {
            workbench.change_tabs(|tabs| tabs.show_at((front + count - 1) % count));
        }
        TabCommand::Show(id) => {
            workbench.change_tabs(|tabs| tabs.show_or_reopen(id));
            leave_file_of_another_tab(workbench);
        }
        TabCommand::CloseFront => close(in_front, workbench, services),
        TabCommand::Close(id) => close(id, workbench, services),
        TabCommand::CloseOthers => close_all_but(in_front, workbench, services),
        TabCommand::CloseAllBut(id) => close_all_but(id, workbench, services),
        TabCommand::Reopen => {
            workbench.change_tabs(Tabs::reopen);
            leave_file_of_another_tab(workbench);
        }
        TabCommand::MoveLeft => {
            workbench.change_tabs(|tabs| tabs.move_front_to(front.saturating_sub(1)));
        }
        TabCommand::MoveRight => workbench.change_tabs(|tabs| tabs.move_front_to(front + 1)),
        TabCommand::MoveTo(place) => workbench.change_tabs(|tabs| tabs.move_front_to(place)),
    }
}

/// Whether it can run now, and if not, why.
pub fn availability(command: &TabCommand, workbench: &Workbench) -> Availability {
    let tabs = &workbench.tabs;
    let front = tabs.place_of_front();
    let several = tabs.count() > 1;
    let is_last = front + 1 == tabs.count();
    match command {
        TabCommand::Next | TabCommand::Previous | TabCommand::CloseOthers => {
            Availability::when(several, "only-one-tab")
        }
        TabCommand::CloseFront => Availability::when(
            several || !workbench.document().is_untouched(),
            "only-tab-empty",
        ),
        TabCommand::Reopen => Availability::when(tabs.can_reopen(), "no-tab-closed"),
        TabCommand::MoveLeft => Availability::when(front > 0, "first-tab"),
        TabCommand::MoveRight => Availability::when(!is_last, "last-tab"),
        TabCommand::Show(_)
        | TabCommand::Close(_)
        | TabCommand::CloseAllBut(_)
        | TabCommand::MoveTo(_) => Availability::Ready,
    }
}

fn close(id: DocumentId, workbench: &mut Workbench, services: &mut Services) {
    if !unsaved::ask(&[id], TabCommand::Close(id), workbench, services) {
        workbench.change_tabs(|tabs| tabs.close(id));
        discard_forgotten(workbench);
    }
}

/// A file may have been opened anew since its tab was closed. Of two tabs of one file, the last save would win.
fn leave_file_of_another_tab(workbench: &mut Workbench) {
    let front = workbench.document().id();
    let Some(path) = workbench.document().path() else {
        return;
    };
    let mut others = workbench
        .tabs
        .documents()
        .filter(|document| document.id() != front)
        .filter_map(|document| document.path());
    let is_twice = others.any(|other| is_same_file(other, path));
    drop(others);
    if is_twice {
        let message = message!("file-of-another-tab", path = path);
        workbench.document_mut().leave_file();
        workbench.window.notices.error(message);
    }
}

fn close_all_but(kept: DocumentId, workbench: &mut Workbench, services: &mut Services) {
    let ids = workbench.tabs.documents().map(Document::id);
    let others: Vec<DocumentId> = ids.filter(|id| *id != kept).collect();
    if unsaved::ask(&others, TabCommand::CloseAllBut(kept), workbench, services) {
        return;
    }
    workbench.change_tabs(|tabs| tabs.show(kept));
    for id in others {
        workbench.change_tabs(|tabs| tabs.close(id));
    }
    discard_forgotten(workbench);
}

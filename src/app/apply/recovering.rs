//! Opening what a crash has left.

use super::Services;
use super::opening::{begin, open_at, run_around};
use crate::app::command::Overlay;
use crate::app::document::Document;
use crate::app::state::StateMut;
use crate::app::workbench::Workbench;
use crate::message;
use crate::project::recovery::Abandoned;
use std::path::Path;

/// Shows what a crash has left, if there still is something.
pub fn offer_lost_work(state: &mut StateMut<'_>, services: &Services) {
    let found = services.lost_work.list();
    if !found.is_empty() {
        state.window.overlay = Some(Overlay::Recovery(found));
    } else if matches!(state.window.overlay, Some(Overlay::Recovery(_))) {
        state.window.overlay = None;
    }
}

/// Opens what a crash has left, at `index` of the list.
pub fn recover(index: usize, now_seconds: f64, workbench: &mut Workbench, services: &mut Services) {
    let Some(lost) = services.lost_work.take(index) else {
        return;
    };
    reopen_lost(lost, now_seconds, workbench, services);
    offer_lost_work(&mut workbench.state_mut(), services);
}

/// Opens everything that a crash has left and that can be opened.
pub fn recover_all(ctx: &egui::Context, workbench: &mut Workbench, services: &mut Services) {
    let now_seconds = ctx.input(|input| input.time);
    while let Some(lost) = services.lost_work.take(0) {
        reopen_lost(lost, now_seconds, workbench, services);
    }
    offer_lost_work(&mut workbench.state_mut(), services);
}

/// Opens what a crash has left in the tab that has its file, so that no other tab can overwrite it. Where that tab has
/// changes of its own, or another window has the file, it becomes a network that was never saved.
fn reopen_lost(
    lost: Abandoned,
    now_seconds: f64,
    workbench: &mut Workbench,
    services: &mut Services,
) {
    let mut origin = lost.origin.clone();
    let (mut stale, mut told) = (None, None);
    if let Some(path) = &origin {
        let tab = open_at(path, workbench);
        let is_changed = |id| {
            let document = workbench.tabs.document(id);
            document.is_some_and(Document::is_changed)
                || workbench
                    .training()
                    .is_some_and(|training| training.id == id)
        };
        let has_own_changes = tab.is_some_and(is_changed);
        if has_own_changes || services.claims.is_elsewhere(path) {
            let code = if has_own_changes {
                "recovered-other-tab"
            } else {
                "recovered-other-window"
            };
            told = Some(message!(code, path = path));
            origin = None;
        } else {
            stale = tab;
        }
    }
    let run = origin.as_deref().and_then(run_around).map(Path::to_owned);
    let document = Document::recovered(lost.project.clone(), origin, lost.base.clone());
    let document = document.as_record_of(run.as_deref());
    if let Some(stale) = stale {
        workbench.change_tabs(|tabs| tabs.show(stale));
    }
    begin(document, workbench);
    if let Some(stale) = stale {
        workbench.change_tabs(|tabs| tabs.close_for_good(stale));
    }
    if let Some(told) = told {
        workbench.window.notices.error(told);
    }
    // From here on it is kept in a slot of its own, first of all now.
    services
        .safekeeping
        .take_over(now_seconds, workbench.document(), lost);
}

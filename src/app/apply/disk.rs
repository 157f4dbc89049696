//! What to do about a file that somebody else has, or has written to.

use super::Services;
use super::saving::question;
use super::watch::Finding;
use crate::app::command::{DocumentId, Overlay};
use crate::app::document::Document;
use crate::app::widgets::sentence;
use crate::app::workbench::Workbench;
use crate::files::Stamp;
use crate::message;
use crate::project::Project;
use std::collections::BTreeMap;
use std::path::Path;

/// What was found about the files of open documents and not yet asked about, and what the user has put off.
#[derive(Debug, Default)]
pub struct DiskNews {
    found: BTreeMap<DocumentId, Stamp>,
}

/// Takes what the watch has found, and asks about the document in front where nothing else is asked.
pub fn follow_the_disk(ctx: &egui::Context, workbench: &mut Workbench, services: &mut Services) {
    let gets_keyboard = ctx.input(|input| {
        let is_focus = |event: &egui::Event| matches!(event, egui::Event::WindowFocused(true));
        input.events.iter().any(is_focus)
    });
    let paths: Vec<&Path> = workbench.tabs.paths().collect();
    services.claims.follow(&paths);
    if gets_keyboard {
        services.claims.try_again();
    }
    services.watch.follow(ctx, workbench.tabs.documents());
    for finding in services.watch.take(gets_keyboard) {
        let id = finding.id;
        let document = workbench.tabs.document_mut(id);
        if let Some(news) = document.and_then(|document| take_finding(document, finding)) {
            services.disk_news.found.insert(id, news);
        }
    }
    if workbench.window.overlay.is_none() {
        ask_about_news(workbench, services);
    }
}

/// Notes what was found about the file of `document`; gives what is news for its user.
fn take_finding(document: &mut Document, finding: Finding) -> Option<Stamp> {
    let Finding { path, now, .. } = finding;
    let base = document
        .base()
        .filter(|_| document.path() == Some(path.as_path()))?;
    if base.holds_same_as(&now) {
        // Written again with what was in it.
        document.set_same_base(now);
        return None;
    }
    if now.hash().is_none() {
        // It exists nowhere else now, so that nobody may leave it without a question.
        document.forget_saved();
    }
    Some(now)
}

fn ask_about_news(workbench: &mut Workbench, services: &mut Services) {
    let document = workbench.document();
    let Some(now) = services.disk_news.found.remove(&document.id()) else {
        return;
    };
    let is_news = document
        .base()
        .is_some_and(|base| !base.holds_same_as(&now));
    if is_news && let Some(path) = document.path() {
        workbench.window.overlay = Some(Overlay::Disk(question(path, &now, false)));
    }
}

/// Shows the network as it is in the file. The one so far is a step back in the history.
pub fn reload(workbench: &mut Workbench, services: &mut Services) {
    let state = &mut workbench.state_mut();
    state.window.overlay = None;
    services.call_off();
    let Some(path) = state.document.path().map(Path::to_owned) else {
        return;
    };
    match Project::load_stamped(&path) {
        Ok((project, base)) => {
            state.document.reload(project, base);
            state.document.selection = state.document.selection.existing_in(state.document.graph());
            state.window.notices.done(message!("reloaded"));
        }
        Err(error) => state.window.notices.error(sentence(&error.to_string())),
    }
}

/// Keeps the network, as a change of what is on the disk now.
pub fn keep_mine(workbench: &mut Workbench) {
    workbench.window.overlay = None;
    let document = workbench.document_mut();
    let Some(path) = document.path().map(Path::to_owned) else {
        return;
    };
    match Project::load_stamped(&path) {
        Ok((project, base)) => document.set_base(base, Some(project)),
        // Whatever is there is no project: the next save is the user's decision all the same.
        Err(_) => {
            if let Ok(base) = Project::stamp(&path) {
                document.set_base(base, None);
            }
        }
    }
}

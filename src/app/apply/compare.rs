//! Commands that compare the network with something else.

use super::Services;
use crate::app::command::Command;
use crate::app::document::{Comparison, Counterpart, DocumentId};
use crate::app::files::{FileFilter, FilePurpose, FileQuestion, FileWay};
use crate::app::state::{State, StateMut, Tab};
use crate::app::widgets::sentence;
use crate::app::workbench::Workbench;
use crate::graph::{Graph, Identity};
use crate::project::Project;
use std::path::{Path, PathBuf};

/// Does what `command` asks for, or gives it back where it does not concern comparisons.
pub fn apply(
    command: Command,
    ctx: &egui::Context,
    state: &mut StateMut<'_>,
    services: &mut Services,
) -> Option<Command> {
    match command {
        Command::CompareWithVersion(index) => with_version(state, index),
        Command::CompareWithSaved => {
            let saved = state.document.saved_graph().clone();
            with_network(state, "what is saved".to_owned(), saved, Identity::Paths);
        }
        Command::CompareWithFile => services.ask(question(state.as_ref()), ctx, state),
        Command::CompareWithSummary(listing) => {
            let title = match &listing.model {
                Some(model) => format!("the summary of {model}"),
                None => "a summary".to_owned(),
            };
            state.window.overlay = None;
            begin(
                state,
                title,
                Counterpart::Summary(std::sync::Arc::new(*listing)),
            );
        }
        Command::StopComparing => state.document.compare(None),
        other => return Some(other),
    }
    None
}

/// Takes the user's answer to [`Command::CompareWithFile`].
pub fn chosen(paths: Vec<PathBuf>, state: &mut StateMut<'_>) {
    let Some(path) = paths.into_iter().next() else {
        return;
    };
    match Project::load(&path) {
        Ok(project) => with_network(state, file_name(&path), project.graph, Identity::Names),
        Err(error) => state.window.notices.error(sentence(&error.to_string())),
    }
}

/// Compares the document in front with the open one called `id`.
pub fn with_document(id: DocumentId, workbench: &mut Workbench) {
    if let Some(other) = workbench.tabs.document(id) {
        let (title, graph) = (other.tab_title(), other.graph().clone());
        with_network(&mut workbench.state_mut(), title, graph, Identity::Names);
    }
}

fn with_version(state: &mut StateMut<'_>, index: usize) {
    let versions = state.document.history().versions();
    if let Some(version) = versions.get(index) {
        let title = format!("version {}: {}", index + 1, version.label);
        let graph = version.state.graph.clone();
        with_network(state, title, graph, Identity::Paths);
    }
}

fn with_network(state: &mut StateMut<'_>, title: String, graph: Graph, identity: Identity) {
    begin(state, title, Counterpart::network(graph, identity));
}

fn begin(state: &mut StateMut<'_>, title: String, with: Counterpart) {
    let document = &mut *state.document;
    let comparison = Comparison::new(title, with, document.graph(), document.inference());
    document.compare(Some(comparison));
    state.window.view.tab = Tab::Compare;
    state.window.view.bottom_open = true;
}

fn file_name(path: &Path) -> String {
    path.file_name()
        .unwrap_or(path.as_os_str())
        .to_string_lossy()
        .into_owned()
}

fn question(state: State<'_>) -> FileQuestion {
    let folder = state.document.path().and_then(Path::parent);
    FileQuestion {
        purpose: FilePurpose::CompareProject,
        way: FileWay::OpenFile,
        title: "Compare with a project",
        filters: vec![FileFilter {
            label: "Netsmith project",
            extensions: &["netsmith", "json"],
        }],
        file_name: String::new(),
        folder: folder.map(Path::to_owned),
    }
}

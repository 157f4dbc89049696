//! Commands that compare the network with something else.

use super::Services;
use crate::app::command::{
    Availability, CompareCommand, DocumentId, FileFilter, FilePurpose, FileQuestion, FileWay,
};
use crate::app::docking::Panel;
use crate::app::document::{Comparison, Counterpart};
use crate::app::state::{State, StateMut};
use crate::app::widgets::sentence;
use crate::app::workbench::Workbench;
use crate::files::name_of;
use crate::graph::{Graph, Identity};
use crate::message;
use crate::project::Project;
use crate::text::{Message, say};
use std::path::Path;

/// Does what `command` asks for.
pub fn apply(
    command: CompareCommand,
    ctx: &egui::Context,
    workbench: &mut Workbench,
    services: &mut Services,
) {
    let state = &mut workbench.state_mut();
    match command {
        CompareCommand::WithVersion(index) => with_version(state, index),
        CompareCommand::WithSaved => {
            let saved = state.document.saved_graph().clone();
            with_network(state, message!("what-is-saved"), saved, Identity::Paths);
        }
        CompareCommand::WithDisk => {
            state.window.overlay = None;
            let path = state.document.path().map(Path::to_owned);
            if let Some(path) = path {
                chosen(&path, state);
            }
        }
        CompareCommand::WithFile => services.ask(question(state.as_ref()), ctx, state),
        CompareCommand::WithTab(id) => with_document(id, workbench),
        CompareCommand::WithSummary(listing) => {
            let title = match &listing.model {
                Some(model) => message!("summary-of-model", model = model),
                None => message!("a-summary"),
            };
            state.window.overlay = None;
            let with = Counterpart::Summary(std::sync::Arc::new(*listing));
            begin(state, title, with);
        }
        CompareCommand::Stop => state.document.compare(None),
        CompareCommand::ToggleSideBySide => state.window.view.side_by_side ^= true,
    }
}

/// Whether it can run now, and if not, why.
pub fn availability(command: &CompareCommand, state: State<'_>) -> Availability {
    match command {
        CompareCommand::WithSaved | CompareCommand::WithFile => {
            Availability::when(!state.document.is_empty(), "network-has-no-layers")
        }
        CompareCommand::Stop => {
            Availability::when(state.document.comparison().is_some(), "nothing-compared")
        }
        CompareCommand::WithVersion(_)
        | CompareCommand::WithDisk
        | CompareCommand::WithTab(_)
        | CompareCommand::WithSummary(_)
        | CompareCommand::ToggleSideBySide => Availability::Ready,
    }
}

/// Whether it stands for something that is on now.
pub fn is_on(command: &CompareCommand, state: State<'_>) -> bool {
    *command == CompareCommand::ToggleSideBySide && state.window.view.side_by_side
}

/// Takes the user's answer to [`CompareCommand::WithFile`].
pub fn chosen(path: &Path, state: &mut StateMut<'_>) {
    match Project::load(path) {
        Ok(project) => with_network(state, name_of(path).into(), project.graph, Identity::Names),
        Err(error) => state.window.notices.error(sentence(&error.to_string())),
    }
}

/// Compares the document in front with the open one called `id`.
fn with_document(id: DocumentId, workbench: &mut Workbench) {
    if let Some(other) = workbench.tabs.document(id) {
        let (title, graph) = (other.tab_title(), other.graph().clone());
        with_network(
            &mut workbench.state_mut(),
            title.into(),
            graph,
            Identity::Names,
        );
    }
}

fn with_version(state: &mut StateMut<'_>, index: usize) {
    let versions = state.document.history().versions();
    if let Some(version) = versions.get(index) {
        let title = message!(
            "compared-version",
            version = index + 1,
            label = &version.label
        );
        let graph = version.state.graph.clone();
        with_network(state, title, graph, Identity::Paths);
    }
}

fn with_network(state: &mut StateMut<'_>, title: Message, graph: Graph, identity: Identity) {
    begin(state, title, Counterpart::network(graph, identity));
}

fn begin(state: &mut StateMut<'_>, title: Message, with: Counterpart) {
    let document = &mut *state.document;
    let comparison = Comparison::new(title, with, document.graph(), document.inference());
    document.compare(Some(comparison));
    state.window.workspaces.lead_to(Panel::Compare);
}

fn question(state: State<'_>) -> FileQuestion {
    let folder = state.document.path().and_then(Path::parent);
    FileQuestion {
        purpose: FilePurpose::CompareProject,
        way: FileWay::OpenFile,
        title: say("compare-project-title"),
        filters: vec![FileFilter {
            label: say("project-file"),
            extensions: &["netsmith", "json"],
        }],
        file_name: String::new(),
        folder: folder.map(Path::to_owned),
    }
}

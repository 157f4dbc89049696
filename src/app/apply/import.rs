//! Commands around files of other programs: opening what was read, reading it again with other choices, their weights for the
//! network in front.

use super::opening;
use crate::app::command::{
    Availability, Commands, DocumentId, FileCommand, ImportCommand, Panel, PanelCommand,
    WindowCommand,
};
use crate::app::document::{Arrival, Document};
use crate::app::foreign::{Arrived, OwnWeights, Wish, weights_question};
use crate::app::learning::{home_of_homeless_runs, home_of_runs};
use crate::app::workbench::Workbench;
use crate::engine::run::WeightsChoice;
use crate::exchange::Choices;
use crate::message;
use crate::text::Message;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Does what `command` asks for; what follows from it is sent to `commands`.
pub fn apply(
    command: ImportCommand,
    ctx: &egui::Context,
    workbench: &mut Workbench,
    commands: &mut Commands,
) {
    let done = match command {
        ImportCommand::Open(path) => open(&path, ctx, workbench),
        ImportCommand::Cancel => {
            workbench.imports.cancel();
            Ok(())
        }
        ImportCommand::Show => {
            for arrived in workbench.imports.take_arrived() {
                show(arrived, ctx, workbench, commands);
            }
            Ok(())
        }
        ImportCommand::Choose(choices) => choose(choices, ctx, workbench),
        ImportCommand::AskForWeights => {
            commands.send(FileCommand::Ask(weights_question()));
            Ok(())
        }
        ImportCommand::Weights(path) => read_weights(path, ctx, workbench),
        ImportCommand::Assign(row, offered) => {
            workbench.imports.assign(row, offered);
            Ok(())
        }
        ImportCommand::PutWeights => put_weights(ctx, workbench),
        ImportCommand::UseWeights => use_weights(ctx, workbench, commands),
        ImportCommand::Close => {
            workbench.imports.close();
            Ok(())
        }
    };
    if let Err(fault) = done {
        commands.send(WindowCommand::Complain(fault.sentence()));
    }
}

/// Whether it can run now, and if not, why.
pub fn availability(command: &ImportCommand, workbench: &Workbench) -> Availability {
    match command {
        ImportCommand::AskForWeights | ImportCommand::Weights(_) => {
            if workbench.front().learning.is_busy() {
                return Availability::when(false, "training-under-way");
            }
            Availability::when(!workbench.document().is_empty(), "network-empty-preset")
        }
        ImportCommand::Open(_)
        | ImportCommand::Cancel
        | ImportCommand::Show
        | ImportCommand::Choose(_)
        | ImportCommand::Assign(..)
        | ImportCommand::PutWeights
        | ImportCommand::UseWeights
        | ImportCommand::Close => Availability::Ready,
    }
}

/// Shows the tab that has what is in the file, or begins to read it.
fn open(path: &Path, ctx: &egui::Context, workbench: &mut Workbench) -> Result<(), Message> {
    workbench.window.overlay = None;
    if let Some(id) = tab_of(path, workbench) {
        workbench.change_tabs(|tabs| tabs.show(id));
        workbench.window.recent.remember(path);
        return Ok(());
    }
    let wish = Wish {
        path: path.to_owned(),
        choices: Choices::default(),
        instead_of: None,
    };
    read(wish, ctx, workbench)
}

fn read(wish: Wish, ctx: &egui::Context, workbench: &mut Workbench) -> Result<(), Message> {
    let panels = &workbench.training_panels;
    let home = home_of_homeless_runs(panels.runs_home.as_deref());
    workbench.imports.read(wish, &home, panels.workers, ctx)
}

/// The open document that is what is in the file at `path` now, and nothing else.
fn tab_of(path: &Path, workbench: &Workbench) -> Option<DocumentId> {
    let as_of = Arrival::look_at(path)?;
    let is_of_file = |document: &&Document| {
        let arrival = document.arrival();
        let is_same = |it: &Arc<Arrival>| it.path == path && it.as_of == Some(as_of);
        document.is_as_it_arrived() && arrival.is_some_and(is_same)
    };
    let mut documents = workbench.tabs.documents();
    documents.find(is_of_file).map(Document::id)
}

/// Opens what was read. With its weights at hand, the network can be asked at once; they are a run, so that they are found
/// again once it is saved.
fn show(arrived: Arrived, ctx: &egui::Context, workbench: &mut Workbench, commands: &mut Commands) {
    let Arrived {
        project,
        arrival,
        wish,
    } = arrived;
    let run = arrival.as_ref().and_then(|arrival| arrival.run.clone());
    let has_news = arrival
        .as_ref()
        .is_some_and(|arrival| !arrival.report.findings.is_empty() || arrival.fault.is_some());
    let document = Document::unsaved(project).as_arrived(arrival);
    opening::begin(document, workbench);
    workbench.window.recent.remember(&wish.path);
    if let Some(before) = wish.instead_of {
        make_room(before, workbench);
    }
    let learning = &mut workbench.tabs.front_mut().learning;
    if let Some(run) = run {
        let tools = workbench.training_panels.tools(ctx);
        if let Err(fault) = learning.bring_weights(run, Some(WeightsChoice::Latest), tools) {
            commands.send(WindowCommand::Complain(fault));
        }
    }
    commands.send(PanelCommand::LeadTo(Panel::Canvas));
    if has_news {
        commands.send(PanelCommand::LeadTo(Panel::Import));
    }
}

/// Closes the document that was read from the same file before, where nothing was done to it since.
fn make_room(id: DocumentId, workbench: &mut Workbench) {
    let document = workbench.tabs.document(id);
    let Some(document) = document.filter(|document| document.is_as_it_arrived()) else {
        return;
    };
    let run = document.run_of_arrival_alone().map(Path::to_owned);
    workbench.change_tabs(|tabs| tabs.close_for_good(id));
    if let Some(run) = run {
        discard(&run);
    }
}

/// Removes a run that holds only what is in the file that it was read from.
fn discard(run: &Path) {
    if let Err(error) = std::fs::remove_dir_all(run) {
        tracing::info!(%error, run = %run.display(), "this run stays where it is");
    }
}

/// Removes the runs of networks that were only looked at and can come back no more.
pub(super) fn discard_forgotten(workbench: &mut Workbench) {
    for run in workbench.tabs.take_forgotten_runs() {
        discard(&run);
    }
}

/// Removes the runs of networks that were only looked at; for a window that closes.
pub fn discard_what_was_looked_at(workbench: &Workbench) {
    let tabs = workbench.tabs.all();
    for run in tabs.filter_map(|tab| tab.document.run_of_arrival_alone()) {
        discard(run);
    }
}

/// Reads the file of the network in front again.
fn choose(choices: Choices, ctx: &egui::Context, workbench: &mut Workbench) -> Result<(), Message> {
    let document = workbench.document();
    let Some(arrival) = document.arrival() else {
        return Ok(());
    };
    let wish = Wish {
        path: arrival.path.clone(),
        choices,
        instead_of: Some(document.id()),
    };
    read(wish, ctx, workbench)
}

fn read_weights(
    path: PathBuf,
    ctx: &egui::Context,
    workbench: &mut Workbench,
) -> Result<(), Message> {
    let front = workbench.tabs.front();
    if front.learning.is_busy() {
        return Err(message!("training-under-way"));
    }
    let workers = workbench.training_panels.workers;
    let imports = &mut workbench.imports;
    imports.read_weights(path, &front.document, workers, ctx)
}

/// Puts what the dialog says into the network that it is about. What gets nothing keeps what it has learned.
fn put_weights(ctx: &egui::Context, workbench: &mut Workbench) -> Result<(), Message> {
    let (imports, panels) = (&mut workbench.imports, &workbench.training_panels);
    let of = imports.weights_are_for();
    let Some(tab) = of.and_then(|id| workbench.tabs.tab_mut(id)) else {
        return Ok(());
    };
    let document = &tab.document;
    let home = home_of_runs(panels.runs_home.as_deref(), document);
    let own: Option<OwnWeights> = tab.learning.trained(document).and_then(|trained| {
        let now = document.inference().flat().ok()?;
        let renamed = now.renamed_since(&trained.network)?;
        Some((Arc::clone(&trained.predictor), renamed))
    });
    imports.put((document, own), &home, panels.workers, ctx)
}

/// The network that the weights were put into answers with them from now on.
fn use_weights(
    ctx: &egui::Context,
    workbench: &mut Workbench,
    commands: &mut Commands,
) -> Result<(), Message> {
    let Some((of, run, words)) = workbench.imports.take_landed() else {
        return Ok(());
    };
    let Some(tab) = workbench.tabs.tab_mut(of) else {
        return Ok(());
    };
    tab.document.add_run(&run);
    let tools = workbench.training_panels.tools(ctx);
    tab.learning
        .bring_weights(run, Some(WeightsChoice::Latest), tools)?;
    commands.send(WindowCommand::Tell(words));
    Ok(())
}

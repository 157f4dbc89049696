//! Runs that wait for their turn: how they come into the queue, in which order, and how the next one is begun.

use crate::app::command::{Commands, RunsCommand, WindowCommand};
use crate::app::document::Document;
use crate::app::learning::{Elsewhere, Learning, Way, home_of_runs, new_folder_in};
use crate::app::training_panels::Turn;
use crate::app::workbench::Workbench;
use crate::data::Dataset;
use crate::engine::run::{Waiting, let_wait, next_order, waiting_in};
use crate::engine::train::refuse_obstacles;
use crate::message;
use crate::project::{Project, View};
use crate::text::Message;
use std::path::{Path, PathBuf};

/// Begins the next run once nothing else is trained. Called in every frame; never waits.
pub fn follow_the_queue(ctx: &egui::Context, workbench: &mut Workbench, commands: &mut Commands) {
    if !workbench.training_panels.queue.is_on() || workbench.training().is_some() {
        return;
    }
    if let Err(fault) = begin_next(ctx, workbench, commands) {
        workbench.training_panels.queue.hold();
        commands.send(WindowCommand::Complain(fault.sentence()));
    }
}

fn begin_next(
    ctx: &egui::Context,
    workbench: &mut Workbench,
    commands: &mut Commands,
) -> Result<(), Message> {
    let homes = homes(workbench);
    let panels = &mut workbench.training_panels;
    let (queue, workers) = (&mut panels.queue, panels.workers);
    let next = match queue.next(homes, workers, ctx)? {
        Turn::Unknown => return Ok(()),
        Turn::Of(next) => next,
        Turn::Nobody => {
            queue.hold();
            let words = match queue.current {
                Some(_) => message!("queue-is-done"),
                None => message!("queue-is-empty"),
            };
            commands.send(WindowCommand::Tell(words));
            commands.send(RunsCommand::Refresh);
            return Ok(());
        }
    };
    if queue.current.as_ref() == Some(&next.folder) {
        // It had its turn, and was stopped, or could not be begun, which was told.
        queue.hold();
        return Ok(());
    }
    queue.current = Some(next.folder.clone());
    workbench.tabs.hide(Document::unsaved(*next.project));
    let nobody: Option<&Elsewhere> = None;
    if let Some(tab) = workbench.tabs.hidden_mut() {
        let mut sent = Commands::default();
        let (way, tools) = (Way::Waiting(next.folder), panels.tools(ctx));
        let document = &mut tab.document;
        tab.learning.train(way, tools, document, nobody, &mut sent);
        commands.extend(Learning::told_behind(&mut sent, document));
    }
    ctx.request_repaint();
    Ok(())
}

/// Puts the network in front into the queue, as it is now, and has the queue begun.
///
/// # Errors
/// Why it cannot be trained.
pub fn enqueue(workbench: &mut Workbench, commands: &mut Commands) -> Result<(), Message> {
    let (project, home) = project_to_wait(workbench)?;
    let waiting = waiting_in(&homes(workbench));
    let folder = new_folder_in(&home, &project.name);
    let_wait(&folder, &project, next_order(&waiting)).map_err(|error| error.message())?;
    let count = waiting.len() + 1;
    let words = message!("queued", network = &project.name, count = count);
    commands.send(WindowCommand::Tell(words));
    workbench.training_panels.queue.start();
    workbench.training_panels.run_list.refresh();
    Ok(())
}

/// The project in front with the data at hand, and where its runs lie.
///
/// # Errors
/// Why it cannot be trained.
pub fn project_to_wait(workbench: &Workbench) -> Result<(Project, PathBuf), Message> {
    let front = workbench.front();
    let (learning, document) = (&front.learning, &front.document);
    let mut project = document.project(View::default());
    let data = learning.data();
    if project.data.is_none() {
        project.data = data.map(|data| data.source.to_string());
    }
    if project.data.is_none() {
        return Err(message!("choose-pictures-to-queue"));
    }
    let refused = |reason: Message| {
        message!(
            "not-trained-yet",
            network = document.name(),
            reason = reason
        )
    };
    let train: Option<&Dataset> = data.map(|data| data.train.as_ref());
    refuse_obstacles(&project, train).map_err(|error| refused(error.message()))?;
    let chosen = workbench.training_panels.runs_home.as_deref();
    Ok((project, home_of_runs(chosen, document)))
}

/// Moves the run in `path` before the one that comes before it, or behind the one behind it.
///
/// # Errors
/// Where the disk refuses.
pub fn move_in_queue(path: &Path, is_earlier: bool, workbench: &Workbench) -> Result<(), Message> {
    let waiting = waiting_in(&homes(workbench));
    let Some(place) = waiting.iter().position(|(_, folder)| folder == path) else {
        return Err(message!("waits-no-more"));
    };
    let other = if is_earlier {
        place.checked_sub(1)
    } else {
        Some(place + 1)
    };
    let Some((neighbor, folder)) = other.and_then(|other| waiting.get(other)) else {
        return Ok(());
    };
    let own = &waiting[place].0;
    // Two runs of one number, which two windows may give, part so, too.
    let (first, second) = match own.order.cmp(&neighbor.order) {
        std::cmp::Ordering::Equal if is_earlier => (own.order, own.order + 1),
        std::cmp::Ordering::Equal => (own.order + 1, own.order),
        _ => (neighbor.order, own.order),
    };
    let with = |waiting: &Waiting, order| Waiting {
        order,
        ..waiting.clone()
    };
    with(own, first)
        .save(path)
        .and_then(|()| with(neighbor, second).save(folder))
        .map_err(|error| error.message())
}

pub(super) fn homes(workbench: &Workbench) -> Vec<PathBuf> {
    let panels = &workbench.training_panels;
    panels.homes(&workbench.tabs, &workbench.window)
}

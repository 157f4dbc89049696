//! Plain20 beside ResNet20: both are opened and trained one after the other, by the same settings, and shown in one view.

use super::opening;
use crate::app::command::{Commands, DocumentId, Panel, PanelCommand};
use crate::app::document::Document;
use crate::app::learning::{Learning, Way};
use crate::app::workbench::Workbench;
use crate::project::{Project, preset};
use crate::recipe::Recipe;

/// Few enough that both are through within five minutes on two cores.
const EPOCHS: usize = 8;

/// Opens both, trains the plain one, and notes that the other one comes after it.
pub fn begin(ctx: &egui::Context, workbench: &mut Workbench, commands: &mut Commands) {
    let ids: Vec<DocumentId> = ["plain20", "resnet20"]
        .into_iter()
        .filter_map(|name| {
            let project = by_the_same_settings(preset(name)?.project.clone());
            opening::begin(Document::unsaved(project), workbench);
            Some(workbench.document().id())
        })
        .collect();
    let [plain, residual] = ids[..] else { return };
    workbench.training_panels.health.compare(plain, residual);
    train(plain, ctx, workbench, commands);
    commands.send(PanelCommand::LeadTo(Panel::Health));
}

/// The same pictures, seed, optimizer and epochs for both.
fn by_the_same_settings(project: Project) -> Project {
    Project {
        data: Some("builtin:signs".to_owned()),
        recipe: Recipe {
            epochs: EPOCHS,
            ..project.recipe
        },
        ..project
    }
}

/// Trains what is to come next, once nothing else is trained.
pub fn go_on(ctx: &egui::Context, workbench: &mut Workbench, commands: &mut Commands) {
    if workbench.training().is_some() {
        return;
    }
    if let Some(next) = workbench.training_panels.health.next.take() {
        train(next, ctx, workbench, commands);
    }
}

/// Trains an open document, in front or not; no panel comes to the front by that.
fn train(id: DocumentId, ctx: &egui::Context, workbench: &mut Workbench, commands: &mut Commands) {
    let Some(tab) = workbench.tabs.tab_mut(id) else {
        return;
    };
    let mut sent = Commands::default();
    let tools = workbench.training_panels.tools(ctx);
    tab.learning
        .train(Way::Anew, tools, &mut tab.document, None, &mut sent);
    commands.extend(Learning::told_behind(&mut sent, &tab.document));
}

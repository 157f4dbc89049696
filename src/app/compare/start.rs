//! What the Compare tab offers while nothing is compared.

use crate::app::command::{
    Command, Commands, CompareCommand, DocumentId, Offers, Overlay, WindowCommand,
};
use crate::app::document::Document;
use crate::app::look::size;
use crate::app::widgets;
use crate::text::say;
use crate::tr;

/// Paints the ways to begin.
pub fn start_ui(
    ui: &mut egui::Ui,
    (document, others): (&Document, &[(DocumentId, String)]),
    offers: &dyn Offers,
    commands: &mut Commands,
) {
    ui.add_space(size::UNIT);
    ui.label(say("compare-layer-by-layer"));
    ui.add_space(size::UNIT);
    ui.horizontal_wrapped(|ui| {
        version_ui(ui, document, commands);
        others_ui(ui, others, commands);
        for command in [
            Command::Compare(CompareCommand::WithSaved),
            Command::Compare(CompareCommand::WithFile),
            Command::Window(WindowCommand::Show(Overlay::Summary)),
        ] {
            widgets::command_button_ui(ui, &command, offers, commands);
        }
    });
    ui.add_space(size::UNIT);
    widgets::muted_ui(ui, say("what-differs-is-marked"));
}

/// A menu of the other open networks.
fn others_ui(ui: &mut egui::Ui, others: &[(DocumentId, String)], commands: &mut Commands) {
    ui.add_enabled_ui(!others.is_empty(), |ui| {
        let menu = ui.menu_button(say("compare-open-tab"), |ui| {
            for (id, title) in others {
                if ui.button(title).clicked() {
                    commands.send(CompareCommand::WithTab(*id));
                }
            }
        });
        menu.response
            .on_disabled_hover_text(say("no-other-network-open"));
    });
}

/// A menu of the history's versions.
fn version_ui(ui: &mut egui::Ui, document: &Document, commands: &mut Commands) {
    let history = document.history();
    let earlier = history.versions().len() > 1;
    ui.add_enabled_ui(earlier, |ui| {
        let menu = ui.menu_button(say("compare-version"), |ui| {
            for (index, version) in history.versions().iter().enumerate().rev() {
                let is_current = index == history.position();
                let name = tr!(
                    "history-version",
                    version = index + 1,
                    label = &version.label
                );
                if !is_current && ui.button(name).clicked() {
                    commands.send(CompareCommand::WithVersion(index));
                }
            }
        });
        menu.response
            .on_disabled_hover_text(say("one-version-only"));
    });
}

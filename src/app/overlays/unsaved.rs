//! The question before unsaved changes would be lost.

use crate::app::command::{
    Command, Commands, FileCommand, Offers, Overlay, UnsavedDocument, WindowCommand,
};
use crate::app::look::size;
use crate::app::widgets;
use crate::text::say;
use crate::tr;
use egui::ScrollArea;

/// As high as the list grows before it scrolls, in points.
const LIST_HEIGHT: f32 = 320.0;

/// Asks what to do with the changes of the network called `name` before `next` runs.
pub fn unsaved_ui(
    ui: &mut egui::Ui,
    name: &str,
    next: &Command,
    offers: &dyn Offers,
    commands: &mut Commands,
) {
    widgets::dialog_title_ui(ui, say("save-the-changes"), 420.0);
    ui.label(tr!("changes-not-saved", name = %name));
    ui.add_space(size::PANEL_MARGIN);
    ui.horizontal(|ui| {
        widgets::main_button_ui(
            ui,
            &Command::File(FileCommand::SaveAnd(Box::new(next.clone()))),
            offers,
            commands,
        );
        widgets::command_button_ui(
            ui,
            &Command::File(FileCommand::DiscardAnd(Box::new(next.clone()))),
            offers,
            commands,
        );
        if ui.button(say("cancel")).clicked() {
            commands.send(WindowCommand::CloseOverlay);
        }
    });
}

/// Asks the same once for several documents, each with a tick.
pub fn several_unsaved_ui(
    ui: &mut egui::Ui,
    documents: &[UnsavedDocument],
    next: &Command,
    offers: &dyn Offers,
    commands: &mut Commands,
) {
    widgets::dialog_title_ui(ui, say("save-the-changes"), 460.0);
    ui.label(tr!("networks-not-saved", count = %documents.len()));
    ui.add_space(size::UNIT);
    ScrollArea::vertical()
        .max_height(widgets::dialog_room(ui).min(LIST_HEIGHT))
        .show(ui, |ui| {
            for (index, document) in documents.iter().enumerate() {
                if row_ui(ui, document) {
                    let mut ticked = documents.to_vec();
                    ticked[index].is_ticked ^= true;
                    let overlay = Overlay::SeveralUnsaved(ticked, Box::new(next.clone()));
                    commands.send(WindowCommand::Show(overlay));
                }
            }
        });
    ui.add_space(size::PANEL_MARGIN);
    let (ticked, others): (Vec<_>, Vec<_>) =
        documents.iter().partition(|document| document.is_ticked);
    let answer = |save: &[&UnsavedDocument], discard: &[&UnsavedDocument]| {
        Command::File(FileCommand::SaveEach {
            save: save.iter().map(|document| document.id).collect(),
            discard: discard.iter().map(|document| document.id).collect(),
            next: Box::new(next.clone()),
        })
    };
    ui.horizontal(|ui| {
        if !ticked.is_empty() {
            widgets::main_button_ui(ui, &answer(&ticked, &others), offers, commands);
        }
        let all: Vec<&UnsavedDocument> = documents.iter().collect();
        widgets::command_button_ui(ui, &answer(&[], &all), offers, commands);
        if ui.button(say("cancel")).clicked() {
            commands.send(WindowCommand::CloseOverlay);
        }
    });
}

/// One document; answers whether its tick was clicked.
fn row_ui(ui: &mut egui::Ui, document: &UnsavedDocument) -> bool {
    let mut is_ticked = document.is_ticked;
    let tick = ui.checkbox(&mut is_ticked, &document.title);
    widgets::name(&tick, &tr!("save-title", title = %document.title));
    let place = match &document.path {
        Some(path) => path.display().to_string(),
        None => tr!("never-saved-asks"),
    };
    ui.indent(document.id, |ui| widgets::muted_ui(ui, place));
    tick.clicked()
}

//! The Layers tab: Keras's summary as a table. Never counts anything; inference did.

mod columns;
mod csv;
mod line;
mod rows;
mod table;

use super::look::size;
use super::rename::Renaming;
use super::state::State;
use super::widgets;
use crate::app::command::{Commands, DocumentId, FileCommand, WindowCommand};
use crate::graph::{NodePath, keras_table, summary_rows};
use crate::message;
use crate::text::say;
use egui::{Align, Frame, Layout, Margin};
use rows::LayerOrder;
use std::collections::{BTreeMap, BTreeSet};

/// What the Layers tab keeps from frame to frame.
#[derive(Debug, Default)]
pub struct Layers {
    order: LayerOrder,
    /// The folded blocks of each document.
    folded: BTreeMap<DocumentId, BTreeSet<NodePath>>,
    /// The selection that the table has already scrolled to.
    scrolled_to: Option<(DocumentId, NodePath)>,
    /// The row whose name is being typed.
    renaming: Option<Renaming>,
    /// Whether the pointer went down in the table last: F2 is meant for its row then.
    is_pressed_last: bool,
}

impl Layers {
    /// Paints the Layers tab.
    pub fn ui(&mut self, ui: &mut egui::Ui, state: State<'_>, commands: &mut Commands) {
        let document = &state.document;
        if document.is_empty() {
            empty_ui(ui, commands);
            return;
        }
        let layers = summary_rows(document.inference());
        Frame::new()
            .inner_margin(Margin::symmetric(size::PANEL_MARGIN as i8, 6))
            .show(ui, |ui| {
                self.tools_ui(ui, state, commands);
                self.table_ui(ui, &layers, state, commands);
            });
    }

    fn tools_ui(&mut self, ui: &mut egui::Ui, state: State<'_>, commands: &mut Commands) {
        let document = &state.document;
        ui.horizontal(|ui| {
            let blocks = &document.inference().blocks;
            if !blocks.is_empty() && self.order == LayerOrder::Keras {
                if ui.button(say("fold-all")).clicked() {
                    let all = blocks.keys().cloned().collect();
                    self.folded.insert(document.id(), all);
                }
                if ui.button(say("open-all")).clicked() {
                    self.folded.remove(&document.id());
                }
            }
            if self.order != LayerOrder::Keras && ui.button(say("order-of-keras")).clicked() {
                self.order = LayerOrder::Keras;
            }
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                let csv = ui
                    .button(say("copy-as-csv"))
                    .on_hover_text(say("for-spreadsheets"));
                if csv.clicked() {
                    commands.send(WindowCommand::CopyText(csv::to_csv(&summary_rows(
                        document.inference(),
                    ))));
                    commands.send(WindowCommand::Tell(message!("copied-as-csv")));
                }
                let text = ui
                    .button(say("copy-as-text"))
                    .on_hover_text(say("table-as-keras"));
                if text.clicked() {
                    commands.send(WindowCommand::CopyText(keras_table(
                        document.name(),
                        document.inference(),
                    )));
                    commands.send(WindowCommand::Tell(message!("copied-as-text")));
                }
            });
        });
        ui.add_space(4.0);
    }
}

fn empty_ui(ui: &mut egui::Ui, commands: &mut Commands) {
    ui.add_space(size::UNIT * 3.0);
    ui.vertical_centered(|ui| {
        widgets::muted_ui(ui, say("no-layers-yet"));
        ui.add_space(size::UNIT);
        if ui.button(say("new-from-preset")).clicked() {
            commands.send(FileCommand::NewFromPreset);
        }
    });
}

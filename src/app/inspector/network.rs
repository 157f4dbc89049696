//! What the inspector shows while nothing is selected: the network as a whole, and what to do next.

use super::cost::as_known;
use super::field::{Draft, Field, FieldKind, Outcome};
use super::header::{rename_by_title, title_block_ui};
use super::row::{divider_ui, figure_row_ui, form_row_ui};
use super::setting::receive_keyboard_for_name;
use crate::app::command::{Commands, FileCommand, NetworkCommand};
use crate::app::state::State;
use crate::app::widgets;
use crate::layer::{bytes, counted, magnitude, thousands};
use egui::Id;

/// Paints the network's figures, or the way to begin one.
pub fn network_ui(ui: &mut egui::Ui, draft: &mut Draft, state: State<'_>, commands: &mut Commands) {
    let document = &state.document;
    if document.is_empty() {
        title_block_ui(ui, document.name(), "An empty network", None);
        widgets::muted_sentence_ui(
            ui,
            "Click a layer in the palette, or begin with a network that works.",
        );
        ui.add_space(8.0);
        if ui.button("New from preset…").clicked() {
            commands.send(FileCommand::NewFromPreset);
        }
        return;
    }
    let inference = document.inference();
    let totals = &inference.totals;
    let title = title_block_ui(
        ui,
        document.name(),
        &format!("Network of {}", counted(totals.layer_count, "layer")),
        None,
    );
    rename_by_title(&title, commands);
    widgets::muted_sentence_ui(ui, "Select a layer to see and change its settings.");
    ui.add_space(8.0);
    name_ui(ui, draft, state, commands);
    divider_ui(ui);
    widgets::group_heading_ui(ui, "Shape and cost");
    let ends = [
        ("Input", inference.layers.first()),
        ("Output", inference.layers.last()),
    ];
    for (label, layer) in ends {
        let shape = layer.and_then(|layer| layer.output_shape);
        figure_row_ui(
            ui,
            label,
            shape.map_or_else(|| "unknown".to_owned(), |shape| shape.to_string()),
        );
    }
    let mut figure =
        |label: &str, figure: String| figure_row_ui(ui, label, as_known(totals, figure));
    figure("Parameters", thousands(totals.params.total()));
    figure("Trainable", thousands(totals.params.trainable));
    figure("Not trainable", thousands(totals.params.non_trainable));
    figure("Multiply-adds", magnitude(totals.macs));
    figure("Activation memory", bytes(totals.activation_bytes))
        .on_hover_text("Of one picture, in float32");
}

/// The network's name, as it stands in the title and in exported code.
fn name_ui(ui: &mut egui::Ui, draft: &mut Draft, state: State<'_>, commands: &mut Commands) {
    let help = "The network's name, as in the title and in exported code";
    let outcome = form_row_ui(ui, "Name", help, |ui, label| {
        let field = Field {
            id: Id::unique("network name"),
            kind: FieldKind::Words,
            text: state.document.name(),
            hint: "",
            parse: &|text: &str| match text.trim() {
                "" => Err("Expected a name of at least one character".to_owned()),
                name => Ok(name.to_owned()),
            },
            label,
            help: "",
        };
        receive_keyboard_for_name(ui.ctx(), field.id);
        draft.field_ui(ui, &field)
    });
    match outcome {
        Outcome::Quiet => {}
        Outcome::Changed(name) => commands.send(NetworkCommand::Rename(name)),
        Outcome::TakenBack => commands.send(NetworkCommand::TakeBackGesture),
        Outcome::Left => commands.send(NetworkCommand::EndGesture),
    }
}

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
use crate::text::say;
use crate::tr;
use egui::Id;

/// Paints the network's figures, or the way to begin one.
pub fn network_ui(ui: &mut egui::Ui, draft: &mut Draft, state: State<'_>, commands: &mut Commands) {
    let document = &state.document;
    if document.is_empty() {
        title_block_ui(ui, document.name(), say("empty-network"), None);
        widgets::muted_sentence_ui(ui, say("empty-network-hint"));
        ui.add_space(8.0);
        if ui.button(say("new-from-preset")).clicked() {
            commands.send(FileCommand::NewFromPreset);
        }
        return;
    }
    let inference = document.inference();
    let totals = &inference.totals;
    let title = title_block_ui(
        ui,
        document.name(),
        &tr!("network-of", layers = %counted(totals.layer_count, "layer")),
        None,
    );
    rename_by_title(&title, commands);
    widgets::muted_sentence_ui(ui, say("select-a-layer"));
    ui.add_space(8.0);
    name_ui(ui, draft, state, commands);
    divider_ui(ui);
    widgets::group_heading_ui(ui, say("shape-and-cost"));
    let ends = [
        (say("input"), inference.layers.first()),
        (say("output"), inference.layers.last()),
    ];
    for (label, layer) in ends {
        let shape = layer.and_then(|layer| layer.output_shape);
        figure_row_ui(
            ui,
            label,
            shape.map_or_else(|| tr!("unknown"), |shape| shape.to_string()),
        );
    }
    let mut figure =
        |label: &str, figure: String| figure_row_ui(ui, label, as_known(totals, figure));
    figure(say("parameters"), thousands(totals.params.total()));
    figure(say("trainable"), thousands(totals.params.trainable));
    figure(say("not-trainable"), thousands(totals.params.non_trainable));
    figure(say("multiply-adds"), magnitude(totals.macs));
    figure(say("activation-memory"), bytes(totals.activation_bytes))
        .on_hover_text(say("of-one-picture"));
}

/// The network's name, as it stands in the title and in exported code.
fn name_ui(ui: &mut egui::Ui, draft: &mut Draft, state: State<'_>, commands: &mut Commands) {
    let help = say("network-name-help");
    let outcome = form_row_ui(ui, say("name"), help, |ui, label| {
        let field = Field {
            id: Id::unique("network-name"),
            kind: FieldKind::Words,
            text: state.document.name(),
            hint: "",
            parse: &|text: &str| match text.trim() {
                "" => Err(tr!("expected-a-name")),
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

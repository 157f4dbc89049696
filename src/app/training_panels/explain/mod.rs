//! The Explain tab: why the network says what it says of the picture that is selected in Predict, and what its layers make
//! of it. Never computes; it asks.

mod controls;
mod heat;
mod maps;
mod of_data;

use super::parts;
use crate::app::command::{
    Commands, FileCommand, Panel, PanelCommand, PredictCommand, TrainCommand,
};
use crate::app::learning::{
    Content, Entry, Explaining, Pictures, Ready, Trained, WeightsState, class_words,
};
use crate::app::look::size;
use crate::app::widgets;
use crate::engine::explain::Content as Found;
use crate::text::say;
use crate::tr;
use egui::{Frame, Ui};
use std::collections::BTreeMap;

/// What the tab shows.
pub struct ExplainView<'a> {
    pub pictures: &'a Pictures,
    /// The network that is asked.
    pub trained: Option<&'a Trained>,
    /// What its classes are called.
    pub classes: &'a [String],
    /// What those of its layers are called now that were renamed since it was trained.
    pub renamed: &'a BTreeMap<String, String>,
    pub weights_state: WeightsState,
}

/// Paints the Explain tab.
pub fn explain_ui(
    ui: &mut Ui,
    explaining: &mut Explaining,
    view: &ExplainView<'_>,
    commands: &mut Commands,
) {
    Frame::new()
        .inner_margin(size::page_margin(8, 4))
        .show(ui, |ui| match (view.trained, view.pictures.selected()) {
            (None, _) => nobody_ui(ui, view.weights_state, commands),
            (Some(_), None) => no_picture_ui(ui, commands),
            (Some(trained), Some(entry)) => {
                controls::controls_ui(ui, explaining, view, trained);
                ui.add_space(size::UNIT);
                entry_ui(ui, explaining, view, entry);
            }
        });
}

/// There is no network to ask; what can be done about it is offered.
fn nobody_ui(ui: &mut Ui, weights_state: WeightsState, commands: &mut Commands) {
    let words = match weights_state {
        WeightsState::NoNetwork => say("no-network-yet"),
        WeightsState::Changed => say("nobody-to-ask"),
        WeightsState::Training => say("explain-after-training"),
        WeightsState::Untrained | WeightsState::Ready => say("nothing-learned-yet"),
    };
    let words = widgets::sentence(words);
    parts::empty_ui(ui, say("explain-title"), &words, |ui| match weights_state {
        WeightsState::NoNetwork => {
            if parts::main_button_ui(ui, say("new-from-preset")).clicked() {
                commands.send(FileCommand::NewFromPreset);
            }
        }
        WeightsState::Untrained => {
            if parts::main_button_ui(ui, say("train-first")).clicked() {
                commands.send(TrainCommand::Train);
            }
        }
        WeightsState::Changed | WeightsState::Training | WeightsState::Ready => {}
    });
}

fn no_picture_ui(ui: &mut Ui, commands: &mut Commands) {
    let words = say("explain-choose-picture");
    parts::empty_ui(ui, say("explain-title"), words, |ui| {
        if parts::main_button_ui(ui, say("open-pictures")).clicked() {
            commands.send(PredictCommand::OpenPictures);
        }
        let choose = ui.button(say("explain-choose-in-predict"));
        if choose
            .on_hover_text(say("explain-choose-in-predict-help"))
            .clicked()
        {
            commands.send(PanelCommand::Show(Panel::Predict));
        }
    });
}

fn entry_ui(ui: &mut Ui, explaining: &Explaining, view: &ExplainView<'_>, entry: &Entry) {
    match &entry.content {
        Content::Reading => {
            widgets::muted_ui(ui, tr!("reading-picture", name = &entry.name));
        }
        Content::Failed(fault) => parts::fault_ui(ui, &fault.to_string()),
        Content::Ready(ready) => ready_ui(ui, explaining, view, ready),
    }
}

fn ready_ui(ui: &mut Ui, explaining: &Explaining, view: &ExplainView<'_>, ready: &Ready) {
    match explaining.answer() {
        None => {
            widgets::muted_sentence_ui(ui, say("explain-working"));
        }
        Some(Err(fault)) => parts::fault_ui(ui, &widgets::sentence(&fault.to_string())),
        Some(Ok(shown)) => match &shown.explanation.content {
            Found::Heat { .. } => heat::heat_ui(ui, explaining, shown, ready, view),
            Found::Maps(maps) => maps::maps_ui(ui, shown, maps, view),
            Found::OfData(found) => of_data::of_data_ui(ui, shown, found, view),
        },
    }
}

impl ExplainView<'_> {
    /// What a class is called.
    fn class(&self, index: usize) -> String {
        class_words(self.classes, index)
    }

    /// What a layer is called now, which may have been renamed since it was trained.
    fn layer<'a>(&'a self, trained: &'a str) -> &'a str {
        self.renamed.get(trained).map_or(trained, String::as_str)
    }
}

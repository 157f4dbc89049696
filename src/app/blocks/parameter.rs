//! A setting inside of a block becomes a parameter: the dialog that asks which one and what it is called, and the
//! menu of a field in the inspector that leads there.

use super::dialog::{answer_ui, entered, line_ui};
use crate::app::command::{BlockDialog, Candidate, Commands, Overlay, WindowCommand};
use crate::app::look::{Theme, fonts, size};
use crate::app::state::State;
use crate::app::widgets;
use crate::graph::edit::{parameterize, plain_settings};
use crate::graph::{Graph, Place};
use crate::layer::Value;
use crate::text::say;
use crate::tr;
use egui::{RichText, ScrollArea, Sense, Ui};

/// What the dialog keeps while it is open.
#[derive(Debug, Default)]
pub(super) struct ParameterDialog {
    draft: Option<Draft>,
}

#[derive(Debug)]
struct Draft {
    key: String,
    name: String,
    fault: Option<String>,
}

impl ParameterDialog {
    /// Paints the dialog.
    pub fn ui(
        &mut self,
        ui: &mut Ui,
        candidate: &Candidate,
        state: State<'_>,
        commands: &mut Commands,
    ) {
        let graph = state.document.graph();
        let Candidate { block, node, key } = candidate;
        let settings = plain_settings(graph, &Place::Block(block.clone()), *node);
        let is_new = self.draft.is_none();
        let first = || settings.first().map(|(key, _)| key.as_str());
        let key = key.as_deref().or_else(first).unwrap_or_default();
        let draft = self.draft.get_or_insert_with(|| Draft {
            key: key.to_owned(),
            name: key.to_owned(),
            fault: None,
        });
        widgets::dialog_title_ui(ui, say("turn-setting-into-parameter"), 380.0);
        ui.label(tr!("each-instance-can-set", block = block));
        ui.add_space(size::UNIT);
        draft.settings_ui(ui, &settings);
        ui.add_space(size::UNIT);
        let response = line_ui(ui, say("name-of-parameter"), &mut draft.name, is_new);
        if response.changed() {
            draft.fault = None;
        }
        let agreed = entered(ui, &response);
        if answer_ui(
            ui,
            say("turn-into-parameter"),
            draft.fault.as_deref(),
            commands,
        ) || agreed
        {
            draft.agree(graph, candidate, commands);
        }
    }
}

impl Draft {
    /// One line for each setting that could be it.
    fn settings_ui(&mut self, ui: &mut Ui, settings: &[(String, Value)]) {
        let room = widgets::dialog_room(ui).min(220.0);
        ScrollArea::vertical().max_height(room).show(ui, |ui| {
            for (key, value) in settings {
                let is_chosen = self.key == *key;
                ui.horizontal(|ui| {
                    if ui.radio(is_chosen, key).clicked() {
                        (self.key, self.name) = (key.clone(), key.clone());
                        self.fault = None;
                    }
                    let value = RichText::new(value.to_string()).font(fonts::mono());
                    ui.label(value.color(Theme::of(ui).muted));
                });
            }
            if settings.is_empty() {
                widgets::muted_ui(ui, say("every-setting-follows"));
            }
        });
    }

    fn agree(&mut self, graph: &Graph, candidate: &Candidate, commands: &mut Commands) {
        let setting = (candidate.node, self.key.as_str());
        match parameterize(graph, &candidate.block, setting, Some(self.name.trim())) {
            Ok(edit) => {
                commands.send(WindowCommand::CloseOverlay);
                commands.send(edit);
            }
            Err(refusal) => self.fault = Some(widgets::sentence(&refusal.to_string())),
        }
    }
}

/// Lets a right click on the name of a field offer to turn its setting into a parameter.
pub(in crate::app) fn parameter_menu(
    label: &egui::Response,
    candidate: Candidate,
    commands: &mut Commands,
) {
    let label = label.interact(Sense::click());
    label.context_menu(|ui| parameter_line_ui(ui, candidate, commands));
}

/// The line of a menu that asks to turn the setting of `candidate` into a parameter.
pub(in crate::app) fn parameter_line_ui(
    ui: &mut Ui,
    candidate: Candidate,
    commands: &mut Commands,
) {
    if ui.button(say("turn-into-parameter-open")).clicked() {
        let dialog = BlockDialog::Parameterize(candidate);
        commands.send(WindowCommand::Show(Overlay::Block(dialog)));
    }
}

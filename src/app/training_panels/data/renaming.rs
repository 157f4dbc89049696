//! A field in the place of a class's name.

use crate::app::command::{Command, NetworkCommand, SettingsChange, WindowCommand};
use crate::app::learning::LoadedData;
use crate::app::widgets;
use crate::message;
use crate::project::TrainingSettings;
use crate::text::say;
use egui::{Id, Key, Rect, TextEdit, Ui};

/// A name that is being typed.
#[derive(Debug)]
pub struct Renaming {
    /// What the data itself calls the class.
    own: String,
    text: String,
    is_new: bool,
}

/// How far the typing is.
pub enum Typing {
    /// The field has the keyboard.
    GoesOn,
    /// It was left.
    Over {
        /// Whether the name is meant; Escape takes it back.
        is_taken: bool,
    },
}

impl Renaming {
    /// Begins with the name that the class at `index` has.
    pub fn of(data: &LoadedData, index: usize) -> Option<Self> {
        Some(Self {
            own: data.train.own_classes().get(index)?.clone(),
            text: data.train.classes().get(index)?.clone(),
            is_new: true,
        })
    }

    /// Whether it is about the class at `index`.
    pub fn is_of(&self, data: &LoadedData, index: usize) -> bool {
        data.train.own_classes().get(index) == Some(&self.own)
    }

    /// Paints the field.
    pub fn ui(&mut self, ui: &mut Ui, rect: Rect) -> Typing {
        let id = Id::unique("class name");
        let edit = TextEdit::singleline(&mut self.text)
            .id(id)
            .margin(egui::Margin::symmetric(4, 2));
        let response = ui.put(rect, edit);
        widgets::name(&response, say("new-class-name"));
        if std::mem::take(&mut self.is_new) {
            response.request_focus();
            widgets::select_all(ui, id, &self.text);
            return Typing::GoesOn;
        }
        if response.has_focus() {
            return Typing::GoesOn;
        }
        Typing::Over {
            is_taken: !ui.input(|input| input.key_pressed(Key::Escape)),
        }
    }

    /// What gives the class its new name, or says why it cannot have it. An empty name is the data's own again.
    pub fn command(self, data: &LoadedData, settings: &TrainingSettings) -> Command {
        let name = self.text.trim().to_owned();
        let name = if name.is_empty() {
            self.own.clone()
        } else {
            name
        };
        let others = data.train.classes().iter().zip(data.train.own_classes());
        let is_taken = others
            .filter(|(_, own)| **own != self.own)
            .any(|(other, own)| *other == name || *own == name);
        if is_taken {
            let taken = message!("class-name-taken", name = &name);
            return Command::Window(WindowCommand::Complain(taken));
        }
        let mut class_names = settings.class_names.clone();
        let is_usual = data.taken.names.get(&self.own).unwrap_or(&self.own) == &name;
        if is_usual {
            class_names.remove(&self.own);
        } else {
            class_names.insert(self.own.clone(), name.clone());
        }
        let label = message!("call-class", class = &self.own, name = &name);
        let settings = TrainingSettings {
            class_names,
            ..settings.clone()
        };
        Command::Network(NetworkCommand::ChangeSettings(SettingsChange::new(
            label, settings,
        )))
    }
}

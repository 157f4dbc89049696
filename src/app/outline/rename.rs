//! A field in the place of a row's name.

use super::tree::Target;
use crate::app::command::{Command, Commands};
use crate::app::state::{Document, State};
use crate::app::widgets;
use crate::graph::edit::NoteChange;
use crate::graph::{Edit, NoteKind};
use egui::{Id, Key, Rect, TextEdit, Ui};

/// A name that is being typed.
#[derive(Debug)]
pub struct Renaming {
    /// Whose.
    pub target: Target,
    text: String,
    is_new: bool,
}

/// How the typing ended.
pub struct Outcome {
    /// Whether the row gets the keyboard back; not where the user clicked elsewhere. The field may also have lost it
    /// while another tab hid the outline.
    pub gives_back: bool,
}

impl Renaming {
    /// Begins with the name that `target` has in the network's own words: inside a block it may hold parameters.
    pub fn of(target: &Target, state: &State) -> Option<Self> {
        let text = match target {
            Target::Network => state.document.name().to_owned(),
            Target::Node(path) => state.document.graph().node(path)?.name.clone(),
            // A comment has more than one line: its place is the inspector.
            Target::Note(path) => {
                let (_, note) = path.locate(state.document.graph())?;
                (note.kind == NoteKind::Frame).then(|| note.text.clone())?
            }
        };
        Some(Self {
            target: target.clone(),
            text,
            is_new: true,
        })
    }

    /// Paints the field; answers when it is left, and sends the name unless Escape took it back.
    pub fn ui(
        &mut self,
        ui: &mut Ui,
        rect: Rect,
        document: &Document,
        commands: &mut Commands,
    ) -> Option<Outcome> {
        let id = Id::unique("outline name");
        let edit = TextEdit::singleline(&mut self.text)
            .id(id)
            .margin(egui::Margin::symmetric(4, 2));
        let response = ui.put(rect.shrink2(egui::vec2(0.0, 1.0)), edit);
        widgets::name(&response, "New name");
        if std::mem::take(&mut self.is_new) {
            response.request_focus();
            widgets::select_all(ui, id, &self.text);
            return None;
        }
        if response.has_focus() {
            return None;
        }
        let (is_escape, is_enter) = ui.input(|input| {
            (
                input.key_pressed(Key::Escape),
                input.key_pressed(Key::Enter),
            )
        });
        if !is_escape && let Some(command) = self.command(document) {
            commands.send(command);
        }
        Some(Outcome {
            gives_back: is_escape || is_enter || !response.lost_focus(),
        })
    }

    /// What gives the new name; `None` where it is the old one.
    fn command(&self, document: &Document) -> Option<Command> {
        let name = self.text.trim().to_owned();
        match &self.target {
            Target::Network => (name != document.name() && !name.is_empty())
                .then_some(Command::RenameProject(name)),
            Target::Node(path) => {
                let (place, node) = document.graph().locate(path)?;
                let is_new = document.graph().node(path)?.name != name;
                is_new.then(|| Command::Edit(Edit::Rename { place, node, name }))
            }
            Target::Note(path) => {
                let (place, note) = path.locate(document.graph())?;
                (note.text != name).then(|| {
                    Command::Edit(Edit::ChangeNote {
                        place,
                        note: path.id,
                        change: NoteChange::Text(name),
                    })
                })
            }
        }
    }
}

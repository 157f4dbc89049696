//! A field in the place of a name, wherever that stands: Enter and leaving it hand the name in, Escape gives it up. Never
//! decides what opens it.

use super::document::Document;
use super::state::State;
use super::widgets;
use crate::app::command::{Command, Commands, NetworkCommand, NotePath};
use crate::graph::edit::NoteChange;
use crate::graph::{Edit, NodePath, NoteKind};
use crate::text::say;
use egui::{Id, Key, Rect, TextEdit, Ui};

/// What has a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Named {
    /// The network in front.
    Network,
    /// A layer, a block, or an end of a block's body.
    Node(NodePath),
    /// A frame.
    Note(NotePath),
}

/// A name that is being typed.
#[derive(Debug)]
pub struct Renaming {
    /// Whose.
    pub named: Named,
    /// The panel that shows it: a name may stand in several.
    panel: &'static str,
    text: String,
    is_new: bool,
}

/// How the typing ended.
pub struct Typed {
    /// Whether the one that was renamed gets the keyboard back; not where the user clicked elsewhere. The field may also
    /// have lost it while another tab hid its panel.
    pub gives_back: bool,
    /// Whether another name was handed in.
    pub is_changed: bool,
}

impl Renaming {
    /// Begins with the name that `named` has in the network's own words: inside a block it may hold parameters.
    pub fn of(named: Named, panel: &'static str, state: State<'_>) -> Option<Self> {
        let text = match &named {
            Named::Network => state.document.name().to_owned(),
            Named::Node(path) => state.document.graph().node(path)?.name.clone(),
            // A comment has more than one line: its place is the inspector.
            Named::Note(path) => {
                let (_, note) = path.locate(state.document.graph())?;
                (note.kind == NoteKind::Frame).then(|| note.text.clone())?
            }
        };
        Some(Self {
            named,
            panel,
            text,
            is_new: true,
        })
    }

    /// Whether it is `panel` that shows the field.
    pub fn is_in(&self, panel: &str) -> bool {
        self.panel == panel
    }

    /// Paints the field; answers when it is left, and sends the name unless Escape took it back.
    pub fn ui(
        &mut self,
        ui: &mut Ui,
        rect: Rect,
        document: &Document,
        commands: &mut Commands,
    ) -> Option<Typed> {
        let id = Id::unique(("new-name", self.panel));
        let edit = TextEdit::singleline(&mut self.text)
            .id(id)
            .margin(egui::Margin::symmetric(4, 2));
        let response = ui.put(rect.shrink2(egui::vec2(0.0, 1.0)), edit);
        widgets::name(&response, say("new-name"));
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
        let command = self.command(document).filter(|_| !is_escape);
        let is_changed = command.is_some();
        if let Some(command) = command {
            commands.send(command);
            commands.send(NetworkCommand::EndGesture);
        }
        Some(Typed {
            is_changed,
            gives_back: is_escape || is_enter || !response.lost_focus(),
        })
    }

    /// What gives the new name; `None` where it is the old one.
    fn command(&self, document: &Document) -> Option<Command> {
        let name = self.text.trim().to_owned();
        match &self.named {
            Named::Network => (name != document.name() && !name.is_empty())
                .then_some(Command::Network(NetworkCommand::Rename(name))),
            Named::Node(path) => {
                let (place, node) = document.graph().locate(path)?;
                let is_new = document.graph().node(path)?.name != name;
                is_new.then(|| {
                    Command::Network(NetworkCommand::Edit(Edit::Rename { place, node, name }))
                })
            }
            Named::Note(path) => {
                let (place, note) = path.locate(document.graph())?;
                (note.text != name).then(|| {
                    Command::Network(NetworkCommand::Edit(Edit::ChangeNote {
                        place,
                        note: path.id,
                        change: NoteChange::Text(name),
                    }))
                })
            }
        }
    }
}

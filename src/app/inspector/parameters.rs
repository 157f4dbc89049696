//! The parameters of the block whose inside is open: what they are called, what they are where an instance says nothing,
//! in which order they stand. Everything that refers to one follows.

use super::arguments::kind_of;
use super::field::{Draft, Field, FieldKind, Outcome};
use crate::app::command::{Commands, NetworkCommand};
use crate::app::look::icon::Icon;
use crate::app::look::size;
use crate::app::widgets;
use crate::graph::edit::{ParameterChange, value_put_back};
use crate::graph::{BlockDefinition, Edit, Graph, Parameter, apply};
use crate::layer::Value;
use crate::layer::value_text::{argument_from_text, to_text};
use crate::text::say;
use crate::tr;
use egui::{Id, Rect, Response, Role, Sense, Ui, WidgetInfo, vec2};

/// What the three buttons of a row take, in points.
const BUTTONS_WIDTH: f32 = 84.0;
/// How much of the rest of a row the name takes.
const NAME_SHARE: f32 = 0.55;

/// A parameter in its list.
struct ParameterRow<'a> {
    graph: &'a Graph,
    block: &'a str,
    parameter: &'a Parameter,
    index: usize,
    count: usize,
}

/// Paints one row for each parameter of `block`.
pub fn parameters_ui(
    ui: &mut Ui,
    draft: &mut Draft,
    (graph, block): (&Graph, &str),
    definition: &BlockDefinition,
    commands: &mut Commands,
) {
    widgets::group_heading_ui(ui, say("parameters-and-defaults"));
    if definition.parameters.is_empty() {
        widgets::muted_sentence_ui(ui, say("no-parameters-yet"));
    }
    for (index, parameter) in definition.parameters.iter().enumerate() {
        let row = ParameterRow {
            graph,
            block,
            parameter,
            index,
            count: definition.parameters.len(),
        };
        row.ui(ui, draft, commands);
    }
    ui.add_space(size::UNIT);
}

impl ParameterRow<'_> {
    fn ui(&self, ui: &mut Ui, draft: &mut Draft, commands: &mut Commands) {
        let fields = ui.available_width() - BUTTONS_WIDTH;
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = 4.0;
            let room = vec2((fields * NAME_SHARE).floor(), size::ROW_HEIGHT);
            ui.vertical(|ui| {
                ui.set_width(room.x);
                let outcome = self.name_ui(ui, draft);
                self.send(outcome, "name", commands);
            });
            ui.vertical(|ui| {
                ui.set_width(fields - room.x - 8.0);
                let outcome = self.default_ui(ui, draft);
                self.send(outcome, "default", commands);
            });
            self.buttons_ui(ui, commands);
        });
    }

    fn name_ui(&self, ui: &mut Ui, draft: &mut Draft) -> Outcome<Edit> {
        let name = &self.parameter.name;
        let field = Field {
            id: self.id("name"),
            kind: FieldKind::Words,
            text: name,
            hint: "",
            parse: &|text: &str| self.checked(ParameterChange::Name(text.to_owned())),
            label: &spoken_label(ui, &tr!("parameter-name", number = %self.index + 1)),
            help: say("parameter-name-help"),
        };
        draft.field_ui(ui, &field)
    }

    fn default_ui(&self, ui: &mut Ui, draft: &mut Draft) -> Outcome<Edit> {
        let default = &self.parameter.default;
        let field = Field {
            id: self.id("default"),
            kind: kind_of(default),
            text: &to_text(default),
            hint: "",
            parse: &|text: &str| {
                let value = argument_from_text(text, default, false)?;
                self.checked(ParameterChange::Default(value))
            },
            label: &spoken_label(ui, &tr!("parameter-default", name = %self.parameter.name)),
            help: say("parameter-default-help"),
        };
        draft.field_ui(ui, &field)
    }

    fn buttons_ui(&self, ui: &mut Ui, commands: &mut Commands) {
        let name = &self.parameter.name;
        let mut button = |icon, words: String, is_on: bool, change: Option<ParameterChange>| {
            ui.add_enabled_ui(is_on, |ui| {
                if widgets::icon_button_ui(ui, icon, &words).clicked()
                    && let Some(change) = change
                {
                    commands.send(self.edit(change));
                }
            });
        };
        let up = self.index.checked_sub(1).map(ParameterChange::Place);
        let down = ParameterChange::Place(self.index + 1);
        let is_last = self.index + 1 == self.count;
        button(
            Icon::ArrowUp,
            tr!("move-up", name = %name),
            up.is_some(),
            up,
        );
        button(
            Icon::ArrowDown,
            tr!("move-down", name = %name),
            !is_last,
            Some(down),
        );
        button(
            Icon::Cross,
            self.words_of_removal(),
            true,
            Some(ParameterChange::Remove),
        );
    }

    /// What taking the parameter away does: "Remove s: 2 is put back into the block".
    fn words_of_removal(&self) -> String {
        let name = &self.parameter.name;
        let found = value_put_back(self.graph, self.block, name);
        let (value, differs) = found.unwrap_or((Value::from(""), false));
        let value = to_text(&value);
        if differs {
            tr!("remove-parameter-all", name = %name, value = %value)
        } else {
            tr!("remove-parameter", name = %name, value = %value)
        }
    }

    fn edit(&self, change: ParameterChange) -> Edit {
        Edit::ChangeParameter {
            block: self.block.to_owned(),
            parameter: self.parameter.name.clone(),
            change,
        }
    }

    /// The edit, where the network accepts it.
    fn checked(&self, change: ParameterChange) -> Result<Edit, String> {
        let edit = self.edit(change);
        match apply(self.graph, &edit) {
            Ok(_) => Ok(edit),
            Err(refusal) => Err(widgets::sentence(&refusal.to_string())),
        }
    }

    /// Rows are known by their place: a name changes while it is typed.
    fn id(&self, what: &str) -> Id {
        Id::unique(("parameter", what, self.block, self.index))
    }

    fn send(&self, outcome: Outcome<Edit>, what: &str, commands: &mut Commands) {
        match outcome {
            Outcome::Quiet => {}
            Outcome::TakenBack => commands.send(NetworkCommand::TakeBackGesture),
            Outcome::Left => commands.send(NetworkCommand::EndGesture),
            Outcome::Changed(edit) => {
                let gesture = format!("{what}-{}-{}", self.index, self.block);
                commands.send(NetworkCommand::Gesture(gesture, edit));
            }
        }
    }
}

/// A label for those who hear the window; the row shows what it is about by its heading.
fn spoken_label(ui: &Ui, words: &str) -> Response {
    let id = ui.scope_id().with(words);
    let label = ui.interact(Rect::NOTHING, id, Sense::hover());
    label.widget_info(|| WidgetInfo::labeled(Role::Label, true, words));
    label
}

//! The dialog that makes a block: its name, what each use of it can set, and whether repeats become instances too.

use super::chosen::{Chosen, chosen};
use super::dialog::{answer_ui, entered, line_ui};
use super::row::{BlockRow, parameters};
use crate::app::command::{Commands, Selection, WindowCommand};
use crate::app::look::size;
use crate::app::state::State;
use crate::app::widgets;
use crate::graph::edit::{NewParameter, repeat_count, suggest_block};
use crate::graph::{Body, Edit, Graph, apply, unique_name};
use crate::text::say;
use crate::{message, tr};
use egui::{ScrollArea, Ui};
use std::collections::BTreeSet;

/// What the dialog keeps while it is open.
#[derive(Debug, Default)]
pub(super) struct MakeDialog {
    draft: Option<Draft>,
}

#[derive(Debug)]
struct Draft {
    chosen: Chosen,
    name: String,
    rows: Vec<BlockRow>,
    /// How many other places are wired alike.
    alike_count: usize,
    /// For these parameters, so many of them can be replaced.
    counted: (Vec<NewParameter>, usize),
    replaces_repeats: bool,
    fault: Option<String>,
}

impl MakeDialog {
    /// Paints the dialog.
    pub fn ui(&mut self, ui: &mut Ui, state: State<'_>, commands: &mut Commands) {
        let is_new = self.draft.is_none();
        if is_new {
            self.draft = Draft::new(state);
        }
        match &mut self.draft {
            Some(draft) => draft.ui(ui, is_new, state, commands),
            None => commands.send(WindowCommand::CloseOverlay),
        }
    }
}

impl Draft {
    /// What is suggested for the selected layers; `None` where they cannot be a block.
    fn new(state: State<'_>) -> Option<Self> {
        let graph = state.document.graph();
        let chosen = chosen(state.document)?;
        let body = graph.body_of(&chosen.place)?;
        let found = suggest_block(graph, &chosen.place, &chosen.nodes).ok()?;
        let needed = found.parameters.iter().cloned();
        let needed = needed.map(|parameter| BlockRow::of_parameter(graph, body, parameter));
        let others = found.others.into_iter();
        let others = others.map(|setting| BlockRow::new(graph, body, vec![setting]));
        let alike_count = found.use_count.saturating_sub(1);
        Some(Self {
            rows: needed.chain(others).collect(),
            name: found.name,
            counted: (found.parameters, alike_count),
            alike_count,
            replaces_repeats: alike_count > 0,
            chosen,
            fault: None,
        })
    }

    fn ui(&mut self, ui: &mut Ui, is_new: bool, state: State<'_>, commands: &mut Commands) {
        widgets::set_dialog_width(ui, 560.0);
        let title = tr!("make-block-of", count = self.chosen.nodes.len());
        widgets::title_ui(ui, &title);
        ui.add_space(size::UNIT);
        let response = line_ui(ui, say("block-name"), &mut self.name, is_new);
        if response.changed() {
            self.fault = None;
        }
        let agreed = entered(ui, &response);
        ui.add_space(size::UNIT);
        widgets::group_heading_ui(ui, say("block-parameters"));
        ui.label(say("block-parameters-help"));
        ui.add_space(4.0);
        self.rows_ui(ui);
        self.repeats_ui(ui, state.document.graph());
        if answer_ui(ui, say("make-block"), self.fault.as_deref(), commands) || agreed {
            self.agree(state.document.graph(), commands);
        }
    }

    fn rows_ui(&mut self, ui: &mut Ui) {
        const ABOVE_AND_BELOW: f32 = 130.0;
        let room = (widgets::dialog_room(ui) - ABOVE_AND_BELOW).clamp(100.0, 300.0);
        let mut turned_on = None;
        let mut is_changed = false;
        let list = ScrollArea::vertical()
            .max_height(room)
            .auto_shrink([false, true]);
        list.show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 2.0;
            let mut group = None;
            for (index, row) in self.rows.iter_mut().enumerate() {
                let is_next = group.replace(row.differs) != Some(row.differs);
                if is_next && self.alike_count > 0 {
                    widgets::muted_ui(ui, group_words(row.differs));
                }
                let was_on = row.is_on;
                is_changed |= row.ui(ui);
                if row.is_on && !was_on && row.name.is_empty() {
                    turned_on = Some(index);
                }
            }
        });
        if let Some(index) = turned_on {
            self.name_row(index);
        }
        if is_changed {
            self.fault = None;
        }
    }

    /// Calls the parameter of a line like its setting, and like no other parameter.
    fn name_row(&mut self, index: usize) {
        let others = self.rows.iter().filter(|row| row.is_on);
        let taken: BTreeSet<&str> = others.map(|row| row.name.as_str()).collect();
        self.rows[index].name = unique_name(self.rows[index].key(), &taken);
    }

    /// Whether places that are wired alike become instances too, and how many of them can.
    fn repeats_ui(&mut self, ui: &mut Ui, graph: &Graph) {
        if self.alike_count == 0 {
            return;
        }
        if let Ok(parameters) = parameters(&self.rows)
            && parameters != self.counted.0
        {
            let Chosen { place, nodes, .. } = &self.chosen;
            let count = repeat_count(graph, place, nodes, &parameters);
            self.counted = (parameters, count);
        }
        ui.add_space(size::UNIT);
        let count = self.counted.1;
        let words = repeat_words(count, self.alike_count);
        ui.add_enabled_ui(count > 0, |ui| {
            let mut is_on = self.replaces_repeats && count > 0;
            if ui.checkbox(&mut is_on, words).changed() {
                self.replaces_repeats = is_on;
            }
        });
    }

    /// Makes the block and selects what stands for the chosen layers; the first new node does.
    fn send(&self, edit: Edit, graph: &Graph, commands: &mut Commands) {
        let instance = graph.body_of(&self.chosen.place).map(Body::free_id);
        commands.send(edit);
        let path = instance.map(|id| self.chosen.body.child(id));
        commands.send(path.into_iter().collect::<Selection>());
        let others = self.counted.1;
        if self.replaces_repeats && others > 0 {
            let name = self.name.trim();
            let told = message!("block-is-used", name = name, count = others + 1);
            commands.send(WindowCommand::Tell(told));
        }
    }

    fn agree(&mut self, graph: &Graph, commands: &mut Commands) {
        let edit = parameters(&self.rows).map(|parameters| Edit::MakeBlock {
            place: self.chosen.place.clone(),
            nodes: self.chosen.nodes.clone(),
            name: self.name.trim().to_owned(),
            parameters,
            with_repeats: self.replaces_repeats,
        });
        let checked = edit.and_then(|edit| match apply(graph, &edit) {
            Ok(_) => Ok(edit),
            Err(refusal) => Err(refusal.to_string()),
        });
        match checked {
            Ok(edit) => {
                commands.send(WindowCommand::CloseOverlay);
                self.send(edit, graph, commands);
            }
            Err(fault) => self.fault = Some(widgets::sentence(&fault)),
        }
    }
}

/// What stands above the lines that differ between places that are wired alike, and above all others.
fn group_words(differs: bool) -> &'static str {
    if differs {
        say("differ-between-places")
    } else {
        say("equal-in-all")
    }
}

/// "Replace the 3 other places that are wired alike, too".
fn repeat_words(count: usize, alike_count: usize) -> String {
    match (count, alike_count) {
        (1, 1) => tr!("replace-other-place"),
        (0, 1) => tr!("other-place-differs"),
        (0, alike) => tr!("other-places-differ", alike = alike),
        (count, alike) if count == alike => tr!("replace-other-places", alike = alike),
        (count, alike) => tr!("replace-some-places", count = count, alike = alike),
    }
}

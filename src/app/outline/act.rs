//! What follows from keys, clicks and what assistive tools ask for.

use super::keys::{Hold, KeyRequest, RowStep};
use super::row::Touch;
use super::tree::OutlineTarget;
use super::{Outline, ROW_HEIGHT};
use crate::app::command::{
    CanvasCommand, Commands, Overlay, Selection, ViewCommand, WindowCommand,
};
use crate::app::rename::Renaming;
use crate::app::state::State;
use egui::{Modifiers, Pos2, Ui, pos2};

/// How far a menu that the keyboard opens stands from the left edge, in points.
const MENU_INDENT: f32 = 40.0;

impl Outline {
    /// Does what a key asks for.
    pub(super) fn do_by_key(
        &mut self,
        ui: &Ui,
        interaction: KeyRequest,
        state: State<'_>,
        commands: &mut Commands,
    ) {
        match interaction {
            KeyRequest::Go(step, hold) => self.step(step, hold, commands),
            KeyRequest::In => self.go_in(state, commands),
            KeyRequest::Out => self.go_out(state, commands),
            KeyRequest::Toggle => {
                let selection = self.active.toggled_in(&state.document.selection);
                self.select(selection, commands);
            }
            KeyRequest::Settings => {
                self.select_active(state, commands);
                commands.send(ViewCommand::EditSettings);
            }
            KeyRequest::Rename => self.rename(state, commands),
            KeyRequest::Add => {
                self.select_alone(commands);
                commands.send(WindowCommand::Show(Overlay::AddAfter));
            }
            KeyRequest::Connect => {
                self.select_alone(commands);
                commands.send(WindowCommand::Show(Overlay::ConnectTo));
            }
            KeyRequest::MoveAlong(way) => {
                self.select_active(state, commands);
                commands.send(CanvasCommand::MoveAlong(way));
            }
            KeyRequest::Menu => {
                let top = ui.available_rect_before_wrap().left_top();
                let below = (self.index + 1) as f32 * ROW_HEIGHT - self.offset;
                let at = pos2(top.x + MENU_INDENT, top.y + below);
                self.open_menu(at, state, commands);
            }
        }
        self.focus.give(ui, self.active.id());
    }

    /// Does what was done to the row at `index`.
    pub(super) fn do_by_touch(
        &mut self,
        ui: &Ui,
        index: usize,
        touch: Touch,
        state: State<'_>,
        commands: &mut Commands,
    ) {
        let Some(row) = self.tree.rows.get(index).cloned() else {
            return;
        };
        self.go_to(row.target.clone());
        self.focus.give(ui, row.target.id());
        match touch {
            Touch::Click(Modifiers { shift: true, .. }) => self.extend(commands),
            Touch::Click(Modifiers { command: true, .. }) => {
                let selection = row.target.toggled_in(&state.document.selection);
                self.anchor = row.target;
                self.select(selection, commands);
            }
            Touch::Click(_) => self.select_alone(commands),
            Touch::DoubleClick => self.rename(state, commands),
            Touch::Fold => {
                if let Some(is_open) = row.is_open {
                    self.tree.set_open(&row.target, !is_open);
                }
            }
            Touch::Menu => {
                let pointer = ui.input(|input| input.pointer.latest_pos());
                self.open_menu(pointer.unwrap_or_default(), state, commands);
            }
            Touch::Focus => {}
        }
    }

    /// Opens a field in the place of the active row's name; a comment is written in the inspector.
    fn rename(&mut self, state: State<'_>, commands: &mut Commands) {
        self.renaming = Renaming::of(self.active.named(), "outline", state);
        if self.renaming.is_none() {
            self.select_active(state, commands);
            commands.send(ViewCommand::EditSettings);
        }
    }

    fn step(&mut self, step: RowStep, hold: Hold, commands: &mut Commands) {
        let last = self.tree.rows.len().saturating_sub(1);
        let index = match step {
            RowStep::By(rows) => self.index.saturating_add_signed(rows).min(last),
            RowStep::First => 0,
            RowStep::Last => last,
        };
        let Some(row) = self.tree.rows.get(index) else {
            return;
        };
        self.go_to(row.target.clone());
        match hold {
            Hold::Select => self.select_alone(commands),
            Hold::Extend => self.extend(commands),
            Hold::Keep => {}
        }
    }

    /// Unfolds the active row, or goes to the first row inside.
    fn go_in(&mut self, state: State<'_>, commands: &mut Commands) {
        match self.tree.rows.get(self.index).and_then(|row| row.is_open) {
            Some(false) => {
                self.tree.set_open(&self.active.clone(), true);
                self.tree.refresh(state.document.graph());
            }
            Some(true) => self.step(RowStep::By(1), Hold::Select, commands),
            None => {}
        }
    }

    /// Folds the active row, or goes to the one that it is inside of.
    fn go_out(&mut self, state: State<'_>, commands: &mut Commands) {
        if self.tree.rows.get(self.index).and_then(|row| row.is_open) == Some(true) {
            self.tree.set_open(&self.active.clone(), false);
            self.tree.refresh(state.document.graph());
        } else if let Some(parent) = self.tree.parent_of(self.index) {
            self.go_to(self.tree.rows[parent].target.clone());
            self.select_alone(commands);
        }
    }

    fn select_alone(&mut self, commands: &mut Commands) {
        self.anchor = self.active.clone();
        let selection = self.active.alone();
        self.select(selection, commands);
    }

    /// Selects the active row where it is not among what is selected.
    fn select_active(&mut self, state: State<'_>, commands: &mut Commands) {
        if !self.active.is_selected(&state.document.selection) {
            self.select_alone(commands);
        }
    }

    /// Selects everything from where the selection began to the active row.
    fn extend(&mut self, commands: &mut Commands) {
        let from = self.tree.find(&self.anchor).unwrap_or(self.index);
        let range = from.min(self.index)..=from.max(self.index);
        let rows = self.tree.rows[range].iter();
        let selection = rows.fold(Selection::default(), |selection, row| {
            selection.united(&row.target.alone())
        });
        self.select(selection, commands);
    }

    /// Shows the menu of what is selected, the active row among it.
    fn open_menu(&mut self, at: Pos2, state: State<'_>, commands: &mut Commands) {
        self.select_active(state, commands);
        match &self.active {
            OutlineTarget::Network => {}
            OutlineTarget::Node(path) => commands.send(CanvasCommand::OpenMenu(path.clone(), at)),
            OutlineTarget::Note(path) => {
                commands.send(CanvasCommand::OpenNoteMenu(path.clone(), at));
            }
        }
    }
}

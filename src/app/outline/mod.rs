//! The network as a tree: its blocks and layers in the order in which data passes them, one row each. Every edit can
//! be done here by keyboard and by assistive tools. Never edits; sends commands.

mod act;
mod focus;
mod keys;
mod line;
mod row;
mod tree;

use egui::{Rect, ScrollArea, Ui, UiBuilder, pos2, vec2};

use self::focus::Focus;
use self::row::{RowState, Touch};
use self::tree::{OutlineTarget, Tree};
use super::look::size;
use super::rename::Renaming;
use super::state::State;
use super::widgets;
use crate::app::command::{CanvasCommand, Commands, EditCommand, Selection};
use crate::text::say;

/// A row, in points.
const ROW_HEIGHT: f32 = 24.0;

/// What the Outline tab keeps from frame to frame.
#[derive(Debug, Default)]
pub struct Outline {
    tree: Tree,
    /// The row that the arrows start from, and where it is in the tree.
    active: OutlineTarget,
    index: usize,
    /// Where a selection of several rows began.
    anchor: OutlineTarget,
    /// The selection that the tree has already gone to.
    seen: Selection,
    renaming: Option<Renaming>,
    focus: Focus,
    /// Whether the active row is to be brought into view.
    is_to_show: bool,
    /// How far the rows are scrolled, in points.
    offset: f32,
}

impl Outline {
    /// Paints the Outline tab.
    pub fn ui(&mut self, ui: &mut Ui, state: State<'_>, commands: &mut Commands) {
        self.take_up(state);
        self.follow(state, commands);
        let renaming = self.renaming.as_ref();
        self.is_to_show |= self.focus.keep(ui, self.active.id(), renaming, state);
        if self.focus.is_here && !self.focus.is_away {
            for interaction in keys::read(ui) {
                self.do_by_key(ui, interaction, state, commands);
            }
        }
        let tree = UiBuilder::new()
            .accessibility_role(egui::Role::Tree)
            .accessibility_label(say("outline-of-network"));
        ui.scope_builder(tree, |ui| {
            ui.ctx().accesskit_node_builder(ui.unique_id(), |node| {
                node.set_multiselectable();
                node.set_size_of_set(self.tree.rows.len());
            });
            let hint = size::UNIT * 3.0;
            let height = (ui.available_height() - hint).max(ROW_HEIGHT);
            self.rows_ui(ui, height, state, commands);
        });
        widgets::muted_ui(ui, say("keys-of-outline")).on_hover_ui(|ui| {
            ui.label(keys::help(state, ui.ctx()));
        });
    }

    fn rows_ui(&mut self, ui: &mut Ui, height: f32, state: State<'_>, commands: &mut Commands) {
        let mut area = ScrollArea::vertical().auto_shrink(false).max_height(height);
        let top = self.index as f32 * ROW_HEIGHT;
        if std::mem::take(&mut self.is_to_show)
            && let Some(offset) = self.offset_for(top, height)
        {
            area = area.vertical_scroll_offset(offset);
        }
        let shown = area.show_viewport(ui, |ui, viewport| {
            ui.set_height(self.tree.rows.len() as f32 * ROW_HEIGHT);
            let first = (viewport.top() / ROW_HEIGHT).floor().max(0.0) as usize;
            let last = (viewport.bottom() / ROW_HEIGHT).ceil() as usize;
            let mut visible: Vec<usize> = (first..last.min(self.tree.rows.len())).collect();
            // What has the keyboard must be there, or it would lose it.
            let renamed = self.renaming.as_ref();
            let renamed = renamed.and_then(|it| self.tree.find(&OutlineTarget::of(&it.named)));
            for index in renamed.into_iter().chain([self.index]) {
                if index < self.tree.rows.len() && !visible.contains(&index) {
                    visible.push(index);
                }
            }
            let corner = ui.max_rect().min;
            let touches: Vec<(usize, Touch)> = visible
                .into_iter()
                .filter_map(|index| {
                    let at = pos2(corner.x, corner.y + index as f32 * ROW_HEIGHT);
                    let rect = Rect::from_min_size(at, vec2(ui.available_width(), ROW_HEIGHT));
                    Some((index, self.row_ui(ui, index, rect, state, commands)?))
                })
                .collect();
            for (index, touch) in touches {
                self.do_by_touch(ui, index, touch, state, commands);
            }
        });
        self.offset = shown.state.clamped_offset().y;
    }

    /// How far to scroll so that the active row is in view; `None` where it is.
    fn offset_for(&self, top: f32, height: f32) -> Option<f32> {
        let below = top + ROW_HEIGHT - self.offset - height;
        if top < self.offset {
            Some(top)
        } else {
            (below > 0.0).then_some(self.offset + below)
        }
    }

    fn row_ui(
        &mut self,
        ui: &mut Ui,
        index: usize,
        rect: Rect,
        state: State<'_>,
        commands: &mut Commands,
    ) -> Option<Touch> {
        let row = &self.tree.rows[index];
        let line = line::line(&row.target, state);
        if let Some(renaming) = self
            .renaming
            .as_mut()
            .filter(|it| OutlineTarget::of(&it.named) == row.target)
        {
            let left = row::paint_marks(ui, rect, row, &line);
            let field = rect.with_min_x(left);
            if let Some(outcome) = renaming.ui(ui, field, state.document, commands) {
                self.focus.is_here = outcome.gives_back;
                self.renaming = None;
            }
            return None;
        }
        let row_state = RowState {
            is_selected: row.target.is_selected(&state.document.selection),
            is_active: index == self.index,
        };
        row::row_ui(ui, rect, row, &line, row_state)
    }

    /// Brings the rows up to date. Where another document has come to the front, the active row is the one that is
    /// selected there.
    fn take_up(&mut self, state: State<'_>) {
        let is_other = self.tree.turn_to(state.document.id());
        self.tree.refresh(state.document.graph());
        let is_gone = |it: &mut Renaming| self.tree.find(&OutlineTarget::of(&it.named)).is_none();
        self.renaming.take_if(|it| is_other || is_gone(it));
        if is_other {
            self.seen.clone_from(&state.document.selection);
            let selected = OutlineTarget::single_in(&state.document.selection);
            let shown = selected.filter(|target| self.tree.find(target).is_some());
            self.anchor = shown.clone().unwrap_or_default();
            self.go_to(shown.unwrap_or_default());
        }
    }

    /// Goes where the selection went, and stays near where a row was that is gone.
    fn follow(&mut self, state: State<'_>, commands: &mut Commands) {
        if state.document.selection != self.seen {
            self.seen.clone_from(&state.document.selection);
            if let Some(target) = OutlineTarget::single_in(&state.document.selection)
                && target != self.active
            {
                self.tree.unfold_around(&target);
                self.tree.refresh(state.document.graph());
                self.go_to(target.clone());
                self.anchor = target;
            }
        }
        match self.tree.find(&self.active) {
            Some(index) => self.index = index,
            None => {
                self.index = self.index.min(self.tree.rows.len().saturating_sub(1));
                let target = self.tree.rows[self.index].target.clone();
                if self.focus.is_here {
                    commands.send(target.alone());
                    self.seen = target.alone();
                }
                self.go_to(target.clone());
                self.anchor = target;
            }
        }
    }

    /// Makes `target` the active row.
    fn go_to(&mut self, target: OutlineTarget) {
        if let Some(index) = self.tree.find(&target) {
            self.index = index;
        }
        self.active = target;
        self.is_to_show = true;
    }

    /// Sends the selection that the tree has made itself.
    fn select(&mut self, selection: Selection, commands: &mut Commands) {
        self.seen.clone_from(&selection);
        commands.send(EditCommand::Select(selection));
        commands.send(CanvasCommand::ShowSelection);
    }
}

//! Everything about what is selected: name, settings, shapes, costs, problems. One generic form paints every
//! layer kind from the descriptions of its settings. Never calculates; inference did.

mod arguments;
mod computes;
mod cost;
mod dragging;
pub(in crate::app) mod field;
mod form;
mod header;
mod level;
mod network;
mod note;
mod parameters;
pub(in crate::app) mod row;
mod setting;
mod several;
mod trainable;

use super::blocks::whom_edits_concern;
use super::keyboard::{Region, take_keyboard};
use super::look::size;
use super::state::State;
use crate::app::command::{Commands, DocumentId};
use crate::graph::{Content, NodePath, Place};
use egui::{Frame, Margin, ScrollArea};
use field::Draft;

/// What the inspector keeps from frame to frame.
#[derive(Debug, Default)]
pub struct Inspector {
    draft: Draft,
    /// The document that the draft is for.
    document: DocumentId,
}

impl Inspector {
    /// Paints the inspector.
    pub fn ui(&mut self, ui: &mut egui::Ui, state: State<'_>, commands: &mut Commands) {
        if self.document != state.document.id() {
            *self = Self {
                draft: Draft::default(),
                document: state.document.id(),
            };
        }
        ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
            Frame::new()
                .inner_margin(Margin::same(size::PANEL_MARGIN as i8))
                .show(ui, |ui| {
                    ui.set_width(ui.available_width());
                    self.content_ui(ui, state, commands);
                });
        });
    }

    fn content_ui(&mut self, ui: &mut egui::Ui, state: State<'_>, commands: &mut Commands) {
        if let Some(path) = state.document.selection.single_note() {
            note::note_ui(ui, &mut self.draft, path, state, commands);
            return;
        }
        match (
            state.document.selection.single(),
            state.document.selection.len(),
        ) {
            (Some(path), _) => self.node_ui(ui, path, state, commands),
            (None, 0) if !state.document.level().0.is_empty() => {
                level::level_ui(ui, &mut self.draft, state, commands);
            }
            (None, 0) => network::network_ui(ui, &mut self.draft, state, commands),
            (None, _) => several::several_ui(ui, &mut self.draft, state, commands),
        }
        for part in [Region::Settings, Region::Name] {
            take_keyboard(ui.ctx(), part);
        }
    }

    fn node_ui(
        &mut self,
        ui: &mut egui::Ui,
        path: &NodePath,
        state: State<'_>,
        commands: &mut Commands,
    ) {
        let Some(node) = state.document.graph().node(path) else {
            return;
        };
        header::header_ui(ui, path, node, state, commands);
        if let Some((Place::Block(block), _)) = state.document.graph().locate(path) {
            whom_ui(ui, &[block.as_str()], state);
        }
        super::problems::faults_of_node_ui(ui, path, state, commands);
        let draft = &mut self.draft;
        form::name_ui(ui, draft, path, node, state, commands);
        match &node.content {
            Content::Layer(spec) => form::layer_ui(ui, draft, path, spec, state, commands),
            Content::Block(_) => arguments::arguments_ui(ui, draft, &[path], state, commands),
            Content::Port(_) => {}
        }
        trainable::trainable_ui(ui, path, state, commands);
        // What has no settings still has a name.
        setting::receive_keyboard(ui.ctx(), form::name_id(path));
        super::problems::unfinished_of_node_ui(ui, path, state, commands);
        cost::cost_ui(ui, path, node, state);
        computes::computes_ui(ui, path, state);
    }
}

/// Says which blocks a change reaches, and how many instances follow.
fn whom_ui(ui: &mut egui::Ui, blocks: &[&str], state: State<'_>) {
    let words = whom_edits_concern(state.document, blocks);
    ui.add(egui::Label::new(egui::RichText::new(words).weak()).wrap());
    ui.add_space(size::UNIT);
}

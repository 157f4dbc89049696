//! What the inspector shows inside of a block while nothing is selected: the block, whom a change concerns, and what
//! the instance that is looked into sets.

use super::field::Draft;
use super::header::title_block_ui;
use super::{arguments, cost, parameters};
use crate::app::blocks::whom_an_edit_concerns;
use crate::app::command::{BlockCommand, Commands};
use crate::app::look::Theme;
use crate::app::state::State;
use crate::layer::{Family, counted};
use crate::text::say;
use crate::tr;
use egui::{Label, RichText, Sense};

/// Paints the block whose inside is open.
pub fn level_ui(ui: &mut egui::Ui, draft: &mut Draft, state: State<'_>, commands: &mut Commands) {
    let level = state.document.level();
    let Some(node) = state.document.graph().node(level) else {
        return;
    };
    let Some(call) = node.call() else { return };
    let (graph, inference) = (state.document.graph(), state.document.inference());
    let report = inference.blocks.get(level);
    let layer_count = report.map_or(0, |report| report.layer_count);
    let name = inference.name_of(graph, level).unwrap_or_default();
    let line = tr!("inside-of-block", name = %name, layers = %counted(layer_count, "layer"));
    let title = title_block_ui(ui, &call.block, &line, Some(Family::Convolution));
    if title.interact(Sense::click()).double_clicked() {
        commands.send(BlockCommand::Rename);
    }
    let whom = RichText::new(whom_an_edit_concerns(state.document, &call.block));
    ui.add(Label::new(whom.color(Theme::of(ui).muted)).wrap());
    ui.add_space(4.0);
    if ui.button(say("rename-block")).clicked() {
        commands.send(BlockCommand::Rename);
    }
    ui.add_space(8.0);
    if let Some(definition) = graph.blocks.get(&call.block) {
        let of = (graph, call.block.as_str());
        parameters::parameters_ui(ui, draft, of, definition, commands);
    }
    // Not in capitals: it is a name.
    ui.label(RichText::new(tr!("what-it-sets", name = %name)).color(Theme::of(ui).muted));
    arguments::arguments_ui(ui, draft, &[level], state, commands);
    cost::cost_ui(ui, level, node, state);
}

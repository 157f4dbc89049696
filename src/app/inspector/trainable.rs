//! Whether training changes the weights of what is selected.

use super::row::form_row_ui;
use crate::app::command::Commands;
use crate::app::state::State;
use crate::graph::{Edit, NodePath};
use crate::text::say;

/// A switch for the layer or block at `path`, where it has weights; off and not to be turned while a block around it is
/// frozen.
pub fn trainable_ui(ui: &mut egui::Ui, path: &NodePath, state: State<'_>, commands: &mut Commands) {
    let (graph, inference) = (state.document.graph(), state.document.inference());
    let Some((place, id)) = graph.locate(path) else {
        return;
    };
    let of_layer = inference.layer(path).and_then(|layer| layer.params);
    let of_block = inference.blocks.get(path).map(|block| block.params);
    let params = of_layer.or(of_block).unwrap_or_default();
    if params.total() == 0 {
        return;
    }
    let is_around_frozen = path.parent().is_some_and(|around| graph.is_frozen(&around));
    let mut is_trainable = !graph.is_frozen(path);
    let help = say("layer-trainable-help");
    let is_changed = form_row_ui(ui, say("layer-trainable"), help, |ui, label| {
        ui.add_enabled_ui(!is_around_frozen, |ui| {
            let switch = ui.checkbox(&mut is_trainable, "").labelled_by(label.id);
            let switch = switch.on_hover_text(help);
            switch
                .on_disabled_hover_text(say("block-around-frozen"))
                .changed()
        })
        .inner
    });
    if is_changed {
        commands.send(Edit::Freeze {
            place,
            nodes: [id].into(),
            is_on: !is_trainable,
        });
    }
}

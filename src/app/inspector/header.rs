//! The name and kind of the selected node, beside the color of its family.

use crate::app::command::{Commands, ViewCommand};
use crate::app::look::{Theme, family, fonts};
use crate::app::state::State;
use crate::app::widgets;
use crate::graph::{Content, Node, NodePath, Port};
use crate::layer::{Family, counted};
use crate::tr;
use egui::{Label, Response, RichText, Sense, vec2};

/// Paints the header of the node at `path`.
pub fn header_ui(
    ui: &mut egui::Ui,
    path: &NodePath,
    node: &Node,
    state: State<'_>,
    commands: &mut Commands,
) {
    let inference = state.document.inference();
    let name = inference.name_of(state.document.graph(), path);
    let (kind, family) = kind_words(node, path, state);
    let title = title_block_ui(ui, &name.unwrap_or_default(), &kind, family);
    rename_by_title(&title, commands);
}

/// A double click on the title goes to the field for the name, which stands below it.
pub fn rename_by_title(title: &Response, commands: &mut Commands) {
    if title.interact(Sense::click()).double_clicked() {
        commands.send(ViewCommand::EditName);
    }
}

/// A title and a line below it, beside a bar in the color of `family`. Answers with the title.
pub fn title_block_ui(
    ui: &mut egui::Ui,
    title: &str,
    line: &str,
    family: Option<Family>,
) -> Response {
    let row = ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 10.0;
        let (bar, _) = ui.allocate_exact_size(vec2(4.0, 36.0), Sense::hover());
        let color = family.map_or(Theme::of(ui).accent, family::color);
        ui.painter().rect_filled(bar, 2.0, color);
        let words = ui.vertical(|ui| {
            ui.spacing_mut().item_spacing.y = 1.0;
            let title = widgets::title_ui(ui, title);
            let line = RichText::new(line)
                .font(fonts::small())
                .color(Theme::of(ui).muted);
            ui.add(Label::new(line).truncate());
            title
        });
        words.inner
    });
    ui.add_space(14.0);
    row.inner
}

fn kind_words(node: &Node, path: &NodePath, state: State<'_>) -> (String, Option<Family>) {
    match &node.content {
        Content::Layer(spec) => {
            let entry = spec.kind.entry();
            (
                format!("{} · {}", entry.name, family::words(entry.family)),
                Some(entry.family),
            )
        }
        Content::Block(call) => {
            let count = state
                .document
                .inference()
                .blocks
                .get(path)
                .map_or(0, |block| block.layer_count);
            (
                tr!("call-of-block", block = %call.block, layers = %counted(count, "layer")),
                Some(Family::Convolution),
            )
        }
        Content::Port(Port::Input) => (tr!("block-takes-input"), Some(Family::Input)),
        Content::Port(Port::Output) => (tr!("block-gives-output"), Some(Family::Input)),
    }
}

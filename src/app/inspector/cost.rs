//! Shapes and costs of the selected node, as inference found them.

use super::row::{divider_ui, figure_row_ui, note_row_ui};
use crate::app::state::State;
use crate::app::widgets;
use crate::graph::{BlockReport, Inference, LayerReport, Node, NodePath, Totals};
use crate::layer::{ParamCount, Shape, bytes, magnitude, thousands};
use crate::text::say;
use crate::tr;
use std::collections::BTreeSet;

/// Paints the figures of the node at `path`.
pub fn cost_ui(ui: &mut egui::Ui, path: &NodePath, node: &Node, state: State<'_>) {
    let inference = state.document.inference();
    divider_ui(ui);
    widgets::group_heading_ui(ui, say("shape-and-cost"));
    ui.add_space(2.0);
    if let Some(report) = inference.layer(path) {
        layer_ui(ui, report, inference);
    } else if let Some(report) = inference.blocks.get(path) {
        block_ui(ui, path, node, report, inference);
    }
}

fn layer_ui(ui: &mut egui::Ui, report: &LayerReport, inference: &Inference) {
    for input in &report.inputs {
        let source = input.and_then(|index| inference.layers.get(index));
        let shape = source.and_then(|layer| layer.output_shape);
        figure_row_ui(ui, say("input"), shape_text(shape));
    }
    figure_row_ui(ui, say("output"), shape_text(report.output_shape));
    params_ui(ui, report.params, formula(report, inference));
    figure_row_ui(
        ui,
        say("multiply-adds"),
        report.macs.map_or_else(unknown, magnitude),
    );
    if let Some([height, width]) = report.receptive_field {
        let field = figure_row_ui(ui, say("receptive-field"), format!("{height} × {width}"));
        field.on_hover_text(say("receptive-field-help"));
    }
    let memory = report.activation_bytes().map_or_else(unknown, bytes);
    figure_row_ui(ui, say("activation-memory"), memory).on_hover_text(say("of-one-picture"));
}

/// How the parameter count comes about, where the layer has one.
fn formula(report: &LayerReport, inference: &Inference) -> Option<String> {
    report.params?;
    let inputs = inference.input_shapes(report)?;
    let formula = report.layer.as_ref()?.params_formula(&inputs);
    (!formula.is_empty()).then_some(formula)
}

fn block_ui(
    ui: &mut egui::Ui,
    path: &NodePath,
    node: &Node,
    report: &BlockReport,
    inference: &Inference,
) {
    for from in &node.inputs {
        let shape = inference.output_shape(&path.sibling(*from));
        figure_row_ui(ui, say("input"), shape_text(shape));
    }
    figure_row_ui(ui, say("output"), shape_text(report.output_shape));
    figure_row_ui(ui, say("layers"), thousands(report.layer_count as u64));
    let totals = inference.totals_within(&BTreeSet::from([path]));
    if totals.unknown_count == 0 {
        params_ui(ui, Some(report.params), None);
        figure_row_ui(ui, say("multiply-adds"), magnitude(report.macs));
        return;
    }
    let params = thousands(report.params.total());
    figure_row_ui(ui, say("parameters"), as_known(&totals, params));
    figure_row_ui(
        ui,
        say("multiply-adds"),
        as_known(&totals, magnitude(report.macs)),
    );
}

/// A sum over layers: "at least" where some are unknown, and unknown where all are.
pub(super) fn as_known(totals: &Totals, figure: String) -> String {
    match totals.unknown_count {
        0 => figure,
        count if count < totals.layer_count => tr!("at-least", figure = %figure),
        _ => unknown(),
    }
}

/// The parameter count, how it comes about, and how much of it an optimizer does not move.
fn params_ui(ui: &mut egui::Ui, params: Option<ParamCount>, formula: Option<String>) {
    figure_row_ui(
        ui,
        say("parameters"),
        params.map_or_else(unknown, |params| thousands(params.total())),
    );
    if let Some(formula) = formula {
        let total = params.map_or_else(unknown, |params| thousands(params.total()));
        note_row_ui(ui, format!("{formula} = {total}"));
    }
    if let Some(params) = params.filter(|params| params.non_trainable > 0) {
        note_row_ui(
            ui,
            tr!("trainable-and-not", trainable = %thousands(params.trainable), fixed = %thousands(params.non_trainable)),
        );
    }
}

fn shape_text(shape: Option<Shape>) -> String {
    shape.map_or_else(unknown, |shape| shape.to_string())
}

fn unknown() -> String {
    tr!("unknown")
}

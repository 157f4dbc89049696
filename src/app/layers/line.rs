//! What the rows of the table say.

use super::rows::{LayerColumn, LayerRow};
use crate::app::look::{fonts, size};
use crate::app::state::State;
use crate::graph::{NodePath, SummaryRow};
use crate::layer::{Family, counted, magnitude, thousands};
use crate::tr;
use egui::{Align, FontId};

/// One cell, ready to be painted.
pub struct Cell {
    /// What it says.
    pub text: String,
    /// In which face.
    pub font: FontId,
    /// Against which edge.
    pub align: Align,
}

/// What a row says, apart from where it is painted.
pub struct LayerLine {
    /// The node that it stands for.
    pub path: NodePath,
    /// How many blocks are around it.
    pub depth: usize,
    /// `Some(open)` for a block.
    pub fold: Option<bool>,
    /// The family of a layer.
    pub family: Option<Family>,
    /// Whether it takes no part.
    pub is_bypassed: bool,
    /// One per column.
    cells: [Cell; 7],
}

impl LayerLine {
    /// What a screen reader says.
    pub fn accessible_name(&self) -> String {
        let name = &self.cell(LayerColumn::Name).text;
        if self.is_bypassed {
            tr!("name-bypassed", name = %name)
        } else {
            name.clone()
        }
    }

    /// What it says in `column`.
    pub fn cell(&self, column: LayerColumn) -> &Cell {
        &self.cells[column as usize]
    }
}

/// The edge that a column's cells stand against: figures at the right.
pub fn align(column: LayerColumn) -> Align {
    match column {
        LayerColumn::Params
        | LayerColumn::Macs
        | LayerColumn::ReceptiveField
        | LayerColumn::OutputShape => Align::Max,
        LayerColumn::Name | LayerColumn::Class | LayerColumn::Inputs => Align::Min,
    }
}

/// What `row` says.
pub fn line(row: &LayerRow, layers: &[SummaryRow], state: State<'_>) -> LayerLine {
    match row {
        LayerRow::Layer { index, depth } => layer_line(&layers[*index], *depth, state),
        LayerRow::Block { path, depth, open } => block_line(path, *depth, *open, state),
        LayerRow::Bypassed { path, depth } => bypassed_line(path, *depth, state),
    }
}

fn layer_line(row: &SummaryRow, depth: usize, state: State<'_>) -> LayerLine {
    let report = state.document.inference().layer(&row.path);
    LayerLine {
        path: row.path.clone(),
        depth,
        fold: None,
        family: report.map(|report| report.kind.entry().family),
        is_bypassed: false,
        cells: cells([
            row.name.clone(),
            row.class.to_owned(),
            row.output_shape
                .map_or_else(unknown, |shape| shape.to_string()),
            row.params.map_or_else(unknown, thousands),
            row.macs.map_or_else(unknown, magnitude),
            row.receptive_field.map_or_else(String::new, field_text),
            row.inputs.join(", "),
        ]),
    }
}

fn block_line(path: &NodePath, depth: usize, open: bool, state: State<'_>) -> LayerLine {
    let graph = state.document.graph();
    let report = state
        .document
        .inference()
        .blocks
        .get(path)
        .cloned()
        .unwrap_or_default();
    let class = graph
        .node(path)
        .and_then(|node| node.call())
        .map(|call| call.block.clone())
        .unwrap_or_default();
    let mut cells = cells([
        report.name,
        class,
        report
            .output_shape
            .map_or_else(unknown, |shape| shape.to_string()),
        thousands(report.params.total()),
        magnitude(report.macs),
        field_of_block(path, state),
        counted(report.layer_count, "layer"),
    ]);
    cells[0].font = fonts::semi_bold(size::TEXT);
    LayerLine {
        path: path.clone(),
        depth,
        fold: Some(open),
        family: None,
        is_bypassed: false,
        cells,
    }
}

/// A bypassed node costs nothing and changes nothing; the table says so where its figures would be.
fn bypassed_line(path: &NodePath, depth: usize, state: State<'_>) -> LayerLine {
    let graph = state.document.graph();
    let node = graph.node(path);
    let spec = node.and_then(|node| node.layer());
    let call = node.and_then(|node| node.call());
    let class = match (spec, call) {
        (Some(spec), _) => spec.kind.entry().keras_class.to_owned(),
        (None, Some(call)) => call.block.clone(),
        (None, None) => String::new(),
    };
    let inference = state.document.inference();
    let name = inference.name_of(graph, path).unwrap_or_default();
    let shape = inference.output_shape(path);
    LayerLine {
        path: path.clone(),
        depth,
        fold: None,
        family: spec.map(|spec| spec.kind.entry().family),
        is_bypassed: true,
        cells: cells([
            name,
            class,
            shape.map_or_else(unknown, |shape| shape.to_string()),
            tr!("is-bypassed"),
            String::new(),
            String::new(),
            tr!("takes-no-part"),
        ]),
    }
}

/// What one pixel of a block's output sees.
fn field_of_block(path: &NodePath, state: State<'_>) -> String {
    let inference = state.document.inference();
    let output = inference.blocks.get(path).and_then(|block| block.output);
    let field = output.and_then(|index| inference.layers[index].receptive_field);
    field.map_or_else(String::new, field_text)
}

fn field_text([height, width]: [u64; 2]) -> String {
    format!("{height} × {width}")
}

fn cells(texts: [String; 7]) -> [Cell; 7] {
    let mut columns = LayerColumn::ALL.into_iter();
    texts.map(|text| {
        let column = columns.next().unwrap_or(LayerColumn::Name);
        let font = if align(column) == Align::Max {
            fonts::mono()
        } else {
            fonts::text()
        };
        Cell {
            text,
            font,
            align: align(column),
        }
    })
}

fn unknown() -> String {
    "?".to_owned()
}

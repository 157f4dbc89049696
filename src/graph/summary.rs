//! The table that Keras prints as `model.summary()`.

use super::model::NodePath;
use super::report::{Inference, LayerReport};
use crate::layer::{ParamCount, Shape, shown, thousands};
use crate::tr;

/// One row of the summary: one layer.
#[derive(Clone, Debug, PartialEq)]
pub struct SummaryRow {
    /// Where it is.
    pub path: NodePath,
    /// Its name.
    pub name: String,
    /// Its class as Keras calls it: `Conv2D`, `InputLayer`.
    pub class: &'static str,
    /// The shape of one sample that it makes; `None` where unknown.
    pub output_shape: Option<Shape>,
    /// All of its parameters; `None` where unknown.
    pub params: Option<u64>,
    /// Those that an optimizer moves.
    pub trainable_params: Option<u64>,
    /// The names of the layers before it.
    pub inputs: Vec<String>,
    /// Multiply-adds for one sample; `None` where unknown.
    pub macs: Option<u64>,
    /// Pixels of the network's input that one output pixel can see, `[height, width]`; `None` without a map.
    pub receptive_field: Option<[u64; 2]>,
    /// The names of the block instances around it, outermost first.
    pub blocks: Vec<String>,
}

/// The summary's rows in Keras's order.
#[must_use]
pub fn summary_rows(inference: &Inference) -> Vec<SummaryRow> {
    inference
        .layers
        .iter()
        .map(|layer| row(inference, layer))
        .collect()
}

fn row(inference: &Inference, layer: &LayerReport) -> SummaryRow {
    let name_of = |index: &Option<usize>| match index {
        Some(index) => inference.layers[*index].name.to_string(),
        None => "?".to_owned(),
    };
    let ancestors = (1..layer.path.0.len()).map(|depth| NodePath(layer.path.0[..depth].to_vec()));
    SummaryRow {
        path: layer.path.clone(),
        name: layer.name.to_string(),
        class: layer.kind.entry().keras_class,
        output_shape: layer.output_shape,
        params: layer.params.map(ParamCount::total),
        trainable_params: layer.params.map(|params| params.trainable),
        inputs: layer.inputs.iter().map(name_of).collect(),
        macs: layer.macs,
        receptive_field: layer.receptive_field,
        blocks: ancestors
            .filter_map(|path| inference.blocks.get(&path).map(|block| block.name.clone()))
            .collect(),
    }
}

/// The summary as Keras 3 prints it, for the clipboard and the terminal.
#[must_use]
pub fn keras_table(model: &str, inference: &Inference) -> String {
    let header = ["Layer (type)", "Output Shape", "Param #", "Connected to"].map(str::to_owned);
    let rows: Vec<[String; 4]> = summary_rows(inference).iter().map(cells).collect();
    let mut widths = [0; 4];
    for row in std::iter::once(&header).chain(&rows) {
        for (width, cell) in widths.iter_mut().zip(row) {
            *width = (*width).max(cell.chars().count());
        }
    }
    let rule = |left: char, fill: char, middle: char, right: char| {
        let parts: Vec<String> = widths
            .iter()
            .map(|width| fill.to_string().repeat(width + 2))
            .collect();
        format!("{left}{}{right}\n", parts.join(&middle.to_string()))
    };
    let mut table = format!("Model: \"{}\"\n", shown(model));
    table += &rule('┏', '━', '┳', '┓');
    table += &line(&header, &widths, '┃');
    table += &rule('┡', '━', '╇', '┩');
    let body: Vec<String> = rows.iter().map(|row| line(row, &widths, '│')).collect();
    table += &body.join(&rule('├', '─', '┼', '┤'));
    table += &rule('└', '─', '┴', '┘');
    table + &totals(inference)
}

fn cells(row: &SummaryRow) -> [String; 4] {
    let shape = row.output_shape.map_or_else(
        || "?".to_owned(),
        |shape| shape.to_string().replacen('(', "(None, ", 1),
    );
    let params = row.params.map_or_else(|| "?".to_owned(), thousands);
    [
        format!("{} ({})", shown(&row.name), row.class),
        shape,
        params,
        shown(&inputs_text(&row.inputs)).into_owned(),
    ]
}

/// More inputs than this are counted: a sum of ten thousand branches would make a line that no terminal shows.
const MOST_INPUTS: usize = 16;

fn inputs_text(inputs: &[String]) -> String {
    match inputs.len().checked_sub(MOST_INPUTS) {
        None | Some(0) => inputs.join(", "),
        Some(more) => tr!(
            "list-cut-short",
            shown = inputs[..MOST_INPUTS].join(", "),
            more = more
        ),
    }
}

fn line(cells: &[String; 4], widths: &[usize; 4], bar: char) -> String {
    let [name, shape, params, inputs] = cells;
    let [name_width, shape_width, params_width, inputs_width] = *widths;
    format!(
        "{bar} {name:name_width$} {bar} {shape:shape_width$} {bar} {params:>params_width$} {bar} {inputs:inputs_width$} {bar}\n"
    )
}

fn totals(inference: &Inference) -> String {
    let totals = inference.totals;
    let is_least = totals.unknown_count > 0;
    let row = |what: &str, count: u64| {
        let count_text = if is_least {
            tr!("at-least-so-many", count = thousands(count))
        } else {
            thousands(count)
        };
        format!(" {what}: {count_text} ({})\n", keras_size(count))
    };
    let mut text = row("Total params", totals.params.total())
        + &row("Trainable params", totals.params.trainable)
        + &row("Non-trainable params", totals.params.non_trainable);
    if totals.unknown_count > 0 {
        text += &format!(" {}\n", tr!("unknown-layers", count = totals.unknown_count));
    }
    text
}

/// Bytes in float32 as Keras writes them: binary units under decimal names.
fn keras_size(params: u64) -> String {
    let mut size = params as f64 * 4.0;
    for unit in ["B", "KB", "MB", "GB"] {
        if size < 1024.0 {
            return format!("{size:.2} {unit}");
        }
        size /= 1024.0;
    }
    format!("{size:.2} TB")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The width of a cell goes up to 65,535: a sum of 11,000 branches panicked.
    #[test]
    fn a_layer_of_very_many_inputs_has_a_line_that_can_be_printed() {
        let names: Vec<String> = (0..11_000).map(|index| format!("branch_{index}")).collect();
        let text = inputs_text(&names);
        assert!(text.ends_with("branch_15, … and 10984 more"), "{text}");
        assert_eq!(inputs_text(&names[..2]), "branch_0, branch_1");
    }
}

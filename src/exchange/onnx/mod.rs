//! Files of ONNX: opened as layers of ours, whoever wrote them.
//! Never runs an operator, never opens a file but those that lie beside this one, and never stops at the first thing that it
//! does not know.
//!
//! A file is read (`opened`, `tensor`, `proto`), its operators are put in order (`order`), functions that are spread over several
//! of them are joined (`patterns`), and each becomes layers (`translate` and what it calls). What does not change is computed on
//! the way (`fold`); which axis of a value is which of the layer's is known of each (`live`), so that most Transposes vanish.

mod affine;
mod arranged;
mod borders;
mod builder;
mod calls;
mod constants;
mod convolution;
mod dense;
mod entries;
mod fold;
mod functions;
mod interpolated;
mod live;
mod merging;
mod node;
mod normalizing;
mod opened;
mod order;
mod patterns;
mod pooling;
mod positive;
mod proto;
mod reshaped;
mod shaping;
mod simplify;
mod sliding;
mod tensor;
mod translate;
pub(super) mod writing;

use std::path::Path;

use builder::{Builder, Refusal};
use constants::Constants;
use opened::Opened;

use super::error::ImportError;
use super::open::{Head, IsCanceled};
use super::own::{About, KEY};
use super::{Fate, ForeignModel, Report};
use crate::layer::{Function, Kind};
use crate::message;
use crate::text::Message;

/// Whether the file is one of ONNX's: it is called so, or begins with the version of its form and what follows upon it.
pub(super) fn knows(head: &Head<'_>) -> bool {
    let ending = head.path.extension();
    let is_named = ending.is_some_and(|ending| ending.eq_ignore_ascii_case("onnx"));
    // Files of CIFAR's are called so, and begin with any three bytes.
    let is_batch = ending.is_some_and(|ending| ending.eq_ignore_ascii_case("bin"));
    is_named || !is_batch && matches!(head.bytes, [0x08, 1..=0x20, 0x12 | 0x3a | 0x42, ..])
}

/// Reads a file of ONNX.
///
/// # Errors
/// Where it cannot be read or is none of ONNX's; what is in it but cannot be had is told in `report`.
pub(super) fn read(
    path: &Path,
    report: &mut Report,
    is_canceled: IsCanceled<'_>,
) -> Result<ForeignModel, ImportError> {
    let opened = opened::open(path)?;
    if is_canceled() {
        return Err(ImportError::Canceled);
    }
    let mut model = ForeignModel {
        name: String::new(),
        writer: opened.writer.clone(),
        layers: Vec::new(),
        outputs: Vec::new(),
        normalizing: None,
        classes: Vec::new(),
        recipe: None,
        about: About::default(),
    };
    network(opened, &mut model, report).map_err(|message| ImportError::content(path, message))?;
    Ok(model)
}

/// Fills `model` with what the file holds, where the report does not say why it cannot be had.
fn network(
    mut opened: Opened,
    model: &mut ForeignModel,
    report: &mut Report,
) -> Result<(), Message> {
    patterns::join(&mut opened.graph, &opened.folder);
    let graph = &opened.graph;
    let order = order::in_order(graph)?;
    let mut builder = Builder::new(
        Constants::new(graph, &opened.folder),
        graph,
        &order,
        opened.opset,
    );
    builder.is_own = opened.producer == writing::PRODUCER;
    let is_own = builder.is_own;
    match entries::enter(&mut builder, graph, &order) {
        Ok(()) => translate::translate(&mut builder, &order),
        Err(Refusal::Said(message)) => return Err(message),
        Err(Refusal::Follows) => {}
    }
    let outputs = outputs(&mut builder, graph);
    report.findings.append(&mut builder.report.findings);
    if report.is_refused() {
        return Ok(());
    }
    let (layers, outputs) = simplify::simplified(builder.layers, outputs, is_own);
    let kinds = |kind: Kind| layers.iter().filter(move |layer| layer.spec.kind == kind);
    let has_biases = kinds(Kind::Conv2D).any(|layer| layer.arrays.len() == 2);
    let norms = [
        Kind::BatchNormalization,
        Kind::LayerNormalization,
        Kind::GroupNormalization,
    ];
    if has_biases && !norms.into_iter().any(|norm| kinds(norm).next().is_some()) {
        report.tell_of_file(Fate::Translated, message!("onnx-normalization-folded"));
    }
    if let Some(head) = outputs
        .first()
        .map(|head| &layers[*head])
        .filter(|head| gives_logits(&head.spec))
    {
        report.tell(
            Fate::Translated,
            &head.name,
            message!("onnx-ends-in-logits"),
        );
    }
    let about = About::read(node::entry(&opened.metadata, KEY));
    model.normalizing = about.normalizing();
    model.classes.clone_from(&about.classes);
    model.about = about;
    model.layers = layers;
    model.outputs = outputs;
    Ok(())
}

/// The layers that the file's outputs come from.
fn outputs(builder: &mut Builder<'_>, graph: &proto::GraphProto) -> Vec<usize> {
    let mut outputs = Vec::new();
    for output in &graph.output {
        builder.name.clone_from(&output.name);
        let made = builder
            .live(&output.name)
            .and_then(|live| builder.in_order_of_file(live));
        match made {
            Ok(live) if !outputs.contains(&live.layer) => outputs.push(live.layer),
            Err(Refusal::Said(message)) => {
                builder.report.tell(Fate::Refused, &output.name, message);
            }
            Ok(_) | Err(Refusal::Follows) => {}
        }
    }
    outputs
}

/// Whether a network that ends in this layer gives sums, not probabilities.
fn gives_logits(spec: &crate::layer::LayerSpec) -> bool {
    let function = spec
        .resolve()
        .map_or(Function::Linear, |layer| layer.function());
    spec.kind != Kind::Softmax && !matches!(function, Function::Softmax | Function::Sigmoid)
}

#[cfg(test)]
mod tests;

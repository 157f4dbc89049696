//! Shapes, parameters and costs of every layer. Never stops at the first fault: a layer whose inputs are unknown
//! is unknown itself, and everything else goes on.

use super::expand::{ExpandedLayer, Expansion, expand};
use super::model::Graph;
use super::order::keras_order;
use super::problem;
use super::report::{BlockReport, Field, Inference, LayerReport, Totals, add_counts};
use crate::layer::{Fault, Layer, Shape};

/// Finds out everything about `graph`.
#[must_use]
pub fn infer(graph: &Graph) -> Inference {
    let mut inference = measured(graph);
    inference.problems = problem::find(graph, &inference.structure, &inference);
    inference
}

/// Everything about `graph` but its problems.
pub(super) fn measured(graph: &Graph) -> Inference {
    let mut expansion = expand(graph);
    let order = keras_order(&expansion.layers);
    let mut place = vec![0; order.len()];
    for (new, old) in order.iter().enumerate() {
        place[*old] = new;
    }
    let mut inference = Inference {
        layers: Vec::with_capacity(order.len()),
        ..Inference::default()
    };
    let mut expanded: Vec<Option<ExpandedLayer>> = expansion.layers.drain(..).map(Some).collect();
    let mut shapes = Vec::new();
    for old in order {
        if let Some(layer) = expanded[old].take() {
            let report = report(layer, &place, &inference.layers, &mut shapes);
            inference.layers.push(report);
        }
    }
    let paths = inference.layers.iter().enumerate();
    inference.by_path = paths
        .map(|(index, report)| (report.path.clone(), index))
        .collect();
    add_blocks(&mut inference, &expansion, &place);
    let bypassed = expansion.bypassed.iter();
    inference.bypassed = bypassed
        .map(|(path, source)| (path.clone(), source.map(|old| place[old])))
        .collect();
    add_totals(&mut inference);
    inference.structure = expansion.faults;
    inference
}

fn report(
    expanded: ExpandedLayer,
    place: &[usize],
    before: &[LayerReport],
    shapes: &mut Vec<Shape>,
) -> LayerReport {
    let inputs = expanded.inputs.into_iter();
    let (layer, fault) = match expanded.layer {
        Ok(layer) => (Some(layer), None),
        Err(fault) => (None, Some(fault)),
    };
    let mut report = LayerReport {
        path: expanded.path,
        name: expanded.name.into(),
        kind: expanded.kind,
        layer: None,
        output_shape: None,
        params: None,
        macs: None,
        receptive_field: None,
        field: Field::PIXEL,
        is_frozen: expanded.is_frozen,
        fault,
        inputs: inputs.map(|input| input.map(|old| place[old])).collect(),
    };
    if let Some(layer) = &layer {
        report.fault = measure(&mut report, layer, before, shapes).err();
    }
    report.layer = layer;
    report
}

/// Fills in what follows from the inputs; leaves everything unknown where an input is. `shapes` is memory that is used
/// again from layer to layer.
pub(super) fn measure(
    report: &mut LayerReport,
    layer: &Layer,
    before: &[LayerReport],
    shapes: &mut Vec<Shape>,
) -> Result<(), Fault> {
    let arity = report.kind.entry().arity;
    shapes.clear();
    for input in &report.inputs {
        let source = input.and_then(|input| before.get(input));
        let Some(shape) = source.and_then(|source| source.output_shape) else {
            return Ok(());
        };
        shapes.push(shape);
    }
    if shapes.len() < arity.least() {
        return Ok(());
    }
    let output = layer.output_shape(shapes)?;
    let params = layer.params(shapes)?;
    report.params = Some(if report.is_frozen {
        params.frozen()
    } else {
        params
    });
    report.macs = Some(layer.macs(shapes, output)?);
    report.output_shape = Some(output);
    let sources = report.inputs.iter().flatten().map(|input| &before[*input]);
    let field = receptive_field(layer, sources, output);
    report.receptive_field = field.map(|field| field.pixels());
    report.field = field.unwrap_or(Field::PIXEL);
    Ok(())
}

/// The receptive field grows by the window's extent in steps of the field before (Araujo et al., 2019); steps become smaller
/// where a map becomes larger.
fn receptive_field<'a>(
    layer: &Layer,
    sources: impl Iterator<Item = &'a LayerReport>,
    output: Shape,
) -> Option<Field> {
    output.as_map()?;
    let window = layer.window();
    let mut field: Option<Field> = None;
    for source in sources {
        source.receptive_field?;
        let before = source.field;
        let along = |axis: usize| {
            let taps = (window.extent[axis] - 1) as f64;
            let ratio = window.strides[axis] as f64 / window.grows[axis] as f64;
            (
                before.extent[axis] + taps * before.step[axis],
                before.step[axis] * ratio,
            )
        };
        let ((tall, down), (wide, across)) = (along(0), along(1));
        let most = field.unwrap_or(Field {
            extent: [0.0; 2],
            step: [0.0; 2],
        });
        field = Some(Field {
            extent: [most.extent[0].max(tall), most.extent[1].max(wide)],
            step: [most.step[0].max(down), most.step[1].max(across)],
        });
    }
    // The input sees itself.
    Some(field.unwrap_or(Field::PIXEL))
}

fn add_blocks(inference: &mut Inference, expansion: &Expansion, place: &[usize]) {
    for block in &expansion.blocks {
        let output = block.output.map(|old| place[old]);
        let report = BlockReport {
            name: block.name.clone(),
            output,
            ..BlockReport::default()
        };
        inference.blocks.insert(block.path.clone(), report);
    }
    fill_blocks(inference);
}

/// Sums up what is inside of each block.
pub(super) fn fill_blocks(inference: &mut Inference) {
    for block in inference.blocks.values_mut() {
        block.output_shape = block
            .output
            .and_then(|index| inference.layers[index].output_shape);
        (block.layer_count, block.params, block.macs) = Default::default();
    }
    for layer in &inference.layers {
        for path in layer.path.blocks_around() {
            if let Some(block) = inference.blocks.get_mut(&path) {
                block.layer_count += 1;
                add_counts(&mut block.params, layer.params);
                block.macs = block.macs.saturating_add(layer.macs.unwrap_or(0));
            }
        }
    }
}

pub(super) fn add_totals(inference: &mut Inference) {
    inference.totals = Totals::of(&inference.layers);
}

#[cfg(test)]
mod tests {
    use super::super::problem::tests::chain;
    use super::*;
    use crate::layer::{Kind, LayerSpec, Value};

    #[test]
    fn inference_goes_on_past_a_fault() {
        let graph = chain([
            LayerSpec::new(Kind::Input),
            LayerSpec::new(Kind::Conv2D).with("filters", -1),
            LayerSpec::new(Kind::Activation),
            LayerSpec::new(Kind::Flatten),
        ]);
        let inference = infer(&graph);
        assert_eq!(inference.totals.unknown_count, 3);
        assert_eq!(
            inference.layers[0].output_shape,
            Some(Shape::map(64, 64, 3))
        );
        // Layers behind the fault are unknown, not faulty: one problem, where it is.
        assert_eq!(inference.problems.len(), 1);
        assert!(inference.flat().is_err());
    }

    #[test]
    fn receptive_fields_grow_with_kernels_and_strides() {
        let graph = chain([
            LayerSpec::new(Kind::Input),
            LayerSpec::new(Kind::Conv2D)
                .with("kernel_size", [7, 7])
                .with("strides", [2, 2]),
            LayerSpec::new(Kind::MaxPooling2D)
                .with("pool_size", [3, 3])
                .with("strides", [2, 2]),
            LayerSpec::new(Kind::Conv2D),
        ]);
        // 7, then 7 + 2·2 = 11, then 11 + 2·4 = 19.
        let fields: Vec<_> = infer(&graph)
            .layers
            .iter()
            .map(|layer| layer.receptive_field.unwrap()[0])
            .collect();
        assert_eq!(fields, [1, 7, 11, 19]);
    }

    /// By hand: 5 taps of quarter pixels reach over 1 + 4/4 of them; a transposed kernel of 4 with strides of 2 sees 2 pixels in
    /// steps of 1, and what follows it takes steps of a half.
    #[test]
    fn receptive_fields_know_maps_that_become_larger() {
        let fields = |layers: Vec<LayerSpec>| -> Vec<[u64; 2]> {
            let layers = std::iter::once(LayerSpec::new(Kind::Input)).chain(layers);
            let inference = infer(&chain(layers));
            let layers = inference.layers.iter();
            layers.map(|it| it.receptive_field.unwrap()).collect()
        };
        let up = LayerSpec::new(Kind::UpSampling2D);
        let conv = LayerSpec::new(Kind::Conv2D);
        assert_eq!(
            fields(vec![up.clone(), conv.clone()]),
            [[1, 1], [1, 1], [2, 2]]
        );
        let far = up.clone().with("size", [4, 1]);
        assert_eq!(
            fields(vec![far, conv.clone().with("kernel_size", [5, 5])]),
            [[1, 1], [1, 1], [2, 5]]
        );
        let cubic = up.with("interpolation", "bicubic");
        assert_eq!(
            fields(vec![conv.clone(), cubic, conv.clone()]),
            [[1, 1], [3, 3], [6, 6], [7, 7]]
        );
        let back = LayerSpec::new(Kind::Conv2DTranspose)
            .with("kernel_size", [4, 4])
            .with("strides", [2, 2]);
        assert_eq!(fields(vec![back, conv]), [[1, 1], [2, 2], [3, 3]]);
    }

    /// Worked out by hand with `r += (k - 1) · j; j *= s` (Araujo et al., 2019), `j` being the product of all strides
    /// before; where branches meet, the larger field counts.
    #[test]
    fn the_receptive_fields_of_lenet5_and_resnet50_are_as_worked_out_by_hand() {
        let graph_of = |json: &str| {
            let project: serde_json::Value = serde_json::from_str(json).unwrap();
            crate::graph::Graph::from_json(&project["graph"].to_string()).unwrap()
        };
        let field = |inference: &Inference, name: &str| {
            let found = inference.layers.iter().find(|layer| &*layer.name == name);
            found.unwrap().receptive_field.unwrap()
        };
        let lenet5 = infer(&graph_of(include_str!("../../presets/lenet5.json")));
        // 5; pooling over 2 of step 1; 5 again in steps of 2; pooling over 2 of step 2.
        for (name, side) in [("conv1", 5), ("pool1", 6), ("conv2", 14), ("pool2", 16)] {
            assert_eq!(field(&lenet5, name), [side, side], "{name}");
        }
        let resnet50 = infer(&graph_of(include_str!("../../presets/resnet50.json")));
        // 7; pooling: 7 + 2·2. Each bottleneck has one 3×3: three in steps of 4, four of 8, six of 16, three of 32,
        // where the stride stands on the 1×1 in front. 483 is what the paper's table says of ResNet-50.
        for (name, side) in [
            ("conv1", 7),
            ("res2a_branch2b", 19),
            ("res2c_branch2c", 35),
            ("res3d_branch2c", 99),
            ("res4f_branch2c", 291),
            ("res5c_branch2c", 483),
        ] {
            assert_eq!(field(&resnet50, name), [side, side], "{name}");
        }
        // The average pooling over 2 adds one step of 32.
        assert_eq!(field(&resnet50, "avg_pool"), [515, 515]);
    }

    #[test]
    fn astronomical_settings_are_a_problem_and_no_overflow() {
        let largest = crate::layer::MAX_SIZE;
        let graph = chain([
            LayerSpec::new(Kind::Input).with("shape", Value::List(vec![largest, largest, largest])),
            LayerSpec::new(Kind::Conv2D)
                .with("filters", largest)
                .with("kernel_size", [largest, largest]),
            LayerSpec::new(Kind::Flatten),
            LayerSpec::new(Kind::Dense).with("units", largest),
        ]);
        let inference = infer(&graph);
        assert!(
            inference
                .problems
                .iter()
                .any(|problem| problem.message.to_string().contains("too large"))
        );
    }
}

//! The modes `caffe` and `torch` of Keras's `preprocess_input`, which one factor and one offset cannot tell: a layer behind
//! the input does it.

use crate::exchange::report::{Fate, Report};
use crate::exchange::{ForeignLayer, Values};
use crate::layer::{Kind, LayerSpec, Value};
use crate::message;

/// ImageNet's means in red, green, blue, of values from 0 to 255.
const CAFFE_MEAN: [f64; 3] = [123.68, 116.779, 103.939];
/// The same of values from 0 to 1.
const TORCH_MEAN: [f64; 3] = [0.485, 0.456, 0.406];
const TORCH_DEVIATION: [f64; 3] = [0.229, 0.224, 0.225];

/// Puts in what the chosen values need beyond a factor and an offset.
pub(super) fn prepare(layers: &mut Vec<ForeignLayer>, values: Option<Values>, report: &mut Report) {
    let (mean, variance) = match values {
        Some(Values::Caffe) => (CAFFE_MEAN, [1.0; 3]),
        Some(Values::Torch) => (
            TORCH_MEAN,
            TORCH_DEVIATION.map(|deviation| deviation * deviation),
        ),
        _ => return,
    };
    let Some(input) = layers.iter().position(is_input_of_three) else {
        report.tell_of_file(Fate::Refused, message!("import-mode-of-three-channels"));
        return;
    };
    if values == Some(Values::Caffe) && !reverse_colors(layers, input) {
        report.tell_of_file(Fate::Refused, message!("import-caffe-without-convolution"));
        return;
    }
    let normalization = LayerSpec::new(Kind::Normalization)
        .with("mean", Value::Numbers(mean.to_vec()))
        .with("variance", Value::Numbers(variance.to_vec()));
    insert_behind(layers, input, normalization);
    let message = match values {
        Some(Values::Caffe) => message!("import-mode-caffe"),
        _ => message!("import-mode-torch"),
    };
    report.tell_of_file(Fate::Translated, message);
}

fn is_input_of_three(layer: &ForeignLayer) -> bool {
    let shape = layer.spec.settings.get("shape");
    layer.spec.kind == Kind::Input
        && matches!(shape, Some(Value::List(axes)) if matches!(axes[..], [_, _, 3]))
}

/// Lets the convolutions behind the input read blue, green and red where they read red, green and blue; `false` where
/// something else reads the input.
fn reverse_colors(layers: &mut [ForeignLayer], input: usize) -> bool {
    let mut passing = vec![input];
    let mut reading = Vec::new();
    for (index, layer) in layers.iter().enumerate() {
        if !layer.inputs.iter().any(|from| passing.contains(from)) {
            continue;
        }
        match layer.spec.kind {
            Kind::ZeroPadding2D | Kind::Identity => passing.push(index),
            Kind::Conv2D if layer.spec.value("groups") == Some(Value::Int(1)) => {
                reading.push(index);
            }
            _ => return false,
        }
    }
    for index in reading {
        let kernels = layers[index]
            .arrays
            .iter_mut()
            .filter(|array| array.name == "kernel");
        for kernel in kernels {
            let [_, _, 3, filters] = kernel.shape[..] else {
                return false;
            };
            for tap in kernel.values.chunks_exact_mut(3 * filters.max(1)) {
                let (red, rest) = tap.split_at_mut(filters);
                red.swap_with_slice(&mut rest[filters..]);
            }
        }
    }
    true
}

/// Puts a layer without weights behind another one, so that all that read that one read it.
pub(super) fn insert_behind(layers: &mut Vec<ForeignLayer>, behind: usize, spec: LayerSpec) {
    for layer in layers.iter_mut() {
        for from in &mut layer.inputs {
            if *from >= behind {
                *from += 1;
            }
        }
    }
    let inserted = ForeignLayer {
        name: spec.kind.entry().stem.to_owned(),
        inside: Vec::new(),
        spec,
        inputs: vec![behind],
        arrays: Vec::new(),
        is_trained: true,
        call: 0,
    };
    layers.insert(behind + 1, inserted);
}

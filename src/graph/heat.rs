//! A number for each node, to be painted as heat: what a layer costs, or what was measured of it.

use std::collections::BTreeMap;

use super::health::HealthMeasure;
use super::model::NodePath;
use super::report::{Inference, LayerReport};
use crate::layer::{ParamCount, bytes, magnitude};
use crate::text::say;

/// What the numbers say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Measure {
    /// Trainable and other parameters.
    Params,
    /// Multiply-adds for one picture.
    Macs,
    /// Bytes of the output for one picture in float32.
    ActivationBytes,
    /// Seconds in a training step, as measured.
    StepSeconds,
    /// What was watched of the layers in a training, as of its last reading.
    Health(HealthMeasure),
}

/// Seconds that layers took in a training step, forward and backward, by the layers' names.
pub type StepSeconds = BTreeMap<String, f64>;

/// One number per node, blocks included, none below 0.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct NodeValues {
    values: BTreeMap<NodePath, f64>,
}

impl Measure {
    /// Every measure, in the order of a menu.
    pub const ALL: [Self; 8] = [
        Self::Params,
        Self::Macs,
        Self::ActivationBytes,
        Self::StepSeconds,
        Self::Health(HealthMeasure::HEATS[0]),
        Self::Health(HealthMeasure::HEATS[1]),
        Self::Health(HealthMeasure::HEATS[2]),
        Self::Health(HealthMeasure::HEATS[3]),
    ];

    /// What it is called.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Params => say("measure-parameters"),
            Self::Macs => say("measure-multiply-adds"),
            Self::ActivationBytes => say("measure-activation-memory"),
            Self::StepSeconds => say("measure-training-time"),
            Self::Health(measure) => measure.label(),
        }
    }

    /// A value with its unit: "9.4 k", "1.5 MiB", "0.25 ms".
    #[must_use]
    pub fn text(self, value: f64) -> String {
        let count = value.max(0.0).round() as u64;
        match self {
            Self::Params | Self::Macs => magnitude(count),
            Self::ActivationBytes => bytes(count),
            Self::StepSeconds => milliseconds(value.max(0.0)),
            Self::Health(measure) => measure.text(value),
        }
    }

    /// What every layer and block of a network has of it. Layers of unknown shape have no value, nor have those that
    /// `measured` does not name, where something measured is asked for.
    #[must_use]
    pub fn values(self, inference: &Inference, measured: &StepSeconds) -> NodeValues {
        let number = |count: Option<u64>| count.map(|count| count as f64);
        let value = |layer: &LayerReport| match self {
            Self::Params => number(layer.params.map(ParamCount::total)),
            Self::Macs => number(layer.macs),
            Self::ActivationBytes => number(layer.activation_bytes()),
            Self::StepSeconds | Self::Health(_) => measured.get(&*layer.name).copied(),
        };
        let layers = inference.layers.iter();
        let values = layers.filter_map(|layer| Some((layer.path.clone(), value(layer)?)));
        match self {
            // Costs add up; of health the layer that stands out is what a block is opened for.
            Self::Health(_) => NodeValues::joined(values, f64::max),
            _ => NodeValues::of_layers(values),
        }
    }
}

impl NodeValues {
    /// The values of layers, and of every block the sum of what is inside.
    #[must_use]
    pub fn of_layers(layers: impl IntoIterator<Item = (NodePath, f64)>) -> Self {
        Self::joined(layers, |sum, value| sum + value)
    }

    /// The values of layers, and of every block what `join` makes of those inside.
    fn joined(
        layers: impl IntoIterator<Item = (NodePath, f64)>,
        join: impl Fn(f64, f64) -> f64,
    ) -> Self {
        let mut values: BTreeMap<NodePath, f64> = BTreeMap::new();
        for (path, value) in layers {
            let value = if value.is_finite() {
                value.max(0.0)
            } else {
                0.0
            };
            for node in path.blocks_around().chain([path.clone()]) {
                let joined = values.entry(node).or_default();
                *joined = join(*joined, value);
            }
        }
        Self { values }
    }

    /// The value of the node at `path`.
    #[must_use]
    pub fn value(&self, path: &NodePath) -> Option<f64> {
        self.values.get(path).copied()
    }
}

/// Three significant digits: "12.3 ms", "0.25 ms".
fn milliseconds(seconds: f64) -> String {
    let milliseconds = seconds * 1e3;
    let digits = match milliseconds {
        100.0.. => 0,
        10.0.. => 1,
        _ => 2,
    };
    format!("{milliseconds:.digits$} ms")
}

/// Where `value` stands between nothing (0) and `largest` (1). The square root gives small layers a color of their
/// own beside one that is a hundred times as large.
#[must_use]
pub fn heat_share(value: f64, largest: f64) -> f32 {
    if largest > 0.0 {
        (value / largest).clamp(0.0, 1.0).sqrt() as f32
    } else {
        0.0
    }
}

#[cfg(test)]
mod tests {
    use super::super::infer;
    use super::super::model::NodeId;
    use super::super::problem::tests::chain;
    use super::*;
    use crate::layer::{Kind, LayerSpec};

    fn path(ids: &[u64]) -> NodePath {
        NodePath(ids.iter().copied().map(NodeId).collect())
    }

    #[test]
    fn a_block_has_the_sum_of_what_is_inside() {
        let layers = [
            (path(&[1, 2]), 3.0),
            (path(&[1, 3]), 4.0),
            (path(&[5]), 1.0),
        ];
        let values = NodeValues::of_layers(layers.clone());
        assert_eq!(values.value(&path(&[1])), Some(7.0));
        assert_eq!(values.value(&path(&[1, 3])), Some(4.0));
        assert_eq!(values.value(&path(&[9])), None);
        assert_eq!(values.value(&path(&[1, 2])), Some(3.0));
        let of_health = NodeValues::joined(layers, f64::max);
        assert_eq!(of_health.value(&path(&[1])), Some(4.0));
    }

    #[test]
    fn every_measure_reads_what_inference_found() {
        let graph = chain([
            LayerSpec::new(Kind::Input),
            LayerSpec::new(Kind::Flatten),
            LayerSpec::new(Kind::Dense).with("units", 10),
        ]);
        let inference = infer(&graph);
        let dense = path(&[2]);
        let measured = StepSeconds::from([(inference.layers[2].name.to_string(), 0.004)]);
        let values = |measure: Measure| measure.values(&inference, &measured);
        let value = |measure: Measure| values(measure).value(&dense).unwrap();
        // 64·64·3 inputs, ten units; ten numbers of four bytes.
        assert_eq!(value(Measure::Params), 122_890.0);
        assert_eq!(value(Measure::Macs), 122_880.0);
        assert_eq!(value(Measure::ActivationBytes), 40.0);
        assert_eq!(value(Measure::StepSeconds), 0.004);
        assert_eq!(values(Measure::StepSeconds).value(&path(&[1])), None);
    }

    #[test]
    fn times_have_three_digits() {
        let texts = [0.0, 0.000_251, 0.001_2, 0.023_45, 1.5]
            .map(|seconds| Measure::StepSeconds.text(seconds));
        assert_eq!(
            texts,
            ["0.00 ms", "0.25 ms", "1.20 ms", "23.4 ms", "1500 ms"]
        );
    }

    #[test]
    fn heat_is_never_out_of_range() {
        for (value, largest, share) in [
            (0.0, 0.0, 0.0),
            (25.0, 100.0, 0.5),
            (100.0, 100.0, 1.0),
            (200.0, 100.0, 1.0),
        ] {
            assert_eq!(heat_share(value, largest), share);
        }
    }

    #[test]
    fn values_that_are_no_numbers_count_as_nothing() {
        let values = NodeValues::of_layers([(path(&[1]), f64::NAN), (path(&[2]), -1.0)]);
        let [nan, negative] = [1, 2].map(|id| values.value(&path(&[id])));
        assert_eq!((nan, negative), (Some(0.0), Some(0.0)));
    }
}

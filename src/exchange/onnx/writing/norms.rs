//! Normalizations, factors and offsets.

use super::Writer;
use super::drawn::Setting;
use crate::layer::{BatchNormalization, GroupNormalization, LayerNormalization, Normalization};

impl Writer<'_> {
    /// A weight of as many numbers as there are channels, or this number over and over where the layer has none.
    fn per_channel(&mut self, index: usize, key: &str, default: f32) -> String {
        let channels = self.input_shape(index).channels();
        let numbers = self
            .weight(index, key, &[])
            .map_or_else(|| vec![default; channels], |(_, numbers)| numbers);
        let name = format!("{}/{key}", self.at(index).name);
        self.drawn.reals(&name, &[channels], &numbers)
    }

    pub(super) fn batch_norm(&mut self, index: usize, layer: &BatchNormalization) -> String {
        let inputs = [
            ("gamma", 1.0),
            ("beta", 0.0),
            ("moving_mean", 0.0),
            ("moving_variance", 1.0),
        ];
        let weights = inputs.map(|(key, default)| self.per_channel(index, key, default));
        let (name, input) = (self.at(index).name.clone(), self.input(index));
        let settings = [
            Setting::Float("epsilon", layer.epsilon),
            Setting::Float("momentum", layer.momentum),
        ];
        let inputs: Vec<&str> = std::iter::once(input.as_str())
            .chain(weights.iter().map(String::as_str))
            .collect();
        self.drawn
            .node("BatchNormalization", &name, &inputs, &settings)
    }

    pub(super) fn layer_norm(&mut self, index: usize, layer: &LayerNormalization) -> String {
        let (name, input) = (self.at(index).name.clone(), self.input(index));
        let is_map = self.input_shape(index).as_map().is_some();
        let input = if is_map {
            self.transposed(&format!("{name}/channels_last"), &input, &[0, 2, 3, 1])
        } else {
            input
        };
        let gamma = self.per_channel(index, "gamma", 1.0);
        let beta = layer.affine.beta;
        let beta = beta.map(|_| self.per_channel(index, "beta", 0.0));
        let settings = [
            Setting::Int("axis", -1),
            Setting::Float("epsilon", layer.epsilon),
        ];
        let inputs: Vec<&str> = [input.as_str(), gamma.as_str()]
            .into_iter()
            .chain(beta.as_deref())
            .collect();
        let output = self
            .drawn
            .node("LayerNormalization", &name, &inputs, &settings);
        if is_map {
            self.transposed(&format!("{name}/channels_first"), &output, &[0, 3, 1, 2])
        } else {
            output
        }
    }

    /// Each group becomes a channel, is normalized by itself, and is taken apart again.
    pub(super) fn group_norm(&mut self, index: usize, layer: &GroupNormalization) -> String {
        let (name, input, shape) = (
            self.at(index).name.clone(),
            self.input(index),
            self.input_shape(index),
        );
        let channels = shape.channels();
        let groups = layer.groups_of(channels);
        let settings = [Setting::Float("epsilon", layer.epsilon)];
        if groups == channels && shape.as_map().is_some() {
            let (gamma, beta) = (
                self.per_channel(index, "gamma", 1.0),
                self.per_channel(index, "beta", 0.0),
            );
            return self.drawn.node(
                "InstanceNormalization",
                &name,
                &[&input, &gamma, &beta],
                &settings,
            );
        }
        self.spread(index);
        let part = |what: &str| format!("{name}/{what}");
        let target = self.drawn.wholes(&part("groups"), &[0, groups as i64, -1]);
        let grouped = self
            .drawn
            .node("Reshape", &part("grouped"), &[&input, &target], &[]);
        let ones = self
            .drawn
            .reals(&part("ones"), &[groups], &vec![1.0; groups]);
        let zeros = self
            .drawn
            .reals(&part("zeros"), &[groups], &vec![0.0; groups]);
        let normal = self.drawn.node(
            "InstanceNormalization",
            &part("normal"),
            &[&grouped, &ones, &zeros],
            &settings,
        );
        let axes = super::drawn::channels_first(shape)
            .into_iter()
            .map(|length| length as i64);
        let axes: Vec<i64> = std::iter::once(0).chain(axes).collect();
        let target = self.drawn.wholes(&part("shape"), &axes);
        let ungrouped = self
            .drawn
            .node("Reshape", &part("ungrouped"), &[&normal, &target], &[]);
        let gamma = self
            .weight(index, "gamma", &[])
            .map_or_else(|| vec![1.0], |(_, gamma)| gamma);
        let beta = self
            .weight(index, "beta", &[])
            .map_or_else(|| vec![0.0], |(_, beta)| beta);
        let gamma = self.along_channels(index, "gamma", &gamma);
        let beta = self.along_channels(index, "beta", &beta);
        let scaled = self
            .drawn
            .node("Mul", &part("scaled"), &[&ungrouped, &gamma], &[]);
        self.drawn.node("Add", &name, &[&scaled, &beta], &[])
    }

    pub(super) fn normalization(&mut self, index: usize, layer: &Normalization) -> String {
        let given = |numbers: &[f64]| {
            numbers
                .iter()
                .map(|number| *number as f32)
                .collect::<Vec<f32>>()
        };
        let held =
            |writer: &Self, key: &str| writer.weight(index, key, &[]).map(|(_, numbers)| numbers);
        let mean = held(self, "mean").unwrap_or_else(|| given(&layer.mean));
        let variance = held(self, "variance").unwrap_or_else(|| given(&layer.variance));
        let least = Normalization::LEAST_DEVIATION as f32;
        self.spread(index);
        let (name, input) = (self.at(index).name.clone(), self.input(index));
        let mean = self.along_channels(index, "mean", &mean);
        let deviation = |number: &f32| {
            if layer.invert {
                number.sqrt()
            } else {
                number.sqrt().max(least)
            }
        };
        let deviation: Vec<f32> = variance.iter().map(deviation).collect();
        let deviation = self.along_channels(index, "deviation", &deviation);
        let part = |what: &str| format!("{name}/{what}");
        if layer.invert {
            let scaled = self
                .drawn
                .node("Mul", &part("scaled"), &[&input, &deviation], &[]);
            return self.drawn.node("Add", &name, &[&scaled, &mean], &[]);
        }
        let centered = self
            .drawn
            .node("Sub", &part("centered"), &[&input, &mean], &[]);
        self.drawn.node("Div", &name, &[&centered, &deviation], &[])
    }

    /// Numbers that go with the channels, or one that goes with all of them.
    fn along_channels(&mut self, index: usize, key: &str, numbers: &[f32]) -> String {
        let is_map = self.input_shape(index).as_map().is_some();
        let shape: &[usize] = match (numbers.len(), is_map) {
            (1, _) => &[],
            (channels, true) => &[channels, 1, 1],
            (channels, false) => &[channels],
        };
        let name = format!("{}/{key}", self.at(index).name);
        self.drawn.reals(&name, shape, numbers)
    }

    /// Numbers times factors plus offsets, as far as they change anything.
    pub(super) fn changed(
        &mut self,
        index: usize,
        times: &str,
        plus: &str,
        factors: &[f64],
        offsets: &[f64],
    ) -> String {
        let (name, mut value) = (self.at(index).name.clone(), self.input(index));
        let has_offset = offsets.iter().any(|offset| *offset != 0.0);
        let reals = |numbers: &[f64]| {
            numbers
                .iter()
                .map(|number| *number as f32)
                .collect::<Vec<f32>>()
        };
        if !has_offset || factors.iter().any(|factor| *factor != 1.0) {
            let factors = self.along_channels(index, "scale", &reals(factors));
            let part = if has_offset {
                format!("{name}/scaled")
            } else {
                name.clone()
            };
            value = self.drawn.node(times, &part, &[&value, &factors], &[]);
        }
        if has_offset {
            let offsets = self.along_channels(index, "offset", &reals(offsets));
            value = self.drawn.node(plus, &name, &[&value, &offsets], &[]);
        }
        value
    }

    pub(super) fn layer_scale(&mut self, index: usize) -> String {
        let (_, gamma) = self.weight(index, "gamma", &[]).unwrap_or_default();
        let (name, input) = (self.at(index).name.clone(), self.input(index));
        let gamma = self.along_channels(index, "gamma", &gamma);
        self.drawn.node("Mul", &name, &[&input, &gamma], &[])
    }
}

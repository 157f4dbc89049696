//! The forward pass: layers in order, each result dropped after its last reader.

use burn::tensor::Tensor;
use rand_chacha::ChaCha8Rng;

use super::layers::{BatchStatistics, LayerModule, Normalization};
use super::plan::{Form, Plan, PlannedStep};
use super::{Head, Network, Output};
use crate::engine::ops::{self, AfterNormalization};
use crate::engine::profile::{Attribution, Phase, time};

/// What a forward pass is for.
#[derive(Debug)]
pub enum Mode<'a> {
    /// Batch statistics normalize, dropout drops, drawing from the generator.
    Training(&'a mut ChaCha8Rng),
    /// Batch statistics normalize, dropout does nothing.
    BatchStatistics,
    /// Moving statistics normalize, dropout does nothing.
    Inference,
}

/// Sees the output of each layer, `[batch, height, width, channels]`, in the order in which they run.
pub type Observer<'a> = &'a mut dyn FnMut(&str, &Tensor<4>);

/// Gets the output of the layer in each place and gives what the layers after it read in its stead.
type Passage<'a> = &'a mut dyn FnMut(usize, Tensor<4>) -> Tensor<4>;

impl Network {
    /// What the network says about images, `[batch, height, width, channels]`, with its weights at rest.
    pub fn forward(&self, images: Tensor<4>) -> Output {
        self.run(images, &mut Mode::Inference, None).0
    }

    /// Like [`Network::forward`], with each batch normalized by its own statistics as in training.
    pub fn forward_with_batch_statistics(&self, images: Tensor<4>) -> Output {
        self.run(images, &mut Mode::BatchStatistics, None).0
    }

    /// Like [`Network::forward`] in the mode given; in training mode the moving statistics of batch
    /// normalization follow the batch.
    pub fn forward_in(&mut self, images: Tensor<4>, mut mode: Mode<'_>) -> Output {
        let (output, statistics) = self.run(images, &mut mode, None);
        self.follow(statistics);
        output
    }

    /// Like [`Network::forward`] in the mode given, showing each layer's output to `observer`. The
    /// moving statistics stay as they are.
    pub fn forward_observed(
        &self,
        images: Tensor<4>,
        mut mode: Mode<'_>,
        observer: Observer<'_>,
    ) -> Output {
        let mut show = |position: usize, maps: Tensor<4>| {
            observer(&self.nodes[position].name, &self.shown(position, &maps));
            maps
        };
        self.run(images, &mut mode, Some(&mut show)).0
    }

    /// Like [`Network::forward`], where the layers after `layer` read what `change` makes of its output: so a gradient can
    /// begin in the middle of the network. The last layer's output comes without its last activation.
    pub fn forward_through(
        &self,
        images: Tensor<4>,
        layer: &str,
        change: &mut dyn FnMut(Tensor<4>) -> Tensor<4>,
    ) -> Output {
        let mut pass = |position: usize, maps: Tensor<4>| {
            if self.nodes[position].name == layer {
                change(maps)
            } else {
                maps
            }
        };
        self.run(images, &mut Mode::Inference, Some(&mut pass)).0
    }

    /// The first layer whose output holds NaN or infinity for these images, in inference or training mode.
    pub fn first_non_finite_layer(&self, images: Tensor<4>, mode: Mode<'_>) -> Option<String> {
        let mut found = None;
        self.forward_observed(images, mode, &mut |name, maps| {
            if found.is_none() && !is_finite(maps) {
                found = Some(name.to_owned());
            }
        });
        found
    }

    pub(super) fn run(
        &self,
        images: Tensor<4>,
        mode: &mut Mode<'_>,
        passage: Option<Passage<'_>>,
    ) -> (Output, Vec<(usize, BatchStatistics)>) {
        // Who looks between the layers needs every layer's own output: fused steps give only that of their last.
        let plain = passage.as_ref().map(|_| Plan::plain(&self.nodes));
        let plan = plain.as_ref().unwrap_or(&self.plan);
        let mut results: Vec<Option<Tensor<4>>> = vec![None; self.nodes.len()];
        let inputs = (Some(images), &mut results[..]);
        let statistics = self.pass(&plan.steps, inputs, mode, passage);
        let last = results
            .pop()
            .flatten()
            .expect("a network is never built without layers");
        (self.output(last), statistics)
    }

    /// Does these steps, which read `results` and put their outputs there; the first one of all reads the images.
    pub(super) fn pass(
        &self,
        steps: &[PlannedStep],
        (mut images, results): (Option<Tensor<4>>, &mut [Option<Tensor<4>>]),
        mode: &mut Mode<'_>,
        mut passage: Option<Passage<'_>>,
    ) -> Vec<(usize, BatchStatistics)> {
        let mut statistics = Vec::new();
        for step in steps {
            let mut inputs = inputs_of(step, results);
            inputs.extend(images.take());
            let place = Attribution::layer(step.layer, self.nodes[step.layer].operation);
            let output = time(place, Phase::Forward, || {
                let (maps, batch) = self.step(step, inputs, mode);
                statistics.extend(batch.map(|batch| (step.layer, batch)));
                maps
            });
            results[step.output] = Some(match &mut passage {
                Some(pass) => pass(step.output, output),
                None => output,
            });
        }
        statistics
    }

    /// The output of a step, and what a normalization found out about the batch.
    fn step(
        &self,
        step: &PlannedStep,
        inputs: Vec<Tensor<4>>,
        mode: &mut Mode<'_>,
    ) -> (Tensor<4>, Option<BatchStatistics>) {
        let mut inputs = inputs.into_iter();
        let first = inputs.next().expect("every layer reads something");
        let maps = match (&self.nodes[step.layer].module, step.form) {
            (LayerModule::Normalization(layer), form) => {
                let after = after(form, inputs.next());
                // As in Keras: what is frozen is at rest, too.
                if self.nodes[step.layer].is_frozen {
                    return (layer.forward_inference(first, after), None);
                }
                return forward_normalization(layer, first, after, mode);
            }
            (LayerModule::Convolution(layer), Form::PaddedConvolution(sides)) => {
                layer.forward(first, sides)
            }
            (LayerModule::Convolution(layer), _) => layer.forward(first, [(0, 0); 2]),
            (LayerModule::FullyConnected(layer), _) => layer.forward(first),
            (LayerModule::Weighted(layer), _) => layer.forward(first),
            (LayerModule::Stateless(_), Form::ReluOfSum) => {
                let second = inputs.next().expect("the planner saw two inputs");
                ops::relu_sum(first, second)
            }
            (LayerModule::Stateless(layer), _) => layer.forward(first, inputs, mode),
        };
        (maps, None)
    }

    /// What an observer is shown: the last layer with its activation, which the pass leaves out.
    pub(super) fn shown(&self, position: usize, output: &Tensor<4>) -> Tensor<4> {
        if position + 1 < self.nodes.len() || self.head == Head::Linear {
            return output.clone();
        }
        let shape = output.dims();
        self.output(output.clone()).values().reshape(shape)
    }

    /// What the network says, of its last layer's output.
    pub(in crate::engine) fn output(&self, last: Tensor<4>) -> Output {
        let [batch, _, _, units] = last.dims();
        Output {
            logits: last.reshape([batch, units]),
            head: self.head,
        }
    }

    /// Lets the moving statistics follow what normalizations found out about a batch.
    pub(in crate::engine) fn follow(&mut self, statistics: Vec<(usize, BatchStatistics)>) {
        for (position, batch) in statistics {
            if let LayerModule::Normalization(layer) = &mut self.nodes[position].module {
                layer.update(batch);
            }
        }
    }
}

/// The outputs that a step reads, taken out of `results` where no later step reads them.
fn inputs_of(step: &PlannedStep, results: &mut [Option<Tensor<4>>]) -> Vec<Tensor<4>> {
    let mut inputs = Vec::new();
    for &source in &step.inputs {
        inputs.extend(results[source].clone());
    }
    for &source in &step.last_reads {
        results[source] = None;
    }
    inputs
}

fn after(form: Form, shortcut: Option<Tensor<4>>) -> AfterNormalization {
    match (form, shortcut) {
        (Form::ReluOfShortcut, Some(shortcut)) => AfterNormalization::ShortcutAndRelu(shortcut),
        (Form::ReluOfNormalization, _) => AfterNormalization::Relu,
        _ => AfterNormalization::Nothing,
    }
}

fn forward_normalization(
    layer: &Normalization,
    maps: Tensor<4>,
    after: AfterNormalization,
    mode: &mut Mode<'_>,
) -> (Tensor<4>, Option<BatchStatistics>) {
    match mode {
        Mode::Training(_) | Mode::BatchStatistics => {
            let (maps, batch) = layer.forward_training(maps, after);
            (maps, Some(batch))
        }
        Mode::Inference => (layer.forward_inference(maps, after), None),
    }
}

fn is_finite(maps: &Tensor<4>) -> bool {
    maps.clone()
        .is_finite()
        .all()
        .into_data()
        .iter::<bool>()
        .all(|all_finite| all_finite)
}

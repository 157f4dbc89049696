//! Batch normalization, alone or with what follows it.

use burn::backend::autodiff::checkpoint::base::Checkpointer;
use burn::backend::autodiff::checkpoint::strategy::CheckpointStrategy;
use burn::backend::autodiff::grads::Gradients;
use burn::backend::autodiff::ops::{Backward, NodeGuard, Ops};
use burn::backend::flex::FlexTensor;
use burn::backend::tensor::FloatTensor;
use burn::backend::{Autodiff, Backend, Flex, backend_extension};

use super::{changed, numbers, pooled, register, whole};
use crate::buffer::Buffer;
use crate::normalization::{self, GradientSums, Scaling, Statistics, WayBack};

/// A backend with our batch normalization. Where a batch's own statistics are used, they come along: output, mean,
/// variance.
#[backend_extension(Flex, Autodiff)]
pub trait NormalizationBackend: Backend {
    /// See [`batch_normalization`](crate::batch_normalization).
    fn normalization(
        maps: FloatTensor<Self>,
        gamma: FloatTensor<Self>,
        beta: FloatTensor<Self>,
        epsilon: f32,
        with_relu: bool,
    ) -> (FloatTensor<Self>, FloatTensor<Self>, FloatTensor<Self>);

    /// See [`batch_normalization`](crate::batch_normalization).
    fn normalization_with_shortcut(
        maps: FloatTensor<Self>,
        gamma: FloatTensor<Self>,
        beta: FloatTensor<Self>,
        shortcut: FloatTensor<Self>,
        epsilon: f32,
    ) -> (FloatTensor<Self>, FloatTensor<Self>, FloatTensor<Self>);

    /// See [`scaling`](crate::scaling).
    fn scaling(
        maps: FloatTensor<Self>,
        factor: FloatTensor<Self>,
        offset: FloatTensor<Self>,
        with_relu: bool,
    ) -> FloatTensor<Self>;

    /// See [`scaling`](crate::scaling).
    fn scaling_with_shortcut(
        maps: FloatTensor<Self>,
        factor: FloatTensor<Self>,
        offset: FloatTensor<Self>,
        shortcut: FloatTensor<Self>,
    ) -> FloatTensor<Self>;
}

impl NormalizationBackend for Flex {
    fn normalization(
        maps: FlexTensor,
        gamma: FlexTensor,
        beta: FlexTensor,
        epsilon: f32,
        with_relu: bool,
    ) -> (FlexTensor, FlexTensor, FlexTensor) {
        let (forward, statistics) = Forward::by_batch(&maps, &gamma, &beta, epsilon);
        with_statistics(forward.apply(with_relu), &statistics)
    }

    fn normalization_with_shortcut(
        maps: FlexTensor,
        gamma: FlexTensor,
        beta: FlexTensor,
        shortcut: FlexTensor,
        epsilon: f32,
    ) -> (FlexTensor, FlexTensor, FlexTensor) {
        let (forward, statistics) = Forward::by_batch(&maps, &gamma, &beta, epsilon);
        with_statistics(forward.apply_with_shortcut(shortcut), &statistics)
    }

    fn scaling(
        maps: FlexTensor,
        factor: FlexTensor,
        offset: FlexTensor,
        with_relu: bool,
    ) -> FlexTensor {
        Forward::by_constants(&maps, &factor, &offset).apply(with_relu)
    }

    fn scaling_with_shortcut(
        maps: FlexTensor,
        factor: FlexTensor,
        offset: FlexTensor,
        shortcut: FlexTensor,
    ) -> FlexTensor {
        Forward::by_constants(&maps, &factor, &offset).apply_with_shortcut(shortcut)
    }
}

impl<C: CheckpointStrategy> NormalizationBackend for Autodiff<Flex, C> {
    fn normalization(
        maps: FloatTensor<Self>,
        gamma: FloatTensor<Self>,
        beta: FloatTensor<Self>,
        epsilon: f32,
        with_relu: bool,
    ) -> (FloatTensor<Self>, FloatTensor<Self>, FloatTensor<Self>) {
        let parents = [maps.node(), gamma.node(), beta.node()];
        let [maps, gamma, beta] = [&maps, &gamma, &beta].map(<FloatTensor<Self>>::primitive);
        let (forward, statistics) = Forward::by_batch(maps, gamma, beta, epsilon);
        let output = forward.apply(with_relu);
        let (output, mean, variance) = with_statistics(output, &statistics);
        let output = tracked::<C, 3>(parents, forward, After::relu(with_relu), output);
        (output, untracked::<C>(mean), untracked::<C>(variance))
    }

    fn normalization_with_shortcut(
        maps: FloatTensor<Self>,
        gamma: FloatTensor<Self>,
        beta: FloatTensor<Self>,
        shortcut: FloatTensor<Self>,
        epsilon: f32,
    ) -> (FloatTensor<Self>, FloatTensor<Self>, FloatTensor<Self>) {
        let parents = [maps.node(), gamma.node(), beta.node(), shortcut.node()];
        let [maps, gamma, beta] = [&maps, &gamma, &beta].map(<FloatTensor<Self>>::primitive);
        let (forward, statistics) = Forward::by_batch(maps, gamma, beta, epsilon);
        let output = forward.apply_with_shortcut(shortcut.into_primitive());
        let (output, mean, variance) = with_statistics(output, &statistics);
        let after = After::ShortcutAndRelu(output.clone());
        let output = tracked::<C, 4>(parents, forward, after, output);
        (output, untracked::<C>(mean), untracked::<C>(variance))
    }

    fn scaling(
        maps: FloatTensor<Self>,
        factor: FloatTensor<Self>,
        offset: FloatTensor<Self>,
        with_relu: bool,
    ) -> FloatTensor<Self> {
        let parents = [maps.node(), factor.node(), offset.node()];
        let [maps, factor, offset] = [&maps, &factor, &offset].map(<FloatTensor<Self>>::primitive);
        let forward = Forward::by_constants(maps, factor, offset);
        let output = forward.apply(with_relu);
        tracked::<C, 3>(parents, forward, After::relu(with_relu), output)
    }

    fn scaling_with_shortcut(
        maps: FloatTensor<Self>,
        factor: FloatTensor<Self>,
        offset: FloatTensor<Self>,
        shortcut: FloatTensor<Self>,
    ) -> FloatTensor<Self> {
        let parents = [maps.node(), factor.node(), offset.node(), shortcut.node()];
        let [maps, factor, offset] = [&maps, &factor, &offset].map(<FloatTensor<Self>>::primitive);
        let forward = Forward::by_constants(maps, factor, offset);
        let output = forward.apply_with_shortcut(shortcut.into_primitive());
        let after = After::ShortcutAndRelu(output.clone());
        tracked::<C, 4>(parents, forward, after, output)
    }
}

/// A forward pass: its input and what it does with it.
#[derive(Debug, Clone)]
struct Forward {
    maps: FlexTensor,
    scaling: Scaling,
    /// What centered numbers were multiplied by, where that was found out from the batch itself.
    normalize: Option<Vec<f32>>,
}

impl Forward {
    fn by_batch(
        maps: &FlexTensor,
        gamma: &FlexTensor,
        beta: &FlexTensor,
        epsilon: f32,
    ) -> (Self, Statistics) {
        let [maps, gamma, beta] = [maps, gamma, beta].map(FlexTensor::to_contiguous);
        let gamma = numbers(&gamma);
        let statistics = normalization::statistics(numbers(&maps), gamma.len());
        let normalize = statistics.normalize(epsilon);
        let scaling = Scaling::new(&statistics.mean, &normalize, gamma, numbers(&beta));
        let forward = Self {
            maps,
            scaling,
            normalize: Some(normalize),
        };
        (forward, statistics)
    }

    fn by_constants(maps: &FlexTensor, factor: &FlexTensor, offset: &FlexTensor) -> Self {
        let [maps, factor, offset] = [maps, factor, offset].map(FlexTensor::to_contiguous);
        Self {
            maps,
            scaling: Scaling::of_constants(numbers(&factor), numbers(&offset)),
            normalize: None,
        }
    }

    fn apply(&self, with_relu: bool) -> FlexTensor {
        let output = normalization::apply(numbers(&self.maps), &self.scaling, with_relu);
        pooled(output, self.maps.layout().shape().clone())
    }

    fn apply_with_shortcut(&self, shortcut: FlexTensor) -> FlexTensor {
        let (maps, scaling) = (numbers(&self.maps), &self.scaling);
        let mut shortcut = whole(shortcut);
        if let Some(own) = shortcut.try_storage_mut() {
            normalization::apply_to_shortcut(maps, scaling, own);
            return shortcut;
        }
        let output = normalization::apply_with_shortcut(maps, scaling, numbers(&shortcut));
        pooled(output, self.maps.layout().shape().clone())
    }
}

fn with_statistics(
    output: FlexTensor,
    statistics: &Statistics,
) -> (FlexTensor, FlexTensor, FlexTensor) {
    let vector = |values: &[f32]| pooled(Buffer::from_slice(values), [values.len()]);
    (
        output,
        vector(&statistics.mean),
        vector(&statistics.variance),
    )
}

/// What the forward pass did after normalizing.
#[derive(Debug, Clone)]
enum After {
    Nothing,
    Relu,
    /// Added a shortcut and took the relu of the sum, which gave this output.
    ShortcutAndRelu(FlexTensor),
}

impl After {
    fn relu(with_relu: bool) -> Self {
        if with_relu { Self::Relu } else { Self::Nothing }
    }
}

#[derive(Debug, Clone)]
struct Saved {
    forward: Forward,
    after: After,
}

fn tracked<C: CheckpointStrategy, const N: usize>(
    parents: [NodeGuard; N],
    forward: Forward,
    after: After,
    output: FlexTensor,
) -> FloatTensor<Autodiff<Flex, C>> {
    let saved = || Saved { forward, after };
    register::<C, _, _, N>(NormalizationBackward, parents, saved, output)
}

/// A tensor that no gradient is asked of.
fn untracked<C: CheckpointStrategy>(tensor: FlexTensor) -> FloatTensor<Autodiff<Flex, C>> {
    <FloatTensor<Autodiff<Flex, C>>>::new(tensor)
}

/// The gradients of a normalization. Its parents are the maps, gamma or a factor, beta or an offset, and perhaps a
/// shortcut.
#[derive(Debug)]
struct NormalizationBackward;

impl<const N: usize> Backward<Flex, N> for NormalizationBackward {
    type State = Saved;

    fn backward(self, ops: Ops<Saved, N>, gradients: &mut Gradients, _: &mut Checkpointer) {
        let Saved { forward, after } = ops.state;
        let gradient = gradients.consume::<Flex>(&ops.node);
        let (maps, normalize) = (numbers(&forward.maps), forward.normalize.as_deref());
        let way = WayBack::new(maps, &forward.scaling, normalize);
        let (of_maps, sums, shortcut) = match after {
            After::Nothing => through(&way, gradient, false),
            After::Relu => through(&way, gradient, true),
            After::ShortcutAndRelu(output) => cut(&way, gradient, &output.to_contiguous()),
        };
        let vector = |sums: &[f32]| pooled(Buffer::from_slice(sums), [sums.len()]);
        let found = [
            Some(of_maps),
            Some(vector(&sums.gamma)),
            Some(vector(&sums.beta)),
            shortcut,
        ];
        for (node, gradient) in ops.parents.iter().zip(found) {
            if let (Some(node), Some(gradient)) = (node, gradient) {
                gradients.register::<Flex>(node.id, gradient);
            }
        }
    }
}

/// The gradients of the maps, of gamma and beta, and of the shortcut.
type Found = (FlexTensor, GradientSums, Option<FlexTensor>);

/// The way back where no shortcut was, in the gradient's own memory.
fn through(way: &WayBack<'_>, gradient: FlexTensor, with_relu: bool) -> Found {
    let mut sums = GradientSums::default();
    let of_maps = changed(gradient, |gradient| sums = way.through(gradient, with_relu));
    (of_maps, sums, None)
}

/// The way back from the `output` of a sum and its relu.
fn cut(way: &WayBack<'_>, gradient: FlexTensor, output: &FlexTensor) -> Found {
    let mut sums = GradientSums::default();
    let shape = output.layout().shape().clone();
    let shortcut = changed(gradient, |gradient| {
        sums = way.cut(gradient, numbers(output));
    });
    let of_maps = way.maps_gradient(numbers(&shortcut), &sums);
    (pooled(of_maps, shape), sums, Some(shortcut))
}

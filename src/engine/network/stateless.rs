//! Layers without weights: what each makes of its inputs, with its settings resolved for the operation that runs it.

use std::fmt;
use std::sync::Arc;

use burn::module::Module;
use burn::tensor::Tensor;
use rand_chacha::ChaCha8Rng;

use super::forward::Mode;
use crate::engine::ops::{self, Sides};
use crate::layer::Function;

/// A layer without weights.
#[derive(Module, Debug)]
pub(super) struct Stateless {
    #[module(skip)]
    pub operation: StatelessOperation,
}

/// Something with one input.
type OfOne = dyn Fn(Tensor<4>) -> Tensor<4> + Send + Sync;
/// Something with one input, and numbers drawn for it.
type Noise = dyn Fn(Tensor<4>, &mut ChaCha8Rng) -> Tensor<4> + Send + Sync;
/// Something with a first input and others.
type OfSeveral = dyn Fn(Tensor<4>, Vec<Tensor<4>>) -> Tensor<4> + Send + Sync;

/// What it does. Those that a plan joins with others, or that are watched, stand by name; all others are what they compute.
#[derive(Clone)]
pub(super) enum StatelessOperation {
    /// Hands on what comes in.
    Nothing,
    /// Rows at the top and bottom, columns at the left and right.
    ZeroPadding([Sides; 2]),
    Activation(Function),
    Add,
    OfOne(Arc<OfOne>),
    /// While training; at rest nothing.
    Noise(Arc<Noise>),
    OfSeveral(Arc<OfSeveral>),
}

impl StatelessOperation {
    pub fn of_one(compute: impl Fn(Tensor<4>) -> Tensor<4> + Send + Sync + 'static) -> Self {
        Self::OfOne(Arc::new(compute))
    }

    pub fn noise(
        disturb: impl Fn(Tensor<4>, &mut ChaCha8Rng) -> Tensor<4> + Send + Sync + 'static,
    ) -> Self {
        Self::Noise(Arc::new(disturb))
    }

    pub fn of_several(
        merge: impl Fn(Tensor<4>, Vec<Tensor<4>>) -> Tensor<4> + Send + Sync + 'static,
    ) -> Self {
        Self::OfSeveral(Arc::new(merge))
    }
}

impl fmt::Debug for StatelessOperation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Nothing => f.write_str("Nothing"),
            Self::ZeroPadding(sides) => write!(f, "ZeroPadding({sides:?})"),
            Self::Activation(function) => write!(f, "Activation({function:?})"),
            Self::Add => f.write_str("Add"),
            Self::OfOne(_) => f.write_str("OfOne"),
            Self::Noise(_) => f.write_str("Noise"),
            Self::OfSeveral(_) => f.write_str("OfSeveral"),
        }
    }
}

impl Stateless {
    /// The output for the `first` input and the `others`, which only layers that merge have.
    pub fn forward(
        &self,
        first: Tensor<4>,
        others: impl Iterator<Item = Tensor<4>>,
        mode: &mut Mode<'_>,
    ) -> Tensor<4> {
        match (&self.operation, mode) {
            (StatelessOperation::Nothing, _) => first,
            (StatelessOperation::ZeroPadding(sides), _) => ops::zero_padding(first, *sides),
            (StatelessOperation::Activation(function), _) => ops::activation(*function, first),
            (StatelessOperation::Add, _) => ops::add(first, others),
            (StatelessOperation::OfOne(compute), _) => compute(first),
            (StatelessOperation::Noise(disturb), Mode::Training(generator)) => {
                disturb(first, generator)
            }
            (StatelessOperation::Noise(_), Mode::BatchStatistics | Mode::Inference) => first,
            (StatelessOperation::OfSeveral(merge), _) => merge(first, others.collect()),
        }
    }
}

//! Layers without weights: what each makes of its inputs, with its settings resolved for the operation that runs it.

use burn::module::Module;
use burn::tensor::Tensor;

use super::forward::Mode;
use crate::engine::ops::{self, Sides, Window};
use crate::layer::Function;

/// A layer without weights.
#[derive(Module, Debug)]
pub(super) struct Stateless {
    #[module(skip)]
    pub operation: StatelessOperation,
}

/// What it does.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum StatelessOperation {
    /// Hands the images on.
    Input,
    /// Rows at the top and bottom, columns at the left and right.
    ZeroPadding([Sides; 2]),
    Activation(Function),
    MaxPooling(Window),
    AveragePooling(Window),
    GlobalMaxPooling,
    GlobalAveragePooling,
    Flatten,
    /// The share of numbers that is dropped while training.
    Dropout(f64),
    Add,
    Concatenate,
}

impl Stateless {
    /// The output for the `first` input and the `others`, which only layers that merge have.
    pub fn forward(
        &self,
        first: Tensor<4>,
        others: impl Iterator<Item = Tensor<4>>,
        mode: &mut Mode<'_>,
    ) -> Tensor<4> {
        match &self.operation {
            StatelessOperation::Input => first,
            StatelessOperation::ZeroPadding(sides) => ops::zero_padding(first, *sides),
            StatelessOperation::Activation(function) => ops::activation(*function, first),
            StatelessOperation::MaxPooling(window) => ops::max_pooling(first, window),
            StatelessOperation::AveragePooling(window) => ops::average_pooling(first, window),
            StatelessOperation::GlobalMaxPooling => ops::global_max_pooling(first),
            StatelessOperation::GlobalAveragePooling => ops::global_average_pooling(first),
            StatelessOperation::Flatten => ops::flatten(first),
            StatelessOperation::Dropout(rate) => match mode {
                Mode::Training(generator) => ops::dropout(first, *rate, generator),
                Mode::BatchStatistics | Mode::Inference => first,
            },
            StatelessOperation::Add => ops::add(first, others),
            StatelessOperation::Concatenate => {
                ops::concatenate(std::iter::once(first).chain(others).collect())
            }
        }
    }
}

//! Weights out of a network and into one.

use std::collections::BTreeMap;

use burn::module::{Module, ModuleMapper, ModuleVisitor, Param};
use burn::tensor::{Tensor, TensorData};

use super::{LentArray, NamedArray, WeightsMismatch};
use crate::engine::error::EngineError;
use crate::engine::guard::guard;
use crate::engine::network::{Network, ParameterPath};

impl Network {
    /// All weights and moving statistics, in the order of the layers.
    ///
    /// # Errors
    /// When the device cannot hand its numbers over.
    pub fn weights(&self) -> Result<Vec<NamedArray>, EngineError> {
        self.lent_weights()?.iter().map(LentArray::copied).collect()
    }

    /// The same, where they are; whoever holds on to them keeps them from changing.
    ///
    /// # Errors
    /// When the device does not answer.
    pub fn lent_weights(&self) -> Result<Vec<LentArray>, EngineError> {
        guard("doing-reading-weights", || {
            let mut reader = Reader::default();
            self.visit(&mut reader);
            Ok(reader.arrays)
        })
    }

    /// The same network with other weights; every parameter must be among them, and nothing else.
    ///
    /// # Errors
    /// The first parameter that is missing or of another shape, or the first array without a place.
    pub fn with_weights(self, weights: Vec<NamedArray>) -> Result<Self, EngineError> {
        let arrays = weights
            .into_iter()
            .map(|array| (array.name.clone(), array))
            .collect();
        let mut writer = Writer {
            path: ParameterPath::default(),
            arrays,
            mismatch: None,
        };
        let network = self.map(&mut writer);
        let left_over = writer.arrays.into_keys().next();
        let unexpected = left_over.map(|name| WeightsMismatch::Unexpected { name });
        match writer.mismatch.or(unexpected) {
            Some(mismatch) => Err(mismatch.into()),
            None => Ok(network),
        }
    }
}

#[derive(Default)]
struct Reader {
    path: ParameterPath,
    arrays: Vec<LentArray>,
}

impl ModuleVisitor for Reader {
    fn enter_module(&mut self, name: &str, container_type: &str) {
        self.path.enter(name, container_type);
    }

    fn exit_module(&mut self, _name: &str, _container_type: &str) {
        self.path.exit();
    }

    fn visit_float<const D: usize>(&mut self, parameter: &Param<Tensor<D>>) {
        self.arrays
            .push(LentArray::of(self.path.name(), parameter.val()));
    }
}

struct Writer {
    path: ParameterPath,
    arrays: BTreeMap<String, NamedArray>,
    /// The first one; nothing is written after it.
    mismatch: Option<WeightsMismatch>,
}

impl Writer {
    fn array_for(&mut self, shape: &[usize]) -> Result<NamedArray, WeightsMismatch> {
        let name = self.path.name();
        let Some(array) = self.arrays.remove(&name) else {
            return Err(WeightsMismatch::Missing { name });
        };
        if array.shape != shape {
            let expected = shape.to_vec();
            return Err(WeightsMismatch::Shape {
                name,
                expected,
                found: array.shape,
            });
        }
        let (expected, found) = (shape.iter().product(), array.values.len());
        if expected != found {
            return Err(WeightsMismatch::Length {
                name,
                expected,
                found,
            });
        }
        Ok(array)
    }
}

impl ModuleMapper for Writer {
    fn enter_module(&mut self, name: &str, container_type: &str) {
        self.path.enter(name, container_type);
    }

    fn exit_module(&mut self, _name: &str, _container_type: &str) {
        self.path.exit();
    }

    fn map_float<const D: usize>(&mut self, parameter: Param<Tensor<D>>) -> Param<Tensor<D>> {
        if self.mismatch.is_some() {
            return parameter;
        }
        let shape = parameter.val().dims();
        match self.array_for(&shape) {
            Ok(array) => parameter.map(|old| {
                let data = TensorData::new(array.values, shape);
                Tensor::from_data(data, &old.device()).set_require_grad(old.is_require_grad())
            }),
            Err(mismatch) => {
                self.mismatch = Some(mismatch);
                parameter
            }
        }
    }
}

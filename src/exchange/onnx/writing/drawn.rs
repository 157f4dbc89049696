//! The file in the making: operators, numbers, and what each layer's output is called.

use std::collections::BTreeMap;

use prost::bytes::Bytes;

use super::super::proto::{
    AttributeProto, Dimension, EXTERNAL, GraphProto, NodeProto, StringStringEntryProto,
    TensorProto, TensorShapeProto, TensorType, TypeProto, ValueInfoProto, attribute, data_type,
};
use crate::layer::Shape;

/// From so many bytes on a tensor lies in a file of its own, where the whole is too large for one.
const LEAST_BYTES_BESIDE: usize = 1024;

/// A file that is being written.
#[derive(Default)]
pub struct Drawn {
    nodes: Vec<NodeProto>,
    tensors: Vec<TensorProto>,
    /// What is called so already.
    names: BTreeMap<String, usize>,
}

/// One setting of an operator.
pub enum Setting {
    /// A whole number.
    Int(&'static str, i64),
    /// Several of them.
    Ints(&'static str, Vec<i64>),
    /// A real number.
    Float(&'static str, f64),
    /// A word.
    Word(&'static str, &'static str),
}

impl Setting {
    fn message(&self) -> AttributeProto {
        let empty = AttributeProto::default();
        match self {
            Self::Int(name, value) => AttributeProto {
                name: (*name).to_owned(),
                kind: attribute::INT,
                i: Some(*value),
                ..empty
            },
            Self::Ints(name, values) => AttributeProto {
                name: (*name).to_owned(),
                kind: attribute::INTS,
                ints: values.clone(),
                ..empty
            },
            Self::Float(name, value) => AttributeProto {
                name: (*name).to_owned(),
                kind: attribute::FLOAT,
                f: Some(*value as f32),
                ..empty
            },
            Self::Word(name, value) => AttributeProto {
                name: (*name).to_owned(),
                kind: attribute::STRING,
                s: Some(value.as_bytes().to_vec()),
                ..empty
            },
        }
    }
}

impl Drawn {
    /// An operator called `name`; gives what its output is called.
    pub fn node(&mut self, op: &str, name: &str, inputs: &[&str], settings: &[Setting]) -> String {
        let output = self.free(name);
        self.nodes.push(NodeProto {
            op_type: op.to_owned(),
            name: name.to_owned(),
            input: inputs.iter().map(ToString::to_string).collect(),
            output: vec![output.clone()],
            attribute: settings.iter().map(Setting::message).collect(),
            ..NodeProto::default()
        });
        output
    }

    /// Real numbers called `name`; gives what they are called.
    pub fn reals(&mut self, name: &str, shape: &[usize], numbers: &[f32]) -> String {
        let bytes: Vec<u8> = numbers
            .iter()
            .flat_map(|number| number.to_le_bytes())
            .collect();
        self.tensor(name, shape, data_type::FLOAT, bytes)
    }

    /// A single real number.
    pub fn real(&mut self, name: &str, number: f64) -> String {
        self.reals(name, &[], &[number as f32])
    }

    /// Whole numbers in a row.
    pub fn wholes(&mut self, name: &str, numbers: &[i64]) -> String {
        let bytes = numbers
            .iter()
            .flat_map(|number| number.to_le_bytes())
            .collect();
        self.tensor(name, &[numbers.len()], data_type::INT64, bytes)
    }

    fn tensor(&mut self, name: &str, shape: &[usize], data_type: i32, bytes: Vec<u8>) -> String {
        let name = self.free(name);
        self.tensors.push(TensorProto {
            name: name.clone(),
            dims: shape.iter().map(|length| *length as i64).collect(),
            data_type,
            raw_data: Some(bytes.into()),
            ..TensorProto::default()
        });
        name
    }

    /// `name`, or with a number where something else is called so.
    pub fn free(&mut self, name: &str) -> String {
        let mut wanted = name.to_owned();
        loop {
            let known = self.names.entry(wanted.clone()).or_default();
            *known += 1;
            if *known == 1 {
                return wanted;
            }
            wanted = format!("{name}__{known}");
        }
    }

    /// How many bytes its numbers take.
    pub fn number_bytes(&self) -> usize {
        self.tensors
            .iter()
            .filter_map(|tensor| tensor.raw_data.as_ref())
            .map(Bytes::len)
            .sum()
    }

    /// Moves large numbers into a file called `name` beside the network's; gives its bytes.
    pub fn moved_beside(&mut self, name: &str) -> Vec<u8> {
        let mut beside = Vec::with_capacity(self.number_bytes());
        let entry = |key: &str, value: String| StringStringEntryProto {
            key: key.to_owned(),
            value,
        };
        for tensor in &mut self.tensors {
            let Some(bytes) = tensor
                .raw_data
                .take_if(|bytes| bytes.len() >= LEAST_BYTES_BESIDE)
            else {
                continue;
            };
            tensor.data_location = EXTERNAL;
            tensor.external_data = vec![
                entry("location", name.to_owned()),
                entry("offset", beside.len().to_string()),
                entry("length", bytes.len().to_string()),
            ];
            beside.extend_from_slice(&bytes);
        }
        beside
    }

    /// The network with its input and its outputs, each with its axes.
    pub fn graph(self, name: &str, input: ValueInfoProto, output: ValueInfoProto) -> GraphProto {
        GraphProto {
            node: self.nodes,
            name: name.to_owned(),
            initializer: self.tensors,
            input: vec![input],
            output: vec![output],
        }
    }
}

/// A value that comes in or goes out: a batch of any size.
pub fn value(name: &str, axes: &[usize]) -> ValueInfoProto {
    let batch = Dimension {
        dim_value: None,
        dim_param: Some("N".to_owned()),
    };
    let length = |length: &usize| Dimension {
        dim_value: Some(*length as i64),
        dim_param: None,
    };
    let shape = TensorShapeProto {
        dim: std::iter::once(batch)
            .chain(axes.iter().map(length))
            .collect(),
    };
    let tensor = TensorType {
        elem_type: data_type::FLOAT,
        shape: Some(shape),
    };
    ValueInfoProto {
        name: name.to_owned(),
        r#type: Some(TypeProto {
            tensor_type: Some(tensor),
        }),
    }
}

/// The axes of a shape behind the batch's, channels first.
pub fn channels_first(shape: Shape) -> Vec<usize> {
    match shape.as_map() {
        Some([height, width, channels]) => vec![channels, height, width],
        None => shape.dims().to_vec(),
    }
}

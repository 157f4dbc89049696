//! On what a layer was called, in each of the ways in which Keras has written that down.

use serde_json::{Map, Value};

/// An output of a call of a layer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Ref {
    pub layer: String,
    pub node: i64,
    /// Which of several outputs.
    pub tensor: usize,
}

/// One call of a layer.
#[derive(Clone, Debug, Default)]
pub(super) struct Call {
    pub arguments: Vec<Argument>,
    pub named: Vec<(String, Argument)>,
}

/// What a layer was called with.
#[derive(Clone, Debug)]
pub(super) enum Argument {
    Tensor(Ref),
    Number(f64),
    List(Vec<Argument>),
    Other(Value),
}

impl Call {
    /// All tensors, in their order.
    pub(super) fn tensors(&self) -> Vec<&Ref> {
        let mut found = Vec::new();
        let named = self.named.iter().map(|(_, argument)| argument);
        for argument in self.arguments.iter().chain(named) {
            argument.add_tensors(&mut found);
        }
        found
    }

    /// The argument of this name.
    pub(super) fn named(&self, name: &str) -> Option<&Argument> {
        let mut named = self.named.iter();
        named.find_map(|(known, argument)| (known == name).then_some(argument))
    }
}

impl Argument {
    fn add_tensors<'a>(&'a self, found: &mut Vec<&'a Ref>) {
        match self {
            Self::Tensor(tensor) => found.push(tensor),
            Self::List(arguments) => arguments.iter().for_each(|it| it.add_tensors(found)),
            Self::Number(_) | Self::Other(_) => {}
        }
    }

    /// One argument of Keras 3.
    fn of_three(value: &Value) -> Self {
        let history = value
            .get("config")
            .and_then(|config| config.get("keras_history"));
        match (value, history.and_then(reference)) {
            (_, Some(tensor)) => Self::Tensor(tensor),
            (Value::Array(values), None) => Self::List(values.iter().map(Self::of_three).collect()),
            _ => Self::plain(value),
        }
    }

    /// One argument of Keras 2, where a tensor is a list that begins with a name.
    fn of_two(value: &Value) -> Self {
        match (value, constant(value), reference(value)) {
            (_, Some(constant), _) => Self::plain(constant),
            (_, None, Some(tensor)) => Self::Tensor(tensor),
            (Value::Array(values), None, None) => {
                Self::List(values.iter().map(Self::of_two).collect())
            }
            _ => Self::plain(value),
        }
    }

    fn plain(value: &Value) -> Self {
        match value.as_f64() {
            Some(number) => Self::Number(number),
            None => Self::Other(value.clone()),
        }
    }
}

/// `[name, node, tensor]`, perhaps with more behind.
fn reference(value: &Value) -> Option<Ref> {
    match value.as_array()?.as_slice() {
        [
            Value::String(layer),
            Value::Number(node),
            Value::Number(tensor),
            ..,
        ] => Some(Ref {
            layer: layer.clone(),
            node: node.as_i64()?,
            tensor: tensor.as_u64()? as usize,
        }),
        _ => None,
    }
}

/// A number among tensors, as TensorFlow 2 has written it.
fn constant(value: &Value) -> Option<&Value> {
    match value.as_array()?.as_slice() {
        [Value::String(mark), _, constant, ..] if mark == "_CONSTANT_VALUE" => Some(constant),
        _ => None,
    }
}

/// The ends of a model: one bare, several in a list, or by name.
pub(super) fn refs(value: &Value) -> Vec<Ref> {
    match (reference(value), value) {
        (Some(one), _) => vec![one],
        (None, Value::Array(values)) => values.iter().flat_map(refs).collect(),
        (None, Value::Object(named)) => named.values().flat_map(refs).collect(),
        _ => Vec::new(),
    }
}

/// The calls of a layer.
pub(super) fn calls(inbound_nodes: &Value) -> Vec<Call> {
    let nodes = inbound_nodes
        .as_array()
        .map(Vec::as_slice)
        .unwrap_or_default();
    nodes.iter().filter_map(call).collect()
}

fn call(node: &Value) -> Option<Call> {
    match node {
        Value::Object(node) => Some(Call {
            arguments: match node.get("args") {
                Some(Value::Array(values)) => values.iter().map(Argument::of_three).collect(),
                _ => Vec::new(),
            },
            named: named(node.get("kwargs"), Argument::of_three),
        }),
        Value::Array(tensors) if reference(node).is_some() => Some(call_of_two(&[node], tensors)),
        Value::Array(tensors) if !tensors.is_empty() => {
            let all: Vec<&Value> = tensors.iter().collect();
            let first = tensors.first().and_then(Value::as_array);
            Some(call_of_two(
                &all,
                first.map(Vec::as_slice).unwrap_or_default(),
            ))
        }
        _ => None,
    }
}

/// Keras 2 keeps what a call was told by name behind its first tensor.
fn call_of_two(tensors: &[&Value], first: &[Value]) -> Call {
    Call {
        arguments: tensors
            .iter()
            .map(|tensor| Argument::of_two(tensor))
            .collect(),
        named: named(first.get(3), Argument::of_two),
    }
}

fn named(value: Option<&Value>, read: fn(&Value) -> Argument) -> Vec<(String, Argument)> {
    let empty = Map::new();
    let map = value.and_then(Value::as_object).unwrap_or(&empty);
    map.iter()
        .map(|(name, value)| (name.clone(), read(value)))
        .collect()
}

//! The values of a file that do not change, by name: those that it holds, and those that follow from them.

use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::rc::Rc;

use super::fold;
use super::node::Node;
use super::proto::{GraphProto, TensorProto};
use super::tensor::{self, Tensor};
use crate::message;
use crate::text::Message;

/// The most numbers of a file that are made of nothing but a shape: a few bytes could otherwise ask for all memory there is.
/// VGG19 has 143 million, and the smallest files of the package `onnx` make all of them so.
const MOST_MADE: usize = 160 << 20;
/// How often the layers may hold a number of the file; those that share one have a copy each.
const COPIES: usize = 8;

/// Values that do not change.
pub struct Constants<'a> {
    held: BTreeMap<&'a str, &'a TensorProto>,
    made: BTreeMap<String, Rc<Tensor>>,
    made_count: usize,
    /// Those of the file that were read, and how many numbers they have.
    read: RefCell<BTreeSet<&'a str>>,
    read_count: Cell<usize>,
    folder: &'a Path,
}

impl<'a> Constants<'a> {
    /// Those that the file holds.
    pub fn new(graph: &'a GraphProto, folder: &'a Path) -> Self {
        let tensors = graph.initializer.iter();
        Self {
            held: tensors
                .map(|tensor| (tensor.name.as_str(), tensor))
                .collect(),
            made: BTreeMap::new(),
            made_count: 0,
            read: RefCell::default(),
            read_count: Cell::default(),
            folder,
        }
    }

    /// Whether the value of this name is one of them.
    pub fn has(&self, name: &str) -> bool {
        self.held.contains_key(name) || self.made.contains_key(name)
    }

    /// Its numbers; read from the file whenever they are asked for, for a file holds each of them for one layer.
    pub fn get(&self, name: &str) -> Result<Option<Rc<Tensor>>, Message> {
        if let Some(made) = self.made.get(name) {
            return Ok(Some(Rc::clone(made)));
        }
        let Some((name, held)) = self.held.get_key_value(name) else {
            return Ok(None);
        };
        let tensor = tensor::read(held, self.folder)?;
        if self.read.borrow_mut().insert(name) {
            let count = self.read_count.get().saturating_add(tensor.len());
            self.read_count.set(count);
        }
        Ok(Some(Rc::new(tensor)))
    }

    /// The most numbers that all layers together may hold: as many as the file has shown to have, some times over, and as
    /// many as may be made of nothing.
    pub fn most_of_layers(&self) -> usize {
        let of_file = self.read_count.get().saturating_mul(COPIES);
        of_file.saturating_add(MOST_MADE)
    }

    /// Keeps a value that follows from others.
    pub fn keep(&mut self, name: &str, tensor: Tensor) {
        self.made_count = self.made_count.saturating_add(tensor.len());
        self.made.insert(name.to_owned(), Rc::new(tensor));
    }

    /// What `node` makes, where it makes it of nothing but such values; `None` where it does not, or does something that
    /// is not computed here.
    pub fn folded(&mut self, node: Node<'_>) -> Option<Result<(), Message>> {
        if node.0.output.len() != 1
            || !node.inputs().all(|name| self.has(name))
            || !fold::can_fold(node)
        {
            return None;
        }
        let inputs: Result<Vec<Option<Rc<Tensor>>>, Message> = (0..node.0.input.len())
            .map(|index| node.input(index).map_or(Ok(None), |name| self.get(name)))
            .collect();
        let left = MOST_MADE.saturating_sub(self.made_count);
        let made = inputs.and_then(|inputs| {
            let tensor = fold::fold(node, &inputs, self.folder, left)?;
            tensor.ok_or_else(|| message!("onnx-constant-not-computed"))
        });
        Some(made.map(|tensor| self.keep(node.output(), tensor)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_layers_may_hold_grows_with_what_the_file_holds_not_with_how_often_it_is_read() {
        let held = TensorProto {
            name: "w".to_owned(),
            dims: vec![3],
            data_type: super::super::proto::data_type::FLOAT,
            float_data: vec![1.0, 2.0, 3.0],
            ..Default::default()
        };
        let graph = GraphProto {
            initializer: vec![held],
            ..Default::default()
        };
        let constants = Constants::new(&graph, Path::new("."));
        let nothing = constants.most_of_layers();
        assert_eq!(constants.get("w").unwrap().unwrap().len(), 3);
        constants.get("w").unwrap();
        assert_eq!(constants.most_of_layers(), nothing + 3 * COPIES);
    }
}

//! One operator of a file: its settings by name, and what it is called.

use super::proto::{AttributeProto, NodeProto, StringStringEntryProto, TensorProto};

/// An operator that is read.
#[derive(Clone, Copy)]
pub struct Node<'a>(pub &'a NodeProto);

impl<'a> Node<'a> {
    /// What it does: `Conv`; with its domain where that is not ONNX's own.
    pub fn op(self) -> String {
        match self.0.domain.as_str() {
            "" | "ai.onnx" => self.0.op_type.clone(),
            domain => format!("{domain}.{}", self.0.op_type),
        }
    }

    /// The name of its input, where it is given.
    pub fn input(self, index: usize) -> Option<&'a str> {
        let name = self.0.input.get(index)?;
        (!name.is_empty()).then_some(name.as_str())
    }

    /// The names of the inputs that are given.
    pub fn inputs(self) -> impl Iterator<Item = &'a str> {
        self.0
            .input
            .iter()
            .map(String::as_str)
            .filter(|name| !name.is_empty())
    }

    /// The name of its first output.
    pub fn output(self) -> &'a str {
        self.0.output.first().map_or("", String::as_str)
    }

    fn attribute(self, name: &str) -> Option<&'a AttributeProto> {
        self.0
            .attribute
            .iter()
            .find(|attribute| attribute.name == name)
    }

    /// Whether it has this setting.
    pub fn has(self, name: &str) -> bool {
        self.attribute(name).is_some()
    }

    /// A whole number.
    pub fn int(self, name: &str, default: i64) -> i64 {
        self.attribute(name)
            .map_or(default, |attribute| attribute.i.unwrap_or(0))
    }

    /// Several whole numbers.
    pub fn ints(self, name: &str) -> Option<&'a [i64]> {
        self.attribute(name)
            .map(|attribute| attribute.ints.as_slice())
    }

    /// A real number.
    pub fn float(self, name: &str, default: f32) -> f32 {
        self.attribute(name)
            .map_or(default, |attribute| attribute.f.unwrap_or(0.0))
    }

    /// Several real numbers.
    pub fn floats(self, name: &str) -> Option<&'a [f32]> {
        self.attribute(name)
            .map(|attribute| attribute.floats.as_slice())
    }

    /// A word.
    pub fn word(self, name: &str) -> Option<&'a str> {
        std::str::from_utf8(self.attribute(name)?.s.as_deref()?).ok()
    }

    /// Numbers that do not change.
    pub fn tensor(self, name: &str) -> Option<&'a TensorProto> {
        self.attribute(name)?.t.as_ref()
    }

    /// What its layer is called in a file of ours: helpers have the layer's name before theirs. Two of them become layers
    /// first, and are made part of theirs then.
    pub fn own_name(self) -> String {
        let name = self.0.name.as_str();
        let layer = name.split('/').next().unwrap_or(name);
        let is_apart = name.ends_with("/activation") || name.ends_with("/depthwise");
        if is_apart { name } else { layer }.to_owned()
    }

    /// Whether it is the operator of a file of ours that has the very name of its layer.
    pub fn is_named_as_layer(self) -> bool {
        !self.0.name.contains('/')
    }

    /// What a user would call it: the path of its module in PyTorch, the layer in Keras, else its own name.
    pub fn name(self) -> String {
        let scopes = entry(&self.0.metadata_props, "pkg.torch.onnx.name_scopes");
        if let Some(module) = scopes.and_then(innermost_module) {
            return module;
        }
        let own = self.0.name.trim();
        if own.is_empty() {
            return self.output().trim_start_matches('/').replace('/', ".");
        }
        let own = without_number(own.strip_prefix("node_").unwrap_or(own));
        let parts: Vec<&str> = own.split('/').filter(|part| !part.is_empty()).collect();
        match (own.starts_with('/'), &parts[..]) {
            (true, [modules @ .., _]) if !modules.is_empty() => joined_modules(modules),
            (false, [.., layer, "batchnorm", _] | [.., layer, _]) => (*layer).to_owned(),
            _ => own.trim_matches('/').to_owned(),
        }
    }
}

/// `Conv` of `Conv__881`, as tf2onnx numbers what it has made itself.
fn without_number(name: &str) -> &str {
    match name.rsplit_once("__") {
        Some((stem, number))
            if !stem.is_empty() && number.bytes().all(|it| it.is_ascii_digit()) =>
        {
            stem
        }
        _ => name,
    }
}

/// The value of a key.
pub fn entry<'a>(entries: &'a [StringStringEntryProto], key: &str) -> Option<&'a str> {
    let entry = entries.iter().find(|entry| entry.key == key)?;
    Some(entry.value.as_str())
}

/// `layer1.0.conv1` of `['', 'layer1', 'layer1.0', 'layer1.0.conv1', 'conv2d_5']`; the last one is the operation.
fn innermost_module(scopes: &str) -> Option<String> {
    let names = scopes.trim_matches(['[', ']']).split(", ");
    let names: Vec<&str> = names.map(|name| name.trim_matches(['\'', '"'])).collect();
    let (_operation, modules) = names.split_last()?;
    let module = modules.last().filter(|module| !module.is_empty())?;
    Some((*module).to_owned())
}

/// `layer1.0.conv1` of `layer1`, `layer1.0`, `conv1`: a sequence names its members in full.
fn joined_modules(parts: &[&str]) -> String {
    let mut joined: Vec<&str> = Vec::new();
    for part in parts {
        let begins_with_last = joined.last().is_some_and(|last| {
            part.strip_prefix(last)
                .is_some_and(|rest| rest.starts_with('.'))
        });
        if begins_with_last {
            joined.pop();
        }
        joined.push(part);
    }
    joined.join(".")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(name: &str) -> String {
        let node = NodeProto {
            name: name.to_owned(),
            ..NodeProto::default()
        };
        Node(&node).name()
    }

    #[test]
    fn names_are_those_of_the_modules_and_layers() {
        assert_eq!(named("/layer1/layer1.0/conv1/Conv"), "layer1.0.conv1");
        assert_eq!(named("/fc/Gemm"), "fc");
        assert_eq!(named("model/conv2d_3/Conv2D"), "conv2d_3");
        assert_eq!(named("model/bn_2/batchnorm/mul_1"), "bn_2");
        assert_eq!(named("Conv__881"), "Conv");
        assert_eq!(named("conv0"), "conv0");
        let scopes = "['', 'layer1', 'layer1.0', 'layer1.0.conv1', 'conv2d_5']";
        assert_eq!(innermost_module(scopes).unwrap(), "layer1.0.conv1");
        assert_eq!(innermost_module("['', 'relu']"), None);
    }
}

//! One layer or block, as the terms of a search ask about it.

use std::cell::OnceCell;

use super::Searched;
use super::term::Test;
use crate::graph::binding::bind_value;
use crate::graph::expression::Scope;
use crate::graph::model::{BlockCall, Content, Node, NodePath};
use crate::graph::problem::Severity;
use crate::layer::value_text::{argument_from_text, from_text};
use crate::layer::{
    Call, Function, Kind, LayerSpec, ParamCount, SettingKind, SettingSpec, Shape, Value,
    class_name, number_text,
};

/// What can be asked about beside settings and arguments.
pub const FIGURES: [&str; 3] = ["params", "macs", "channels"];

/// The node at one path.
pub struct Subject<'a> {
    searched: Searched<'a>,
    path: &'a NodePath,
    node: &'a Node,
    /// Its own name and those of the blocks around it, in small letters, innermost first.
    names: Vec<String>,
    scope: OnceCell<Scope>,
}

impl<'a> Subject<'a> {
    /// The node at `path`; `None` where there is none, or only an end of a block.
    pub fn new(searched: Searched<'a>, path: &'a NodePath) -> Option<Self> {
        let node = searched.graph.node(path)?;
        if matches!(node.content, Content::Port(_)) {
            return None;
        }
        let mut names = vec![own_name(searched, path)];
        names.extend(path.blocks_around().filter_map(|path| {
            let block = searched.inference.blocks.get(&path)?;
            Some(block.name.to_lowercase())
        }));
        Some(Self {
            searched,
            path,
            node,
            names,
            scope: OnceCell::new(),
        })
    }

    /// Whether a word of its name, or of a block's around it, begins like `word`.
    pub fn is_named(&self, word: &str) -> bool {
        self.names.iter().any(|name| has_word(name, word))
    }

    /// Whether it is of the kind that `word` names, in any of its tongues.
    pub fn is_kind(&self, word: &str) -> bool {
        match &self.node.content {
            Content::Layer(spec) => match spec.kind.entry().called(word) {
                None => false,
                // "ReLU" is not every activation.
                Some(called) if spec.kind == Kind::Activation => {
                    self.choice_called(spec, called).unwrap_or(true)
                }
                Some(_) => true,
            },
            Content::Block(call) => {
                has_word(&call.block.to_lowercase(), word) || ["block", "块"].contains(&word)
            }
            Content::Port(_) => false,
        }
    }

    /// Whether one of its settings is a choice, and `word` the one that was made.
    pub fn has_choice(&self, word: &str) -> bool {
        let Some(spec) = self.node.layer() else {
            return false;
        };
        let word = class_name(word);
        let choices = choices(spec);
        choices
            .into_iter()
            // Left at "linear", an activation is no function that anybody looks for.
            .filter(|setting| {
                word != Function::Linear.name() || spec.settings.contains_key(setting.key)
            })
            .any(|setting| self.chosen(spec, setting).as_deref() == Some(word))
    }

    /// Whether it is in a block of which `word` is part of the name, its own or its definition's.
    pub fn is_inside(&self, word: &str) -> bool {
        let around = self.path.blocks_around();
        let mut calls = around.filter_map(|path| self.searched.graph.node(&path)?.call());
        self.names[1..].iter().any(|name| has_word(name, word))
            || calls.any(|call| has_word(&call.block.to_lowercase(), word))
    }

    /// The shape that leaves it, where that is known.
    pub fn output_shape(&self) -> Option<Shape> {
        self.searched.inference.output_shape(self.path)
    }

    /// The shapes that enter it.
    pub fn input_shapes(&self) -> Vec<Option<Shape>> {
        let inference = self.searched.inference;
        let source = |id: &crate::graph::NodeId| inference.output_shape(&self.path.sibling(*id));
        match inference.layer(self.path) {
            Some(layer) => {
                let inputs = layer.inputs.iter();
                inputs
                    .map(|input| inference.layers[(*input)?].output_shape)
                    .collect()
            }
            None => self.node.inputs.iter().map(source).collect(),
        }
    }

    /// Whether its kernel or its pool is of this size.
    pub fn has_window(&self, size: [i64; 2]) -> bool {
        let wanted = Value::List(size.to_vec());
        let is_so = |key: &str| {
            let spec = self.node.layer()?;
            let setting = spec.kind.entry().setting(key)?;
            Some(canonical(setting.kind, self.value(spec, setting)?) == wanted)
        };
        ["kernel_size", "pool_size"]
            .into_iter()
            .any(|key| is_so(key) == Some(true))
    }

    /// Whether something of this kind is wrong with it, told in these words.
    pub fn has_problem(&self, severity: Option<Severity>, words: &str) -> bool {
        let problems = self.searched.problems.iter();
        let mut own = problems.filter(|problem| problem.path.as_ref() == Some(self.path));
        own.any(|problem| {
            let is_wrong = problem.severity != Severity::Unfinished;
            severity.map_or(is_wrong, |severity| problem.severity == severity)
                && problem.sentence().to_lowercase().contains(words)
        })
    }

    /// Whether training leaves its weights as they are.
    pub fn is_frozen(&self) -> bool {
        self.searched.graph.is_frozen(self.path)
    }

    /// Whether it lets its input through as if it were not there.
    pub fn is_bypassed(&self) -> bool {
        self.searched.inference.bypassed.contains_key(self.path)
    }

    /// Whether what `key` names passes `test`.
    pub fn passes(&self, key: &str, test: &Test) -> bool {
        if let Some(count) = self.count(key) {
            return test_number(count, test);
        }
        let spec = self.node.layer();
        let found = spec.and_then(|spec| Some((spec, setting(spec.kind.entry().settings, key)?)));
        if let Some((spec, setting)) = found {
            let value = self.value(spec, setting);
            return value.is_some_and(|value| test_setting(setting.kind, value, test));
        }
        self.argument(key)
            .is_some_and(|value| test_argument(&value, test))
    }

    fn count(&self, key: &str) -> Option<f64> {
        let inference = self.searched.inference;
        let (layer, block) = (inference.layer(self.path), inference.blocks.get(self.path));
        let count = match key {
            "params" => {
                let of_layer = layer.and_then(|layer| layer.params).map(ParamCount::total);
                of_layer.or_else(|| block.map(|block| block.params.total()))?
            }
            "macs" => layer
                .and_then(|layer| layer.macs)
                .or_else(|| block.map(|block| block.macs))?,
            "channels" => self.output_shape()?.channels() as u64,
            _ => return None,
        };
        Some(count as f64)
    }

    /// The argument `key` of its own block, else of the nearest one around it.
    fn argument(&self, key: &str) -> Option<Value> {
        let graph = self.searched.graph;
        let own = self
            .node
            .call()
            .and_then(|call| self.own_argument(call, key));
        own.or_else(|| {
            let inside = std::iter::once(self.path.clone()).chain(self.path.blocks_around());
            let mut scopes = inside.filter_map(|path| graph.scope_at(&path).ok());
            scopes.find_map(|scope| scope.get(key).cloned())
        })
    }

    fn own_argument(&self, call: &BlockCall, key: &str) -> Option<Value> {
        let definition = self.searched.graph.blocks.get(&call.block)?;
        let parameter = definition.parameters.iter().find(|it| it.name == key)?;
        let given = call.arguments.get(key).unwrap_or(&parameter.default);
        Some(bind_value(given, self.scope()).unwrap_or_else(|_| given.clone()))
    }

    /// A setting with the arguments of the blocks around it filled in.
    fn value(&self, spec: &LayerSpec, setting: &SettingSpec) -> Option<Value> {
        let value = spec.value(setting.key)?;
        Some(bind_value(&value, self.scope()).unwrap_or(value))
    }

    fn scope(&self) -> &Scope {
        let bind = || self.searched.graph.scope_at(self.path).unwrap_or_default();
        self.scope.get_or_init(bind)
    }

    fn chosen(&self, spec: &LayerSpec, setting: &SettingSpec) -> Option<String> {
        match self.value(spec, setting)? {
            Value::Text(text) => Some(text),
            _ => None,
        }
    }

    /// Whether `called` names the choice that was made; `None` where it names the kind itself.
    fn choice_called(&self, spec: &LayerSpec, called: &str) -> Option<bool> {
        let plain = |word: &str| word.to_lowercase().replace('_', "");
        let is_called = |word: &str| plain(word) == plain(called);
        let mut offering = choices(spec)
            .into_iter()
            .filter(|setting| match setting.kind {
                SettingKind::Choice(words) => words.iter().any(|word| is_called(word)),
                SettingKind::Call(forms) => forms.iter().any(|form| is_called(form.word)),
                _ => false,
            });
        let setting = offering.next()?;
        let chosen = self.chosen(spec, setting)?;
        // What stands in parentheses is not looked for by the word alone.
        Some(is_called(chosen.split('(').next().unwrap_or_default()))
    }
}

/// The setting that `key` stands for: its key, its label, or the beginning of its key.
pub fn setting(settings: &'static [SettingSpec], key: &str) -> Option<&'static SettingSpec> {
    let by = |is_meant: &dyn Fn(&SettingSpec) -> bool| settings.iter().find(|it| is_meant(it));
    by(&|it| it.key == key)
        .or_else(|| by(&|it| it.label().to_lowercase() == key))
        .or_else(|| by(&|it| key.len() > 2 && it.key.starts_with(key)))
}

/// One way to write a value that can be written in several: a size for both directions as two.
pub fn canonical(kind: SettingKind, value: Value) -> Value {
    match (kind, &value) {
        (SettingKind::Pair { .. }, Value::Int(both)) => Value::List(vec![*both; 2]),
        (SettingKind::Margins, Value::Int(all)) => Value::List(vec![*all; 4]),
        (SettingKind::Pair { .. }, Value::List(list)) => match list[..] {
            [both] => Value::List(vec![both; 2]),
            _ => value,
        },
        (SettingKind::Margins, Value::List(list)) => match list[..] {
            [all] => Value::List(vec![all; 4]),
            [height, width] => Value::List(vec![height, height, width, width]),
            _ => value,
        },
        (SettingKind::Call(forms), Value::Text(text)) => match Call::parse(text, forms) {
            Ok(call) => Value::Text(call.text()),
            Err(_) => value,
        },
        _ => value,
    }
}

fn choices(spec: &LayerSpec) -> Vec<&'static SettingSpec> {
    let settings = spec.kind.entry().settings.iter();
    settings
        .filter(|it| matches!(it.kind, SettingKind::Choice(_) | SettingKind::Call(_)))
        .collect()
}

fn test_setting(kind: SettingKind, value: Value, test: &Test) -> bool {
    match test {
        Test::Is(text) => from_text(text, kind, false)
            .is_ok_and(|wanted| canonical(kind, wanted) == canonical(kind, value)),
        Test::Compares(..) => number(&value).is_some_and(|number| test_number(number, test)),
    }
}

fn test_argument(value: &Value, test: &Test) -> bool {
    match test {
        Test::Is(text) => {
            argument_from_text(text, value, false).is_ok_and(|wanted| wanted == *value)
        }
        Test::Compares(..) => number(value).is_some_and(|number| test_number(number, test)),
    }
}

fn test_number(number: f64, test: &Test) -> bool {
    match test {
        Test::Is(text) => number_text::real(text).is_ok_and(|wanted| wanted == number),
        Test::Compares(relation, limit) => relation.holds(number, *limit),
    }
}

/// A value as one number; of several the largest.
fn number(value: &Value) -> Option<f64> {
    match value {
        Value::Int(number) => Some(*number as f64),
        Value::Float(number) => Some(*number),
        Value::List(numbers) => numbers.iter().max().map(|number| *number as f64),
        Value::Numbers(numbers) => numbers.iter().copied().reduce(f64::max),
        Value::Bool(_) | Value::Text(_) => None,
    }
}

fn own_name(searched: Searched<'_>, path: &NodePath) -> String {
    let name = searched.inference.name_of(searched.graph, path);
    name.unwrap_or_default().to_lowercase()
}

/// Whether `text` has `word` where a word or a number begins, both in small letters: `4b` in `res4b`, but no `add`
/// in `padding`.
fn has_word(text: &str, word: &str) -> bool {
    let mut places = text.match_indices(word);
    places.any(|(at, _)| {
        let (before, first) = (text[..at].chars().next_back(), word.chars().next());
        match (before, first) {
            (Some(before), Some(first)) => {
                !before.is_alphanumeric()
                    || before.is_numeric() != first.is_numeric()
                    || !first.is_ascii()
            }
            _ => true,
        }
    })
}

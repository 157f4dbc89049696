//! The settings of one layer as a file has them: each that is read is ticked off, and what is left over is told.

use std::cell::RefCell;
use std::collections::BTreeSet;

use serde_json::{Map, Value};

use crate::exchange::report::Fate;
use crate::message;
use crate::text::Message;

/// What changes nothing that is computed here, whatever it says.
const WORDS: &[&str] = &[
    "name",
    "trainable",
    "dtype",
    "batch_shape",
    "batch_input_shape",
    "input_shape",
    "input_dtype",
    "sparse",
    "ragged",
    "optional",
    "seed",
    "projection_dim",
    "fused",
    "input_axes",
    "shared_object_id",
    "autocast",
    "synchronized",
    "build_config",
    "input_spec",
    "registered_name",
    "renorm_clipping",
    "renorm_momentum",
    "virtual_batch_size",
];

/// The settings of a layer.
pub(super) struct Settings<'a> {
    map: &'a Map<String, Value>,
    used: RefCell<BTreeSet<&'a str>>,
    told: RefCell<Vec<(Fate, Message)>>,
}

impl<'a> Settings<'a> {
    pub(super) fn new(map: &'a Map<String, Value>) -> Self {
        Self {
            map,
            used: RefCell::default(),
            told: RefCell::default(),
        }
    }

    /// What stands under a key, unless that is nothing; numbers and lists without what Keras wraps them in.
    pub(super) fn raw(&self, key: &str) -> Option<&'a Value> {
        self.whole(key).map(plain).filter(|value| !value.is_null())
    }

    /// What stands under a key, with its class where it has one.
    pub(super) fn whole(&self, key: &str) -> Option<&'a Value> {
        let (key, value) = self.map.get_key_value(key)?;
        self.used.borrow_mut().insert(key);
        Some(value).filter(|value| !value.is_null())
    }

    pub(super) fn number(&self, key: &str) -> Option<f64> {
        self.raw(key)?.as_f64()
    }

    pub(super) fn text(&self, key: &str) -> Option<&'a str> {
        self.raw(key)?.as_str()
    }

    /// One number or several.
    pub(super) fn numbers(&self, key: &str) -> Option<Vec<f64>> {
        let mut numbers = Vec::new();
        add_numbers(self.raw(key)?, &mut numbers)?;
        Some(numbers)
    }

    /// One whole number or several.
    pub(super) fn wholes(&self, key: &str) -> Option<Vec<i64>> {
        let numbers = self.numbers(key)?;
        let whole = |number: f64| (number.fract() == 0.0).then_some(number as i64);
        numbers.into_iter().map(whole).collect()
    }

    /// Says what becomes of something in the layer.
    pub(super) fn tell(&self, fate: Fate, message: Message) {
        self.told.borrow_mut().push((fate, message));
    }

    /// Takes everything for read.
    pub(super) fn pass_over(&self) {
        self.used
            .borrow_mut()
            .extend(self.map.keys().map(String::as_str));
    }

    /// Everything that was told, and what nobody has asked for.
    pub(super) fn finish(self) -> Vec<(Fate, Message)> {
        let used = self.used.into_inner();
        let mut told = self.told.into_inner();
        for (key, value) in self.map {
            let is_known = used.contains(key.as_str()) || WORDS.contains(&key.as_str());
            if !is_known && !is_nothing(value) {
                let value = shortened(value);
                let message = message!("keras-setting-unknown", key = key, value = value);
                told.push((Fate::LeftOut, message));
            }
        }
        told
    }
}

/// A value without what Keras wraps numbers and lists in.
fn plain(value: &Value) -> &Value {
    let Some(object) = value.as_object() else {
        return value;
    };
    let inside = object.get("config").and_then(|config| config.get("value"));
    inside.or_else(|| object.get("value")).unwrap_or(value)
}

fn add_numbers(value: &Value, numbers: &mut Vec<f64>) -> Option<()> {
    match plain(value) {
        Value::Array(values) => values
            .iter()
            .try_for_each(|value| add_numbers(value, numbers)),
        value => {
            numbers.push(value.as_f64()?);
            Some(())
        }
    }
}

fn is_nothing(value: &Value) -> bool {
    match value {
        Value::Null | Value::Bool(false) => true,
        Value::Array(values) => values.is_empty(),
        Value::Object(values) => values.is_empty(),
        Value::String(text) => text.is_empty(),
        Value::Bool(true) | Value::Number(_) => false,
    }
}

/// The most letters of a value that are told.
const MOST_LETTERS: usize = 80;

pub(super) fn shortened(value: &Value) -> String {
    let text = value.to_string();
    match text.char_indices().nth(MOST_LETTERS) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text,
    }
}

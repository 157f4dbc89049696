//! A layer as a lesson asks for it: its kind, and settings that it must have.

use super::check::Op;
use super::network::Network;
use crate::layer::{Call, Kind, SettingKind, Value};

/// A kind of layer with what is asked of its settings.
#[derive(Clone, Debug, PartialEq)]
pub struct LayerTest {
    /// The kind; `None` for any layer.
    pub kind: Option<Kind>,
    /// What is asked of its settings.
    pub settings: Vec<SettingTest>,
}

/// A setting that is compared with a value.
#[derive(Clone, Debug, PartialEq)]
pub struct SettingTest {
    /// Its name in Keras; `shape` for what the layer makes, `params` for how many numbers it learns and keeps.
    pub key: String,
    /// How.
    pub op: Op,
    /// With what.
    pub wanted: Wanted,
}

/// What a setting is compared with.
#[derive(Clone, Debug, PartialEq)]
pub enum Wanted {
    /// One of these values.
    Values(Vec<Value>),
    /// This number; of several numbers each is compared.
    Number(f64),
    /// A shape, in which `None` may be anything.
    Shape(Vec<Option<i64>>),
}

impl Wanted {
    /// As a student reads it.
    #[must_use]
    pub fn shown(&self) -> String {
        match self {
            Self::Number(number) => number.to_string(),
            Self::Values(values) => {
                let values: Vec<String> = values.iter().map(value_shown).collect();
                values.join(" | ")
            }
            Self::Shape(axes) => {
                let axis = |axis: &Option<i64>| axis.map_or("*".to_owned(), |it| it.to_string());
                let axes: Vec<String> = axes.iter().map(axis).collect();
                format!("({})", axes.join(", "))
            }
        }
    }
}

/// A value as a form shows it, pairs of one number as that number.
pub(super) fn value_shown(value: &Value) -> String {
    use crate::layer::value_text::to_text;
    match value {
        Value::List(numbers) if numbers.len() == 4 && numbers.iter().all(|n| *n == numbers[0]) => {
            numbers[0].to_string()
        }
        Value::Bool(is_on) => {
            crate::text::say(if *is_on { "lesson-on" } else { "lesson-off" }).to_owned()
        }
        value => to_text(value),
    }
}

impl SettingTest {
    /// As a student reads it: `kernel_size = 7 × 7`.
    #[must_use]
    pub fn shown(&self) -> String {
        format!("{} {} {}", self.key, self.op.shown(), self.wanted.shown())
    }

    /// Whether the layer at `index` is as asked; where not, what it has instead.
    pub(super) fn fault(&self, network: &Network<'_>, index: usize) -> Option<String> {
        let unknown = || crate::tr!("unknown");
        match &self.wanted {
            Wanted::Shape(wanted) => {
                let Some(shape) = network.shape(index) else {
                    return Some(unknown());
                };
                let dims = shape.dims();
                let fits = dims.len() == wanted.len()
                    && dims.iter().zip(wanted).all(|(found, wanted)| {
                        wanted.is_none_or(|wanted| i64::try_from(*found) == Ok(wanted))
                    });
                (fits == (self.op == Op::Unequal)).then(|| shape.to_string())
            }
            Wanted::Number(wanted) if self.key == "params" => {
                let Some(params) = network.params(index) else {
                    return Some(unknown());
                };
                let holds = self.op.holds(params as f64, *wanted);
                (!holds).then(|| crate::layer::thousands(params))
            }
            Wanted::Number(wanted) => {
                let Some(value) = network.value(index, &self.key) else {
                    return Some(unknown());
                };
                let numbers = numbers_of(&value);
                let holds = |number: &f64| self.op.holds(*number, *wanted);
                let all = !numbers.is_empty() && numbers.iter().all(holds);
                (!all).then(|| value_shown(&value))
            }
            Wanted::Values(wanted) => {
                let Some(value) = network.value(index, &self.key) else {
                    return Some(unknown());
                };
                let is_one = wanted.contains(&value);
                (is_one == (self.op == Op::Unequal)).then(|| value_shown(&value))
            }
        }
    }
}

/// The numbers in a value.
fn numbers_of(value: &Value) -> Vec<f64> {
    match value {
        Value::Int(number) => vec![*number as f64],
        Value::Float(number) => vec![*number],
        Value::List(numbers) => numbers.iter().map(|number| *number as f64).collect(),
        Value::Numbers(numbers) => numbers.clone(),
        Value::Bool(_) | Value::Text(_) => Vec::new(),
    }
}

/// One way to write each value: a pair as two numbers, margins as four, a real number as such.
pub(super) fn one_way(value: Value, kind: SettingKind) -> Value {
    match (kind, value) {
        (SettingKind::Pair { .. }, Value::Int(n)) => Value::List(vec![n, n]),
        (SettingKind::Pair { .. }, Value::List(list)) if list.len() == 1 => {
            Value::List(vec![list[0], list[0]])
        }
        (SettingKind::Margins, Value::Int(n)) => Value::List(vec![n; 4]),
        (SettingKind::Margins, Value::List(list)) => match list[..] {
            [n] => Value::List(vec![n; 4]),
            [height, width] => Value::List(vec![height, height, width, width]),
            _ => Value::List(list),
        },
        (SettingKind::Shape, Value::Int(n)) => Value::List(vec![n]),
        (SettingKind::Float { .. }, Value::Int(n)) => Value::Float(n as f64),
        (SettingKind::Call(forms), Value::Text(text)) => match Call::parse(&text, forms) {
            Ok(call) => Value::Text(call.text()),
            Err(_) => Value::Text(text),
        },
        (_, value) => value,
    }
}

impl LayerTest {
    /// The settings of the layer at `index` that are not as asked, with what they are instead.
    pub(super) fn faults<'a>(
        &'a self,
        network: &Network<'_>,
        index: usize,
    ) -> Vec<(&'a SettingTest, String)> {
        let fault = |test: &'a SettingTest| Some((test, test.fault(network, index)?));
        self.settings.iter().filter_map(fault).collect()
    }

    /// Whether the layer at `index` is of the kind.
    pub(super) fn is_kind(&self, network: &Network<'_>, index: usize) -> bool {
        self.kind.is_none_or(|kind| network.kind(index) == kind)
    }

    /// Whether the layer at `index` is as asked.
    pub(super) fn holds(&self, network: &Network<'_>, index: usize) -> bool {
        let mut settings = self.settings.iter();
        self.is_kind(network, index) && settings.all(|test| test.fault(network, index).is_none())
    }
}

//! Turns stored settings into typed ones, refusing what a setting does not accept.

use super::call::Call;
use super::fault::Fault;
use super::setting::{MAX_SIZE, SettingKind, SettingSpec};
use super::value::{Settings, Value};
use crate::message;
use crate::text::{Message, list};

/// Reads one layer's settings against their descriptions. Expressions must be resolved before.
pub struct Reader<'a> {
    specs: &'static [SettingSpec],
    settings: &'a Settings,
}

impl<'a> Reader<'a> {
    /// A reader of `settings`.
    ///
    /// # Errors
    /// Where `settings` has a key that no description knows.
    pub fn new(specs: &'static [SettingSpec], settings: &'a Settings) -> Result<Self, Fault> {
        match settings
            .keys()
            .find(|key| specs.iter().all(|spec| spec.key != key.as_str()))
        {
            Some(unknown) => {
                let known = specs.iter().map(|spec| spec.key);
                let message = if specs.is_empty() {
                    message!("setting-unknown-of-none", key = unknown)
                } else {
                    message!("setting-unknown", key = unknown, known = list(known))
                };
                Err(Fault::setting(unknown, message))
            }
            None => Ok(Self { specs, settings }),
        }
    }

    /// A whole number, as a size.
    pub fn size(&self, key: &str) -> Result<usize, Fault> {
        let (spec, value) = self.get(key);
        match (spec.kind, &value) {
            (SettingKind::Int { min, max }, Value::Int(number)) if (min..=max).contains(number) => {
                to_size(*number)
            }
            (SettingKind::Int { min, max }, _) => Err(refuse(
                spec,
                &value,
                message!("expected-whole-between", min = min, max = grouped(max)),
            )),
            _ => Err(refuse(spec, &value, message!("expected-whole"))),
        }
    }

    /// A whole number that may lie below zero.
    pub fn whole(&self, key: &str) -> Result<i64, Fault> {
        let (spec, value) = self.get(key);
        match (spec.kind, &value) {
            (SettingKind::Int { min, max }, Value::Int(number)) if (min..=max).contains(number) => {
                Ok(*number)
            }
            (SettingKind::Int { min, max }, _) => Err(refuse(
                spec,
                &value,
                message!("expected-whole-between", min = min, max = grouped(max)),
            )),
            _ => Err(refuse(spec, &value, message!("expected-whole"))),
        }
    }

    /// `[height, width]`; one number stands for both.
    pub fn pair(&self, key: &str) -> Result<[usize; 2], Fault> {
        let (spec, value) = self.get(key);
        let SettingKind::Pair { min, max } = spec.kind else {
            return Err(refuse(spec, &value, message!("expected-two-whole")));
        };
        let numbers = match &value {
            Value::Int(number) => [*number, *number],
            Value::List(list) => match list[..] {
                [both] => [both, both],
                [height, width] => [height, width],
                _ => [min - 1; 2],
            },
            _ => [min - 1; 2],
        };
        if numbers.iter().all(|number| (min..=max).contains(number)) {
            Ok([to_size(numbers[0])?, to_size(numbers[1])?])
        } else {
            let expected = message!("expected-pair-between", min = min, max = grouped(max));
            Err(refuse(spec, &value, expected))
        }
    }

    /// `[height, width]`, or −1 for both where nothing is given.
    pub fn pair_if_given(&self, key: &str) -> Result<Option<[usize; 2]>, Fault> {
        let (spec, value) = self.get(key);
        let expected = message!("expected-pair-or-automatic", max = grouped(MAX_SIZE));
        let numbers = match &value {
            Value::Int(number) => [*number; 2],
            Value::List(list) => match list[..] {
                [both] => [both; 2],
                [height, width] => [height, width],
                _ => return Err(refuse(spec, &value, expected)),
            },
            _ => return Err(refuse(spec, &value, expected)),
        };
        match numbers {
            [-1, -1] => Ok(None),
            [height, width] if height.min(width) >= 0 && height.max(width) <= MAX_SIZE => {
                Ok(Some([to_size(height)?, to_size(width)?]))
            }
            _ => Err(refuse(spec, &value, expected)),
        }
    }

    /// A word with what it is given in parentheses.
    pub fn call(&self, key: &str) -> Result<Call, Fault> {
        let (spec, value) = self.get(key);
        let forms = match spec.kind {
            SettingKind::Call(forms) => forms,
            _ => &[],
        };
        match &value {
            Value::Text(text) if value.expression().is_none() => {
                Call::parse(text, forms).map_err(|reason| Fault::in_setting(key, reason))
            }
            _ => {
                let words = list(forms.iter().map(|form| form.word));
                let expected = message!("expected-one-of", words = words);
                Err(refuse(spec, &value, expected))
            }
        }
    }

    /// `[top, bottom, left, right]`.
    pub fn margins(&self, key: &str) -> Result<[usize; 4], Fault> {
        let (spec, value) = self.get(key);
        let numbers = match &value {
            Value::Int(all) => [*all; 4],
            Value::List(list) => match list[..] {
                [all] => [all; 4],
                [height, width] => [height, height, width, width],
                [top, bottom, left, right] => [top, bottom, left, right],
                _ => [-1; 4],
            },
            _ => [-1; 4],
        };
        if numbers.iter().all(|number| (0..=MAX_SIZE).contains(number)) {
            let mut sizes = [0; 4];
            for (size, number) in sizes.iter_mut().zip(numbers) {
                *size = to_size(number)?;
            }
            Ok(sizes)
        } else {
            Err(refuse(spec, &value, message!("expected-margins")))
        }
    }

    /// The axes of a shape: three for a map, one for a vector.
    pub fn axes(&self, key: &str) -> Result<Vec<usize>, Fault> {
        let (spec, value) = self.get(key);
        match &value {
            Value::List(list)
                if matches!(list.len(), 1 | 3)
                    && list.iter().all(|axis| (1..=MAX_SIZE).contains(axis)) =>
            {
                list.iter().map(|axis| to_size(*axis)).collect()
            }
            _ => Err(refuse(spec, &value, message!("expected-shape"))),
        }
    }

    /// The axes of a shape of which one may be left open, `None`: three for a map, one for a vector.
    pub fn reshaped(&self, key: &str) -> Result<Vec<Option<usize>>, Fault> {
        let (spec, value) = self.get(key);
        let is_axis = |axis: &i64| (1..=MAX_SIZE).contains(axis) || *axis == -1;
        let open = |list: &[i64]| list.iter().filter(|axis| **axis == -1).count();
        match &value {
            Value::List(list)
                if matches!(list.len(), 1 | 3) && list.iter().all(is_axis) && open(list) <= 1 =>
            {
                let axis = |axis: &i64| match axis {
                    -1 => Ok(None),
                    axis => to_size(*axis).map(Some),
                };
                list.iter().map(axis).collect()
            }
            _ => Err(refuse(spec, &value, message!("expected-reshaped"))),
        }
    }

    /// Real numbers: one, or one for each channel.
    pub fn numbers(&self, key: &str) -> Result<Vec<f64>, Fault> {
        let (spec, value) = self.get(key);
        let numbers = match &value {
            Value::Int(number) => vec![*number as f64],
            Value::Float(number) => vec![*number],
            Value::List(list) => list.iter().map(|number| *number as f64).collect(),
            Value::Numbers(numbers) => numbers.clone(),
            Value::Bool(_) | Value::Text(_) => vec![f64::NAN],
        };
        if numbers.iter().all(|number| number.is_finite()) {
            Ok(numbers)
        } else {
            Err(refuse(spec, &value, message!("expected-numbers")))
        }
    }

    /// A real number.
    pub fn float(&self, key: &str) -> Result<f64, Fault> {
        let (spec, value) = self.get(key);
        let number = match &value {
            Value::Float(number) => *number,
            Value::Int(number) if number.abs() <= MAX_SIZE => *number as f64,
            _ => f64::NAN,
        };
        match spec.kind {
            SettingKind::Float { min, below } if number >= min && number < below => Ok(number),
            SettingKind::Float { min, below } => Err(refuse(
                spec,
                &value,
                message!("expected-number-below", min = min, below = below),
            )),
            _ => Err(refuse(spec, &value, message!("expected-number"))),
        }
    }

    /// A switch.
    pub fn switch(&self, key: &str) -> Result<bool, Fault> {
        let (spec, value) = self.get(key);
        match value {
            Value::Bool(value) => Ok(value),
            _ => Err(refuse(spec, &value, message!("expected-switch"))),
        }
    }

    /// A choice, parsed by the type that knows the words.
    pub fn choice<T: Choice>(&self, key: &str) -> Result<T, Fault> {
        let (spec, value) = self.get(key);
        let found = match &value {
            Value::Text(text) => T::ALL.iter().find(|option| option.word() == text),
            _ => None,
        };
        found.copied().ok_or_else(|| {
            let words = list(T::ALL.iter().map(Choice::word));
            refuse(spec, &value, message!("expected-one-of", words = words))
        })
    }

    fn get(&self, key: &str) -> (&'static SettingSpec, Value) {
        let spec = self
            .specs
            .iter()
            .find(|spec| spec.key == key)
            .expect("a layer reads only settings it describes");
        let value = self
            .settings
            .get(key)
            .cloned()
            .unwrap_or_else(|| spec.default.into());
        (spec, value)
    }
}

/// A type whose values are words in a file and in a form.
pub trait Choice: Copy + 'static {
    /// Every value, in the order of a form.
    const ALL: &'static [Self];
    /// The word that stands for it, spelled as in Keras.
    fn word(&self) -> &'static str;
}

fn to_size(number: i64) -> Result<usize, Fault> {
    usize::try_from(number).map_err(|_| Fault::too_large(message!("setting-too-large")))
}

fn refuse(spec: &SettingSpec, value: &Value, expected: Message) -> Fault {
    let code = match value.expression() {
        Some(_) => "setting-refused-expression",
        None => "setting-refused",
    };
    let message = message!(code, key = spec.key, expected = expected, value = %value);
    Fault::setting(spec.key, message)
}

fn grouped(number: i64) -> String {
    super::cost::thousands(number.unsigned_abs())
}

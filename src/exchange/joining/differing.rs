//! What differs among the instances of a block, as few parameters as can say it.

use std::collections::BTreeSet;

use super::name_parts::{Part, are_alike, parts, varying};
use crate::graph::unique_name;
use crate::layer::{LayerSpec, Value};

/// The longest name of a layer, in characters, with what refers to parameters in it.
const MOST_CHARS: usize = 100;

/// Whether instances of one block may differ in such a value.
pub(super) fn is_size(value: &Value) -> bool {
    match value {
        Value::Int(_) | Value::Float(_) | Value::List(_) => true,
        Value::Bool(_) | Value::Numbers(_) | Value::Text(_) => false,
    }
}

/// A parameter in the making, with what each instance has for it.
#[derive(Debug)]
pub(super) struct Column {
    pub name: String,
    /// The setting that it came from; `None` for one of names.
    key: Option<String>,
    pub values: Vec<Value>,
}

/// What differs among instances.
#[derive(Debug, Default)]
pub(super) struct Differing {
    pub columns: Vec<Column>,
}

impl Differing {
    /// The settings of a layer that all instances have; `None` where they differ in what cannot be a parameter.
    pub fn spec(&mut self, specs: &[&LayerSpec]) -> Option<LayerSpec> {
        let mut shared = (*specs.first()?).clone();
        let keys: BTreeSet<&String> = specs.iter().flat_map(|spec| spec.settings.keys()).collect();
        for key in keys {
            let values = specs.iter().map(|spec| spec.value(key));
            let values: Vec<Value> = values.collect::<Option<_>>()?;
            if values.iter().all(|value| *value == values[0]) {
                continue;
            }
            if !values.iter().all(is_size) {
                return None;
            }
            let expression = self.setting(key, values);
            let value = Value::Text(format!("={expression}"));
            shared.settings.insert(key.clone(), value);
        }
        Some(shared)
    }

    /// What a setting refers to: a parameter of the same setting elsewhere, so many times it, or one of its own.
    fn setting(&mut self, key: &str, values: Vec<Value>) -> String {
        let mut same = self.columns.iter();
        let found = same.find_map(|column| {
            if column.key.as_deref() != Some(key) {
                return None;
            }
            let name = &column.name;
            if column.values == values {
                return Some(name.clone());
            }
            let (known, wanted) = (whole(&column.values)?, whole(&values)?);
            if let Some(factor) = factor(&known, &wanted) {
                return Some(format!("{factor} * {name}"));
            }
            let factor = factor(&wanted, &known)?;
            Some(format!("{name} / {factor}"))
        });
        found.unwrap_or_else(|| self.add(key, Some(key), values))
    }

    /// A name that refers to parameters where the instances' names differ; `None` where it becomes too long.
    pub fn name(&mut self, names: &[&str]) -> Option<String> {
        if names.iter().any(|name| name.contains('=')) {
            // An argument that begins so would be calculated.
            return None;
        }
        let parts: Vec<Vec<Part<'_>>> = names.iter().map(|name| parts(name)).collect();
        let is_alike = parts.iter().all(|other| are_alike(&parts[0], other));
        if !is_alike {
            let (before, values, behind) = varying(names);
            let stem = before.trim_end_matches(|letter: char| !letter.is_alphabetic());
            let template = format!("{before}{{{}}}{behind}", self.text(stem, values));
            return (template.chars().count() <= MOST_CHARS).then_some(template);
        }
        let mut template = String::new();
        for (place, part) in parts[0].iter().enumerate() {
            let numbers: Vec<i64> = parts.iter().filter_map(|it| it[place].number()).collect();
            match part {
                Part::Number(number) if numbers.iter().any(|other| other != number) => {
                    let counted = self.counted(&numbers, &template);
                    template += &format!("{{{counted}}}");
                }
                Part::Number(number) => template += &number.to_string(),
                Part::Text(text) => template += text,
            }
        }
        (template.chars().count() <= MOST_CHARS).then_some(template)
    }

    /// The parameter for texts in names: one for all names in which the same differs.
    fn text(&mut self, stem: &str, texts: Vec<&str>) -> String {
        let values: Vec<Value> = texts.into_iter().map(Value::from).collect();
        let mut known = self.columns.iter();
        let same = known.find(|column| column.key.is_none() && column.values == values);
        match same {
            Some(column) => column.name.clone(),
            None => self.add(stem, None, values),
        }
    }

    /// What a number in names refers to: a parameter, with something added.
    fn counted(&mut self, numbers: &[i64], before: &str) -> String {
        let known = self.columns.iter().filter(|column| column.key.is_none());
        for column in known {
            let Some(own) = whole(&column.values) else {
                continue;
            };
            let mut steps = numbers.iter().zip(own).map(|(number, own)| number - own);
            let step = steps.next().unwrap_or(0);
            if steps.all(|other| other == step) {
                let name = &column.name;
                return match step {
                    0 => name.clone(),
                    1.. => format!("{name} + {step}"),
                    _ => format!("{name} - {}", -step),
                };
            }
        }
        let stem = before.rsplit(['{', '}']).next().unwrap_or("");
        let values = numbers.iter().map(|number| Value::Int(*number)).collect();
        self.add(stem, None, values)
    }

    /// A parameter that is called as `stem` says.
    fn add(&mut self, stem: &str, key: Option<&str>, values: Vec<Value>) -> String {
        let letters: String = stem
            .chars()
            .map(|letter| {
                if letter.is_alphanumeric() {
                    letter
                } else {
                    '_'
                }
            })
            .collect();
        let letters = letters.trim_matches('_');
        let begins_well = letters.starts_with(char::is_alphabetic);
        let stem = if begins_well { letters } else { "number" };
        let taken: BTreeSet<&str> = self.columns.iter().map(|it| it.name.as_str()).collect();
        let name = unique_name(stem, &taken);
        self.columns.push(Column {
            name: name.clone(),
            key: key.map(str::to_owned),
            values,
        });
        name
    }
}

fn whole(values: &[Value]) -> Option<Vec<i64>> {
    let number = |value: &Value| match value {
        Value::Int(number) => Some(*number),
        _ => None,
    };
    values.iter().map(number).collect()
}

/// By what whole number all of `from` are multiplied to be `to`.
fn factor(from: &[i64], to: &[i64]) -> Option<i64> {
    let factor = to.first()?.checked_div(*from.first()?)?;
    let mut pairs = from.iter().zip(to);
    let fits = pairs.all(|(from, to)| from.checked_mul(factor) == Some(*to));
    (factor > 1 && fits).then_some(factor)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_names_follow_as_few_parameters_as_they_can() {
        let mut differing = Differing::default();
        let mut name = |names: &[&str]| differing.name(names).unwrap();
        assert_eq!(name(&["conv2d_3", "conv2d_7"]), "conv2d_{conv2d}");
        assert_eq!(name(&["conv2d_4", "conv2d_8"]), "conv2d_{conv2d + 1}");
        assert_eq!(name(&["bn_2", "bn_6"]), "bn_{conv2d - 1}");
        assert_eq!(name(&["add", "add_1"]), "add{add}");
        assert_eq!(name(&["relu", "relu_1"]), "relu{add}");
        assert_eq!(
            name(&["layer1.0.conv1", "layer2.3.conv1"]),
            "layer{layer}.{number}.conv1"
        );
        assert_eq!(name(&["x_01", "x_02"]), "x_0{x}");
        assert_eq!(name(&["res2b_a", "res3c_a"]), "res{res}_a");
        assert_eq!(name(&["bn2b", "bn3c"]), "bn{res}");
    }

    #[test]
    fn numbers_of_settings_are_said_by_each_other_where_one_is_so_many_times_the_other() {
        let mut differing = Differing::default();
        let ints = |numbers: [i64; 2]| numbers.map(Value::Int).to_vec();
        assert_eq!(differing.setting("filters", ints([64, 128])), "filters");
        assert_eq!(
            differing.setting("filters", ints([256, 512])),
            "4 * filters"
        );
        assert_eq!(differing.setting("filters", ints([32, 64])), "filters / 2");
        assert_eq!(differing.setting("filters", ints([64, 127])), "filters_1");
        assert_eq!(differing.setting("strides", ints([64, 128])), "strides");
        assert_eq!(differing.setting("filters", ints([0, 0])), "filters_2");
    }
}

//! What the instances of a block have in common, and what each has of its own: settings that differ become parameters of the
//! block, and so do the numbers in names (`conv{conv + 1}`), so that every layer keeps its name.

use std::collections::{BTreeMap, BTreeSet};

use super::Named;
use super::blocks::Instance;
use crate::graph::{Parameter, unique_name};
use crate::layer::{LayerSpec, Value};

/// More parameters that settings follow than this say that the parts are different things.
const MOST_SETTINGS: usize = 6;

/// More parameters for names than this are more than the names that they save.
const MOST_NAMES: usize = 8;

/// The longest name of a layer, in characters, with what refers to parameters in it.
const MOST_CHARS: usize = 100;

/// What is the same in all instances of a block.
#[derive(Debug)]
pub(super) struct Shared {
    /// Name and settings of each layer, which may refer to parameters.
    pub layers: Vec<(String, LayerSpec)>,
    /// The parameters, with what the first instance has for them.
    pub parameters: Vec<Parameter>,
    /// What each instance has for them.
    pub arguments: Vec<BTreeMap<String, Value>>,
    /// Whether names are those of the instances with something behind them.
    pub is_prefixed: bool,
}

/// The same text for layers that can be those of one block: of one kind each, joined alike, with the same settings but for
/// sizes.
pub(super) fn fixed_words(members: &[usize], layers: &[Named<'_>]) -> String {
    let place = |from: &usize| members.binary_search(from).ok();
    let mut text = String::new();
    for member in members {
        let layer = layers[*member].layer;
        let inputs: Vec<Option<usize>> = layer.inputs.iter().map(place).collect();
        let kind = layer.spec.kind;
        text += &format!("\n{kind:?} {inputs:?} {}", layer.is_trained);
        for (key, value) in &layer.spec.settings {
            if !is_size(value) {
                text += &format!(" {key}={value:?}");
            }
        }
    }
    text
}

/// Whether instances of one block may differ in such a value.
fn is_size(value: &Value) -> bool {
    match value {
        Value::Int(_) | Value::Float(_) | Value::List(_) => true,
        Value::Bool(_) | Value::Numbers(_) | Value::Text(_) => false,
    }
}

impl Shared {
    /// What these instances, of layers with the same [`fixed_words`], have in common; `None` where they are fewer than two
    /// or differ in more than a block can say.
    pub fn of(instances: &[Instance], layers: &[Named<'_>]) -> Option<Self> {
        if instances.len() < 2 {
            return None;
        }
        let count = instances.first()?.members.len();
        let column = |place: usize| {
            instances
                .iter()
                .map(move |it| layers[it.members[place]].name)
        };
        let spec = |instance: &Instance, place: usize| &layers[instance.members[place]].layer.spec;
        let mut differing = Differing::default();
        let mut specs = Vec::with_capacity(count);
        for place in 0..count {
            let specs_of: Vec<&LayerSpec> = instances.iter().map(|it| spec(it, place)).collect();
            specs.push(differing.spec(&specs_of)?);
        }
        if differing.columns.len() > MOST_SETTINGS {
            return None;
        }
        let setting_count = differing.columns.len();
        let rests = rests(instances, layers);
        let is_prefixed = rests.is_some();
        let names = match rests {
            Some(rests) => rests,
            None => (0..count)
                .map(|place| differing.name(&column(place).collect::<Vec<_>>()))
                .collect::<Option<_>>()?,
        };
        if differing.columns.len() - setting_count > MOST_NAMES {
            return None;
        }
        let parameters = differing.columns.iter().map(|column| Parameter {
            name: column.name.clone(),
            default: column.values[0].clone(),
            help: String::new(),
        });
        let arguments = (0..instances.len()).map(|instance| {
            let own = differing.columns.iter();
            let own = own.filter(|column| column.values[instance] != column.values[0]);
            own.map(|column| (column.name.clone(), column.values[instance].clone()))
                .collect()
        });
        Some(Self {
            layers: names.into_iter().zip(specs).collect(),
            parameters: parameters.collect(),
            arguments: arguments.collect(),
            is_prefixed,
        })
    }
}

/// What stands behind the prefix and `_` in the names of each instance, where that is the same for all of them and no layer is
/// called like a prefix.
fn rests(instances: &[Instance], layers: &[Named<'_>]) -> Option<Vec<String>> {
    let known: BTreeSet<&str> = layers.iter().map(|named| named.name).collect();
    let mut prefixes = BTreeSet::new();
    let mut shared: Option<Vec<&str>> = None;
    for instance in instances {
        if known.contains(instance.prefix.as_str()) || !prefixes.insert(&instance.prefix) {
            return None;
        }
        let rest = |member: &usize| {
            let name = layers[*member].name;
            let rest = name.strip_prefix(&instance.prefix)?.strip_prefix('_')?;
            Some(rest).filter(|rest| !rest.is_empty())
        };
        let rests: Vec<&str> = instance.members.iter().map(rest).collect::<Option<_>>()?;
        if shared.as_ref().is_some_and(|shared| *shared != rests) {
            return None;
        }
        shared = Some(rests);
    }
    Some(shared?.into_iter().map(str::to_owned).collect())
}

/// A parameter in the making, with what each instance has for it.
#[derive(Debug)]
struct Column {
    name: String,
    /// The setting that it came from; `None` for one of names.
    key: Option<String>,
    values: Vec<Value>,
}

/// What differs among instances.
#[derive(Debug, Default)]
struct Differing {
    columns: Vec<Column>,
}

impl Differing {
    /// The settings of a layer that all instances have; `None` where they differ in what cannot be a parameter.
    fn spec(&mut self, specs: &[&LayerSpec]) -> Option<LayerSpec> {
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
    fn name(&mut self, names: &[&str]) -> Option<String> {
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

/// What all names begin with, what differs then, and what all end with.
fn varying<'a>(names: &[&'a str]) -> (&'a str, Vec<&'a str>, &'a str) {
    let first = names.first().copied().unwrap_or("");
    let mut start = first.len();
    for name in names {
        let same = first.char_indices().zip(name.chars());
        let same = same.take_while(|((_, one), other)| one == other);
        let end = same.last().map_or(0, |((at, one), _)| at + one.len_utf8());
        start = start.min(end);
    }
    let rests: Vec<&str> = names.iter().map(|name| &name[start..]).collect();
    let rest = &first[start..];
    let mut behind = rest.len();
    for other in &rests {
        let same = rest.chars().rev().zip(other.chars().rev());
        let same = same.take_while(|(one, other)| one == other);
        behind = behind.min(same.map(|(one, _)| one.len_utf8()).sum());
    }
    let values = rests.iter().map(|rest| &rest[..rest.len() - behind]);
    (
        &first[..start],
        values.collect(),
        &rest[rest.len() - behind..],
    )
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

/// A part of a name.
#[derive(Debug)]
enum Part<'a> {
    Text(&'a str),
    /// A whole number that is written as numbers are.
    Number(i64),
}

impl Part<'_> {
    fn number(&self) -> Option<i64> {
        match self {
            Part::Number(number) => Some(*number),
            Part::Text(_) => None,
        }
    }
}

/// A name in texts and numbers.
fn parts(name: &str) -> Vec<Part<'_>> {
    let mut parts = Vec::new();
    let mut rest = name;
    while !rest.is_empty() {
        let is_digit = rest.starts_with(|letter: char| letter.is_ascii_digit());
        let other = |letter: char| letter.is_ascii_digit() != is_digit;
        let (part, behind) = rest.split_at(rest.find(other).unwrap_or(rest.len()));
        let number = part.parse::<i64>().ok();
        let number = number.filter(|number| number.to_string() == part);
        parts.push(number.map_or(Part::Text(part), Part::Number));
        rest = behind;
    }
    parts
}

/// Whether only numbers differ.
fn are_alike(one: &[Part<'_>], other: &[Part<'_>]) -> bool {
    let same = |(one, other): (&Part<'_>, &Part<'_>)| match (one, other) {
        (Part::Text(one), Part::Text(other)) => one == other,
        (Part::Number(_), Part::Number(_)) => true,
        (Part::Text(_), Part::Number(_)) | (Part::Number(_), Part::Text(_)) => false,
    };
    one.len() == other.len() && one.iter().zip(other).all(same)
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

//! The words of a check: kinds, settings with what they are compared with, counts.

use super::super::check::{Bound, Count, Op, TrainingTest};
use super::super::layer_test::{LayerTest, SettingTest, Wanted, one_way};
use crate::layer::{Kind, Rank, SettingSpec, catalog, similar, value_text};
use crate::message;
use crate::text::Message;

type Read<T> = Result<T, Message>;

/// `sentence`, with what may have been meant.
fn hinted<'a>(sentence: Message, found: &str, known: impl IntoIterator<Item = &'a str>) -> Message {
    match similar(found, known) {
        Some(similar) => message!("did-you-mean", sentence = sentence, similar = similar),
        None => sentence,
    }
}

/// A word that is none of `known`.
pub(super) fn unknown(found: &str, known: &[&str]) -> Message {
    let sentence = message!(
        "lesson-word-unknown",
        found = found,
        known = known.join(", ")
    );
    hinted(sentence, found, known.iter().copied())
}

/// A kind of layer, or `any`.
pub(super) fn kind(word: &str) -> Read<Option<Kind>> {
    if word == "any" {
        return Ok(None);
    }
    let mut entries = catalog().iter();
    match entries.find(|entry| entry.name.eq_ignore_ascii_case(word)) {
        Some(entry) => Ok(Some(entry.kind)),
        None => {
            let usual = catalog().iter().filter(|entry| entry.rank == Rank::Usual);
            let usual: Vec<&str> = usual.map(|entry| entry.name).collect();
            let sentence = message!(
                "lesson-kind-unknown",
                found = word,
                known = usual.join(", ")
            );
            let names = catalog().iter().map(|entry| entry.name);
            Err(hinted(sentence, word, names))
        }
    }
}

/// `padding=same`: what is compared, how, and with what.
fn comparison(word: &str) -> Read<(&str, Op, &str)> {
    let at = word.find(['=', '!', '<', '>']);
    let parts = at.and_then(|at| {
        let (key, rest) = word.split_at(at);
        let op = Op::ALL.into_iter().find(|op| rest.starts_with(op.sign()))?;
        Some((key, op, &rest[op.sign().len()..]))
    });
    match parts {
        Some((key, op, value)) if !key.is_empty() && !value.is_empty() => Ok((key, op, value)),
        _ => Err(message!("lesson-no-comparison", found = word)),
    }
}

fn number(text: &str) -> Read<f64> {
    let digits: String = text.chars().filter(|letter| *letter != '_').collect();
    match digits.parse::<f64>() {
        Ok(number) if number.is_finite() => Ok(number),
        _ => Err(message!("lesson-no-number", found = text)),
    }
}

/// A count of things: a whole number that nobody exceeds.
pub(super) fn whole(text: &str) -> Read<usize> {
    match text.parse::<usize>() {
        Ok(number) if number <= 1_000_000 => Ok(number),
        _ => Err(message!("lesson-no-count", found = text)),
    }
}

/// Takes `at least 3`, `exactly 2` or `none` off the end of `words`; at least one where nothing is said.
pub(super) fn count(words: &mut Vec<&str>) -> Read<Count> {
    let (count, length) = match words[..] {
        [.., "none"] => (Count::Exactly(0), 1),
        [.., "exactly", text] => (Count::Exactly(whole(text)?), 2),
        [.., "at", "least", text] => (Count::AtLeast(whole(text)?), 3),
        _ => (Count::AtLeast(1), 0),
    };
    words.truncate(words.len() - length);
    Ok(count)
}

/// A kind with its settings: `Conv2D filters=32 padding=same`.
pub(super) fn layer(words: &[&str]) -> Read<LayerTest> {
    let Some((first, settings)) = words.split_first() else {
        return Err(message!("lesson-kind-missing"));
    };
    let kind = kind(first)?;
    let settings = settings.iter().map(|word| setting(kind, word));
    Ok(LayerTest {
        kind,
        settings: settings.collect::<Read<_>>()?,
    })
}

/// What is known of every layer beside its settings.
const OF_EVERY_LAYER: [&str; 2] = ["shape", "params"];

/// A setting of a layer of this kind; of any layer its shape and its parameters.
fn setting(kind: Option<Kind>, word: &str) -> Read<SettingTest> {
    let (key, op, text) = comparison(word)?;
    let spec = kind.and_then(|kind| kind.entry().setting(key));
    let wanted = match (key, spec) {
        ("shape", _) => Wanted::Shape(shape(op, text)?),
        ("params", _) => Wanted::Number(number(text)?),
        (_, Some(spec)) => value(spec, op, text)?,
        (_, None) => {
            let own = kind.map_or(&[][..], |kind| kind.entry().settings);
            let own = own.iter().map(|setting| setting.key);
            let known: Vec<&str> = own.chain(OF_EVERY_LAYER).collect();
            return Err(unknown(key, &known));
        }
    };
    Ok(SettingTest {
        key: key.to_owned(),
        op,
        wanted,
    })
}

/// What the last layer can be asked for.
pub(super) fn output_setting(word: &str) -> Read<SettingTest> {
    let (key, op, text) = comparison(word)?;
    let dense = Kind::Dense.entry();
    let wanted = match (key, dense.setting(key)) {
        ("shape", _) => Wanted::Shape(shape(op, text)?),
        ("units" | "activation", Some(spec)) => value(spec, op, text)?,
        _ => return Err(unknown(key, &["units", "activation", "shape"])),
    };
    Ok(SettingTest {
        key: key.to_owned(),
        op,
        wanted,
    })
}

fn value(spec: &SettingSpec, op: Op, text: &str) -> Read<Wanted> {
    if !matches!(op, Op::Equal | Op::Unequal) {
        return Ok(Wanted::Number(number(text)?));
    }
    let values = text.split('|').map(|text| {
        let value = value_text::from_text(text, spec.kind, false);
        let value = value.map_err(|fault| {
            message!("lesson-value", key = spec.key, found = text, fault = fault)
        })?;
        Ok(one_way(value, spec.kind))
    });
    Ok(Wanted::Values(values.collect::<Read<_>>()?))
}

/// A shape with `*` for any length: `64x64x3`, `*x*x32`.
fn shape(op: Op, text: &str) -> Read<Vec<Option<i64>>> {
    let axis = |text: &str| match text {
        "*" => Some(None),
        text => text.parse().ok().filter(|length| *length > 0).map(Some),
    };
    let plain = text.trim_matches(['(', ')']);
    let axes: Option<Vec<Option<i64>>> = plain.split(['x', '×', ',']).map(axis).collect();
    let axes = axes.filter(|axes| matches!(axes.len(), 1 | 3));
    axes.filter(|_| matches!(op, Op::Equal | Op::Unequal))
        .ok_or_else(|| message!("lesson-shape", found = text))
}

/// A number with what it is compared with: `val_accuracy>=0.9`, one of `known` where there is a list.
pub(super) fn bound(word: &str, known: &[&str]) -> Read<Bound> {
    let (key, op, text) = comparison(word)?;
    if !known.is_empty() && !known.contains(&key) {
        return Err(unknown(key, known));
    }
    Ok(Bound {
        key: key.to_owned(),
        op,
        wanted: number(text)?,
    })
}

/// The rest of `parameters >= 20000000`, with spaces or without.
pub(super) fn own_bound(key: &str, words: &[&str]) -> Read<Bound> {
    bound(&format!("{key}{}", words.concat()), &[])
}

/// A setting of training: `epochs>=5`, `optimizer=adam|sgd`.
pub(super) fn training(word: &str) -> Read<TrainingTest> {
    let (key, op, text) = comparison(word)?;
    let wanted: Vec<String> = if TrainingTest::NUMBERS.contains(&key) {
        number(text)?;
        vec![text.replace('_', "")]
    } else if let Some(names) = names_of(key) {
        if !matches!(op, Op::Equal | Op::Unequal) {
            return Err(message!("lesson-words-compared", key = key));
        }
        let names: Vec<&str> = names;
        for word in text.split('|') {
            if !names.contains(&word) {
                return Err(unknown(word, &names));
            }
        }
        text.split('|').map(str::to_owned).collect()
    } else {
        let words = TrainingTest::WORDS.into_iter();
        let known: Vec<&str> = words.chain(TrainingTest::NUMBERS).collect();
        return Err(unknown(key, &known));
    };
    Ok(TrainingTest {
        key: key.to_owned(),
        op,
        wanted,
    })
}

/// What a setting of words can be; `None` for what is no such setting.
fn names_of(key: &str) -> Option<Vec<&'static str>> {
    use crate::recipe::{Augmentation, Described, Loss, Metric, Optimizer, Schedule};
    fn names<T: Described>() -> Vec<&'static str> {
        T::all().iter().map(Described::name).collect()
    }
    Some(match key {
        "optimizer" => names::<Optimizer>(),
        "loss" => names::<Loss>(),
        "schedule" => names::<Schedule>(),
        "metrics" => names::<Metric>(),
        "augmentation" => names::<Augmentation>(),
        _ => return None,
    })
}

/// A figure of a training or a measurement: `loss`, or a metric's name, `val_` before it for validation.
pub(super) fn figure(word: &str, more: &[&'static str]) -> Read<Bound> {
    use crate::recipe::{Described, Metric};
    let metrics = Metric::all();
    let plain = metrics.iter().map(Described::name).chain(["loss"]);
    let mut known: Vec<String> = more.iter().map(|key| (*key).to_owned()).collect();
    for name in plain {
        known.push(name.to_owned());
        if more.contains(&"epochs") {
            known.push(format!("val_{name}"));
        }
    }
    let known: Vec<&str> = known.iter().map(String::as_str).collect();
    bound(word, &known)
}

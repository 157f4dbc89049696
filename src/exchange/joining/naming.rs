//! Names that layers can have here, for layers that may have been called anything.

use std::collections::{BTreeMap, BTreeSet};

use crate::exchange::ForeignLayer;
use crate::exchange::report::{Fate, Report};
use crate::graph::unique_name;
use crate::message;

/// The longest name, in characters; less than what a layer may have, for the call and a number behind it.
const MOST_CHARS: usize = 80;

/// What stands between the name of a layer and which call of it this is.
const CALL: &str = "_call_";

/// The layer whose later call has this name, where it is such a name.
pub(in crate::exchange) fn first_call(name: &str) -> Option<&str> {
    let (first, call) = name.rsplit_once(CALL)?;
    call.parse::<usize>()
        .is_ok_and(|call| call > 1)
        .then_some(first)
}

/// A name for each layer: its own, with the models around it where several layers have the same one. Later calls of a layer are
/// called after the first: `shared`, `shared_call_2`.
pub(super) fn names(layers: &[ForeignLayer], report: &mut Report) -> Vec<String> {
    let mut uses: BTreeMap<String, usize> = BTreeMap::new();
    for layer in layers.iter().filter(|layer| layer.call == 0) {
        *uses.entry(fit(layer)).or_default() += 1;
    }
    let mut taken: BTreeSet<String> = BTreeSet::new();
    let mut firsts: BTreeMap<(&[String], &str), String> = BTreeMap::new();
    let mut names = Vec::with_capacity(layers.len());
    for layer in layers {
        let own = fit(layer);
        let called = (layer.inside.as_slice(), layer.name.as_str());
        let stem = match firsts.get(&called).filter(|_| layer.call > 0) {
            Some(first) => format!("{first}{CALL}{}", layer.call + 1),
            None if uses.get(&own).is_some_and(|uses| *uses > 1) && !layer.inside.is_empty() => {
                cleaned(&format!("{}_{own}", layer.inside.join("_")))
            }
            None => own,
        };
        let name = numbered(&stem, &taken);
        firsts.entry(called).or_insert_with(|| name.clone());
        if name != layer.name && !layer.name.trim().is_empty() {
            let message = message!("import-renamed", name = &name);
            report.tell(Fate::Translated, &layer.name, message);
        }
        taken.insert(name.clone());
        names.push(name);
    }
    names
}

fn numbered(stem: &str, taken: &BTreeSet<String>) -> String {
    if !taken.contains(stem) {
        return stem.to_owned();
    }
    let taken: BTreeSet<&str> = taken.iter().map(String::as_str).collect();
    unique_name(stem, &taken)
}

/// Its own name, as far as a layer can have it; what its kind is called where nothing is left.
fn fit(layer: &ForeignLayer) -> String {
    let name = cleaned(&layer.name);
    if name.trim().is_empty() {
        return layer.spec.kind.entry().stem.to_owned();
    }
    name
}

/// Weight files name arrays `<layer>/kernel`, and braces mean parameters of blocks.
fn cleaned(name: &str) -> String {
    let fitting = |letter: char| match letter {
        '/' => '_',
        '{' => '(',
        '}' => ')',
        letter if letter.is_control() => '_',
        letter => letter,
    };
    let name: String = name.chars().map(fitting).collect();
    if name.chars().count() <= MOST_CHARS {
        return name;
    }
    // The end tells layers of nested models apart.
    let skipped = name.chars().count() - MOST_CHARS;
    name.chars().skip(skipped).collect()
}

//! What the layers of a block to come are called, so that they keep the names that they have.

use std::collections::{BTreeMap, BTreeSet};

use super::repeats::Occurrence;
use crate::graph::model::{Body, NodeId, Place};
use crate::graph::naming::{names, next_name_argument, unique_name};
use crate::layer::Value;

/// Names inside the block, and the argument that makes each use's own names of them.
pub(super) struct Names {
    /// The names of the first use's nodes, as they stand in the definition.
    pub templates: BTreeMap<NodeId, String>,
    /// The parameter that the names refer to, if they do, and its argument in each use.
    pub argument: Option<(String, Vec<Value>)>,
}

/// Finds names for the nodes of `uses`; `taken` are names of parameters that the block has already.
///
/// Names that differ between the uses by one letter or number, the same for all layers, keep it as an argument:
/// `res2{block}_branch2a`. Otherwise the first use keeps its names, and the others get a suffix. A plain name inside
/// another block stays as it is: the instance's own name comes before it.
pub(super) fn names_of(
    place: &Place,
    body: &Body,
    uses: &[Occurrence],
    taken: &BTreeSet<&str>,
) -> Names {
    let plain = |id: &NodeId| {
        body.node(*id)
            .map_or_else(String::new, |node| node.name.clone())
    };
    let mut templates: BTreeMap<NodeId, String> =
        uses[0].nodes.keys().map(|id| (*id, plain(id))).collect();
    let needs_argument = |name: &String| *place == Place::Root || name.contains('{');
    let ids: Vec<NodeId> = templates
        .iter()
        .filter(|(_, name)| needs_argument(name))
        .map(|(id, _)| *id)
        .collect();
    if ids.is_empty() {
        return Names {
            templates,
            argument: None,
        };
    }
    let (halves, stem, values) = match common_pattern(body, uses, &ids) {
        Some((halves, values)) if matches!(values[0], Value::Int(_)) => (halves, "number", values),
        Some((halves, values)) => (halves, "block", values),
        None => {
            let stems: Vec<String> = ids.iter().map(plain).collect();
            let values = suffixes(body, &stems, uses.len());
            let ends = stems.into_iter().map(|stem| (stem, String::new()));
            (ids.into_iter().zip(ends).collect(), "suffix", values)
        }
    };
    let parameter = unique_name(stem, taken);
    for (id, (before, after)) in halves {
        templates.insert(id, format!("{before}{{{parameter}}}{after}"));
    }
    Names {
        templates,
        argument: Some((parameter, values)),
    }
}

type Halves = BTreeMap<NodeId, (String, String)>;

/// What stands before and after the one place in which names differ, and what stands there in each use.
fn common_pattern(
    body: &Body,
    uses: &[Occurrence],
    ids: &[NodeId],
) -> Option<(Halves, Vec<Value>)> {
    if uses.len() < 2 {
        return None;
    }
    let mut halves = BTreeMap::new();
    let mut middles: Option<Vec<String>> = None;
    for id in ids {
        let row: Option<Vec<&str>> = uses
            .iter()
            .map(|other| Some(body.node(*other.nodes.get(id)?)?.name.as_str()))
            .collect();
        let (before, after, found) = split(&row?)?;
        if *middles.get_or_insert_with(|| found.clone()) != found {
            return None;
        }
        halves.insert(*id, (before, after));
    }
    let middles =
        middles.filter(|middles| middles.iter().collect::<BTreeSet<_>>().len() == middles.len())?;
    let whole = |text: &String| {
        text.parse::<i64>()
            .ok()
            .filter(|number| number.to_string() == *text)
    };
    let numbers: Option<Vec<Value>> = middles
        .iter()
        .map(|text| whole(text).map(Value::Int))
        .collect();
    Some((
        halves,
        numbers.unwrap_or_else(|| middles.into_iter().map(Value::Text).collect()),
    ))
}

/// The longest common beginning and end of `names`, and what is between; `None` where a name has nothing there or
/// something that a template cannot hold.
fn split(names: &[&str]) -> Option<(String, String, Vec<String>)> {
    let first: Vec<char> = names[0].chars().collect();
    let all: Vec<Vec<char>> = names.iter().map(|name| name.chars().collect()).collect();
    let shortest = all.iter().map(Vec::len).min()?;
    let before = (0..shortest)
        .take_while(|at| all.iter().all(|name| name[*at] == first[*at]))
        .count();
    // A number is taken whole: of conv10 and conv11, 10 and 11 differ, not 0 and 1.
    let is_digit = |letter: Option<&char>| letter.is_none_or(char::is_ascii_digit);
    let within_number = all.iter().all(|name| is_digit(name.get(before)));
    let digits = first[..before]
        .iter()
        .rev()
        .take_while(|letter| letter.is_ascii_digit())
        .count();
    let before = if within_number {
        before - digits
    } else {
        before
    };
    let end = |name: &[char], at: usize| name[name.len() - 1 - at];
    let after = (0..shortest - before)
        .take_while(|at| all.iter().all(|name| end(name, *at) == end(&first, *at)));
    let after = after.count();
    let digits = first[first.len() - after..]
        .iter()
        .take_while(|letter| letter.is_ascii_digit())
        .count();
    let after = if within_number { after - digits } else { after };
    let middle = |name: &Vec<char>| -> String { name[before..name.len() - after].iter().collect() };
    let middles: Vec<String> = all.iter().map(middle).collect();
    let usable = |text: &String| !text.is_empty() && text.chars().all(char::is_alphanumeric);
    let text = |letters: &[char]| -> String { letters.iter().collect() };
    let halves = (text(&first[..before]), text(&first[first.len() - after..]));
    let outside_braces = halves.0.matches('{').count() == halves.0.matches('}').count();
    (middles.iter().all(usable) && outside_braces).then_some((halves.0, halves.1, middles))
}

/// The empty suffix, then the first ones with which no name is taken.
fn suffixes(body: &Body, stems: &[String], count: usize) -> Vec<Value> {
    let taken = names(body);
    let is_free = |suffix: &Value| {
        stems
            .iter()
            .all(|stem| !taken.contains(format!("{stem}{suffix}").as_str()))
    };
    let mut suffixes = vec![Value::from("")];
    let mut next = Value::from("");
    while suffixes.len() < count {
        next = next_name_argument(&next);
        if is_free(&next) {
            suffixes.push(next.clone());
        }
    }
    suffixes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_keep_what_they_have_in_common() {
        assert_eq!(
            split(&["res2a_branch2a", "res2b_branch2a"]),
            Some((
                "res2".to_owned(),
                "_branch2a".to_owned(),
                vec!["a".to_owned(), "b".to_owned()]
            ))
        );
        assert_eq!(
            split(&["conv10", "conv11"]),
            Some((
                "conv".to_owned(),
                String::new(),
                vec!["10".to_owned(), "11".to_owned()]
            ))
        );
        assert_eq!(
            split(&["conv10_x", "conv20_x"]),
            Some((
                "conv".to_owned(),
                "_x".to_owned(),
                vec!["10".to_owned(), "20".to_owned()]
            ))
        );
        assert_eq!(split(&["conv2d", "conv2d_1"]), None);
    }
}

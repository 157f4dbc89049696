//! What a network is made of: layers with their settings, and how they are connected.

use super::super::check::Count;
use super::super::layer_test::{LayerTest, SettingTest};
use super::super::network::Network;
use super::super::pattern::{Pattern, PatternNode};
use super::super::search::{Near, find};
use super::super::words::relation;
use super::Finding;
use crate::message;
use crate::text::{Message, list};

pub(super) fn judge_layers(layer: &LayerTest, count: Count, network: &Network<'_>) -> Finding {
    let all = 0..network.len();
    let of_kind: Vec<usize> = all.filter(|it| layer.is_kind(network, *it)).collect();
    let as_asked = |it: &&usize| layer.holds(network, **it);
    let found: Vec<usize> = of_kind.iter().filter(as_asked).copied().collect();
    if count.holds(found.len()) {
        return Finding::holds();
    }
    let wanted = layer.words();
    match (count, found.len()) {
        (Count::Exactly(0), _) => {
            let names = list(found.iter().take(3).map(|it| network.name(*it)));
            let words = message!("lesson-layer-too-many", layer = wanted, names = names);
            Finding::fails(words).about(network, found)
        }
        (_, 0) => {
            let faults = |it: &usize| layer.faults(network, *it).len();
            match of_kind.iter().copied().min_by_key(faults) {
                Some(nearest) => {
                    let words = differing(layer, None, network, nearest);
                    Finding::fails(words).about(network, [nearest])
                }
                None => Finding::fails(message!("lesson-layer-missing", layer = wanted)),
            }
        }
        (Count::AtLeast(least), many) => Finding::fails(message!(
            "lesson-layer-too-few",
            layer = wanted,
            found = many,
            wanted = least
        )),
        (Count::Exactly(exact), many) => {
            let words = message!(
                "lesson-layer-not-exactly",
                layer = wanted,
                found = many,
                wanted = exact
            );
            Finding::fails(words).about(network, found)
        }
    }
}

/// What the settings of a layer are, and what they have to be. `number` says which of its kind it is in a pattern.
fn differing(
    layer: &LayerTest,
    number: Option<usize>,
    network: &Network<'_>,
    index: usize,
) -> Message {
    let faults = layer.faults(network, index);
    let told = faults.iter().map(|(test, found)| {
        message!(
            "lesson-setting-differs",
            setting = &test.key,
            found = found,
            wanted = relation(test.op, &test.wanted.shown())
        )
    });
    let told = list(told);
    let (name, kind) = (network.name(index), network.kind(index));
    match number {
        None => message!("lesson-layer-differs", layer = name, kind = %kind, settings = told),
        Some(number) => message!(
            "lesson-layer-differs-nth",
            layer = name,
            kind = %kind,
            ordinal = ordinal(number),
            settings = told
        ),
    }
}

pub(super) fn judge_pattern(pattern: &Pattern, count: Count, network: &Network<'_>) -> Finding {
    let found = find(network, pattern);
    let times = found.ends.len();
    if count.holds(times) {
        return Finding::holds();
    }
    let too_many = match count {
        Count::AtLeast(_) => false,
        Count::Exactly(wanted) => times > wanted,
    };
    if too_many {
        let words = message!("lesson-pattern-too-often", found = times);
        return Finding::fails(words).about(network, found.ends);
    }
    let gap = match &found.nearest {
        Some(near) => gap_of(pattern, near, network),
        None if network.len() == 0 => Finding::fails(message!("lesson-no-layers")),
        None if times > 0 => Finding::fails(message!("lesson-pattern-nowhere-else")),
        None => {
            let first = pattern.nodes[0].layer.words();
            Finding::fails(message!("lesson-layer-missing", layer = first))
        }
    };
    match (count, gap.words.clone()) {
        (Count::AtLeast(wanted) | Count::Exactly(wanted), Some(words))
            if wanted > 1 && times > 0 =>
        {
            Finding {
                words: Some(message!(
                    "lesson-pattern-too-seldom",
                    found = times,
                    wanted = wanted,
                    words = words
                )),
                ..gap
            }
        }
        _ => gap,
    }
}

/// What keeps the nearest part of a network from being the pattern: settings that differ, or what follows it.
fn gap_of(pattern: &Pattern, near: &Near, network: &Network<'_>) -> Finding {
    let reached = pattern.nodes.iter().zip(&near.layers).enumerate();
    let mut differ = reached.filter(|(_, (node, layer))| !node.layer.holds(network, **layer));
    if let Some((place, (node, layer))) = differ.next() {
        let words = differing(&node.layer, pattern.number_of(place), network, *layer);
        return Finding::fails(words).about(network, [*layer]);
    }
    let place = near.layers.len();
    let Some(node) = pattern.nodes.get(place) else {
        return Finding::holds();
    };
    let wanted = match pattern.number_of(place) {
        None => node.layer.words(),
        Some(number) => message!(
            "lesson-nth-of-kind",
            ordinal = ordinal(number),
            layer = node.layer.words()
        ),
    };
    let Some(source) = node.from.first().map(|from| near.layers[*from]) else {
        return Finding::fails(message!("lesson-layer-missing", layer = wanted));
    };
    following(near, source, node, wanted, network)
}

/// "first", "second" and so on.
fn ordinal(number: usize) -> Message {
    match number {
        1 => message!("ordinal-1"),
        2 => message!("ordinal-2"),
        3 => message!("ordinal-3"),
        4 => message!("ordinal-4"),
        5 => message!("ordinal-5"),
        _ => message!("ordinal-other", number = number),
    }
}

/// What follows `source` where the pattern wants another layer. A layer that stands for one of the pattern's already is as it
/// should be, and not what is missing.
fn following(
    near: &Near,
    source: usize,
    node: &PatternNode,
    wanted: Message,
    network: &Network<'_>,
) -> Finding {
    let is_free = |user: &&usize| !near.layers.contains(user);
    let all = network.users(source);
    let users: Vec<usize> = all.iter().filter(is_free).copied().collect();
    let after = network.name(source);
    let of_kind = users
        .iter()
        .find(|user| node.layer.is_kind(network, **user));
    if let Some(user) = of_kind {
        let sources = node.from.iter().map(|from| near.layers[*from]);
        let needed = list(sources.map(|it| network.name(it)));
        let words = message!(
            "lesson-wires-differ",
            layer = network.name(*user),
            found = list(network.inputs(*user).map(|it| network.name(it))),
            wanted = needed
        );
        return Finding::fails(words).about(network, [*user]);
    }
    let Some(first) = users.first() else {
        let words = if all.is_empty() {
            message!("lesson-nothing-follows", after = after, wanted = wanted)
        } else {
            message!(
                "lesson-nothing-else-follows",
                after = after,
                wanted = wanted
            )
        };
        return Finding::fails(words).about(network, [source]);
    };
    let told = |user: &usize| {
        let kind = network.kind(*user);
        message!("lesson-layer-of-kind", layer = network.name(*user), kind = %kind)
    };
    let words = message!(
        "lesson-other-follows",
        after = after,
        found = list(users.iter().take(3).map(told)),
        wanted = wanted
    );
    Finding::fails(words).about(network, [*first])
}

pub(super) fn judge_output(tests: &[SettingTest], network: &Network<'_>) -> Finding {
    let Some(last) = network.last() else {
        return Finding::fails(message!("lesson-no-single-end"));
    };
    let as_layer = LayerTest {
        kind: None,
        settings: tests.to_vec(),
    };
    if as_layer.holds(network, last) {
        return Finding::holds();
    }
    Finding::fails(differing(&as_layer, None, network, last)).about(network, [last])
}

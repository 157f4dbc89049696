//! What wires lead to, and what is of one kind.

use std::collections::BTreeSet;

use super::item::Role;
use super::outline::Outline;
use crate::app::command::Choice;

/// Every item that the wires lead to from `begin`.
pub fn reached(outline: &Outline, begin: BTreeSet<usize>, choice: Choice) -> BTreeSet<usize> {
    let mut neighbors = vec![Vec::new(); outline.items.len()];
    for wire in &outline.wires {
        if choice != Choice::Upstream {
            neighbors[wire.from].push(wire.to);
        }
        if choice != Choice::Downstream {
            neighbors[wire.to].push(wire.from);
        }
    }
    let mut open: Vec<usize> = begin.iter().copied().collect();
    let mut seen = begin;
    while let Some(item) = open.pop() {
        open.extend(neighbors[item].iter().filter(|next| seen.insert(**next)));
    }
    seen
}

/// Every node of the kinds of those in `begin`.
pub fn of_same_kind(outline: &Outline, begin: &BTreeSet<usize>) -> BTreeSet<usize> {
    let is_node = |item: usize| !matches!(outline.items[item].role, Role::Entry | Role::Exit);
    let nodes = begin.iter().filter(|item| is_node(**item));
    let kinds: BTreeSet<&str> = nodes
        .map(|item| outline.items[*item].kind.as_str())
        .collect();
    let all = 0..outline.items.len();
    all.filter(|item| is_node(*item) && kinds.contains(outline.items[*item].kind.as_str()))
        .collect()
}

//! What the palette offers, and what a drag from it carries.

use crate::app::command::PaletteItem;
use crate::app::fuzzy;
use crate::app::state::{BlockLibrary, State};
use crate::graph::{Graph, library};
use crate::layer::{Entry, Family, Rank, catalog, class_name};
use crate::text::say;
use std::collections::BTreeSet;

/// Items under one heading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// What they have in common.
    pub heading: &'static str,
    /// In the order of the catalog.
    pub items: Vec<PaletteItem>,
}

/// Whether an item stands among the first of its group.
pub fn is_usual(item: &PaletteItem) -> bool {
    match item {
        PaletteItem::Layer(kind) => kind.entry().rank == Rank::Usual,
        PaletteItem::Block(_) | PaletteItem::Saved(_) => true,
    }
}

/// Everything that can be added to `graph` and fits `query`, in groups; empty groups are left out.
pub fn groups(graph: &Graph, query: &str) -> Vec<Group> {
    let mut groups = vec![blocks(graph)];
    for entry in catalog() {
        let item = PaletteItem::Layer(entry.kind);
        let heading = heading(entry).or_else(|| groups.last().map(|group| group.heading));
        match groups.last_mut() {
            Some(last) if Some(last.heading) == heading => last.items.push(item),
            _ => groups.push(Group {
                heading: heading.unwrap_or_default(),
                items: vec![item],
            }),
        }
    }
    for group in &mut groups {
        group.items.sort_by_key(|item| !is_usual(item));
    }
    for group in &mut groups {
        group.items.retain(|item| distance(item, query).is_some());
    }
    groups.retain(|group| !group.items.is_empty());
    groups
}

/// The blocks that every network can use, and those that `graph` defines; identity before convolutional.
fn blocks(graph: &Graph) -> Group {
    let built_in = library::blocks().keys();
    let names: BTreeSet<&String> = built_in.chain(graph.blocks.keys()).collect();
    let items = names.into_iter().rev().cloned().map(PaletteItem::Block);
    Group {
        heading: say("blocks"),
        items: items.collect(),
    }
}

/// The blocks of the user's own that fit `query`.
pub fn saved(library: &BlockLibrary, query: &str) -> Group {
    let fits = |item: &PaletteItem| distance(item, query).is_some();
    Group {
        heading: say("my-blocks"),
        items: library.items().filter(fits).collect(),
    }
}

/// Everything that can be added to the network.
pub fn items(state: State<'_>) -> impl Iterator<Item = PaletteItem> {
    let groups = groups(state.document.graph(), "").into_iter();
    groups
        .chain([saved(&state.window.library, "")])
        .flat_map(|group| group.items)
}

/// The item that fits `query` best, for Enter in the search field.
pub fn best(graph: &Graph, library: &BlockLibrary, query: &str) -> Option<PaletteItem> {
    let groups = groups(graph, query).into_iter();
    let items = groups
        .chain([saved(library, query)])
        .flat_map(|group| group.items);
    items.min_by_key(|item| (distance(item, query), item.name().len()))
}

/// How well `item` fits a search, smaller is better; `None` where it does not.
pub fn distance(item: &PaletteItem, query: &str) -> Option<usize> {
    let query = class_name(query);
    match item {
        PaletteItem::Layer(kind) => {
            let entry = kind.entry();
            let names = std::iter::once(entry.name).chain(entry.aliases.iter().copied());
            let far = fuzzy::best(query, names)?;
            // "max" is asked of a pooling more often than of Maximum.
            let behind = match entry.rank {
                Rank::Usual => 0,
                Rank::Seldom => fuzzy::SCATTERED,
            };
            Some(far + behind)
        }
        PaletteItem::Block(_) | PaletteItem::Saved(_) => fuzzy::best(query, [item.name(), "block"]),
    }
}

/// The heading that an entry belongs under; shape layers stay with the entry before them: padding with the
/// convolutions that need it, flattening with the dense layers.
fn heading(entry: &Entry) -> Option<&'static str> {
    match entry.family {
        Family::Input => Some(say("group-input")),
        Family::Convolution => Some(say("group-convolution")),
        Family::Normalization | Family::Regularization => Some(say("group-normalize")),
        Family::Activation => Some(say("group-activate")),
        Family::Pooling => Some(say("group-pool")),
        Family::Dense | Family::Merge => Some(say("group-connect")),
        Family::Shape => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layer::Kind;

    fn found(query: &str) -> Vec<String> {
        let groups = groups(&Graph::default(), query);
        groups
            .iter()
            .flat_map(|group| &group.items)
            .map(|item| item.name().to_owned())
            .collect()
    }

    #[test]
    fn names_of_pytorch_and_chinese_names_find_the_layer() {
        assert_eq!(found("linear"), ["Dense"]);
        assert_eq!(found("批归一化"), ["BatchNormalization"]);
        assert_eq!(found("torch.nn.BatchNorm2d"), ["BatchNormalization"]);
        assert_eq!(found("tf.keras.layers.Dense"), ["Dense"]);
        assert_eq!(
            best(&Graph::default(), &BlockLibrary::default(), "conv")
                .map(|item| item.name().to_owned()),
            Some("Conv2D".to_owned())
        );
    }

    #[test]
    fn padding_stands_with_convolutions_and_flatten_with_dense_layers() {
        let groups = groups(&Graph::default(), "");
        let heading_of = |kind: Kind| {
            groups
                .iter()
                .find(|group| group.items.contains(&PaletteItem::Layer(kind)))
                .map(|group| group.heading)
        };
        assert_eq!(heading_of(Kind::ZeroPadding2D), Some("Convolution"));
        assert_eq!(heading_of(Kind::Flatten), Some("Connect"));
    }
}

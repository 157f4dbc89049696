//! What the palette offers, and what a drag from it carries.

use crate::app::blocks::{BlockLibrary, SavedBlock};
use crate::app::fuzzy;
use crate::app::state::State;
use crate::graph::{BlockCall, Content, Edit, Graph, Node, library};
use crate::layer::{Entry, Family, Kind, LayerSpec, catalogue, class_name};
use crate::text::say;
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

/// A layer or block that can be added. Also the payload of a drag from the palette:
/// `response.dnd_release_payload::<PaletteItem>()` on the canvas.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PaletteItem {
    /// A layer with its default settings.
    Layer(Kind),
    /// An instance of the block of this name.
    Block(String),
    /// An instance of a block of the user's own.
    Saved(SavedBlock),
}

impl PaletteItem {
    /// The name on its row.
    pub fn name(&self) -> &str {
        match self {
            Self::Layer(kind) => kind.entry().name,
            Self::Block(name) => name,
            Self::Saved(block) => block.name(),
        }
    }

    /// One sentence for its tooltip.
    pub fn summary(&self) -> Cow<'static, str> {
        match self {
            Self::Layer(kind) => kind.entry().summary().into(),
            Self::Block(_) => say("palette-block").into(),
            Self::Saved(_) => say("palette-own-block").into(),
        }
    }

    /// The family whose colour marks it; blocks look like what they are made of mostly.
    pub fn family(&self) -> Family {
        match self {
            Self::Layer(kind) => kind.entry().family,
            Self::Block(_) | Self::Saved(_) => Family::Convolution,
        }
    }

    /// What a node made from it holds.
    pub fn content(&self) -> Content {
        match self {
            Self::Layer(kind) => Content::Layer(LayerSpec::new(*kind)),
            Self::Block(_) | Self::Saved(_) => Content::Block(BlockCall {
                block: self.name().to_owned(),
                arguments: BTreeMap::new(),
            }),
        }
    }

    /// A node made from it, not wired to anything, with its upper left corner at `position` in graph units.
    pub fn node(&self, position: [f32; 2]) -> Node {
        let stem = match self {
            Self::Layer(kind) => kind.entry().stem,
            Self::Block(_) | Self::Saved(_) => self.name(),
        };
        Node {
            name: stem.to_owned(),
            position,
            content: self.content(),
            inputs: Vec::new(),
        }
    }

    /// `edit`, which adds this item, preceded by the definition of a built-in or saved block that `graph` lacks.
    pub fn with_definition(&self, graph: &Graph, edit: Edit) -> Edit {
        let name = match self {
            Self::Layer(_) => return edit,
            Self::Saved(block) => return block.brought_by(graph, edit),
            Self::Block(name) => name,
        };
        match library::blocks().get(name) {
            Some(definition) if !graph.blocks.contains_key(name) => {
                let define = Edit::Define {
                    name: name.clone(),
                    definition: definition.as_ref().clone(),
                };
                Edit::Many {
                    label: edit.label(graph),
                    edits: vec![define, edit],
                }
            }
            _ => edit,
        }
    }

    /// What it is called in the settings, whatever the language of the window.
    pub fn key(&self) -> String {
        match self {
            Self::Layer(kind) => format!("layer {}", kind.entry().name),
            Self::Block(name) => format!("block {name}"),
            Self::Saved(block) => format!("saved {}", block.name()),
        }
    }

    /// The item that was stored under `key`; `None` where there is no such layer.
    pub fn from_key(key: &str) -> Option<Self> {
        match key.split_once(' ')? {
            ("layer", name) => {
                let entry = catalogue().iter().find(|entry| entry.name == name)?;
                Some(Self::Layer(entry.kind))
            }
            ("block", name) => Some(Self::Block(name.to_owned())),
            _ => None,
        }
    }

    /// Whether it can be added to `graph`: a block must be known there, or everywhere.
    pub fn exists_for(&self, graph: &Graph) -> bool {
        match self {
            Self::Layer(_) | Self::Saved(_) => true,
            Self::Block(name) => {
                graph.blocks.contains_key(name) || library::blocks().contains_key(name)
            }
        }
    }

    /// How well it fits a search, smaller is better; `None` where it does not.
    pub fn distance(&self, query: &str) -> Option<usize> {
        let query = class_name(query);
        match self {
            Self::Layer(kind) => {
                let entry = kind.entry();
                fuzzy::best(
                    query,
                    std::iter::once(entry.name).chain(entry.aliases.iter().copied()),
                )
            }
            Self::Block(_) | Self::Saved(_) => fuzzy::best(query, [self.name(), "block"]),
        }
    }
}

/// Items under one heading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// What they have in common.
    pub heading: &'static str,
    /// In the order of the catalogue.
    pub items: Vec<PaletteItem>,
}

/// Everything that can be added to `graph` and fits `query`, in groups; empty groups are left out.
pub fn groups(graph: &Graph, query: &str) -> Vec<Group> {
    let mut groups = vec![blocks(graph)];
    for entry in catalogue() {
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
        group.items.retain(|item| item.distance(query).is_some());
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
    let fits = |item: &PaletteItem| item.distance(query).is_some();
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
    items.min_by_key(|item| (item.distance(query), item.name().len()))
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

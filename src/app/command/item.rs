//! A layer or block that can be added to a network.

use super::SavedBlock;
use crate::graph::{BlockCall, Content, Edit, Graph, Node, library};
use crate::layer::{Family, Kind, LayerSpec, catalog};
use crate::text::say;
use std::borrow::Cow;
use std::collections::BTreeMap;

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

    /// The family whose color marks it; blocks look like what they are made of mostly.
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
                let entry = catalog().iter().find(|entry| entry.name == name)?;
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
}

//! The shape of a layout: groups of tabs, side by side and one below the other.

use super::Panel;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// A part of the window, down to groups of tabs.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LayoutNode {
    /// Panels of which one is in front.
    Tabs(Group),
    /// Parts side by side, from left to right.
    Row(Vec<LayoutPart>),
    /// Parts one below the other.
    Column(Vec<LayoutPart>),
}

/// A part of a row or column.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct LayoutPart {
    /// Its wanted width or height, in points.
    pub points: f32,
    /// What is there.
    pub node: LayoutNode,
}

/// Panels of which one is in front.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Group {
    /// The panels from left to right, closed ones too: they come back where they were.
    pub panels: Vec<Panel>,
    /// The one in front; where that is closed, the first one that is open.
    pub front: Panel,
    /// Whether the whole group is hidden for a while.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub is_folded: bool,
}

impl Group {
    /// The panel that shows, where one is open.
    pub fn shown(&self, closed: &BTreeSet<Panel>) -> Option<Panel> {
        let is_open = |panel: &Panel| !closed.contains(panel);
        let front = Some(self.front).filter(is_open);
        let shown = front.or_else(|| self.panels.iter().copied().find(is_open));
        shown.filter(|_| !self.is_folded)
    }
}

impl LayoutNode {
    /// Tabs with the first one in front.
    pub fn tabs(panels: impl Into<Vec<Panel>>) -> Option<Self> {
        let panels = panels.into();
        let front = *panels.first()?;
        Some(Self::Tabs(Group {
            panels,
            front,
            is_folded: false,
        }))
    }

    /// Every group of tabs.
    pub fn groups(&self) -> Vec<&Group> {
        match self {
            Self::Tabs(group) => vec![group],
            Self::Row(parts) | Self::Column(parts) => {
                parts.iter().flat_map(|part| part.node.groups()).collect()
            }
        }
    }

    /// Every group of tabs, to change it.
    pub fn groups_mut(&mut self) -> Vec<&mut Group> {
        match self {
            Self::Tabs(group) => vec![group],
            Self::Row(parts) | Self::Column(parts) => {
                let parts = parts.iter_mut();
                parts.flat_map(|part| part.node.groups_mut()).collect()
            }
        }
    }

    /// Whether `panel` is in it, open or not.
    pub fn holds(&self, panel: Panel) -> bool {
        let mut groups = self.groups().into_iter();
        groups.any(|group| group.panels.contains(&panel))
    }

    /// Whether something of it shows.
    pub fn is_visible(&self, closed: &BTreeSet<Panel>) -> bool {
        let mut groups = self.groups().into_iter();
        groups.any(|group| group.shown(closed).is_some())
    }

    /// Whether every row, column and group holds something, and every size is one.
    pub(in crate::app) fn is_sound(&self) -> bool {
        match self {
            Self::Tabs(group) => group.panels.contains(&group.front),
            Self::Row(parts) | Self::Column(parts) => {
                let is_size = |points: f32| points.is_finite() && points > 0.0;
                let is_sound = |part: &LayoutPart| is_size(part.points) && part.node.is_sound();
                !parts.is_empty() && parts.iter().all(is_sound)
            }
        }
    }

    /// The same for a narrow window: what lies below `main` between the parts at its sides lies below all of them, because
    /// tables and charts need width more than anything.
    pub fn narrowed(&self, main: Panel) -> Self {
        let Self::Row(parts) = self else {
            return self.clone();
        };
        for (index, part) in parts.iter().enumerate() {
            if let Self::Column(inside) = &part.node
                && let Some((first, below)) = inside.split_first()
                && first.node.holds(main)
            {
                let mut beside = parts.clone();
                beside[index].node = first.node.clone();
                let above = LayoutPart {
                    points: first.points,
                    node: Self::Row(beside),
                };
                let all = std::iter::once(above).chain(below.iter().cloned());
                return Self::Column(all.collect());
            }
        }
        self.clone()
    }
}

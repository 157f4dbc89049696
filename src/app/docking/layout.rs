//! The layout of one workspace: where each panel lies, which of them are closed, and what is done with them.

use super::{Group, LayoutNode, LayoutPart, Panel};
use crate::message;
use crate::text::Message;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// Where the panels of one workspace lie. Each panel has exactly one place, closed or not.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "Stored")]
pub struct Layout {
    root: LayoutNode,
    closed: BTreeSet<Panel>,
    /// The panel that has the whole window for a while.
    #[serde(skip)]
    maximized: Option<Panel>,
}

/// A layout as it stands in a file, where it may be anything.
#[derive(Deserialize)]
struct Stored {
    root: LayoutNode,
    closed: BTreeSet<Panel>,
}

impl TryFrom<Stored> for Layout {
    type Error = Message;

    fn try_from(stored: Stored) -> Result<Self, Message> {
        let Stored {
            mut root,
            mut closed,
        } = stored;
        if !root.is_sound() {
            return Err(message!("layout-sizes-wrong"));
        }
        let mut seen = BTreeSet::new();
        for panel in root.groups().into_iter().flat_map(|group| &group.panels) {
            if !seen.insert(*panel) {
                return Err(message!("layout-panel-twice", panel = panel.label()));
            }
        }
        // A panel that came with a later version than the file.
        for panel in Panel::ALL.into_iter().filter(|panel| !seen.contains(panel)) {
            if let Some(group) = root.groups_mut().into_iter().last() {
                group.panels.push(panel);
                closed.insert(panel);
            }
        }
        Ok(Self {
            root,
            closed,
            maximized: None,
        })
    }
}

impl Layout {
    /// Panels in their places; those that are `closed` do not show.
    pub(super) fn new(root: LayoutNode, closed: impl Iterator<Item = Panel>) -> Self {
        Self {
            root,
            closed: closed.collect(),
            maximized: None,
        }
    }

    /// Where everything lies.
    pub fn root(&self) -> &LayoutNode {
        &self.root
    }

    /// The panels that do not show.
    pub fn closed(&self) -> &BTreeSet<Panel> {
        &self.closed
    }

    /// The panel that has the whole window for a while.
    pub fn maximized(&self) -> Option<Panel> {
        self.maximized
    }

    /// Whether `panel` has a tab.
    pub fn is_open(&self, panel: Panel) -> bool {
        let mut groups = self.root.groups().into_iter();
        let is_folded = groups.any(|group| group.is_folded && group.panels.contains(&panel));
        !self.closed.contains(&panel) && !is_folded
    }

    /// Whether `panel` is in front of its tabs and not hidden by one that has the whole window.
    pub fn shows(&self, panel: Panel) -> bool {
        let mut groups = self.root.groups().into_iter();
        self.maximized.is_none_or(|maximized| maximized == panel)
            && groups.any(|group| group.shown(&self.closed) == Some(panel))
    }

    /// Whether any panel shows.
    pub fn is_empty(&self) -> bool {
        !self.root.is_visible(&self.closed)
    }

    /// Opens `panel` where it was and brings it to the front.
    pub fn open(&mut self, panel: Panel) {
        self.closed.remove(&panel);
        self.maximized = self.maximized.filter(|maximized| *maximized == panel);
        for group in self.root.groups_mut() {
            if group.panels.contains(&panel) {
                group.front = panel;
                group.is_folded = false;
            }
        }
    }

    /// Opens `panel` in a place of its own before everything else, `points` wide, where it has none yet.
    pub fn open_apart(&mut self, panel: Panel, points: f32) {
        for group in self.root.groups_mut() {
            if group.panels.len() > 1 && group.panels.contains(&panel) {
                group.panels.retain(|other| *other != panel);
                if group.front == panel {
                    group.front = group.panels[0];
                }
            }
        }
        if !self.root.holds(panel) {
            let own = LayoutPart {
                points,
                node: LayoutNode::Tabs(Group {
                    panels: vec![panel],
                    front: panel,
                    is_folded: false,
                }),
            };
            self.root = match std::mem::replace(&mut self.root, LayoutNode::Row(Vec::new())) {
                LayoutNode::Row(mut parts) => {
                    parts.insert(0, own);
                    LayoutNode::Row(parts)
                }
                node => LayoutNode::Row(vec![own, LayoutPart { points: 1.0, node }]),
            };
        }
        self.open(panel);
    }

    /// Closes `panel`; the one beside it comes to the front.
    pub fn close(&mut self, panel: Panel) {
        self.closed.insert(panel);
        self.maximized = self.maximized.filter(|maximized| *maximized != panel);
        let closed = &self.closed;
        for group in self.root.groups_mut() {
            let Some(at) = group.panels.iter().position(|other| *other == panel) else {
                continue;
            };
            let is_open = |other: &&Panel| !closed.contains(*other);
            let (before, after) = group.panels.split_at(at);
            let beside = after.iter().find(is_open);
            let beside = beside.or_else(|| before.iter().rev().find(is_open));
            if let Some(beside) = beside.filter(|_| group.front == panel) {
                group.front = *beside;
            }
        }
    }

    /// Hides the tabs that `panel` lies among, or shows them again. Those around the canvas stay: only the panel goes.
    pub fn toggle_tabs_of(&mut self, panel: Panel) {
        let is_open = self.is_open(panel);
        let closed = &self.closed;
        let groups = self.root.groups_mut().into_iter();
        let group = groups
            .into_iter()
            .find(|group| group.panels.contains(&panel));
        let Some(group) = group else { return };
        let has_canvas = panel != Panel::Canvas
            && group.panels.contains(&Panel::Canvas)
            && !closed.contains(&Panel::Canvas);
        let has_open = group.panels.iter().any(|other| !closed.contains(other));
        match (has_canvas, group.is_folded) {
            (false, true) if has_open => {
                group.is_folded = false;
                self.maximized = None;
            }
            (false, false) if has_open => {
                group.is_folded = true;
                self.maximized = None;
            }
            (true, _) if is_open => self.close(panel),
            _ => self.open(panel),
        }
    }

    /// Gives `panel` the whole window, or gives the others their room back.
    pub fn toggle_maximized(&mut self, panel: Panel) {
        if self.maximized.take() != Some(panel) {
            self.open(panel);
            self.maximized = Some(panel);
        }
    }

    /// Lays everything out as a gesture has left it. One that would lose a panel changes nothing.
    pub fn arrange(&mut self, root: LayoutNode) {
        let stored = Stored {
            root,
            closed: self.closed.clone(),
        };
        match Self::try_from(stored) {
            Ok(layout) if layout.closed == self.closed => self.root = layout.root,
            Ok(_) => tracing::error!("a gesture has lost a panel"),
            Err(fault) => tracing::error!(%fault, "a gesture has left no layout"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::Workspace;
    use super::super::defaults::layout;
    use super::*;

    #[test]
    fn a_closed_panel_opens_where_it_was_and_its_neighbor_takes_the_front() {
        let mut build = layout(Workspace::Build);
        let before = build.root().clone();
        build.close(Panel::Layers);
        assert!(build.shows(Panel::Problems) && !build.is_open(Panel::Layers));
        build.open(Panel::Layers);
        assert!(build.shows(Panel::Layers));
        assert_eq!(*build.root(), before);
    }

    #[test]
    fn a_group_that_was_hidden_comes_back_with_the_tabs_that_were_open() {
        let mut build = layout(Workspace::Build);
        build.close(Panel::Compare);
        let before = build.clone();
        build.toggle_tabs_of(Panel::Layers);
        assert!(
            ![Panel::Layers, Panel::Problems]
                .iter()
                .any(|panel| build.is_open(*panel))
        );
        build.toggle_tabs_of(Panel::Layers);
        assert_eq!(build, before);
    }

    #[test]
    fn a_panel_among_the_tabs_of_the_canvas_goes_alone() {
        let mut train = layout(Workspace::Train);
        train.open(Panel::Inspector);
        train.toggle_tabs_of(Panel::Inspector);
        assert!(train.shows(Panel::Canvas) && !train.is_open(Panel::Inspector));
        train.toggle_tabs_of(Panel::Inspector);
        assert!(train.shows(Panel::Inspector));
    }

    #[test]
    fn a_panel_that_is_set_apart_has_a_place_of_its_own_and_keeps_it() {
        for workspace in Workspace::ALL {
            let mut apart = layout(workspace);
            let before = apart.root().groups().len();
            apart.open_apart(Panel::Lesson, 300.0);
            assert!(apart.shows(Panel::Lesson), "{workspace:?}");
            assert_eq!(apart.root().groups()[0].panels, [Panel::Lesson]);
            assert_eq!(apart.root().groups().len(), before + 1);
            assert!(apart.root().is_sound());
            let opened = apart.clone();
            apart.close(Panel::Lesson);
            assert!(!apart.is_open(Panel::Lesson));
            apart.open_apart(Panel::Lesson, 300.0);
            assert_eq!(apart, opened);
        }
    }

    #[test]
    fn a_maximized_panel_hides_the_others_until_one_of_them_is_asked_for() {
        let mut train = layout(Workspace::Train);
        train.toggle_maximized(Panel::Curves);
        assert!(train.shows(Panel::Curves) && !train.shows(Panel::Canvas));
        train.toggle_maximized(Panel::Curves);
        assert!(train.shows(Panel::Canvas));
        train.toggle_maximized(Panel::Curves);
        train.open(Panel::TrainingSettings);
        assert!(train.shows(Panel::Curves) && train.shows(Panel::TrainingSettings));
    }

    #[test]
    fn what_a_file_says_of_a_layout_is_checked() {
        let written = serde_json::to_value(layout(Workspace::Test)).unwrap();
        let read = |value: serde_json::Value| serde_json::from_value::<Layout>(value);
        assert_eq!(read(written.clone()).unwrap(), layout(Workspace::Test));
        for (path, value) in [
            ("/root/row/0/points", serde_json::json!(-1.0)),
            ("/root/row", serde_json::json!([])),
            ("/root/row/1/node/tabs/front", serde_json::json!("results")),
            (
                "/root/row/1/node/tabs/panels/0",
                serde_json::json!("results"),
            ),
            ("/closed/0", serde_json::json!("oven")),
        ] {
            let mut spoiled = written.clone();
            *spoiled.pointer_mut(path).unwrap() = value;
            assert!(read(spoiled).is_err(), "{path}");
        }
    }

    #[test]
    fn a_panel_that_an_older_file_does_not_know_has_a_place_and_is_closed() {
        let mut written = serde_json::to_value(layout(Workspace::Test)).unwrap();
        let panels = written.pointer_mut("/root/row/1/node/tabs/panels").unwrap();
        panels
            .as_array_mut()
            .unwrap()
            .retain(|name| name != "history");
        let mut read: Layout = serde_json::from_value(written).unwrap();
        assert!(!read.is_open(Panel::History));
        read.open(Panel::History);
        assert!(read.shows(Panel::History));
    }
}

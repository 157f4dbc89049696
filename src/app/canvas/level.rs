//! Turning from one level of the network to another: each keeps how it was looked at.

use egui::Rect;

use super::gesture::Gesture;
use super::scene::unfolded::Unfolded;
use crate::app::canvas::memory::Canvas;
use crate::app::docking::Workspace;
use crate::app::look::size;
use crate::graph::NodePath;
use crate::project;

impl Canvas {
    /// Shows `level` from now on, and what was stored with a document that has just been opened. Answers whether that
    /// is another picture than before.
    pub(super) fn turn_to_level(&mut self, level: &NodePath) -> bool {
        if let Some(view) = self.stored_view.take() {
            self.places = [(NodePath::default(), view.camera)].into();
            self.unfolded = Unfolded {
                level: level.clone(),
                opened: view.open_blocks,
                ..Unfolded::default()
            };
        } else if self.unfolded.level != *level {
            let left = std::mem::replace(&mut self.unfolded.level, level.clone());
            self.places.insert(left, self.camera.place());
            self.unfolded.gather();
        } else {
            return false;
        }
        // In other workspaces it is another picture now, too.
        self.elsewhere.clear();
        self.gesture = Gesture::Idle;
        self.is_armed_to_cut = false;
        (self.selected_wire, self.menu, self.offer) = (None, None, None);
        self.renaming = None;
        true
    }

    /// Shows the network in `workspace` from now on. Answers whether that is another one than before.
    pub(super) fn turn_to_workspace(&mut self, workspace: Workspace) -> bool {
        if self.workspace == workspace {
            return false;
        }
        let left = std::mem::replace(&mut self.workspace, workspace);
        self.elsewhere.insert(left, self.camera.place());
        true
    }

    /// Looks at the network as it was looked at in this workspace; at all of it, `bounds`, where it never was.
    pub(super) fn look_at_workspace(&mut self, bounds: Option<Rect>) {
        let known = self.elsewhere.remove(&self.workspace).flatten();
        self.look_at(known, bounds);
    }

    /// Looks at the level as it was looked at before; all of it, `bounds`, where it never was.
    pub(super) fn look_at_level(&mut self, bounds: Option<Rect>) {
        let known = self.places.remove(&self.unfolded.level).flatten();
        self.look_at(known, bounds);
    }

    fn look_at(&mut self, known: Option<project::Camera>, bounds: Option<Rect>) {
        match (known, bounds) {
            (Some(place), _) => self.camera.go_to(place),
            (None, Some(bounds)) => self.camera.cut_to(bounds),
            (None, None) => {}
        }
    }

    /// How much of the canvas the bar takes that leads out of a block, in points.
    pub fn bar_height(&self) -> f32 {
        if self.unfolded.level.0.is_empty() {
            0.0
        } else {
            size::TAB_STRIP_HEIGHT
        }
    }

    /// How the network itself is looked at, for its file.
    pub(super) fn camera_of_network(&self) -> Option<project::Camera> {
        let where_built = self.elsewhere.get(&Workspace::Build);
        if self.unfolded.level.0.is_empty() {
            where_built.map_or_else(|| self.camera.place(), |place| *place)
        } else {
            self.places.get(&NodePath::default()).copied().flatten()
        }
    }
}

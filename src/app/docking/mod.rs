//! Where panels lie: how the panels of each workspace are laid out, as plain data. Never paints, and
//! never knows what is in a panel.

mod defaults;
mod layout;
mod room;
mod tree;
mod workspaces;

pub use crate::app::command::{Group, LayoutNode, LayoutPart, Panel, Workspace};
pub use layout::Layout;
pub use tree::{fronts_of, node_of, panel_of, tree_of};
pub use workspaces::Workspaces;

//! Where panels lie: what panels there are, the four workspaces, and how each is laid out, as plain data. Never paints, and
//! never knows what is in a panel.

mod defaults;
mod layout;
mod node;
mod panel;
mod room;
mod tree;
mod workspace;
mod workspaces;

pub use layout::Layout;
pub use node::{Group, Node, Part};
pub use panel::Panel;
pub use tree::{fronts_of, node_of, panel_of, tree_of};
pub use workspace::Workspace;
pub use workspaces::Workspaces;

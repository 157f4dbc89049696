//! What the canvas keeps from frame to frame. Everything around it works on this, and knows nothing of each other.

use std::collections::BTreeMap;
use std::sync::mpsc::Receiver;

use egui::Pos2;

use super::camera::Camera;
use super::gesture::Gesture;
use super::gesture::connect::Pull;
use super::heat::HeatMap;
use super::navigate::Navigation;
use super::scene::Scene;
use super::scene::unfolded::Unfolded;
use crate::app::command::{CanvasCommand, NotePath, PaletteItem};
use crate::app::docking::Workspace;
use crate::app::pick::PickList;
use crate::app::rename::Renaming;
use crate::graph::{Direction, Edit, Graph, NodePath};
use crate::project::{self, View};

/// What the canvas keeps from frame to frame.
#[derive(Debug, Default)]
pub struct Canvas {
    pub(super) camera: Camera,
    pub(super) navigation: Navigation,
    pub(super) scene: Scene,
    pub(super) unfolded: Unfolded,
    /// The workspace that it was last seen in, and how the network was looked at in the others; `None` where all of it was.
    pub(super) workspace: Workspace,
    pub(super) elsewhere: BTreeMap<Workspace, Option<project::Camera>>,
    /// How the levels that are not open were looked at; `None` where all of one was in view.
    pub(super) places: BTreeMap<NodePath, Option<project::Camera>>,
    pub(super) heat: HeatMap,
    pub(super) legend_corner: Corner,
    /// Whether it only shows a network that another one is compared with.
    pub(super) is_second: bool,
    pub(super) gesture: Gesture,
    pub(super) selected_wire: Option<WireEnd>,
    pub(super) menu: Option<Menu>,
    /// The note that is being written, and the one that is to be as soon as it is there.
    pub(super) writing: Option<Writing>,
    pub(super) to_write: Option<NotePath>,
    /// The node whose name is being typed.
    pub(super) renaming: Option<Renaming>,
    pub(super) offer: Option<Offer>,
    /// Where the pointer was last seen, in screen points.
    pub(super) last_pointer: Option<Pos2>,
    /// Whether the next stroke over the canvas cuts wires.
    pub(super) is_armed_to_cut: bool,
    /// Whether carried nodes snap to the grid.
    pub(super) snaps_to_grid: bool,
    pub(super) arranging: Arranging,
    /// Where the pointer is, while it is over the canvas.
    pub(super) aim: Option<Aim>,
    /// Where a menu was opened that asked for something, and where the pointer was then.
    pub(super) menu_aim: Option<(Aim, Pos2)>,
    pub(super) keyboard_goes: KeyboardGoes,
    /// Commands that need to know what is on the canvas; done in the next frame.
    pub(super) deferred: Vec<CanvasCommand>,
    /// The network when it was last looked at.
    pub(super) last_seen: Graph,
    /// How a document that has just been opened is to show.
    pub(super) stored_view: Option<View>,
}

/// A wire, named by where it enters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct WireEnd {
    pub(super) to: NodePath,
    pub(super) port: usize,
}

/// A menu that is open, or about to be.
#[derive(Debug, Clone)]
pub(super) struct Menu {
    /// What it is about.
    pub(super) target: MenuTarget,
    /// Whether it is to be opened in this frame.
    pub(super) is_new: bool,
    /// Where in screen points, for one that the keyboard asked for; `None` is at the pointer.
    pub(super) at: Option<Pos2>,
}

/// What a menu is about.
#[derive(Debug, Clone)]
pub(super) enum MenuTarget {
    /// The selected nodes, this one among them.
    Node(NodePath),
    /// A wire.
    Wire(WireEnd),
    /// The selected notes, this one among them.
    Note(NotePath),
    /// No node and no wire; a point in graph units.
    Ground(Pos2),
}

/// A list that is open.
#[derive(Debug, Clone)]
pub(super) struct Offer {
    /// What is done with the layer that is chosen.
    pub(super) purpose: Purpose,
    /// Where, in graph units.
    pub(super) spot: Pos2,
    pub(super) list: PickList<Offered>,
}

/// One line of the list.
#[derive(Debug, Clone)]
pub(super) struct Offered {
    pub(super) item: PaletteItem,
    /// Whether its shapes would fit as it is.
    pub(super) fits: bool,
}

/// What is done with the layer that is chosen.
#[derive(Debug, Clone)]
pub(super) enum Purpose {
    /// It is put at the end of the wire.
    Wire(Pull),
    /// It takes the place of the selected nodes.
    Replace,
    /// It is added there.
    Add,
}

/// Where the keyboard goes before the next frame is painted.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub(super) enum KeyboardGoes {
    /// It stays where it is.
    #[default]
    Nowhere,
    /// To what is selected.
    ToSelection,
}

/// Where the legend lies.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Corner {
    /// Where it is looked for first.
    #[default]
    UpperRight,
    /// The overview map has the corner below.
    LowerLeft,
    /// The last choice: two networks side by side are called something there.
    UpperLeft,
}

/// What is placed anew.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Scope {
    /// Every node of the network; with a direction, those inside of blocks too.
    All(Option<Direction>),
    /// The selected nodes.
    Selection,
}

/// The layout that is being found.
#[derive(Debug, Default)]
pub(super) struct Arranging {
    /// What is to be found next.
    pub(super) wish: Option<Scope>,
    pub(super) under_way: Option<UnderWay>,
}

#[derive(Debug)]
pub(super) struct UnderWay {
    pub(super) scope: Scope,
    /// Of the network that it is for.
    pub(super) revision: u64,
    pub(super) found: Receiver<Option<Edit>>,
}

/// A note that is being written.
#[derive(Debug, Clone)]
pub(super) struct Writing {
    pub(super) path: NotePath,
    pub(super) text: String,
    pub(super) is_new: bool,
}

/// A spot on the canvas.
#[derive(Debug, Clone, PartialEq)]
pub struct Aim {
    /// The block instance whose inside it is in; the open level where it is in none.
    pub body: NodePath,
    /// The spot in graph units.
    pub(super) spot: Pos2,
}

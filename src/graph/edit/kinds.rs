//! Every kind of edit, as data.

use std::collections::BTreeSet;

use super::super::drawing::{Direction, Way};
use super::super::model::{BlockDefinition, Content, Graph, Node, NodeId, Place};
use super::super::note::{Note, NoteId};
use super::{IncomingWire, NewParameter, NoteChange, ParameterChange};
use crate::layer::Value;
use crate::text::Message;

/// One change to a network.
#[derive(Clone, Debug, PartialEq)]
pub enum Edit {
    /// Adds a node; its name is made unique, its id is the body's next free one.
    Add {
        /// Where.
        place: Place,
        /// The node.
        node: Node,
    },
    /// Puts a new node behind `after`: whatever used `after` uses the new node instead.
    InsertAfter {
        /// Where.
        place: Place,
        /// The node before the new one.
        after: NodeId,
        /// What the new one is.
        content: Content,
        /// Where on the canvas; `None` puts it next to `after`, and what stands there makes room.
        position: Option<[f32; 2]>,
    },
    /// Puts a new node on the wire that enters `to` at `port`.
    InsertOnWire {
        /// Where.
        place: Place,
        /// The node that the wire enters.
        to: NodeId,
        /// Its input port.
        port: usize,
        /// What the new one is.
        content: Content,
        /// Where on the canvas; `None` puts it before `to`, and what stands there makes room.
        position: Option<[f32; 2]>,
    },
    /// Puts a node that stands alone on the wire that enters `to` at `port`, before `to`; what stands there makes room.
    Splice {
        /// Where.
        place: Place,
        /// The node that stands alone.
        node: NodeId,
        /// The node that the wire enters.
        to: NodeId,
        /// Its input port.
        port: usize,
    },
    /// Removes nodes and their wires.
    Remove {
        /// Where.
        place: Place,
        /// Which.
        nodes: BTreeSet<NodeId>,
        /// Whether what used a removed node uses its first input instead.
        rejoin: bool,
    },
    /// Draws a wire. A port that has one already gets the new one instead; `None` takes the next free port.
    Connect {
        /// Where.
        place: Place,
        /// The node that the wire leaves.
        from: NodeId,
        /// The node that it enters.
        to: NodeId,
        /// The input port.
        port: Option<usize>,
    },
    /// Removes a wire; later ports of the node move up.
    Disconnect {
        /// Where.
        place: Place,
        /// The node that the wire enters.
        to: NodeId,
        /// The input port.
        port: usize,
    },
    /// Moves nodes on the canvas.
    Move {
        /// Where.
        place: Place,
        /// New upper left corners.
        positions: Vec<(NodeId, [f32; 2])>,
    },
    /// Gives a node another name.
    Rename {
        /// Where.
        place: Place,
        /// Which.
        node: NodeId,
        /// The new name.
        name: String,
    },
    /// Sets a setting of one or several layers; `None` goes back to the default.
    Set {
        /// Where.
        place: Place,
        /// Which; those without such a setting are left alone.
        nodes: Vec<NodeId>,
        /// The setting's key.
        key: String,
        /// Its value.
        value: Option<Value>,
    },
    /// Sets an argument of a block instance; `None` goes back to the parameter's default.
    SetArgument {
        /// Where.
        place: Place,
        /// Which.
        node: NodeId,
        /// The parameter's name.
        parameter: String,
        /// Its value.
        value: Option<Value>,
    },
    /// Makes a node something else and keeps its name, place and wires, and of its settings or arguments those
    /// that fit and that `content` does not name.
    Replace {
        /// Where.
        place: Place,
        /// Which.
        node: NodeId,
        /// What it becomes.
        content: Content,
    },
    /// Adds copies of all nodes of a fragment, and the block definitions that they need.
    Paste {
        /// Where.
        place: Place,
        /// What: see [`super::fragment`].
        fragment: Graph,
        /// Added to each position.
        offset: [f32; 2],
        /// Wires from what is there already into the copies.
        incoming: Vec<IncomingWire>,
    },
    /// Makes nodes a block, and an instance of it of them and of each part of the body that is wired alike.
    MakeBlock {
        /// Where.
        place: Place,
        /// Which.
        nodes: BTreeSet<NodeId>,
        /// The block's name.
        name: String,
        /// What an instance may set; see [`super::suggest_block`].
        parameters: Vec<NewParameter>,
        /// Whether parts that are wired alike and agree in everything but the parameters become instances too.
        with_repeats: bool,
    },
    /// Makes a chain of nodes with one way in and one way out, and copies of them.
    Repeat {
        /// Where.
        place: Place,
        /// Which.
        nodes: BTreeSet<NodeId>,
        /// How often they stand there afterwards.
        count: usize,
    },
    /// Adds a block definition, or replaces it in every instance.
    Define {
        /// Its name.
        name: String,
        /// The block.
        definition: BlockDefinition,
    },
    /// Removes a block definition that nothing uses.
    Undefine {
        /// Its name.
        name: String,
    },
    /// Replaces a block instance by copies of what is inside.
    Ungroup {
        /// Where.
        place: Place,
        /// The instance.
        node: NodeId,
    },
    /// Lets nodes' inputs through as if the nodes were not there, or puts them to work again.
    Bypass {
        /// Where.
        place: Place,
        /// Which.
        nodes: BTreeSet<NodeId>,
        /// Whether they are let through.
        is_on: bool,
    },
    /// Keeps training from changing nodes' weights, or lets it change them again.
    Freeze {
        /// Where.
        place: Place,
        /// Which.
        nodes: BTreeSet<NodeId>,
        /// Whether they are kept.
        is_on: bool,
    },
    /// Leads a wire through points; without any, it finds its own way again.
    Bend {
        /// Where.
        place: Place,
        /// The node that the wire leaves.
        from: NodeId,
        /// The node that it enters.
        to: NodeId,
        /// In graph units, from where it leaves to where it enters.
        points: Vec<[f32; 2]>,
    },
    /// Leads wires as a layout has found their ways; those whose way has no strips find their own.
    Lay {
        /// Where.
        place: Place,
        /// The nodes at the ends of each wire, and its way.
        ways: Vec<((NodeId, NodeId), Way)>,
    },
    /// Lets the wires of a body run another way.
    Turn {
        /// Where.
        place: Place,
        /// Which way.
        direction: Direction,
    },
    /// Gives instances of one block a definition of their own, equal to the one that they had.
    Detach {
        /// Where.
        place: Place,
        /// The instances.
        nodes: BTreeSet<NodeId>,
    },
    /// Gives a block another name, in every instance.
    RenameBlock {
        /// Its name so far.
        block: String,
        /// Its new name.
        name: String,
    },
    /// Changes a parameter of a block; everything that refers to it follows.
    ChangeParameter {
        /// The block.
        block: String,
        /// The parameter's name.
        parameter: String,
        /// What becomes of it.
        change: ParameterChange,
    },
    /// Adds a comment or a frame; its id is the body's next free one.
    AddNote {
        /// Where.
        place: Place,
        /// The note.
        note: Note,
    },
    /// Changes a comment or a frame.
    ChangeNote {
        /// Where.
        place: Place,
        /// Which.
        note: NoteId,
        /// What becomes of it.
        change: NoteChange,
    },
    /// Moves comments and frames.
    MoveNotes {
        /// Where.
        place: Place,
        /// New upper left corners.
        positions: Vec<(NoteId, [f32; 2])>,
    },
    /// Removes comments and frames; what stands in a frame stays.
    RemoveNotes {
        /// Where.
        place: Place,
        /// Which.
        notes: BTreeSet<NoteId>,
    },
    /// Several edits as one step.
    Many {
        /// What the step is called.
        label: Message,
        /// The edits, in order.
        edits: Vec<Edit>,
    },
}

//! The parts of the window that last from frame to frame.

use super::bench::Bench;
use super::canvas::Canvas;
use super::compare::OtherSide;
use super::desks::Desks;
use super::state::State;

/// The state that every panel reads, and the two rooms that keep more of their own.
#[derive(Debug)]
pub struct Workbench {
    /// What the window shows.
    pub state: State,
    /// The node canvas: camera, gestures.
    pub canvas: Canvas,
    /// The network that this one is compared with.
    pub other: OtherSide,
    /// Data, training, prediction, diagram export.
    pub bench: Bench,
    /// The documents that are open but not in front.
    pub desks: Desks,
}

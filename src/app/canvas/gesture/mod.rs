//! What the pointer is in the middle of: carrying nodes, drawing a box around some, pulling, cutting or
//! bending wires, changing the size of a note.
//! A gesture changes nothing until it ends; Esc gives it up.

pub mod band;
pub mod bend;
pub mod carry;
pub mod connect;
pub mod cut;
pub mod drop;
mod finder;
pub mod snap;

use self::band::Band;
use self::bend::Bend;
use self::carry::Carry;
use self::connect::Pull;
use self::cut::Cut;
use super::notes::Resize;

/// The gesture under way.
#[derive(Debug, Default)]
pub enum Gesture {
    /// None.
    #[default]
    Idle,
    /// Nodes hang on the pointer.
    Carry(Carry),
    /// A box is drawn around nodes.
    Band(Band),
    /// A wire hangs on the pointer.
    Pull(Pull),
    /// A point of a wire hangs on the pointer.
    Bend(Bend),
    /// A stroke goes across wires.
    Cut(Cut),
    /// The corner of a note hangs on the pointer.
    Resize(Resize),
}

impl Gesture {
    /// Whether nothing is under way.
    pub fn is_idle(&self) -> bool {
        matches!(self, Self::Idle)
    }
}

//! What the pointer is in the middle of: carrying nodes, drawing a box around some, pulling a wire.
//! A gesture changes nothing until it ends; Esc gives it up.

pub mod band;
pub mod carry;
pub mod connect;
pub mod drop;
mod finder;

use self::band::Band;
use self::carry::Carry;
use self::connect::Pull;

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
}

impl Gesture {
    /// Whether nothing is under way.
    pub fn is_idle(&self) -> bool {
        matches!(self, Self::Idle)
    }
}

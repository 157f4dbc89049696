//! Text that was asked of the system's clipboard and is not here yet.

/// Frames until the text is here at the latest. The window hands the question over at the end of one frame, reads the
/// clipboard behind the next, and the text comes with the one after that; keys that wait for their turn add some.
const FRAMES: u8 = 8;

/// What is to be done with the text that comes. A clipboard without text never answers, so the question is forgotten
/// after some frames: a later paste is none of its business.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AwaitedText {
    /// Whether the wires come along that led into what was copied.
    pub keeps_wires: bool,
    frames: u8,
}

impl AwaitedText {
    /// Text that was asked for in this frame.
    pub fn now(keeps_wires: bool) -> Self {
        Self {
            keeps_wires,
            frames: FRAMES,
        }
    }

    /// What is still awaited a frame later.
    pub fn a_frame_later(self) -> Option<Self> {
        let frames = self.frames.checked_sub(1)?;
        Some(Self { frames, ..self })
    }
}

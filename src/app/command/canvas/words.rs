//! What the canvas's commands are called, and their keys.

use super::{Across, CanvasCommand, Choice, Side};
use crate::app::command::Info;
use crate::graph::Direction;
use crate::graph::edit::WireDirection;
use crate::text::say;
use egui::Key;

impl CanvasCommand {
    /// Its words and keys.
    pub fn info(&self) -> Info {
        match self {
            Self::ZoomIn => Info::new(say("zoom-in"), say("zoom-in-help")).ctrl(Key::Plus),
            Self::ZoomOut => Info::new(say("zoom-out"), say("zoom-out-help")).ctrl(Key::Minus),
            Self::ZoomToFull => {
                Info::new(say("zoom-to-100"), say("zoom-to-100-help")).ctrl(Key::Num0)
            }
            Self::Fit => Info::new(say("fit"), say("fit-help")).key(Key::F),
            Self::FitSelection => {
                Info::new(say("fit-selection"), say("fit-selection-help")).shift(Key::F)
            }
            Self::ShowSelection => {
                Info::new(say("show-selection"), say("show-selection-help")).ctrl(Key::J)
            }
            Self::Uncover => Info::new(say("uncover-selection"), say("uncover-selection-help")),
            Self::Choose(choice) => choice.info(),
            Self::Align(side) => side.info(),
            Self::Distribute(across) => across.info(),
            Self::QuickAdd => Info::new(say("add-here"), say("add-here-help")).key(Key::Slash),
            Self::Connect => Info::new(say("connect"), say("connect-help")).key(Key::C),
            Self::CutWires => Info::new(say("cut-wires"), say("cut-wires-help")).key(Key::X),
            Self::Straighten => Info::new(say("straighten-wire"), say("straighten-wire-help")),
            Self::Bypass => Info::new(say("bypass"), say("bypass-help")).key(Key::B),
            Self::Freeze => found_as_frozen(say("freeze"), say("freeze-help")).key(Key::Z),
            Self::FreezeUpToHere => {
                found_as_frozen(say("freeze-up-to-here"), say("freeze-up-to-here-help"))
                    .shift(Key::Z)
            }
            Self::MoveAlong(way) => way_info(*way),
            Self::AddComment => Info::new(say("add-comment"), say("add-comment-help")).key(Key::N),
            Self::FrameSelection => {
                Info::new(say("frame-selection"), say("frame-selection-help")).shift(Key::N)
            }
            Self::OpenMenu(..) | Self::OpenNoteMenu(..) => {
                Info::new(say("menu"), say("menu-of-selection-help"))
            }
            Self::Rename => Info::new(say("rename"), say("rename-layer-help")).key(Key::F2),
            Self::Replace => Info::new(say("replace-by"), say("replace-by-help")).key(Key::R),
            Self::DeleteApart => Info::new(say("delete-with-wires"), say("delete-with-wires-help"))
                .shift(Key::Delete),
            Self::Arrange => Info::new(say("arrange"), say("arrange-help")).ctrl(Key::L),
            Self::ArrangeSelection => {
                Info::new(say("arrange-selection"), say("arrange-selection-help"))
                    .ctrl_shift(Key::L)
            }
            Self::Turn(Direction::TopToBottom) => {
                Info::new(say("flow-down"), say("flow-down-help"))
            }
            Self::Turn(Direction::LeftToRight) => {
                Info::new(say("flow-right"), say("flow-right-help"))
            }
            Self::OpenInPlace => {
                Info::new(say("open-in-place"), say("open-in-place-help")).key(Key::E)
            }
            Self::OpenBlocks => {
                Info::new(say("open-all-blocks"), say("open-all-blocks-help")).ctrl(Key::E)
            }
            Self::FoldBlocks => {
                Info::new(say("fold-all-blocks"), say("fold-all-blocks-help")).ctrl_shift(Key::E)
            }
        }
    }
}

/// Words that lead to freezing, whatever it is called elsewhere.
fn found_as_frozen(label: &'static str, tooltip: &'static str) -> Info {
    Info::new(label, tooltip).found_by(&["trainable", "finetune", "lock"])
}

fn way_info(way: WireDirection) -> Info {
    match way {
        WireDirection::Earlier => Info::new(say("move-earlier"), say("move-earlier-help")),
        WireDirection::Later => Info::new(say("move-later"), say("move-later-help")),
    }
}

impl Choice {
    fn info(self) -> Info {
        match self {
            Self::Linked => Info::new(say("select-linked"), say("select-linked-help")).key(Key::L),
            Self::Upstream => {
                Info::new(say("select-upstream"), say("select-upstream-help")).key(Key::OpenBracket)
            }
            Self::Downstream => Info::new(say("select-downstream"), say("select-downstream-help"))
                .key(Key::CloseBracket),
            Self::SameKind => {
                Info::new(say("select-same-kind"), say("select-same-kind-help")).key(Key::K)
            }
        }
    }
}

impl Side {
    fn info(self) -> Info {
        let (label, tooltip, key) = match self {
            Self::Left => (say("align-left"), say("align-left-help"), Key::A),
            Self::Center => (say("align-center"), say("align-center-help"), Key::H),
            Self::Right => (say("align-right"), say("align-right-help"), Key::D),
            Self::Top => (say("align-top"), say("align-top-help"), Key::W),
            Self::Middle => (say("align-middle"), say("align-middle-help"), Key::V),
            Self::Bottom => (say("align-bottom"), say("align-bottom-help"), Key::S),
        };
        Info::new(label, tooltip).alt(key)
    }
}

impl Across {
    fn info(self) -> Info {
        match self {
            Self::Columns => Info::new(say("distribute-across"), say("distribute-across-help")),
            Self::Rows => Info::new(say("distribute-down"), say("distribute-down-help")),
        }
    }
}

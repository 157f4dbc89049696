//! What the canvas's commands are called, and their keys.

use super::{Across, CanvasCommand, Choice, Side};
use crate::app::command::Info;
use crate::graph::Direction;
use crate::graph::edit::WireDirection;
use crate::text::say;
use egui::Key;

impl CanvasCommand {
    /// Its words and keys.
    #[expect(clippy::too_many_lines, reason = "one arm for each command")]
    pub fn info(&self) -> Info {
        match self {
            Self::ZoomIn => Info::new(say("zoom-in"), say("zoom-in-help"))
                .ctrl(Key::Plus)
                .named("zoom-in"),
            Self::ZoomOut => Info::new(say("zoom-out"), say("zoom-out-help"))
                .ctrl(Key::Minus)
                .named("zoom-out"),
            Self::ZoomToFull => Info::new(say("zoom-to-100"), say("zoom-to-100-help"))
                .ctrl(Key::Num0)
                .named("zoom-to-full"),
            Self::Fit => Info::new(say("fit"), say("fit-help"))
                .key(Key::F)
                .named("fit"),
            Self::FitSelection => Info::new(say("fit-selection"), say("fit-selection-help"))
                .shift(Key::F)
                .named("fit-selection"),
            Self::ShowSelection => Info::new(say("show-selection"), say("show-selection-help"))
                .ctrl(Key::J)
                .named("show-selection"),
            Self::Uncover => Info::new(say("uncover-selection"), say("uncover-selection-help")),
            Self::Choose(choice) => choice.info(),
            Self::Align(side) => side.info(),
            Self::Distribute(across) => across.info(),
            Self::QuickAdd => Info::new(say("add-here"), say("add-here-help"))
                .key(Key::Slash)
                .named("quick-add"),
            Self::Connect => Info::new(say("connect"), say("connect-help"))
                .key(Key::C)
                .named("connect"),
            Self::CutWires => Info::new(say("cut-wires"), say("cut-wires-help"))
                .key(Key::X)
                .named("cut-wires"),
            Self::Straighten => {
                Info::new(say("straighten-wire"), say("straighten-wire-help")).named("straighten")
            }
            Self::Bypass => Info::new(say("bypass"), say("bypass-help"))
                .key(Key::B)
                .named("bypass"),
            Self::Freeze => found_as_frozen(say("freeze"), say("freeze-help"))
                .key(Key::Z)
                .named("freeze"),
            Self::FreezeUpToHere => {
                found_as_frozen(say("freeze-up-to-here"), say("freeze-up-to-here-help"))
                    .shift(Key::Z)
                    .named("freeze-up-to-here")
            }
            Self::MoveAlong(way) => way_info(*way),
            Self::AddComment => Info::new(say("add-comment"), say("add-comment-help"))
                .key(Key::N)
                .named("add-comment"),
            Self::FrameSelection => Info::new(say("frame-selection"), say("frame-selection-help"))
                .shift(Key::N)
                .named("frame-selection"),
            Self::OpenMenu(..) | Self::OpenNoteMenu(..) => {
                Info::new(say("menu"), say("menu-of-selection-help"))
            }
            Self::Rename => Info::new(say("rename"), say("rename-layer-help"))
                .key(Key::F2)
                .named("rename"),
            Self::Replace => Info::new(say("replace-by"), say("replace-by-help"))
                .key(Key::R)
                .named("replace"),
            Self::DeleteApart => Info::new(say("delete-with-wires"), say("delete-with-wires-help"))
                .shift(Key::Delete)
                .named("delete-apart"),
            Self::Arrange => Info::new(say("arrange"), say("arrange-help"))
                .ctrl(Key::L)
                .named("arrange"),
            Self::ArrangeSelection => {
                Info::new(say("arrange-selection"), say("arrange-selection-help"))
                    .ctrl_shift(Key::L)
                    .named("arrange-selection")
            }
            Self::Turn(Direction::TopToBottom) => {
                Info::new(say("flow-down"), say("flow-down-help")).named("run-down")
            }
            Self::Turn(Direction::LeftToRight) => {
                Info::new(say("flow-right"), say("flow-right-help")).named("run-right")
            }
            Self::OpenInPlace => Info::new(say("open-in-place"), say("open-in-place-help"))
                .key(Key::E)
                .named("open-in-place"),
            Self::OpenBlocks => Info::new(say("open-all-blocks"), say("open-all-blocks-help"))
                .ctrl(Key::E)
                .named("open-blocks"),
            Self::FoldBlocks => Info::new(say("fold-all-blocks"), say("fold-all-blocks-help"))
                .ctrl_shift(Key::E)
                .named("fold-blocks"),
        }
    }
}

/// Words that lead to freezing, whatever it is called elsewhere.
fn found_as_frozen(label: &'static str, tooltip: &'static str) -> Info {
    Info::new(label, tooltip).found_by(&["trainable", "finetune", "lock"])
}

fn way_info(way: WireDirection) -> Info {
    match way {
        WireDirection::Earlier => {
            Info::new(say("move-earlier"), say("move-earlier-help")).named("move-earlier")
        }
        WireDirection::Later => {
            Info::new(say("move-later"), say("move-later-help")).named("move-later")
        }
    }
}

impl Choice {
    fn info(self) -> Info {
        match self {
            Self::Linked => Info::new(say("select-linked"), say("select-linked-help"))
                .key(Key::L)
                .named("select-linked"),
            Self::Upstream => Info::new(say("select-upstream"), say("select-upstream-help"))
                .key(Key::OpenBracket)
                .named("select-upstream"),
            Self::Downstream => Info::new(say("select-downstream"), say("select-downstream-help"))
                .key(Key::CloseBracket)
                .named("select-downstream"),
            Self::SameKind => Info::new(say("select-same-kind"), say("select-same-kind-help"))
                .key(Key::K)
                .named("select-same-kind"),
        }
    }
}

impl Side {
    fn info(self) -> Info {
        let info =
            |label: &'static str, tooltip: &'static str, key| Info::new(label, tooltip).alt(key);
        match self {
            Self::Left => {
                info(say("align-left"), say("align-left-help"), Key::A).named("align-left")
            }
            Self::Center => {
                info(say("align-center"), say("align-center-help"), Key::H).named("align-centre")
            }
            Self::Right => {
                info(say("align-right"), say("align-right-help"), Key::D).named("align-right")
            }
            Self::Top => info(say("align-top"), say("align-top-help"), Key::W).named("align-top"),
            Self::Middle => {
                info(say("align-middle"), say("align-middle-help"), Key::V).named("align-middle")
            }
            Self::Bottom => {
                info(say("align-bottom"), say("align-bottom-help"), Key::S).named("align-bottom")
            }
        }
    }
}

impl Across {
    fn info(self) -> Info {
        match self {
            Self::Columns => Info::new(say("distribute-across"), say("distribute-across-help"))
                .named("distribute-across"),
            Self::Rows => Info::new(say("distribute-down"), say("distribute-down-help"))
                .named("distribute-down"),
        }
    }
}

//! What commands are called in the user's settings: names that outlive versions and languages.

use super::Command;
use crate::app::bench::{BenchCommand, Page};
use crate::app::blocks::BlockCommand;
use crate::app::canvas::{Across, CanvasCommand, Choice, Side};
use crate::app::find::FindCommand;
use crate::app::state::{Overlay, SideTab, Tab, ThemeChoice};
use crate::app::tabs::TabCommand;
use crate::graph::edit::Way;
use crate::graph::{Direction, Measure};
use std::borrow::Cow;

impl Command {
    /// The name under which its keys are stored. Once given, a name stays, whatever becomes of the words in menus; a
    /// command that has none yet goes by its words.
    pub fn stable_name(&self) -> Cow<'static, str> {
        match given(self) {
            Some(name) => name.into(),
            None => self.info().label.to_lowercase().replace(' ', "-").into(),
        }
    }
}

fn given(command: &Command) -> Option<&'static str> {
    Some(match command {
        Command::New => "new",
        Command::NewFromPreset => "new-from-preset",
        Command::Open => "open",
        Command::OpenRun => "open-run",
        Command::Save => "save",
        Command::SaveAs => "save-as",
        Command::Quit => "quit",
        Command::Undo => "undo",
        Command::Redo => "redo",
        Command::Cut => "cut",
        Command::Copy => "copy",
        Command::Paste => "paste",
        Command::PasteKeepingWires => "paste-keeping-wires",
        Command::Duplicate => "duplicate",
        Command::Delete => "delete",
        Command::SelectAll => "select-all",
        Command::SelectNone => "select-none",
        Command::EditSettings => "edit-settings",
        Command::CompareWithSaved => "compare-with-saved",
        Command::CompareWithFile => "compare-with-file",
        Command::StopComparing => "stop-comparing",
        Command::ToggleSideBySide => "side-by-side",
        Command::ToggleMinimap => "minimap",
        Command::ToggleWheelZoom => "wheel-zoom",
        Command::ToggleSnapToGrid => "snap-to-grid",
        Command::TogglePalette => "palette",
        Command::ToggleInspector => "inspector",
        Command::ToggleBottom => "bottom",
        Command::ShowHeat(measure) => heat(*measure),
        Command::SetTheme(choice) => theme(*choice),
        Command::ShowSide(side) => side_tab(*side),
        Command::ShowTab(tab) => bottom_tab(*tab),
        Command::Show(overlay) => return dialog(overlay),
        Command::Tab(command) => return tab(command),
        Command::Find(command) => return find(command),
        Command::Block(command) => return block(command),
        Command::Canvas(command) => return canvas(command),
        Command::Bench(command) => return bench(command),
        _ => return None,
    })
}

fn heat(measure: Option<Measure>) -> &'static str {
    match measure {
        Some(Measure::Params) => "heat-params",
        Some(Measure::Macs) => "heat-macs",
        Some(Measure::ActivationBytes) => "heat-activation-bytes",
        Some(Measure::StepSeconds) => "heat-step-seconds",
        None => "heat-none",
    }
}

fn theme(choice: ThemeChoice) -> &'static str {
    match choice {
        ThemeChoice::System => "theme-system",
        ThemeChoice::Dark => "theme-dark",
        ThemeChoice::Light => "theme-light",
    }
}

fn side_tab(side: SideTab) -> &'static str {
    match side {
        SideTab::Add => "show-add",
        SideTab::Outline => "show-outline",
        SideTab::History => "show-history",
    }
}

fn bottom_tab(tab: Tab) -> &'static str {
    match tab {
        Tab::Layers => "show-layers",
        Tab::Data => "show-data",
        Tab::Training => "show-training",
        Tab::Predict => "show-predict",
        Tab::Problems => "show-problems",
        Tab::Compare => "show-compare",
    }
}

fn dialog(overlay: &Overlay) -> Option<&'static str> {
    Some(match overlay {
        Overlay::CommandPalette => "command-palette",
        Overlay::AddAfter => "add-after",
        Overlay::ConnectTo => "connect-to",
        Overlay::Disconnect => "disconnect",
        Overlay::Summary => "check-summary",
        Overlay::Shortcuts => "shortcuts",
        Overlay::About => "about",
        _ => return None,
    })
}

fn tab(command: &TabCommand) -> Option<&'static str> {
    Some(match command {
        TabCommand::Next => "tab-next",
        TabCommand::Previous => "tab-previous",
        TabCommand::MoveLeft => "tab-move-left",
        TabCommand::MoveRight => "tab-move-right",
        TabCommand::CloseFront => "tab-close",
        TabCommand::CloseOthers => "tab-close-others",
        TabCommand::Reopen => "tab-reopen",
        _ => return None,
    })
}

fn find(command: &FindCommand) -> Option<&'static str> {
    Some(match command {
        FindCommand::Open => "find",
        FindCommand::OpenReplace => "find-and-replace",
        FindCommand::Next => "find-next",
        FindCommand::Previous => "find-previous",
        FindCommand::SelectAll => "find-select-all",
        _ => return None,
    })
}

fn block(command: &BlockCommand) -> Option<&'static str> {
    Some(match command {
        BlockCommand::Open => "block-open",
        BlockCommand::Leave => "block-leave",
        BlockCommand::Make => "block-make",
        BlockCommand::Repeat => "block-repeat",
        BlockCommand::Parameterize => "block-parameterize",
        BlockCommand::Rename => "block-rename",
        BlockCommand::Detach => "block-detach",
        BlockCommand::Ungroup => "block-ungroup",
        BlockCommand::Save => "block-save",
        _ => return None,
    })
}

fn canvas(command: &CanvasCommand) -> Option<&'static str> {
    Some(match command {
        CanvasCommand::ZoomIn => "zoom-in",
        CanvasCommand::ZoomOut => "zoom-out",
        CanvasCommand::ZoomToFull => "zoom-to-full",
        CanvasCommand::Fit => "fit",
        CanvasCommand::FitSelection => "fit-selection",
        CanvasCommand::ShowSelection => "show-selection",
        CanvasCommand::Choose(Choice::Linked) => "select-linked",
        CanvasCommand::Choose(Choice::Upstream) => "select-upstream",
        CanvasCommand::Choose(Choice::Downstream) => "select-downstream",
        CanvasCommand::Choose(Choice::SameKind) => "select-same-kind",
        CanvasCommand::QuickAdd => "quick-add",
        CanvasCommand::Connect => "connect",
        CanvasCommand::CutWires => "cut-wires",
        CanvasCommand::Straighten => "straighten",
        CanvasCommand::Bypass => "bypass",
        CanvasCommand::AddComment => "add-comment",
        CanvasCommand::FrameSelection => "frame-selection",
        CanvasCommand::Rename => "rename",
        CanvasCommand::Replace => "replace",
        CanvasCommand::DeleteApart => "delete-apart",
        CanvasCommand::Align(Side::Left) => "align-left",
        CanvasCommand::Align(Side::Centre) => "align-centre",
        CanvasCommand::Align(Side::Right) => "align-right",
        CanvasCommand::Align(Side::Top) => "align-top",
        CanvasCommand::Align(Side::Middle) => "align-middle",
        CanvasCommand::Align(Side::Bottom) => "align-bottom",
        CanvasCommand::Distribute(Across::Columns) => "distribute-across",
        CanvasCommand::Distribute(Across::Rows) => "distribute-down",
        CanvasCommand::Arrange => "arrange",
        CanvasCommand::ArrangeSelection => "arrange-selection",
        CanvasCommand::Turn(Direction::TopToBottom) => "run-down",
        CanvasCommand::Turn(Direction::LeftToRight) => "run-right",
        CanvasCommand::MoveAlong(Way::Earlier) => "move-earlier",
        CanvasCommand::MoveAlong(Way::Later) => "move-later",
        CanvasCommand::OpenInPlace => "open-in-place",
        CanvasCommand::OpenBlocks => "open-blocks",
        CanvasCommand::FoldBlocks => "fold-blocks",
        _ => return None,
    })
}

fn bench(command: &BenchCommand) -> Option<&'static str> {
    Some(match command {
        BenchCommand::Train => "train",
        BenchCommand::Continue => "continue-training",
        BenchCommand::StartAnew => "train-anew",
        BenchCommand::Pause => "pause",
        BenchCommand::Stop => "stop",
        BenchCommand::ShowPage(Page::Settings) => "show-training-settings",
        BenchCommand::ShowPage(Page::Curves) => "show-training-curves",
        BenchCommand::ShowPage(Page::Results) => "show-results",
        BenchCommand::OpenData => "open-data",
        BenchCommand::OpenDataFolder => "open-data-folder",
        BenchCommand::OpenPictures => "open-pictures",
        BenchCommand::PastePicture => "paste-picture",
        BenchCommand::SaveChart => "save-chart",
        BenchCommand::OpenRunFolder => "open-run-folder",
        BenchCommand::ExportDiagram => "export-diagram",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;

    #[test]
    fn every_command_that_can_have_keys_has_a_name_that_stays() {
        for command in Command::listed() {
            assert!(given(&command).is_some(), "{command:?}");
        }
    }

    #[test]
    fn no_two_commands_share_a_name() {
        let mut names = BTreeMap::new();
        for command in Command::listed() {
            let name = command.stable_name();
            assert_eq!(names.insert(name, command.clone()), None, "{command:?}");
        }
    }
}

//! What commands are called in the user's settings: names that outlive versions and languages.

use super::{
    Across, BlockCommand, CanvasCommand, Choice, Command, CompareCommand, DataCommand,
    DiagramCommand, EditCommand, FileCommand, FindCommand, LanguageChoice, Overlay, Panel,
    PanelCommand, PredictCommand, Side, TabCommand, ThemeChoice, TrainCommand, ViewCommand,
    WindowCommand, Workspace,
};
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
    match command {
        Command::File(command) => file(command),
        Command::Tab(command) => tab(command),
        Command::Edit(command) => edit(command),
        Command::Block(command) => block(command),
        Command::Canvas(command) => canvas(command),
        Command::Find(command) => find(command),
        Command::Compare(command) => compare(command),
        Command::Panel(command) => panel(command),
        Command::View(command) => view(command),
        Command::Window(WindowCommand::Show(overlay)) => dialog(overlay),
        Command::Data(command) => data(command),
        Command::Train(command) => train(command),
        Command::Predict(command) => predict(command),
        Command::Diagram(DiagramCommand::Export) => Some("export-diagram"),
        Command::Network(_) | Command::Window(_) | Command::Diagram(_) => None,
    }
}

fn file(command: &FileCommand) -> Option<&'static str> {
    Some(match command {
        FileCommand::New => "new",
        FileCommand::NewFromPreset => "new-from-preset",
        FileCommand::Open => "open",
        FileCommand::OpenRun => "open-run",
        FileCommand::Save => "save",
        FileCommand::SaveAs => "save-as",
        FileCommand::Quit => "quit",
        _ => return None,
    })
}

fn edit(command: &EditCommand) -> Option<&'static str> {
    Some(match command {
        EditCommand::Undo => "undo",
        EditCommand::Redo => "redo",
        EditCommand::Cut => "cut",
        EditCommand::Copy => "copy",
        EditCommand::Paste => "paste",
        EditCommand::PasteKeepingWires => "paste-keeping-wires",
        EditCommand::Duplicate => "duplicate",
        EditCommand::Delete => "delete",
        EditCommand::SelectAll => "select-all",
        EditCommand::SelectNone => "select-none",
        _ => return None,
    })
}

fn compare(command: &CompareCommand) -> Option<&'static str> {
    Some(match command {
        CompareCommand::WithSaved => "compare-with-saved",
        CompareCommand::WithFile => "compare-with-file",
        CompareCommand::Stop => "stop-comparing",
        CompareCommand::ToggleSideBySide => "side-by-side",
        _ => return None,
    })
}

fn view(command: &ViewCommand) -> Option<&'static str> {
    Some(match command {
        ViewCommand::EditSettings => "edit-settings",
        ViewCommand::ToggleMinimap => "minimap",
        ViewCommand::ToggleWheelZoom => "wheel-zoom",
        ViewCommand::ToggleSnapToGrid => "snap-to-grid",
        ViewCommand::TogglePalette => "palette",
        ViewCommand::ToggleInspector => "inspector",
        ViewCommand::ToggleBottom => "bottom",
        ViewCommand::ShowHeat(measure) => heat(*measure),
        ViewCommand::SetTheme(choice) => theme(*choice),
        ViewCommand::SetLanguage(choice) => language(*choice),
        ViewCommand::EditName => return None,
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

fn language(choice: LanguageChoice) -> &'static str {
    match choice {
        LanguageChoice::System => "language-of-system",
        LanguageChoice::English => "language-en",
        LanguageChoice::Chinese => "language-zh",
    }
}

fn theme(choice: ThemeChoice) -> &'static str {
    match choice {
        ThemeChoice::System => "theme-system",
        ThemeChoice::Dark => "theme-dark",
        ThemeChoice::Light => "theme-light",
    }
}

fn panel(command: &PanelCommand) -> Option<&'static str> {
    Some(match command {
        PanelCommand::ShowWorkspace(Workspace::Build) => "workspace-build",
        PanelCommand::ShowWorkspace(Workspace::Data) => "workspace-data",
        PanelCommand::ShowWorkspace(Workspace::Train) => "workspace-train",
        PanelCommand::ShowWorkspace(Workspace::Test) => "workspace-test",
        PanelCommand::ResetWorkspace => "reset-workspace",
        PanelCommand::Show(Panel::Canvas) => "show-canvas",
        PanelCommand::Show(Panel::Palette) => "show-add",
        PanelCommand::Show(Panel::Outline) => "show-outline",
        PanelCommand::Show(Panel::History) => "show-history",
        PanelCommand::Show(Panel::Inspector) => "show-inspector",
        PanelCommand::Show(Panel::Layers) => "show-layers",
        PanelCommand::Show(Panel::Problems) => "show-problems",
        PanelCommand::Show(Panel::Compare) => "show-compare",
        PanelCommand::Show(Panel::Data) => "show-data",
        PanelCommand::Show(Panel::TrainingSettings) => "show-training-settings",
        PanelCommand::Show(Panel::Curves) => "show-training-curves",
        PanelCommand::Show(Panel::Results) => "show-results",
        PanelCommand::Show(Panel::Predict) => "show-predict",
        PanelCommand::MaximizeUsed => "maximize-panel",
        PanelCommand::CloseUsed => "close-panel",
        PanelCommand::LeadTo(_)
        | PanelCommand::Close(_)
        | PanelCommand::Maximize(_)
        | PanelCommand::Arrange(_) => return None,
    })
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
        CanvasCommand::Align(Side::Center) => "align-centre",
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

fn data(command: &DataCommand) -> Option<&'static str> {
    match command {
        DataCommand::Open => Some("open-data"),
        DataCommand::OpenFolder => Some("open-data-folder"),
        _ => None,
    }
}

fn train(command: &TrainCommand) -> Option<&'static str> {
    Some(match command {
        TrainCommand::Train => "train",
        TrainCommand::Continue => "continue-training",
        TrainCommand::StartAnew => "train-anew",
        TrainCommand::Pause => "pause",
        TrainCommand::Stop => "stop",
        TrainCommand::SaveChart => "save-chart",
        TrainCommand::OpenRunFolder => "open-run-folder",
        _ => return None,
    })
}

fn predict(command: &PredictCommand) -> Option<&'static str> {
    match command {
        PredictCommand::OpenPictures => Some("open-pictures"),
        PredictCommand::PastePicture => Some("paste-picture"),
        PredictCommand::Take(_) => None,
    }
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

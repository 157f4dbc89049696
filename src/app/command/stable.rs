//! What commands are called in the user's settings: names that outlive versions and languages. A command that stands alone
//! can have keys and needs one; the others say here that they have none.

use super::{
    Across, BlockCommand, CanvasCommand, Choice, Command, CompareCommand, DataCommand,
    DiagramCommand, EditCommand, ExportCommand, FileCommand, FindCommand, HandbookCommand,
    ImportCommand, LanguageChoice, LessonCommand, NetworkCommand, Overlay, Panel, PanelCommand,
    PredictCommand, ResultsCommand, RunsCommand, Side, TabCommand, TextSize, ThemeChoice,
    TrainCommand, ViewCommand, WindowCommand, Workspace,
};
use crate::graph::edit::WireDirection;
use crate::graph::{Direction, HealthMeasure, Measure};
use std::borrow::Cow;

impl Command {
    /// The name under which its keys are stored. Once given, a name stays, whatever becomes of the words in menus; a
    /// command that has none yet goes by its words.
    pub fn stable_name(&self) -> Cow<'static, str> {
        match self.given_name() {
            Some(name) => name.into(),
            None => self.info().label.to_lowercase().replace(' ', "-").into(),
        }
    }
}

impl FileCommand {
    pub(super) fn given_name(&self) -> Option<&'static str> {
        Some(match self {
            Self::New => "new",
            Self::NewFromPreset => "new-from-preset",
            Self::Open => "open",
            Self::OpenRun => "open-run",
            Self::Save => "save",
            Self::SaveAs => "save-as",
            Self::Quit => "quit",
            Self::LoadPreset(_)
            | Self::OpenPath(_)
            | Self::OpenCopy(_)
            | Self::OpenToo(_)
            | Self::Take(_)
            | Self::SaveAt(_)
            | Self::SaveOver
            | Self::SaveAgain
            | Self::Reload
            | Self::KeepMine
            | Self::StopAndQuit
            | Self::SaveAnd(_)
            | Self::DiscardAnd(_)
            | Self::SaveEach { .. }
            | Self::Recover(_)
            | Self::RecoverAll
            | Self::DiscardLost(_)
            | Self::Ask(_)
            | Self::Answered(_) => return None,
        })
    }
}

impl ImportCommand {
    pub(super) fn given_name(&self) -> Option<&'static str> {
        Some(match self {
            Self::AskForWeights => "import-weights",
            Self::Open(_)
            | Self::Cancel
            | Self::Show
            | Self::Choose(_)
            | Self::Weights(_)
            | Self::Assign(..)
            | Self::PutWeights
            | Self::UseWeights
            | Self::Close => return None,
        })
    }
}

impl EditCommand {
    pub(super) fn given_name(&self) -> Option<&'static str> {
        Some(match self {
            Self::Undo => "undo",
            Self::Redo => "redo",
            Self::Cut => "cut",
            Self::Copy => "copy",
            Self::Paste => "paste",
            Self::PasteKeepingWires => "paste-keeping-wires",
            Self::Duplicate => "duplicate",
            Self::Delete => "delete",
            Self::SelectAll => "select-all",
            Self::SelectNone => "select-none",
            Self::GoTo(_)
            | Self::PasteText(_)
            | Self::PasteTextKeepingWires(_)
            | Self::Select(_) => return None,
        })
    }
}

impl CompareCommand {
    pub(super) fn given_name(&self) -> Option<&'static str> {
        Some(match self {
            Self::WithSaved => "compare-with-saved",
            Self::WithFile => "compare-with-file",
            Self::Stop => "stop-comparing",
            Self::ToggleSideBySide => "side-by-side",
            Self::WithVersion(_) | Self::WithDisk | Self::WithTab(_) | Self::WithSummary(_) => {
                return None;
            }
        })
    }
}

impl ViewCommand {
    pub(super) fn given_name(&self) -> Option<&'static str> {
        Some(match self {
            Self::EditSettings => "edit-settings",
            Self::ToggleMinimap => "minimap",
            Self::ToggleWheelZoom => "wheel-zoom",
            Self::ToggleSnapToGrid => "snap-to-grid",
            Self::TogglePalette => "palette",
            Self::ToggleInspector => "inspector",
            Self::ToggleBottom => "bottom",
            Self::ShowHeat(measure) => heat(*measure),
            Self::SetTheme(choice) => theme(*choice),
            Self::SetLanguage(choice) => language(*choice),
            Self::SetTextSize(size) => text_size(*size),
            Self::LargerText => "text-larger",
            Self::SmallerText => "text-smaller",
            Self::EditName => return None,
        })
    }
}

fn heat(measure: Option<Measure>) -> &'static str {
    match measure {
        Some(Measure::Params) => "heat-params",
        Some(Measure::Macs) => "heat-macs",
        Some(Measure::ActivationBytes) => "heat-activation-bytes",
        Some(Measure::StepSeconds) => "heat-step-seconds",
        Some(Measure::Health(measure)) => health_heat(measure),
        None => "heat-none",
    }
}

fn health_heat(measure: HealthMeasure) -> &'static str {
    match measure {
        HealthMeasure::GradientNorm => "heat-gradient-norm",
        HealthMeasure::UpdateRatio => "heat-update-ratio",
        HealthMeasure::DeadRelus => "heat-dead-relus",
        HealthMeasure::Least => "heat-minimum",
        HealthMeasure::Most => "heat-maximum",
        HealthMeasure::Mean => "heat-mean",
        HealthMeasure::Deviation => "heat-deviation",
        HealthMeasure::MeanDrift => "heat-mean-drift",
        HealthMeasure::VarianceDrift => "heat-variance-drift",
        HealthMeasure::BranchRatio => "heat-branch-ratio",
    }
}

fn language(choice: LanguageChoice) -> &'static str {
    match choice {
        LanguageChoice::System => "language-of-system",
        LanguageChoice::English => "language-en",
        LanguageChoice::Chinese => "language-zh",
    }
}

fn text_size(size: TextSize) -> &'static str {
    match size {
        TextSize::Percent80 => "text-80",
        TextSize::Percent90 => "text-90",
        TextSize::Percent100 => "text-100",
        TextSize::Percent110 => "text-110",
        TextSize::Percent125 => "text-125",
        TextSize::Percent150 => "text-150",
        TextSize::Percent175 => "text-175",
        TextSize::Percent200 => "text-200",
    }
}

fn theme(choice: ThemeChoice) -> &'static str {
    match choice {
        ThemeChoice::System => "theme-system",
        ThemeChoice::Dark => "theme-dark",
        ThemeChoice::Light => "theme-light",
    }
}

impl PanelCommand {
    pub(super) fn given_name(&self) -> Option<&'static str> {
        Some(match self {
            Self::ShowWorkspace(Workspace::Build) => "workspace-build",
            Self::ShowWorkspace(Workspace::Data) => "workspace-data",
            Self::ShowWorkspace(Workspace::Train) => "workspace-train",
            Self::ShowWorkspace(Workspace::Test) => "workspace-test",
            Self::ResetWorkspace => "reset-workspace",
            Self::Show(Panel::Canvas) => "show-canvas",
            Self::Show(Panel::Palette) => "show-add",
            Self::Show(Panel::Outline) => "show-outline",
            Self::Show(Panel::History) => "show-history",
            Self::Show(Panel::Inspector) => "show-inspector",
            Self::Show(Panel::Layers) => "show-layers",
            Self::Show(Panel::Problems) => "show-problems",
            Self::Show(Panel::Compare) => "show-compare",
            Self::Show(Panel::Import) => "show-import",
            Self::Show(Panel::Data) => "show-data",
            Self::Show(Panel::TrainingSettings) => "show-training-settings",
            Self::Show(Panel::Curves) => "show-training-curves",
            Self::Show(Panel::Results) => "show-results",
            Self::Show(Panel::Health) => "show-health",
            Self::Show(Panel::Runs) => "show-runs",
            Self::Show(Panel::Predict) => "show-predict",
            Self::Show(Panel::Explain) => "show-explain",
            Self::Show(Panel::Lesson) => "show-lesson",
            Self::Show(Panel::Handbook) => "show-handbook",
            Self::MaximizeUsed => "maximize-panel",
            Self::CloseUsed => "close-panel",
            Self::LeadTo(_) | Self::Close(_) | Self::Maximize(_) | Self::Arrange(_) => return None,
        })
    }
}

impl WindowCommand {
    pub(super) fn given_name(&self) -> Option<&'static str> {
        match self {
            Self::Show(overlay) => overlay.given_name(),
            Self::CloseOverlay
            | Self::SetKeys(..)
            | Self::ResetKeys
            | Self::Remember(_)
            | Self::ToggleFavorite(_)
            | Self::Tell(_)
            | Self::Complain(_)
            | Self::Announce(..)
            | Self::Dismiss(_)
            | Self::CopyText(_) => None,
        }
    }
}

impl Overlay {
    fn given_name(&self) -> Option<&'static str> {
        Some(match self {
            Self::CommandPalette => "command-palette",
            Self::AddAfter => "add-after",
            Self::ConnectTo => "connect-to",
            Self::Disconnect => "disconnect",
            Self::Summary => "check-summary",
            Self::Shortcuts => "shortcuts",
            Self::About => "about",
            Self::Gallery
            | Self::Block(_)
            | Self::Files(_)
            | Self::Recovery(_)
            | Self::Training
            | Self::Unsaved(_)
            | Self::SeveralUnsaved(..)
            | Self::Disk(_) => return None,
        })
    }
}

impl DiagramCommand {
    pub(super) fn given_name(self) -> Option<&'static str> {
        match self {
            Self::Export => Some("export-diagram"),
            Self::Close | Self::Save => None,
        }
    }
}

impl ExportCommand {
    pub(super) fn given_name(self) -> Option<&'static str> {
        match self {
            Self::Open => Some("export-network"),
            Self::Close | Self::Write => None,
        }
    }
}

impl LessonCommand {
    pub(super) fn given_name(&self) -> Option<&'static str> {
        Some(match self {
            Self::Begin("happy-model") => "lesson-happy-model",
            Self::Begin("residual-networks") => "lesson-residual-networks",
            Self::OpenFile => "lesson-open",
            Self::Next => "lesson-next",
            Self::Previous => "lesson-previous",
            Self::ShowHint => "lesson-hint",
            Self::StartAgain => "lesson-start-again",
            Self::SaveReport => "lesson-save-report",
            Self::WriteOwn => "lesson-write-own",
            Self::Close => "lesson-close",
            Self::Begin(_)
            | Self::TakeUp(_)
            | Self::OpenPath(_)
            | Self::Turn(_)
            | Self::SetStudent(_) => return None,
        })
    }
}

impl HandbookCommand {
    pub(super) fn given_name(&self) -> Option<&'static str> {
        match self {
            Self::Open => Some("handbook"),
            Self::Show(_) | Self::Back => None,
        }
    }
}

impl RunsCommand {
    /// What is done to a run carries which one it is, and has no keys.
    pub(super) fn given_name(&self) -> Option<&'static str> {
        match self {
            Self::StartQueue => Some("start-queue"),
            Self::HoldQueue => Some("hold-queue"),
            Self::Refresh
            | Self::Label(..)
            | Self::Delete(_)
            | Self::Restore(_)
            | Self::ShowFolder(_)
            | Self::ChooseStart(..)
            | Self::RunAgain(_)
            | Self::OpenAt(..)
            | Self::AskForTensorBoard(_)
            | Self::SaveReport(_)
            | Self::MoveInQueue(..) => None,
        }
    }
}

impl ResultsCommand {
    pub(super) fn given_name(&self) -> Option<&'static str> {
        match self {
            Self::MeasureFile => Some("measure-on-file"),
            Self::MeasureFolder => Some("measure-on-folder"),
            Self::Measure(_) | Self::Try { .. } | Self::SaveFigure(_) => None,
        }
    }
}

impl NetworkCommand {
    /// What is done to a network carries what it is done to, and has no keys.
    pub(super) fn given_name(&self) -> Option<&'static str> {
        match self {
            Self::Edit(_)
            | Self::EditAndSelect(..)
            | Self::Gesture(..)
            | Self::EndGesture
            | Self::TakeBackGesture
            | Self::Preview(_)
            | Self::Add(_)
            | Self::Rename(_)
            | Self::ChangeSettings(_) => None,
        }
    }
}

impl TabCommand {
    pub(super) fn given_name(&self) -> Option<&'static str> {
        Some(match self {
            Self::Next => "tab-next",
            Self::Previous => "tab-previous",
            Self::MoveLeft => "tab-move-left",
            Self::MoveRight => "tab-move-right",
            Self::CloseFront => "tab-close",
            Self::CloseOthers => "tab-close-others",
            Self::Reopen => "tab-reopen",
            Self::Show(_) | Self::Close(_) | Self::CloseAllBut(_) | Self::MoveTo(_) => return None,
        })
    }
}

impl FindCommand {
    pub(super) fn given_name(&self) -> Option<&'static str> {
        Some(match self {
            Self::Open => "find",
            Self::OpenReplace => "find-and-replace",
            Self::Next => "find-next",
            Self::Previous => "find-previous",
            Self::SelectAll => "find-select-all",
            Self::Close
            | Self::CloseReplace
            | Self::LookFor(_)
            | Self::Change(_)
            | Self::Value(_)
            | Self::Reach(_)
            | Self::Apply => return None,
        })
    }
}

impl BlockCommand {
    pub(super) fn given_name(&self) -> Option<&'static str> {
        Some(match self {
            Self::Open => "block-open",
            Self::Leave => "block-leave",
            Self::Make => "block-make",
            Self::Repeat => "block-repeat",
            Self::Parameterize => "block-parameterize",
            Self::Rename => "block-rename",
            Self::Detach => "block-detach",
            Self::Ungroup => "block-ungroup",
            Self::Save => "block-save",
            Self::Enter(_)
            | Self::RenameSaved(_)
            | Self::NameSaved { .. }
            | Self::RemoveSaved(_) => return None,
        })
    }
}

impl CanvasCommand {
    pub(super) fn given_name(&self) -> Option<&'static str> {
        Some(match self {
            Self::ZoomIn => "zoom-in",
            Self::ZoomOut => "zoom-out",
            Self::ZoomToFull => "zoom-to-full",
            Self::Fit => "fit",
            Self::FitSelection => "fit-selection",
            Self::ShowSelection => "show-selection",
            Self::Choose(Choice::Linked) => "select-linked",
            Self::Choose(Choice::Upstream) => "select-upstream",
            Self::Choose(Choice::Downstream) => "select-downstream",
            Self::Choose(Choice::SameKind) => "select-same-kind",
            Self::QuickAdd => "quick-add",
            Self::Connect => "connect",
            Self::CutWires => "cut-wires",
            Self::Straighten => "straighten",
            Self::Bypass => "bypass",
            Self::Freeze => "freeze",
            Self::FreezeUpToHere => "freeze-up-to-here",
            Self::AddComment => "add-comment",
            Self::FrameSelection => "frame-selection",
            Self::Rename => "rename",
            Self::Replace => "replace",
            Self::DeleteApart => "delete-apart",
            Self::Align(Side::Left) => "align-left",
            Self::Align(Side::Center) => "align-centre",
            Self::Align(Side::Right) => "align-right",
            Self::Align(Side::Top) => "align-top",
            Self::Align(Side::Middle) => "align-middle",
            Self::Align(Side::Bottom) => "align-bottom",
            Self::Distribute(Across::Columns) => "distribute-across",
            Self::Distribute(Across::Rows) => "distribute-down",
            Self::Arrange => "arrange",
            Self::ArrangeSelection => "arrange-selection",
            Self::Turn(Direction::TopToBottom) => "run-down",
            Self::Turn(Direction::LeftToRight) => "run-right",
            Self::MoveAlong(WireDirection::Earlier) => "move-earlier",
            Self::MoveAlong(WireDirection::Later) => "move-later",
            Self::OpenInPlace => "open-in-place",
            Self::OpenBlocks => "open-blocks",
            Self::FoldBlocks => "fold-blocks",
            Self::Uncover | Self::OpenMenu(..) | Self::OpenNoteMenu(..) => return None,
        })
    }
}

impl DataCommand {
    pub(super) fn given_name(&self) -> Option<&'static str> {
        match self {
            Self::Open => Some("open-data"),
            Self::OpenFolder => Some("open-data-folder"),
            Self::ChoosePictures {
                class: None,
                is_folder: false,
            } => Some("add-pictures"),
            Self::AddPasted(None) => Some("add-pasted-picture"),
            Self::Use(_)
            | Self::OpenPart { .. }
            | Self::ChoosePictures { .. }
            | Self::AddPasted(Some(_))
            | Self::Add(_)
            | Self::AddCopied(_)
            | Self::Cancel => None,
        }
    }
}

impl TrainCommand {
    pub(super) fn given_name(&self) -> Option<&'static str> {
        Some(match self {
            Self::Train => "train",
            Self::Continue => "continue-training",
            Self::StartAnew => "train-anew",
            Self::Enqueue => "add-to-queue",
            Self::AskForHead => "replace-head",
            Self::PlanSweep => "plan-sweep",
            Self::Pause => "pause",
            Self::StepOnce => "step-once",
            Self::CheckpointNow => "checkpoint-now",
            Self::Stop => "stop",
            Self::FindRate => "find-rate",
            Self::DryRun => "dry-run",
            Self::SaveChart => "save-chart",
            Self::SaveReport => "save-report",
            Self::OpenRunFolder => "open-run-folder",
            Self::PlainBesideResidual => "plain-beside-residual",
            Self::Resume
            | Self::BackToTrained
            | Self::StartFrom(_)
            | Self::ReplaceHead { .. }
            | Self::UseDevice(_)
            | Self::SetLearningRate(_)
            | Self::EndTrial(_) => return None,
        })
    }
}

impl PredictCommand {
    pub(super) fn given_name(&self) -> Option<&'static str> {
        match self {
            Self::OpenPictures => Some("open-pictures"),
            Self::PastePicture => Some("paste-picture"),
            Self::Draw => Some("draw-picture"),
            Self::SaveTable => Some("save-predictions"),
            Self::Take(_)
            | Self::Try(_)
            | Self::TakeDrawn(_)
            | Self::EndDrawing
            | Self::TakeSamples(_) => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;

    #[test]
    fn every_command_that_can_have_keys_has_a_name_that_stays() {
        for command in Command::listed() {
            assert!(command.given_name().is_some(), "{command:?}");
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

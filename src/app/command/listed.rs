//! The commands that a user can call by name.

use super::{
    BlockCommand, CanvasCommand, Command, CompareCommand, DataCommand, DiagramCommand, EditCommand,
    ExportCommand, FileCommand, FindCommand, HandbookCommand, ImportCommand, LanguageChoice,
    LessonCommand, Overlay, PanelCommand, PredictCommand, ResultsCommand, RunsCommand, TabCommand,
    ThemeChoice, TrainCommand, ViewCommand, WindowCommand,
};

impl Command {
    /// Every command that stands alone, in the order of the command palette and the list of shortcuts.
    pub fn listed() -> Vec<Self> {
        let mut commands = Vec::new();
        commands.extend(FileCommand::LISTED.map(Self::File));
        commands.extend(ImportCommand::LISTED.map(Self::Import));
        commands.extend(EditCommand::LISTED.map(Self::Edit));
        commands.extend(TabCommand::LISTED.map(Self::Tab));
        commands.extend(FindCommand::LISTED.map(Self::Find));
        commands.extend(BlockCommand::LISTED.map(Self::Block));
        commands.extend(CanvasCommand::LISTED.iter().cloned().map(Self::Canvas));
        commands.extend(TrainCommand::RUNNING.map(Self::Train));
        commands.push(Self::Train(TrainCommand::Enqueue));
        commands.extend(RunsCommand::QUEUE.map(Self::Runs));
        commands.extend(TrainCommand::TRANSFER.map(Self::Train));
        commands.extend(TrainCommand::TRIALS.map(Self::Train));
        commands.extend(TrainCommand::ELSEWHERE.map(Self::Train));
        commands.extend(DataCommand::LISTED.map(Self::Data));
        commands.extend(PredictCommand::LISTED.map(Self::Predict));
        commands.extend(ResultsCommand::LISTED.map(Self::Results));
        commands.extend(TrainCommand::OF_RUN.map(Self::Train));
        commands.extend(TrainCommand::SHOWN.map(Self::Train));
        commands.push(Self::Export(ExportCommand::Open));
        commands.push(Self::Diagram(DiagramCommand::Export));
        commands.extend(CompareCommand::LISTED.map(Self::Compare));
        commands.extend(LessonCommand::listed().map(Self::Lesson));
        commands.extend(ViewCommand::HEATS.map(Self::View));
        commands.extend(ThemeChoice::ALL.map(|theme| ViewCommand::SetTheme(theme).into()));
        commands.extend(ViewCommand::TEXT_SIZES.map(Self::View));
        commands.extend(LanguageChoice::ALL.map(|it| ViewCommand::SetLanguage(it).into()));
        commands.extend(ViewCommand::TOGGLES.map(Self::View));
        commands.extend(PanelCommand::listed().map(Self::Panel));
        commands.push(Self::View(ViewCommand::EditSettings));
        commands.push(Self::Handbook(HandbookCommand::Open));
        commands.extend(Overlay::LISTED.map(|overlay| WindowCommand::Show(overlay).into()));
        commands.push(Self::File(FileCommand::Quit));
        commands
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;

    #[test]
    fn no_two_commands_share_their_keys_or_their_words() {
        let mut keys = BTreeMap::new();
        let mut words = BTreeMap::new();
        for command in Command::listed() {
            let info = command.info();
            assert_eq!(
                words.insert(info.label.clone(), command.clone()),
                None,
                "{command:?}"
            );
            if let Some(shortcut) = info.shortcut {
                let name = format!("{:?}+{:?}", shortcut.modifiers, shortcut.logical_key);
                assert_eq!(keys.insert(name, command.clone()), None, "{command:?}");
            }
        }
    }

    #[test]
    fn every_command_that_can_have_keys_has_a_name_that_stays() {
        for command in Command::listed() {
            assert!(command.info().name.is_some(), "{command:?}");
        }
    }

    #[test]
    fn no_two_commands_share_a_name() {
        let mut names = BTreeMap::new();
        for command in Command::listed() {
            let name = command.info().stable_name().into_owned();
            assert_eq!(names.insert(name, command.clone()), None, "{command:?}");
        }
    }
}

//! The commands that a user can call by name.

use super::Command;
use crate::app::bench::BenchCommand;
use crate::app::blocks::BlockCommand;
use crate::app::canvas::CanvasCommand;
use crate::app::find::FindCommand;
use crate::app::fuzzy;
use crate::app::state::{Overlay, SideTab, Tab, ThemeChoice};
use crate::app::tabs::TabCommand;
use crate::graph::Measure;

impl Command {
    /// What the nodes can show as heat, in the order of the menu.
    pub const HEATS: [Self; 5] = [
        Self::ShowHeat(Some(Measure::Params)),
        Self::ShowHeat(Some(Measure::Macs)),
        Self::ShowHeat(Some(Measure::ActivationBytes)),
        Self::ShowHeat(Some(Measure::StepSeconds)),
        Self::ShowHeat(None),
    ];

    /// Every command that stands alone, in the order of the command palette and the list of shortcuts.
    pub fn listed() -> Vec<Self> {
        let mut commands = vec![
            Self::New,
            Self::NewFromPreset,
            Self::Open,
            Self::OpenRun,
            Self::Save,
            Self::SaveAs,
            Self::Undo,
            Self::Redo,
            Self::Cut,
            Self::Copy,
            Self::Paste,
            Self::PasteKeepingWires,
            Self::Duplicate,
            Self::Delete,
            Self::SelectAll,
            Self::SelectNone,
        ];
        commands.extend(TabCommand::LISTED.map(Self::Tab));
        commands.extend(FindCommand::LISTED.map(Self::Find));
        commands.extend(BlockCommand::LISTED.map(Self::Block));
        commands.extend(CanvasCommand::LISTED.iter().cloned().map(Self::Canvas));
        commands.extend(BenchCommand::LISTED.iter().cloned().map(Self::Bench));
        commands.extend([
            Self::CompareWithSaved,
            Self::CompareWithFile,
            Self::StopComparing,
            Self::ToggleSideBySide,
        ]);
        commands.extend(Self::HEATS);
        commands.extend(ThemeChoice::ALL.map(Self::SetTheme));
        commands.extend([
            Self::ToggleMinimap,
            Self::ToggleWheelZoom,
            Self::ToggleSnapToGrid,
            Self::TogglePalette,
            Self::ToggleInspector,
            Self::ToggleBottom,
        ]);
        commands.extend(SideTab::ALL.map(Self::ShowSide));
        commands.extend(Tab::ALL.map(Self::ShowTab));
        commands.push(Self::EditSettings);
        commands.extend(Overlay::LISTED.map(Self::Show));
        commands.push(Self::Quit);
        commands
    }

    /// How well `query` fits another word for the command; scattered letters hit none.
    pub fn keyword_distance(&self, query: &str) -> Option<usize> {
        let words = self.keywords().iter();
        let far = words.filter_map(|word| fuzzy::distance(query, word));
        far.min()
            .filter(|far| *far < fuzzy::SCATTERED && !query.trim().is_empty())
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
}

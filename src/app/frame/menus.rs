//! Which command stands in which menu.

use crate::app::bench::BenchCommand;
use crate::app::blocks::BlockCommand;
use crate::app::canvas::{CanvasCommand, Choice};
use crate::app::command::Command;
use crate::app::find::FindCommand;
use crate::app::state::{Overlay, SideTab, Tab, ThemeChoice};
use crate::app::tabs::TabCommand;

/// One line of a menu.
#[derive(Debug, Clone, PartialEq)]
pub enum Entry {
    /// A command.
    Item(Box<Command>),
    /// The files that were open before.
    RecentFiles,
    /// A menu of its own beside this one: title and lines.
    Menu(&'static str, Vec<Entry>),
    /// A line between groups.
    Line,
}

/// The menus from left to right: title and lines.
pub fn menus() -> [(&'static str, Vec<Entry>); 7] {
    [
        ("File", file()),
        ("Edit", edit()),
        ("View", view()),
        ("Network", network()),
        ("Block", block()),
        ("Run", run()),
        ("Help", help()),
    ]
}

fn file() -> Vec<Entry> {
    use Command::{New, NewFromPreset, Open, OpenRun, Quit, Save, SaveAs};
    let mut entries = items([New, NewFromPreset, Open, OpenRun]);
    entries.extend([Entry::RecentFiles, Entry::Line]);
    entries.extend(items([Save, SaveAs]));
    entries.push(Entry::Line);
    entries.extend(items(CLOSING.map(Command::Tab)));
    entries.push(Entry::Line);
    entries.extend(items([BenchCommand::ExportDiagram.into()]));
    entries.push(Entry::Line);
    entries.extend(items([Quit]));
    entries
}

/// What closes tabs or brings them back; the other commands about them only change what is seen.
const CLOSING: [TabCommand; 3] = [
    TabCommand::CloseFront,
    TabCommand::CloseOthers,
    TabCommand::Reopen,
];

fn edit() -> Vec<Entry> {
    use Command::{
        Copy, Cut, Delete, Duplicate, EditSettings, Paste, PasteKeepingWires, Redo, SelectAll,
        SelectNone, Undo,
    };
    let mut entries = items([Undo, Redo]);
    entries.push(Entry::Line);
    entries.extend(items([
        Cut,
        Copy,
        Paste,
        PasteKeepingWires,
        Duplicate,
        Delete,
    ]));
    entries.push(Entry::Line);
    entries.extend(items([SelectAll, SelectNone]));
    entries.extend(items(CHOICES.map(Command::Canvas)));
    entries.push(Entry::Line);
    entries.extend(items(FindCommand::LISTED.map(Command::Find)));
    entries.extend(items([EditSettings]));
    entries
}

fn view() -> Vec<Entry> {
    let mut entries = items(VIEW_OF_CANVAS.map(Command::Canvas));
    entries.extend(items([Command::ToggleWheelZoom]));
    entries.push(Entry::Line);
    entries.push(Entry::Menu("Heat", items(Command::HEATS)));
    entries.extend(items([
        Command::ToggleMinimap,
        Command::TogglePalette,
        Command::ToggleInspector,
        Command::ToggleBottom,
    ]));
    entries.push(Entry::Line);
    let commands = TabCommand::LISTED.into_iter();
    let moving = commands.filter(|command| !CLOSING.contains(command));
    entries.extend(moving.map(|command| Entry::Item(Box::new(command.into()))));
    entries.push(Entry::Line);
    let mut panels = items(SideTab::ALL.map(Command::ShowSide));
    panels.push(Entry::Line);
    panels.extend(items(Tab::ALL.map(Command::ShowTab)));
    entries.push(Entry::Menu("Panels", panels));
    let themes = items(ThemeChoice::ALL.map(Command::SetTheme));
    entries.push(Entry::Menu("Theme", themes));
    entries
}

/// What only moves the eye over the canvas; everything else there concerns the network.
const VIEW_OF_CANVAS: [CanvasCommand; 6] = [
    CanvasCommand::ZoomIn,
    CanvasCommand::ZoomOut,
    CanvasCommand::ZoomToFull,
    CanvasCommand::Fit,
    CanvasCommand::FitSelection,
    CanvasCommand::ShowSelection,
];

/// What only selects.
const CHOICES: [CanvasCommand; 4] = [
    CanvasCommand::Choose(Choice::Linked),
    CanvasCommand::Choose(Choice::Upstream),
    CanvasCommand::Choose(Choice::Downstream),
    CanvasCommand::Choose(Choice::SameKind),
];

fn network() -> Vec<Entry> {
    let listed = CanvasCommand::LISTED.iter().cloned();
    let of_network =
        listed.filter(|command| !VIEW_OF_CANVAS.contains(command) && !CHOICES.contains(command));
    let (placing, wiring): (Vec<_>, Vec<_>) = of_network.partition(CanvasCommand::is_about_places);
    let is_aligning = |command: &CanvasCommand| {
        matches!(
            command,
            CanvasCommand::Align(_) | CanvasCommand::Distribute(_)
        )
    };
    let (aligning, placing): (Vec<_>, Vec<_>) = placing.into_iter().partition(is_aligning);
    let mut entries: Vec<Entry> = commands(wiring).collect();
    entries.extend(items(PICKS.map(Command::Show)));
    entries.push(Entry::Line);
    entries.push(Entry::Menu("Align", commands(aligning).collect()));
    entries.extend(commands(placing));
    entries.extend(items([Command::ToggleSnapToGrid]));
    entries.push(Entry::Line);
    let comparing = [
        Command::CompareWithSaved,
        Command::CompareWithFile,
        Command::Show(Overlay::Summary),
        Command::StopComparing,
        Command::ToggleSideBySide,
    ];
    entries.push(Entry::Menu("Compare", items(comparing)));
    entries
}

/// What changes the network by choosing from a list.
const PICKS: [Overlay; 3] = [Overlay::AddAfter, Overlay::ConnectTo, Overlay::Disconnect];

fn commands(commands: Vec<CanvasCommand>) -> impl Iterator<Item = Entry> {
    let all = commands.into_iter();
    all.map(|command| Entry::Item(Box::new(command.into())))
}

/// What makes blocks, and what is done with the selected one.
fn block() -> Vec<Entry> {
    items(BlockCommand::LISTED.map(Command::Block))
}

/// The training itself, then everything around it.
fn run() -> Vec<Entry> {
    const TRAINING: [BenchCommand; 5] = [
        BenchCommand::Train,
        BenchCommand::Pause,
        BenchCommand::Stop,
        BenchCommand::Continue,
        BenchCommand::StartAnew,
    ];
    let mut entries = items(TRAINING.map(Command::Bench));
    entries.push(Entry::Line);
    let listed = BenchCommand::LISTED.iter().cloned();
    let around = listed
        .filter(|command| !TRAINING.contains(command) && *command != BenchCommand::ExportDiagram);
    entries.extend(around.map(|command| Entry::Item(Box::new(command.into()))));
    entries
}

fn help() -> Vec<Entry> {
    let listed = Overlay::LISTED.iter();
    let of_help =
        listed.filter(|overlay| **overlay != Overlay::Summary && !PICKS.contains(overlay));
    of_help
        .map(|overlay| Entry::Item(Box::new(Command::Show(overlay.clone()))))
        .collect()
}

fn items<const N: usize>(commands: [Command; N]) -> Vec<Entry> {
    commands
        .into_iter()
        .map(|command| Entry::Item(Box::new(command)))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_listed_command_stands_in_a_menu() {
        let entries = menus().into_iter().flat_map(|(_, entries)| entries);
        let shown: Vec<_> = entries
            .flat_map(|entry| match entry {
                Entry::Menu(_, entries) => entries,
                entry => vec![entry],
            })
            .collect();
        for command in Command::listed() {
            assert!(
                shown.contains(&Entry::Item(Box::new(command.clone()))),
                "{command:?}"
            );
        }
    }
}

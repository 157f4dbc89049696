//! Which command stands in which menu.

use crate::app::command::{
    BlockCommand, CanvasCommand, Choice, Command, CompareCommand, DataCommand, DiagramCommand,
    EditCommand, ExportCommand, FileCommand, FindCommand, HandbookCommand, ImportCommand,
    LanguageChoice, LessonCommand, Overlay, PanelCommand, PredictCommand, ResultsCommand,
    RunsCommand, TabCommand, ThemeChoice, TrainCommand, ViewCommand, WindowCommand,
};
use crate::app::docking::{Panel, Workspace};
use crate::text::say;

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
        (say("menu-file"), file()),
        (say("menu-edit"), edit()),
        (say("menu-view"), view()),
        (say("menu-network"), network()),
        (say("menu-block"), block()),
        (say("menu-run"), run()),
        (say("menu-help"), help()),
    ]
}

fn file() -> Vec<Entry> {
    use FileCommand::{New, NewFromPreset, Open, OpenRun, Quit, Save, SaveAs};
    let mut entries = items([New, NewFromPreset, Open, OpenRun]);
    entries.push(Entry::RecentFiles);
    entries.extend(items(ImportCommand::LISTED));
    entries.push(Entry::Line);
    entries.extend(items([Save, SaveAs]));
    entries.push(Entry::Line);
    entries.extend(items(CLOSING));
    entries.push(Entry::Line);
    let exports: [Command; 2] = [ExportCommand::Open.into(), DiagramCommand::Export.into()];
    entries.extend(items(exports));
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
    use EditCommand::{
        Copy, Cut, Delete, Duplicate, Paste, PasteKeepingWires, Redo, SelectAll, SelectNone, Undo,
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
    entries.extend(items(CHOICES));
    entries.push(Entry::Line);
    entries.extend(items(FindCommand::LISTED));
    entries.extend(items([ViewCommand::EditSettings]));
    entries
}

fn view() -> Vec<Entry> {
    let mut entries = items(VIEW_OF_CANVAS);
    entries.extend(items([ViewCommand::ToggleWheelZoom]));
    entries.push(Entry::Line);
    entries.push(Entry::Menu(say("menu-heat"), items(ViewCommand::HEATS)));
    entries.extend(items([
        ViewCommand::ToggleMinimap,
        ViewCommand::TogglePalette,
        ViewCommand::ToggleInspector,
        ViewCommand::ToggleBottom,
    ]));
    entries.push(Entry::Line);
    let commands = TabCommand::LISTED.into_iter();
    entries.extend(items(commands.filter(|command| !CLOSING.contains(command))));
    entries.push(Entry::Line);
    let mut panels = items(Panel::ALL.map(PanelCommand::Show));
    panels.push(Entry::Line);
    panels.extend(items(PanelCommand::OF_PANELS));
    entries.push(Entry::Menu(say("menu-panels"), panels));
    let workspaces = items(Workspace::ALL.map(PanelCommand::ShowWorkspace));
    entries.push(Entry::Menu(say("menu-workspace"), workspaces));
    let themes = items(ThemeChoice::ALL.map(ViewCommand::SetTheme));
    entries.push(Entry::Menu(say("menu-theme"), themes));
    let sizes = items(ViewCommand::TEXT_SIZES);
    entries.push(Entry::Menu(say("menu-text-size"), sizes));
    let languages = items(LanguageChoice::ALL.map(ViewCommand::SetLanguage));
    entries.push(Entry::Menu(say("menu-language"), languages));
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
    let mut entries = items(wiring);
    entries.extend(items(PICKS.map(WindowCommand::Show)));
    entries.push(Entry::Line);
    entries.push(Entry::Menu(say("menu-align"), items(aligning)));
    entries.extend(items(placing));
    entries.extend(items([ViewCommand::ToggleSnapToGrid]));
    entries.push(Entry::Line);
    let comparing: [Command; 5] = [
        CompareCommand::WithSaved.into(),
        CompareCommand::WithFile.into(),
        WindowCommand::Show(Overlay::Summary).into(),
        CompareCommand::Stop.into(),
        CompareCommand::ToggleSideBySide.into(),
    ];
    entries.push(Entry::Menu(say("menu-compare"), items(comparing)));
    entries
}

/// What changes the network by choosing from a list.
const PICKS: [Overlay; 3] = [Overlay::AddAfter, Overlay::ConnectTo, Overlay::Disconnect];

/// What makes blocks, and what is done with the selected one.
fn block() -> Vec<Entry> {
    items(BlockCommand::LISTED)
}

/// The training itself, then everything around it.
fn run() -> Vec<Entry> {
    let mut entries = items(TrainCommand::RUNNING);
    entries.push(Entry::Line);
    let queue = [items([TrainCommand::Enqueue]), items(RunsCommand::QUEUE)];
    entries.push(Entry::Menu(say("menu-queue"), queue.concat()));
    entries.extend(items(TrainCommand::TRANSFER));
    entries.extend(items(TrainCommand::TRIALS));
    entries.extend(items(TrainCommand::ELSEWHERE));
    entries.push(Entry::Line);
    entries.push(Entry::Menu(say("menu-data"), items(DataCommand::LISTED)));
    let pictures = items(PredictCommand::LISTED);
    entries.push(Entry::Menu(say("menu-pictures"), pictures));
    entries.extend(items(ResultsCommand::LISTED));
    entries.extend(items(TrainCommand::OF_RUN));
    entries.push(Entry::Line);
    entries.extend(items(TrainCommand::SHOWN));
    entries
}

fn help() -> Vec<Entry> {
    let listed = Overlay::LISTED.into_iter();
    let of_help = listed.filter(|it| *it != Overlay::Summary && !PICKS.contains(it));
    let mut lessons = items(LessonCommand::of_builtins());
    lessons.push(Entry::Line);
    lessons.extend(items(LessonCommand::OF_FILES));
    lessons.push(Entry::Line);
    lessons.extend(items(LessonCommand::OF_OPEN));
    let mut entries = items([HandbookCommand::Open]);
    entries.extend([Entry::Menu(say("lessons"), lessons), Entry::Line]);
    entries.extend(items(of_help.map(WindowCommand::Show)));
    entries
}

fn items<C: Into<Command>>(commands: impl IntoIterator<Item = C>) -> Vec<Entry> {
    let commands = commands.into_iter();
    commands
        .map(|command| Entry::Item(Box::new(command.into())))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::handbook::pages;
    use crate::markdown::{Block, Style};
    use crate::text::{Language, Spoken};

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

    /// Whether these titles lead from a menu to one of its lines.
    fn leads_somewhere(way: &[&str]) -> bool {
        let menus = menus().into_iter();
        let menus = menus.map(|(title, entries)| Entry::Menu(title, entries));
        let mut entries: Vec<Entry> = menus.collect();
        way.iter().all(|title| {
            let found = entries.iter().find_map(|entry| match entry {
                Entry::Menu(name, inside) if name == title => Some(inside.clone()),
                Entry::Item(command) if command.info().label == *title => Some(Vec::new()),
                Entry::Menu(..) | Entry::Item(_) | Entry::RecentFiles | Entry::Line => None,
            });
            found.is_some_and(|inside| {
                entries = inside;
                true
            })
        })
    }

    #[test]
    fn ways_through_the_menus_in_the_handbook_lead_somewhere() {
        for language in Language::ALL {
            let _spoken = Spoken::here(language);
            let mut count = 0;
            for page in pages() {
                for way in strong_words(page.blocks()).filter(|words| words.contains(" → ")) {
                    let titles: Vec<&str> = way.split(" → ").collect();
                    assert!(leads_somewhere(&titles), "{}: {way}", page.id);
                    count += 1;
                }
            }
            assert!(count > 10, "{count} ways");
        }
    }

    #[test]
    fn ways_through_the_menus_in_the_lessons_lead_somewhere() {
        for language in Language::ALL {
            let _spoken = Spoken::here(language);
            let mut count = 0;
            for lesson in crate::lesson::builtins()
                .iter()
                .map(|it| it.in_language(language))
            {
                let parts = lesson.parts.iter();
                let texts = parts.flat_map(|part| part.hints.iter().chain([&part.goal]));
                for way in texts
                    .chain([&lesson.introduction])
                    .flat_map(|it| strong_words(it))
                {
                    let titles: Vec<&str> = way.split(" → ").collect();
                    let is_way = titles.len() > 1;
                    assert!(!is_way || leads_somewhere(&titles), "{}: {way}", lesson.id);
                    count += usize::from(is_way);
                }
            }
            assert!(count > 4, "{count} ways");
        }
    }

    fn strong_words(blocks: &[Block]) -> impl Iterator<Item = String> {
        let lines = blocks.iter().flat_map(|block| match block {
            Block::Paragraph(line) | Block::Heading(_, line) | Block::Item(_, line) => {
                vec![line.clone()]
            }
            Block::Table(rows) => rows.concat(),
            Block::Code(_) | Block::Picture(..) => Vec::new(),
        });
        let strong = lines.flatten().filter(|span| span.style == Style::Strong);
        strong.map(|span| span.text)
    }
}

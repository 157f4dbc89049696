//! The words and keys of each command, and whether it can run.

use super::{Availability, Command, Info};
use crate::app::state::{State, Tab, Wheel};
use crate::app::workbench::Workbench;
use crate::graph::Measure;
use egui::Key;

impl Command {
    /// Its words and keys.
    #[expect(clippy::too_many_lines, reason = "a table with one command per line")]
    pub fn info(&self) -> Info {
        match self {
            Self::New => {
                Info::new("New", "Begin an empty network in a tab of its own").ctrl(Key::N)
            }
            Self::NewFromPreset => Info::new(
                "New from preset…",
                "Begin with HappyModel, ResNet50 or another preset",
            )
            .ctrl_shift(Key::N),
            Self::LoadPreset(name) => {
                Info::new(format!("New from {name}"), "Begin with this preset")
            }
            Self::Open => Info::new("Open…", "Open a project file").ctrl(Key::O),
            Self::OpenRun => Info::new(
                "Open run…",
                "Open a run folder: the network as trained, with its curves and weights",
            ),
            Self::OpenPath(path) => Info::new(format!("Open {}", path.display()), "Open this file"),
            Self::Save => Info::new("Save", "Save the project").ctrl(Key::S),
            Self::SaveAs => {
                Info::new("Save as…", "Save the project under another name").ctrl_shift(Key::S)
            }
            Self::Quit => Info::new("Quit", "Close Netsmith").ctrl(Key::Q),
            Self::StopAndQuit => Info::new(
                "Stop and quit",
                "Save the run where it stands, then close Netsmith",
            ),
            Self::SaveAnd(_) => Info::new("Save changes", "Save the changes, then go on"),
            Self::DiscardAnd(_) => Info::new("Do not save", "Go on without the changes"),
            Self::Recover(_) => Info::new("Recover", "Open work that a crash has left"),
            Self::DiscardLost(_) => Info::new("Discard", "Forget work that a crash has left"),
            Self::RenameProject(_) => Info::new("Rename", "Give the network another name"),
            Self::AskFile(_) | Self::Answered(_) => Info::new("Choose a file…", "Choose a file"),
            Self::Undo => Info::new("Undo", "Take back the last edit").ctrl(Key::Z),
            Self::Redo => Info::new("Redo", "Do again what was taken back").ctrl_shift(Key::Z),
            Self::GoTo(_) => Info::new("Go to version", "Make this version the current one"),
            Self::Cut => Info::new("Cut", "Copy the selected layers and delete them").ctrl(Key::X),
            Self::Copy => Info::new("Copy", "Copy the selected layers").ctrl(Key::C),
            Self::Paste | Self::PasteText(_) => {
                Info::new("Paste", "Insert the copied layers").ctrl(Key::V)
            }
            Self::PasteKeepingWires | Self::PasteTextKeepingWires(_) => Info::new(
                "Paste keeping wires",
                "Insert the copied layers, wired to what the originals got their data from",
            )
            .ctrl_shift(Key::V),
            Self::Duplicate => {
                Info::new("Duplicate", "Copy the selected layers beside themselves").ctrl(Key::D)
            }
            Self::Delete => Info::new("Delete", "Delete the selected layers").key(Key::Delete),
            Self::SelectAll => Info::new("Select all", "Select every layer").ctrl(Key::A),
            Self::SelectNone => Info::new("Select nothing", "Clear the selection").key(Key::Escape),
            Self::Select(_) => Info::new("Select", "Select on the canvas"),
            Self::Edit(_) | Self::EditAndSelect(..) | Self::Gesture(..) => {
                Info::new("Edit", "Change the network")
            }
            Self::EndGesture => Info::new("Finish", "Finish the change"),
            Self::TakeBackGesture => Info::new("Take back", "Take back the unfinished change"),
            Self::Add(item) => Info::new(format!("Add {}", item.name()), item.summary()),
            Self::Remember(_) => Info::new("Remember", "Keep among what was added last"),
            Self::ToggleFavourite(item) => Info::new(
                format!("Favorite {}", item.name()),
                "Keep at the top of the palette, or no longer",
            ),
            Self::ChangeSettings(change) => Info::new(
                change.label.clone(),
                "Change data, preprocessing or how the network is trained",
            ),
            Self::Preview(_) => Info::new("Preview", "Look at what an edit would do"),
            Self::CompareWithVersion(_) => {
                Info::new("Compare with a version", "Compare with an earlier version")
            }
            Self::CompareWithSaved => Info::new(
                "Compare with the saved file",
                "See what has changed since the project was opened or saved",
            ),
            Self::CompareWithFile => Info::new(
                "Compare with a file…",
                "See which layers differ from those of another project",
            ),
            Self::CompareWithSummary(_) => Info::new(
                "Check against this summary",
                "See which rows of the summary differ",
            ),
            Self::StopComparing => {
                Info::new("Stop comparing", "Remove the marks of the comparison")
            }
            Self::ToggleSideBySide => Info::new(
                "Side by side",
                "Show the network that this one is compared with beside it",
            ),
            Self::ShowHeat(Some(measure)) => Info::new(
                format!("Heat: {}", measure.label()),
                format!("Color the layers by their {}", measure.label()),
            ),
            Self::ShowHeat(None) => Info::new("No heat", "Color the layers by their families"),
            Self::SetTheme(choice) => Info::new(choice.label(), choice.tooltip()),
            Self::ToggleWheelZoom => Info::new(
                "Wheel zooms",
                "Let a mouse wheel zoom; otherwise it moves the view and zooms with Ctrl",
            ),
            Self::ToggleSnapToGrid => Info::new(
                "Snap to grid",
                "Let layers that are dragged come to rest on the dots of the canvas",
            ),
            Self::SetKeys(..) => Info::new("Set keys", "Let a command run on other keys"),
            Self::ResetKeys => Info::new(
                "Reset all keys",
                "Give every command the keys that it came with",
            ),
            Self::ToggleMinimap => Info::new(
                "Overview map",
                "Show or hide the small map of a network that is larger than the canvas",
            )
            .key(Key::M),
            Self::ShowSide(tab) => tab.info(),
            Self::EditSettings => Info::new(
                "Edit settings",
                "Go with the keyboard to the first setting of what is selected",
            )
            .key(Key::F4),
            Self::TogglePalette => Info::new(
                "Palette",
                "Show or hide the left side: layers to add, outline, history",
            )
            .ctrl(Key::Num1),
            Self::ToggleInspector => {
                Info::new("Inspector", "Show or hide the settings").ctrl(Key::Num2)
            }
            Self::ToggleBottom => {
                Info::new("Bottom area", "Show or hide the tabs below the canvas").ctrl(Key::Num3)
            }
            Self::ShowTab(tab) => Info::new(format!("Show {}", tab.label()), tab.tooltip()),
            Self::Show(overlay) => overlay.info(),
            Self::CloseOverlay => Info::new("Close", "Close this dialog"),
            Self::EditName => Info::new("Edit name", "Go to the field for the name"),
            Self::Tell(_) | Self::Complain(_) | Self::Announce(..) => {
                Info::new("Tell", "Show a message")
            }
            Self::Dismiss(_) => Info::new("Dismiss", "Remove this message"),
            Self::CopyText(_) => Info::new("Copy text", "Put this text on the clipboard"),
            Self::File(command) => command.info(),
            Self::Tab(command) => command.info(),
            Self::Find(command) => command.info(),
            Self::Block(command) => command.info(),
            Self::Canvas(command) => command.info(),
            Self::Bench(command) => command.info(),
        }
    }

    /// What else people call it, for those who look for it.
    pub fn keywords(&self) -> &'static [&'static str] {
        match self {
            Self::Bench(command) => command.keywords(),
            Self::ShowTab(Tab::Problems) => &["errors", "warnings", "check"],
            Self::ShowTab(Tab::Layers) => &["summary", "model.summary"],
            _ => &[],
        }
    }

    /// Whether it can run now, and if not, why.
    pub fn availability(&self, workbench: &Workbench) -> Availability {
        let state = workbench.state();
        let has_selection = !state.document.selection.is_empty();
        match self {
            Self::Undo => Availability::when(state.document.can_undo(), "There is nothing to undo"),
            Self::Redo => Availability::when(state.document.can_redo(), "There is nothing to redo"),
            Self::Cut | Self::Copy | Self::Duplicate | Self::Delete => {
                Availability::when(has_selection, "Select a layer first")
            }
            Self::ResetKeys => Availability::when(
                state.window.keymap.has_changes(),
                "Every command has the keys that it came with",
            ),
            Self::ShowHeat(Some(Measure::StepSeconds)) => Availability::when(
                !state.document.step_seconds().is_empty(),
                "Train the network first: its layers are timed meanwhile",
            ),
            Self::CompareWithSaved | Self::CompareWithFile | Self::ShowHeat(Some(_)) => {
                Availability::when(!state.document.is_empty(), "The network is empty")
            }
            Self::StopComparing => {
                Availability::when(state.document.comparison().is_some(), "Nothing is compared")
            }
            Self::Show(overlay) => overlay.availability(state),
            Self::ShowHeat(None) => {
                Availability::when(state.document.heat.is_some(), "No heat is shown")
            }
            Self::SelectNone => Availability::when(has_selection, "Nothing is selected"),
            Self::SelectAll => {
                Availability::when(!state.document.is_empty(), "The network is empty")
            }
            Self::Tab(command) => command.availability(workbench),
            Self::Find(command) => command.availability(state),
            Self::Block(command) => command.availability(state),
            Self::Canvas(command) => command.availability(workbench),
            Self::Bench(command) => command.availability(workbench),
            _ => Availability::Ready,
        }
    }

    /// Whether it stands for something that is on now: an open panel, the current tab, the chosen theme.
    pub fn is_on(&self, state: State<'_>) -> bool {
        let view = &state.window.view;
        match self {
            Self::ToggleMinimap => view.minimap_open,
            Self::ShowSide(tab) => view.side == *tab && view.palette_open,
            Self::ToggleWheelZoom => view.wheel == Wheel::Zooms,
            Self::ToggleSnapToGrid => view.snap_to_grid,
            Self::ToggleSideBySide => view.side_by_side,
            Self::ShowHeat(measure) => state.document.heat == *measure,
            Self::TogglePalette => view.palette_open,
            Self::ToggleInspector => view.inspector_open,
            Self::ToggleBottom => view.bottom_open,
            Self::ShowTab(tab) => view.tab == *tab && view.bottom_open,
            Self::SetTheme(choice) => view.theme == *choice,
            Self::ToggleFavourite(item) => state.window.favorites.is_favourite(item),
            _ => false,
        }
    }

    /// What it would do at this moment, for menus, tooltips and the command palette: "Undo: set filters of conv0".
    pub fn label_now(&self, state: State<'_>) -> String {
        let history = state.document.history();
        let label = self.info().label;
        let of = match self {
            Self::Undo => history.undo_label(),
            Self::Redo => history.redo_label(),
            _ => None,
        };
        of.map_or_else(|| label.clone().into_owned(), |of| format!("{label}: {of}"))
    }
}

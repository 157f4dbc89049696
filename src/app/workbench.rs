//! The parts of the window that last from frame to frame.

use super::document::Document;
use super::foreign::Imports;
use super::learning::Elsewhere;
use super::settings::Settings;
use super::state::{State, StateMut, WindowState};
use super::tabs::{Tab, Tabs};
use super::training_panels::TrainingPanels;

/// The open documents, and what is the same whichever of them is in front.
#[derive(Debug)]
pub struct Workbench {
    /// The open documents, each with everything that belongs to it.
    pub tabs: Tabs,
    /// What the window shows besides them.
    pub window: WindowState,
    /// The panels for data, training and prediction, and the dialog that exports diagrams.
    pub training_panels: TrainingPanels,
    /// Files of other programs on their way in.
    pub imports: Imports,
}

impl Workbench {
    /// An empty network in a window as `settings` left it.
    pub fn new(settings: Settings) -> Self {
        Self {
            tabs: Tabs::default(),
            training_panels: TrainingPanels::with_habits(settings.habits),
            window: settings.into_window(),
            imports: Imports::default(),
        }
    }

    /// What panels read.
    pub fn state(&self) -> State<'_> {
        State {
            document: self.document(),
            window: &self.window,
        }
    }

    /// What commands change.
    pub(in crate::app) fn state_mut(&mut self) -> StateMut<'_> {
        StateMut {
            document: &mut self.tabs.front_mut().document,
            window: &mut self.window,
        }
    }

    /// The tab in front.
    pub fn front(&self) -> &Tab {
        self.tabs.front()
    }

    /// The document in front.
    pub fn document(&self) -> &Document {
        &self.front().document
    }

    /// The document in front, to change it.
    pub(in crate::app) fn document_mut(&mut self) -> &mut Document {
        &mut self.tabs.front_mut().document
    }

    /// Opens, closes or moves documents, or brings another one to the front.
    pub(in crate::app) fn change_tabs<T>(&mut self, change: impl FnOnce(&mut Tabs) -> T) -> T {
        let answer = change(&mut self.tabs);
        self.window.notices.turn_to(self.document().id());
        answer
    }
    /// The training of the document in front, or of another one, even of one that was closed.
    pub fn training(&self) -> Option<Elsewhere> {
        self.tabs.training()
    }
}

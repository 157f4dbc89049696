//! What the window offers at this moment, area by area.

use super::{
    blocks, canvas, compare, data, diagram, edit, export, find, handbook, import, lesson, panels,
    predict, results, runs, tabs, train, view, window,
};
use crate::app::command::{Availability, Command, Keymap, Offers};
use crate::app::workbench::Workbench;

impl Offers for Workbench {
    fn availability(&self, command: &Command) -> Availability {
        let state = self.state();
        match command {
            Command::Import(command) => import::availability(command, self),
            Command::Tab(command) => tabs::availability(command, self),
            Command::Edit(command) => edit::availability(command, state),
            Command::Block(command) => blocks::availability(command, state.document),
            Command::Canvas(command) => canvas::availability(command, self.front()),
            Command::Find(command) => find::availability(command, state),
            Command::Compare(command) => compare::availability(command, state),
            Command::Panel(command) => panels::availability(command, state),
            Command::View(command) => view::availability(command, state),
            Command::Window(command) => window::availability(command, state),
            Command::Train(command) => train::availability(command, self),
            Command::Results(command) => results::availability(command, self),
            Command::Runs(command) => runs::availability(command, self),
            Command::Diagram(command) => diagram::availability(*command, state),
            Command::Export(command) => export::availability(*command, state),
            Command::Lesson(command) => lesson::availability(command, state.window),
            Command::Handbook(command) => handbook::availability(*command, state.window),
            Command::Predict(command) => predict::availability(command, self),
            Command::Data(command) => data::availability(command, self),
            Command::File(_) | Command::Network(_) => Availability::Ready,
        }
    }

    fn is_on(&self, command: &Command) -> bool {
        let state = self.state();
        match command {
            Command::Compare(command) => compare::is_on(command, state),
            Command::Panel(command) => panels::is_on(command, state),
            Command::View(command) => view::is_on(command, state),
            Command::Window(command) => window::is_on(command, state),
            Command::Lesson(command) => lesson::is_on(command, state.window),
            Command::File(_)
            | Command::Import(_)
            | Command::Tab(_)
            | Command::Edit(_)
            | Command::Network(_)
            | Command::Block(_)
            | Command::Canvas(_)
            | Command::Find(_)
            | Command::Data(_)
            | Command::Train(_)
            | Command::Predict(_)
            | Command::Diagram(_)
            | Command::Export(_)
            | Command::Results(_)
            | Command::Runs(_)
            | Command::Handbook(_) => false,
        }
    }

    fn label(&self, command: &Command) -> String {
        match command {
            Command::Edit(command) => edit::label(command, self.document()),
            _ => command.info().label.into_owned(),
        }
    }

    fn keymap(&self) -> &Keymap {
        &self.window.keymap
    }
}

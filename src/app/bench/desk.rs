//! What of the bench belongs to one document: its data set and how it is to learn.

use super::Bench;
use super::data::Loader;
use super::setup::Setup;
use crate::app::state::{Document, Lesson};

/// What the bench keeps for a document that is not in front.
#[derive(Debug, Default)]
pub struct BenchDesk {
    setup: Setup,
    loader: Loader,
    lesson: Option<Lesson>,
    waits_for_data: bool,
}

impl BenchDesk {
    /// Lets go of the data set, for a document that is closed; it is read again when the document comes back.
    pub fn let_go_of_data(&mut self) {
        *self = Self::default();
    }
}

impl Bench {
    /// For a document that is about to come to the front. The data set at hand stays with it until the document asks for
    /// another: it need not be read twice.
    pub fn new_desk(&self) -> BenchDesk {
        let loader = self.loader.at_rest();
        let setup = Setup {
            data: loader.loaded().map(|data| data.source.clone()),
            chosen_by: self.setup.chosen_by,
            ..Setup::default()
        };
        BenchDesk {
            setup,
            loader,
            ..BenchDesk::default()
        }
    }

    /// Writes settings that the user has just changed into the document they were changed for.
    pub fn hand_in(&mut self, document: &mut Document) {
        let held = document.lesson();
        let wanted = self.setup.lesson(document.inference());
        if self.lesson.as_ref() == Some(&held) && wanted != held {
            document.set_lesson(wanted.clone());
            self.lesson = Some(wanted);
        }
    }

    /// Changes places with what is kept for another document.
    pub fn exchange(&mut self, desk: &mut BenchDesk) {
        std::mem::swap(&mut self.setup, &mut desk.setup);
        std::mem::swap(&mut self.loader, &mut desk.loader);
        std::mem::swap(&mut self.lesson, &mut desk.lesson);
        std::mem::swap(&mut self.waits_for_data, &mut desk.waits_for_data);
    }
}

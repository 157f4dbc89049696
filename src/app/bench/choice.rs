//! Which data set is at hand: the one that the project names, else one that the bench chose because it fits the network.

use super::Bench;
use super::data::Loading;
use super::network;
use crate::app::command::{Command, Commands};
use crate::app::state::{Document, SettingsChange, State};
use crate::data::DataSource;
use crate::graph::DataFacts;

impl Bench {
    /// Reads what the project names, whoever has changed that: a form, undo, another file.
    pub(super) fn follow_document(&mut self, ctx: &egui::Context, document: &Document) {
        let wanted = document.settings().source().or_else(|| self.guess.clone());
        if wanted.as_ref() == self.loader.source() {
            return;
        }
        match wanted {
            Some(source) => self.loader.open(source, self.workers, ctx),
            None => {
                self.waits_for_data = false;
                self.loader.clear();
            }
        }
    }

    /// Learns from `source` from now on, as the user wants.
    pub(super) fn choose_data(
        &mut self,
        source: &DataSource,
        ctx: &egui::Context,
        document: &mut Document,
    ) {
        let change = SettingsChange::data(document.settings(), Some(source));
        document.change_settings(change);
        // Chosen once more, it is read once more: the files may have changed.
        self.loader.open(source.clone(), self.workers, ctx);
    }

    /// Learns from `source`, which nobody chose and which is no change of the project.
    pub(super) fn guess_data(&mut self, source: DataSource, ctx: &egui::Context) {
        self.guess = Some(source.clone());
        self.loader.open(source, self.workers, ctx);
    }

    /// Gives up reading; what was at hand before is the data set again.
    pub(super) fn cancel_data(&mut self, document: &mut Document) {
        let given_up = SettingsChange::data_label(self.loader.source());
        self.loader.cancel();
        self.waits_for_data = false;
        if document.history().undo_label() == Some(&given_up) {
            document.undo();
        } else {
            let chosen = self
                .loader
                .source()
                .filter(|it| Some(*it) != self.guess.as_ref());
            let change = SettingsChange::data(document.settings(), chosen);
            document.change_settings(change);
        }
    }

    pub(super) fn drain_data(
        &mut self,
        ctx: &egui::Context,
        state: &State,
        commands: &mut Commands,
    ) {
        let loading = self.loader.drain();
        if loading == Loading::Done {
            self.say_other_data(&state.document, commands);
        }
        match loading {
            Loading::Quiet => {}
            Loading::Done if self.waits_for_data => {
                self.waits_for_data = false;
                self.begin_training(ctx, state, commands);
            }
            Loading::Done => {}
            Loading::Failed(fault) => {
                self.waits_for_data = false;
                commands.send(Command::Complain(fault));
            }
        }
        self.let_go_of_misfit(&state.document);
        self.tell_facts(state, commands);
    }

    /// Data that the bench chose by itself goes when the network is made for other data.
    fn let_go_of_misfit(&mut self, document: &Document) {
        if self.guess.is_none() || self.is_busy() {
            return;
        }
        let fitting = network::fitting_builtin(document.inference()).map(DataSource::builtin);
        if fitting.is_some() && fitting != self.guess {
            self.guess = None;
            if document.settings().source().is_none() {
                self.loader.clear();
            }
        }
    }

    /// Compares what the document was told about the data with what is true.
    fn tell_facts(&self, state: &State, commands: &mut Commands) {
        let facts: Option<DataFacts> = self.loader.loaded().map(|data| data.facts());
        if state.document.data_facts() != facts.as_ref() {
            commands.send(Command::SetDataFacts(facts));
        }
    }
}

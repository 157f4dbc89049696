//! Which data set is at hand: the one that the project names, else one that the bench chose because it fits the network.

use super::Bench;
use super::data::{Loading, Wanted};
use super::network;
use crate::app::command::{Command, Commands};
use crate::app::state::{Document, SettingsChange, State};
use crate::data::{DataSource, Role};
use crate::graph::Aim;
use crate::project::TrainingSettings;
use crate::recipe::{TestData, Validation};

impl Bench {
    /// Reads what the project names, whoever has changed that: a form, undo, another file.
    pub(super) fn follow_document(&mut self, ctx: &egui::Context, document: &Document) {
        let settings = document.settings();
        self.loader.name_classes(&settings.class_names);
        self.runs.name_classes(&settings.class_names);
        let wanted = Wanted::of(settings, self.guess.as_ref());
        if wanted.as_ref() == self.loader.wanted() {
            return;
        }
        match wanted {
            Some(wanted) => self.loader.open(wanted, self.workers, ctx),
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
        if let Some(wanted) = Wanted::of(document.settings(), None) {
            self.loader.open(wanted, self.workers, ctx);
        }
    }

    /// Takes `source` as a held-out part from now on.
    pub(super) fn choose_part(role: Role, source: &DataSource, document: &mut Document) {
        let before = document.settings();
        let text = source.to_string();
        let settings = match role {
            Role::Validation => TrainingSettings {
                validation: Validation::Source(text),
                ..before.clone()
            },
            Role::Training | Role::Test => TrainingSettings {
                test: TestData::Source(text),
                ..before.clone()
            },
        };
        let label = format!("choose other {role} data");
        document.change_settings(SettingsChange::new(label, settings));
    }

    /// Learns from `source`, which nobody chose and which is no change of the project.
    pub(super) fn guess_data(&mut self, source: DataSource, ctx: &egui::Context) {
        self.guess = Some(source.clone());
        self.loader.open(Wanted::plain(source), self.workers, ctx);
    }

    /// Gives up reading; what was at hand before is the data set again.
    pub(super) fn cancel_data(&mut self, document: &mut Document) {
        self.loader.cancel();
        self.waits_for_data = false;
        let at_hand = self.loader.loaded_wanted();
        if self.take_back(document, at_hand.as_ref()) {
            return;
        }
        let at_hand = at_hand.as_ref();
        let chosen = at_hand.map(|wanted| &wanted.source);
        let chosen = chosen.filter(|it| Some(*it) != self.guess.as_ref());
        let mut change = SettingsChange::data(document.settings(), chosen);
        if let Some(at_hand) = at_hand {
            at_hand.put_into(&mut change.settings);
        }
        document.change_settings(change);
    }

    /// Takes the last step back where that was the choice of what cannot be read or was given up, whether of the data, of
    /// a part or of the way to read labels: the document then names what is at hand again.
    fn take_back(&self, document: &mut Document, at_hand: Option<&Wanted>) -> bool {
        let names_it = |document: &Document| {
            let wanted = Wanted::of(document.settings(), self.guess.as_ref());
            wanted.as_ref() == at_hand
        };
        if names_it(document) {
            return true;
        }
        if !document.can_undo() {
            return false;
        }
        document.undo();
        let is_back = names_it(document);
        if !is_back {
            document.redo();
        }
        is_back
    }

    pub(super) fn drain_data(
        &mut self,
        ctx: &egui::Context,
        state: &mut State,
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
                let kept = self.keep_what_is_at_hand(&mut state.document);
                commands.send(Command::Complain(fault + kept));
            }
        }
        self.let_go_of_misfit(&state.document);
        self.tell_facts(state, commands);
    }

    /// A choice that cannot be read is taken back where there is other data at hand; answers what to say of that.
    fn keep_what_is_at_hand(&mut self, document: &mut Document) -> &'static str {
        let at_hand = self.loader.loaded_wanted();
        if at_hand.is_some() && self.take_back(document, at_hand.as_ref()) {
            self.loader.cancel();
            return "; the data at hand stays";
        }
        self.loader.let_go();
        ""
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
        let aim = Aim {
            data: self.loader.loaded().map(|data| data.facts()),
            loss: state.document.settings().recipe.loss,
        };
        if *state.document.aim() != aim {
            commands.send(Command::SetAim(aim));
        }
    }
}
